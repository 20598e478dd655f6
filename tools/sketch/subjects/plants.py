"""Trees, pot plants and flowers."""

import numpy as np

from tools.sketch.curves import Points, box, curve, ellipse, limb, moved, segment, turned
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Line, Mark, fill
from tools.sketch.palette import Colour, from_hex, mix, tone

# fmt: off
# Outlines read better as rows of points than as one point a line.

_BARK = from_hex("#7a573f")


def tree(look: Look) -> Drawing:
    """A leafy tree, a pine or a palm."""
    return {"pine": _pine, "palm": _palm}.get(look.kind, _leafy)(look)


def _crown(dice: np.random.Generator, x: float, y: float, r: float) -> Points:
    """A bumpy round of foliage."""
    count = 13
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    away = r * (1 + 0.13 * np.where(np.arange(count) % 2 == 0, 1, -1) * dice.uniform(0.5, 1, count))
    return curve(
        [(x + float(a * np.cos(t)), y + float(a * 0.86 * np.sin(t))) for t, a in zip(turn, away, strict=True)],
        detail=6,
    )


def _leafy(look: Look) -> Drawing:
    leaf = look.or_colour("#6a9150")
    trunk = curve(
        [(-0.07, 0.0), (-0.045, 0.18), (-0.05, 0.46, 1), (0.05, 0.46, 1), (0.045, 0.2), (0.085, 0.0), (0.0, 0.02)]
    )
    marks: list[Mark] = [
        fill(trunk, _BARK, "flat", ink=1.1),
        Line(curve([(0.0, 0.4), (-0.1, 0.52), (-0.16, 0.6)], closed=False), 4.0, _BARK),
        Line(curve([(0.01, 0.38), (0.1, 0.5), (0.17, 0.6)], closed=False), 4.0, _BARK),
    ]
    for x, y, r, light in (
        (-0.20, 0.62, 0.2, -0.05), (0.22, 0.61, 0.19, -0.06), (0.0, 0.58, 0.2, -0.04), (-0.12, 0.80, 0.19, 0.0),
        (0.14, 0.79, 0.19, -0.01), (0.0, 0.90, 0.15, 0.03),
    ):
        marks.append(fill(_crown(look.dice, x, y, r), tone(leaf, light), "ball", ink=0.85))
    for _ in range(18):
        x, y = look.dice.uniform(-0.28, 0.26), look.dice.uniform(0.52, 0.95)
        marks.append(
            Line(curve([(x, y), (x + 0.02, y + 0.014), (x + 0.045, y)], closed=False), 1.1, tone(leaf, 0.09), 0.7)
        )
    return tuple(marks)


def _pine(look: Look) -> Drawing:
    leaf = look.or_colour("#3f6a54")
    marks: list[Mark] = [fill(box(-0.035, 0.0, 0.035, 0.2), _BARK, "flat")]
    for i in range(5):
        y, half, rise = 0.12 + i * 0.17, 0.34 - i * 0.058, 0.30 - i * 0.012
        tier = curve(
            [
                (0, y + rise, 1), (half * 0.42, y + rise * 0.45), (half, y, 1), (half * 0.55, y + 0.025),
                (half * 0.2, y - 0.02), (-half * 0.2, y + 0.02), (-half * 0.6, y - 0.015), (-half, y + 0.01, 1),
                (-half * 0.42, y + rise * 0.45),
            ]
        )
        marks.append(fill(tier, tone(leaf, 0.012 * i), "flat", ink=0.95))
    return tuple(marks)


def _palm(look: Look) -> Drawing:
    leaf = look.or_colour("#5f8a50")
    trunk = limb([(0.06, 0.0), (0.01, 0.35), (0.02, 0.70)], (0.075, 0.05, 0.04))
    rings: list[Mark] = [
        Line(
            segment(
                -0.005 - 0.015 + 0.045 * (1 - i / 9) - 0.02, 0.07 * i + 0.05, 0.045 + 0.03 * (1 - i / 9),
                0.07 * i + 0.045,
            ),
            0.8, opacity=0.6,
        )
        for i in range(9)
    ]
    fronds: list[Mark] = []
    for turn, size in ((200, 0.4), (-20, 0.4), (165, 0.42), (12, 0.42), (130, 0.34), (52, 0.34), (92, 0.28)):
        blade = curve([(0, 0, 1), (0.3, 0.11), (0.7, 0.06), (1.0, -0.22, 1), (0.68, -0.05), (0.3, -0.005)])
        left = 90 < turn < 270
        body = blade * (-1, 1) if left else blade
        fronds.append(
            fill(
                moved(body * size, 0.02, 0.70, 1.0, (turn - 180 if left else turn)),
                tone(leaf, look.dice.normal(0, 0.02)), "flat", ink=0.85,
            )
        )
    return (
        fill(trunk, tone(_BARK, 0.08), "flat", ink=1.1), *rings, *fronds,
        *[fill(ellipse(x, 0.685, 0.028, 0.03), from_hex("#8a5a3a"), "ball", ink=0.7) for x in (-0.01, 0.05)],
    )


def _leaf(x: float, y: float, size: float, turn: float) -> Points:
    return moved(
        curve([(0, 0, 1), (0.16, 0.35), (0.12, 0.7), (0, 1, 1), (-0.12, 0.7), (-0.16, 0.35)]) * size, x, y, 1.0, turn,
    )


def plant(look: Look) -> Drawing:
    """A plant in its pot, or a cactus."""
    clay = look.part("pot", "#c07a58")
    pot = turned(((0.14, 0.0), (0.2, 0.30)), look.tilt)
    rim = turned(((0.215, 0.285), (0.22, 0.35)), look.tilt)
    base: tuple[Mark, ...] = (fill(pot, clay, "round", ink=1.1), fill(rim, clay, "round", ink=1.0))
    leaf = look.or_colour("#5d8a55")
    if look.kind == "cactus":
        arms = (
            ([(0, 0.3), (0, 0.95)], 0.2), ([(0.08, 0.52), (0.24, 0.55), (0.25, 0.76)], 0.1),
            ([(-0.08, 0.44), (-0.23, 0.47), (-0.24, 0.64)], 0.1),
        )
        bodies: list[Mark] = [fill(limb(k, (w,) * len(k)), leaf, "round", ink=1.05) for k, w in arms]
        ribs: list[Mark] = [Line(segment(x, 0.38, x, 0.95), 0.7, tone(leaf, -0.14), 0.7) for x in (-0.05, 0.0, 0.05)]
        return (
            *bodies, *ribs, fill(ellipse(0, 1.05, 0.05, 0.035), look.accent or from_hex("#e08a9a"), "ball", ink=0.8),
            *base,
        )
    leaves: list[Mark] = []
    for turn, size, light in (
        (62, 0.42, -0.06), (-64, 0.42, -0.06), (38, 0.58, -0.03), (-40, 0.56, -0.03), (84, 0.3, -0.04),
        (-86, 0.3, -0.04), (14, 0.66, 0.0), (-16, 0.64, 0.01), (50, 0.36, 0.03), (-50, 0.38, 0.03), (0, 0.5, 0.05),
    ):
        blade = _leaf(0, 0.33, size, turn)
        leaves.append(fill(blade * (1.0, 1.0), tone(leaf, light), "flat", ink=0.9))
        lean = np.radians(turn)
        leaves.append(
            Line(
                segment(0, 0.33, -size * 0.82 * np.sin(lean), 0.33 + size * 0.82 * np.cos(lean)), 0.6, tone(leaf, 0.13),
                0.8,
            )
        )
    return (*leaves, *base)


def _rose(x: float, y: float, r: float, petal: Colour) -> list[Mark]:
    whorls: list[Mark] = [fill(_bloom(x, y, r, 7), petal, "ball", ink=0.9)]
    for turn, size in ((30, 0.68), (160, 0.52), (280, 0.36)):
        whorls.append(Line(ellipse(x, y, r * size, r * size * 0.85, turn, turn + 230), 1.1, tone(petal, -0.2), 0.85))
    return whorls


def _bloom(x: float, y: float, r: float, petals: int) -> Points:
    turn = np.linspace(0, 2 * np.pi, petals * 2, endpoint=False)
    away = r * np.where(np.arange(petals * 2) % 2 == 0, 1.0, 0.84)
    return curve([(x + float(a * np.cos(t)), y + float(a * np.sin(t))) for t, a in zip(turn, away, strict=True)])


def _daisy(x: float, y: float, r: float, petal: Colour) -> list[Mark]:
    marks: list[Mark] = []
    for i in range(9):
        turn = i * 40.0
        marks.append(
            fill(
                moved(curve([(0, 0.12), (0.2, 0.6), (0.1, 1.0), (-0.1, 1.0), (-0.2, 0.6)]) * r, x, y, 1.0, turn), petal,
                "flat", ink=0.65,
            )
        )
    return [*marks, fill(ellipse(x, y, r * 0.34, r * 0.34), from_hex("#e0a83a"), "ball", ink=0.7)]


def flower(look: Look) -> Drawing:
    """A bouquet in a vase, or one large flower on its stem."""
    petal = look.or_colour("#d8697a")
    green = from_hex("#5d8a55")
    if look.kind == "single":
        stem = limb([(0.0, 0.0), (0.03, 0.35), (0.0, 0.72)], (0.028, 0.024, 0.02))
        leaves: list[Mark] = [
            fill(_leaf(0.015, 0.25, 0.3, -58), green, "flat"), fill(_leaf(0.02, 0.36, 0.26, 52), green, "flat"),
        ]
        head = _daisy(0, 0.80, 0.24, petal) if look.dice.random() < 0.0 else _rose(0, 0.80, 0.2, petal)
        return (fill(stem, green, "flat", ink=0.9), *leaves, *head)
    vase = turned(((0.11, 0.0), (0.17, 0.12), (0.16, 0.28), (0.09, 0.38), (0.11, 0.43)), look.tilt)
    marks: list[Mark] = []
    heads = (
        (-0.24, 0.72, 0.10), (0.25, 0.70, 0.10), (-0.12, 0.86, 0.11), (0.13, 0.88, 0.11), (0.0, 0.72, 0.13),
        (-0.3, 0.56, 0.08), (0.31, 0.55, 0.08),
    )
    for x, y, _ in heads:
        marks.append(Line(curve([(0, 0.38), (x * 0.5, (y + 0.38) / 2 + 0.02), (x, y)], closed=False), 2.2, green))
    marks += [
        fill(_leaf(0, 0.42, size, turn), tone(green, light), "flat", ink=0.8)
        for turn, size, light in (
            (70, 0.3, -0.05), (-70, 0.3, -0.05), (48, 0.46, 0), (-46, 0.46, -0.02), (18, 0.5, 0.02), (-20, 0.5, 0.03),
        )
    ]
    other = look.accent or mix(petal, from_hex("#f6e3cf"), 0.65)
    for i, (x, y, r) in enumerate(heads):
        marks += _rose(
            x, y, r, petal if i % 2 == 0 else other,
        ) if i % 3 else _daisy(x, y, r * 1.05, other if i else petal)
    return (*marks, fill(vase, look.part("pot", "#8fb0b8"), "round", ink=1.15))
