"""Which part of a bought clip is a take of which shot."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from store.ledger_calls import Call
from tools.footage.cuts import cuts_near, strongest_cuts
from tools.footage.uploads import WHOLE, Span


@dataclass(frozen=True)
class Part:
    """A part of a clip that is a take of `shot`. number: counts from 1. seconds: how long it was asked to be."""

    shot: str
    number: int
    span: Span
    seconds: float | None


def asked_parts(call: Call) -> list[dict[str, Any]]:
    """The shots that were asked for in one clip, with their seconds; empty where it was one shot."""
    return list(call.purpose.get("parts") or ())


def parts_of(call: Call, clip: Path) -> Iterator[Part]:
    """The parts of a call's clip, in order. A clip whose shots cannot be told apart is whole, as the first one's."""
    asked = asked_parts(call)
    if not asked:
        yield Part(str(call.purpose["shot"]), 1, WHOLE, call.request["values"].get("seconds"))
        return
    ends = list(accumulate(float(one["seconds"]) for one in asked))
    exact = bool(call.purpose.get("exact"))
    cuts = cuts_near(clip, ends[:-1]) if exact else strongest_cuts(clip, len(asked) - 1)
    if cuts is None:
        yield Part(str(asked[0]["shot"]), 1, WHOLE, call.request["values"].get("seconds"))
        return
    edges = [0.0, *cuts, WHOLE[1]]
    for number, one in enumerate(asked, 1):
        # A vendor that decides by itself how long a shot lasts was not asked for its seconds.
        seconds = float(one["seconds"]) if exact else None
        yield Part(str(one["shot"]), number, (edges[number - 1], edges[number]), seconds)
