"""Step: cutting shots. Split one in two, or take its beginning or end off; the framing runs on where it is cut."""

from pydantic import JsonValue

from store.apply import apply
from store.cutting import eased_across, turned_across
from store.edits import Edit, SplitShot, TrimShot
from store.errors import AskPerson, EditRefused
from store.scene import (
    ASPECT_RATIOS,
    MIN_SHOT_S,
    AspectRatio,
    Framing,
    Move,
    MoveKind,
    Scene,
    Shot,
    replace,
    shot_index,
)
from store.wording import MOVE_NAMES, joined, seconds
from tools.context import ToolContext
from tools.receipts import Chip, Receipt, ToolCall
from tools.storyboard import fresh_shot_id
from tools.targets import resolve_shot

Crops = dict[AspectRatio, Framing]

_STEADY = frozenset({"handheld"})
"""Sways end at rest, wherever they are cut."""
_CLOSER = frozenset({"push_in", "zoom_in", "handheld"})
"""Moves that start from the framing that the shot would have without them."""
_TRAVELS_LIKE: dict[MoveKind, MoveKind] = {
    "pan_left": "truck_left", "pan_right": "truck_right", "tilt_up": "pedestal_up", "tilt_down": "pedestal_down",
}  # fmt: skip
"""The travel that leads over the same part of a picture as a turn, and has halves."""
_APART = 1e-3
"""How far two framings may lie apart, in parts of the still, to count as one: a pixel of a preview."""
_NO_CROP = (
    "The camera is turned there, and no crop of the still shows what it shows: the shot cannot begin at that moment. "
    "Nothing was changed."
)


def split_shot(ctx: ToolContext, *, shot: str | None = None, at_s: float | None = None) -> Receipt:
    """Cut a shot in two, at_s seconds from its start; omitted = in the middle. A camera move runs on over the
    cut."""
    scene = ctx.scene()
    found = resolve_shot(ctx, scene, shot, "split")
    at = round(found.duration_s / 2, 3) if at_s is None else at_s
    if MIN_SHOT_S <= at <= found.duration_s - MIN_SHOT_S:
        if turning := turned_across(found, at):
            return _needs_no_turn(scene, found, turning)
        if eased := eased_across(found, at):
            return _needs_even_pace(scene, found, at, eased)
    edit = SplitShot(shot_id=found.id, new_id=fresh_shot_id(scene), at_s=at)
    apply(scene, edit)  # what cannot be cut at all says so before the picture is asked
    if all(move.kind in _STEADY for move in found.camera) or ctx.renderer.framings(scene, found.id) is None:
        return ctx.commit(edit)
    first = {} if all(move.kind in _CLOSER for move in found.camera) else _crops(ctx, scene, found, 0.0)
    edit = replace(edit, first_framing=first, second_framing=_crops(ctx, scene, found, at))
    if not _runs_on(ctx, scene, found, edit):
        raise EditRefused(
            "The still has no room for the whole of this camera move, so its halves would not lead over the same path. "
            "Make the move smaller first. Nothing was changed."
        )
    return ctx.commit(edit)


def _runs_on(ctx: ToolContext, scene: Scene, shot: Shot, edit: SplitShot) -> bool:
    """Whether the two halves show at their ends what the whole shot showed there."""
    cut, crop, ratio = apply(scene, edit), ctx.renderer.crop_at, scene.aspect_ratio
    whole = [crop(scene, shot.id, at_s, ratio) for at_s in (0.0, edit.at_s, edit.at_s, shot.duration_s)]
    ends = ((shot.id, 0.0), (shot.id, edit.at_s), (edit.new_id, 0.0), (edit.new_id, shot.duration_s - edit.at_s))
    halves = [crop(cut, shot_id, at_s, ratio) for shot_id, at_s in ends]
    return all(_near(a, b) for a, b in zip(whole, halves, strict=True))


def _near(a: Framing | None, b: Framing | None) -> bool:
    if a is None or b is None:
        return a is b
    apart = (a.center.x - b.center.x, a.center.y - b.center.y, a.scale - b.scale)
    return max(abs(value) for value in apart) < _APART


def _needs_no_turn(scene: Scene, shot: Shot, turning: tuple[Move, ...]) -> Receipt:
    chips: list[Chip] = []
    for move in turning:
        args: dict[str, JsonValue] = {"kind": move.kind, "shots": [shot.id]}
        travel = _TRAVELS_LIKE.get(move.kind)
        if travel is not None:
            call = ToolCall(name="redirect_move", args={**args, "to": travel})
            chips.append(Chip(label=f"{MOVE_NAMES[travel]} instead, which can be split", call=call))
        chips.append(Chip(label=f"no {MOVE_NAMES[move.kind]}", call=ToolCall(name="remove_move", args=args)))
    names = joined([MOVE_NAMES[move.kind] for move in turning])
    return Receipt(
        outcome="refused",
        message=f"Shot {shot_index(scene, shot.id) + 1} cannot be split as it is: the {names} would not run on over "
        "the cut, since it turns the picture and half of it is no move of its own. Nothing was changed. Take it out "
        "first, or let the camera travel instead.",
        offers=tuple(chips),
    )


def _needs_even_pace(scene: Scene, shot: Shot, at_s: float, eased: tuple[Move, ...]) -> Receipt:
    chips = tuple(
        Chip(
            label=f"even pace for the {MOVE_NAMES[move.kind]}",
            call=ToolCall(name="set_move", args={"kind": move.kind, "shots": [shot.id], "easing": "linear"}),
        )
        for move in eased
    )
    return Receipt(
        outcome="refused",
        message=f"Shot {shot_index(scene, shot.id) + 1} cannot be split at {seconds(at_s)} as it is: the pace of the "
        f"{joined([MOVE_NAMES[move.kind] for move in eased])} changes there and would jump at the cut. At an even pace "
        "it runs on exactly. Nothing was changed.",
        offers=chips,
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
    edit: Edit = TrimShot(shot_id=found.id, start_s=off_start_s, end_s=round(found.duration_s - off_end_s, 6))
    apply(scene, edit)
    begun = [move for move in found.camera if move.kind not in _STEADY and (off_start_s or move.kind not in _CLOSER)]
    if begun and ctx.renderer.framings(scene, found.id) is not None:
        crops = _crops(ctx, scene, found, off_start_s, needed=off_start_s > 0)
        edit = replace(edit, framing=crops)
    return ctx.commit(edit)


def _crops(ctx: ToolContext, scene: Scene, shot: Shot, at_s: float, needed: bool = True) -> Crops:
    """What the shot shows at a time, for films of every ratio. Raises EditRefused where that is no crop."""
    crops: Crops = {}
    for ratio in ASPECT_RATIOS:
        crop = ctx.renderer.crop_at(scene, shot.id, at_s, ratio)
        if crop is not None:
            crops[ratio] = crop
    if needed and scene.aspect_ratio not in crops:
        raise EditRefused(_NO_CROP)
    return crops


STEPS = (split_shot, trim_shot)
