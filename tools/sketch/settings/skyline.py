"""A city beyond a parapet."""

from tools.sketch.curves import segment
from tools.sketch.marks import Line, Mark, fill
from tools.sketch.palette import from_hex, tone
from tools.sketch.settings.landscape import sky
from tools.sketch.settings.town import WARM, before, is_dark
from tools.sketch.stage import Scenery, Stage

# fmt: off
# Outlines read better as rows of points than as one point a line.


def skyline(stage: Stage) -> Scenery:
    """A city beyond a parapet."""
    y = stage.level
    far = sky(stage, y + 0.08)
    back: list[Mark] = []
    for depth, count, low, high in ((0.85, 15, 0.05, 0.20), (0.55, 11, 0.04, 0.17)):
        back += _towers(stage, y + 0.05, count, low, high, depth)
    deck = from_hex("#a59a90") if stage.brief.weather != "snow" else from_hex("#e2e5ea")
    top = y + 0.05
    near: list[Mark] = [
        fill(stage.rect(-0.02, top + 0.02, 1.02, 1.03), deck, "plain", fade_to=tone(deck, -0.1), ink=0, casts=False),
        fill(stage.rect(-0.02, top, 1.02, top + 0.055), tone(deck, -0.05), "flat", ink=0.7, casts=False),
        fill(stage.rect(-0.02, top - 0.012, 1.02, top + 0.006), tone(deck, 0.08), "plain", ink=0.7, casts=False),
        *[
            Line(stage.at(segment(0.5 + i * 0.12, top + 0.055, 0.5 + i * 0.32, 1.02)), 0.7, opacity=0.3)
            for i in range(-5, 6)
        ],
    ]
    if stage.shallow:
        return Scenery((*far, *back), tuple(near), deck, blur=stage.span * 0.006)
    return Scenery(tuple(far), (*back, *near), deck, front=before(stage))


def _towers(stage: Stage, y: float, count: int, low: float, high: float, depth: float) -> list[Mark]:
    marks: list[Mark] = []
    stone = from_hex("#76808f")
    for i in range(count):
        x = (i + stage.dice.uniform(-0.2, 0.2)) / (count - 1)
        half, tall = stage.dice.uniform(0.028, 0.05), stage.dice.uniform(low, high)
        marks.append(
            fill(
                stage.rect(x - half, y - tall, x + half, y + 0.05), stone, "flat", ink=0.5, depth=depth, shade=0.8,
                casts=False,
            )
        )
        if stage.dice.random() < 0.3:
            marks.append(
                Line(stage.at(segment(x, y - tall, x, y - tall - 0.03)), 0.9, stage.light.ink(stone, depth), even=True)
            )
        share = 0.5 if is_dark(stage) else 0.16
        for _ in range(int(26 * share)):
            wx, wy = x + stage.dice.uniform(-0.8, 0.66) * half, y - stage.dice.uniform(0.01, 0.95) * tall
            tint = WARM if is_dark(stage) else stage.light.air
            marks.append(
                fill(stage.rect(wx, wy, wx + half * 0.14, wy + 0.004), tint, "lamp", ink=0, opacity=0.8, casts=False)
            )
    return marks
