"""Films and posters made to order: the camera draws, the finish writes and mixes, the cache remembers.

Runs in a render process, one order at a time. Nothing that is finished is made again: segments, sound and films are
kept by content key.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import cv2

from store.disk import room_on_disk
from store.errors import MediaMissing, RenderFailed
from store.scene import Overlay, OverlayId, Scene, film_duration_s, overlap_s, replace, shot_starts_s
from store.segments import Segment, segments
from tools.camera.cache import SealedCache
from tools.camera.encode import blank_planes
from tools.camera.join import Piece, join
from tools.camera.plate import Plates
from tools.camera.segment import SegmentPainter, Sources, Stopped, render_segment
from tools.finish.assembly import mux
from tools.finish.captions import caption_layers
from tools.finish.sound import mix_film
from tools.planes import planes_to_bgr
from tools.rendering.orders import FilmOrder, Order, PosterOrder

VIDEO, SOUND, POSTER = ".mp4", ".m4a", ".jpg"
_SLATE_WORDS = 160


class FilmMaker:
    """Makes films and posters; keeps plates in memory for the next order.

    `make` raises MediaMissing, RenderFailed, DiskFull, and Stopped soon after `should_stop` says so. `progress` is
    told the fraction done, 0..1.
    """

    def __init__(self) -> None:
        self._plates = Plates()

    def make(self, order: Order, progress: Callable[[float], None], should_stop: Callable[[], bool]) -> Path:
        with room_on_disk(order.cache_dir):
            if isinstance(order, PosterOrder):
                return self._poster(order)
            return self._film(order, progress, should_stop)

    # --- films -------------------------------------------------------------------------------------------------------

    def _film(self, order: FilmOrder, progress: Callable[[float], None], should_stop: Callable[[], bool]) -> Path:
        cache = SealedCache(order.cache_dir, order.cache_bytes)
        if (found := cache.find(order.key, VIDEO)) is not None:
            return found
        wanted = segments(order.scene, order.target)
        if not wanted:
            raise RenderFailed("There is no shot to show yet. Lock a still, and the film starts with it.")
        pieces: list[Piece] = []
        frames = wanted[-1].start_frame + wanted[-1].frames

        def before_frame(frame: int) -> None:
            if should_stop():
                raise Stopped("The render was called off.")
            progress(0.95 * frame / frames)

        for segment in wanted:
            path = cache.find(segment.key, VIDEO) or self._segment(order, segment, cache, before_frame)
            pieces.append(Piece(path, segment.frames))
        film = self._assemble(order, pieces, cache)
        cache.make_room()
        progress(1.0)
        return film

    def _segment(
        self, order: FilmOrder, segment: Segment, cache: SealedCache, before_frame: Callable[[int], None]
    ) -> Path:
        unfinished = cache.unfinished(segment.key, VIDEO)
        try:
            render_segment(self._painter(order, segment), segment, order.target, unfinished, before_frame)
            return cache.keep(unfinished, segment.key, VIDEO)
        finally:
            unfinished.unlink(missing_ok=True)

    def _assemble(self, order: FilmOrder, pieces: list[Piece], cache: SealedCache) -> Path:
        """Pictures and sound in one file. Sound that did not change is not mixed again."""
        pictures, film = cache.unfinished(f"{order.key}-pictures", VIDEO), cache.unfinished(order.key, VIDEO)
        try:
            sound = self._sound(order, cache) if order.silence or _has_sound(order.scene) else None
            join(pieces, order.target.frame_rate, pictures if sound else film)
            if sound:
                mux(pictures, sound, film)
            return cache.keep(film, order.key, VIDEO)
        finally:
            pictures.unlink(missing_ok=True)
            film.unlink(missing_ok=True)

    def _sound(self, order: FilmOrder, cache: SealedCache) -> Path:
        duration_s = film_duration_s(order.scene)
        document = json.dumps([order.scene.soundtrack.model_dump(mode="json"), round(duration_s, 3)], sort_keys=True)
        key = f"sound-{hashlib.sha256(document.encode()).hexdigest()[:32]}"
        if (found := cache.find(key, SOUND)) is not None:
            return found
        unfinished = cache.unfinished(key, SOUND)
        try:
            mix_film(order.scene, duration_s, lambda media: _file(order, media), unfinished)
            return cache.keep(unfinished, key, SOUND)
        finally:
            unfinished.unlink(missing_ok=True)

    # --- pictures ----------------------------------------------------------------------------------------------------

    def _poster(self, order: PosterOrder) -> Path:
        cache = SealedCache(order.cache_dir, 0)
        if (found := cache.find(order.key, POSTER)) is not None:
            return found
        shown = next(
            segment
            for segment in segments(order.scene, order.target)
            if segment.start_frame <= order.frame < segment.start_frame + segment.frames
        )
        planes = blank_planes(order.target.width, order.target.height)
        self._painter(order, shown).draw(order.frame, planes)
        _, data = cv2.imencode(POSTER, planes_to_bgr(planes), [cv2.IMWRITE_JPEG_QUALITY, 88])
        unfinished = cache.unfinished(order.key, POSTER)
        try:
            unfinished.write_bytes(data.tobytes())
            return cache.keep(unfinished, order.key, POSTER)
        finally:
            unfinished.unlink(missing_ok=True)

    def _painter(self, order: Order, segment: Segment) -> SegmentPainter:
        target = order.target
        layers = caption_layers(
            with_slate_words(order.scene),
            target.width,
            target.height,
            target.frame_rate,
            resolve_media=lambda media: _file(order, media),
            frames=(segment.start_frame, segment.start_frame + segment.frames),
        )
        return SegmentPainter(
            order.scene, target, segment, Sources(order.stills, layers, order.cache_dir), self._plates
        )


def with_slate_words(scene: Scene) -> Scene:
    """The scene with the words of its slates: every shot without a still says its number and description."""
    words = tuple(
        Overlay(
            id=OverlayId(f"slate:{shot.id}"),
            text=f"Shot {number}\n{_shortened(shot.description)}".strip(),
            position="center",
            size="small",
            start_s=window[0],
            end_s=window[1],
        )
        for number, (shot, window) in enumerate(zip(scene.shots, _alone(scene), strict=True), start=1)
        if shot.still is None and window[1] > window[0]
    )
    return replace(scene, overlays=(*words, *scene.overlays)) if words else scene


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


def _has_sound(scene: Scene) -> bool:
    voice = scene.soundtrack.voiceover
    return scene.soundtrack.music is not None or (voice is not None and voice.media is not None)


def _file(order: Order, media: str) -> Path:
    """The file of a sound or logo. Raises MediaMissing."""
    if media not in order.media:
        raise MediaMissing("A sound or logo of this film is no longer on disk. Nothing was changed; add it again.")
    return order.media[media]
