"""Splitting and trimming: what is left of a camera move on either side of a cut, and what captions do."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import store.edits as e
from store.apply import apply, invert
from store.camera_paths import camera_part, whole_path
from store.easing import done
from store.errors import OutOfRange
from store.retiming import source_at
from store.scene import (
    Focus,
    Framing,
    Look,
    Move,
    MoveKind,
    Retime,
    RetimePoint,
    Scene,
    Shot,
    film_duration_s,
    replace,
)
from store.segments import preview_target, segments


def moving(scene: Scene, *moves: Move) -> Scene:
    """The scene with these moves in its first shot, which lasts 6 s."""
    return replace(scene, shots=(replace(scene.shots[0], camera=moves), *scene.shots[1:]))


def even(kind: MoveKind, amount: float, start_s: float = 0.0, end_s: float = 6.0, **more: object) -> Move:
    return Move.model_validate(
        {"kind": kind, "amount": amount, "start_s": start_s, "end_s": end_s, "easing": "linear", **more}
    )


def split(scene: Scene, at_s: float) -> tuple[Shot, Shot]:
    after = apply(scene, e.SplitShot(shot_id="s1", new_id="s9", at_s=at_s))
    return after.shots[0], after.shots[1]


@pytest.fixture
def bottle(scenes: dict[str, Scene]) -> Scene:
    return scenes["bottle"]


def test_a_push_at_an_even_pace_is_halved_so_that_the_scales_multiply(bottle: Scene) -> None:
    first, second = split(moving(bottle, even("push_in", 0.21)), 2.0)
    assert (first.duration_s, second.duration_s) == (2.0, 4.0)
    assert (1 + first.camera[0].amount) * (1 + second.camera[0].amount) == pytest.approx(1.21, abs=1e-5)
    assert 1 + first.camera[0].amount == pytest.approx(1.21 ** (1 / 3), abs=1e-5)
    assert [(m.start_s, m.end_s) for shot in (first, second) for m in shot.camera] == [(0, 2), (0, 4)]


def test_a_travel_is_halved_in_its_way_and_a_sway_goes_on_as_it_is(bottle: Scene) -> None:
    first, second = split(moving(bottle, even("truck_left", 0.2, 1.0, 5.0), even("handheld", 0.01)), 2.0)
    assert [(m.kind, m.amount, m.start_s, m.end_s) for m in first.camera] == [
        ("truck_left", pytest.approx(0.05), 1.0, 2.0), ("handheld", 0.01, 0.0, 2.0),
    ]  # fmt: skip
    assert [(m.kind, m.amount, m.start_s, m.end_s) for m in second.camera] == [
        ("truck_left", pytest.approx(0.15), 0.0, 3.0), ("handheld", 0.01, 0.0, 4.0),
    ]  # fmt: skip


def test_a_move_on_one_side_of_the_cut_stays_whole_whatever_its_easing(bottle: Scene) -> None:
    early = Move(kind="push_in", amount=0.1, end_s=2.0)
    late = Move(kind="roll_cw", amount=4.0, start_s=3.5, end_s=6.0)
    first, second = split(moving(bottle, early, late), 3.0)
    assert first.camera == (early,)
    assert second.camera == (replace(late, start_s=0.5, end_s=3.0),)


def test_the_film_stays_as_long_and_the_second_shot_begins_with_a_cut(scenes: dict[str, Scene]) -> None:
    cafe = scenes["cafe_story"]
    after = apply(cafe, e.SplitShot(shot_id="s3", new_id="s9", at_s=1.0, second_framing={"9:16": Framing(scale=0.5)}))
    assert film_duration_s(after) == pytest.approx(film_duration_s(cafe))
    assert after.captions == cafe.captions
    assert after.shots[2].transition == cafe.shots[2].transition
    assert (after.shots[3].transition.kind, after.shots[3].framing["9:16"].scale) == ("cut", 0.5)


TURNING = (even("pan_left", 0.1, 0.0, 4.0), even("roll_cw", 5, 1.0, 6.0), even("handheld", 0.01))


def along(scene: Scene, at_s: float, shot: str = "s1", new: str = "s9") -> Scene:
    return apply(scene, e.SplitShot(shot_id=shot, new_id=new, at_s=at_s, along_path=True))


def test_both_halves_are_on_the_path_of_the_whole_whatever_its_moves(bottle: Scene) -> None:
    whole = moving(bottle, *TURNING)
    first, second = along(whole, 2.5).shots
    assert [(one.camera, one.duration_s, one.id) for one in (whole_path(first)[0], whole_path(second)[0])] == [
        (TURNING, 6.0, "s1")
    ] * 2
    assert [whole_path(one)[1] for one in (first, second)] == [0.0, 2.5]


def test_a_part_of_a_part_is_on_the_same_path(bottle: Scene) -> None:
    twice = along(along(moving(bottle, *TURNING), 2.5), 1.5, "s9", "s10")
    trimmed = apply(twice, e.TrimShot(shot_id="s10", start_s=0.5, end_s=2.0))
    assert [whole_path(one)[1] for one in trimmed.shots] == [0.0, 2.5, 4.5]
    assert [whole_path(one)[0].camera for one in trimmed.shots] == [TURNING] * 3
    assert trimmed.shots[2].camera == camera_part(TURNING, 4.5, 6.0)


def test_a_camera_that_stands_still_is_on_no_path(bottle: Scene) -> None:
    assert [one.path for one in along(moving(bottle), 2.5).shots] == [None, None]


def test_a_cut_that_is_made_again_where_the_camera_stands_still_changes_no_crop(bottle: Scene) -> None:
    edit = e.SplitShot(
        shot_id="s1", new_id="s9", at_s=2.0, along_path=True, second_framing={"9:16": Framing(scale=0.5)}
    )
    assert [one.framing for one in apply(moving(bottle), edit).shots] == [{}, {}]
    assert [one.framing for one in apply(moving(bottle, *TURNING), edit).shots] == [{}, {"9:16": Framing(scale=0.5)}]


LEAVING: dict[str, e.Edit] = {
    "another amount": e.SetMove(changes=(e.MoveChange(shot_id="s9", kind="pan_left", amount=0.3),)),
    "no move": e.RemoveMove(targets=(e.MoveTarget(shot_id="s9"),)),
    "another length": e.SetDuration(changes=(e.DurationChange(shot_id="s9", duration_s=7.0),)),
    "another crop": e.SetFraming(shot_id="s9", aspect_ratio="9:16", framing=Framing(scale=0.5)),
    "another still": e.LockStill(shot_id="s9", still="still:000000000009"),
}
STAYING: dict[str, e.Edit] = {
    "a look": e.SetLook(changes=(e.LookChange(shot_id="s9", temperature=0.3),)),
    "another place": e.MoveShot(shot_id="s9", index=0),
    "its other half": e.RemoveMove(targets=(e.MoveTarget(shot_id="s1"),)),
    "the end off": e.TrimShot(shot_id="s9", start_s=0.0, end_s=2.0),
}


@pytest.mark.parametrize("edit", [*LEAVING, *STAYING])
def test_a_shot_leaves_its_path_with_another_camera_crop_or_still_and_is_brought_back_by_undoing(
    bottle: Scene, edit: str
) -> None:
    cut = along(moving(bottle, *TURNING), 2.5)
    said = (LEAVING | STAYING)[edit]
    after = apply(cut, said)
    part = next(shot for shot in after.shots if shot.id == "s9")
    assert (part.path is None) == (edit in LEAVING)
    assert apply(after, invert(cut, said)) == cut


def test_a_shot_without_moves_to_come_stays_on_its_path_when_it_lasts_longer(bottle: Scene) -> None:
    cut = along(moving(bottle, even("roll_cw", 5, 0.0, 2.0)), 3.0)
    held = apply(cut, e.SetDuration(changes=(e.DurationChange(shot_id="s9", duration_s=9.0),))).shots[1]
    assert (whole_path(held)[1], whole_path(held)[0].camera) == (3.0, (even("roll_cw", 5, 0.0, 2.0),))


def test_a_half_counts_as_another_picture_where_it_is_on_another_path(bottle: Scene) -> None:
    """Also where no move of its own shows it: it may be turned by one that is over."""
    cut = along(moving(bottle, even("roll_cw", 5, 0.0, 2.0)), 3.0)
    upright = replace(cut, shots=(cut.shots[0], replace(cut.shots[1], path=None)))
    keys = [segments(scene, preview_target(scene))[1].key for scene in (cut, upright)]
    assert keys[0] != keys[1]


@pytest.mark.parametrize("at_s", [-1.0, 0.0, 0.1, 5.9, 7.0, float("nan"), float("inf")])
def test_a_split_outside_the_shot_is_refused_with_the_limits(bottle: Scene, at_s: float) -> None:
    with pytest.raises(OutOfRange, match=r"between 0\.2 s and 5\.8 s"):
        split(moving(bottle), at_s)


EASINGS = ["linear", "ease_in", "ease_out", "ease_in_out", "cubic-bezier(0.42,0,0.58,1)", "cubic-bezier(0.2,0.9,0.1,1)"]


@pytest.mark.parametrize("easing", EASINGS)
@pytest.mark.parametrize("at_s", [0.5, 3.0, 4.9])
def test_both_parts_of_an_eased_move_go_at_the_pace_of_the_whole(bottle: Scene, easing: str, at_s: float) -> None:
    whole = even("truck_left", 0.2, easing=easing)
    first, second = split(moving(bottle, whole), at_s)
    for part, from_s in ((first, 0.0), (second, at_s)):
        move = part.camera[0]
        for share in (0.1, 0.5, 0.9):
            time_s = from_s + share * part.duration_s
            gone = 0.2 * done(easing, time_s / 6.0) - 0.2 * done(easing, from_s / 6.0)
            assert move.amount * done(move.easing, share) == pytest.approx(gone, abs=2e-6)


def test_looks_focus_and_pace_run_on_over_a_cut(bottle: Scene) -> None:
    shot = replace(
        bottle.shots[0],
        camera=(),
        look=Look(exposure=-1, grain=0.2),
        look_end=Look(exposure=1),
        focus=Focus(start_depth=0, end_depth=1, start_s=1, end_s=5, easing="linear"),
        retime=Retime(points=(RetimePoint(at_s=0, source_s=0), RetimePoint(at_s=4, source_s=2))),
    )
    first, second = split(replace(bottle, shots=(shot,)), 3.0)
    assert (first.look, first.look_end) == (shot.look, Look(exposure=0, grain=0.1))
    assert (second.look, second.look_end) == (Look(exposure=0, grain=0.1), shot.look_end)
    assert first.focus == Focus(start_depth=0, end_depth=0.5, start_s=1, end_s=3, easing="linear")
    assert second.focus == Focus(start_depth=0.5, end_depth=1, start_s=0, end_s=2, easing="linear")
    assert first.retime is not None
    assert second.retime is not None
    for at_s in (0.0, 1.5, 3.0, 4.5, 6.0):
        part, from_s = (first.retime, 0.0) if at_s < 3 else (second.retime, 3.0)
        assert source_at(part, at_s - from_s) == pytest.approx(at_s / 2)


def test_a_focus_that_is_over_stands_where_it_came_to(bottle: Scene) -> None:
    shot = replace(bottle.shots[0], camera=(), focus=Focus(start_depth=0.2, end_depth=0.8, end_s=2))
    after = trim(replace(bottle, shots=(shot,)), "s1", 3.0, 6.0).shots[0].focus
    assert after is not None
    assert (after.start_depth, after.end_depth, after.start_s, after.end_s) == (0.8, 0.8, 0.0, 3.0)


# --- trim ------------------------------------------------------------------------------------------------------------


def trim(scene: Scene, shot: str, start_s: float, end_s: float) -> Scene:
    return apply(scene, e.TrimShot(shot_id=shot, start_s=start_s, end_s=end_s))


def test_what_is_left_of_a_trimmed_shot_goes_at_the_same_pace(bottle: Scene) -> None:
    shot = trim(moving(bottle, even("truck_left", 0.12)), "s1", 1.0, 4.0).shots[0]
    assert shot.duration_s == 3.0
    assert (shot.camera[0].start_s, shot.camera[0].end_s, shot.camera[0].amount) == (0.0, 3.0, pytest.approx(0.06))


def test_an_eased_move_is_trimmed_to_where_it_had_come(bottle: Scene) -> None:
    shot = trim(bottle, "s1", 0.0, 3.0).shots[0]
    assert shot.camera[0].easing == "cubic-bezier(0.333333,0,0.666667,0.5)"  # the first half of easing in and out
    assert 1 + shot.camera[0].amount == pytest.approx(1.12**0.5, abs=1e-5)


def test_captions_keep_their_place_in_a_shot_whose_end_is_trimmed_and_later_ones_follow(
    scenes: dict[str, Scene],
) -> None:
    after = trim(scenes["cafe_story"], "s1", 0.0, 2.0)
    assert after.captions is not None
    assert [(cue.start_s, cue.end_s) for cue in after.captions.cues] == [(0.2, 2.0), (2.1, 4.2), (4.6, 6.8)]


def test_captions_come_earlier_in_a_shot_whose_beginning_is_trimmed(scenes: dict[str, Scene]) -> None:
    after = trim(scenes["cafe_story"], "s2", 0.5, 2.5)
    assert after.captions is not None
    assert [(cue.start_s, cue.end_s) for cue in after.captions.cues] == [(0.2, 2.6), (2.6, 4.7), (5.1, 7.3)]


@pytest.mark.parametrize("window", [(0.0, 0.1), (3.0, 3.0), (4.0, 2.0), (-1.0, 3.0), (0.0, 99.0), (float("nan"), 3.0)])
def test_a_trim_that_leaves_nothing_or_more_than_there_is_is_refused(
    bottle: Scene, window: tuple[float, float]
) -> None:
    with pytest.raises(OutOfRange, match=r"lasts 6\.0 s"):
        trim(bottle, "s1", *window)


def test_a_trim_is_undone_exactly(scenes: dict[str, Scene]) -> None:
    edit = e.TrimShot(shot_id="s1", start_s=0.7, end_s=2.3, framing={"9:16": Framing(scale=0.4)})
    cafe = scenes["cafe_story"]
    assert apply(apply(cafe, edit), invert(cafe, edit)) == cafe


@given(
    amount=st.floats(0.01, 0.9), cuts=st.lists(st.floats(0.3, 5.7), min_size=1, max_size=4, unique=True),
    easing=st.sampled_from(["linear", "ease_in", "ease_out", "ease_in_out"]),
)  # fmt: skip
def test_the_parts_of_a_move_add_up_to_the_whole(amount: float, cuts: list[float], easing: str) -> None:
    move = Move.model_validate({"kind": "truck_left", "amount": amount, "start_s": 0.3, "end_s": 5.7, "easing": easing})
    shot = Shot.model_validate({"id": "s1", "duration_s": 6.0, "camera": (move,)})
    parts = [camera_part(shot.camera, a, b) for a, b in pairwise([0.0, *sorted(cuts), 6.0])]
    lost = sum(b - a < 0.05 for a, b in pairwise([0.3, *sorted(cuts), 5.7]))
    assert sum(move.amount for part in parts for move in part) == pytest.approx(amount, abs=1e-4 + 0.02 * lost)


@pytest.mark.parametrize("easing", ["linear", "ease_in", "ease_out", "ease_in_out"])
def test_every_easing_goes_from_nothing_to_all(easing: str) -> None:
    shares = [done(easing, step / 20) for step in range(21)]  # pyright: ignore[reportArgumentType]
    assert (shares[0], shares[-1]) == (0, 1)
    assert shares == sorted(shares)
