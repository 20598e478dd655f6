"""Setting a text as a picture: shaping, wrapping and balance, outline, shadow and box.

Lengths without a unit in their name are in points of the frame: 1080 of them make its short side. A text is laid out in
points and drawn at the frame's scale, so a preview breaks its lines where the final film does.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import cv2
import numpy as np
import skia

from store.scene import HexColor
from tools.finish.fonts import families_for, font_collection
from tools.finish.plain_text import is_unspaced
from tools.planes import U8

LINE_HEIGHT = 1.25
"""Distance of the lines, in sizes: tall enough for Arabic, Devanagari and emoji beside Latin."""
LEAST_READABLE = 34.0
"""Below this size more lines are better than smaller ones."""
_OUTLINE = 0.15
"""Width of the outline's stroke, in sizes; half of it lies outside the letters."""
_SHADOW_DROP, _SHADOW_BLUR, _SHADOW_ALPHA = 0.05, 0.11, 0.55
_BOX_PADDING = (0.42, 0.2)
_BOX_RADIUS = 0.3

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Lettering:
    """How a text looks. `size` is what it has when it fits; `highlight` is the colour of the highlighted part."""

    size: float
    color: HexColor = "#ffffff"
    highlight: HexColor = "#ffd60a"
    weight: int = 800
    box: bool = False
    align: Align = "center"


@dataclass(frozen=True)
class Room:
    """The room for a text, in points, and the frame's pixels per point."""

    width: float
    height: float
    pixels: float


@dataclass(frozen=True, eq=False)
class Picture:
    """A drawn block: premultiplied RGBA, and where it lies about the block's own corner.

    left, top: the picture's corner relative to the block's (outline and shadow reach over it), in pixels.
    width, height: the block's size in pixels: what is placed on the frame.
    """

    rgba: U8
    left: int
    top: int
    width: int
    height: int


def draw_text(text: str, lettering: Lettering, room: Room, lit: tuple[int, int] = (0, 0)) -> Picture | None:
    """`text` (see `plain_text.ready_to_set`) as large as it may be in `room`; None where nothing is visible.

    `lit` are the indexes of the highlighted part. It never changes where anything stands.
    """
    if not text.strip():
        return None
    size, width = _fit(text, lettering, room)
    fill = _paragraph(text, lettering, size, _fill(lettering.color), (*lit, _fill(lettering.highlight)))
    fill.layout(width)
    across, down = _padding(lettering, size)
    block = (fill.Width + 2 * across, fill.Height + 2 * down)
    margin_px = int(size * room.pixels) + 2
    surface = _surface(block, margin_px, room.pixels)
    canvas = surface.getCanvas()
    if lettering.box:
        _draw_box(canvas, block, lettering, size)
        fill.paint(canvas, across, down)
    else:
        outline = _paragraph(text, lettering, size, _stroke(lettering.color, size))
        outline.layout(width)
        outline.paint(canvas, 0, 0)
        fill.paint(canvas, 0, 0)
    rgba = _pixels(surface)
    return _cropped(rgba if lettering.box else _with_shadow(rgba, size * room.pixels), margin_px, block, room.pixels)


@lru_cache(maxsize=256)
def _fit(text: str, lettering: Lettering, room: Room) -> tuple[float, float]:
    """Size and width of the set text.

    First choice: up to three lines at up to a fifth less than the wished size; then four lines, smaller, down to the
    least readable size; then as many lines as the room is high, and smaller again only where even that overflows.
    """
    size, word = lettering.size, _widest_word(text, lettering)
    while size > 4:
        across, down = _padding(lettering, size)
        width, height = room.width - 2 * across, room.height - 2 * down
        paragraph = _paragraph(text, lettering, size, _fill(lettering.color))
        paragraph.layout(width)
        most = 3 if size >= 0.8 * lettering.size else 4
        small = size <= LEAST_READABLE
        if paragraph.Height <= height and (small or (word * size <= width and _lines(paragraph, size) <= most)):
            return size, _balanced(paragraph, size, width, word * size)
        size = max(size * 0.93, LEAST_READABLE) if not small else size * 0.93
    return size, room.width


def _widest_word(text: str, lettering: Lettering) -> float:
    """Width of the widest word that should not be broken, in sizes."""
    words = [word for word in text.split() if not is_unspaced(word)]
    column = _paragraph("\n".join(words), lettering, 100.0, _fill(lettering.color))
    column.layout(1_000_000)
    return max(0.0, column.LongestLine) / 100


def _lines(paragraph: Any, size: float) -> int:
    return round(paragraph.Height / (size * LINE_HEIGHT))


def _balanced(paragraph: Any, size: float, width: float, word: float) -> float:
    """The narrowest width that breaks no word and gives as many lines as `width`: lines of about the same length."""
    lines = _lines(paragraph, size)
    if lines == 1:
        return float(np.ceil(paragraph.LongestLine)) + 1
    narrow, wide = min(word, width), width
    for _ in range(8):
        middle = (narrow + wide) / 2
        paragraph.layout(middle)
        narrow, wide = (narrow, middle) if _lines(paragraph, size) <= lines else (middle, wide)
    return float(np.ceil(wide))


def _paragraph(
    text: str, lettering: Lettering, size: float, paint: Any, lit: tuple[int, int, Any] = (0, 0, None)
) -> Any:
    """A skia paragraph, not laid out yet; `lit` is a part (start, end) with a paint of its own."""
    style = skia.textlayout.ParagraphStyle()
    style.setTextAlign(getattr(skia.textlayout.TextAlign, f"k{lettering.align.title()}"))
    style.setStrutStyle(_strut(size))
    builder = skia.textlayout.ParagraphBuilder.make(style, font_collection(), skia.Unicodes.ICU.Make())
    families = families_for(text)
    start, end, lit_paint = lit
    for part, part_paint in ((text[:start], paint), (text[start:end], lit_paint), (text[end:], paint)):
        if part:
            builder.pushStyle(_text_style(families, lettering.weight, size, part_paint))
            builder.addText(part)
            builder.pop()
    return builder.Build()


def _strut(size: float) -> Any:
    """The same height for each line, whatever font its signs come from."""
    strut = skia.textlayout.StrutStyle()
    strut.setFontFamilies(families_for("")[:1])
    strut.setFontSize(size)
    strut.setHeight(LINE_HEIGHT)
    strut.setHeightOverride(True)
    strut.setHalfLeading(True)
    strut.setStrutEnabled(True)
    strut.setForceStrutHeight(True)
    return strut


def _text_style(families: list[str], weight: int, size: float, paint: Any) -> Any:
    style = skia.textlayout.TextStyle()
    style.setFontFamilies(families)
    style.setFontSize(size)
    style.setFontStyle(skia.FontStyle(weight, skia.FontStyle.kNormal_Width, skia.FontStyle.kUpright_Slant))
    style.setForegroundPaint(paint)
    return style


def is_light(color: HexColor) -> bool:
    """Whether dark surroundings make this colour readable (luma of BT.709 at least 0.4)."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue >= 0.4


def _fill(color: HexColor, alpha: float = 1.0) -> Any:
    return skia.Paint(AntiAlias=True, Color=int(color[1:], 16) | round(alpha * 255) << 24)


def _padding(lettering: Lettering, size: float) -> tuple[float, float]:
    return (_BOX_PADDING[0] * size, _BOX_PADDING[1] * size) if lettering.box else (0.0, 0.0)


def _draw_box(canvas: Any, block: tuple[float, float], lettering: Lettering, size: float) -> None:
    paint = _fill("#0b0b0d", 0.74) if is_light(lettering.color) else _fill("#ffffff", 0.88)
    radius = _BOX_RADIUS * size
    canvas.drawRoundRect(skia.Rect.MakeWH(*block), radius, radius, paint)


def _stroke(color: HexColor, size: float) -> Any:
    """The outline of letters in `color`: of the opposite lightness, with round corners."""
    stroke = _fill("#0b0b0d" if is_light(color) else "#ffffff")
    stroke.setStyle(skia.Paint.kStroke_Style)
    stroke.setStrokeWidth(_OUTLINE * size)
    stroke.setStrokeJoin(skia.Paint.kRound_Join)
    return stroke


def _with_shadow(rgba: U8, size_px: float) -> U8:
    """The drawing over one soft black shadow of its own shape.

    The shadow is blurred at a quarter of the size, which nobody sees and which takes a tenth of the time.
    """
    height, width = rgba.shape[:2]
    small = cv2.resize(rgba[..., 3], (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), max(0.3, _SHADOW_BLUR * size_px / 4))
    drop = np.array([[1, 0, 0], [0, 1, _SHADOW_DROP * size_px]], np.float64)
    shadow = cv2.warpAffine(cv2.resize(soft, (width, height)), drop, (width, height))
    alpha = rgba[..., 3].astype(np.uint16)
    under = shadow * np.uint16(round(_SHADOW_ALPHA * 255)) * (255 - alpha).astype(np.uint32) // (255 * 255)
    shaded = rgba.copy()
    shaded[..., 3] = alpha + under
    return shaded


def _surface(block: tuple[float, float], margin_px: int, pixels: float) -> Any:
    """A clear surface with `margin_px` around the block; its canvas counts in points from the block's corner."""
    width_px, height_px = (int(np.ceil(length * pixels)) + 2 * margin_px for length in block)
    surface = skia.Surface.MakeRaster(skia.ImageInfo.Make(
        width_px, height_px, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType
    ))  # fmt: skip
    canvas = surface.getCanvas()
    canvas.translate(margin_px, margin_px)
    canvas.scale(pixels, pixels)
    return surface


def _pixels(surface: Any) -> U8:
    rgba = np.empty((surface.height(), surface.width(), 4), np.uint8)
    surface.readPixels(surface.imageInfo(), rgba, rgba.strides[0], 0, 0)
    return rgba


def _cropped(rgba: U8, margin_px: int, block: tuple[float, float], pixels: float) -> Picture | None:
    rows, columns = np.flatnonzero(rgba[..., 3].any(1)), np.flatnonzero(rgba[..., 3].any(0))
    if not len(rows):
        return None
    top, left = int(rows[0]), int(columns[0])
    return Picture(
        rgba=np.ascontiguousarray(rgba[top : rows[-1] + 1, left : columns[-1] + 1]),
        left=left - margin_px,
        top=top - margin_px,
        width=round(block[0] * pixels),
        height=round(block[1] * pixels),
    )
