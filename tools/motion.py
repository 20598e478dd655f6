"""Step: the camera. Add, change, turn round and remove moves."""

from collections.abc import Callable
from typing import Literal

from pydantic import JsonValue

from store.edits import (
    DurationChange,
    MoveChange,
    MoveTarget,
    RemoveMove,
    SetCamera,
    SetMove,
    SetStabilise,
    StabiliseChange,
)
from store.errors import EditRefused, OutOfRange
from store.scene import MAX_AMOUNT, MAX_SHOT_S, MIN_SHOT_S, OPPOSITE, Easing, Move, MoveKind, Point, Scene, Shot
from store.video_takes import MAX_CROP, shows_video
from store.wording import MOVE_NAMES, seconds
from store.wording import amount as amount_words
from tools.context import ToolContext
from tools.degrees import Degree, Direction
from tools.degrees import factor as degree_factor
from tools.receipts import Chip, Receipt, ToolCall
from tools.targets import commit_on, has_move, resolve_move, resolve_shots, with_first_shot

USUAL_AMOUNT: dict[MoveKind, float] = {
    "push_in": 0.12, "pull_out": 0.12, "truck_left": 0.10, "truck_right": 0.10, "pedestal_up": 0.08,
    "pedestal_down": 0.08, "pan_left": 0.15, "pan_right": 0.15, "tilt_up": 0.12, "tilt_down": 0.12, "roll_cw": 4.0,
    "roll_ccw": 4.0, "zoom_in": 0.15, "zoom_out": 0.15, "orbit_left": 10.0, "orbit_right": 10.0, "handheld": 0.008,
}  # fmt: skip
"""What a move does when nothing else is said: calm, and inside what a still in the film's ratio can give."""
USUAL_STRENGTH = 0.7
"""Of steadying: sways go, and a film in its own ratio keeps most of its picture."""
_PACE: dict[str, float] = {"slow": 0.6, "fast": 1.6}


def set_move(
    ctx: ToolContext,
    *,
    kind: MoveKind | None = None,
    shots: list[str] | None = None,
    amount: float | None = None,
    start_s: float | None = None,
    end_s: float | None = None,
    easing: Easing | None = None,
    anchor_x: float | None = None,
    anchor_y: float | None = None,
    pace: Literal["slow", "fast"] | None = None,
    duration_s: float | None = None,
    instead: bool = False,
) -> Receipt:
    """Add a camera move to shots, or set exact values of one that is there.

    kind omitted: the only move there is. duration_s: the shot's length in the same wish. instead=true: the move
    replaces all other moves of the shot.
    """
    base, locked = with_first_shot(ctx, ctx.scene())
    has = has_move(kind) if kind is None or not instead else (lambda shot: bool(shot.camera))
    name = f"the {MOVE_NAMES[kind]}" if kind else "that"
    found = resolve_shots(ctx, base, shots, has, name)
    values: dict[str, object] = {"amount": amount, "start_s": start_s, "end_s": end_s, "easing": easing}
    changes = [_change(shot, kind, values, anchor_x, anchor_y, pace, duration_s) for shot in found]
    durations = tuple(DurationChange(shot_id=s.id, duration_s=duration_s) for s in found) if duration_s else ()
    edit = SetMove(changes=tuple(changes), durations=durations)
    if instead and len(found) == 1 and not duration_s and found[0].camera:
        return commit_on(ctx, base, locked, SetCamera(shot_id=found[0].id, moves=(_alone(found[0], changes[0]),)))
    return commit_on(ctx, base, locked, edit, _set_message(base, edit) if locked else "")


def _change(
    shot: Shot,
    kind: MoveKind | None,
    values: dict[str, object],
    anchor_x: float | None,
    anchor_y: float | None,
    pace: str | None,
    duration_s: float | None,
) -> MoveChange:
    there = {move.kind: move for move in shot.camera}
    chosen = kind or resolve_move(shot, None).kind
    now = there.get(chosen)
    given = {name: value for name, value in values.items() if value is not None}
    if now is None and "amount" not in given:
        given["amount"] = USUAL_AMOUNT[chosen] * _PACE.get(pace or "", 1.0)
    elif now is not None and pace and "amount" not in given:
        given["amount"] = min(MAX_AMOUNT[chosen], now.amount * _PACE[pace])
    if now is None and duration_s and "end_s" not in given:
        given["end_s"] = duration_s
    if anchor_x is not None or anchor_y is not None:
        old = now.anchor if now else Point()
        given["anchor"] = Point(x=old.x if anchor_x is None else anchor_x, y=old.y if anchor_y is None else anchor_y)
    return MoveChange.model_validate({"shot_id": shot.id, "kind": chosen, **given})


def _alone(shot: Shot, change: MoveChange) -> Move:
    """The move that replaces the others; where one move gives way to one, it takes over its times and easing."""
    old = shot.camera[0] if len(shot.camera) == 1 else None
    values = change.model_dump(exclude_none=True, exclude={"shot_id", "becomes"})
    keeps = {"start_s": old.start_s, "end_s": old.end_s, "easing": old.easing, "anchor": old.anchor} if old else {}
    return Move.model_validate({"end_s": shot.duration_s, **keeps, **values})


def _set_message(base: Scene, edit: SetMove) -> str:
    change = edit.changes[0]
    shot = next(shot for shot in base.shots if shot.id == change.shot_id)
    length = edit.durations[0].duration_s if edit.durations else shot.duration_s
    words = amount_words(change.kind, change.amount or 0)
    return f"{MOVE_NAMES[change.kind].capitalize()} of {words} over {seconds(length)}."


def change_move(
    ctx: ToolContext,
    *,
    property: Literal["speed", "amount"],  # noqa: A002  the word the person's wish is about
    direction: Direction,
    degree: Degree = "plain",
    factor: float | None = None,
    kind: MoveKind | None = None,
    shots: list[str] | None = None,
    keep: Literal["timing", "end_framing"] = "timing",
) -> Receipt:
    """Make a move slower, faster, smaller or larger.

    factor: an exact multiple ("twice" = 2, "half" = 0.5). keep="timing": the move takes as long as before and goes
    less (or more) far; keep="end_framing": it ends where it ended, and the move and the shot get longer (or shorter).
    """
    times = degree_factor(direction, degree) if factor is None else factor
    if not 0.01 <= times <= 100:
        raise OutOfRange("A move changes by a factor between 0.01 and 100.")
    scene = ctx.scene()
    found = resolve_shots(ctx, scene, shots, has_move(kind), "that")
    moves = [(shot, resolve_move(shot, kind)) for shot in found]
    if property == "speed" and keep == "end_framing":
        return _keep_framing(ctx, moves, times)
    edit = SetMove(changes=tuple(_scaled(shot, move, times) for shot, move in moves))
    if property != "speed" or len(moves) != 1:
        return ctx.commit(edit)
    return _slower_or_faster(ctx, edit, *moves[0], times)


def _scaled(shot: Shot, move: Move, times: float) -> MoveChange:
    limit = MAX_AMOUNT[move.kind]
    return MoveChange(shot_id=shot.id, kind=move.kind, amount=round(min(limit, move.amount * times), 6))


def _slower_or_faster(ctx: ToolContext, edit: SetMove, shot: Shot, move: Move, times: float) -> Receipt:
    """The house reading of "slower": the timing stays, the amount shrinks; the other reading is a chip."""
    length = move.end_s - move.start_s
    longer = times < 1
    end = round(move.start_s + length / times, 3)
    duration = round(end + shot.duration_s - move.end_s, 3)
    offers: tuple[Chip, ...] = ()
    if MIN_SHOT_S <= duration <= MAX_SHOT_S:
        label = f"keep the end framing, make it {'longer' if longer else 'shorter'}"
        args: dict[str, JsonValue] = {
            "kind": move.kind, "shots": [shot.id], "amount": move.amount, "start_s": move.start_s, "end_s": end,
            "duration_s": duration,
        }  # fmt: skip
        offers = (Chip(label=label, call=ToolCall(name="set_move", args=args)),)
    reading = f"kept {seconds(length)} and moved {'less' if longer else 'further'}"
    return ctx.commit(edit, reading=reading, offers=offers)


def _keep_framing(ctx: ToolContext, moves: list[tuple[Shot, Move]], times: float) -> Receipt:
    changes: list[MoveChange] = []
    durations: list[DurationChange] = []
    for shot, move in moves:
        end = round(move.start_s + (move.end_s - move.start_s) / times, 3)
        after = shot.duration_s - move.end_s
        durations.append(DurationChange(shot_id=shot.id, duration_s=round(end + after, 3)))
        changes.append(MoveChange(shot_id=shot.id, kind=move.kind, end_s=end))
    edit = SetMove(changes=tuple(changes), durations=tuple(durations))
    return ctx.commit(edit, reading="kept the end framing and changed the length")


def redirect_move(
    ctx: ToolContext, *, kind: MoveKind | None = None, shots: list[str] | None = None, to: MoveKind | None = None
) -> Receipt:
    """Turn a move round, or make it another kind. to omitted: the opposite direction."""
    scene = ctx.scene()
    found = resolve_shots(ctx, scene, shots, has_move(kind), "that")
    changes: list[MoveChange] = []
    for shot in found:
        move = resolve_move(shot, kind)
        target = to or OPPOSITE.get(move.kind)
        if target is None:
            raise EditRefused("Handheld sway has no other direction; say less or more of it, or take it out.")
        if target == move.kind:
            continue
        fresh = target not in (move.kind, OPPOSITE.get(move.kind))
        amount = USUAL_AMOUNT[target] if fresh and _other_unit(move.kind, target) else None
        changes.append(MoveChange(shot_id=shot.id, kind=move.kind, becomes=target, amount=amount))
    if not changes:
        return Receipt(outcome="unchanged", message="It goes that way already; nothing changed.")
    return ctx.commit(SetMove(changes=tuple(changes)))


def _other_unit(a: MoveKind, b: MoveKind) -> bool:
    """Whether an amount of one kind means nothing for the other (degrees, fractions, sway)."""
    return MAX_AMOUNT[a] != MAX_AMOUNT[b]


def remove_move(ctx: ToolContext, *, kind: MoveKind | None = None, shots: list[str] | None = None) -> Receipt:
    """Take a move out; kind omitted: all moves, the shot becomes static."""
    scene = ctx.scene()
    found = resolve_shots(ctx, scene, shots, has_move(kind), "a still camera")
    moving = [shot for shot in found if shot.camera]
    if not moving:
        return Receipt(outcome="unchanged", message="The camera stands still already; nothing changed.")
    return ctx.commit(RemoveMove(targets=tuple(MoveTarget(shot_id=shot.id, kind=kind) for shot in moving)))


def stabilise(ctx: ToolContext, *, shots: list[str] | None = None, strength: float | None = None) -> Receipt:
    """Steady the picture: in shots that show a clip its own sway is taken out by strength (0 leaves it as it was
    filmed), in others the handheld sway of the camera goes; every other move stays."""
    scene = ctx.scene()
    if any(shows_video(shot) for shot in scene.shots):
        found = resolve_shots(ctx, scene, shots, lambda shot: shows_video(shot) or _sways(shot), "a steady picture")
        if filmed := [shot for shot in found if shows_video(shot)]:
            return _steadied(ctx, filmed, USUAL_STRENGTH if strength is None else strength)
    if not any(has_move("handheld")(shot) for shot in scene.shots):
        return Receipt(outcome="unchanged", message="There is no handheld sway to take out; nothing changed.")
    found = resolve_shots(ctx, scene, shots, has_move("handheld"), "a steady camera")
    swaying = [shot for shot in found if has_move("handheld")(shot)]
    if not swaying:
        return Receipt(outcome="unchanged", message="The camera is steady there already; nothing changed.")
    return ctx.commit(RemoveMove(targets=tuple(MoveTarget(shot_id=shot.id, kind="handheld") for shot in swaying)))


def _sways(shot: Shot) -> bool:
    return has_move("handheld")(shot)


def _steadied(ctx: ToolContext, shots: list[Shot], strength: float) -> Receipt:
    if not 0 <= strength <= 1:
        raise OutOfRange("Steadying goes from 0 (as it was filmed) to 1; nothing changed.")
    edit = SetStabilise(changes=tuple(StabiliseChange(shot_id=shot.id, stabilise=strength) for shot in shots))
    note = f"Steadying moves the picture, so up to {strength * MAX_CROP * 100:.0f} % of it at the edges is cut off."
    return ctx.commit(edit, notes=(note,) if strength else ())


STEPS: tuple[Callable[..., Receipt], ...] = (set_move, change_move, redirect_move, remove_move, stabilise)
