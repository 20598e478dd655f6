"""The readiness check says what is there, and what to do about what is missing."""

import time
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tools.pictures.readiness import Readiness, ReadinessCheck, check_still

Pixels = NDArray[np.uint8]
NAMES = ("subject", "depth", "negative space", "background", "light", "text", "size", "ratio")


def _good_still(width: int = 720, height: int = 1280) -> Pixels:
    """A vase in soft light on a dark table before a pale, out-of-focus wall."""
    picture = np.empty((height, width, 3), np.float32)
    across = np.linspace(1.0, 0.75, width, dtype=np.float32)[None, :, None]
    picture[:] = np.array([170, 190, 200], np.float32) * across
    picture[int(0.7 * height) :] = np.array([45, 60, 85], np.float32) * across
    picture = cv2.GaussianBlur(picture, (0, 0), width / 60)
    middle, half = (width // 2, int(0.55 * height)), (width // 7, height // 6)
    vase = np.zeros((height, width), np.float32)
    cv2.ellipse(vase, middle, half, 0, 0, 360, 1.0, -1, cv2.LINE_AA)
    shade = np.clip(1.3 - np.abs(np.linspace(-1.6, 2.4, width))[None, :, None] ** 2 * 0.5, 0.25, 1.3)
    picture = picture * (1 - vase[..., None]) + np.array([40, 90, 190]) * shade * vase[..., None]
    cv2.ellipse(picture, (middle[0] - half[0] // 2, middle[1] - half[1] // 3), (6, 45), 15, 0, 360, (190, 210, 240), -1)
    noise = np.random.default_rng(2).normal(0, 1, picture.shape)
    return np.clip(picture + noise, 0, 250).astype(np.uint8)


def _checks(report: Readiness) -> dict[str, ReadinessCheck]:
    return {check.name: check for check in report.checks}


@pytest.fixture(scope="module")
def good() -> Pixels:
    return _good_still().repeat(2, axis=0).repeat(2, axis=1)


def test_a_good_still_passes_every_check(good: Pixels) -> None:
    report = check_still(good, "9:16")
    assert {check.name: check.level for check in report.checks} == dict.fromkeys(
        ("subject", "depth", "negative space", "background", "light", "text", "size", "ratio"), "pass"
    )
    assert report.verdict == "Ready to be set in motion: all 8 checks pass."
    assert _checks(report)["subject"].value.startswith("one clear subject: in the middle")


def _grass(good: Pixels) -> Pixels:
    del good
    noise = np.random.default_rng(3).integers(0, 255, (500, 300, 3), dtype=np.uint8)
    return cv2.resize(noise, (1440, 2560), interpolation=cv2.INTER_CUBIC).astype(np.uint8)


def _dark(good: Pixels) -> Pixels:
    return (good * 0.12).astype(np.uint8)


def _blown(good: Pixels) -> Pixels:
    return cv2.circle(good.copy(), (500, 700), 420, (255, 255, 255), -1).astype(np.uint8)


def _on_white(good: Pixels) -> Pixels:
    picture = np.full_like(good, 255)
    picture[900:1900, 520:920] = good[900:1900, 520:920]
    return picture


def _flat(good: Pixels) -> Pixels:
    return np.full_like(good, 128)


def _gradient(good: Pixels) -> Pixels:
    ramp = np.linspace(60, 190, good.shape[1]).astype(np.uint8)
    return np.broadcast_to(ramp[None, :, None], good.shape).copy()


def _wordy(good: Pixels) -> Pixels:
    picture = good.copy()
    for row in range(9):
        cv2.putText(picture, "Terms and conditions", (60, 300 + row * 220), 0, 3.6, (20, 20, 20), 9, cv2.LINE_AA)
    return picture


def _labelled(good: Pixels) -> Pixels:
    picture = good.copy()
    cv2.putText(picture, "OLIVE OIL", (555, 1420), 0, 2.1, (235, 240, 245), 7, cv2.LINE_AA)
    return picture


def _headline(good: Pixels) -> Pixels:
    picture = good.copy()
    cv2.putText(picture, "SUMMER SALE", (330, 400), 0, 3.4, (30, 30, 30), 10, cv2.LINE_AA)
    return picture


def _twins(good: Pixels) -> Pixels:
    half = cv2.resize(good, (720, 2560), interpolation=cv2.INTER_AREA)
    return np.hstack([half, half]).astype(np.uint8)


@pytest.mark.parametrize(
    ("change", "name", "level", "words"),
    [
        (_grass, "subject", "miss", "nothing stands out"),
        (_grass, "background", "miss", "busy"),
        (_grass, "negative space", "miss", "% of the picture is calm"),
        (_grass, "depth", "miss", "flat"),
        (_flat, "subject", "miss", "nothing stands out"),
        (_flat, "light", "warn", "flat"),
        (_gradient, "subject", "miss", "nothing stands out"),
        (_gradient, "background", "pass", "calm"),
        (_dark, "light", "miss", "dark"),
        (_blown, "light", "miss", "blown out"),
        (_on_white, "light", "pass", "white backdrop"),
        (_wordy, "text", "miss", "lines of text"),
        (_labelled, "text", "warn", "on the subject"),
        (_headline, "text", "pass", "1 likely line of text, top"),
        (_twins, "subject", "warn", "2 things draw the eye"),
    ],
)
def test_what_is_wrong_is_named_with_a_fix(
    good: Pixels, change: Callable[[Pixels], Pixels], name: str, level: str, words: str
) -> None:
    check = _checks(check_still(change(good), "9:16"))[name]
    assert (check.level, words in check.value) == (level, True), check
    assert bool(check.fix) == (level != "pass")


@pytest.mark.parametrize(
    ("size", "level", "words"),
    [
        ((1440, 2560), "pass", "1440 × 2560 pixels, 1440 × 2560 of them in the 9:16 frame"),
        ((1080, 1920), "warn", "1080 × 1920"),
        ((600, 1067), "miss", "600 × 1067"),
        ((4032, 3024), "pass", "4032 × 3024 pixels, 1701 × 3024 of them"),
        ((1920, 1080), "warn", "1920 × 1080 pixels, 608 × 1080 of them"),
    ],
)
def test_the_size_is_judged_by_the_pixels_that_the_frame_uses(
    good: Pixels, size: tuple[int, int], level: str, words: str
) -> None:
    small = cv2.resize(good, (288, 512), interpolation=cv2.INTER_AREA).astype(np.uint8)
    check = _checks(check_still(small, "9:16", size))["size"]
    assert check.level == level
    assert words in check.value
    if level != "pass":
        assert "1210 × 2150" in check.fix


def test_the_ratio_says_how_much_is_cropped(good: Pixels) -> None:
    landscape = cv2.resize(good, (1600, 900), interpolation=cv2.INTER_AREA).astype(np.uint8)
    check = _checks(check_still(landscape, "9:16"))["ratio"]
    assert check.level == "miss"
    assert "shows 32 % of it, 68 % is cropped away" in check.value
    assert _checks(check_still(landscape, "16:9"))["ratio"].value == "fits 16:9"
    feed = _checks(check_still(good, "4:5"))["ratio"]
    assert feed.level == "warn"
    assert "70 %" in feed.value


@pytest.mark.slow
def test_the_verdict_puts_misses_before_warnings(good: Pixels) -> None:
    verdict = check_still(_dark(good), "4:5").verdict
    assert verdict.startswith("Not ready as it is: see to ")
    assert "then ratio" in verdict
    assert check_still(good, "4:5").verdict == "Ready: 7 of 8 checks pass. Worth a look: ratio."


def test_a_reduced_picture_gives_the_same_report(good: Pixels) -> None:
    small = cv2.resize(good, (576, 1024), interpolation=cv2.INTER_AREA).astype(np.uint8)
    levels = [[c.level for c in check_still(p, "9:16", (1440, 2560)).checks] for p in (good, small)]
    assert levels[0] == levels[1]


@pytest.mark.parametrize("size", [(320, 320), (320, 4000), (4000, 320), (1, 1)])
def test_any_shape_gets_a_report(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(4).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    assert len(check_still(noise, "9:16").checks) == 8
    assert len(check_still(np.zeros_like(noise), "16:9").checks) == 8


def test_the_report_comes_at_once(good: Pixels) -> None:
    best = min(_busy_s(good) for _ in range(3))
    assert best < 0.4  # 0.1 s on an idle machine


def _busy_s(picture: Pixels) -> float:
    start = time.process_time()
    check_still(picture, "9:16")
    return time.process_time() - start
