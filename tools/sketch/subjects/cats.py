"""A cat: sitting, walking, asleep."""

from tools.sketch.curves import curve, ellipse, limb
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Line, Mark, fill, shifted
from tools.sketch.palette import Colour, from_hex, lightness, mix, tone
from tools.sketch.subjects.anatomy import DARK, belly, leg

# fmt: off
# Outlines read better as rows of points than as one point a line.


def cat(look: Look) -> Drawing:
    fur = look.or_colour("#8b8790")
    pale = look.accent or mix(fur, from_hex("#f6efe4"), 0.65 if lightness(fur) > 0.35 else 0.2)
    if look.pose == "lying":
        body = curve(
            [
                (-0.52, 0.04), (-0.54, 0.2), (-0.36, 0.33), (-0.05, 0.37), (0.22, 0.33), (0.36, 0.18), (0.32, 0.03),
                (-0.1, 0.0),
            ]
        )
        tail = limb([(-0.48, 0.08), (-0.30, 0.04), (-0.02, 0.055), (0.2, 0.04)], (0.09, 0.085, 0.075, 0.05))
        return (
            fill(body, fur, "flat", ink=1.15),
            *_stripes(((-0.35, 0.30), (-0.2, 0.345), (-0.05, 0.36), (0.1, 0.345)), fur),
            fill(tail, tone(fur, -0.03), "flat"), fill(ellipse(0.36, 0.05, 0.075, 0.04), pale, "flat", ink=0.8),
            *_cat_head(0.33, 0.25, fur, pale, asleep=True),
        )
    if look.pose in ("running", "walking"):
        return _cat_walking(fur, pale)
    body = curve(
        [
            (-0.23, 0.04), (-0.28, 0.2), (-0.22, 0.42), (-0.10, 0.62), (-0.04, 0.72), (0.12, 0.72), (0.17, 0.55),
            (0.18, 0.3), (0.2, 0.04), (0.0, 0.01),
        ]
    )
    tail = limb([(-0.2, 0.06), (-0.40, 0.08), (-0.48, 0.24), (-0.40, 0.36)], (0.085, 0.08, 0.07, 0.04))
    return (
        fill(tail, fur, "flat"), fill(body, fur, "flat", ink=1.15),
        belly(curve([(0.03, 0.66), (0.13, 0.62), (0.14, 0.4), (0.07, 0.34), (0.02, 0.5)]), pale),
        *_stripes(((-0.22, 0.38), (-0.17, 0.49), (-0.11, 0.59)), fur),
        Line(curve([(-0.22, 0.1), (-0.16, 0.25), (-0.05, 0.24), (-0.02, 0.1)], closed=False), 1.1, opacity=0.8),
        Line(curve([(0.07, 0.36), (0.075, 0.2), (0.07, 0.06)], closed=False), 1.0, opacity=0.8),
        *[fill(ellipse(x, 0.028, 0.06, 0.032), pale, "flat", ink=0.9) for x in (-0.10, 0.04, 0.155)],
        *_cat_head(0.06, 0.82, fur, pale),
    )


def _stripes(places: tuple[tuple[float, float], ...], fur: Colour) -> list[Mark]:
    return [
        Line(curve([(x, y), (x + 0.035, y - 0.05), (x + 0.05, y - 0.11)], closed=False), 3.2, tone(fur, -0.13), 0.8)
        for x, y in places
    ]


def _cat_head(x: float, y: float, fur: Colour, pale: Colour, asleep: bool = False) -> Drawing:
    """The head seen from the front, its middle at (x, y)."""
    round_face = curve(
        [
            (0, 0.135), (-0.12, 0.12), (-0.19, 0.02), (-0.17, -0.08), (-0.08, -0.14), (0, -0.15), (0.08, -0.14),
            (0.17, -0.08), (0.19, 0.02), (0.12, 0.12),
        ]
    )
    muzzle = curve([(-0.075, -0.05), (0, -0.02), (0.075, -0.05), (0.07, -0.12), (0, -0.145), (-0.07, -0.12)])
    brow: list[Mark] = [
        Line(curve([(d, 0.125), (d * 0.8, 0.075)], closed=False), 2.2, tone(fur, -0.13), 0.8) for d in (-0.04, 0, 0.04)
    ]
    sides = [mark for s in (-1, 1) for mark in (*_cat_eye(s, asleep), *_whiskers(s))]
    ears = [mark for s in (-1, 1) for mark in _cat_ear(s, fur)]
    face: list[Mark] = [
        fill(round_face, fur, "flat", ink=1.1), fill(muzzle, pale, "plain", ink=0, casts=False), *sides, *_cat_mouth(),
    ]
    return shifted([*ears, *face, *brow], x, y)


def _cat_ear(s: int, fur: Colour) -> list[Mark]:
    inner = curve([(s * 0.085, 0.115, 1), (s * 0.142, 0.185, 1), (s * 0.15, 0.075, 1)])
    return [
        fill(curve([(s * 0.05, 0.11, 1), (s * 0.155, 0.235, 1), (s * 0.175, 0.04, 1)]), fur, "flat", ink=1.0),
        fill(inner, from_hex("#e3a9a0"), "plain", ink=0, casts=False),
    ]


def _cat_eye(s: int, asleep: bool) -> list[Mark]:
    if asleep:
        lid = curve([(s * 0.05, 0.01), (s * 0.085, -0.012), (s * 0.125, 0.012)], closed=False)
        return [Line(lid, 1.5)]
    return [
        fill(ellipse(s * 0.085, 0.015, 0.037, 0.035), from_hex("#d9c65a"), "plain", ink=0.9, casts=False),
        fill(ellipse(s * 0.085, 0.015, 0.012, 0.032), DARK, "lamp", ink=0, casts=False),
    ]


def _whiskers(s: int) -> list[Mark]:
    return [
        Line(
            curve([(s * 0.06, d - 0.065), (s * 0.16, d * 2.2 - 0.06), (s * 0.25, d * 3 - 0.075)], closed=False), 0.6,
            opacity=0.75,
        )
        for d in (-0.012, 0.012)
    ]


def _cat_mouth() -> list[Mark]:
    nose = curve([(-0.022, -0.035), (0.022, -0.035), (0, -0.06, 1)])
    lips = curve([(-0.05, -0.088), (-0.02, -0.098), (0, -0.065), (0.02, -0.098), (0.05, -0.088)], closed=False)
    return [fill(nose, from_hex("#d48a86"), "plain", ink=0.6, casts=False), Line(lips, 1.0)]


def _cat_walking(fur: Colour, pale: Colour) -> Drawing:
    body = curve(
        [
            (-0.44, 0.36), (-0.42, 0.50), (-0.2, 0.53), (0.1, 0.50), (0.3, 0.56), (0.40, 0.48), (0.36, 0.34),
            (0.1, 0.30), (-0.2, 0.31),
        ]
    )
    return (
        fill(limb([(-0.42, 0.46), (-0.56, 0.60), (-0.52, 0.82)], (0.075, 0.065, 0.04)), fur, "flat"),
        leg([(-0.26, 0.38), (-0.20, 0.2), (-0.22, 0.03)], (0.12, 0.07, 0.06), fur, True),
        leg([(0.22, 0.38), (0.16, 0.2), (0.15, 0.03)], (0.1, 0.065, 0.06), fur, True),
        fill(body, fur, "flat", ink=1.15), *_stripes(((-0.3, 0.52), (-0.16, 0.52), (-0.02, 0.51), (0.12, 0.50)), fur),
        leg([(-0.34, 0.38), (-0.42, 0.22), (-0.44, 0.03)], (0.15, 0.07, 0.06), fur, False),
        leg([(0.3, 0.40), (0.38, 0.2), (0.42, 0.03)], (0.11, 0.07, 0.06), fur, False),
        *[fill(ellipse(x, 0.025, 0.05, 0.028), pale, "flat", ink=0.8) for x in (-0.42, 0.44)],
        *_cat_head(0.40, 0.66, fur, pale),
    )
