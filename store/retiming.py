"""How a take that is video runs: which of its moments shows when. Pure."""

from bisect import bisect_right
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from store.values import Seconds, Value


class RetimePoint(Value):
    """At `at_s` of the shot the take is at `source_s`."""

    at_s: Seconds
    source_s: Seconds


class Retime(Value):
    """A map from the shot's time to the take's, straight between its points: steep is fast, level stands still, falling
    runs backwards. Beyond its points it goes on as it went last (see `source_at`)."""

    points: Annotated[tuple[RetimePoint, ...], Field(min_length=2, max_length=64)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        if any(b.at_s - a.at_s < 1e-4 for a, b in pairwise(self.points)):
            raise ValueError("the points of a retiming follow each other in time")
        return self


def source_at(retime: Retime, at_s: float) -> float:
    """The take's time, in seconds from its start, that shows `at_s` into the shot; never before its first frame.

    Before the first and after the last point the nearest pace goes on; who shows it stops at the take's last frame.
    """
    points = retime.points
    place = min(max(bisect_right([point.at_s for point in points], at_s), 1), len(points) - 1)
    a, b = points[place - 1], points[place]
    return max(0.0, a.source_s + (at_s - a.at_s) * _speed(a, b))


def speeds(retime: Retime) -> tuple[float, ...]:
    """The pace of each stretch: 1 as it was made, 0 stands still, negative runs backwards."""
    return tuple(_speed(a, b) for a, b in pairwise(retime.points))


def part_of_retime(retime: Retime, start_s: float, end_s: float) -> Retime:
    """What shows from `start_s` to `end_s` of the shot, times counted from `start_s`."""
    inner = [point for point in retime.points if start_s + 1e-3 < point.at_s < end_s - 1e-3]
    ends = (RetimePoint(at_s=at_s, source_s=round(source_at(retime, at_s), 6)) for at_s in (start_s, end_s))
    first, last = ends
    moved = tuple(
        RetimePoint(at_s=round(point.at_s - start_s, 6), source_s=point.source_s) for point in (first, *inner, last)
    )
    return Retime(points=moved)


def _speed(a: RetimePoint, b: RetimePoint) -> float:
    return (b.source_s - a.source_s) / (b.at_s - a.at_s)
