"""What the settings of a town share: asphalt, wet or dry, its lights, its puddles."""

import numpy as np

from tools.sketch.marks import Drawing, Line, Mark, fill
from tools.sketch.palette import Colour, from_hex, mix
from tools.sketch.settings.foreground import branch, lit_post
from tools.sketch.stage import Stage

# fmt: off
# Outlines read better as rows of points than as one point a line.


WARM = from_hex("#ffcf86")
NEONS = ("#ff6f91", "#59d0e0", "#ffb65c", "#b58cff")
FACADES = ("#c99a78", "#b7a58c", "#a8877a", "#8f9a9c", "#c4b08a", "#9f8b9a")


def is_wet(stage: Stage) -> bool:
    return stage.brief.weather in ("rain", "wet")


def is_dark(stage: Stage) -> bool:
    return stage.brief.time in ("night", "dusk")


def asphalt_of(stage: Stage) -> Colour:
    if stage.brief.weather == "snow":
        return from_hex("#d9dde4")
    return from_hex("#6f7078") if not is_wet(stage) else from_hex("#565a66")


def streaks(stage: Stage, y: float) -> list[Mark]:
    """Lights drawn down the wet road."""
    marks: list[Mark] = []
    strength = 0.5 if is_dark(stage) else 0.22
    for x in np.linspace(0.06, 0.94, 15):
        at = float(x) + stage.dice.normal(0, 0.02)
        tint = WARM if stage.dice.random() < 0.6 else from_hex(NEONS[int(stage.dice.integers(4))])
        tint = tint if is_dark(stage) else stage.sky.horizon
        long = stage.dice.uniform(0.25, 0.8) * (1 - y)
        half = stage.dice.uniform(0.008, 0.022)
        shape = [
            (at - half, y + 0.015), (at, y + 0.008), (at + half, y + 0.015), (at + half * 1.3, y + long * 0.6),
            (at, y + long), (at - half * 1.3, y + long * 0.6),
        ]
        marks.append(
            fill(
                stage.run(shape), tint, "lamp", ink=0, opacity=strength * stage.dice.uniform(0.4, 1),
                soft=stage.span * 0.008, casts=False,
            )
        )
    return marks


def puddles(stage: Stage, y: float) -> list[Mark]:
    if not is_wet(stage):
        return []
    marks: list[Mark] = []
    shine = mix(stage.sky.horizon, WARM, 0.35) if is_dark(stage) else stage.sky.horizon
    for x, at, wide in ((0.18, 0.62, 0.18), (0.74, 0.42, 0.14), (0.62, 0.82, 0.24)):
        cy = y + (1 - y) * at
        knots = [
            (x - wide, cy), (x - wide * 0.5, cy - 0.010), (x + wide * 0.1, cy - 0.006), (x + wide * 0.7, cy - 0.011),
            (x + wide, cy + 0.001), (x + wide * 0.4, cy + 0.012), (x - wide * 0.4, cy + 0.009),
        ]
        marks.append(fill(stage.run(knots), shine, "lamp", ink=0.35, opacity=0.34, casts=False))
        marks.append(
            Line(
                stage.run([(x - wide * 0.6, cy + 0.001), (x, cy - 0.002), (x + wide * 0.5, cy + 0.001)], closed=False),
                1.3, from_hex("#ffffff"), 0.45,
            )
        )
    return marks


def before(stage: Stage) -> Drawing:
    """What stands before the lens in town: a lamp post at night, leaves by day."""
    return lit_post(stage, WARM) if is_dark(stage) else branch(stage, asphalt_of(stage))
