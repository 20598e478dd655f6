"""Colours by name. The CSS names come from Pillow; the rest is how people speak of colours."""

from PIL import ImageColor

from store.errors import OutOfRange

_SPOKEN = {
    "pale blue": "#a9cfee",
    "light blue": "#8ecbff",
    "sky blue": "#87ceeb",
    "dark blue": "#0b2a66",
    "dark green": "#0b5d2a",
    "light green": "#a6e8a0",
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
}


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
