"""Walking, running and seated people, built on joints."""

from dataclasses import dataclass

from tools.sketch.curves import Knots, Points, box, curve, limb
from tools.sketch.marks import Line, Mark, fill, shifted
from tools.sketch.palette import from_hex, tone
from tools.sketch.subjects.faces import Person
from tools.sketch.subjects.people_clothes import Place, front, outer, skirt

# fmt: off
# Outlines read better as rows of points than as one point a line.


@dataclass(frozen=True)
class Joints:
    """Where a pose puts the body's joints; the first of each pair is the one on the picture's left."""

    hips: tuple[Place, Place]
    knees: tuple[Place, Place]
    feet: tuple[Place, Place]
    shoulders: tuple[Place, Place]
    elbows: tuple[Place, Place]
    hands: tuple[Place, Place]
    head: Place
    toes: tuple[float, float] = (0.85, 0.85)
    """Which way each foot points, -1 left to 1 right."""
_WALKING = Joints(
    hips=((-0.030, 0.520), (0.034, 0.522)), knees=((-0.022, 0.290), (0.078, 0.300)),
    feet=((-0.120, 0.090), (0.122, 0.035)), shoulders=((-0.078, 0.800), (0.086, 0.797)),
    elbows=((-0.108, 0.655), (0.116, 0.655)), hands=((-0.046, 0.535), (0.150, 0.520)), head=(0.010, 0.928),
)
_RUNNING = Joints(
    hips=((-0.008, 0.525), (0.036, 0.525)), knees=((-0.040, 0.300), (0.148, 0.425)),
    feet=((-0.212, 0.235), (0.140, 0.195)), shoulders=((-0.004, 0.790), (0.118, 0.784)),
    elbows=((-0.112, 0.690), (0.190, 0.672)), hands=((-0.062, 0.580), (0.250, 0.750)), head=(0.078, 0.918),
    toes=(0.1, 0.85),
)
_SITTING = Joints(
    hips=((-0.046, 0.335), (0.046, 0.335)), knees=((-0.084, 0.315), (0.090, 0.320)),
    feet=((-0.070, 0.035), (0.104, 0.035)), shoulders=((-0.084, 0.628), (0.084, 0.625)),
    elbows=((-0.120, 0.480), (0.122, 0.485)), hands=((-0.066, 0.380), (0.074, 0.384)), head=(0.0, 0.757),
    toes=(-0.4, 0.5),
)
POSES = {"walking": _WALKING, "running": _RUNNING, "sitting": _SITTING}


def moving(joints: Joints, who: Person, seated: bool) -> list[Mark]:
    """A walking, running or seated figure, built on its joints."""
    marks: list[Mark] = [
        fill(box(-0.145, 0.0, 0.145, 0.29, 0.01), from_hex("#a98a6a"), "flat", ink=1.0)
    ] if seated else []
    for side in (0, 1):
        marks += _lap(joints, side, who) if seated else _leg(joints, side, who)
    (left, y), (right, _) = joints.shoulders
    x = (left + right) / 2
    hip = (joints.hips[0][1] + joints.hips[1][1]) / 2
    sway = (joints.hips[0][0] + joints.hips[1][0]) / 2 - x
    hx, hy = joints.head
    marks += _arm(joints, 0, who, inked_all=True)
    marks.append(
        fill(
            limb([(x, y), ((x + hx) / 2, (y + hy) / 2 - 0.01), (hx, hy - 0.04)], (0.066, 0.050, 0.050)),
            tone(who.skin, -0.05), "flat", ink=0.7,
        )
    )
    hem = hip - 0.02 if seated else hip - (0.19 if "coat" in who.garments else 0.022)
    if "dress" in who.garments and not seated:
        marks += shifted(skirt(who, 0.655, 0.285), x + sway * 0.6)
        hem = 0.652
    trunk = _trunk(
        joints, hem if "dress" not in who.garments or seated else 0.652,
        0.02 if "coat" in who.garments and not seated else 0.0,
    )
    marks += [fill(trunk, outer(who), "flat", ink=1.05), *front(who, x + 0.004, y + 0.034, hem, sway)]
    return [*marks, *_arm(joints, 1, who, inked_all=False)]


def _trunk(joints: Joints, hem: float, flare: float) -> Points:
    (left, y), (right, _) = joints.shoulders
    x, half = (left + right) / 2, (right - left) / 2
    low = (joints.hips[0][0] + joints.hips[1][0]) / 2
    waist = y - (y - joints.hips[0][1]) * 0.62
    middle = x * 0.4 + low * 0.6
    return curve(
        [
            (x - 0.030, y + 0.040, 1), (x - half * 0.66, y + 0.026), (left - 0.004, y), (left - 0.004, y - 0.05),
            (middle - half * 0.84, waist), (low - half * 1.0 - flare, hem, 1), (low, hem - 0.008),
            (low + half * 1.02 + flare, hem, 1), (middle + half * 0.86, waist), (right + 0.006, y - 0.05),
            (right + 0.004, y),
            (x + half * 0.66, y + 0.026), (x + 0.034, y + 0.040, 1), (x, y + 0.022),
        ]
    )


def _arm(joints: Joints, side: int, who: Person, inked_all: bool) -> list[Mark]:
    """A sleeve with its hand. The near one is inked along its sides only, so that it grows out of the shoulder."""
    shoulder, elbow, hand = joints.shoulders[side], joints.elbows[side], joints.hands[side]
    bulk = 1.0 if ("coat" in who.garments or "jacket" in who.garments) else 0.85
    wrist = (elbow[0] + (hand[0] - elbow[0]) * 0.9, elbow[1] + (hand[1] - elbow[1]) * 0.9)
    start = (shoulder[0] - 0.022 * (1 if side else -1), shoulder[1] - 0.016)
    finger = (hand[0] + (hand[0] - elbow[0]) * 0.22, hand[1] + (hand[1] - elbow[1]) * 0.22)
    path: Knots = [
        start, ((start[0] + elbow[0]) / 2 + (0.006 if side else -0.006), (start[1] + elbow[1]) / 2), elbow, wrist,
    ]
    widths = (0.060 * bulk, 0.058 * bulk, 0.052 * bulk, 0.042 * bulk)
    sleeve = limb(path, widths, blunt=True)
    palm = fill(limb([wrist, hand, finger], (0.020, 0.029, 0.018)), who.skin, "flat", ink=0.8)
    tint = tone(outer(who), -0.03 if inked_all else 0.0)
    if inked_all:
        return [palm, fill(sleeve, tint, "flat", ink=0.95)]
    half = (len(sleeve) - 5) // 2  # the five are the round end at the shoulder
    sides: list[Mark] = [
        Line(sleeve[int(half * 0.34) : half], 1.1), Line(sleeve[half : half + int(half * 0.70)], 1.1),
        Line(sleeve[half - 1 : half + 1], 0.9),
    ]
    return [palm, fill(sleeve, tint, "flat", ink=0), *sides]


def _leg(joints: Joints, side: int, who: Person) -> list[Mark]:
    hip, knee, foot = joints.hips[side], joints.knees[side], joints.feet[side]
    bare = "dress" in who.garments
    cloth = who.skin if bare else who.garments["trousers"]
    widths = (0.058, 0.054, 0.040, 0.042, 0.024) if bare else (0.100, 0.090, 0.064, 0.058, 0.044)
    ankle = (foot[0], foot[1] + 0.022)
    thigh = (hip[0] * 0.55 + knee[0] * 0.45 + 0.006, hip[1] * 0.55 + knee[1] * 0.45)
    calf = (knee[0] * 0.55 + ankle[0] * 0.45 - 0.004, knee[1] * 0.55 + ankle[1] * 0.45)
    shape = limb([hip, thigh, knee, calf, ankle], widths, blunt=True)
    return [
        _shoe(foot, joints.toes[side], who), fill(shape, tone(cloth, -0.03 if side == 0 else 0.0), "flat", ink=0.95),
    ]


def _lap(joints: Joints, side: int, who: Person) -> list[Mark]:
    """Thigh and shin of a seated figure, foreshortened."""
    knee, foot, hip = joints.knees[side], joints.feet[side], joints.hips[side]
    cloth = who.skin if "dress" in who.garments else who.garments["trousers"]
    shin = limb(
        [knee, ((knee[0] + foot[0]) / 2, (knee[1] + foot[1]) / 2), (foot[0], foot[1] + 0.02)], (0.078, 0.062, 0.044),
        blunt=True,
    )
    thigh = limb([(hip[0], hip[1] + 0.02), knee], (0.10, 0.086))
    return [
        _shoe(foot, joints.toes[side], who), fill(shin, tone(cloth, -0.03), "flat", ink=0.9),
        fill(thigh, cloth, "flat", ink=0.9),
    ]


def _shoe(foot: Place, toe: float, who: Person) -> Mark:
    x, y = foot
    long = 0.068 * toe
    turn = -1 if toe < 0 else 1
    knots = [
        (x - 0.022 * turn, y + 0.026), (x - 0.028 * turn, y - 0.012), (x - 0.024 * turn, y - 0.034, 1),
        (x + long + 0.014 * turn, y - 0.034, 1), (x + long + 0.012 * turn, y - 0.012),
        (x + long * 0.45 + 0.012 * turn, y + 0.006), (x + 0.022 * turn, y + 0.026),
    ]
    return fill(curve(knots), who.garments["shoes"], "flat", ink=0.9)
