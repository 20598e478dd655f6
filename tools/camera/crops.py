"""Crops of pictures that are no stills yet."""

import numpy as np
from PIL.Image import Image

from store.scene import AspectRatio
from tools.camera.framing import aspect
from tools.camera.subject import compose
from tools.pictures.cut_outs import flat


def composed_box(picture: Image, ratio: AspectRatio) -> tuple[int, int, int, int]:
    """The crop of a picture for a ratio, composed round its subject: left, top, right, bottom in pixels."""
    small = flat(picture)
    small.thumbnail((512, 512))
    framing = compose(np.asarray(small)[:, :, ::-1].copy(), ratio)
    width = min(picture.width, picture.height * aspect(ratio)) * framing.scale
    height = width / aspect(ratio)
    left = min(max(0.0, framing.center.x * picture.width - width / 2), picture.width - width)
    top = min(max(0.0, framing.center.y * picture.height - height / 2), picture.height - height)
    return round(left), round(top), round(left + width), round(top + height)
