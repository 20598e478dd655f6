"""Taking the sway of the hand out of a take: how the camera moved, a smooth path for it, and the crop that this costs.

Moves between frames are found by tracking corners (Shi and Tomasi; Lucas and Kanade) and fitting a shift, turn and
scale to them (RANSAC). The path is their sum; smoothing it keeps pans and takes out what is quicker. The found moves of
a take are remembered by its content.
"""

import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from store.video_takes import MAX_CROP
from tools.camera.interruptible import GoOn
from tools.camera.moves import Floats, Matrices
from tools.camera.picture import picture_identity
from tools.camera.take_frames import TakeFrames
from tools.planes import U8

ANALYSIS_VERSION = 1
"""Raised whenever a take would be analysed otherwise."""

_SIDE = 640
_CORNERS, _LEAST_CORNERS = 240, 12
_SMOOTH_S = 0.55
"""Standard deviation of the smoothing at strength 1: sways of a second and less go, a walk's drift stays."""
_LEAST_SMOOTH_S = 0.12
_LIMIT_STEPS = 12


def steady_views(take: TakeFrames, path: Path, strength: float, cache_dir: Path, go_on: GoOn) -> Matrices:
    """For each frame of a take the matrix from the steadied picture to the frame as it is, in its pixels.

    strength 0..1. `go_on` is called before each frame that is looked at; what it raises ends the analysis.
    """
    moves = _remembered_moves(take, path, cache_dir, go_on)
    return _views(moves, np.diff(take.times_s).mean() if len(moves) else 1.0, (take.width, take.height), strength)


def found_moves(take: TakeFrames, go_on: GoOn) -> Floats:
    """How the picture moves from each frame to the next: shape (n - 1, 4): shift x and y as shares of the picture's
    width, turn in radians, logarithm of the scale; all about its middle. Zero where nothing can be tracked."""
    moves: list[tuple[float, float, float, float]] = []
    before: U8 | None = None
    for number in range(len(take.times_s)):
        go_on()
        now = _small(take.planes(number)[0])
        if before is not None:
            moves.append(_move(before, now))
        before = now
    return np.array(moves, np.float64).reshape(-1, 4).round(7)


def _remembered_moves(take: TakeFrames, path: Path, cache_dir: Path, go_on: GoOn) -> Floats:
    identity = repr((ANALYSIS_VERSION, path.name, *picture_identity(path)[1:]))
    memo = cache_dir / "steadying" / f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}.npy"
    if memo.exists():
        try:
            known = np.asarray(np.load(memo, allow_pickle=False), np.float64)
            if known.shape == (len(take.times_s) - 1, 4):
                return known
        except (ValueError, EOFError):
            memo.unlink(missing_ok=True)  # a torn file is worked out again
    moves = found_moves(take, go_on)
    memo.parent.mkdir(parents=True, exist_ok=True)
    unfinished = memo.with_suffix(f".{os.getpid()}-{threading.get_ident()}.tmp.npy")
    np.save(unfinished, moves, allow_pickle=False)
    unfinished.replace(memo)
    return moves


def _small(luma: U8) -> U8:
    scale = _SIDE / max(luma.shape)
    if scale >= 1:
        return np.ascontiguousarray(luma)
    return np.asarray(cv2.resize(luma, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _move(before: U8, now: U8) -> tuple[float, float, float, float]:
    # OpenCV answers None where it finds nothing; its types do not say so.
    corners: Any = cv2.goodFeaturesToTrack(before, _CORNERS, 0.01, 12)
    if corners is None or len(corners) < _LEAST_CORNERS:
        return 0.0, 0.0, 0.0, 0.0
    there, found, _ = cv2.calcOpticalFlowPyrLK(before, now, corners, np.empty(0), winSize=(21, 21), maxLevel=3)
    kept = np.asarray(found).ravel() == 1
    if kept.sum() < _LEAST_CORNERS:
        return 0.0, 0.0, 0.0, 0.0
    middle = np.array([now.shape[1] / 2, now.shape[0] / 2])
    a, b = (np.asarray(points, np.float64).reshape(-1, 2)[kept] - middle for points in (corners, there))
    cv2.setRNGSeed(0)
    fitted: Any = cv2.estimateAffinePartial2D(a, b, method=cv2.RANSAC, ransacReprojThreshold=1.5)
    matrix, inside = fitted
    if matrix is None or np.asarray(inside).sum() < max(_LEAST_CORNERS, 0.3 * kept.sum()):
        return 0.0, 0.0, 0.0, 0.0
    turn = float(np.arctan2(matrix[1, 0], matrix[0, 0]))
    scale = float(np.log(np.hypot(matrix[0, 0], matrix[1, 0])))
    return float(matrix[0, 2]) / now.shape[1], float(matrix[1, 2]) / now.shape[1], turn, scale


def _views(moves: Floats, frame_s: float, size: tuple[int, int], strength: float) -> Matrices:
    path = np.vstack([np.zeros(4), np.cumsum(moves, axis=0)])
    limit = MAX_CROP * strength

    def fits(sway: Floats) -> bool:
        return _crop(_matrices(sway, size), size) <= limit

    def sway_over(smooth_s: float) -> Floats:
        return path - smoothed(path, smooth_s / frame_s)

    # Where all of it would cost too much of the picture, slow sways stay; where even quick ones do, a part of them.
    smooth_s = _largest(
        lambda value: fits(sway_over(value)), _LEAST_SMOOTH_S, max(_LEAST_SMOOTH_S, _SMOOTH_S * strength)
    )
    sway = sway_over(smooth_s)
    sway *= _largest(lambda share: fits(sway * share), 0.0, 1.0)
    matrices = _matrices(sway, size)
    return matrices @ _tightened(_crop(matrices, size), size)


def _largest(fits: Callable[[float], bool], low: float, high: float) -> float:
    """The largest value between the two that fits, about; `low` where none does."""
    if fits(high):
        return high
    for _ in range(_LIMIT_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def smoothed(path: Floats, sigma: float) -> Floats:
    """A path (n, k) without what is quicker than `sigma` frames. Its ends go on as they went: pans keep their pace."""
    reach = min(len(path) - 1, int(np.ceil(3 * sigma)))
    if reach < 1:
        return path
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / max(sigma, 1e-6)) ** 2)
    weights /= weights.sum()
    before = 2 * path[0] - path[reach:0:-1]
    after = 2 * path[-1] - path[-2 : -reach - 2 : -1]
    whole = np.vstack([before, path, after])
    return np.stack([np.convolve(column, weights, mode="valid") for column in whole.T], axis=1)


def _matrices(sway: Floats, size: tuple[int, int]) -> Matrices:
    """From the picture without its sway to the picture with it, in pixels."""
    width, height = size
    scale, turn = np.exp(sway[:, 3]), sway[:, 2]
    made = np.tile(np.eye(3), (len(sway), 1, 1))
    made[:, 0, 0] = made[:, 1, 1] = scale * np.cos(turn)
    made[:, 1, 0] = scale * np.sin(turn)
    made[:, 0, 1] = -made[:, 1, 0]
    made[:, :2, 2] = sway[:, :2] * width
    middle = np.eye(3)
    middle[:2, 2] = width / 2, height / 2
    return middle @ made @ np.linalg.inv(middle)


def _crop(matrices: Matrices, size: tuple[int, int]) -> float:
    """Share of width and height by which the picture must be tighter so that no frame shows an edge."""
    half = np.array(size) / 2
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1.0]]) * half
    shift = matrices[:, :2, 2] + matrices[:, :2, :2] @ half - half
    reach = np.abs(np.einsum("nij,kj->nki", matrices[:, :2, :2], corners)).max(axis=1)
    # A picture tightened to `share` reaches `share * reach` from its shifted middle.
    return float(max(0.0, 1 - ((half - np.abs(shift)) / reach).min()))


def _tightened(crop: float, size: tuple[int, int]) -> Floats:
    """From the tighter picture at full size to the picture it is taken from, with a margin of a pixel."""
    width, height = size
    share = 1 - crop - (2 / min(width, height) if crop > 0 else 0.0)
    return np.array([[share, 0, width / 2 * (1 - share)], [0, share, height / 2 * (1 - share)], [0, 0, 1.0]])
