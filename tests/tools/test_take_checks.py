"""The step that holds a take against the locked still, on real clips."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from store.errors import UnknownTarget
from store.home import Home
from store.scene import Scene
from store.takes import Video
from store.video_takes import video_take_id
from tests.bench.guard_clips import CLEAN, SPOILT, Spoil, encoded, stills
from tests.tools.desk import Desk
from tools.camera.saliency import Pixels
from tools.receipts import Receipt
from tools.take_checker import TakeChecker
from tools.take_checks import check_take

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def picture() -> Pixels:
    return next(still for name, still in stills() if name == "cafe")


@pytest.fixture
def desk(home: Home, picture: Pixels) -> Desk:
    """A desk whose only shot has the picture as its still."""
    desk = Desk(home, Scene())
    media = home.media.put_bytes(_jpeg(picture), "jpg")
    height, width = picture.shape[:2]
    desk.stills.add(desk.session_id, media, "upload", width=width, height=height, label="cafe", still_id="still:cafe")
    desk.do("set_move", kind="push_in")
    return desk


def _jpeg(picture: Pixels) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()


def come_back(desk: Desk, folder: Path, picture: Pixels, way: Spoil, engine: str = "kling") -> None:
    """A take of the shot arrives, made of the picture in that way, pushed in a little."""
    start = way(picture, np.random.default_rng(3))
    height, width = start.shape[:2]
    matrices = [cv2.getRotationMatrix2D((width / 2, height / 2), 0, 1 + 0.01 * step) for step in range(12)]
    frames = [np.asarray(cv2.warpAffine(start, matrix, (width, height)), np.uint8) for matrix in matrices]
    media = desk.home.media.put_file(encoded(folder / "take.mp4", frames))
    poster = desk.home.media.put_bytes(_jpeg(start), "jpg")
    video = Video(media=media, poster=poster, width=width, height=height, duration_s=0.5)
    shot = desk.shot.id
    desk.takes.add(desk.session_id, shot, video_take_id(shot, media), engine, video)


def shown(receipt: Receipt) -> dict[str, Any]:
    """What the card of takes says of take 1."""
    items: Any = receipt.cards[0].data["items"]
    return next(item["check"] for item in items if item["number"] == 1)


def levels(receipt: Receipt) -> dict[str, str]:
    return {finding["name"]: finding["level"] for finding in shown(receipt)["findings"]}


def test_a_take_that_keeps_to_its_still_passes(desk: Desk, picture: Pixels, tmp_path: Path) -> None:
    come_back(desk, tmp_path, picture, CLEAN["redrawn"])
    receipt = desk.run(check_take, "check take 1", number=1)
    assert receipt.outcome == "action"
    assert receipt.message.startswith("This take keeps to its still")
    assert set(levels(receipt).values()) == {"pass"}
    assert receipt.offers == ()


def test_a_take_that_drifted_is_shown_beside_its_still(desk: Desk, picture: Pixels, tmp_path: Path) -> None:
    come_back(desk, tmp_path, picture, SPOILT["recoloured"])
    receipt = desk.run(check_take, "check take 1", number=1)
    assert "the subject's colours moved" in receipt.message
    assert levels(receipt)["Subject's colours"] == "miss"
    labels = [chip.label for chip in receipt.offers]
    assert labels == ["take 1: make it again from the lock", "take 1: use it anyway"]
    assert receipt.offers[0].call is not None
    assert receipt.offers[0].call.args["engine"] == "kling"
    assert receipt.cards[0].data["open"] == 1
    for side in ("still", "frame"):
        assert cv2.imread(str(desk.home.media.path(shown(receipt)[side]))) is not None


def test_what_was_found_is_kept_and_not_measured_again(desk: Desk, picture: Pixels, tmp_path: Path) -> None:
    come_back(desk, tmp_path, picture, SPOILT["cast"])
    desk.run(check_take, "check take 1", number=1)
    asked: list[object] = []
    checker = TakeChecker(desk.takes, desk.stills, desk.home.media, lambda orders, _: tuple(asked.append(orders) or ()))
    assert checker.owed(desk.session_id, desk.scene) == ()
    again = desk.run(check_take, "check take 1", number=1)
    assert "the colours of the picture moved" in again.message
    assert asked == []


def test_a_take_that_no_guard_can_read_is_told_and_kept(desk: Desk, tmp_path: Path) -> None:
    media = desk.home.media.put_bytes(b"PK\x03\x04 a zip, not a film", "mp4")
    shot = desk.shot.id
    video = Video(media=media, poster=media, width=720, height=1280, duration_s=5.0)
    desk.takes.add(desk.session_id, shot, video_take_id(shot, media), "kling", video)
    receipt = desk.run(check_take, "check take 1", number=1)
    assert "cannot be read" in receipt.message
    assert shown(receipt)["score"] == 0


def test_a_changed_take_is_held_against_the_take_it_was_made_from(desk: Desk, picture: Pixels, tmp_path: Path) -> None:
    come_back(desk, tmp_path, picture, SPOILT["recoloured"])
    (first,) = desk.takes.of_shot(desk.session_id, desk.shot.id)
    assert first.video is not None
    changed = replace(first.video, made_from=first.video.media)
    desk.takes.add(desk.session_id, desk.shot.id, "take:changed:1", "omni", changed)
    receipt = desk.run(check_take, "check take 2", number=2)
    assert receipt.message.startswith("This take keeps to the take it was made from")


def test_a_shot_made_from_its_still_has_nothing_to_check(desk: Desk) -> None:
    receipt = desk.run(check_take, "check the take")
    assert (receipt.outcome, receipt.cards) == ("unchanged", ())


def test_a_take_that_is_not_there_is_a_sentence(desk: Desk, picture: Pixels, tmp_path: Path) -> None:
    come_back(desk, tmp_path, picture, CLEAN["as it is"])
    with pytest.raises(UnknownTarget, match="no take 4 of this shot; it has 1"):
        desk.run(check_take, "check take 4", number=4)
