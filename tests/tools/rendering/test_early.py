"""Films that are watched while they are made, and sound that is mixed beside them."""

import os
import signal
import threading
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from store.errors import RenderFailed
from store.scene import Look, Music, Scene, Soundtrack, replace
from tests.tools.camera.drawn import SMALL, film, move, save, shot, texture
from tests.tools.finish.clips import tone, write_wav
from tools.camera.segment import Stopped
from tools.rendering.films import FilmMaker
from tools.rendering.growth import Growth, Reader
from tools.rendering.orders import FilmOrder

FIRST = shot(move("push_in", 0.2), duration_s=2)
THREE = film(FIRST, shot(name="s2", duration_s=0.5), shot(name="s3", duration_s=0.5))
"""Three segments; the second one is in the cache when a test made it before."""


@pytest.fixture
def still(tmp_path: Path) -> Path:
    return save(tmp_path, texture(90, 160))


@pytest.fixture
def music(tmp_path: Path) -> Path:
    return write_wav(tmp_path / "music.wav", tone(440, 3))


def order(scene: Scene, still: Path, music: Path | None = None) -> FilmOrder:
    media = {"music": music} if music else {}
    return FilmOrder(scene, SMALL, {"a": still}, media, still.parent / "cache", 10_000_000)


class Viewer:
    """Reads the growing film as it comes, and notes how far the render was when each part came."""

    def __init__(self) -> None:
        self.growth, self.data, self.done_at_first = Growth(), b"", 1.0
        self._reader, self._done = Reader(self.growth), 0.0

    def begins(self, path: Path) -> None:
        self.growth.begins(path)

    def progress(self, fraction: float) -> None:
        self._done = fraction
        self._read()

    def _read(self) -> bool:
        more = self._reader.more()
        if more and b"moof" in more and b"moof" not in self.data:
            self.done_at_first = self._done
        self.data += more or b""
        return more is not None

    def rest(self) -> bytes:
        self.growth.end()
        with self._reader:
            while self._read():
                pass
        return self.data


def watched(wanted: FilmOrder) -> tuple[Path, Viewer]:
    viewer = Viewer()
    path = FilmMaker().make(wanted, viewer.progress, lambda: False, viewer.begins)
    viewer.rest()
    return path, viewer


def pictures(path: Path) -> tuple[list[Fraction], np.ndarray]:
    with av.open(str(path)) as opened:
        frames = list(opened.decode(video=0))
    times = [Fraction(frame.pts or 0) * (frame.time_base or 0) for frame in frames]
    return times, np.stack([frame.to_ndarray() for frame in frames])


@pytest.mark.parametrize("cached", ["nothing", "the first shot", "the last shot"])
def test_what_is_watched_early_is_the_film(still: Path, tmp_path: Path, cached: str) -> None:
    if cached != "nothing":
        kept = film(FIRST) if cached == "the first shot" else film(THREE.shots[2])
        FilmMaker().make(order(kept, still), lambda _: None, lambda: False)
    whole, viewer = watched(order(THREE, still))
    early = tmp_path / "early.mp4"
    early.write_bytes(viewer.data)
    (times, frames), (_, wanted) = pictures(early), pictures(whole)
    assert times == [Fraction(number + 1, 24) for number in range(72)]
    np.testing.assert_array_equal(frames, wanted)


def test_the_first_pictures_come_long_before_the_last(still: Path) -> None:
    _, viewer = watched(order(film(shot(move("push_in", 0.2), duration_s=20)), still))
    assert viewer.done_at_first < 0.3
    assert viewer.data.count(b"moof") > 20


def test_a_growing_film_leaves_nothing_behind(still: Path) -> None:
    wanted = order(THREE, still)
    watched(wanted)
    with pytest.raises(Stopped):
        FilmMaker().make(order(replace(THREE, shots=THREE.shots[:1]), still), lambda _: None, lambda: True)
    assert [path.name for path in wanted.cache_dir.glob("*.tmp*")] == []


def test_sound_does_not_hold_up_the_first_pictures(still: Path, music: Path) -> None:
    scene = replace(THREE, soundtrack=Soundtrack(music=Music(media="music")))
    wanted = order(scene, still, music)
    mixed_by_then: list[bool] = []
    path = FilmMaker().make(
        wanted, lambda _: None, lambda: False, lambda _: mixed_by_then.append(any(wanted.cache_dir.glob("sound-*.m4a")))
    )
    assert mixed_by_then == [False]
    with av.open(str(path)) as opened:
        assert opened.streams.audio


@pytest.mark.slow
def test_calling_off_a_film_ends_the_mixing_of_its_sound(still: Path, tmp_path: Path) -> None:
    long = write_wav(tmp_path / "long.wav", tone(440, 60))
    scene = film(shot(duration_s=60), soundtrack=Soundtrack(music=Music(media="music")))
    with pytest.raises(Stopped):
        FilmMaker().make(order(scene, still, long), lambda _: None, lambda: bool(mixers()))
    assert mixers() == []


@pytest.mark.slow
def test_a_killed_mixer_is_a_sentence_and_the_next_render_works(still: Path, tmp_path: Path) -> None:
    long = write_wav(tmp_path / "long.wav", tone(440, 60))
    scene = film(shot(duration_s=60, look=Look(exposure=0.1)), soundtrack=Soundtrack(music=Music(media="music")))
    wanted = order(scene, still, long)
    killer = threading.Thread(target=lambda: os.kill(wait_for(mixers)[0], signal.SIGKILL))
    killer.start()
    with pytest.raises(RenderFailed, match="did not work"):
        FilmMaker().make(wanted, lambda _: None, lambda: False)
    killer.join()
    assert list(wanted.cache_dir.glob("*.tmp*")) == []
    assert FilmMaker().make(wanted, lambda _: None, lambda: False).exists()


def mixers() -> list[int]:
    """The children of this process that have become ffmpeg."""
    found: list[int] = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            continue
        state, parent = rest.split()[:2]
        if int(parent) == os.getpid() and "ffmpeg" in name and state != "Z":
            found.append(int(stat.parent.name))
    return found


def wait_for(condition: Callable[[], list[int]]) -> list[int]:
    until = time.monotonic() + 20
    while not (met := condition()):
        assert time.monotonic() < until
        time.sleep(0.002)
    return met
