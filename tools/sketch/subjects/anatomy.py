"""What animals have in common: an eye, a leg, a paler belly."""

from tools.sketch.curves import Knots, Points, ellipse, limb
from tools.sketch.marks import Mark, fill
from tools.sketch.palette import WHITE, Colour, from_hex, tone

# fmt: off
# Outlines read better as rows of points than as one point a line.


DARK = from_hex("#2b2427")


def eye(x: float, y: float, r: float) -> list[Mark]:
    return [
        fill(ellipse(x, y, r, r * 1.1), DARK, "lamp", ink=0, casts=False),
        fill(ellipse(x + r * 0.3, y + r * 0.4, r * 0.32, r * 0.32), WHITE, "lamp", ink=0, casts=False),
    ]


def leg(knots: Knots, widths: tuple[float, ...], fur: Colour, far: bool) -> Mark:
    return fill(limb(knots, widths), tone(fur, -0.07 if far else 0.0), "flat", ink=0.95)


def belly(outline: Points, tint: Colour) -> Mark:
    return fill(outline, tint, "plain", ink=0, casts=False, opacity=0.9)
