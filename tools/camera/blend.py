"""What is laid on a drawn frame: captions and overlays, vignette, grain, and the mixing of two shots."""

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np

from tools.planes import BLACK, U8, Layer, Planes, half_size

_GRAIN_LEVELS = 14.0
"""Standard deviation of the luma at grain 1, in levels, at a width of 1080."""
_GRAIN_MARGIN = 8
"""Pixels; more than a grain's softness reaches."""


def copy_into(out: Planes, planes: Planes) -> None:
    """What `planes` show, in `out`."""
    for plane, drawn in zip(out, planes, strict=True):
        np.copyto(plane, drawn)


def mix(base: Planes, over: Planes, share: float) -> None:
    """`share` (0..1) of `over` on `base`, in place: a crossfade."""
    mix_into(base, base, over, share)


def mix_into(out: Sequence[U8], first: Sequence[U8], second: Sequence[U8], share: float) -> None:
    """`share` (0..1) of `second` and the rest of `first`, drawn into `out`."""
    for plane, one, other in zip(out, first, second, strict=True):
        cv2.addWeighted(one, 1 - share, other, share, 0, dst=plane)


def darken(planes: Planes, share: float) -> None:
    """Towards black by `share` (0..1), in place."""
    for plane, black in zip(planes, BLACK, strict=True):
        cv2.convertScaleAbs(plane, dst=plane, alpha=1 - share, beta=share * black)


def lay(planes: Planes, layer: Layer, film_frame: int) -> None:
    """A layer on the frame of that number, in place; nothing when it does not show then. Parts outside are cut."""
    if not layer.start_frame <= film_frame < layer.end_frame:
        return
    since = film_frame - layer.start_frame
    shown = min(1.0, (since + 1) / (layer.fade_frames + 1))
    drop = 2 * round(layer.rise_px * (1 - shown) ** 2 / 2)
    for index, (plane, drawn) in enumerate(zip(planes, layer.planes, strict=True)):
        step = 1 if index == 0 else 2
        inverse = layer.inverse_alpha[0 if index == 0 else 1]
        _lay_plane(plane, drawn, inverse, (layer.x // step, (layer.y + drop) // step), shown)


def _lay_plane(plane: U8, drawn: U8, inverse: U8, at: tuple[int, int], shown: float) -> None:
    left, top = max(0, at[0]), max(0, at[1])
    right = min(plane.shape[1], at[0] + drawn.shape[1])
    bottom = min(plane.shape[0], at[1] + drawn.shape[0])
    if left >= right or top >= bottom:
        return
    inside = (slice(top - at[1], bottom - at[1]), slice(left - at[0], right - at[0]))
    drawn, inverse = drawn[inside], inverse[inside]
    if shown < 1:
        drawn = np.asarray(cv2.convertScaleAbs(drawn, alpha=shown), np.uint8)
        inverse = np.asarray(cv2.convertScaleAbs(inverse, alpha=shown, beta=255 * (1 - shown)), np.uint8)
    target = plane[top:bottom, left:right]
    cv2.multiply(target, inverse, dst=target, scale=1 / 255)
    cv2.add(target, drawn, dst=target)


def darken_corners(planes: Planes, strength: float, steady: bool) -> None:
    """A vignette of `strength` 0..1, in place. steady: other frames have the same, so that it is made for good."""
    height, width = planes[0].shape
    if steady:
        lay(planes, vignette(strength, width, height), 0)
        return
    full = vignette(1.0, width, height)
    for plane, drawn, inverse in zip(planes, full.planes, (*full.inverse_alpha, full.inverse_alpha[1]), strict=True):
        _lay_plane(plane, drawn, inverse, (0, 0), strength)


@lru_cache(maxsize=8)
def vignette(strength: float, width: int, height: int) -> Layer:
    """A black layer that grows towards the corners; `strength` 0..1. It shows in every frame."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    distance = np.hypot((x + 0.5) / width - 0.5, (y + 0.5) / height - 0.5) / np.hypot(0.5, 0.5)
    share = np.clip((distance - 0.3) / 0.7, 0, 1)
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, distance.shape)
    # The noise hides the steps of an 8-bit gradient.
    alpha = np.clip(255 * 0.8 * strength * share**2 * (3 - 2 * share) + noise, 0, 255).round().astype(np.uint8)
    half = half_size(alpha)
    luma, blue, red = (
        np.asarray(cv2.convertScaleAbs(plane, alpha=level / 255), np.uint8)
        for plane, level in zip((alpha, half, half), BLACK, strict=True)
    )
    return Layer(0, 0, (luma, blue, red), (255 - alpha, 255 - half), start_frame=0, end_frame=1 << 30)


@lru_cache(maxsize=4)
def grain_field(seed: int, width: int, height: int) -> U8:
    """Noise round 128 of a frame's size, whose edges fit together; grains have the same size on screen at every
    resolution."""
    noise = np.random.default_rng(seed).standard_normal((height, width), np.float32)
    size = 0.7 * width / 1080
    if size > 0.3:
        around = cv2.GaussianBlur(np.pad(noise, _GRAIN_MARGIN, mode="wrap"), (0, 0), size)
        noise = around[_GRAIN_MARGIN:-_GRAIN_MARGIN, _GRAIN_MARGIN:-_GRAIN_MARGIN]
        noise /= float(noise.std())
    return np.clip(128 + 24 * noise, 0, 255).astype(np.uint8)


def add_grain(luma: U8, strength: float, seed: int, frame: int) -> None:
    """Grain on a frame's Y plane, in place: the field, moved by any way and wrapped round, the same for the same frame.
    Moved by a little each time it would be seen to shiver as a whole."""
    height, width = luma.shape
    field = grain_field(seed, width, height)
    right, down = (int(way) for way in np.random.default_rng((seed, frame)).integers(0, (width, height)))
    share = strength * _GRAIN_LEVELS / 24
    for rows, from_rows in _wrapped(down, height):
        for columns, from_columns in _wrapped(right, width):
            part = luma[rows, columns]
            cv2.addWeighted(part, 1, field[from_rows, from_columns], share, -128 * share, dst=part)


def _wrapped(way: int, side: int) -> list[tuple[slice, slice]]:
    """The one or two stretches of a side, and where each comes from when all is moved by `way` and wrapped round."""
    stretches = [(slice(way, side), slice(0, side - way)), (slice(0, way), slice(side - way, side))]
    return stretches if way else stretches[:1]
