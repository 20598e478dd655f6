"""Taking the sway out of a take: what is left of it, what it costs, and what it leaves alone."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from store.video_takes import MAX_CROP
from tests.tools.camera.drawn import texture
from tests.tools.camera.test_take_shots import kept_clip
from tools.camera.moves import Floats
from tools.camera.stabilise import found_moves, steady_views
from tools.camera.take_frames import TakeFrames
from tools.planes import U8

pytestmark = pytest.mark.slow

FRAMES, WIDTH, HEIGHT = 60, 480, 270
MIDDLE = np.array([WIDTH / 2, HEIGHT / 2, 1.0])


def hand(pan: float = 1.5, size: float = 1.0) -> Floats:
    """Where a shaky camera points in each frame, in pixels: an even pan and a sway of several waves."""
    at_s = np.arange(FRAMES) / 30
    waves = (((6, 2.1, 0.3), (4, 3.7, 1.0), (3, 5.2, 2.0)), ((5, 1.9, 1.3), (4, 3.1, 0.1), (2, 6.0, 0.5)))
    sway = np.stack([sum(a * np.sin(2 * np.pi * f * at_s + p) for a, f, p in wave) for wave in waves], axis=1)
    return size * sway + np.outer(np.arange(FRAMES), [pan, 0.0])


def shaky_clip(folder: Path, path: Floats) -> Path:
    scene = texture(900, 600, seed=5)

    def draw(number: int) -> U8:
        x, y = path[number]
        view = np.array([[1, 0, 150 + x], [0, 1, 150 + y]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return np.asarray(cv2.warpAffine(scene, view, (WIDTH, HEIGHT), flags=flags), np.uint8)

    return kept_clip(folder, FRAMES, draw)


def jitter(path: Floats) -> float:
    """RMS of how much the path changes its pace from frame to frame, in pixels: an even pan has none."""
    return float(np.sqrt((np.diff(path, 2, axis=0) ** 2).sum(axis=1).mean()))


def steadied(folder: Path, path: Floats, strength: float) -> tuple[Floats, float]:
    """Where the steadied picture's middle points, and the crop it costs."""
    clip = folder / "kept.mp4"
    views = steady_views(TakeFrames(clip), clip, strength, folder / "cache", lambda: None)
    return (views @ MIDDLE)[:, :2] + path, float(1 - views[0, 0, 0])


def test_the_moves_of_a_camera_are_found(tmp_path: Path) -> None:
    path = hand()
    moves = found_moves(TakeFrames(shaky_clip(tmp_path, path)), lambda: None)
    found = np.cumsum(moves[:, :2], axis=0) * WIDTH
    assert np.abs(found + path[1:] - path[0]).max() < 0.5
    assert np.abs(moves[:, 2:]).max() < 0.002


def test_a_steadied_take_has_a_seventh_of_its_jitter_and_keeps_its_pan(tmp_path: Path) -> None:
    path = hand()
    shaky_clip(tmp_path, path)
    steady, crop = steadied(tmp_path, path, 1.0)
    assert jitter(steady) < 0.145 * jitter(path)
    assert steady[-10, 0] - steady[10, 0] == pytest.approx(1.5 * (FRAMES - 20), rel=0.1)
    assert 0 < crop < MAX_CROP + 0.01


def test_less_strength_takes_out_less_and_costs_less(tmp_path: Path) -> None:
    path = hand()
    shaky_clip(tmp_path, path)
    (half, half_crop), (full, full_crop) = (steadied(tmp_path, path, strength) for strength in (0.4, 1.0))
    assert jitter(full) < jitter(half) < 0.7 * jitter(path)
    assert half_crop < full_crop


def test_no_edge_of_the_picture_shows_however_wild_the_hand(tmp_path: Path) -> None:
    shaky_clip(tmp_path, hand(size=4))
    clip = tmp_path / "kept.mp4"
    views = steady_views(TakeFrames(clip), clip, 1.0, tmp_path / "cache", lambda: None)
    corners = np.array([[0, 0, 1], [WIDTH, 0, 1], [WIDTH, HEIGHT, 1], [0, HEIGHT, 1.0]])
    seen = np.einsum("nij,kj->nki", views, corners)[:, :, :2]
    assert seen.min() >= 0
    assert (seen <= (WIDTH, HEIGHT)).all()


def test_a_take_without_anything_to_hold_on_to_stays_as_it_is(tmp_path: Path) -> None:
    clip = kept_clip(tmp_path, 12, lambda _: np.full((240, 320, 3), 90, np.uint8))
    views = steady_views(TakeFrames(clip), clip, 1.0, tmp_path / "cache", lambda: None)
    assert views == pytest.approx(np.tile(np.eye(3), (12, 1, 1)))


def test_a_take_is_looked_through_once_and_a_torn_note_is_written_anew(tmp_path: Path) -> None:
    path = hand()
    shaky_clip(tmp_path, path)
    steadied(tmp_path, path, 1.0)
    note = next((tmp_path / "cache" / "steadying").iterdir())
    whole, made = note.read_bytes(), note.stat().st_ino
    steadied(tmp_path, path, 0.3)
    assert note.stat().st_ino == made
    note.write_bytes(whole[:100])
    steadied(tmp_path, path, 0.3)
    assert note.read_bytes() == whole


def test_looking_through_a_take_can_be_called_off(tmp_path: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        found_moves(TakeFrames(shaky_clip(tmp_path, hand())), stop)
