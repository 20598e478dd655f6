"""Whether a take is a whole film at all: not black, not frozen, of the right shape, length and sound."""

from itertools import pairwise
from pathlib import Path

import numpy as np

from store.scene import Value
from tools.finish.probe import probe
from tools.guards.frames import Frame, sampled
from tools.guards.orders import Wanted

_FRAMES, _SIDE = 12, 192
_BLACK = 16.0
"""Brightest twentieth of a frame (0..255) below which it counts as black."""
_STILL = 0.35
"""Mean change between sampled frames (0..255) below which nothing moves; grain that a codec keeps is above it."""
_RATIO_OFF = 0.02
_LENGTH_OFF, _LENGTH_OFF_S = 0.05, 0.25


class Defects(Value):
    """What is wrong with a clip, as short phrases with figures: with the film as such, and with how it moves."""

    film: tuple[str, ...] = ()
    motion: tuple[str, ...] = ()


def defects(clip: Path, wanted: Wanted) -> Defects:
    """Look a clip over. Raises RenderFailed for one that cannot be read."""
    facts = probe(clip)
    frames = sampled(clip, _FRAMES, _SIDE)
    height, width = frames[0].picture.shape[:2]
    ratio = (
        facts.width / facts.height if (facts.width > facts.height) == (width > height) else facts.height / facts.width
    )
    found = [_black(frames)]
    frozen = _frozen(frames) if wanted.motion and found == [None] else None
    if wanted.ratio is not None and abs(ratio / wanted.ratio - 1) > _RATIO_OFF:
        found.append(f"it is {facts.width} x {facts.height}, not the ratio that was asked for")
    asked_s = wanted.duration_s
    if asked_s is not None and abs(facts.duration_s - asked_s) > max(_LENGTH_OFF_S, _LENGTH_OFF * asked_s):
        found.append(f"it lasts {facts.duration_s:.1f} s, not {asked_s:.1f} s")
    heard = facts.audio_codec is not None if wanted.heard is None else wanted.heard
    if wanted.sound and not heard:
        found.append("it has no sound")
    return Defects(film=tuple(phrase for phrase in found if phrase), motion=(frozen,) if frozen else ())


def _black(frames: tuple[Frame, ...]) -> str | None:
    dark = [frame for frame in frames if float(np.percentile(frame.picture, 95)) < _BLACK]
    if len(dark) == len(frames):
        return "it is black throughout"
    return f"it is black at {dark[0].at_s:.1f} s" if dark else None


def _frozen(frames: tuple[Frame, ...]) -> str | None:
    if len(frames) < 3:
        return None
    changes = [float(np.abs(one.picture.astype(np.int16) - two.picture).mean()) for one, two in pairwise(frames)]
    if max(changes) < _STILL:
        return "nothing moves in it"
    half = len(changes) // 2
    return f"it stands still from {frames[half].at_s:.1f} s on" if max(changes[half:]) < _STILL / 4 else None
