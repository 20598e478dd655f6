"""Receipt lines, read as a person reads them: what changed, and nothing that follows from it by itself."""

import pytest

import store.edits as e
from store.apply import apply
from store.describe import describe, describe_change
from store.scene import Framing, Move, Scene, replace


@pytest.fixture
def cafe(scenes: dict[str, Scene]) -> Scene:
    return scenes["cafe_story"]


def told(scene: Scene, edit: e.Edit) -> list[str]:
    return [f"{line.what}: {line.old} → {line.new}" for line in describe(scene, edit).lines]


def test_a_split_tells_where_it_is_and_not_what_becomes_of_every_value(cafe: Scene) -> None:
    split = e.SplitShot(shot_id="s1", new_id="s9", at_s=1.0, along_path=True)
    assert told(cafe, split) == [
        "Shot 2: none → the last 2.0 s of shot 1",
        "Shot 1 length: 3.0 s → 1.0 s",
        "Shot 1 camera: push-in 15 % (5 % per second) → its first 1.0 s",
    ]
    back = describe_change(apply(cafe, split), cafe).lines
    assert (back[-1].old, back[-1].new) == ("its first 1.0 s", "push-in 15 % (5 % per second)")


PARTS = {"its first 2.0 s": (0.0, 2.0), "its last 2.5 s": (0.5, 3.0), "0.5 s to 2.0 s of it": (0.5, 2.0)}


@pytest.mark.parametrize("part", PARTS)
def test_a_trim_tells_which_part_is_left(cafe: Scene, part: str) -> None:
    start_s, end_s = PARTS[part]
    trim = e.TrimShot(shot_id="s1", start_s=start_s, end_s=end_s, along_path=True)
    assert f"Shot 1 camera: push-in 15 % (5 % per second) → {part}" in told(cafe, trim)


def test_a_crop_that_leads_a_part_off_its_path_is_told(cafe: Scene) -> None:
    cut = apply(cafe, e.SplitShot(shot_id="s1", new_id="s9", at_s=1.0, along_path=True))
    crop = e.SetFraming(shot_id="s9", aspect_ratio="9:16", framing=Framing(scale=0.5))
    assert [line.partition(":")[0] for line in told(cut, crop)] == ["Shot 2 framing"]


def test_what_lasts_as_long_as_its_shot_or_film_has_no_times_of_its_own(cafe: Scene) -> None:
    lines = told(cafe, e.SetDuration(changes=(e.DurationChange(shot_id="s2", duration_s=2.0),)))
    assert lines[:3] == [
        "Shot 2 length: 2.5 s → 2.0 s",
        "Shot 2 pan right speed: 8 % per second → 10 % per second",
        "Film length: 7.6 s → 7.1 s",
    ]
    assert not [line for line in lines if line.startswith(("Shot 2 pan right timing", "Logo"))]


def test_a_sway_has_no_speed(scenes: dict[str, Scene]) -> None:
    less = e.SetMove(changes=(e.MoveChange(shot_id="s1", kind="handheld", amount=0.006),))
    assert told(scenes["portrait"], less) == ["Handheld sway amount: 1.2 % → 0.6 %"]
    none = e.RemoveMove(targets=(e.MoveTarget(shot_id="s1", kind="handheld"),))
    assert told(scenes["portrait"], none) == ["Handheld sway: 1.2 % → removed"]


def test_a_second_move_is_told_by_its_name(scenes: dict[str, Scene]) -> None:
    moves = (*scenes["bottle"].shots[0].camera, Move(kind="tilt_up", amount=0.1, end_s=6.0))
    assert told(scenes["bottle"], e.SetCamera(shot_id="s1", moves=moves)) == [
        "Tilt up: none → 10 % (1.67 % per second)"
    ]


def test_captions_that_go_along_with_their_shots_keep_their_words(cafe: Scene) -> None:
    lines = told(cafe, e.SwapShots(first_id="s1", second_id="s3"))
    assert not [line for line in lines if "“First light” → " in line]


def test_colours_are_told_by_name_where_they_have_one(cafe: Scene) -> None:
    assert told(cafe, e.SetCaptions(color="#ffff00")) == ["Captions colour: white (#ffffff) → yellow (#ffff00)"]
    assert told(cafe, e.SetOverlay(overlay_id="o1", color="#ff0000")) == [
        "“SALE 20% off beans” colour: #ffcc00 → red (#ff0000)"
    ]


def test_a_voice_over_is_told_by_its_words(cafe: Scene, scenes: dict[str, Scene]) -> None:
    assert told(cafe, e.RemoveVoiceover()) == ["Voice-over: “Every morning starts here.” → removed"]
    assert told(scenes["bottle"], e.SetVoiceover(text="Dawn")) == ["Voice-over: none → “Dawn”"]


def test_captions_that_are_taken_out_are_counted_or_named(cafe: Scene) -> None:
    assert told(cafe, e.RemoveCaptions()) == ["Captions: 3 captions → removed"]
    assert cafe.captions is not None
    one = replace(cafe, captions=replace(cafe.captions, cues=cafe.captions.cues[:1]))
    assert told(one, e.RemoveCaptions()) == ["Captions: “First light” → removed"]


def test_a_shot_that_comes_with_a_look_says_so(cafe: Scene) -> None:
    lines = describe_change(replace(cafe, shots=cafe.shots[1:]), cafe).lines
    exterior = next(line for line in lines if str(line.new).startswith("exterior"))
    assert str(exterior.new).endswith("push-in 15 % (5 % per second), temperature +0.2, saturation +0.1")
