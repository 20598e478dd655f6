"""A frame that lies upright on its plate (no turn, no perspective), drawn four rows at once.

OpenCV samples four channels in about the time of one: most of the work is finding out where a pixel lies. Rows of the
frame that lie a whole number of plate rows apart meet the plate at the same fractions of a pixel, so four of them are
sampled as the four channels of one. For nearly every scale some such distance is whole but for a few thousandths.
"""

import math
from collections.abc import Iterator

import cv2
import numpy as np

from tools.camera.moves import Floats
from tools.planes import U8

_LINEAR = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
_AT_ONCE = 4
_LEAST_APART = 16
"""Rows. Nearer ones would be drawn in so many parts that nothing is saved."""
_OFF = 0.004
"""Plate rows by which a distance may miss a whole number."""
_MOST_OFF = (_AT_ONCE - 1) / 2 * _OFF
"""How far off a row is then, at most: what is missed is shared out evenly."""
_PART_ROWS = 64
"""What is worked on at a time stays in a processor's second cache."""
_PART_COST, _SINGLE_COST = 15, 1.7
"""What starting a part costs, and a row that is drawn by itself, in rows drawn with three others."""


def is_upright(matrix: Floats) -> bool:
    """Whether a 3x3 matrix only scales and moves."""
    (a, b, _), (d, e, _), bottom = matrix.tolist()
    return a > 0 and e > 0 and b == d == 0 and bottom == [0, 0, 1]


def rows_apart(step: float, height: int) -> int | None:
    """How far apart rows of a frame of that height lie that are best drawn at once, where each lies `step` plate rows
    below the one before. None when no distance is whole enough."""
    apart = np.arange(_LEAST_APART, height // _AT_ONCE + 1)
    apart = apart[np.abs(apart * step - np.rint(apart * step)) <= _OFF]
    if not len(apart):
        return None
    groups, single = np.divmod(height, _AT_ONCE * apart)
    parts = groups * -(-apart // _PART_ROWS)
    return int(apart[np.argmin(_SINGLE_COST * single - single + _PART_COST * parts)])


def warp_upright(source: U8, matrix: Floats, part: U8) -> int:
    """Draw the upper rows of `part` by linear sampling from a source of one channel; matrix: an upright one, indices of
    `part` to indices of the source. Gives how many rows it has drawn: all but a rest that does not fill four, or none
    where no distance is whole enough or the frame reaches out of the source."""
    (a, _, c), (_, e, f), _ = matrix.tolist()
    height, width = part.shape
    apart = rows_apart(e, height)
    left, right = math.floor(c), math.floor(a * (width - 1) + c) + 2
    top, bottom = math.floor(f - _MOST_OFF), math.floor(e * (height - 1) + f + _MOST_OFF) + 2
    if apart is None or min(left, top) < 0 or right > source.shape[1] or bottom > len(source):
        return 0
    source_apart = round(apart * e)
    f += (_AT_ONCE - 1) / 2 * (apart * e - source_apart)
    drawn = np.empty((_PART_ROWS, width, _AT_ONCE), np.uint8)
    for top, rows in _parts(height, apart):
        y = e * top + f
        first = math.floor(y)
        needed = math.floor(y + e * (rows - 1)) + 2 - first
        four = cv2.merge([source[first + n * source_apart :][:needed, left:right] for n in range(_AT_ONCE)])
        here = np.array([[a, 0, c - left], [0, e, y - first]])
        cv2.warpAffine(four, here, (width, rows), dst=drawn[:rows], flags=_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        cv2.split(drawn[:rows], [part[top + n * apart :][:rows] for n in range(_AT_ONCE)])
    return height - height % (_AT_ONCE * apart)


def _parts(height: int, apart: int) -> Iterator[tuple[int, int]]:
    """The first row of each part and its number of rows; what is drawn with it lies `apart` further down each time."""
    group = _AT_ONCE * apart
    for top in range(0, height - group + 1, group):
        for row in range(0, apart, _PART_ROWS):
            yield top + row, min(_PART_ROWS, apart - row)
