"""What a drawing is made of: marks as plain values, in the drawing's own units, back to front."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from tools.sketch.curves import Points
from tools.sketch.palette import Colour

Form = Literal["flat", "round", "ball", "plain", "lamp"]
"""How light models a shape: a flat face, a standing cylinder, a ball, one even wash, or a thing that gives light."""


@dataclass(frozen=True, eq=False)
class Shape:
    """A painted area with its contour. Several `loops` fill by the even-odd rule (a handle has a hole)."""

    loops: tuple[Points, ...]
    colour: Colour
    form: Form = "flat"
    ink: float = 1.0
    """Weight of the contour; 0 draws none."""
    depth: float = 0.0
    """0 is near, 1 as far as the eye goes: the air's colour, and thinner ink."""
    opacity: float = 1.0
    soft: float = 0.0
    """Blur of the edge, in the drawing's units."""
    casts: bool = True
    """Whether the shape throws a shadow on the ground."""
    shade: float = 1.0
    """How strongly its own shadow shows."""
    fade_to: Colour | None = None
    """With a `plain` form: the colour at the bottom, the wash running from `colour` at the top."""


@dataclass(frozen=True, eq=False)
class Line:
    """A tapered stroke of ink, or of `colour`."""

    points: Points
    weight: float = 1.0
    colour: Colour | None = None
    opacity: float = 1.0
    depth: float = 0.0
    even: bool = False
    """Whether the stroke keeps its width to both ends."""


@dataclass(frozen=True, eq=False)
class Glow:
    """Light in the air: added to what lies beneath, strongest at the centre."""

    x: float
    y: float
    radius: float
    colour: Colour
    strength: float = 0.6


Mark: TypeAlias = Shape | Line | Glow
Drawing: TypeAlias = tuple[Mark, ...]


def fill(
    outline: Points,
    colour: Colour,
    form: Form = "flat",
    *,
    ink: float = 1.0,
    depth: float = 0.0,
    opacity: float = 1.0,
    soft: float = 0.0,
    casts: bool = True,
    shade: float = 1.0,
    fade_to: Colour | None = None,
) -> Shape:
    """A shape with one loop."""
    return Shape((outline,), colour, form, ink, depth, opacity, soft, casts, shade, fade_to)


def transformed(drawing: Iterable[Mark], change: Callable[[Points], Points], scale: float) -> Drawing:
    """The drawing with every point changed; lengths (blur, radius) multiplied by `scale`."""
    return tuple(_transformed(mark, change, scale) for mark in drawing)


def _transformed(mark: Mark, change: Callable[[Points], Points], scale: float) -> Mark:
    if isinstance(mark, Shape):
        return replace(mark, loops=tuple(change(loop) for loop in mark.loops), soft=mark.soft * scale)
    if isinstance(mark, Line):
        return replace(mark, points=change(mark.points))
    place = change(np.array([[mark.x, mark.y]]))[0]
    return replace(mark, x=float(place[0]), y=float(place[1]), radius=mark.radius * scale)


def shifted(drawing: Iterable[Mark], dx: float, dy: float = 0.0, scale: float = 1.0) -> Drawing:
    """The drawing scaled about its origin, then shifted, in its own units."""
    return transformed(drawing, lambda points: points * scale + np.array((dx, dy)), scale)


def farther(drawing: Iterable[Mark], depth: float, ink: float = 1.0) -> Drawing:
    """The drawing moved to a `depth` in the air, its ink multiplied."""
    return tuple(
        replace(mark, depth=depth, ink=mark.ink * ink) if isinstance(mark, Shape)
        else replace(mark, depth=depth, weight=mark.weight * ink) if isinstance(mark, Line)
        else mark
        for mark in drawing
    )  # fmt: skip
