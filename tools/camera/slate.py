"""What a shot without a still looks like: a calm grey card with a frame. Its words are laid on it like an overlay."""

from functools import lru_cache

import cv2
import numpy as np

from tools.planes import Planes, bgr_to_planes

_TOP, _BOTTOM = (58, 50, 46), (34, 29, 27)
_LINE = (112, 104, 98)


@lru_cache(maxsize=4)
def slate_planes(width: int, height: int) -> Planes:
    """The card at a frame's size."""
    shares = np.linspace(0, 1, height)[:, None, None]
    shade = (1 - shares) * np.array(_TOP) + shares * np.array(_BOTTOM)
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, (height, width, 1))
    card = np.clip(shade + noise, 0, 255).round().astype(np.uint8)
    short = min(width, height)
    margin, arm, line = round(short * 0.06), round(short * 0.09), max(2, round(short * 0.004))
    for x, way_x in ((margin, 1), (width - 1 - margin, -1)):
        for y, way_y in ((margin, 1), (height - 1 - margin, -1)):
            cv2.line(card, (x, y), (x + way_x * arm, y), _LINE, line, cv2.LINE_AA)
            cv2.line(card, (x, y), (x, y + way_y * arm), _LINE, line, cv2.LINE_AA)
    return bgr_to_planes(card)
