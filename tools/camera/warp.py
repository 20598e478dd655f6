"""A frame of a shot: the plate's planes seen through the frame's view, by linear sampling.

OpenCV 5 samples linearly at full precision, so motion is as smooth as the path itself.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from tools.camera.blend import mix
from tools.camera.moves import Floats, Matrices
from tools.camera.plate import CHANNELS, Level, levels_between, unpack
from tools.camera.upright import is_upright, warp_upright
from tools.planes import U8, Planes

_LINEAR = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
_BAND_BYTES = 260_000
"""Bands have so many bytes: what they show of a plate fits into a processor's second cache."""
_LINE_BYTES = 64

_CHROMA_PLACE = np.array([[2, 0, 0], [0, 2, 0.5], [0, 0, 1.0]])
"""Indices of a chroma sample to indices of Y: sited left, so on the even columns and between the rows."""
_CHROMA_PLACE_BACK = np.linalg.inv(_CHROMA_PLACE)


def pixel_views(views: Matrices, width: int, height: int, ratio: float) -> Matrices:
    """Views from frame units to still pixels, made to start from the pixel indices of a frame of that size."""
    units = np.array(
        [[1 / width, 0, 0.5 / width - 0.5], [0, 1 / height / ratio, (0.5 / height - 0.5) / ratio], [0, 0, 1]]
    )
    return views @ units


def warp_frame(levels: Sequence[Level], view: Floats, frame_width: float, out: Planes, spare: Planes) -> None:
    """Draw a frame into `out`. view: pixel indices of the frame to still pixels. frame_width: the frame's width in
    still pixels, which says how fine a plate it needs; between two levels both are mixed, so that no switch shows.
    `spare` are planes of the same size to work in."""
    finer, coarser, share = levels_between(levels, frame_width)
    _warp(finer, view, out)
    if share > 0:
        _warp(coarser, view, spare)
        mix(out, spare, share)


def _warp(level: Level, view: Floats, out: Planes) -> None:
    luma = level.place @ view
    _warp_part(level.pictures[0], luma, out[0])
    drawn = np.empty((*out[1].shape, CHANNELS), np.uint8)
    _warp_part(level.pictures[1], _CHROMA_PLACE_BACK @ luma @ _CHROMA_PLACE, drawn)
    unpack(drawn, out[1:])


def _warp_part(source: U8, matrix: Floats, part: U8) -> None:
    if part.ndim == 2 and is_upright(matrix):
        rows = warp_upright(source, matrix, part)
        if rows < len(part):
            _warp_straight(source, matrix @ np.array([[1, 0, 0], [0, 1, rows], [0, 0, 1]]), part[rows:])
    elif matrix[1, 0] == 0 and matrix[2, 0] == 0:
        _warp_straight(source, matrix, part)
    else:
        _warp_turned(source, matrix, part)


def _warp_turned(source: U8, matrix: Floats, part: U8) -> None:
    """Along a turned row the samples lie in hundreds of rows of the plate, and a processor would fetch them from afar
    one by one. So the frame is drawn in bands, and what a band shows is first read in order, a byte of each cache line:
    that saves a fifth of the time, and half of it where two shots show."""
    height, width = part.shape[:2]
    rows = max(1, _BAND_BYTES // part[0].nbytes)
    lines, here = source.reshape(len(source), -1), matrix.copy()
    for top in range(0, height, rows):
        band = part[top : top + rows]
        lines[_rows_shown(here, width, len(band)), ::_LINE_BYTES].max(initial=0)
        _warp_straight(source, here, band)
        here[:, 2] += here[:, 1] * rows


def _warp_straight(source: U8, matrix: Floats, part: U8) -> None:
    size = (part.shape[1], part.shape[0])
    if tuple(matrix[2]) == (0.0, 0.0, 1.0):
        # The same samples in four fifths of the time.
        cv2.warpAffine(source, matrix[:2], size, dst=part, flags=_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    else:
        cv2.warpPerspective(source, matrix, size, dst=part, flags=_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _rows_shown(matrix: Floats, width: int, height: int) -> slice:
    """The rows of a source that a picture of that size shows through a matrix."""
    _, (a, b, c), (d, e, f) = matrix.tolist()
    shown = [(a * x + b * y + c) / (d * x + e * y + f) for x in (0, width) for y in (0, height)]
    return slice(max(0, int(min(shown))), max(0, int(max(shown)) + 2))
