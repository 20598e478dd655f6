"""Where a zone of a still lies in every frame of a take, and whether a patch of the still can lie there.

Each frame is laid over the still itself, never over the frame before it, so nothing adds up; the frame before only
tells where to look. First the whole picture is laid over, then the surroundings of the zone alone, which may move
otherwise (they are nearer, or farther). The zone itself is left out: its words are what went wrong.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from store.covers import Zone
from tools.camera.saliency import Map, Pixels
from tools.camera.stabilise import smoothed
from tools.guards.alignment import Aligned, laid_over
from tools.guards.frames import Frame, sampled
from tools.planes import bgr_to_yuv

_SIDE, _MOST_FRAMES = 640, 150
_ROUND = 2.2
"""How far the surroundings reach, in heights of the zone, at each side."""
_SMOOTH_FRAMES = 1.2
_UNLIKE = 16.0
"""Mean difference (0..255) between the still and a frame round the zone above which a patch would show as one."""
_FORGIVEN = 0.06
"""Share of the frames that may be over it: a reflection that passes."""
_LEAST_SEEN = 0.2
"""Share of the zone that is still in the frame below which it has gone out of sight."""

Matrix = NDArray[np.float64]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Way:
    """The way of a zone through a take. times_s (n): of the frames. corners (n, 4, 2): where the corners of the patch
    lie, clockwise from the top left, as shares of the frame; there (n): whether it is in sight. light (n, 3): how much
    brighter the frame is there than the still, in Y, U and V. lost_s: the first moment at which the surroundings do not
    look like the still's, None where they always do."""

    times_s: NDArray[np.float64]
    corners: NDArray[np.float64]
    there: NDArray[np.bool_]
    light: NDArray[np.float64]
    lost_s: float | None


def followed(still: Pixels, clip: Path, patch: Zone, inner: Zone) -> Way:
    """Follow the zone `patch` of a still (shares of it) through a clip; `inner` is the part with the words.

    Raises RenderFailed for a clip that cannot be decoded.
    """
    frames = sampled(clip, _MOST_FRAMES, _SIDE)
    height, width = frames[0].picture.shape[:2]
    shown = np.asarray(cv2.resize(still, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    outer, words = _pixels(patch, width, height), _pixels(inner, width, height)
    laid = _laid(shown, frames, words)
    quads = np.stack([_moved(outer, matrix) for matrix in laid])
    even = smoothed(quads.reshape(len(quads), 8), _SMOOTH_FRAMES).reshape(-1, 4, 2)
    there = np.array([_in_sight(quad, width, height) for quad in even])
    compared = [
        _compared(shown, frame.picture, matrix, outer, words) for frame, matrix in zip(frames, laid, strict=True)
    ]
    unlike = np.array([difference for difference, _ in compared])
    light = smoothed(np.stack([offset for _, offset in compared]), 2 * _SMOOTH_FRAMES)
    times_s = np.array([frame.at_s for frame in frames])
    off = there & (unlike > _UNLIKE)
    lost = bool(off.any()) and off.sum() > _FORGIVEN * max(1, there.sum())
    return Way(
        times_s=times_s,
        corners=even / np.array([width, height]),
        there=there,
        light=light,
        lost_s=float(times_s[int(np.argmax(off))]) if lost else None,
    )


def _pixels(zone: Zone, width: int, height: int) -> Box:
    left, top, right, bottom = zone
    return left * width, top * height, right * width, bottom * height


def _laid(still: Pixels, frames: tuple[Frame, ...], words: Box) -> list[Matrix]:
    """For each frame the matrix (2, 3) from the still's pixels to the frame's, near the words."""
    found: list[Matrix] = []
    before: Aligned | None = None
    for frame in frames:
        # `laid_over` leads from the second picture's pixels to the first one's.
        over = laid_over(frame.picture, still, before, 0.6)
        before = over if over.found else before
        start = before.matrix if before is not None else np.eye(2, 3)
        found.append(_refined(still, frame.picture, start, words))
    return found


def _refined(still: Pixels, frame: Pixels, start: Matrix, words: Box) -> Matrix:
    """The matrix that fits the surroundings of the words best; `start` where they tell nothing."""
    left, top, right, bottom = words
    reach = _ROUND * (bottom - top)
    rows = slice(max(0, round(top - reach)), min(still.shape[0], round(bottom + reach)))
    columns = slice(max(0, round(left - reach)), min(still.shape[1], round(right + reach)))
    piece = _grey(still)[rows, columns]
    to_piece = np.array([[1, 0, columns.start], [0, 1, rows.start], [0, 0, 1.0]])
    matrix = np.vstack([start, [0, 0, 1]]) @ to_piece
    seen = np.full(still.shape[:2], 255, np.uint8)
    margin = 0.15 * (bottom - top)
    quad = _moved((left - margin, top - margin, right + margin, bottom + margin), start)
    cv2.fillConvexPoly(seen, np.round(quad).astype(np.int32), 0)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 40, 1e-4)
    try:
        _, fine = cv2.findTransformECC(
            piece, _grey(frame), np.asarray(matrix[:2], np.float32), cv2.MOTION_AFFINE, stop, seen, 3
        )
    except cv2.error:
        return start
    back = (np.vstack([np.asarray(fine, np.float64), [0, 0, 1]]) @ np.linalg.inv(to_piece))[:2]
    # A surrounding without marks lets the fit slide anywhere; the whole picture knows better then.
    slid = np.abs(_moved(words, back) - _moved(words, start)).max()
    return back if slid < 0.35 * (bottom - top) + 2 else start


def _grey(picture: Pixels) -> Map:
    return cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), (0, 0), 0.8).astype(np.float32)


def _moved(box: Box, matrix: Matrix) -> NDArray[np.float64]:
    left, top, right, bottom = box
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    return corners @ matrix[:, :2].T + matrix[:, 2]


def _in_sight(quad: NDArray[np.float64], width: int, height: int) -> bool:
    (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
    seen = max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(bottom, height) - max(top, 0))
    return seen > _LEAST_SEEN * max(1e-6, (right - left) * (bottom - top))


def _compared(
    still: Pixels, frame: Pixels, matrix: Matrix, outer: Box, words: Box
) -> tuple[float, NDArray[np.float64]]:
    """How unlike the frame is round the words when it lies on the still, once the light is evened out; and the light:
    how much higher its Y, U and V are."""
    size = (still.shape[1], still.shape[0])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    over = cv2.warpAffine(frame, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    inside = cv2.warpAffine(np.ones(frame.shape[:2], np.float32), matrix, size, flags=flags)
    ring = np.zeros(still.shape[:2], np.bool_)
    left, top, right, bottom = (round(edge) for edge in outer)
    room = max(3, round(0.5 * (words[3] - words[1])))
    ring[max(0, top - room) : bottom + room, max(0, left - room) : right + room] = True
    left, top, right, bottom = (round(edge) for edge in words)
    ring[max(0, top) : bottom, max(0, left) : right] = False
    ring &= inside > 0.99
    if ring.sum() < 40:
        return 0.0, np.zeros(3)
    a, b = (_yuv(picture)[ring] for picture in (still, np.asarray(over, np.uint8)))
    light = np.median(b - a, axis=0)
    return float(np.abs(b[:, 0] - a[:, 0] - light[0]).mean()), np.asarray(light, np.float64)


def _yuv(picture: Pixels) -> Map:
    return np.asarray(bgr_to_yuv(np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.2), np.uint8)), np.float32)
