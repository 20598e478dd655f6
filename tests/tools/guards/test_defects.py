from pathlib import Path

import numpy as np
import pytest

from tests.bench.guard_clips import encoded
from tools.camera.saliency import Pixels
from tools.guards.defects import Defects, defects
from tools.guards.orders import Wanted

FRAMES = 36
"""At 24 frames a second: 1.5 s."""


def moving(height: int = 320, width: int = 180) -> list[Pixels]:
    ramp = np.tile(np.linspace(0, 255, width), (height, 1))
    return [np.dstack([np.roll(ramp, 4 * index, axis=1)] * 3).astype(np.uint8) for index in range(FRAMES)]


def test_a_whole_clip_has_none(tmp_path: Path) -> None:
    assert defects(encoded(tmp_path / "a.mp4", moving()), Wanted(ratio=9 / 16, duration_s=1.5)) == Defects()


@pytest.mark.parametrize(
    ("pictures", "wanted", "told"),
    [
        ([np.zeros((320, 180, 3), np.uint8)] * FRAMES, Wanted(ratio=9 / 16, duration_s=1.5, motion=False), "black thr"),
        ([moving()[3]] * FRAMES, Wanted(ratio=9 / 16, duration_s=1.5), "nothing moves"),
        ([*moving()[:12], *[moving()[12]] * 24], Wanted(ratio=9 / 16, duration_s=1.5), "stands still from"),
        (moving(180, 320), Wanted(ratio=9 / 16, duration_s=1.5), "320 x 180"),
        (moving(), Wanted(ratio=9 / 16, duration_s=6), "lasts 1.5 s, not 6.0 s"),
        (moving(), Wanted(ratio=9 / 16, duration_s=1.5, sound=True), "no sound"),
    ],
)
def test_each_defect_is_told_with_its_figures(
    pictures: list[Pixels], wanted: Wanted, told: str, tmp_path: Path
) -> None:
    found = defects(encoded(tmp_path / "a.mp4", pictures), wanted)
    (phrase,) = (*found.film, *found.motion)
    assert told in phrase


def test_a_black_moment_is_told_with_its_time(tmp_path: Path) -> None:
    pictures = moving()
    pictures[18:] = [np.zeros_like(pictures[0])] * 18
    found = defects(encoded(tmp_path / "a.mp4", pictures), Wanted(ratio=9 / 16, duration_s=1.5))
    assert any("it is black at 0.8 s" in phrase for phrase in found.film)
