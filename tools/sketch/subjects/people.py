"""People: a standing figure front and back; moving ones and portraits from their own modules."""

from tools.sketch.curves import Knots, curve
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Line, Mark, fill, shifted
from tools.sketch.palette import tone
from tools.sketch.subjects.faces import Person, head, person_of, portrait
from tools.sketch.subjects.people_clothes import front, outer, scarf, skirt
from tools.sketch.subjects.people_moving import POSES, moving

# fmt: off
# Outlines read better as rows of points than as one point a line.


_HEAD = 0.137
"""Height of a head: the figure is a little more than seven of them."""


def person(look: Look) -> Drawing:
    """A person: whole figure, or a portrait when the pose is "bust"; "behind" turns the back."""
    who = person_of(look)
    if look.pose == "bust":
        return portrait(who)
    joints = POSES.get(look.pose or "")
    place = joints.head if joints else (0.004, 0.925)
    head_marks = shifted(head(who), place[0], place[1], _HEAD)
    behind, before = head_marks[: who.back_marks], head_marks[who.back_marks :]
    body = moving(joints, who, seated=look.pose == "sitting") if joints else standing(who)
    return (*behind, *body, *scarf(who, place), *before)


def standing(who: Person) -> list[Mark]:
    """Weight on one leg, one hand in the pocket: each garment is one silhouette, sleeves and all."""
    dress, coat = "dress" in who.garments, "coat" in who.garments
    marks = _bare_legs(who) if dress else _trousers(who)
    for hand in ([(-0.117, 0.520), (-0.122, 0.488), (-0.108, 0.458), (-0.092, 0.470), (-0.086, 0.520)],):
        marks.append(fill(curve(hand), who.skin, "flat", ink=0.8))
    marks.append(
        fill(
            curve(
                [
                    (-0.028, 0.875), (-0.026, 0.842), (-0.052, 0.822), (0, 0.79), (0.056, 0.820), (0.032, 0.842),
                    (0.034, 0.875),
                ]
            ),
            tone(who.skin, -0.05), "flat", ink=0.7,
        )
    )
    if dress:
        marks += skirt(who, 0.655, 0.245)
    hem = 0.33 if coat else 0.652 if dress else 0.497
    marks += _top(who, hem, 0.024 if coat else -0.014 if dress else 0.0)
    return marks


def _trousers(who: Person) -> list[Mark]:
    cloth = who.garments["trousers"]
    left = curve(
        [
            (-0.080, 0.54, 1), (-0.087, 0.45), (-0.080, 0.29), (-0.083, 0.18), (-0.084, 0.052, 1), (-0.042, 0.046, 1),
            (-0.034, 0.18), (-0.026, 0.29), (0.0, 0.475, 1), (0.0, 0.54, 1),
        ]
    )
    right = curve(
        [
            (0.084, 0.54, 1), (0.090, 0.45), (0.072, 0.29), (0.072, 0.18), (0.080, 0.050, 1), (0.038, 0.044, 1),
            (0.028, 0.18), (0.020, 0.29), (0.0, 0.475, 1), (0.0, 0.54, 1),
        ]
    )
    folds: list[Mark] = [
        Line(curve(k, closed=False), 0.8, opacity=0.55)
        for k in (
            [(-0.072, 0.300), (-0.052, 0.290), (-0.036, 0.298)], [(0.030, 0.300), (0.048, 0.290), (0.064, 0.300)],
            [(0.0, 0.47), (0.012, 0.445), (0.03, 0.435)],
        )
    ]
    return [
        *_shoes(who), fill(left, cloth, "flat", ink=0.95), fill(right, tone(cloth, -0.015), "flat", ink=0.95), *folds,
    ]


def _shoes(who: Person) -> list[Mark]:
    leather = who.garments["shoes"]
    left = curve(
        [
            (-0.084, 0.066), (-0.088, 0.034), (-0.106, 0.010), (-0.100, -0.004), (-0.070, -0.008), (-0.046, 0.0),
            (-0.040, 0.03), (-0.042, 0.064),
        ]
    )
    right = curve(
        [
            (0.040, 0.062), (0.038, 0.028), (0.046, 0.0), (0.072, -0.008), (0.100, -0.003), (0.106, 0.012),
            (0.086, 0.034), (0.080, 0.062),
        ]
    )
    return [fill(left, leather, "flat", ink=0.9), fill(right, leather, "flat", ink=0.9)]


def _bare_legs(who: Person) -> list[Mark]:
    left = curve(
        [
            (-0.060, 0.40), (-0.068, 0.29), (-0.072, 0.20), (-0.066, 0.045), (-0.044, 0.045), (-0.036, 0.20),
            (-0.030, 0.29), (-0.012, 0.40),
        ]
    )
    right = curve(
        [
            (0.060, 0.40), (0.062, 0.29), (0.064, 0.20), (0.064, 0.045), (0.042, 0.045), (0.030, 0.20), (0.026, 0.29),
            (0.012, 0.40),
        ]
    )
    shoes: list[Mark] = [
        fill(curve(k), who.garments["shoes"], "flat", ink=0.9)
        for k in (
            [
                (-0.072, 0.045), (-0.088, 0.012), (-0.086, -0.004), (-0.054, -0.006), (-0.038, 0.012), (-0.040, 0.045),
                (-0.055, 0.032),
            ],
            [
                (0.070, 0.045), (0.086, 0.012), (0.084, -0.004), (0.052, -0.006), (0.036, 0.012), (0.038, 0.045),
                (0.053, 0.032),
            ],
        )
    ]
    return [fill(right, tone(who.skin, -0.02), "flat", ink=0.85), fill(left, who.skin, "flat", ink=0.85), *shoes]


def _top(who: Person, hem: float, flare: float) -> list[Mark]:
    """Shirt, jacket, coat or bodice with both sleeves, in one outline."""
    slim = 0.0 if ("coat" in who.garments or "jacket" in who.garments) else 0.006
    cloth = outer(who)
    waist = max(hem + 0.012, 0.62)
    knots: Knots = [
        (-0.030, 0.842, 1), (-0.068, 0.825), (-0.098, 0.800), (-0.116 + slim, 0.735), (-0.128 + slim, 0.655),
        (-0.127 + slim, 0.58), (-0.121 + slim, 0.510, 1), (-0.084, 0.506, 1), (-0.087, 0.585), (-0.088, 0.645),
        (-0.080, 0.705, 1), (-0.074 + slim, waist), (-0.088 + slim - flare, hem, 1), (0.002, hem - 0.009),
        (0.092 - slim + flare, hem, 1), (0.076 - slim, waist), (0.082, 0.700, 1), (0.106, 0.648), (0.092, 0.600),
        (0.076, 0.578, 1), (0.083, 0.540, 1), (0.130 - slim, 0.592), (0.150 - slim, 0.655), (0.124 - slim, 0.735),
        (0.104, 0.800), (0.070, 0.825), (0.034, 0.842, 1), (0.002, 0.826),
    ]
    marks: list[Mark] = [fill(curve(knots), cloth, "flat", ink=1.05)]
    marks += [
        Line(curve(k, closed=False), 1.0, opacity=0.75)
        for k in ([(-0.080, 0.705), (-0.078, 0.735), (-0.070, 0.765)], [(0.082, 0.700), (0.081, 0.735), (0.074, 0.765)])
    ]
    marks += [
        Line(curve(k, closed=False), 0.8, opacity=0.5)
        for k in ([(-0.122, 0.660), (-0.106, 0.652), (-0.096, 0.660)], [(0.112, 0.662), (0.126, 0.652), (0.142, 0.660)])
    ]
    return [*marks, *front(who, 0.002, 0.838, hem, 0.0)]
