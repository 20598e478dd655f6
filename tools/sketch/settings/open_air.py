"""What the settings of the open country share: seasonal greens, haze, peaks, conifers before the lens."""

import numpy as np

from tools.sketch.marks import Drawing, Mark, fill
from tools.sketch.palette import Colour, from_hex, mix
from tools.sketch.settings.landscape import near_grass, pines, range_of_peaks
from tools.sketch.stage import Scenery, Stage

# fmt: off
# Outlines read better as rows of points than as one point a line.


SNOW = from_hex("#eef0f4")


def green(stage: Stage, code: str) -> Colour:
    """A green of the land; under snow the land is white."""
    return mix(from_hex(code), SNOW, 0.82) if stage.brief.weather == "snow" else from_hex(code)


def haze(stage: Stage, y: float, strength: float = 0.5) -> list[Mark]:
    """Air lying on the far land."""
    strength = 0.9 if stage.brief.weather == "fog" else strength
    band = fill(
        stage.rect(-0.1, y - 0.055, 1.1, y + 0.03), stage.light.air, "lamp", ink=0, opacity=strength * 0.8,
        soft=stage.span * 0.03, casts=False,
    )
    return [band]


def open_air(
    stage: Stage, far: list[Mark], back: list[Mark], near: list[Mark], ground: Colour, front: Drawing = (),
    gloss: float = 0.0, air: Drawing = (),
) -> Scenery:
    """Near a small subject the distance (`back`) goes out of focus with the sky; `near` stays crisp."""
    if stage.shallow:
        return Scenery((*far, *back), tuple(near), ground, air, front, gloss, blur=stage.span * 0.007)
    return Scenery(tuple(far), (*back, *near), ground, air, front, gloss)


def peaks(stage: Stage, y: float, tall: float, depth: float, snow: bool = True) -> list[Mark]:
    lean = {"right": -0.22, "left": 0.22}.get(stage.frame.idea.name, 0.0)
    squeeze = min(1.4, max(0.75, stage.frame.height / stage.frame.width * 0.62))
    far = range_of_peaks(
        stage, y, tall * 0.72, min(1.0, depth + 0.28), snow,
        ((0.08 + lean, 0.6 * squeeze, 0.8), (0.92 + lean, 0.7 * squeeze, 0.92), (0.30 + lean, 0.5 * squeeze, 0.62)),
    )
    return far + range_of_peaks(
        stage, y, tall, depth, snow,
        ((0.60 + lean, 0.86 * squeeze, 1.0), (0.20 + lean, 0.62 * squeeze, 0.62), (0.98 + lean, 0.5 * squeeze, 0.5)),
    )


def before(stage: Stage, land: Colour) -> Drawing:
    """Conifers and grass before the lens, where the idea wants something near."""
    return (*_framing_pines(stage), *near_grass(stage, land)) if stage.frame.idea.near else ()


def _framing_pines(stage: Stage) -> list[Mark]:
    """Tall dark conifers at one edge, before everything."""
    side = -stage.lamp_side
    marks: list[Mark] = []
    for x, tall, foot in ((0.5 + side * 0.47, 0.78, 1.06), (0.5 + side * 0.35, 0.52, 1.03)):
        marks += pines(
            stage, foot, tall, green(stage, "#33503f") if stage.brief.weather != "snow" else from_hex("#5c7472"), 0.0,
            np.array([x]),
        )
    return marks
