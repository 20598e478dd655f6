"""Cars, bicycles, motorbikes and sailing boats, side on and facing right."""

import numpy as np

from tools.sketch.curves import box, curve, ellipse, limb, segment
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Glow, Line, Mark, Shape, fill
from tools.sketch.palette import WHITE, Colour, from_hex, mix, tone

# fmt: off
# Outlines read better as rows of points than as one point a line.

_RUBBER, _CHROME, _GLASS = from_hex("#35333a"), from_hex("#c6c9cf"), from_hex("#a9c4d2")


def _wheel(x: float, y: float, radius: float, spokes: bool = False) -> list[Mark]:
    marks: list[Mark] = [fill(ellipse(x, y, radius, radius), _RUBBER, "flat", ink=1.0)]
    if spokes:
        return marks
    marks += [
        fill(ellipse(x, y, radius * 0.62, radius * 0.62), _CHROME, "flat", ink=0.7, casts=False),
        fill(ellipse(x, y, radius * 0.5, radius * 0.5), tone(_CHROME, -0.25), "plain", ink=0.4, casts=False),
    ]
    for i in range(5):
        a = i * 2 * np.pi / 5 + 0.3
        marks.append(
            Line(segment(x, y, x + radius * 0.56 * np.cos(a), y + radius * 0.56 * np.sin(a)), 4.0, _CHROME, even=True)
        )
    return [*marks, fill(ellipse(x, y, radius * 0.13, radius * 0.13), _CHROME, "flat", ink=0.5, casts=False)]


def car(look: Look) -> Drawing:
    """A saloon, taxi, off-roader or van."""
    if look.kind == "van":
        return _van(look)
    skin = look.or_colour("#e2b53b" if look.kind == "taxi" else "#b8433a" if look.kind == "car" else "#5c7360")
    tall = look.kind == "suv"
    lift, roof = (0.05, 0.66) if tall else (0.0, 0.56)
    body = curve(
        [
            (-0.98, 0.17 + lift, 1), (-1.0, 0.32 + lift), (-0.94, 0.385 + lift), (-0.70, 0.41 + lift),
            (0.44, 0.40 + lift), (0.72, 0.375 + lift), (0.95, 0.32 + lift), (1.02, 0.23 + lift), (1.0, 0.15 + lift, 1),
            (0.83, 0.12 + lift, 1), (0.80, 0.22 + lift), (0.64, 0.315 + lift), (0.48, 0.22 + lift),
            (0.45, 0.12 + lift, 1), (-0.42, 0.12 + lift, 1), (-0.45, 0.22 + lift), (-0.61, 0.315 + lift),
            (-0.77, 0.22 + lift), (-0.80, 0.12 + lift, 1), (-0.95, 0.135 + lift, 1),
        ]
    )
    radius = 0.165 + (0.03 if tall else 0)
    under = fill(box(-0.9, 0.09 + lift, 0.93, 0.3 + lift), from_hex("#2b2930"), "plain", ink=0)
    marks: list[Mark] = [
        under, *_wheel(-0.61, radius, radius), *_wheel(0.64, radius, radius),
        *_cabin(skin, lift, roof, -0.93 if tall else -0.80), fill(body, skin, "flat", ink=1.15),
    ]
    marks += _car_details(skin, lift, look)
    if look.kind == "taxi":
        marks.append(
            fill(
                box(-0.26, roof + lift, -0.02, roof + 0.075 + lift, 0.02), from_hex("#fff3c9"),
                "lamp" if look.night else "flat", ink=0.9,
            )
        )
        marks += [
            fill(box(x, 0.255 + lift, x + 0.035, 0.29 + lift), from_hex("#2f2d33"), "plain", ink=0, casts=False)
            for x in np.arange(-0.38, 0.4, 0.07)
        ]
    return tuple(marks)


def _cabin(skin: Colour, lift: float, roof: float, back: float) -> list[Mark]:
    """Roof, pillars and side windows; `back` is where the roof begins."""
    cabin = curve(
        [
            (back, 0.39 + lift, 1), (back + 0.12, roof - 0.07 + lift), (back + 0.3, roof + lift),
            (0.0, roof + 0.01 + lift), (0.22, roof - 0.035 + lift), (0.46, 0.395 + lift, 1),
        ]
    )
    windows = [
        curve(
            [
                (back + 0.13, 0.415 + lift, 1), (back + 0.20, roof - 0.085 + lift), (back + 0.33, roof - 0.04 + lift),
                (-0.26, roof - 0.035 + lift, 1), (-0.24, 0.415 + lift, 1),
            ]
        ),
        curve(
            [
                (-0.19, 0.415 + lift, 1), (-0.21, roof - 0.035 + lift, 1), (0.02, roof - 0.035 + lift),
                (0.17, roof - 0.07 + lift), (0.36, 0.415 + lift, 1),
            ]
        ),
    ]
    panes: list[Mark] = [fill(window, _GLASS, "flat", ink=0.7, casts=False) for window in windows]
    return [fill(cabin, tone(skin, 0.01), "flat", ink=1.1), *panes]


def _car_details(skin: Colour, lift: float, look: Look) -> list[Mark]:
    lamp = curve([(0.86, 0.30 + lift), (0.97, 0.275 + lift), (0.99, 0.235 + lift), (0.90, 0.25 + lift)])
    shine = curve(
        [(-0.9, 0.365 + lift), (-0.3, 0.385 + lift), (0.6, 0.365 + lift), (0.3, 0.35 + lift), (-0.4, 0.355 + lift)]
    )
    marks: list[Mark] = [
        fill(shine, WHITE, "lamp", ink=0, opacity=0.34, casts=False),
        Line(segment(-0.225, 0.40 + lift, -0.205, 0.15 + lift), 0.9, opacity=0.7),
        Line(curve([(0.40, 0.39 + lift), (0.42, 0.3 + lift), (0.36, 0.15 + lift)], closed=False), 0.9, opacity=0.7),
        Line(curve([(-0.96, 0.245 + lift), (0.0, 0.225 + lift), (0.97, 0.2 + lift)], closed=False), 0.8, opacity=0.55),
        Line(segment(-0.15, 0.325 + lift, -0.07, 0.325 + lift), 2.0, _CHROME),
        Line(segment(-0.43, 0.33 + lift, -0.35, 0.33 + lift), 2.0, _CHROME),
        fill(lamp, from_hex("#fff3cf"), "lamp" if look.night else "plain", ink=0.7, casts=False),
        fill(
            box(-1.0, 0.27 + lift, -0.945, 0.33 + lift, 0.012), from_hex("#c2372f"), "lamp" if look.night else "plain",
            ink=0.7, casts=False,
        ),
        fill(
            curve([(0.27, 0.43 + lift), (0.30, 0.47 + lift), (0.37, 0.46 + lift), (0.36, 0.42 + lift)]), skin, "flat",
            ink=0.8, casts=False,
        ),
        *[
            fill(
                curve(
                    [
                        (x, 0.43 + lift, 1), (x + 0.09, 0.545 + lift, 1), (x + 0.15, 0.545 + lift, 1),
                        (x + 0.06, 0.43 + lift, 1),
                    ]
                ),
                WHITE, "lamp", ink=0, opacity=0.25, casts=False,
            )
            for x in (-0.5, -0.12)
        ],
    ]
    return [
        *marks, Glow(1.0, 0.26 + lift, 0.55, from_hex("#ffe6a8"), 0.6),
        Glow(-0.98, 0.3 + lift, 0.28, from_hex("#ff5a48"), 0.5),
    ] if look.night else marks


def _van(look: Look) -> Drawing:
    skin = look.or_colour("#5f8f92")
    cream = look.accent or from_hex("#f1e9d9")
    upper = curve([(-0.95, 0.42, 1), (-0.95, 0.80), (-0.88, 0.87), (0.55, 0.87), (0.72, 0.82), (0.90, 0.44, 1)])
    lower = curve(
        [
            (-0.96, 0.16, 1), (-0.96, 0.45, 1), (0.90, 0.45, 1), (0.985, 0.32), (0.985, 0.16, 1), (0.80, 0.13, 1),
            (0.77, 0.24), (0.62, 0.32), (0.47, 0.24), (0.44, 0.13, 1), (-0.40, 0.13, 1), (-0.43, 0.24), (-0.58, 0.32),
            (-0.73, 0.24), (-0.76, 0.13, 1),
        ]
    )
    panes: list[Mark] = [
        fill(box(x0, 0.52, x1, 0.77, 0.04), _GLASS, "flat", ink=0.8, casts=False)
        for x0, x1 in ((-0.86, -0.46), (-0.40, 0.02), (0.08, 0.38))
    ]
    front = curve([(0.44, 0.52, 1), (0.44, 0.76), (0.6, 0.76), (0.66, 0.72), (0.78, 0.52, 1)])
    glow: list[Mark] = [Glow(0.97, 0.34, 0.5, from_hex("#ffe6a8"), 0.6)] if look.night else []
    return (
        fill(box(-0.9, 0.09, 0.9, 0.3), from_hex("#2b2930"), "plain", ink=0), *_wheel(-0.58, 0.17, 0.17),
        *_wheel(0.62, 0.17, 0.17), fill(upper, cream, "flat", ink=1.1), *panes,
        fill(front, _GLASS, "flat", ink=0.8, casts=False), fill(lower, skin, "flat", ink=1.15),
        Line(segment(-0.95, 0.40, 0.92, 0.40), 1.6, cream, 0.9, even=True),
        Line(segment(0.05, 0.44, 0.06, 0.15), 0.9, opacity=0.7), Line(segment(0.41, 0.44, 0.40, 0.2), 0.9, opacity=0.7),
        Line(segment(0.1, 0.345, 0.17, 0.345), 2.0, _CHROME),
        fill(
            ellipse(0.93, 0.33, 0.035, 0.05), from_hex("#fff3cf"), "lamp" if look.night else "plain", ink=0.8,
            casts=False,
        ),
        fill(box(-0.97, 0.30, -0.92, 0.37, 0.01), from_hex("#c2372f"), "plain", ink=0.7, casts=False),
        *[
            fill(
                curve([(x, 0.53, 1), (x + 0.1, 0.76, 1), (x + 0.17, 0.76, 1), (x + 0.07, 0.53, 1)]), WHITE, "lamp",
                ink=0, opacity=0.25, casts=False,
            )
            for x in (-0.76, -0.3)
        ],
        *glow,
    )


def bike(look: Look) -> Drawing:
    """A bicycle, or a motor scooter's bigger brother."""
    if look.kind == "motorbike":
        return _motorbike(look)
    skin = look.or_colour("#3f7f86")
    radius, back, fore = 0.30, (-0.50, 0.30), (0.52, 0.30)
    crank, seat, head = (-0.06, 0.27), (-0.19, 0.68), (0.38, 0.70)
    marks: list[Mark] = []
    for x, y in (back, fore):
        marks.append(
            Shape(
                (ellipse(x, y, radius, radius), ellipse(x, y, radius * 0.90, radius * 0.90)), _RUBBER, "flat", ink=0.9,
            )
        )
        marks += [
            Line(
                segment(x, y, x + radius * 0.9 * np.cos(a), y + radius * 0.9 * np.sin(a)), 0.45, opacity=0.55,
                even=True,
            )
            for a in np.arange(0.2, 6.2, 0.48)
        ]
        marks.append(fill(ellipse(x, y, 0.025, 0.025), _CHROME, "flat", ink=0.6))
    tubes = ((back, crank), (back, seat), (seat, crank), (seat, head), (crank, (0.41, 0.58)), (head, fore))
    marks += [fill(limb([a, b], (0.030, 0.030)), skin, "flat", ink=0.8) for a, b in tubes]
    marks += [
        fill(ellipse(*crank, 0.075, 0.075), _CHROME, "flat", ink=0.8),
        Line(segment(crank[0], crank[1], crank[0] + 0.1, crank[1] - 0.12), 2.4, even=True),
        Line(segment(crank[0] + 0.05, crank[1] - 0.125, crank[0] + 0.16, crank[1] - 0.125), 3.0, even=True),
        fill(limb([seat, (-0.215, 0.77)], (0.022, 0.022)), _CHROME, "flat", ink=0.6),
        fill(
            curve([(-0.35, 0.80), (-0.32, 0.83), (-0.16, 0.815), (-0.08, 0.79), (-0.16, 0.775), (-0.28, 0.765)]),
            look.accent or from_hex("#6d4329"), "flat",
        ),
        fill(limb([head, (0.36, 0.80)], (0.024, 0.024)), _CHROME, "flat", ink=0.6),
        fill(
            limb([(0.32, 0.82), (0.42, 0.83), (0.5, 0.79), (0.47, 0.73)], (0.026, 0.026, 0.026, 0.032)),
            look.accent or from_hex("#6d4329"), "flat", ink=0.9,
        ),
        Line(curve([(-0.5, 0.335), (-0.3, 0.36), (-0.06, 0.345)], closed=False), 0.8, opacity=0.7),
        Line(curve([(-0.5, 0.265), (-0.3, 0.225), (-0.06, 0.195)], closed=False), 0.8, opacity=0.7),
    ]
    return tuple(marks)


def _motorbike(look: Look) -> Drawing:
    skin = look.or_colour("#a63b30")
    dark = from_hex("#3a383e")
    marks: list[Mark] = [*_wheel(-0.56, 0.24, 0.24), *_wheel(0.60, 0.24, 0.24)]
    marks += [
        fill(limb([(0.60, 0.24), (0.40, 0.72)], (0.045, 0.05)), _CHROME, "flat", ink=0.9),
        fill(limb([(-0.56, 0.24), (-0.1, 0.28)], (0.05, 0.06)), dark, "flat", ink=0.9),
        fill(limb([(-0.72, 0.20), (-0.3, 0.2), (0.02, 0.22)], (0.075, 0.06, 0.04)), _CHROME, "flat", ink=0.9),
        fill(box(-0.16, 0.18, 0.24, 0.46, 0.06), tone(_CHROME, -0.12), "flat"),
        *[Line(segment(-0.12, y, 0.2, y), 1.0, opacity=0.6, even=True) for y in (0.26, 0.31, 0.36, 0.41)],
        fill(
            curve(
                [(-0.78, 0.54), (-0.72, 0.62), (-0.44, 0.59), (-0.18, 0.56), (-0.12, 0.49), (-0.4, 0.46), (-0.62, 0.47)]
            ),
            dark, "flat",
        ),
        fill(
            curve([(-0.2, 0.5), (-0.14, 0.66), (0.1, 0.71), (0.34, 0.66), (0.38, 0.55), (0.2, 0.47)]), skin, "flat",
            ink=1.15,
        ),
        fill(
            curve(
                [
                    (0.34, 0.36), (0.42, 0.52), (0.60, 0.535), (0.80, 0.42), (0.86, 0.3), (0.74, 0.42), (0.6, 0.475),
                    (0.46, 0.44),
                ]
            ),
            skin, "flat",
        ),
        fill(
            curve([(-0.86, 0.3), (-0.80, 0.46), (-0.6, 0.52), (-0.36, 0.46), (-0.6, 0.47), (-0.75, 0.40)]), skin,
            "flat", ink=0.9,
        ),
        fill(ellipse(0.47, 0.66, 0.085, 0.085), _CHROME, "flat"),
        fill(
            ellipse(0.50, 0.66, 0.055, 0.07), from_hex("#fff3cf"), "lamp" if look.night else "plain", ink=0.6,
            casts=False,
        ),
        fill(limb([(0.40, 0.72), (0.33, 0.83), (0.22, 0.80)], (0.03, 0.03, 0.045)), dark, "flat", ink=0.9),
        fill(
            curve([(-0.1, 0.61), (0.05, 0.67), (0.22, 0.655), (0.05, 0.635)]), WHITE, "lamp", ink=0, opacity=0.4,
            casts=False,
        ),
    ]
    return (*marks, Glow(0.55, 0.66, 0.5, from_hex("#ffe6a8"), 0.6)) if look.night else tuple(marks)


def boat(look: Look) -> Drawing:
    """A small sailing boat."""
    hull = look.or_colour("#a8473a")
    sail = look.accent or from_hex("#f5efe2")
    return (
        fill(
            curve([(-0.02, 0.16, 1), (-0.02, 1.0, 1), (0.02, 1.0, 1), (0.02, 0.16, 1)]), from_hex("#7a5236"), "flat",
            ink=0.8,
        ),
        fill(
            curve([(0.05, 0.22, 1), (0.05, 0.95, 1), (0.26, 0.6), (0.40, 0.26, 1), (0.2, 0.2)]), sail, "flat", ink=1.0,
        ),
        fill(
            curve([(-0.05, 0.24, 1), (-0.05, 0.86, 1), (-0.2, 0.55), (-0.33, 0.28, 1)]),
            mix(sail, from_hex("#d8c6a8"), 0.4), "flat", ink=1.0,
        ),
        *[
            Line(
                curve([(0.06, y), (0.2, y - 0.03), (0.05 + 0.36 * (1 - y) / 0.75, y - 0.01)], closed=False), 0.6,
                opacity=0.45,
            )
            for y in (0.45, 0.62, 0.78)
        ],
        fill(
            curve(
                [
                    (-0.50, 0.155, 1), (-0.2, 0.125), (0.2, 0.125), (0.54, 0.18, 1), (0.42, 0.03), (0.3, 0.0, 1),
                    (-0.34, 0.0, 1), (-0.45, 0.06),
                ]
            ),
            hull, "flat", ink=1.15,
        ),
        Line(
            curve([(-0.47, 0.115), (-0.1, 0.085), (0.2, 0.085), (0.5, 0.13)], closed=False), 1.4, from_hex("#f5efe2"),
            0.9,
        ),
        fill(curve([(0.0, 1.0, 1), (0.13, 0.98), (0.0, 0.945, 1)]), hull, "plain", ink=0.6),
    )
