"""How a move spends its time: named easings, and curves of one's own as in CSS. Pure.

An easing is text: a name, or `cubic-bezier(x1,y1,x2,y2)` (CSS Easing Functions 1, 2.2): a cubic Bezier from (0, 0) to
(1, 1) over time (x) and way (y). The named ones are such curves too, with x as the time itself.
"""

import re
from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import AfterValidator, WithJsonSchema

NamedEasing = Literal["linear", "ease_in", "ease_out", "ease_in_out"]
NAMED_EASINGS: tuple[NamedEasing, ...] = get_args(NamedEasing)

Curve: TypeAlias = tuple[float, float, float, float]
"""x1, y1, x2, y2: the two inner control points."""

MIN_Y, MAX_Y = -2.0, 3.0
"""How far a curve may swing back or beyond: twice the way."""

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?"
_FORM = re.compile(rf"cubic-bezier\(({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})\)")

_NAMED: dict[str, Curve] = {
    "linear": (1 / 3, 1 / 3, 2 / 3, 2 / 3),
    "ease_in": (1 / 3, 0.0, 2 / 3, 1 / 3),
    "ease_out": (1 / 3, 2 / 3, 2 / 3, 1.0),
    "ease_in_out": (1 / 3, 0.0, 2 / 3, 1.0),
}
"""With inner x at a third and two thirds x is the time: these are t, t^2, 1 - (1 - t)^2 and t^2 (3 - 2 t)."""


def normal_easing(text: str) -> str:
    """The one way to write an easing. Raises ValueError for what is none."""
    if text in NAMED_EASINGS:
        return text
    found = _FORM.fullmatch("".join(text.lower().split())) if len(text) <= 120 else None
    if found is None:
        raise ValueError(
            "an easing is linear, ease_in, ease_out, ease_in_out or cubic-bezier(x1,y1,x2,y2) "
            "with x1 and x2 from 0 to 1"
        )
    x1, y1, x2, y2 = (float(number) for number in found.groups())
    return written((x1, y1, x2, y2))


def written(curve: Curve) -> str:
    """A curve as an easing. Raises ValueError for one that goes back in time or swings too far."""
    x1, y1, x2, y2 = curve
    if not (0 <= x1 <= 1 and 0 <= x2 <= 1):
        raise ValueError("the x of a cubic-bezier easing are times from 0 to 1")
    if not (MIN_Y <= y1 <= MAX_Y and MIN_Y <= y2 <= MAX_Y):
        raise ValueError(f"the y of a cubic-bezier easing go from {MIN_Y:g} to {MAX_Y:g}")
    return f"cubic-bezier({','.join(_figures(value) for value in curve)})"


def _figures(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


Easing = Annotated[
    str,
    AfterValidator(normal_easing),
    WithJsonSchema({
        "anyOf": [
            {"enum": list(NAMED_EASINGS)},
            {"type": "string", "pattern": r"^cubic-bezier\(", "description": "cubic-bezier(x1,y1,x2,y2), x in 0..1"},
        ]
    }),
]  # fmt: skip


def curve_of(easing: str) -> Curve:
    """The inner control points of an easing in its normal form."""
    if easing in _NAMED:
        return _NAMED[easing]
    x1, y1, x2, y2 = (float(number) for number in easing.removeprefix("cubic-bezier(").removesuffix(")").split(","))
    return x1, y1, x2, y2


def done(easing: str, share: float) -> float:
    """How much of a move is done (0..1, beyond where the curve swings) after `share` (0..1) of its time."""
    curve = curve_of(easing)
    return _along(curve[1], curve[3], share if easing in _NAMED else _place(curve, share))


def part_of_easing(easing: str, start: float, end: float) -> str:
    """The easing of a move's part from `start` to `end` (0..1 of its time), as a move of its own.

    Where the part turns back, or swings further than an easing may, the nearest one.
    """
    if easing == "linear" or (start <= 0 and end >= 1):
        return easing
    part = _part(easing, start, end)
    if part is None:
        return "linear"
    x1, x2 = (min(1.0, max(0.0, x)) for x in (part[0], part[2]))
    y1, y2 = (min(MAX_Y, max(MIN_Y, y)) for y in (part[1], part[3]))
    return written((x1, y1, x2, y2))


def _part(easing: str, start: float, end: float) -> Curve | None:
    """A part of a Bezier curve is a Bezier curve (de Casteljau); None where the part comes back to where it began."""
    curve = curve_of(easing)
    first, last = (share if easing in _NAMED else _place(curve, share) for share in (start, end))
    xs, ys = (_section(inner, first, last) for inner in ((curve[0], curve[2]), (curve[1], curve[3])))
    time, way = xs[3] - xs[0], ys[3] - ys[0]
    if time <= 0 or abs(way) < 1e-9:
        return None
    return (xs[1] - xs[0]) / time, (ys[1] - ys[0]) / way, (xs[2] - xs[0]) / time, (ys[2] - ys[0]) / way


def _along(inner1: float, inner2: float, t: float) -> float:
    """One coordinate of the curve at its parameter `t`."""
    u = 1 - t
    return 3 * u * u * t * inner1 + 3 * u * t * t * inner2 + t**3


def _place(curve: Curve, share: float) -> float:
    """The parameter at which the curve's time is `share`: Newton's steps, kept inside a bracket that halves."""
    low, high, t = 0.0, 1.0, share
    for _ in range(60):
        off = _along(curve[0], curve[2], t) - share
        if abs(off) < 1e-15:
            break
        low, high = (t, high) if off < 0 else (low, t)
        u = 1 - t
        slope = 3 * u * u * curve[0] + 6 * u * t * (curve[2] - curve[0]) + 3 * t * t * (1 - curve[2])
        step = t - off / slope if slope > 1e-9 else -1.0
        t = step if low < step < high else (low + high) / 2
    return t


def _section(inner: tuple[float, float], first: float, last: float) -> tuple[float, float, float, float]:
    """The control values of the part of one coordinate between two parameters: its blossom at their mixtures."""

    def blossom(a: float, b: float, c: float) -> float:
        mixed = inner[0] * (a * (1 - b) * (1 - c) + b * (1 - a) * (1 - c) + c * (1 - a) * (1 - b))
        mixed += inner[1] * (a * b * (1 - c) + a * c * (1 - b) + b * c * (1 - a))
        return mixed + a * b * c

    return (
        blossom(first, first, first), blossom(first, first, last), blossom(first, last, last),
        blossom(last, last, last),
    )  # fmt: skip
