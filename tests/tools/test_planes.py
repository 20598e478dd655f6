"""YUV planes: the conversion, the chroma's place, and layers."""

import cv2
import numpy as np
import pytest

from tools.planes import bgr_to_planes, bgr_to_yuv, full_size, half_size, layer_from_rgba, planes_to_bgr

BT709_LIMITED = {
    (0, 0, 0): (16, 128, 128),
    (255, 255, 255): (235, 128, 128),
    (0, 0, 255): (63, 102, 240),
    (255, 0, 0): (32, 240, 118),
}


@pytest.mark.parametrize(("bgr", "yuv"), BT709_LIMITED.items())
def test_colours_become_bt709_limited_range(bgr: tuple[int, ...], yuv: tuple[int, ...]) -> None:
    assert tuple(bgr_to_yuv(np.array([[bgr]], np.uint8))[0, 0]) == yuv


def test_a_smooth_picture_survives_the_way_there_and_back() -> None:
    noise = np.random.default_rng(1).integers(40, 215, (6, 4, 3), dtype=np.uint8)
    picture = cv2.resize(noise, (64, 96), interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    back = planes_to_bgr(bgr_to_planes(picture))
    assert np.abs(back.astype(int) - picture).mean() < 2.5


def test_half_size_chroma_lies_on_the_even_columns_and_between_the_rows() -> None:
    ramp = np.add.outer(np.arange(16) * 4, np.arange(20) * 6).astype(np.uint8)
    half = half_size(ramp)
    expected = np.add.outer((np.arange(8) * 2 + 0.5) * 4, np.arange(10) * 2 * 6)
    assert np.abs(half[:, 1:].astype(float) - expected[:, 1:]).max() <= 1
    assert np.abs(full_size(half).astype(int) - ramp)[2:-2, 3:-3].max() <= 1


def test_a_layer_has_an_even_place_and_size_and_clear_padding() -> None:
    layer = layer_from_rgba(np.full((5, 7, 4), 255, np.uint8), 3, 5, start_frame=2, end_frame=9)
    assert (layer.x, layer.y) == (2, 4)
    assert layer.planes[0].shape == (6, 8)
    assert layer.planes[1].shape == layer.inverse_alpha[1].shape == (3, 4)
    assert layer.planes[0][0].tolist() == [0] * 8
    assert layer.planes[0][1].tolist() == [0, 235, 235, 235, 235, 235, 235, 235]
    assert layer.inverse_alpha[0][1].tolist() == [255, 0, 0, 0, 0, 0, 0, 0]
