"""A camera, textures, and the loop that asks a set for the light along each ray."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from tools.samples.shapes import Array, unit, vector

BAND = 48
"""Rows rendered at a time: keeps the arrays in the processor's cache."""

Shade = Callable[[Array, Array], tuple[Array, Array]]
"""Origins and directions of rays -> light (n, 4: premultiplied, with alpha) and distance (n,)."""


@dataclass(frozen=True, eq=False)
class Camera:
    """Looks from `eye` at `target`; `view` is the angle of the picture's height in degrees."""

    eye: Array
    target: Array
    view: float

    def rays(self, width: int, height: int, rows: range, shift: tuple[float, float]) -> tuple[Array, Array]:
        """Origins and directions through the pixels of some rows, from the left top; `shift` 0..1 within a pixel."""
        ahead = unit(self.target - self.eye)
        right = unit(np.cross(ahead, vector(0, 1, 0)))
        up = np.cross(right, ahead)
        scale = 2 * np.tan(np.radians(self.view) / 2) / height
        x = (np.arange(width) + shift[0] - width / 2) * scale
        y = (height / 2 - np.array(rows) - shift[1]) * scale
        grid = ahead + x[None, :, None] * right + y[:, None, None] * up
        directions = unit(grid.reshape(-1, 3))
        return np.broadcast_to(self.eye, directions.shape), directions

    def blur(self, distance: Array, focus: float, strength: float) -> Array:
        """Radius of the blur disc at each distance, in the unit of `strength` (its size at infinity)."""
        return (strength * np.abs(1 - focus / np.maximum(distance, 1e-3))).astype(np.float32)


def rendered(shade: Shade, camera: Camera, width: int, height: int, samples: int) -> tuple[Array, Array]:
    """The light of each pixel (height, width, 4) and its distance, from samples x samples rays a pixel."""
    light = np.zeros((height, width, 4), np.float32)
    distance = np.zeros((height, width), np.float32)
    for top in range(0, height, BAND):
        rows = range(top, min(top + BAND, height))
        for sample in range(samples**2):
            shift = ((sample % samples + 0.5) / samples, (sample // samples + 0.5) / samples)
            values, reach = shade(*camera.rays(width, height, rows, shift))
            light[rows.start : rows.stop] += values.reshape(len(rows), width, 4) / samples**2
            if sample == 0:
                distance[rows.start : rows.stop] = reach.reshape(len(rows), width)
    return light, distance


def cloudy(seed: int, size: int = 1024, coarsest: int = 4, octaves: int = 7, fall: float = 0.55) -> Array:
    """A tile of fractal noise, mean 0 and about -1..1, that repeats without a seam."""
    random = np.random.default_rng(seed)
    total = np.zeros((size, size), np.float32)
    weight, cells = 1.0, coarsest
    for _ in range(octaves):
        grid = np.pad(random.normal(0, 1, (cells, cells)).astype(np.float32), 4, mode="wrap")
        scale = size / cells
        wide = cv2.resize(grid, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        edge = round(4 * scale)
        total += weight * wide[edge : edge + size, edge : edge + size]
        weight, cells = weight * fall, cells * 2
        if cells > size // 2:
            break
    return (total / (2.5 * total.std())).astype(np.float32)


def sampled(texture: Array, u: Array, v: Array) -> Array:
    """A repeating texture at u, v (1 is once across): (n,) or (n, channels)."""
    height, width = texture.shape[:2]
    count = len(u)
    folded = -(-count // 4096)
    maps = [
        np.pad(np.mod(part, 1.0) * size, (0, folded * 4096 - count)).reshape(folded, 4096).astype(np.float32)
        for part, size in ((u, width), (v, height))
    ]
    found = cv2.remap(texture, maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    return np.asarray(found, np.float32).reshape(folded * 4096, *texture.shape[2:])[:count]


def smooth(low: float, high: float, values: Array) -> Array:
    """0 up to `low`, 1 from `high`, softly in between."""
    share = np.clip((values - low) / (high - low), 0, 1)
    return (share * share * (3 - 2 * share)).astype(np.float32)
