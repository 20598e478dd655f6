"""What takes long is given up at once, and what comes after it is done all the same."""

import threading

import pytest

from tools.camera.interruptible import interruptible, uninterrupted


def test_work_is_done_and_its_errors_are_told() -> None:
    assert interruptible(lambda: 7, uninterrupted) == 7
    with pytest.raises(ZeroDivisionError):
        interruptible(lambda: 1 // 0, uninterrupted)


def test_an_error_of_time_is_one_of_the_work() -> None:
    def late() -> None:
        raise TimeoutError("the disk does not answer")

    with pytest.raises(TimeoutError, match="does not answer"):
        interruptible(late, uninterrupted)


def test_whoever_waits_is_let_go_in_the_middle_of_the_work() -> None:
    begun, may_end, done = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        may_end.wait(10)
        done.set()

    def enough() -> None:
        if begun.is_set():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interruptible(work, enough)
    assert not done.is_set()
    may_end.set()
    assert interruptible(done.is_set, uninterrupted)
