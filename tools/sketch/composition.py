"""How a frame is laid out: one idea of a shot after another, as data, and the frame it makes in pixels."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from store.scene import AspectRatio
from tools.sketch.brief import Brief
from tools.sketch.curves import Points

SIZES: dict[AspectRatio, tuple[int, int]] = {
    "9:16": (1440, 2560), "1:1": (1440, 1440), "4:5": (1440, 1800), "16:9": (2560, 1440),
}  # fmt: skip
"""Pixels of a sketch: a third more than a film needs, so that the camera has room to move."""

Space = Literal["left", "right", "top"]


@dataclass(frozen=True)
class Idea:
    """One way to frame a subject; lengths are parts of the picture, `y` from the top."""

    name: str
    label: str
    x: float
    foot: float
    tall: float
    wide: float
    horizon: float
    tilt: float = 0.14
    keystone: float = 0.0
    space: Space = "top"
    near: bool = False
    """Whether something out of focus stands right before the camera."""


OBJECT = (
    Idea("hero", "hero, centred: slow push-in", 0.5, 0.79, 0.50, 0.64, 0.60),
    Idea("low", "hero, low angle: strong push-in", 0.5, 0.86, 0.66, 0.76, 0.775, 0.035, 0.10),
    Idea("right", "off-centre, words on the right: truck right", 0.34, 0.80, 0.50, 0.52, 0.61, space="right"),
    Idea("wide", "wide, the place first: slow pull-out", 0.56, 0.735, 0.27, 0.32, 0.58, 0.18, near=True),
    Idea("close", "close on the detail: gentle tilt up", 0.54, 1.10, 1.02, 1.02, 0.66, 0.12),
    Idea("above", "from above: pedestal down", 0.5, 0.72, 0.44, 0.56, 0.20, 0.42, -0.06),
    Idea("left", "off-centre, words on the left: truck left", 0.66, 0.80, 0.50, 0.52, 0.61, space="left"),
    Idea("framed", "seen past the foreground: push-in", 0.5, 0.77, 0.42, 0.48, 0.585, near=True),
)
FIGURE = (
    Idea("hero", "centred, full figure: slow push-in", 0.5, 0.90, 0.60, 0.70, 0.60),
    Idea("low", "low angle, towering: push-in and tilt up", 0.5, 0.955, 0.76, 0.80, 0.84, 0.03, 0.10),
    Idea("right", "off-centre, words on the right: truck right", 0.32, 0.90, 0.60, 0.52, 0.61, space="right"),
    Idea("wide", "wide, small in the place: slow pull-out", 0.60, 0.80, 0.25, 0.34, 0.62, 0.16, near=True),
    Idea("close", "close: handheld, barely moving", 0.52, 1.50, 1.18, 1.25, 0.64, 0.1),
    Idea("above", "from above: pedestal down", 0.5, 0.84, 0.48, 0.6, 0.22, 0.35, -0.08),
    Idea("left", "off-centre, words on the left: truck left", 0.68, 0.90, 0.60, 0.52, 0.61, space="left"),
    Idea("framed", "seen past the foreground: push-in", 0.5, 0.86, 0.48, 0.56, 0.6, near=True),
)
BUST = (
    Idea("hero", "centred, eye level: slow push-in", 0.5, 1.0, 0.66, 0.94, 0.66),
    Idea("right", "off-centre, words on the right: truck right", 0.34, 1.0, 0.62, 0.84, 0.66, space="right"),
    Idea("close", "close on the face: barely moving push-in", 0.5, 1.14, 0.94, 1.3, 0.7),
    Idea("wide", "wider, air above: slow pull-out", 0.5, 1.0, 0.46, 0.70, 0.62),
    Idea("left", "off-centre, words on the left: truck left", 0.66, 1.0, 0.62, 0.84, 0.66, space="left"),
    Idea("low", "low angle, strong: push-in", 0.5, 1.02, 0.74, 1.0, 0.84, 0.03, 0.07),
    Idea("framed", "seen past the foreground: push-in", 0.54, 1.0, 0.56, 0.8, 0.64, near=True),
    Idea("above", "slightly from above: pedestal down", 0.5, 1.04, 0.6, 0.86, 0.4, 0.3, -0.06),
)
VEHICLE = (
    Idea("hero", "hero, side on: slow truck right", 0.5, 0.76, 0.40, 0.84, 0.56),
    Idea("low", "low angle: strong push-in", 0.5, 0.82, 0.50, 1.02, 0.745, 0.03, 0.05),
    Idea("right", "off-centre, driving room on the right: truck right", 0.40, 0.77, 0.38, 0.70, 0.57, space="right"),
    Idea("wide", "wide, the road first: slow pull-out", 0.58, 0.72, 0.2, 0.40, 0.56, near=True),
    Idea("close", "close on the body: truck right", 0.66, 0.90, 0.80, 1.75, 0.62),
    Idea("above", "from above: pedestal down", 0.5, 0.70, 0.36, 0.74, 0.22, 0.35, -0.06),
    Idea("left", "off-centre, driving room on the left: truck left", 0.60, 0.77, 0.38, 0.70, 0.57, space="left"),
    Idea("framed", "seen past the foreground: push-in", 0.5, 0.74, 0.34, 0.66, 0.56, near=True),
)
BUILDING = (
    Idea("hero", "straight on: slow push-in", 0.5, 0.82, 0.56, 0.94, 0.70),
    Idea("low", "low angle: tilt up", 0.5, 0.93, 0.74, 1.05, 0.88, 0.03, 0.16),
    Idea("right", "off-centre, words on the right: truck right", 0.36, 0.83, 0.46, 0.66, 0.70, space="right"),
    Idea("wide", "wide, establishing: slow pull-out", 0.56, 0.77, 0.27, 0.46, 0.68, near=True),
    Idea("close", "close on the front: truck right", 0.56, 1.02, 0.9, 1.6, 0.78),
    Idea("framed", "seen past the foreground: push-in", 0.5, 0.80, 0.38, 0.72, 0.68, near=True),
    Idea("left", "off-centre, words on the left: truck left", 0.64, 0.83, 0.46, 0.66, 0.70, space="left"),
    Idea("above", "slightly from above: pedestal down", 0.5, 0.76, 0.36, 0.7, 0.4, 0.3, -0.06),
)
PLACE = (
    Idea("hero", "the whole view: slow push-in", 0.5, 0.86, 0.3, 0.5, 0.56),
    Idea("framed", "framed by the foreground: push-in with parallax", 0.42, 0.88, 0.3, 0.5, 0.53, near=True),
    Idea("sky", "big sky, words above: tilt up", 0.60, 0.92, 0.3, 0.5, 0.74, space="top"),
    Idea("wide", "low ground, long lines: pedestal up", 0.36, 0.80, 0.3, 0.5, 0.40, space="top"),
    Idea("right", "weight on the left, words on the right: truck right", 0.24, 0.86, 0.3, 0.5, 0.58, space="right"),
    Idea("left", "weight on the right, words on the left: truck left", 0.76, 0.86, 0.3, 0.5, 0.58, space="left"),
    Idea("low", "from the ground: push-in", 0.5, 0.92, 0.3, 0.5, 0.66, near=True),
    Idea("above", "from high up: slow pan right", 0.55, 0.8, 0.3, 0.5, 0.3),
)

_GROUPS = {
    "person": FIGURE,
    "animal": FIGURE,
    "tree": FIGURE,
    "car": VEHICLE,
    "bike": VEHICLE,
    "boat": VEHICLE,
    "building": BUILDING,
    "place": PLACE,
}


@dataclass(frozen=True)
class Frame:
    """A frame in pixels: where the subject stands, how large, and where words may go."""

    idea: Idea
    width: int
    height: int
    x: float
    foot: float
    tall: float
    wide: float
    horizon: float

    def placed(self, points: Points, scale: float) -> Points:
        """Subject units -> pixels, with the converging lines of the camera's angle."""
        narrowing = 1 - self.idea.keystone * points[:, 1:2] * scale / self.height * 1.6
        shifted = points * (scale, -scale)
        shifted[:, :1] *= narrowing
        return shifted + np.array((self.x, self.foot))

    @property
    def text_zone(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the calm part, in pixels."""
        w, h = self.width, self.height
        if self.idea.space == "top":
            return (w * 0.1, h * 0.10, w * 0.9, h * 0.26)
        left = w * (0.56 if self.idea.space == "right" else 0.06)
        return (left, h * 0.14, left + w * 0.38, h * 0.36)


def ideas(brief: Brief) -> tuple[Idea, ...]:
    """The ideas for a brief, the ones its words ask for first. Always eight."""
    group = _GROUPS.get(brief.subject.family, OBJECT)
    if brief.subject.family == "person" and brief.subject.pose == "bust":
        group = BUST
    wished = [name for name in (*brief.framings, brief.space) if name]
    first = [idea for name in wished for idea in group if idea.name == name]
    if brief.space == "top":
        first += [idea for idea in group if idea.space == "top" and idea.name != "wide"][:1]
    rest = [idea for idea in group if idea not in first]
    return (*dict.fromkeys(first), *rest)


def framed(idea: Idea, aspect_ratio: AspectRatio, brief: Brief) -> Frame:
    """`idea` in the pixels of a ratio. A landscape frame gives the subject more height and more air beside it."""
    if idea.name == "wide" and brief.setting in ("room", "studio", "cafe") and idea in FIGURE:
        idea = replace(idea, tall=0.46, foot=0.86, horizon=0.64)  # a room is no wider than that
    width, height = SIZES[aspect_ratio]
    shape = width / height
    tall = idea.tall * (1.0 if shape < 0.7 else 1.12 if shape < 1.3 else 1.26)
    wide = idea.wide * (1.0 if shape < 1.3 else 0.62)
    if idea.name in ("close", "above", "wide"):
        tall = idea.tall * (1.0 if shape < 0.7 else 1.08)
    side = (idea.x - 0.5) * (1.0 if shape < 1.3 else 1.15) + 0.5
    return Frame(
        idea, width, height, width * side, height * idea.foot, height * tall, width * wide, height * idea.horizon
    )
