"""One picture laid over another: the small shift, turn and scale that a vendor's crop brings, found and taken out."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.camera.saliency import Map, Pixels

_SIDE = 256
"""Longest side of the pictures that are compared, in pixels."""
REACH = 0.2
"""Farthest shift that still counts as the same framing, as a share of the picture."""


@dataclass(frozen=True, eq=False)
class Aligned:
    """`picture` (BGR) laid over the other; `seen` is 1 where it has pixels there.

    `matrix` (2, 3) leads from the other's pixels to the picture's. `shift` is how far its middle had to be moved, as a
    share of the longest side; `scale` is above 1 where the other shows less of it. `found` is False where the two have
    too little in common: then `picture` lies as it was.
    """

    picture: Pixels
    seen: Map
    matrix: NDArray[np.float64]
    shift: float
    scale: float
    found: bool


def laid_over(picture: Pixels, other: Pixels, start: Aligned | None = None, reach: float = REACH) -> Aligned:
    """`picture` as it lies over `other`, both (height, width, 3) of the same size.

    `start` is how a picture shortly before it lay. A shift beyond `reach`, as a share of the picture, counts as not
    found.

    Enhanced correlation coefficient (Evangelidis and Psarakis, PAMI 2008) over a shift, a turn, a scale and a shear.
    """
    height, width = other.shape[:2]
    factor = min(1.0, _SIDE / max(height, width))
    small = tuple(_grey(one, factor) for one in (other, picture))
    begin = np.eye(2, 3) if start is None else start.matrix
    matrix = np.asarray(begin * np.array([[1, 1, factor]]), np.float32)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 80, 1e-5)
    try:
        everywhere = np.full(small[0].shape, 255, np.uint8)
        _, found = cv2.findTransformECC(small[0], small[1], matrix, cv2.MOTION_AFFINE, stop, everywhere, 5)
    except cv2.error:
        return _as_it_lies(picture)
    full = np.asarray(found, np.float64).copy()
    full[:, 2] /= factor
    shift, scale = _moved(full, width, height)
    if shift > reach or not 1 - 1.5 * reach < scale < 1 + 1.5 * reach:
        return _as_it_lies(picture)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    over = cv2.warpAffine(picture, full, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    seen = cv2.warpAffine(np.ones((height, width), np.float32), full, (width, height), flags=flags)
    return Aligned(np.asarray(over, np.uint8), np.asarray(seen, np.float32), full, shift, scale, True)


def _as_it_lies(picture: Pixels) -> Aligned:
    return Aligned(picture, np.ones(picture.shape[:2], np.float32), np.eye(2, 3), 0.0, 1.0, False)


def _grey(picture: Pixels, factor: float) -> Map:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.float32)


def _moved(matrix: NDArray[np.float64], width: int, height: int) -> tuple[float, float]:
    """How far the middle moved, as a share of the longest side, and the scale (above 1: closer)."""
    middle = np.array([width / 2, height / 2])
    moved = matrix[:, :2] @ middle + matrix[:, 2] - middle
    area = abs(float(np.linalg.det(matrix[:, :2])))
    return float(np.hypot(*moved)) / max(width, height), 1 / math.sqrt(area) if area > 0 else math.inf
