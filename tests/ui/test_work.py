"""Work belongs to its session."""

import asyncio

import pytest

from ui.work import Work


class Signs:
    """What a page would be told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, bool]] = []

    async def __call__(self, session_id: str, busy: bool) -> None:
        self.told.append((session_id, busy))


@pytest.fixture
def signs() -> Signs:
    return Signs()


async def test_turns_of_a_session_wait_for_each_other_and_other_sessions_do_not(signs: Signs) -> None:
    work, order = Work(signs), list[str]()
    gate = asyncio.Event()

    async def first() -> None:
        await gate.wait()
        order.append("first")

    async def second() -> None:
        order.append("second")

    async def elsewhere() -> None:
        order.append("elsewhere")
        gate.set()

    await asyncio.gather(work.turn("a", first), work.turn("a", second), work.turn("b", elsewhere))
    assert order == ["elsewhere", "first", "second"]
    assert not work.busy("a")


async def test_a_session_is_shown_busy_until_its_last_turn_is_over(signs: Signs) -> None:
    work = Work(signs)

    async def job() -> None:
        await asyncio.sleep(0)

    await asyncio.gather(*(work.turn("a", job) for _ in range(3)))
    assert signs.told[0] == ("a", True)
    assert signs.told[-1] == ("a", False)
    assert signs.told.count(("a", False)) == 1


async def test_stop_ends_what_runs_and_what_waits(signs: Signs) -> None:
    work, ran = Work(signs), list[str]()

    async def long() -> None:
        ran.append("long")
        await asyncio.sleep(60)

    async def waiting() -> None:
        ran.append("waiting")

    turns = [asyncio.create_task(work.turn("a", job)) for job in (long, waiting)]
    await asyncio.sleep(0.01)
    assert await work.stop("a")
    await asyncio.gather(*turns)
    assert ran == ["long"]
    assert signs.told[-1] == ("a", False)
    assert not work.busy("a")


async def test_a_turn_that_breaks_leaves_the_session_free(signs: Signs, caplog: pytest.LogCaptureFixture) -> None:
    work = Work(signs)

    async def breaks() -> None:
        raise ZeroDivisionError

    await work.turn("a", breaks)
    assert not work.busy("a")
    assert signs.told == [("a", True), ("a", False)]


async def test_closing_stops_everything(signs: Signs) -> None:
    work, ended = Work(signs), list[str]()

    async def endless() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("ended")

    turn = asyncio.create_task(work.turn("a", endless))
    work.behind(endless)
    await asyncio.sleep(0.01)
    await work.close()
    await turn
    assert ended == ["ended", "ended"]
