"""Films made to order: only what changed is made again, and what goes wrong leaves no half file."""

import errno
import io
import threading
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from store.errors import DiskFull, MediaMissing, RenderFailed
from store.scene import Captions, Cue, Look, Music, Scene, Soundtrack, Transition, replace
from store.segments import segments
from tests.tools.camera.drawn import SMALL, film, move, save, shot, texture
from tools.camera.cache import SealedCache
from tools.camera.picture import read_picture
from tools.camera.segment import Stopped
from tools.finish.probe import probe
from tools.planes import U8
from tools.rendering.films import VIDEO, FilmMaker, with_slate_words
from tools.rendering.orders import FilmOrder, PosterOrder

TWO = film(shot(move("push_in", 0.2, end_s=0.5), duration_s=0.5), shot(name="s2", duration_s=0.5))
CAPTIONED = replace(TWO, captions=Captions(cues=(Cue(text="Hello", start_s=0.6, end_s=0.9),)))


@pytest.fixture
def still(tmp_path: Path) -> Path:
    return save(tmp_path, texture(90, 160))


@pytest.fixture
def maker() -> FilmMaker:
    return FilmMaker()


def order(
    scene: Scene, still: Path, cache_bytes: int = 1_000_000, silence: bool = False, cache: str = "cache"
) -> FilmOrder:
    return FilmOrder(scene, SMALL, {"a": still}, {}, still.parent / cache, cache_bytes, silence)


def made(maker: FilmMaker, wanted: FilmOrder | PosterOrder) -> Path:
    return maker.make(wanted, lambda _: None, lambda: False)


def segment_files(wanted: FilmOrder) -> list[tuple[int, bytes]]:
    """Inode and content of every segment: a file that was written again has another inode."""
    paths = [wanted.cache_dir / f"{segment.key}.mp4" for segment in segments(wanted.scene, wanted.target)]
    return [(path.stat().st_ino, path.read_bytes()) for path in paths]


def frames(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as opened:
        return [frame.to_ndarray() for frame in opened.decode(video=0)]


def test_a_film_is_made_once(maker: FilmMaker, still: Path) -> None:
    first = made(maker, order(TWO, still))
    facts = probe(first)
    assert (facts.width, facts.height, facts.frames, facts.faststart) == (72, 128, 24, True)
    inode = first.stat().st_ino
    assert made(maker, order(TWO, still)).stat().st_ino == inode


def test_only_the_segments_that_changed_are_rendered_again(maker: FilmMaker, still: Path) -> None:
    made(maker, order(TWO, still))
    before = segment_files(order(TWO, still))
    made(maker, order(CAPTIONED, still))
    after = segment_files(order(CAPTIONED, still))
    assert after[0] == before[0]
    assert after[1][1] != before[1][1]


def test_compiling_only_what_changed_gives_the_same_frames_as_compiling_all(maker: FilmMaker, still: Path) -> None:
    made(maker, order(TWO, still))
    partly = made(maker, order(CAPTIONED, still))
    afresh = made(FilmMaker(), order(CAPTIONED, still, cache="other"))
    assert partly.read_bytes() == afresh.read_bytes()


@pytest.mark.parametrize("kind", ["film", "segment"])
def test_a_damaged_file_in_the_cache_is_made_again(maker: FilmMaker, still: Path, kind: str) -> None:
    wanted = order(TWO, still)
    path = made(maker, wanted)
    whole = path.read_bytes()
    segment = wanted.cache_dir / f"{segments(TWO, SMALL)[0].key}.mp4"
    if kind == "segment":
        path.unlink()
    damaged = path if kind == "film" else segment
    data = bytearray(segment.read_bytes() if kind == "segment" else whole)
    data[len(data) // 2] ^= 0xFF
    damaged.write_bytes(data)
    assert made(maker, wanted).read_bytes() == whole


def test_a_still_deleted_from_disk_is_missing_and_comes_back(maker: FilmMaker, still: Path) -> None:
    data = still.read_bytes()
    still.unlink()
    with pytest.raises(MediaMissing, match=r"A still of this film is no longer on disk. .* upload it again"):
        made(maker, order(TWO, still))
    assert [path for path in (still.parent / "cache").iterdir() if path.is_file()] == []
    still.write_bytes(data)
    assert made(maker, order(TWO, still)).exists()


def test_a_still_that_is_no_picture_fails_with_a_sentence(maker: FilmMaker, still: Path) -> None:
    still.write_bytes(b"not a picture")
    with pytest.raises(RenderFailed):
        made(maker, order(TWO, still))


class SmallDisk(type(Path())):
    """A path to a file that there is room for 2 KB of."""

    def open(self, mode: str = "r", *_: Any, **__: Any) -> Any:
        if mode != "wb":
            return super().open(mode)
        return SmallFile(str(self), mode)


class SmallFile(io.FileIO):
    def write(self, data: Any) -> int:
        if self.tell() + len(data) > 2000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


@pytest.mark.parametrize("full", [f"{segments(TWO, SMALL)[0].key}", "-growing"])
def test_a_disk_that_fills_up_in_the_middle_of_a_segment_leaves_no_half_file(
    maker: FilmMaker, still: Path, monkeypatch: pytest.MonkeyPatch, full: str
) -> None:
    wanted, usual = order(TWO, still), SealedCache.unfinished
    drawn: list[float] = []

    def unfinished(cache: SealedCache, key: str, suffix: str) -> Path:
        path = usual(cache, key, suffix)
        return SmallDisk(path) if key.endswith(full) else path

    with monkeypatch.context() as small:
        small.setattr(SealedCache, "unfinished", unfinished)
        with pytest.raises(DiskFull, match=r"no room left on the disk .* Everything stored before is kept: free some"):
            maker.make(wanted, drawn.append, lambda: False)
    assert max(drawn) > 0.3  # it came far into the first segment
    assert [path.name for path in wanted.cache_dir.iterdir() if path.is_file()] == []
    assert probe(made(maker, wanted)).frames == 24


def test_a_full_disk_leaves_no_half_file_and_the_next_render_works(maker: FilmMaker, still: Path) -> None:
    wanted = order(TWO, still)
    cache = SealedCache(wanted.cache_dir, 1_000_000)
    first = segments(TWO, SMALL)[0].key
    cache.unfinished(first, VIDEO).symlink_to("/dev/full")
    with pytest.raises(DiskFull):
        made(maker, wanted)
    assert [path.name for path in cache.folder.iterdir() if path.is_file() or path.is_symlink()] == []
    assert made(maker, wanted).exists()


def test_a_render_that_is_called_off_leaves_what_was_finished(maker: FilmMaker, still: Path) -> None:
    wanted = order(TWO, still)
    told: list[float] = []
    with pytest.raises(Stopped):
        maker.make(wanted, told.append, lambda: bool(told) and told[-1] > 0.6)
    left = sorted(path.name for path in wanted.cache_dir.iterdir() if path.is_file())
    assert left == [f"{segments(TWO, SMALL)[0].key}.mp4"]


def test_a_film_is_called_off_while_its_still_is_being_read(
    maker: FilmMaker, still: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, answers = threading.Event(), threading.Event()

    def slow_disk(path: Path, reduction: int = 1) -> U8:
        reading.set()
        assert answers.wait(30)
        return read_picture(path, reduction)

    monkeypatch.setattr("tools.camera.plate.read_picture", slow_disk)
    wanted = order(TWO, still)
    with pytest.raises(Stopped):
        maker.make(wanted, lambda _: None, reading.is_set)
    assert [path for path in wanted.cache_dir.iterdir() if path.is_file()] == []
    answers.set()
    assert probe(made(maker, wanted)).frames == 24


def test_progress_grows_to_one(maker: FilmMaker, still: Path) -> None:
    told: list[float] = []
    maker.make(order(TWO, still), told.append, lambda: False)
    assert told == sorted(told)
    assert told[-1] == 1


def test_a_film_for_export_has_a_sound_track_even_when_silent(maker: FilmMaker, still: Path) -> None:
    assert probe(made(maker, order(TWO, still))).audio_codec is None
    facts = probe(made(maker, order(TWO, still, silence=True)))
    assert facts.audio_codec == "aac"
    assert facts.frames == 24


def test_a_film_with_music_that_is_gone_says_so(maker: FilmMaker, still: Path) -> None:
    with_music = replace(TWO, soundtrack=Soundtrack(music=Music(media="gone.mp3")))
    with pytest.raises(MediaMissing):
        made(maker, order(with_music, still))


def test_the_cache_is_kept_within_its_limit(maker: FilmMaker, still: Path) -> None:
    for exposure in (0.1, 0.2, 0.3, 0.4):
        scene = film(shot(duration_s=0.5, look=Look(exposure=exposure)))
        wanted = order(scene, still, cache_bytes=30_000)
        newest = made(maker, wanted)
    sizes = sum(path.stat().st_size for path in wanted.cache_dir.iterdir() if path.is_file())
    assert sizes <= 30_000
    assert newest.exists()


def test_a_poster_is_the_frame_of_the_film(maker: FilmMaker, still: Path) -> None:
    poster = made(maker, PosterOrder(CAPTIONED, SMALL, 18, {"a": still}, {}, still.parent / "cache"))
    with Image.open(poster) as opened:
        grey = np.asarray(opened.convert("L")).astype(float)
    drawn = frames(made(maker, order(CAPTIONED, still)))[18][:128].astype(float)
    assert np.abs(grey - (drawn - 16) * 255 / 219).mean() < 6


def test_a_poster_outlives_changes_elsewhere_in_the_film(still: Path) -> None:
    first, second = (PosterOrder(scene, SMALL, 3, {"a": still}, {}, still.parent) for scene in (TWO, CAPTIONED))
    assert first.key == second.key
    assert first.key != PosterOrder(TWO, SMALL, 4, {"a": still}, {}, still.parent).key


def test_a_film_without_shots_is_refused_with_a_sentence(maker: FilmMaker, still: Path) -> None:
    with pytest.raises(RenderFailed, match="Lock a still"):
        made(maker, order(Scene(), still))


def test_the_words_of_a_slate_show_while_it_is_alone_on_screen() -> None:
    crossfade = Transition(kind="crossfade", duration_s=0.2)
    slate = shot(name="s2", still=None, description="A hand", transition=crossfade)
    scene = with_slate_words(film(shot(), slate, shot(name="s3", transition=crossfade)))
    (words,) = scene.overlays
    assert words.text == "Shot 2\nA hand"
    assert (words.start_s, words.end_s) == (pytest.approx(1.0), pytest.approx(1.6))


def test_a_scene_with_hostile_words_renders(maker: FilmMaker, still: Path) -> None:
    words = "{\\an8}'; drop [in] <b>%{x}\x00\u202e" + "🙂" * 80
    scene = film(shot(still=None, description=words * 10, duration_s=0.2))
    assert probe(made(maker, order(scene, still))).frames == 5
