"""Whether a take moves evenly: no frame that jumps from the one before it. What nature would do is not judged.

Each frame is laid over the next one by dense optical flow. A jump is a frame that the flow cannot explain (a cut, a
thing that pops up), or a shift of the whole picture far beyond that of its neighbours (frames that are missing).
"""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.camera.saliency import Map, Pixels
from tools.guards.frames import sampled

_SIDE, _MOST_FRAMES = 160, 480
_EDGE = 0.1
"""Share of the picture at each edge that is left out: what comes into sight is new in any clip."""
_LEAST_UNEXPLAINED, _TIMES_UNEXPLAINED = 7.0, 4.0
"""What flow leaves unexplained in the worst block (0..255) before it is a jump: at least, and against the middle one of
all frames."""
_LEAST_SHIFT = 0.02
"""Smallest sudden shift that is a jump, as a share of the longest side."""
_TIMES_SHIFT = 4.0
_BLOCKS = (8, 8)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Evenness:
    """jumps: seconds at which a frame jumps, the worst first."""

    jumps: tuple[float, ...]


def evenness(clip: Path) -> Evenness:
    """Look through a clip. Raises RenderFailed for one that cannot be decoded."""
    frames = sampled(clip, _MOST_FRAMES, _SIDE)
    if len(frames) < 4:
        return Evenness(())
    greys = [cv2.cvtColor(frame.picture, cv2.COLOR_BGR2GRAY) for frame in frames]
    finder = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    steps = [_step(finder, np.asarray(one, np.uint8), np.asarray(two, np.uint8)) for one, two in pairwise(greys)]
    unexplained = np.array([step[0] for step in steps])
    shifts = np.array([step[1] for step in steps])
    excess = np.maximum(
        unexplained / np.maximum(_LEAST_UNEXPLAINED, _TIMES_UNEXPLAINED * float(np.median(unexplained))),
        _suddenness(shifts),
    )
    order = np.argsort(-excess, kind="stable")
    return Evenness(tuple(round(frames[place + 1].at_s, 2) for place in order if excess[place] > 1))


def _step(finder: cv2.DISOpticalFlow, before: Pixels, now: Pixels) -> tuple[float, Numbers]:
    """What flow leaves unexplained in the worst block, and how the picture as a whole moved, as shares of its longest
    side."""
    flow = np.asarray(finder.calc(now, before, np.zeros((*now.shape, 2), np.float32)), np.float32)
    height, width = now.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    explained = cv2.remap(before, x + flow[..., 0], y + flow[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    left = np.abs(_soft(now) - _soft(np.asarray(explained, np.uint8)))
    rows, columns = (
        slice(round(_EDGE * height), round((1 - _EDGE) * height)),
        slice(round(_EDGE * width), round((1 - _EDGE) * width)),
    )
    blocks = cv2.resize(left[rows, columns], _BLOCKS, interpolation=cv2.INTER_AREA)
    shift = np.median(flow[rows, columns].reshape(-1, 2), axis=0) / max(height, width)
    return float(blocks.max()), np.asarray(shift, np.float64)


def _soft(picture: Pixels) -> Map:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.0), np.float32)


def _suddenness(shifts: Numbers) -> Numbers:
    """How far each shift is from those round it, against what counts as a jump: above 1 it is one."""
    padded = np.pad(shifts, ((2, 2), (0, 0)), mode="reflect")
    round_it = np.stack([padded[place : place + len(shifts)] for place in (0, 1, 3, 4)])
    usual = np.median(round_it, axis=0)
    sway = np.linalg.norm(round_it - usual, axis=2).max(axis=0)
    return np.linalg.norm(shifts - usual, axis=1) / np.maximum(_LEAST_SHIFT, _TIMES_SHIFT * sway)
