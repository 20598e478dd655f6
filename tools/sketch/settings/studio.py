"""The studio: a seamless sweep with a pool of light, a disc or an arch behind, a plinth below."""

from dataclasses import replace

import numpy as np

from tools.sketch.curves import Points, box, ellipse, turned
from tools.sketch.look import named
from tools.sketch.marks import Drawing, Glow, Mark, fill, transformed
from tools.sketch.palette import Colour, from_hex, lightness, mix, tone
from tools.sketch.settings.foreground import leaves
from tools.sketch.stage import LARGE, Scenery, Stage, wash

# fmt: off
# Outlines read better as rows of points than as one point a line.

_BACKDROPS = ("#e6cda8", "#b4ccb8", "#e6b8a2", "#a9c5da", "#c9bddd", "#efd89a")


def backdrop(stage: Stage) -> Colour:
    """The backdrop's colour: the one asked for, else the quiet tint that sets the subject off best."""
    asked = named(stage.brief.setting_colour)
    if asked is not None:
        return tone(asked, -0.3, 1.1) if stage.brief.time == "night" else asked
    if stage.brief.mood == "dark" or stage.brief.time == "night":
        return from_hex("#474b59")
    subject = stage.brief.subject
    known = named(subject.colour) or next((named(colour) for _, colour in subject.parts if colour), None)
    against = known or (from_hex(subject.contents) if subject.contents else None)
    tints = [from_hex(code) for code in _BACKDROPS]
    if against is None:
        return tints[sum(map(ord, subject.family + subject.kind)) % len(tints)]
    return max(tints, key=lambda tint: sum((a - b) ** 2 for a, b in zip(tint, against, strict=True)))


def studio(stage: Stage) -> Scenery:
    """The studio as the idea wants it."""
    wall = backdrop(stage)
    floor = tone(wall, -0.045, 1.05) if lightness(wall) > 0.5 else tone(wall, 0.05)
    y = stage.level
    marks = wash(stage, 0, y + 0.06, tone(wall, -0.05), tone(wall, 0.035), bands=14)
    sweep = stage.run([(-0.1, y + 0.012), (0.5, y + 0.004), (1.1, y + 0.012), (1.1, 1.1, 1), (-0.1, 1.1, 1)])
    marks.append(fill(sweep, floor, "plain", fade_to=tone(floor, 0.03), ink=0, soft=stage.span * 0.006, casts=False))
    marks += _pool(stage, wall)
    set_pieces, top = _set(stage, wall)
    return Scenery(
        tuple(marks), set_pieces, floor, front=leaves(stage, tone(wall, -0.2)), gloss=0.06 if top is None else 0.0,
        stand=top,
    )


def _pool(stage: Stage, wall: Colour) -> list[Mark]:
    """The light's pool on the wall, and the dusk on the other side."""
    frame, side, reach = stage.frame, stage.lamp_side, stage.span
    dusk = ellipse(frame.width * (0.5 - side * 0.62), frame.height * 0.4, reach * 0.4, reach * 0.9)
    return [
        fill(dusk, stage.light.shaded(wall), "lamp", ink=0, opacity=0.32, soft=reach * 0.13, casts=False),
        Glow(
            frame.width * (0.5 + side * 0.34), frame.height * (stage.level - 0.30), reach * 0.75, stage.light.key, 0.24,
        ),
    ]


def _set(stage: Stage, wall: Colour) -> tuple[Drawing, Points | None]:
    """The pieces on the floor for this idea, and the outline of the plinth's top if the subject stands on one."""
    name, family = stage.frame.idea.name, stage.brief.subject.family
    if family in LARGE or name == "close":
        panel = family != "person" and name in ("hero", "low", "right", "left")
        return (tuple(_disc(stage, wall)) if panel else ()), None
    if name == "above":
        return _rug(stage, wall), None
    plinth, top = _plinth(stage, wall)
    behind = _blocks(stage, wall) if name in ("wide", "framed") else _disc(stage, wall)
    return (*behind, *plinth), top


def _disc(stage: Stage, wall: Colour) -> list[Mark]:
    """A round panel behind the subject, its foot on the floor."""
    left, high, right, _ = stage.subject_box
    radius = float(
        np.clip(
            max((right - left) * 0.72, (stage.frame.foot - high) * 0.5), stage.span * 0.16, stage.frame.width * 0.40,
        )
    )
    centre = (stage.frame.x + stage.lamp_side * -0.02 * stage.span, stage.frame.foot - radius * 0.90)
    colour = mix(tone(wall, -0.1, 1.4), from_hex("#c9774f"), 0.25) if lightness(wall) > 0.55 else tone(wall, 0.13, 1.2)
    return [
        fill(ellipse(centre[0], centre[1], radius, radius), colour, "flat", ink=0.4, depth=0.22, shade=0.6, casts=False)
    ]


def _blocks(stage: Stage, wall: Colour) -> list[Mark]:
    """An arch and a tall block standing on the floor behind, for wide frames."""
    foot = stage.frame.horizon + stage.span * 0.03
    side, unit = stage.lamp_side, stage.span
    x = stage.frame.x + side * unit * 0.05
    half, tall = unit * 0.15, unit * 0.34
    arch = np.vstack([ellipse(x, foot - tall, half, half, 180, 360), [[x + half, foot], [x - half, foot]]])
    hole = np.vstack(
        [
            ellipse(x, foot - tall, half * 0.62, half * 0.62, 180, 360),
            [[x + half * 0.62, foot], [x - half * 0.62, foot]],
        ]
    )
    colour = mix(tone(wall, -0.1, 1.4), from_hex("#c9774f"), 0.25) if lightness(wall) > 0.55 else tone(wall, 0.12)
    far = x - side * unit * 0.30
    block = box(far - unit * 0.07, foot - unit * 0.24, far + unit * 0.07, foot + unit * 0.02)
    inner = fill(hole, tone(colour, -0.1), "flat", ink=0.5, depth=0.2, shade=0.8, casts=False)
    return [
        fill(arch, colour, "flat", ink=0.6, depth=0.2, shade=0.6, casts=False), inner,
        fill(block, tone(wall, 0.06 if lightness(wall) < 0.8 else -0.08), "flat", ink=0.6, depth=0.15, casts=False),
        fill(
            ellipse(far, foot - unit * 0.285, unit * 0.045, unit * 0.045), mix(colour, from_hex("#d9b25c"), 0.55),
            "ball", ink=0.6, depth=0.1, casts=False,
        ),
    ]


def _rug(stage: Stage, wall: Colour) -> Drawing:
    """Seen from above: a round of another tint on the floor."""
    left, _, right, _ = stage.subject_box
    radius = max((right - left) * 0.95, stage.span * 0.26)
    colour = mix(tone(wall, -0.08, 1.4), from_hex("#c9774f"), 0.2) if lightness(wall) > 0.55 else tone(wall, 0.1)
    return (
        fill(ellipse(stage.frame.x, stage.frame.foot, radius, radius * 0.5), colour, "plain", ink=0.5, casts=False),
    )


def _plinth(stage: Stage, wall: Colour) -> tuple[Drawing, Points]:
    """A low round plinth under a product, and the outline of its top."""
    frame = stage.frame
    left, _, right, _ = stage.subject_box
    radius = float(np.clip((right - left) * 0.68, stage.span * 0.13, frame.width * 0.42))
    tilt = max(0.05, frame.idea.tilt)
    deep = min((frame.height - frame.foot) * 0.55, stage.span * 0.15, radius * 0.75)
    colour = tone(wall, 0.09 if lightness(wall) < 0.82 else -0.05, 0.8)
    body = fill(turned(((radius, -deep), (radius, 0.0)), tilt), colour, "round", ink=0.85, casts=False)
    top = ellipse(0, 0, radius, radius * tilt)
    shadow = ellipse(
        -stage.light.side * radius * 0.75, -deep - radius * tilt * 0.3, radius * 1.2, radius * max(0.10, tilt),
    )
    under = fill(shadow, stage.light.shaded(wall), "lamp", ink=0, opacity=0.55, soft=stage.span * 0.006, casts=False)

    def put(points: Points) -> Points:
        return points * (1, -1) + (frame.x, frame.foot + radius * tilt * 0.22)

    lid = replace(fill(top, tone(colour, 0.05), "plain"), ink=0.6, casts=False)
    return transformed((under, body, lid), put, 1.0), put(top)
