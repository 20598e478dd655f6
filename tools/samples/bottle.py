"""Sample 1: a bottle of olive oil on a stone counter, in soft light from a window at the left."""

import cv2
import numpy as np
import skia
from PIL import Image

from tools.samples.bottle_room import SKYLIGHT, SUN, Room
from tools.samples.film import developed, disc_blur, finished, focus_blur, glow, light_of, over
from tools.samples.shapes import Array, Ellipsoid, Lathe, Shape, Tube, dot, norm, turned, unit, vector
from tools.samples.studio import Camera, cloudy, rendered, sampled, smooth
from tools.samples.tracing import fresnel, mirrored, normals, refracted, through, trace

OIL = vector(0.52, 0.80, 3.4)
"""What a decimetre of oil swallows, as an exponent for red, green and blue."""
GLASS = vector(0.30, 0.12, 0.26)
FOOT = vector(0.12, 0, 0)
LABEL_LOW, LABEL_HIGH, LABEL_TURN = 0.52, 1.42, 1.2
"""Where the label sits: heights, and radians to either side of the front."""


def _bottle_outline() -> list[tuple[float, float]]:
    shoulder = [(0.125 + 0.295 * np.cos(a) ** 1.25, 1.78 + 0.5 * np.sin(a)) for a in np.linspace(0, np.pi / 2, 24)]
    return [(0.0, 0.05), (0.30, 0.02), (0.37, 0.0), (0.405, 0.02), (0.42, 0.07), (0.42, 1.6), *shoulder,
            (0.122, 2.68), (0.165, 2.69), (0.17, 2.71), (0.17, 2.78), (0.165, 2.8), (0.0, 2.8)]  # fmt: skip


def _bowl_outline() -> list[tuple[float, float]]:
    outer = [(0.22 + 0.30 * np.sin(a), 0.03 + 0.34 * (1 - np.cos(a))) for a in np.linspace(0.15, np.pi / 2, 16)]
    inner = [(r - 0.045, y + 0.03) for r, y in reversed(outer)]
    return [(0.0, 0.0), (0.2, 0.0), (0.22, 0.02), *outer, (0.515, 0.385), *inner[1:], (0.0, 0.09)]


def _olive(x: float, y: float, z: float, seed: int) -> Ellipsoid:
    turn = np.random.default_rng(seed).uniform(-180, 180, 2)
    return Ellipsoid(vector(x, y, z), vector(0.15, 0.115, 0.115), turned(turn[0], turn[1] * 0.2, 20))


STEM = np.array(
    [(-1.25, 0.05, 1.02), (-0.95, 0.08, 0.93), (-0.62, 0.10, 0.80), (-0.30, 0.10, 0.72), (0.05, 0.07, 0.66)], np.float32
)


def _leaves() -> list[Ellipsoid]:
    """Leaves in pairs along the stem, lying on the counter or rising a little."""
    random = np.random.default_rng(21)
    leaves: list[Ellipsoid] = []
    for place in np.linspace(0.06, 1.0, 8):
        index = min(int(place * (len(STEM) - 1)), len(STEM) - 2)
        share = place * (len(STEM) - 1) - index
        root = STEM[index] * (1 - share) + STEM[index + 1] * share
        along = unit(STEM[index + 1] - STEM[index])
        heading = np.degrees(np.arctan2(-along[2], along[0]))
        for side in (-1, 1):
            yaw = heading + side * random.uniform(28, 55) + random.normal(0, 6)
            lift = random.uniform(4, 26)
            axes = _leaf_axes(yaw, lift, random.uniform(-50, 50))
            length = random.uniform(0.21, 0.29)
            middle = root + axes[0] * (length + 0.02)
            leaves.append(Ellipsoid(middle.astype(np.float32), vector(length, 0.014, 0.058), axes))
    return leaves


def _leaf_axes(yaw: float, lift: float, bank: float) -> Array:
    """Axes of a leaf: the first along it, the second out of its face."""
    y, p, b = np.radians([yaw, lift, bank])
    along = np.array([np.cos(y) * np.cos(p), np.sin(p), -np.sin(y) * np.cos(p)])
    side = unit(np.cross(along, [0, 1, 0]))
    face = np.cross(side, along)
    face, side = face * np.cos(b) + side * np.sin(b), side * np.cos(b) - face * np.sin(b)
    return np.stack([along, face, side]).astype(np.float32)


def label_art(width: int = 1200, height: int = 700) -> Array:
    """The label's print as linear light: a cream paper, two fine frames and an olive sprig; no words."""
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    canvas.clear(skia.Color(238, 230, 212))
    line = skia.Paint(Color=skia.Color(92, 96, 52), AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=5)
    canvas.drawRect(skia.Rect.MakeLTRB(60, 44, width - 60, height - 44), line)
    line.setStrokeWidth(2)
    canvas.drawRect(skia.Rect.MakeLTRB(74, 58, width - 74, height - 58), line)
    canvas.translate(width / 2, height / 2 + 20)
    line.setStrokeWidth(6)
    stem = skia.Path()
    stem.moveTo(-150, 120)
    stem.cubicTo(-60, 60, 30, -20, 150, -130)
    canvas.drawPath(stem, line)
    leaf = skia.Paint(Color=skia.Color(92, 102, 52), AntiAlias=True)
    for x, y, angle, length in (
        (-110, 90, -100, 120),
        (-60, 50, 10, 130),
        (-30, 22, -95, 135),
        (30, -25, 15, 130),
        (55, -48, -90, 120),
        (110, -95, 5, 105),
        (146, -128, -45, 110),
    ):
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(angle)
        shape = skia.Path()
        shape.moveTo(0, 0)
        shape.cubicTo(length * 0.3, -26, length * 0.75, -22, length, 0)
        shape.cubicTo(length * 0.75, 22, length * 0.3, 26, 0, 0)
        canvas.drawPath(shape, leaf)
        canvas.restore()
    fruit = skia.Paint(Color=skia.Color(150, 128, 44), AntiAlias=True)
    for x, y in ((-6, 74), (78, 12)):
        canvas.drawOval(skia.Rect.MakeXYWH(x - 26, y - 34, 52, 68), fruit)
    pixels = np.asarray(surface.toarray(colorType=skia.kRGBA_8888_ColorType))[..., :3]
    value = pixels.astype(np.float32) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)


class Still:
    """The things on the counter, and the light that each sends to the camera."""

    def __init__(self) -> None:
        self.bottle = Lathe(FOOT, _bottle_outline(), soft=0.012)
        cap = [(0, 0), (0.15, 0), (0.185, 0.015), (0.19, 0.03), (0.19, 0.24), (0.175, 0.27), (0, 0.275)]
        self.cork = Lathe(FOOT + vector(0, 2.79, 0), cap, 0.01)
        self.bowl = Lathe(vector(1.02, 0, -0.95), _bowl_outline(), soft=0.012)
        heap = [(0.86, 0.30, -0.92), (1.08, 0.32, -0.80), (1.22, 0.30, -1.0), (0.98, 0.32, -1.12), (1.04, 0.44, -0.96)]
        self.heap = [_olive(*place, seed) for seed, place in enumerate(heap)]
        self.stem = Tube(STEM, np.linspace(0.024, 0.012, len(STEM)).astype(np.float32))
        self.leaves = _leaves()
        self.fallen = [_olive(-0.66, 0.115, 1.05, 7), _olive(-0.20, 0.115, 0.98, 9)]
        self.behind: list[Shape] = [self.bowl, *self.heap]
        self.before: list[Shape] = [self.bottle, self.cork, self.stem, *self.leaves, *self.fallen]
        self.room = Room([*self.before, *self.behind], self.bottle)
        self.label, self.grain, self.paper = label_art(), cloudy(8, coarsest=8), cloudy(9, coarsest=64)

    def shade(self, shapes: list[Shape], origins: Array, directions: Array) -> tuple[Array, Array]:
        """What some of the shapes send along rays: premultiplied with alpha, and how far it comes from."""
        hits = trace(shapes, origins, directions)
        light = np.zeros((len(directions), 4), np.float32)
        for number in np.unique(hits.shape[hits.shape >= 0]):
            rays = np.flatnonzero(hits.shape == number)
            shape = shapes[number]
            points = origins[rays] + hits.reach[rays, None] * directions[rays]
            facing = normals(shape, points)
            light[rays, :3] = self._material(shape, points, facing, directions[rays])
            light[rays, 3] = 1
        return light, hits.reach

    def _material(self, shape: Shape, points: Array, facing: Array, directions: Array) -> Array:
        if shape is self.bottle:
            return self._bottle(points, facing, directions)
        if shape is self.cork:
            return self._plain(points, facing, directions, self._cork(points), 0.02)
        if shape is self.bowl:
            speckle = 1 - 0.35 * smooth(
                0.5, 0.9, sampled(self.grain, points[:, 0] * 1.7 + points[:, 2], points[:, 1] * 2)
            )
            return self._plain(points, facing, directions, light_of(226, 220, 206) * speckle[:, None], 0.05)
        if shape is self.stem:
            return self._plain(points, facing, directions, light_of(104, 92, 60)[None], 0.02)
        if isinstance(shape, Ellipsoid) and shape.radii[1] < 0.03:
            return self._leaf(shape, points, facing, directions)
        ripe = smooth(-0.6, 0.9, sampled(self.grain, points[:, 0] * 0.9, points[:, 1] + points[:, 2]))[:, None]
        colour = light_of(104, 112, 42) * (1 - ripe) + light_of(66, 58, 34) * ripe
        return self._plain(points, facing, directions, colour, 0.05)

    def _plain(self, points: Array, facing: Array, directions: Array, colour: Array, straight: float) -> Array:
        """A surface of one colour with a clear coat that reflects `straight` of the light head-on."""
        shine = fresnel(-dot(directions, facing), straight)[:, None]
        base = colour * self.room.light_on(points, facing, self.room.casters)
        return base * (1 - shine) + self.room.reflected_room(points, mirrored(directions, facing)) * shine * 0.8

    def _cork(self, points: Array) -> Array:
        turn = np.arctan2(points[:, 0] - FOOT[0], points[:, 2])
        rings = sampled(self.grain, turn / 2, points[:, 1] * 1.1) + 0.5 * sampled(self.paper, turn / 2, points[:, 1])
        return light_of(176, 132, 88) * (1 + 0.28 * rings)[:, None]

    def _leaf(self, leaf: Ellipsoid, points: Array, facing: Array, directions: Array) -> Array:
        local = leaf.local(points) / leaf.radii
        rib = np.exp(-((local[:, 2] / 0.09) ** 2))[:, None]
        upper = smooth(-0.2, 0.2, dot(facing, np.broadcast_to(leaf.axes[1], facing.shape)))[:, None]
        colour = light_of(92, 112, 58) * upper + light_of(150, 160, 118) * (1 - upper)
        colour = colour * (1 + 0.5 * rib)
        glowing = np.clip(-dot(facing, np.broadcast_to(SUN, facing.shape)), 0, 1)[:, None]
        return self._plain(points, facing, directions, colour, 0.03) + light_of(120, 140, 40) * glowing * 0.25

    def _bottle(self, points: Array, facing: Array, directions: Array) -> Array:
        shine = fresnel(-dot(directions, facing), 0.045)[:, None]
        light = self._oil(points, facing, directions) * (1 - shine)
        light += self.room.reflected_room(points, mirrored(directions, facing)) * shine
        turn = np.arctan2(points[:, 0] - FOOT[0], points[:, 2])
        height = points[:, 1]
        edge = np.minimum((LABEL_TURN - np.abs(turn)) * 0.42, np.minimum(height - LABEL_LOW, LABEL_HIGH - height))
        labelled = smooth(-0.002, 0.002, edge)[:, None]
        if not (labelled > 0).any():
            return light
        u = np.clip(turn / LABEL_TURN * 0.5 + 0.5, 0, 0.999)
        v = np.clip((LABEL_HIGH - height) / (LABEL_HIGH - LABEL_LOW), 0, 0.999)
        weave = 1 + 0.05 * sampled(self.paper, u * 2, v * 1.5)
        paper = self._plain(points, facing, directions, sampled(self.label, u, v) * weave[:, None], 0.012)
        return light * (1 - labelled) + paper * labelled

    def _oil(self, points: Array, facing: Array, directions: Array) -> Array:
        """Light that comes through the bottle: bent on entering, coloured on its way through the oil, bent again."""
        inner, _ = refracted(directions, facing, 1 / 1.47)
        start = points - facing * 3e-3
        colour = np.ones_like(points)
        light = np.zeros_like(points)
        left = np.ones(len(points), np.bool_)
        for _ in range(3):
            reach = through(self.bottle, start, inner)
            ends = start + reach[:, None] * inner
            colour = colour * self._swallowed(start, ends)
            out_facing = normals(self.bottle, ends)
            leaving, caught = refracted(inner, -out_facing, 1.47)
            free = left & ~caught
            if free.any():
                beyond, _ = self.room.seen(ends[free] + out_facing[free] * 0.01, leaving[free])
                light[free] = beyond * colour[free]
            left &= caught
            start = ends - out_facing * 4e-3
            inner = unit(mirrored(inner, out_facing))
        light[left] = colour[left] * 0.3
        # Oil is a little cloudy: sun that enters it comes back out in its own colour.
        haze = (
            light_of(196, 160, 30)
            * (0.10 + 0.35 * np.clip(dot(facing, np.broadcast_to(SUN, facing.shape)), 0, 1))[:, None]
        )
        return light + haze * SKYLIGHT * 0.5

    def _swallowed(self, start: Array, end: Array) -> Array:
        """What is left of light between two points in the bottle: oil within the wall, clear glass in wall and foot."""
        way = norm(end - start)
        oil = np.zeros(len(start), np.float32)
        for share in (np.arange(12) + 0.5) / 12:
            place = (start + (end - start) * np.float32(share)).astype(np.float32)
            deep = self.bottle.distance(place) < -0.035
            oil += deep & (place[:, 1] > 0.15) & (place[:, 1] < 2.62)
        oil *= way / 12
        return np.exp(-oil[:, None] * OIL - (way - oil)[:, None] * GLASS).astype(np.float32)


def draw(width: int = 1440, height: int = 2560, samples: int = 2) -> Image.Image:
    """The finished picture."""
    still = Still()
    camera = Camera(eye=vector(0.0, 2.15, 9.6), target=vector(-0.02, 1.72, 0), view=33.0)
    focus, blur = 9.3, 26.0 * height / 2560

    def room(origins: Array, directions: Array) -> tuple[Array, Array]:
        light, reach = still.room.seen(origins, directions)
        return np.concatenate([light, np.ones_like(light[:, :1])], axis=1), reach

    backdrop, distance = rendered(room, camera, width, height, 1)
    picture = focus_blur(
        backdrop[..., :3], camera.blur(distance, focus, blur), (0, blur * 0.12, blur * 0.25, blur * 0.4)
    )
    behind, _ = rendered(lambda o, d: still.shade(still.behind, o, d), camera, width, height, samples)
    picture = over(disc_blur(behind, blur * 0.11), picture)
    before, _ = rendered(lambda o, d: still.shade(still.before, o, d), camera, width, height, samples)
    picture = over(before, picture)
    picture = over(foreground(width, height), picture)
    return finished(developed(glow(picture, 0.22, 18 * height / 2560), exposure=1.15, warmth=0.02), seed=1)


def foreground(width: int, height: int) -> Array:
    """Olive leaves close to the lens, at the lower left and the upper right: a soft premultiplied layer."""
    surface = skia.Surface(width // 2, height // 2)
    canvas = surface.getCanvas()
    canvas.scale(width / 1440 / 2, height / 2560 / 2)
    random = np.random.default_rng(13)
    for x, y, heading, count in ((-60, 2350, -35, 7), (-40, 2620, -18, 6)):
        for step in range(count):
            for side in (-1, 1):
                canvas.save()
                canvas.translate(
                    x + step * 62 * np.cos(np.radians(heading)), y + step * 62 * np.sin(np.radians(heading))
                )
                canvas.rotate(heading + side * random.uniform(25, 50))
                shade = random.uniform(0.7, 1.1)
                paint = skia.Paint(Color=skia.Color(int(98 * shade), int(102 * shade), int(76 * shade)), AntiAlias=True)
                canvas.drawOval(skia.Rect.MakeXYWH(0, -34, random.uniform(210, 300), 68), paint)
                canvas.restore()
    pixels = np.asarray(surface.toarray(colorType=skia.kRGBA_8888_ColorType)).astype(np.float32) / 255
    layer = np.concatenate([pixels[..., :3] ** 2.2 * 1.1, pixels[..., 3:]], axis=2).astype(np.float32)
    layer = disc_blur(layer, 22 * height / 2560)
    return np.asarray(cv2.resize(layer, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
