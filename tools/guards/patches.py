"""A piece of a still that can lie over a take: its picture with soft edges, and its way through the take."""

import json
from pathlib import Path

import cv2
import numpy as np

from store.covers import Zone
from tools.camera.saliency import Pixels
from tools.guards.alignment import laid_over
from tools.guards.following import Way, followed
from tools.guards.frames import sampled
from tools.guards.painting_out import without_words

_SOFT = 0.35
"""Width of the soft edge, in heights of the words."""
_TIGHT = 0.08
"""So much of the picture round the words is wholly the still's, in heights of the words."""


def patch_of(still: Pixels, clip: Path, zone: Zone, *, letters: bool, folder: Path, name: str) -> tuple[Way, bool]:
    """Write a patch for the words at `zone` (of the clip's first frame) as `name.png` and `name.json` in `folder`.

    still: as the clip frames it, BGR. letters: with the still's own; else they are painted out. Answers the patch's
    way, and whether the ground of the words is plain. Raises RenderFailed for a clip that cannot be decoded.
    """
    inner = _in_still(still, clip, zone)
    outer = _grown(inner, _SOFT + _TIGHT, still)
    shown, plain = (still, True) if letters else without_words(still, (inner,))
    (folder / f"{name}.png").write_bytes(cv2.imencode(".png", _cut(shown, inner, outer))[1].tobytes())
    way = followed(still, clip, outer, _grown(inner, _TIGHT, still))
    track = {
        "times_s": way.times_s.round(4).tolist(), "corners": way.corners.round(5).tolist(),
        "there": way.there.tolist(), "light": way.light.round(2).tolist(),
    }  # fmt: skip
    (folder / f"{name}.json").write_text(json.dumps(track, separators=(",", ":")))
    return way, plain


def _in_still(still: Pixels, clip: Path, zone: Zone) -> Zone:
    """The zone of a clip's first frame, in the still."""
    height, width = still.shape[:2]
    frame = np.asarray(cv2.resize(sampled(clip, 1, 1280)[0].picture, (width, height)), np.uint8)
    over = laid_over(frame, still)
    left, top, right, bottom = zone
    corners = np.array([[left, top], [right, bottom]]) * np.array([width, height])
    back = np.linalg.inv(np.vstack([over.matrix, [0, 0, 1]]))
    (x0, y0), (x1, y1) = corners @ back[:2, :2].T + back[:2, 2]
    return _clipped(x0 / width, y0 / height, x1 / width, y1 / height)


def _grown(zone: Zone, share: float, still: Pixels) -> Zone:
    """A zone with room round it, in its own heights."""
    left, top, right, bottom = zone
    down = share * (bottom - top)
    across = down * still.shape[0] / still.shape[1]
    return _clipped(left - across, top - down, right + across, bottom + down)


def _clipped(*edges: float) -> Zone:
    left, top, right, bottom = (min(1.0, max(0.0, float(edge))) for edge in edges)
    return left, top, right, bottom


def _cut(still: Pixels, inner: Zone, outer: Zone) -> Pixels:
    """The outer zone as a picture with alpha (BGRA), clear at its edge and solid where the words are."""
    height, width = still.shape[:2]
    left, top, right, bottom = (round(edge * side) for edge, side in zip(outer, (width, height) * 2, strict=True))
    piece = still[top:bottom, left:right]
    room = (
        inner[0] * width - left, inner[1] * height - top, right - inner[2] * width, bottom - inner[3] * height
    )  # fmt: skip
    x = _ramp(piece.shape[1], room[0], room[2])
    y = _ramp(piece.shape[0], room[1], room[3])
    alpha = np.round(255 * np.minimum(y[:, None], x[None])).astype(np.uint8)
    return np.dstack([piece, alpha])


def _ramp(size: int, before: float, after: float) -> np.ndarray:
    """From 0 at both ends to 1 where the words begin, but for the little that is wholly the still's; smooth."""
    solid = _SOFT / (_SOFT + _TIGHT)
    place = np.arange(size) + 0.5
    rise = np.minimum(place / max(1.0, solid * before), (size - place) / max(1.0, solid * after))
    share = np.clip(rise, 0, 1)
    return share * share * (3 - 2 * share)
