"""The drift guard: whether a take still starts from the locked still.

The still and the clip's first frame are laid over each other; then three things are measured, in the whole picture and
in the subject's region: structure (SSIM), colour (CIEDE2000 of softened pictures) and how far details were pushed out
of place (optical flow). Fine differences that every codec and every rescaling brings are softened away first.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.camera.boxes import Box
from tools.camera.finding import find_subject
from tools.camera.saliency import Map, Pixels, lab_of
from tools.guards.alignment import Aligned, laid_over
from tools.guards.colour_difference import delta_e_2000
from tools.guards.frames import sampled

SIDE = 480
"""Longest side at which pictures are compared, in pixels."""

MAX_SHIFT = 0.03
"""How far the framing may move, as a share of the longest side."""
MAX_SCALE = 1.05
"""How much closer or wider the framing may be."""
MIN_STRUCTURE, MIN_SUBJECT_STRUCTURE = 0.80, 0.78
"""Least SSIM of the whole picture and of the subject."""
MAX_COLOUR, MAX_SUBJECT_COLOUR, MAX_PART_COLOUR = 4.0, 4.5, 11.0
"""Largest mean CIEDE2000 of the picture, of the subject, and of the subject's most changed twentieth."""
MAX_BEND = 0.008
"""How far the subject's details may be out of place, as a share of the longest side."""

OTHER_PICTURE = "it shows another picture than the locked still"
NO_LIKENESS = 4.0
"""The strain of a picture that has nothing to do with the still."""


@dataclass(frozen=True, eq=False)
class Drift:
    """What separates a take's first frame from the locked still.

    Shares are of the longest side. `faults` are the measures over their limits, as short phrases, worst first; empty
    means that the take kept to the still. `strain` is how near it came to its limits on the whole: 0 for the still
    itself, 1 where every measure is at its limit. `still` and `frame` (BGR) are the two pictures as they were compared.
    """

    structure: float
    subject_structure: float
    colour: float
    subject_colour: float
    part_colour: float
    bend: float
    shift: float
    scale: float
    faults: tuple[str, ...]
    strain: float
    still: Pixels
    frame: Pixels


def drift(still: Pixels, clip: Path) -> Drift:
    """Measure a clip's first frame against the still it was made from (BGR, any size, the clip's framing).

    Raises RenderFailed for a clip that cannot be decoded.
    """
    return between(still, sampled(clip, 1, SIDE)[0].picture)


def between(still: Pixels, frame: Pixels) -> Drift:
    """Measure a frame against a still (both BGR)."""
    scale = SIDE / max(frame.shape[:2])
    size = (max(16, round(frame.shape[1] * scale)), max(16, round(frame.shape[0] * scale)))
    frame, still = _sized(frame, size), _sized(still, size)
    over = laid_over(still, frame)
    region = _pixels(find_subject(over.picture).box, size)
    structure = _structure(over, frame)
    colour = _colour(over, frame)
    inside = colour[_quarter(region)]
    numbers = {
        "structure": float(structure[over.seen > 0.5].mean()),
        "subject_structure": float(structure[region].mean()),
        "colour": float(colour.mean()),
        "subject_colour": float(inside.mean()),
        "part_colour": float(np.percentile(inside, 95)),
        "bend": _bend(over, frame, region),
        "shift": over.shift,
        "scale": over.scale,
    }
    loads = _loads(numbers)
    faults = _faults(loads) if over.found else (OTHER_PICTURE,)
    strain = (max(loads.values()) + sum(loads.values()) / len(loads)) / 2 if over.found else NO_LIKENESS
    return Drift(**numbers, faults=faults, strain=strain, still=over.picture, frame=frame)


def _sized(picture: Pixels, size: tuple[int, int]) -> Pixels:
    shrinking = picture.shape[1] > size[0]
    return np.asarray(
        cv2.resize(picture, size, interpolation=cv2.INTER_AREA if shrinking else cv2.INTER_LINEAR), np.uint8
    )


def _pixels(box: Box, size: tuple[int, int]) -> tuple[slice, slice]:
    width, height = size
    left, top = int(box.left * width), int(box.top * height)
    right, bottom = max(left + 16, round(box.right * width)), max(top + 16, round(box.bottom * height))
    return slice(top, bottom), slice(left, right)


def _quarter(region: tuple[slice, slice]) -> tuple[slice, slice]:
    rows, columns = (slice(part.start // 4, max(part.start // 4 + 1, part.stop // 4)) for part in region)
    return rows, columns


def _structure(over: Aligned, frame: Pixels) -> Map:
    """SSIM of the two lightnesses (Wang et al., IEEE TIP 2004), Gaussian window of sigma 2.5, one value per pixel."""
    x, y = (_soft(_lightness(picture), 1.2) for picture in (over.picture, frame))
    mean_x, mean_y = _soft(x, 2.5), _soft(y, 2.5)
    var_x, var_y = _soft(x * x, 2.5) - mean_x**2, _soft(y * y, 2.5) - mean_y**2
    both = _soft(x * y, 2.5) - mean_x * mean_y
    calm, flat = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    light = (2 * mean_x * mean_y + calm) / (mean_x**2 + mean_y**2 + calm)
    return np.asarray(light * (2 * both + flat) / (var_x + var_y + flat), np.float32)


def _lightness(picture: Pixels) -> Map:
    return cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)


def _soft(values: Map, sigma: float) -> Map:
    return np.asarray(cv2.GaussianBlur(values, (0, 0), sigma), np.float32)


def _colour(over: Aligned, frame: Pixels) -> NDArray[np.float64]:
    """CIEDE2000 of the two at a quarter of their size, softened: (height / 4, width / 4)."""
    labs = [lab_of(_soft_quarter(picture)) for picture in (over.picture, frame)]
    return delta_e_2000(labs[0], labs[1])


def _soft_quarter(picture: Pixels) -> Pixels:
    size = (picture.shape[1] // 4, picture.shape[0] // 4)
    return np.asarray(cv2.resize(cv2.GaussianBlur(picture, (0, 0), 4), size, interpolation=cv2.INTER_AREA), np.uint8)


def _bend(over: Aligned, frame: Pixels, region: tuple[slice, slice]) -> float:
    """How far the subject's outlines are out of place: 90th percentile of the flow where there is detail.

    Dense inverse search (Kroeger et al., ECCV 2016).
    """
    finder = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    one, two = (cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) for picture in (over.picture, frame))
    flow = finder.calc(one, two, np.zeros((*one.shape, 2), np.float32))
    lengths = np.linalg.norm(flow[region], axis=-1)
    detail = np.abs(cv2.Laplacian(cv2.GaussianBlur(one, (0, 0), 1.5), cv2.CV_32F))[region]
    marked = detail > np.percentile(detail, 80)
    return float(np.percentile(lengths[marked], 90)) / max(frame.shape[:2]) if marked.any() else 0.0


def _loads(numbers: dict[str, float]) -> dict[str, float]:
    """Every measure against its limit, by what is said where it is over: 1 is at the limit."""
    closer = max(numbers["scale"], 1 / numbers["scale"])
    return {
        "the framing moved": max(numbers["shift"] / MAX_SHIFT, (closer - 1) / (MAX_SCALE - 1)),
        "the shapes of the picture changed": (1 - numbers["structure"]) / (1 - MIN_STRUCTURE),
        "the subject changed its shape": max(
            (1 - numbers["subject_structure"]) / (1 - MIN_SUBJECT_STRUCTURE), numbers["bend"] / MAX_BEND
        ),
        "the colours of the picture moved": numbers["colour"] / MAX_COLOUR,
        "the subject's colours moved": max(
            numbers["subject_colour"] / MAX_SUBJECT_COLOUR, numbers["part_colour"] / MAX_PART_COLOUR
        ),
    }


def _faults(loads: dict[str, float]) -> tuple[str, ...]:
    """What is over its limit, worst first."""
    over = sorted(((load, words) for words, load in loads.items() if load > 1), reverse=True)
    return tuple(words for _, words in over)
