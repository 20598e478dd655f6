"""Whether a still has strong upright lines (walls, door frames, shelves), which parallax bends where all can see."""

from typing import cast

import cv2
import numpy as np

from tools.camera.saliency import shrink
from tools.planes import U8

_SIDE = 480
_LEAN = 0.07
"""Across per down: 4 degrees."""
_LONG = 0.25
"""Of the picture's height: what counts as a line of something straight."""
_ENOUGH = 0.9
"""Picture heights of such lines, side by side or one above the other."""


def strong_verticals(bgr: U8) -> bool:
    """Whether upright lines of the picture (any size, BGR) add up to nearly its height."""
    return vertical_length(bgr) >= _ENOUGH


def vertical_length(bgr: U8) -> float:
    """The length of all long, straight, upright lines, in picture heights; each edge counts once."""
    grey = np.asarray(cv2.cvtColor(shrink(bgr, _SIDE), cv2.COLOR_BGR2GRAY), np.uint8)
    height = grey.shape[0]
    found = cv2.HoughLinesP(_upright_edges(grey), 1, np.pi / 720, 40, minLineLength=_LONG * height, maxLineGap=8)
    if cast(object, found) is None:
        return 0.0
    lines = np.asarray(found, np.float64).reshape(-1, 4)
    across, down = np.abs(lines[:, 2] - lines[:, 0]), np.abs(lines[:, 3] - lines[:, 1])
    upright = lines[across <= _LEAN * down]
    # Both sides of a post are two lines a few pixels apart: rows are counted per strip of 3 % of the width.
    strips: dict[int, set[int]] = {}
    for x1, y1, x2, y2 in upright.tolist():
        strip = round((x1 + x2) / 2 / (0.03 * grey.shape[1]))
        strips.setdefault(strip, set()).update(range(round(min(y1, y2)), round(max(y1, y2))))
    return sum(len(rows) for rows in strips.values()) / height


def _upright_edges(grey: U8) -> U8:
    """Edge pixels whose brightness changes sideways only: in grass or noise few of them stand on each other."""
    soft = np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.2), np.uint8)
    across = cv2.Sobel(soft, cv2.CV_32F, 1, 0)
    down = cv2.GaussianBlur(cv2.Sobel(soft, cv2.CV_32F, 0, 1), (1, 9), 0)
    upright = np.abs(across) > 5 * np.abs(down)
    return np.where(upright, cv2.Canny(soft, 25, 75), 0).astype(np.uint8)
