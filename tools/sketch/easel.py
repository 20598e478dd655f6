"""The easel: puts marks on paper with washes, form shadows and ink. Everything here is in pixels, y down."""

from collections.abc import Iterable

import cv2
import numpy as np
import numpy.typing as npt
import skia

from tools.sketch import ink
from tools.sketch.curves import Points
from tools.sketch.marks import Glow, Line, Mark, Shape
from tools.sketch.palette import INK, Colour, Light, mix, tone

_COARSE = 4
_SMALL = 18.0
"""Shapes narrower than this many thousandths of the picture get no form shadow: it would be noise."""


def paint(colour: Colour, opacity: float = 1.0) -> skia.Paint:
    """A plain anti-aliased paint."""
    return skia.Paint(AntiAlias=True, Color4f=skia.Color4f(*colour, opacity))


def path(loops: Iterable[Points]) -> skia.Path:
    """Closed loops as one path, filled by the even-odd rule."""
    made = skia.Path()
    for loop in loops:
        made.addPoly([skia.Point(x, y) for x, y in loop.tolist()], True)
    made.setFillType(skia.PathFillType.kEvenOdd)
    return made


class Easel:
    """A picture in the making. `unit` is a thousandth of the picture's geometric mean side: line widths follow it."""

    def __init__(self, width: int, height: int, light: Light, dice: np.random.Generator) -> None:
        self.width, self.height, self.light, self.dice = width, height, light, dice
        self.unit = (width * height) ** 0.5 / 1000
        self.pixels: npt.NDArray[np.uint8] = np.zeros((height, width, 4), np.uint8)
        """Blue, green, red, alpha. The surface draws straight into it, so it must live as long."""
        self.surface = skia.Surface(self.pixels, colorType=skia.kBGRA_8888_ColorType)
        self.canvas = self.surface.getCanvas()
        self._rimmed = False
        rise = 0.35 + 0.65 * light.height
        length = (light.side**2 + rise**2) ** 0.5
        self.toward = (light.side / length, -rise / length)

    def ground(self, marks: Iterable[Mark], blur: float = 0.0) -> None:
        """Paint the soft, far part of the picture: small, then stretched over the whole sheet. Nothing crisp survives.

        `blur` (in pixels) puts it out of focus.
        """
        coarse = self._coarse(marks)
        if blur > 0:
            coarse = cv2.GaussianBlur(coarse, (0, 0), blur / _COARSE)
        cv2.resize(coarse, (self.width, self.height), dst=self.pixels, interpolation=cv2.INTER_LINEAR)
        self.surface.notifyContentWillChange(skia.Surface.kRetain_ContentChangeMode)

    def film(
        self, marks: Iterable[Mark], opacity: float = 1.0, multiplied: bool = False, within: Points | None = None
    ) -> None:
        """Paint soft `marks` as one film over the picture: where they overlap they do not add up twice, and none
        of it leaves the outline `within`."""
        drawn = list(marks)
        if not drawn or opacity <= 0:
            return
        image = skia.Image.fromarray(self._coarse(drawn), colorType=skia.kBGRA_8888_ColorType, copy=True)
        mode = skia.BlendMode.kMultiply if multiplied else skia.BlendMode.kSrcOver
        brush = skia.Paint(Alphaf=opacity, BlendMode=mode)
        area = self._area(drawn)
        self.canvas.save()
        self.canvas.clipRect(area)
        if within is not None:
            self.canvas.clipPath(path([within]), True)
        sampling = skia.SamplingOptions(skia.FilterMode.kLinear)
        self.canvas.drawImageRect(image, skia.Rect.MakeWH(self.width, self.height), sampling, brush)
        self.canvas.restore()

    def _coarse(self, marks: Iterable[Mark]) -> npt.NDArray[np.uint8]:
        """`marks` painted at a quarter of the size, on nothing."""
        small = np.zeros((self.height // _COARSE, self.width // _COARSE, 4), np.uint8)
        surface = skia.Surface(small, colorType=skia.kBGRA_8888_ColorType)
        fine, self.canvas = self.canvas, surface.getCanvas()
        self.canvas.scale(1 / _COARSE, 1 / _COARSE)
        self.draw(marks)
        self.canvas = fine
        return small

    def _area(self, marks: list[Mark]) -> skia.Rect:
        """The part of the sheet that `marks` touch, their blur included."""
        area = skia.Rect.MakeEmpty()
        for mark in marks:
            if isinstance(mark, Glow):
                area.join(
                    skia.Rect.MakeLTRB(
                        mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius
                    )
                )
                continue
            for points in mark.loops if isinstance(mark, Shape) else (mark.points,):
                (left, top), (right, low) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
                room = 12 * self.unit + (3 * mark.soft if isinstance(mark, Shape) else 0)
                area.join(skia.Rect.MakeLTRB(left - room, top - room, right + room, low + room))
        return area

    def draw_subject(self, marks: Iterable[Mark], light: Light) -> None:
        """Paint the subject under a `light` of its own, with its rim."""
        scene, self.light, self._rimmed = self.light, light, light.rim is not None
        self.draw(marks)
        self.light, self._rimmed = scene, False

    def draw(self, marks: Iterable[Mark]) -> None:
        """Paint `marks` in order, back to front."""
        for mark in marks:
            if isinstance(mark, Shape):
                self._shape(mark)
            elif isinstance(mark, Line):
                self._line(mark)
            else:
                self._glow(mark)

    def _shape(self, shape: Shape) -> None:
        outline = path(shape.loops)
        bounds = outline.getBounds()
        if bounds.width() <= 0 or not bounds.intersects(skia.Rect.MakeWH(self.width, self.height)):
            return
        brush = self._wash(shape, bounds)
        if shape.soft > 0:
            brush.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, shape.soft))
        self.canvas.drawPath(outline, brush)
        if shape.form in ("flat", "ball", "round") and shape.soft == 0:
            self._form_shadow(shape, outline, bounds)
        if shape.ink > 0:
            for loop in shape.loops:
                self._contour(loop, shape)

    def _wash(self, shape: Shape, bounds: skia.Rect) -> skia.Paint:
        light, depth = self.light, shape.depth
        brush = paint(shape.colour, shape.opacity)
        if shape.form == "lamp":
            return brush
        if shape.form == "plain":
            top = light.lit(shape.colour, depth)
            bottom = light.lit(shape.fade_to, depth) if shape.fade_to else top
            ends = (skia.Point(0, bounds.top()), skia.Point(0, bounds.bottom()))
            return self._graded(brush, ends, (top, bottom), (0.0, 1.0), shape.opacity)
        lit, half, dark = (
            light.lit(shape.colour, depth),
            light.half(shape.colour, depth),
            light.shaded(shape.colour, depth),
        )
        if shape.form == "round":
            return self._graded(brush, *self._across(shape, bounds), shape.opacity)
        if shape.form == "ball":
            return self._balled(brush, shape, bounds)
        middle, reach = (bounds.centerX(), bounds.centerY()), max(bounds.width(), bounds.height()) * 0.55
        ends = (
            skia.Point(middle[0] + self.toward[0] * reach, middle[1] + self.toward[1] * reach),
            skia.Point(middle[0] - self.toward[0] * reach, middle[1] - self.toward[1] * reach),
        )
        far = mix(half, dark, 0.35 * shape.shade)
        return self._graded(brush, ends, (tone(lit, 0.015), lit, far), (0.0, 0.4, 1.0), shape.opacity)

    def _across(
        self, shape: Shape, bounds: skia.Rect
    ) -> tuple[tuple[skia.Point, skia.Point], tuple[Colour, ...], tuple[float, ...]]:
        """The tones of a standing cylinder, from its lit edge to its shaded one, with light bounced back at the rim."""
        light = self.light
        lit, dark = light.lit(shape.colour, shape.depth), light.shaded(shape.colour, shape.depth)
        left, right = skia.Point(bounds.left(), 0), skia.Point(bounds.right(), 0)
        ends = (left, right) if light.side <= 0 else (right, left)
        if abs(light.side) < 0.2:
            tones = (mix(lit, dark, 0.75), lit, tone(lit, 0.02), lit, mix(lit, dark, 0.75))
            return ends, tones, (0.0, 0.28, 0.5, 0.72, 1.0)
        tones = (mix(lit, dark, 0.25), tone(lit, 0.04), lit, mix(lit, dark, 0.85), mix(lit, dark, 0.6))
        return ends, tones, (0.0, 0.2, 0.42, 0.84, 1.0)

    def _balled(self, brush: skia.Paint, shape: Shape, bounds: skia.Rect) -> skia.Paint:
        light = self.light
        lit, dark = light.lit(shape.colour, shape.depth), light.shaded(shape.colour, shape.depth)
        radius = max(bounds.width(), bounds.height()) / 2
        centre = skia.Point(
            bounds.centerX() + self.toward[0] * radius * 0.45, bounds.centerY() + self.toward[1] * radius * 0.45
        )
        tones = (tone(lit, 0.05), lit, mix(lit, dark, 0.7), mix(lit, dark, 0.9))
        colours = [skia.Color4f(*c, shape.opacity).toColor() for c in tones]
        brush.setShader(skia.GradientShader.MakeRadial(centre, radius * 1.55, colours, [0.0, 0.35, 0.8, 1.0]))
        return brush

    @staticmethod
    def _graded(
        brush: skia.Paint,
        ends: tuple[skia.Point, skia.Point],
        tones: tuple[Colour, ...],
        stops: tuple[float, ...],
        opacity: float,
    ) -> skia.Paint:
        colours = [skia.Color4f(*c, opacity).toColor() for c in tones]
        brush.setShader(skia.GradientShader.MakeLinear(list(ends), colours, list(stops)))
        brush.setDither(True)
        return brush

    def _form_shadow(self, shape: Shape, outline: skia.Path, bounds: skia.Rect) -> None:
        """The crescent that the light does not reach: the shape less itself moved towards the light, edges crisp."""
        small = min(bounds.width(), bounds.height())
        if small < _SMALL * self.unit or shape.shade <= 0 or shape.opacity < 0.9:
            return
        light = self.light
        reach = small * (0.10 if shape.form == "flat" else 0.16)
        hole = path([ink.wobbled(loop, self.unit * 1.6, True, self.dice) for loop in shape.loops])
        hole.offset(self.toward[0] * reach, self.toward[1] * reach * 0.8)
        hole.toggleInverseFillType()
        self.canvas.save()
        self.canvas.clipPath(outline, True)
        self.canvas.drawPath(
            hole, paint(light.shaded(shape.colour, shape.depth), (0.30 + 0.22 * light.hardness) * shape.shade)
        )
        if shape.form == "flat" and small > 60 * self.unit:
            self._streaks(shape, bounds)
        if small > 50 * self.unit and shape.depth < 0.35 and shape.ink > 0:
            self._hatching(shape, hole, bounds)
        self.canvas.restore()
        if self._rimmed and light.rim is not None and shape.ink >= 0.8:
            self._rim(shape, outline, light.rim)

    def _rim(self, shape: Shape, outline: skia.Path, colour: Colour) -> None:
        """A thin bright edge on the side turned away from the key; on both sides when the light comes from behind."""
        reach = self.unit * (5.5 if self.light.behind > 0.3 else 4.5)
        sides = (1.0, -1.0) if self.light.behind >= 1 else (1.0,)
        self.canvas.save()
        self.canvas.clipPath(outline, True)
        for side in sides:
            hole = path(shape.loops)
            hole.offset(self.toward[0] * reach * side, reach * 0.55)
            hole.toggleInverseFillType()
            self.canvas.drawPath(hole, paint(mix(colour, shape.colour, 0.25), 0.62))
        self.canvas.restore()

    def _hatching(self, shape: Shape, shadow: skia.Path, bounds: skia.Rect) -> None:
        """Fine parallel strokes of the pen in the form shadow."""
        self.canvas.clipPath(shadow, True)
        lean = np.array([0.5, -0.87]) if self.toward[0] < 0 else np.array([-0.5, -0.87])
        across = np.array([-lean[1], lean[0]])
        reach = (bounds.width() + bounds.height()) * 0.36
        middle = np.array([bounds.centerX(), bounds.centerY()])
        pen = paint(self.light.ink(shape.colour, shape.depth), 0.26)
        pen.setStyle(skia.Paint.kStroke_Style)
        pen.setStrokeWidth(self.unit * 1.1)
        pen.setStrokeCap(skia.Paint.kRound_Cap)
        gap = self.unit * 8
        for step in range(-int(reach / gap), int(reach / gap)):
            at = middle + across * (step * gap + self.dice.normal(0, gap * 0.13))
            one, two = at - lean * reach * 1.3, at + lean * reach * 1.3
            self.canvas.drawLine(one[0], one[1], two[0], two[1], pen)

    def _streaks(self, shape: Shape, bounds: skia.Rect) -> None:
        """A few broad, nearly transparent strokes: the marker's overlaps."""
        reach = max(bounds.width(), bounds.height())
        tint = tone(self.light.lit(shape.colour, shape.depth), -0.06)
        for _ in range(4):
            x = self.dice.uniform(bounds.left(), bounds.right())
            y = self.dice.uniform(bounds.top(), bounds.bottom())
            lean = np.radians(self.dice.normal(62, 5))
            half = reach * self.dice.uniform(0.25, 0.5)
            ends = np.array(
                [[x - np.cos(lean) * half, y + np.sin(lean) * half], [x + np.cos(lean) * half, y - np.sin(lean) * half]]
            )
            line = ink.resampled(ends, half / 5, False)
            band = ink.outline(line, reach * self.dice.uniform(0.05, 0.12), (0, 0), 0, True, self.dice)
            self.canvas.drawPath(path([band]), paint(tint, 0.10))

    def _contour(self, loop: Points, shape: Shape) -> None:
        line = ink.wobbled(ink.resampled(loop, self.unit * 6, True), self.unit * 0.9, True, self.dice)
        colour = self.light.ink(shape.colour, shape.depth)
        width = self.unit * 3.4 * shape.ink * (1 - 0.5 * shape.depth)
        inside = ink.winding(line)
        for stroke in ink.strokes(line, True):
            body = ink.outline(stroke, width, self.toward, inside, False, self.dice)
            made = path([body])
            made.setFillType(skia.PathFillType.kWinding)
            self.canvas.drawPath(made, paint(colour, 0.92 * min(1.0, 0.4 + shape.opacity)))

        if shape.ink >= 0.8 and shape.depth < 0.3:
            self._second_thought(loop, colour, shape.ink)

    def _second_thought(self, loop: Points, colour: Colour, weight: float) -> None:
        """The faint searching line that stays beside the final one."""
        line = ink.wobbled(ink.resampled(loop, self.unit * 9, True), self.unit * 2.6, True, self.dice)
        made = skia.Path()
        made.addPoly([skia.Point(x, y) for x, y in line.tolist()], True)
        pen = paint(colour, 0.30)
        pen.setStyle(skia.Paint.kStroke_Style)
        pen.setStrokeWidth(self.unit * 1.0 * weight)
        self.canvas.drawPath(made, pen)

    def _line(self, mark: Line) -> None:
        line = ink.wobbled(ink.resampled(mark.points, self.unit * 6, False), self.unit * 0.8, False, self.dice)
        colour = mark.colour or self.light.ink(INK, mark.depth)
        width = self.unit * 3.0 * mark.weight
        for stroke in ink.strokes(line, False):
            made = path([ink.outline(stroke, width, (0, 0), 0, mark.even, self.dice)])
            made.setFillType(skia.PathFillType.kWinding)
            self.canvas.drawPath(made, paint(colour, mark.opacity))

    def _glow(self, glow: Glow) -> None:
        colours = [skia.Color4f(*glow.colour, a).toColor() for a in (glow.strength, glow.strength * 0.36, 0.0)]
        shader = skia.GradientShader.MakeRadial(skia.Point(glow.x, glow.y), glow.radius, colours, [0.0, 0.35, 1.0])
        brush = skia.Paint(AntiAlias=True, Shader=shader, BlendMode=skia.BlendMode.kScreen, Dither=True)
        self.canvas.drawCircle(glow.x, glow.y, glow.radius, brush)
