"""Edits: what they change, that they are undone exactly, and what they refuse."""

from typing import get_args

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import store.edits as e
from store.apply import apply, invert
from store.describe import describe
from store.differences import differences
from store.errors import EditRefused, OutOfRange, UnknownTarget
from store.references import Reference
from store.scene import Scene, StillId, film_duration_s, replace, shot_starts_s
from tests.store.strategies import edits_of

NAMES = ["empty", "bottle", "portrait", "cafe_story"]


@pytest.mark.parametrize("name", NAMES)
def test_an_edit_and_its_inverse_give_back_the_same_scene(scenes: dict[str, Scene], name: str) -> None:
    scene = scenes[name]
    applied = 0

    @settings(max_examples=120, deadline=None, database=None)
    @given(edit=edits_of(scene))
    def run(edit: e.Edit) -> None:
        nonlocal applied
        try:
            after = apply(scene, edit)
        except EditRefused as error:
            assert str(error).endswith(".")
            return
        applied += 1
        assert Scene.model_validate_json(after.model_dump_json()) == after
        assert apply(after, invert(scene, edit)) == scene
        assert describe(scene, edit).sentence
        assert e.parse_edit(edit.model_dump(mode="json")) == edit

    run()
    assert applied > 5


@pytest.mark.slow
def test_any_edits_after_one_another_keep_the_scene_valid_and_lead_back_to_the_start(scenes: dict[str, Scene]) -> None:
    lengths: list[int] = []

    @settings(max_examples=12, deadline=None, database=None)
    @given(data=st.data())
    def run(data: st.DataObject) -> None:
        start = scene = scenes[data.draw(st.sampled_from(NAMES))]
        steps: list[tuple[Scene, e.Edit]] = []
        for _ in range(6):
            edit = data.draw(edits_of(scene))
            try:
                after = apply(scene, edit)
            except EditRefused:
                continue
            assert Scene.model_validate_json(after.model_dump_json()) == after
            steps.append((scene, edit))
            scene = after
        for before, edit in reversed(steps):
            scene = apply(scene, invert(before, edit))
            assert scene == before
        assert scene == start
        lengths.append(len(steps))

    run()
    assert max(lengths) > 2


@pytest.mark.slow
def test_the_random_edits_are_of_every_kind_there_is(scenes: dict[str, Scene]) -> None:
    tried: set[str] = set()
    applied: set[str] = set()
    mia = Reference(name="Mia", kind="character", still=StillId("still:000000000001"))
    scene = replace(scenes["cafe_story"], references=(mia,))

    @settings(max_examples=1200, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
    @given(edit=edits_of(scene))
    def run(edit: e.Edit) -> None:
        tried.add(edit.op)
        try:
            apply(scene, edit)
        except EditRefused:
            return
        applied.add(edit.op)

    run()
    every = {kind.model_fields["op"].default for kind in get_args(get_args(e.Edit)[0])}
    assert tried | {"patch"} == every  # a patch is what an inverse is made of
    assert applied == tried


def _durations(*changes: tuple[str, float]) -> e.SetDuration:
    return e.SetDuration(changes=tuple(e.DurationChange(shot_id=i, duration_s=s) for i, s in changes))


def test_a_move_over_the_whole_shot_stretches_with_it_and_others_are_clamped(scenes: dict[str, Scene]) -> None:
    longer = apply(scenes["bottle"], _durations(("s1", 8)))
    assert longer.shots[0].camera[0].end_s == 8
    timed = apply(scenes["bottle"], e.SetMove(changes=(e.MoveChange(shot_id="s1", kind="push_in", end_s=4),)))
    assert apply(timed, _durations(("s1", 8))).shots[0].camera[0].end_s == 4
    assert apply(timed, _durations(("s1", 3))).shots[0].camera[0].end_s == 3


def test_later_captions_and_overlays_move_with_their_shot(scenes: dict[str, Scene]) -> None:
    after = apply(scenes["cafe_story"], _durations(("s1", 4)))
    assert after.captions is not None
    assert [(cue.start_s, cue.end_s) for cue in after.captions.cues] == [(0.2, 2.6), (4.1, 6.2), (6.6, 8.8)]
    assert [(o.start_s, o.end_s) for o in after.overlays] == [(6.5, 9.0), (0.0, 9.0)]


def test_a_transition_shifts_no_captions(scenes: dict[str, Scene]) -> None:
    edit = e.SetTransition(changes=(e.TransitionChange(shot_id="s2", kind="cut"),))
    after = apply(scenes["cafe_story"], edit)
    assert film_duration_s(after) == pytest.approx(8.0)
    assert after.captions == scenes["cafe_story"].captions


def test_a_removed_shot_loses_no_caption(scenes: dict[str, Scene]) -> None:
    after = apply(scenes["cafe_story"], e.RemoveShot(shot_id="s1"))
    assert after.captions is not None
    assert sorted(cue.text for cue in after.captions.cues) == ["First light", "Poured slow", "See you at eight"]
    assert after.captions.cues[1].start_s == pytest.approx(0.5)


def test_a_logo_over_the_whole_film_stays_over_the_whole_film(scenes: dict[str, Scene]) -> None:
    after = apply(scenes["cafe_story"], e.MoveShot(shot_id="s3", index=0))
    assert (after.overlays[1].start_s, after.overlays[1].end_s) == (0.0, 8.0)


def test_starts_count_overlaps(scenes: dict[str, Scene]) -> None:
    assert shot_starts_s(scenes["cafe_story"]) == pytest.approx((0.0, 2.6, 5.1))
    assert film_duration_s(scenes["cafe_story"]) == pytest.approx(7.6)


@pytest.mark.parametrize("seconds", [0, -1, 10_000, float("inf"), float("nan")])
def test_an_absurd_length_is_refused_with_the_limits(scenes: dict[str, Scene], seconds: float) -> None:
    with pytest.raises(OutOfRange, match="60"):
        apply(scenes["bottle"], _durations(("s1", seconds)))


def test_an_unknown_move_names_the_ones_there_are(scenes: dict[str, Scene]) -> None:
    with pytest.raises(UnknownTarget) as caught:
        apply(scenes["bottle"], e.RemoveMove(targets=(e.MoveTarget(shot_id="s1", kind="pan_left"),)))
    assert caught.value.nearest == ("push_in",)


def test_differences_go_as_deep_as_they_can(scenes: dict[str, Scene]) -> None:
    edit = e.SetLook(changes=(e.LookChange(shot_id="s1", temperature=0.3),))
    found = differences(scenes["bottle"], apply(scenes["bottle"], edit))
    assert [(d.path, d.old, d.new) for d in found] == [("shots[0].look.temperature", 0.0, 0.3)]


def test_a_receipt_reads_old_and_new_with_units(scenes: dict[str, Scene]) -> None:
    edit = e.SetMove(changes=(e.MoveChange(shot_id="s1", kind="push_in", amount=0.084),))
    told = describe(scenes["bottle"], edit)
    assert told.sentence == "Push-in speed: 2 % per second → 1.4 % per second; Push-in amount: 12 % → 8.4 %."
    assert told.stayed == "Stayed: the still, the length (6.0 s) and the look."
