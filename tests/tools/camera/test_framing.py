"""Base framings: composed once per still and ratio, and moves that aim at the same place in another ratio."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from store.errors import MediaMissing, RenderFailed
from store.scene import Framing, Point
from tests.tools.camera.drawn import move, save, shot, texture
from tools.camera.framing import composed_framing, plan_shot, recompose, shot_seed
from tools.camera.picture import picture_size, read_picture


def spotted(folder: Path, x: float) -> Path:
    """A calm wide picture with one bright thing in it."""
    picture = np.full((240, 480, 3), (90, 80, 70), np.uint8)
    cv2.circle(picture, (round(480 * x), 120), 30, (40, 60, 240), -1)
    return save(folder, picture, f"spot-{x}.png")


@pytest.mark.parametrize("x", [0.25, 0.7])
def test_a_framing_is_composed_round_the_subject(tmp_path: Path, x: float) -> None:
    quad = plan_shot(shot(), "9:16", spotted(tmp_path, x), tmp_path).quads(np.zeros(1))[0]
    assert quad[0, 0] < x - 0.05
    assert quad[1, 0] > x + 0.05


def test_a_composition_is_remembered(tmp_path: Path) -> None:
    still = spotted(tmp_path, 0.3)
    first = composed_framing(still, "9:16", tmp_path)
    (memo,) = (tmp_path / "framings").iterdir()
    memo.write_text(Framing(center=Point(x=0.9, y=0.5)).model_dump_json())
    assert composed_framing(still, "9:16", tmp_path).center.x == 0.9
    memo.write_text("{half")
    assert composed_framing(still, "9:16", tmp_path) == first


def test_a_chosen_framing_is_used_as_it_is(tmp_path: Path) -> None:
    chosen = Framing(center=Point(x=0.6, y=0.5), scale=0.5)
    plan = plan_shot(shot(framing={"1:1": chosen}), "1:1", spotted(tmp_path, 0.2), tmp_path)
    quad = plan.quads(np.zeros(1))[0]
    assert quad.mean(axis=0) == pytest.approx([0.6, 0.5], abs=0.01)
    assert quad[1, 0] - quad[0, 0] == pytest.approx(0.25, abs=0.01)


def test_in_another_ratio_a_move_aims_at_the_same_place_of_the_still(tmp_path: Path) -> None:
    still = save(tmp_path, texture(400, 400))
    aimed = shot(move("push_in", 0.2, anchor=Point(x=0.5, y=0.25)))
    other = recompose(aimed, "1:1", "9:16", still, tmp_path)
    assert other.camera[0].anchor.y == pytest.approx(0.25, abs=0.01)
    wide = recompose(aimed, "1:1", "16:9", still, tmp_path)
    quad = plan_shot(shot(), "16:9", still, tmp_path).quads(np.zeros(1))[0]
    assert quad[0, 1] + (quad[2, 1] - quad[0, 1]) * wide.camera[0].anchor.y == pytest.approx(0.25, abs=0.01)


def test_another_take_has_another_seed() -> None:
    assert shot_seed(shot()) != shot_seed(shot(take="take:1"))
    assert shot_seed(shot()) != shot_seed(shot(name="s2"))


def test_a_missing_still_is_told_from_one_that_cannot_be_read(tmp_path: Path) -> None:
    gone, broken, empty = tmp_path / "gone.png", tmp_path / "broken.png", tmp_path / "empty.png"
    broken.write_bytes(save(tmp_path, texture(40, 40)).read_bytes()[:60])
    empty.touch()
    for read in (picture_size, read_picture):
        with pytest.raises(MediaMissing):
            read(gone)
        with pytest.raises(RenderFailed):
            read(empty)
    with pytest.raises(RenderFailed):
        read_picture(broken)


def test_a_jpeg_that_was_cut_off_is_refused_and_one_with_something_behind_it_is_read(tmp_path: Path) -> None:
    data = save(tmp_path, texture(64, 64), "whole.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(data[: len(data) // 2])
    (tmp_path / "more.jpg").write_bytes(data + b"more")
    with pytest.raises(RenderFailed):
        read_picture(tmp_path / "cut.jpg")
    assert (read_picture(tmp_path / "more.jpg") == read_picture(tmp_path / "whole.jpg")).all()
