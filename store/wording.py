"""The words and units in which values of a scene are read aloud. Pure."""

from store.retiming import speeds
from store.scene import DEGREE_KINDS, Background, Depth, Focus, Look, Lut, Move, MoveKind, Point, Retime

MOVE_NAMES: dict[MoveKind, str] = {
    "push_in": "push-in",
    "pull_out": "pull-out",
    "truck_left": "truck left",
    "truck_right": "truck right",
    "pedestal_up": "pedestal up",
    "pedestal_down": "pedestal down",
    "pan_left": "pan left",
    "pan_right": "pan right",
    "tilt_up": "tilt up",
    "tilt_down": "tilt down",
    "roll_cw": "roll clockwise",
    "roll_ccw": "roll counter-clockwise",
    "zoom_in": "zoom in",
    "zoom_out": "zoom out",
    "orbit_left": "orbit left",
    "orbit_right": "orbit right",
    "handheld": "handheld sway",
}
EASING_NAMES = {
    "linear": "even pace",
    "ease_in": "eases in",
    "ease_out": "eases out",
    "ease_in_out": "eases in and out",
}
_SHARES = ("vignette", "grain", "fade")
COLOUR_NAMES = {
    "#ffffff": "white", "#000000": "black", "#808080": "grey", "#ff0000": "red", "#ffa500": "orange", "#ffd700": "gold",
    "#ffff00": "yellow", "#008000": "green", "#0000ff": "blue", "#800080": "purple", "#ffc0cb": "pink",
}  # fmt: skip
DEPTH_SOURCES = {"smooth": "smooth depth", "map": "the given depth map", "model": "the depth model"}


def easing_words(easing: str) -> str:
    """A named easing in words; a curve by its numbers."""
    return EASING_NAMES.get(easing, f"own curve ({easing.removeprefix('cubic-bezier(')}")


def plain(number: float, digits: int = 2) -> str:
    """A number without trailing zeros: 6, 0.5, 8.4."""
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def seconds(value: float) -> str:
    """6.0 s, 0.25 s: one decimal at least."""
    text = plain(value)
    return f"{text if '.' in text else text + '.0'} s"


def signed(value: float, digits: int = 2) -> str:
    return ("+" if value > 0 else "") + plain(value, digits).replace("-", "−")


def percent(value: float) -> str:
    return f"{plain(value * 100, 1)} %"


def amount(kind: MoveKind, value: float) -> str:
    """8.4 %, 12°."""
    if kind in DEGREE_KINDS:
        return f"{_figures(value)}°"
    return f"{_figures(value * 100)} %"


def _figures(value: float) -> str:
    """Two decimals where they tell something: 12, 8.4, 0.83."""
    return plain(value, 1 if value >= 10 else 2)


def speed(move: Move) -> str:
    """1.4 % per second, 2° per second."""
    return f"{amount(move.kind, move.speed)} per second"


def times(move: Move) -> str:
    return f"{seconds(move.start_s)} to {seconds(move.end_s)}"


def place(point: Point) -> str:
    """The rough place of an anchor: "upper left", "centre"."""
    column = "left" if point.x < 0.4 else "right" if point.x > 0.6 else ""
    row = "upper" if point.y < 0.4 else "lower" if point.y > 0.6 else ""
    words = f"{row} {column}".strip() or "centre"
    return f"{words} ({percent(point.x)} across, {percent(point.y)} down)"


def look_value(name: str, value: float) -> str:
    """+1.5 stops for exposure, 40 % for what there is only more or less of, +0.3 for what goes both ways."""
    if name == "exposure":
        return f"{signed(value)} {'stop' if abs(value) == 1 else 'stops'}"
    if name in _SHARES:
        return percent(value)
    return signed(value) if value else "0"


def move_line(move: Move) -> str:
    """A move in one line: "push-in 12 % (2 % per second)"; a sway goes nowhere, so it has no speed."""
    return f"{MOVE_NAMES[move.kind]} {move_value(move)}"


def move_value(move: Move) -> str:
    """12 % (2 % per second)."""
    far = amount(move.kind, move.amount)
    return far if move.kind == "handheld" else f"{far} ({speed(move)})"


def look_line(look: Look) -> str:
    """The look's values that are not neutral, or "neutral"."""
    parts = [
        f"{name} {look_value(name, value)}" for name in type(look).model_fields if (value := getattr(look, name)) != 0
    ]
    return ", ".join(parts) or "neutral"


def lut_line(lut: Lut | None) -> str:
    """“Kodak 2383” at 80 %."""
    return "none" if lut is None else f"“{lut.name or 'unnamed'}” at {percent(lut.strength)}"


def background_line(background: Background | None) -> str:
    """sage green (#9caf88); #ffffff at the top to #808080 at the bottom."""
    if background is None:
        return "chosen by itself"
    colours = background.color
    if background.to is not None:
        colours = f"{background.color} at the top to {background.to} at the bottom"
    return f"{background.name} ({colours})" if background.name else colours


def colour(value: str) -> str:
    """yellow (#ffff00); #9caf88 for one without a plain name."""
    return f"{COLOUR_NAMES[value]} ({value})" if value in COLOUR_NAMES else value


def depth_line(depth: Depth | None) -> str:
    """3 % of the width, smooth depth."""
    if depth is None:
        return "none"
    return f"{percent(depth.amount)} of the width, {DEPTH_SOURCES[depth.source]}"


def focus_line(focus: Focus | None) -> str:
    """background → foreground, 0.5 s to 2.0 s, blur 50 %."""
    if focus is None:
        return "all sharp"
    start, end = depth_place(focus.start_depth), depth_place(focus.end_depth)
    if focus.start_depth == focus.end_depth:
        return f"on the {start}, blur {percent(focus.blur)}"
    pace = "" if focus.easing == "ease_in_out" else f", {easing_words(focus.easing)}"
    times_s = f"{seconds(focus.start_s)} to {seconds(focus.end_s)}"
    return f"from the {start} to the {end}, {times_s}, blur {percent(focus.blur)}{pace}"


def depth_place(depth: float) -> str:
    """Where a depth (1 is nearest) lies: "foreground"."""
    name = "foreground" if depth >= 0.75 else "background" if depth <= 0.25 else "middle"
    return name if depth in (0.0, 0.5, 1.0) else f"{name} (depth {plain(depth)})"


def retime_line(retime: Retime | None) -> str:
    """50 % speed; 100 % speed to 1.0 s, then 25 % speed."""
    if retime is None:
        return "as made"
    paces = [_pace(speed) for speed in speeds(retime)]
    ends = [seconds(point.at_s) for point in retime.points[1:-1]]
    if len(paces) > 4:
        return f"{paces[0]}, changing to {paces[-1]}"
    parts = [f"{pace} to {end}" for pace, end in zip(paces, ends, strict=False)]
    return ", then ".join((*parts, paces[-1]))


def _pace(speed: float) -> str:
    if abs(speed) < 1e-6:
        return "still"
    return f"{abs(speed) * 100:.0f} % speed{' backwards' if speed < 0 else ''}"


def decibels(value: float) -> str:
    return f"{signed(value, 1)} dB"


def joined(words: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""
