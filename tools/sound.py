"""Step: music and voice-over."""

from typing import Literal

from store.edits import RemoveMusic, RemoveVoiceover, SetMusic, SetVoiceover
from store.errors import OutOfRange, UnknownTarget
from store.scene import replace
from tools.context import ToolContext
from tools.degrees import GAIN_STEP, Degree, Direction
from tools.receipts import Receipt

_LOWEST_DB, _HIGHEST_DB = -60.0, 12.0


def set_music(
    ctx: ToolContext,
    *,
    gain_db: float | None = None,
    duck: bool | None = None,
    fade_in_s: float | None = None,
    fade_out_s: float | None = None,
    start_s: float | None = None,
    media: str | None = None,
) -> Receipt:
    """Set the music bed's exact values. duck: lower it under the voice. start_s counts from the start of the film.
    media: id of an uploaded sound."""
    return ctx.commit(
        SetMusic(media=media, gain_db=gain_db, duck=duck, fade_in_s=fade_in_s, fade_out_s=fade_out_s, start_s=start_s)
    )


def remove_music(ctx: ToolContext) -> Receipt:
    """Take the music out."""
    return ctx.commit(RemoveMusic())


def set_voiceover(
    ctx: ToolContext, *, text: str | None = None, voice: str | None = None, gain_db: float | None = None
) -> Receipt:
    """Set the voice-over's words, voice or exact level. New words or another voice mean it has to be recorded again."""
    receipt = ctx.commit(SetVoiceover(text=text, voice=voice, gain_db=gain_db))
    voiceover = ctx.history.head(ctx.session_id).scene.soundtrack.voiceover
    if voiceover is None or voiceover.media is not None or receipt.outcome != "changed":
        return receipt
    note = "The voice-over is not recorded yet: upload a recording and say it is the voice-over."
    return replace(receipt, notes=(*receipt.notes, note))


def remove_voiceover(ctx: ToolContext) -> Receipt:
    """Take the voice-over out."""
    return ctx.commit(RemoveVoiceover())


def change_level(
    ctx: ToolContext,
    *,
    track: Literal["music", "voiceover"],
    direction: Direction,
    degree: Degree = "plain",
    by_db: float | None = None,
) -> Receipt:
    """Make the music or the voice louder or quieter: 1.5, 3 or 6 dB by degree, or by_db exactly."""
    sound = getattr(ctx.scene().soundtrack, track)
    if sound is None:
        raise UnknownTarget(f"There is no {'music' if track == 'music' else 'voice-over'} yet.")
    step = abs(by_db) if by_db is not None else GAIN_STEP[degree]
    if step > 72:
        raise OutOfRange("A level changes by up to 72 dB; nothing changed.")
    gain = sound.gain_db + (step if direction == "more" else -step)
    gain = round(max(_LOWEST_DB, min(_HIGHEST_DB, gain)), 2)
    return ctx.commit(SetMusic(gain_db=gain) if track == "music" else SetVoiceover(gain_db=gain))


STEPS = (set_music, remove_music, set_voiceover, remove_voiceover, change_level)
