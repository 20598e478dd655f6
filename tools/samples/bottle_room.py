"""The room of the first sample: a stone counter before a plaster wall, sun through a window at the left."""

from functools import cached_property

import cv2
import numpy as np
import skia

from tools.samples.film import light_of
from tools.samples.shapes import Array, Lathe, Shape, dot, unit, vector
from tools.samples.studio import cloudy, sampled, smooth
from tools.samples.tracing import FAR, fresnel, lit, openness

WALL_Z = -3.4
SUN = unit([-0.80, 0.52, 0.42])
"""Towards the sun, which comes through the window."""
SUNLIGHT = vector(3.6, 3.05, 2.35)
SKYLIGHT = vector(0.62, 0.66, 0.70)
WINDOW_X = -6.0
STONE, PLASTER = light_of(214, 204, 188), light_of(190, 176, 148)


class Room:
    """The counter, the wall and the window; `casters` are the solids that throw shadows, `glass` the one that glows."""

    def __init__(self, casters: list[Shape], glass: Lathe) -> None:
        self.casters, self.glass = casters, glass
        self.stone, self.plaster, self.fibre = cloudy(3), cloudy(11, coarsest=3, fall=0.6), cloudy(5, coarsest=32)

    @cached_property
    def gobo(self) -> Array:
        """What the window lets through, over z -2.5..6.5 and y 0..9 on its plane: panes behind an olive tree."""
        surface = skia.Surface(900, 900)
        canvas = surface.getCanvas()
        canvas.clear(skia.ColorBLACK)
        pane = skia.Paint(Color=skia.ColorWHITE, AntiAlias=True)
        for column in range(2):
            for row in range(3):
                canvas.drawRect(skia.Rect.MakeXYWH(255 + column * 180, 150 + row * 180, 160, 162), pane)
        leaf = skia.Paint(Color=skia.ColorBLACK, AntiAlias=True, Alpha=215)
        random = np.random.default_rng(4)
        for start in ((150.0, 120.0, 28), (190.0, 300.0, 12), (380.0, 60.0, 70), (520.0, 120.0, 80)):
            x, y, heading = start
            for step in range(9):
                heading += random.normal(0, 5)
                x, y = x + 40 * np.cos(np.radians(heading)), y + 40 * np.sin(np.radians(heading))
                for side in (-1, 1) if step % 3 else (1,):
                    canvas.save()
                    canvas.translate(x, y)
                    canvas.rotate(heading + side * random.uniform(25, 60))
                    canvas.drawOval(skia.Rect.MakeXYWH(0, -8, random.uniform(52, 84), 16), leaf)
                    canvas.restore()
        mask = np.asarray(surface.toarray())[..., 0].astype(np.float32) / 255
        return np.asarray(cv2.GaussianBlur(mask, (0, 0), 4.5), np.float32)

    def sun(self, points: Array) -> Array:
        """Sunlight that reaches each point through the window, shapes left out: (n, 3)."""
        way = (WINDOW_X - points[:, 0]) / SUN[0]
        u = (points[:, 2] + way * SUN[2] + 2.5) / 9
        v = 1 - (points[:, 1] + way * SUN[1]) / 9
        within = (u > 0) & (u < 1) & (v > 0) & (v < 1)
        return SUNLIGHT * (sampled(self.gobo, np.clip(u, 0, 0.999), np.clip(v, 0, 0.999)) * within)[:, None]

    def light_on(self, points: Array, facing: Array, casters: list[Shape], direct: bool = True) -> Array:
        """All light that falls on surfaces: sun, the soft sky in the window, and what the room throws back."""
        total = np.zeros_like(points)
        if direct:
            slope = np.clip(dot(facing, np.broadcast_to(SUN, facing.shape)), 0, 1)
            total = (
                self.sun(points + facing * 0.01) * (slope * lit(casters, points + facing * 0.01, SUN, 0.055))[:, None]
            )
        sky = unit([-0.85, 0.35, 0.40])
        soft = (0.5 + 0.5 * dot(facing, np.broadcast_to(sky, facing.shape))) ** 1.6
        shade = lit(casters, points + facing * 0.02, sky, 0.5) if direct else np.float32(1)
        room = 0.5 + 0.5 * facing[:, 1:2] * -0.5
        total = total + SKYLIGHT * (soft * (0.35 + 0.65 * shade))[:, None] + vector(0.17, 0.145, 0.115) * room
        if direct:
            total = total * (0.25 + 0.75 * openness(casters, points, facing))[:, None]
        return total

    def reflected_room(self, points: Array, directions: Array) -> Array:
        """What a mirror at a point shows in a direction: the window, a pale wall at the right, the dim room."""
        total = vector(0.16, 0.145, 0.125) * (0.7 + 0.5 * directions[:, 1:2])
        way = (WINDOW_X - points[:, 0]) / np.minimum(directions[:, 0], -1e-3)
        y, z = points[:, 1] + way * directions[:, 1], points[:, 2] + way * directions[:, 2]
        inside = smooth(0.6, 0.9, y) * (1 - smooth(6.6, 6.9, y)) * smooth(-2.2, -1.9, z) * (1 - smooth(3.6, 3.9, z))
        bars = 1 - np.maximum(_bar(y, 2.7), np.maximum(_bar(y, 4.7), _bar(z, 0.85)))
        total = total + (vector(5.2, 5.4, 5.6) * (inside * bars * (directions[:, 0] < 0))[:, None])
        card = smooth(0.55, 0.75, directions[:, 0]) * smooth(-0.2, 0.1, directions[:, 1])
        return (total + vector(0.5, 0.45, 0.38) * card[:, None]).astype(np.float32)

    def seen(self, origins: Array, directions: Array, direct: bool = True) -> tuple[Array, Array]:
        """Light from the counter and the wall along each ray, and their distance."""
        down = np.where(directions[:, 1] < -1e-4, -origins[:, 1] / np.minimum(directions[:, 1], -1e-4), FAR)
        back = np.where(directions[:, 2] < -1e-4, (WALL_Z - origins[:, 2]) / np.minimum(directions[:, 2], -1e-4), FAR)
        reach = np.minimum(down, back).astype(np.float32)
        points = origins + np.minimum(reach, 40)[:, None] * directions
        light = np.empty_like(points)
        floor = down < back
        for mask, shade in ((floor, self._counter), (~floor, self._wall)):
            if mask.any():
                light[mask] = shade(points[mask], directions[mask], direct)
        missed = reach >= FAR
        if missed.any():
            light[missed] = self.reflected_room(origins[missed], directions[missed])
        return light, reach

    def _counter(self, points: Array, directions: Array, direct: bool) -> Array:
        x, z = points[:, 0], points[:, 2]
        veins = np.abs(sampled(self.stone, x / 9 + 0.03 * sampled(self.stone, x / 4, z / 4), z / 6))
        tone = 1 + 0.07 * sampled(self.stone, x / 3, z / 3) + 0.05 * sampled(self.fibre, x / 2, z / 2)
        tone = tone - 0.16 * np.exp(-((veins / 0.05) ** 2))
        up = np.broadcast_to(vector(0, 1, 0), points.shape)
        light = STONE * tone[:, None] * self.light_on(points, up, self.casters, direct)
        if direct:
            light += self._caustic(points)
        shine = fresnel(-directions[:, 1], 0.03)[:, None] * 0.55
        wall = self._wall(np.stack([x, np.full_like(x, 0.8), np.full_like(x, WALL_Z)], axis=1), directions, False)
        return light * (1 - shine) + wall * shine

    def _caustic(self, points: Array) -> Array:
        """The glow that the bottle gathers in its own shadow."""
        away = -SUN / np.linalg.norm(SUN[[0, 2]])
        offset = points - self.glass.foot
        along = offset[:, 0] * away[0] + offset[:, 2] * away[2]
        across = offset[:, 0] * -away[2] + offset[:, 2] * away[0]
        core = (
            np.exp(-((across / (0.05 + 0.07 * np.abs(along - 0.9))) ** 2))
            * smooth(0.38, 0.62, along)
            * (1 - smooth(1.2, 2.6, along))
        )
        wide = np.exp(-((across / 0.26) ** 2)) * smooth(0.35, 0.5, along) * (1 - smooth(1.4, 2.6, along))
        glow = 0.85 * core + 0.34 * wide
        return self.sun(points + vector(0, 0.9, 0)).mean(axis=1, keepdims=True) * glow[:, None] * light_of(214, 178, 40)

    def _wall(self, points: Array, directions: Array, direct: bool) -> Array:
        del directions
        x, y = points[:, 0], points[:, 1]
        tone = 1 + 0.06 * sampled(self.plaster, x / 5, y / 5) + 0.016 * sampled(self.fibre, x / 2.2, y / 1.7)
        out = np.broadcast_to(vector(0, 0, 1), points.shape)
        light = self.light_on(points, out, self.casters if direct else [], direct)
        if not direct:
            slope = float(SUN[2])
            light = light + self.sun(points) * slope
        fall = 1.12 - 0.13 * (x + 2) / 2 - 0.05 * (y - 1.5)
        return PLASTER * (tone * np.clip(fall, 0.6, 1.3))[:, None] * light * smooth(-0.9, 0.35, y)[:, None] ** 0.35


def _bar(values: Array, middle: float) -> Array:
    return (1 - smooth(0.05, 0.12, np.abs(values - middle))).astype(np.float32)
