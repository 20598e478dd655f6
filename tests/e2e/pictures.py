"""Pictures as people have them."""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.bench.guard_clips import stills
from tests.bench.lettered_clips import labelled
from tools.camera.saliency import Pixels

ORIENTATION = 0x0112
LABEL = "HONEY FARM"


def photo(path: Path) -> Path:
    """A tall photograph of a bottle, stored on its side with the note to turn it, as phones do."""
    height, width = 1920, 1080
    rise = np.linspace(0, 1, height)[:, None, None]
    wall = (1 - rise) * np.array([214, 190, 160]) + rise * np.array([120, 92, 70])
    picture = Image.fromarray(np.broadcast_to(wall, (height, width, 3)).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((300, 1560, 780, 1680), fill=(84, 62, 48))
    draw.rounded_rectangle((420, 760, 660, 1620), 60, fill=(58, 96, 62))
    draw.rectangle((490, 560, 590, 780), fill=(52, 84, 56))
    draw.rectangle((440, 1040, 640, 1320), fill=(236, 228, 208))
    grain = np.random.default_rng(7).normal(0, 3, (height, width, 1))
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(2))).astype(float) + grain
    upright = Image.fromarray(soft.clip(0, 255).astype(np.uint8))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    upright.transpose(Image.Transpose.ROTATE_90).save(path, quality=92, exif=exif)
    return path


def cafe(label: str = "") -> Pixels:
    """A cup on a table, drawn, 720 x 1280; a label with words beside it."""
    drawn = next(picture for name, picture in stills() if name == "cafe")
    plain = np.asarray(cv2.resize(drawn, (720, 1280), interpolation=cv2.INTER_CUBIC), np.uint8)
    return labelled(plain, label, (110, 820)) if label else plain


def kept(picture: Pixels, path: Path) -> Path:
    """The picture as a file."""
    cv2.imwrite(str(path), picture)
    return path
