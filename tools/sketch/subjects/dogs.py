"""A dog: standing, running, sitting, lying."""

from tools.sketch.curves import Knots, Points, curve, ellipse, limb, moved
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Line, Mark, fill
from tools.sketch.palette import Colour, from_hex, lightness, mix, tone
from tools.sketch.subjects.anatomy import DARK, belly, eye, leg

# fmt: off
# Outlines read better as rows of points than as one point a line.


def dog(look: Look) -> Drawing:
    fur = look.or_colour("#c48a52")
    pale = look.accent or mix(fur, from_hex("#f6ead6"), 0.6 if lightness(fur) > 0.35 else 0.25)
    pose = {"running": _dog_running, "lying": _dog_lying, "sitting": _dog_sitting}.get(look.pose or "", _dog_standing)
    return pose(look, fur, pale)


def _collar(knots: Knots, look: Look) -> Mark:
    return fill(curve(knots), look.parts.get("collar") or from_hex("#b8403a"), "flat", ink=0.8, casts=False)


def _dog_standing(look: Look, fur: Colour, pale: Colour) -> Drawing:
    body = curve(
        [
            (-0.42, 0.56), (-0.40, 0.66), (-0.2, 0.685), (0.08, 0.67), (0.22, 0.76), (0.30, 0.90), (0.42, 0.88),
            (0.44, 0.74), (0.40, 0.56), (0.30, 0.42), (0.10, 0.40), (-0.16, 0.44), (-0.32, 0.42),
        ]
    )
    tail = limb([(-0.40, 0.62), (-0.54, 0.74), (-0.56, 0.92)], (0.09, 0.07, 0.03))
    return (
        fill(tail, fur, "flat"), leg([(-0.24, 0.5), (-0.22, 0.28), (-0.25, 0.04)], (0.16, 0.08, 0.07), fur, True),
        leg([(0.24, 0.5), (0.25, 0.26), (0.23, 0.04)], (0.13, 0.075, 0.07), fur, True),
        fill(body, fur, "flat", ink=1.15),
        belly(curve([(0.38, 0.72), (0.42, 0.62), (0.36, 0.47), (0.24, 0.43), (0.28, 0.56)]), pale),
        leg([(-0.33, 0.53), (-0.38, 0.30), (-0.36, 0.035)], (0.21, 0.09, 0.08), fur, False),
        leg([(0.31, 0.53), (0.34, 0.28), (0.335, 0.035)], (0.15, 0.085, 0.08), fur, False),
        *[fill(ellipse(x, 0.022, 0.062, 0.03), pale, "flat", ink=0.9) for x in (-0.335, 0.36)],
        _collar([(0.24, 0.80), (0.32, 0.755), (0.44, 0.80), (0.445, 0.755), (0.33, 0.70), (0.215, 0.75)], look),
        *_dog_head(0.40, 0.94, fur, pale),
    )


def _dog_running(look: Look, fur: Colour, pale: Colour) -> Drawing:
    body = curve(
        [
            (-0.50, 0.46), (-0.46, 0.57), (-0.26, 0.61), (0.04, 0.575), (0.24, 0.62), (0.40, 0.75), (0.50, 0.71),
            (0.49, 0.58), (0.42, 0.43), (0.28, 0.345), (0.06, 0.375), (-0.18, 0.42), (-0.34, 0.36), (-0.46, 0.36),
        ]
    )
    return (
        fill(limb([(-0.47, 0.53), (-0.64, 0.62), (-0.80, 0.60)], (0.09, 0.07, 0.025)), fur, "flat"),
        leg([(-0.36, 0.45), (-0.48, 0.28), (-0.70, 0.21)], (0.18, 0.08, 0.055), fur, True),
        leg([(0.34, 0.45), (0.50, 0.33), (0.68, 0.375)], (0.14, 0.075, 0.055), fur, True),
        fill(body, fur, "flat", ink=1.15),
        belly(curve([(0.46, 0.60), (0.47, 0.5), (0.38, 0.41), (0.26, 0.375), (0.33, 0.49)]), pale),
        leg([(-0.40, 0.46), (-0.44, 0.22), (-0.62, 0.06)], (0.22, 0.09, 0.06), fur, False),
        leg([(0.35, 0.46), (0.56, 0.28), (0.78, 0.235)], (0.15, 0.085, 0.06), fur, False),
        fill(moved(ellipse(0, 0, 0.06, 0.034), -0.635, 0.05, 1, 35), pale, "flat", ink=0.8),
        fill(moved(ellipse(0, 0, 0.06, 0.034), 0.80, 0.235, 1, 0), pale, "flat", ink=0.8),
        _collar([(0.335, 0.67), (0.41, 0.60), (0.505, 0.63), (0.50, 0.585), (0.41, 0.55), (0.30, 0.62)], look),
        *_dog_head(0.52, 0.77, fur, pale, -4),
    )


def _dog_sitting(look: Look, fur: Colour, pale: Colour) -> Drawing:
    body = curve(
        [
            (-0.34, 0.06), (-0.36, 0.25), (-0.22, 0.46), (-0.05, 0.62), (0.03, 0.80), (0.20, 0.82), (0.26, 0.62),
            (0.24, 0.40), (0.16, 0.16), (0.04, 0.05),
        ]
    )
    return (
        fill(limb([(-0.30, 0.08), (-0.48, 0.10), (-0.58, 0.22)], (0.10, 0.07, 0.03)), fur, "flat"),
        leg([(0.12, 0.5), (0.13, 0.26), (0.15, 0.035)], (0.14, 0.08, 0.075), fur, True),
        fill(body, fur, "flat", ink=1.15),
        belly(curve([(0.21, 0.68), (0.235, 0.5), (0.18, 0.32), (0.10, 0.36), (0.12, 0.56)]), pale),
        fill(
            curve([(-0.34, 0.08), (-0.30, 0.27), (-0.14, 0.32), (-0.01, 0.2), (0.0, 0.05), (-0.15, 0.02)]), fur, "flat",
            ink=1.0,
        ),
        leg([(0.17, 0.5), (0.2, 0.26), (0.215, 0.035)], (0.15, 0.085, 0.08), fur, False),
        fill(ellipse(0.01, 0.03, 0.09, 0.036), pale, "flat", ink=0.9),
        fill(ellipse(0.235, 0.025, 0.065, 0.03), pale, "flat", ink=0.9),
        _collar([(0.01, 0.75), (0.12, 0.70), (0.245, 0.74), (0.25, 0.69), (0.12, 0.645), (0.0, 0.695)], look),
        *_dog_head(0.17, 0.90, fur, pale),
    )


def _dog_lying(_look: Look, fur: Colour, pale: Colour) -> Drawing:
    body = curve(
        [
            (-0.56, 0.03), (-0.58, 0.2), (-0.42, 0.34), (-0.1, 0.36), (0.16, 0.38), (0.34, 0.36), (0.40, 0.2),
            (0.36, 0.03), (-0.1, 0.0),
        ]
    )
    return (
        fill(limb([(-0.53, 0.1), (-0.70, 0.06), (-0.80, 0.12)], (0.09, 0.07, 0.03)), fur, "flat"),
        fill(body, fur, "flat", ink=1.15),
        fill(curve([(-0.56, 0.05), (-0.50, 0.24), (-0.30, 0.26), (-0.18, 0.1), (-0.26, 0.01)]), fur, "flat", ink=1.0),
        fill(limb([(0.26, 0.12), (0.46, 0.05), (0.66, 0.045)], (0.13, 0.085, 0.07)), fur, "flat", ink=1.0),
        fill(ellipse(0.68, 0.045, 0.06, 0.038), pale, "flat", ink=0.8),
        fill(ellipse(-0.2, 0.035, 0.09, 0.036), pale, "flat", ink=0.8), *_dog_head(0.42, 0.36, fur, pale, -8),
    )


def _dog_head(x: float, y: float, fur: Colour, pale: Colour, turn: float = 0.0) -> list[Mark]:
    """A friendly head with a hanging ear; (x, y) is the middle of the skull."""

    def put(knots: Knots) -> Points:
        return moved(curve(knots), x, y, 1.0, turn)

    skull = put(
        [
            (-0.14, 0.02), (-0.10, 0.13), (0.02, 0.155), (0.11, 0.105), (0.145, 0.045), (0.27, 0.025), (0.31, -0.02),
            (0.285, -0.075), (0.16, -0.10), (0.02, -0.13), (-0.10, -0.10),
        ]
    )
    muzzle = put([(0.135, 0.035), (0.27, 0.025), (0.31, -0.02), (0.285, -0.075), (0.17, -0.095), (0.12, -0.04)])
    ear = put(
        [(-0.06, 0.12), (-0.13, 0.10), (-0.20, -0.03), (-0.185, -0.15), (-0.11, -0.16), (-0.045, -0.05), (-0.02, 0.07)]
    )
    nose = put([(0.265, 0.03), (0.305, 0.028), (0.32, -0.005), (0.295, -0.025), (0.265, -0.005)])
    tongue = put([(0.20, -0.085), (0.25, -0.08), (0.245, -0.16), (0.215, -0.17), (0.195, -0.13)])
    ex, ey = moved(ellipse(0.09, 0.045, 1e-6, 1e-6), x, y, 1.0, turn)[0].tolist()
    mouth = moved(curve([(0.29, -0.05), (0.22, -0.075), (0.14, -0.06)], closed=False), x, y, 1.0, turn)
    return [
        fill(tongue, from_hex("#d9707a"), "flat", ink=0.7), fill(skull, fur, "flat", ink=1.1),
        fill(muzzle, pale, "plain", ink=0, casts=False), Line(mouth, 1.2), fill(nose, DARK, "flat", ink=0.4),
        *eye(ex, ey, 0.022), fill(ear, tone(fur, -0.09), "flat", ink=1.0),
    ]
