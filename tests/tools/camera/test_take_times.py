"""Which frame of a take shows when, at any pair of frame rates and any pace."""

from fractions import Fraction

import numpy as np
import pytest

from store.retiming import Retime, RetimePoint
from tools.camera.moves import Floats
from tools.camera.take_times import shown_frames


def retime(*points: tuple[float, float]) -> Retime:
    return Retime(points=tuple(RetimePoint(at_s=at_s, source_s=source_s) for at_s, source_s in points))


def even(frames: int, fps: float) -> Floats:
    return np.arange(frames) / fps


def numbers(pace: Retime | None, frames: int, rate: int, times_s: Floats, end_s: float) -> list[int]:
    return shown_frames(pace, frames, rate, times_s, end_s).first.tolist()


def test_at_its_own_rate_every_frame_shows_once() -> None:
    assert numbers(None, 60, 30, even(60, 30), 2.0) == list(range(60))


@pytest.mark.parametrize(
    ("made", "rate", "shown"),
    [
        (30, 60, [0, 0, 1, 1, 2, 2, 3, 3]),
        (60, 30, [0, 2, 4, 6, 8, 10, 12, 14]),
        (25, 50, [0, 0, 1, 1, 2, 2, 3, 3]),
        (30, 24, [0, 1, 3, 4, 5, 6, 8, 9]),
        (24, 30, [0, 1, 1, 2, 3, 4, 5, 5]),
    ],
)
def test_another_rate_shows_the_nearest_frames_in_an_even_pattern(made: int, rate: int, shown: list[int]) -> None:
    assert numbers(None, 8, rate, even(60, made), 60 / made) == shown


def test_times_rounded_to_milliseconds_change_nothing() -> None:
    for made, rate in ((30, 30), (60, 30), (24, 24), (30, 60)):
        exact = even(60, made)
        rounded = np.round(exact, 3)
        assert numbers(None, 30, rate, rounded, 60 / made) == numbers(None, 30, rate, exact, 60 / made)


def test_a_take_of_uneven_times_shows_each_frame_for_its_time() -> None:
    times = np.array([float(at_s) for at_s in (Fraction(0), Fraction(1, 10), Fraction(1, 2))])
    assert numbers(None, 10, 10, times, 1.0) == [0, 1, 1, 1, 1, 2, 2, 2, 2, 2]


def test_backwards_shows_exactly_what_forwards_does() -> None:
    backwards = retime((0, 2), (2, 0))
    assert numbers(backwards, 60, 30, even(60, 30), 2.0) == list(range(59, -1, -1))


def test_twice_as_fast_shows_every_second_frame_unmixed() -> None:
    shown = shown_frames(retime((0, 0), (1, 2)), 30, 30, even(60, 30), 2.0)
    assert np.diff(shown.first).tolist() == [2] * 29
    assert not shown.share.any()


def test_slowed_pictures_are_mixed_from_their_neighbours() -> None:
    shown = shown_frames(retime((0, 0), (4, 1)), 8, 30, even(60, 30), 2.0)
    assert (shown.first + shown.share).tolist() == [0, 0, 0.125, 0.375, 0.625, 0.875, 1.125, 1.375]


def test_a_freeze_is_one_sharp_frame_and_then_goes_on() -> None:
    shown = shown_frames(retime((0, 0), (0.5, 0.5), (1.5, 0.5), (2, 1)), 60, 30, even(30, 30), 1.0)
    assert shown.first[:15].tolist() == list(range(15))
    assert set(shown.first[15:45].tolist()) == {14}
    assert shown.first[45:].tolist() == list(range(15, 30))
    assert not shown.share.any()


def test_where_the_take_has_run_out_there_is_nothing() -> None:
    there = shown_frames(None, 60, 30, even(30, 30), 1.0).there
    assert there.tolist() == [True] * 31 + [False] * 29


def test_a_held_last_frame_is_there_to_the_end() -> None:
    shown = shown_frames(retime((0, 0), (1, 1), (2, 1)), 60, 30, even(30, 30), 1.0)
    assert shown.there.all()
    assert set(shown.first[30:].tolist()) == {29}
