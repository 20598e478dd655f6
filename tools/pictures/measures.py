"""What can be measured in a still, as plain numbers; `readiness.py` says what they mean."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.camera.boxes import Box
from tools.camera.saliency import Map, Pixels, lab_of, shrink
from tools.camera.subject import Subject, find_subject
from tools.camera.text_zones import TextZone, text_zones

MEASURE_SIDE = 512
"""Longest side, in pixels, of the picture that is measured: detail finer than that does not count as detail."""
GRID = 32
"""Cells along the longest side for the map of calm places."""
CALM = 2.2
"""Detail below which a cell counts as calm, in Lab lightness per pixel: a soft gradient has 0.3, foliage 8."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Depth:
    """Signs of depth. The distances are in Lab units, where 10 is plainly visible."""

    focus: float
    """How many times sharper the subject is than what surrounds it."""
    subject_apart: float
    """Distance between the subject's mean colour, by how much each part draws the eye, and that of its surroundings."""
    ground_apart: float
    """Distance between the mean colours of the bottom and the top of the picture, the subject left out."""


@dataclass(frozen=True)
class Light:
    """Exposure, all as shares 0..1 but for `stops`."""

    middle: float
    """Median brightness as the eye sees it (Lab lightness)."""
    bright: float
    """Brightness that 5 % of the picture exceeds."""
    burnt: float
    """Share of the picture, or of the subject where that is more, without any drawing left in the whites.

    A white backdrop, which reaches round the picture's edge, is meant to be white and does not count.
    """
    drowned: float
    """Share of the picture that is plain black."""
    stops: float
    """Photographic stops between the shadows (5 %) and the lights (95 %), black counted as 8 stops down."""


@dataclass(frozen=True)
class Measures:
    subject: Subject
    text: tuple[TextZone, ...]
    calm: float
    """Share of the picture that is calm and not the subject, 0..1."""
    calm_place: Box
    """The largest calm rectangle beside the subject."""
    busy: float
    """Mean detail of what surrounds the subject, in Lab lightness per pixel."""
    depth: Depth
    light: Light


def measure(bgr: Pixels) -> Measures:
    """Everything the checks need, from a picture of any size."""
    subject, text = find_subject(bgr), text_zones(bgr)
    small = shrink(bgr, MEASURE_SIDE)
    lab = lab_of(small)
    detail = _detail(lab[..., 0])
    inside = _inside(subject.box, detail.shape, reach=0.02)
    calm, place = _calm(detail, inside)
    return Measures(
        subject=subject,
        text=text,
        calm=calm,
        calm_place=place,
        busy=float(detail[~inside].mean()) if not inside.all() else float(detail.mean()),
        depth=_depth(lab, detail, inside, subject.saliency),
        light=_light(small, lab[..., 0], inside),
    )


def _detail(luma: Map) -> Map:
    """Size of the gradient per pixel, in Lab lightness; one pixel's noise is averaged out first."""
    soft = cv2.GaussianBlur(luma, (0, 0), 0.8)
    across = cv2.Sobel(soft, cv2.CV_32F, 1, 0, scale=0.125)
    down = cv2.Sobel(soft, cv2.CV_32F, 0, 1, scale=0.125)
    return np.asarray(cv2.magnitude(across, down), np.float32)


def _inside(box: Box, shape: tuple[int, ...], reach: float = 0.0) -> Mask:
    """The pixels of a box, widened by `reach` of the picture."""
    height, width = shape[:2]
    mask = np.zeros((height, width), np.bool_)
    top, bottom = round(max(0.0, box.top - reach) * height), round(min(1.0, box.bottom + reach) * height)
    left, right = round(max(0.0, box.left - reach) * width), round(min(1.0, box.right + reach) * width)
    mask[top:bottom, left:right] = True
    return mask


def _calm(detail: Map, inside: Mask) -> tuple[float, Box]:
    """Share of the picture that is calm and not the subject, and the largest rectangle of it."""
    scale = GRID / max(detail.shape)
    size = (max(1, round(detail.shape[1] * scale)), max(1, round(detail.shape[0] * scale)))
    cells = cv2.resize(detail, size, interpolation=cv2.INTER_AREA)
    taken = cv2.resize(inside.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    calm = (cells < CALM) & (taken < 0.5)
    top, left, height, width = _largest_rectangle(calm)
    rows, columns = calm.shape
    return float(calm.mean()), Box(left / columns, top / rows, (left + width) / columns, (top + height) / rows)


def _largest_rectangle(free: Mask) -> tuple[int, int, int, int]:
    """Top, left, height and width of the largest all-true rectangle, by growing it down from each row."""
    best = (0, 0, 0, 0)
    for top in range(len(free)):
        open_columns = np.ones(free.shape[1], np.bool_)
        for bottom in range(top, len(free)):
            open_columns &= free[bottom]
            left, width = _longest_run(open_columns)
            if width == 0:
                break
            if (bottom - top + 1) * width > best[2] * best[3]:
                best = (top, left, bottom - top + 1, width)
    return best


def _longest_run(flags: Mask) -> tuple[int, int]:
    """Start and length of the longest run of true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    if not len(edges):
        return 0, 0
    lengths = edges[1::2] - edges[::2]
    longest = int(np.argmax(lengths))
    return int(edges[2 * longest]), int(lengths[longest])


def _depth(lab: Map, detail: Map, inside: Mask, saliency: Map) -> Depth:
    if inside.all() or not inside.any():
        return Depth(1.0, 0.0, 0.0)
    # The sharpest tenth speaks for each side: a subject has plain faces too.
    sharp = float(np.percentile(detail[inside], 90)) / (float(np.percentile(detail[~inside], 90)) + 0.3)
    weights = np.asarray(cv2.resize(saliency, (lab.shape[1], lab.shape[0])), np.float32)[inside] + 1e-3
    apart = float(np.linalg.norm(np.average(lab[inside], axis=0, weights=weights) - lab[~inside].mean(axis=0)))
    band = max(1, len(lab) // 5)
    top, bottom = lab[:band][~inside[:band]], lab[-band:][~inside[-band:]]
    ground = float(np.linalg.norm(top.mean(axis=0) - bottom.mean(axis=0))) if len(top) and len(bottom) else 0.0
    return Depth(sharp, apart, ground)


def _light(small: Pixels, luma: Map, inside: Mask) -> Light:
    burnt = _without_backdrop(small.min(axis=2) >= 252)
    low, high = (float(value) for value in np.percentile(luma, (5, 95)))
    return Light(
        middle=float(np.median(luma)) / 100,
        bright=high / 100,
        burnt=max(float(burnt.mean()), float(burnt[inside].mean()) if inside.any() else 0.0),
        drowned=float((small.max(axis=2) <= 6).mean()),
        stops=float(np.log2(_linear(high) / _linear(low))),
    )


def _without_backdrop(burnt: Mask) -> Mask:
    """The mask without what reaches the picture's edge, if most of the edge is in it."""
    edge = np.ones(burnt.shape, np.bool_)
    edge[1:-1, 1:-1] = False
    if burnt[edge].mean() < 0.5:
        return burnt
    _, labels = cv2.connectedComponents(burnt.astype(np.uint8))
    return burnt & ~np.isin(labels, np.unique(np.asarray(labels)[edge]))


def _linear(lightness: float) -> float:
    """Luminance of a Lab lightness (CIE 1976), never under 1/256."""
    luminance = ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness / 903.3
    return max(luminance, 1 / 256)
