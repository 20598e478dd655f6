"""Bowls, plates and fruit."""

from collections.abc import Callable

import numpy as np

from tools.sketch.curves import Knots, Points, box, curve, ellipse, moved, segment, turned
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Line, Mark, fill
from tools.sketch.palette import WHITE, from_hex, tone
from tools.sketch.subjects.drinks import steam

# fmt: off
# Outlines read better as rows of points than as one point a line.


def bowl(look: Look) -> Drawing:
    """A bowl and what is in it."""
    t = max(0.2, look.tilt * 1.3)
    clay = look.or_colour("#e9e1d3" if look.kind != "soup" else "#44566b")
    profile: Knots = ((0.19, 0.0), (0.2, 0.04), (0.36, 0.14), (0.45, 0.30), (0.455, 0.315))
    back: list[Mark] = [
        fill(turned(profile, t), clay, "round", ink=1.15),
        fill(ellipse(0, 0.315, 0.455, 0.455 * t), tone(clay, 0.03), "plain", ink=0.9, casts=False),
        fill(ellipse(0, 0.305, 0.42, 0.42 * t), tone(clay, -0.12), "plain", ink=0.4, casts=False),
    ]
    filling = {"salad": _leaves, "soup": _broth, "fruit": _heap, "cereal": _grains}.get(look.kind)
    if look.kind == "plain" and not look.contents:
        return tuple(back)
    return (*back, *(filling or _broth)(look, t))


def _leaves(look: Look, t: float) -> list[Mark]:
    marks: list[Mark] = []
    greens = ("#6f9447", "#547b3c", "#8bac57", "#3f6b3d", "#9dbb66")
    for i in range(20):
        turn = look.dice.uniform(0, 360)
        away = look.dice.uniform(0, 0.3) if i > 5 else 0.31
        x, y = away * np.cos(np.radians(turn)), 0.33 + away * np.sin(np.radians(turn)) * t + 0.09 * (
            1 - (away / 0.34) ** 2
        )
        leaf = moved(
            curve([(-0.1, 0, 1), (-0.03, 0.055), (0.05, 0.05), (0.11, 0, 1), (0.05, -0.045), (-0.04, -0.05)]), x, y,
            1.0, look.dice.uniform(-50, 50),
        )
        marks.append(fill(leaf, from_hex(greens[i % 5]), "flat", ink=0.6))
    for x, y, tint in (
        (-0.16, 0.40, "#cf4334"), (0.12, 0.42, "#cf4334"), (0.02, 0.36, "#d8523c"), (0.2, 0.34, "#f0d79b"),
        (-0.05, 0.44, "#f0d79b"),
    ):
        marks.append(fill(ellipse(x, y, 0.055, 0.05), from_hex(tint), "ball", ink=0.7))
    return marks


def _broth(look: Look, t: float) -> list[Mark]:
    soup = look.contents or from_hex("#c98b45")
    marks: list[Mark] = [fill(ellipse(0, 0.30, 0.405, 0.405 * t), soup, "plain", ink=0.5, casts=False)]
    if look.contents is None:
        for i in range(9):
            y = 0.30 + (i - 4) * 0.021 * t * 4
            swirl = curve(
                [(-0.27 + 0.02 * i, y), (-0.1, y + 0.03), (0.06, y - 0.02), (0.22 - 0.015 * i, y + 0.02)], closed=False,
            )
            marks.append(Line(swirl, 3.2, from_hex("#efd9a0"), 0.95))
        egg = ellipse(0.17, 0.33, 0.10, 0.10 * max(0.5, t * 1.6))
        marks += [
            fill(egg, from_hex("#f8f1e2"), "flat", ink=0.8, casts=False),
            fill(
                ellipse(0.17, 0.335, 0.05, 0.05 * max(0.5, t * 1.6)), from_hex("#eba43a"), "plain", ink=0.5,
                casts=False,
            ),
        ]
        marks += [
            fill(moved(ellipse(0, 0, 0.035, 0.02), x, y, 1, a), from_hex("#6f9447"), "plain", ink=0.4, casts=False)
            for x, y, a in ((-0.2, 0.33, 20), (-0.14, 0.28, -30), (-0.05, 0.37, 50), (0.02, 0.25, 10))
        ]
    return [*marks, *steam(0, 0.36, 0.4, look.dice)]


def _heap(_look: Look, _t: float) -> list[Mark]:
    places = ((-0.25, 0.36), (0.25, 0.36), (0.0, 0.44), (-0.12, 0.34), (0.14, 0.33), (0.0, 0.335))
    tints = ("#d9553c", "#e5a03a", "#c23b3f", "#e8c24a", "#86a24c", "#d9683d")
    return [
        fill(ellipse(x, y, 0.13, 0.125), from_hex(c), "ball", ink=0.9)
        for (x, y), c in zip(places, tints, strict=True)
    ]


def _grains(look: Look, t: float) -> list[Mark]:
    cream = look.contents or from_hex("#f3ead8")
    marks: list[Mark] = [
        fill(
            curve(
                [
                    (-0.4, 0.30), (-0.2, 0.36 + 0.1 * t), (0, 0.40 + 0.1 * t), (0.22, 0.36 + 0.1 * t), (0.4, 0.30),
                    (0.2, 0.30 - 0.38 * t), (-0.2, 0.30 - 0.38 * t),
                ]
            ),
            cream, "flat", ink=0.6,
        )
    ]
    for i in range(26):
        turn, away = look.dice.uniform(0, 6.28), look.dice.uniform(0, 0.3)
        tint = ("#b98548", "#c99a58", "#8f5f35", "#4b5a86", "#b23a48")[i % 5 if i < 14 else i % 3]
        marks.append(
            fill(
                ellipse(away * np.cos(turn), 0.335 + away * np.sin(turn) * t, 0.026, 0.022), from_hex(tint), "ball",
                ink=0.45, casts=False,
            )
        )
    return marks


def plate(look: Look) -> Drawing:
    """A plate and what is served on it."""
    t = max(0.22, look.tilt * 1.35)
    clay = look.or_colour("#efe9de")
    base: list[Mark] = [
        fill(turned(((0.3, 0.0), (0.49, 0.035), (0.5, 0.045)), t), clay, "round", ink=1.1),
        fill(ellipse(0, 0.047, 0.49, 0.49 * t), tone(clay, 0.02), "plain", ink=0.5, casts=False),
        fill(ellipse(0, 0.042, 0.36, 0.36 * t), tone(clay, -0.035), "plain", ink=0.4, casts=False),
    ]
    dishes: dict[str, Callable[[Look, float], list[Mark]]] = {
        "pasta": _pasta, "burger": _burger, "pizza": _pizza, "cake": _cake, "pancakes": _pancakes,
        "croissant": _croissant,
    }
    return (*base, *dishes.get(look.kind, _meal)(look, t))


def _pasta(look: Look, t: float) -> list[Mark]:
    mound = curve(
        [
            (-0.3, 0.05), (-0.24, 0.16), (-0.06, 0.25), (0.1, 0.24), (0.26, 0.14), (0.3, 0.05), (0.15, 0.05 - 0.22 * t),
            (-0.15, 0.05 - 0.22 * t),
        ]
    )
    marks: list[Mark] = [fill(mound, from_hex("#e6bd68"), "flat", ink=0.9)]
    for _ in range(22):
        x, y = look.dice.uniform(-0.2, 0.2), look.dice.uniform(0.02, 0.18)
        size = look.dice.uniform(0.05, 0.1)
        marks.append(
            Line(
                moved(ellipse(0, 0, size, size * 0.55, 10, 220), x, y, 1, look.dice.uniform(-40, 40)), 1.6,
                from_hex("#c9943e"), 0.8,
            )
        )
    sauce = look.contents or from_hex("#c2472f")
    marks.append(
        fill(
            curve([(-0.13, 0.19), (0, 0.27), (0.12, 0.21), (0.14, 0.13), (0.02, 0.11), (-0.12, 0.12)]), sauce, "flat",
            ink=0.7,
        )
    )
    return [
        *marks,
        *[
            fill(
                moved(curve([(-0.06, 0, 1), (0, 0.03), (0.06, 0, 1), (0, -0.03)]), x, y, 1, a), from_hex("#5d8741"),
                "flat", ink=0.6,
            )
            for x, y, a in ((-0.02, 0.235, 20), (0.06, 0.225, -35))
        ],
    ]


def _burger(_look: Look, _t: float) -> list[Mark]:
    bun = from_hex("#cf8d4a")
    top = curve(
        [
            (-0.29, 0.30, 1), (-0.28, 0.40), (-0.16, 0.50), (0, 0.53), (0.16, 0.50), (0.28, 0.40), (0.29, 0.30, 1),
            (0, 0.285),
        ]
    )
    lettuce = curve(
        [
            (-0.33, 0.24), (-0.3, 0.28), (0.3, 0.28), (0.33, 0.24), (0.26, 0.215), (0.19, 0.235), (0.1, 0.205),
            (0, 0.23), (-0.1, 0.205), (-0.2, 0.235), (-0.27, 0.21),
        ]
    )
    cheese = curve(
        [
            (-0.3, 0.215, 1), (0.3, 0.215, 1), (0.2, 0.20), (0.13, 0.14, 1), (0.05, 0.2), (-0.12, 0.2),
            (-0.18, 0.16, 1), (-0.25, 0.2),
        ]
    )
    seeds: list[Mark] = [
        fill(moved(ellipse(0, 0, 0.018, 0.01), x, y, 1, a), from_hex("#f3e2bb"), "plain", ink=0.35, casts=False)
        for x, y, a in (
            (-0.13, 0.44, 20), (-0.03, 0.48, 5), (0.09, 0.46, -20), (0.02, 0.41, 30), (0.17, 0.40, -30),
            (-0.19, 0.37, 10),
        )
    ]
    return [
        fill(box(-0.28, 0.05, 0.28, 0.135, 0.05), bun, "flat"),
        fill(box(-0.30, 0.125, 0.30, 0.205, 0.038), from_hex("#6a3f2a"), "flat"),
        fill(cheese, from_hex("#f0b53a"), "flat", ink=0.7),
        fill(box(-0.27, 0.205, 0.27, 0.245, 0.02), from_hex("#cc4436"), "flat", ink=0.7),
        fill(lettuce, from_hex("#7fa348"), "flat", ink=0.8),
        fill(top, bun, "flat", ink=1.15),
        *seeds,
    ]


def _pizza(_look: Look, t: float) -> list[Mark]:
    marks: list[Mark] = [
        fill(ellipse(0, 0.07, 0.44, 0.44 * t), from_hex("#d09a55"), "flat", ink=1.0),
        fill(ellipse(0, 0.08, 0.385, 0.385 * t), from_hex("#e9bd5f"), "plain", ink=0.5, casts=False),
    ]
    for x, y in (
        (-0.2, 0.05), (0.0, 0.16), (0.2, 0.08), (0.06, -0.03), (-0.1, 0.13), (-0.06, 0.0), (0.24, -0.03),
        (-0.27, -0.01),
    ):
        marks.append(
            fill(ellipse(x, 0.08 + y * t * 2.4, 0.07, 0.07 * t), from_hex("#b93d2c"), "plain", ink=0.6, casts=False)
        )
    for x, y, a in ((0.1, 0.08, 30), (-0.14, -0.05, -20), (-0.02, 0.08, 60), (0.16, 0.17, 10)):
        marks.append(
            fill(
                moved(curve([(-0.05, 0, 1), (0, 0.022), (0.05, 0, 1), (0, -0.022)]), x, 0.08 + y * t * 2.2, 1, a),
                from_hex("#557f3e"), "plain", ink=0.5, casts=False,
            )
        )
    marks += [
        Line(
            segment(-0.38 * np.cos(a), 0.08 - 0.38 * np.sin(a) * t, 0.38 * np.cos(a), 0.08 + 0.38 * np.sin(a) * t), 0.7,
            opacity=0.45,
        )
        for a in (0.5, 1.55, 2.6)
    ]
    return marks


def _cake(look: Look, _t: float) -> list[Mark]:
    sponge, cream = from_hex("#dda863"), from_hex("#f7efe2")
    side = curve([(-0.30, 0.05, 1), (0.26, 0.02, 1), (0.26, 0.36, 1), (-0.30, 0.39, 1)])
    top = curve([(-0.30, 0.39, 1), (0.26, 0.36, 1), (0.33, 0.40, 1), (-0.1, 0.47, 1)])
    back = curve([(0.26, 0.02, 1), (0.33, 0.07, 1), (0.33, 0.40, 1), (0.26, 0.36, 1)])

    def band(y: float) -> Points:
        return curve([(-0.30, y + 0.03, 1), (0.26, y, 1), (0.26, y + 0.035, 1), (-0.30, y + 0.065, 1)])

    frosting = look.contents or look.accent or cream
    return [
        fill(back, tone(frosting, -0.05), "flat"), fill(side, sponge, "flat", ink=1.1),
        fill(band(0.12), cream, "plain", ink=0.3, casts=False),
        fill(band(0.235), from_hex("#c2455a"), "plain", ink=0.3, casts=False),
        fill(band(0.325), frosting, "plain", ink=0.3, casts=False), fill(top, frosting, "flat", ink=1.0),
        fill(ellipse(-0.05, 0.47, 0.06, 0.06), from_hex("#b8283c"), "ball", ink=0.9),
    ]


def _pancakes(_look: Look, t: float) -> list[Mark]:
    marks: list[Mark] = []
    for i in range(5):
        y = 0.06 + i * 0.07
        wide = 0.31 - 0.008 * i
        shape: Knots = ((wide * 0.97, y), (wide, y + 0.03), (wide * 0.95, y + 0.06))
        marks.append(fill(turned(shape, t, 0.012 * (-1) ** i), from_hex("#d9a860"), "round", ink=0.9))
    top = 0.06 + 4 * 0.07 + 0.06
    syrup = curve(
        [
            (-0.2, top), (-0.06, top + 0.2 * t), (0.15, top + 0.17 * t), (0.22, top), (0.235, top - 0.14),
            (0.19, top - 0.15), (0.17, top - 0.2 * t), (0.0, top - 0.24 * t), (-0.08, top - 0.26 * t - 0.08),
            (-0.13, top - 0.2 * t - 0.07), (-0.15, top - 0.16 * t),
        ]
    )
    return [
        *marks, fill(ellipse(0, top, 0.275, 0.275 * t), from_hex("#c98f45"), "plain", ink=0.7, casts=False),
        fill(syrup, from_hex("#9a5a20"), "plain", ink=0.5, casts=False, opacity=0.9),
        fill(box(-0.05, top + 0.005, 0.05, top + 0.06, 0.012), from_hex("#f5dd86"), "flat", ink=0.8),
    ]


def _croissant(_look: Look, _t: float) -> list[Mark]:
    body = curve(
        [
            (-0.37, 0.06, 1), (-0.32, 0.17), (-0.18, 0.27), (0.0, 0.31), (0.18, 0.27), (0.32, 0.17), (0.37, 0.06, 1),
            (0.24, 0.08), (0.1, 0.10), (0, 0.105), (-0.1, 0.10), (-0.24, 0.08),
        ]
    )
    ribs: list[Mark] = [
        Line(
            curve([(x0, 0.085), ((x0 + x1) / 2 + (0.02 if x0 < 0 else -0.02), 0.19), (x1, y1)], closed=False), 1.3,
            opacity=0.7,
        )
        for x0, x1, y1 in (
            (-0.27, -0.25, 0.22), (-0.14, -0.12, 0.285), (0.0, 0.0, 0.305), (0.14, 0.12, 0.285), (0.27, 0.25, 0.22),
        )
    ]
    return [fill(body, from_hex("#cf8f45"), "flat", ink=1.15), *ribs]


def _meal(_look: Look, _t: float) -> list[Mark]:
    y = 0.05
    fillet = curve(
        [(-0.2, y - 0.02), (-0.22, y + 0.06), (-0.08, y + 0.12), (0.1, y + 0.1), (0.16, y + 0.02), (0.04, y - 0.06)]
    )
    greens: list[Mark] = [
        fill(
            moved(curve([(-0.09, 0, 1), (0, 0.045), (0.09, 0, 1), (0, -0.04)]), 0.16 + dx, y + dy, 1, a),
            from_hex("#6f9447"), "flat", ink=0.7,
        )
        for dx, dy, a in ((0, 0.07, 30), (0.06, 0.03, -20), (0.02, 0.11, 70))
    ]
    return [
        *greens, fill(fillet, from_hex("#b9703f"), "flat", ink=1.0),
        *[Line(segment(x, y, x + 0.07, y + 0.07), 1.2, opacity=0.6) for x in (-0.14, -0.07, 0.0)],
        *[fill(ellipse(x, y - 0.04, 0.045, 0.042), from_hex("#d0453a"), "ball", ink=0.8) for x in (-0.27, 0.22)],
    ]


def fruit(look: Look) -> Drawing:
    """Three pieces of a fruit, one cut off by the others."""
    tints = {"apple": "#c23b36", "orange": "#e4872f", "lemon": "#ecc43f", "tomato": "#cf4130"}
    skin = look.or_colour(tints.get(look.kind, "#c23b36"))
    parts: list[Mark] = []
    for x, y, size in ((0.30, 0.16, 0.165), (-0.28, 0.15, 0.155), (0.0, 0.19, 0.19)):
        if look.kind == "lemon":
            body = moved(
                curve(
                    [
                        (-1.2, 0), (-0.95, 0.18), (-0.6, 0.68), (0, 0.85), (0.6, 0.68), (0.95, 0.18), (1.2, 0),
                        (0.95, -0.18), (0.6, -0.68), (0, -0.85), (-0.6, -0.68), (-0.95, -0.18),
                    ]
                ) * size,
                x, y, 1.0, 12 if x > 0 else -8,
            )
        else:
            body = curve(
                [
                    (0, 0.9), (0.45, 1.0), (0.95, 0.55), (0.95, -0.25), (0.5, -0.92), (0, -1.0), (-0.5, -0.92),
                    (-0.95, -0.25), (-0.95, 0.55), (-0.45, 1.0),
                ]
            ) * size + (x, y)
        parts.append(fill(body, tone(skin, 0.02 if x else 0), "ball", ink=1.1))
        if look.kind in ("apple", "tomato"):
            parts.append(
                Line(
                    curve([(x, y + size * 0.88), (x + 0.01, y + size * 1.1), (x + 0.04, y + size * 1.3)], closed=False),
                    1.8, from_hex("#5b432c"),
                )
            )
            parts.append(
                fill(
                    moved(
                        curve([(0, 0, 1), (0.06, 0.035), (0.13, 0.03, 1), (0.07, -0.015)]), x + 0.015, y + size * 1.02,
                    ),
                    from_hex("#6b8f45"), "flat", ink=0.7,
                )
            )
        parts.append(
            fill(
                ellipse(x + look.side * size * 0.4, y + size * 0.42, size * 0.16, size * 0.1), WHITE, "lamp", ink=0,
                opacity=0.5, casts=False,
            )
        )
    return tuple(parts)
