"""The last touches on a whole frame: light across it, the paper's grain, and the JPEG."""

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from tools.sketch.easel import Easel

Grey = npt.NDArray[np.uint8]
_QUALITY = 86
_FULL = 220.0
"""The multiplier that leaves a pixel as it is."""


def _contrast() -> Grey:
    """A gentle S-curve: deeper darks, clear lights, and no lighter than paper, so that no light is burnt out."""
    x = np.linspace(0, 1, 256)
    curve = x + 0.06 * np.sin((x - 0.5) * 2 * np.pi) + 0.008
    return np.clip(np.minimum(curve, 0.955 + (curve - 0.955) * 0.2) * 255, 0, 255).astype(np.uint8)


_CURVE = _contrast()


def finished(easel: Easel) -> bytes:
    """The frame as JPEG bytes."""
    picture = cv2.cvtColor(easel.pixels, cv2.COLOR_BGRA2BGR)
    side = round(easel.light.side, 1)
    grained = cv2.multiply(picture, _paper(easel.width, easel.height, side), scale=1 / _FULL)
    cv2.LUT(grained, _CURVE, dst=grained)
    done, data = cv2.imencode(".jpg", grained, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not done:
        raise ValueError("the sketch could not be encoded")
    return data.tobytes()


@lru_cache(maxsize=6)
def _paper(width: int, height: int, side: float) -> Grey:
    """Paper seen through gouache, and the light across it: three equal channels, to be multiplied by.

    Fine tooth, slow pigment clouds and a little drag of a broad brush; brighter towards the light at `side`.
    """
    dice = np.random.default_rng(7)
    tooth = cv2.GaussianBlur(dice.normal(0, 1, (height // 2, width // 2)).astype(np.float32), (0, 0), 0.9)
    clouds = cv2.GaussianBlur(dice.normal(0, 1, (height // 16, width // 16)).astype(np.float32), (0, 0), 1.8)
    drag = cv2.GaussianBlur(
        dice.normal(0, 1, (height // 4, width // 8)).astype(np.float32), (0, 0), sigmaX=9, sigmaY=1.4
    )
    grain = np.full((height, width), 0.0, np.float32)
    for layer, strength in ((tooth, 2.6), (clouds, 2.6), (drag, 1.4)):
        grain += cv2.resize(layer / layer.std(), (width, height), interpolation=cv2.INTER_CUBIC) * strength
    lean = side if abs(side) > 0.25 else -0.25
    across = (
        np.linspace(-1, 1, width, dtype=np.float32)[None, :] * lean
        + np.linspace(0.25, -0.25, height, dtype=np.float32)[:, None]
    )
    grey = np.clip(_FULL - 3 + grain + 26 * across, 0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)
