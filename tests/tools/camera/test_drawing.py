"""Drawn frames: motion as smooth as the path, sharpness that does not pulse, and what is laid on top."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from store.scene import Background, Framing, Look, Move, Transition
from store.segments import Target, segments
from tests.tools.camera.drawn import SMALL, film, move, save, shot, texture
from tools.camera.blend import add_grain, lay, vignette
from tools.camera.encode import blank_planes
from tools.camera.framing import plan_shot
from tools.camera.plate import Plates, Wanted
from tools.camera.segment import SegmentPainter, Sources, transition_share
from tools.camera.warp import pixel_views
from tools.planes import Planes, layer_from_rgba

HALF = Target(width=136, height=240, frame_rate=24, quality="preview")
BIG = Target(width=270, height=480, frame_rate=24, quality="preview")


def painter(scene, target: Target, folder: Path, **stills: Path) -> SegmentPainter:
    return SegmentPainter(scene, target, segments(scene, target)[0], Sources(stills, (), folder), Plates())


def frames(scene, target: Target, folder: Path, numbers, **stills: Path) -> list[Planes]:
    drawing = painter(scene, target, folder, **stills)
    drawn: list[Planes] = []
    for number in numbers:
        planes = blank_planes(target.width, target.height)
        drawing.draw(number, planes)
        drawn.append(planes)
    return drawn


def blobs(width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """A dark picture with soft bright dots, and where they are."""
    places = np.array([(x * width, y * height) for x in (0.35, 0.5, 0.64) for y in (0.38, 0.5, 0.61)])
    rows, columns = np.mgrid[0:height, 0:width] + 0.5
    picture = np.full((height, width), 32.0)
    for x, y in places:
        picture += 190 * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * 7.0**2))
    return np.repeat(picture.clip(0, 255).round().astype(np.uint8)[..., None], 3, axis=2), places


@pytest.mark.parametrize(
    "moves",
    [
        (move("push_in", 0.25, anchor={"x": 0.4, "y": 0.6}),),
        (move("truck_right", 0.12), move("roll_cw", 4)),
        (move("orbit_left", 8), move("handheld", 0.01)),
    ],
)
def test_what_is_drawn_follows_the_path_to_a_hundredth_of_a_pixel(tmp_path: Path, moves: tuple[Move, ...]) -> None:
    picture, places = blobs(540, 960)
    still = save(tmp_path, picture)
    scene = film(shot(*moves))
    drawn = frames(scene, BIG, tmp_path, range(24), a=still)
    plan = plan_shot(scene.shots[0], "9:16", still, tmp_path)
    views = pixel_views(plan.views(np.arange(24) / 24), BIG.width, BIG.height, plan.ratio)
    errors = []
    for place in places:
        wanted = [np.linalg.inv(view) @ (*place, 1) for view in views]
        found = [centroid(planes[0], at[:2] / at[2]) for planes, at in zip(drawn, wanted, strict=True)]
        errors.append([spot - at[:2] / at[2] for spot, at in zip(found, wanted, strict=True)])
    jitter = np.array(errors) - np.mean(errors, axis=1, keepdims=True)
    assert np.sqrt((jitter**2).sum(axis=-1).mean()) < 0.012


def centroid(luma: np.ndarray, near: np.ndarray) -> np.ndarray:
    """The weighted middle of the dot near a place, in pixel indices."""
    x, y = near.round().astype(int)
    window = luma[y - 16 : y + 17, x - 16 : x + 17].astype(float)
    weight = np.clip(window - 46, 0, None)
    rows, columns = np.mgrid[y - 16 : y + 17, x - 16 : x + 17]
    return np.array([(weight * columns).sum(), (weight * rows).sum()]) / weight.sum()


@pytest.mark.slow
@pytest.mark.parametrize("size", [(270, 480), (600, 1066), (1080, 1920)])
def test_sharpness_does_not_pulse_along_a_push(tmp_path: Path, size: tuple[int, int]) -> None:
    still = save(tmp_path, texture(*size))
    drawn = frames(film(shot(move("push_in", 0.25, easing="linear"))), BIG, tmp_path, range(24), a=still)
    energy = np.array([(cv2.Laplacian(planes[0][120:360, 60:210], cv2.CV_32F) ** 2).mean() for planes in drawn])
    trend = np.polyval(np.polyfit(range(24), energy, 4), range(24))
    assert np.std(energy - trend) / energy.mean() < 0.03


@pytest.mark.slow
def test_a_wide_pull_out_changes_plates_without_a_jump(tmp_path: Path) -> None:
    still = save(tmp_path, texture(1080, 1920))
    drawn = frames(film(shot(move("zoom_in", 1.0, easing="linear"))), SMALL, tmp_path, range(24), a=still)
    means = [float(planes[0].mean()) for planes in drawn]
    steps = [np.abs(a[0].astype(int) - b[0]).mean() for a, b in pairwise(drawn)]
    assert np.abs(np.diff(means)).max() < 4
    assert max(steps) < 2.5 * np.median(steps)


def test_a_crossfade_mixes_both_shots_in_even_steps(tmp_path: Path) -> None:
    dark, bright = (save(tmp_path, np.full((128, 72, 3), level, np.uint8), f"{level}.png") for level in (0, 255))
    scene = film(shot(), shot(name="s2", still="b", transition=Transition(kind="crossfade", duration_s=0.5)))
    drawn = frames(scene, SMALL, tmp_path, range(36), a=dark, b=bright)
    levels = [float(planes[0].mean()) for planes in drawn]
    assert levels[:12] == [16] * 12
    assert levels[24:] == [235] * 12
    expected = [16 + 219 * (frame + 0.5) / 12 for frame in range(12)]
    assert levels[12:24] == pytest.approx(expected, abs=1)


def test_a_fade_through_black_is_black_in_its_middle(tmp_path: Path) -> None:
    grey = save(tmp_path, np.full((128, 72, 3), 128, np.uint8))
    scene = film(shot(), shot(name="s2", transition=Transition(kind="fade_black", duration_s=0.5)))
    levels = [float(planes[0].mean()) for planes in frames(scene, SMALL, tmp_path, range(36), a=grey)]
    assert max(levels[17:19]) < 32
    assert levels[12] > levels[14] > levels[17]
    assert levels[23] > levels[20] > levels[18]


def test_a_film_may_open_out_of_black(tmp_path: Path) -> None:
    grey = save(tmp_path, np.full((128, 72, 3), 128, np.uint8))
    scene = film(shot(transition=Transition(kind="fade_black", duration_s=0.5)))
    levels = [float(planes[0].mean()) for planes in frames(scene, SMALL, tmp_path, (0, 6, 12), a=grey)]
    assert levels[0] < 24 < levels[1] < levels[2]


def test_transition_shares_are_even_and_never_still() -> None:
    assert [transition_share(frame, 4) for frame in range(4)] == [0.125, 0.375, 0.625, 0.875]


def test_a_shot_without_a_still_shows_a_card(tmp_path: Path) -> None:
    (planes,) = frames(film(shot(move("push_in", 0.3), still=None)), SMALL, tmp_path, [3])
    assert 30 < planes[0].mean() < 80


def test_a_camera_that_rests_and_goes_on_shows_what_each_frame_shows_by_itself(tmp_path: Path) -> None:
    still = save(tmp_path, texture(160, 280))
    moves = (move("push_in", 0.2, start_s=0.3, end_s=0.5), move("truck_left", 0.1, start_s=0.7, end_s=0.8))
    scene = film(shot(*moves, look=Look(grain=0.5), framing={"9:16": Framing(scale=0.7)}))
    along = frames(scene, SMALL, tmp_path, range(24), a=still)
    for number in (0, 3, 10, 14, 16, 23):
        (alone,) = frames(scene, SMALL, tmp_path, [number], a=still)
        assert all((one == other).all() for one, other in zip(along[number], alone, strict=True))
    # Chroma has no grain: it tells where the camera rests.
    rests = [bool((one[1] == other[1]).all()) for one, other in pairwise(along)]
    assert rests == [number < 7 or 12 <= number < 16 or number >= 20 for number in range(23)]


def test_the_same_framing_is_drawn_at_every_size(tmp_path: Path) -> None:
    still = save(tmp_path, texture(1200, 1600))
    scene = film(shot(move("push_in", 0.3), move("pan_right", 0.1)))
    big = frames(scene, BIG, tmp_path, [12], a=still)[0][0]
    small = frames(scene, HALF, tmp_path, [12], a=still)[0][0]
    shrunk = cv2.resize(big, (136, 240), interpolation=cv2.INTER_AREA)
    assert np.abs(cv2.GaussianBlur(shrunk, (5, 5), 0).astype(int) - cv2.GaussianBlur(small, (5, 5), 0)).mean() < 2


def test_a_layer_fades_in_rises_and_is_cut_at_the_edge() -> None:
    white = np.full((20, 20, 4), 255, np.uint8)
    layer = layer_from_rgba(white, -10, 60, start_frame=5, end_frame=20, fade_frames=3, rise_px=8)

    def drawn(frame: int) -> np.ndarray:
        planes = blank_planes(72, 128)
        for plane, level in zip(planes, (16, 128, 128), strict=True):
            plane[:] = level
        lay(planes, layer, frame)
        return planes[0]

    assert drawn(4).max() == drawn(20).max() == 16
    assert 16 < drawn(5).max() < 120
    settled = drawn(8)
    assert settled[60:80, :10].min() == 235
    assert (settled > 16).sum() == 20 * 10
    assert np.argmax(drawn(5)[:, 0] > 16) > 60


def test_a_vignette_darkens_the_corners_and_leaves_the_middle() -> None:
    planes = blank_planes(72, 128)
    for plane, level in zip(planes, (200, 90, 160), strict=True):
        plane[:] = level
    lay(planes, vignette(1.0, 72, 128), 0)
    assert planes[0][0, 0] < 90
    assert planes[0][64, 36] >= 199
    assert abs(int(planes[1][0, 0]) - 128) < 20


def test_a_dark_gradient_behind_a_cut_out_stays_free_of_bands_in_the_film(tmp_path: Path) -> None:
    still = tmp_path / "clear.png"
    Image.new("RGBA", (540, 960), (0, 0, 0, 0)).save(still)
    scene = film(shot(move("push_in", 0.1), background=Background(color="#08080a", to="#1c1c20")))
    ((luma, _, _),) = frames(scene, BIG, tmp_path, (12,), a=still)
    # A row of a band is of one level; here every row is a mixture.
    assert luma.std(axis=1).min() > 0.35
    means = luma.reshape(-1, 32, luma.shape[1]).mean(axis=(1, 2))
    assert np.ptp(np.diff(means)) < 0.4


def test_grain_is_the_same_for_the_same_frame_and_changes_from_frame_to_frame() -> None:
    def grained(seed: int, frame: int) -> np.ndarray:
        luma = np.full((128, 72), 120, np.uint8)
        add_grain(luma, 0.5, seed, frame)
        return luma

    assert np.array_equal(grained(1, 4), grained(1, 4))
    assert not np.array_equal(grained(1, 4), grained(1, 5))
    assert not np.array_equal(grained(1, 4), grained(2, 4))
    assert abs(grained(1, 4).mean() - 120) < 1
    assert grained(1, 4).std() == pytest.approx(7, rel=0.2)


def test_grain_does_not_shiver_as_a_whole() -> None:
    """No frame's grain is that of the frame before, moved by a little."""

    def spectrum(frame: int) -> np.ndarray:
        luma = np.full((256, 144), 128, np.uint8)
        add_grain(luma, 1.0, 1, frame)
        grain = luma - luma.mean()
        return np.fft.fft2(grain / np.linalg.norm(grain))

    for frame in range(12):
        alike = np.fft.fftshift(np.fft.ifft2(spectrum(frame) * np.conj(spectrum(frame + 1))).real)
        assert np.abs(alike[128 - 8 : 128 + 9, 72 - 8 : 72 + 9]).max() < 0.1
        assert alike.max() > 0.9, "the same field, so that it is drawn once"


def test_a_look_that_only_adds_grain_makes_no_new_plate(tmp_path: Path) -> None:
    still = save(tmp_path, texture(144, 256))
    plates = Plates()
    plan = plan_shot(shot(), "9:16", still, tmp_path)
    plain = plates.levels(Wanted(still, plan, Look(), 1.0, 72))
    assert plates.levels(Wanted(still, plan, Look(grain=0.5, vignette=0.5), 1.0, 72)) is plain
    assert plates.levels(Wanted(still, plan, Look(exposure=0.5), 1.0, 72)) is not plain
