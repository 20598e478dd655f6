"""The sound of a film, mixed beside its pictures and remembered: what did not change is not mixed again."""

import hashlib
import json
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path
from types import TracebackType
from typing import Self

from store.clip_tracks import clip_tracks, film_sound
from store.scene import film_duration_s
from tools.camera.cache import SealedCache
from tools.camera.interruptible import GoOn
from tools.finish.children import stoppable
from tools.finish.sound import mix_film
from tools.rendering.orders import FilmOrder, media_file

SOUND = ".m4a"
_LOOK_S = 0.02


class SoundBehind:
    """Mixes an order's sound in a thread of its own from `start` on. As a context; leaving it early ends the mixing."""

    def __init__(self, order: FilmOrder, cache: SealedCache) -> None:
        self._order, self._cache = order, cache
        self._stop = threading.Event()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sound")
        self._future: Future[Path | None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.shutdown()

    def start(self) -> None:
        """Begin, unless it has begun."""
        if self._future is None:
            self._future = self._thread.submit(self._mixed)

    def result(self, go_on: GoOn) -> Path | None:
        """The sound's file; None for a film that needs none. Raises what mixing and `go_on` raise."""
        self.start()
        while self._future is not None:
            try:
                return self._future.result(timeout=_LOOK_S)
            except NotYet:
                go_on()
        return None

    def _mixed(self) -> Path | None:
        if not (self._order.silence or _has_sound(self._order)):
            return None
        with stoppable(self._stop):
            return _remembered(self._order, self._cache)


def _remembered(order: FilmOrder, cache: SealedCache) -> Path:
    duration_s = film_duration_s(order.scene)
    document = json.dumps(film_sound(order.scene), sort_keys=True)
    key = f"sound-{hashlib.sha256(document.encode()).hexdigest()[:32]}"
    if (found := cache.find(key, SOUND)) is not None:
        return found
    unfinished = cache.unfinished(key, SOUND)
    try:
        mix_film(order.scene, duration_s, lambda media: media_file(order, media), unfinished)
        return cache.keep(unfinished, key, SOUND)
    finally:
        unfinished.unlink(missing_ok=True)


def _has_sound(order: FilmOrder) -> bool:
    music, voice = order.scene.soundtrack.music, order.scene.soundtrack.voiceover
    return music is not None or (voice is not None and voice.media is not None) or bool(clip_tracks(order.scene))
