"""What stands right before the lens, large and out of focus: it gives a frame its depth."""

import numpy as np

from tools.sketch.marks import Drawing, Glow, Mark, fill
from tools.sketch.palette import Colour, from_hex, mix, tone
from tools.sketch.stage import Stage

# fmt: off
# Outlines read better as rows of points than as one point a line.


def leaves(stage: Stage, tint: Colour) -> Drawing:
    """A fan of leaves at the lower corner away from the light, where the idea wants something near."""
    if not stage.frame.idea.near:
        return ()
    side = -stage.lamp_side
    marks: list[Mark] = []
    squeeze = stage.frame.height / stage.frame.width
    for i, (lean, size) in enumerate(((14, 0.25), (34, 0.33), (54, 0.36), (74, 0.27))):
        root = np.array([0.5 + side * 0.57, 1.04])
        turn = np.radians(lean)
        along = np.array([-side * np.sin(turn) * squeeze, -np.cos(turn)])
        across = np.array([np.cos(turn) * squeeze, -side * np.sin(turn)]) * size * 0.17
        tip, middle = root + along * size, root + along * size * 0.5
        knots = [(*root, 1), tuple(middle + across), (*tip, 1), tuple(middle - across)]
        colour = mix(from_hex("#4d6a4c"), tint, 0.12 + 0.10 * i)
        marks.append(fill(stage.run(knots), colour, "flat", ink=0, soft=stage.span * 0.0085, casts=False, opacity=0.95))
    return tuple(marks)


def branch(stage: Stage, tint: Colour) -> Drawing:
    """Leaves hanging in from the upper corner away from the light."""
    if not stage.frame.idea.near:
        return ()
    side = -stage.lamp_side
    squeeze = stage.frame.height / stage.frame.width
    marks: list[Mark] = []
    for _ in range(15):
        x = 0.5 + side * stage.dice.uniform(0.20, 0.56)
        y = stage.dice.uniform(-0.02, 0.15) * (0.3 + 1.5 * abs(x - 0.5))
        turn = np.radians(stage.dice.uniform(40, 140))
        size = stage.dice.uniform(0.05, 0.08)
        along = np.array([-side * np.cos(turn) * squeeze, np.sin(turn)]) * size
        across = np.array([np.sin(turn) * squeeze, side * np.cos(turn)]) * size * 0.24
        middle = np.array([x, y]) + along * 0.5
        knots = [(x, y, 1), tuple(middle + across), (x + along[0], y + along[1], 1), tuple(middle - across)]
        colour = tone(mix(from_hex("#4d6a4c"), tint, 0.25), stage.dice.normal(0, 0.03))
        marks.append(fill(stage.run(knots), colour, "flat", ink=0, soft=stage.span * 0.006, casts=False, opacity=0.94))
    return tuple(marks)


def lit_post(stage: Stage, light: Colour) -> Drawing:
    """A dark post at the edge with a lamp's glow, for streets at night."""
    if not stage.frame.idea.near:
        return ()
    side = -stage.lamp_side
    edge, inner = 0.5 + side * 0.56, 0.5 + side * 0.43
    post = stage.run(
        [(edge, -0.05, 1), (inner, -0.05, 1), (inner + side * 0.004, 0.5), (inner, 1.05, 1), (edge, 1.05, 1)]
    )
    dark = fill(post, from_hex("#3a3640"), "plain", ink=0, soft=stage.span * 0.009, opacity=0.93, casts=False)
    x, y = stage.frame.width * (0.5 + side * 0.40), stage.frame.height * 0.26
    return (dark, Glow(x, y, stage.span * 0.17, light, 0.55), Glow(x, y, stage.span * 0.035, from_hex("#fff3d0"), 0.8))
