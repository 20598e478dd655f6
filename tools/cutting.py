"""Step: cutting shots. Split one in two, or take its beginning or end off; the picture runs on where it is cut."""

from store.apply import apply
from store.edits import SplitShot, TrimShot
from store.errors import AskPerson
from store.scene import ASPECT_RATIOS, AspectRatio, Framing, Scene, Shot, replace, shot_index
from store.wording import joined, seconds
from tools.context import ToolContext
from tools.receipts import Receipt
from tools.storyboard import fresh_shot_id
from tools.targets import resolve_shot

Crops = dict[AspectRatio, Framing]

_FROM_THE_SAME = frozenset({"push_in", "zoom_in", "handheld"})
"""Moves that start from the framing that the shot would have without them."""


def split_shot(ctx: ToolContext, *, shot: str | None = None, at_s: float | None = None) -> Receipt:
    """Cut a shot in two, at_s seconds from its start; omitted = in the middle. Its camera runs on over the cut."""
    scene = ctx.scene()
    found = resolve_shot(ctx, scene, shot, "split")
    at = round(found.duration_s / 2, 3) if at_s is None else at_s
    edit = SplitShot(shot_id=found.id, new_id=fresh_shot_id(scene), at_s=at)
    apply(scene, edit)  # what cannot be cut at all says so before the picture is asked
    if _moves_on_picture(ctx, scene, found):
        edit = replace(
            edit,
            along_path=True,
            first_framing=_beginning(ctx, scene, found),
            second_framing=_crops(ctx, scene, found, at),
        )
    number = shot_index(scene, found.id) + 1
    rest = seconds(round(found.duration_s - at, 3))
    on = ", with the camera running on over the cut" if found.camera else ""
    return ctx.commit(
        edit, message=f"Split at {seconds(at)}: shot {number} ends there, and shot {number + 1} is its last {rest}{on}."
    )


def trim_shot(
    ctx: ToolContext, *, shot: str | None = None, off_start_s: float = 0.0, off_end_s: float = 0.0
) -> Receipt:
    """Take seconds off the beginning (off_start_s) or the end (off_end_s) of a shot. What is left shows what it showed;
    to make a whole shot shorter or longer with its move, set_duration."""
    scene = ctx.scene()
    found = resolve_shot(ctx, scene, shot, "trimmed")
    if off_start_s < 0 or off_end_s < 0 or off_start_s + off_end_s <= 0:
        raise AskPerson(
            "How much should be taken off, and at which end?", ("a second off the end", "half a second off the start")
        )
    edit = TrimShot(shot_id=found.id, start_s=off_start_s, end_s=round(found.duration_s - off_end_s, 6))
    apply(scene, edit)
    if _moves_on_picture(ctx, scene, found):
        starts = _crops(ctx, scene, found, off_start_s) if off_start_s > 0 else _beginning(ctx, scene, found)
        edit = replace(edit, along_path=True, framing=starts)
    return ctx.commit(edit, message=_taken_off(shot_index(scene, found.id) + 1, found, edit))


def _taken_off(number: int, shot: Shot, edit: TrimShot) -> str:
    ends = (("beginning", edit.start_s), ("end", round(shot.duration_s - edit.end_s, 3)))
    off = joined([f"{seconds(value)} off the {name}" for name, value in ends if value > 0])
    left = seconds(round(edit.end_s - edit.start_s, 3))
    return f"Trimmed: {off} of shot {number}. It lasted {seconds(shot.duration_s)} and lasts {left} now."


def _moves_on_picture(ctx: ToolContext, scene: Scene, shot: Shot) -> bool:
    return bool(shot.camera or shot.path) and ctx.renderer.framings(scene, shot.id) is not None


def _beginning(ctx: ToolContext, scene: Scene, shot: Shot) -> Crops:
    """The crops that a shot starts from, where only its whole camera told them so far."""
    told = shot.path is not None or all(move.kind in _FROM_THE_SAME for move in shot.camera)
    return {} if told else _crops(ctx, scene, shot, 0.0)


def _crops(ctx: ToolContext, scene: Scene, shot: Shot, at_s: float) -> Crops:
    """What the shot shows at a time, for films of every ratio."""
    crops: Crops = {}
    for ratio in ASPECT_RATIOS:
        crop = ctx.renderer.crop_at(scene, shot.id, at_s, ratio)
        if crop is not None:
            crops[ratio] = crop
    return crops


STEPS = (split_shot, trim_shot)
