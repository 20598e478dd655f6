"""Step: rack focus. What is sharp, and how that changes in the course of a shot."""

from typing import Literal

from store.edits import FocusChange, SetFocus
from store.errors import AskPerson, OutOfRange
from store.scene import Focus, Shot, replace
from store.video_takes import shows_video
from tools.context import ToolContext
from tools.depth import shown_picture
from tools.receipts import Receipt
from tools.rendering.questions import subject_depth_of
from tools.targets import commit_on, resolve_shots, with_first_shot

Place = Literal["foreground", "subject", "background"]
USUAL_BLUR = 0.5


def set_focus(
    ctx: ToolContext,
    *,
    shots: list[str] | None = None,
    start: Place | None = None,
    end: Place | None = None,
    start_s: float | None = None,
    end_s: float | None = None,
    blur: float | None = None,
) -> Receipt:
    """Rack focus: what is sharp goes from start to end; everything else softens with its distance from it.

    Only end given: from where the focus is now (else from the other side). Only start given, or both alike: the focus
    stays there. start_s, end_s: seconds from the start of the shot between which it changes. blur: 0..1, how soft the
    rest gets (0.5 is usual).
    """
    if blur is not None and not 0 <= blur <= 1:
        raise OutOfRange("The blur goes from 0 to 1; 0.5 is usual.")
    base, locked = with_first_shot(ctx, ctx.scene())
    found = resolve_shots(ctx, base, shots, _is_focused, "that focus")
    if start is None and end is None and not all(_is_focused(shot) for shot in found):
        raise AskPerson(
            "What should be in focus?",
            ("focus on the subject", "rack focus to the background", "rack focus from the background to the subject"),
        )
    changes = tuple(
        FocusChange(shot_id=shot.id, focus=_focus(ctx, shot, start, end, start_s, end_s, blur)) for shot in found
    )
    filmed = any(shows_video(shot) for shot in found)
    notes = ("The clip's depth is that of the frame in its middle: what moves far keeps its focus.",) if filmed else ()
    return commit_on(ctx, base, locked, SetFocus(changes=changes), notes=notes)


def remove_focus(ctx: ToolContext, *, shots: list[str] | None = None) -> Receipt:
    """Make everything in shots sharp again."""
    scene = ctx.scene()
    found = [shot for shot in resolve_shots(ctx, scene, shots, _is_focused, "a sharp picture") if _is_focused(shot)]
    if not found:
        return Receipt(outcome="unchanged", message="Everything is sharp already; nothing changed.")
    return ctx.commit(SetFocus(changes=tuple(FocusChange(shot_id=shot.id) for shot in found)))


def _is_focused(shot: Shot) -> bool:
    return shot.focus is not None


def _focus(
    ctx: ToolContext, shot: Shot, start: Place | None, end: Place | None, start_s: float | None, end_s: float | None,
    blur: float | None,
) -> Focus:  # fmt: skip
    old, length = shot.focus, shot.duration_s
    first, last = _depths(ctx, shot, start, end)
    # A change takes the middle of the shot, so that both ends of it are seen; a focus that stays takes all of it.
    usual = (0.0, length) if first == last else (round(length * 0.3, 2), round(length * 0.7, 2))
    if old is not None and (old.start_depth == old.end_depth) == (first == last):
        usual = (old.start_s, old.end_s)
    times = (usual[0] if start_s is None else start_s, usual[1] if end_s is None else end_s)
    if not 0 <= times[0] <= times[1] - 0.04 or times[1] > length + 1e-6:
        raise OutOfRange(
            f"The focus changes between 0 and {length:g} s of that shot, the end after the start; nothing changed."
        )
    values = {"start_depth": first, "end_depth": last, "start_s": times[0], "end_s": min(times[1], length)}
    if blur is not None:
        values["blur"] = blur
    return replace(old, **values) if old else Focus.model_validate({"blur": USUAL_BLUR, **values})


def _depths(ctx: ToolContext, shot: Shot, start: Place | None, end: Place | None) -> tuple[float, float]:
    """Depths at the start and at the end."""
    old = shot.focus
    if start is None and end is None and old is not None:
        return old.start_depth, old.end_depth
    if end is None and start is not None:
        return (depth := _depth(ctx, shot, start)), depth
    last = _depth(ctx, shot, end or "subject")
    if start is not None:
        return _depth(ctx, shot, start), last
    if old is not None and old.end_depth != last:
        return old.end_depth, last
    return _depth(ctx, shot, "background" if last > 0.5 else "subject"), last


def _depth(ctx: ToolContext, shot: Shot, place: Place) -> float:
    if place != "subject":
        return 1.0 if place == "foreground" else 0.0
    picture = shown_picture(ctx, shot)
    return 0.7 if picture is None else subject_depth_of(shot, picture, ctx.media.path)


STEPS = (set_focus, remove_focus)
