"""Mountains, desert, forest, field and sky."""

import numpy as np

from tools.sketch.curves import curve, ellipse
from tools.sketch.marks import Drawing, Line, Mark, fill
from tools.sketch.palette import Colour, from_hex, mix, tone
from tools.sketch.settings.landscape import bush, grass, near_grass, pines, ridge, sky
from tools.sketch.settings.open_air import SNOW, before, green, haze, open_air, peaks
from tools.sketch.stage import Scenery, Stage, wash

# fmt: off
# Outlines read better as rows of points than as one point a line.


def mountains(stage: Stage) -> Scenery:
    """Peaks over foothills and a meadow with pines."""
    y = stage.level
    far = sky(stage, y + 0.03)
    back = peaks(stage, y + 0.01, min(0.34, y * 0.62), 0.42)
    back.append(
        fill(ridge(stage, y + 0.02, 0.035, 5, 1.0), green(stage, "#7f9678"), "plain", ink=0.5, depth=0.42, casts=False)
    )
    back += pines(stage, y + 0.026, 0.05, green(stage, "#4d6b5c"), 0.4, np.linspace(-0.02, 1.02, 15))
    land = green(stage, "#8aa365")
    near: list[Mark] = [
        fill(
            ridge(stage, y + 0.10, 0.04, 3, 2.4), green(stage, "#7d9a60"), "plain", fade_to=land, ink=0.5, depth=0.15,
            casts=False,
        ),
        fill(ridge(stage, y + 0.20, 0.05, 2, 0.2), land, "plain", fade_to=tone(land, -0.1), ink=0.5, casts=False),
    ]
    near += [*_boulders(stage, y + 0.24), *grass(stage, y + 0.2, 1.02, tone(land, -0.08), 46, 0.018)]
    return open_air(stage, far, back, near, land, before(stage, land), air=tuple(haze(stage, y)))


def _boulders(stage: Stage, y: float) -> list[Mark]:
    marks: list[Mark] = []
    for x, size in ((0.12, 0.05), (0.2, 0.03), (0.86, 0.04)):
        cx, cy, r = x * stage.frame.width, (y + stage.dice.uniform(0.0, 0.05)) * stage.frame.height, size * stage.span
        knots = [
            (cx - r, cy), (cx - r * 0.7, cy - r * 0.6), (cx - r * 0.1, cy - r * 0.85), (cx + r * 0.6, cy - r * 0.5),
            (cx + r, cy), (cx, cy + r * 0.12),
        ]
        marks.append(fill(curve(knots), from_hex("#948d88"), "flat", ink=0.7, casts=False))
    return marks


def desert(stage: Stage) -> Scenery:
    """Dunes: each with its lit slope and its shaded one, meeting in a sharp wavering crest."""
    y = stage.level
    sand = from_hex("#dfae72")
    far = sky(stage, y + 0.05)
    back: list[Mark] = []
    for i, (dy, tall, depth) in enumerate(((0.0, 0.07, 0.75), (0.04, 0.08, 0.45))):
        back += _dune(stage, y + dy, tall, 0.25 + 0.45 * ((i * 2 + 1) % 3) / 2, depth, sand)
    near = [
        *_dune(stage, y + 0.13, 0.10, 0.72 if stage.lamp_side < 0 else 0.3, 0.12, sand),
        fill(ridge(stage, y + 0.25, 0.03, 2, 0.4), sand, "plain", fade_to=tone(sand, -0.08), ink=0.4, casts=False),
    ]
    dark = stage.light.half(tone(sand, -0.12), 0, 0.4)
    for i in range(17):
        at = y + 0.27 + (0.73 - y) * (i / 16) ** 1.3
        x = stage.dice.uniform(-0.1, 0.3)
        near.append(
            Line(
                stage.run(
                    [(x, at), (x + 0.25, at - 0.008), (x + 0.5, at + 0.003), (x + 0.8, at - 0.005)], closed=False,
                ),
                0.6 + 0.06 * i, dark, 0.38,
            )
        )
    return open_air(stage, far, back, near, sand, air=tuple(haze(stage, y + 0.02, 0.4)))


def _dune(stage: Stage, y: float, tall: float, peak: float, depth: float, sand: Colour) -> list[Mark]:
    crest = [
        (-0.08, y + 0.03), (peak * 0.5, y - tall * 0.35), (peak, y - tall), (peak + (1 - peak) * 0.5, y - tall * 0.25),
        (1.08, y + 0.02),
    ]
    body = stage.run([*crest, (1.08, y + 0.4, 1), (-0.08, y + 0.4, 1)])
    side = -stage.lamp_side
    slip = [
        (peak, y - tall, 1), (peak + side * 0.10, y - tall * 0.4), (peak + side * 0.04, y + 0.02),
        (peak + side * 0.14, y + 0.12), (peak + side * 0.02, y + 0.4, 1), (peak + side * 0.7, y + 0.4, 1),
    ]
    slip += [
        (1.08, y + 0.02), (peak + (1 - peak) * 0.5, y - tall * 0.25),
    ] if side > 0 else [(-0.08, y + 0.03), (peak * 0.5, y - tall * 0.35)]
    return [
        fill(body, sand, "plain", fade_to=tone(sand, -0.05), ink=0.55, depth=depth, casts=False),
        fill(stage.run(slip), stage.light.shaded(sand, depth), "lamp", ink=0, opacity=0.62, casts=False),
    ]


def forest(stage: Stage) -> Scenery:
    """Trunks behind trunks in the haze, light falling between them on a path."""
    y = stage.level
    pale = mix(stage.light.air, from_hex("#cfdcae"), 0.35) if stage.brief.time != "night" else stage.light.air
    far: list[Mark] = [
        fill(stage.rect(-0.02, -0.02, 1.02, y + 0.05), stage.light.half(pale, 0, 0.1), "lamp", ink=0, casts=False)
    ]
    for i in range(26):
        cx, cy = stage.dice.uniform(0, 1) * stage.frame.width, stage.dice.uniform(0, y * 0.7) * stage.frame.height
        far.append(
            fill(
                ellipse(cx, cy, stage.span * 0.09, stage.span * 0.06),
                stage.light.lit(green(stage, ("#8fae6c", "#a8bf7e", "#7d9f68")[i % 3]), 0.6), "lamp", ink=0,
                opacity=0.5, soft=stage.span * 0.02, casts=False,
            )
        )
    floor = green(stage, "#7c8a55")
    far += wash(stage, y, 1.02, tone(floor, 0.06), tone(floor, -0.08), bands=8)
    back = [*_trunks(stage, y + 0.01, 11, 0.026, 0.72), *_trunks(stage, y + 0.035, 8, 0.042, 0.42)]
    path = stage.run(
        [
            (0.47, y + 0.005, 1), (0.53, y + 0.005, 1), (0.56, y + (1 - y) * 0.35), (0.66, y + (1 - y) * 0.7),
            (0.88, 1.03, 1), (0.2, 1.03, 1), (0.36, y + (1 - y) * 0.7), (0.46, y + (1 - y) * 0.35),
        ]
    )
    near: list[Mark] = [
        fill(
            path, mix(floor, from_hex("#c2a077"), 0.75) if stage.brief.weather != "snow" else tone(SNOW, -0.06),
            "plain", ink=0.35, casts=False,
        )
    ]
    near += [*_edge_trunks(stage), *grass(stage, y + 0.06, 1.02, tone(floor, -0.06), 50, 0.022)]
    return open_air(
        stage, far, back, near, floor, near_grass(stage, tone(floor, -0.1)) if stage.frame.idea.near else (),
        air=_shafts(stage),
    )


def _trunks(stage: Stage, y: float, count: int, wide: float, depth: float) -> list[Mark]:
    marks: list[Mark] = []
    bark = from_hex("#6d5646")
    for i in range(count):
        x = (i + stage.dice.uniform(0.15, 0.85)) / count
        if abs(x - stage.frame.x / stage.frame.width) < 0.07:
            continue
        half = wide * stage.dice.uniform(0.5, 0.8) / 2
        trunk = stage.run(
            [
                (x - half * 1.5, y + 0.012, 1), (x - half, y - 0.08), (x - half * 0.8, -0.04, 1),
                (x + half * 0.8, -0.04, 1), (x + half, y - 0.08), (x + half * 1.5, y + 0.012, 1),
            ]
        )
        marks.append(fill(trunk, bark, "round", ink=0.6 * (1 - depth), depth=depth, casts=False))
    return marks


def _edge_trunks(stage: Stage) -> list[Mark]:
    """Two great trunks and their leaves that frame the view."""
    marks: list[Mark] = []
    bark = from_hex("#5f4a3c")
    for x, half in ((0.03, 0.07), (0.975, 0.06)):
        trunk = stage.run(
            [
                (x - half * 1.5, 0.97, 1), (x - half, 0.7), (x - half * 0.85, -0.04, 1), (x + half * 0.85, -0.04, 1),
                (x + half, 0.7), (x + half * 1.6, 0.97, 1),
            ]
        )
        marks.append(fill(trunk, bark, "round", ink=0.9, casts=False))
        marks += [
            Line(
                stage.run([(x + a * half, 0.1 + 0.2 * b), (x + a * half * 1.05, 0.25 + 0.2 * b)], closed=False), 1.0,
                opacity=0.5,
            )
            for a, b in ((-0.3, 0.2), (0.3, 1.0), (0.0, 2.2), (-0.2, 3.0))
        ]
    leaf = green(stage, "#5f7f48")
    for x, y, r in (
        (0.0, 0.02, 0.13), (0.16, -0.01, 0.11), (0.32, -0.02, 0.08), (1.0, 0.03, 0.14), (0.84, -0.01, 0.10),
        (0.68, -0.025, 0.07),
    ):
        marks.append(
            bush(
                stage, x * stage.frame.width, y * stage.frame.height, r * stage.span,
                tone(leaf, stage.dice.normal(0, 0.02)), 0.0,
            )
        )
    return marks


def _shafts(stage: Stage) -> Drawing:
    if stage.brief.time == "night" or stage.brief.weather in ("rain", "cloud"):
        return ()
    side = stage.lamp_side
    marks: list[Mark] = []
    for x in (0.12, 0.30, 0.46):
        top = 0.5 + side * x
        beam = stage.poly(
            (top - 0.03, -0.02), (top + 0.04, -0.02), (top - side * 0.42 + 0.07, 0.95),
            (top - side * 0.42 - 0.10, 0.95),
        )
        marks.append(
            fill(
                beam, stage.light.lit(from_hex("#fff2cc")), "lamp", ink=0, opacity=0.13, soft=stage.span * 0.016,
                casts=False,
            )
        )
    return tuple(marks)


def field(stage: Stage) -> Scenery:
    """Rolling meadow with a few trees far off, grass and flowers near."""
    y = stage.level
    far = sky(stage, y + 0.03)
    land = green(stage, "#8fab62")
    back: list[Mark] = [
        fill(
            ridge(stage, y - 0.005, 0.045, 4, 0.3), green(stage, "#8ea78b"), "plain", ink=0.35, depth=0.72,
            casts=False,
        ),
        fill(ridge(stage, y + 0.02, 0.03, 5, 2.0), green(stage, "#86a468"), "plain", ink=0.4, depth=0.45, casts=False),
    ]
    for x, size in ((0.08, 0.042), (0.15, 0.055), (0.23, 0.036), (0.80, 0.048), (0.88, 0.06), (0.95, 0.045)):
        back.append(
            bush(
                stage, x * stage.frame.width, (y + 0.005) * stage.frame.height, size * stage.span,
                green(stage, "#5f8050"), 0.42,
            )
        )
    near: list[Mark] = [
        fill(
            ridge(stage, y + 0.055, 0.02, 3, 4.4), land, "plain", fade_to=tone(land, -0.09), ink=0.45, depth=0.1,
            casts=False,
        ),
        *grass(stage, y + 0.08, 1.02, tone(land, -0.09), 80, 0.022),
    ]
    if stage.brief.weather != "snow":
        near += _flowers(stage, y + 0.14)
    return open_air(
        stage, far, back, near, land, near_grass(stage, tone(land, -0.08)) if stage.frame.idea.near else (),
        air=tuple(haze(stage, y, 0.35)),
    )


def _flowers(stage: Stage, y: float) -> list[Mark]:
    marks: list[Mark] = []
    for i in range(34):
        part = stage.dice.uniform(0, 1) ** 0.8
        x, at = stage.dice.uniform(0, 1), y + (1.0 - y) * part
        size = stage.span * (0.002 + 0.005 * part)
        marks.append(
            fill(
                ellipse(x * stage.frame.width, at * stage.frame.height, size, size * 0.8),
                from_hex(("#f3ead6", "#e9c35a", "#d98a8f")[i % 3]), "plain", ink=0.3, casts=False,
            )
        )
    return marks


def open_sky(stage: Stage) -> Scenery:
    """Sky alone, over a sea of cloud."""
    y = stage.level
    far = sky(stage, 1.0)
    tint = stage.sky.cloud or from_hex("#f6f2ea")
    for i in range(18):
        cx, cy = stage.dice.uniform(0, 1) * stage.frame.width, (y + (1.05 - y) * (i / 18)) * stage.frame.height
        size = stage.span * (0.09 + 0.14 * i / 18)
        far += [
            fill(
                ellipse(cx, cy + size * 0.16, size, size * 0.34), mix(tint, stage.sky.top, 0.4), "lamp", ink=0,
                opacity=0.6, soft=stage.span * 0.008, casts=False,
            ),
            fill(
                ellipse(cx, cy, size, size * 0.30), tint, "lamp", ink=0, opacity=0.85, soft=stage.span * 0.006,
                casts=False,
            ),
        ]
    return Scenery(tuple(far), (), tint)
