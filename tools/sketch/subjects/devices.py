"""Devices: phone, tablet, laptop, screen, headphones, camera."""

import numpy as np

from tools.sketch.curves import box, curve, ellipse, limb, moved, polygon
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Mark, fill
from tools.sketch.palette import PAPER, WHITE, from_hex, mix, tone

# fmt: off
# Outlines read better as rows of points than as one point a line.


def phone(look: Look) -> Drawing:
    """A phone or tablet leaning a little, its screen alight with a plain picture."""
    wide = 0.235 if look.kind == "phone" else 0.36
    skin = look.or_colour("#2f3036")
    tall = 1.0 if look.kind == "phone" else 0.95
    frame = box(-wide, 0, wide, tall, 0.06)
    glass = box(-wide + 0.022, 0.024, wide - 0.022, tall - 0.024, 0.045)
    edge = moved(frame, 0.028 if look.side <= 0 else -0.028, -0.004)
    marks = [
        fill(edge, tone(skin, -0.05), "flat"), fill(frame, skin, "flat", ink=1.1), *_screen(glass, wide, tall, look),
    ]
    notch = box(
        -0.05, tall - 0.06, 0.05, tall - 0.038, 0.011,
    ) if look.kind == "phone" else ellipse(0, tall - 0.012, 0.006, 0.006)
    return (*marks, fill(notch, from_hex("#1f1e24"), "lamp", ink=0, casts=False))


def _screen(glass: np.ndarray, wide: float, tall: float, look: Look) -> list[Mark]:
    dawn, dusk = from_hex("#f3c9a0"), from_hex("#6d86b8")
    hill = curve(
        [
            (-wide + 0.022, 0.3, 1), (-wide * 0.4, 0.44), (0.02, 0.34), (wide * 0.5, 0.46), (wide - 0.022, 0.38, 1),
            (wide - 0.022, 0.07), (wide - 0.06, 0.026), (-wide + 0.06, 0.026), (-wide + 0.022, 0.07),
        ]
    )
    glare = polygon([(-wide + 0.03, tall - 0.1), (wide * 0.2, tall - 0.03), (-wide * 0.2, 0.2), (-wide + 0.03, 0.2)])
    return [
        fill(glass, dusk, "lamp", ink=0.5, casts=False),
        fill(glass * (1, 0.72), mix(dusk, dawn, 0.65), "lamp", ink=0, opacity=0.8, casts=False),
        fill(ellipse(wide * 0.3, 0.56 * tall, 0.07, 0.07), from_hex("#fff2cf"), "lamp", ink=0, casts=False),
        fill(hill, from_hex("#4f6f78"), "lamp", ink=0, casts=False),
        *[
            fill(
                box(-wide * 0.62, tall * y, wide * 0.62 * w, tall * (y + 0.035), 0.012), PAPER, "lamp", ink=0,
                opacity=0.9, casts=False,
            )
            for y, w in ((0.80, 0.55), (0.74, 0.2))
        ],
        fill(
            box(-wide * 0.5, 0.1, wide * 0.5, 0.17, 0.035), look.accent or from_hex("#e58a5a"), "lamp", ink=0,
            casts=False,
        ),
        fill(glare if look.side <= 0 else glare * (-1, 1), WHITE, "lamp", ink=0, opacity=0.13, casts=False),
    ]


def laptop(look: Look) -> Drawing:
    """An open laptop; a screen stands on its foot."""
    skin = look.or_colour("#c3c6cb")
    t = max(0.12, look.tilt)
    lid = polygon([(-0.5, 0.10 + t * 0.3), (0.5, 0.10 + t * 0.3), (0.5, 0.80), (-0.5, 0.80)])
    glass = polygon([(-0.47, 0.135 + t * 0.3), (0.47, 0.135 + t * 0.3), (0.47, 0.77), (-0.47, 0.77)])
    y = 0.135 + t * 0.3
    picture: list[Mark] = [
        fill(glass, from_hex("#e9e4da"), "lamp", ink=0.5, casts=False),
        fill(box(-0.47, 0.70, 0.47, 0.77), from_hex("#58708c"), "lamp", ink=0, casts=False),
        fill(box(-0.43, y + 0.05, -0.2, 0.66, 0.012), from_hex("#cfd6d8"), "lamp", ink=0, casts=False),
        *[
            fill(box(-0.14, v, -0.14 + w, v + 0.03, 0.01), from_hex("#9aa7ad"), "lamp", ink=0, casts=False)
            for v, w in ((0.60, 0.5), (0.54, 0.42), (0.48, 0.54))
        ],
        fill(box(-0.14, y + 0.05, 0.12, 0.43, 0.012), look.accent or from_hex("#dd8f5f"), "lamp", ink=0, casts=False),
        fill(box(0.16, y + 0.05, 0.42, 0.43, 0.012), from_hex("#86a58f"), "lamp", ink=0, casts=False),
        fill(
            polygon([(-0.47, 0.77), (-0.1, 0.77), (-0.3, y), (-0.47, y)]), WHITE, "lamp", ink=0, opacity=0.16,
            casts=False,
        ),
    ]
    if look.kind == "screen":
        return (
            fill(box(-0.07, 0.03, 0.07, 0.25), tone(skin, -0.1), "flat"),
            fill(ellipse(0, 0.035, 0.24, max(0.03, 0.24 * t)), skin, "flat"),
            fill(lid, from_hex("#34343a"), "flat", ink=1.15), *picture,
        )
    deck = polygon([(-0.5, 0.10 + t * 0.3), (0.5, 0.10 + t * 0.3), (0.60, 0.03), (-0.60, 0.03)])
    keys = polygon(
        [(-0.43, 0.085 + t * 0.27), (0.43, 0.085 + t * 0.27), (0.475, 0.06 + t * 0.1), (-0.475, 0.06 + t * 0.1)]
    )
    return (
        fill(lid, from_hex("#3a3a41"), "flat", ink=1.1), *picture, fill(deck, skin, "flat", ink=1.0, shade=0.3),
        fill(keys, tone(skin, -0.32), "plain", ink=0.4, casts=False),
        fill(polygon([(-0.60, 0.03), (0.60, 0.03), (0.595, 0.0), (-0.595, 0.0)]), tone(skin, -0.08), "flat"),
        fill(
            polygon([(-0.1, 0.055 + t * 0.06), (0.1, 0.055 + t * 0.06), (0.115, 0.036), (-0.115, 0.036)]),
            tone(skin, -0.05), "plain", ink=0.4, casts=False,
        ),
    )


def headphones(look: Look) -> Drawing:
    """Over-ear headphones standing on their cups."""
    skin = look.or_colour("#3b3a40")
    pad = look.accent or tone(skin, 0.18, 0.6)
    band = limb(
        [(-0.32, 0.28), (-0.34, 0.62), (-0.19, 0.885), (0.0, 0.92), (0.19, 0.885), (0.34, 0.62), (0.32, 0.28)],
        (0.05, 0.05, 0.06, 0.065, 0.06, 0.05, 0.05),
    )
    marks: list[Mark] = [
        fill(band, skin, "flat", ink=1.1),
        fill(
            curve([(-0.2, 0.86), (-0.17, 0.915), (0.17, 0.915), (0.2, 0.86), (0, 0.845)]), pad, "flat", ink=0.6,
            casts=False,
        ),
    ]
    for s in (-1, 1):
        marks += [
            fill(
                curve(
                    [
                        (s * 0.22, 0.05), (s * 0.17, 0.2), (s * 0.2, 0.39), (s * 0.29, 0.42), (s * 0.31, 0.22),
                        (s * 0.29, 0.02),
                    ]
                ),
                pad, "flat",
            ),
            fill(
                curve(
                    [
                        (s * 0.3, 0.0), (s * 0.27, 0.2), (s * 0.3, 0.43), (s * 0.4, 0.40), (s * 0.445, 0.22),
                        (s * 0.4, 0.03),
                    ]
                ),
                skin, "ball", ink=1.15,
            ),
            fill(ellipse(s * 0.375, 0.22, 0.035, 0.085), tone(skin, 0.1), "plain", ink=0.5, casts=False),
        ]
    return tuple(marks)


def camera(look: Look) -> Drawing:
    """A film camera."""
    skin, metal = look.or_colour("#3a3437"), from_hex("#c7c9cc")
    return (
        fill(box(-0.14, 0.50, 0.14, 0.62, 0.03), metal, "flat"),
        *[fill(box(x - 0.055, 0.50, x + 0.055, 0.555, 0.012), metal, "flat", ink=0.9) for x in (-0.34, 0.33)],
        fill(box(-0.5, 0.0, 0.5, 0.51, 0.05), metal, "flat", ink=1.15),
        fill(box(-0.5, 0.07, 0.5, 0.40, 0.0), skin, "flat", ink=0.7, casts=False),
        fill(ellipse(0.02, 0.235, 0.235, 0.235), tone(metal, -0.08), "flat", ink=1.1),
        fill(ellipse(0.02, 0.235, 0.19, 0.19), from_hex("#2c2b30"), "flat", ink=0.8, casts=False),
        fill(ellipse(0.02, 0.235, 0.125, 0.125), from_hex("#42506b"), "ball", ink=0.7, casts=False),
        fill(ellipse(-0.03, 0.285, 0.035, 0.026), WHITE, "lamp", ink=0, opacity=0.75, casts=False),
        fill(box(-0.06, 0.53, 0.06, 0.595, 0.012), from_hex("#4d5a6a"), "plain", ink=0.6, casts=False),
        fill(ellipse(0.36, 0.45, 0.025, 0.025), look.accent or from_hex("#c2402f"), "plain", ink=0.5, casts=False),
    )
