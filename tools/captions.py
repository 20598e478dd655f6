"""Step: captions."""

from typing import Literal

from store.edits import AddCue, RemoveCaptions, RemoveCue, SetCaptions, SetCue, ShiftCues
from store.errors import OutOfRange, UnknownTarget
from store.scene import (
    MAX_TEXT,
    CaptionAnimation,
    CaptionPosition,
    Captions,
    Cue,
    Scene,
    Size,
    film_duration_s,
    shot_index,
    shot_starts_s,
)
from store.wording import seconds
from tools.colours import hex_colour
from tools.context import ToolContext
from tools.degrees import one_step
from tools.receipts import Receipt
from tools.targets import resolve_shots

POSITIONS: tuple[str, ...] = ("bottom", "middle", "top")
SIZES: tuple[str, ...] = ("small", "medium", "large")
_ALONE_S = 3.0
"""How long a caption stays in a film that has no shots yet."""


def clean_text(text: str, what: str = "caption") -> str:
    """Text fit to be drawn: no control characters, no outer blanks. Raises OutOfRange where it is empty or too long."""
    kept = "".join(c for c in text if c == "\n" or c.isprintable() or c in "\u200d\ufe0f\u200e\u200f").strip()
    if not kept:
        raise OutOfRange(f"A {what} needs its words; nothing changed. Say for example: add a {what}: Hello.")
    if len(kept) > MAX_TEXT:
        raise OutOfRange(
            f"A {what} holds up to {MAX_TEXT} characters and this one has {len(kept)}; nothing changed. "
            "Split it into several."
        )
    return kept


def add_caption(
    ctx: ToolContext,
    *,
    text: str,
    start_s: float | None = None,
    end_s: float | None = None,
    shots: list[str] | None = None,
) -> Receipt:
    """Add a caption. Times count from the start of the film; without them it shows over the given shot, after the
    last caption, or over the whole film."""
    scene = ctx.scene()
    free_start, free_end = _free_span(ctx, scene, shots)
    start = free_start if start_s is None else start_s
    end = end_s if end_s is not None else (free_end if free_end > start else start + _ALONE_S)
    if end <= start:
        raise OutOfRange("A caption has to end after it starts; nothing changed.")
    words = clean_text(text)
    cue = Cue(text=words, start_s=round(start, 3), end_s=round(end, 3))
    return ctx.commit(AddCue(cue=cue), message=f"Caption added: “{words}”.")


def _free_span(ctx: ToolContext, scene: Scene, shots: list[str] | None) -> tuple[float, float]:
    length = film_duration_s(scene) or _ALONE_S
    if shots and scene.shots:
        shot = resolve_shots(ctx, scene, shots)[0]
        start = shot_starts_s(scene)[shot_index(scene, shot.id)]
        return start, start + shot.duration_s
    cues = scene.captions.cues if scene.captions else ()
    if cues and length - cues[-1].end_s >= 1.0:
        return cues[-1].end_s, length
    return 0.0, length


def _cue_index(scene: Scene, which: int | None) -> int:
    """0-based place of a caption: `which` counts from 1, -1 is the last; None is the only one."""
    cues = scene.captions.cues if scene.captions else ()
    if not cues:
        raise UnknownTarget("There are no captions yet.")
    if which is None:
        if len(cues) > 1:
            raise UnknownTarget(f"There are {len(cues)} captions; say which one.", tuple(c.text for c in cues[:4]))
        return 0
    index = len(cues) + which if which < 0 else which - 1
    if not 0 <= index < len(cues):
        raise UnknownTarget(f"There is no caption {which}; there are {len(cues)}.", tuple(c.text for c in cues[:4]))
    return index


def edit_caption(
    ctx: ToolContext,
    *,
    which: int | None = None,
    text: str | None = None,
    start_s: float | None = None,
    end_s: float | None = None,
    shift_s: float | None = None,
) -> Receipt:
    """Change one caption's words or times. which: 1 is the first, -1 the last; omitted = the only one.
    shift_s: moves it later (or, negative, earlier) at the same length. With only start_s it keeps its end."""
    scene = ctx.scene()
    index = _cue_index(scene, which)
    cue = (scene.captions or Captions()).cues[index]
    if shift_s is not None:
        start_s = max(0.0, round(cue.start_s + shift_s, 3))
        end_s = round(start_s + cue.end_s - cue.start_s, 3)
    words = None if text is None else clean_text(text)
    return ctx.commit(SetCue(index=index, text=words, start_s=start_s, end_s=end_s))


def shift_captions(ctx: ToolContext, *, shift_s: float) -> Receipt:
    """Show all captions later (or, negative, earlier) by seconds, each as long as it was."""
    cues = _need_captions(ctx.scene()).cues
    which = {1: "The caption is", 2: "Both captions are"}.get(len(cues), f"All {len(cues)} captions are")
    way = "later" if shift_s > 0 else "earlier"
    return ctx.commit(ShiftCues(by_s=shift_s), message=f"{which} {seconds(abs(shift_s))} {way}.")


def remove_caption(ctx: ToolContext, *, which: int | None = None) -> Receipt:
    """Take out one caption, or all of them (which omitted)."""
    scene = ctx.scene()
    if which is None:
        return ctx.commit(RemoveCaptions())
    return ctx.commit(RemoveCue(index=_cue_index(scene, which)))


def style_captions(
    ctx: ToolContext,
    *,
    position: CaptionPosition | None = None,
    size: Size | None = None,
    color: str | None = None,
    box: bool | None = None,
    animation: CaptionAnimation | None = None,
    visible: bool | None = None,
    offset_y: float | None = None,
) -> Receipt:
    """Set how all captions look. color: a name or #rrggbb. offset_y: fine shift in fractions of the frame's height,
    negative is up."""
    _need_captions(ctx.scene())
    return ctx.commit(
        SetCaptions(
            position=position,
            size=size,
            color=hex_colour(color) if color else None,
            box=box,
            animation=animation,
            visible=visible,
            offset_y=offset_y,
        )
    )


def _need_captions(scene: Scene) -> Captions:
    if scene.captions is None:
        raise UnknownTarget("There are no captions yet. Say: add a caption: and the words.")
    return scene.captions


def change_captions(
    ctx: ToolContext,
    *,
    property: Literal["position", "size"],  # noqa: A002  the word the person's wish is about
    direction: Literal["up", "down", "larger", "smaller"],
) -> Receipt:
    """Move all captions one place up or down (bottom, middle, top), or make them one size larger or smaller."""
    track = _need_captions(ctx.scene())
    steps = 1 if direction in ("up", "larger") else -1
    if property == "position":
        value = one_step(POSITIONS, track.position, steps)
        at_end = f"The captions are at the {track.position} already; nothing changed."
    else:
        value = one_step(SIZES, track.size, steps)
        at_end = (
            f"The captions are {track.size} already, the {direction.removesuffix('r')}st there is; nothing changed."
        )
    if value == getattr(track, property):
        return Receipt(outcome="unchanged", message=at_end)
    return ctx.commit(SetCaptions.model_validate({property: value}))


STEPS = (add_caption, edit_caption, shift_captions, remove_caption, style_captions, change_captions)
