"""The camera steps: what a wish about a move becomes."""

import pytest

from store.errors import AskPerson, EditRefused, OutOfRange, UnknownTarget
from store.home import Home
from store.scene import Scene
from tests.tools.desk import Desk


@pytest.fixture
def bottle(home: Home, scenes: dict[str, Scene]) -> Desk:
    return Desk(home, scenes["bottle"])


@pytest.fixture
def portrait(home: Home, scenes: dict[str, Scene]) -> Desk:
    return Desk(home, scenes["portrait"])


@pytest.fixture
def cafe(home: Home, scenes: dict[str, Scene]) -> Desk:
    return Desk(home, scenes["cafe_story"])


def test_slower_keeps_the_timing_and_moves_less(bottle: Desk) -> None:
    receipt = bottle.do("change_move", property="speed", direction="less")
    move = bottle.shot.camera[0]
    assert (move.amount, move.end_s, bottle.shot.duration_s) == (pytest.approx(0.084), 6.0, 6.0)
    assert receipt.reading == "kept 6.0 s and moved less"
    assert receipt.message == "Push-in speed: 2 % per second → 1.4 % per second."
    assert [chip.label for chip in receipt.offers] == ["keep the end framing, make it longer"]


def test_the_other_reading_of_slower_keeps_the_end_framing_at_the_same_speed(bottle: Desk) -> None:
    slower = bottle.do("change_move", property="speed", direction="less")
    speed = bottle.shot.camera[0].speed
    bottle.click(slower.offers[0].call)
    move = bottle.shot.camera[0]
    assert move.amount == pytest.approx(0.12)
    assert move.speed == pytest.approx(speed, rel=1e-3)
    assert bottle.shot.duration_s == pytest.approx(6 / 0.7, abs=1e-3)


@pytest.mark.parametrize(("degree", "amount"), [("touch", 0.108), ("plain", 0.084), ("lot", 0.048)])
def test_degrees_are_ten_thirty_and_sixty_percent(bottle: Desk, degree: str, amount: float) -> None:
    bottle.do("change_move", property="amount", direction="less", degree=degree)
    assert bottle.shot.camera[0].amount == pytest.approx(amount)


def test_twice_is_exact(bottle: Desk) -> None:
    bottle.do("change_move", property="amount", direction="more", factor=2)
    assert bottle.shot.camera[0].amount == pytest.approx(0.24)


def test_two_moves_and_none_named_is_a_question(portrait: Desk) -> None:
    with pytest.raises(AskPerson) as caught:
        portrait.do("change_move", property="speed", direction="less")
    assert caught.value.options == ("handheld sway", "orbit left")
    assert portrait.history.head(portrait.session_id).number == 0


def test_the_only_shot_with_the_move_is_meant(cafe: Desk) -> None:
    cafe.do("change_move", property="speed", direction="more", kind="pan_right")
    assert cafe.scene.shots[1].camera[0].amount == pytest.approx(0.26)


def test_swapping_a_move_keeps_its_times(cafe: Desk) -> None:
    cafe.do("set_move", kind="pan_right", shots=["s2"], end_s=2.0)
    cafe.do("set_move", kind="tilt_up", shots=["s2"], instead=True)
    (move,) = cafe.scene.shots[1].camera
    assert (move.kind, move.end_s) == ("tilt_up", 2.0)


def test_a_move_turns_round(cafe: Desk) -> None:
    cafe.do("redirect_move", kind="push_in")
    assert cafe.scene.shots[0].camera[0].kind == "pull_out"
    assert cafe.scene.shots[0].camera[0].amount == pytest.approx(0.15)


def test_sway_has_no_other_way(portrait: Desk) -> None:
    with pytest.raises(EditRefused, match="no other direction"):
        portrait.do("redirect_move", kind="handheld")


def test_a_static_shot_is_said_to_be_static(bottle: Desk) -> None:
    bottle.do("remove_move")
    assert bottle.shot.camera == ()
    assert bottle.do("remove_move").outcome == "unchanged"


def test_a_move_that_is_not_there_names_those_that_are(bottle: Desk) -> None:
    with pytest.raises(UnknownTarget, match="push-in"):
        bottle.do("change_move", property="speed", direction="less", kind="orbit_left", shots=["s1"])


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"amount": 400}, "The amount must be at most 45"),
        ({"amount": 3}, "The amount of that move goes up to 100 %"),
        ({"amount": -0.1}, "The amount must be more than 0"),
        ({"amount": float("nan")}, "The amount must be a number"),
        ({"amount": float("inf")}, "The amount must be a number"),
        ({"start_s": float("nan")}, "The start must be a number"),
        ({"start_s": 2.0, "end_s": 2.0}, "A move lasts at least 0.04 s"),
        ({"start_s": 3.0, "end_s": 2.0}, "A move lasts at least 0.04 s"),
        ({"start_s": 500.0, "end_s": 501.0}, "A move ends with its shot at the latest"),
    ],
)
def test_an_absurd_move_is_refused_in_words_and_nothing_is_written(
    bottle: Desk, values: dict[str, float], told: str
) -> None:
    with pytest.raises(OutOfRange, match=f"^{told}; nothing changed.$"):
        bottle.do("set_move", kind="push_in", **values)
    assert len(bottle.history.revisions(bottle.session_id)) == 1


def test_a_call_that_is_replayed_changes_once(bottle: Desk) -> None:
    from tools.motion import change_move

    ctx = bottle.context("slower", call_id="call:1")
    first = change_move(ctx, property="speed", direction="less")
    again = change_move(ctx, property="speed", direction="less")
    assert first == again
    assert bottle.shot.camera[0].amount == pytest.approx(0.084)
    assert len(bottle.history.revisions(bottle.session_id)) == 2


def test_the_first_wish_locks_the_only_still(home: Home) -> None:
    desk = Desk(home, Scene())
    desk.stills.add(desk.session_id, "0" * 64 + ".jpg", "upload", width=10, height=10, label="harbour")
    receipt = desk.do("set_move", kind="push_in", pace="slow", duration_s=6.0)
    assert receipt.message == "Locked “harbour” as the still of shot 1. Push-in of 7.2 % over 6.0 s."
    assert desk.shot.camera[0].end_s == 6.0
    assert len(desk.history.revisions(desk.session_id)) == 2


def test_without_a_still_a_move_asks_for_one(home: Home) -> None:
    with pytest.raises(AskPerson, match="still first"):
        Desk(home, Scene()).do("set_move", kind="push_in")
