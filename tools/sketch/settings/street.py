"""A street down its length, with its lamps and their light on a wet road."""

import numpy as np

from tools.sketch.curves import box, ellipse, segment
from tools.sketch.marks import Drawing, Glow, Line, Mark, fill, shifted
from tools.sketch.palette import Colour, from_hex, tone
from tools.sketch.settings.landscape import sky
from tools.sketch.settings.terrace import terrace
from tools.sketch.settings.town import FACADES, NEONS, WARM, asphalt_of, before, is_dark, is_wet, puddles, streaks
from tools.sketch.stage import Scenery, Stage, wash

# fmt: off
# Outlines read better as rows of points than as one point a line.


def street(stage: Stage) -> Scenery:
    """A street: square on behind vehicles and buildings, down its length behind everything else."""
    return terrace(stage) if stage.brief.subject.family in ("building", "car", "bike") else _avenue(stage)


def _avenue(stage: Stage) -> Scenery:
    """Down the street; with nothing standing in it the vanishing point moves with the idea."""
    y, ground = stage.level, asphalt_of(stage)
    aside = 0.0
    if stage.brief.subject.family == "place":
        aside = float(np.clip((stage.frame.x / stage.frame.width - 0.5) * 0.5, -0.11, 0.11)) * stage.frame.width
    road = wash(stage, y, 1.02, tone(ground, 0.03), tone(ground, -0.06), bands=6)
    houses = shifted([*_far_blocks(stage, y), *_walls(stage, y)], aside)
    lamps, lines = shifted(_lamp_posts(stage, y), aside), shifted(_road_lines(stage, y, ground), aside)
    pools, glows = tuple(puddles(stage, y)), shifted(_street_glows(stage, y), aside)
    reflections = streaks(stage, y) if is_wet(stage) or is_dark(stage) else []
    gloss = 0.42 if is_wet(stage) else 0.0
    glows = (*glows, *_calm(stage))
    if stage.shallow:
        bokeh = _bokeh(stage, y) if is_dark(stage) else []
        far = (*sky(stage, y + 0.01), *houses, *lamps, *bokeh, *road, *reflections)
        return Scenery(far, (*lines, *pools), ground, glows, before(stage), gloss, blur=stage.span * 0.0065)
    far = (*sky(stage, y + 0.01), *road, *reflections)
    return Scenery(far, (*houses, *lines, *lamps, *pools), ground, glows, before(stage), gloss)


def _calm(stage: Stage) -> Drawing:
    """A veil of evening or haze over the part kept for words: the windows there step back."""
    left, top, right, low = stage.frame.text_zone
    veil = box(left - stage.span * 0.05, top - stage.span * 0.2, right + stage.span * 0.2, low + stage.span * 0.12)
    tint = stage.sky.top if is_dark(stage) else stage.light.air
    return (fill(veil, tint, "lamp", ink=0, opacity=0.5, soft=stage.span * 0.06, casts=False),)


def _road_lines(stage: Stage, y: float, ground: Colour) -> list[Mark]:
    """Pavements and the broken line down the middle."""
    lines: list[Mark] = []
    for s in (-1, 1):
        walk = stage.poly((0.5 + s * 0.055, y), (0.5 + s * 0.085, y), (0.5 + s * 1.5, 1.02), (0.5 + s * 0.92, 1.02))
        lines.append(fill(walk, tone(ground, 0.12), "plain", ink=0.5, casts=False))
    for i in range(0 if stage.brief.weather == "snow" else 6):
        a, b = 0.04 + (i / 6) ** 1.6, 0.04 + ((i + 0.45) / 6) ** 1.6
        ya, yb = y + (1 - y) * a, y + (1 - y) * b
        dash = stage.poly((0.5 - 0.022 * a, ya), (0.5 + 0.022 * a, ya), (0.5 + 0.022 * b, yb), (0.5 - 0.022 * b, yb))
        lines.append(fill(dash, from_hex("#e4dcc6"), "plain", ink=0, opacity=0.7, casts=False))
    return lines


def _far_blocks(stage: Stage, y: float) -> list[Mark]:
    marks: list[Mark] = []
    for x, half, tall in ((0.40, 0.05, 0.13), (0.47, 0.04, 0.20), (0.535, 0.035, 0.16), (0.60, 0.05, 0.11)):
        marks.append(
            fill(
                stage.rect(x - half, y - tall, x + half, y + 0.004), from_hex("#8d8f9a"), "plain", ink=0.3, depth=0.8,
                casts=False,
            )
        )
        if is_dark(stage):
            for _ in range(9):
                wx, wy = x + stage.dice.uniform(-half * 0.7, half * 0.7), y - stage.dice.uniform(0.01, tall * 0.9)
                marks.append(
                    fill(stage.rect(wx, wy, wx + 0.008, wy + 0.006), WARM, "lamp", ink=0, opacity=0.75, casts=False)
                )
    return marks


def _walls(stage: Stage, y: float) -> list[Mark]:
    """Both sides of the street: houses whose roofs and windows run to the vanishing point."""
    marks: list[Mark] = []
    edges = (0.072, 0.135, 0.23, 0.37, 0.62)
    for s in (-1, 1):
        for i in range(len(edges) - 1):
            a, b = edges[i], edges[i + 1]
            tall = 4.2 + 1.5 * stage.dice.random(
            ) if stage.frame.height > stage.frame.width else 2.4 + stage.dice.random()
            depth = 0.62 - 0.16 * i
            facade = from_hex(FACADES[(i * 2 + (s > 0)) % len(FACADES)])
            if is_dark(stage):
                facade = tone(facade, -0.12)
            marks += _facade(stage, y, s, a, b, tall, facade, depth)
    return marks


def _facade(
    stage: Stage, y: float, s: int, a: float, b: float, tall: float, facade: Colour, depth: float,
) -> list[Mark]:
    """One house front in perspective: `a`, `b` are the distances of its edges from the vanishing line."""
    squeeze = stage.frame.width / stage.frame.height
    x0, x1 = 0.5 + s * a, 0.5 + s * b

    def up(d: float, part: float) -> float:
        return y - d * tall * part * squeeze * 0.55

    def down(d: float) -> float:
        return y + d * 0.28 * squeeze

    wall = stage.poly((x0, down(a)), (x1, down(b)), (x1, up(b, 1.0)), (x0, up(a, 1.0)))
    lit_side = s * stage.lamp_side < 0  # the side that faces the light
    marks: list[Mark] = [
        fill(
            wall, facade if lit_side else tone(facade, -0.08), "plain", ink=0.7 * (1 - depth * 0.5), depth=depth,
            casts=False,
        )
    ]
    if not lit_side and not is_dark(stage):
        marks.append(fill(wall, stage.light.shaded(facade, depth), "lamp", ink=0, opacity=0.5, casts=False))
    columns, rows = 3, 5
    for row in range(rows):
        low, high = 0.2 + 0.16 * row, 0.2 + 0.16 * row + 0.10
        for column in range(columns):
            p, q = a + (b - a) * (column + 0.22) / columns, a + (b - a) * (column + 0.78) / columns
            pane = stage.poly(
                (0.5 + s * p, up(p, low)), (0.5 + s * q, up(q, low)), (0.5 + s * q, up(q, high)),
                (0.5 + s * p, up(p, high)),
            )
            alight = is_dark(stage) and stage.dice.random() < 0.42
            glass = WARM if alight else tone(facade, -0.2) if not is_dark(stage) else tone(facade, -0.1)
            marks.append(
                fill(
                    pane, glass, "lamp" if alight else "plain", ink=0.3 * (1 - depth), depth=0 if alight else depth,
                    opacity=0.92, casts=False,
                )
            )
    if is_dark(stage) and b > 0.2:
        neon = from_hex(NEONS[int(stage.dice.integers(4))])
        p, q = a + (b - a) * 0.3, a + (b - a) * 0.62
        sign = stage.poly(
            (0.5 + s * p, up(p, 0.06)), (0.5 + s * q, up(q, 0.06)), (0.5 + s * q, up(q, 0.15)),
            (0.5 + s * p, up(p, 0.15)),
        )
        marks.append(fill(sign, neon, "lamp", ink=0.4, casts=False))
    return marks


def _lamp_posts(stage: Stage, y: float) -> list[Mark]:
    marks: list[Mark] = []
    squeeze = stage.frame.width / stage.frame.height
    for d in (0.11, 0.19, 0.36):
        for s in (-1, 1):
            x, foot, top = 0.5 + s * d * 1.05, y + d * 0.34 * squeeze, y - d * 1.05 * squeeze
            marks.append(
                Line(
                    stage.at(segment(x, foot, x, top)), 1.0 + 7 * d, stage.light.ink(from_hex("#3a3a42"), 0.5 - d),
                    even=True,
                )
            )
            marks.append(
                Line(
                    stage.at(segment(x, top, x - s * d * 0.16, top - 0.004)), 1.0 + 5 * d,
                    stage.light.ink(from_hex("#3a3a42"), 0.5 - d), even=True,
                )
            )
            if is_dark(stage):
                lx, ly = (x - s * d * 0.16) * stage.frame.width, (top + 0.002) * stage.frame.height
                marks.append(
                    fill(
                        ellipse(lx, ly, stage.span * (0.004 + 0.016 * d), stage.span * (0.003 + 0.01 * d)),
                        from_hex("#fff0c4"), "lamp", ink=0, casts=False,
                    )
                )
    return marks


def _street_glows(stage: Stage, y: float) -> Drawing:
    if not is_dark(stage):
        return ()
    squeeze = stage.frame.width / stage.frame.height
    marks: list[Mark] = [Glow(stage.frame.width * 0.5, stage.frame.height * y, stage.span * 0.42, WARM, 0.42)]
    for d in (0.11, 0.19, 0.36):
        for s in (-1, 1):
            x, top = 0.5 + s * d * 0.89, y - d * 1.05 * squeeze
            marks.append(
                Glow(stage.frame.width * x, stage.frame.height * top, stage.span * (0.05 + 0.32 * d), WARM, 0.5)
            )
    return tuple(marks)


def _bokeh(stage: Stage, y: float) -> list[Mark]:
    """Lamps and signs far out of focus: overlapping discs."""
    marks: list[Mark] = []
    for _ in range(26):
        x, at = stage.dice.uniform(0, 1), stage.dice.uniform(y - 0.36, y - 0.01)
        size = stage.span * stage.dice.uniform(0.014, 0.042)
        tint = WARM if stage.dice.random() < 0.55 else from_hex(NEONS[int(stage.dice.integers(4))])
        marks.append(
            fill(
                ellipse(x * stage.frame.width, at * stage.frame.height, size, size), tint, "lamp", ink=0, opacity=0.42,
                casts=False,
            )
        )
    return marks
