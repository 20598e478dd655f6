"""Outlines as arrays of points: x to the right, y up, the ground at 0 and a subject about 1 high. Shape (n, 2)."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Points: TypeAlias = npt.NDArray[np.float64]
Knots: TypeAlias = Sequence[tuple[float, ...]]
"""(x, y) where the curve runs smoothly through, (x, y, 1) where it has a corner."""


def curve(knots: Knots, closed: bool = True, detail: int = 8) -> Points:
    """A smooth line through `knots` (cardinal spline), with `detail` points from knot to knot."""
    places = np.array([(k[0], k[1]) for k in knots], dtype=np.float64)
    sharp = np.array([len(k) > 2 for k in knots])
    before, after = np.roll(places, 1, axis=0), np.roll(places, -1, axis=0)
    if not closed:
        before[0], after[-1] = places[0], places[-1]
    tangent = (after - before) * 0.5
    tangent[sharp] = 0.0
    starts = np.arange(len(places) if closed else len(places) - 1)
    ends = (starts + 1) % len(places)
    span = np.linalg.norm(places[ends] - places[starts], axis=1, keepdims=True)
    leave = _limited(tangent[starts], span)[:, None, :]
    arrive = _limited(tangent[ends], span)[:, None, :]
    t = (np.arange(detail) / detail)[None, :, None]
    first, last = places[starts][:, None, :], places[ends][:, None, :]
    line = (
        (2 * t**3 - 3 * t**2 + 1) * first + (t**3 - 2 * t**2 + t) * leave + (3 * t**2 - 2 * t**3) * last
        + (t**3 - t**2) * arrive
    ).reshape(-1, 2)  # fmt: skip
    return line if closed else np.vstack([line, places[-1]])


def _limited(tangent: Points, span: Points) -> Points:
    """Tangents no longer than the span they serve: long ones make loops beside short spans."""
    length = np.linalg.norm(tangent, axis=1, keepdims=True)
    return tangent * np.minimum(1.0, 1.1 * span / np.maximum(length, 1e-9))


def ellipse(x: float, y: float, rx: float, ry: float, start: float = 0.0, end: float = 360.0) -> Points:
    """An ellipse, or the arc of it from `start` to `end` degrees (counter-clockwise from the right)."""
    count = max(8, int(abs(end - start) / 360 * 48))
    whole = abs(end - start) >= 360
    turn = np.radians(np.linspace(start, end, count, endpoint=not whole))
    return np.stack([x + rx * np.cos(turn), y + ry * np.sin(turn)], axis=1)


def box(x0: float, y0: float, x1: float, y1: float, radius: float = 0.0) -> Points:
    """A rectangle with rounded corners."""
    r = min(radius, abs(x1 - x0) / 2, abs(y1 - y0) / 2)
    if r <= 0:
        return polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    corners = ((x1 - r, y0 + r, 270), (x1 - r, y1 - r, 0), (x0 + r, y1 - r, 90), (x0 + r, y0 + r, 180))
    return np.vstack([ellipse(x, y, r, r, a, a + 90) for x, y, a in corners])


def polygon(corners: Sequence[tuple[float, float]]) -> Points:
    """Straight lines from corner to corner, with points between so that the hand may wobble."""
    places = np.array(corners, dtype=np.float64)
    steps = np.linspace(0, 1, 6, endpoint=False)[None, :, None]
    return (places[:, None, :] * (1 - steps) + np.roll(places, -1, axis=0)[:, None, :] * steps).reshape(-1, 2)


def segment(x0: float, y0: float, x1: float, y1: float) -> Points:
    """A straight open line."""
    return np.stack([np.linspace(x0, x1, 8), np.linspace(y0, y1, 8)], axis=1)


def turned(profile: Knots, tilt: float, centre: float = 0.0) -> Points:
    """The outline of a turned body: `profile` runs (radius, height) from foot to rim; `tilt` opens its ellipses.

    `tilt` is the sine of the camera's elevation: 0 is eye level, 0.5 well from above.
    """
    side = curve(profile, closed=False)
    right, left = side, side[::-1] * (-1, 1)
    foot, rim = side[0], side[-1]
    bottom = ellipse(0, foot[1], foot[0], foot[0] * tilt, 180, 360)
    top = ellipse(0, rim[1], rim[0], rim[0] * tilt, 0, 180)
    return np.vstack([right, top[1:-1], left, bottom[1:-1]]) + np.array((centre, 0.0))


def limb(knots: Knots, widths: Sequence[float], blunt: bool = False) -> Points:
    """A tube round an open curve, as thick as `widths` (one for each knot), with round ends, or a `blunt` far one."""
    line = curve(knots, closed=False)
    width = np.interp(np.linspace(0, 1, len(line)), np.linspace(0, 1, len(widths)), widths)[:, None] / 2
    run = np.gradient(line, axis=0)
    run /= np.maximum(np.linalg.norm(run, axis=1, keepdims=True), 1e-9)
    normal = np.stack([-run[:, 1], run[:, 0]], axis=1)
    turn = np.radians(np.linspace(90, -90, 7))[1:-1]
    start = line[0] + width[0] * (-np.cos(turn)[:, None] * run[0] - np.sin(turn)[:, None] * normal[0])
    end = line[-1] + width[-1] * (np.cos(turn)[:, None] * run[-1] + np.sin(turn)[:, None] * normal[-1])
    return np.vstack([line + normal * width, *([] if blunt else [end]), (line - normal * width)[::-1], start])


def moved(points: Points, dx: float = 0.0, dy: float = 0.0, scale: float = 1.0, degrees: float = 0.0) -> Points:
    """`points` turned about the origin, scaled, then shifted."""
    cos, sin = np.cos(np.radians(degrees)) * scale, np.sin(np.radians(degrees)) * scale
    return points @ np.array([[cos, sin], [-sin, cos]]) + np.array((dx, dy))
