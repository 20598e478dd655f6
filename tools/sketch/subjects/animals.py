"""Animals: whichever the look names; here horse, bird, fish and rabbit, in profile and facing right."""

from collections.abc import Sequence

from tools.sketch.curves import Knots, Points, curve, ellipse
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Line, Mark, fill
from tools.sketch.palette import WHITE, Colour, from_hex, mix, tone
from tools.sketch.subjects.anatomy import DARK, belly, eye, leg
from tools.sketch.subjects.cats import cat
from tools.sketch.subjects.dogs import dog

# fmt: off
# Outlines read better as rows of points than as one point a line.


def animal(look: Look) -> Drawing:
    """The animal of the look's kind, in its pose."""
    drawers = {"dog": dog, "cat": cat, "bird": _bird, "horse": _horse, "fish": _fish, "rabbit": _rabbit}
    return drawers.get(look.kind, dog)(look)


def _bird(look: Look) -> Drawing:
    coat = look.or_colour("#5b86a8")
    breast = look.accent or from_hex("#e2a36a")
    if look.pose == "flying":
        return _flying_bird(coat, breast)
    body = curve(
        [
            (-0.30, 0.20), (-0.14, 0.38), (0.06, 0.52), (0.1, 0.66), (0.2, 0.74), (0.32, 0.70), (0.36, 0.58),
            (0.32, 0.34), (0.18, 0.18), (-0.04, 0.12),
        ]
    )
    tail = curve([(-0.22, 0.28, 1), (-0.60, 0.08, 1), (-0.56, 0.02, 1), (-0.14, 0.16, 1)])
    wing = curve([(0.08, 0.46), (-0.05, 0.44), (-0.26, 0.28), (-0.40, 0.14, 1), (-0.12, 0.18), (0.1, 0.28)])
    legs: list[Mark] = [
        Line(curve([(x, 0.16), (x + 0.02, 0.07), (x, 0.0)], closed=False), 2.2, from_hex("#8a5a3a"), even=True)
        for x in (0.04, 0.12)
    ]
    toes: list[Mark] = [
        Line(curve([(x - 0.04, 0.0), (x + 0.06, 0.0)], closed=False), 2.0, from_hex("#8a5a3a"))
        for x in (0.04, 0.12)
    ]
    return (
        *legs, *toes, fill(tail, tone(coat, -0.08), "flat"), fill(body, coat, "flat", ink=1.15),
        belly(curve([(0.33, 0.56), (0.31, 0.36), (0.18, 0.2), (0.06, 0.2), (0.2, 0.36), (0.22, 0.54)]), breast),
        fill(curve([(0.345, 0.655, 1), (0.47, 0.615, 1), (0.345, 0.59, 1)]), from_hex("#e0a040"), "flat", ink=0.8),
        *eye(0.25, 0.64, 0.024), fill(wing, tone(coat, -0.04), "flat"),
        *[
            Line(
                curve([(-0.02 - i * 0.06, 0.37 - i * 0.04), (-0.12 - i * 0.05, 0.26 - i * 0.03)], closed=False), 0.9,
                opacity=0.7,
            )
            for i in range(3)
        ],
    )


def _flying_bird(coat: Colour, breast: Colour) -> Drawing:
    def wing(s: float) -> Points:
        return curve(
            [
                (0.0, 0.42, 1), (s * 0.2, 0.66), (s * 0.55, 0.86), (s * 0.86, 0.80, 1), (s * 0.7, 0.68),
                (s * 0.62, 0.6), (s * 0.48, 0.55), (s * 0.34, 0.44), (s * 0.14, 0.36),
            ]
        )

    body = curve(
        [
            (-0.42, 0.30, 1), (-0.2, 0.40), (0.05, 0.45), (0.2, 0.44), (0.28, 0.37), (0.22, 0.29), (0.0, 0.26),
            (-0.25, 0.28),
        ]
    )
    return (
        fill(wing(-0.8), tone(coat, -0.08), "flat"), fill(body, coat, "flat", ink=1.1),
        fill(curve([(0.27, 0.40, 1), (0.39, 0.36, 1), (0.27, 0.335, 1)]), from_hex("#e0a040"), "flat", ink=0.8),
        belly(curve([(0.2, 0.32), (0.05, 0.27), (-0.12, 0.28), (0.05, 0.33)]), breast), *eye(0.2, 0.395, 0.018),
        fill(wing(0.75), coat, "flat", ink=1.1),
    )


def _horse(look: Look) -> Drawing:
    coat = look.or_colour("#8a5a3c")
    mane = look.accent or tone(coat, -0.2)
    body = curve(
        [
            (-0.46, 0.60), (-0.45, 0.72), (-0.30, 0.775), (-0.05, 0.74), (0.16, 0.76), (0.30, 0.92), (0.40, 1.10),
            (0.50, 1.14), (0.54, 1.02), (0.50, 0.86), (0.44, 0.66), (0.36, 0.52), (0.10, 0.48), (-0.2, 0.47),
            (-0.38, 0.50),
        ]
    )
    head = curve(
        [
            (0.40, 1.13), (0.45, 1.19), (0.54, 1.15), (0.68, 0.99), (0.75, 0.90), (0.72, 0.83), (0.64, 0.84),
            (0.54, 0.94), (0.47, 1.0),
        ]
    )
    moving = look.pose in ("running", "walking")
    near = (
        [(-0.36, 0.58), (-0.44, 0.33), (-0.50, 0.03)], [(0.32, 0.56), (0.46, 0.34), (0.42, 0.10)],
    ) if moving else ([(-0.36, 0.58), (-0.40, 0.32), (-0.38, 0.03)], [(0.34, 0.56), (0.36, 0.30), (0.36, 0.03)])
    far = ([(-0.30, 0.56), (-0.22, 0.32), (-0.30, 0.06)], [(0.26, 0.54), (0.2, 0.3), (0.14, 0.04)]) if moving else (
        [(-0.28, 0.56), (-0.28, 0.32), (-0.27, 0.03)], [(0.25, 0.54), (0.25, 0.3), (0.25, 0.03)],
    )

    def legs(pair: Sequence[Knots], hidden: bool) -> list[Mark]:
        return [leg(k, (0.2 if i == 0 else 0.16, 0.085, 0.06), coat, hidden) for i, k in enumerate(pair)]

    hoofs: list[Mark] = [
        fill(
            curve(
                [
                    (k[-1][0] - 0.045, -0.01 + k[-1][1] - 0.03, 1), (k[-1][0] - 0.035, k[-1][1] + 0.03, 1),
                    (k[-1][0] + 0.035, k[-1][1] + 0.03, 1), (k[-1][0] + 0.055, -0.01 + k[-1][1] - 0.03, 1),
                ]
            ),
            DARK, "flat", ink=0.8,
        )
        for k in (*far, *near)
    ]
    tail = curve([(-0.44, 0.72), (-0.56, 0.66), (-0.62, 0.42), (-0.60, 0.22, 1), (-0.52, 0.36), (-0.47, 0.56)])
    hair = curve([(0.42, 1.18), (0.34, 1.10), (0.24, 0.92), (0.12, 0.77, 1), (0.26, 0.83), (0.36, 0.94), (0.45, 1.1)])
    return (
        fill(tail, mane, "flat"), *legs(far, True), *hoofs[:2], fill(body, coat, "flat", ink=1.15), *legs(near, False),
        *hoofs[2:], fill(curve([(0.44, 1.15, 1), (0.45, 1.26, 1), (0.51, 1.16, 1)]), coat, "flat"),
        fill(head, coat, "flat", ink=1.1), fill(hair, mane, "flat"), *eye(0.54, 1.07, 0.02),
        Line(curve([(0.70, 0.86), (0.66, 0.88)], closed=False), 1.3),
        fill(ellipse(0.715, 0.90, 0.011, 0.016), DARK, "lamp", ink=0, casts=False),
    )


def _fish(look: Look) -> Drawing:
    skin = look.or_colour("#e58a3c")
    pale = look.accent or from_hex("#f7ecd8")
    body = curve(
        [(-0.34, 0.40), (-0.1, 0.60), (0.2, 0.62), (0.42, 0.50), (0.48, 0.41), (0.40, 0.31), (0.15, 0.2), (-0.12, 0.22)]
    )
    tail = curve(
        [(-0.30, 0.42), (-0.5, 0.62), (-0.66, 0.66, 1), (-0.56, 0.42), (-0.66, 0.16, 1), (-0.48, 0.22), (-0.3, 0.38)]
    )
    fin = curve([(-0.06, 0.58, 1), (0.0, 0.74), (0.2, 0.75, 1), (0.26, 0.6, 1)])
    scales: list[Mark] = [
        Line(ellipse(x, y, 0.05, 0.06, -70, 70), 0.7, opacity=0.5)
        for x, y in ((-0.12, 0.46), (-0.12, 0.34), (0.0, 0.52), (0.0, 0.40), (0.0, 0.3), (0.12, 0.47), (0.12, 0.35))
    ]
    return (
        fill(tail, skin, "flat"), fill(fin, tone(skin, -0.04), "flat"), fill(body, skin, "flat", ink=1.15),
        belly(curve([(0.40, 0.34), (0.15, 0.22), (-0.1, 0.24), (0.12, 0.3)]), pale), *scales,
        fill(curve([(0.12, 0.34), (0.0, 0.22), (0.02, 0.16), (0.16, 0.26)]), tone(skin, 0.05), "flat", ink=0.9),
        Line(curve([(0.27, 0.56), (0.24, 0.42), (0.27, 0.29)], closed=False), 1.0, opacity=0.8),
        *eye(0.36, 0.46, 0.03),
    )


def _rabbit(look: Look) -> Drawing:
    fur = look.or_colour("#b59a80")
    pale = look.accent or mix(fur, WHITE, 0.6)
    body = curve(
        [(-0.38, 0.12), (-0.38, 0.34), (-0.2, 0.50), (0.04, 0.50), (0.18, 0.42), (0.24, 0.2), (0.22, 0.03), (-0.2, 0.0)]
    )
    head = curve(
        [(0.06, 0.52), (0.12, 0.66), (0.26, 0.68), (0.38, 0.58), (0.42, 0.49), (0.34, 0.42), (0.2, 0.40), (0.08, 0.44)]
    )

    def ear(dx: float) -> Points:
        return curve(
            [
                (0.12 + dx, 0.64), (0.02 + dx, 0.82), (0.0 + dx, 1.0), (0.07 + dx, 1.02), (0.16 + dx, 0.86),
                (0.2 + dx, 0.67),
            ]
        )

    return (
        fill(ellipse(-0.40, 0.16, 0.09, 0.085), pale, "ball", ink=0.9), fill(ear(0.07), tone(fur, -0.06), "flat"),
        fill(body, fur, "flat", ink=1.15),
        fill(
            curve([(-0.36, 0.1), (-0.30, 0.31), (-0.1, 0.33), (0.0, 0.16), (-0.1, 0.02), (-0.28, 0.0)]), fur, "flat",
            ink=1.0,
        ),
        fill(ellipse(-0.06, 0.03, 0.14, 0.04), pale, "flat", ink=0.9),
        leg([(0.16, 0.3), (0.2, 0.14), (0.22, 0.035)], (0.12, 0.075, 0.065), fur, False),
        fill(head, fur, "flat", ink=1.1), belly(curve([(0.30, 0.50), (0.40, 0.50), (0.36, 0.43), (0.26, 0.42)]), pale),
        fill(ear(0.0), fur, "flat"),
        fill(
            curve([(0.10, 0.68), (0.05, 0.84), (0.045, 0.95), (0.11, 0.84), (0.14, 0.69)]), from_hex("#e3b1a4"),
            "plain", ink=0, casts=False,
        ),
        *eye(0.25, 0.57, 0.026),
        fill(ellipse(0.405, 0.51, 0.018, 0.014), from_hex("#c97f78"), "plain", ink=0.5, casts=False),
    )
