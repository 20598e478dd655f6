"""A row of houses square on, with pavement and road level across the frame."""

import numpy as np

from tools.sketch.curves import segment
from tools.sketch.marks import Drawing, Glow, Line, Mark, fill
from tools.sketch.palette import Colour, from_hex, mix, tone
from tools.sketch.settings.landscape import bush, sky
from tools.sketch.settings.town import FACADES, WARM, asphalt_of, before, is_dark, is_wet, puddles, streaks
from tools.sketch.stage import Scenery, Stage, wash

# fmt: off
# Outlines read better as rows of points than as one point a line.


def terrace(stage: Stage) -> Scenery:
    """A row of houses square on; pavement, kerb and road run level across the frame."""
    y = stage.level
    foot = stage.frame.foot / stage.frame.height
    building = stage.brief.subject.family == "building"
    kerb = foot + 0.028 if building else y + (foot - y) * 0.42
    far = sky(stage, y + 0.02)
    ground = asphalt_of(stage)
    walk = tone(from_hex("#b3aca4"), -0.03) if stage.brief.weather != "snow" else from_hex("#e4e7ec")
    base = foot - 0.002 if building else y + (foot - y) * 0.14
    far += wash(stage, base - 0.01, kerb, tone(walk, 0.03), tone(walk, -0.03))
    far += wash(stage, kerb, 1.02, ground, tone(ground, -0.07), bands=8)
    back = _row_of_houses(stage, base)
    near: list[Mark] = [
        fill(stage.rect(-0.02, kerb - 0.007, 1.02, kerb + 0.004), tone(walk, 0.05), "plain", ink=0.6, casts=False),
        *[
            Line(stage.at(segment(x, base, x + (x - 0.5) * 0.10, kerb - 0.008)), 0.7, opacity=0.35)
            for x in np.linspace(0.0, 1.0, 8)
        ],
    ]
    if stage.brief.weather != "snow":
        dash = min(0.97, max(kerb + 0.10, foot + 0.06))
        near += [
            fill(
                stage.poly(
                    (x, dash), (x + 0.13, dash), (x + 0.13 + (x - 0.37) * 0.03, dash + 0.011),
                    (x + (x - 0.5) * 0.03, dash + 0.011),
                ),
                from_hex("#e4dcc6"), "plain", ink=0, opacity=0.75, casts=False,
            )
            for x in (-0.06, 0.22, 0.50, 0.78)
        ]
    near += puddles(stage, kerb)
    far += streaks(stage, kerb) if is_wet(stage) else []
    front = before(stage)
    return Scenery(
        tuple(far), (*back, *near), ground if not building else walk, _terrace_glows(stage, base), front,
        0.4 if is_wet(stage) else 0.0,
    )


def _row_of_houses(stage: Stage, base: float) -> list[Mark]:
    """House fronts side by side, lighter than the subject; a gap behind a building so that it stands alone."""
    marks: list[Mark] = []
    building = stage.brief.subject.family == "building"
    left, _, right, _ = stage.subject_box
    middle, half = (left + right) / 2 / stage.frame.width, (right - left) / 2 / stage.frame.width * 0.86
    x, i = -0.10, 0
    portrait = stage.frame.height > stage.frame.width
    while x < 1.08:
        wide = stage.dice.uniform(0.22, 0.32) if portrait else stage.dice.uniform(0.13, 0.19)
        tall = stage.dice.uniform(0.26, 0.40) if portrait else stage.dice.uniform(0.36, 0.56)
        if building:
            scale = (stage.frame.foot - stage.subject_box[1]) / stage.frame.height
            wide = scale * stage.dice.uniform(0.56, 0.80) * stage.frame.height / stage.frame.width
            tall = scale * stage.dice.uniform(0.75, 1.12)
        if building and middle - half < x < middle + half:
            x = middle + half + 0.01
            continue
        facade = from_hex(FACADES[i % len(FACADES)])
        marks += _house_front(stage, x, x + wide, base, tall, tone(facade, -0.10) if is_dark(stage) else facade, 0.46)
        x, i = x + wide, i + 1
    marks += _street_trees(stage, base)
    return marks


def _house_front(
    stage: Stage, x0: float, x1: float, base: float, tall: float, facade: Colour, depth: float,
) -> list[Mark]:
    top = base - tall
    marks: list[Mark] = [
        fill(stage.rect(x0, top, x1, base), facade, "flat", ink=0.7, depth=depth, shade=0.4, casts=False),
        fill(
            stage.rect(x0 - 0.006, top - 0.010, x1 + 0.006, top + 0.006), tone(facade, 0.06), "plain", ink=0.6,
            depth=depth, casts=False,
        ),
    ]
    columns, rows = 3, max(2, round(tall / 0.09))
    for row in range(rows):
        for column in range(columns):
            wide, high = (x1 - x0) / columns, tall / (rows + 0.4)
            a, b = x0 + wide * (column + 0.26), x0 + wide * (column + 0.74)
            c, d = top + high * (row + 0.35), top + high * (row + 0.95)
            ground_floor = row == rows - 1
            alight = is_dark(stage) and stage.dice.random() < (0.8 if ground_floor else 0.38)
            glass = WARM if alight else mix(tone(facade, -0.22), stage.sky.middle, 0.25)
            marks.append(
                fill(
                    stage.rect(a, c, b, d), glass, "lamp" if alight else "plain", ink=0.45,
                    depth=0 if alight else depth, opacity=0.95, casts=False,
                )
            )
    return marks


def _street_trees(stage: Stage, base: float) -> list[Mark]:
    marks: list[Mark] = []
    leaf = from_hex("#7c9465") if stage.brief.weather != "snow" else from_hex("#dfe4e8")
    for x in (0.07, 0.93):
        px, py = x * stage.frame.width, base * stage.frame.height
        size = stage.span * 0.052
        marks.append(
            Line(
                stage.at(segment(x, base + 0.004, x, base - 0.10)), 3.4, stage.light.ink(from_hex("#5c4638"), 0.2),
                even=True,
            )
        )
        marks += [
            bush(stage, px + dx * size, py - stage.span * 0.12 - dy * size, r * size, leaf, 0.25)
            for dx, dy, r in ((-0.7, 0.0, 0.9), (0.7, 0.1, 0.9), (0.0, 0.8, 1.0))
        ]
    return marks


def _terrace_glows(stage: Stage, base: float) -> Drawing:
    if not is_dark(stage):
        return ()
    return tuple(
        Glow(stage.frame.width * x, stage.frame.height * (base - 0.03), stage.span * 0.22, WARM, 0.34)
        for x in (0.1, 0.42, 0.78, 0.98)
    )
