"""Buildings as subjects: a shop front, a house, a tower, a lighthouse."""

from tools.sketch.curves import box, curve, ellipse, limb, polygon, segment, turned
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Glow, Line, Mark, fill
from tools.sketch.palette import Colour, from_hex, mix, tone

# fmt: off
# Outlines read better as rows of points than as one point a line.

_WARM = from_hex("#ffd48a")


def building(look: Look) -> Drawing:
    """The building of the look's kind."""
    return {"house": _house, "tower": _tower, "lighthouse": _lighthouse}.get(look.kind, _shop)(look)


def _pane(
    x0: float, y0: float, x1: float, y1: float, look: Look, alight: bool = True, frame: Colour | None = None,
) -> list[Mark]:
    """A window: glass, its light, bars and a slanting gleam."""
    lamp = look.night and alight
    glass = _WARM if lamp else from_hex("#9db8c4")
    edge = frame or from_hex("#f1e9d9")
    wide, tall = x1 - x0, y1 - y0
    gleam = polygon([(x0 + wide * 0.12, y0), (x0 + wide * 0.42, y0), (x0 + wide * 0.82, y1), (x0 + wide * 0.52, y1)])
    return [
        fill(box(x0 - 0.015, y0 - 0.015, x1 + 0.015, y1 + 0.015), edge, "flat", ink=0.8, casts=False),
        fill(box(x0, y0, x1, y1), glass, "lamp" if lamp else "flat", ink=0.5, casts=False),
        *([] if lamp else [fill(gleam, from_hex("#f3f6f2"), "lamp", ink=0, opacity=0.25, casts=False)]),
        fill(box((x0 + x1) / 2 - 0.006, y0, (x0 + x1) / 2 + 0.006, y1), edge, "plain", ink=0, casts=False),
        fill(box(x0, y0 + tall * 0.55 - 0.006, x1, y0 + tall * 0.55 + 0.006), edge, "plain", ink=0, casts=False),
    ]


def _shop(look: Look) -> Drawing:
    wall = look.or_colour("#d8b48c")
    trim = look.accent or from_hex("#3f5f56")
    cloth = look.parts.get("awning") or look.accent or from_hex("#b9493a")
    lit = True
    marks: list[Mark] = [
        fill(box(-0.62, 0.0, 0.62, 1.12), wall, "flat", ink=1.15, shade=0.5),
        fill(box(-0.66, 1.10, 0.66, 1.17), tone(wall, 0.05), "flat", ink=1.0),
        fill(box(-0.57, 0.0, 0.57, 0.70), trim, "flat", ink=0.9, casts=False, shade=0.4),
    ]
    marks += [m for x in (-0.40, 0.0, 0.40) for m in _pane(x - 0.1, 0.82, x + 0.1, 1.04, look, x != 0)]
    marks += _display(look, lit)
    marks += _door(0.26, 0.46, 0.52, look)
    marks += _awning(cloth)
    marks += [
        fill(box(-0.50, 0.70, 0.50, 0.785, 0.01), tone(trim, -0.05), "flat", ink=0.8, casts=False),
        *[
            Line(segment(x, 0.742, x + w, 0.742), 3.2, from_hex("#f3e6c8"), 0.9, even=True)
            for x, w in ((-0.2, 0.1), (-0.07, 0.16), (0.12, 0.07))
        ],
    ]
    for x in (-0.55, 0.54):
        marks += [
            fill(
                limb([(x, 0.62), (x + 0.03, 0.66), (x + 0.06, 0.63)], (0.012, 0.012, 0.012)), from_hex("#3a3539"),
                "flat", ink=0.6, casts=False,
            ),
            fill(ellipse(x + 0.06, 0.605, 0.025, 0.032), _WARM, "lamp", ink=0.6, casts=False),
        ]
    marks += _pavement_table()
    if look.night:
        marks += [Glow(-0.15, 0.3, 0.75, _WARM, 0.5), Glow(0.6, 0.6, 0.3, _WARM, 0.5)]
    return tuple(marks)


def _display(look: Look, lit: bool) -> list[Mark]:
    glow = from_hex("#f6cf8c") if lit else from_hex("#9db8c4")
    marks: list[Mark] = [
        fill(box(-0.52, 0.14, 0.18, 0.56), from_hex("#efe6d4"), "flat", ink=0.7, casts=False),
        fill(
            box(-0.50, 0.16, 0.16, 0.54), mix(glow, from_hex("#7d6a5a"), 0.0 if look.night else 0.30), "lamp", ink=0.5,
            casts=False,
        ),
    ]
    for x, tint in ((-0.42, "#a5623f"), (-0.3, "#d9a05b"), (-0.16, "#8a5a3a"), (-0.02, "#c98b4a"), (0.09, "#e0b36e")):
        marks.append(fill(ellipse(x, 0.205, 0.05, 0.032), from_hex(tint), "flat", ink=0.5, casts=False))
    for x in (-0.36, -0.17, 0.02):
        marks += [
            Line(segment(x, 0.54, x, 0.47), 0.8, opacity=0.7),
            fill(
                curve([(x - 0.035, 0.445, 1), (x, 0.48), (x + 0.035, 0.445, 1)]), from_hex("#4a4544"), "plain", ink=0.4,
                casts=False,
            ),
            fill(ellipse(x, 0.442, 0.014, 0.012), from_hex("#fff3cf"), "lamp", ink=0, casts=False),
        ]
    marks += [
        fill(
            polygon([(-0.46, 0.16), (-0.36, 0.16), (-0.16, 0.54), (-0.26, 0.54)]), from_hex("#ffffff"), "lamp", ink=0,
            opacity=0.16, casts=False,
        ),
        fill(box(-0.175, 0.16, -0.165, 0.54), from_hex("#efe6d4"), "plain", ink=0.3, casts=False),
    ]
    return marks


def _door(x0: float, x1: float, tall: float, look: Look) -> list[Mark]:
    wood = look.part("door", "#7a4a32")
    return [
        fill(box(x0 - 0.02, 0, x1 + 0.02, tall + 0.03), from_hex("#efe6d4"), "flat", ink=0.8, casts=False),
        fill(box(x0, 0.0, x1, tall), wood, "flat", ink=0.8, casts=False),
        fill(
            box(x0 + 0.035, 0.2, x1 - 0.035, tall - 0.05),
            _WARM if look.night else mix(_WARM, from_hex("#8a9aa0"), 0.5), "lamp", ink=0.6, casts=False,
        ),
        fill(ellipse(x0 + 0.03, 0.22, 0.01, 0.016), from_hex("#d8b45c"), "plain", ink=0.4, casts=False),
    ]


def _awning(cloth: Colour) -> list[Mark]:
    marks: list[Mark] = []
    count = 10
    for i in range(count):
        a, b = -0.58 + 1.16 * i / count, -0.58 + 1.16 * (i + 1) / count
        tint = cloth if i % 2 == 0 else from_hex("#f4ecdc")
        strip = curve(
            [
                (a, 0.705, 1), (a * 1.07, 0.555, 1), ((a * 1.07 + b * 1.07) / 2, 0.53), (b * 1.07, 0.555, 1),
                (b, 0.705, 1),
            ]
        )
        marks.append(fill(strip, tint, "flat", ink=0.6, shade=0.5))
    return marks


def _pavement_table() -> list[Mark]:
    metal = from_hex("#4a4a50")
    marks: list[Mark] = [
        fill(ellipse(-0.78, 0.235, 0.13, 0.025), from_hex("#d9c7a6"), "flat", ink=0.8),
        Line(segment(-0.78, 0.22, -0.78, 0.0), 2.2, metal, even=True),
        Line(segment(-0.85, 0.0, -0.71, 0.0), 2.2, metal, even=True),
        fill(box(-0.81, 0.245, -0.765, 0.285, 0.01), from_hex("#f4efe6"), "round", ink=0.6),
    ]
    marks += [
        fill(limb([(-0.98, 0.0), (-0.97, 0.16), (-1.0, 0.33)], (0.02, 0.02, 0.02)), metal, "flat", ink=0.5),
        fill(box(-0.985, 0.15, -0.86, 0.17), from_hex("#b9724a"), "flat", ink=0.6),
        Line(segment(-0.87, 0.15, -0.87, 0.0), 1.6, metal, even=True),
    ]
    pot = [
        fill(
            curve([(0.68, 0.0, 1), (0.66, 0.14, 1), (0.82, 0.14, 1), (0.80, 0.0, 1)]), from_hex("#b0735a"), "round",
            ink=0.8,
        )
    ]
    leaves: list[Mark] = [
        fill(ellipse(0.74 + dx, 0.24 + dy, r, r * 0.95), from_hex(c), "ball", ink=0.7)
        for dx, dy, r, c in ((-0.05, 0.0, 0.07, "#5d8050"), (0.05, 0.01, 0.07, "#54774a"), (0.0, 0.08, 0.07, "#6b8f58"))
    ]
    return [*marks, *leaves, *pot]


def _house(look: Look) -> Drawing:
    wall = look.or_colour("#ead9bd")
    tiles = look.parts.get("roof") or look.accent or from_hex("#a8543f")
    roof = polygon([(-0.68, 0.50), (-0.30, 0.92), (0.44, 0.92), (0.70, 0.50)])
    rows: list[Mark] = [
        Line(segment(-0.64 + i * 0.075, 0.55 + i * 0.08, 0.675 - i * 0.05, 0.55 + i * 0.08), 0.7, opacity=0.45)
        for i in range(5)
    ]
    smoke: list[Mark] = [
        Line(curve([(0.27, 1.03), (0.31, 1.1), (0.24, 1.18), (0.3, 1.27)], closed=False), 3.5, from_hex("#f4f0ea"), 0.5)
    ]
    bushes: list[Mark] = [
        fill(ellipse(x, 0.07, r, 0.09), from_hex(c), "ball", ink=0.8)
        for x, r, c in (
            (-0.60, 0.12, "#5d8050"), (-0.46, 0.09, "#6b8f58"), (0.58, 0.13, "#587a4c"), (0.45, 0.08, "#6b8f58"),
        )
    ]
    glow: list[Mark] = [Glow(-0.33, 0.28, 0.5, _WARM, 0.5), Glow(0.3, 0.28, 0.5, _WARM, 0.5)] if look.night else []
    return (
        fill(box(0.2, 0.75, 0.34, 1.02), from_hex("#9a6a55"), "flat", ink=0.9), *smoke,
        fill(box(-0.58, 0.0, 0.60, 0.54), wall, "flat", ink=1.15, shade=0.6), fill(roof, tiles, "flat", ink=1.15),
        *rows, *_pane(-0.45, 0.2, -0.22, 0.42, look), *_pane(0.22, 0.2, 0.45, 0.42, look),
        fill(box(-0.10, 0.0, 0.10, 0.38, 0.0), from_hex("#efe6d4"), "flat", ink=0.8, casts=False),
        fill(box(-0.08, 0.0, 0.08, 0.36), look.part("door", "#4f7068"), "flat", ink=0.7, casts=False),
        fill(ellipse(0.05, 0.17, 0.011, 0.013), from_hex("#d8b45c"), "plain", ink=0.3, casts=False),
        fill(polygon([(-0.16, 0.38), (0, 0.47), (0.16, 0.38)]), tiles, "flat", ink=0.8, casts=False),
        fill(box(-0.15, -0.01, 0.15, 0.02), from_hex("#bdb3a4"), "flat", ink=0.7, casts=False), *bushes, *glow,
    )


def _tower(look: Look) -> Drawing:
    skin = look.or_colour("#8da3b5")
    rows, marks = 15, list[Mark]()
    front, flank = box(-0.26, 0, 0.13, 1.5), polygon([(0.13, 0.0), (0.30, 0.03), (0.30, 1.46), (0.13, 1.5)])
    marks += [
        fill(flank, tone(skin, -0.10), "flat", ink=1.0), fill(front, skin, "flat", ink=1.15, shade=0.4),
        fill(box(-0.10, 1.5, 0.05, 1.58), tone(skin, -0.05), "flat", ink=0.8),
        Line(segment(-0.03, 1.58, -0.03, 1.72), 1.6),
    ]
    for row in range(rows):
        y = 0.14 + row * 0.088
        for column in range(5):
            x = -0.235 + column * 0.073
            alight = look.night and look.dice.random() < 0.55
            tint = _WARM if alight else tone(mix(skin, from_hex("#cfe3ee"), 0.6), look.dice.normal(0, 0.02))
            marks.append(
                fill(box(x, y, x + 0.052, y + 0.058), tint, "lamp" if alight else "plain", ink=0.35, casts=False)
            )
        for column in range(2):
            x = 0.155 + column * 0.072
            marks.append(
                fill(
                    polygon([(x, y + 0.01), (x + 0.045, y + 0.014), (x + 0.045, y + 0.066), (x, y + 0.062)]),
                    tone(skin, -0.2), "plain", ink=0.3, casts=False,
                )
            )
    return (
        *marks,
        fill(
            box(-0.14, 0.0, 0.01, 0.11), _WARM if look.night else from_hex("#5f7480"), "lamp" if look.night else "flat",
            ink=0.7, casts=False,
        ),
    )


def _lighthouse(look: Look) -> Drawing:
    white, band = from_hex("#f4efe4"), look.or_colour("#b9402f")

    def radius(y: float) -> float:
        return 0.20 - 0.075 * y

    bands: list[Mark] = [
        fill(turned(((radius(y), y), (radius(y + 0.17), y + 0.17)), 0.08), band, "round", ink=0.6, casts=False)
        for y in (0.18, 0.53)
    ]
    lit: list[Mark] = [Glow(0, 1.0, 0.9 if look.night else 0.35, from_hex("#fff0b8"), 0.7 if look.night else 0.35)]
    rocks: list[Mark] = [
        fill(
            curve(
                [
                    (-0.5, -0.03), (-0.4, 0.07), (-0.2, 0.06), (-0.05, 0.1), (0.15, 0.055), (0.36, 0.09), (0.52, -0.02),
                    (0, -0.06),
                ]
            ),
            from_hex("#8d857f"), "flat",
        )
    ]
    return (
        fill(turned(((radius(0), 0.0), (radius(0.9), 0.9)), 0.08), white, "round", ink=1.15), *bands,
        *[
            fill(box(-0.022, y, 0.022, y + 0.06, 0.02), from_hex("#4a5560"), "plain", ink=0.6, casts=False)
            for y in (0.42, 0.76)
        ],
        fill(turned(((0.18, 0.89), (0.18, 0.925)), 0.08), from_hex("#4a4a52"), "round"),
        fill(box(-0.085, 0.925, 0.085, 1.06), from_hex("#ffeeb0"), "lamp", ink=0.8),
        *[Line(segment(x, 0.93, x, 1.06), 1.2, even=True) for x in (-0.04, 0.04)],
        fill(curve([(-0.125, 1.06, 1), (-0.06, 1.13), (0, 1.17, 1), (0.06, 1.13), (0.125, 1.06, 1)]), band, "flat"),
        *rocks, *lit, fill(box(-0.045, 0.05, 0.045, 0.19, 0.03), from_hex("#5f4030"), "flat", ink=0.8, casts=False),
    )
