"""The plates of a shot whose look changes: graded at a few looks on the way, mixed in between.

Mixing two graded pictures is not quite the grade in between, so there are as many looks on the way as keep the
difference under what an eye sees. Only two of them are in memory at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from store.looks import look_between
from store.scene import Look
from tools.camera.grade import Laid, exact_grade
from tools.camera.plate import Level
from tools.planes import U8

Levels: TypeAlias = tuple[Level, ...]

_SEEN = 2.0
"""Levels of luma or chroma by which a mixture may be off."""
_MOST_PARTS = 8


@dataclass(frozen=True, eq=False)
class Shade:
    """The plates of one frame: `share` (0..1) of `second` is mixed into `first`."""

    first: Levels
    second: Levels
    share: float


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
        if all(_off(a, b, laid) <= _SEEN for a, b in pairwise(looks)):
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
