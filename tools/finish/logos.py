"""Logos laid over the film: the picture itself, or a labelled place for it until there is one."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import skia
from PIL import Image

from store.errors import MediaMissing
from store.scene import Overlay, Size
from tools.finish.lettering import Lettering, Picture, Room, draw_text
from tools.finish.placing import Frame
from tools.finish.plain_text import ready_to_set
from tools.planes import U8

_ROOMS: dict[Size, tuple[float, float]] = {"small": (190.0, 76.0), "medium": (300.0, 120.0), "large": (480.0, 192.0)}
"""Widest and highest a logo gets, in points."""
_LABEL = "LOGO"


def draw_logo(path: Path, size: Size, frame: Frame) -> Picture:
    """A logo as large as its size allows, its shape kept. Raises MediaMissing when the file is no picture."""
    try:
        changed = path.stat().st_mtime_ns
        return _drawn(path, changed, size, frame.pixels_per_point)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise MediaMissing(
            "The logo's picture cannot be read any more. The scene is as it was; upload the logo again or remove it."
        ) from error


@lru_cache(maxsize=16)
def _drawn(path: Path, _changed: int, size: Size, pixels: float) -> Picture:
    width, height = (room * pixels for room in _ROOMS[size])
    with Image.open(path) as opened:
        # Premultiplied before it is scaled: colours hidden under clear pixels must not bleed into the edges.
        logo = opened.convert("RGBA").convert("RGBa")
    scale = min(width / logo.width, height / logo.height)
    shown = (max(1, round(logo.width * scale)), max(1, round(logo.height * scale)))
    rgba = np.asarray(logo.resize(shown, Image.Resampling.LANCZOS, reducing_gap=3.0), np.uint8)
    return Picture(np.ascontiguousarray(rgba), left=0, top=0, width=shown[0], height=shown[1])


def draw_placeholder(overlay: Overlay, frame: Frame) -> Picture:
    """A dashed frame with the overlay's text, or the word LOGO: it says what is missing without shouting."""
    pixels = frame.pixels_per_point
    width, height = _ROOMS[overlay.size]
    rgba = _dashed_frame(width, height, pixels)
    lettering = Lettering(size=0.38 * height, color=overlay.color, weight=700)
    label = draw_text(ready_to_set(overlay.text) or _LABEL, lettering, Room(0.84 * width, 0.84 * height, pixels))
    if label:
        _lay_centred(rgba, label)
    return Picture(rgba, left=0, top=0, width=rgba.shape[1], height=rgba.shape[0])


def _dashed_frame(width: float, height: float, pixels: float) -> U8:
    rgba = np.zeros((round(height * pixels), round(width * pixels), 4), np.uint8)
    canvas: Any = skia.Canvas(rgba, colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kPremul_AlphaType)
    canvas.scale(pixels, pixels)
    line = 0.022 * height
    rect = skia.Rect.MakeLTRB(line, line, width - line, height - line)
    canvas.drawRoundRect(rect, 0.2 * height, 0.2 * height, skia.Paint(AntiAlias=True, Color=0x59101014))
    dashes = skia.DashPathEffect.Make([0.12 * height, 0.08 * height], 0)
    canvas.drawRoundRect(rect, 0.2 * height, 0.2 * height, skia.Paint(
        AntiAlias=True, Color=0xD9FFFFFF, Style=skia.Paint.kStroke_Style, StrokeWidth=line, PathEffect=dashes
    ))  # fmt: skip
    return rgba


def _lay_centred(rgba: U8, label: Picture) -> None:
    """Blend the label over the middle of a premultiplied picture, in place; what reaches over its edge is cut."""
    height, width = rgba.shape[:2]
    top, left = (height - label.height) // 2 + label.top, (width - label.width) // 2 + label.left
    bottom, right = min(height, top + label.rgba.shape[0]), min(width, left + label.rgba.shape[1])
    cut_top, cut_left = max(0, -top), max(0, -left)
    over = label.rgba[cut_top : bottom - top, cut_left : right - left].astype(np.uint32)
    under = rgba[top + cut_top : bottom, left + cut_left : right]
    under[:] = over + under * (255 - over[..., 3:]) // 255
