"""A frame's pixels on the still, worked out at the points of a coarse grid: for frames that are bent, or whose
sharpness differs from place to place.

The grid has a point in the middle of each block of STEP pixels and one more all round, so that growing it to the
frame's size is plain linear interpolation everywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.camera.blend import mix
from tools.camera.moves import Floats
from tools.camera.plate import CHANNELS, Level, levels_between, unpack
from tools.planes import U8, Planes

STEP = 8
"""Pixels from one point to the next."""
_BAND_ROWS = 64

Points: TypeAlias = tuple[Floats, Floats]
"""x and y, each (rows, columns)."""
Float32s: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True)
class FrameSize:
    """Pixels."""

    width: int
    height: int


def grid_points(size: FrameSize, shift_x: float = 0.0) -> Points:
    """The grid's points as pixel indices of the frame, moved right by `shift_x` pixels."""
    columns, rows = (
        STEP * (np.arange(-(-side // STEP) + 2) - 1) + (STEP - 1) / 2 for side in (size.width, size.height)
    )
    x, y = np.meshgrid(columns + shift_x, rows)
    return x.astype(np.float64), y.astype(np.float64)


def through(matrix: Floats, points: Points) -> Points:
    """Points through a 3x3 matrix."""
    x, y = points
    (a, b, c), (d, e, f), (g, h, i) = matrix
    if g == 0 and h == 0:
        return (a * x + b * y + c) / i, (d * x + e * y + f) / i
    depth = g * x + h * y + i
    return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth


def grown(values: Float32s, size: FrameSize, step: int = STEP) -> Float32s:
    """Values at the grid's points as values at all pixels of a frame of `size`, whose blocks have `step` pixels."""
    rows, columns = values.shape
    whole = cv2.resize(values, (columns * step, rows * step), interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole[step : step + size.height, step : step + size.width], np.float32)


def bands(height: int, step: int) -> Iterator[tuple[slice, slice]]:
    """A frame of that height in bands, and the rows of the grid that each grows from: what is worked out for a band
    stays near the processor."""
    for top in range(0, height, _BAND_ROWS):
        bottom = min(height, top + _BAND_ROWS)
        yield slice(top, bottom), slice(top // step, -(-bottom // step) + 2)


def sample(picture: U8, at: Points, out: U8, step: int = STEP) -> None:
    """Draw `out` from a picture of one or four channels, linearly; `at` are the grid's points as indices of it."""
    x, y = (values.astype(np.float32) for values in at)
    for rows, points in bands(out.shape[0], step):
        band = out[rows]
        size = FrameSize(band.shape[1], band.shape[0])
        map_x, map_y = grown(x[points], size, step), grown(y[points], size, step)
        cv2.remap(picture, map_x, map_y, cv2.INTER_LINEAR, dst=band, borderMode=cv2.BORDER_REPLICATE)


@dataclass(frozen=True)
class Sites:
    """Still pixels at the grid's points: of the frame's luma, and of its chroma, half a pixel further left."""

    luma: Points
    chroma: Points


def sample_frame(levels: Sequence[Level], sites: Sites, frame_width: float, out: Planes, spare: Planes) -> None:
    """Draw a frame whose pixels lie at `sites` into `out`; the rest as in `tools.camera.warp.warp_frame`."""
    finer, coarser, share = levels_between(levels, frame_width)
    _sample_level(finer, sites, out)
    if share > 0:
        _sample_level(coarser, sites, spare)
        mix(out, spare, share)


def _sample_level(level: Level, sites: Sites, out: Planes) -> None:
    sample(level.pictures[0], through(level.place, sites.luma), out[0])
    x, y = through(level.place, sites.chroma)
    drawn = np.empty((*out[1].shape, CHANNELS), np.uint8)
    sample(level.pictures[1], (x / 2, (y - 0.5) / 2), drawn, STEP // 2)
    unpack(drawn, out[1:])
