"""Upright frames drawn four rows at once: the same picture as drawn row by row, at any scale and place."""

import cv2
import numpy as np
import pytest

from tests.tools.camera.drawn import texture
from tools.camera.upright import is_upright, rows_apart, warp_upright

WIDTH, HEIGHT = 135, 960
PLATE = np.asarray(cv2.GaussianBlur(texture(300, 2000)[:, :, 0], (0, 0), 1.0), np.uint8)


def upright(scale: float, x: float = 3.3, y: float = 7.7) -> np.ndarray:
    return np.array([[scale, 0, x], [0, scale, y], [0, 0, 1.0]])


def row_by_row(matrix: np.ndarray) -> np.ndarray:
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(PLATE, matrix[:2], (WIDTH, HEIGHT), flags=flags, borderMode=cv2.BORDER_REPLICATE)


@pytest.mark.parametrize("scale", [1.0, 1.21, 1.5, 1.643, 1.75, 1.9, 1.9 / 1.07])
def test_four_rows_at_once_show_what_single_rows_show(scale: float) -> None:
    matrix = upright(scale)
    frame = np.zeros((HEIGHT, WIDTH + 50), np.uint8)[:, :WIDTH]  # as in a frame: rows are longer than what is shown
    rows = warp_upright(PLATE, matrix, frame)
    off = np.abs(frame[:rows].astype(int) - row_by_row(matrix)[:rows])
    assert rows > HEIGHT * 0.6
    assert off.max() <= 1
    assert off.mean() < 0.06
    assert not frame[rows:].any()


def test_rows_drawn_at_once_miss_whole_distances_by_thousandths_at_most() -> None:
    for step in np.linspace(1.3, 1.95, 200):
        apart = rows_apart(step, 1920)
        if apart is not None:
            assert abs(apart * step - round(apart * step)) <= 0.004


def test_nearly_every_scale_has_rows_to_draw_at_once() -> None:
    steps = np.random.default_rng(1).uniform(1.3, 1.95, 1000)
    assert np.mean([rows_apart(step, 1920) is None for step in steps]) < 0.03


def test_a_frame_that_reaches_out_of_the_plate_is_left_to_others() -> None:
    frame = np.zeros((HEIGHT, WIDTH), np.uint8)
    lowest = len(PLATE) - 1.5 * (HEIGHT - 1)
    for matrix in (upright(1.5, x=-0.5), upright(1.5, y=-0.5), upright(1.5, y=lowest), upright(1.5, x=98.0)):
        assert warp_upright(PLATE, matrix, frame) == 0
    assert warp_upright(PLATE, upright(1.5, y=lowest - 1.1), frame) > 0


def test_turned_mirrored_and_slanted_views_are_not_upright() -> None:
    assert is_upright(upright(1.5))
    for row, column, value in ((0, 1, 0.01), (1, 0, 0.01), (0, 0, -1.5), (2, 0, 1e-6), (2, 2, 2)):
        matrix = upright(1.5)
        matrix[row, column] = value
        assert not is_upright(matrix)
