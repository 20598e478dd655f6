"""Colours by name. The CSS names come from Pillow; the rest is how people speak of colours."""

import re
import tomllib
from colorsys import hls_to_rgb, rgb_to_hls
from functools import cache
from pathlib import Path

from PIL import ImageColor

from store.errors import OutOfRange

_MODIFIERS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("pale", "light", "soft", "pastel", "faint", "washed", "milky", "baby", "icy"), (0.55, 0.8)),
    **dict.fromkeys(
        ("bright", "vivid", "bold", "strong", "electric", "hot", "neon", "fluorescent", "shocking"), (0.1, 1.6)
    ),
    **dict.fromkeys(("dark", "deep", "rich", "midnight"), (-0.45, 1.0)),
    **dict.fromkeys(("dusty", "muted", "dull", "faded", "smoky", "earthy", "powdery"), (0.12, 0.45)),
    **dict.fromkeys(("warm", "cool", "plain", "pure", "solid", "clean", "true", "classic", "proper"), (0.0, 1.0)),
}
"""How a word before a colour changes it: how far toward white (negative: black), and how much strength stays."""


@cache
def _spoken() -> dict[str, str]:
    """The names of `colour_names.toml`, as #rrggbb."""
    return tomllib.loads(Path(__file__).with_name("colour_names.toml").read_text(encoding="utf-8"))


_HUES = (
    (14, "red"), (40, "orange"), (68, "yellow"), (165, "green"), (200, "turquoise cyan blue"), (255, "blue"),
    (310, "purple violet"), (345, "pink magenta"), (360, "red"),
)  # fmt: skip
"""Where a plain colour ends on the colour wheel, in degrees."""


def hex_colour(name: str) -> str:
    """`#rrggbb` for a colour's name or hex form. Raises OutOfRange for a name that no list knows."""
    key = " ".join(name.strip().lower().replace("-", " ").replace("gray", "grey").split())
    if key in _spoken():
        return _spoken()[key]
    for attempt in (key, key.replace(" ", ""), key.replace("grey", "gray").replace(" ", ""), name.strip()):
        try:
            red, green, blue = ImageColor.getrgb(attempt)[:3]
        except ValueError:
            continue
        return f"#{red:02x}{green:02x}{blue:02x}"
    modifier, _, base = key.partition(" ")
    if modifier in _MODIFIERS and base:
        return _modified(hex_colour(base), *_MODIFIERS[modifier])
    raise OutOfRange(f"I do not know the colour {name[:40]!r}; say a plain colour name or a hex value such as #ffcc00.")


def _modified(colour: str, toward: float, strength: float) -> str:
    """A colour moved toward white or black, with more or less of its strength."""
    hue, lightness, saturation = rgb_to_hls(*(channel / 255 for channel in ImageColor.getrgb(colour)[:3]))
    lightness += (1 - lightness) * toward if toward > 0 else lightness * toward
    channels = hls_to_rgb(hue, lightness, min(1.0, saturation * strength))
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def colour_family(text: str) -> str | None:
    """The plain word for a `#rrggbb` value, such as "yellow"; None for any other text."""
    if re.fullmatch(r"#[0-9a-f]{6}", text) is None:
        return None
    red, green, blue = ImageColor.getrgb(text)[:3]
    hue, lightness, strength = rgb_to_hls(red / 255, green / 255, blue / 255)
    if lightness > 0.93 or lightness < 0.07 or strength < 0.12:
        return "white" if lightness > 0.85 else "black" if lightness < 0.2 else "grey gray"
    name = next(name for until, name in _HUES if hue * 360 <= until)
    if name == "red" and lightness > 0.75:
        return "pink"
    return "brown" if name in ("orange", "yellow") and lightness < 0.4 else name
