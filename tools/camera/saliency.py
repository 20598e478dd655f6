"""How much each part of a picture draws the eye. Pure numpy and OpenCV, deterministic.

Three cues are added up, because each fails alone: the minimum barrier distance to the picture's edges (Zhang et al.,
"Minimum Barrier Salient Object Detection at 80 FPS", ICCV 2015) finds what is cut off from the background; histogram
contrast (Cheng et al., "Global Contrast based Salient Region Detection", CVPR 2011) finds rare colours, also at the
very edge; local sharpness finds what the lens was focused on.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""A picture as OpenCV holds it: (height, width, 3), BGR."""
Map = NDArray[np.float32]
"""One value per pixel: (height, width); Lab pictures have three."""

BARRIER_SIDE = 64
"""Longest side for the barrier distance, whose sweeps run row by row."""


def shrink(bgr: Pixels, side: int) -> Pixels:
    """The picture with its longest side at most `side` pixels, averaged; never enlarged."""
    step = max(1, max(bgr.shape[:2]) // (side * 4))
    thinned = bgr[::step, ::step]
    scale = side / max(thinned.shape[:2])
    if scale >= 1:
        return np.ascontiguousarray(thinned)
    size = (max(1, round(thinned.shape[1] * scale)), max(1, round(thinned.shape[0] * scale)))
    return np.asarray(cv2.resize(thinned, size, interpolation=cv2.INTER_AREA), np.uint8)


def lab_of(small: Pixels) -> Map:
    """The picture in CIE Lab: lightness 0..100, a and b about -100..100."""
    return np.asarray(cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_BGR2Lab), np.float32)


def saliency_map(lab: Map, detail: Map) -> Map:
    """How much each pixel draws the eye, 0..1, all zero for a flat picture.

    `lab` is the picture in CIE Lab, `detail` what `sharpness` says of its lightness.
    """
    barrier = _normalised(_barrier_distance(lab), floor=10)
    rarity = _normalised(_colour_rarity(lab), floor=8)
    focus = _normalised(detail, floor=2)
    # A subject is whole: where the barrier sees an object the other cues count fully, elsewhere a little less.
    cues = 0.45 * barrier + 0.3 * rarity + 0.25 * focus + 0.25 * _skin(lab) * barrier
    joined = cues * (0.65 + 0.35 * barrier) * _centre_prior(barrier.shape)
    smooth = cv2.GaussianBlur(joined, (0, 0), max(lab.shape[:2]) / 80)
    smooth -= float(np.percentile(smooth, 10))
    peak = float(smooth.max())
    return np.clip(smooth / peak, 0, 1).astype(np.float32) if peak > 0.04 else np.zeros_like(smooth, np.float32)


def _barrier_distance(lab: Map) -> Map:
    """Minimum barrier distance of each pixel to the picture's edge, summed over the channels, in Lab units."""
    height, width = lab.shape[:2]
    scale = min(1.0, BARRIER_SIDE / max(height, width))
    size = (max(3, round(width * scale)), max(3, round(height * scale)))
    values = np.asarray(cv2.resize(lab, size, interpolation=cv2.INTER_AREA), np.float32)
    distance: Map = np.full(values.shape, np.inf, np.float32)
    distance[[0, -1]] = 0
    distance[:, [0, -1]] = 0
    state = (values, distance, values.copy(), values.copy())
    for _ in range(2):
        for array in (state, tuple(part.swapaxes(0, 1) for part in state)):
            _sweep(*array)
            _sweep(*(part[::-1] for part in array))
    total = distance.sum(axis=2)
    return np.asarray(cv2.resize(total, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _sweep(values: Map, distance: Map, highest: Map, lowest: Map) -> None:
    """Carry paths one row at a time downwards, in place. A path's barrier: its highest minus its lowest value."""
    for row in range(1, len(values)):
        high = np.maximum(highest[row - 1], values[row])
        low = np.minimum(lowest[row - 1], values[row])
        better = high - low < distance[row]
        np.copyto(distance[row], high - low, where=better)
        np.copyto(highest[row], high, where=better)
        np.copyto(lowest[row], low, where=better)


def _colour_rarity(lab: Map) -> Map:
    """Mean Lab distance of each pixel's colour to all the picture's colours."""
    cells = np.floor(lab / np.array([8, 12, 12], np.float32) + np.array([0, 16, 16], np.float32)).astype(np.int32)
    keys = (cells[..., 0] * 64 + cells[..., 1]) * 64 + cells[..., 2]
    _, index, counts = np.unique(keys, return_inverse=True, return_counts=True)
    index = index.ravel()
    flat = lab.reshape(-1, 3)
    means = np.stack([np.bincount(index, flat[:, c]) for c in range(3)], axis=1) / counts[:, None]
    gaps = np.linalg.norm(means[:, None] - means[None], axis=2)
    rarity = gaps @ (counts / counts.sum())
    # Neighbouring cells share their value, or a gradient would show steps.
    near = np.exp(-((gaps / 12) ** 2)) * counts[None]
    rarity = near @ rarity / near.sum(axis=1)
    return rarity[index].reshape(lab.shape[:2]).astype(np.float32)


def sharpness(luma: Map) -> Map:
    """Local detail: the gradient's size, averaged over a neighbourhood, in Lab lightness per pixel."""
    across = cv2.Sobel(luma, cv2.CV_32F, 1, 0, scale=0.125)
    down = cv2.Sobel(luma, cv2.CV_32F, 0, 1, scale=0.125)
    return np.asarray(cv2.GaussianBlur(cv2.magnitude(across, down), (0, 0), max(luma.shape) / 50), np.float32)


def _skin(lab: Map) -> Map:
    """How near a colour is to skin, 0..1: warm and of middle chroma, light or dark. People look at people first."""
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    hue = np.degrees(np.arctan2(lab[..., 2], lab[..., 1]))
    tone = np.exp(-(((hue - 52) / 18) ** 2) - ((chroma - 24) / 11) ** 2)
    return (tone * np.clip((lab[..., 0] - 20) / 20, 0, 1)).astype(np.float32)


def _normalised(values: Map, floor: float) -> Map:
    """Values from their low end to their high end as 0..1; a range under `floor` stays proportionally small."""
    low, high = (float(v) for v in np.percentile(values, (5, 98)))
    return np.clip((values - low) / max(high - low, floor), 0, 1).astype(np.float32)


def _centre_prior(shape: tuple[int, ...]) -> Map:
    """A gentle preference for the middle: 1 there, 0.7 in the corners."""
    y = np.linspace(-1, 1, shape[0], dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, shape[1], dtype=np.float32)[None]
    return (1 - 0.15 * (x**2 + y**2)).astype(np.float32)
