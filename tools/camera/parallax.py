"""Parallax: near parts pass far ones when the camera travels, as one smooth bending of the frame.

The frame is bent round the middle of each move's way, so that both of its ends are bent half as much as the whole.
"""

import numpy as np

from store.camera_paths import whole_path
from store.scene import TRAVELLING, Move, Shot
from tools.camera.moves import TIGHTENING, TRAVELS, Floats, ease

MAX_STRETCH = 0.08
"""Most that a part of the picture may be stretched or squeezed beside its neighbour."""
_FLAT_DEPTH = 0.5
"""What passes at the pace of the flat picture."""
_FARTHEST = 0.5 * (1 - _FLAT_DEPTH)
"""Of an amount: half the way, and half the depth."""


def parallax_moves(shot: Shot) -> tuple[Move, ...]:
    """The moves of a shot's path in which the camera goes somewhere, where that shows depth."""
    if shot.depth is None or shot.depth.amount <= 0:
        return ()
    return tuple(move for move in whole_path(shot)[0].camera if move.kind in TRAVELLING)


def parallax_slack(shot: Shot, ratio: float) -> float:
    """How far the bent frame may reach outside the flat one at each side, as a fraction of its width.

    ratio: the frame's width over its height.
    """
    moves = parallax_moves(shot)
    if not moves or shot.depth is None:
        return 0.0
    return shot.depth.amount * _FARTHEST * max(_swing(move) * _reach(move, ratio) for move in moves) + 1e-3


def steepest_depth(moves: tuple[Move, ...], amount: float, ratio: float) -> float:
    """The greatest slope of a depth, per frame width, at which the moves stretch nothing by more than MAX_STRETCH.

    ratio: the frame's width over its height. The slope of what `bent` adds, at the ends of the way: for travels half
    the amount times the depth's slope; for pushes that, times twice the distance from the anchor, and what the depth
    itself scales.
    """
    return min((_steepest(move, amount, ratio) for move in moves), default=float("inf"))


def _steepest(move: Move, amount: float, ratio: float) -> float:
    bending = MAX_STRETCH / (amount * _swing(move))
    if move.kind in TRAVELS:
        return 2 * bending
    return max(0.05, (bending - _FLAT_DEPTH) / (_reach(move, ratio) / 2))


def _reach(move: Move, ratio: float) -> float:
    """How much of the amount bends the frame's rim at most: of a push, twice the rim's distance from the anchor."""
    if move.kind in TRAVELS:
        return 1.0
    return 2 * max(move.anchor.x, 1 - move.anchor.x, move.anchor.y / ratio, (1 - move.anchor.y) / ratio)


def _swing(move: Move) -> float:
    """1, and more for a curve that swings beyond its ends."""
    return float(np.abs(ease(move.easing, np.linspace(0, 1, 101)) - 0.5).max()) * 2


def bent(
    x: Floats, y: Floats, depth: Floats, moves: tuple[Move, ...], amount: float, at_s: float, ratio: float
) -> tuple[Floats, Floats]:
    """Where the points (x, y) of a bent frame lie in the flat one. Frame units, as in `tools.camera.moves`.

    depth: how near what the flat frame shows at the points is, 0..1. amount: as `Depth.amount`. Several moves share it
    by how far they go.
    """
    total = sum(move.amount for move in moves)
    nearer = (depth - _FLAT_DEPTH) * amount
    to_x, to_y = x, y
    for move in moves:
        share = np.clip(np.array([(at_s - move.start_s) / (move.end_s - move.start_s)]), 0, 1)
        gone = (float(ease(move.easing, share)[0]) - 0.5) * move.amount / total
        if move.kind in TRAVELS:
            way_x, way_y = TRAVELS[move.kind]
            to_x, to_y = to_x + way_x * gone * nearer, to_y + way_y * gone * nearer
        else:
            # At the frame's sides near parts come towards the viewer by the amount, at its middle by nothing.
            way = -2 if move.kind in TIGHTENING else 2
            anchor_x, anchor_y = move.anchor.x - 0.5, (move.anchor.y - 0.5) / ratio
            to_x, to_y = to_x + way * gone * nearer * (x - anchor_x), to_y + way * gone * nearer * (y - anchor_y)
    return to_x, to_y
