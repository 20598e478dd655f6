"""Stills with transparent parts, and the ground they stand on: a chosen colour, or one that shows the picture.

Such a still is kept as a PNG with alpha; whoever shows it puts it on its ground first.
"""

import os
import threading
from hashlib import sha256
from pathlib import Path

import numpy as np
from PIL import Image, ImageColor

from store.looks import Background
from tools.camera.cache import is_sealed, seal

WHITE, CHARCOAL = (255, 255, 255), (32, 32, 36)
_ALPHA_MODES = ("RGBA", "LA", "RGBa", "La", "PA")
_PNG, _TRUECOLOUR_WITH_ALPHA = b"\x89PNG\r\n\x1a\n", 6
_DITHER, _DITHERED_WIDTH = 2.0, 1600
"""Levels by which the noise in a gradient goes up and down, up to that width; more where the picture is larger and so
scaled down further. Half a level hides the steps in the still, but not in its film: drawing smooths the noise, and what
is left of less than this the encoder takes for nothing, until one-level bands stand in the dark."""
_MOST_KEPT = 48
"""Composed stills that are remembered: as many as a film has shots, and a few."""


def has_alpha(head: bytes) -> bool:
    """Whether these first bytes of a still's file are those of one with transparent parts."""
    return head.startswith(_PNG) and len(head) > 25 and head[25] == _TRUECOLOUR_WITH_ALPHA


def is_see_through(still: Path) -> bool:
    """Whether a still has transparent parts. Raises FileNotFoundError."""
    with still.open("rb") as file:
        return has_alpha(file.read(32))


def is_cut_out(picture: Image.Image) -> bool:
    """Whether an opened still has transparent parts."""
    return picture.mode in _ALPHA_MODES


def flat(picture: Image.Image, background: Background | None = None) -> Image.Image:
    """The picture as RGB, its transparent parts on the background; None chooses one by itself."""
    if not is_cut_out(picture):
        return picture.convert("RGB")
    layers = picture.convert("RGBA")
    ground = _ground(layers.size, background) if background else Image.new("RGB", layers.size, _usual(layers)[0])
    ground.paste(layers, mask=layers.getchannel("A"))
    return ground


def usual_ground(picture: Image.Image) -> str:
    """The colour that a picture with transparent parts stands on by itself, in a word."""
    return _usual(picture.convert("RGBA"))[1]


def _usual(layers: Image.Image) -> tuple[tuple[int, int, int], str]:
    """White, or charcoal where what is visible is nearly white."""
    small = layers.resize((64, 64))
    weights = np.asarray(small.getchannel("A"), np.float64)
    light = np.asarray(small.convert("RGB").convert("L"), np.float64)
    lightness = float((light * weights).sum() / max(1.0, float(weights.sum())))
    return (CHARCOAL, "charcoal") if lightness > 200 else (WHITE, "white")


def _ground(size: tuple[int, int], background: Background) -> Image.Image:
    """An even colour, or one that turns into another from the top to the bottom, dithered so that no steps show."""
    top = ImageColor.getrgb(background.color)[:3]
    if background.to is None:
        return Image.new("RGB", size, top)
    width, height = size
    first, last = (np.array(colour, np.float32) for colour in (top, ImageColor.getrgb(background.to)[:3]))
    chance, reach = np.random.default_rng(0), _DITHER * max(1.0, width / _DITHERED_WIDTH)
    drawn = np.empty((height, width, 3), np.uint8)
    for row in range(height):  # one by one: a large still's noise at once would take hundreds of megabytes
        share = (row + 0.5) / height
        noise = 0.5 + reach * (2 * chance.random((width, 1), np.float32) - 1)
        drawn[row] = np.clip(first * (1 - share) + last * share + noise, 0, 255)
    return Image.fromarray(drawn)


def on_background(still: Path, background: Background | None, cache_dir: Path) -> Path:
    """The still as it stands on a chosen background: a file of its own, made once and remembered in `cache_dir`;
    one that was damaged there is made again.

    A still without transparent parts, or one that chooses by itself, is answered as it is. Raises OSError.
    """
    if background is None or not still.exists() or not is_see_through(still):
        return still  # one that is gone is told by whoever opens it
    facts = still.stat()
    identity = repr((still.name, facts.st_size, facts.st_mtime_ns, background.color, background.to, _DITHER))
    folder = cache_dir / "grounds"
    made = folder / f"{sha256(identity.encode()).hexdigest()[:32]}.png"
    if is_sealed(made):
        return made
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = made.with_suffix(f".{os.getpid()}-{threading.get_ident()}.tmp.png")
    try:
        with Image.open(still) as picture:
            flat(picture, background).save(unfinished, compress_level=1)
        seal(unfinished)
        unfinished.replace(made)
    finally:
        unfinished.unlink(missing_ok=True)
    _forget_oldest(folder)
    return made


def _forget_oldest(folder: Path) -> None:
    made = sorted((path for path in folder.glob("*.png") if ".tmp" not in path.name), key=lambda p: p.stat().st_mtime)
    for path in made[:-_MOST_KEPT]:
        path.unlink(missing_ok=True)
