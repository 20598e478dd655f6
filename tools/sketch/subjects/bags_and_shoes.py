"""Bags and shoes."""

from tools.sketch.curves import box, curve, ellipse, segment
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Line, Mark, Shape, fill, shifted
from tools.sketch.palette import Colour, from_hex, lightness, tone

# fmt: off
# Outlines read better as rows of points than as one point a line.


def bag(look: Look) -> Drawing:
    """A handbag or a backpack."""
    skin = look.or_colour("#a5643c" if look.kind == "handbag" else "#4b6a64")
    metal = from_hex("#c9a55a")
    if look.kind == "backpack":
        body = curve(
            [
                (-0.28, 0.03), (-0.32, 0.35), (-0.29, 0.72), (-0.15, 0.86), (0.15, 0.86), (0.29, 0.72), (0.32, 0.35),
                (0.28, 0.03), (0, 0.0),
            ]
        )
        pocket = curve([(-0.21, 0.08), (-0.22, 0.34, 1), (0.22, 0.34, 1), (0.21, 0.08), (0, 0.06)])
        flap = curve(
            [(-0.295, 0.60, 1), (-0.28, 0.76), (-0.15, 0.865), (0.15, 0.865), (0.28, 0.76), (0.295, 0.60, 1), (0, 0.50)]
        )
        strap = (ellipse(0, 0.88, 0.08, 0.08), ellipse(0, 0.875, 0.05, 0.055))
        return (
            Shape(strap, tone(skin, -0.1), "flat"), fill(body, skin, "flat", ink=1.15),
            fill(pocket, tone(skin, 0.03), "flat", ink=0.9, casts=False),
            fill(flap, tone(skin, 0.02), "flat", ink=1.0, casts=False),
            *[
                fill(
                    box(x - 0.018, 0.36, x + 0.018, 0.60, 0.01), look.accent or from_hex("#8a5a3a"), "flat", ink=0.8,
                    casts=False,
                )
                for x in (-0.12, 0.12)
            ],
            *[
                fill(box(x - 0.026, 0.42, x + 0.026, 0.46, 0.006), metal, "flat", ink=0.6, casts=False)
                for x in (-0.12, 0.12)
            ],
        )
    handle = (
        curve([(-0.24, 0.5), (-0.22, 0.82), (0, 0.95), (0.22, 0.82), (0.24, 0.5), (0, 0.5)]),
        curve([(-0.2, 0.5), (-0.185, 0.79), (0, 0.905), (0.185, 0.79), (0.2, 0.5), (0, 0.5)]),
    )
    body = curve(
        [(-0.42, 0.03), (-0.40, 0.3), (-0.33, 0.575, 1), (0.33, 0.575, 1), (0.40, 0.3), (0.42, 0.03), (0, 0.0)]
    )
    flap = curve([(-0.335, 0.58, 1), (0.335, 0.58, 1), (0.34, 0.36), (0.12, 0.255), (-0.12, 0.255), (-0.34, 0.36)])
    return (
        Shape(handle, tone(skin, -0.05), "flat"), fill(body, skin, "flat", ink=1.15),
        fill(flap, tone(skin, 0.025), "flat", ink=1.0, casts=False),
        fill(box(-0.045, 0.22, 0.045, 0.30, 0.014), metal, "flat", ink=0.8, casts=False),
        Line(
            curve([(-0.3, 0.37), (-0.12, 0.285), (0.12, 0.285), (0.3, 0.37)], closed=False), 0.7,
            look.accent or tone(skin, 0.16), 0.8, even=True,
        ),
    )


def shoe(look: Look) -> Drawing:
    """A pair of shoes in profile, the far one half hidden."""
    draw = {"boot": _boot, "heel": _heel}.get(look.kind, _sneaker)
    near = draw(look)
    far = shifted(draw(look), 0.21, 0.075, 0.92)
    return (*far, *near)


def _sneaker(look: Look) -> Drawing:
    skin = look.or_colour("#e9e4da")
    pale = lightness(skin) > 0.85
    accent = look.accent or (from_hex("#c8463a") if pale else from_hex("#f6f2ea"))
    lace = from_hex("#5a5660") if pale else from_hex("#f6f2ea")
    tongue = curve([(-0.22, 0.38), (-0.235, 0.53), (-0.19, 0.575), (-0.13, 0.55), (-0.06, 0.44), (-0.04, 0.36)])
    upper = curve(
        [
            (-0.525, 0.11, 1), (-0.54, 0.25), (-0.525, 0.39), (-0.50, 0.485), (-0.455, 0.49), (-0.41, 0.425),
            (-0.31, 0.385), (-0.22, 0.405), (-0.165, 0.455, 1), (-0.02, 0.365), (0.12, 0.285), (0.27, 0.235),
            (0.41, 0.225), (0.51, 0.195), (0.558, 0.13, 1),
        ]
    )
    stay = curve(
        [
            (-0.165, 0.455, 1), (-0.02, 0.365), (0.145, 0.275, 1), (0.155, 0.205), (0.08, 0.20), (-0.06, 0.275),
            (-0.205, 0.355), (-0.235, 0.40, 1),
        ]
    )
    toe = curve([(0.27, 0.09, 1), (0.285, 0.17), (0.34, 0.228), (0.45, 0.215), (0.53, 0.175), (0.558, 0.12, 1)])
    counter = curve(
        [(-0.525, 0.11, 1), (-0.54, 0.25), (-0.525, 0.33, 1), (-0.44, 0.31), (-0.36, 0.22), (-0.31, 0.11, 1)]
    )
    sole = curve(
        [
            (-0.545, 0.145), (-0.565, 0.08), (-0.535, 0.012), (-0.40, 0.0), (0.05, 0.0), (0.40, 0.0), (0.54, 0.04),
            (0.60, 0.12), (0.575, 0.155), (0.47, 0.118), (0.28, 0.098), (0.0, 0.105), (-0.3, 0.122),
        ]
    )
    stripes = [
        curve([(x, 0.125, 1), (x + 0.10, 0.30, 1), (x + 0.155, 0.275, 1), (x + 0.06, 0.12, 1)])
        for x in (-0.235, -0.115)
    ]
    marks: list[Mark] = [
        fill(tongue, tone(skin, -0.06), "flat", ink=1.0), fill(upper, skin, "flat", ink=1.15),
        *[fill(stripe, accent, "flat", ink=0.5, casts=False) for stripe in stripes],
        fill(counter, tone(skin, -0.07), "flat", ink=0.8, casts=False),
        fill(toe, tone(skin, 0.05), "flat", ink=0.8, casts=False),
        fill(stay, tone(skin, -0.04), "flat", ink=0.8, casts=False),
    ]
    marks += _laces(lace)
    rubber = look.part("sole", "#f5f0e6")
    return (
        *marks, fill(sole, rubber, "flat", ink=1.1),
        Line(
            curve([(-0.545, 0.07), (-0.2, 0.05), (0.2, 0.045), (0.57, 0.09)], closed=False), 1.0,
            accent if pale else tone(skin, 0.0), 0.75,
        ),
    )


def _laces(lace: Colour) -> list[Mark]:
    """Five crossings up to the bow."""
    marks: list[Mark] = []
    for i in range(5):
        x, y = -0.165 + i * 0.064, 0.425 - i * 0.041
        crossing = curve([(x - 0.035, y - 0.055), (x + 0.01, y - 0.005), (x + 0.052, y + 0.020)], closed=False)
        marks.append(Line(crossing, 2.9, lace, 0.97))
    left = curve([(-0.18, 0.435), (-0.25, 0.50), (-0.30, 0.46), (-0.18, 0.43)], closed=False)
    right = curve([(-0.17, 0.44), (-0.10, 0.525), (-0.055, 0.49), (-0.16, 0.435)], closed=False)
    return [*marks, Line(left, 2.2, lace), Line(right, 2.2, lace)]


def _boot(look: Look) -> Drawing:
    skin = look.or_colour("#8a5a36")
    upper = curve(
        [
            (-0.40, 0.10, 1), (-0.40, 0.4), (-0.42, 0.78, 1), (-0.06, 0.80, 1), (-0.06, 0.55), (0.0, 0.40),
            (0.16, 0.31), (0.36, 0.27), (0.46, 0.2), (0.46, 0.10, 1),
        ]
    )
    base = curve(
        [
            (-0.43, 0.12, 1), (-0.43, 0.0, 1), (-0.2, 0.0, 1), (-0.18, 0.045, 1), (-0.08, 0.045, 1), (-0.06, 0.01, 1),
            (0.46, 0.01, 1), (0.51, 0.06), (0.49, 0.12, 1),
        ]
    )
    laces: list[Mark] = [
        Line(
            segment(-0.10 + 0.012 * i, 0.74 - i * 0.07, 0.005 + 0.02 * i, 0.71 - i * 0.065), 2.2,
            look.accent or from_hex("#e5cf9c"),
        )
        for i in range(6)
    ]
    return (
        fill(upper, skin, "flat", ink=1.15),
        fill(box(-0.43, 0.755, -0.05, 0.83, 0.035), tone(skin, -0.09), "flat", ink=0.9), *laces,
        fill(base, look.part("sole", "#3d342f"), "flat"),
        Line(curve([(0.18, 0.3), (0.2, 0.2), (0.18, 0.12)], closed=False), 0.9, opacity=0.7),
    )


def _heel(look: Look) -> Drawing:
    skin = look.or_colour("#b52a35")
    body = curve(
        [
            (-0.44, 0.46, 1), (-0.40, 0.60), (-0.36, 0.60, 1), (-0.30, 0.42), (-0.12, 0.26), (0.08, 0.16),
            (0.2, 0.17, 1), (0.34, 0.125), (0.47, 0.03), (0.48, 0.0, 1), (0.2, 0.0), (0.02, 0.03), (-0.16, 0.16),
            (-0.30, 0.31), (-0.36, 0.33, 1),
        ]
    )
    stick = curve([(-0.45, 0.47, 1), (-0.425, 0.2), (-0.42, 0.0, 1), (-0.385, 0.0, 1), (-0.37, 0.2), (-0.31, 0.32, 1)])
    return (
        fill(stick, tone(skin, -0.05), "flat"), fill(body, skin, "flat", ink=1.15),
        fill(
            curve(
                [
                    (-0.385, 0.585), (-0.29, 0.41), (-0.1, 0.255), (0.17, 0.175), (0.06, 0.15), (-0.16, 0.24),
                    (-0.33, 0.41),
                ]
            ),
            tone(skin, -0.2), "plain", ink=0.4, casts=False,
        ),
    )
