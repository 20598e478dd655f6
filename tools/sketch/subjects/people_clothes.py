"""What people wear on the body: the garment outermost, its front or back, a skirt, a scarf."""

from tools.sketch.curves import curve, limb
from tools.sketch.marks import Line, Mark, fill
from tools.sketch.palette import Colour, mix, tone
from tools.sketch.subjects.faces import Person

# fmt: off
# Outlines read better as rows of points than as one point a line.


Place = tuple[float, float]


def outer(who: Person) -> Colour:
    return who.garments.get("coat") or who.garments.get("jacket") or who.garments.get("dress") or who.garments["shirt"]


def front(who: Person, x: float, y: float, hem: float, sway: float) -> list[Mark]:
    """What closes a garment: a back seam, a round neck, or an open jacket with its lapels over the shirt."""
    open_coat = "coat" in who.garments or "jacket" in who.garments
    if who.faces_away:
        return _back(who, x, y, hem, sway, seam=open_coat)
    return _open_front(who, x, y, hem, sway) if open_coat else _round_neck(who, x, y)


def _back(who: Person, x: float, y: float, hem: float, sway: float, seam: bool) -> list[Mark]:
    collar = curve(
        [
            (x - 0.036, y + 0.012), (x, y + 0.02), (x + 0.036, y + 0.012), (x + 0.04, y - 0.014), (x, y - 0.024),
            (x - 0.04, y - 0.014),
        ]
    )
    run = curve([(x, y - 0.03), (x + sway * 0.5 + 0.003, (y + hem) / 2), (x + sway, hem + 0.01)], closed=False)
    seams: list[Mark] = [Line(run, 0.8, opacity=0.5)] if seam else []
    return [*seams, fill(collar, tone(outer(who), -0.03), "flat", ink=0.8)]


def _round_neck(who: Person, x: float, y: float) -> list[Mark]:
    bare = "dress" in who.garments
    neck = curve(
        [
            (x - 0.031, y + 0.004, 1), (x - 0.018, y - 0.02), (x, y - 0.045 if bare else y - 0.030),
            (x + 0.018, y - 0.02), (x + 0.031, y + 0.004, 1), (x, y - 0.006),
        ]
    )
    tint = tone(who.skin, -0.04) if bare else tone(outer(who), -0.12)
    return [fill(neck, tint, "plain", ink=0.8, casts=False)]


def _open_front(who: Person, x: float, y: float, hem: float, sway: float) -> list[Mark]:
    cloth, shirt = outer(who), who.garments["shirt"]
    gap = curve(
        [
            (x - 0.026, y + 0.004, 1), (x, y - 0.02), (x + 0.028, y + 0.004, 1), (x + 0.020, y - 0.11),
            (x + sway * 0.5 + 0.012, (y + hem) / 2), (x + sway + 0.026, hem, 1), (x + sway - 0.018, hem, 1),
            (x + sway * 0.5 - 0.008, (y + hem) / 2), (x - 0.017, y - 0.11),
        ]
    )
    seen = shirt if hem > 0.45 else mix(shirt, who.garments["trousers"], 0.3)
    marks: list[Mark] = [fill(gap, seen, "flat", ink=0.8, shade=0.7, casts=False)]
    for s in (-1, 1):
        lapel = curve(
            [
                (x + s * 0.027, y + 0.014, 1), (x + s * 0.052, y - 0.006), (x + s * 0.064, y - 0.058, 1),
                (x + s * 0.046, y - 0.066, 1), (x + s * 0.050, y - 0.080, 1), (x + s * 0.018, y - 0.130, 1),
            ]
        )
        marks.append(fill(lapel, tone(cloth, 0.03 if s * who.lit_side > 0 else -0.03), "flat", ink=0.8, casts=False))
    if hem >= 0.6:
        return marks
    pockets = [curve([(x + s * 0.040 + sway, 0.555), (x + s * 0.068 + sway, 0.565)], closed=False) for s in (-1, 1)]
    return [*marks, *[Line(pocket, 1.1, opacity=0.7) for pocket in pockets]]


def skirt(who: Person, waist: float, hem: float) -> list[Mark]:
    cloth = who.garments["dress"]
    skirt = curve(
        [
            (-0.062, waist + 0.012, 1), (-0.100, waist - 0.15), (-0.150, hem, 1), (-0.05, hem - 0.020),
            (0.03, hem - 0.006), (0.156, hem + 0.004, 1), (0.106, waist - 0.15), (0.064, waist + 0.012, 1),
        ]
    )
    folds: list[Mark] = [
        Line(curve([(a, waist - 0.03), (b, (waist + hem) / 2), (c, hem + 0.012)], closed=False), 0.9, opacity=0.6)
        for a, b, c in ((-0.03, -0.05, -0.082), (0.005, 0.012, 0.014), (0.035, 0.06, 0.098))
    ]
    return [fill(skirt, cloth, "flat", ink=1.05), *folds]


def scarf(who: Person, at: Place) -> list[Mark]:
    if "scarf" not in who.garments:
        return []
    x, y, cloth = at[0], at[1] - 0.085, who.garments["scarf"]
    tail = limb(
        [(x + 0.025, y - 0.01), (x + 0.038, y - 0.09), (x + 0.034, y - 0.16)], (0.032, 0.038, 0.042), blunt=True,
    )
    loop = curve(
        [
            (x - 0.054, y + 0.012), (x, y + 0.026), (x + 0.054, y + 0.012), (x + 0.052, y - 0.022), (x, y - 0.040),
            (x - 0.052, y - 0.022),
        ]
    )
    return [fill(tail, tone(cloth, -0.03), "flat", ink=0.9), fill(loop, cloth, "flat", ink=0.95)]
