"""What falls and drifts before everything: rain, snow, fog."""

import numpy as np

from tools.sketch.curves import ellipse, segment
from tools.sketch.marks import Drawing, Line, Mark, fill
from tools.sketch.palette import WHITE, from_hex
from tools.sketch.stage import Stage

# fmt: off
# Outlines read better as rows of points than as one point a line.


def weather(stage: Stage) -> tuple[Drawing, Drawing]:
    """The weather's crisp marks, and its soft ones (a film)."""
    kind = stage.brief.weather
    if stage.brief.setting in ("studio", "table", "cafe", "room") and kind != "fog":
        return (), ()
    if kind == "rain":
        return _rain(stage), ()
    if kind == "snow":
        return _snow(stage)
    if kind == "fog":
        return (), _fog(stage)
    return (), ()


def _rain(stage: Stage) -> Drawing:
    marks: list[Mark] = []
    tint = from_hex("#eef3f7")
    lean = -0.02 * stage.lamp_side
    for _ in range(120):
        x, y = stage.dice.uniform(-0.05, 1.05), stage.dice.uniform(-0.05, 1.0)
        long = stage.dice.uniform(0.02, 0.06)
        marks.append(
            Line(
                stage.at(segment(x, y, x + lean * long * 18, y + long)), stage.dice.uniform(0.4, 1.0), tint,
                stage.dice.uniform(0.25, 0.5),
            )
        )
    return tuple(marks)


def _snow(stage: Stage) -> tuple[Drawing, Drawing]:
    flakes: list[Mark] = []
    for _ in range(90):
        x, y = stage.dice.uniform(0, stage.frame.width), stage.dice.uniform(0, stage.frame.height)
        size = stage.span * stage.dice.uniform(0.0012, 0.0036)
        flakes.append(fill(ellipse(x, y, size, size), WHITE, "lamp", ink=0, opacity=0.85, casts=False))
    near: list[Mark] = []
    for _ in range(16):
        x, y = stage.dice.uniform(0, stage.frame.width), stage.dice.uniform(0, stage.frame.height)
        size = stage.span * stage.dice.uniform(0.006, 0.012)
        near.append(
            fill(ellipse(x, y, size, size), WHITE, "lamp", ink=0, opacity=0.55, soft=stage.span * 0.004, casts=False)
        )
    return tuple(flakes), tuple(near)


def _fog(stage: Stage) -> Drawing:
    marks: list[Mark] = []
    tint = stage.light.lit(stage.light.air)
    for y in np.linspace(stage.level - 0.06, min(0.97, stage.level + 0.30), 5):
        x = stage.dice.uniform(0.2, 0.8)
        bank = ellipse(
            x * stage.frame.width, float(y) * stage.frame.height, stage.frame.width * 0.62, stage.span * 0.045,
        )
        marks.append(fill(bank, tint, "lamp", ink=0, opacity=0.30, soft=stage.span * 0.035, casts=False))
    return tuple(marks)
