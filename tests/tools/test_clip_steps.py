"""The steps about clips: sent, put into shots, slowed, turned round, held, steadied, and the still again."""

from pathlib import Path

import pytest

from store.errors import AskPerson, BadUpload, OutOfRange, UnknownTarget
from store.home import Home
from store.retiming import source_at, speeds
from store.scene import Scene, film_duration_s
from store.video_takes import lacking_s, shows_video, video_of
from tests.tools.desk import Desk
from tests.tools.footage.filmed import write_clip
from tools.intake import receive_file
from tools.receipts import Receipt


def send(desk: Desk, data: bytes, name: str = "surf.mp4") -> Receipt:
    return desk.run(receive_file, f"Upload: {name}", data=data, name=name)


@pytest.fixture
def cafe(home: Home, scenes: dict[str, Scene]) -> Desk:
    return Desk(home, scenes["cafe_story"])


def chips(receipt: Receipt) -> list[str]:
    return [chip.label for chip in receipt.offers]


def test_a_clip_alone_is_a_film(home: Home, clip: bytes) -> None:
    desk = Desk(home, Scene())
    receipt = send(desk, clip)
    assert receipt.message == "“surf” (2.0 s, 320 × 240 pixels) is shot 1."
    assert desk.shot.duration_s == pytest.approx(2.0)
    assert video_of(desk.shot.take) is not None
    still = desk.stills.get(desk.shot.still or "")
    assert (still.width, still.height, still.label) == (320, 240, "surf, first frame")
    assert chips(receipt) == ["make the film 16:9", "keep its sound"]


def test_its_sound_is_left_out_until_it_is_kept(home: Home, clip: bytes) -> None:
    desk = Desk(home, Scene())
    receipt = send(desk, clip)
    assert "The clip's own sound is left out." in receipt.notes
    desk.click(receipt.offers[1].call)
    assert desk.shot.sound is not None


def test_a_clip_sent_to_a_film_asks_for_its_shot_and_changes_nothing(cafe: Desk, clip: bytes) -> None:
    receipt = send(cafe, clip)
    assert receipt.message.endswith("Which shot is it for?")
    assert chips(receipt) == ["use it for shot 1", "use it for shot 2", "use it for shot 3", "add it as a new shot"]
    assert cafe.history.head(cafe.session_id).number == 0
    assert cafe.takes.of_session(cafe.session_id) == []


@pytest.mark.slow
def test_a_clip_shorter_than_its_shot_says_what_lacks_and_offers_what_helps(cafe: Desk, clip: bytes) -> None:
    send(cafe, clip)
    old = cafe.scene.shots[0]
    receipt = cafe.do("use_clip", shot="s1")
    shot = cafe.scene.shots[0]
    assert (shot.still, shot.duration_s) == (old.still, old.duration_s)
    assert "1.0 s are missing" in receipt.message
    assert chips(receipt)[:3] == ["make the shot 2.0 s", "slow it to 67 % to fill 3.0 s", "hold its last frame"]
    for chip, length in zip(receipt.offers[:3], (2.0, 3.0, 3.0), strict=True):
        cafe.click(chip.call)
        shot = cafe.scene.shots[0]
        assert shot.duration_s == pytest.approx(length, abs=0.01)
        assert lacking_s(shot.retime, shot.duration_s, 2.0) == 0
        cafe.do("undo")


def test_a_shot_without_a_still_gets_the_first_frame(home: Home, scenes: dict[str, Scene], clip: bytes) -> None:
    desk = Desk(home, scenes["bottle"])
    desk.do("add_shot", description="the sea")
    send(desk, clip)
    desk.do("use_clip", shot=desk.scene.shots[1].id)
    still = desk.stills.get(desk.scene.shots[1].still or "")
    assert still.label == "surf, first frame"
    desk.do("undo")
    assert desk.scene.shots[1].still is None


@pytest.mark.slow
def test_a_clip_can_be_a_new_shot_and_an_earlier_clip_be_used_again(cafe: Desk, clip: bytes, tmp_path: Path) -> None:
    send(cafe, clip)
    send(cafe, write_clip(tmp_path / "b.webm", 30, codec="libvpx-vp9").read_bytes(), "wave.webm")
    cafe.do("use_clip", shot="new")
    assert cafe.scene.shots[-1].description == "wave"
    cafe.do("use_clip", shot="new", number=1)
    assert [shot.description for shot in cafe.scene.shots[-2:]] == ["wave", "surf"]
    with pytest.raises(UnknownTarget, match="There is no clip 7; there are 1 and 2"):
        cafe.do("use_clip", shot="s1", number=7)
    with pytest.raises(AskPerson, match="Which shot"):
        cafe.do("use_clip")


def test_without_a_clip_it_asks_for_one(cafe: Desk) -> None:
    with pytest.raises(AskPerson, match="Send one first"):
        cafe.do("use_clip", shot="s1")


@pytest.mark.slow
def test_the_same_clip_serves_two_shots_and_is_kept_once(cafe: Desk, clip: bytes) -> None:
    send(cafe, clip)
    send(cafe, clip)
    cafe.do("use_clip", shot="s1")
    cafe.do("use_clip", shot="s2")
    first, second = (video_of(shot.take) for shot in cafe.scene.shots[:2])
    assert first == second
    assert len(cafe.takes.clips(cafe.session_id)) == 1


def test_takes_of_both_kinds_are_shown_picked_and_left_for_the_still(home: Home, scenes: dict[str, Scene],
                                                                     clip: bytes) -> None:  # fmt: skip
    desk = Desk(home, scenes["portrait"])
    desk.do("render_takes", count=2)
    send(desk, clip)
    desk.do("use_clip", shot="s1")
    (card,) = desk.do("show_takes").cards
    items = card.data["items"]
    assert isinstance(items, list)
    assert [(item["number"], item["video"]) for item in items if isinstance(item, dict)] == [
        (0, False), (1, False), (2, False), (3, True),
    ]  # fmt: skip
    assert card.data["in_use"] == desk.shot.take
    desk.do("pick_take", number=1)
    assert not shows_video(desk.shot)
    desk.do("pick_take", number=3)
    assert shows_video(desk.shot)
    desk.do("use_still")
    assert desk.shot.take is None
    assert desk.do("use_still").outcome == "unchanged"


def test_what_is_no_clip_is_refused_and_stores_nothing(cafe: Desk) -> None:
    before = sorted(cafe.home.media.folder.iterdir())
    for name, data in (("a.mp4", b"PK\x03\x04" + b"x" * 99), ("b.mov", b""), ("c.webm", b"\x1aE\xdf\xa3" + b"x" * 99)):
        with pytest.raises(BadUpload, match="nothing else has changed"):
            send(cafe, data, name)
    assert sorted(cafe.home.media.folder.iterdir()) == before


# --- the pace --------------------------------------------------------------------------------------------------------


def test_half_speed_keeps_what_is_shown_and_takes_twice_as_long(surf: Desk) -> None:
    receipt = surf.do("retime_take", speed=0.5)
    assert surf.shot.duration_s == pytest.approx(4.0)
    assert [(line.what, line.old, line.new) for line in receipt.changes] == [
        ("Length", "2.0 s", "4.0 s"), ("Pace of the take", "as made", "50 % speed"),
    ]  # fmt: skip
    assert chips(receipt) == ["keep 2.0 s"]
    surf.click(receipt.offers[0].call)
    assert (surf.shot.duration_s, speeds(surf.shot.retime)) == (2.0, (0.5,))  # pyright: ignore[reportArgumentType]


def test_a_ramp_eases_from_one_speed_to_the_other(surf: Desk) -> None:
    receipt = surf.do("retime_take", speed=0.25, ramp_to=2.0)
    pace = surf.shot.retime
    assert pace is not None
    assert surf.shot.duration_s == pytest.approx(2 * 2.0 / 2.25, abs=0.01)
    paces = speeds(pace)
    assert list(paces) == sorted(paces)
    assert (paces[0], paces[-1]) == (pytest.approx(0.25, abs=0.02), pytest.approx(2.0, abs=0.02))
    assert source_at(pace, surf.shot.duration_s) == pytest.approx(2.0, abs=0.01)
    assert "25 % speed, changing to 200 % speed" in receipt.changes[1].new


def test_backwards_and_forwards_again(surf: Desk) -> None:
    surf.do("retime_take", reverse=True)
    assert surf.shot.duration_s == pytest.approx(2.0)
    assert speeds(surf.shot.retime) == (pytest.approx(-1),)  # pyright: ignore[reportArgumentType]
    surf.do("retime_take", speed=0.5)
    assert speeds(surf.shot.retime) == (pytest.approx(-0.5),)  # pyright: ignore[reportArgumentType]
    surf.do("retime_take", reverse=False, speed=1.0)
    assert surf.shot.retime is None


def test_a_freeze_holds_and_goes_on(surf: Desk) -> None:
    surf.do("retime_take", freeze_at_s=0.5, freeze_s=1.5)
    pace = surf.shot.retime
    assert pace is not None
    assert surf.shot.duration_s == pytest.approx(3.5)
    assert [source_at(pace, at_s) for at_s in (0.25, 0.5, 1.9, 2.0, 3.5)] == pytest.approx([0.25, 0.5, 0.5, 0.5, 2.0])


def test_a_freeze_at_the_end_fills_the_shot_or_lasts_a_second(surf: Desk) -> None:
    surf.do("set_duration", duration_s=3.0)
    surf.do("retime_take", freeze_at_s=60.0)
    assert surf.shot.duration_s == pytest.approx(3.0)
    assert surf.shot.retime is not None
    assert source_at(surf.shot.retime, 3.0) == pytest.approx(2.0)
    surf.do("retime_take", freeze_at_s=60.0)
    assert surf.shot.duration_s == pytest.approx(4.0)


def test_its_own_pace_comes_back_from_where_the_shot_begins(surf: Desk) -> None:
    surf.do("trim_shot", off_start_s=0.5)
    surf.do("retime_take", speed=0.5)
    assert surf.shot.duration_s == pytest.approx(3.0)
    surf.do("remove_retime")
    assert surf.shot.duration_s == pytest.approx(1.5)
    assert surf.shot.retime is not None
    assert source_at(surf.shot.retime, 0.0) == pytest.approx(0.5)
    assert surf.do("remove_retime").outcome in ("unchanged", "changed")


def test_a_split_clip_runs_on_over_the_cut(surf: Desk) -> None:
    surf.do("split_shot", at_s=0.8)
    second = surf.scene.shots[1]
    assert second.retime is not None
    assert source_at(second.retime, 0.0) == pytest.approx(0.8)
    assert film_duration_s(surf.scene) == pytest.approx(2.0)


def test_a_still_has_no_pace_and_the_nearest_is_offered(cafe: Desk, home: Home, scenes: dict[str, Scene]) -> None:
    receipt = Desk(home, scenes["bottle"]).do("retime_take", speed=0.5)
    assert receipt.outcome == "refused"
    assert "rendered from a still" in receipt.message
    assert chips(receipt) == ["slow the push-in", "turn it round"]
    with pytest.raises(AskPerson):
        cafe.do("retime_take", speed=0.5)


def test_paces_have_their_limits(surf: Desk) -> None:
    with pytest.raises(OutOfRange, match="5 % to 2,000 %"):
        surf.do("retime_take", speed=0.001)
    with pytest.raises(OutOfRange, match="would last"):
        surf.do("retime_take", speed=19)
    with pytest.raises(OutOfRange, match="A freeze"):
        surf.do("retime_take", freeze_s=-1)
    assert surf.shot.retime is None


def test_steadying_a_clip_says_what_it_costs(surf: Desk, cafe: Desk) -> None:
    receipt = surf.do("stabilise")
    assert surf.shot.stabilise == pytest.approx(0.7)
    assert "up to 8 % of it" in receipt.notes[0]
    surf.do("stabilise", strength=0)
    assert surf.shot.stabilise == 0
    with pytest.raises(OutOfRange):
        surf.do("stabilise", strength=3)
    assert cafe.do("stabilise").outcome == "unchanged"


def test_depth_and_focus_work_on_a_clip_and_say_how(surf: Desk) -> None:
    surf.do("set_move", kind="push_in")
    receipt = surf.do("set_parallax")
    assert receipt.outcome == "changed"
    assert any("one depth, that of the frame in its middle" in note for note in receipt.notes)
    receipt = surf.do("set_focus", start="subject", end="background")
    assert surf.shot.focus is not None
    assert surf.shot.focus.end_depth == 0
    assert any("the frame in its middle" in note for note in receipt.notes)
