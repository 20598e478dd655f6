"""The plate of a shot: the part of the still that the path sees, resampled, graded and split into planes once.

A plate has about 1.9 pixels for each pixel of the tightest frame and is blurred a little: so linear sampling neither
flickers nor softens. A still with fewer pixels is enlarged to 1.5: sampled at about one to one, its sharpness would
pulse by a fifth along a push. A path that also sees much wider frames gets coarser plates for those.
"""

import math
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np

from store.scene import Look
from tools.camera.grade import Laid, grade
from tools.camera.interruptible import GoOn, interruptible, uninterrupted
from tools.camera.memory import Recent
from tools.camera.moves import Floats
from tools.camera.path import Plan, frame_corners
from tools.camera.picture import picture_identity, read_picture
from tools.planes import U8, half_size

OVERSAMPLING = 1.9
_ENLARGED = 1.5
_BLUR = 0.42
_MAX_PIXELS = 24_000_000
_ONE_LEVEL_RANGE, _LEVEL_STEP = 1.35, 1.6
_PIXELS_AROUND = 4
_PLAN_HZ = 30

CHANNELS = 4
"""Of a packed picture."""


@dataclass(frozen=True, eq=False)
class Level:
    """One plate. pictures: the luma, (h, w), and the chroma, (h/2, w/2, 4) as `packed` gives it; of a softened plate
    one picture of all three. place: 3x3, still pixels to indices of the first picture. width: the frame width, in
    still pixels, that it is made for."""

    pictures: tuple[U8, ...]
    place: Floats
    width: float


@dataclass(frozen=True)
class Region:
    """A rectangle of the still in whole pixels."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, eq=False)
class LaidLut:
    """A colour table to be baked into plates, and what tells it from others."""

    identity: tuple[str, int, int]
    laid: Laid


@dataclass(frozen=True, eq=False)
class Resized:
    """A region of a still, not graded yet. place: 3x3, still pixels to indices of the picture."""

    picture: U8
    place: Floats


@dataclass(frozen=True, eq=False)
class Wanted:
    """Plates that are asked for: a still along a path of `duration_s`, for frames of `frame_width` pixels. go_on: asked
    while they are made."""

    still: Path
    plan: Plan
    look: Look
    duration_s: float
    frame_width: int
    lut: LaidLut | None = None
    go_on: GoOn = uninterrupted


class Plates:
    """Makes plates; keeps decoded stills, stills at a plate's size and plates of late in memory."""

    def __init__(
        self, stills_bytes: int = 50_000_000, resized_bytes: int = 40_000_000, plates_bytes: int = 60_000_000
    ) -> None:
        self._stills: Recent[U8] = Recent(stills_bytes)
        self._resized: Recent[Resized] = Recent(resized_bytes)
        self._plates: Recent[tuple[Level, ...]] = Recent(plates_bytes)

    def levels(self, wanted: Wanted) -> tuple[Level, ...]:
        """The plates of a shot, finest first. Raises MediaMissing, RenderFailed, and what `go_on` raises."""
        times_s = np.linspace(0, wanted.duration_s, max(2, round(wanted.duration_s * _PLAN_HZ) + 1))
        plan, lut = wanted.plan, wanted.lut
        corners = frame_corners(plan.views(times_s), plan.ratio, plan.slack)
        region = seen_region(corners, plan)
        widths = frame_widths(corners)
        graded = wanted.look.model_dump(exclude={"vignette", "grain"})
        key = (
            picture_identity(wanted.still),
            region,
            round(widths.min(), 3),
            round(widths.max(), 3),
            wanted.frame_width,
            str(graded),
            None if lut is None else (lut.identity, lut.laid.strength),
        )
        return self._plates.get(key, lambda: self._make(wanted, region, widths), _levels_bytes)

    def _make(self, wanted: Wanted, region: Region, widths: Floats) -> tuple[Level, ...]:
        tightest, widest = float(widths.min()), float(widths.max())
        finest = _scale(wanted.frame_width / tightest, region)
        laid = None if wanted.lut is None else wanted.lut.laid

        def level(width: float) -> Level:
            resized = self._at_scale(wanted, region, finest, finest * tightest / width)
            graded = interruptible(lambda: grade(resized.picture, wanted.look, laid), wanted.go_on)
            return Level(interruptible(lambda: _parted(graded), wanted.go_on), resized.place, width)

        return tuple(level(tightest * (widest / tightest) ** share) for share in _level_shares(widest / tightest))

    def _at_scale(self, wanted: Wanted, region: Region, finest: float, scale: float) -> Resized:
        """The region of the still at `scale`, for any look: another look needs no other."""

        def make() -> Resized:
            picture, reduction = self._picture(wanted, finest)
            return interruptible(lambda: _resized(picture, reduction, region, scale), wanted.go_on)

        key = (picture_identity(wanted.still), region, round(finest, 9), round(scale, 9))
        return self._resized.get(key, make, lambda made: made.picture.nbytes)

    def _picture(self, wanted: Wanted, scale: float) -> tuple[U8, int]:
        """The decoded still, at a half or a quarter of its size where that is enough, and how much it was reduced."""
        reduction = 4 if scale <= 0.25 else 2 if scale <= 0.5 else 1
        key = (picture_identity(wanted.still), reduction)

        def read() -> U8:
            return interruptible(lambda: read_picture(wanted.still, reduction), wanted.go_on)

        return self._stills.get(key, read, lambda made: made.nbytes), reduction


@contextmanager
def _free_cores() -> Generator[None]:
    """Where a process draws with one thread, because encoding needs the others: there is nothing to encode before a
    still has its size, so that takes two. It does not change a single sample. The quicker steps after it would spend
    more on waiting for each other than they gain."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(max(2, threads))
    try:
        yield
    finally:
        cv2.setNumThreads(threads)


def levels_between(levels: Sequence[Level], frame_width: float) -> tuple[Level, Level, float]:
    """The two levels round a frame width, and how much of the coarser one to mix in."""
    for finer, coarser in pairwise(levels):
        if frame_width < coarser.width:
            share = math.log(frame_width / finer.width) / math.log(coarser.width / finer.width)
            return finer, coarser, min(1.0, max(0.0, share))
    return levels[-1], levels[-1], 0.0


def frame_widths(corners: Floats) -> Floats:
    """Width of each frame on the still: the mean of its upper and lower edge, in still pixels."""
    upper = np.linalg.norm(corners[:, 1] - corners[:, 0], axis=1)
    lower = np.linalg.norm(corners[:, 2] - corners[:, 3], axis=1)
    return (upper + lower) / 2


def _scale(wanted: float, region: Region) -> float:
    """Plate pixels per still pixel, where `wanted` of them would be one per pixel of the tightest frame."""
    scale = min(OVERSAMPLING * wanted, max(1.0, _ENLARGED * wanted))
    pixels = (region.right - region.left) * (region.bottom - region.top) * scale**2
    return scale * min(1.0, math.sqrt(_MAX_PIXELS / pixels))


def _level_shares(span: float) -> list[float]:
    """Where the levels lie between the tightest (0) and the widest frame (1), evenly in the logarithm."""
    if span <= _ONE_LEVEL_RANGE:
        return [0.0]
    steps = math.ceil(math.log(span) / math.log(_LEVEL_STEP))
    return [step / steps for step in range(steps + 1)]


def seen_region(corners: Floats, plan: Plan) -> Region:
    """What the path sees, and a few pixels around."""
    low = np.floor(corners.reshape(-1, 2).min(axis=0)).astype(int) - _PIXELS_AROUND
    high = np.ceil(corners.reshape(-1, 2).max(axis=0)).astype(int) + _PIXELS_AROUND
    return Region(
        int(max(0, low[0])),
        int(max(0, low[1])),
        int(min(plan.still_width, high[0])),
        int(min(plan.still_height, high[1])),
    )


def _resized(picture: U8, reduction: int, region: Region, scale: float) -> Resized:
    # A reduced decode rounds its size up, so its pixels are cut at whole ones and `place` says where they lie.
    left, top = region.left // reduction, region.top // reduction
    right, bottom = -(-region.right // reduction), -(-region.bottom // reduction)
    part = picture[top:bottom, left:right]
    size = [max(2, 2 * round(side * reduction * scale / 2)) for side in (part.shape[1], part.shape[0])]
    shrinks = size[0] < part.shape[1]
    with _free_cores():
        resized = cv2.resize(part, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
    exact_x, exact_y = size[0] / part.shape[1] / reduction, size[1] / part.shape[0] / reduction
    place = np.array(
        [
            [exact_x, 0, -left * reduction * exact_x - 0.5],
            [0, exact_y, -top * reduction * exact_y - 0.5],
            [0, 0, 1.0],
        ]
    )
    return Resized(np.asarray(resized, np.uint8), place)


def _parted(yuv: U8) -> tuple[U8, U8]:
    """Luma and chroma of a plate."""
    luma, blue, red = (np.asarray(plane, np.uint8) for plane in cv2.split(yuv))
    blurred = np.asarray(cv2.GaussianBlur(luma, (3, 3), _BLUR), np.uint8)
    return blurred, packed(half_size(blue), half_size(red))


def packed(*planes: U8) -> U8:
    """Two or three planes of one size as one picture of four channels, the first ones once more in what is left: OpenCV
    samples four channels in about the time of one."""
    return np.asarray(cv2.merge([*planes, *planes[: CHANNELS - len(planes)]]), np.uint8)


def unpack(picture: U8, planes: Sequence[U8]) -> None:
    """The first channels of a picture, drawn into `planes`."""
    places = [place for channel in range(len(planes)) for place in (channel, channel)]
    cv2.mixChannels([picture], list(planes), places)


def _levels_bytes(levels: tuple[Level, ...]) -> int:
    return sum(picture.nbytes for level in levels for picture in level.pictures)
