"""The parts of a drawing: colours, curves, ink, marks."""

import numpy as np
import pytest

from tools.sketch.brief import read_brief
from tools.sketch.curves import box, curve, ellipse, limb, turned
from tools.sketch.ink import resampled, strokes, winding, wobbled
from tools.sketch.lights import light_of, on_subject
from tools.sketch.marks import fill, shifted
from tools.sketch.palette import Colour, from_hex, lightness, mix, tone, under
from tools.sketch.shadows import bounds, cast

RED = from_hex("#c8392f")


def test_mixing_ends_at_its_ends_and_keeps_chroma_between() -> None:
    blue = from_hex("#3f6fae")
    assert np.allclose(mix(RED, blue, 0), RED, atol=0.003)
    assert np.allclose(mix(RED, blue, 1), blue, atol=0.003)
    assert lightness(RED) - 0.1 < lightness(mix(RED, blue, 0.5)) < lightness(blue) + 0.1


def test_a_surface_under_light_is_the_product_in_linear_light() -> None:
    half = from_hex("#808080")
    assert np.allclose(under(Colour(1, 1, 1), half), half, atol=0.003)
    assert under(RED, Colour(1, 1, 1)) == pytest.approx(RED, abs=0.003)


def test_tone_moves_lightness_only_as_far_as_there_is_room() -> None:
    assert lightness(tone(RED, 0.1)) > lightness(RED) > lightness(tone(RED, -0.1))
    assert all(0 <= channel <= 1 for channel in tone(RED, 5))


def test_a_curve_runs_through_its_knots_and_keeps_its_corners() -> None:
    knots = [(0, 0, 1), (1, 0, 1), (1, 1), (0, 1)]
    line = curve(knots)
    for knot in knots:
        assert np.min(np.hypot(*(line - knot[:2]).T)) < 1e-9
    assert line.min() > -0.3
    assert line.max() < 1.3


def test_a_turned_body_is_as_wide_as_its_profile_and_opens_with_the_tilt() -> None:
    flat, seen_from_above = (turned(((0.2, 0), (0.3, 1)), tilt) for tilt in (0.0, 0.4))
    assert flat[:, 0].max() == pytest.approx(0.3)
    assert flat[:, 1].max() == pytest.approx(1.0)
    assert seen_from_above[:, 1].max() == pytest.approx(1.12, abs=0.01)


def test_a_limb_is_as_thick_as_it_is_told() -> None:
    tube = limb([(0, 0), (0, 1)], (0.2, 0.1), blunt=True)
    assert np.ptp(tube[tube[:, 1] < 0.02][:, 0]) == pytest.approx(0.2, abs=0.01)
    assert np.ptp(tube[tube[:, 1] > 0.98][:, 0]) == pytest.approx(0.1, abs=0.01)


def test_ink_lifts_at_the_corners_of_a_box_and_runs_round_a_circle() -> None:
    square = resampled(box(0, 0, 400, 400), 10, True)
    circle = resampled(ellipse(0, 0, 200, 200), 10, True)
    assert len(strokes(square, True)) == 4
    assert len(strokes(circle, True)) == 1


def test_the_hand_wobbles_but_stays_near_the_line() -> None:
    circle = resampled(ellipse(0, 0, 200, 200), 10, True)
    drawn = wobbled(circle, 2.0, True, np.random.default_rng(3))
    off = np.hypot(*(drawn - circle).T)
    assert 0.3 < off.mean() < 6


def test_winding_tells_which_side_the_body_is_on() -> None:
    circle = ellipse(0, 0, 1, 1)
    assert winding(circle) == -winding(circle[::-1])


def test_shifting_there_and_back_changes_nothing() -> None:
    drawing = (fill(box(0, 0, 1, 2), RED),)
    back = shifted(shifted(drawing, 3, 4), -3, -4)
    assert bounds(back) == pytest.approx(bounds(drawing))


@pytest.mark.parametrize(("side", "falls"), [("left", 1), ("right", -1)])
def test_the_shadow_falls_away_from_the_light(side: str, falls: int) -> None:
    light = light_of(read_brief(f"a jar, hard light from the {side}"))
    standing = (fill(box(90, 0, 110, 100), RED),)
    left, _, right, _ = bounds(cast(standing, 100, light, RED, 1.0, 0.14))
    assert (right - 110) * falls > 20 or (90 - left) * -falls > 20


def test_light_from_behind_leaves_the_subject_in_its_own_shade() -> None:
    light = light_of(read_brief("a backlit jar"))
    assert light.rim is not None
    assert lightness(on_subject(light).lit(RED)) < lightness(light.lit(RED)) - 0.05
