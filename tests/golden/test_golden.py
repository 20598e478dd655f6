"""Frames are as they were when somebody looked at them; see `tests.golden.cases`."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from store.scene import Scene
from tests.golden.cases import FRAMES, cases, difference, draw

CASES = dict(cases())


@pytest.mark.parametrize("name", CASES)
def test_a_frame_is_as_it_was_looked_at(name: str, tmp_path: Path) -> None:
    kept = cv2.imread(str(FRAMES / f"{name}.png"))
    assert kept is not None, f"{name} is new: look at the contact sheet, then python -m tests.golden.cases"
    mean, most = difference(draw(CASES[name], tmp_path), np.asarray(kept, np.uint8))
    assert mean < 0.5
    assert most <= 4


def test_every_kept_frame_still_has_its_case() -> None:
    assert {path.stem for path in FRAMES.glob("*.png")} == set(CASES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("move-push_in", "move-zoom_in"),
        ("look-noir", "look-black-and-white"),
        ("focus-near", "focus-rack"),
        ("move-truck_right", "parallax-truck_right"),
    ],
)
def test_the_comparison_tells_frames_apart(one: str, other: str, tmp_path: Path) -> None:
    scenes: list[Scene] = [CASES[one], CASES[other]]
    mean, most = difference(*(draw(scene, tmp_path) for scene in scenes))
    assert mean > 0.5 or most > 4
