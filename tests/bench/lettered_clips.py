"""Clips of stills with words on them, for the text guard's benchmark: pushed in slowly, the words kept or spoilt."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.bench.guard_clips import CLEAN, Made, encoded, stills
from tools.camera.saliency import Pixels

LABELS = ("HONEY FARM", "Cold Pressed", "COFFEE No. 5", "OPEN DAILY", "Lavender Soap")
_SIZE = (720, 1280)
_LIKE = dict(zip("OEaedNFrASDHo", "QFocbMPnRZBKe", strict=True))
"""Letters that a picture model mistakes for one another."""
_FRAMES, _PUSH = 7, 0.12


def lettered(folder: Path, seed: int = 2) -> Iterator[Made]:
    """Stills with a label, in every clean way, and with the label spoilt in three."""
    dice = np.random.default_rng(seed)
    for index, (name, drawn) in enumerate(stills()):
        label = LABELS[index % len(LABELS)]
        ground = np.asarray(cv2.resize(drawn, _SIZE, interpolation=cv2.INTER_CUBIC), np.uint8)
        place = (int(dice.integers(60, 200)), int(dice.integers(300, 1000)))
        still = labelled(ground, label, place)
        spoilt = {
            "other letters": labelled(ground, misspelt(label), place),
            "melted": _melted(still, place, dice),
            "scrambled": labelled(ground, "".join(dice.permutation(list(label))), place),
        }
        for way, change in CLEAN.items():
            yield _made(folder, f"{name} {label}: {way}", still, change(still, dice), None, dice)
        for way, picture in spoilt.items():
            yield _made(folder, f"{name} {label}: {way}", still, picture, way, dice)


def _made(
    folder: Path, name: str, still: Pixels, picture: Pixels, spoilt: str | None, dice: np.random.Generator
) -> Made:
    """A push-in that starts from the still as it should and goes on from `picture`."""
    height, width = picture.shape[:2]
    frames: list[Pixels] = []
    for index in range(_FRAMES):
        source = still if spoilt and index == 0 else picture
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 0, 1 + _PUSH * index / (_FRAMES - 1))
        frames.append(np.asarray(cv2.warpAffine(source, matrix, (width, height), flags=cv2.INTER_CUBIC), np.uint8))
    path = folder / f"{name}.mp4".replace(" ", "-").replace(":", "")
    return Made(name, still, encoded(path, frames, crf=int(dice.integers(18, 28))), spoilt)


def misspelt(label: str) -> str:
    """The label in letters that look alike."""
    return "".join(_LIKE.get(letter, letter) for letter in label)


def labelled(ground: Pixels, label: str, place: tuple[int, int]) -> Pixels:
    """A white label with dark words on it."""
    picture = Image.fromarray(np.ascontiguousarray(ground[..., ::-1]))
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=54)
    left, top, right, bottom = draw.textbbox(place, label, font=font)
    draw.rounded_rectangle((left - 24, top - 24, right + 24, bottom + 24), 12, fill="#f6f1e4")
    draw.text(place, label, font=font, fill="#2a2118")
    return np.ascontiguousarray(np.asarray(picture)[..., ::-1])


def _melted(still: Pixels, place: tuple[int, int], dice: np.random.Generator) -> Pixels:
    """The label bent by waves of 12 to 18 pixels."""
    height, width = still.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    near = np.exp(-(((y - place[1] - 30) / 70) ** 2)).astype(np.float32)
    depth, phase = float(dice.uniform(12, 18)), float(dice.uniform(0, 6))
    from_x = (x + near * depth * np.sin(y / 7 + phase)).astype(np.float32)
    from_y = (y + near * depth * np.sin(x / 11 + phase)).astype(np.float32)
    return np.asarray(cv2.remap(still, from_x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.uint8)
