"""The own sounds of clips on the film's time."""

import pytest

from store.apply import apply, invert
from store.clip_tracks import clip_tracks, film_sound, silent_s
from store.describe import describe
from store.edits import ClipSoundChange, DuplicateShot, MoveShot, SetClipSound, SetDuration, SplitShot
from store.edits_shots import DurationChange
from store.retiming import Retime, RetimePoint
from store.scene import ClipSound, Music, Scene, Shot, ShotId, Soundtrack, Transition, TransitionKind, replace
from store.segments import final_target, segments
from store.video_takes import video_take_id

MEDIA = "a" * 64 + ".mp4"


def clip(name: str = "s1", length_s: float = 4.0, *, heard: bool = True, **values: object) -> Shot:
    sound = ClipSound() if heard else None
    shot = Shot(id=ShotId(name), duration_s=length_s, take=video_take_id(name, MEDIA), sound=sound)
    return replace(shot, **values)


def pace(*points: tuple[float, float]) -> Retime:
    return Retime(points=tuple(RetimePoint(at_s=at, source_s=source) for at, source in points))


def film(*shots: Shot) -> Scene:
    return Scene(shots=shots)


def where(scene: Scene) -> list[tuple[float, float, float]]:
    """Start and length of each track, and where in its file it begins."""
    return [(track.start_s, track.length_s, track.stretches[0].source_s) for track in clip_tracks(scene)]


def test_only_clips_that_are_to_be_heard_are_heard() -> None:
    still = Shot(id=ShotId("s3"), duration_s=2, sound=ClipSound())
    assert where(film(clip(), clip("s2", heard=False), still, clip("s4"))) == [(0, 4, 0), (10, 4, 0)]


def test_a_sound_follows_its_shot_through_order_cuts_and_lengths() -> None:
    scene = film(clip("s1", 3), clip("s2", 4, heard=False))
    scene = apply(scene, SplitShot(shot_id="s1", new_id="s3", at_s=1))
    assert where(scene) == [(0, 1, 0), (1, 2, 1)]
    scene = apply(scene, MoveShot(shot_id="s3", index=2))
    assert where(scene) == [(0, 1, 0), (5, 2, 1)]
    scene = apply(scene, DuplicateShot(shot_id="s3", new_id="s4"))
    scene = apply(scene, SetDuration(changes=(DurationChange(shot_id="s3", duration_s=1.5),)))
    assert where(scene) == [(0, 1, 0), (5, 1.5, 1), (6.5, 2, 1)]


def test_another_pace_is_another_pace_of_the_sound() -> None:
    (track,) = clip_tracks(film(clip(length_s=8, retime=pace((0, 1), (4, 3), (8, 11)))))
    assert [(s.at_s, s.length_s, s.source_s, s.speed) for s in track.stretches] == [(0, 4, 1, 0.5), (4, 4, 3, 2)]
    over = [stretch.fade_out.at_s for stretch in track.stretches]
    assert over[0] == 4
    assert over[1] < 4


@pytest.mark.parametrize(
    ("points", "silent"),
    [
        (((0, 4), (4, 0)), 4),  # backwards
        (((0, 0), (1, 1), (3, 1), (4, 2)), 2),  # held for two seconds
        (((0, 0), (4, 0.4)), 4),  # a tenth of its speed
        (((0, 0), (4, 40)), 4),
        (((0, 0), (4, 1)), 0),
        (((0, 0), (4, 16)), 0),
    ],
)
def test_what_is_no_sound_any_more_is_silent(points: tuple[tuple[float, float], ...], silent: float) -> None:
    shot = clip(retime=pace(*points))
    assert silent_s(shot) == pytest.approx(silent)
    heard = sum(stretch.length_s for track in clip_tracks(film(shot)) for stretch in track.stretches)
    assert heard == pytest.approx(4 - silent)


@pytest.mark.parametrize(
    ("kind", "goes", "comes"), [("crossfade", (3, 1), (0, 1)), ("fade_black", (3, 0.5), (0.5, 0.5))]
)
def test_sounds_come_and_go_with_their_pictures(
    kind: TransitionKind, goes: tuple[float, float], comes: tuple[float, float]
) -> None:
    first, second = clip_tracks(film(clip(), clip("s2", transition=Transition(kind=kind, duration_s=1))))
    assert (first.fade_out.at_s, first.fade_out.length_s) == goes
    assert (second.fade_in.at_s, second.fade_in.length_s) == comes
    assert second.start_s == 3
    assert first.fade_in.length_s < 0.01


def test_a_sound_changes_no_picture_and_a_picture_no_sound() -> None:
    scene = film(clip(heard=False))
    kept = apply(scene, SetClipSound(changes=(ClipSoundChange(shot_id="s1", sound=ClipSound()),)))
    target = final_target(scene)
    assert [one.key for one in segments(kept, target)] == [one.key for one in segments(scene, target)]
    assert film_sound(kept) != film_sound(scene)
    warmer = replace(kept, shots=(replace(kept.shots[0], look=replace(kept.shots[0].look, temperature=0.5)),))
    assert film_sound(warmer) == film_sound(kept)


def test_the_receipt_says_what_is_heard_and_the_way_back_is_exact() -> None:
    scene = replace(film(clip(heard=False)), soundtrack=Soundtrack(music=Music(media="m")))
    keep = SetClipSound(changes=(ClipSoundChange(shot_id="s1", sound=ClipSound()),))
    kept = apply(scene, keep)
    told = describe(scene, keep)
    assert told.sentence == "Clip's own sound: left out → on, 0 dB."
    assert "the sound" not in told.stayed
    assert apply(kept, invert(scene, keep)) == scene
    quieter = SetClipSound(changes=(ClipSoundChange(shot_id="s1", sound=ClipSound(gain_db=-6)),))
    assert describe(kept, quieter).sentence == "Level of the clip's own sound: 0 dB → −6 dB."
