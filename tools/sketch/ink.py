"""Ink: contours that wobble a little, swell on the shadow side and taper where the pen lifts."""

from itertools import pairwise

import numpy as np

from tools.sketch.curves import Points

_CORNER = np.radians(38)
"""A turn sharper than this within one step is a corner: the pen lifts there."""


def resampled(points: Points, step: float, closed: bool) -> Points:
    """The same line with a point about every `step`, at least 8 and at most 420."""
    line = np.vstack([points, points[:1]]) if closed else points
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    if run[-1] <= 0:
        return line[:1].repeat(8, axis=0)
    count = int(np.clip(run[-1] / step, 8, 420))
    at = np.linspace(0, run[-1], count, endpoint=not closed)
    return np.stack([np.interp(at, run, line[:, 0]), np.interp(at, run, line[:, 1])], axis=1)


def wobbled(points: Points, amount: float, closed: bool, dice: np.random.Generator) -> Points:
    """`points` as a steady but living hand draws them: off by about `amount`, in slow waves."""
    count = len(points)
    place = np.arange(count) / count * 2 * np.pi
    waves = np.array([1, 2, 3, 5]) if closed else np.array([0.5, 1.3, 2.6, 4.1])
    phase = dice.uniform(0, 2 * np.pi, (2, len(waves)))
    height = dice.normal(0, 1, (2, len(waves))) / np.sqrt(waves)
    sway = (np.sin(place[:, None, None] * waves + phase) * height).sum(axis=2)
    return points + sway * amount * 0.7


def strokes(points: Points, closed: bool) -> list[Points]:
    """The runs of a line between its corners. A closed line without corners is one run that comes home."""
    if not closed:
        inner = _corners(points)[1:-1]
        cuts = [0, *(np.flatnonzero(inner) + 1).tolist(), len(points) - 1]
        return [points[a : b + 1] for a, b in pairwise(cuts) if b - a >= 2]
    found = np.flatnonzero(_corners(points))
    if len(found) == 0:
        return [np.vstack([points, points[:2]])]
    turned = np.roll(points, -int(found[0]), axis=0)
    cuts = [*(found - found[0]).tolist(), len(points)]
    ring = np.vstack([turned, turned[:1]])
    return [ring[a : b + 1] for a, b in pairwise(cuts) if b - a >= 2]


def _corners(points: Points) -> np.ndarray:
    """Which points are corners: the turn there is sharp, and sharper than at the neighbours."""
    ahead = np.roll(points, -1, axis=0) - points
    heading = np.arctan2(ahead[:, 1], ahead[:, 0])
    turn = np.abs((heading - np.roll(heading, 1) + np.pi) % (2 * np.pi) - np.pi)
    peak = (turn >= np.roll(turn, 1)) & (turn >= np.roll(turn, -1))
    return (turn > _CORNER) & peak


def outline(
    stroke: Points,
    width: float,
    toward_light: tuple[float, float],
    inside: float,
    even: bool,
    dice: np.random.Generator,
) -> Points:
    """The closed outline of a pen stroke along `stroke`.

    `inside` is +1 or -1 for a contour (which side the body lies on): the line is thinner on the lit side; 0 for a free
    stroke. `even` keeps the width to the ends.
    """
    run = np.gradient(stroke, axis=0)
    run /= np.maximum(np.linalg.norm(run, axis=1, keepdims=True), 1e-9)
    normal = np.stack([-run[:, 1], run[:, 0]], axis=1)
    along = np.linspace(0, 1, len(stroke))
    taper = np.ones(len(stroke)) if even else 0.25 + 0.75 * np.sin(np.pi * np.clip(along, 0.02, 0.98)) ** 0.55
    facing = (normal * inside) @ np.array(toward_light)
    pressure = 0.92 + 0.42 * np.clip(facing, -1, 1)
    breath = 1 + 0.14 * np.sin(along * dice.uniform(6, 14) + dice.uniform(0, 6))
    half = (width / 2 * taper * pressure * breath)[:, None]
    return np.vstack([stroke + normal * half, (stroke - normal * half)[::-1]])


def winding(points: Points) -> float:
    """+1 where the body lies to the left of the line's normal, -1 where it lies to the right (shoelace formula)."""
    x, y = points[:, 0], points[:, 1]
    return 1.0 if float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) > 0 else -1.0
