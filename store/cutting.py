"""A shot's camera cut at a moment: which moves go on on either side, and how far each of them still goes. Pure.

What a finished or halved move has reached when a shot begins later is not a move any more: it is the shot's framing,
which only the picture's size can tell (`Renderer.framing_at`), so an edit that cuts carries it.
"""

from collections.abc import Mapping
from typing import TypeAlias

from store.easing import done, part_of_easing, parts_exactly
from store.errors import EditRefused, OutOfRange
from store.looks import look_between
from store.retiming import part_of_retime
from store.scene import (
    MIN_SHOT_S,
    TRAVELLING,
    AspectRatio,
    Focus,
    Framing,
    Look,
    Move,
    MoveKind,
    Shot,
    ShotId,
    Transition,
    replace,
)
from store.video_takes import as_made, shows_video
from store.wording import MOVE_NAMES, joined, seconds

Framings: TypeAlias = Mapping[AspectRatio, Framing]

_SCALES: frozenset[MoveKind] = frozenset({"push_in", "pull_out", "zoom_in", "zoom_out"})
_TRAVELS: frozenset[MoveKind] = frozenset({"truck_left", "truck_right", "pedestal_up", "pedestal_down"})
_SWINGS: frozenset[MoveKind] = frozenset({"pan_left", "pan_right", "tilt_up", "tilt_down", "orbit_left", "orbit_right"})
"""They turn round the middle of their own path and bend the picture: half of one is no move of the same kind."""
_ROLLS: frozenset[MoveKind] = frozenset({"roll_cw", "roll_ccw"})
_LEAST_S = 0.04
"""A shorter rest of a move is less than a frame."""


def part_of(shot: Shot, start_s: float, end_s: float) -> tuple[Move, ...]:
    """The camera of the shot from `start_s` to `end_s`, times counted from `start_s`.

    A move that is cut goes as far as it had gone by then, at the pace it had: its easing is that part of the curve.
    """
    return tuple(part for move in shot.camera if (part := _part(move, start_s, end_s)) is not None)


def _part(move: Move, start_s: float, end_s: float) -> Move | None:
    start, end = max(move.start_s, start_s), min(move.end_s, end_s)
    if end - start < _LEAST_S:
        return None
    length = move.end_s - move.start_s
    shares = [(at - move.start_s) / length for at in (start, end)]
    first, last = (done(move.easing, share) for share in shares)
    amount = round(_share(move, last - first), 6)
    if amount <= 0:
        return None
    easing = move.easing if move.kind == "handheld" else part_of_easing(move.easing, shares[0], shares[1])
    return replace(move, start_s=round(start - start_s, 6), end_s=round(end - start_s, 6), amount=amount, easing=easing)


def _share(move: Move, share: float) -> float:
    if share > 1 - 1e-9 or move.kind == "handheld":
        return move.amount
    # Even steps of a push are even steps of the logarithm of its scale.
    return (1 + move.amount) ** share - 1 if move.kind in _SCALES else move.amount * share


def eased_across(shot: Shot, at_s: float) -> tuple[Move, ...]:
    """The moves under way at `at_s` whose easing cannot be parted there: curves that turn back or nearly stop."""
    return tuple(
        move
        for move in _under_way(shot, at_s)
        if not parts_exactly(move.easing, (at_s - move.start_s) / (move.end_s - move.start_s))
    )


def turned_across(shot: Shot, at_s: float) -> tuple[Move, ...]:
    """The moves that turn the picture and so have no halves: all swings, and rolls that have begun by then."""
    return tuple(move for move in shot.camera if move.kind in _SWINGS or (move.kind in _ROLLS and move.start_s < at_s))


def runs_on(shot: Shot, at_s: float) -> None:
    """Say why the framing cannot run on over a cut at `at_s`; silent where it can. Raises EditRefused, OutOfRange.

    Behind the cut a shot starts from an upright crop, so only moves that lead to one can be halved: push, pull, zoom,
    truck and pedestal. Several at once can only where their order does not matter. Parallax bends the picture from the
    middle of its own travel, so it cannot be halved.
    """
    if not MIN_SHOT_S <= at_s <= shot.duration_s - MIN_SHOT_S:
        low, high = seconds(MIN_SHOT_S), seconds(round(shot.duration_s - MIN_SHOT_S, 3))
        raise OutOfRange(f"That shot lasts {seconds(shot.duration_s)} and can be split between {low} and {high}.")
    if turning := turned_across(shot, at_s):
        raise EditRefused(
            f"The {_names(turning)} would not run on over the cut: half of it is no move of its own. Take it out "
            "first, or give it to one of the shots afterwards."
        )
    deep = shot.depth is not None and shot.depth.amount > 0
    if deep and any(move.kind in TRAVELLING for move in _under_way(shot, at_s)):
        raise EditRefused(
            f"The parallax would jump at {seconds(at_s)}: it bends the picture round the middle of the camera's way. "
            "Take the parallax out first, or split where the camera stands still."
        )
    if eased := eased_across(shot, at_s):
        raise EditRefused(
            f"The pace of the {_names(eased)} at {seconds(at_s)} is that of no easing on its own and would jump at the "
            "cut. Make its pace even first, or split where it stands still."
        )
    if not _in_any_order(shot, at_s):
        raise EditRefused(
            f"The {_names(_under_way(shot, at_s))} are under way at once at {seconds(at_s)}, and their halves would "
            "not lead over the same path. Split where only one of them moves."
        )


def _names(moves: tuple[Move, ...]) -> str:
    return joined([MOVE_NAMES[move.kind] for move in moves])


def _under_way(shot: Shot, at_s: float) -> tuple[Move, ...]:
    return tuple(
        move
        for move in shot.camera
        if move.kind != "handheld" and move.start_s < at_s - _LEAST_S and move.end_s > at_s + _LEAST_S
    )


def _in_any_order(shot: Shot, at_s: float) -> bool:
    """Whether what the moves have reached by then can stand before what is left of them: the frame of each move is the
    one that earlier ones lead to, so a move under way must be the last to have begun, or all must be of one sort."""
    begun = sorted((m for m in shot.camera if m.kind != "handheld" and m.start_s < at_s), key=lambda m: m.start_s)
    running = _under_way(shot, at_s)
    if all(move.kind in _TRAVELS for move in begun):
        return True
    if all(move.kind in _SCALES and move.anchor == begun[0].anchor for move in begun):
        return True
    return not running or running == (begun[-1],)


def halves(shot: Shot, at_s: float, new_id: ShotId, first: Framings, second: Framings) -> tuple[Shot, Shot]:
    """The shot in two; `first` and `second` are the crops they start from, where they have to be given.

    Raises EditRefused, OutOfRange.
    """
    runs_on(shot, at_s)
    return (
        replace(_window(shot, 0.0, at_s), framing={**shot.framing, **first}),
        replace(
            _window(shot, at_s, shot.duration_s),
            id=new_id,
            framing={**shot.framing, **second},
            transition=Transition(),
        ),
    )


def _window(shot: Shot, start_s: float, end_s: float) -> Shot:
    """What the shot does from `start_s` to `end_s`, but for the framing it starts from then."""
    retime = shot.retime or (as_made(shot.duration_s) if start_s > 0 and shows_video(shot) else None)
    start, end = (_look_at(shot, at_s) for at_s in (start_s, end_s))
    return replace(
        shot,
        duration_s=round(end_s - start_s, 6),
        camera=part_of(shot, start_s, end_s),
        look=start,
        look_end=None if shot.look_end is None else end,
        focus=None if shot.focus is None else _focus_part(shot.focus, start_s, end_s),
        retime=None if retime is None else part_of_retime(retime, start_s, end_s),
    )


def _look_at(shot: Shot, at_s: float) -> Look:
    if shot.look_end is None:
        return shot.look
    return look_between(shot.look, shot.look_end, min(1.0, at_s / shot.duration_s))


def _focus_part(focus: Focus, start_s: float, end_s: float) -> Focus:
    """What the focus does from `start_s` to `end_s`, times counted from `start_s`."""
    start, end = (min(max(at_s, focus.start_s), focus.end_s) for at_s in (start_s, end_s))
    shares = [(at_s - focus.start_s) / (focus.end_s - focus.start_s) for at_s in (start, end)]
    way = focus.end_depth - focus.start_depth
    depths = [min(1.0, max(0.0, focus.start_depth + way * done(focus.easing, share))) for share in shares]
    times = {"start_s": start - start_s, "end_s": end - start_s}
    if end - start < _LEAST_S:  # it stands
        times = {"start_s": 0.0, "end_s": end_s - start_s}
    return replace(
        focus,
        start_depth=round(depths[0], 6),
        end_depth=round(depths[1], 6),
        easing=part_of_easing(focus.easing, shares[0], shares[1]),
        **{name: round(value, 6) for name, value in times.items()},
    )


def trimmed(shot: Shot, start_s: float, end_s: float, framing: Framings) -> Shot:
    """What the shot shows from `start_s` to `end_s`. Raises OutOfRange."""
    if not (0 <= start_s < end_s <= shot.duration_s + 1e-6 and end_s - start_s >= MIN_SHOT_S - 1e-9):
        raise OutOfRange(
            f"That shot lasts {seconds(shot.duration_s)}, and at least {seconds(MIN_SHOT_S)} of it must stay."
        )
    return replace(_window(shot, start_s, min(end_s, shot.duration_s)), framing={**shot.framing, **framing})
