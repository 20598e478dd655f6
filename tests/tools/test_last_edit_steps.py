""" "A bit more", "too much", "the other way", "same for the last shot": what refers to the last edit."""

import pytest

from store.errors import AskPerson
from store.home import Home
from store.scene import Scene
from tests.tools.desk import Desk


@pytest.fixture
def bottle(home: Home, scenes: dict[str, Scene]) -> Desk:
    return Desk(home, scenes["bottle"])


@pytest.fixture
def cafe(home: Home, scenes: dict[str, Scene]) -> Desk:
    return Desk(home, scenes["cafe_story"])


def test_a_slower_move_gets_slower_half_back_and_faster(bottle: Desk) -> None:
    def amount() -> float:
        return bottle.shot.camera[0].amount

    bottle.do("change_move", property="speed", direction="less")
    bottle.do("adjust_last", direction="more")
    assert amount() == pytest.approx(0.084 * 0.9)
    bottle.do("adjust_last", direction="too_much")
    assert amount() == pytest.approx((0.084 + 0.084 * 0.9) / 2)
    bottle.do("undo", count=2)
    bottle.do("adjust_last", direction="opposite")
    assert amount() == pytest.approx(0.12 * 1.3)


def test_looks_go_by_their_steps_and_to_exact_values(bottle: Desk) -> None:
    bottle.do("change_look", property="exposure", direction="more")
    assert bottle.shot.look.exposure == pytest.approx(2 / 3, abs=1e-3)
    bottle.do("adjust_last", direction="more", value=1.5)
    assert bottle.shot.look.exposure == pytest.approx(1.5)
    bottle.do("change_look", property="temperature", direction="more")
    bottle.do("adjust_last", direction="opposite")
    assert bottle.shot.look.temperature == pytest.approx(-0.3)


def test_captions_go_on_by_one_place_and_stop_at_the_end(cafe: Desk) -> None:
    cafe.do("change_captions", property="position", direction="up")
    cafe.do("adjust_last", direction="more")
    assert cafe.scene.captions is not None
    assert cafe.scene.captions.position == "top"
    assert cafe.do("change_captions", property="position", direction="up").outcome == "unchanged"


def test_a_shot_made_with_its_move_takes_more_of_the_move(home: Home) -> None:
    desk = Desk(home, Scene())
    desk.stills.add(desk.session_id, "0" * 64 + ".jpg", "upload", width=10, height=10, label="harbour")
    desk.do("set_move", kind="push_in", duration_s=6.0)
    desk.do("adjust_last", direction="more")
    assert desk.shot.camera[0].amount == pytest.approx(0.132)
    desk.do("undo")
    desk.do("adjust_last", direction="opposite")
    assert desk.shot.camera[0].kind == "pull_out"


def test_lengths_and_levels_go_further(cafe: Desk) -> None:
    cafe.do("set_duration", shots=["s3"], duration_s=3.0)
    cafe.do("adjust_last", direction="more")
    assert cafe.scene.shots[2].duration_s == pytest.approx(3.3)
    cafe.do("change_level", track="music", direction="less")
    cafe.do("adjust_last", direction="more")
    assert cafe.scene.soundtrack.music is not None
    assert cafe.scene.soundtrack.music.gain_db == pytest.approx(-14.5)


def test_same_for_another_shot(cafe: Desk) -> None:
    cafe.do("change_look", property="temperature", direction="more", shots=["s3"])
    cafe.do("repeat_last", shots=["s2"])
    assert cafe.scene.shots[1].look.temperature == pytest.approx(0.3)


def test_more_of_nothing_is_a_question(bottle: Desk) -> None:
    with pytest.raises(AskPerson, match="no change yet"):
        bottle.do("adjust_last", direction="more")
