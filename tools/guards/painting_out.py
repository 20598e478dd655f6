"""Words painted out of a picture, from what is round them. On a plain ground nothing is seen of it; a pattern gets soft
there, and what stood behind the letters is a guess."""

import cv2
import numpy as np

from store.covers import Zone
from tools.camera.saliency import Map, Pixels, lab_of

_TIGHT, _ROOM = 0.12, 0.35
"""Room round a line in which letters are looked for, and from which they are painted over, in heights of the line."""
_LEAST = 6.0
"""Least difference from the ground, in Lab, for a pixel to belong to a letter."""
_ROUGH = 4.0
"""Spread of the ground's lightness above which it is a pattern."""

Mask = np.ndarray


def without_words(picture: Pixels, zones: tuple[Zone, ...]) -> tuple[Pixels, bool]:
    """A picture (BGR) without the words in `zones` (shares of it), and whether their ground is plain."""
    made, plain = picture.copy(), True
    for zone in zones:
        tight, wide = _box(zone, _TIGHT, picture), _box(zone, _ROOM, picture)
        letters, smooth = _letters(picture[tight])
        mask = np.zeros(picture.shape[:2], np.uint8)
        mask[tight] = letters
        reach = max(3, round(0.12 * letters.shape[0]))
        piece, there = (np.ascontiguousarray(whole[wide]) for whole in (made, mask))
        made[wide] = cv2.inpaint(piece, there, reach, cv2.INPAINT_TELEA)
        plain = plain and smooth
    return made, plain


def _box(zone: Zone, room: float, picture: Pixels) -> tuple[slice, slice]:
    height, width = picture.shape[:2]
    left, top, right, bottom = zone
    more = room * (bottom - top) * height + 1
    return (
        slice(max(0, round(top * height - more)), min(height, round(bottom * height + more))),
        slice(max(0, round(left * width - more)), min(width, round(right * width + more))),
    )


def _letters(piece: Pixels) -> tuple[Mask, bool]:
    """The letters of one line of text, a little grown, as a mask (1 is a letter); and whether the ground is plain."""
    lab = lab_of(piece)
    # A median as wide as the line is high sees past strokes, which are thin.
    reach = min(max(3, piece.shape[0] // 2 * 2 - 1), 255)
    ground = lab_of(np.asarray(cv2.medianBlur(np.ascontiguousarray(piece), reach), np.uint8))
    apart: Map = np.linalg.norm(lab - ground, axis=-1)
    cut, _ = cv2.threshold(np.clip(apart * 3, 0, 255).astype(np.uint8), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    marks = _inside((apart > max(_LEAST, 0.5 * cut / 3)).astype(np.uint8))
    edge = max(2, round(0.05 * piece.shape[0]))
    grown = cv2.dilate(marks, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * edge + 1, 2 * edge + 1)))
    rest = lab[..., 0][grown == 0]
    return np.asarray(grown, np.uint8), bool(rest.size) and float(np.std(rest)) < _ROUGH


def _inside(marks: Mask) -> Mask:
    """The marks that do not reach the edge: what does is the border of a label, or what lies behind it."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    height, width = marks.shape
    left, top, across, down = (stats[:, place] for place in range(4))
    kept = (left > 0) & (top > 0) & (left + across < width) & (top + down < height)
    kept[0] = False
    return kept[labels].astype(np.uint8)
