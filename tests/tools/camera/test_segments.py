"""Encoded segments and their joining: the same bytes every time, every frame once, nothing left of a broken one."""

import errno
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from store.errors import RenderFailed
from store.scene import Look, Scene, Transition
from store.segments import Target, segments
from tests.tools.camera.drawn import SMALL, film, move, save, shot, texture
from tools.camera.encode import Encoder
from tools.camera.join import Piece, join
from tools.camera.plate import Plates
from tools.camera.segment import SegmentPainter, Sources, Stopped, render_segment
from tools.planes import Planes


def go_on(frame: int) -> None:
    """Nothing calls the render off."""


def rendered(scene: Scene, folder: Path, name: str = "out", target: Target = SMALL, before_frame=go_on) -> list[Piece]:
    still = folder / "still.png"
    if not still.exists():
        save(folder, texture(200, 300))
    pieces = []
    for number, segment in enumerate(segments(scene, target)):
        path = folder / f"{name}-{number}.mp4"
        painter = SegmentPainter(scene, target, segment, Sources({"a": still}, (), folder), Plates())
        render_segment(painter, segment, target, path, before_frame)
        pieces.append(Piece(path, segment.frames))
    return pieces


def shown(path: Path) -> tuple[list[np.ndarray], list[Fraction]]:
    """Luma and time of every frame."""
    with av.open(str(path)) as opened:
        decoded = list(opened.decode(video=0))
    times = [Fraction(frame.pts or 0) * (frame.time_base or 0) for frame in decoded]
    return [frame.to_ndarray()[: frame.height] for frame in decoded], times


def busy() -> Scene:
    return film(
        shot(move("push_in", 0.2), move("handheld", 0.01), look=Look(grain=0.3, vignette=0.4, temperature=0.3)),
        shot(name="s2", transition=Transition(kind="crossfade", duration_s=0.5)),
    )


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    first = rendered(busy(), tmp_path, "first")
    threads = cv2.getNumThreads()
    try:
        cv2.setNumThreads(1 if threads > 1 else 2)
        second = rendered(busy(), tmp_path, "second")
    finally:
        cv2.setNumThreads(threads)
    assert [piece.path.read_bytes() for piece in first] == [piece.path.read_bytes() for piece in second]


def test_a_segment_says_that_it_is_bt709_in_limited_range(tmp_path: Path) -> None:
    (piece,) = rendered(film(shot(duration_s=0.25)), tmp_path)
    with av.open(str(piece.path)) as opened:
        context = opened.streams.video[0].codec_context
        frame = next(opened.decode(video=0))
        assert (context.color_range, context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1, 1)
        assert (frame.format.name, context.width, context.height) == ("yuv420p", 72, 128)
        assert opened.streams.video[0].average_rate == 24


@pytest.mark.parametrize("lengths", [(0.5, 0.2, 1.0), (0.2, 0.2, 0.2, 0.2), (3.0, 0.2)])
def test_joined_segments_show_every_frame_once_and_in_time(tmp_path: Path, lengths: tuple[float, ...]) -> None:
    scene = film(*(shot(name=f"s{i}", duration_s=length) for i, length in enumerate(lengths)))
    pieces = rendered(scene, tmp_path)
    join(pieces, SMALL.frame_rate, tmp_path / "film.mp4")
    frames, times = shown(tmp_path / "film.mp4")
    assert times == [Fraction(number, 24) for number in range(sum(piece.frames for piece in pieces))]
    alone = [frame for piece in pieces for frame in shown(piece.path)[0]]
    assert all(np.array_equal(a, b) for a, b in zip(frames, alone, strict=True))


@pytest.mark.parametrize("frames", [1, 2, 3])
def test_segments_of_a_few_frames_join_too(tmp_path: Path, frames: int) -> None:
    paths = [tmp_path / f"{number}.mp4" for number in range(3)]
    for number, path in enumerate(paths):
        with Encoder(path, SMALL) as encoder:
            for _ in range(frames):
                encoder.encode(lambda planes, level=50 * number: paint(planes, level))
    join([Piece(path, frames) for path in paths], SMALL.frame_rate, tmp_path / "film.mp4")
    drawn, times = shown(tmp_path / "film.mp4")
    assert times == [Fraction(number, 24) for number in range(3 * frames)]
    assert [round(float(frame.mean()) / 50) for frame in drawn] == [n // frames for n in range(3 * frames)]


def paint(planes: Planes, level: int) -> None:
    for plane, value in zip(planes, (max(16, level), 128, 128), strict=True):
        plane[:] = value


def test_pieces_of_different_sizes_are_not_joined(tmp_path: Path) -> None:
    small = rendered(film(shot(duration_s=0.2)), tmp_path, "small")
    other = Target(width=64, height=128, frame_rate=24, quality="preview")
    large = rendered(film(shot(duration_s=0.2)), tmp_path, "other", other)
    with pytest.raises(RenderFailed):
        join([*small, *large], 24, tmp_path / "film.mp4")


def test_the_joined_film_has_its_index_in_front(tmp_path: Path) -> None:
    join(rendered(film(shot(duration_s=0.2)), tmp_path), 24, tmp_path / "film.mp4")
    data = (tmp_path / "film.mp4").read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_a_render_that_is_called_off_stops_at_once(tmp_path: Path) -> None:
    drawn: list[int] = []

    def stop_at_five(frame: int) -> None:
        if frame == 5:
            raise Stopped("enough")
        drawn.append(frame)

    with pytest.raises(Stopped):
        rendered(film(shot(duration_s=5)), tmp_path, before_frame=stop_at_five)
    assert drawn == [0, 1, 2, 3, 4]


def test_a_full_disk_is_an_error_and_not_a_short_file() -> None:
    with pytest.raises(OSError) as caught, Encoder(Path("/dev/full"), SMALL) as encoder:
        for frame in range(120):
            noise = np.random.default_rng(frame).integers(16, 235, (128, 72), np.uint8)
            encoder.encode(lambda planes, noise=noise: np.copyto(planes[0], noise))
    assert caught.value.errno == errno.ENOSPC
