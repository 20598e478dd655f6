"""Rack focus: what lies at one depth is sharp, the rest is softened the more the further it lies from it.

A few softer plates are made once and mixed by depth in each frame. Each is softened apart for near and for far things,
so that a sharp subject leaves no glow in a soft ground, nor the ground in the subject.
"""

from collections import OrderedDict
from collections.abc import Sequence

import cv2
import numpy as np

from store.scene import Focus
from tools.camera.depth_maps import DepthMap
from tools.camera.grid import STEP, Float32s, FrameSize, Points, Sites, grown, sample_alike, through
from tools.camera.interruptible import GoOn, interruptible, uninterrupted
from tools.camera.moves import Floats, ease
from tools.camera.plate import Level
from tools.camera.shading import Mixture, Shade
from tools.planes import U8, Planes

_WIDEST = 0.02
"""Of the frame's width: the blur (standard deviation) of what is farthest out of focus, at blur 1."""
_SOFTNESS = (0.25, 0.5, 1.0)
"""Of the widest blur: the softer plates."""
_FINE_ENOUGH = 1.2
"""Pixels of blur at which a picture has nothing finer than its pixels, so that it can be drawn smaller."""
_SHARP_REACH, _FULL_REACH = 0.06, 0.6
"""How far from the focus things are still sharp, and from where they are as soft as they get."""


class RackFocus:
    """Softens drawn frames of a shot. frame_width: in pixels. `go_on` is asked while the softer plates are made."""

    def __init__(self, focus: Focus, frame_width: int, go_on: GoOn = uninterrupted) -> None:
        self._focus, self._sigma_px = focus, focus.blur * _WIDEST * frame_width
        self._frame_width, self._go_on = frame_width, go_on
        # The first softer plate is drawn at half the frame's size, as chroma is; the others at a quarter if they can.
        self._reduced = (2, *(4 if share * self._sigma_px >= 4 * _FINE_ENOUGH else 2 for share in _SOFTNESS[1:]))
        self._mixture = Mixture()
        self._stacks: OrderedDict[int, tuple[Level, tuple[Level, ...]]] = OrderedDict()

    def depth_at(self, at_s: float) -> float:
        """What is in focus `at_s` into the shot."""
        focus = self._focus
        share = np.clip(np.array([(at_s - focus.start_s) / (focus.end_s - focus.start_s)]), 0, 1)
        done = float(ease(focus.easing, share)[0])
        return min(1.0, max(0.0, focus.start_depth + (focus.end_depth - focus.start_depth) * done))

    def soften(self, out: Planes, sharp: Shade, sites: Sites, depth: DepthMap, at_s: float) -> None:
        """Soften a frame that was drawn sharp from the plate of `sharp` (one in each set), in place."""
        far = np.abs(depth.at(sites.luma) - self.depth_at(at_s))
        soft = np.clip((far - _SHARP_REACH) / (_FULL_REACH - _SHARP_REACH), 0, 1).astype(np.float32)
        if float(soft.max()) <= 0:
            return
        size = FrameSize(out[0].shape[1], out[0].shape[0])
        first, second = (self._stack(levels[0], depth) for levels in (sharp.first, sharp.second))
        mixed = self._mixed(self._mixture.levels(Shade(first, second, sharp.share)), sites, soft, size)
        share = _share(soft, 0.0, _SOFTNESS[0])
        _blend(out[0], _enlarged(mixed[0], out[0]), grown(share, size))
        half = FrameSize(out[1].shape[1], out[1].shape[0])
        weights = grown(share, half, STEP // 2)
        for plane, other in zip(out[1:], mixed[1:], strict=True):
            _blend(plane, other, weights)

    def _mixed(self, stack: tuple[Level, ...], sites: Sites, soft: Float32s, size: FrameSize) -> Planes:
        """The soft parts of the frame: all planes at half its size."""
        drawn = [_draw(level, sites, _part(size, part), part) for level, part in zip(stack, self._reduced, strict=True)]
        mixed = drawn[-1]
        for place in (1, 0):
            reduced, base = self._reduced[place], drawn[place]
            softer = _share(soft, _SOFTNESS[place], _SOFTNESS[place + 1])
            share = grown(softer, _part(size, reduced), STEP // reduced)
            for plane, other in zip(base, mixed, strict=True):
                _blend(plane, _enlarged(other, plane), share)
            mixed = base
        return mixed

    def _stack(self, level: Level, depth: DepthMap) -> tuple[Level, ...]:
        """The softer plates of a plate, made once."""
        if id(level) not in self._stacks:
            pixels = level.width * level.place[0, 0] / self._frame_width
            # The plate is held with what was made of it, so that its identity stays its own.
            self._stacks[id(level)] = (
                level,
                tuple(
                    self._softer(level, depth, share * self._sigma_px * pixels, reduced * pixels)
                    for share, reduced in zip(_SOFTNESS, self._reduced, strict=True)
                ),
            )
            while len(self._stacks) > 2:
                self._stacks.popitem(last=False)
        return self._stacks[id(level)][1]

    def _softer(self, level: Level, depth: DepthMap, sigma: float, reduction: float) -> Level:
        return interruptible(lambda: _softer(level, depth, sigma, reduction), self._go_on)


def _softer(level: Level, depth: DepthMap, sigma: float, reduction: float) -> Level:
    """The plate with a blur of `sigma` of its pixels, its planes all at one size, `reduction` times smaller."""
    height, width = level.planes[0].shape
    size = (max(2, round(width / reduction)), max(2, round(height / reduction)))
    scale_x, scale_y = size[0] / width, size[1] / height
    grow = np.array([[scale_x, 0, 0.5 * scale_x - 0.5], [0, scale_y, 0.5 * scale_y - 0.5], [0, 0, 1.0]])
    place = grow @ level.place
    near = _depth_on(place, depth, size)
    parts = [cv2.resize(plane, size, interpolation=cv2.INTER_AREA).astype(np.float32) for plane in level.planes]
    planes = _apart(parts, near, sigma * scale_x)
    return Level((planes[0], planes[1], planes[2]), place, level.width)


def _depth_on(place: Floats, depth: DepthMap, size: tuple[int, int]) -> Float32s:
    x, y = np.meshgrid(np.arange(size[0], dtype=np.float64), np.arange(size[1], dtype=np.float64))
    return depth.at(through(np.asarray(np.linalg.inv(place), np.float64), (x, y))).astype(np.float32)


def _apart(planes: Sequence[Float32s], near: Float32s, sigma: float) -> list[U8]:
    """Planes of one size blurred, near things by what is near and far things by what is far (normalised convolution;
    Knutsson and Westin, CVPR 1993)."""
    totals = [np.zeros_like(plane) for plane in planes]
    for weight in (near, 1 - near):
        kept = weight**2 + 1e-3
        share = weight / cv2.GaussianBlur(kept, (0, 0), sigma)
        for place, plane in enumerate(planes):
            totals[place] += share * cv2.GaussianBlur(plane * kept, (0, 0), sigma)
    return [np.clip(total + 0.5, 0, 255).astype(np.uint8) for total in totals]


def _draw(level: Level, sites: Sites, size: FrameSize, reduced: int) -> Planes:
    """All planes of a softer plate, at one part of the frame's size."""
    at: Points = through(level.place, sites.luma)
    planes = [np.empty((size.height, size.width), np.uint8) for _ in range(3)]
    sample_alike(level.planes, at, planes, STEP // reduced)
    return planes[0], planes[1], planes[2]


def _share(soft: Float32s, low: float, high: float) -> Float32s:
    """How much of the softer of two plates gives the wanted blur: mixed pictures mix their variances."""
    return np.clip((soft**2 - low**2) / (high**2 - low**2), 0, 1, dtype=np.float32)


def _blend(base: U8, over: U8, share: Float32s) -> None:
    cv2.blendLinear(base, over, 1 - share, share, dst=base)


def _enlarged(plane: U8, like: U8) -> U8:
    if plane.shape == like.shape:
        return plane
    return np.asarray(cv2.resize(plane, (like.shape[1], like.shape[0]), interpolation=cv2.INTER_LINEAR), np.uint8)


def _part(size: FrameSize, reduced: int) -> FrameSize:
    return FrameSize(-(-size.width // reduced), -(-size.height // reduced))
