"""Colours by name. The CSS names come from Pillow; the rest is how people speak of colours."""

import re
from colorsys import rgb_to_hls

from PIL import ImageColor

from store.errors import OutOfRange

_SPOKEN = {
    "baby blue": "#bfdcf2",
    "navy blue": "#000080",
    "pale blue": "#a9cfee",
    "light blue": "#8ecbff",
    "sky blue": "#87ceeb",
    "dark blue": "#0b2a66",
    "dark green": "#0b5d2a",
    "light green": "#a6e8a0",
    "sage green": "#9caf88",
    "pale green": "#c8e6c0",
    "olive green": "#708238",
    "forest green": "#2f5d3a",
    "emerald green": "#2e8b62",
    "mint": "#a8f0d0",
    "cream": "#fff4dc",
    "off white": "#f7f3ea",
    "warm white": "#fff3e0",
    "brand yellow": "#ffcc00",
    "amber": "#ffbf00",
    "mustard": "#d9a520",
    "peach": "#ffcba4",
    "pale pink": "#ffd1dc",
    "light pink": "#ffb6c1",
    "hot pink": "#ff3d9a",
    "dark red": "#8b0000",
    "burgundy": "#800020",
    "lilac": "#c8a2c8",
    "dark grey": "#444444",
    "light grey": "#d3d3d3",
    "charcoal": "#36454f",
    "neon green": "#39ff14",
    "rose": "#ff7f9f",
    "copper": "#b87333",
    "sand": "#e0cda9",
    "terracotta": "#c8694b",
    "dusty pink": "#d8a7b1",
    "dusty rose": "#c08081",
    "pale yellow": "#fdf3b0",
    "pale grey": "#e6e6e6",
    "warm grey": "#b5aea6",
}

_HUES = (
    (14, "red"), (40, "orange"), (68, "yellow"), (165, "green"), (200, "turquoise cyan blue"), (255, "blue"),
    (310, "purple violet"), (345, "pink magenta"), (360, "red"),
)  # fmt: skip
"""Where a plain colour ends on the colour wheel, in degrees."""


def hex_colour(name: str) -> str:
    """`#rrggbb` for a colour's name or hex form. Raises OutOfRange for a name that no list knows."""
    key = " ".join(name.strip().lower().replace("-", " ").replace("gray", "grey").split())
    if key in _SPOKEN:
        return _SPOKEN[key]
    for attempt in (key, key.replace(" ", ""), key.replace("grey", "gray").replace(" ", ""), name.strip()):
        try:
            red, green, blue = ImageColor.getrgb(attempt)[:3]
        except ValueError:
            continue
        return f"#{red:02x}{green:02x}{blue:02x}"
    raise OutOfRange(f"I do not know the colour {name[:40]!r}; say a plain colour name or a hex value such as #ffcc00.")


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
