"""Cups and glasses, and what is in them."""

import numpy as np

from tools.sketch.curves import Knots, Points, box, curve, ellipse, limb, moved, turned
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Line, Mark, Shape, fill
from tools.sketch.palette import WHITE, Colour, from_hex, tone

# fmt: off
# Outlines read better as rows of points than as one point a line.


_DRINKS = {"coffee": "#4b2e20", "latte": "#c79a6b", "tea": "#a8642a", "plain": "#6b4630"}


def steam(x: float, y: float, tall: float, dice: np.random.Generator) -> list[Mark]:
    """Two or three wisps rising."""
    marks: list[Mark] = []
    for i in range(3):
        left = x + (i - 1) * 0.11
        sway = dice.uniform(0.03, 0.06)
        knots = [
            (left, y), (left + sway, y + tall * 0.3), (left - sway, y + tall * 0.62),
            (left + sway * 0.6, y + tall * dice.uniform(0.85, 1.0)),
        ]
        marks.append(Line(curve(knots, closed=False), 2.6, WHITE, 0.42))
    return marks


def cup(look: Look) -> Drawing:
    """A cup on its saucer, or a paper cup with its lid."""
    if look.kind == "takeaway":
        return _paper_cup(look)
    t = max(0.12, look.tilt * 1.25)
    clay = look.or_colour("#f1ece2")
    drink = look.contents or from_hex(_DRINKS.get(look.kind, "#6b4630"))
    mug = look.kind == "plain"
    profile: Knots = (
        (0.20, 0.04), (0.225, 0.07), (0.24, 0.46), (0.24, 0.47),
    ) if mug else ((0.13, 0.05), (0.2, 0.08), (0.265, 0.22), (0.285, 0.40))
    rim, top = profile[-1]
    y = top - 0.015
    side = 1.0 if look.side <= 0 else -1.0
    handle = _handle(mug, side)
    marks: list[Mark] = []
    if not mug:
        plate = turned(((0.26, 0.0), (0.42, 0.035), (0.43, 0.045)), t)
        marks += [
            fill(plate, clay, "round"),
            fill(ellipse(0, 0.05, 0.40, 0.40 * t), tone(clay, 0.02), "plain", ink=0.5, casts=False),
            fill(ellipse(0, 0.05, 0.2, 0.2 * t), tone(clay, -0.10), "plain", ink=0, casts=False),
        ]
    marks += [
        Shape(handle, clay, "flat"),
        fill(turned(profile, t), clay, "round", ink=1.15),
        fill(ellipse(0, top, rim, rim * t), tone(clay, 0.03), "plain", ink=0.8, casts=False),
        fill(ellipse(0, y, rim * 0.93, rim * 0.93 * t * 0.97), drink, "plain", ink=0.7, casts=False),
    ]
    marks += _art(y, rim, t, drink) if look.kind == "latte" else [
        fill(
            curve(
                [
                    (-rim * 0.6, y + rim * t * 0.3), (0, y + rim * t * 0.62), (rim * 0.5, y + rim * t * 0.42),
                    (0, y + rim * t * 0.45),
                ]
            ),
            tone(drink, 0.16), "plain", ink=0, opacity=0.6, casts=False,
        )
    ]
    marks += _stripe(profile, look, t) if look.accent else []
    return (*marks, *steam(0, top + rim * t * 0.2, 0.42, look.dice))


def _handle(mug: bool, side: float) -> tuple[np.ndarray, ...]:
    if mug:
        outer = curve(
            [(side * 0.21, 0.40), (side * 0.35, 0.42), (side * 0.385, 0.28), (side * 0.33, 0.14), (side * 0.21, 0.15)]
        )
        inner = curve(
            [(side * 0.22, 0.355), (side * 0.315, 0.36), (side * 0.34, 0.28), (side * 0.30, 0.195), (side * 0.22, 0.2)]
        )
        return outer, inner
    outer = curve(
        [(side * 0.24, 0.37), (side * 0.37, 0.385), (side * 0.41, 0.29), (side * 0.33, 0.2), (side * 0.2, 0.17)]
    )
    inner = curve(
        [(side * 0.26, 0.34), (side * 0.345, 0.345), (side * 0.365, 0.29), (side * 0.315, 0.235), (side * 0.24, 0.22)]
    )
    return outer, inner


def _stripe(profile: Knots, look: Look, t: float) -> list[Mark]:
    line = curve(profile, closed=False)
    low, high = profile[-1][1] * 0.55, profile[-1][1] * 0.68
    radii = [float(np.interp(y, line[:, 1], line[:, 0])) for y in (low, high)]
    return [fill(turned(((radii[0], low), (radii[1], high)), t), look.accent or WHITE, "round", ink=0.3, casts=False)]


def _art(y: float, rim: float, t: float, drink: Colour) -> list[Mark]:
    """The leaf poured into the milk."""
    foam = from_hex("#f6ead6")
    flat = np.array([rim * 0.8, rim * 0.8 * t])
    heart = [(0, -0.62, 1), (-0.62, 0.05), (-0.42, 0.52), (0, 0.28, 1), (0.42, 0.52), (0.62, 0.05)]
    inner = [(0, -0.36, 1), (-0.34, 0.04), (-0.22, 0.28), (0, 0.14, 1), (0.22, 0.28), (0.34, 0.04)]

    def place(knots: Knots) -> Points:
        return curve(knots) * flat + (0, y)

    return [
        fill(ellipse(0, y, rim * 0.9, rim * 0.9 * t * 0.96), tone(drink, -0.05), "plain", ink=0, casts=False),
        fill(place(heart), foam, "plain", ink=0, casts=False),
        fill(place(inner), tone(drink, 0.02), "plain", ink=0, casts=False),
        fill(place([(x * 0.5, v * 0.5, *rest) for x, v, *rest in inner]), foam, "plain", ink=0, casts=False),
    ]


def _paper_cup(look: Look) -> Drawing:
    paper, sleeve = look.or_colour("#f3eee4"), look.accent or from_hex("#b08357")
    lid = look.part("cap", "#3b3839")
    t = look.tilt
    body: Knots = ((0.175, 0.0), (0.18, 0.01), (0.235, 0.62), (0.238, 0.64))
    return (
        fill(turned(body, t), paper, "round", ink=1.15),
        fill(turned(((0.196, 0.2), (0.222, 0.47)), t), sleeve, "round", ink=0.7, casts=False),
        fill(ellipse(0, 0.335 - t * 0.2, 0.06, 0.065), tone(sleeve, 0.2), "plain", ink=0.4, casts=False),
        fill(turned(((0.25, 0.625), (0.252, 0.665), (0.225, 0.67)), t), lid, "round"),
        fill(turned(((0.215, 0.67), (0.2, 0.73)), t), lid, "round", ink=0.8),
        fill(ellipse(0, 0.73, 0.195, max(0.008, 0.195 * t)), tone(lid, 0.06), "plain", ink=0.5, casts=False),
    )


def glass(look: Look) -> Drawing:
    """A glass with its drink: tumbler, wine glass, cocktail glass or pint."""
    held = look.contents or look.colour or from_hex(
        {"wine": "#701f35", "cocktail": "#e29a4a", "beer": "#d99a33"}.get(look.kind, "#bcdbe4")
    )
    t = max(0.06, look.tilt)
    shape: Knots
    drink: Knots
    if look.kind in ("wine", "cocktail"):
        return _stemmed(look, held, t)
    shape = (
        (0.16, 0.0), (0.165, 0.01), (0.215, 0.62), (0.217, 0.64),
    ) if look.kind == "tumbler" else ((0.17, 0.0), (0.175, 0.01), (0.225, 0.6), (0.22, 0.72))
    level = 0.5 if look.kind == "tumbler" else 0.6
    line = curve(shape, closed=False)
    radius = float(np.interp(level, line[:, 1], line[:, 0])) * 0.93
    drink = ((0.145, 0.04), (radius, level))
    marks: list[Mark] = [
        fill(turned(shape, t), from_hex("#e4eef0"), "round", ink=0, opacity=0.42),
        fill(turned(drink, t), held, "round", ink=0.3, opacity=0.93),
        fill(ellipse(0, level, radius, radius * t), tone(held, 0.09), "plain", ink=0.5, casts=False),
    ]
    marks += _foam(radius, level, t) if look.kind == "beer" else _ice(level, look)
    return (
        *marks, fill(turned(shape, t), WHITE, "plain", ink=1.1, opacity=0.05), *_rim(shape, t), *_glints(shape, look),
    )


def _foam(radius: float, level: float, t: float) -> list[Mark]:
    cream = from_hex("#f7efdc")
    return [
        fill(turned(((radius, level - 0.02), (radius * 1.04, level + 0.09)), t), cream, "round", ink=0.5, casts=False),
        fill(ellipse(0, level + 0.09, radius * 1.03, radius * t), tone(cream, 0.02), "plain", ink=0.4, casts=False),
    ]


def _ice(level: float, look: Look) -> list[Mark]:
    marks: list[Mark] = []
    for x, y, turn in ((-0.07, -0.02, 14), (0.06, 0.0, -20), (0.0, -0.13, 35)):
        cube = moved(box(-0.055, -0.055, 0.055, 0.055, 0.014), x, level + y, 1.0, turn)
        marks.append(fill(cube, from_hex("#eaf4f5"), "flat", ink=0.6, opacity=0.6, casts=False))
    straw = [(0.05, level - 0.2), (0.17, level + 0.33)]
    marks.append(fill(limb(straw, (0.028, 0.028)), look.accent or from_hex("#d9694c"), "flat", ink=0.7))
    return marks


def _rim(shape: Knots, t: float) -> list[Mark]:
    radius, top = shape[-1][0], shape[-1][1]
    return [Line(ellipse(0, top, radius, radius * t), 0.8, opacity=0.8)]


def _glints(shape: Knots, look: Look) -> list[Mark]:
    side = -1.0 if look.side <= 0 else 1.0
    line = curve(shape, closed=False)
    inner = line[(line[:, 1] > line[-1, 1] * 0.12) & (line[:, 1] < line[-1, 1] * 0.94)]
    strip = np.vstack([inner * (side * 0.82, 1), (inner * (side * 0.66, 1))[::-1]])
    return [fill(strip, WHITE, "lamp", ink=0, opacity=0.45, casts=False)]


def _stemmed(look: Look, held: Colour, t: float) -> Drawing:
    wine = look.kind == "wine"
    bowl: Knots = (
        (0.015, 0.42), (0.14, 0.47), (0.215, 0.62), (0.2, 0.8), (0.165, 0.97),
    ) if wine else ((0.012, 0.5), (0.06, 0.56), (0.3, 0.88), (0.305, 0.89))
    level = 0.66 if wine else 0.82
    line = curve(bowl, closed=False)
    radius = float(np.interp(level, line[:, 1], line[:, 0])) * 0.94
    filled: Knots = (
        *[(max(0.01, r * 0.93), y) for r, y in ((k[0], k[1]) for k in bowl) if y < level - 0.02], (radius, level),
    )
    pale = from_hex("#dfe9ec")
    marks: list[Mark] = [
        fill(turned(((0.17, 0.0), (0.168, 0.012), (0.03, 0.04)), t), pale, "round", ink=0.9, opacity=0.75),
        fill(
            curve(
                [(-0.016, 0.02, 1), (-0.01, 0.25), (-0.018, 0.45, 1), (0.018, 0.45, 1), (0.01, 0.25), (0.016, 0.02, 1)]
            ),
            pale, "round", ink=0.8, opacity=0.9,
        ),
        fill(turned(bowl, t), pale, "round", ink=0, opacity=0.4),
        fill(turned(filled, t), held, "round", ink=0.3, opacity=0.94),
        fill(ellipse(0, level, radius, radius * t), tone(held, 0.1), "plain", ink=0.5, casts=False),
        fill(turned(bowl, t), WHITE, "plain", ink=1.0, opacity=0.05),
    ]
    if not wine:
        wheel = ellipse(-0.25, 0.93, 0.085, 0.085)
        marks += [
            fill(wheel, from_hex("#e8b33c"), "plain", ink=0.9),
            fill(ellipse(-0.25, 0.93, 0.06, 0.06), from_hex("#f6dc8b"), "plain", ink=0.3),
        ]
    return (*marks, *_rim(bowl, t), *_glints(bowl, look))
