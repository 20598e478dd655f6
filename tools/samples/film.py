"""From light to a finished picture: focus blur, glow, tone curve, grain. Light is linear sRGB, (height, width, 3)."""

from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image

from tools.samples.shapes import Array


def disc_blur(layer: Array, radius: float) -> Array:
    """Blurred as an open lens does: every point becomes a disc of `radius` pixels with a slightly soft rim.

    The edge of the picture is continued, so it does not darken. A layer may carry alpha as a fourth channel
    (premultiplied).
    """
    if radius < 0.6:
        return layer
    reach = int(np.ceil(radius)) + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    padded = cv2.copyMakeBorder(layer, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    blurred = cv2.filter2D(padded, -1, kernel / kernel.sum())
    return np.asarray(blurred[reach:-reach, reach:-reach], np.float32)


def focus_blur(light: Array, radius: Array, levels: Sequence[float]) -> Array:
    """Blurred by a radius that changes smoothly over the picture: mixed from a few evenly blurred copies."""
    copies = [disc_blur(light, level) for level in levels]
    result = copies[0] * 0
    for index, level in enumerate(levels):
        before = levels[index - 1] if index else level - 1
        after = levels[index + 1] if index + 1 < len(levels) else level + 1
        rising = np.clip((radius - before) / max(level - before, 1e-6), 0, 1) if index else np.ones_like(radius)
        falling = np.clip((after - radius) / max(after - level, 1e-6), 0, 1)
        falling = falling if index + 1 < len(levels) else np.ones_like(radius)
        result += copies[index] * np.where(radius < level, rising, falling)[..., None]
    return result


def over(front: Array, back: Array) -> Array:
    """A premultiplied layer of four channels laid over a picture of three."""
    return (front[..., :3] + back * (1 - front[..., 3:])).astype(np.float32)


def glow(light: Array, share: float, radius: float) -> Array:
    """Bright places spill into their surroundings, as in a lens."""
    bright = np.maximum(light - 0.9, 0)
    spill = cv2.GaussianBlur(bright, (0, 0), radius) * 0.6 + cv2.GaussianBlur(bright, (0, 0), radius * 4) * 0.4
    return (light + share * spill + 0.02 * share * cv2.GaussianBlur(light, (0, 0), radius * 6)).astype(np.float32)


def developed(light: Array, exposure: float, warmth: float = 0.0) -> Array:
    """The tone curve of film, 0..1 in sRGB: ACES as fitted by Narkowicz (2016), then the sRGB curve."""
    balanced = light * exposure * np.array([1 + warmth, 1, 1 - warmth], np.float32)
    mapped = balanced * (2.51 * balanced + 0.03) / (balanced * (2.43 * balanced + 0.59) + 0.14)
    mapped = np.clip(mapped, 0, 1)
    return np.where(mapped <= 0.0031308, 12.92 * mapped, 1.055 * mapped ** (1 / 2.4) - 0.055).astype(np.float32)


def finished(picture: Array, seed: int, grain: float = 0.012, vignette: float = 0.16) -> Image.Image:
    """With a vignette and fine grain, as 8-bit sRGB."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    shade = 1 - vignette * np.clip((x**2 * 0.8 + y**2) / 1.8, 0, 1)[..., None] ** 1.4
    noise = np.random.default_rng(seed).normal(0, 1, (height, width)).astype(np.float32)
    noise = cv2.GaussianBlur(noise, (0, 0), 0.9)
    noise = noise / noise.std() * grain
    toned = picture * shade + noise[..., None] * (0.35 + 0.65 * (1 - np.abs(2 * picture - 1)))
    return Image.fromarray(np.clip(toned * 255 + 0.5, 0, 255).astype(np.uint8))


def light_of(red: int, green: int, blue: int) -> Array:
    """Linear light of an sRGB colour in 0..255."""
    value = np.array([red, green, blue], np.float32) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)
