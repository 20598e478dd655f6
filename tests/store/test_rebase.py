"""An edit made on one scene, made on another: it means the same there, or it is refused."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import store.edits as e
from store.apply import apply, invert
from store.errors import EditRefused
from store.rebase import replay
from store.scene import Cue, Move, Scene, Shot, ShotId
from tests.store.strategies import edits_of


def without(base: Scene, change: e.Edit, *later: e.Edit) -> Scene:
    """`later` as it is without `change`, which was made before it."""
    before, scene = apply(base, change), base
    for edit in later:
        scene = replay(scene, before, edit)
        before = apply(before, edit)
    return scene


def warm(*shots: str) -> e.SetLook:
    return e.SetLook(changes=tuple(e.LookChange(shot_id=shot, temperature=0.3) for shot in shots))


def longer(shot: str, seconds: float) -> e.SetDuration:
    return e.SetDuration(changes=(e.DurationChange(shot_id=shot, duration_s=seconds),))


def added(shot: str, index: int | None = None) -> e.AddShot:
    return e.AddShot(shot=Shot(id=ShotId(shot), duration_s=2.0), index=index)


def push(amount: float | None) -> e.SetMove:
    return e.SetMove(changes=(e.MoveChange(shot_id="s1", kind="push_in", amount=amount),))


CUE = e.AddCue(cue=Cue(text="New", start_s=0.0, end_s=0.5))


@pytest.fixture
def cafe(scenes: dict[str, Scene]) -> Scene:
    return scenes["cafe_story"]


@pytest.fixture
def bottle(scenes: dict[str, Scene]) -> Scene:
    return scenes["bottle"]


def ids(scene: Scene) -> list[str]:
    return [shot.id for shot in scene.shots]


def test_a_change_is_taken_back_and_what_came_later_is_kept(cafe: Scene) -> None:
    kept = (e.SetCaptions(color="#ffcc00"), warm("s2"))
    scene = without(cafe, warm("s1"), *kept)
    assert scene.shots[0].look == cafe.shots[0].look
    assert scene == apply(apply(cafe, kept[0]), kept[1])


def test_captions_that_an_earlier_length_shifted_are_where_they_would_be_without_it(cafe: Scene) -> None:
    assert without(cafe, longer("s1", 5.0), longer("s2", 2.0)) == apply(cafe, longer("s2", 2.0))


def test_a_caption_that_was_edited_later_is_found_at_its_new_place(cafe: Scene) -> None:
    scene = without(cafe, CUE, e.SetCue(index=2, text="Poured slowly"))
    assert scene.captions is not None
    assert [cue.text for cue in scene.captions.cues] == ["First light", "Poured slowly", "See you at eight"]
    shorter = without(cafe, CUE, e.RemoveCue(index=3))
    assert shorter.captions is not None
    assert [cue.text for cue in shorter.captions.cues] == ["First light", "Poured slow"]


def test_a_caption_whose_words_were_changed_first_is_found_by_its_times(cafe: Scene) -> None:
    scene = without(cafe, e.SetCue(index=1, text="Other words"), e.SetCue(index=1, end_s=4.5))
    assert scene.captions is not None
    assert (scene.captions.cues[1].text, scene.captions.cues[1].end_s) == ("Poured slow", 4.5)


def test_the_second_of_two_equal_captions_is_the_second_again(bottle: Scene) -> None:
    base = bottle
    for start in (0.0, 1.0, 2.0):
        base = apply(base, e.AddCue(cue=Cue(text="same", start_s=start, end_s=start + 0.5)))
    scene = without(base, warm("s1"), e.SetCue(index=1, text="other"))
    assert scene.captions is not None
    assert [cue.text for cue in scene.captions.cues] == ["same", "other", "same"]


def test_shots_are_put_behind_the_same_shots_as_then(cafe: Scene) -> None:
    assert ids(without(cafe, added("s9", 0), e.MoveShot(shot_id="s1", index=2))) == ["s2", "s1", "s3"]
    assert ids(without(cafe, added("s9", 0), added("s8", 2))) == ["s1", "s8", "s2", "s3"]
    assert ids(without(cafe, added("s9"), added("s8"))) == ["s1", "s2", "s3", "s8"]
    assert ids(without(cafe, e.RemoveShot(shot_id="s2"), e.MoveShot(shot_id="s3", index=0))) == ["s3", "s1", "s2"]


def test_an_edit_of_all_shots_goes_on_for_those_that_are_there(cafe: Scene) -> None:
    scene = without(cafe, added("s9"), warm("s1", "s2", "s3", "s9"))
    assert [shot.look.temperature for shot in scene.shots] == [0.3, 0.3, 0.3]


@pytest.mark.parametrize(
    ("change", "later", "reason"),
    [
        (added("s9"), warm("s9"), "about shot 4, which would not be there"),
        (added("s9"), longer("s9", 3.0), "about shot 4, which would not be there"),
        (added("s9"), e.LockStill(shot_id="s9", still="still:1"), "no shot 's9'"),
        (added("s9"), e.SwapShots(first_id="s1", second_id="s9"), "no shot 's9'"),
        (added("s9"), e.DuplicateShot(shot_id="s9", new_id="s10"), "no shot 's9'"),
        (e.DuplicateShot(shot_id="s1", new_id="s9"), e.RemoveMove(targets=(e.MoveTarget(shot_id="s9"),)), "shot 2"),
        (e.RemoveShot(shot_id="s3"), added("s3"), "share an id"),
        (CUE, e.SetCue(index=0, text="Newer"), "caption 1, which would not be there"),
        (CUE, e.RemoveCue(index=0), "caption 1, which would not be there"),
        (e.RemoveMove(targets=(e.MoveTarget(shot_id="s1"),)), push(0.2), "push in, which would be there already"),
        (e.SetMusic(media="m.mp3"), e.SetMusic(gain_db=-20), "no music"),
    ],
)
def test_an_edit_of_what_would_not_be_there_is_refused(cafe: Scene, change: e.Edit, later: e.Edit, reason: str) -> None:
    base = cafe
    if isinstance(later, e.SetMove):
        base = apply(cafe, e.SetCamera(shot_id="s1", moves=(Move(kind="push_in", amount=0.1, end_s=2.0),)))
    if isinstance(later, e.SetMusic):
        base = apply(cafe, e.RemoveMusic()) if cafe.soundtrack.music else cafe
    with pytest.raises(EditRefused, match=reason):
        without(base, change, later)


def test_a_move_that_was_added_cannot_be_taken_back_from_under_its_change(bottle: Scene) -> None:
    static = apply(bottle, e.RemoveMove(targets=(e.MoveTarget(shot_id="s1"),)))
    with pytest.raises(EditRefused, match="push in, which would not be there"):
        without(static, push(0.12), push(0.084))


def test_a_patch_goes_on_where_its_values_have_their_place(cafe: Scene) -> None:
    warmed = apply(cafe, warm("s2"))
    back = invert(cafe, warm("s2"))
    assert without(warmed, e.SetCaptions(color="#ffcc00"), back) == cafe
    with pytest.raises(EditRefused, match="put back"):
        without(warmed, e.SwapShots(first_id="s2", second_id="s3"), back)
    with pytest.raises(EditRefused, match="put back"):
        without(cafe, CUE, invert(apply(cafe, CUE), e.RemoveCue(index=1)))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bottle", "portrait", "cafe_story"])
def test_whatever_was_edited_it_is_replayed_or_refused_and_the_scene_is_valid(
    scenes: dict[str, Scene], name: str
) -> None:
    base, replayed = scenes[name], 0

    @settings(max_examples=80, deadline=None, database=None, suppress_health_check=[HealthCheck.data_too_large])
    @given(data=st.data())
    def run(data: st.DataObject) -> None:
        nonlocal replayed
        change = data.draw(edits_of(base))
        try:
            before = apply(base, change)
            later = data.draw(edits_of(before))
            after = apply(before, later)
        except EditRefused:
            return
        assert replay(before, before, later) == after
        try:
            scene = replay(base, before, later)
        except EditRefused as error:
            assert str(error).endswith(".")
            return
        replayed += 1
        assert Scene.model_validate_json(scene.model_dump_json()) == scene

    run()
    assert replayed > 5
