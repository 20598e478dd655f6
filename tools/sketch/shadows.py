"""The shadow and the mirror image that a subject throws on its ground, and how it is put on the easel."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from tools.sketch.curves import Points, ellipse
from tools.sketch.marks import Drawing, Mark, Shape, fill
from tools.sketch.palette import Colour, Light, mix


def bounds(drawing: Iterable[Mark]) -> tuple[float, float, float, float]:
    """Left, lowest, right, highest of what casts a shadow, in the drawing's own units."""
    loops = [loop for mark in drawing if isinstance(mark, Shape) and mark.casts for loop in mark.loops]
    points = np.vstack(loops)
    (left, low), (right, high) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return left, low, right, high


def cast(drawing: Drawing, foot: float, light: Light, ground: Colour, unit: float, lying: float) -> Drawing:
    """The cast shadow of a subject in pixels: its outline laid on the ground away from the light, soft with distance.

    `lying` is how far the ground opens to the camera (0 seen edge-on .. 0.5 from above).
    """
    shapes = [mark for mark in drawing if isinstance(mark, Shape) and mark.casts]
    dark = light.shaded(ground)
    dark = mix(dark, Colour(0.06, 0.05, 0.12), 0.25)
    reach = (1.5 - 0.9 * light.height) * (0.7 + 0.4 * abs(light.side))
    squash = 0.12 + 0.6 * lying
    back = -1.0 if light.behind < 0.5 else 1.0

    def laid(points: Points) -> Points:
        rise = foot - points[:, 1:2]
        x = points[:, :1] - light.side * reach * rise
        y = foot + back * rise * squash * reach * 0.8
        return np.hstack([x, y])

    soft = unit * (11 - 9 * light.hardness)
    loops = tuple(laid(loop) for mark in shapes for loop in mark.loops[:1])
    return tuple(Shape((loop,), dark, "lamp", ink=0, opacity=1.0, soft=soft) for loop in loops)


def contact(drawing: Drawing, foot: float, light: Light, ground: Colour, unit: float, lying: float) -> Drawing:
    """The dark line where the subject meets the ground."""
    low = [
        loop[loop[:, 1] > foot - unit * 34]
        for mark in drawing
        if isinstance(mark, Shape) and mark.casts
        for loop in mark.loops
    ]
    touching = [part for part in low if len(part) > 1 and np.ptp(part[:, 0]) > unit * 6]
    dark = mix(light.shaded(ground), Colour(0.05, 0.04, 0.1), 0.55)
    made: list[Mark] = []
    for part in touching[:10]:
        left, right = float(part[:, 0].min()), float(part[:, 0].max())
        half = (right - left) / 2 * 1.06
        centre = (left + right) / 2 - light.side * unit * 7
        deep = min(max(unit * 5, half * (0.05 + lying * 0.8)), unit * 24)
        made.append(fill(ellipse(centre, foot, half, deep), dark, "lamp", ink=0, opacity=0.5, soft=unit * 5))
    return tuple(made)


def mirrored_in(drawing: Drawing, foot: float, squash: float = 0.92) -> Drawing:
    """The subject upside down below its foot, as wet or polished ground shows it: no ink, plain washes."""

    def turned_over(points: Points) -> Points:
        return np.hstack([points[:, :1], 2 * foot - foot * (1 - squash) - points[:, 1:2] * squash])

    return tuple(
        replace(
            mark,
            loops=tuple(turned_over(loop) for loop in mark.loops),
            ink=0,
            form="plain" if mark.form != "lamp" else "lamp",
        )
        for mark in drawing
        if isinstance(mark, Shape) and mark.casts
    )
