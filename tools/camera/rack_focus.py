"""Rack focus: what lies at one depth is sharp, the rest is softened the more the further it lies from it.

A few softer plates are made once (of a clip: of every frame) and mixed by depth in each frame. The softest are softened
apart for near and for far things, so that a sharp subject leaves no glow in a soft ground, nor the ground in the
subject; the first one is used only near what is sharp, where its blur is too small to show any.
"""

from collections import OrderedDict

import cv2
import numpy as np

from store.scene import Focus
from tools.camera.depth_maps import DepthMap
from tools.camera.grid import STEP, Float32s, FrameSize, Sites, bands, grown, sample, through
from tools.camera.interruptible import GoOn, interruptible, uninterrupted
from tools.camera.moves import Floats, ease
from tools.camera.plate import CHANNELS, Level, packed, unpack
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
        self._focus, self._frame_width, self._go_on = focus, frame_width, go_on
        self._sigmas_px = tuple(share * focus.blur * _WIDEST * frame_width for share in _SOFTNESS)
        # The first softer plate is drawn at half the frame's size, as chroma is; the others smaller still if they can.
        self._reduced = (2, *(_reduction(sigma_px) for sigma_px in self._sigmas_px[1:]))
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
        first, second = (self._stack(levels[0], depth) for levels in (sharp.first, sharp.second))
        mixed = self._mixed(self._mixture.levels(Shade(first, second, sharp.share)), sites, soft, out)
        planes = [np.empty(out[1].shape, np.uint8) for _ in out]
        unpack(mixed, planes)
        share = _share(soft, 0.0, _SOFTNESS[0])
        _blend(out[0], _enlarged(planes[0], 2, out[0]), share, STEP)
        for plane, softer in zip(out[1:], planes[1:], strict=True):
            _blend(plane, softer, share, STEP // 2)

    def _mixed(self, stack: tuple[Level, ...], sites: Sites, soft: Float32s, out: Planes) -> U8:
        """The soft parts of the frame, packed, at half its size."""
        drawn = [_draw(level, sites, out, reduced) for level, reduced in zip(stack, self._reduced, strict=True)]
        mixed = drawn[-1]
        for place in (1, 0):
            base, reduced, softer = drawn[place], self._reduced[place], self._reduced[place + 1]
            share = _share(soft, _SOFTNESS[place], _SOFTNESS[place + 1])
            _blend(base, _enlarged(mixed, softer // reduced, base), share, STEP // reduced)
            mixed = base
        return mixed

    def _stack(self, level: Level, depth: DepthMap) -> tuple[Level, ...]:
        """The softer plates of a plate, made once."""
        if id(level) not in self._stacks:
            # The plate is held with what was made of it, so that its identity stays its own.
            self._stacks[id(level)] = level, interruptible(lambda: self._softer(level, depth), self._go_on)
            while len(self._stacks) > 2:
                self._stacks.popitem(last=False)
        return self._stacks[id(level)][1]

    def _softer(self, level: Level, depth: DepthMap) -> tuple[Level, ...]:
        """The plate with each blur, as much smaller as it can be."""
        whole = _half_size(level, level.width * level.place[0, 0] / self._frame_width)
        first = np.asarray(cv2.GaussianBlur(whole.pictures[0], (0, 0), self._sigmas_px[0] / 2), np.uint8)
        made = [Level((first,), whole.place, level.width)]
        for sigma_px, reduced in zip(self._sigmas_px[1:], self._reduced[1:], strict=True):
            smaller = _shrunk(whole, reduced // 2)
            near = _depth_on(smaller, depth)
            soft = _apart(smaller.pictures[0], near, sigma_px / reduced)
            made.append(Level((soft,), smaller.place, level.width))
        return tuple(made)


def _reduction(sigma_px: float) -> int:
    """How many times smaller than the frame a picture can be that has a blur of `sigma_px` of the frame's pixels."""
    return next((times for times in (8, 4) if sigma_px >= times * _FINE_ENOUGH), 2)


def _half_size(level: Level, pixels: float) -> Level:
    """All of a plate as one picture, half as fine as the frame. pixels: of the plate for each of the frame, 1 to 2."""
    luma, chroma = level.pictures
    half = np.asarray(cv2.resize(luma, chroma.shape[1::-1], interpolation=cv2.INTER_AREA), np.uint8)
    blue, red, *_ = (np.asarray(plane, np.uint8) for plane in cv2.split(chroma))
    return _shrunk(Level((packed(half, blue, red),), _place(level.place, 0.5, 0.5), level.width), pixels)


def _shrunk(level: Level, times: float) -> Level:
    """A packed plate that many times smaller."""
    picture = level.pictures[0]
    height, width = (max(2, round(side / times)) for side in picture.shape[:2])
    # What is not much smaller misses nothing when it is sampled linearly, which is far quicker.
    way = cv2.INTER_AREA if times >= 2 else cv2.INTER_LINEAR
    smaller = np.asarray(cv2.resize(picture, (width, height), interpolation=way), np.uint8)
    return Level((smaller,), _place(level.place, width / picture.shape[1], height / picture.shape[0]), level.width)


def _place(place: Floats, scale_x: float, scale_y: float) -> Floats:
    """Still pixels to indices of a picture that was scaled."""
    return np.array([[scale_x, 0, 0.5 * scale_x - 0.5], [0, scale_y, 0.5 * scale_y - 0.5], [0, 0, 1.0]]) @ place


def _depth_on(level: Level, depth: DepthMap) -> Float32s:
    """How near what each pixel of a plate shows is."""
    rows, columns = (np.arange(side, dtype=np.float64) for side in level.pictures[0].shape[:2])
    points = np.meshgrid(columns, rows)
    back = np.asarray(np.linalg.inv(level.place), np.float64)
    return depth.at(through(back, (points[0], points[1]))).astype(np.float32)


def _apart(picture: U8, near: Float32s, sigma: float) -> U8:
    """A packed picture blurred, near things by what is near and far things by what is far (normalised convolution;
    Knutsson and Westin, CVPR 1993)."""
    planes = [np.asarray(plane, np.float32) for plane in cv2.split(picture)[:3]]
    totals = [np.zeros_like(near) for _ in planes]
    for weight in (near, 1 - near):
        kept = weight**2 + 1e-3
        share = weight / cv2.GaussianBlur(kept, (0, 0), sigma)
        for place, plane in enumerate(planes):
            totals[place] += share * cv2.GaussianBlur(plane * kept, (0, 0), sigma)
    return packed(*(np.clip(total + 0.5, 0, 255).astype(np.uint8) for total in totals))


def _draw(level: Level, sites: Sites, out: Planes, reduced: int) -> U8:
    """A softer plate as the frame shows it, packed, at one part of the frame's size."""
    height, width = out[0].shape
    drawn = np.empty((-(-height // reduced), -(-width // reduced), CHANNELS), np.uint8)
    sample(level.pictures[0], through(level.place, sites.luma), drawn, STEP // reduced)
    return drawn


def _share(soft: Float32s, low: float, high: float) -> Float32s:
    """How much of the softer of two plates gives the wanted blur: mixed pictures mix their variances."""
    return np.clip((soft**2 - low**2) / (high**2 - low**2), 0, 1, dtype=np.float32)


def _blend(base: U8, over: U8, share: Float32s, step: int) -> None:
    """`share` of `over` on `base`, in place. share: at the grid's points; their blocks have `step` pixels here."""
    for rows, points in bands(base.shape[0], step):
        band, least, most = base[rows], float(share[points].min()), float(share[points].max())
        if least >= 1:
            np.copyto(band, over[rows])
        elif most > 0:
            part = grown(share[points], FrameSize(band.shape[1], band.shape[0]), step)
            cv2.blendLinear(band, over[rows], 1 - part, part, dst=band)


def _enlarged(picture: U8, times: int, like: U8) -> U8:
    """The picture so many times as large, cut to the size of `like`."""
    if times == 1:
        return picture
    size = picture.shape[1] * times, picture.shape[0] * times
    enlarged = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    return enlarged[: like.shape[0], : like.shape[1]]
