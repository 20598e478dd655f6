"""The renderer: a scene in, files out. The one module that turns ids into paths and calls the camera and the finish.

Heavy libraries are imported where they are used, most of them only in the render processes.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from store.disk import room_on_disk
from store.errors import RenderFailed, ReshootError
from store.scene import FRAME_RATES, AspectRatio, Framing, Scene, Shot, film_duration_s, replace, shot_index
from store.segments import Target, final_target, preview_target, shot_spans
from store.video_takes import lacking_s, shown_covers, shows_video, video_of
from tools.camera.cache import SealedCache, clear_unfinished, write_unsealed
from tools.finish.platforms import PLATFORMS, Platform, platform
from tools.rendering.concessions import cut_off, cut_sentence, fitted_sentence, lacking_sentence, picture_kbps
from tools.rendering.growth import Growth
from tools.rendering.orders import FilmOrder, PosterOrder
from tools.rendering.pool import RenderPool

if TYPE_CHECKING:
    from PIL.Image import Image

    from tools.camera.path import Plan
    from tools.finish.probe import Check

Quad = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""Corners of a frame on its still, 0..1, clockwise from the frame's top left."""


@dataclass(frozen=True)
class Framings:
    """What a shot's frame shows of its still at its start and end. `tightened`: how much tighter than wished the
    framing had to be so that no edge shows (1 is as wished). `cut`: moves that reach less far than asked, each with
    what was asked and given."""

    start: Quad
    end: Quad
    tightened: float
    cut: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True)
class ExportReport:
    """A finished file and how it compares with what its platform asks for. Sizes in pixels and bytes."""

    path: Path
    platform: str
    label: str
    width: int
    height: int
    duration_s: float
    size_bytes: int
    checks: "tuple[Check, ...]"
    notes: tuple[str, ...]


class Renderer(Protocol):
    """What the rest of Reshoot knows of rendering. Futures fail with a ReshootError."""

    def preview(self, session_id: str, scene: Scene) -> "Future[Path]":
        """The film that a session has just come to: goes before everything else of that session."""
        ...

    def film(self, session_id: str, scene: Scene) -> "Future[Path]":
        """The film of any scene of a session, for somebody who wants to watch it."""
        ...

    def ready_preview(self, scene: Scene) -> Path | None:
        """The film of a scene if it is there already."""
        ...

    def growth(self, session_id: str, scene: Scene) -> Growth | None:
        """What can be watched of a film that is in the making for a session; None when it is not."""
        ...

    def poster(self, session_id: str, scene: Scene, at_s: float = 0.0) -> "Future[Path]":
        """A frame of a scene's film, as a JPEG."""
        ...

    def export(
        self, session_id: str, scene: Scene, platform: str, folder: Path, stem: str, progress: Callable[[float], None]
    ) -> ExportReport:
        """The finished file for a platform, as `folder/stem-platform.mp4`. Blocks. Raises ReshootError."""
        ...

    def framings(self, scene: Scene, shot_id: str) -> Framings | None:
        """Start and end framing of a shot; None for a shot without a still, or whose still cannot be read."""
        ...

    def crop_at(self, scene: Scene, shot_id: str, at_s: float, ratio: AspectRatio) -> Framing | None:
        """What a shot's frame shows at a time, in a film of that ratio, as a crop that a shot may start from.

        A turned frame gives the upright one round its middle; a shot without a still that can be read gives None."""
        ...

    def limits(self, scene: Scene, shot_id: str) -> tuple[str, ...]:
        """In words: what the shot's still has no room for."""
        ...

    def close(self) -> None: ...


class LocalRenderer:
    """Renders on this machine, in processes of its own; remembers what it rendered in `cache_dir`.

    resolve_still, resolve_media: the file of a still, or of a sound or logo, by its id; they raise MediaMissing.
    cache_bytes: about how much the cache may hold.
    """

    def __init__(
        self,
        resolve_still: Callable[[str], Path],
        resolve_media: Callable[[str], Path],
        cache_dir: Path,
        workers: int = 1,
        cache_bytes: int = 4_000_000_000,
    ) -> None:
        self._resolve_still, self._resolve_media = resolve_still, resolve_media
        self._cache = SealedCache(cache_dir, cache_bytes)
        clear_unfinished(cache_dir)
        self._cache.make_room()
        self._cache_bytes = cache_bytes
        self._previews = RenderPool(workers)
        self._exports: RenderPool | None = None
        self._starting = threading.Lock()

    def preview(self, session_id: str, scene: Scene) -> "Future[Path]":
        ready = self.ready_preview(scene)
        if ready is not None:
            self._previews.overtaken(session_id)
            return _done(ready)
        return self._asked(lambda: self._previews.newest(session_id, self._film_order(scene, preview_target(scene))))

    def film(self, session_id: str, scene: Scene) -> "Future[Path]":
        ready = self.ready_preview(scene)
        if ready is not None:
            return _done(ready)
        return self._asked(lambda: self._previews.watched(session_id, self._film_order(scene, preview_target(scene))))

    def ready_preview(self, scene: Scene) -> Path | None:
        return self._cache.find(self._bare_order(scene).key, ".mp4")

    def growth(self, session_id: str, scene: Scene) -> Growth | None:
        return self._previews.growth(session_id, self._bare_order(scene).key)

    def poster(self, session_id: str, scene: Scene, at_s: float = 0.0) -> "Future[Path]":
        def ask() -> "Future[Path]":
            order = self._poster_order(scene, at_s)
            ready = self._cache.find(order.key, ".jpg")
            return _done(ready) if ready else self._previews.watched(session_id, order)

        return self._asked(ask)

    def export(
        self, session_id: str, scene: Scene, platform: str, folder: Path, stem: str, progress: Callable[[float], None]
    ) -> ExportReport:
        return self.export_to(platform_named(platform), session_id, scene, folder, stem, progress)

    def export_to(
        self, where: Platform, session_id: str, scene: Scene, folder: Path, stem: str, progress: Callable[[float], None]
    ) -> ExportReport:
        """`export` for a platform that is known already."""
        from tools.finish.probe import check, probe

        fitted, notes = self._fitted(scene, where)
        rendered, said = self._within_bytes(where, session_id, fitted, progress)
        out = folder / f"{stem}-{where.name.replace('_', '-')}.mp4"
        with room_on_disk(folder):
            folder.mkdir(parents=True, exist_ok=True)
            unfinished = out.with_name(f".{out.name}.tmp")
            try:
                write_unsealed(rendered, unfinished)
                unfinished.replace(out)
            finally:
                unfinished.unlink(missing_ok=True)
        facts = probe(out)
        return ExportReport(
            path=out,
            platform=where.name,
            label=where.label,
            width=facts.width,
            height=facts.height,
            duration_s=facts.duration_s,
            size_bytes=facts.size_bytes,
            checks=check(facts, where),
            notes=notes + said,
        )

    def _within_bytes(
        self, where: Platform, session_id: str, scene: Scene, progress: Callable[[float], None]
    ) -> tuple[Path, tuple[str, ...]]:
        """The film at full quality; where that has more bytes than the platform takes, one with fewer, and why."""
        order = self._film_order(scene, final_target(scene), silence=True)
        rendered = self._watched_export(session_id, order, progress)
        size, most = rendered.stat().st_size, where.max_bytes
        kbps = picture_kbps(most, film_duration_s(scene)) if most is not None and size > most else None
        if most is None or kbps is None:
            return rendered, ()  # one that is still too large is told by the check of the file
        order = self._film_order(scene, replace(final_target(scene), max_kbps=kbps), silence=True)
        return self._watched_export(session_id, order, progress), (fitted_sentence(where.label, size, most, kbps),)

    def _watched_export(self, session_id: str, order: FilmOrder, progress: Callable[[float], None]) -> Path:
        """Render in the process for exports. What `progress` raises stops the render, and is raised."""
        pool = self._export_pool()
        asked: list[Future[Path]] = []

        def tell(fraction: float) -> None:
            try:
                progress(fraction)
            except Exception as error:
                for future in asked:
                    pool.give_up(future, error)

        asked.append(pool.watched(session_id, order, tell))
        return asked[0].result()

    def framings(self, scene: Scene, shot_id: str) -> Framings | None:
        import numpy as np

        try:
            plan = self._plan(scene, shot_id)
        except ReshootError:
            return None  # `limits` and the preview say what is wrong with it
        if plan is None:
            return None
        duration_s = scene.shots[shot_index(scene, shot_id)].duration_s
        start, end = (_quad(corners.tolist()) for corners in plan.quads(np.array([0.0, duration_s])))
        return Framings(start, end, plan.tightened, tuple((cut.kind, cut.asked, cut.given) for cut in plan.limits))

    def crop_at(self, scene: Scene, shot_id: str, at_s: float, ratio: AspectRatio) -> Framing | None:
        from tools.camera.framing import crop_at

        shot = scene.shots[shot_index(scene, shot_id)]
        try:
            picture = self._picture(shot)
            if picture is None:
                return None
            return crop_at(shot, scene.aspect_ratio, ratio, picture, self._cache.folder, at_s)
        except ReshootError:
            return None

    def limits(self, scene: Scene, shot_id: str) -> tuple[str, ...]:
        try:
            plan = self._plan(scene, shot_id)
            lacking_s = self._lacking_s(scene.shots[shot_index(scene, shot_id)])
        except ReshootError as error:
            return (str(error),)
        # A part of a longer path reaches as far as that: it was said when its move was set.
        limits = () if plan is None or scene.shots[shot_index(scene, shot_id)].path is not None else plan.limits
        cut = (cut_sentence(cut.kind, cut.asked, cut.given) for cut in limits)
        return (*cut, *([lacking_sentence(lacking_s)] if lacking_s else []))

    def close(self) -> None:
        self._previews.close()
        if self._exports is not None:
            self._exports.close()

    # --- from ids to paths -------------------------------------------------------------------------------------------

    def _asked(self, ask: "Callable[[], Future[Path]]") -> "Future[Path]":
        """A missing file is told through the future, like everything else that goes wrong with a render."""
        try:
            return ask()
        except ReshootError as error:
            failed: Future[Path] = Future()
            failed.set_exception(error)
            return failed

    def _bare_order(self, scene: Scene) -> FilmOrder:
        """The order of a preview without its files: enough to know its key."""
        return FilmOrder(scene, preview_target(scene), {}, {}, self._cache.folder, self._cache_bytes)

    def _film_order(self, scene: Scene, target: Target, silence: bool = False) -> FilmOrder:
        stills, media = self._stills(scene), self._media(scene)
        return FilmOrder(scene, target, stills, media, self._cache.folder, self._cache_bytes, silence)

    def _poster_order(self, scene: Scene, at_s: float) -> PosterOrder:
        target = preview_target(scene)
        if not scene.shots:
            raise RenderFailed("There is no shot to show yet. Lock a still, and the film starts with it.")
        frames = max(span.start_frame + span.frames for span in shot_spans(scene, target.frame_rate))
        frame = min(max(0, round(at_s * target.frame_rate)), frames - 1)
        return PosterOrder(scene, target, frame, self._stills(scene), self._media(scene), self._cache.folder)

    def _stills(self, scene: Scene) -> dict[str, Path]:
        return {shot.still: self._resolve_still(shot.still) for shot in scene.shots if shot.still is not None}

    def _media(self, scene: Scene) -> dict[str, Path]:
        """Files of the sounds, logos, videos and what lies over them, LUTs and depth maps."""
        sound = scene.soundtrack
        named = [sound.music.media if sound.music else None, sound.voiceover.media if sound.voiceover else None]
        named += [overlay.media for overlay in scene.overlays]
        named += [video_of(shot.take) for shot in scene.shots]
        named += [file for shot in scene.shots for cover in shown_covers(shot) for file in (cover.picture, cover.track)]
        named += [shot.lut.media for shot in scene.shots if shot.lut]
        named += [shot.depth.media for shot in scene.shots if shot.depth]
        return {media: self._resolve_media(media) for media in named if media}

    def _plan(self, scene: Scene, shot_id: str) -> "Plan | None":
        from tools.camera.framing import plan_shot

        shot = scene.shots[shot_index(scene, shot_id)]
        picture = self._picture(shot)
        return None if picture is None else plan_shot(shot, scene.aspect_ratio, picture, self._cache.folder)

    def _picture(self, shot: Shot) -> Path | None:
        """What a shot's path is laid over: its still, or a picture of its take; None for a slate."""
        if (video := video_of(shot.take)) is not None:
            from tools.camera.take_poster import poster_of

            return poster_of(self._resolve_media(video), self._cache.folder)
        return None if shot.still is None else self._resolve_still(shot.still)

    def _lacking_s(self, shot: Shot) -> float:
        """For how many seconds of a shot its take has no picture."""
        if (video := video_of(shot.take)) is None:
            return 0.0
        from tools.camera.take_frames import TakeFrames

        return lacking_s(shot.retime, shot.duration_s, TakeFrames(self._resolve_media(video)).end_s)

    # --- exports -----------------------------------------------------------------------------------------------------

    def _export_pool(self) -> RenderPool:
        """A process apart, so that an export does not hold up previews; started when it is first needed."""
        with self._starting:
            if self._exports is None:
                self._exports = RenderPool(workers=1, niceness=5)
            return self._exports

    def _fitted(self, scene: Scene, where: Platform) -> tuple[Scene, tuple[str, ...]]:
        """The scene as the platform takes it, and what had to give: another ratio is composed anew from the stills,
        a frame rate out of bounds goes to the nearest one inside."""
        from tools.camera.framing import recompose

        notes: list[str] = []
        shots = tuple(
            shot
            if (picture := self._picture(shot)) is None
            else recompose(shot, scene.aspect_ratio, where.aspect_ratio, picture, self._cache.folder)
            for shot in scene.shots
        )
        low, high = where.frame_rates
        rate = min((rate for rate in FRAME_RATES if low <= rate <= high), key=lambda rate: abs(rate - scene.frame_rate))
        if rate != scene.frame_rate:
            notes.append(f"{where.label} plays {rate} frames a second, so the file has {rate}, not {scene.frame_rate}.")
        notes += [
            f"Shot {place} has no still: the file shows its card."
            for place, shot in enumerate(shots, 1)
            if not shot.still and not shows_video(shot)
        ]
        notes += [
            f"Shot {place}: {lacking_sentence(lacking)}"
            for place, shot in enumerate(shots, 1)
            if (lacking := self._lacking_s(shot))
        ]
        notes += cut_off(scene)
        return replace(scene, shots=shots, aspect_ratio=where.aspect_ratio, frame_rate=rate), tuple(notes)


def platform_named(name: str) -> Platform:
    """A platform by any name people use for it. Raises UnknownTarget with the nearest."""
    return platform(name)


def platform_names() -> tuple[str, ...]:
    """All platforms, in the order in which they are offered."""
    return tuple(PLATFORMS)


def sound_ending(path: Path) -> str:
    """The file ending of an uploaded sound, decoded to its end. Raises BadUpload."""
    from tools.finish.audio_files import accept_audio

    return accept_audio(path).ending


def composed_box(picture: "Image", ratio: AspectRatio) -> tuple[int, int, int, int]:
    """The crop of a picture for a ratio, composed round its subject: left, top, right, bottom in pixels."""
    from tools.camera.crops import composed_box as composed

    return composed(picture, ratio)


def _quad(corners: list[list[float]]) -> Quad:
    first, second, third, fourth = ((x, y) for x, y in corners)
    return first, second, third, fourth


def _done(path: Path) -> "Future[Path]":
    future: Future[Path] = Future()
    future.set_result(path)
    return future
