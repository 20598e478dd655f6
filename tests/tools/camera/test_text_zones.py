"""Likely text is found where it stands, and texture is not taken for it."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tools.camera.text_zones import text_zones

Pixels = NDArray[np.uint8]


def _poster(background: int, ink: tuple[int, int, int], text: str = "SUMMER SALE", scale: float = 2.0) -> Pixels:
    picture = np.full((1280, 720, 3), background, np.uint8)
    cv2.putText(picture, text, (90, 220), cv2.FONT_HERSHEY_DUPLEX, scale, ink, max(1, round(scale * 1.6)), cv2.LINE_AA)
    return picture


@pytest.mark.parametrize(("background", "ink"), [(235, (20, 20, 20)), (30, (240, 240, 240)), (120, (20, 200, 250))])
def test_a_headline_is_found_in_either_polarity(background: int, ink: tuple[int, int, int]) -> None:
    zones = text_zones(_poster(background, ink))
    assert len(zones) == 1
    assert zones[0].likelihood > 0.5
    box = zones[0].box
    assert 0.1 < box.left < 0.15
    assert 0.12 < box.top < box.bottom < 0.19


def test_small_print_is_found_as_well() -> None:
    assert text_zones(_poster(235, (30, 30, 30), "Buy one and get one free today", 0.8))


def _noise() -> Pixels:
    return np.random.default_rng(3).integers(0, 255, (600, 800, 3), dtype=np.uint8)


def _bricks() -> Pixels:
    picture = np.full((600, 800, 3), 90, np.uint8)
    for row, top in enumerate(range(0, 600, 40)):
        cv2.line(picture, (0, top), (800, top), (200, 200, 200), 4)
        for left in range(35 * (row % 2), 800, 70):
            cv2.line(picture, (left, top), (left, top + 40), (200, 200, 200), 4)
    return picture


def _fence() -> Pixels:
    picture = np.full((600, 800, 3), 220, np.uint8)
    for left in range(40, 760, 36):
        cv2.rectangle(picture, (left, 250), (left + 10, 350), (40, 60, 60), -1)
    return picture


def _discs() -> Pixels:
    picture = np.full((600, 800, 3), 40, np.uint8)
    for left in range(80, 760, 90):
        cv2.circle(picture, (left, 300), 30, (160, 160, 160), -1, cv2.LINE_AA)
    return picture


def _ramp() -> Pixels:
    return np.dstack([np.tile(np.linspace(0, 255, 800).astype(np.uint8), (600, 1))] * 3)


@pytest.mark.parametrize("make", [_noise, _bricks, _fence, _discs, _ramp])
def test_texture_rows_of_things_and_gradients_are_not_text(make: Callable[[], Pixels]) -> None:
    assert text_zones(make()) == ()


@pytest.mark.parametrize("size", [(1, 1), (2, 900), (900, 2)])
def test_a_picture_of_any_size_is_searched(size: tuple[int, int]) -> None:
    assert text_zones(np.full((size[1], size[0], 3), 99, np.uint8)) == ()
