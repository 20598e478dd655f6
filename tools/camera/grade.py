"""The grade of a look, baked into the plate: one curve per colour, the saturation, and a colour table over it.

White balance and exposure work in linear light (IEC 61966-2-1), the rest on the encoded values, where the eye is even.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from store.scene import Look
from tools.camera.cube import Cube, lay_cube
from tools.planes import U8, bgr_to_yuv, yuv_matrix

_BAND_ROWS = 64
_DITHER = np.random.default_rng(709).uniform(-0.5, 0.5, (64, 64, 3)).astype(np.float32)
"""Half a level of fixed noise: a stretched gradient shows no steps."""


@dataclass(frozen=True, eq=False)
class Laid:
    """A colour table laid over the grade, and how much of it shows, 0..1."""

    cube: Cube
    strength: float


def grade(bgr: U8, look: Look, laid: Laid | None = None) -> U8:
    """The still's pixels, graded, as limited-range YUV with chroma at full size: (h, w, 3) to (h, w, 3)."""
    if is_neutral(look) and laid is None:
        return bgr_to_yuv(bgr)
    height, width = bgr.shape[:2]
    dither = np.tile(_DITHER, (_BAND_ROWS // 64, width // 64 + 1, 1))[:, :width]
    graded = np.empty((height, width, 3), np.uint8)
    # In bands: the float picture of a large still would take hundreds of megabytes.
    for top in range(0, height, _BAND_ROWS):
        band = exact_grade(bgr[top : top + _BAND_ROWS], look, laid)
        cv2.add(band, dither[: band.shape[0]], dst=graded[top : top + _BAND_ROWS], dtype=cv2.CV_8U)
    return graded


def exact_grade(bgr: U8, look: Look, laid: Laid | None = None) -> NDArray[np.float32]:
    """As `grade`, before the rounding to whole levels."""
    table = (colour_curves(look).T[None] * 255).astype(np.float32)
    saturation = _saturation(look.saturation)
    curved = cv2.LUT(bgr, table)
    if laid is None:
        return np.asarray(cv2.transform(curved, yuv_matrix(saturation).astype(np.float32)), np.float32)
    colours = np.asarray(cv2.transform(curved, saturation_matrix(saturation) / 255), np.float32)
    tabled = lay_cube(laid.cube, np.clip(colours, 0, 1), laid.strength)
    return np.asarray(cv2.transform(tabled, yuv_matrix(1.0) * (255, 255, 255, 1)), np.float32)


def is_neutral(look: Look) -> bool:
    """Whether the grade leaves every pixel as it is (vignette and grain are not part of it)."""
    graded = ("temperature", "tint", "exposure", "contrast", "saturation", "highlights", "shadows", "fade")
    return all(getattr(look, name) == 0 for name in graded)


def colour_curves(look: Look) -> NDArray[np.float64]:
    """Curves for blue, green and red: shape (3, 256), 0..1 to 0..1."""
    linear = _to_linear(np.arange(256) / 255)
    balanced = np.outer(white_balance(look.temperature, look.tint), linear) * 2.0**look.exposure
    return np.clip(_toned(_to_encoded(_shoulder(balanced)), look), 0, 1)


def white_balance(temperature: float, tint: float) -> NDArray[np.float64]:
    """Linear gains for blue, green and red that leave the luma of grey alone.

    At temperature 1 red gains 1.15 stops over blue, about 6500 K to 3800 K; at tint 1 green loses half a stop.
    """
    stops = np.array([-0.65 * temperature + 0.15 * tint, -0.35 * tint, 0.5 * temperature + 0.15 * tint])
    gains = 2.0**stops
    return gains / (gains @ np.array([0.0722, 0.7152, 0.2126]))


def _saturation(amount: float) -> float:
    return 1 + amount if amount < 0 else 1 + 0.9 * amount


def saturation_matrix(amount: float) -> NDArray[np.float64]:
    """3x3 on BGR: colours `amount` times as far from the grey of their luma (BT.709)."""
    luma = np.array([0.0722, 0.7152, 0.2126])
    return amount * np.eye(3) + (1 - amount) * np.tile(luma, (3, 1))


def _shoulder(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rolls off what a gain has pushed over white, so that highlights keep some drawing. Without a gain: nothing."""
    top = float(light.max())
    if top <= 1:
        return light
    knee = 1 - 0.45 * min(1.0, np.log2(top))
    room = 1 - knee
    over = np.maximum(light - knee, 0)
    return np.where(light > knee, knee + room * (1 - np.exp(-over / room)), light)


def _toned(x: NDArray[np.float64], look: Look) -> NDArray[np.float64]:
    """Contrast, highlights, shadows and fade on encoded values; each keeps dark below bright."""
    x = _contrasted(x, look.contrast)
    x = np.clip(x + 0.22 * look.highlights * _smooth(x, 0.3, 0.9), 0, 1)
    # Lifting may double the darkest slope; lowering must leave some of it.
    x = x + (2.0 if look.shadows > 0 else 0.85) * look.shadows * x * (1 - x) ** 3
    return x * (1 - 0.3 * look.fade) + 0.2 * look.fade


def _contrasted(x: NDArray[np.float64], amount: float) -> NDArray[np.float64]:
    """A logistic curve round the middle for more, a straight line for less."""
    if amount <= 0:
        return 0.5 + (x - 0.5) * (1 + 0.6 * amount)
    slope = 6.0 * amount
    return 0.5 + np.tanh(slope * (x - 0.5) / 2) / (2 * np.tanh(slope / 4))


def _smooth(x: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """0 up to `low`, 1 from `high`, smooth between."""
    share = np.clip((x - low) / (high - low), 0, 1)
    return share**2 * (3 - 2 * share)


def _to_linear(encoded: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def _to_encoded(light: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 0.0031308) ** (1 / 2.4) - 0.055)
