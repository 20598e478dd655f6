"""Films and posters made to order: the camera draws, the finish writes and mixes, the cache remembers.

Runs in a render process, one order at a time. Nothing that is finished is made again: segments, sound and films are
kept by content key.
"""

import math
from collections.abc import Callable
from pathlib import Path

import cv2

from store.disk import room_on_disk
from store.errors import RenderFailed
from store.scene import Overlay, OverlayId, Scene, Shot, overlap_s, replace, shot_starts_s
from store.segments import Segment, segments
from store.video_takes import GRACE_S, lasts_s, shows_video, video_of
from tools.camera.cache import SealedCache
from tools.camera.encode import blank_planes
from tools.camera.interruptible import GoOn, interruptible
from tools.camera.join import Piece, join
from tools.camera.plate import Plates
from tools.camera.segment import BeforeFrame, SegmentPainter, Sources, Stopped, render_segment
from tools.camera.take_frames import TakeFrames
from tools.finish.assembly import mux
from tools.finish.captions import caption_layers
from tools.planes import Layer, planes_to_bgr
from tools.rendering.early import EarlyFilm, Growing
from tools.rendering.orders import FilmOrder, Order, PosterOrder, media_file
from tools.rendering.sounds import SoundBehind

VIDEO, POSTER = ".mp4", ".jpg"

Progress = Callable[[float], None]
ShouldStop = Callable[[], bool]
_SLATE_WORDS = 160
_CLIP_IS_OVER = "The clip ends here"


class FilmMaker:
    """Makes films and posters; keeps plates in memory for the next order.

    `make` raises MediaMissing, RenderFailed, DiskFull, and Stopped soon after `should_stop` says so. `progress` is
    told the fraction done, 0..1; `growing` the file in which the film can be watched while it is made.
    """

    def __init__(self) -> None:
        self._plates = Plates()
        self._take_lengths: dict[Path, float] = {}

    def make(
        self, order: Order, progress: Progress, should_stop: ShouldStop, growing: Growing = lambda _: None
    ) -> Path:
        def go_on() -> None:
            if should_stop():
                raise Stopped("The render was called off.")

        with room_on_disk(order.cache_dir):
            if isinstance(order, PosterOrder):
                return self._poster(order, go_on)
            return self._film(order, progress, go_on, growing)

    # --- films -------------------------------------------------------------------------------------------------------

    def _film(self, order: FilmOrder, progress: Progress, go_on: GoOn, growing: Growing) -> Path:
        cache = SealedCache(order.cache_dir, order.cache_bytes)
        with cache.holding():
            if (found := cache.find(order.key, VIDEO)) is not None:
                return found
            wanted = segments(order.scene, order.target)
            if not wanted:
                raise RenderFailed("There is no shot to show yet. Lock a still, and the film starts with it.")
            frames = wanted[-1].start_frame + wanted[-1].frames

            def before_frame(frame: int) -> None:
                go_on()
                progress(0.95 * frame / frames)

            with SoundBehind(order, cache) as sound, EarlyFilm(order, cache, growing) as early:
                early.begun = sound.start
                pieces = [self._piece(order, segment, cache, early, before_frame, go_on) for segment in wanted]
                film = self._assemble(order, pieces, cache, sound.result(go_on))
        cache.make_room()
        progress(1.0)
        return film

    def _piece(
        self, order: FilmOrder, segment: Segment, cache: SealedCache, early: EarlyFilm, before_frame: BeforeFrame,
        go_on: GoOn,
    ) -> Piece:  # fmt: skip
        """A segment's file, from the cache or made now."""
        before_frame(segment.start_frame)
        if (found := cache.find(segment.key, VIDEO)) is not None:
            piece = Piece(found, segment.frames)
            early.copy(piece, segment.start_frame)
            return piece
        unfinished = cache.unfinished(segment.key, VIDEO)
        try:
            take = early.listener(segment.start_frame)
            painter = self._painter(order, segment, go_on)
            render_segment(painter, segment, order.target, unfinished, before_frame, take)
            return Piece(cache.keep(unfinished, segment.key, VIDEO), segment.frames)
        finally:
            unfinished.unlink(missing_ok=True)

    def _assemble(self, order: FilmOrder, pieces: list[Piece], cache: SealedCache, sound: Path | None) -> Path:
        """Pictures and sound in one file."""
        pictures, film = cache.unfinished(f"{order.key}-pictures", VIDEO), cache.unfinished(order.key, VIDEO)
        try:
            join(pieces, order.target.frame_rate, pictures if sound else film)
            if sound:
                mux(pictures, sound, film)
            return cache.keep(film, order.key, VIDEO)
        finally:
            pictures.unlink(missing_ok=True)
            film.unlink(missing_ok=True)

    # --- pictures ----------------------------------------------------------------------------------------------------

    def _poster(self, order: PosterOrder, go_on: GoOn) -> Path:
        cache = SealedCache(order.cache_dir, 0)
        if (found := cache.find(order.key, POSTER)) is not None:
            return found
        shown = next(
            segment
            for segment in segments(order.scene, order.target)
            if segment.start_frame <= order.frame < segment.start_frame + segment.frames
        )
        planes = blank_planes(order.target.width, order.target.height)
        self._painter(order, shown, go_on).draw(order.frame, planes)
        _, data = cv2.imencode(POSTER, planes_to_bgr(planes), [cv2.IMWRITE_JPEG_QUALITY, 88])
        unfinished = cache.unfinished(order.key, POSTER)
        try:
            unfinished.write_bytes(data.tobytes())
            return cache.keep(unfinished, order.key, POSTER)
        finally:
            unfinished.unlink(missing_ok=True)

    def _painter(self, order: Order, segment: Segment, go_on: GoOn) -> SegmentPainter:
        target = order.target
        layers = interruptible(lambda: self._layers(order, segment), go_on)
        sources = Sources(order.stills, layers, order.cache_dir, order.media, go_on)
        return SegmentPainter(order.scene, target, segment, sources, self._plates)

    def _layers(self, order: Order, segment: Segment) -> tuple[Layer, ...]:
        """The captions and overlays that show in a segment."""
        target = order.target
        return caption_layers(
            with_slate_words(order.scene, lambda video: self._take_s(media_file(order, video))),
            target.width,
            target.height,
            target.frame_rate,
            resolve_media=lambda media: media_file(order, media),
            frames=(segment.start_frame, segment.start_frame + segment.frames),
        )

    def _take_s(self, path: Path) -> float:
        """How long a video lasts. Its name is its content, so it is looked up once."""
        if path not in self._take_lengths:
            self._take_lengths[path] = TakeFrames(path).end_s
        return self._take_lengths[path]


def with_slate_words(scene: Scene, take_s: Callable[[str], float] = lambda _: math.inf) -> Scene:
    """The scene with the words of its slates: every shot without a still says its number and description, every take
    that is over before its shot that it is. take_s: how long the video with a media id lasts, in seconds."""
    words = tuple(
        Overlay(
            id=OverlayId(f"slate:{shot.id}"), text=told[0], position="center", size="small", start_s=told[1],
            end_s=window[1],
        )
        for number, (shot, start_s, window) in enumerate(
            zip(scene.shots, shot_starts_s(scene), _alone(scene), strict=True), start=1
        )
        if (told := _slate_words(shot, number, max(window[0], start_s + _over_s(shot, take_s)))) is not None
        and window[1] > told[1]
    )  # fmt: skip
    return replace(scene, overlays=(*words, *scene.overlays)) if words else scene


def _slate_words(shot: Shot, number: int, from_s: float) -> tuple[str, float] | None:
    """What a shot's slate says, and from which second of the film on; None for a shot that is never one."""
    if shows_video(shot):
        return _CLIP_IS_OVER, from_s
    return (f"Shot {number}\n{_shortened(shot.description)}".strip(), from_s) if shot.still is None else None


def _over_s(shot: Shot, take_s: Callable[[str], float]) -> float:
    """When the take of a shot is over, in seconds of the shot: never for one that covers it; 0 without a take."""
    if (video := video_of(shot.take)) is None:
        return 0.0
    lasts = lasts_s(shot.retime, shot.duration_s, take_s(video))
    return lasts if lasts < shot.duration_s - GRACE_S else math.inf


def _alone(scene: Scene) -> list[tuple[float, float]]:
    """For each shot the seconds of the film in which no other shot shows: after its transition, before the next."""
    overlaps = [overlap_s(scene, index) for index in range(len(scene.shots))]
    return [
        (start_s + before_s, start_s + shot.duration_s - after_s)
        for shot, start_s, before_s, after_s in zip(
            scene.shots, shot_starts_s(scene), overlaps, [*overlaps[1:], 0.0], strict=True
        )
    ]


def _shortened(text: str) -> str:
    return text if len(text) <= _SLATE_WORDS else text[: _SLATE_WORDS - 1].rstrip() + "…"
