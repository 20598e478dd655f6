"""The surroundings of the second sample: a café terrace at golden hour, the low sun behind the table at the right."""

import cv2
import numpy as np
import skia

from tools.samples.film import disc_blur, light_of
from tools.samples.shapes import Array, Shape, dot, unit, vector
from tools.samples.studio import cloudy, sampled, smooth
from tools.samples.tracing import lit, openness

SUN = unit([0.78, 0.36, -0.48])
"""Towards the sun."""
SUNLIGHT = vector(6.2, 3.9, 2.0)
SKYLIGHT = vector(0.36, 0.38, 0.43)
STREET_Z, STREET_WIDE, STREET_TALL = -9.0, 7.2, 12.8
"""The painted street stands upright behind the table: its place and size; its foot is at STREET_LOW."""
STREET_LOW = -8.3


class Surroundings:
    """Where light comes from, and what shines back in glaze and varnish; `casters` throw shadows."""

    def __init__(self, casters: list[Shape]) -> None:
        self.casters = casters
        self.street = street()
        self.haze = np.asarray(cv2.GaussianBlur(self.street, (0, 0), 22), np.float32)
        self.cloud = cloudy(31)

    def light_on(self, points: Array, facing: Array) -> Array:
        """All light that falls on surfaces: the low sun, the sky in front and above, warm light thrown back."""
        slope = np.clip(dot(facing, np.broadcast_to(SUN, facing.shape)), 0, 1)
        lifted = points + facing * 0.012
        sun = SUNLIGHT * (slope * lit(self.casters, lifted, SUN, 0.06) * self.dapple(points))[:, None]
        front = unit([-0.55, 0.62, 0.56])
        soft = (0.5 + 0.5 * dot(facing, np.broadcast_to(front, facing.shape))) ** 2.2
        shade = lit(self.casters, lifted, front, 0.6)
        sky = SKYLIGHT * (soft * (0.4 + 0.6 * shade))[:, None]
        back = vector(0.62, 0.40, 0.22) * ((0.5 - 0.5 * facing[:, 2:3]) ** 1.5) * 0.8
        warm = vector(0.17, 0.12, 0.08) * (0.6 - 0.4 * facing[:, 1:2])
        return sun + (sky + back + warm) * (0.2 + 0.8 * openness(self.casters, points, facing, 0.4))[:, None]

    def dapple(self, points: Array) -> Array:
        """The sun comes through trees: bright and dimmer patches, seen along its own direction."""
        across, up = unit(np.cross(SUN, vector(0, 1, 0))), vector(0, 0, 0)
        up = np.cross(across, SUN)
        cloud = sampled(self.cloud, points @ across / 7 + 0.35, points @ up / 7 + 0.1)
        return (0.35 + 0.65 * smooth(-0.5, 0.25, cloud)).astype(np.float32)

    def shown(self, origins: Array, directions: Array, sharp: bool) -> Array:
        """The street along each ray that goes backwards, the sky and the terrace along the others."""
        way = (STREET_Z - origins[:, 2]) / np.minimum(directions[:, 2], -0.02)
        x, y = origins[:, 0] + way * directions[:, 0], origins[:, 1] + way * directions[:, 1]
        u = np.clip(x / STREET_WIDE + 0.5, 0.002, 0.995)
        v = np.clip(1 - (y - STREET_LOW) / STREET_TALL, 0.002, 0.995)
        street = sampled(self.street if sharp else self.haze, u, v)
        up = directions[:, 1:2]
        around = vector(0.17, 0.13, 0.11) + vector(0.55, 0.60, 0.70) * smooth(-0.1, 0.9, up)
        # A pale awning over the terrace, in front and to the left: the soft light that models the glaze.
        awning = smooth(0.1, 0.5, directions[:, 1]) * smooth(
            -0.1, 0.35, -directions[:, 0] * 0.7 + directions[:, 2] * 0.5
        )
        around = around + vector(1.5, 1.45, 1.4) * awning[:, None]
        behind = smooth(0.0, 0.25, -directions[:, 2])[:, None]
        return (street * behind + around * (1 - behind)).astype(np.float32)


def street(width: int = 1152, height: int = 2048) -> Array:
    """The street as an open lens sees it: nothing but soft tones and discs of light. Linear light."""
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    dusk, ember, ground = light_of(206, 140, 92), light_of(112, 70, 52), light_of(46, 34, 32)
    low, mid = smooth(0.26, 0.42, y)[..., None], smooth(0.0, 0.30, y)[..., None]
    light = (light_of(92, 72, 66) * (1 - mid) + dusk * mid) * (1 - low) + ember * low
    far = smooth(0.40, 0.56, y)[..., None]
    light = light * (1 - far) + ground * far
    sun = np.hypot((x - 0.66) * 0.56, y - 0.275)
    light = (
        light + light_of(255, 196, 120) * (1.9 * np.exp(-((sun / 0.042) ** 2)) + 0.85 * np.exp(-sun / 0.11))[..., None]
    )
    light = np.asarray(cv2.GaussianBlur(_facades(light.astype(np.float32)), (0, 0), 15), np.float32)
    return _discs(light)


def _facades(light: Array) -> Array:
    """House fronts to both sides, a tree and two passers-by, as plain shapes that the blur will dissolve."""
    height, width = light.shape[:2]
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()

    def shade(strength: float) -> skia.Paint:
        return skia.Paint(Color=skia.Color(0, 0, 0, int(255 * strength)), AntiAlias=True)

    for left, right, top, bottom, strength in (
        (0.0, 0.16, 0.0, 0.56, 0.62), (0.16, 0.30, 0.06, 0.55, 0.48), (0.30, 0.40, 0.17, 0.53, 0.34),
        (0.90, 1.0, 0.0, 0.56, 0.55), (0.82, 0.90, 0.12, 0.54, 0.30),
    ):  # fmt: skip
        canvas.drawRect(skia.Rect.MakeLTRB(left * width, top * height, right * width, bottom * height), shade(strength))
    random = np.random.default_rng(6)
    for _ in range(60):
        x, y = random.normal(0.30, 0.16), random.normal(0.02, 0.05)
        canvas.drawCircle(x * width, y * height, random.uniform(30, 80), shade(0.28))
    for x, tall in ((0.47, 0.075), (0.535, 0.07)):
        foot = 0.545
        canvas.drawOval(
            skia.Rect.MakeXYWH((x - 0.02) * width, (foot - tall) * height, 0.04 * width, tall * height), shade(0.6)
        )
        canvas.drawCircle(x * width, (foot - tall - 0.004) * height, 0.013 * width, shade(0.6))
    cover = np.asarray(surface.toarray())[..., 3:].astype(np.float32) / 255
    tint = light_of(74, 50, 44)
    return (light * (1 - cover) + tint * 0.6 * cover).astype(np.float32)


def _discs(light: Array) -> Array:
    """Points of light far out of focus: lamps, windows, sun between leaves. Discs with a slightly brighter rim."""
    height, width = light.shape[:2]
    random = np.random.default_rng(17)
    colours = [
        light_of(*rgb) for rgb in ((255, 206, 130), (255, 178, 96), (255, 226, 178), (244, 150, 92), (190, 206, 190))
    ]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    result = light.copy()
    for index in range(110):
        near_tree = index < 44
        column = random.normal(0.34, 0.2) if near_tree else random.uniform(0.0, 1.0)
        row = abs(random.normal(0.06, 0.07)) + 0.02 if near_tree else random.normal(0.37, 0.07)
        size = random.uniform(14, 36) * (1.2 if near_tree else 1.0)
        strength = random.uniform(0.08, 0.55) ** 1.6
        top, left = int(row * height - size) - 3, int(column * width - size) - 3
        span = (
            slice(max(top, 0), max(top + int(2 * size) + 6, 0)),
            slice(max(left, 0), max(left + int(2 * size) + 6, 0)),
        )
        gap = np.hypot(x[span] - column * width, y[span] - row * height) / size
        disc = (1 - smooth(0.94, 1.0, gap)) * (0.72 + 0.28 * smooth(0.55, 0.97, gap))
        result[span] += (disc * strength)[..., None] * colours[int(random.integers(len(colours)))]
    return disc_blur(result, 2.0)
