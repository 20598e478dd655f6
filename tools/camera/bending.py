"""Where the pixels of a frame lie on its picture when near parts pass far ones: for stills and takes alike."""

from dataclasses import dataclass

from store.camera_paths import whole_path
from store.scene import Shot
from tools.camera.depth_maps import DepthMap
from tools.camera.grid import FrameSize, Points, Sites, grid_points, through
from tools.camera.moves import Floats
from tools.camera.parallax import bent, parallax_moves


@dataclass(frozen=True)
class FrameForm:
    """Pixels, and frames a second."""

    width: int
    height: int
    frame_rate: int


class Bending:
    """Bends the frames of a shot by the depth of its picture. ratio: the frame's width over its height."""

    def __init__(self, shot: Shot, form: FrameForm, ratio: float, depth: DepthMap) -> None:
        self._form, self._ratio, self._depth = form, ratio, depth
        self._first = round(whole_path(shot)[1] * form.frame_rate)
        self._moves, self._amount = parallax_moves(shot), shot.depth.amount if shot.depth else 0.0

    @property
    def bends(self) -> bool:
        """Whether any frame is bent at all; a focus needs the sites alone."""
        return bool(self._moves)

    def sites(self, view: Floats, frame: int) -> Sites:
        """Where the grid of a frame lies on the picture, which it would see flat through `view`."""
        size = FrameSize(self._form.width, self._form.height)
        luma, chroma = (self._bent(grid_points(size, shift), view, frame) for shift in (0.0, -0.5))
        return Sites(luma, chroma)

    def _bent(self, points: Points, view: Floats, frame: int) -> Points:
        if not self._moves:
            return through(view, points)
        depth = self._depth.at(through(view, points))
        width, height = self._form.width, self._form.height
        x, y = (points[0] + 0.5) / width - 0.5, ((points[1] + 0.5) - height / 2) / width
        at_s = (self._first + frame) / self._form.frame_rate
        to_x, to_y = bent(x, y, depth, self._moves, self._amount, at_s, self._ratio)
        return through(view, ((to_x + 0.5) * width - 0.5, to_y * width + height / 2 - 0.5))
