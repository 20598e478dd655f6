"""Letters in a frame: the SKETCH tag, the card that names an unknown thing, the words that a description asks for."""

from typing import Any

import numpy as np
import skia

from tools.finish.fonts import families_for, font_collection
from tools.sketch.brief import Brief
from tools.sketch.composition import Frame
from tools.sketch.easel import Easel, paint
from tools.sketch.palette import INK, PAPER, Colour, tone

_LONGEST_NAME = 46
"""Characters of an unknown subject's own words that fit its card."""


def tag_box(frame: Frame) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the SKETCH tag, in pixels."""
    unit = (frame.width * frame.height) ** 0.5 / 1000
    left, top = frame.width * 0.045, frame.height * 0.035
    return left, top, left + unit * 92, top + unit * 32


def letter(easel: Easel, brief: Brief, frame: Frame) -> None:
    """Put every lettering of a frame on the easel."""
    if brief.text:
        _headline(easel, brief.text, frame)
    elif brief.text_wanted:
        _greeked(easel, frame)
    if brief.subject.family == "abstract" and brief.subject.words:
        _name_card(easel, brief.subject.words, frame)
    _tag(easel, frame)


def _paragraph(
    text: str, size: float, weight: int, colour: Colour, width: float, align: str = "Center", spacing: float = 0.0
) -> Any:
    style = skia.textlayout.ParagraphStyle()
    style.setTextAlign(getattr(skia.textlayout.TextAlign, f"k{align}"))
    builder = skia.textlayout.ParagraphBuilder.make(style, font_collection(), skia.Unicodes.ICU.Make())
    face = skia.textlayout.TextStyle()
    face.setFontFamilies(families_for(text))
    face.setFontSize(size)
    face.setLetterSpacing(spacing)
    face.setFontStyle(skia.FontStyle(weight, skia.FontStyle.kNormal_Width, skia.FontStyle.kUpright_Slant))
    face.setForegroundPaint(paint(colour))
    builder.pushStyle(face)
    builder.addText(text)
    made = builder.Build()
    made.layout(width)
    return made


def _tag(easel: Easel, frame: Frame) -> None:
    left, top, right, bottom = tag_box(frame)
    box = skia.Rect.MakeLTRB(left, top, right, bottom)
    unit = easel.unit
    easel.canvas.drawRoundRect(box, unit * 6, unit * 6, paint(PAPER, 0.72))
    edge = paint(INK, 0.75)
    edge.setStyle(skia.Paint.kStroke_Style)
    edge.setStrokeWidth(unit * 1.2)
    easel.canvas.drawRoundRect(box, unit * 6, unit * 6, edge)
    words = _paragraph("SKETCH", unit * 16, 600, INK, right - left, spacing=unit * 2.8)
    words.paint(easel.canvas, left + unit * 1.4, top + (bottom - top - words.Height) / 2)


def _name_card(easel: Easel, words: str, frame: Frame) -> None:
    """A small paper card below the subject, a little askew, with its name in the person's own words."""
    unit = easel.unit
    name = words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1].rstrip() + "…"
    room = min(frame.width * 0.6, unit * 460)
    lines = _paragraph(name, unit * 23, 500, INK, room)
    wide, tall = lines.LongestLine + unit * 44, lines.Height + unit * 26
    x = min(max(frame.x, wide / 2 + unit * 30), frame.width - wide / 2 - unit * 30)
    y = min(frame.foot + unit * 46, frame.height - tall - unit * 60)
    canvas = easel.canvas
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(-1.4)
    card = skia.Rect.MakeXYWH(-wide / 2, 0, wide, tall)
    canvas.drawRect(card.makeOffset(unit * 4, unit * 6), paint(INK, 0.28))
    canvas.drawRect(card, paint(tone(PAPER, 0.01)))
    edge = paint(INK, 0.85)
    edge.setStyle(skia.Paint.kStroke_Style)
    edge.setStrokeWidth(unit * 1.8)
    canvas.drawRect(card, edge)
    lines.paint(canvas, -room / 2, unit * 12)
    canvas.restore()


def _headline(easel: Easel, text: str, frame: Frame) -> None:
    """The wanted words, as large as their zone allows, dark on light or light on dark."""
    left, top, right, bottom = frame.text_zone
    align = "Center" if frame.idea.space == "top" else "Left"
    colour = _readable(easel, frame.text_zone)
    size = easel.unit * 74
    words = _paragraph(text, size, 800, colour, right - left, align)
    while (words.Height > bottom - top or words.LongestLine > right - left) and size > easel.unit * 22:
        size *= 0.88
        words = _paragraph(text, size, 800, colour, right - left, align)
    words.paint(easel.canvas, left, top)


def _greeked(easel: Easel, frame: Frame) -> None:
    """Words are wanted but not given: two drawn bars keep their place."""
    left, top, right, _ = frame.text_zone
    colour = _readable(easel, frame.text_zone)
    unit, wide = easel.unit, right - left
    for at, share, thick in ((0, 0.8, 26), (48, 0.52, 16)):
        x = left + (wide - wide * share) / 2 if frame.idea.space == "top" else left
        bar = skia.Rect.MakeXYWH(x, top + unit * at, wide * share, unit * thick)
        easel.canvas.drawRoundRect(bar, unit * thick / 2, unit * thick / 2, paint(colour, 0.5))


def _readable(easel: Easel, zone: tuple[float, float, float, float]) -> Colour:
    left, top, right, bottom = (round(v) for v in zone)
    easel.surface.flushAndSubmit()
    return INK if float(np.mean(easel.pixels[top:bottom, left:right, :3])) > 118 else PAPER
