"""Clothes without anybody in them, on a hanger; a hat lies by itself."""

from tools.sketch.curves import box, curve, limb, segment
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Line, Mark, fill
from tools.sketch.palette import from_hex, mix, tone

# fmt: off
# Outlines read better as rows of points than as one point a line.


def garment(look: Look) -> Drawing:
    """The garment of the look's kind."""
    if look.kind == "hat":
        return _hat(look)
    if look.kind == "trousers":
        return (*_hanger(0.98), *_trousers(look))
    long = {"coat": 0.02, "dress": 0.0, "jacket": 0.22, "suit": 0.22}.get(look.kind, 0.30)
    if look.kind == "dress":
        return (*_hanger(0.98), *_dress(look))
    return (*_hanger(0.98), *_top(look, long))


def _hanger(top: float) -> list[Mark]:
    wire = from_hex("#7d7f86")
    hook = curve(
        [(0.0, top - 0.06), (0.0, top + 0.015), (0.035, top + 0.05), (0.02, top + 0.085), (-0.02, top + 0.08)],
        closed=False,
    )
    return [
        Line(hook, 2.2, wire, even=True),
        fill(
            limb([(-0.25, top - 0.14), (0, top - 0.055), (0.25, top - 0.14)], (0.022, 0.03, 0.022)),
            from_hex("#a9764a"), "flat", ink=0.8,
        ),
    ]


def _top(look: Look, hem: float) -> list[Mark]:
    opens = look.kind in ("jacket", "coat", "suit")
    cloth = look.or_colour("#5c6f86" if opens else "#e7dfd0")
    body = curve(
        [
            (-0.085, 0.93, 1), (-0.24, 0.865), (-0.31, 0.80), (-0.40, 0.52), (-0.425, 0.40, 1), (-0.31, 0.375, 1),
            (-0.255, 0.60), (-0.235, 0.66, 1), (-0.235, 0.45), (-0.245, hem, 1), (0, hem - 0.015), (0.245, hem, 1),
            (0.235, 0.45), (0.235, 0.66, 1), (0.255, 0.60), (0.31, 0.375, 1), (0.425, 0.40, 1), (0.40, 0.52),
            (0.31, 0.80), (0.24, 0.865), (0.085, 0.93, 1), (0, 0.885),
        ]
    )
    marks: list[Mark] = [fill(body, cloth, "flat", ink=1.15)]
    marks += [
        Line(curve([(s * 0.235, 0.66), (s * 0.232, 0.73), (s * 0.215, 0.79)], closed=False), 1.0, opacity=0.7)
        for s in (-1, 1)
    ]
    if not opens:
        neck = curve([(-0.085, 0.93), (0, 0.865), (0.085, 0.93), (0, 0.905)])
        print_tint = look.accent or mix(cloth, from_hex("#c9623f"), 0.55)
        return [
            *marks, fill(neck, tone(cloth, -0.14), "plain", ink=0.9, casts=False),
            fill(box(-0.1, 0.56, 0.1, 0.72, 0.02), print_tint, "plain", ink=0.4, opacity=0.85, casts=False),
        ]
    for s in (-1, 1):
        lapel = curve(
            [
                (s * 0.085, 0.94, 1), (s * 0.15, 0.87), (s * 0.16, 0.74, 1), (s * 0.115, 0.725, 1),
                (s * 0.125, 0.69, 1), (s * 0.012, 0.55, 1), (s * 0.05, 0.78),
            ]
        )
        marks += [
            fill(lapel, tone(cloth, 0.035 if s * look.side > 0 else -0.035), "flat", ink=0.9, casts=False),
            Line(segment(s * 0.11, hem + 0.16, s * 0.19, hem + 0.175), 1.3, opacity=0.8),
        ]
    marks += [
        Line(curve([(0.0, 0.55), (0.006, (hem + 0.55) / 2), (0.0, hem)], closed=False), 1.2),
        *[
            fill(
                box(0.012, y, 0.032, y + 0.022, 0.01), look.accent or from_hex("#d8c08a"), "plain", ink=0.5,
                casts=False,
            )
            for y in (0.48, 0.39, 0.30)
            if y > hem + 0.05
        ],
    ]
    return marks


def _dress(look: Look) -> list[Mark]:
    cloth = look.or_colour("#b8574e")
    body = curve(
        [
            (-0.10, 0.92, 1), (-0.17, 0.86), (-0.19, 0.76), (-0.15, 0.70), (-0.13, 0.56, 1), (-0.2, 0.36),
            (-0.33, 0.03, 1), (-0.12, -0.01), (0.1, 0.015), (0.33, 0.03, 1), (0.2, 0.36), (0.13, 0.56, 1), (0.15, 0.70),
            (0.19, 0.76), (0.17, 0.86), (0.10, 0.92, 1), (0.06, 0.80), (0, 0.775), (-0.06, 0.80),
        ]
    )
    folds: list[Mark] = [
        Line(curve([(a, 0.52), (b, 0.3), (c, 0.04)], closed=False), 1.0, opacity=0.65)
        for a, b, c in ((-0.07, -0.11, -0.18), (-0.01, -0.015, -0.03), (0.06, 0.09, 0.13))
    ]
    return [
        fill(body, cloth, "flat", ink=1.15),
        fill(box(-0.132, 0.54, 0.132, 0.58), look.accent or tone(cloth, -0.09), "flat", ink=0.8, casts=False), *folds,
    ]


def _trousers(look: Look) -> list[Mark]:
    cloth = look.or_colour("#47536b")
    body = curve(
        [
            (-0.19, 0.90, 1), (0.19, 0.90, 1), (0.21, 0.7), (0.215, 0.02, 1), (0.05, 0.0, 1), (0.0, 0.60, 1),
            (-0.05, 0.0, 1), (-0.215, 0.02, 1), (-0.21, 0.7),
        ]
    )
    return [
        fill(body, cloth, "flat", ink=1.15),
        fill(box(-0.192, 0.85, 0.192, 0.905), tone(cloth, -0.04), "flat", ink=0.8, casts=False),
        Line(curve([(0.0, 0.85), (0.005, 0.7), (0.0, 0.6)], closed=False), 1.0),
        *[
            Line(curve([(s * 0.18, 0.82), (s * 0.12, 0.8), (s * 0.1, 0.86)], closed=False), 1.0, opacity=0.8)
            for s in (-1, 1)
        ],
    ]


def _hat(look: Look) -> Drawing:
    felt = look.or_colour("#b98a5a")
    t = max(0.14, look.tilt)
    brim = curve(
        [
            (-0.55, 0.1), (-0.3, 0.1 - t * 0.45), (0, 0.1 - t * 0.6), (0.3, 0.1 - t * 0.45), (0.55, 0.1),
            (0.3, 0.1 + t * 0.4), (-0.3, 0.1 + t * 0.4),
        ]
    )
    crown = curve(
        [
            (-0.29, 0.09, 1), (-0.27, 0.32), (-0.17, 0.46), (-0.04, 0.425), (0.1, 0.465), (0.24, 0.36), (0.29, 0.09, 1),
            (0.0, 0.09 - t * 0.32),
        ]
    )
    band = curve(
        [
            (-0.29, 0.085, 1), (-0.287, 0.185, 1), (0, 0.185 - t * 0.33), (0.287, 0.185, 1), (0.29, 0.085, 1),
            (0, 0.085 - t * 0.33),
        ]
    )
    return (
        fill(brim, felt, "flat", ink=1.1), fill(crown, felt, "flat", ink=1.1),
        fill(band, look.accent or tone(felt, -0.25), "flat", ink=0.7, casts=False),
    )
