"""One camera move as plane geometry: what part of the frame before it the frame shows at a time.

Frame units: the origin is the frame's middle, x runs right and y down, and the frame is 1 wide and `1 / ratio` high.
A *view* is a 3x3 matrix that takes a point of the moved frame to a point of the unmoved one; `views` returns one per
time. Pan, tilt and orbit swing evenly round the still's own view, so that they bend it least; every other move starts
as the identity. All hold their first view before `start_s` and their last after `end_s`.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from store.easing import Curve, curve_of
from store.scene import Move
from tools.camera.sway import sway

Floats: TypeAlias = NDArray[np.float64]
Matrices: TypeAlias = NDArray[np.float64]
"""Shape (n, 3, 3)."""

TRAVELS = {
    "truck_left": (-1, 0), "truck_right": (1, 0), "pedestal_up": (0, -1), "pedestal_down": (0, 1),
}  # fmt: skip
TURNS = {"pan_left": (-1, 0), "pan_right": (1, 0), "tilt_up": (0, -1), "tilt_down": (0, 1)}
TIGHTENING = frozenset({"push_in", "zoom_in"})
_WIDENING = frozenset({"pull_out", "zoom_out"})

_LENS = 1.2
"""Focal length over the frame's longer side: 45 degrees across it, a calm lens in which turns bend little."""


def ease(easing: str, share: Floats) -> Floats:
    """How much of a move is done after `share` (0..1) of its time: 0 at 0, 1 at 1; see `store.easing`."""
    if easing == "ease_in":
        return share**2
    if easing == "ease_out":
        return 1 - (1 - share) ** 2
    if easing == "ease_in_out":
        return share**2 * (3 - 2 * share)
    return share if easing == "linear" else _along_curve(curve_of(easing), share)


def _along_curve(curve: Curve, share: Floats) -> Floats:
    """The way of a cubic Bezier at times `share`; as `store.easing.done`, for many times at once."""
    x1, y1, x2, y2 = curve
    low, high, t = np.zeros_like(share), np.ones_like(share), share.copy()
    for _ in range(60):
        u = 1 - t
        off = 3 * u * u * t * x1 + 3 * u * t * t * x2 + t**3 - share
        if np.abs(off).max(initial=0.0) < 1e-14:
            break
        low, high = np.where(off < 0, t, low), np.where(off < 0, high, t)
        slope = 3 * u * u * x1 + 6 * u * t * (x2 - x1) + 3 * t * t * (1 - x2)
        step = t - off / np.maximum(slope, 1e-9)
        # Newton's step where it stays between what is known to be too early and too late, else the middle of the two.
        t = np.where((low < step) & (step < high), step, (low + high) / 2)
    u = 1 - t
    return np.asarray(3 * u * u * t * y1 + 3 * u * t * t * y2 + t**3, np.float64)


def views(move: Move, amount: float, times_s: Floats, ratio: float, seed: int) -> Matrices:
    """The view of a move at each time (seconds from the start of the shot), with `amount` in place of its own.

    ratio: the frame's width over its height. seed: what a handheld sway is drawn from.
    """
    done = ease(move.easing, np.clip((times_s - move.start_s) / (move.end_s - move.start_s), 0, 1))
    if move.kind == "handheld":
        return _swayed(move, amount, times_s, seed)
    if move.kind in TRAVELS:
        way_x, way_y = TRAVELS[move.kind]
        return _shifted(way_x * amount * done, way_y * amount * done / ratio)
    lens = _LENS * max(1.0, 1 / ratio)
    if move.kind in TURNS:
        way_x, way_y = TURNS[move.kind]
        across = way_x * 2 * np.arctan(amount / 2 / lens) * (done - 0.5)
        along = way_y * 2 * np.arctan(amount / 2 / ratio / lens) * (done - 0.5)
        return _turned(across, along, lens)
    return _about_anchor(_round_anchor(move, amount, done, lens), move, ratio)


def _round_anchor(move: Move, amount: float, done: Floats, lens: float) -> Matrices:
    """Push, pull, zoom, roll and orbit: the moves that leave their anchor where it is."""
    if move.kind in TIGHTENING or move.kind in _WIDENING:
        # Even steps of the logarithm look like an even approach.
        grown = (1 + amount) ** (done if move.kind in _WIDENING else -done)
        return _scaled(grown)
    way = -1 if move.kind.endswith(("_left", "_ccw")) else 1
    if move.kind.startswith("roll"):
        return _rolled(np.radians(way * amount * done))
    return _orbited(np.radians(way * amount * (done - 0.5)), lens)


def _identity(count: int) -> Matrices:
    return np.tile(np.eye(3), (count, 1, 1))


def _shifted(x: Floats, y: Floats) -> Matrices:
    view = _identity(len(x))
    view[:, 0, 2], view[:, 1, 2] = x, y
    return view


def _scaled(factor: Floats) -> Matrices:
    view = _identity(len(factor))
    view[:, 0, 0] = view[:, 1, 1] = factor
    return view


def _rolled(angle: Floats) -> Matrices:
    """The camera turns clockwise for a positive angle, so the picture leans the other way."""
    view = _identity(len(angle))
    cos, sin = np.cos(angle), np.sin(angle)
    view[:, 0, 0], view[:, 0, 1] = cos, -sin
    view[:, 1, 0], view[:, 1, 1] = sin, cos
    return view


def _turned(across: Floats, along: Floats, lens: float) -> Matrices:
    """A camera that turns on its tripod: K R inverse(K) with K = diag(lens, lens, 1).

    Hartley and Zisserman, Multiple View Geometry, 8.4: no depth is needed, and straight lines stay straight.
    """
    count = len(across)
    yaw, pitch = _identity(count), _identity(count)
    yaw[:, 0, 0] = yaw[:, 2, 2] = np.cos(across)
    yaw[:, 0, 2], yaw[:, 2, 0] = np.sin(across), -np.sin(across)
    pitch[:, 1, 1] = pitch[:, 2, 2] = np.cos(along)
    pitch[:, 1, 2], pitch[:, 2, 1] = np.sin(along), -np.sin(along)
    camera = np.diag([lens, lens, 1.0])
    return camera @ yaw @ pitch @ np.linalg.inv(camera)


def _orbited(angle: Floats, lens: float) -> Matrices:
    """A camera on an arc of radius `lens` round a flat subject, looking at it; positive goes right.

    From there a point of the subject's plane is seen at (x cos, y) / (1 - x sin / lens); this is the way back.
    """
    seen = _identity(len(angle))
    seen[:, 0, 0] = np.cos(angle)
    seen[:, 2, 0] = -np.sin(angle) / lens
    return np.asarray(np.linalg.inv(seen), np.float64)


def _about_anchor(view: Matrices, move: Move, ratio: float) -> Matrices:
    """The same view, with the move's anchor as the point that stays."""
    anchor = np.eye(3)
    anchor[:2, 2] = move.anchor.x - 0.5, (move.anchor.y - 0.5) / ratio
    return anchor @ view @ np.linalg.inv(anchor)


def _swayed(move: Move, amount: float, times_s: Floats, seed: int) -> Matrices:
    x, y, roll = sway(times_s, move.start_s, move.end_s, seed)
    return _shifted(amount * x, amount * y) @ _rolled(amount * roll)
