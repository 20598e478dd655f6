"""Lake, sea and beach."""

from dataclasses import replace

import numpy as np

from tools.sketch.curves import Points, curve
from tools.sketch.marks import Line, Mark, Shape, fill
from tools.sketch.palette import WHITE, Colour, from_hex, mix, tone
from tools.sketch.settings.landscape import disc_place, glitter, near_grass, pines, ridge, ripples, sky
from tools.sketch.settings.open_air import before, green, haze, open_air, peaks
from tools.sketch.stage import Scenery, Stage

# fmt: off
# Outlines read better as rows of points than as one point a line.


def lake(stage: Stage) -> Scenery:
    """Still water under mountains, which stand in it upside down; a shore with reeds before it."""
    y = stage.level
    far = sky(stage, y + 0.01)
    land = peaks(stage, y + 0.005, min(0.33, y * 0.62), 0.40)
    shore = [
        fill(
            ridge(stage, y + 0.004, 0.02, 4, 0.6, y + 0.012), green(stage, "#6f8a70"), "plain", ink=0.4, depth=0.4,
            casts=False,
        ),
        *pines(
            stage, y + 0.006, 0.055, green(stage, "#46655a"), 0.36,
            np.concatenate([np.linspace(-0.02, 0.34, 9), np.linspace(0.70, 1.02, 8)]),
        ),
    ]
    deep = mix(stage.sky.top, from_hex("#3f6a7c"), 0.45)
    water: list[Mark] = [
        fill(stage.rect(-0.02, y + 0.006, 1.02, 1.02), mix(stage.sky.horizon, deep, 0.25), "lamp", ink=0, casts=False)
    ]
    steps = 24
    for i in range(steps):
        part = i / steps
        top = y + 0.008 + (1 - y) * part
        water.append(
            fill(
                stage.rect(-0.02, top, 1.02, top + (1 - y) * 1.5 / steps),
                mix(mix(stage.sky.horizon, deep, 0.2), deep, part), "lamp", ink=0, casts=False,
            )
        )
    mirror = _mirrored_in_water(land + shore, (y + 0.008) * stage.frame.height)
    light = mix(stage.sky.horizon, WHITE, 0.3)
    near = [
        Line(
            stage.run([(-0.02, y + 0.009), (0.5, y + 0.010), (1.02, y + 0.009)], closed=False), 0.9, opacity=0.6,
            even=True,
        ),
        *ripples(stage, y + 0.02, 1.0, light, deep, 34),
    ]
    if stage.sky.disc is not None:
        near += glitter(
            stage, disc_place(stage, y)[0] / stage.frame.width, y + 0.02, 0.95, mix(stage.sky.disc, WHITE, 0.2),
        )
    near += _shore(stage)
    far = far + water
    return open_air(
        stage, [*far, *mirror], land + shore, near, deep, before(stage, green(stage, "#6d7f4c")), 0.35,
        tuple(haze(stage, y, 0.6)),
    )


def _mirrored_in_water(drawing: list[Mark], y: float) -> list[Mark]:
    """What stands above the line `y` (pixels), upside down in still water: no ink, softened by the film."""

    def over(points: Points) -> Points:
        return np.hstack([points[:, :1], y + (y - points[:, 1:2]) * 0.82])

    return [
        replace(m, loops=tuple(over(loop) for loop in m.loops), ink=0, opacity=m.opacity * 0.62)
        for m in drawing
        if isinstance(m, Shape)
    ]


def _shore(stage: Stage) -> list[Mark]:
    """The near bank in one lower corner, with stones and reeds."""
    side = -stage.lamp_side

    def x(a: float) -> float:
        return 0.5 + side * a

    bank = stage.run([(x(0.56), 0.90, 1), (x(0.36), 0.925), (x(0.16), 0.965), (x(-0.06), 1.03, 1), (x(0.56), 1.03, 1)])
    earth = green(stage, "#77804f")
    marks: list[Mark] = [fill(bank, earth, "flat", ink=0.8, casts=False)]
    for a, dy, r in ((0.27, 0.955, 0.03), (0.13, 0.985, 0.022), (0.40, 0.94, 0.024)):
        cx, cy, size = x(a) * stage.frame.width, dy * stage.frame.height, r * stage.span
        marks.append(
            fill(
                curve(
                    [
                        (cx - size, cy), (cx - size * 0.5, cy - size * 0.6), (cx + size * 0.4, cy - size * 0.55),
                        (cx + size, cy), (cx, cy + size * 0.15),
                    ]
                ),
                from_hex("#99928b"), "flat", ink=0.7, casts=False,
            )
        )
    for i in range(15):
        root = x(0.30 + 0.018 * i)
        tall = stage.dice.uniform(0.05, 0.13)
        tip = root + stage.dice.normal(0, 0.02)
        marks.append(
            Line(
                stage.at(
                    curve(
                        [(root, 0.965), ((root + tip) / 2 - 0.004, 0.965 - tall * 0.55), (tip, 0.965 - tall)],
                        closed=False,
                    )
                ),
                2.2, stage.light.half(tone(earth, -0.06), 0, 0.4), 0.95,
            )
        )
    return marks


def sea(stage: Stage) -> Scenery:
    """Open water to the horizon."""
    y = stage.level
    water, deep = _water(stage, y, 1.02)
    far = [*sky(stage, y + 0.004), *water]
    near = [
        Line(stage.run([(-0.02, y), (0.5, y + 0.0005), (1.02, y)], closed=False), 0.9, opacity=0.55, even=True),
        *_waves(stage, y + 0.02, 1.0, 34),
    ]
    back = _headland(stage, y)
    if stage.sky.disc is not None:
        near += glitter(
            stage, disc_place(stage, y)[0] / stage.frame.width, y + 0.01, 0.98, mix(stage.sky.disc, WHITE, 0.15),
        )
    return open_air(stage, far, back, near, deep, gloss=0.3, air=tuple(haze(stage, y, 0.3)))


def beach(stage: Stage) -> Scenery:
    """Sand with a curved tide line, the sea behind."""
    y = stage.level
    tide = min(0.95, y + max(0.07, (stage.frame.foot / stage.frame.height - y) * 0.42))
    water, _ = _water(stage, y, tide + 0.03)
    sand = from_hex("#e6d0a5")
    far = [*sky(stage, y + 0.004), *water]
    side = stage.lamp_side

    def curve_y(x: float) -> float:
        return tide + 0.016 * np.sin(x * 5 + side) + 0.012 * (x - 0.5) * side

    xs = np.linspace(-0.05, 1.05, 16)
    edge = [(float(x), float(curve_y(x))) for x in xs]
    shore = stage.run([*edge, (1.05, 1.05, 1), (-0.05, 1.05, 1)])
    wet = stage.run([*edge, *[(x, v + 0.030) for x, v in edge[::-1]]])
    foam = stage.run(
        [*[(x, v - 0.004) for x, v in edge], *[(x, v + 0.006 + 0.003 * np.sin(x * 40)) for x, v in edge[::-1]]]
    )
    back = _headland(stage, y)
    near: list[Mark] = [
        Line(stage.run([(-0.02, y), (0.5, y + 0.0005), (1.02, y)], closed=False), 0.9, opacity=0.55, even=True),
        *_waves(stage, y + 0.01, tide - 0.01, 16),
        fill(shore, sand, "plain", fade_to=tone(sand, -0.07), ink=0, casts=False),
        fill(wet, stage.light.half(mix(sand, from_hex("#8d7f78"), 0.55)), "lamp", ink=0, opacity=0.55, casts=False),
        fill(foam, stage.light.lit(from_hex("#fbfaf5")), "lamp", ink=0.35, casts=False),
        *_sand_marks(stage, tide + 0.05, sand),
    ]
    if stage.sky.disc is not None:
        near[2:2] = glitter(
            stage, disc_place(stage, y)[0] / stage.frame.width, y + 0.006, tide - 0.005,
            mix(stage.sky.disc, WHITE, 0.15),
        )
    return open_air(
        stage, far, back, near, sand, near_grass(stage, from_hex("#8d8a55")) if stage.frame.idea.near else (),
        air=tuple(haze(stage, y, 0.25)),
    )


def _water(stage: Stage, y: float, foot: float) -> tuple[list[Mark], Colour]:
    """The sea from its horizon to `foot`: deep far off, greener near."""
    warm = stage.brief.time in ("golden", "dawn")
    deep = mix(from_hex("#3a6f92"), stage.sky.top, 0.4)
    shallow = mix(from_hex("#86bdb6"), stage.sky.horizon, 0.25 if not warm else 0.55)
    if stage.brief.time in ("night", "dusk"):
        deep, shallow = (mix(c, stage.sky.middle, 0.75) for c in (deep, shallow))
    steps = 26
    tall = (foot - y) / steps
    bands: list[Mark] = [
        fill(
            stage.rect(-0.02, y + i * tall, 1.02, y + (i + 1.6) * tall), mix(deep, shallow, (i / steps) ** 0.8), "lamp",
            ink=0, casts=False,
        )
        for i in range(steps)
    ]
    return bands, deep


def _waves(stage: Stage, y0: float, y1: float, count: int) -> list[Mark]:
    foam = stage.light.lit(from_hex("#f8f6f0"))
    marks: list[Mark] = []
    for i in range(count):
        part = (i / count) ** 1.6
        y = y0 + (y1 - y0) * part
        x = stage.dice.uniform(-0.2, 0.9)
        wide = 0.10 + 0.5 * part * stage.dice.uniform(0.5, 1.0)
        crest = [(x, y), (x + wide * 0.3, y - 0.004 - 0.004 * part), (x + wide * 0.7, y + 0.001), (x + wide, y - 0.002)]
        marks.append(Line(stage.run(crest, closed=False), 0.9 + 3.0 * part, foam, 0.65))
    return marks


def _headland(stage: Stage, y: float) -> list[Mark]:
    side = -stage.lamp_side

    def x(a: float) -> float:
        return 0.5 + side * a

    cape = stage.run(
        [
            (x(0.06), y + 0.001, 1), (x(0.18), y - 0.018), (x(0.30), y - 0.028), (x(0.42), y - 0.055),
            (x(0.56), y - 0.07), (x(0.56), y + 0.001, 1),
        ]
    )
    return [fill(cape, green(stage, "#6d8478"), "flat", ink=0.5, depth=0.6, casts=False)]


def _sand_marks(stage: Stage, y: float, sand: Colour) -> list[Mark]:
    dark = stage.light.half(tone(sand, -0.10), 0, 0.4)
    marks: list[Mark] = []
    for _ in range(46):
        part = stage.dice.uniform(0, 1)
        at, x = y + (1 - y) * part, stage.dice.uniform(0, 1)
        half = (0.006 + 0.03 * part) * stage.dice.uniform(0.4, 1)
        marks.append(
            Line(
                stage.run([(x - half, at), (x, at - 0.002 - 0.003 * part), (x + half, at)], closed=False),
                0.7 + 0.9 * part, dark, 0.45,
            )
        )
    return marks
