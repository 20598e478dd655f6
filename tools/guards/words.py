"""The text guard: whether the words that stand in a still stay the same words through a take.

The still is read once. Then each sampled frame is laid back over the still, following the camera from frame to frame,
and the same places are read again. A place that the camera has left is not judged.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from store.covers import Zone
from tools.camera.saliency import Pixels
from tools.guards.alignment import Aligned, laid_over
from tools.guards.frames import Frame, sampled
from tools.guards.reading import Line, Reader

SIDE = 1280
"""Longest side at which text is read, in pixels."""
FRAMES = 7

_SURE = 0.85
"""Least confidence for a line of the still to be held against a take."""
_LETTERS, _HEIGHT = 3, 14
"""Least letters and pixels of height: what is smaller is texture, not text."""
_SAME, _OTHER = 0.86, 0.6
"""Alike above the first: the same words. Below the second: not the same, in a single frame already."""
_REACH = 0.5
_MARGIN, _NEARBY = 0.15, 0.6
"""Room cut out round a line, and how far round it a frame is searched for it, as shares of its height."""
_EDGE, _UPRIGHT = 0.03, 1.01
"""How near the edge a line may stand in a frame that leans, as a share of the longest side; and how much more a frame
has to be stretched one way than the other to count as leaning."""
_NEARBY_LEAST = 0.03
"""The same as a share of the picture's longest side, for small lines."""


@dataclass(frozen=True, eq=False)
class Warped:
    """A line of the still that a take does not keep: what was read instead in the worst frame, `alike` 0..1. `zone` is
    where it stands in the take's first frame, as shares of it: left, top, right, bottom."""

    line: Line
    read: str
    at_s: float
    alike: float
    frame: Pixels
    zone: Zone


@dataclass(frozen=True, eq=False)
class Words:
    """The legible lines of a still, and those that a take warps, worst first. `frames` is how many could be judged.

    `alike`: how much of the words is kept in the worst frame of each line, on average, 0..1; None without words.
    """

    lines: tuple[Line, ...]
    warped: tuple[Warped, ...]
    frames: int
    alike: float | None = None


def kept_words(still: Pixels, clip: Path, reader: Reader) -> Words:
    """Read a still (BGR, the clip's framing) and hold a clip against it.

    Raises RenderFailed for a clip that cannot be decoded.
    """
    shown = _sized(still, SIDE)
    lines = legible(shown, reader)
    if not lines:
        return Words((), (), 0)
    lain = list(_followed(shown, sampled(clip, FRAMES, SIDE)))
    found = [judged for line in lines if (judged := _judged(line, shown, lain, reader))]
    worst = [min(judged, key=lambda one: one.alike) for judged in found]
    warped = [one for one, judged in zip(worst, found, strict=True) if _is_warped(judged)]
    alike = sum(one.alike for one in worst) / len(worst) if worst else None
    return Words(lines, tuple(sorted(warped, key=lambda one: one.alike)), len(lain), alike)


def legible(still: Pixels, reader: Reader) -> tuple[Line, ...]:
    """The lines of a still that a person would miss."""
    return tuple(
        line
        for line in reader.lines(still)
        if line.confidence >= _SURE and len(_letters(line.text)) >= _LETTERS and _height(line.corners) >= _HEIGHT
    )


def _followed(still: Pixels, frames: tuple[Frame, ...]) -> list[tuple[Frame, Aligned]]:
    """Each frame as it lies over the still; those that cannot be laid over it are left out."""
    size = (still.shape[1], still.shape[0])
    lain: list[tuple[Frame, Aligned]] = []
    for frame in frames:
        picture = np.asarray(cv2.resize(frame.picture, size, interpolation=cv2.INTER_CUBIC), np.uint8)
        over = laid_over(picture, still, lain[-1][1] if lain else None, _REACH)
        if over.found:
            lain.append((frame, over))
    return lain


def _judged(line: Line, still: Pixels, lain: list[tuple[Frame, Aligned]], reader: Reader) -> list[Warped]:
    """A line as it was read in every frame that shows it."""
    shown = strip(still, line.corners)
    wanted = _letters(reader.word(shown)) or _letters(line.text)
    zone = zone_of(line, lain[0][1]) if lain else (0.0, 0.0, 1.0, 1.0)
    return [
        Warped(line, read, frame.at_s, fuzz.ratio(wanted, _letters(read)) / 100, frame.picture, zone)
        for frame, over in lain
        if _in_sight(over, line.corners)
        for read in [reader.word(_nearby(over.picture, line.corners, shown))]
    ]


def _is_warped(judged: list[Warped]) -> bool:
    off = [one for one in judged if one.alike < _SAME]
    return len(off) >= max(2, len(judged) // 3) or min(one.alike for one in judged) < _OTHER


def zone_of(line: Line, over: Aligned) -> Zone:
    """Where a line of the still stands in a frame that lies over it, as shares of the frame."""
    return share_zone(line.corners @ over.matrix[:, :2].T + over.matrix[:, 2], over.picture)


def share_zone(corners: NDArray[np.float64], picture: Pixels) -> Zone:
    """The upright box round four corners, as shares of the picture."""
    height, width = picture.shape[:2]
    x, y = (np.clip(corners[:, i] / side, 0, 1) for i, side in ((0, width), (1, height)))
    left, top, right, bottom = (round(float(edge), 4) for edge in (x.min(), y.min(), x.max(), y.max()))
    return left, top, right, bottom


def _in_sight(over: Aligned, corners: NDArray[np.float64]) -> bool:
    """Whether a line is wholly in a frame, and not so near its edge that a camera which leans may have left it."""
    height, width = over.seen.shape
    middle = corners.mean(axis=0)
    away = np.sign(corners - middle) * _EDGE * max(width, height)
    stretches = np.linalg.svd(over.matrix[:, :2], compute_uv=False)
    corners = corners + (away if stretches[0] / stretches[1] > _UPRIGHT else 0)
    if (corners < 0).any() or (corners > np.array([width, height])).any():
        return False
    columns, rows = (
        np.clip(np.round(corners[:, i]), 0, limit - 1).astype(int) for i, limit in ((0, width), (1, height))
    )
    return bool(over.seen[rows, columns].min() > 0.99)


def strip(picture: Pixels, corners: NDArray[np.float64], margin: float = _MARGIN) -> Pixels:
    """The line cut out and laid straight, with a little room round it: `margin`, as a share of its height."""
    across, down = corners[1] - corners[0], corners[3] - corners[0]
    height, width = _height(corners), float(np.linalg.norm(across))
    along, below = across / max(width, 1e-6), down / max(height, 1e-6)
    room = margin * height
    origin = corners[0] - room * (along + below)
    size = (max(8, round(width + 2 * room)), max(8, round(height + 2 * room)))
    matrix = np.column_stack([along, below, origin])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(picture, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _nearby(picture: Pixels, corners: NDArray[np.float64], shown: Pixels) -> Pixels:
    """The line in a frame that lies over the still: where it looks most like the still's own. A camera that turns leans
    the picture, which laying it over flat leaves a little askew."""
    reach = max(_NEARBY, _NEARBY_LEAST * max(picture.shape) / max(1.0, _height(corners)))
    around = strip(picture, corners, _MARGIN + reach)
    if around.shape[0] < shown.shape[0] or around.shape[1] < shown.shape[1]:
        return strip(picture, corners)
    _, _, _, (left, top) = cv2.minMaxLoc(cv2.matchTemplate(around, shown, cv2.TM_CCOEFF_NORMED))
    return np.ascontiguousarray(around[top : top + shown.shape[0], left : left + shown.shape[1]])


def _height(corners: NDArray[np.float64]) -> float:
    return float(np.linalg.norm(corners[3] - corners[0]))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _sized(picture: Pixels, side: int) -> Pixels:
    scale = side / max(picture.shape[:2])
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=way), np.uint8)
