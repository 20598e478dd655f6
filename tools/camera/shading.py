"""The plates of a shot whose look changes: graded at a few looks on the way, mixed in between.

Mixing two graded pictures is not quite the grade in between, so there are as many looks on the way as keep the
difference under what an eye sees. Only two of them are in memory at a time, and what is mixed from them. The plates
are mixed, not the frames drawn from them: a frame is then drawn once, and a mixture serves as many frames as it takes
until another one would show.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import cv2
import numpy as np

from store.looks import look_between
from store.scene import Look
from tools.camera.blend import mix_into
from tools.camera.grade import Laid, exact_grade
from tools.camera.plate import Level
from tools.planes import U8

Levels: TypeAlias = tuple[Level, ...]

_SEEN = 2.0
"""Levels of luma or chroma by which a look in between may be off."""
_HELD = 0.5
"""How much of that comes from holding a mixture: from one to the next no sample changes by more than twice that."""
_MOST_PARTS = 8


@dataclass(frozen=True, eq=False)
class Shade:
    """The plates of one frame: `share` (0..1) of `second` is mixed into `first`."""

    first: Levels
    second: Levels
    share: float


class Mixture:
    """What two sets of plates with the same places give when they are mixed. Which frames share a mixture depends on
    the plates and the share only, so any frame can be drawn by itself."""

    def __init__(self) -> None:
        self._of: tuple[Levels, Levels] | None = None
        self._steps, self._step = 0, 0
        self._levels: Levels = ()

    def levels(self, shade: Shade) -> Levels:
        """The plates of a shade. Valid until the next call."""
        if shade.share <= 0:
            return shade.first
        of = (shade.first, shade.second)
        if self._of is None or any(one is not other for one, other in zip(of, self._of, strict=True)):
            self._of, self._steps, self._step = of, _steps(*of), 0
            self._levels = tuple(_like(level) for level in shade.first)
        step = round(shade.share * self._steps)
        if step in (0, self._steps):
            return shade.first if step == 0 else shade.second
        if step != self._step:
            self._step = step
            for first, second, level in zip(*of, self._levels, strict=True):
                mix_into(level.pictures, first.pictures, second.pictures, step / self._steps)
        return self._levels


def _like(level: Level) -> Level:
    """A plate of the same size, to mix in."""
    return Level(tuple(np.empty_like(picture) for picture in level.pictures), level.place, level.width)


def _steps(first: Levels, second: Levels) -> int:
    """In how many even steps the first plates turn into the second."""
    apart = (
        cv2.norm(one, other, cv2.NORM_INF)
        for level, changed in zip(first, second, strict=True)
        for one, other in zip(level.pictures, changed.pictures, strict=True)
    )
    return math.ceil(max(apart) / (2 * _HELD))


class Shading:
    """Plates by how far the shot has come. `make` gives the plates of a look."""

    def __init__(self, start: Look, end: Look | None, laid: Laid | None, make: Callable[[Look], Levels]) -> None:
        self._make = make
        self._looks = key_looks(start, end, laid)
        self._held: dict[int, Levels] = {0: make(self._looks[0])}

    def at(self, share: float) -> Shade:
        """The plates `share` (0..1) of the way through the shot. Raises MediaMissing, RenderFailed."""
        parts = len(self._looks) - 1
        place = min(int(share * parts), max(0, parts - 1))
        mixed = share * parts - place
        first = self._levels(place)
        if mixed <= 0:
            return Shade(first, first, 0.0)
        second = self._levels(place + 1)
        return Shade(first, second, mixed)

    def _levels(self, place: int) -> Levels:
        if place not in self._held:
            self._held = {there: levels for there, levels in self._held.items() if abs(there - place) <= 1}
            self._held[place] = self._make(self._looks[place])
        return self._held[place]


def key_looks(start: Look, end: Look | None, laid: Laid | None = None) -> tuple[Look, ...]:
    """The looks, evenly spaced from `start` to `end`, that plates are made of; one where nothing that is in the plate
    changes."""
    if end is None or _baked(start) == _baked(end):
        return (start,)
    for parts in range(1, _MOST_PARTS):
        looks = tuple(look_between(start, end, step / parts) for step in range(parts + 1))
        if all(_off(a, b, laid) <= _SEEN - _HELD for a, b in pairwise(looks)):
            return looks
    return tuple(look_between(start, end, step / _MOST_PARTS) for step in range(_MOST_PARTS + 1))


def _baked(look: Look) -> dict[str, float]:
    """What of a look is in the plate."""
    return look.model_dump(exclude={"vignette", "grain"})


def _off(a: Look, b: Look, laid: Laid | None) -> float:
    """By how many levels the mean of two graded colour charts is off the chart graded in between."""
    chart = _chart()
    ends = (exact_grade(chart, a, laid) + exact_grade(chart, b, laid)) / 2
    return float(np.percentile(np.abs(ends - exact_grade(chart, look_between(a, b, 0.5), laid)), 98))


def _chart() -> U8:
    """Colours from all of the cube, as one picture."""
    steps = np.linspace(0, 255, 8).round().astype(np.uint8)
    return np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(8, 64, 3)
