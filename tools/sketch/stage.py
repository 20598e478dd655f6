"""The stage: what a setting is drawn for, and what it hands back. Everything in pixels, y down."""

from dataclasses import dataclass

import numpy as np

from tools.sketch.brief import Brief
from tools.sketch.composition import Frame
from tools.sketch.curves import Knots, Points, box, curve, polygon
from tools.sketch.lights import Sky
from tools.sketch.marks import Drawing, Form, Mark, fill
from tools.sketch.palette import Colour, Light

LARGE = frozenset({"person", "animal", "car", "bike", "boat", "building", "tree", "place", "chair"})
"""Subjects that share the scale of their setting; all others stand close to the lens."""


@dataclass(frozen=True)
class Stage:
    """A frame with its light, its sky and dice of its own."""

    frame: Frame
    light: Light
    sky: Sky
    brief: Brief
    dice: np.random.Generator
    subject_box: tuple[float, float, float, float]
    """Left, top, right, bottom of the subject in pixels, as it will stand."""

    @property
    def lamp_side(self) -> float:
        """-1 where the light comes from the left, +1 from the right."""
        return -1.0 if self.light.side <= 0 else 1.0

    def at(self, points: Points) -> Points:
        """Parts of the picture -> pixels."""
        return points * (self.frame.width, self.frame.height)

    def rect(self, x0: float, y0: float, x1: float, y1: float) -> Points:
        """A rectangle given in parts of the picture."""
        return self.at(box(x0, y0, x1, y1))

    def poly(self, *corners: tuple[float, float]) -> Points:
        """Straight sides through corners given in parts of the picture."""
        return self.at(polygon(corners))

    def run(self, knots: Knots, closed: bool = True) -> Points:
        """A smooth line through knots given in parts of the picture."""
        return self.at(curve(knots, closed))

    @property
    def slim(self) -> float:
        """What widths drawn for a 9:16 frame are multiplied by to keep their proportions in this one."""
        return self.frame.height / self.frame.width * 9 / 16

    @property
    def shallow(self) -> bool:
        """Whether the camera is so near a small subject that the distance is out of focus."""
        subject = self.brief.subject
        return subject.family not in LARGE or subject.pose == "bust"

    @property
    def level(self) -> float:
        """The horizon (or the far edge of a table), as a part of the height."""
        return self.frame.horizon / self.frame.height

    @property
    def span(self) -> float:
        """Pixels of the picture's mean side: blurs and thicknesses follow it."""
        return (self.frame.width * self.frame.height) ** 0.5


@dataclass(frozen=True)
class Scenery:
    """A drawn setting: in the order of painting, and the ground it stands on."""

    far: Drawing
    """The soft part, painted first: washes, blurs, glows. Nothing crisp."""
    back: Drawing
    ground: Colour
    air: Drawing = ()
    """Light and haze between the setting and the subject."""
    front: Drawing = ()
    """What stands out of focus before the subject."""
    gloss: float = 0.0
    """How much the ground mirrors, 0..1."""
    blur: float = 0.0
    """How far out of focus `far` lies, in pixels."""
    stand: Points | None = None
    """Outline of a plinth's top: the subject's shadow ends at its edge."""


def wash(stage: Stage, y0: float, y1: float, top: Colour, bottom: Colour, bands: int = 0) -> list[Mark]:
    """A full-width wash from `y0` to `y1`, with a few uneven brush bands across it."""
    marks: list[Mark] = [fill(stage.rect(-0.02, y0, 1.02, y1), top, "plain", fade_to=bottom, ink=0, casts=False)]
    for _ in range(bands):
        y = stage.dice.uniform(y0, y1)
        marks.append(brush_band(stage, y, bottom if stage.dice.random() < 0.5 else top))
    return marks


def brush_band(stage: Stage, y: float, tint: Colour, opacity: float = 0.30, form: Form = "plain") -> Mark:
    """One long uneven stroke of a wide brush; as a "lamp" no light falls on it."""
    x0, x1 = stage.dice.uniform(-0.3, 0.4), stage.dice.uniform(0.5, 1.3)
    thick = stage.dice.uniform(0.006, 0.022)
    lean = stage.dice.normal(0, 0.02)
    knots = [
        (x0, y + lean), (x0 + 0.08, y - thick * 0.7 + lean), ((x0 + x1) / 2, y - thick), (x1, y - lean - thick * 0.4),
        (x1 - 0.05, y - lean + thick * 0.4), ((x0 + x1) / 2, y + thick),
    ]  # fmt: skip
    return fill(stage.run(knots), tint, form, ink=0, opacity=opacity, soft=stage.span * 0.0012, casts=False)
