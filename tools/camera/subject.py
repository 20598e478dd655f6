"""Where a still's subject is (see `finding.py`), and the crop of the still that suits a ratio.

The crop is the largest of that ratio. It is free along one side only, so places along it are simply tried and scored.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from store.scene import AspectRatio, Framing, Point
from tools.camera.boxes import Box, unit
from tools.camera.finding import Subject, find_subject
from tools.camera.saliency import Pixels
from tools.camera.text_zones import TextZone, text_zones

__all__ = ["Subject", "compose", "crop_box", "find_subject", "ratio_of"]

PLACES = 201
"""Places tried along the free side."""
CLEARANCE = 0.04
"""Room wanted between the subject and the crop's edge, as a share of the crop."""
HEADROOM = 0.08
"""Room wanted above the subject, as a share of the crop."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class _Span:
    """Part of the free side of a still, 0..1."""

    start: float
    end: float


def ratio_of(aspect_ratio: AspectRatio) -> float:
    """Width over height."""
    width, height = aspect_ratio.split(":")
    return int(width) / int(height)


def crop_box(framing: Framing, aspect_ratio: AspectRatio, width: int, height: int) -> Box:
    """The part of a still of `width` x `height` pixels that a framing shows, pushed inside where it would stick out."""
    wanted, given = ratio_of(aspect_ratio), width / height
    across = min(1.0, wanted / given) * framing.scale
    down = min(1.0, given / wanted) * framing.scale
    left = min(max(framing.center.x - across / 2, 0.0), 1 - across)
    top = min(max(framing.center.y - down / 2, 0.0), 1 - down)
    return Box(left, top, left + across, top + down)


def compose(bgr: Pixels, aspect_ratio: AspectRatio) -> Framing:
    """The crop of a still (any size, BGR) that suits a ratio: the largest that fits, placed for the subject.

    The subject stays inside with headroom, on the middle or a third, whichever is nearest to where it stood in the
    still; lines of text are not cut through. A picture with nothing to place is cropped around its detail's middle.
    """
    height, width = bgr.shape[:2]
    wanted, given = ratio_of(aspect_ratio), width / height
    length = min(given / wanted, wanted / given)
    if length > 0.999:
        return Framing()
    subject, zones = find_subject(bgr), text_zones(bgr)
    sideways = given > wanted
    middle = _best_start(subject, zones, length, sideways) + length / 2
    return Framing(center=Point(x=unit(middle)) if sideways else Point(y=unit(middle)))


def _best_start(subject: Subject, zones: tuple[TextZone, ...], length: float, sideways: bool) -> float:
    """Where a crop of `length` starts along the free side, 0..1."""
    starts = np.linspace(0, 1 - length, PLACES)
    body = _along(subject.box, sideways)
    middle = subject.center.x if sideways else subject.center.y
    profile = subject.saliency.sum(axis=0 if sideways else 1).astype(np.float64)
    top_weight = 2.0 if not sideways and _has_a_head(subject) else 1.0  # better feet cut off than a head
    sure = min(1.0, 0.25 + subject.confidence) if subject.confidence > 0 else 0.0
    score = _kept(profile, starts, length)
    score -= sure * (
        2.5 * _cut(body, starts, length, sideways, top_weight) + 0.5 * _misplaced(body, middle, starts, length)
    )
    for zone in zones:
        # A page of text breaks somewhere in any case: many lines weigh no more than three.
        score -= 0.8 * min(1.0, 3 / len(zones)) * zone.likelihood * _broken(_along(zone.box, sideways), starts, length)
    # Among equals, the place nearest the still's own middle.
    score -= 0.01 * np.abs(starts + length / 2 - 0.5)
    return float(starts[int(np.argmax(score))])


def _has_a_head(subject: Subject) -> bool:
    """Whether the top of the subject stands over its middle, as heads and bottlenecks do, and not to one side."""
    height, width = subject.body.shape
    rows = slice(int(subject.box.top * height), int(subject.box.bottom * height) + 1)
    columns = slice(int(subject.box.left * width), int(subject.box.right * width) + 1)
    body = subject.body[rows, columns].astype(np.float64)
    return abs(_middle(body[: max(1, len(body) // 5)]) - _middle(body)) < 0.25


def _middle(weights: Numbers) -> float:
    """Where a map's weight lies across, 0..1."""
    profile = weights.sum(axis=0) + 1e-9
    return float((np.arange(len(profile)) + 0.5) @ profile / profile.sum()) / len(profile)


def _along(box: Box, sideways: bool) -> _Span:
    return _Span(box.left, box.right) if sideways else _Span(box.top, box.bottom)


def _kept(profile: Numbers, starts: Numbers, length: float) -> Numbers:
    """Share of what draws the eye that each crop keeps."""
    total = np.concatenate([[0.0], np.cumsum(profile)])
    if total[-1] <= 0:
        return np.zeros_like(starts)
    edges = np.linspace(0, 1, len(total))
    return (np.interp(starts + length, edges, total) - np.interp(starts, edges, total)) / total[-1]


def _cut(body: _Span, starts: Numbers, length: float, sideways: bool, start_weight: float) -> Numbers:
    """How much of the subject and its clearance each crop leaves out, as a share of the crop.

    What is missing at the start (left or top) weighs `start_weight`. Room that the still itself does not have is not
    asked for.
    """
    before, after = (CLEARANCE, CLEARANCE) if sideways else (HEADROOM, CLEARANCE)
    start = max(0.0, body.start - before * length)
    end = min(1.0, body.end + after * length)
    missing_before = np.clip(starts - start, 0, None)
    missing_after = np.clip(end - (starts + length), 0, None)
    return (start_weight * missing_before + missing_after) / length


def _misplaced(body: _Span, middle: float, starts: Numbers, length: float) -> Numbers:
    """Distance of the subject's middle from its target in each crop, as a share of the crop."""
    wide = body.end - body.start > 0.45 * length
    target = 0.5 if wide else min((1 / 3, 0.5, 2 / 3), key=lambda place: abs(place - middle))
    return np.abs((middle - starts) / length - target)


def _broken(zone: _Span, starts: Numbers, length: float) -> Numbers:
    """How badly each crop treats a line of text: 1 where it is cut in half, half that where it is left out."""
    covered = np.minimum(zone.end, starts + length) - np.maximum(zone.start, starts)
    share = np.clip(covered / max(zone.end - zone.start, 1e-6), 0, 1)
    return np.where(share > 0, 4 * share * (1 - share), 0) + 0.5 * (1 - share)
