"""The own sounds of clips, measured in the mix that comes out."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from store.errors import RenderFailed
from store.retiming import Retime, RetimePoint
from store.scene import ClipSound, Scene, Shot, ShotId, Soundtrack, Transition, Voiceover, film_duration_s, replace
from store.video_takes import video_take_id
from tests.tools.finish.clips import level_db, read_sound, tone, write_wav
from tools.finish.sound import mix_film

CLIP_HZ, VOICE_HZ, BEEP_HZ = 440.0, 1500.0, 1000.0
BEEPS_S = (0.5, 1.5, 2.5, 3.5)
Mixed = Callable[..., np.ndarray]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """tone: four seconds; beeps: a tenth of a second each; voice: in the third second only; mute: a text."""
    folder = tmp_path_factory.mktemp("clips")
    write_wav(folder / "tone.wav", tone(CLIP_HZ, 4, 0.3))
    high, beeps = tone(BEEP_HZ, 4, 0.3), np.zeros_like(tone(BEEP_HZ, 4))
    for at_s in BEEPS_S:
        part = slice(round(at_s * 48_000), round((at_s + 0.1) * 48_000))
        beeps[part] = high[part]
    write_wav(folder / "beeps.wav", beeps)
    voice = tone(VOICE_HZ, 4, 0.3)
    voice[: 2 * 48_000] = 0
    voice[3 * 48_000 :] = 0
    write_wav(folder / "voice.wav", voice)
    return folder


@pytest.fixture
def mixed(files: Path, tmp_path: Path) -> Mixed:
    def mix(*shots: Shot, voice: bool = False) -> np.ndarray:
        sound = Soundtrack(voiceover=Voiceover(media="voice.wav")) if voice else Soundtrack()
        scene = Scene(shots=shots, soundtrack=sound)
        return read_sound(mix_film(scene, film_duration_s(scene), lambda name: files / name, tmp_path / "mix.m4a"))

    return mix


def clip(name: str, media: str, length_s: float = 4.0, **values: object) -> Shot:
    shot = Shot(id=ShotId(name), duration_s=length_s, take=video_take_id(name, media), sound=ClipSound())
    return replace(shot, **values)


def pace(*points: tuple[float, float]) -> Retime:
    return Retime(points=tuple(RetimePoint(at_s=at, source_s=source) for at, source in points))


def begins(samples: np.ndarray) -> list[float]:
    """When a sound begins after silence, in seconds."""
    loud = [float(np.abs(samples[:, at : at + 480]).max()) > 0.05 for at in range(0, samples.shape[1], 480)]
    heard, silent = [], 10
    for number, now in enumerate(loud):
        if now and silent >= 10:
            heard.append(number / 100)
        silent = 0 if now else silent + 1
    return heard


def test_a_clip_is_heard_where_its_shot_stands(mixed: Mixed) -> None:
    quiet = Shot(id=ShotId("s1"), duration_s=1.0)
    assert begins(mixed(quiet, clip("s2", "beeps.wav"))) == pytest.approx([1 + at for at in BEEPS_S], abs=0.02)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("length_s", "points", "heard"),
    [
        (8.0, ((0, 0), (8, 4)), [1, 3, 5, 7]),
        (2.0, ((0, 0), (2, 4)), [0.25, 0.75, 1.25, 1.75]),
        (4.0, ((0, 1), (4, 2)), [2]),
        (5.0, ((0, 0), (1, 1), (2, 1), (5, 4)), [0.5, 2.5, 3.5, 4.5]),
        (4.0, ((0, 0), (2, 1), (3, 3), (4, 4)), [1, 2.25, 2.75, 3.5]),
    ],
)
def test_it_keeps_step_with_its_pictures(
    mixed: Mixed, length_s: float, points: tuple[tuple[float, float], ...], heard: list[float]
) -> None:
    sound = mixed(clip("s1", "beeps.wav", length_s, retime=pace(*points)))
    # Tempo is changed in windows: at a quarter of the speed a beginning spreads over a tenth of a second.
    assert begins(sound) == pytest.approx(heard, abs=0.12)


@pytest.mark.slow
def test_slower_is_not_lower(mixed: Mixed) -> None:
    sound = mixed(clip("s1", "tone.wav", 8.0, retime=pace((0, 0), (8, 4))))
    assert level_db(sound, CLIP_HZ, 2, 6) > level_db(sound, CLIP_HZ / 2, 2, 6) + 20


@pytest.mark.slow
def test_backwards_is_silent(mixed: Mixed) -> None:
    back = clip("s1", "tone.wav", 2.0, retime=pace((0, 2), (2, 0)))
    sound = mixed(back, clip("s2", "tone.wav", 2.0))
    assert level_db(sound, CLIP_HZ, 0.2, 1.8) < -60 < level_db(sound, CLIP_HZ, 2.2, 3.8) - 40


@pytest.mark.slow
def test_two_clips_fade_into_each_other(mixed: Mixed) -> None:
    fade = Transition(kind="crossfade", duration_s=1.0)
    sound = mixed(clip("s1", "tone.wav"), clip("s2", "beeps.wav", transition=fade))
    levels = [level_db(sound, CLIP_HZ, at, at + 0.2) for at in (2.7, 3.4, 3.78)]
    assert levels[0] - levels[1] == pytest.approx(3, abs=1.2)
    assert levels[1] > levels[2] + 5
    assert level_db(sound, CLIP_HZ, 4.1, 4.3) < -60


@pytest.mark.slow
def test_levels_are_told_apart_and_a_voice_is_given_room(mixed: Mixed) -> None:
    sound = mixed(clip("s1", "tone.wav"), clip("s2", "tone.wav", sound=ClipSound(gain_db=-6)))
    assert level_db(sound, CLIP_HZ, 1, 3) - level_db(sound, CLIP_HZ, 5, 7) == pytest.approx(6, abs=0.5)
    under = mixed(clip("s1", "tone.wav"), voice=True)
    assert level_db(under, CLIP_HZ, 1, 1.8) - level_db(under, CLIP_HZ, 2.3, 2.9) > 6


@pytest.mark.slow
def test_the_same_part_in_two_shots_is_heard_twice_and_the_bytes_are_the_same(files: Path, tmp_path: Path) -> None:
    scene = Scene(
        shots=(clip("s1", "beeps.wav", retime=pace((0, 0), (4, 2))), clip("s2", "beeps.wav"), clip("s3", "beeps.wav"))
    )
    first, second = (mix_film(scene, 12, lambda name: files / name, tmp_path / name) for name in ("a.m4a", "b.m4a"))
    assert len(begins(read_sound(first))) == 2 + 4 + 4
    assert first.read_bytes() == second.read_bytes()


def test_a_clip_that_cannot_be_read_any_more_says_so(files: Path, tmp_path: Path) -> None:
    (tmp_path / "torn.wav").write_text("no clip")
    with pytest.raises(RenderFailed, match="A clip of this film can no longer be read"):
        mix_film(Scene(shots=(clip("s1", "torn.wav"),)), 4.0, lambda name: tmp_path / name, tmp_path / "mix.m4a")
