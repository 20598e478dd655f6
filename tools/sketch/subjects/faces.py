"""Who a person is (skin, hair, clothes), their head one unit high about its centre, and the portrait to the chest."""

from dataclasses import dataclass

from tools.sketch.curves import Knots, curve, ellipse
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Line, Mark, fill, shifted
from tools.sketch.palette import Colour, from_hex, lightness, mix, tone

# fmt: off
# Outlines read better as rows of points than as one point a line.

_LOOKS = (
    ("#f0cdb0", "#7a4f31"), ("#efc9ab", "#b5803f"), ("#e6b893", "#3f2c26"), ("#d8a378", "#2e2624"),
    ("#c08a5f", "#2c2422"), ("#98643f", "#2a2222"), ("#74492f", "#241d1e"),
)
"""Skin and hair that go together."""


@dataclass(frozen=True)
class Person:
    """Somebody: the same in every variant of one description."""

    kind: str
    skin: Colour
    hair: Colour
    long_hair: bool
    garments: dict[str, Colour]
    faces_away: bool
    lit_side: float
    back_marks: int
    """How many of the head's first marks belong behind the shoulders."""


def person_of(look: Look) -> Person:
    """The person of a look: what it leaves open is thrown with its dice."""
    skin, hair = (from_hex(code) for code in _LOOKS[int(look.dice.integers(len(_LOOKS)))])
    hair = look.parts.get("hair") or hair
    kind = look.kind if look.kind != "person" else ("woman", "man")[int(look.dice.integers(2))]
    garments = _wardrobe(look, kind)
    away = look.pose == "behind"
    long_hair = kind == "woman"
    return Person(kind, skin, hair, long_hair, garments, away, look.side, 1 if long_hair and not away else 0)


def _wardrobe(look: Look, kind: str) -> dict[str, Colour]:
    """Garments named in the description with their colours, and quiet ones for what is left."""
    named = {
        name: colour
        for name, colour in look.parts.items()
        if name in ("jacket", "coat", "dress", "shirt", "trousers", "hat", "scarf")
    }
    usual = {
        "jacket": "#5c6f86", "coat": "#b08a62", "dress": "#b8574e", "shirt": "#ece4d6", "trousers": "#47536b",
        "hat": "#b98a5a", "scarf": "#c9683f", "suit": "#3f4961",
    }
    worn = {name: colour or from_hex(usual[name]) for name, colour in named.items()}
    if "suit" in look.parts:
        suit = look.parts["suit"] or from_hex(usual["suit"])
        worn = {"jacket": suit, "trousers": suit, **worn}
    if look.colour and not worn:
        worn["shirt"] = look.colour
    if not worn:
        worn["shirt" if kind == "man" else "jacket"] = from_hex(
            ("#5d7f8c", "#b5583f", "#6f7f55", "#d0a04d")[int(look.dice.integers(4))]
        )
    worn.setdefault("shirt", from_hex(usual["shirt"]))
    worn.setdefault("trousers", from_hex("#46536a" if lightness(worn["shirt"]) > 0.4 else "#a08a6c"))
    worn.setdefault("shoes", from_hex("#4b3a33") if "dress" not in worn else from_hex("#7a4a3a"))
    return worn


_SKULL: Knots = (
    (0, -0.5), (0.15, -0.475), (0.265, -0.33), (0.315, -0.08), (0.325, 0.16), (0.25, 0.4), (0, 0.5), (-0.25, 0.4),
    (-0.325, 0.16), (-0.315, -0.08), (-0.265, -0.33), (-0.15, -0.475),
)


def head(who: Person) -> list[Mark]:
    """The head: hair behind first (see `Person.back_marks`), then face, features, hair in front, hat."""
    if who.faces_away:
        return [*_ears(who), *_from_behind(who), *_hat(who)]
    back: list[Mark] = []
    if who.long_hair:
        back = [
            fill(
                curve(
                    [
                        (-0.30, 0.42), (-0.42, 0.1), (-0.45, -0.3), (-0.52, -0.72), (-0.30, -0.86), (0.0, -0.80),
                        (0.30, -0.86), (0.52, -0.72), (0.45, -0.3), (0.42, 0.1), (0.30, 0.42), (0, 0.56),
                    ]
                ),
                tone(who.hair, -0.03), "flat", ink=1.0,
            )
        ]
    face: list[Mark] = [*_ears(who), fill(curve(_SKULL), who.skin, "flat", ink=1.0, shade=0.8), *_features(who)]
    return [*back, *face, *_hair(who), *_hat(who)]


def _ears(who: Person) -> list[Mark]:
    return [
        fill(ellipse(s * 0.325, -0.04, 0.055, 0.095), tone(who.skin, -0.03), "flat", ink=0.8)
        for s in (-1, 1)
    ] if not who.long_hair else []


def _features(who: Person) -> list[Mark]:
    """Few strokes: brows, eyes, nose, mouth, a blush; turned a little towards the light."""
    turn = 0.035 if who.lit_side > 0 else -0.035
    dark = mix(who.hair, from_hex("#231c22"), 0.6)
    blush = mix(who.skin, from_hex("#c9503c"), 0.32)
    lips = mix(who.skin, from_hex("#b23b3b"), 0.6 if who.kind == "woman" else 0.3)
    marks: list[Mark] = [
        fill(ellipse(turn + s * 0.19, -0.15, 0.075, 0.05), blush, "plain", ink=0, opacity=0.55, soft=0.025, casts=False)
        for s in (-1, 1)
    ]
    for s in (-1, 1):
        x = turn + s * 0.135
        marks += [
            fill(
                curve([(x - 0.068, 0.005), (x - 0.01, 0.045), (x + 0.068, 0.005), (x, -0.03)]), from_hex("#fbf6ee"),
                "plain", ink=0, casts=False,
            ),
            fill(ellipse(x + turn * 0.3, 0.008, 0.029, 0.033), dark, "lamp", ink=0, casts=False),
            fill(ellipse(x + turn * 0.3 - 0.01, 0.02, 0.008, 0.008), from_hex("#ffffff"), "lamp", ink=0, casts=False),
            Line(curve([(x - 0.078, 0.002), (x - 0.01, 0.05), (x + 0.078, 0.006)], closed=False), 1.5, dark),
            Line(
                curve([(x - 0.085, 0.115), (x - s * 0.01, 0.145), (x + 0.085, 0.115)], closed=False),
                2.0 if who.kind == "man" else 1.4, dark, 0.9,
            ),
        ]
    nose = curve(
        [(turn * 1.2 + 0.012, 0.0), (turn * 2.0, -0.10), (turn * 2.0 - 0.012, -0.15), (turn * 1.4 + 0.022, -0.165)],
        closed=False,
    )
    marks.append(Line(nose, 1.0, tone(who.skin, -0.22), 0.85))
    mouth = turn * 1.25
    marks += [
        fill(
            curve(
                [
                    (mouth - 0.09, -0.272, 1), (mouth - 0.03, -0.250), (mouth, -0.258), (mouth + 0.03, -0.250),
                    (mouth + 0.09, -0.272, 1), (mouth, -0.325),
                ]
            ),
            lips, "plain", ink=0, casts=False,
        ),
        Line(
            curve([(mouth - 0.1, -0.268), (mouth, -0.283), (mouth + 0.1, -0.266)], closed=False), 1.1, tone(lips, -0.2),
        ),
    ]
    return marks


def _hair(who: Person) -> list[Mark]:
    hair = who.hair
    if who.long_hair:
        left = curve(
            [
                (0.06, 0.50, 1), (-0.16, 0.535), (-0.36, 0.36), (-0.43, 0.0), (-0.44, -0.38), (-0.37, -0.58, 1),
                (-0.33, -0.3), (-0.325, 0.0), (-0.26, 0.22), (-0.10, 0.36),
            ]
        )
        right = curve(
            [
                (0.04, 0.51, 1), (0.2, 0.52), (0.37, 0.34), (0.43, 0.0), (0.45, -0.38), (0.38, -0.58, 1), (0.335, -0.3),
                (0.33, 0.0), (0.29, 0.2), (0.17, 0.37),
            ]
        )
        strands: list[Mark] = [
            Line(curve(k, closed=False), 0.9, tone(hair, 0.14), 0.7)
            for k in (
                [(0.0, 0.5), (-0.2, 0.42), (-0.33, 0.22)], [(-0.37, 0.1), (-0.40, -0.15), (-0.39, -0.4)],
                [(0.1, 0.5), (0.27, 0.36), (0.355, 0.15)], [(0.385, 0.0), (0.40, -0.2), (0.395, -0.42)],
            )
        ]
        return [fill(right, hair, "flat", ink=0.95), fill(left, hair, "flat", ink=0.95), *strands]
    cap = curve(
        [
            (-0.335, 0.06, 1), (-0.385, 0.28), (-0.28, 0.51), (0.0, 0.59), (0.28, 0.52), (0.385, 0.28),
            (0.335, 0.06, 1), (0.305, 0.2), (0.24, 0.27), (0.08, 0.30), (-0.10, 0.37), (-0.24, 0.27), (-0.30, 0.2),
        ]
    )
    strands = [
        Line(curve(k, closed=False), 0.9, tone(hair, 0.14), 0.7)
        for k in ([(-0.2, 0.36), (-0.05, 0.46), (0.14, 0.49)], [(0.0, 0.36), (0.14, 0.42), (0.28, 0.38)])
    ]
    return [fill(cap, hair, "flat", ink=1.0), *strands]


def _from_behind(who: Person) -> list[Mark]:
    neck = fill(
        curve([(-0.16, -0.2), (-0.17, -0.62), (0.17, -0.62), (0.16, -0.2)]), tone(who.skin, -0.06), "flat", ink=0.7,
    )
    if who.long_hair:
        mass = curve(
            [
                (0, 0.56), (-0.3, 0.46), (-0.42, 0.1), (-0.43, -0.35), (-0.46, -0.86), (-0.22, -1.0), (0.02, -0.94),
                (0.24, -1.0), (0.46, -0.86), (0.43, -0.35), (0.42, 0.1), (0.3, 0.46),
            ]
        )
        strands: list[Mark] = [
            Line(
                curve([(x * 0.4, 0.46), (x, 0.1), (x * 1.05, -0.4), (x * 0.95, -0.85)], closed=False), 0.9,
                tone(who.hair, 0.12), 0.65,
            )
            for x in (-0.3, -0.14, 0.02, 0.18, 0.32)
        ]
        return [neck, fill(mass, who.hair, "flat", ink=1.0), *strands]
    crop = curve(
        [
            (0, 0.57), (-0.28, 0.48), (-0.37, 0.15), (-0.31, -0.2), (-0.2, -0.36), (0, -0.40), (0.2, -0.36),
            (0.31, -0.2), (0.37, 0.15), (0.28, 0.48),
        ]
    )
    return [
        neck, fill(crop, who.hair, "flat", ink=1.0),
        Line(curve([(-0.1, 0.45), (-0.16, 0.2), (-0.1, 0.0)], closed=False), 0.9, tone(who.hair, 0.12), 0.6),
        Line(curve([(0.1, 0.45), (0.17, 0.2), (0.12, -0.05)], closed=False), 0.9, tone(who.hair, 0.12), 0.6),
    ]


def _hat(who: Person) -> list[Mark]:
    if "hat" not in who.garments:
        return []
    felt = who.garments["hat"]
    brim = curve(
        [(-0.66, 0.24), (-0.4, 0.33), (0, 0.30), (0.4, 0.33), (0.66, 0.24), (0.35, 0.17), (0, 0.155), (-0.35, 0.17)]
    )
    crown = curve(
        [(-0.37, 0.27, 1), (-0.33, 0.58), (-0.16, 0.70), (0, 0.66), (0.16, 0.70), (0.33, 0.58), (0.37, 0.27, 1)]
    )
    band = curve([(-0.372, 0.27, 1), (-0.36, 0.38, 1), (0, 0.36), (0.36, 0.38, 1), (0.372, 0.27, 1), (0, 0.24)])
    return [
        fill(crown, felt, "flat", ink=1.0), fill(band, tone(felt, -0.22), "flat", ink=0.7, casts=False),
        fill(brim, felt, "flat", ink=1.0),
    ]


def portrait(who: Person) -> Drawing:
    """Head and shoulders; the picture's lower edge cuts the chest."""
    outer = who.garments.get("coat") or who.garments.get("jacket")
    shirt = who.garments.get("dress") or who.garments["shirt"]
    broad = 0.47 if who.kind == "man" else 0.41
    half = [(broad + 0.03, -0.12, 1), (broad, 0.1), (broad - 0.07, 0.24), (0.2, 0.325), (0.095, 0.375, 1)]
    chest = curve([*[(-x, *rest) for x, *rest in half], (0.0, 0.30), *half[::-1]])
    neck = curve([(-0.098, 0.50), (-0.092, 0.38), (-0.15, 0.3), (0, 0.19), (0.15, 0.3), (0.092, 0.38), (0.098, 0.50)])
    head_marks = shifted(head(who), 0.0, 0.70, 0.46)
    marks: list[Mark] = [
        *head_marks[: who.back_marks], fill(neck, tone(who.skin, -0.05), "flat", ink=0.8),
        fill(chest, shirt, "flat", ink=1.1),
    ]
    collar = curve([(-0.105, 0.365), (-0.06, 0.315), (0, 0.297), (0.06, 0.315), (0.105, 0.365)], closed=False)
    marks.append(Line(collar, 1.6, tone(shirt, -0.16), 0.9))
    if outer is not None:
        marks += [mark for s in (-1, 1) for mark in _lapel(outer, broad, s, who)]
    if "scarf" in who.garments:
        wrap = curve([(-0.18, 0.42), (0, 0.45), (0.18, 0.42), (0.19, 0.29), (0.02, 0.235), (-0.18, 0.29)])
        marks.append(fill(wrap, who.garments["scarf"], "flat", ink=1.0))
    return (*marks, *head_marks[who.back_marks :])


def _lapel(outer: Colour, broad: float, s: int, who: Person) -> list[Mark]:
    panel = curve(
        [
            (s * (broad + 0.05), -0.12, 1), (s * (broad + 0.02), 0.12), (s * (broad - 0.06), 0.255), (s * 0.2, 0.345),
            (s * 0.085, 0.415, 1), (s * 0.105, 0.27), (s * 0.065, 0.05), (s * 0.045, -0.12, 1),
        ]
    )
    lapel = curve(
        [
            (s * 0.085, 0.42, 1), (s * 0.17, 0.375), (s * 0.235, 0.20, 1), (s * 0.17, 0.185, 1), (s * 0.185, 0.14, 1),
            (s * 0.06, -0.06, 1), (s * 0.10, 0.2),
        ]
    )
    crease = curve([(s * (broad - 0.1), 0.0), (s * (broad - 0.075), 0.08), (s * (broad - 0.085), 0.14)], closed=False)
    tint = tone(outer, 0.035 if s * who.lit_side > 0 else -0.035)
    return [
        fill(panel, outer, "flat", ink=1.1), fill(lapel, tint, "flat", ink=0.9, casts=False),
        Line(crease, 1.0, opacity=0.6),
    ]
