"""Parallax, focus, changing looks and LUTs as steps: what they set, what they say, what they refuse."""

from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from store.errors import AskPerson, BadUpload, EditRefused, OutOfRange
from store.home import Home
from store.scene import Depth, Lut, Move, Scene, replace
from tests.tools.desk import Desk
from tools.intake import receive_file

CUBE = b'TITLE "Amber"\nLUT_3D_SIZE 2\n' + b"\n".join(
    b"%d %d 0" % (red, green) for _ in range(2) for green in range(2) for red in range(2)
)


def picture(*, upright: bool = False) -> bytes:
    pixels = np.full((640, 360, 3), 150, np.uint8)
    y, x = np.mgrid[0:640, 0:360]
    pixels[(x - 180) ** 2 + (y - 380) ** 2 < 90**2] = (200, 80, 40)
    if upright:
        for left in (40, 90, 300):
            pixels[:, left : left + 6] = 30
    written = BytesIO()
    Image.fromarray(pixels).save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def at(home: Home, scenes: dict[str, Scene]) -> Desk:
    return pictured(home, scenes["bottle"])


def pictured(home: Home, scene: Scene, **kind: bool) -> Desk:
    desk = Desk(home, scene)
    media = home.media.put_bytes(picture(**kind), "png")
    still = desk.stills.add(desk.session_id, media, "upload", width=360, height=640, label="photo", prompt="")
    desk.do("lock_still", still=still.id, shot="s1")
    return desk


def test_parallax_is_on_only_when_it_is_asked_for_and_goes_again(at: Desk) -> None:
    assert at.shot.depth is None
    receipt = at.do("set_parallax")
    assert at.shot.depth == Depth(amount=0.03)
    assert receipt.changes[0].new == "3 % of the width, smooth depth"
    at.do("remove_parallax")
    assert at.shot.depth is None
    assert at.do("remove_parallax").outcome == "unchanged"


def test_a_still_with_upright_lines_gets_less_says_why_and_offers_the_choice(
    home: Home, scenes: dict[str, Scene]
) -> None:
    at = pictured(home, scenes["bottle"], upright=True)
    receipt = at.do("set_parallax")
    assert at.shot.depth == Depth(amount=0.015)
    assert "upright lines" in receipt.notes[0]
    assert [chip.label for chip in receipt.offers] == ["3 % all the same", "no parallax"]
    again = at.click(receipt.offers[0].call)
    assert at.shot.depth == Depth(amount=0.03)
    assert "bend where all can see" in again.notes[0]


def test_parallax_without_a_travelling_camera_says_so(at: Desk) -> None:
    at.do("remove_move")
    receipt = at.do("set_parallax")
    assert "it does not yet" in receipt.notes[0]
    at.click(receipt.offers[0].call)
    assert [move.kind for move in at.shot.camera] == ["push_in"]


@pytest.mark.parametrize("amount", [-0.01, 0.0, 0.2, float("nan"), float("inf")])
def test_parallax_beyond_its_limits_is_refused(at: Desk, amount: float) -> None:
    with pytest.raises(OutOfRange, match="up to 8 %"):
        at.do("set_parallax", amount=amount)


def test_an_uploaded_picture_is_the_depth_map_until_another_still_is_locked(at: Desk) -> None:
    with pytest.raises(AskPerson, match="Upload the depth map"):
        at.do("set_parallax", source="map")
    media = at.home.media.put_bytes(picture(upright=True), "png")
    given = at.stills.add(at.session_id, media, "upload", width=360, height=640, label="depth", prompt="")
    at.do("set_parallax", source="map")
    assert at.shot.depth == Depth(source="map", media=media, amount=0.03)
    at.do("lock_still", still=given.id, shot="s1")
    assert at.shot.depth == Depth(amount=0.03)


def test_a_depth_model_that_is_not_there_is_named(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RESHOOT_DEPTH_MODEL", raising=False)
    with pytest.raises(EditRefused, match="RESHOOT_DEPTH_MODEL"):
        at.do("set_parallax", source="model")


def test_a_rack_focus_goes_between_places_and_stays_where_one_is_named(at: Desk) -> None:
    at.do("set_focus", start="subject", end="background")
    focus = at.shot.focus
    assert focus is not None
    assert focus.start_depth > 0.4
    assert (focus.end_depth, focus.start_s, focus.end_s, focus.blur) == (0.0, 1.8, 4.2, 0.5)
    at.do("set_focus", blur=0.8)
    assert at.shot.focus == replace(focus, blur=0.8)
    at.do("set_focus", end="foreground")
    assert at.shot.focus is not None
    assert (at.shot.focus.start_depth, at.shot.focus.end_depth) == (0.0, 1.0)
    at.do("set_focus", start="foreground")
    assert at.shot.focus is not None
    assert (at.shot.focus.start_depth, at.shot.focus.end_depth) == (1.0, 1.0)
    at.do("remove_focus")
    assert at.shot.focus is None


@pytest.mark.parametrize(
    "asked", [{"blur": 2.0}, {"end": "subject", "start_s": 5.0, "end_s": 2.0}, {"end_s": 9.0, "end": "subject"}]
)
def test_a_focus_outside_the_shot_or_its_limits_is_refused(at: Desk, asked: dict[str, Any]) -> None:
    with pytest.raises(OutOfRange):
        at.do("set_focus", **asked)
    assert at.shot.focus is None


def test_a_focus_on_nothing_is_asked_back(at: Desk) -> None:
    with pytest.raises(AskPerson, match="in focus"):
        at.do("set_focus")


def test_a_look_turns_into_another_and_stops_doing_so(at: Desk) -> None:
    at.do("set_look", exposure=-1.0)
    receipt = at.do("animate_look", temperature=0.5)
    assert at.shot.look_end is not None
    assert (at.shot.look_end.exposure, at.shot.look_end.temperature) == (-1.0, 0.5)
    assert receipt.changes[0].what == "Look at the end"
    at.do("animate_look", name="noir")
    assert at.shot.look_end is not None
    assert (at.shot.look_end.exposure, at.shot.look_end.saturation, at.shot.look_end.temperature) == (0.0, -1.0, 0.0)
    at.do("remove_look_animation")
    assert at.shot.look_end is None
    with pytest.raises(AskPerson):
        at.do("animate_look")


def test_an_uploaded_lut_lies_over_all_shots_and_can_be_weakened_taken_off_and_laid_on_again(
    home: Home, scenes: dict[str, Scene]
) -> None:
    at = Desk(home, scenes["cafe_story"])
    receipt = at.run(receive_file, "this lut", data=CUBE, name="amber.cube")
    assert "all 3 shots" in receipt.message
    lut = at.shot.lut
    assert lut == Lut(media=lut.media if lut else "", name="Amber", strength=1.0)
    at.click(receipt.offers[0].call)
    assert [shot.lut.strength for shot in at.scene.shots if shot.lut] == [0.5, 0.5, 0.5]
    at.do("remove_lut", shots=["all"])
    assert [shot.lut for shot in at.scene.shots] == [None, None, None]
    at.do("set_lut", shots=["s2"], strength=0.7)
    assert [shot.lut and shot.lut.name for shot in at.scene.shots] == [None, "Amber", None]


def test_a_broken_lut_is_refused_and_nothing_is_stored(at: Desk) -> None:
    before = sorted(at.home.media.folder.rglob("*"))
    with pytest.raises(BadUpload, match=r"Nothing was stored\."):
        at.run(receive_file, "this lut", data=CUBE + b"\n1 2 3", name="x.cube")
    assert sorted(at.home.media.folder.rglob("*")) == before
    with pytest.raises(AskPerson, match=r"\.cube"):
        at.do("set_lut")


def test_a_curve_of_ones_own_is_set_and_read_aloud(at: Desk) -> None:
    receipt = at.do("set_move", kind="push_in", easing="cubic-bezier(.42, 0, .58, 1)")
    assert at.shot.camera == (Move(kind="push_in", amount=0.12, end_s=6.0, easing="cubic-bezier(0.42,0,0.58,1)"),)
    assert receipt.changes[0].new == "own curve (0.42,0,0.58,1)"
    with pytest.raises(EditRefused, match="times from 0 to 1"):
        at.do("set_move", kind="push_in", easing="cubic-bezier(1.2,0,0,1)")


@pytest.mark.parametrize(
    ("step", "args", "field", "name", "more", "less"),
    [
        ("set_parallax", {"amount": 0.02}, "depth", "amount", 0.022, 0.01),
        ("set_focus", {"start": "subject", "blur": 0.5}, "focus", "blur", 0.55, 0.25),
        ("animate_look", {"temperature": 0.4}, "look_end", "temperature", 0.5, 0.2),
    ],
)
def test_a_bit_more_and_too_much_refer_to_the_last_of_these_changes(
    at: Desk, step: str, args: dict[str, Any], field: str, name: str, more: float, less: float
) -> None:
    at.do(step, **args)
    at.do("adjust_last", direction="more")
    assert getattr(getattr(at.shot, field), name) == pytest.approx(more)
    at.do("undo")
    at.do("adjust_last", direction="too_much")
    assert getattr(getattr(at.shot, field), name) == pytest.approx(less)


def test_half_of_a_lut_is_too_much_of_it(home: Home, scenes: dict[str, Scene]) -> None:
    at = Desk(home, scenes["bottle"])
    at.run(receive_file, "this lut", data=CUBE, name="amber.cube")
    at.do("adjust_last", direction="too_much")
    assert at.shot.lut is not None
    assert at.shot.lut.strength == 0.5
    with pytest.raises(AskPerson, match="More LUT, less, or none"):
        at.do("adjust_last", direction="opposite")


def test_the_same_for_another_shot_fits_its_length(home: Home, scenes: dict[str, Scene]) -> None:
    at = Desk(home, scenes["cafe_story"])
    at.do("set_focus", shots=["s1"], start="background", end="foreground", start_s=1.0, end_s=2.9)
    at.do("repeat_last", shots=["s3"])
    focus = at.scene.shots[2].focus
    assert focus is not None
    assert (focus.start_s, focus.end_s, focus.end_depth) == (1.0, 2.5, 1.0)
