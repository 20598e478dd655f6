"""Looks: each goes the way its name says, and the neutral one does nothing."""

import numpy as np
import pytest

from store.scene import Look
from tests.tools.camera.drawn import texture
from tools.camera.grade import colour_curves, grade
from tools.planes import U8, bgr_to_yuv, yuv_to_bgr

PICTURE = texture(96, 80)


def graded(**values: float) -> U8:
    return yuv_to_bgr(grade(PICTURE, Look(**values)))


def luma(bgr: U8) -> np.ndarray:
    return bgr.astype(float) @ (0.0722, 0.7152, 0.2126)


def test_a_neutral_look_leaves_every_pixel() -> None:
    assert np.array_equal(grade(PICTURE, Look(vignette=1, grain=1)), bgr_to_yuv(PICTURE))


def test_a_look_near_neutral_is_near_the_picture() -> None:
    assert np.abs(graded(exposure=0.001).astype(int) - yuv_to_bgr(bgr_to_yuv(PICTURE))).max() <= 4


def test_warmer_raises_red_over_blue_and_keeps_the_brightness() -> None:
    before, warm, cool = (graded(temperature=t) for t in (0.0, 0.5, -0.5))
    balance = [float(x[..., 2].mean() - x[..., 0].mean()) for x in (cool, before, warm)]
    assert balance[0] < balance[1] - 10
    assert balance[1] < balance[2] - 10
    assert luma(warm).mean() == pytest.approx(luma(before).mean(), rel=0.03)


def test_tint_goes_to_magenta_and_to_green() -> None:
    green = [
        float(x[..., 1].mean() - (x[..., 0].mean() + x[..., 2].mean()) / 2) for x in (graded(tint=1), graded(tint=-1))
    ]
    assert green[0] < green[1] - 20


def test_a_stop_of_exposure_doubles_the_light_of_the_dark_parts() -> None:
    curves = colour_curves(Look(exposure=1.0))[1]
    level = 60
    light = (((level / 255) + 0.055) / 1.055) ** 2.4
    assert ((curves[level] + 0.055) / 1.055) ** 2.4 == pytest.approx(2 * light, rel=1e-6)


def test_highlights_shadows_contrast_and_fade_move_their_part_of_the_range() -> None:
    def curve(**values: float) -> np.ndarray:
        return colour_curves(Look(**values))[1]

    plain = curve()
    assert curve(highlights=-0.5)[230] < plain[230] - 0.05
    assert curve(highlights=-0.5)[40] == pytest.approx(plain[40])
    assert curve(shadows=0.5)[50] > plain[50] + 0.05
    assert curve(shadows=0.5)[0] == plain[0]
    assert curve(contrast=0.5)[200] > plain[200]
    assert curve(contrast=0.5)[50] < plain[50]
    assert curve(fade=0.5)[0] > 0.05


@pytest.mark.parametrize("name", ["temperature", "tint", "contrast", "highlights", "shadows", "exposure"])
@pytest.mark.parametrize("amount", [-1.0, 1.0])
def test_no_look_turns_dark_and_bright_round(name: str, amount: float) -> None:
    assert np.diff(colour_curves(Look(**{name: amount})), axis=1).min() >= -1e-9


def test_saturation_goes_from_grey_to_strong() -> None:
    spread = [
        float(x.astype(float).std(axis=2).mean()) for x in (graded(saturation=-1), graded(), graded(saturation=1))
    ]
    assert spread[0] < 1
    assert spread[1] < spread[2] * 0.8


def test_a_graded_gradient_has_no_steps_wider_than_a_few_pixels() -> None:
    ramp = np.tile(np.linspace(60, 76, 512), (64, 1))[..., None].repeat(3, axis=2).round().astype(np.uint8)
    rows = grade(ramp, Look(exposure=0.6))[..., 0].astype(float).mean(axis=0)
    assert len(np.unique(rows.round(2))) > 100
