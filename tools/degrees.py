"""Degrees of change: how much "a touch", plain, and "a lot" are. The figures are the product's contract."""

from typing import Literal

Degree = Literal["touch", "plain", "lot"]
Direction = Literal["more", "less"]

PROPORTION: dict[Degree, float] = {"touch": 0.1, "plain": 0.3, "lot": 0.6}
"""For moves and durations: the part of the value by which it changes."""
LOOK_STEP: dict[Degree, float] = {"touch": 0.1, "plain": 0.3, "lot": 0.6}
EXPOSURE_STEP: dict[Degree, float] = {"touch": 1 / 3, "plain": 2 / 3, "lot": 1.0}
"""Stops."""
GAIN_STEP: dict[Degree, float] = {"touch": 1.5, "plain": 3.0, "lot": 6.0}
"""Decibels."""


def factor(direction: Direction, degree: Degree) -> float:
    """What a move's amount or a duration is multiplied with."""
    return 1 + PROPORTION[degree] if direction == "more" else 1 - PROPORTION[degree]


def look_step(name: str, degree: Degree) -> float:
    """By how much a look's value moves."""
    return EXPOSURE_STEP[degree] if name == "exposure" else LOOK_STEP[degree]


def one_step(order: tuple[str, ...], now: str, steps: int) -> str:
    """The neighbour of `now` in an ordered enumeration, stopping at its ends."""
    return order[max(0, min(len(order) - 1, order.index(now) + steps))]
