"""How a subject shall look: the brief's words turned into colours and angles, as the drawing modules take them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from tools.sketch.brief import Brief
from tools.sketch.marks import Drawing
from tools.sketch.palette import Colour, from_hex
from tools.sketch.vocabulary import vocabulary


def named(name: str | None) -> Colour | None:
    """The gouache tint of a colour's name."""
    tint = vocabulary().tints.get(name or "")
    return from_hex(tint) if tint else None


@dataclass(frozen=True)
class Look:
    """What a drawing function gets. `tilt` is the sine of the camera's elevation, `side` where the light comes from."""

    kind: str = "plain"
    colour: Colour | None = None
    accent: Colour | None = None
    material: str | None = None
    contents: Colour | None = None
    pose: str | None = None
    parts: dict[str, Colour | None] = field(default_factory=dict[str, Colour | None])
    tilt: float = 0.14
    side: float = -0.7
    night: bool = False
    """Whether lamps are lit."""
    dice: np.random.Generator = field(default_factory=lambda: np.random.default_rng(0))

    def or_colour(self, hex_code: str) -> Colour:
        """The colour said of the subject, else a usual one."""
        return self.colour or from_hex(hex_code)

    def part(self, name: str, hex_code: str) -> Colour:
        """The colour said of a part, else a usual one."""
        return self.parts.get(name) or from_hex(hex_code)


Drawer: TypeAlias = Callable[[Look], Drawing]


def look_of(brief: Brief, tilt: float, side: float, dice: np.random.Generator) -> Look:
    """The look of a brief's subject."""
    subject = brief.subject
    return Look(
        kind=subject.kind,
        colour=named(subject.colour),
        accent=named(subject.accent),
        material=subject.material,
        contents=from_hex(subject.contents) if subject.contents else None,
        pose=subject.pose,
        parts={name: named(colour) for name, colour in subject.parts},
        tilt=tilt,
        side=side,
        night=brief.time in ("night", "dusk"),
        dice=dice,
    )
