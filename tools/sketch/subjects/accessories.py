"""What people wear that is not cloth: watch, glasses, ring."""

import numpy as np

from tools.sketch.curves import box, curve, ellipse, moved, segment
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Glow, Line, Mark, Shape, fill
from tools.sketch.palette import WHITE, from_hex, tone

# fmt: off
# Outlines read better as rows of points than as one point a line.


def watch(look: Look) -> Drawing:
    """A wristwatch, its strap falling away."""
    strap = look.or_colour("#6a4631")
    metal = look.accent or from_hex("#c9ccd2")
    face = look.part("label", "#f4efe4")
    upper = curve([(-0.13, 0.62, 1), (-0.12, 0.95), (-0.1, 1.0), (0.1, 1.0), (0.12, 0.95), (0.13, 0.62, 1)])
    lower = curve([(-0.13, 0.38, 1), (-0.12, 0.05), (-0.1, 0.0), (0.1, 0.0), (0.12, 0.05), (0.13, 0.38, 1)])
    ticks: list[Mark] = []
    for i in range(12):
        a = i * np.pi / 6
        reach = (0.165, 0.19) if i % 3 else (0.15, 0.19)
        ticks.append(
            Line(
                segment(
                    reach[0] * np.sin(a), 0.5 + reach[0] * np.cos(a), reach[1] * np.sin(a), 0.5 + reach[1] * np.cos(a),
                ),
                1.6 if i % 3 else 2.6, even=True,
            )
        )
    stitches: list[Mark] = [
        Line(segment(x, a, x, b), 0.8, tone(strap, 0.25), 0.8)
        for x in (-0.095, 0.095)
        for a, b in ((0.75, 0.95), (0.05, 0.25))
    ]
    return (
        fill(upper, strap, "flat"), fill(lower, strap, "flat"), *stitches,
        fill(box(0.225, 0.47, 0.275, 0.53, 0.012), metal, "flat", ink=0.9),
        fill(ellipse(0, 0.5, 0.255, 0.255), metal, "flat", ink=1.15),
        fill(ellipse(0, 0.5, 0.215, 0.215), tone(metal, -0.15), "plain", ink=0.5, casts=False),
        fill(ellipse(0, 0.5, 0.203, 0.203), face, "flat", ink=0.5, shade=0.5, casts=False), *ticks,
        Line(segment(0, 0.5, -0.08, 0.58), 3.0, even=True), Line(segment(0, 0.5, 0.085, 0.625), 2.0, even=True),
        Line(segment(0.02, 0.53, -0.05, 0.38), 0.9, from_hex("#c2402f"), even=True),
        fill(ellipse(0, 0.5, 0.014, 0.014), from_hex("#33323a"), "lamp", ink=0, casts=False),
        fill(
            curve(
                [(look.side * 0.16, 0.6), (look.side * 0.1, 0.665), (look.side * 0.03, 0.68), (look.side * 0.09, 0.58)]
            ),
            WHITE, "lamp", ink=0, opacity=0.3, casts=False,
        ),
    )


def glasses(look: Look) -> Drawing:
    """Sunglasses, arms folded back."""
    skin = look.or_colour("#3a2f2b")
    lens = look.accent or from_hex("#4d5e58")
    marks: list[Mark] = [
        Line(curve([(s * 0.5, 0.26), (s * 0.52, 0.30), (s * 0.36, 0.34)], closed=False), 3.0, skin, even=True)
        for s in (-1, 1)
    ]
    for s in (-1, 1):
        outer = curve(
            [
                (s * 0.07, 0.20), (s * 0.09, 0.29), (s * 0.3, 0.32), (s * 0.5, 0.29), (s * 0.48, 0.12),
                (s * 0.36, 0.01), (s * 0.18, 0.02), (s * 0.09, 0.1),
            ]
        )
        inner = moved(outer, -s * 0.285 * 0.0, 0.0)
        centre = inner.mean(axis=0)
        inner = (inner - centre) * 0.84 + centre
        marks += [
            fill(inner, lens, "flat", ink=0.5, opacity=0.92), Shape((outer, inner), skin, "flat", ink=1.0),
            fill(
                curve([(s * 0.16 - 0.02, 0.24), (s * 0.25, 0.265), (s * 0.2, 0.1), (s * 0.15, 0.1)]), WHITE, "lamp",
                ink=0, opacity=0.28, casts=False,
            ),
        ]
    return (
        *marks,
        fill(
            curve([(-0.09, 0.22), (0, 0.27), (0.09, 0.22), (0.085, 0.265), (0, 0.305), (-0.085, 0.265)]), skin, "flat",
            ink=0.8,
        ),
    )


def ring(look: Look) -> Drawing:
    """A ring with its stone."""
    metal = look.or_colour("#d2a857")
    stone = look.accent or from_hex("#cfe6ee")
    gem = curve([(-0.2, 0.80, 1), (-0.11, 0.90, 1), (0.11, 0.90, 1), (0.2, 0.80, 1), (0, 0.585, 1)])
    cuts: list[Mark] = [
        Line(segment(*a), 0.8, opacity=0.75)
        for a in (
            (-0.2, 0.8, 0.2, 0.8), (-0.11, 0.9, -0.07, 0.8), (0.11, 0.9, 0.07, 0.8), (-0.07, 0.8, 0, 0.59),
            (0.07, 0.8, 0, 0.59), (0, 0.9, -0.07, 0.8), (0, 0.9, 0.07, 0.8),
        )
    ]
    return (
        Shape((ellipse(0, 0.31, 0.31, 0.31), ellipse(0, 0.31, 0.25, 0.255)), metal, "flat", ink=1.1),
        fill(
            curve(
                [(-0.1, 0.60, 1), (-0.13, 0.72), (-0.09, 0.70), (0, 0.63), (0.09, 0.70), (0.13, 0.72), (0.1, 0.60, 1)]
            ),
            metal, "flat",
        ),
        fill(gem, stone, "flat", ink=1.0), *cuts, Glow(look.side * 0.1, 0.86, 0.22, WHITE, 0.55),
    )
