"""A room with a tall window."""

import numpy as np

from tools.sketch.curves import segment
from tools.sketch.look import named
from tools.sketch.marks import Drawing, Glow, Line, Mark, fill
from tools.sketch.palette import WHITE, Colour, from_hex, mix, tone
from tools.sketch.settings.foreground import branch
from tools.sketch.stage import Scenery, Stage, wash

# fmt: off
# Outlines read better as rows of points than as one point a line.


def room(stage: Stage) -> Scenery:
    """A room: a tall window on the lit side, its light on the floor, curtains, a plant in the corner."""
    night = stage.brief.time == "night"
    wall = named(stage.brief.setting_colour) or from_hex("#c9c1b2" if stage.brief.mood != "dark" else "#6a6660")
    wall = tone(wall, -0.22) if night else wall
    floor = tone(from_hex("#a97c55"), -0.12 if night else 0)
    y = stage.level
    marks = wash(stage, 0, y, tone(wall, -0.05), tone(wall, 0.03), bands=12)
    marks += wash(stage, y, 1.0, tone(floor, 0.02), tone(floor, -0.08))
    marks += _floor_light(stage, night)
    back = _boards(stage, floor)
    back.append(fill(stage.rect(-0.02, y - 0.024, 1.02, y), tone(wall, 0.10), "flat", ink=0.45, depth=0.2, casts=False))
    back += _window(stage, wall, night) + _corner_plant(stage)
    return Scenery(tuple(marks), tuple(back), floor, _window_glow(stage, night), branch(stage, tone(wall, -0.1)), 0.10)


def _boards(stage: Stage, floor: Colour) -> list[Mark]:
    dark = stage.light.half(tone(floor, -0.12), 0, 0.5)
    y = stage.level
    return [Line(stage.at(segment(0.5 + i * 0.10, y, 0.5 + i * 0.36, 1.02)), 0.7, dark, 0.5) for i in range(-6, 7)]


def _window(stage: Stage, wall: Colour, night: bool) -> list[Mark]:
    side, y = stage.lamp_side, stage.level
    x, half = 0.5 + side * 0.29, 0.185
    top, foot = max(0.05, y - 0.56), y - 0.13
    frame_colour = tone(from_hex("#efe8da"), -0.3 if night else 0)
    marks: list[Mark] = [
        fill(
            stage.rect(x - half - 0.022, top - 0.014, x + half + 0.022, foot + 0.014), frame_colour, "flat", ink=0.8,
            depth=0.15, casts=False,
        ),
        fill(
            stage.rect(x - half, top, x + half, foot), stage.sky.top if night else mix(stage.sky.top, WHITE, 0.35),
            "lamp", ink=0.5, casts=False,
        ),
        fill(
            stage.run(
                [
                    (x - half, foot - 0.10, 1), (x - half * 0.4, foot - 0.145), (x + half * 0.2, foot - 0.10),
                    (x + half, foot - 0.15, 1), (x + half, foot, 1), (x - half, foot, 1),
                ]
            ),
            mix(stage.sky.horizon, from_hex("#6f8f74"), 0.3 if not night else 0.1), "lamp", ink=0,
            soft=stage.span * 0.004, casts=False,
        ),
    ]
    for bar in (
        stage.rect(x - 0.009, top, x + 0.009, foot),
        stage.rect(x - half, (top + foot) / 2 - 0.006, x + half, (top + foot) / 2 + 0.006),
    ):
        marks.append(fill(bar, frame_colour, "plain", ink=0.35, casts=False))
    marks.append(
        fill(
            stage.rect(x - half - 0.045, foot + 0.012, x + half + 0.045, foot + 0.032), frame_colour, "flat", ink=0.7,
            casts=False,
        )
    )
    for edge in (-1, 1):
        out, into = x + edge * (half + 0.095), x + edge * (half - 0.035)
        knots = [
            (out, top - 0.03, 1), (into, top - 0.03, 1), (into - edge * 0.02, (top + y) / 2),
            (into + edge * 0.02, y + 0.01, 1), (out + edge * 0.02, y + 0.01, 1), (out - edge * 0.01, (top + y) / 2),
        ]
        marks.append(
            fill(stage.run(knots), mix(wall, from_hex("#e8dcc6"), 0.75), "flat", ink=0.7, opacity=0.96, casts=False)
        )
        for part in (0.3, 0.6):
            fx = out + (into - out) * part
            marks.append(Line(stage.at(segment(fx, top - 0.02, fx + edge * 0.008, y - 0.01)), 0.7, opacity=0.35))
    return marks


def _window_glow(stage: Stage, night: bool) -> Drawing:
    if night:
        return ()
    x, y = 0.5 + stage.lamp_side * 0.29, stage.level - 0.34
    return (Glow(stage.frame.width * x, stage.frame.height * y, stage.span * 0.55, from_hex("#fff3d6"), 0.42),)


def _corner_plant(stage: Stage) -> list[Mark]:
    """A potted plant in the far corner, softened by distance."""
    side, y = -stage.lamp_side, stage.level
    x = 0.5 + side * 0.40
    squeeze, slim = stage.frame.height / stage.frame.width, stage.slim
    marks: list[Mark] = []
    for lean in (-52, -30, -10, 14, 36, 58):
        size = 0.15 + 0.05 * stage.dice.random()
        turn = np.radians(lean)
        root = np.array([x, y - 0.055])
        tip = root + np.array([np.sin(turn) * size * squeeze * 0.55, -np.cos(turn) * size])
        middle = (root + tip) / 2
        bulge = np.array([np.cos(turn) * 0.028 * slim, np.sin(turn) * 0.012])
        marks.append(
            fill(
                stage.run([(*root, 1), tuple(middle + bulge), (*tip, 1), tuple(middle - bulge)]), from_hex("#5e7a58"),
                "flat", ink=0.6, depth=0.3, casts=False,
            )
        )
    pot = stage.run(
        [
            (x - 0.055 * slim, y - 0.065, 1), (x + 0.055 * slim, y - 0.065, 1), (x + 0.042 * slim, y + 0.02, 1),
            (x - 0.042 * slim, y + 0.02, 1),
        ]
    )
    return [*marks, fill(pot, from_hex("#b0735a"), "round", ink=0.7, depth=0.25, casts=False)]


def _floor_light(stage: Stage, night: bool) -> list[Mark]:
    if night:
        return []
    y, side = stage.level, stage.lamp_side
    marks: list[Mark] = []
    for i in range(2):
        x0 = 0.5 + side * (0.30 - i * 0.20)
        x1 = x0 - side * 0.17
        slant = side * 0.30
        quad = stage.poly(
            (x0, y + (1 - y) * 0.16), (x1, y + (1 - y) * 0.16), (x1 - slant, y + (1 - y) * 0.62),
            (x0 - slant, y + (1 - y) * 0.62),
        )
        marks.append(
            fill(
                quad, stage.light.lit(from_hex("#ffe7bd")), "lamp", ink=0, opacity=0.42, soft=stage.span * 0.006,
                casts=False,
            )
        )
    return marks
