"""Packaging: a carton, a gift, a book, a pouch."""

from tools.sketch.curves import Points, box, curve, ellipse, polygon, segment
from tools.sketch.look import Look
from tools.sketch.marks import Drawing, Line, Mark, fill
from tools.sketch.palette import PAPER, WHITE, from_hex, lightness, mix, tone

# fmt: off
# Outlines read better as rows of points than as one point a line.


def carton(look: Look) -> Drawing:
    """A box seen over its corner; wrapped with a ribbon when it is a gift; a book lies or stands."""
    if look.kind == "book":
        return _book(look)
    gift = look.kind == "gift"
    skin = look.or_colour("#c8452f" if gift else "#c69a66")
    t = look.tilt
    lift = 0.10 + t * 0.42
    turn = 0.22
    front_face = polygon([(-0.36, 0.02), (turn, 0.0), (turn, 0.60), (-0.36, 0.62)])
    side_face = polygon([(turn, 0.0), (0.48, lift * 0.55 + 0.01), (0.48, 0.60 + lift * 0.5), (turn, 0.60)])
    lid = polygon([(-0.36, 0.62), (turn, 0.60), (0.48, 0.60 + lift * 0.5), (-0.06, 0.63 + lift * 0.55)])
    lit_left = look.side <= 0
    faces: list[Mark] = [
        fill(lid, tone(skin, 0.05), "flat", ink=1.0, shade=0.3),
        fill(side_face, tone(skin, -0.10 if lit_left else 0.03), "flat", ink=1.1, shade=1.0 if lit_left else 0.4),
        fill(front_face, skin if lit_left else tone(skin, -0.08), "flat", ink=1.15, shade=0.6),
    ]
    if gift:
        return (*faces, *_ribbon(look, lift))
    written = from_hex("#4a3a2c") if lightness(skin) > 0.55 else PAPER
    accent = look.accent or mix(skin, from_hex("#39524a"), 0.75)
    tape = polygon([(-0.11, 0.612), (-0.03, 0.609), (0.245, 0.615 + lift * 0.52), (0.17, 0.618 + lift * 0.53)])
    return (
        *faces, fill(tape, tone(skin, 0.13), "plain", ink=0.4, casts=False),
        fill(
            box(-0.25, 0.25, 0.11, 0.48, 0.01), look.part("label", "#f3ead6"), "flat", ink=0.5, shade=0.4, casts=False,
        ),
        fill(ellipse(-0.07, 0.405, 0.04, 0.04), accent, "plain", ink=0.4, casts=False),
        Line(segment(-0.18, 0.335, 0.04, 0.335), 1.5, written, 0.8, even=True),
        Line(segment(-0.14, 0.295, 0.0, 0.295), 0.8, written, 0.7, even=True),
    )


def _ribbon(look: Look, lift: float) -> list[Mark]:
    tape = look.parts.get("ribbon") or look.accent or from_hex("#f2e3c4")
    middle = 0.62 + lift * 0.3

    def loop(s: float) -> Points:
        return curve(
            [(0.02, middle, 1), (s * 0.13, middle + 0.14), (s * 0.24, middle + 0.11), (s * 0.2, middle + 0.02)]
        )

    def tail(s: float) -> Points:
        return curve(
            [(0.02, middle, 1), (s * 0.12, middle - 0.04), (s * 0.17, middle - 0.13, 1), (s * 0.11, middle - 0.12, 1)]
        )

    return [
        fill(
            polygon([(-0.115, 0.012), (-0.025, 0.008), (-0.025, 0.608), (-0.115, 0.612)]), tape, "flat", ink=0.6,
            casts=False,
        ),
        fill(
            polygon(
                [(0.33, lift * 0.30), (0.385, lift * 0.38), (0.385, 0.60 + lift * 0.34), (0.33, 0.60 + lift * 0.24)]
            ),
            tone(tape, -0.08), "flat", ink=0.6, casts=False,
        ),
        fill(
            polygon([(-0.115, 0.612), (-0.025, 0.608), (0.25, 0.615 + lift * 0.52), (0.165, 0.618 + lift * 0.53)]),
            tape, "plain", ink=0.6, casts=False,
        ),
        fill(
            polygon(
                [
                    (-0.22, 0.622 + lift * 0.26), (-0.15, 0.622 + lift * 0.36), (0.385, 0.60 + lift * 0.34),
                    (0.33, 0.60 + lift * 0.24),
                ]
            ),
            tape, "plain", ink=0.6, casts=False,
        ),
        fill(tail(-1), tape, "flat", ink=0.8), fill(tail(1.25), tape, "flat", ink=0.8), fill(loop(-1), tape, "flat"),
        fill(loop(1.2), tape, "flat"),
        fill(ellipse(0.025, middle + 0.01, 0.05, 0.042), tone(tape, -0.03), "flat", ink=0.9),
    ]


def _book(look: Look) -> Drawing:
    skin = look.or_colour("#3f5f73")
    accent = look.accent or from_hex("#e8c98a")
    spine = polygon([(-0.36, 0.0), (-0.28, 0.02), (-0.28, 0.80), (-0.36, 0.78)])
    cover = polygon([(-0.28, 0.02), (0.30, -0.02), (0.30, 0.76), (-0.28, 0.80)])
    pages = polygon([(-0.33, 0.787), (-0.28, 0.80), (0.30, 0.76), (0.34, 0.785), (-0.2, 0.825)])
    return (
        fill(pages, from_hex("#f1e9d8"), "flat", ink=0.8), fill(spine, tone(skin, -0.07), "flat"),
        fill(cover, skin, "flat", ink=1.15),
        fill(
            polygon([(-0.2, 0.50), (0.22, 0.475), (0.22, 0.66), (-0.2, 0.69)]), tone(skin, 0.06), "plain", ink=0.5,
            casts=False,
        ),
        Line(segment(-0.14, 0.62, 0.16, 0.60), 2.2, accent, 0.95, even=True),
        Line(segment(-0.1, 0.56, 0.12, 0.545), 1.3, accent, 0.9, even=True),
        fill(ellipse(0.01, 0.25, 0.11, 0.11), accent, "plain", ink=0.5, casts=False),
        Line(segment(-0.06, 0.09, 0.1, 0.08), 1.0, accent, 0.8, even=True),
    )


def pouch(look: Look) -> Drawing:
    """A stand-up bag with a folded top."""
    skin = look.or_colour("#7a5a43")
    body = curve(
        [
            (-0.27, 0.02, 1), (-0.3, 0.3), (-0.285, 0.6), (-0.26, 0.86, 1), (0.26, 0.86, 1), (0.285, 0.6), (0.3, 0.3),
            (0.27, 0.02, 1), (0, -0.03),
        ]
    )
    paper = look.part("label", "#f3ead6" if lightness(skin) < 0.8 else "#51655b")
    written = from_hex("#4a4038") if lightness(paper) > 0.6 else PAPER
    accent = look.accent or mix(skin, from_hex("#c9773f"), 0.6)
    return (
        fill(body, skin, "flat", ink=1.15), fill(box(-0.262, 0.85, 0.262, 0.95), tone(skin, -0.05), "flat"),
        Line(segment(-0.25, 0.81, 0.25, 0.81), 0.8, opacity=0.6, even=True),
        Line(curve([(-0.24, 0.78), (-0.2, 0.6), (-0.235, 0.42)], closed=False), 1.0, opacity=0.5),
        Line(curve([(0.22, 0.2), (0.25, 0.12), (0.2, 0.05)], closed=False), 1.0, opacity=0.5),
        fill(box(-0.19, 0.22, 0.19, 0.66, 0.012), paper, "flat", ink=0.55, shade=0.5, casts=False),
        fill(ellipse(0, 0.53, 0.075, 0.075), accent, "plain", ink=0.4, casts=False),
        Line(segment(-0.12, 0.40, 0.12, 0.40), 1.7, written, 0.85, even=True),
        Line(segment(-0.085, 0.34, 0.085, 0.34), 0.8, written, 0.7, even=True),
        Line(segment(-0.1, 0.29, 0.1, 0.29), 0.8, written, 0.7, even=True),
        fill(
            curve(
                [(look.side * 0.29, 0.3), (look.side * 0.265, 0.7), (look.side * 0.225, 0.7), (look.side * 0.245, 0.3)]
            ),
            WHITE, "lamp", ink=0, opacity=0.22, casts=False,
        ),
    )
