"""The open road: level behind a vehicle, running away behind anything else."""

import numpy as np

from tools.sketch.curves import segment
from tools.sketch.marks import Line, Mark, fill
from tools.sketch.palette import from_hex, mix, tone
from tools.sketch.settings.landscape import grass, near_grass, pines, ridge, sky
from tools.sketch.settings.town import asphalt_of, is_wet, puddles
from tools.sketch.stage import Scenery, Stage

# fmt: off
# Outlines read better as rows of points than as one point a line.


def road(stage: Stage) -> Scenery:
    """A country road: level across behind a vehicle, running away behind anything else."""
    y = stage.level
    snow = stage.brief.weather == "snow"
    land = from_hex("#eef0f4") if snow else from_hex("#a9b06f")
    far = sky(stage, y + 0.03)
    back: list[Mark] = [
        fill(ridge(stage, y - 0.004, 0.07, 3, 0.8), from_hex("#8693a8"), "plain", ink=0.4, depth=0.8, casts=False),
        fill(
            ridge(stage, y + 0.012, 0.035, 5, 2.2), mix(from_hex("#7d9670"), land, 0.3), "plain", ink=0.4, depth=0.5,
            casts=False,
        ),
        *pines(
            stage, y + 0.02, 0.05, mix(from_hex("#54705c"), land, 0.25 if snow else 0), 0.42,
            np.array([0.05, 0.10, 0.14, 0.83, 0.90, 0.96]),
        ),
    ]
    near: list[Mark] = [
        fill(
            ridge(stage, y + 0.03, 0.008, 3, 0.2), land, "plain", fade_to=tone(land, -0.08), ink=0.4, depth=0.1,
            casts=False,
        )
    ]
    near += _level_road(stage, y) if stage.brief.subject.family in ("car", "bike") else _leading_road(stage, y)
    near += grass(stage, y + 0.05, y + 0.075, tone(land, -0.08), 12, 0.012) if not snow else []
    air = (
        fill(
            stage.rect(-0.1, y - 0.05, 1.1, y + 0.02), stage.light.air, "lamp", ink=0,
            opacity=0.45 if stage.brief.weather != "fog" else 0.85, soft=stage.span * 0.03, casts=False,
        ),
    )
    front = near_grass(stage, tone(land, -0.1)) if stage.frame.idea.near else ()
    gloss = 0.35 if is_wet(stage) else 0.0
    if stage.shallow:
        return Scenery((*far, *back), tuple(near), asphalt_of(stage), air, front, gloss, blur=stage.span * 0.006)
    return Scenery(tuple(far), (*back, *near), asphalt_of(stage), air, front, gloss)


def _level_road(stage: Stage, y: float) -> list[Mark]:
    foot = stage.frame.foot / stage.frame.height
    asphalt = tone(asphalt_of(stage), 0.03)
    top, low = y + (foot - y) * 0.45, min(0.985, foot + max(0.07, (1 - foot) * 0.55))
    marks: list[Mark] = [
        fill(
            stage.poly((-0.02, top), (1.02, top), (1.02, low), (-0.02, low)), asphalt, "plain",
            fade_to=tone(asphalt, -0.05), ink=0.7, casts=False,
        ),
        Line(stage.at(segment(-0.02, top + 0.009, 1.02, top + 0.009)), 1.6, from_hex("#efe7d2"), 0.8, even=True),
    ]
    dash = foot + (low - foot) * 0.5
    marks += [
        fill(
            stage.poly((x, dash), (x + 0.15, dash), (x + 0.155, dash + 0.010), (x - 0.004, dash + 0.010)),
            from_hex("#efe7d2"), "plain", ink=0, opacity=0.85, casts=False,
        )
        for x in (-0.08, 0.22, 0.52, 0.82)
    ]
    return [*marks, *(puddles(stage, top) if is_wet(stage) else [])]


def _leading_road(stage: Stage, y: float) -> list[Mark]:
    asphalt = asphalt_of(stage)
    lane = stage.run(
        [
            (0.485, y + 0.012, 1), (0.515, y + 0.012, 1), (0.57, y + (1 - y) * 0.25), (1.0, 1.03, 1), (0.0, 1.03, 1),
            (0.43, y + (1 - y) * 0.25),
        ]
    )
    marks: list[Mark] = [fill(lane, asphalt, "plain", ink=0.7, casts=False)]
    for i in range(6):
        a, b = 0.06 + (i / 6) ** 1.7, 0.06 + ((i + 0.5) / 6) ** 1.7
        ya, yb = y + (1 - y) * a, y + (1 - y) * b
        marks.append(
            fill(
                stage.poly((0.5 - 0.02 * a, ya), (0.5 + 0.02 * a, ya), (0.5 + 0.02 * b, yb), (0.5 - 0.02 * b, yb)),
                from_hex("#efe7d2"), "plain", ink=0, opacity=0.85, casts=False,
            )
        )
    return marks
