"""A shot that shows a take which is video: its frames at the right moments, seen through the shot's moves and graded.

The frames are sampled like a still's plate: brought to about one and a half pixels for each pixel of the tightest
frame, so that linear sampling neither flickers nor softens.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from store.camera_paths import whole_path
from store.looks import look_between
from store.scene import AspectRatio, Look, Shot
from store.video_takes import shown_covers
from tools.camera.bending import Bending, FrameForm
from tools.camera.covering import Covering
from tools.camera.depth_maps import DepthMap, depth_of
from tools.camera.framing import plan_shot
from tools.camera.grade import Laid, grade, is_neutral
from tools.camera.grid import sample_frame
from tools.camera.interruptible import GoOn
from tools.camera.moves import Matrices
from tools.camera.parallax import parallax_moves
from tools.camera.path import Plan, frame_corners
from tools.camera.plate import Level, Region, frame_widths, packed, seen_region
from tools.camera.rack_focus import RackFocus
from tools.camera.shading import Shade
from tools.camera.slate import slate_planes
from tools.camera.stabilise import steady_views
from tools.camera.still_shot import lut_of
from tools.camera.take_frames import TakeFrames, missing_video
from tools.camera.take_poster import poster_of
from tools.camera.take_times import shown_frames
from tools.camera.warp import pixel_views, warp_frame
from tools.planes import Planes, half_size, planes_to_bgr

_ENLARGED, _COARSEST = 1.5, 1.9
"""Source pixels for each pixel of the frame: what is brought up to the first, and what is halved above the second."""
_KEPT = 2
"""Prepared frames: slowed pictures mix two."""
_BAND_ROWS = 512
"""A multiple of the rows in which the grade's dither repeats."""


class TakeShot:
    """Draws any frame of a shot from its take.

    plan: the path over the take's picture. laid: its LUT. covering: what lies over its frames. depth: how near the
    parts of that picture are, where its camera's travel or its focus shows it. steady: for each frame of the take the
    matrix from the steadied picture to the frame as it is; None leaves it as it is. Raises MediaMissing, RenderFailed.
    """

    def __init__(
        self,
        shot: Shot,
        frames: int,
        size: FrameForm,
        take: TakeFrames,
        plan: Plan,
        laid: Laid | None = None,
        steady: Matrices | None = None,
        depth: DepthMap | None = None,
        covering: Covering | None = None,
    ) -> None:
        self._covering = covering
        self._take, self._steady, self._size, self._laid = take, steady, size, laid
        self._looks = _looks(shot, frames)
        self._shown = shown_frames(shot.retime, frames, size.frame_rate, take.times_s, take.end_s)
        views = plan.frame_views(frames, size.frame_rate)
        self._views = pixel_views(views, size.width, size.height, plan.ratio)
        path = views if shot.path is None else _whole_views(shot, plan, size.frame_rate)
        seen = seen_region(frame_corners(path, plan.ratio, plan.slack), plan)
        self._region = _even(seen) if steady is None else _whole(take)
        self._width = float(frame_widths(frame_corners(path, plan.ratio)).min())
        self._scale = _scale(self._width / size.width)
        self._depth = depth
        self._bending = Bending(shot, size, plan.ratio, depth) if depth else None
        self._focus = RackFocus(shot.focus, size.width) if depth and shot.focus and shot.focus.blur > 0 else None
        self._levels: OrderedDict[tuple[int, int], Level] = OrderedDict()

    def draw(self, frame: int, out: Planes, spare: Planes) -> None:
        """Draw a frame of the shot into `out`; `spare` are planes of the same size to work in."""
        if not self._shown.there[frame]:
            for plane, drawn in zip(out, slate_planes(self._size.width, self._size.height), strict=True):
                np.copyto(plane, drawn)
            return
        first, share = int(self._shown.first[frame]), float(self._shown.share[frame])
        self._draw_take(first if share < 1 else first + 1, frame, out, spare)
        if 0 < share < 1:
            self._draw_take(first + 1, frame, spare, spare)
            for plane, other in zip(out, spare, strict=True):
                cv2.addWeighted(plane, 1 - share, other, share, 0, dst=plane)

    def _draw_take(self, number: int, frame: int, out: Planes, spare: Planes) -> None:
        view = self._views[frame]
        if self._steady is not None:
            view = self._steady[number] @ view
        level = self._level(number, frame)
        if self._bending is None or self._depth is None:
            warp_frame((level,), view, 0.0, out, spare)
            return
        sites = self._bending.sites(view, frame)
        if self._bending.bends:
            sample_frame((level,), sites, 0.0, out, spare)
        else:
            warp_frame((level,), view, 0.0, out, spare)
        if self._focus is not None:
            at_s = frame / self._size.frame_rate
            self._focus.soften(out, Shade((level,), (level,), 0.0), sites, self._depth, at_s)

    def _level(self, number: int, frame: int) -> Level:
        """A frame of the take, scaled and graded; the last few are kept, since slow pictures show them again."""
        step = min(frame, len(self._looks) - 1)
        if (number, step) not in self._levels:
            planes, look = self._take.planes(number), self._looks[step]
            if self._covering is not None:
                planes = self._covering.laid_over(planes, float(self._take.times_s[number]))
            self._levels[number, step] = _prepared(planes, self._region, self._scale, look, self._laid, self._width)
            while len(self._levels) > _KEPT:
                self._levels.popitem(last=False)
        return self._levels[number, step]


def filmed_shot(
    shot: Shot,
    ratio: AspectRatio,
    frames: int,
    size: FrameForm,
    path: Path | None,
    media: Mapping[str, Path],
    cache_dir: Path,
    go_on: GoOn,
) -> TakeShot:
    """The shot with its take at `path`. media: files by their ids, its LUT and covers among them. `go_on` is called
    while the take is looked through; what it raises ends that.

    Raises MediaMissing, RenderFailed.
    """
    if path is None:
        raise missing_video()
    plan = plan_shot(shot, ratio, poster_of(path, cache_dir), cache_dir)
    take = TakeFrames(path)
    steady = steady_views(take, path, shot.stabilise, cache_dir, go_on) if shot.stabilise > 0 else None
    lut = lut_of(shot, media)
    depth = None
    if parallax_moves(shot) or (shot.focus is not None and shot.focus.blur > 0):
        # One depth for all of a take, from its middle: it is so smooth that what moves in it hardly shows.
        depth = depth_of(shot, poster_of(path, cache_dir), media, plan.width, plan.ratio)
    covering = Covering(covers, media) if (covers := shown_covers(shot)) else None
    return TakeShot(shot, frames, size, take, plan, None if lut is None else lut.laid, steady, depth, covering)


def _whole_views(shot: Shot, plan: Plan, frame_rate: int) -> Matrices:
    """Of the whole path that a shot shows a part of: prepared for all of it, not a sample changes over the cut."""
    frames = round(whole_path(shot)[0].duration_s * frame_rate)
    return replace(plan, from_s=0.0).frame_views(frames, frame_rate)


def _looks(shot: Shot, frames: int) -> tuple[Look, ...]:
    """The look of every frame; one where it stays."""
    if shot.look_end is None or shot.look_end == shot.look:
        return (shot.look,)
    return tuple(look_between(shot.look, shot.look_end, frame / max(1, frames - 1)) for frame in range(frames))


def _scale(source_per_pixel: float) -> float:
    """By how much the source is resized, where it has `source_per_pixel` pixels for each pixel of the frame."""
    scale = 1.0
    while source_per_pixel * scale > _COARSEST:
        scale /= 2
    rest = source_per_pixel * scale
    return scale if rest > 1.25 else scale * _ENLARGED / rest


def _even(region: Region) -> Region:
    """A little larger, on even pixels, where the chroma lies."""
    return Region(region.left // 2 * 2, region.top // 2 * 2, (region.right + 1) // 2 * 2, (region.bottom + 1) // 2 * 2)


def _whole(take: TakeFrames) -> Region:
    return Region(0, 0, take.width, take.height)


def _prepared(planes: Planes, region: Region, scale: float, look: Look, laid: Laid | None, width: float) -> Level:
    """A frame cut to the region, scaled and graded; graded where it is smallest. width: of the tightest frame, in the
    take's pixels."""
    luma, blue, red = (
        plane[region.top // step : region.bottom // step, region.left // step : region.right // step]
        for plane, step in zip(planes, (1, 2, 2), strict=True)
    )
    height, width = luma.shape
    made = _resized((luma, blue, red), min(1.0, scale))
    if laid is not None or not is_neutral(look):
        made = _graded(made, look, laid)
    made = _resized(made, max(1.0, scale))
    exact_x, exact_y = made[0].shape[1] / width, made[0].shape[0] / height
    place = np.array(
        [[exact_x, 0, -region.left * exact_x - 0.5], [0, exact_y, -region.top * exact_y - 0.5], [0, 0, 1.0]]
    )
    return Level((made[0], packed(*made[1:])), place, width)


def _resized(planes: Planes, scale: float) -> Planes:
    if scale == 1:
        return planes
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    half = [max(1, round(side * scale / 2)) for side in (planes[0].shape[1], planes[0].shape[0])]
    sizes = ((2 * half[0], 2 * half[1]), half, half)
    luma, blue, red = (
        np.asarray(cv2.resize(plane, size, interpolation=way), np.uint8)
        for plane, size in zip(planes, sizes, strict=True)
    )
    return luma, blue, red


def _graded(planes: Planes, look: Look, laid: Laid | None) -> Planes:
    """The planes, graded. In bands: a large frame as full colours, several times over, takes sixty megabytes."""
    made = (np.empty_like(planes[0]), np.empty_like(planes[1]), np.empty_like(planes[2]))
    height = planes[0].shape[0]
    for top in range(0, height, _BAND_ROWS):
        bottom = min(height, top + _BAND_ROWS)
        # Two rows around: colours lie between the rows.
        first, last = max(0, top - 2), min(height, bottom + 2)
        part = (planes[0][first:last], planes[1][first // 2 : last // 2], planes[2][first // 2 : last // 2])
        luma, blue, red = cv2.split(grade(planes_to_bgr(part)[top - first : bottom - first], look, laid))
        made[0][top:bottom] = luma
        for plane, full in zip(made[1:], (blue, red), strict=True):
            plane[top // 2 : bottom // 2] = half_size(np.asarray(full, np.uint8))
    return made
