"""The subject is found and kept, wherever it stands."""

import time
from functools import cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from store.scene import ASPECT_RATIOS, AspectRatio, Framing, Point
from tools.camera.boxes import Box
from tools.camera.subject import compose, crop_box, find_subject, ratio_of

Pixels = NDArray[np.uint8]


def _ground(width: int, height: int) -> Pixels:
    """A calm ground to draw on: a soft grey-blue gradient with a little noise."""
    return _blank_ground(width, height).copy()


@cache
def _blank_ground(width: int, height: int) -> Pixels:
    ramp = np.linspace(90, 150, height)[:, None, None] + np.array([12.0, 4.0, 0.0])
    noise = np.random.default_rng(7).normal(0, 2, (height, width, 3))
    return np.clip(ramp + noise, 0, 255).astype(np.uint8)


def _vase_at(x: float, y: float, width: int = 960, height: int = 640) -> tuple[Pixels, Box]:
    """An orange vase on the ground with its middle at x, y (0..1), and its box."""
    picture = _ground(width, height)
    half = (round(0.05 * max(width, height)), round(0.09 * max(width, height)))
    middle = (round(x * width), round(y * height))
    cv2.ellipse(picture, middle, half, 0, 0, 360, (30, 90, 210), -1, cv2.LINE_AA)
    cv2.ellipse(picture, (middle[0] - half[0] // 3, middle[1] - half[1] // 3), (8, 20), 20, 0, 360, (150, 190, 250), -1)
    box = Box(x - half[0] / width, y - half[1] / height, x + half[0] / width, y + half[1] / height)
    return picture, box


PLACES = {"left": (0.09, 0.5), "right": (0.91, 0.5), "top": (0.5, 0.2), "bottom": (0.5, 0.8), "middle": (0.5, 0.5)}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_drawn_subject_is_found_where_it_stands(place: tuple[float, float]) -> None:
    picture, box = _vase_at(*place)
    subject = find_subject(picture)
    assert subject.center.x == pytest.approx(place[0], abs=0.03)
    assert subject.center.y == pytest.approx(place[1], abs=0.05)
    assert box.overlap(subject.box) > 0.8
    assert subject.box.area < 3 * box.area
    assert subject.confidence > 0.6
    assert subject.rivals == ()


@pytest.mark.parametrize("ratio", ["9:16", "1:1", "4:5", "16:9"])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("size", [(960, 640), (640, 960)], ids=["landscape", "portrait"])
def test_the_crop_keeps_the_whole_subject_and_stays_in_the_still(
    size: tuple[int, int], place: tuple[float, float], ratio: AspectRatio
) -> None:
    picture, box = _vase_at(*place, *size)
    framing = compose(picture, ratio)
    crop = crop_box(framing, ratio, *size)
    assert framing.scale == 1
    assert box.overlap(crop) > 0.995
    assert min(crop.left, crop.top) >= 0
    assert max(crop.right, crop.bottom) <= 1 + 1e-9
    assert (crop.width * size[0]) / (crop.height * size[1]) == pytest.approx(ratio_of(ratio), rel=1e-6)


@pytest.mark.parametrize("x", [0.22, 0.78])
def test_a_subject_off_the_middle_stands_near_a_third_and_not_at_the_edge(x: float) -> None:
    picture, _ = _vase_at(x, 0.5, 1280, 640)
    crop = crop_box(compose(picture, "1:1"), "1:1", 1280, 640)
    assert (x - crop.left) / crop.width == pytest.approx(1 / 3 if x < 0.5 else 2 / 3, abs=0.08)


def test_a_subject_at_the_top_keeps_its_headroom() -> None:
    picture, box = _vase_at(0.5, 0.3, 720, 1280)
    crop = crop_box(compose(picture, "1:1"), "1:1", 720, 1280)
    assert (box.top - crop.top) / crop.height > 0.05


def test_of_a_subject_too_tall_for_the_crop_the_head_is_kept() -> None:
    picture = _ground(720, 1280)
    cv2.circle(picture, (360, 260), 110, (120, 160, 225), -1, cv2.LINE_AA)
    cv2.rectangle(picture, (230, 370), (490, 1270), (60, 40, 40), -1)
    crop = crop_box(compose(picture, "16:9"), "16:9", 720, 1280)
    assert crop.top * 1280 < 150
    assert crop.bottom * 1280 > 380


def test_of_a_group_too_tall_for_the_crop_the_strongest_part_is_kept() -> None:
    picture = _ground(720, 1280)
    cv2.rectangle(picture, (120, 250), (170, 700), (120, 130, 150), -1)
    cv2.circle(picture, (360, 800), 230, (30, 90, 230), -1, cv2.LINE_AA)
    crop = crop_box(compose(picture, "16:9"), "16:9", 720, 1280)
    assert crop.top * 1280 < 800 < crop.bottom * 1280


def test_a_line_of_text_is_not_cut_through() -> None:
    picture = _ground(1280, 720)
    cv2.circle(picture, (640, 470), 90, (40, 90, 200), -1, cv2.LINE_AA)
    cv2.putText(
        picture, "Cold-pressed daily", (330, 150), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (245, 245, 245), 4, cv2.LINE_AA
    )
    crop = crop_box(compose(picture, "1:1"), "1:1", 1280, 720)
    assert crop.left * 1280 < 335
    assert crop.right * 1280 > 765


@pytest.mark.parametrize("ratio", ASPECT_RATIOS)
def test_a_still_of_the_right_ratio_is_shown_whole(ratio: AspectRatio) -> None:
    across, down = (int(part) for part in ratio.split(":"))
    picture, _ = _vase_at(0.2, 0.3, across * 60, down * 60)
    assert compose(picture, ratio) == Framing()


@pytest.mark.parametrize("size", [(1, 1), (3, 700), (900, 2), (64, 64)])
def test_a_flat_picture_of_any_size_has_no_subject_and_is_cropped_in_the_middle(size: tuple[int, int]) -> None:
    flat = np.full((size[1], size[0], 3), 128, np.uint8)
    assert find_subject(flat).confidence == 0
    framing = compose(flat, "9:16")
    assert framing.center.x == pytest.approx(0.5, abs=0.01)
    assert framing.center.y == pytest.approx(0.5, abs=0.01)


def test_texture_is_not_taken_for_a_subject() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (600, 800, 3), dtype=np.uint8)
    bricks = np.full((600, 800, 3), 90, np.uint8)
    bricks[::40] = bricks[:, ::70] = 190
    assert find_subject(noise).confidence < 0.25
    assert find_subject(bricks).confidence < 0.25


def test_two_equal_things_are_rivals() -> None:
    picture, _ = _vase_at(0.25, 0.5)
    other, _ = _vase_at(0.75, 0.5)
    picture[:, 480:] = other[:, 480:]
    assert len(find_subject(picture).rivals) == 1


def test_the_same_picture_gives_the_same_answer_whatever_its_size() -> None:
    picture, _ = _vase_at(0.3, 0.6)
    large = cv2.resize(picture, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    assert compose(picture, "9:16") == compose(picture, "9:16")
    one, two = compose(picture, "9:16").center, compose(large, "9:16").center
    assert one.x == pytest.approx(two.x, abs=0.02)


def test_composing_a_twelve_megapixel_still_takes_a_blink() -> None:
    picture = np.tile(_vase_at(0.3, 0.6, 1000, 750)[0], (4, 4, 1))
    assert min(_busy_s(picture) for _ in range(3)) < 0.25  # 0.05 s on an idle machine


def _busy_s(picture: Pixels) -> float:
    start = time.process_time()
    compose(picture, "9:16")
    return time.process_time() - start


def test_a_framing_that_sticks_out_is_pushed_back_inside() -> None:
    crop = crop_box(Framing(center=Point(x=0.0, y=1.0), scale=0.5), "9:16", 1600, 900)
    assert crop.left == 0
    assert crop.bottom == 1
