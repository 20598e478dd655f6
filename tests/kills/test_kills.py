"""A run is killed at every point of a billed call; the next one neither pays twice nor loses anything."""

import os
import signal
import time
from contextlib import closing

import pytest

from store.ledger import Ledger
from store.ledger_places import LedgerFile
from tests.kills.adapter import AT_ONCE, Mode
from tests.kills.arena import Arena, tally
from tests.kills.worker import SESSION
from tools.jobs.sending import FENCE_S

pytestmark = pytest.mark.slow

DOUBTFUL = ("claimed", "sending", "answered")
"""Points at which only the vendor knows whether it was charged."""
POINTS = ("prepared", *DOUBTFUL, "recorded", "polling", "collecting", "delivering")
CASES: list[tuple[Mode, str]] = [
    *(("findable", point) for point in POINTS),
    *(("repeatable", point) for point in DOUBTFUL),
    *(("neither", point) for point in (*DOUBTFUL, "prepared", "recorded")),
]


@pytest.mark.parametrize(("mode", "point"), CASES)
def test_a_run_that_is_killed_there_is_gone_on_with(arena: Arena, point: str, mode: Mode) -> None:
    arena.mode = mode
    arena.asked = {"seconds": 0.4}
    arena.kill(arena.start(stop_at=point))
    arena.start(orders=0)
    calls = arena.settled(1)

    result = tally(calls, arena.charges(), jobs=1, kills=1)
    assert (result.duplicate, result.lost) == (0, 0)
    doubt = mode == "neither" and point in DOUBTFUL
    assert calls[0].state == ("NEEDS_HUMAN" if doubt else "DONE")
    assert arena.charges()["job 1"] == (0 if doubt and point != "answered" else 1)


def test_a_call_whose_answer_was_under_way_is_found_again(arena: Arena) -> None:
    arena.asked = {"seconds": 0.2, "hold_after": 2.0}
    pid = arena.start()
    arena.until(lambda: bool(arena.charges()))  # the vendor has charged, and does not say so yet
    arena.kill(pid)
    arena.start(orders=0)
    assert [call.state for call in arena.settled(1)] == ["DONE"]
    assert arena.charges() == {"job 1": 1}


def test_a_vendor_is_given_no_more_calls_at_a_time_than_it_takes(arena: Arena) -> None:
    arena.asked = {"seconds": 1.0}
    arena.start(orders=AT_ONCE + 4)
    most = 0

    def all_done() -> bool:
        nonlocal most
        charged = sum(arena.charges().values())  # counted first: what ends in between makes the difference smaller
        done = sum(call.state == "DONE" for call in ledger.of_session(SESSION))
        most = max(most, charged - done)
        return done == AT_ONCE + 4

    with closing(Ledger(LedgerFile(arena.home, read_only=True))) as ledger:
        arena.until(all_done)
    assert most == AT_ONCE


def test_the_same_order_after_a_crash_is_the_same_call(arena: Arena) -> None:
    arena.kill(arena.start(orders=3, stop_at="answered"))
    arena.start(orders=3)
    assert [call.state for call in arena.settled(3)] == ["DONE"] * 3
    assert sum(arena.charges().values()) == 3


def test_a_second_process_is_refused(arena: Arena) -> None:
    arena.start(orders=0)
    arena.start(wait=False)
    arena.until(lambda: "HomeInUse" in (arena.home / "log.txt").read_text())
    assert not arena.charges()


def test_a_frozen_process_that_was_taken_over_does_not_send(arena: Arena) -> None:
    arena.asked = {"seconds": 0.2}
    frozen = arena.start(stop_at="claimed", hang="freeze", alone=False, executor="a")
    time.sleep(FENCE_S + 1)  # what the fence is about: the time that the frozen process does not see pass
    # Another process finds the call: nothing arrived, and as it is not alone it sends nothing on a guess.
    arena.start(alone=False, executor="b")
    assert [call.state for call in arena.settled(1)] == ["NEEDS_HUMAN"]
    os.kill(frozen, signal.SIGCONT)
    time.sleep(1)
    assert not arena.charges()
    assert [call.state for call in arena.settled(1)] == ["NEEDS_HUMAN"]


def test_a_process_that_was_frozen_alone_sends_after_all(arena: Arena) -> None:
    arena.asked = {"seconds": 0.2}
    frozen = arena.start(stop_at="claimed", hang="freeze")
    time.sleep(FENCE_S + 1)
    os.kill(frozen, signal.SIGCONT)
    assert [call.state for call in arena.settled(1)] == ["DONE"]
    assert arena.charges() == {"job 1": 1}
