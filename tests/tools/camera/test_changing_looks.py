"""A look that changes along a shot: close to the grade in between, in steps that nobody sees, any frame by itself."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from store.looks import look_between
from store.scene import Focus, Look
from store.segments import segments
from tests.tools.camera.drawn import SMALL, film, move, save, shot, texture
from tools.camera.encode import blank_planes
from tools.camera.grade import exact_grade, grade
from tools.camera.plate import Level, Plates
from tools.camera.segment import SegmentPainter, Sources
from tools.camera.shading import Levels, Mixture, Shading

CHART = texture(64, 64)
CHANGES = {
    "slight": (Look(temperature=0.3, contrast=0.1), Look(temperature=-0.2, contrast=0.2, exposure=0.2)),
    "strong": (Look(exposure=-1.5, contrast=-0.5), Look(exposure=1.5, temperature=1, saturation=0.5)),
}


def plates_of(look: Look) -> Levels:
    """The chart as a plate, its chroma at full size."""
    luma, blue, red = (np.ascontiguousarray(grade(CHART, look)[..., place]) for place in range(3))
    return (Level((luma, blue, red), np.eye(3), 64),)


def shown(shading: Shading, mixture: Mixture, share: float) -> np.ndarray:
    return np.stack(mixture.levels(shading.at(share))[0].pictures, axis=-1).astype(float)


@pytest.mark.parametrize("name", CHANGES)
def test_every_look_on_the_way_is_within_two_levels_of_its_grade(name: str) -> None:
    start, end = CHANGES[name]
    shading, mixture = Shading(start, end, None, plates_of), Mixture()
    for share in np.linspace(0, 1, 60):
        apart = np.abs(shown(shading, mixture, share) - exact_grade(CHART, look_between(start, end, share)))
        # Half a level is the dither of the plates, half a level their rounding.
        assert np.percentile(apart, 98) <= 2 + 1


@pytest.mark.parametrize("name", CHANGES)
def test_from_one_mixture_to_the_next_nothing_changes_by_more_than_a_level(name: str) -> None:
    shading, mixture = Shading(*CHANGES[name], None, plates_of), Mixture()
    looks = [shown(shading, mixture, share) for share in np.linspace(0, 1, 900)]
    assert max(np.abs(one - other).max() for one, other in pairwise(looks)) <= 1
    assert (looks[0] == np.stack(plates_of(CHANGES[name][0])[0].pictures, axis=-1)).all()
    assert (looks[-1] == np.stack(plates_of(CHANGES[name][1])[0].pictures, axis=-1)).all()


@pytest.mark.parametrize("more", [{}, {"focus": Focus(start_depth=1, end_depth=0, end_s=1, blur=1)}])
def test_a_frame_drawn_by_itself_is_as_it_is_in_the_film(more: dict, tmp_path: Path) -> None:
    still = save(tmp_path, texture(300, 500))
    start, end = CHANGES["strong"]
    scene = film(shot(move("push_in", 0.4), look=start, look_end=end, **more))
    sources = Sources({"a": still}, (), tmp_path)

    def painter() -> SegmentPainter:
        return SegmentPainter(scene, SMALL, segments(scene, SMALL)[0], sources, Plates())

    along, out, alone = painter(), blank_planes(72, 128), blank_planes(72, 128)
    for frame in range(24):
        along.draw(frame, out)
        if frame in (0, 5, 12, 23):
            painter().draw(frame, alone)
            assert all((one == other).all() for one, other in zip(out, alone, strict=True))
