"""Jumps in clips of a drawn still under a moving camera."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.bench.guard_clips import encoded, stills
from tools.camera.saliency import Pixels
from tools.guards.evenness import evenness

FRAMES = 36
Camera = Callable[[int], tuple[float, float, float]]
"""Scale, shift across and shift down (shares of the width) of a frame."""


def filmed(folder: Path, camera: Camera) -> list[Pixels]:
    picture = next(still for name, still in stills() if name == "cafe")
    height, width = picture.shape[:2]
    frames: list[Pixels] = []
    for number in range(FRAMES):
        scale, across, down = camera(number)
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 0, scale)
        matrix[:, 2] += width * np.array([across, down])
        moved = cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REFLECT)
        frames.append(np.asarray(moved, np.uint8))
    return frames


CAMERAS: dict[str, Camera] = {
    "pushed in": lambda number: (1 + 0.005 * number, 0, 0),
    "panned": lambda number: (1.1, 0.006 * number, 0),
    "by hand": lambda number: (1.1, 0.012 * np.sin(number / 2), 0.01 * np.cos(number / 3)),
}


@pytest.mark.parametrize("camera", CAMERAS)
def test_a_moving_camera_is_no_jump(camera: str, tmp_path: Path) -> None:
    clip = encoded(tmp_path / "take.mp4", filmed(tmp_path, CAMERAS[camera]), crf=28)
    assert evenness(clip).jumps == ()


def test_another_picture_in_the_middle_is_a_jump(tmp_path: Path) -> None:
    other = next(still for name, still in stills() if name != "cafe")
    frames = filmed(tmp_path, CAMERAS["pushed in"])
    frames[18:] = [other] * 18
    assert evenness(encoded(tmp_path / "take.mp4", frames)).jumps == (0.75,)


def test_missing_frames_are_a_jump(tmp_path: Path) -> None:
    frames = filmed(tmp_path, lambda number: (1.2, 0.004 * (number + (10 if number >= 20 else 0)), 0))
    assert evenness(encoded(tmp_path / "take.mp4", frames)).jumps == (0.83,)
