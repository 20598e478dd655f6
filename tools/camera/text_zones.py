"""Where a still likely carries text. A heuristic, not a reader: it finds rows of letter-like shapes.

Letters are strokes of one colour and one width, of about one height, side by side on a line. Shapes are taken from a
local threshold in both polarities, filtered one by one, then joined into lines; a line counts when its strokes agree.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.camera.boxes import Box
from tools.camera.saliency import Pixels, shrink

TEXT_SIDE = 800
"""Longest side, in pixels, of the picture that is searched: letters under 1 % of it are not seen."""
MIN_LETTERS = 4
MAX_SHAPES = 600
"""So many letter-like shapes are compared, the tallest first; a picture with more is a page or a texture."""

Mask = NDArray[np.uint8]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class TextZone:
    """A likely line of text. `likelihood` is 0..1; `letters` counts its shapes."""

    box: Box
    likelihood: float
    letters: int


@dataclass(frozen=True, eq=False)
class _Shapes:
    """Letter-like shapes as columns of one length, in pixels; `stroke` is the widest stroke."""

    left: Numbers
    top: Numbers
    width: Numbers
    height: Numbers
    area: Numbers
    stroke: Numbers

    def __getitem__(self, rows: NDArray[np.intp]) -> "_Shapes":
        return _Shapes(*(column[rows] for column in vars(self).values()))


def text_zones(bgr: Pixels) -> tuple[TextZone, ...]:
    """Likely lines of text, most likely first."""
    gray = np.asarray(cv2.cvtColor(shrink(bgr, TEXT_SIDE), cv2.COLOR_BGR2GRAY), np.uint8)
    found: list[TextZone] = []
    for tone in (gray, 255 - gray):
        mask = np.asarray(
            cv2.adaptiveThreshold(tone, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 14), np.uint8
        )
        shapes = _letter_shapes(mask)
        ink = np.asarray(cv2.integral(mask), np.int32)
        found += [zone for line in _lines(shapes) if (zone := _zone(shapes[line], ink)) is not None]
    return _without_doubles(sorted(found, key=lambda zone: -zone.likelihood))


def _letter_shapes(mask: Mask) -> _Shapes:
    """The connected shapes of a mask that could be a letter, or a few letters that touch."""
    _, found, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    labels = np.asarray(found, np.int32)
    left, top, width, height, area = (stats[1:, i].astype(np.float64) for i in range(5))
    fill = area / (width * height)
    tall, wide = mask.shape[0] * 0.25, mask.shape[1] * 0.5
    fits = (height >= 8) & (height <= tall) & (width <= np.minimum(5 * height, wide)) & (width >= 0.1 * height)
    fits &= (fill > 0.12) & (area >= 12) & (left > 0) & (top > 0)
    fits &= (left + width < mask.shape[1]) & (top + height < mask.shape[0])
    kept = np.flatnonzero(fits)
    if len(kept) > MAX_SHAPES:
        kept = np.sort(kept[np.argsort(-height[kept], kind="stable")[:MAX_SHAPES]])
    stroke = np.zeros(len(stats), np.float32)
    depth = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    inside = np.isin(labels, kept + 1) if len(kept) else np.zeros(mask.shape, np.bool_)
    np.maximum.at(stroke, labels[inside], depth[inside])
    shapes = _Shapes(left, top, width, height, area, 2 * stroke[1:].astype(np.float64))[kept]
    return shapes[np.flatnonzero(shapes.stroke < 0.6 * shapes.height)]


def _lines(shapes: _Shapes) -> Iterable[NDArray[np.intp]]:
    """Groups of shapes that stand side by side on a line: rows into `shapes`."""
    high, bottom = shapes.height, shapes.top + shapes.height
    tallest = np.maximum(high[:, None], high[None])
    gap = shapes.left[None] - (shapes.left + shapes.width)[:, None]
    joined = (gap < 0.9 * tallest) & (gap > -0.25 * tallest) & (shapes.left[None] > shapes.left[:, None])
    joined &= np.abs(bottom[:, None] - bottom[None]) < 0.3 * tallest
    joined &= tallest < 2.2 * np.minimum(high[:, None], high[None])
    thickest = np.maximum(shapes.stroke[:, None], shapes.stroke[None])
    joined &= thickest < 2.2 * np.minimum(shapes.stroke[:, None], shapes.stroke[None])
    root = np.arange(len(high))
    while True:  # every shape takes the smallest number among its neighbours until nothing changes
        spread = np.minimum(root, np.where(joined | joined.T, root[None], len(root)).min(axis=1, initial=len(root)))
        spread = spread[spread]
        if np.array_equal(spread, root):
            break
        root = spread
    numbers, counts = np.unique(root, return_counts=True)
    return [
        np.flatnonzero(root == number) for number, count in zip(numbers, counts, strict=True) if count >= MIN_LETTERS
    ]


def _zone(line: _Shapes, ink: NDArray[np.int32]) -> TextZone | None:
    """The line as a zone where it looks like text: even strokes, a straight base, varied letters, a clear margin."""
    left, top = line.left.min(), line.top.min()
    right, bottom = (line.left + line.width).max(), (line.top + line.height).max()
    high = float(np.median(line.height))
    if right - left < 2.5 * high or bottom - top > 2.5 * high:
        return None
    base = line.top + line.height
    slope = np.polyfit(line.left, base, 1)
    straight = 1 - float(np.std(base - np.polyval(slope, line.left))) / (0.22 * high)
    even = 1.3 - float(np.std(line.stroke) / line.stroke.mean()) / 0.45
    varied = float(np.std(line.width / line.height)) / 0.12
    clear = 1.5 - _margin_ink(ink, (left, top, right, bottom), 0.3 * high) / 0.45
    counted = min(1.0, len(line.left) / 6)
    likelihood = counted * float(np.prod(np.clip([straight, even, varied, clear], 0, 1)))
    if likelihood < 0.3:
        return None
    height, width = ink.shape[0] - 1, ink.shape[1] - 1
    box = Box(float(left / width), float(top / height), float(right / width), float(bottom / height))
    return TextZone(box, likelihood, len(line.left))


def _margin_ink(ink: NDArray[np.int32], edges: tuple[float, float, float, float], reach: float) -> float:
    """How inked the strips above and below a line are, against the line itself: near 0 for text, near 1 for texture."""
    left, top, right, bottom = (round(edge) for edge in edges)
    strip = max(2, round(reach))

    def share(first: int, last: int) -> float:
        first, last = max(first, 0), min(last, ink.shape[0] - 1)
        total = int(ink[last, right]) - int(ink[first, right]) - int(ink[last, left]) + int(ink[first, left])
        return total / max((last - first) * (right - left), 1)

    return max(share(top - strip, top), share(bottom, bottom + strip)) / max(share(top, bottom), 1e-6)


def _without_doubles(zones: list[TextZone]) -> tuple[TextZone, ...]:
    """The zones without those that an earlier one mostly covers (both polarities see the inside of letters)."""
    kept: list[TextZone] = []
    for zone in zones:
        if all(zone.box.overlap(other.box) < 0.5 for other in kept):
            kept.append(zone)
    return tuple(kept)
