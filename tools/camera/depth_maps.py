"""How near the parts of a still are: worked out smoothly, from a given picture, or from a depth model.

The smooth depth is a far wall, a ramp of the ground and a wide bump over the subject: it has no edges, so nothing
tears, and where it is wrong nobody sees it. Whatever the source, a depth that bends the picture is softened until no
part of it is stretched more than the parallax allows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from store.errors import MediaMissing
from store.looks import Background
from store.scene import Shot
from tools.camera.depth_model import model_path, modelled_depth
from tools.camera.finding import Subject, find_subject
from tools.camera.framing import small_picture
from tools.camera.grid import Float32s, Points
from tools.camera.moves import Floats
from tools.camera.parallax import parallax_moves, steepest_depth
from tools.camera.picture import picture_identity, picture_size, read_picture
from tools.planes import U8

_SIDE = 320
"""Longest side of a depth, in its own pixels."""
_SOFT = 0.06
"""Of the longest side: the blur of the smooth depth."""
_HORIZON, _RISE = 0.35, 1.1
"""Of the height: where the ground begins in most pictures; and how its nearness grows from there."""


_FAR = Background(color="#000000")
"""What is transparent in a given depth map or mask is far."""


@dataclass(frozen=True, eq=False)
class DepthMap:
    """Depth of a still of `width` x `height` pixels: values (h, w), 0 is farthest, 1 is nearest."""

    values: Float32s
    width: int
    height: int

    def at(self, points: Points) -> Floats:
        """The depth at points of the still, in pixels from its upper left corner."""
        rows, columns = self.values.shape
        x = (points[0] * (columns / self.width) - 0.5).astype(np.float32)
        y = (points[1] * (rows / self.height) - 0.5).astype(np.float32)
        found = cv2.remap(self.values, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(found, np.float64)


def depth_of(shot: Shot, still: Path, media: Mapping[str, Path], frame_width: float, ratio: float = 1.0) -> DepthMap:
    """The depth of a shot's still, smooth where nothing is said. frame_width: of the base framing, in still pixels;
    ratio: the frame's width over its height.

    Raises MediaMissing, RenderFailed.
    """
    width, height = picture_size(still)
    source = shot.depth.source if shot.depth else "smooth"
    given = None
    if source == "map" and shot.depth and shot.depth.media:
        given = media.get(shot.depth.media)
        if given is None or not given.exists():
            raise MediaMissing(
                "The depth map of this film is no longer on disk. Nothing was changed; upload it again, or say “smooth "
                "depth”."
            )
    of_given = None if given is None else picture_identity(given)
    values = _depth(picture_identity(still), source, of_given, model_path() if source == "model" else "")
    if shot.depth and (moves := parallax_moves(shot)):
        depth_pixels_across_frame = frame_width * max(values.shape) / max(width, height)
        values = softened(values, steepest_depth(moves, shot.depth.amount, ratio) / depth_pixels_across_frame)
    return DepthMap(values, width, height)


def subject_depth(shot: Shot, still: Path, media: Mapping[str, Path]) -> float:
    """How near the subject of a shot's still is. Raises MediaMissing, RenderFailed."""
    depth = depth_of(shot, still, media, frame_width=picture_size(still)[0])
    box = find_subject(small_picture(still)).box
    rows, columns = depth.values.shape
    # The middle of the box: its rim is ground.
    top, bottom = (box.top * 3 + box.bottom) / 4, (box.top + box.bottom * 3) / 4
    left, right = (box.left * 3 + box.right) / 4, (box.left + box.right * 3) / 4
    inner = depth.values[
        int(top * rows) : max(int(top * rows) + 1, round(bottom * rows)),
        int(left * columns) : max(int(left * columns) + 1, round(right * columns)),
    ]
    return float(np.median(inner))


@lru_cache(maxsize=8)
def _depth(still: tuple[str, int, int], source: str, given: tuple[str, int, int] | None, model: str) -> Float32s:
    """The depth as its source gives it. The identities of the files are the key."""
    del model
    if given is not None:
        return map_depth(read_picture(Path(given[0]), ground=_FAR))
    picture = small_picture(Path(still[0]))
    return modelled_depth(picture, _SIDE) if source == "model" else smooth_depth(picture)


def smooth_depth(bgr: U8) -> Float32s:
    """A far wall (or sky) above, a ramp of the ground below it, from there to the near bottom; the subject stands
    upright on it, as near as the place where it stands."""
    subject = find_subject(bgr)
    rows, columns = _shape(bgr)
    ramp = _ground(np.linspace(0, 1, rows, dtype=np.float32)[:, None])
    body = _body(subject, rows, columns)
    depth = ramp * (1 - body) + body * float(_ground(np.array([min(1.0, subject.box.bottom)], np.float32))[0])
    soft = cv2.GaussianBlur(depth, (0, 0), _SOFT * max(rows, columns))
    low, high = float(soft.min()), float(soft.max())
    return np.asarray((soft - low) / max(high - low, 1e-6), np.float32)


def _ground(down: Float32s) -> Float32s:
    """How near the ground is, `down` from the top of the picture (0..1): what is above is all equally far."""
    return np.asarray(np.clip((down - _HORIZON) / (1 - _HORIZON), 0, 1) ** _RISE, np.float32)


def _body(subject: Subject, rows: int, columns: int) -> Float32s:
    """0..1: high over the subject's box, falling away round it; low where no subject is sure."""
    box = subject.box
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    across, down = max(0.1, (box.right - box.left) * 0.6), max(0.1, (box.bottom - box.top) * 0.6)
    middle_x, middle_y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    distance = (((x + 0.5) / columns - middle_x) / across) ** 2 + (((y + 0.5) / rows - middle_y) / down) ** 2
    return np.asarray(min(1.0, 1.5 * subject.confidence) * np.exp(-(distance**2)), np.float32)


def map_depth(bgr: U8) -> Float32s:
    """A given depth map or mask: white is near. Stretched to the whole range, unless it is all one grey."""
    rows, columns = _shape(bgr)
    grey = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (columns, rows), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    low, high = float(small.min()), float(small.max())
    return np.asarray((small - low) / (high - low) if high - low > 0.02 else small, np.float32)


def softened(values: Float32s, steepest: float) -> Float32s:
    """The depth blurred just so far that it rises by at most `steepest` from one of its pixels to the next."""
    sigma, soft = 0.0, values
    while slope(soft) > steepest and sigma < max(values.shape):
        sigma = max(1.0, sigma * 1.25)
        soft = np.asarray(cv2.GaussianBlur(values, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE), np.float32)
    return soft


def slope(values: Float32s) -> float:
    """The steepest rise of a depth from one of its pixels to the next."""
    across, down = np.diff(values, axis=1)[:-1], np.diff(values, axis=0)[:, :-1]
    return float(np.hypot(across, down).max(initial=0.0))


def _shape(bgr: U8) -> tuple[int, int]:
    """Rows and columns of the depth of a picture."""
    height, width = bgr.shape[:2]
    scale = min(1.0, _SIDE / max(height, width))
    return max(2, round(height * scale)), max(2, round(width * scale))
