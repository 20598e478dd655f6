"""One segment of a film, from its shots to an MP4 file: the same inputs give the same bytes."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from store.camera_paths import whole_path
from store.errors import ReshootError
from store.scene import Look, Scene, Shot, Transition
from store.segments import Segment, ShotSpan, Target
from store.video_takes import video_of
from tools.camera.bending import FrameForm
from tools.camera.blend import add_grain, copy_into, darken, darken_corners, lay, mix
from tools.camera.encode import Encoder, OnPacket, blank_planes
from tools.camera.framing import shot_seed
from tools.camera.interruptible import GoOn, uninterrupted
from tools.camera.plate import Plates
from tools.camera.slate import slate_planes
from tools.camera.still_shot import StillShot
from tools.camera.take_shot import TakeShot, filmed_shot
from tools.planes import Layer, Planes

BeforeFrame = Callable[[int], None]
"""Called with each film frame before it is drawn; what it raises ends the render."""


class Stopped(ReshootError):
    """The render was called off; nothing was written."""


@dataclass(frozen=True)
class Sources:
    """Where a segment is made from. stills: the files of the stills by their ids. layers: captions and overlays of the
    whole film. cache_dir: where compositions are remembered. media: the files of takes that are video, of LUTs and of
    depth maps, by their media ids. go_on: asked while something takes long (a plate, a take that is looked through)."""

    stills: Mapping[str, Path]
    layers: tuple[Layer, ...]
    cache_dir: Path
    media: Mapping[str, Path] = field(default_factory=dict)
    go_on: GoOn = uninterrupted


@dataclass(frozen=True, eq=False)
class Drawable:
    """A shot ready to be drawn: from its still, from a take that is video, or as a slate. look_end, frames: what the
    vignette and the grain turn into, over so many frames. first_frame: of the longer shot that it was cut out of."""

    picture: StillShot | TakeShot | Planes
    look: Look
    seed: int
    look_end: Look | None = None
    frames: int = 1
    first_frame: int = 0

    def laid_over(self, frame: int) -> tuple[float, float]:
        """Vignette and grain of a frame, 0..1."""
        end = self.look_end or self.look
        share = frame / max(1, self.frames - 1)
        a, b = self.look, end
        return a.vignette + (b.vignette - a.vignette) * share, a.grain + (b.grain - a.grain) * share


class SegmentPainter:
    """Draws any frame of a segment. Raises MediaMissing or RenderFailed when a still cannot be had."""

    def __init__(self, scene: Scene, target: Target, segment: Segment, sources: Sources, plates: Plates) -> None:
        self._scene, self._target, self._segment, self._sources = scene, target, segment, sources
        self._plates = plates
        self._shots: dict[int, Drawable] = {}
        self._over = blank_planes(target.width, target.height)
        self._spare = blank_planes(target.width, target.height)
        end = segment.start_frame + segment.frames
        self._layers = [
            layer for layer in sources.layers if layer.start_frame < end and layer.end_frame > segment.start_frame
        ]

    def draw(self, film_frame: int, out: Planes) -> None:
        """Draw the frame with that number in the film."""
        drawn = False
        for place, span in enumerate(self._segment.spans):
            if not span.start_frame <= film_frame < span.start_frame + span.frames:
                self._let_go(place)
                continue
            if drawn:
                self._draw_shot(place, film_frame, self._over)
                self._join(place, film_frame, out)
            else:
                self._draw_shot(place, film_frame, out)
                self._open(span, film_frame, out)
                drawn = True
        for layer in self._layers:
            lay(out, layer, film_frame)

    def _let_go(self, place: int) -> None:
        if place in self._shots:
            filmed = isinstance(self._shots.pop(place).picture, TakeShot)
            if filmed:
                # PyAV's container and its streams refer to each other: the decoder of a clip that is over, and tens of
                # megabytes of its frames, would stay until the collector happens to come by.
                gc.collect()

    def _draw_shot(self, place: int, film_frame: int, out: Planes) -> None:
        span = self._segment.spans[place]
        if place not in self._shots:
            # Made when its first frame is due and let go after its last: a long film never has all its plates at once.
            self._shots[place] = _drawable(self._scene, span, self._target, self._sources, self._plates)
        shot, frame = self._shots[place], film_frame - span.start_frame
        if isinstance(shot.picture, tuple):
            copy_into(out, shot.picture)
            return
        shot.picture.draw(frame, out, self._spare)
        dark, grain = shot.laid_over(frame)
        if dark > 0:
            darken_corners(out, dark, steady=shot.look_end is None)
        if grain > 0:
            add_grain(out[0], grain, shot.seed, shot.first_frame + frame)

    def _join(self, place: int, film_frame: int, out: Planes) -> None:
        """Bring the shot in `_over` in over what `out` shows, as its transition says."""
        before, span = self._segment.spans[place - 1], self._segment.spans[place]
        share = transition_share(film_frame - span.start_frame, before.start_frame + before.frames - span.start_frame)
        if self._scene.shots[span.index].transition.kind != "fade_black":
            mix(out, self._over, share)
        elif share < 0.5:
            darken(out, 2 * share)
        else:
            darken(self._over, 2 - 2 * share)
            copy_into(out, self._over)

    def _open(self, span: ShotSpan, film_frame: int, out: Planes) -> None:
        """A film may start out of black."""
        transition: Transition = self._scene.shots[span.index].transition
        frames = round(transition.duration_s * self._target.frame_rate)
        frame = film_frame - span.start_frame
        if span.index == 0 and transition.kind == "fade_black" and frame < frames:
            darken(out, 1 - transition_share(frame, frames))


def transition_share(frame: int, frames: int) -> float:
    """How much of the new shot shows in frame `frame` (0-based) of a transition of `frames`: even steps from the first
    frame, which already shows some of it, to the last."""
    return min(1.0, (frame + 0.5) / max(1, frames))


def render_segment(
    painter: SegmentPainter,
    segment: Segment,
    target: Target,
    path: Path,
    before_frame: BeforeFrame,
    on_packet: OnPacket | None = None,
) -> None:
    """Draw and encode all frames of a segment into an MP4 file.

    `before_frame` is called with each film frame before it is drawn; what it raises (Stopped, say) ends the render at
    once. `on_packet` gets what is encoded as it comes, in another thread. Raises OSError when the file cannot be
    written. After any error the file is of no use.
    """
    with Encoder(path, target, on_packet) as encoder:
        for frame in range(segment.start_frame, segment.start_frame + segment.frames):
            before_frame(frame)
            encoder.encode(lambda planes, frame=frame: painter.draw(frame, planes))


def _drawable(scene: Scene, span: ShotSpan, target: Target, sources: Sources, plates: Plates) -> Drawable:
    shot: Shot = scene.shots[span.index]
    first = round(whole_path(shot)[1] * target.frame_rate)
    media, cache_dir, ratio = sources.media, sources.cache_dir, scene.aspect_ratio
    if (video := video_of(shot.take)) is not None:
        size = FrameForm(target.width, target.height, target.frame_rate)
        filmed = filmed_shot(shot, ratio, span.frames, size, media.get(video), media, cache_dir, sources.go_on)
        return Drawable(filmed, shot.look, shot_seed(shot), shot.look_end, span.frames, first)
    if shot.still is None:
        return Drawable(slate_planes(target.width, target.height), shot.look, 0)
    form = FrameForm(target.width, target.height, target.frame_rate)
    path = sources.stills[shot.still]
    still = StillShot(shot, ratio, span.frames, form, path, plates, media, cache_dir, sources.go_on)
    return Drawable(still, shot.look, shot_seed(shot), shot.look_end, span.frames, first)
