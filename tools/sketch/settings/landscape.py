"""Pieces of the open air, in pixels: skies, clouds, ridges, water, foliage, grass."""

import numpy as np

from tools.sketch.curves import Knots, Points, curve, ellipse, segment
from tools.sketch.marks import Glow, Line, Mark, fill
from tools.sketch.palette import WHITE, Colour, from_hex, mix, tone
from tools.sketch.stage import Stage, brush_band

# fmt: off
# Outlines read better as rows of points than as one point a line.


def sky(stage: Stage, y: float) -> list[Mark]:
    """The sky down to `y` (a part of the height): wash, brush strokes, sun or moon, stars, clouds."""
    colours = stage.sky
    marks: list[Mark] = [
        fill(stage.rect(-0.02, 0, 1.02, y * 0.62), colours.top, "lamp", ink=0, casts=False),
        *_gradient(stage, 0, y * 0.55, colours.top, colours.middle),
        *_gradient(stage, y * 0.55, y + 0.02, colours.middle, colours.horizon),
    ]
    for _ in range(9):
        at = stage.dice.uniform(0, y)
        tint = mix(colours.top, colours.horizon, at / max(y, 1e-6))
        marks.append(brush_band(stage, at, tone(tint, stage.dice.choice([-0.02, 0.025])), 0.4, "lamp"))
    if colours.stars:
        marks += _stars(stage, y)
    if colours.disc is not None:
        marks += _disc(stage, y, colours.disc)
    return marks + (clouds(stage, y) if colours.cloud is not None else [])


def _gradient(stage: Stage, y0: float, y1: float, top: Colour, bottom: Colour) -> list[Mark]:
    """A wash that needs no light: thin even steps, smoothed when the far part is stretched."""
    steps = 26
    tall = (y1 - y0) / steps
    return [
        fill(
            stage.rect(-0.02, y0 + i * tall, 1.02, y0 + (i + 1.6) * tall), mix(top, bottom, (i + 0.5) / steps), "lamp",
            ink=0, casts=False,
        )
        for i in range(steps)
    ]


def _stars(stage: Stage, y: float) -> list[Mark]:
    marks: list[Mark] = []
    for _ in range(60):
        x, at = stage.dice.uniform(0, 1), stage.dice.uniform(0, y * 0.8)
        size = stage.span * stage.dice.uniform(0.0008, 0.0022)
        marks.append(
            fill(
                ellipse(x * stage.frame.width, at * stage.frame.height, size, size), from_hex("#fdf6dc"), "lamp", ink=0,
                opacity=0.75, casts=False,
            )
        )
    return marks


def disc_place(stage: Stage, y: float) -> tuple[float, float]:
    """Where sun or moon stands, in pixels: on the light's side, clear of the subject where it can be."""
    x = 0.5 + stage.lamp_side * 0.26
    return x * stage.frame.width, stage.frame.height * y * (1 - stage.sky.disc_height)


def _disc(stage: Stage, y: float, colour: Colour) -> list[Mark]:
    x, at = disc_place(stage, y)
    size = stage.span * (0.045 if stage.brief.time == "night" else 0.055)
    return [
        Glow(
            x, at, stage.span * (0.34 if stage.brief.time == "night" else 0.62), mix(colour, stage.sky.horizon, 0.35),
            0.62,
        ),
        fill(ellipse(x, at, size, size), colour, "lamp", ink=0, soft=stage.span * 0.002, casts=False),
    ]


def clouds(stage: Stage, y: float) -> list[Mark]:
    """A few flat-footed clouds, smaller towards the horizon."""
    tint = stage.sky.cloud or WHITE
    marks: list[Mark] = []
    heavy = stage.brief.weather in ("rain", "cloud")
    places = (
        (0.18, 0.22, 0.24), (0.80, 0.36, 0.20), (0.48, 0.56, 0.13), (0.10, 0.68, 0.10), (0.90, 0.72, 0.09),
    ) if not heavy else ((0.15, 0.12, 0.34), (0.70, 0.20, 0.4), (0.35, 0.40, 0.3), (0.92, 0.46, 0.26))
    for base, at, wide in places:
        x = base + stage.dice.uniform(-0.06, 0.06)
        marks += _cloud(stage, x, at * y, wide * stage.dice.uniform(0.85, 1.15), tint)
    return marks


def _cloud(stage: Stage, x: float, y: float, wide: float, tint: Colour) -> list[Mark]:
    shape = stage.frame.width / stage.frame.height
    tall = wide * 0.20 * shape
    tops = [(x - wide / 2, y)]
    bumps = (0.45, 0.8, 1.25, 0.95, 0.55)
    for i, high in enumerate(bumps):
        left, step = x - wide / 2 + wide * i / len(bumps), wide / len(bumps)
        if i:
            tops.append((left, y - tall * 0.80 * min(high, bumps[i - 1])))
        peak = high * stage.dice.uniform(0.85, 1.15)
        tops += [(left + step * 0.22, y - tall * peak * 0.9), (left + step * 0.6, y - tall * peak)]
    tops.append((x + wide / 2, y))
    knots = [*tops, (x + wide * 0.2, y + tall * 0.14), (x - wide * 0.2, y + tall * 0.12)]
    shadow = [(a, b + tall * 0.26) for a, b in knots]
    soft = stage.span * 0.003
    dark = mix(tint, stage.sky.top, 0.35)
    return [
        fill(stage.run(shadow), dark, "lamp", ink=0, opacity=0.5, soft=soft, casts=False),
        fill(stage.run(knots), tint, "lamp", ink=0, opacity=0.88, soft=soft, casts=False),
    ]


def ridge(stage: Stage, y: float, tall: float, waves: int, salt: float, foot: float = 1.05) -> Points:
    """The outline of rolling land: its crest about `tall` above `y`, filled down to `foot` (parts of the height)."""
    x = np.linspace(-0.05, 1.05, 42)
    crest = y - tall * (0.5 + 0.5 * np.sin(x * waves + salt)) - tall * 0.28 * np.sin(x * waves * 2.3 + salt * 1.7) * 0.6
    top = np.stack([x, crest], axis=1)
    return stage.at(np.vstack([top, [[1.05, foot], [-0.05, foot]]]))


def mountain(
    stage: Stage, x: float, y: float, wide: float, tall: float, stone: Colour, depth: float, snow: bool,
) -> list[Mark]:
    """One peak on the line `y`: a lit face, a shaded face, and snow on its shoulders."""
    dice, side = stage.dice, stage.lamp_side
    peak = (x, y - tall)
    left = _edge(dice, (x - wide / 2, y + 0.01), peak, wide * 0.028)
    right = _edge(dice, peak, (x + wide / 2, y + 0.01), wide * 0.028)
    spine = _edge(dice, peak, (x - side * wide * 0.06, y + 0.01), wide * 0.05)
    body = np.vstack([left, right])
    shaded = np.vstack([left, spine]) if side > 0 else np.vstack([spine[::-1], right])
    if side <= 0:
        shaded = np.vstack([right, spine[::-1]])
    ink = 0.75 * (1 - 0.4 * depth)
    marks: list[Mark] = [
        fill(
            stage.at(body), stone, "plain", fade_to=mix(stone, stage.light.air, 0.25), ink=ink, depth=depth,
            casts=False,
        ),
        fill(stage.at(shaded), stage.light.shaded(stone, depth), "lamp", ink=0, opacity=0.72, casts=False),
    ]
    return marks + (_snowcap(stage, peak, wide, tall, left, right, depth) if snow else [])


def _edge(dice: np.random.Generator, start: tuple[float, float], end: tuple[float, float], rough: float) -> Points:
    """A rocky line from `start` to `end`."""
    part = np.linspace(0, 1, 11)[:, None]
    line = np.array(start) * (1 - part) + np.array(end) * part
    jitter = dice.normal(0, 1, (11, 2)) * (rough, rough * 0.42)
    jitter[0] = jitter[-1] = 0
    return line + jitter


def _snowcap(
    stage: Stage, peak: tuple[float, float], wide: float, tall: float, left: Points, right: Points, depth: float,
) -> list[Mark]:
    line = peak[1] + tall * 0.36
    above_left, above_right = left[left[:, 1] < line], right[right[:, 1] < line]
    if len(above_left) < 2 or len(above_right) < 2:
        return []
    x0, x1 = float(above_left[0, 0]), float(above_right[-1, 0])
    zigzag = [(x1 + (x0 - x1) * i / 7, line - tall * (0.10 if i % 2 else -0.04)) for i in range(1, 7)]
    cap = np.vstack([above_left, above_right, zigzag])
    middle = [(peak[0], peak[1]), (peak[0] - stage.lamp_side * wide * 0.02, line - tall * 0.05)]
    shade = np.vstack(
        [
            middle, zigzag[3:] if stage.lamp_side > 0 else zigzag[:3],
            (above_left if stage.lamp_side > 0 else above_right[::-1]),
        ]
    )
    white = from_hex("#f7f4f2")
    return [
        fill(stage.at(cap), white, "plain", ink=0.4, depth=depth * 0.7, casts=False),
        fill(stage.at(shade), stage.light.shaded(white, depth * 0.7), "lamp", ink=0, opacity=0.6, casts=False),
    ]


def range_of_peaks(stage: Stage, y: float, tall: float, depth: float, snow: bool, places: Knots) -> list[Mark]:
    """Several peaks, far ones first; `places` are (x, wide, height as a part of `tall`)."""
    stone = from_hex("#6f7488") if depth > 0.5 else from_hex("#6b6a74")
    return [m for x, wide, high in places for m in mountain(stage, x, y, wide, tall * high, stone, depth, snow)]


def ripples(stage: Stage, y0: float, y1: float, light: Colour, dark: Colour, count: int) -> list[Mark]:
    """Level strokes on water, longer and wider apart towards the camera."""
    marks: list[Mark] = []
    for i in range(count):
        part = (i / count) ** 1.7
        y = y0 + (y1 - y0) * part + 0.004
        x, half = stage.dice.uniform(0, 1), stage.dice.uniform(0.03, 0.10) * (0.35 + part)
        marks.append(
            Line(
                stage.at(curve([(x - half, y), (x, y + 0.0018), (x + half, y)], closed=False)), 0.9 + 2.2 * part,
                light if i % 3 else dark, 0.5,
            )
        )
    return marks


def glitter(stage: Stage, x: float, y0: float, y1: float, colour: Colour) -> list[Mark]:
    """The sun's path on water: short strokes under its disc, spreading."""
    marks: list[Mark] = []
    for i in range(22):
        part = (i / 22) ** 1.4
        y = y0 + (y1 - y0) * part
        at = x + stage.dice.normal(0, 0.018 + 0.07 * part)
        half = 0.012 + 0.035 * part * stage.dice.uniform(0.4, 1.2)
        marks.append(Line(stage.at(segment(at - half, y, at + half, y)), 1.2 + 2.6 * part, colour, 0.75))
    return marks


def bush(stage: Stage, x: float, y: float, size: float, leaf: Colour, depth: float) -> Mark:
    """A round of foliage at pixels; `size` is its radius."""
    count = 11
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    away = size * (1 + 0.16 * np.where(np.arange(count) % 2 == 0, 1, -1) * stage.dice.uniform(0.4, 1, count))
    knots = [(x + float(a * np.cos(t)), y + float(a * 0.8 * np.sin(t))) for t, a in zip(turn, away, strict=True)]
    return fill(curve(knots, detail=5), leaf, "ball", ink=0.5 * (1 - depth), depth=depth, casts=False)


def pine_shape(x: float, y: float, tall: float, dice: np.random.Generator) -> Points:
    """A conifer's outline at pixels, its foot at (x, y)."""
    knots: list[tuple[float, ...]] = [(x, y - tall, 1)]
    tiers = 5
    for i in range(1, tiers + 1):
        half = tall * 0.19 * i / tiers * dice.uniform(0.85, 1.1)
        knots += [
            (x + half, y - tall + tall * 0.92 * i / tiers, 1), (x + half * 0.5, y - tall + tall * 0.89 * i / tiers, 1),
        ]
    left = [(2 * x - k[0] + dice.normal(0, tall * 0.008), k[1], 1) for k in knots[1:]][::-1]
    trunk = [
        (x + tall * 0.022, y - tall * 0.06, 1), (x + tall * 0.022, y, 1), (x - tall * 0.022, y, 1),
        (x - tall * 0.022, y - tall * 0.06, 1),
    ]
    return curve([*knots, *trunk, *left], detail=3)


def pines(stage: Stage, y: float, tall: float, leaf: Colour, depth: float, xs: np.ndarray) -> list[Mark]:
    """A row of conifers on the line `y` (a part of the height); `tall` too, `xs` parts of the width."""
    marks: list[Mark] = []
    for x in xs:
        size = tall * stage.dice.uniform(0.65, 1.15) * stage.frame.height
        outline = pine_shape(
            float(x) * stage.frame.width, (y + stage.dice.uniform(0, 0.006)) * stage.frame.height, size, stage.dice,
        )
        marks.append(fill(outline, leaf, "flat", ink=0.6 * (1 - depth), depth=depth, casts=False))
    return marks


def grass(stage: Stage, y0: float, y1: float, blade: Colour, count: int, tall: float) -> list[Mark]:
    """Tufts of grass, larger towards the camera."""
    marks: list[Mark] = []
    for _ in range(count):
        part = stage.dice.uniform(0, 1) ** 0.8
        x, y = stage.dice.uniform(-0.02, 1.02), y0 + (y1 - y0) * part
        size = tall * (0.25 + part)
        for lean in (-0.35, 0.0, 0.4):
            tip = (x + lean * size * 0.9, y - size * stage.dice.uniform(0.7, 1.1))
            marks.append(
                Line(
                    stage.at(
                        curve([(x, y), ((x + tip[0]) / 2 - lean * size * 0.1, (y + tip[1]) / 2), tip], closed=False)
                    ),
                    0.8 + 1.3 * part, tone(blade, stage.dice.normal(0, 0.03)), 0.8,
                )
            )
    return marks


def near_grass(stage: Stage, tint: Colour) -> tuple[Mark, ...]:
    """Tall blades out of focus along the lower edge, thick at the corner away from the light."""
    marks: list[Mark] = []
    side = -stage.lamp_side
    for _ in range(22):
        x = 0.5 + side * stage.dice.uniform(0.05, 0.62)
        tall = stage.dice.uniform(0.08, 0.20) * (0.5 + abs(x - 0.5))
        lean = stage.dice.normal(0, 0.05)
        knots = [
            (x - 0.014, 1.03, 1), (x + lean * 0.4 - 0.008, 1 - tall * 0.5), (x + lean, 1 - tall, 1),
            (x + lean * 0.4 + 0.008, 1 - tall * 0.5), (x + 0.014, 1.03, 1),
        ]
        marks.append(
            fill(
                stage.run(knots), tone(tint, stage.dice.normal(-0.05, 0.03)), "plain", ink=0, soft=stage.span * 0.006,
                opacity=0.92, casts=False,
            )
        )
    return tuple(marks)
