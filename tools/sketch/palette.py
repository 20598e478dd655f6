"""Colours and light: what a surface looks like where the light meets it, where it does not, and far away."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple


class Colour(NamedTuple):
    """A colour in sRGB, each channel 0..1."""

    red: float
    green: float
    blue: float


def from_hex(code: str) -> Colour:
    """`"#c0392b"` -> Colour."""
    return Colour(*(int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


@lru_cache(maxsize=4096)
def _to_oklab(colour: Colour) -> tuple[float, float, float]:
    """sRGB -> OKLab (Ottosson, https://bottosson.github.io/posts/oklab/)."""
    r, g, b = (_linear(v) for v in colour)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    mid = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * mid - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * mid + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * mid - 0.8086757660 * short,
    )


@lru_cache(maxsize=4096)
def _from_oklab(lightness: float, a: float, b: float) -> Colour:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    mid = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return Colour(
        _gamma(4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short),
        _gamma(-1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short),
        _gamma(-0.0041960863 * long - 0.7034186147 * mid + 1.7076147010 * short),
    )


def mix(first: Colour, second: Colour, part: float) -> Colour:
    """`part` of the way from `first` to `second`, through OKLab so that no step turns grey or dark."""
    one, two = _to_oklab(first), _to_oklab(second)
    return _from_oklab(*(x + (y - x) * part for x, y in zip(one, two, strict=True)))


def lightness(colour: Colour) -> float:
    """Perceived lightness, 0 (black) to 1 (white)."""
    return _to_oklab(colour)[0]


def tone(colour: Colour, light: float = 0.0, chroma: float = 1.0) -> Colour:
    """`colour` made lighter by `light` (-1..1) and its chroma multiplied by `chroma`; the hue stays."""
    lab = _to_oklab(colour)
    return _from_oklab(min(1.0, max(0.02, lab[0] + light)), lab[1] * chroma, lab[2] * chroma)


def under(colour: Colour, light: Colour, strength: float = 1.0) -> Colour:
    """`colour` as it looks under a `light`: multiplied in linear light, as surfaces do."""
    return Colour(*(_gamma(_linear(c) * _linear(v) * strength) for c, v in zip(colour, light, strict=True)))


WHITE = Colour(1.0, 1.0, 1.0)
PAPER = from_hex("#f6f0e4")
INK = from_hex("#2a2430")


@dataclass(frozen=True)
class Light:
    """The light of a frame.

    `side` runs from -1 (light from the left) to 1 (from the right), 0 is frontal; `height` from 0 (at the horizon) to 1
    (overhead); `behind` says how much of it comes from behind the subject; `hardness` 0 is a cloudy sky, 1 bare sun.
    """

    side: float
    height: float
    behind: float
    hardness: float
    key: Colour
    ambient: Colour
    air: Colour
    haze: float
    """How much of the air's colour the farthest things take, 0..1."""
    strength: float = 1.0
    rim: Colour | None = None
    """Light that catches the edges turned away from the key: lamps at night, the sun from behind."""

    def lit(self, colour: Colour, depth: float = 0.0) -> Colour:
        """`colour` where the light falls, seen through `depth` (0 near, 1 far) of air."""
        return self._through_air(under(colour, self.key, self.strength), depth)

    def shaded(self, colour: Colour, depth: float = 0.0) -> Colour:
        """`colour` in its own shadow."""
        return self._through_air(under(colour, self.ambient, self.strength), depth)

    def half(self, colour: Colour, depth: float = 0.0, part: float = 0.5) -> Colour:
        """Between `lit` and `shaded`."""
        return mix(self.lit(colour, depth), self.shaded(colour, depth), part)

    def ink(self, colour: Colour, depth: float = 0.0) -> Colour:
        """The contour's colour on `colour`: nearly ink, a little of the thing itself, paler far away."""
        return self._through_air(mix(INK, under(colour, self.ambient), 0.28), depth * 0.9)

    def _through_air(self, colour: Colour, depth: float) -> Colour:
        return mix(colour, self.air, min(1.0, depth * self.haze)) if depth > 0 else colour
