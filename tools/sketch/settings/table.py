"""A table top before a quiet, out-of-focus room."""

from tools.sketch.curves import ellipse, segment
from tools.sketch.look import named
from tools.sketch.marks import Glow, Line, Mark, fill
from tools.sketch.palette import PAPER, Colour, from_hex, mix, tone
from tools.sketch.settings.foreground import leaves
from tools.sketch.stage import Scenery, Stage, wash

# fmt: off
# Outlines read better as rows of points than as one point a line.


_SURFACES = {
    "marble": "#ece7e0", "wood": "#b98555", "stone": "#a9a59f", "linen": "#ddd2bf", "tile": "#dfe3df",
    "metal": "#b8bdc2", "glass": "#bccdd0",
}


def table(stage: Stage) -> Scenery:
    """A table top before a quiet, out-of-focus room."""
    night = stage.brief.time == "night" or stage.brief.mood == "dark"
    kind = stage.brief.surface or "wood"
    surface = named(stage.brief.setting_colour) or from_hex(_SURFACES[kind])
    cafe = stage.brief.setting == "cafe"
    wall = from_hex("#6b5a50" if cafe else "#cfc4b4") if kind != "wood" or cafe else from_hex("#c3cbc4")
    wall = tone(wall, -0.28) if night else wall
    y = stage.level
    marks = wash(stage, 0, y, tone(wall, -0.05), tone(wall, 0.05), bands=12)
    marks += _soft_room(stage, wall, night or cafe)
    edge = stage.light.ink(surface, 0.3)
    marks += wash(stage, y, 1.0, tone(surface, 0.03), tone(surface, -0.08), bands=6)
    marks += _spill(stage, y, night)
    back = [*_grain(stage, kind, surface), Line(stage.at(segment(-0.02, y, 1.02, y)), 0.9, edge, 0.7, even=True)]
    gloss = {"marble": 0.22, "metal": 0.3, "glass": 0.4, "tile": 0.2, "stone": 0.08, "wood": 0.08}.get(kind, 0.0)
    return Scenery(tuple(marks), tuple(back), surface, front=leaves(stage, tone(wall, -0.1)), gloss=gloss)


def _soft_room(stage: Stage, wall: Colour, dim: bool) -> list[Mark]:
    """Out of focus behind the table: a window on the lit side, a shelf with pots on the other; lamps when it is dim."""
    side, y, blur = stage.lamp_side, stage.level, stage.span * 0.004
    x = 0.5 + side * 0.31
    marks: list[Mark] = []
    top, foot = y * 0.16, y * 0.74
    marks += _far_window(stage, x, top, foot, tone(wall, 0.08), dim)
    shelf = y * 0.60
    left = 0.5 - side * 0.30
    wood = mix(wall, from_hex("#7a5236"), 0.55)
    marks.append(
        fill(
            stage.rect(left - 0.26, shelf, left + 0.26, shelf + 0.012), wood, "plain", ink=0, soft=blur * 0.6,
            casts=False,
        )
    )
    for place, half, tall, tint in (
        (-0.17, 0.045, 0.075, "#8c5a43"), (-0.05, 0.035, 0.10, "#58705f"), (0.06, 0.05, 0.055, "#c9a26a"),
        (0.17, 0.04, 0.085, "#7d8794"),
    ):
        at, wide = left + place * max(0.6, stage.slim), half * max(0.42, stage.slim)
        pot = stage.rect(at - wide, shelf - tall, at + wide, shelf)
        marks.append(fill(pot, mix(wall, from_hex(tint), 0.55), "plain", ink=0, soft=blur, casts=False))
    if dim:
        for at in (-0.27, 0.06, 0.36):
            cx, cy = stage.frame.width * (0.5 + at), stage.frame.height * y * 0.30
            marks += [
                Glow(cx, cy, stage.span * 0.2, from_hex("#ffb765"), 0.5),
                fill(
                    ellipse(cx, cy, stage.span * 0.022, stage.span * 0.022), from_hex("#ffdfa3"), "lamp", ink=0,
                    soft=blur * 0.5, casts=False,
                ),
            ]
    return marks


def _far_window(stage: Stage, x: float, top: float, foot: float, frame: Colour, dim: bool) -> list[Mark]:
    """Four panes of sky over the tops of trees, in a frame; never white, so that the light keeps its drawing."""
    blur = stage.span * 0.004
    upper, lower = stage.sky.top, mix(stage.sky.middle, stage.sky.horizon, 0.5)
    if not dim:
        upper, lower = mix(upper, from_hex("#d9e6ea"), 0.62), mix(lower, from_hex("#e9e6d6"), 0.55)
    marks: list[Mark] = [
        fill(
            stage.rect(x - 0.225, top - 0.012, x + 0.225, foot + 0.012), frame, "plain", ink=0, soft=blur, casts=False,
        ),
        fill(stage.rect(x - 0.205, top, x + 0.205, foot), upper, "lamp", ink=0, casts=False),
        fill(
            stage.rect(x - 0.205, top + (foot - top) * 0.4, x + 0.205, foot), lower, "lamp", ink=0, soft=blur * 3,
            casts=False,
        ),
    ]
    tree = mix(lower, from_hex("#6f8f72"), 0.15 if dim else 0.45)
    crowns = [
        (x - 0.205, foot, 1), (x - 0.205, foot - 0.09), (x - 0.13, foot - 0.13), (x - 0.06, foot - 0.08),
        (x + 0.04, foot - 0.11),
    ]
    crowns += [(x + 0.12, foot - 0.16), (x + 0.205, foot - 0.10), (x + 0.205, foot, 1)]
    marks.append(fill(stage.run(crowns), tree, "lamp", ink=0, soft=blur * 1.5, casts=False))
    bars = (
        stage.rect(x - 0.010, top, x + 0.010, foot),
        stage.rect(x - 0.205, (top + foot) / 2 - 0.006, x + 0.205, (top + foot) / 2 + 0.006),
        stage.rect(x - 0.225, foot, x + 0.225, foot + 0.012),
    )
    return [*marks, *[fill(bar, frame, "plain", ink=0, soft=blur * 0.7, casts=False) for bar in bars]]


def _grain(stage: Stage, kind: str, surface: Colour) -> list[Mark]:
    """The surface's own drawing: wood runs to the vanishing point, marble has veins, linen folds, tiles joints."""
    y, dice = stage.level, stage.dice
    if kind in ("wood", "tile"):
        dark = stage.light.half(tone(surface, -0.13), 0, 0.4)
        lines: list[Mark] = []
        for i in range(-7, 8):
            far, near = 0.5 + i * 0.055, 0.5 + i * 0.27
            lines.append(Line(stage.at(segment(far, y, near, 1.02)), 1.0 if kind == "wood" else 0.7, dark, 0.55))
        across = (0.12, 0.32, 0.62) if kind == "tile" else ()
        lines += [
            Line(stage.at(segment(-0.02, y + (1 - y) * a, 1.02, y + (1 - y) * a)), 0.7, dark, 0.5, even=True)
            for a in across
        ]
        return lines + (_wood_streaks(stage, surface) if kind == "wood" else [])
    if kind == "marble":
        return [_vein(stage, surface) for _ in range(7)]
    if kind == "stone":
        spots: list[Mark] = []
        for _ in range(46):
            x, deep = dice.uniform(0, 1), dice.uniform(0, 1) ** 0.7
            size = stage.span * (0.0015 + 0.004 * deep) * dice.uniform(0.5, 1.4)
            cx, cy = x * stage.frame.width, stage.frame.height * (y + (1 - y) * deep)
            spots.append(
                fill(
                    ellipse(cx, cy, size * 1.7, size * 0.7), tone(surface, dice.choice([-0.12, 0.08])), "plain", ink=0,
                    opacity=0.6, casts=False,
                )
            )
        return spots
    if kind == "linen":
        return [_fold(stage, surface, x) for x in (0.12, 0.38, 0.71, 0.93)]
    return []


def _wood_streaks(stage: Stage, surface: Colour) -> list[Mark]:
    y, marks = stage.level, list[Mark]()
    for _ in range(16):
        i = stage.dice.uniform(-7, 7)
        start = stage.dice.uniform(0.05, 0.7)
        stop = start + stage.dice.uniform(0.12, 0.3)
        far, near = 0.5 + i * 0.055, 0.5 + i * 0.27
        x0, x1 = far + (near - far) * start, far + (near - far) * stop
        run = segment(x0, y + (1 - y) * start, x1, y + (1 - y) * stop)
        marks.append(
            Line(
                stage.at(run), 1.6 + 2.5 * start, stage.light.lit(tone(surface, stage.dice.choice([-0.06, 0.05]))), 0.4,
            )
        )
    return marks


def _vein(stage: Stage, surface: Colour) -> Mark:
    y, dice = stage.level, stage.dice
    x, deep = dice.uniform(-0.1, 0.9), dice.uniform(0.02, 0.9)
    knots = [(x, y + (1 - y) * deep)]
    for _ in range(4):
        knots.append((knots[-1][0] + dice.uniform(0.06, 0.16), knots[-1][1] + dice.normal(0.004, 0.018) * (0.5 + deep)))
    return Line(
        stage.run([(a, min(1.05, max(y + 0.004, b))) for a, b in knots], closed=False), dice.uniform(0.7, 2.2),
        stage.light.lit(mix(surface, from_hex("#8f8a90"), 0.55)), 0.5,
    )


def _fold(stage: Stage, surface: Colour, x: float) -> Mark:
    y = stage.level
    lean = (x - 0.5) * 0.9
    knots = [
        (x, y), (x + lean * 0.4, y + (1 - y) * 0.5), (x + lean + 0.03, 1.05), (x + lean - 0.05, 1.05),
        (x + lean * 0.35, y + (1 - y) * 0.5),
    ]
    return fill(
        stage.run(knots), stage.light.shaded(surface), "lamp", ink=0, opacity=0.28, soft=stage.span * 0.004,
        casts=False,
    )


def _spill(stage: Stage, y: float, dim: bool) -> list[Mark]:
    """Light lying across the table from the lit side, in the window's shape when the light is clear enough."""
    side = stage.lamp_side
    strength = 0.16 if stage.brief.light_quality == "soft" or dim else 0.30
    marks: list[Mark] = []
    for near, far in ((0.06, 0.30), (0.36, 0.62)):
        x0, x1 = 0.5 + side * (0.56 - near), 0.5 + side * (0.56 - far)
        slant = side * 0.34
        quad = stage.poly(
            (x0 - slant * 0.1, y + (1 - y) * 0.10), (x1 - slant * 0.1, y + (1 - y) * 0.10),
            (x1 - slant, y + (1 - y) * 0.72), (x0 - slant, y + (1 - y) * 0.72),
        )
        marks.append(
            fill(
                quad, stage.light.lit(mix(PAPER, from_hex("#ffe9c0"), 0.5)), "lamp", ink=0, opacity=strength,
                soft=stage.span * 0.012, casts=False,
            )
        )
    return marks
