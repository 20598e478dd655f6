"""A lamp, an armchair, a sofa."""

from tools.sketch.curves import box, curve, ellipse, limb, moved
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Glow, Mark, fill
from tools.sketch.palette import from_hex, tone

# fmt: off
# Outlines read better as rows of points than as one point a line.


def lamp(look: Look) -> Drawing:
    """A desk lamp, switched on."""
    skin = look.or_colour("#3f5f5a")
    arm = limb([(-0.02, 0.05), (-0.14, 0.45), (0.10, 0.82)], (0.035, 0.03, 0.03))
    shade = curve([(0.03, 0.80, 1), (0.12, 0.92), (0.2, 0.88), (0.42, 0.64, 1), (0.18, 0.56, 1)])
    return (
        Glow(0.3, 0.48, 0.7, from_hex("#ffd48a"), 0.6),
        fill(ellipse(-0.02, 0.03, 0.2, max(0.03, 0.2 * look.tilt)), skin, "flat"),
        fill(arm, from_hex("#c9a55a"), "flat"),
        fill(ellipse(0.30, 0.60, 0.075, 0.05), from_hex("#fff0c0"), "lamp", ink=0.5),
        fill(shade, skin, "flat", ink=1.15),
    )


def chair(look: Look) -> Drawing:
    """An armchair, or a sofa."""
    cloth = look.or_colour("#6f8a86")
    half = 0.36 if look.kind == "chair" else 0.72
    legs: list[Mark] = [
        fill(
            limb([(s * half * 0.78, 0.14), (s * half * 0.84, 0.0)], (0.04, 0.025)), from_hex("#7a5236"), "flat",
            ink=0.8,
        )
        for s in (-1, 1)
    ]
    back = curve(
        [
            (-half * 0.86, 0.3), (-half * 0.84, 0.78), (-half * 0.6, 0.84), (half * 0.6, 0.84), (half * 0.84, 0.78),
            (half * 0.86, 0.3),
        ]
    )
    arms: list[Mark] = [
        fill(
            curve(
                [
                    (s * half * 0.72, 0.12), (s * half * 0.72, 0.48), (s * (half * 0.72 + 0.05), 0.54),
                    (s * (half + 0.06), 0.53), (s * (half + 0.1), 0.46), (s * (half + 0.06), 0.12),
                ]
            ),
            cloth, "flat",
        )
        for s in (-1, 1)
    ]
    seats = 1 if look.kind == "chair" else 2
    wide = half * 1.46 / seats
    cushions: list[Mark] = [
        fill(
            box(-half * 0.73 + i * wide, 0.26, -half * 0.73 + (i + 1) * wide, 0.42, 0.05), tone(cloth, 0.045), "flat",
            casts=False,
        )
        for i in range(seats)
    ]
    pillow = fill(
        moved(box(-0.12, -0.12, 0.12, 0.12, 0.04), -half * 0.42, 0.52, 1.0, 12), look.accent or from_hex("#d59a5c"),
        "flat", ink=0.9, casts=False,
    )
    return (
        *legs, fill(back, tone(cloth, -0.02), "flat", ink=1.1),
        fill(box(-half * 0.8, 0.12, half * 0.8, 0.3, 0.03), tone(cloth, -0.05), "flat"), *cushions, pillow, *arms,
    )
