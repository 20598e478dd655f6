"""Step: the own sound of clips: heard or left out, and how loud."""

from store.clip_tracks import silent_s
from store.edits import ClipSoundChange, SetClipSound
from store.errors import EditRefused, OutOfRange
from store.scene import ClipSound, Scene, Shot, replace, shot_index
from store.takes import Video
from store.video_takes import GRACE_S, shows_video
from store.wording import seconds
from tools.context import ToolContext
from tools.receipts import Chip, Receipt, ToolCall
from tools.targets import resolve_shots

LOWEST_DB, HIGHEST_DB = -60.0, 12.0
_WITHOUT = "Nothing was changed."


def set_clip_sound(
    ctx: ToolContext, *, shots: list[str] | None = None, heard: bool | None = None, gain_db: float | None = None
) -> Receipt:
    """Let the own sound of the clip in a shot be heard (heard=true) or leave it out (heard=false), at an exact level.
    It follows its clip through cuts and paces, and goes down under the voice-over. gain_db: 0 is usual."""
    if gain_db is not None and not LOWEST_DB <= gain_db <= HIGHEST_DB:
        raise OutOfRange(f"A clip's sound goes from {LOWEST_DB:g} to {HIGHEST_DB:g} dB; nothing changed.")
    scene = ctx.scene()
    found = resolve_shots(ctx, scene, shots, shows_video if heard else _is_heard, "the clip's own sound")
    if heard is False:
        return _left_out(ctx, found)
    sounding = tuple(shot for shot in found if _has_sound(ctx, shot))
    if not sounding:
        raise EditRefused(_why_silent(ctx, scene, found[0]))
    changes = tuple(
        ClipSoundChange(
            shot_id=shot.id,
            sound=replace(shot.sound or ClipSound(), **({} if gain_db is None else {"gain_db": round(gain_db, 2)})),
        )
        for shot in sounding
    )
    return ctx.commit(SetClipSound(changes=changes), notes=silences(scene, sounding))


def change_clip_level(ctx: ToolContext, shots: list[str] | None, by_db: float) -> Receipt:
    """The clips' own sounds louder or quieter; one that was left out is heard again."""
    scene = ctx.scene()
    found = resolve_shots(ctx, scene, shots, _is_heard, "that level")
    sounding = tuple(shot for shot in found if _has_sound(ctx, shot))
    if not sounding:
        raise EditRefused(_why_silent(ctx, scene, found[0]))
    changes = tuple(
        ClipSoundChange(shot_id=shot.id, sound=ClipSound(gain_db=_bounded(shot.sound, by_db))) for shot in sounding
    )
    return ctx.commit(SetClipSound(changes=changes), notes=silences(scene, sounding))


def _bounded(sound: ClipSound | None, by_db: float) -> float:
    return round(max(LOWEST_DB, min(HIGHEST_DB, (sound or ClipSound()).gain_db + by_db)), 2)


def _left_out(ctx: ToolContext, found: tuple[Shot, ...]) -> Receipt:
    heard = [shot for shot in found if _is_heard(shot)]
    if not heard:
        return Receipt(outcome="unchanged", message="No clip's own sound is heard; nothing changed.")
    return ctx.commit(SetClipSound(changes=tuple(ClipSoundChange(shot_id=shot.id) for shot in heard)))


def _is_heard(shot: Shot) -> bool:
    return shot.sound is not None


def _has_sound(ctx: ToolContext, shot: Shot) -> bool:
    video = ctx.takes.video_in(ctx.session_id, shot)
    return video is not None and brings_sound(video)


def brings_sound(video: Video) -> bool:
    """Whether a take's own sound can be heard: it lies in the take's file."""
    return video.sound == video.media


def _why_silent(ctx: ToolContext, scene: Scene, shot: Shot) -> str:
    place = shot_index(scene, shot.id) + 1
    if not shows_video(shot):
        advice = "Send music or a recording, or a clip for that shot."
        return f"Shot {place} is rendered from a still, which has no sound of its own. {_WITHOUT} {advice}"
    video = ctx.takes.video_in(ctx.session_id, shot)
    if video is not None and video.sound is not None:
        return f"The clip in shot {place} came in before its sound was kept with it. {_WITHOUT} Send the clip again."
    return f"The clip in shot {place} brought no sound. {_WITHOUT} Send music or a recording to lie under it."


# --- what receipts say about it --------------------------------------------------------------------------------------


def silences(scene: Scene, shots: tuple[Shot, ...]) -> tuple[str, ...]:
    """Where the pace of clips leaves their sound out, a sentence for each shot."""
    return tuple(
        f"Shot {shot_index(scene, shot.id) + 1}: its sound is silent for {seconds(round(silent, 2))}, where the clip "
        "stands still, runs backwards, or faster or slower than a sound can follow."
        for shot in shots
        if shows_video(shot) and shot.sound is not None and (silent := silent_s(shot)) > GRACE_S
    )


def sound_words(shot_id: str, sound: ClipSound | None, video: Video) -> tuple[tuple[str, ...], tuple[Chip, ...]]:
    """What becomes of the own sound of a clip that is put into a shot, and the other choice."""
    if not brings_sound(video):
        return (("This clip brought no sound of its own.",) if sound else ()), ()
    if sound is not None:
        mute = ToolCall(name="set_clip_sound", args={"shots": [shot_id], "heard": False})
        return (), (Chip(label="leave its sound out", call=mute),)
    keep = ToolCall(name="set_clip_sound", args={"shots": [shot_id], "heard": True})
    return ("The clip's own sound is left out.",), (Chip(label="keep its sound", call=keep),)


STEPS = (set_clip_sound,)
