"""The film's sound, measured in the files that come out."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from store.errors import DiskFull, RenderFailed
from store.scene import Music, Scene, Shot, ShotId, Soundtrack, Voiceover
from tests.tools.finish.clips import level_db, read_sound, tone, write_wav
from tools.finish.children import run
from tools.finish.sound import _measured_file, mix_film  # pyright: ignore[reportPrivateUsage]

MUSIC_HZ, VOICE_HZ = 220.0, 1500.0


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """music: 1.5 s of a low tone; voice: a high tone from 2 s to 3 s of 4 s; quiet and loud: the same music."""
    folder = tmp_path_factory.mktemp("sounds")
    write_wav(folder / "music", tone(MUSIC_HZ, 1.5))
    write_wav(folder / "quiet", tone(MUSIC_HZ, 4, 0.02))
    write_wav(folder / "loud", tone(MUSIC_HZ, 4, 0.9))
    voice = tone(VOICE_HZ, 4, 0.3)
    voice[: 2 * 48_000] = 0
    voice[3 * 48_000 :] = 0
    write_wav(folder / "voice", voice)
    return folder


@pytest.fixture
def mixed(sounds: Path, tmp_path: Path) -> Callable[..., np.ndarray]:
    def mix(duration_s: float = 4.0, **tracks: Any) -> np.ndarray:
        path = mix_film(film(**tracks), duration_s, lambda name: sounds / name, tmp_path / "mix.m4a")
        return read_sound(path)

    return mix


def film(**tracks: Any) -> Scene:
    return Scene(shots=(Shot(id=ShotId("s1"), duration_s=4.0),), soundtrack=Soundtrack(**tracks))


def loudness(path: Path) -> float:
    return _measured_file(path, path.stat().st_mtime_ns, path.stat().st_size, 60.0)


@pytest.mark.parametrize("tracks", [{}, {"voiceover": Voiceover(text="not recorded yet")}])
def test_a_film_without_sound_gets_silence_of_its_length(tracks: dict[str, Any], tmp_path: Path) -> None:
    path = mix_film(film(**tracks), 2.5, lambda name: tmp_path / name, tmp_path / "mix.m4a")
    samples = read_sound(path)
    assert samples.shape[0] == 2
    assert samples.shape[1] == pytest.approx(2.5 * 48_000, abs=1024)
    assert not samples.any()


@pytest.mark.slow
def test_music_fills_the_film_at_its_loudness_with_its_fades(sounds: Path, tmp_path: Path) -> None:
    scene = film(music=Music(media="music", fade_in_s=1.0, fade_out_s=1.0))
    path = mix_film(scene, 4.0, lambda name: sounds / name, tmp_path / "mix.m4a")
    samples = read_sound(path)
    assert samples.shape == (2, pytest.approx(4 * 48_000, abs=1024))
    early, middle, late = (level_db(samples, MUSIC_HZ, at, at + 0.2) for at in (0.1, 2.0, 3.75))
    assert middle - early > 10
    assert middle - late > 10
    assert loudness(path) == pytest.approx(-14, abs=1)


@pytest.mark.slow
def test_gains_mean_the_same_for_loud_and_quiet_recordings(mixed: Callable[..., np.ndarray]) -> None:
    levels = [level_db(mixed(music=Music(media=name)), MUSIC_HZ, 1, 2) for name in ("quiet", "loud")]
    assert levels[0] == pytest.approx(levels[1], abs=1)


@pytest.mark.slow
def test_music_turned_down_is_heard_lower(mixed: Callable[..., np.ndarray]) -> None:
    usual, lower = (level_db(mixed(music=Music(media="loud", gain_db=gain)), MUSIC_HZ, 1, 2) for gain in (-12, -18))
    assert usual - lower == pytest.approx(6, abs=0.5)


def test_music_starts_when_it_should(mixed: Callable[..., np.ndarray]) -> None:
    samples = mixed(music=Music(media="loud", start_s=2.0))
    assert level_db(samples, MUSIC_HZ, 0, 1.9) < -60
    assert level_db(samples, MUSIC_HZ, 2.1, 3) > -30
    assert not mixed(music=Music(media="loud", start_s=9.0)).any()


@pytest.mark.slow
def test_ducking_lowers_the_music_only_where_the_voice_speaks(mixed: Callable[..., np.ndarray]) -> None:
    drops: list[float] = []
    for duck in (True, False):
        samples = mixed(music=Music(media="loud", duck=duck, fade_out_s=0), voiceover=Voiceover(media="voice"))
        before, during = (level_db(samples, MUSIC_HZ, at, at + 0.6) for at in (1.2, 2.3))
        drops.append(before - during)
        assert level_db(samples, VOICE_HZ, 2.2, 2.8) > during + 6
    assert drops[0] > 6
    assert abs(drops[1]) < 1


@pytest.mark.slow
def test_peaks_stay_under_the_limit_however_loud_the_wish(mixed: Callable[..., np.ndarray]) -> None:
    samples = mixed(music=Music(media="loud", gain_db=12), voiceover=Voiceover(media="voice", gain_db=12))
    assert np.abs(samples).max() < 10 ** (-1 / 20)


@pytest.mark.slow
def test_a_film_shorter_than_its_sounds_cuts_them(mixed: Callable[..., np.ndarray]) -> None:
    samples = mixed(2.4, music=Music(media="loud"), voiceover=Voiceover(media="voice"))
    assert samples.shape[1] == pytest.approx(2.4 * 48_000, abs=1024)


@pytest.mark.slow
def test_the_same_film_gives_the_same_bytes(sounds: Path, tmp_path: Path) -> None:
    scene = film(music=Music(media="music"), voiceover=Voiceover(media="voice"))
    first, second = (mix_film(scene, 3.0, lambda n: sounds / n, tmp_path / name) for name in ("a.m4a", "b.m4a"))
    assert first.read_bytes() == second.read_bytes()


def test_names_of_files_are_never_read_as_anything_else(tmp_path: Path) -> None:
    folder = tmp_path / "it's [0:a];volume=0, 100%"
    folder.mkdir()
    path = write_wav(folder / "-i concat:a|b.wav", tone(MUSIC_HZ, 1))
    out = mix_film(film(music=Music(media="m")), 1.0, lambda _: path, folder / "-y out.m4a")
    assert level_db(read_sound(out), MUSIC_HZ, 0.2, 0.8) > -40


def test_a_file_that_is_no_sound_fails_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "music").write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")
    with pytest.raises(RenderFailed, match="Mixing the sound did not work"):
        mix_film(film(music=Music(media="music")), 1.0, lambda n: tmp_path / n, tmp_path / "out" / "mix.m4a")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["music"]


# --- children --------------------------------------------------------------------------------------------------------


def test_a_program_that_takes_too_long_is_stopped() -> None:
    begun = time.monotonic()
    with pytest.raises(RenderFailed, match="took too long"):
        run([sys.executable, "-c", "import time; time.sleep(30)"], 0.3, "Waiting")
    assert time.monotonic() - begun < 5


def test_a_full_disk_is_told_apart() -> None:
    script = "import sys; sys.exit('av_write_frame: No space left on device')"
    with pytest.raises(DiskFull):
        run([sys.executable, "-c", script], 10, "Writing")


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_a_child_dies_with_its_parent(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    child = f"import os, time, pathlib; pathlib.Path({str(note)!r}).write_text(str(os.getpid())); time.sleep(60)"
    code = f"import sys; from tools.finish.children import run; run([sys.executable, '-c', {child!r}], 60, 'x')"
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[3])
    pid = int(_wait_for(lambda: note.exists() and note.read_text()))
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert _wait_for(lambda: not _alive(pid))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def _wait_for(found: Callable[[], Any]) -> Any:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.02)
    raise AssertionError("it did not happen in 10 s")
