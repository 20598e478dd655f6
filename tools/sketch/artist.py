"""The sketch artist: a description in, storyboard frames out. The same words always give the same pictures."""

import hashlib
from dataclasses import dataclass

import numpy as np

from store.scene import AspectRatio
from tools.sketch import finishing, lettering, shadows
from tools.sketch.brief import Brief, read_brief
from tools.sketch.composition import Frame, framed, ideas
from tools.sketch.easel import Easel
from tools.sketch.lights import light_of, on_subject, sky_of
from tools.sketch.look import look_of
from tools.sketch.marks import Drawing, farther, transformed
from tools.sketch.palette import Light
from tools.sketch.repertoire import DRAWERS, SETTINGS
from tools.sketch.settings.weather import weather
from tools.sketch.stage import Scenery, Stage

MOST_VARIANTS = 8


@dataclass(frozen=True)
class Sketch:
    """One variant: JPEG bytes with its size, its idea in words, and what a person should know about it."""

    data: bytes
    width: int
    height: int
    label: str
    note: str
    suffix: str = "jpg"


def draw_variants(description: str, aspect_ratio: AspectRatio, count: int = 4, seed: int = 0) -> tuple[Sketch, ...]:
    """`count` (1 to 8) storyboard frames of a description, each framed after another idea."""
    brief = read_brief(description)
    chosen = ideas(brief)[: max(1, min(MOST_VARIANTS, count))]
    return tuple(_draw(description, brief, framed(idea, aspect_ratio, brief), seed) for idea in chosen)


def _draw(description: str, brief: Brief, frame: Frame, seed: int) -> Sketch:
    dice = _dice(description, frame.idea.name, seed)
    light = light_of(brief)
    subject = _subject(description, brief, frame, light, seed)
    stage = Stage(frame, light, sky_of(brief), brief, dice, _box(subject, frame))
    easel = Easel(frame.width, frame.height, light, dice)
    scenery = SETTINGS[brief.setting](stage)
    easel.ground(scenery.far, scenery.blur)
    easel.draw(scenery.back)
    easel.film(scenery.air)
    if subject:
        _stand(easel, subject, scenery, stage)
    falling, drifting = weather(stage)
    easel.draw(falling)
    easel.film((*scenery.front, *drifting))
    lettering.letter(easel, brief, frame)
    return Sketch(finishing.finished(easel), frame.width, frame.height, frame.idea.label, _note(brief))


def _subject(description: str, brief: Brief, frame: Frame, light: Light, seed: int) -> Drawing:
    """The subject in pixels, standing in its frame as large as the idea wants; nothing where a place is the subject."""
    if brief.subject.family == "place":
        return ()
    drawing = DRAWERS[brief.subject.family](look_of(brief, frame.idea.tilt, light.side, _dice(description, "", seed)))
    left, low, right, high = shadows.bounds(drawing)
    scale = min(frame.tall / max(1e-6, high - low), frame.wide / max(1e-6, right - left))
    origin = ((left + right) / 2, max(low, 0.0) if low > 0.05 else 0.0)
    if brief.weather == "fog":
        drawing = farther(drawing, 0.42 if frame.idea.name == "wide" else 0.2)
    return transformed(drawing, lambda points: frame.placed(points - origin, scale), scale)


def _box(subject: Drawing, frame: Frame) -> tuple[float, float, float, float]:
    if subject:
        return shadows.bounds(subject)
    half = frame.wide / 2
    return frame.x - half, frame.foot - frame.tall, frame.x + half, frame.foot


def _stand(easel: Easel, subject: Drawing, scenery: Scenery, stage: Stage) -> None:
    """Reflection, shadows, then the subject itself."""
    frame, light = stage.frame, stage.light
    tilt = frame.idea.tilt
    easel.film(shadows.mirrored_in(subject, frame.foot), scenery.gloss)
    thrown = shadows.cast(subject, frame.foot, light, scenery.ground, easel.unit, tilt)
    easel.film(thrown, 0.5, multiplied=True, within=scenery.stand)
    easel.film(shadows.contact(subject, frame.foot, light, scenery.ground, easel.unit, tilt))
    easel.draw_subject(subject, on_subject(light))


def _dice(description: str, salt: str, seed: int) -> np.random.Generator:
    digest = hashlib.sha256(f"{seed}\n{salt}\n{description}".encode("utf-8", "replace")).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def _note(brief: Brief) -> str:
    """What a person should know about the frame: what was drawn for an unknown thing, what was left out."""
    parts: list[str] = []
    if brief.subject.family == "abstract" and brief.subject.words:
        parts.append(f"“{brief.subject.words}” stands as a covered form: the sketch artist does not know it by sight.")
    if brief.left_out:
        parts.append(f"Left out of the sketch: {', '.join(brief.left_out)}.")
    return " ".join(parts)
