"""Several shots as one clip, cut into takes when it comes; and a shot that goes on where another ends."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from store.errors import AskPerson, EditRefused
from store.home import Home
from store.scene import Scene, Shot, ShotId, replace
from tests.tools.footage.filmed import write_clip
from tests.tools.shop import Shop, shop_in
from tools.approvals import AskApproval
from tools.engines import Engines
from tools.footage.cuts import cuts_near, strongest_cuts
from tools.hosts import read_connections

FPS = 30


@pytest.fixture
def story(home: Home, scenes: dict[str, Scene]) -> Any:
    """Three shots of 2, 2.6 and 3 s, of which the first shows a picture."""
    bottle = scenes["bottle"]
    first = replace(bottle.shots[0], duration_s=2.0, camera=(), subject_motion="the bottle turns slowly")
    more = [
        Shot(id=ShotId("s2"), description="a hand pours oil", duration_s=2.6, subject_motion="oil pours slowly"),
        Shot(id=ShotId("s3"), description="bread on a plate", duration_s=3.0, subject_motion="a crumb falls"),
    ]
    with shop_in(
        home, replace(bottle, shots=(first, *more), captions=None), Engines(read_connections({"FAL_KEY": "k"}))
    ) as shop:
        yield shop


def three_shots(path: Path, *cuts_s: float, length_s: float = 8.0) -> Path:
    """A clip that changes its picture at the given times, with a little movement in between; with a tone."""

    def draw(number: int) -> np.ndarray:
        shot = sum(number / FPS >= cut - 1e-6 for cut in cuts_s)
        picture = np.full((360, 240, 3), (40, 90, 160)[shot % 3] + 30 * (shot % 2), np.uint8)
        picture[:, (number * 2) % 220 : (number * 2) % 220 + 20] += 25
        return picture

    return write_clip(path, round(length_s * FPS), draw=draw, tone_hz=440)


def test_it_is_one_call_with_a_line_for_each_shot_and_one_price(story: Shop) -> None:
    with pytest.raises(AskApproval) as asked:
        story.buys("render_sequence", agreed=None, engine="kling-3.0@fal")
    assert asked.value.receipt.message.startswith("Shots 1, 2 and 3 as one clip of 8 s by Kling 3.0")
    assert asked.value.total_usd == pytest.approx(0.8)
    story.buys("render_sequence", engine="kling-3.0@fal")
    call = story.orders.open[0]
    assert [line["seconds"] for line in call.request["values"]["shots"]] == [2, 3, 3]
    assert call.request["values"]["shots"][1]["words"].startswith("a hand pours oil. Oil pours slowly.")
    assert "a hand" not in call.request["values"]["shots"][0]["words"]
    assert call.purpose["parts"] == [
        {"shot": "s1", "seconds": 2}, {"shot": "s2", "seconds": 3}, {"shot": "s3", "seconds": 3},
    ]  # fmt: skip


@pytest.mark.slow
def test_the_clip_is_cut_where_its_shots_change_and_all_takes_are_picked_at_once(story: Shop, tmp_path: Path) -> None:
    story.buys("render_sequence", engine="kling-3.0@fal")
    call = story.orders.open[0]
    clip = three_shots(tmp_path / "clip.mp4", 2.2, 4.9)
    story.orders.finish(call, story.home.media.put_file(clip), cost_usd=0.9)
    receipt = story.arrives([call])
    assert receipt.message.startswith("The clip is here, cut into 3 takes of 2.2 s, 2.7 s and 3.1 s. It cost $0.90.")
    assert [chip.label for chip in receipt.offers] == ["use all 3"]
    picked = story.click(receipt.offers[0].call)
    assert picked.message == "Shots 1, 2 and 3 show their parts of the clip now."
    videos = [story.takes.video_in(story.session_id, shot) for shot in story.scene.shots]
    assert [round(video.duration_s, 1) for video in videos if video] == [2.2, 2.7, 3.1]
    assert all(video and video.sound for video in videos)
    assert [video.made_from is not None for video in videos if video] == [True, False, False]
    story.do("undo")
    assert [shot.take for shot in story.scene.shots[1:]] == [None, None]


@pytest.mark.slow
def test_a_shot_that_came_out_shorter_is_as_short_as_its_take(story: Shop, tmp_path: Path) -> None:
    story.buys("render_sequence", engine="kling-3.0@fal")
    clip = three_shots(tmp_path / "clip.mp4", 1.6, 4.9)
    story.orders.finish(story.orders.open[0], story.home.media.put_file(clip))
    receipt = story.arrives(story.money.ledger.of_session(story.session_id))
    story.click(receipt.offers[0].call)
    assert [round(shot.duration_s, 1) for shot in story.scene.shots] == [1.6, 2.6, 3.0]


@pytest.mark.slow
def test_an_engine_that_counts_by_itself_is_cut_where_the_picture_changes_most(story: Shop, tmp_path: Path) -> None:
    story.buys("render_sequence", engine="seedance-2.0@fal")
    call = story.orders.open[0]
    assert "Shot 2, 3 s: a hand pours oil." in call.request["values"]["motion_prompt"]
    story.orders.finish(call, story.home.media.put_file(three_shots(tmp_path / "clip.mp4", 3.4, 6.0)))
    assert "takes of 3.4 s, 2.6 s and 2.0 s" in story.arrives([call]).message


@pytest.mark.slow
def test_a_clip_without_cuts_stays_whole_and_says_so(story: Shop, tmp_path: Path) -> None:
    story.buys("render_sequence", engine="seedance-2.0@fal")
    call = story.orders.open[0]
    story.orders.finish(call, story.home.media.put_file(three_shots(tmp_path / "clip.mp4")))
    receipt = story.arrives([call])
    assert "could not be told apart" in receipt.message
    assert [chip.label for chip in receipt.offers] == ["take 1"]


def test_what_cannot_be_one_clip_is_refused_before_anything_is_spent(story: Shop) -> None:
    with pytest.raises(EditRefused, match="one shot at a time"):
        story.buys("render_sequence", engine="hailuo-2.3@fal")
    with pytest.raises(EditRefused, match="follow each other"):
        story.buys("render_sequence", shots=["s1", "s3"])
    with pytest.raises(EditRefused, match="needs two"):
        story.buys("render_sequence", shots=["s1"])
    story.do("set_duration", shots=["s3"], duration_s=14.0)
    with pytest.raises(EditRefused, match="Together these shots last 19 s"):
        story.buys("render_sequence", engine="kling-3.0@fal")
    for _ in range(3):
        story.do("duplicate_shot", shot="s2")
    with pytest.raises(AskPerson, match="up to 5"):
        story.buys("render_sequence")
    assert story.orders.open == []


def test_without_an_engine_it_says_which_key_would_do_it(story: Shop) -> None:
    receipt = story.do("render_sequence")
    assert receipt.outcome == "needs_engine"
    assert "KLING_API_KEY" in receipt.message


def test_cuts_are_told_from_movement(tmp_path: Path) -> None:
    clip = three_shots(tmp_path / "clip.mp4", 2.0, 5.0)
    assert cuts_near(clip, [2.3, 4.5]) == pytest.approx([2.0, 5.0], abs=0.04)
    assert cuts_near(clip, [3.5]) == [3.5]  # nothing there: as it was asked for
    assert strongest_cuts(clip, 3) is None


@pytest.mark.slow
def test_a_shot_goes_on_with_the_last_frame_of_the_clip_before_it(story: Shop, tmp_path: Path) -> None:
    story.buys("render_sequence", engine="kling-3.0@fal")
    clip = three_shots(tmp_path / "clip.mp4", 2.2, 4.9)
    story.orders.finish(story.orders.open[0], story.home.media.put_file(clip))
    story.click(story.arrives(story.money.ledger.of_session(story.session_id)).offers[0].call)
    receipt = story.do("continue_shot", shot="s2")
    assert receipt.message.startswith("Shot 3 goes on where shot 2 ends")
    added = story.scene.shots[2]
    assert [shot.id for shot in story.scene.shots] == ["s1", "s2", "s4", "s3"]
    still = story.stills.get(str(added.still))
    with Image.open(io.BytesIO(story.home.media.path(still.media).read_bytes())) as picture:
        middle = picture.convert("RGB").getpixel((picture.width // 2, 5))
    assert still.label == "last frame of shot 2"
    assert isinstance(middle, tuple)
    assert abs(middle[0] - 120) < 30  # the second shot's grey


def test_a_shot_without_a_clip_goes_on_with_its_own_still(story: Shop) -> None:
    before = story.shot.still
    story.do("continue_shot", shot="s1")
    assert story.scene.shots[1].still == before


def test_a_take_ends_on_the_still_of_another_shot_where_the_engine_takes_a_last_frame(story: Shop) -> None:
    story.do("lock_still", still=str(story.shot.still), shot="s2")
    with pytest.raises(AskApproval) as asked:
        story.buys("render_takes", agreed=None, shot="s1", ends_on="s2", count=1)
    assert "up to the still of shot 2" in asked.value.receipt.message
    story.buys("render_takes", shot="s1", ends_on="s2", count=1, engine="kling-3.0@fal")
    assert set(story.orders.open[0].request["pictures"]) == {"first_frame", "last_frame"}
    with pytest.raises(EditRefused, match="takes no last frame"):
        story.buys("render_takes", shot="s1", ends_on="s2", engine="hailuo-2.3@fal")
    assert story.do("render_takes", shot="s1", ends_on="s2").outcome == "needs_engine"
