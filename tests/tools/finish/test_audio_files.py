"""Sounds that people upload."""

from pathlib import Path

import numpy as np
import pytest

from store.errors import BadUpload
from tests.tools.finish.clips import tone, write_film, write_wav
from tools.finish.audio_files import accept_audio
from tools.finish.silence import write_silence


def test_a_wav_is_accepted_under_any_name(tmp_path: Path) -> None:
    facts = accept_audio(write_wav(tmp_path / "song.jpg", tone(440, 1.5)))
    assert (facts.codec, facts.rate_hz, facts.channels, facts.ending) == ("pcm_s16le", 48_000, 1, "wav")
    assert facts.duration_s == pytest.approx(1.5)


def test_sound_in_a_film_container_is_accepted(tmp_path: Path) -> None:
    assert accept_audio(write_silence(tmp_path / "a.m4a", 1.0)).ending == "m4a"


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").touch()
    with pytest.raises(BadUpload, match="empty"):
        accept_audio(tmp_path / "a.mp3")


@pytest.mark.parametrize(
    "content",
    [
        b"just text",
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n",
        b"ffconcat version 1.0\nfile '/etc/hostname'\n",
        b"\xff\xfb\x90\x00" + b"\x00" * 50,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["text", "cut wav", "playlist", "concat list", "one mp3 header", "svg"],
)
def test_what_is_no_sound_is_refused_with_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(content)
    with pytest.raises(BadUpload, match="Nothing was changed"):
        accept_audio(path)


def test_a_playlist_of_real_sounds_is_still_refused(tmp_path: Path) -> None:
    song = write_wav(tmp_path / "song.wav", tone(440, 1.0))
    path = tmp_path / "list.mp3"
    path.write_text(f"ffconcat version 1.0\nfile 'file:{song}'\n")
    with pytest.raises(BadUpload):
        accept_audio(path)


def test_a_film_without_sound_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadUpload, match="no sound in it"):
        accept_audio(write_film(tmp_path / "v.mp4", 3))


def test_a_sound_that_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.finish.audio_files.LONGEST_S", 2.0)
    assert accept_audio(write_wav(tmp_path / "a.wav", tone(440, 2.0))).duration_s == pytest.approx(2.0)
    with pytest.raises(BadUpload, match="longer than"):
        accept_audio(write_wav(tmp_path / "a.wav", tone(440, 2.5)))


def test_a_broken_packet_is_left_out_as_players_do(tmp_path: Path) -> None:
    path = write_silence(tmp_path / "a.m4a", 2.0)
    content = bytearray(path.read_bytes())
    start = content.index(b"mdat") + 60
    content[start : start + 4] = np.random.default_rng(1).bytes(4)
    path.write_bytes(bytes(content))
    assert accept_audio(path).duration_s > 1.5
