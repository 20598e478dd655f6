"""Where a still's subject is.

Everything is read from a picture of 256 pixels, so it takes some 20 ms whatever the still's size, and the same still
always gives the same answer.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from store.scene import Point
from tools.camera.boxes import Box, unit
from tools.camera.saliency import Map, Pixels, lab_of, saliency_map, sharpness, shrink

WORK_SIDE = 256
"""Longest side, in pixels, of the picture that is looked at."""


@dataclass(frozen=True, eq=False)
class Subject:
    """What a still is likely about.

    `center` is the subject's weighted middle. `confidence` is 0 for a flat picture or plain texture and near 1 for one
    thing on a calm ground. `saliency` is the map it was read from: (height, width) in 0..1, longest side 256;
    `body` is the subject's own part of it. `rivals` are other places that draw the eye at least half as much,
    strongest first.
    """

    box: Box
    center: Point
    confidence: float
    saliency: Map
    body: Map
    rivals: tuple[Box, ...] = ()


def find_subject(bgr: Pixels) -> Subject:
    """The subject of a picture (any size, BGR)."""
    lab = lab_of(shrink(bgr, WORK_SIDE))
    detail = sharpness(lab[..., 0])
    saliency = saliency_map(lab, detail)
    if float(saliency.max()) <= 0:
        return Subject(Box(0.0, 0.0, 1.0, 1.0), Point(), 0.0, saliency, saliency)
    return _read(saliency, lab, detail)


def _read(saliency: Map, lab: Map, detail: Map) -> Subject:
    """The strongest connected place of a saliency map, with its rivals."""
    levels = (saliency * 255).astype(np.uint8)
    threshold, _ = cv2.threshold(levels, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    mask = (levels > threshold * 0.75).astype(np.uint8)
    reach = max(3, max(mask.shape) // 28) | 1
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    _, labels = cv2.connectedComponents(joined)
    weights = np.bincount(labels.ravel(), (saliency * mask).ravel())
    weights[0] = 0
    order = np.argsort(-weights, kind="stable")
    best = int(order[0])
    inside = np.where(labels == best, saliency, 0).astype(np.float32)
    box, center = _extent(inside)
    rivals = tuple(_extent(np.where(labels == i, saliency, 0))[0] for i in order[1:4] if weights[i] > weights[best] / 2)
    confidence = _stands_out(saliency, labels == best, box) * _differs(box, lab, detail)
    return Subject(box, center, unit(confidence), saliency, inside, rivals)


def _extent(weights: Map) -> tuple[Box, Point]:
    """The box that holds a map's weight but for thin tails, and its weighted middle."""
    left, middle_x, right = _span(weights.sum(axis=0))
    top, middle_y, bottom = _span(weights.sum(axis=1))
    return Box(left, top, right, bottom), Point(x=unit(middle_x), y=unit(middle_y))


def _span(profile: NDArray[np.float32]) -> tuple[float, float, float]:
    """Where a profile's weight starts, balances and ends, 0..1; 1 % at either end is left out."""
    total = np.cumsum(profile, dtype=np.float64)
    total /= total[-1]
    start, end = (int(np.searchsorted(total, share)) for share in (0.01, 0.99))
    balance = float((np.arange(len(profile)) + 0.5) @ profile / profile.sum())
    return start / len(profile), balance / len(profile), min(end + 1, len(profile)) / len(profile)


def _stands_out(saliency: Map, inside: NDArray[np.bool_], box: Box) -> float:
    """How clearly the map shows one place, 0..1: strong inside, weak outside, compact."""
    outside = ~inside
    rest = float(saliency[outside].mean()) if outside.any() else 1.0
    lead = 1 - rest / max(float(saliency[inside].mean()), 1e-6)
    return unit(lead) * min(1.0, float(inside.mean()) / max(box.area, 1e-6) / 0.5)


def _differs(box: Box, lab: Map, detail: Map) -> float:
    """How unlike the rest of the picture the box is, 0..1: by colour or by sharpness.

    Hellinger distance of the histograms; grass or a brick wall has strong places too, but they look like the rest.
    """
    height, width = detail.shape
    inside = np.zeros(detail.shape, np.bool_)
    inside[round(box.top * height) : round(box.bottom * height), round(box.left * width) : round(box.right * width)] = 1
    if inside.all() or not inside.any():
        return 0.0
    soft = cv2.GaussianBlur(lab, (0, 0), 2)
    cells = np.floor(soft / np.array([12.5, 16, 16], np.float32) + np.array([0, 8, 8], np.float32)).astype(np.int32)
    colour = _distance((cells[..., 0] * 16 + cells[..., 1]) * 16 + cells[..., 2], inside)
    sharpness = _distance(np.floor(4 * np.log2(detail + 0.5) + 4).astype(np.int32), inside)
    outlined = np.clip(float(detail.max()) - 0.7, 0, 1)  # a gradient has no outline, so no subject
    return float(np.clip((max(colour, sharpness) - 0.2) / 0.4, 0, 1) * outlined)


def _distance(cells: NDArray[np.int32], inside: NDArray[np.bool_]) -> float:
    """Hellinger distance of the cells' histogram inside to the one outside."""
    size = int(cells.max()) + 1
    one, two = (np.bincount(cells[mask], minlength=size) / mask.sum() for mask in (inside, ~inside))
    return float(np.sqrt(max(0.0, 1 - np.sqrt(one * two).sum())))
