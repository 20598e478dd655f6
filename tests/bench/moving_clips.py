"""Clips under a moving camera, for the guards' benchmark: clean ones compressed lightly and heavily, and ones whose
motion is spoilt by a known amount."""

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np

from tests.bench.guard_clips import CLEAN, Made, encoded, stills
from tests.bench.lettered_clips import LABELS, labelled, misspelt
from tools.camera.saliency import Pixels

FRAMES = 48
CRFS = (20, 28, 34)
"""Compression: light, usual, heavy."""

Camera = Callable[[float, tuple[int, int]], np.ndarray]
"""The matrix (3, 3) from the still to a frame of that size, by how far the clip is, 0..1."""


def _about_middle(scale: float, turn: float, across: float, down: float, size: tuple[int, int]) -> np.ndarray:
    width, height = size
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), turn, scale), [0, 0, 1]])
    matrix[:2, 2] += np.array([across * width, down * width])
    return matrix


def push_in(share: float, size: tuple[int, int]) -> np.ndarray:
    """Closer by a quarter."""
    return _about_middle(1 + 0.25 * share, 0, 0, 0, size)


def pan(share: float, size: tuple[int, int]) -> np.ndarray:
    """Across by a tenth of the width, cropped by a seventh so that no edge shows."""
    return _about_middle(1 + 0.15 * min(1.0, 4 * share), 0, 0.1 * share**2, 0, size)


def handheld(share: float, size: tuple[int, int]) -> np.ndarray:
    """A hand that sways: shifts of 1 % and turns of half a degree, beginning at rest."""
    sway = min(1.0, 4 * share)
    across, down = 0.012 * sway * np.sin(19 * share), 0.010 * sway * np.sin(13 * share + 1)
    return _about_middle(1 + 0.05 * share, 0.5 * sway * np.sin(11 * share), float(across), float(down), size)


def orbit(share: float, size: tuple[int, int]) -> np.ndarray:
    """The picture turned about its upright axis by some 6 degrees."""
    width, height = size
    lean = 0.05 * share
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    target = np.array([[0, 0], [width, lean * height], [width, (1 - lean) * height], [0, height]], np.float32)
    closer = _about_middle(1 + 0.12 * share, 0, 0, 0, size)
    return closer @ cv2.getPerspectiveTransform(source, target)


CAMERAS: dict[str, Camera] = {"push-in": push_in, "pan": pan, "handheld": handheld, "orbit": orbit}


def filmed(picture: Pixels, camera: Camera, frames: int = FRAMES) -> list[Pixels]:
    """A picture under a camera."""
    size = (picture.shape[1], picture.shape[0])
    return [
        np.asarray(
            cv2.warpPerspective(
                picture, camera(number / (frames - 1), size), size, flags=cv2.INTER_CUBIC,
                borderMode=cv2.BORDER_REFLECT,
            ),
            np.uint8,
        )
        for number in range(frames)
    ]  # fmt: skip


# --- what is wrong with a motion -------------------------------------------------------------------------------------


def _cut(frames: list[Pixels], other: Pixels, dice: np.random.Generator) -> list[Pixels]:
    """Another picture from some moment on."""
    at = int(dice.integers(12, 36))
    return [*frames[:at], *[other] * (len(frames) - at)]


def _missing(frames: list[Pixels], other: Pixels, dice: np.random.Generator) -> list[Pixels]:
    """The picture leaps by 4 to 7 % of its width."""
    at, leap = int(dice.integers(12, 36)), float(dice.uniform(0.04, 0.07)) * frames[0].shape[1]
    size = frames[0].shape[1::-1]
    matrix = np.array([[1, 0, leap], [0, 1, 0]], np.float32)
    leapt = [np.asarray(cv2.warpAffine(one, matrix, size, borderMode=cv2.BORDER_REFLECT), np.uint8) for one in frames]
    return [*frames[:at], *leapt[at:]]


def _popped(frames: list[Pixels], other: Pixels, dice: np.random.Generator) -> list[Pixels]:
    """A third of the picture is suddenly another."""
    at, third = int(dice.integers(12, 36)), frames[0].shape[0] // 3
    made = [frame.copy() for frame in frames]
    for frame in made[at:]:
        frame[third : 2 * third] = other[third : 2 * third]
    return made


SPOILT_MOTION = {"cut": _cut, "missing frames": _missing, "popped": _popped}


def moving(folder: Path, seed: int = 3) -> Iterator[Made]:
    """Every still under every camera, clean in each compression, and spoilt in every way under a push-in."""
    dice = np.random.default_rng(seed)
    pictures = list(stills())
    for place, (name, still) in enumerate(pictures):
        other = pictures[(place + 1) % len(pictures)][1]
        for way, camera in CAMERAS.items():
            frames = filmed(still, camera)
            for crf in CRFS:
                path = folder / f"moving-{name}-{way}-{crf}.mp4"
                yield Made(f"{name}: {way}, crf {crf}", still, encoded(path, frames, crf=crf), None)
        for way, spoil in SPOILT_MOTION.items():
            path = folder / f"moving-{name}-{way}.mp4".replace(" ", "-")
            frames = spoil(filmed(still, push_in), other, dice)
            yield Made(f"{name}: {way}", still, encoded(path, frames, crf=int(dice.integers(18, 30))), way)


def lettered_moving(folder: Path, seed: int = 4) -> Iterator[Made]:
    """Stills with a label under every camera in heavy compression; and the label misspelt under each in turn."""
    dice = np.random.default_rng(seed)
    for place, (name, drawn) in enumerate(stills()):
        label, at = LABELS[place % len(LABELS)], (int(dice.integers(90, 180)), int(dice.integers(400, 900)))
        ground = np.asarray(cv2.resize(drawn, (720, 1280), interpolation=cv2.INTER_CUBIC), np.uint8)
        still, wrong = labelled(ground, label, at), labelled(ground, misspelt(label), at)
        for way, camera in CAMERAS.items():
            clean = filmed(CLEAN["redrawn"](still, dice), camera, 24)
            path = folder / f"lettered-{name}-{way}.mp4"
            yield Made(f"{name} {label}: {way}", still, encoded(path, clean, crf=30), None)
        way = list(CAMERAS)[place % len(CAMERAS)]
        frames = [*filmed(still, CAMERAS[way], 24)[:3], *filmed(wrong, CAMERAS[way], 24)[3:]]
        path = folder / f"lettered-{name}-{way}-misspelt.mp4"
        yield Made(f"{name} {label}: {way}, misspelt", still, encoded(path, frames, crf=26), "misspelt")
