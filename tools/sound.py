"""Step: music and voice-over, and how loud what is heard is."""

import tempfile
from pathlib import Path
from typing import Literal

from store.edits import Patch, PatchValue, RemoveMusic, RemoveVoiceover, SetMusic, SetVoiceover
from store.errors import OutOfRange, UnknownTarget
from store.scene import Voiceover, replace
from tools.clip_sound import change_clip_level
from tools.context import ToolContext
from tools.degrees import GAIN_STEP, Degree, Direction
from tools.pictures.files import shown_name
from tools.receipts import Chip, Receipt, ToolCall
from tools.render import sound_ending

_LOWEST_DB, _HIGHEST_DB = -60.0, 12.0
_LONGEST_FADE_S = 60.0
"""More is a slip of the unit."""


def receive_sound(ctx: ToolContext, *, data: bytes, name: str) -> Receipt:
    """Take in an uploaded sound as the music bed. Raises BadUpload; nothing is stored then."""
    with tempfile.NamedTemporaryFile(suffix=".sound") as file:
        file.write(data)
        file.flush()
        ending = sound_ending(Path(file.name))
    media = ctx.media.put_bytes(data, ending)
    spoken = Chip(label="it is the voice-over", call=ToolCall(name="set_voiceover", args={"media": media}))
    return ctx.commit(SetMusic(media=media), message=f"{shown_name(name)} is the music now.", offers=(spoken,))


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
    if max(fade_in_s or 0.0, fade_out_s or 0.0) > _LONGEST_FADE_S:
        raise OutOfRange(f"A fade of the music lasts up to {_LONGEST_FADE_S:.0f} s; nothing changed.")
    return ctx.commit(
        SetMusic(media=media, gain_db=gain_db, duck=duck, fade_in_s=fade_in_s, fade_out_s=fade_out_s, start_s=start_s)
    )


def remove_music(ctx: ToolContext) -> Receipt:
    """Take the music out."""
    return ctx.commit(RemoveMusic())


def set_voiceover(
    ctx: ToolContext,
    *,
    text: str | None = None,
    voice: str | None = None,
    gain_db: float | None = None,
    media: str | None = None,
) -> Receipt:
    """Set the voice-over's words, voice or exact level. New words or another voice mean it has to be recorded again.
    media: id of an uploaded recording; if it was taken for the music, it is that no longer."""
    music = ctx.scene().soundtrack.music
    if media is not None and music is not None and music.media == media:
        voiceover = replace(ctx.scene().soundtrack.voiceover or Voiceover(), media=media).model_dump(mode="json")
        music_off = PatchValue(path="soundtrack.music", value=None)
        return ctx.commit(Patch(values=(music_off, PatchValue(path="soundtrack.voiceover", value=voiceover))))
    receipt = ctx.commit(SetVoiceover(text=text, media=media, voice=voice, gain_db=gain_db))
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
    track: Literal["music", "voiceover", "clip"],
    direction: Direction,
    degree: Degree = "plain",
    by_db: float | None = None,
    shots: list[str] | None = None,
) -> Receipt:
    """Make the music, the voice or the own sound of clips louder or quieter: 1.5, 3 or 6 dB by degree, or by_db
    exactly. shots: whose clips are meant."""
    step = abs(by_db) if by_db is not None else GAIN_STEP[degree]
    if not step <= 72:
        raise OutOfRange("A level changes by up to 72 dB; nothing changed.")
    change_db = step if direction == "more" else -step
    if track == "clip":
        return change_clip_level(ctx, shots, change_db)
    sound = getattr(ctx.scene().soundtrack, track)
    if sound is None:
        raise UnknownTarget(f"There is no {'music' if track == 'music' else 'voice-over'} yet.")
    gain = sound.gain_db + change_db
    gain = round(max(_LOWEST_DB, min(_HIGHEST_DB, gain)), 2)
    return ctx.commit(SetMusic(gain_db=gain) if track == "music" else SetVoiceover(gain_db=gain))


STEPS = (set_music, remove_music, set_voiceover, remove_voiceover, change_level)
