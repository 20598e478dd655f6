"""A shot that shows its still: plates seen through the path, bent by parallax, focused and shaded, frame by frame."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from store.camera_paths import whole_path
from store.errors import BadUpload, MediaMissing, RenderFailed
from store.scene import AspectRatio, Look, Shot
from tools.camera.bending import Bending, FrameForm
from tools.camera.blend import copy_into
from tools.camera.cube import Cube, read_cube
from tools.camera.depth_maps import DepthMap, depth_of
from tools.camera.framing import plan_shot
from tools.camera.grade import Laid
from tools.camera.grid import sample_frame
from tools.camera.interruptible import GoOn, interruptible, uninterrupted
from tools.camera.moves import Floats
from tools.camera.parallax import parallax_moves
from tools.camera.path import frame_corners
from tools.camera.picture import picture_identity
from tools.camera.plate import LaidLut, Plates, Wanted, frame_widths, levels_between
from tools.camera.rack_focus import RackFocus
from tools.camera.shading import Levels, Mixture, Shade, Shading
from tools.camera.warp import pixel_views, warp_frame
from tools.pictures.cut_outs import on_background
from tools.planes import Planes


class StillShot:
    """Draws any frame of a shot from its still. `go_on` is asked while something takes long.

    Raises MediaMissing, RenderFailed, and what `go_on` raises.
    """

    def __init__(
        self, shot: Shot, ratio: AspectRatio, frames: int, form: FrameForm, still: Path, plates: Plates,
        media: Mapping[str, Path], cache_dir: Path, go_on: GoOn = uninterrupted,
    ) -> None:  # fmt: skip
        plan = interruptible(lambda: plan_shot(shot, ratio, still, cache_dir), go_on)
        self._shot, self._form, self._frames = shot, form, frames
        views = plan.frame_views(frames, form.frame_rate)
        self._views = pixel_views(views, form.width, form.height, plan.ratio)
        self._widths = frame_widths(frame_corners(views, plan.ratio))
        lut = lut_of(shot, media)
        # One plate for the whole path: over a cut not a sample changes.
        whole, path = whole_path(shot)[0], replace(plan, from_s=0.0)
        # Framing and depth are those of the still, whatever it stands on: another colour moves nothing.
        shown = interruptible(lambda: on_background(still, shot.background, cache_dir), go_on)

        def make(look: Look) -> Levels:
            return plates.levels(Wanted(shown, path, look, whole.duration_s, form.width, lut, go_on))

        self._shading = Shading(shot.look, shot.look_end, None if lut is None else lut.laid, make)
        self._focus = RackFocus(shot.focus, form.width, go_on) if shot.focus and shot.focus.blur > 0 else None
        self._depth: DepthMap | None = None
        if parallax_moves(shot) or self._focus:
            self._depth = interruptible(lambda: depth_of(shot, still, media, plan.width, plan.ratio), go_on)
            self._bending = Bending(shot, form, plan.ratio, self._depth)
        self._mixture = Mixture()
        self._rests: tuple[Floats, Planes] | None = None

    def draw(self, frame: int, out: Planes, spare: Planes) -> None:
        """Draw a frame of the shot into `out`; `spare` are planes of the same size to work in."""
        if self._rests is not None and np.array_equal(self._views[frame], self._rests[0]):
            copy_into(out, self._rests[1])
            return
        self._draw(frame, out, spare)
        plain = self._depth is None and self._shot.look_end is None
        if plain and frame + 1 < self._frames and np.array_equal(self._views[frame], self._views[frame + 1]):
            self._rests = self._views[frame], (out[0].copy(), out[1].copy(), out[2].copy())

    def _draw(self, frame: int, out: Planes, spare: Planes) -> None:
        shade = self._shading.at(frame / max(1, self._frames - 1))
        levels, width = self._mixture.levels(shade), float(self._widths[frame])
        if self._depth is None:
            warp_frame(levels, self._views[frame], width, out, spare)
            return
        sites = self._bending.sites(self._views[frame], frame)
        if self._bending.bends:
            sample_frame(levels, sites, width, out, spare)
        else:
            warp_frame(levels, self._views[frame], width, out, spare)
        if self._focus is not None:
            first, second = (levels_between(ends, width)[0] for ends in (shade.first, shade.second))
            self._focus.soften(
                out, Shade((first,), (second,), shade.share), sites, self._depth, frame / self._form.frame_rate
            )


def lut_of(shot: Shot, media: Mapping[str, Path]) -> LaidLut | None:
    """The colour table of a shot. Raises MediaMissing, RenderFailed."""
    if shot.lut is None or shot.lut.strength <= 0:
        return None
    path = media.get(shot.lut.media)
    if path is None or not path.exists():
        raise MediaMissing(
            "A LUT of this film is no longer on disk. Nothing was changed; upload it again or take it off."
        )
    return LaidLut(picture_identity(path), Laid(_stored_cube(path.read_bytes()), shot.lut.strength))


def _stored_cube(data: bytes) -> Cube:
    try:
        return read_cube(data)
    except BadUpload as error:
        raise RenderFailed(
            "A LUT of this film can no longer be read. Nothing was changed; upload it again or take it off."
        ) from error
