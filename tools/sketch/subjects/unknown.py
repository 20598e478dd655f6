"""A thing that the artist does not know by sight: a covered form, so that nothing wrong is shown."""

from tools.sketch.curves import Knots, curve, ellipse
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Line, Mark, fill
from tools.sketch.palette import tone

# fmt: off
# Outlines read better as rows of points than as one point a line.

_VEILS: tuple[Knots, ...] = (
    (
        (-0.40, 0.03), (-0.37, 0.2), (-0.29, 0.42), (-0.24, 0.66), (-0.15, 0.84), (0.0, 0.90), (0.14, 0.83),
        (0.22, 0.64), (0.27, 0.42), (0.36, 0.2), (0.41, 0.03), (0.27, -0.015), (0.12, 0.012), (-0.04, -0.022),
        (-0.2, 0.01), (-0.31, -0.012),
    ),
    (
        (-0.46, 0.03), (-0.42, 0.22), (-0.36, 0.46), (-0.27, 0.62), (-0.08, 0.70), (0.06, 0.80), (0.2, 0.78),
        (0.30, 0.62), (0.34, 0.40), (0.41, 0.2), (0.46, 0.03), (0.31, -0.015), (0.13, 0.012), (-0.05, -0.02),
        (-0.22, 0.012), (-0.35, -0.012),
    ),
)


def covered(look: Look) -> Drawing:
    """Something under a draped cloth, its folds falling from the shoulders."""
    cloth = look.or_colour("#cbb89c")
    veil = _VEILS[int(look.dice.integers(len(_VEILS)))]
    folds: list[Mark] = []
    for x0, y0, x1, x2, y2, weight in (
        (-0.16, 0.72, -0.21, -0.30, 0.02, 1.5), (-0.05, 0.66, -0.09, -0.12, 0.0, 1.2),
        (0.08, 0.70, 0.10, 0.06, 0.0, 1.6), (0.17, 0.62, 0.22, 0.24, 0.01, 1.2), (-0.22, 0.5, -0.28, -0.36, 0.06, 0.9),
        (0.24, 0.42, 0.30, 0.36, 0.06, 0.9),
    ):
        folds.append(Line(curve([(x0, y0), (x1, (y0 + y2) / 2), (x2, y2)], closed=False), weight, opacity=0.7))
    shades: list[Mark] = [
        fill(
            curve([(0.07, 0.62, 1), (0.13, 0.35), (0.12, 0.01, 1), (0.05, 0.0, 1), (0.09, 0.3)]), tone(cloth, -0.09),
            "plain", ink=0, casts=False, opacity=0.7,
        ),
        fill(
            curve([(-0.17, 0.66, 1), (-0.19, 0.35), (-0.21, 0.01, 1), (-0.30, 0.02, 1), (-0.23, 0.35)]),
            tone(cloth, -0.07), "plain", ink=0, casts=False, opacity=0.7,
        ),
    ]
    ribbon: list[Mark] = []
    if look.accent is not None:
        ribbon = [fill(ellipse(0.0, 0.5, 0.05, 0.05), look.accent, "flat", ink=0.8)]
    return (fill(curve(veil), cloth, "flat", ink=1.15), *shades, *folds, *ribbon)
