"""The path of a shot's frame over its still, planned so that no edge of the picture ever shows.

The path is laid round the base framing. Where it would leave the still it is first shifted, then the base framing is
tightened as far as needed (up to MAX_TIGHTENING), and only then the moves that reach out are scaled down.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from store.scene import Framing, Move, MoveKind
from store.scene import replace as replace_value
from tools.camera.moves import TIGHTENING, TRAVELS, TURNS, Floats, Matrices, ease, views

MAX_TIGHTENING = 1.5
"""Beyond this the picture would grow visibly soft before a move is cut."""
_INSET_PX = 1.0
"""Still pixels that stay outside at every edge, so that interpolation never meets it."""
_PLAN_RATES = (24, 50, 60)
"""Every frame of a film at any frame rate falls on a frame of one of these."""


@dataclass(frozen=True)
class Limit:
    """A move that reaches less far than asked, because the still has no more room."""

    kind: MoveKind
    asked: float
    given: float


@dataclass(frozen=True)
class Plan:
    """The planned path of one shot.

    center_x, center_y, width: the base framing's middle and width in still pixels. ratio: the frame's width over its
    height. moves carry the amounts they were granted. tightened: how much tighter than the wished framing the base
    is (1 is as wished). limits: the moves that were cut. slack: by how much the frame may be bent outwards at each side
    (parallax), as a fraction of its width; the path keeps that much room. from_s: where in the path the shot starts.
    """

    still_width: int
    still_height: int
    ratio: float
    center_x: float
    center_y: float
    width: float
    moves: tuple[Move, ...]
    seed: int
    tightened: float = 1.0
    limits: tuple[Limit, ...] = ()
    slack: float = 0.0
    from_s: float = 0.0

    def views(self, times_s: Floats) -> Matrices:
        """For each time (seconds from the shot's start) the matrix from frame units to still pixels."""
        return self._views(times_s + self.from_s)

    def frame_views(self, frames: int, frame_rate: int) -> Matrices:
        """The matrices of the shot's frames, which are frames of the whole path wherever in it the shot starts."""
        return self._views((np.arange(frames) + round(self.from_s * frame_rate)) / frame_rate)

    def _views(self, times_s: Floats) -> Matrices:
        base = np.array([[self.width, 0, self.center_x], [0, self.width, self.center_y], [0, 0, 1.0]])
        return base @ compose_views(self.moves, times_s, self.ratio, self.seed)

    def quads(self, times_s: Floats) -> Floats:
        """For each time the frame's corners on the still, shape (n, 4, 2), 0..1, clockwise from the top left."""
        return frame_corners(self.views(times_s), self.ratio) / (self.still_width, self.still_height)


@dataclass(frozen=True)
class Asked:
    """What a path is planned from. `chosen`: the framing was set by a person, so the path starts there; otherwise
    travelling moves are laid evenly round it. slack: as in `Plan`."""

    still_width: int
    still_height: int
    ratio: float
    framing: Framing
    chosen: bool
    moves: tuple[Move, ...]
    duration_s: float
    seed: int
    slack: float = 0.0


def plan_path(asked: Asked) -> Plan:
    """Lay the path; see the module for the order of concessions."""
    width = widest_frame(asked.still_width, asked.still_height, asked.ratio) * asked.framing.scale
    times_s = np.unique(np.concatenate([np.arange(asked.duration_s * rate + 1) / rate for rate in _PLAN_RATES]))
    share = _granted_share(asked, times_s, width)
    moves = tuple(_limited(move, share) for move in asked.moves)
    limits = tuple(
        Limit(move.kind, move.amount, given.amount)
        for move, given in zip(asked.moves, moves, strict=True)
        if given.amount < move.amount
    )
    tightened = min(MAX_TIGHTENING, max(1.0, _needed_tightening(asked, moves, times_s, width)))
    plan = Plan(
        still_width=asked.still_width,
        still_height=asked.still_height,
        ratio=asked.ratio,
        center_x=asked.framing.center.x * asked.still_width,
        center_y=asked.framing.center.y * asked.still_height,
        width=width / tightened,
        moves=moves,
        seed=asked.seed,
        tightened=tightened,
        limits=limits,
        slack=asked.slack,
    )
    return _shifted_inside(plan, times_s, even=not asked.chosen)


def widest_frame(still_width: int, still_height: int, ratio: float) -> float:
    """The width, in still pixels, of a framing of scale 1."""
    return min(still_width - 2 * _INSET_PX, (still_height - 2 * _INSET_PX) * ratio)


def compose_views(moves: Sequence[Move], times_s: Floats, ratio: float, seed: int) -> Matrices:
    """All moves at once: each acts in the frame that the earlier ones lead to; the hand's sway comes last."""
    total = np.tile(np.eye(3), (len(times_s), 1, 1))
    for move in sorted(moves, key=lambda move: (move.kind == "handheld", move.start_s)):
        total = total @ views(move, move.amount, times_s, ratio, seed)
    return total


def frame_corners(matrices: Matrices, ratio: float, slack: float = 0.0) -> Floats:
    """Where each matrix takes the frame's corners: shape (n, 4, 2), clockwise from the top left. slack: how far outside
    the frame the corners are taken, as a fraction of its width."""
    side, half = 0.5 + slack, 0.5 / ratio + slack
    corners = np.array([[-side, -half, 1], [side, -half, 1], [side, half, 1], [-side, half, 1]])
    placed = np.einsum("nij,kj->nki", matrices, corners)
    # A corner at or behind the lens has no place: it counts as infinitely far out.
    depth = np.where(placed[:, :, 2:] > 0.05, placed[:, :, 2:], np.nan)
    return np.nan_to_num(placed[:, :, :2] / depth, nan=1e9)


def _granted_share(asked: Asked, times_s: Floats, width: float) -> float:
    """The largest share (0..1) of the reaching moves' amounts that MAX_TIGHTENING makes room for."""

    def fits(share: float) -> bool:
        moves = tuple(_limited(move, share) for move in asked.moves)
        return _needed_tightening(asked, moves, times_s, width) <= MAX_TIGHTENING

    if fits(1.0):
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _limited(move: Move, share: float) -> Move:
    """A reaching move with that share of its amount; moves that only come closer need no room."""
    if share >= 1 or (move.kind in TIGHTENING and not _swings_back(move)):
        return move
    return replace_value(move, amount=max(move.amount * share, 1e-6))


def _swings_back(move: Move) -> bool:
    """Whether the curve of its easing goes back behind the move's start."""
    return float(ease(move.easing, np.linspace(0, 1, 201)).min()) < -1e-9


def _needed_tightening(asked: Asked, moves: tuple[Move, ...], times_s: Floats, width: float) -> float:
    """By what factor the base must be tighter than `width` for the whole path to fit somewhere on the still."""
    corners = frame_corners(compose_views(moves, times_s, asked.ratio, asked.seed), asked.ratio, asked.slack)
    reach = np.ptp(corners.reshape(-1, 2), axis=0) * width
    room = (asked.still_width - 2 * _INSET_PX, asked.still_height - 2 * _INSET_PX)
    return float(max(reach[0] / room[0], reach[1] / room[1]))


def _shifted_inside(plan: Plan, times_s: Floats, even: bool) -> Plan:
    """The plan moved as little as needed to lie inside the still. What travels is first laid evenly round the framing,
    or made to start there."""
    travels = [move for move in plan.moves if move.kind in TRAVELS or move.kind in TURNS]
    travelled = compose_views(travels, times_s, plan.ratio, plan.seed)
    middles = travelled[:, :2, 2] / travelled[:, 2:, 2]
    reference = (middles.min(axis=0) + middles.max(axis=0)) / 2 if even else middles[0]
    center = np.array([plan.center_x, plan.center_y]) - plan.width * reference
    views = compose_views(plan.moves, times_s, plan.ratio, plan.seed)
    corners = frame_corners(views, plan.ratio, plan.slack).reshape(-1, 2)
    low, high = corners.min(axis=0) * plan.width, corners.max(axis=0) * plan.width
    size = np.array([plan.still_width, plan.still_height])
    center = np.minimum(np.maximum(center, _INSET_PX - low), size - _INSET_PX - high)
    return replace(plan, center_x=float(center[0]), center_y=float(center[1]))
