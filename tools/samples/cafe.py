"""Sample 2: a cappuccino on a café table at golden hour."""

import cv2
import numpy as np
import skia
from PIL import Image

from tools.samples.cafe_room import SUN, Surroundings
from tools.samples.film import developed, disc_blur, finished, focus_blur, glow, light_of, over
from tools.samples.shapes import Array, Ellipsoid, Lathe, Shape, Tube, dot, turned, vector
from tools.samples.studio import Camera, cloudy, rendered, sampled, smooth
from tools.samples.tracing import fresnel, mirrored, normals, trace

CUP = vector(-0.10, 0.05, 0.0)
COFFEE_HEIGHT, COFFEE_RADIUS = 0.585, 0.452


def _cup_outline() -> list[tuple[float, float]]:
    outer = [
        (0.25 + 0.25 * np.sin(a) ** 0.8, 0.045 + 0.60 * (1 - np.cos(a)) ** 0.9)
        for a in np.linspace(0.12, np.pi / 2, 20)
    ]
    inner = [(max(r - 0.04, 0.0), y + 0.02) for r, y in reversed(outer)]
    return [
        (0.0, 0.02),
        (0.2, 0.02),
        (0.215, 0.0),
        (0.25, 0.0),
        (0.255, 0.03),
        *outer,
        (0.497, 0.672),
        (0.47, 0.675),
        *inner[1:],
        (0.0, 0.1),
    ]


SAUCER = [
    (0, 0.0),
    (0.40, 0.0),
    (0.42, 0.015),
    (0.62, 0.045),
    (0.86, 0.115),
    (0.875, 0.13),
    (0.86, 0.14),
    (0.60, 0.075),
    (0.40, 0.05),
    (0.30, 0.052),
    (0, 0.05),
]
TABLE = [(0, -0.16), (2.1, -0.16), (2.26, -0.12), (2.3, -0.07), (2.28, -0.02), (2.22, 0.0), (0, 0.0)]
VASE = [
    (0, 0),
    (0.2, 0),
    (0.27, 0.05),
    (0.34, 0.22),
    (0.33, 0.42),
    (0.22, 0.6),
    (0.115, 0.7),
    (0.105, 0.86),
    (0.13, 0.92),
    (0.1, 0.93),
    (0.07, 0.86),
    (0, 0.8),
]


def _handle() -> Tube:
    flat = np.array(
        [
            (0.44, 0.56),
            (0.55, 0.585),
            (0.66, 0.56),
            (0.725, 0.47),
            (0.71, 0.35),
            (0.62, 0.25),
            (0.50, 0.2),
            (0.36, 0.19),
        ]
    )
    places = np.linspace(0, len(flat) - 1, 22)
    smooth_path = np.stack([np.interp(places, np.arange(len(flat)), flat[:, axis]) for axis in (0, 1)], axis=1)
    kernel = np.ones(3) / 3
    for axis in (0, 1):
        smooth_path[1:-1, axis] = np.convolve(smooth_path[:, axis], kernel, mode="valid")
    yaw = np.radians(-24)
    path = np.stack([smooth_path[:, 0] * np.cos(yaw), smooth_path[:, 1], -smooth_path[:, 0] * np.sin(yaw)], axis=1)
    return Tube((path + CUP).astype(np.float32), np.full(len(path), 0.047, np.float32))


def latte_art(size: int = 900) -> Array:
    """The coffee from above, as linear light: crema, and a leaf poured into it."""
    y, x = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j].astype(np.float32)
    swirl = sampled(cloudy(41), (x * 0.4 + 0.5).ravel(), (y * 0.4 + 0.5).ravel()).reshape(size, size)
    rim = smooth(0.55, 1.0, np.hypot(x, y) + 0.05 * swirl)[..., None]
    crema = light_of(176, 112, 58) * (1 - rim) + light_of(112, 60, 26) * rim
    surface = skia.Surface(size, size)
    canvas = surface.getCanvas()
    canvas.translate(size / 2, size * 0.46)
    canvas.scale(size * 0.44, size * 0.44)
    canvas.rotate(-14)
    foam = skia.Paint(Color=skia.ColorWHITE, AntiAlias=True)
    for wide, down, thick in ((0.66, 0.62, 0.20), (0.56, 0.36, 0.17), (0.45, 0.12, 0.15)):
        crescent = skia.Path()
        crescent.moveTo(-wide, down - 0.40)
        crescent.cubicTo(-wide * 0.85, down + 0.06, -wide * 0.35, down + 0.10, 0, down + 0.10)
        crescent.cubicTo(wide * 0.35, down + 0.10, wide * 0.85, down + 0.06, wide, down - 0.40)
        crescent.cubicTo(wide * 0.72, down - thick, wide * 0.3, down - thick + 0.05, 0, down - thick + 0.05)
        crescent.cubicTo(-wide * 0.3, down - thick + 0.05, -wide * 0.72, down - thick, -wide, down - 0.40)
        canvas.drawPath(crescent, foam)
    heart = skia.Path()
    heart.moveTo(0, 0.02)
    heart.cubicTo(-0.22, -0.14, -0.44, -0.34, -0.34, -0.56)
    heart.cubicTo(-0.26, -0.72, -0.06, -0.68, 0, -0.52)
    heart.cubicTo(0.06, -0.68, 0.26, -0.72, 0.34, -0.56)
    heart.cubicTo(0.44, -0.34, 0.22, -0.14, 0, 0.02)
    canvas.drawPath(heart, foam)
    mask = np.asarray(surface.toarray())[..., 3].astype(np.float32) / 255
    warp = 10 * size / 900
    rows, columns = np.mgrid[0:size, 0:size].astype(np.float32)
    mask = cv2.remap(mask, columns + warp * swirl, rows + warp * np.roll(swirl, 200, 0), cv2.INTER_LINEAR)
    soft = np.asarray(cv2.GaussianBlur(mask, (0, 0), 5 * size / 900), np.float32)
    white = smooth(0.25, 0.75, soft)[..., None]
    return (crema * (1 + 0.12 * swirl[..., None]) * (1 - white) + light_of(244, 228, 202) * white).astype(np.float32)


class Still:
    """The table and what stands on it, and the light that each thing sends to the camera."""

    def __init__(self) -> None:
        self.table = Lathe(vector(0.15, 0, -0.35), TABLE, 0.02)
        self.saucer = Lathe(CUP * vector(1, 0, 1), SAUCER, 0.008)
        self.cup, self.handle = Lathe(CUP, _cup_outline(), 0.007), _handle()
        self.coffee = Lathe(
            CUP + vector(0, COFFEE_HEIGHT - 0.03, 0), [(0, 0), (0.46, 0), (0.46, 0.03), (0, 0.03)], 0.002
        )
        self.bowl = Ellipsoid(vector(0.56, 0.128, 0.40), vector(0.145, 0.024, 0.092), turned(38, 0, 8))
        shaft = np.array([(0.53, 0.13, 0.38), (0.40, 0.15, 0.47), (0.20, 0.17, 0.60), (-0.03, 0.185, 0.75)], np.float32)
        self.shaft = Tube(shaft, np.array([0.022, 0.014, 0.016, 0.024], np.float32))
        self.biscuits = [
            Ellipsoid(vector(-0.68, 0.165, 0.22), vector(0.145, 0.07, 0.145), turned(0, 0, -9)),
            Ellipsoid(vector(-0.60, 0.235, 0.37), vector(0.135, 0.066, 0.135), turned(0, 24, 12)),
        ]
        self.vase = Lathe(vector(-0.98, 0, -1.55), VASE, 0.035)
        self.stalks, self.ears = _bouquet()
        self.behind: list[Shape] = [self.vase, *self.stalks, *self.ears]
        self.before: list[Shape] = [
            self.saucer,
            self.cup,
            self.handle,
            self.coffee,
            self.bowl,
            self.shaft,
            *self.biscuits,
        ]
        self.around = Surroundings([*self.before, self.vase, *self.ears])
        self.art, self.wood, self.fine = latte_art(), cloudy(51, coarsest=3), cloudy(52, coarsest=48)

    def shade(self, shapes: list[Shape], origins: Array, directions: Array) -> tuple[Array, Array]:
        """What some of the shapes send along rays: premultiplied with alpha, and how far it comes from."""
        hits = trace(shapes, origins, directions)
        light = np.zeros((len(directions), 4), np.float32)
        for number in np.unique(hits.shape[hits.shape >= 0]):
            rays = np.flatnonzero(hits.shape == number)
            points = origins[rays] + hits.reach[rays, None] * directions[rays]
            facing = normals(shapes[number], points)
            light[rays, :3] = self._material(shapes[number], points, facing, directions[rays])
            light[rays, 3] = 1
        return light, hits.reach

    def _material(self, shape: Shape, points: Array, facing: Array, directions: Array) -> Array:
        if shape is self.table:
            return self._glazed(points, facing, directions, self._planks(points), 0.02)
        if shape is self.coffee:
            offset = (points - CUP) / COFFEE_RADIUS
            art = sampled(
                self.art, np.clip(offset[:, 0] / 2 + 0.5, 0, 0.999), np.clip(offset[:, 2] / 2 + 0.5, 0, 0.999)
            )
            return self._glazed(points, facing, directions, art, 0.02)
        if shape in (self.bowl, self.shaft):
            steel = light_of(226, 214, 196)
            return steel * self.around.shown(
                points, mirrored(directions, facing), sharp=False
            ) * 0.8 + steel * 0.12 * self.around.light_on(points, facing)
        if shape in self.biscuits:
            crumb = sampled(self.fine, points[:, 0] * 0.9 + points[:, 1], points[:, 2] * 0.9)
            sugar = smooth(0.35, 0.8, sampled(self.fine, points[:, 2] * 1.7, points[:, 0] * 1.7)) * smooth(
                0.2, 0.8, facing[:, 1]
            )
            colour = light_of(190, 128, 70) * (1 + 0.25 * crumb)[:, None]
            return (
                colour * (1 - 0.6 * sugar[:, None]) + light_of(246, 236, 220) * 0.6 * sugar[:, None]
            ) * self.around.light_on(points, facing)
        if shape is self.vase:
            band = 1 + 0.12 * sampled(self.fine, points[:, 0], points[:, 1] * 3)
            return self._glazed(points, facing, directions, light_of(152, 92, 68) * band[:, None], 0.02)
        if shape in self.stalks or shape in self.ears:
            through = np.clip(-dot(facing, np.broadcast_to(SUN, facing.shape)), 0, 1)[:, None]
            return light_of(206, 166, 106) * (self.around.light_on(points, facing) + vector(1.6, 1.0, 0.5) * through)
        return self._glazed(points, facing, directions, self._stoneware(points, raw_foot=shape is self.cup), 0.045)

    def _glazed(self, points: Array, facing: Array, directions: Array, colour: Array, straight: float) -> Array:
        """A surface of one colour under a clear glaze that reflects `straight` of the light head-on."""
        shine = fresnel(-dot(directions, facing), straight)[:, None]
        mirror = mirrored(directions, facing)
        gleam = np.clip(dot(mirror, np.broadcast_to(SUN, mirror.shape)), 0, 1) ** 220
        back = (
            self.around.shown(points, mirror, sharp=False)
            + vector(26, 17, 9) * (gleam * self.around.dapple(points))[:, None]
        )
        return colour * self.around.light_on(points, facing) * (1 - shine) + back * shine * 0.7

    def _stoneware(self, points: Array, raw_foot: bool) -> Array:
        """Cream glaze with iron specks; the cup's foot is raw clay."""
        local = points - CUP
        if raw_foot:
            turn = np.arctan2(local[:, 0], local[:, 2])
            u, v = turn * 0.6, local[:, 1] * 1.4 + local[:, 2] * 0.3
        else:
            turn, u, v = local[:, 0] * 0, local[:, 0] * 0.9, local[:, 2] * 0.9 + local[:, 1] * 0.5
        specks = smooth(0.62, 0.85, sampled(self.fine, u, v))[:, None]
        glaze = light_of(232, 222, 204) * (1 - 0.5 * specks)
        if not raw_foot:
            return glaze
        raw = (1 - smooth(0.12, 0.15, points[:, 1] + 0.012 * np.sin(turn * 5)))[:, None]
        return (glaze * (1 - raw) + light_of(156, 112, 78) * raw).astype(np.float32)

    def _planks(self, points: Array) -> Array:
        """Oiled walnut: long grain along x with rings that wander."""
        x, z = points[:, 0], points[:, 2]
        bend = sampled(self.wood, x / 9, z / 3.5)
        rings = 0.5 + 0.5 * np.sin((z * 3.1 + bend * 2.4) * 6.3)
        fibres = sampled(self.fine, x / 11, z * 1.1)
        tone = (0.62 + 0.30 * rings + 0.20 * fibres + 0.12 * bend)[:, None]
        return light_of(98, 70, 54) * tone * 0.85


def _bouquet() -> tuple[list[Tube], list[Ellipsoid]]:
    """Dried grasses in the vase."""
    random = np.random.default_rng(8)
    root = vector(-0.98, 0.85, -1.55)
    stalks: list[Tube] = []
    ears: list[Ellipsoid] = []
    for _ in range(9):
        lean, turn, tall = random.uniform(0.05, 0.5), random.uniform(0, 2 * np.pi), random.uniform(0.75, 1.35)
        out = vector(float(np.cos(turn)), 0, float(np.sin(turn))) * lean
        path = np.stack([root + out * s**2 * tall + vector(0, tall * s, 0) for s in np.linspace(0, 1, 5)])
        stalks.append(Tube(path.astype(np.float32), np.full(5, 0.012, np.float32)))
        ear = Ellipsoid(
            (path[-1] + vector(0, 0.1, 0)).astype(np.float32),
            vector(0.05, 0.17, 0.05),
            turned(0, 0, float(np.degrees(-out[0]) * 0.9)),
        )
        ears.append(ear)
    return stalks, ears


def steam(width: int, height: int, foot: tuple[float, float]) -> Array:
    """Steam that rises from a place (0..1): how much light it adds to each pixel, (height, width)."""
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    rise = np.clip((foot[1] - y) / 0.34, 0, 1)
    total = np.zeros_like(x)
    for phase, lean, strength in ((0.3, 0.04, 0.8), (2.2, -0.05, 0.6), (4.4, 0.015, 0.7)):
        path = (
            foot[0] + lean * rise + 0.035 * rise**0.7 * np.sin(7 * rise + phase) + 0.012 * np.sin(17 * rise + 2 * phase)
        )
        wide = 0.012 + 0.05 * rise
        total += strength * np.exp(-(((x - path) / wide) ** 2)) / (1 + 4 * rise)
    wisps = cv2.resize(cloudy(61)[:, :576], (width, height), interpolation=cv2.INTER_CUBIC)
    total *= (
        smooth(0.0, 0.16, rise) * (1 - smooth(0.45, 1.0, rise)) * np.clip(0.6 + 0.7 * wisps, 0, 1.4) * (y < foot[1])
    )
    return np.asarray(cv2.GaussianBlur(total.astype(np.float32), (0, 0), height / 420), np.float32)


def draw(width: int = 1440, height: int = 2560, samples: int = 2) -> Image.Image:
    """The finished picture."""
    still = Still()
    camera = Camera(eye=vector(0.0, 2.85, 6.3), target=vector(0.0, 0.94, 0), view=36.0)
    focus, blur = 6.45, 42.0 * height / 2560

    def street(origins: Array, directions: Array) -> tuple[Array, Array]:
        light = still.around.shown(origins, directions, sharp=True)
        return np.concatenate([light, np.ones_like(light[:, :1])], axis=1), np.full(len(light), 20, np.float32)

    picture = rendered(street, camera, width, height, 1)[0][..., :3]
    table, distance = rendered(lambda o, d: still.shade([still.table], o, d), camera, width, height, 1)
    distance = np.where(distance > 100, 9.0, distance)
    picture = over(
        focus_blur(table, camera.blur(distance, focus, blur), (0, 4 * blur / 42, 9 * blur / 42, 16 * blur / 42)),
        picture,
    )
    behind, _ = rendered(lambda o, d: still.shade(still.behind, o, d), camera, width, height, samples)
    picture = over(disc_blur(behind, blur * 0.24), picture)
    before, _ = rendered(lambda o, d: still.shade(still.before, o, d), camera, width, height, samples)
    picture = over(before, picture)
    picture = picture + steam(width, height, (0.452, 0.556))[..., None] * vector(1.0, 0.84, 0.66) * 0.42
    return finished(developed(glow(picture, 0.3, 20 * height / 2560), exposure=0.95), seed=2)
