"""Bottles, jars, cans and tubes: turned bodies with glass, labels and caps."""

import numpy as np

from tools.sketch.curves import Knots, Points, box, curve, ellipse, segment, turned
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Glow, Line, Mark, Shape, fill
from tools.sketch.palette import PAPER, WHITE, Colour, from_hex, lightness, mix, tone

# fmt: off
# Outlines read better as rows of points than as one point a line.

_PROFILES: dict[str, Knots] = {
    # (radius, height) from foot to mouth
    "plain": ((0.125, 0.0), (0.135, 0.02), (0.135, 0.52), (0.118, 0.62), (0.055, 0.73), (0.047, 0.8), (0.047, 0.93)),
    "oil": ((0.125, 0.0), (0.135, 0.02), (0.135, 0.56), (0.125, 0.635), (0.055, 0.70), (0.043, 0.77), (0.043, 0.91)),
    "wine": ((0.12, 0.0), (0.128, 0.02), (0.128, 0.53), (0.112, 0.63), (0.054, 0.73), (0.043, 0.81), (0.043, 0.98)),
    "beer": ((0.118, 0.0), (0.126, 0.02), (0.126, 0.48), (0.108, 0.6), (0.058, 0.77), (0.046, 0.86), (0.046, 0.97)),
    "whisky": ((0.205, 0.0), (0.215, 0.02), (0.215, 0.46), (0.19, 0.545), (0.075, 0.6), (0.06, 0.64), (0.06, 0.76)),
    "lotion": ((0.165, 0.0), (0.175, 0.02), (0.175, 0.58), (0.15, 0.66), (0.065, 0.69), (0.06, 0.7), (0.06, 0.71)),
    "dropper": ((0.19, 0.0), (0.2, 0.02), (0.2, 0.42), (0.175, 0.5), (0.085, 0.54), (0.08, 0.56), (0.08, 0.57)),
    "spray": ((0.16, 0.0), (0.17, 0.02), (0.165, 0.42), (0.12, 0.55), (0.07, 0.66), (0.06, 0.68), (0.06, 0.7)),
    "water": ((0.125, 0.0), (0.135, 0.02), (0.135, 0.66), (0.12, 0.74), (0.09, 0.77), (0.085, 0.78), (0.085, 0.79)),
    "milk": ((0.145, 0.0), (0.155, 0.02), (0.155, 0.45), (0.135, 0.58), (0.085, 0.72), (0.085, 0.8), (0.1, 0.9)),
}
_TINTS = {
    "oil": "#6d7a2c",
    "wine": "#2f4a35",
    "beer": "#74431f",
    "whisky": "#e8e4da",
    "lotion": "#e9dccb",
    "dropper": "#8a4f24",
    "spray": "#7fb0b8",
    "water": "#3f7f86",
    "milk": "#eef0ee",
}
_CAPS = {
    "plain": "#3c3a3e",
    "oil": "#2f2d30",
    "wine": "#6e1f2d",
    "beer": "#c8a24c",
    "whisky": "#5a3a26",
    "milk": "#d8d4c8",
}


def bottle(look: Look) -> Drawing:
    """A bottle of any kind; its glass shows what it holds."""
    if look.kind == "perfume":
        return _perfume(look)
    kind = look.kind if look.kind in _PROFILES else "plain"
    profile = _PROFILES[kind]
    marks = _body(profile, look, kind)
    marks += _label_on(profile, kind, look)
    return (*marks, *_top(kind, profile, look), *_sheen(profile, look, strong=look.material != "ceramic"))


def _is_clear(look: Look, kind: str) -> bool:
    return (
        (look.material in ("glass", "frosted")
        and look.colour is None
        and kind not in ("wine", "beer", "dropper", "oil"))
        or kind in ("whisky", "milk")
    )


def _body(profile: Knots, look: Look, kind: str) -> list[Mark]:
    outline = turned(profile, look.tilt)
    if not _is_clear(look, kind):
        return [fill(outline, look.or_colour(_TINTS.get(kind, "#9fb7a8")), "round", ink=1.15)]
    held = look.contents or from_hex("#c9dfe2")
    level = 0.78 * profile[3][1] if kind != "milk" else 0.5
    inside = turned(_below(profile, level, 0.9), look.tilt)
    surface = ellipse(0, level, _radius(profile, level) * 0.9, max(0.006, _radius(profile, level) * 0.9 * look.tilt))
    glass = from_hex("#dfe9e6") if look.colour is None else look.colour
    return [
        fill(outline, glass, "round", ink=0, opacity=0.5),
        fill(inside, held, "round", ink=0, opacity=0.94),
        fill(surface, tone(held, 0.1), "plain", ink=0.4, opacity=0.9),
        fill(outline, glass, "plain", ink=1.15, opacity=0.14),
    ]


def _below(profile: Knots, level: float, shrink: float) -> Knots:
    kept = [(r * shrink, max(0.018, y)) for r, y in ((k[0], k[1]) for k in profile) if y < level]
    return (*kept, (_radius(profile, level) * shrink, level))


def _radius(profile: Knots, height: float) -> float:
    line = curve(profile, closed=False)
    return float(np.interp(height, line[:, 1], line[:, 0]))


def front(radius: float, y: float, x0: float, x1: float, tilt: float) -> Points:
    """A level line on the front of a turned body, from `x0` to `x1`."""
    x = np.linspace(x0, x1, 14)
    return np.stack([x, y - tilt * np.sqrt(np.maximum(radius**2 - x**2, 0))], axis=1)


def _label_on(profile: Knots, kind: str, look: Look) -> list[Mark]:
    if kind in ("spray", "milk"):
        return []
    top = profile[3][1] * (0.78 if kind != "wine" else 0.72)
    low = top * (0.30 if kind not in ("whisky", "dropper") else 0.2)
    radius = _radius(profile, (top + low) / 2) * 1.012
    paper = look.part(
        "label", "#f3ead6" if lightness(look.or_colour(_TINTS.get(kind, "#9fb7a8"))) < 0.82 else "#3e4b44"
    )
    return label(
        radius,
        low,
        top,
        look.tilt,
        paper,
        look.accent or mix(look.or_colour(_TINTS.get(kind, "#a88b4a")), from_hex("#b98a3c"), 0.45),
    )


def label(radius: float, low: float, top: float, tilt: float, paper: Colour, accent: Colour) -> list[Mark]:
    """A paper band with an emblem and a few lines of greeked text: never letters that could be read wrong."""
    tall = top - low
    written = from_hex("#4a4038") if lightness(paper) > 0.6 else from_hex("#e9dfc8")
    band = turned(((radius, low), (radius, top)), tilt)
    emblem = ellipse(0, low + tall * 0.68 - tilt * radius, tall * 0.14, tall * 0.14)
    marks: list[Mark] = [
        fill(band, paper, "round", ink=0.55, casts=False),
        fill(emblem, accent, "plain", ink=0.4, casts=False),
    ]
    for at, half, weight in ((0.4, 0.55, 1.5), (0.26, 0.4, 0.8), (0.17, 0.46, 0.8)):
        marks.append(
            Line(front(radius, low + tall * at, -radius * half, radius * half, tilt), weight, written, 0.8, even=True)
        )
    return marks


_TRIGGER: Knots = (
    (-0.06, 0.7, 1), (-0.065, 0.8, 1), (-0.03, 0.83, 1), (0.13, 0.83, 1), (0.15, 0.77, 1), (0.08, 0.755, 1),
    (0.1, 0.66, 1), (0.085, 0.66, 1), (0.05, 0.73), (0.05, 0.7, 1),
)
"""The head of a spray bottle."""


def _top(kind: str, profile: Knots, look: Look) -> list[Mark]:
    neck, mouth = profile[-1][0], profile[-1][1]
    dark = look.part("cap", _CAPS.get(kind, "#35333a"))
    if kind == "lotion":
        return _pump(neck, mouth, look)
    if kind == "dropper":
        collar = turned(((neck * 1.1, mouth - 0.01), (neck * 1.1, mouth + 0.1)), look.tilt)
        bulb = turned(
            ((neck * 0.62, mouth + 0.1), (neck * 0.66, mouth + 0.2), (neck * 0.5, mouth + 0.26), (0.02, mouth + 0.285)),
            look.tilt,
        )
        return [fill(bulb, from_hex("#3a383d"), "round"), fill(collar, look.part("cap", "#c9a75c"), "round")]
    if kind == "spray":
        return [fill(curve(_TRIGGER), look.part("cap", "#f0ece4"), "flat")]
    if kind == "water":
        cap = turned(((neck * 1.08, mouth - 0.01), (neck * 1.08, mouth + 0.1)), look.tilt)
        loop = (ellipse(0, mouth + 0.15, 0.075, 0.07), ellipse(0, mouth + 0.15, 0.05, 0.045))
        return [Shape(loop, dark, "flat"), fill(cap, dark, "round")]
    if kind == "oil":
        spout = curve(
            [
                (-0.012, mouth, 1), (-0.01, mouth + 0.07), (0.03, mouth + 0.105, 1), (0.04, mouth + 0.09, 1),
                (0.014, mouth + 0.06), (0.014, mouth, 1),
            ]
        )
        cap = turned(((neck * 1.16, mouth - 0.05), (neck * 1.16, mouth + 0.012)), look.tilt)
        return [fill(spout, from_hex("#b9bec6"), "flat", ink=0.8), fill(cap, dark, "round")]
    if kind == "milk":
        return []
    low = mouth - (0.17 if kind == "wine" else 0.02 if kind == "whisky" else 0.03)
    wide = neck * (1.06 if kind == "wine" else 1.25)
    return [
        fill(
            turned(((wide, low), (wide, mouth + (0.1 if kind in ("whisky", "plain") else 0.015))), look.tilt),
            dark,
            "round",
        )
    ]


def _pump(neck: float, mouth: float, look: Look) -> list[Mark]:
    dark = look.part("cap", "#3c3a3e")
    stem = box(-0.014, mouth + 0.05, 0.014, mouth + 0.16)
    head = curve(
        [
            (-0.05, mouth + 0.21, 1),
            (-0.05, mouth + 0.16, 1),
            (0.05, mouth + 0.16, 1),
            (0.06, mouth + 0.17),
            (0.15, mouth + 0.15, 1),
            (0.155, mouth + 0.175, 1),
            (0.08, mouth + 0.21, 1),
        ]
    )
    collar = turned(((neck * 1.15, mouth - 0.02), (neck * 1.15, mouth + 0.07)), look.tilt)
    return [fill(stem, dark, "flat", ink=0.7), fill(head, dark, "flat"), fill(collar, dark, "round")]


def _sheen(profile: Knots, look: Look, strong: bool = True) -> list[Mark]:
    """The window in the glass: a bright strip down the lit side, a thin one on the other."""
    side = -1.0 if look.side <= 0 else 1.0
    line = curve(profile, closed=False)
    tall = line[line[:, 1] < line[-1, 1] * 0.97]
    top = tall[tall[:, 1] > tall[-1, 1] * 0.05]
    marks: list[Mark] = []
    for outer, inner, opacity in ((0.80, 0.60, 0.5 if strong else 0.22), (-0.84, -0.78, 0.28 if strong else 0.1)):
        outer_edge = np.stack([side * top[:, 0] * outer, top[:, 1] - look.tilt * top[:, 0] * 0.45], axis=1)
        inner_edge = np.stack([side * top[:, 0] * inner, top[:, 1] - look.tilt * top[:, 0] * 0.6], axis=1)
        marks.append(
            fill(np.vstack([outer_edge, inner_edge[::-1]]), WHITE, "lamp", ink=0, opacity=opacity, casts=False)
        )
    return marks


def _perfume(look: Look) -> Drawing:
    """A heavy block of glass with a small neck and a square cap."""
    held = look.colour or look.contents or from_hex("#e0b98a")
    side = -1.0 if look.side <= 0 else 1.0
    glass = mix(held, WHITE, 0.62)
    block, inner = box(-0.29, 0, 0.29, 0.6, 0.035), box(-0.24, 0.065, 0.24, 0.5, 0.03)
    lid = look.part("cap", "#2f2c30")
    gold = from_hex("#c8a052")
    facet = curve([(side * 0.27, 0.04, 1), (side * 0.27, 0.56, 1), (side * 0.2, 0.56, 1), (side * 0.12, 0.04, 1)])
    return (
        fill(block, glass, "flat", ink=1.2, opacity=0.95),
        fill(inner, held, "flat", ink=0.5, shade=0.8, casts=False),
        fill(box(-0.24, 0.46, 0.24, 0.5, 0.01), tone(held, 0.12), "plain", ink=0, opacity=0.8, casts=False),
        fill(box(-0.07, 0.6, 0.07, 0.655), gold, "round", ink=0.8),
        fill(box(-0.12, 0.655, 0.12, 0.90, 0.015), lid, "flat", ink=1.1),
        fill(box(-0.12, 0.655, 0.12, 0.69), gold, "round", ink=0.5, casts=False),
        fill(box(-0.13, 0.18, 0.13, 0.36), PAPER, "flat", ink=0.5, shade=0.6, casts=False),
        Line(segment(-0.075, 0.30, 0.075, 0.30), 1.5, from_hex("#4a4038"), 0.85, even=True),
        Line(segment(-0.05, 0.25, 0.05, 0.25), 0.8, from_hex("#4a4038"), 0.7, even=True),
        fill(facet, WHITE, "lamp", ink=0, opacity=0.3, casts=False),
        fill(box(side * 0.09, 0.71, side * 0.065, 0.885), WHITE, "lamp", ink=0, opacity=0.4, casts=False),
    )


def jar(look: Look) -> Drawing:
    """A jar; a candle burns in its glass."""
    if look.kind == "candle":
        return _candle(look)
    low = look.kind == "cream"
    tall = 0.42 if low else 0.62
    profile: Knots = (
        (0.27, 0.0),
        (0.3, 0.03),
        (0.3, tall * 0.82),
        (0.285, tall * 0.93),
        (0.26, tall),
        (0.26, tall + 0.01),
    )
    usual = {"honey": "#d9962f", "jam": "#a52c40", "cream": "#efe2d4"}.get(look.kind, "#cfe0da")
    held = look.contents if look.contents and look.kind != "cream" else look.or_colour(usual)
    paper = look.part("label", "#f4ecdb" if lightness(held) < 0.86 else "#53685c")
    lid = turned(((0.275, tall - 0.01), (0.28, tall + 0.02), (0.28, tall + (0.2 if low else 0.13))), look.tilt)
    rim = ellipse(0, tall + (0.2 if low else 0.13), 0.25, max(0.006, 0.25 * look.tilt))
    cap = look.part("cap", "#d9b36b" if look.kind != "cream" else "#f6f1e8")
    return (
        fill(turned(profile, look.tilt), held, "round", ink=1.15),
        *label(0.304, tall * 0.2, tall * 0.74, look.tilt, paper, look.accent or mix(held, from_hex("#b4552f"), 0.5)),
        fill(lid, cap, "round"),
        fill(rim, tone(cap, 0.04), "plain", ink=0.4, casts=False),
        *_sheen(profile, look),
    )


def _candle(look: Look) -> Drawing:
    glass: Knots = ((0.25, 0.0), (0.27, 0.02), (0.27, 0.55), (0.27, 0.56))
    wax = look.or_colour("#efe0cc")
    rim = max(0.012, 0.27 * look.tilt)
    flame = curve([(0, 0.7, 1), (0.035, 0.62), (0.03, 0.57), (0, 0.55), (-0.03, 0.57), (-0.03, 0.62)])
    return (
        fill(turned(glass, look.tilt), mix(wax, WHITE, 0.4), "round", ink=1.1, opacity=0.95),
        fill(ellipse(0, 0.56, 0.27, rim), mix(wax, from_hex("#7a5a44"), 0.35), "plain", ink=0.8, casts=False),
        fill(ellipse(0, 0.52, 0.24, rim * 0.85), mix(wax, from_hex("#ffd88a"), 0.6), "plain", ink=0.3, casts=False),
        *label(0.273, 0.12, 0.4, look.tilt, look.part("label", "#f8f2e6"), look.accent or from_hex("#b98a5c")),
        Line(segment(0, 0.51, 0, 0.57), 1.0),
        Glow(0, 0.62, 0.75, from_hex("#ffb35a"), 0.55),
        fill(flame, from_hex("#ffd169"), "lamp", ink=0.4, casts=False),
        fill(flame * (0.5, 0.55) + (0, 0.26), from_hex("#fff6d8"), "lamp", ink=0, casts=False),
        *_sheen(glass, look),
    )


def can(look: Look) -> Drawing:
    """A drinks can with a bare rim and a bold band."""
    skin = look.or_colour("#c8463a")
    band = look.accent or mix(skin, PAPER, 0.85)
    metal = from_hex("#c3c7cc")
    t = look.tilt
    body: Knots = ((0.17, 0.0), (0.2, 0.05), (0.2, 0.62), (0.175, 0.69), (0.175, 0.7))
    wave = np.vstack(
        [
            front(0.2, 0.42, -0.199, 0.199, t),
            (front(0.2, 0.22, -0.199, 0.199, t) + np.array([[0, 0.04 * np.sin(i / 13 * 6.3)] for i in range(14)]))[
                ::-1
            ],
        ]
    )
    return (
        fill(turned(((0.168, 0.0), (0.18, 0.03)), t), metal, "round"),
        fill(turned(body, t), skin, "round", ink=1.15),
        fill(wave, band, "round", ink=0.4, casts=False),
        fill(ellipse(0, 0.545 - t * 0.2, 0.05, 0.05), band, "plain", ink=0.4, casts=False),
        fill(turned(((0.175, 0.69), (0.168, 0.72)), t), metal, "round", ink=0.8),
        fill(ellipse(0, 0.72, 0.16, max(0.006, 0.16 * t)), tone(metal, -0.1), "plain", ink=0.6, casts=False),
        fill(ellipse(0.01, 0.722, 0.05, max(0.003, 0.045 * t)), metal, "plain", ink=0.6, casts=False),
        *_sheen(body, look),
    )


def tube(look: Look) -> Drawing:
    """A tube standing on its cap; a lipstick stands open."""
    if look.kind == "lipstick":
        return _lipstick(look)
    skin = look.or_colour("#e3d3c0")
    accent = look.accent or mix(skin, from_hex("#5d7a6c"), 0.7)
    body = curve([(-0.14, 0.16, 1), (-0.155, 0.4), (-0.175, 0.93, 1), (0.175, 0.93, 1), (0.155, 0.4), (0.14, 0.16, 1)])
    crimp = box(-0.178, 0.925, 0.178, 1.0)
    cap = turned(((0.115, 0.0), (0.12, 0.02), (0.12, 0.17)), look.tilt)
    folds: list[Mark] = [Line(segment(x, 0.935, x, 0.992), 0.5, opacity=0.5) for x in np.linspace(-0.16, 0.16, 12)]
    written = from_hex("#4a4038") if lightness(skin) > 0.6 else PAPER
    return (
        fill(cap, look.part("cap", "#f4efe6"), "round"),
        fill(body, skin, "round", ink=1.15),
        fill(crimp, tone(skin, -0.03), "flat", ink=0.8),
        *folds,
        fill(box(-0.152, 0.3, 0.152, 0.38), accent, "round", ink=0, casts=False),
        fill(ellipse(0, 0.72, 0.05, 0.05), accent, "plain", ink=0.4, casts=False),
        Line(segment(-0.09, 0.6, 0.09, 0.6), 1.6, written, 0.8, even=True),
        Line(segment(-0.065, 0.54, 0.065, 0.54), 0.8, written, 0.7, even=True),
        *_sheen(((0.14, 0.17), (0.155, 0.4), (0.17, 0.92)), look, strong=False),
    )


def _lipstick(look: Look) -> Drawing:
    shade = look.or_colour("#b8283c")
    t = look.tilt
    gold, case = from_hex("#cfa75a"), look.part("cap", "#2d2a2f")
    slant = curve(
        [(-0.075, 0.55, 1), (-0.075, 0.82), (-0.05, 0.9), (0.0, 0.94), (0.06, 0.9), (0.075, 0.8), (0.075, 0.55, 1)]
    )
    return (
        fill(slant, shade, "round", ink=1.1),
        fill(turned(((0.085, 0.4), (0.085, 0.58)), t), gold, "round"),
        fill(turned(((0.11, 0.0), (0.115, 0.02), (0.115, 0.42)), t), case, "round", ink=1.15),
        fill(turned(((0.117, 0.36), (0.117, 0.4)), t), gold, "round", ink=0.5, casts=False),
        *_sheen(((0.11, 0.02), (0.115, 0.2), (0.115, 0.41)), look),
    )
