"""Picture and sound in one file."""

import errno
from pathlib import Path

import av
import numpy as np
import pytest

from store.errors import DiskFull, RenderFailed
from tests.tools.finish.clips import read_sound, write_film
from tools.finish.assembly import mux
from tools.finish.atomic import replacing
from tools.finish.probe import probe
from tools.finish.silence import write_silence

FRAGMENTED = "frag_keyframe+empty_moov+default_base_moof"


@pytest.mark.parametrize("movflags", ["", FRAGMENTED], ids=["plain", "fragmented"])
@pytest.mark.parametrize("frames", [1, 29, 61])
def test_picture_and_sound_start_together_and_end_together(frames: int, movflags: str, tmp_path: Path) -> None:
    video = write_film(tmp_path / "v.mp4", frames, movflags=movflags)
    sound = write_silence(tmp_path / "a.m4a", frames / 30)
    facts = probe(mux(video, sound, tmp_path / "film.mp4"))
    assert facts.duration_s == pytest.approx(frames / 30, abs=0.001)
    assert (facts.frames, facts.frame_rate) == (frames, 30)
    assert facts.audio_duration_s == pytest.approx(frames / 30, abs=0.022)
    with av.open(str(tmp_path / "film.mp4")) as film:
        assert [stream.start_time for stream in film.streams] == [0, 0]


def test_sound_that_is_too_long_ends_with_the_picture(tmp_path: Path) -> None:
    video, sound = write_film(tmp_path / "v.mp4", 30), write_silence(tmp_path / "a.m4a", 9.0)
    mux(video, sound, tmp_path / "film.mp4")
    assert read_sound(tmp_path / "film.mp4").shape[1] / 48_000 == pytest.approx(1.0, abs=0.045)


def test_pictures_are_copied_bit_for_bit(tmp_path: Path) -> None:
    video, sound = write_film(tmp_path / "v.mp4", 30), write_silence(tmp_path / "a.m4a", 1.0)
    film = mux(video, sound, tmp_path / "film.mp4")
    assert np.array_equal(_pictures(film), _pictures(video))
    assert probe(film).faststart


def test_the_same_parts_give_the_same_bytes(tmp_path: Path) -> None:
    video, sound = write_film(tmp_path / "v.mp4", 10), write_silence(tmp_path / "a.m4a", 0.4)
    assert mux(video, sound, tmp_path / "1.mp4").read_bytes() == mux(video, sound, tmp_path / "2.mp4").read_bytes()


def test_a_broken_part_fails_and_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_text("the last good one")
    (tmp_path / "v.mp4").write_bytes(b"\x00" * 400)
    with pytest.raises(RenderFailed, match="could not be put together"):
        mux(tmp_path / "v.mp4", write_silence(tmp_path / "a.m4a", 1.0), tmp_path / "film.mp4")
    assert (tmp_path / "film.mp4").read_text() == "the last good one"
    assert len(list(tmp_path.iterdir())) == 3


def test_a_full_disk_is_told_and_leaves_no_half_file(tmp_path: Path) -> None:
    with pytest.raises(DiskFull, match="disk is full"), replacing(tmp_path / "film.mp4") as draft:
        draft.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert not list(tmp_path.iterdir())


def _pictures(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        return np.stack([frame.to_ndarray() for frame in container.decode(video=0)])
