"""The pool of render processes: what goes first, what is given up, and what happens when a process dies."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from store.errors import MediaMissing, RenderFailed
from store.scene import Look, Scene
from tests.tools.camera.drawn import SMALL, film, save, shot, texture
from tools.rendering.orders import FilmOrder
from tools.rendering.pool import RenderDropped, RenderPool


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    opened = RenderPool(workers=1)
    yield opened
    opened.close()


@pytest.fixture
def still(tmp_path: Path) -> Path:
    return save(tmp_path, texture(90, 160))


def brighter(step: int, duration_s: float = 0.2) -> Scene:
    return film(shot(duration_s=duration_s, look=Look(exposure=step / 100)))


def order(scene: Scene, still: Path) -> FilmOrder:
    return FilmOrder(scene, SMALL, {"a": still}, {}, still.parent / "cache", 10_000_000)


def ended(future: "Future[Path]") -> str:
    try:
        return "made" if future.result(timeout=30).exists() else "gone"
    except RenderDropped:
        return "dropped"


def long_one(still: Path) -> FilmOrder:
    """A film that takes a second or more."""
    return order(brighter(99, duration_s=60), still)


@pytest.mark.slow
def test_a_film_is_rendered_in_another_process(pool: RenderPool, still: Path) -> None:
    assert ended(pool.newest("a", order(brighter(1), still))) == "made"


def test_who_asks_for_the_same_film_shares_its_render(pool: RenderPool, still: Path) -> None:
    busy = pool.newest("b", long_one(still))
    first, second = (pool.watched("a", order(brighter(1), still)) for _ in range(2))
    assert first is second
    pool.newest("b", order(brighter(2), still))
    assert ended(first) == "made"
    assert not first.cancel()
    del busy


@pytest.mark.slow
def test_the_newest_film_of_a_session_comes_first_and_older_ones_give_way(pool: RenderPool, still: Path) -> None:
    told: list[float] = []
    running = pool.watched("a", long_one(still), told.append)
    wait_for(lambda: bool(told) and told[-1] > 0)
    stale = [pool.newest("a", order(brighter(step), still)) for step in range(5)]
    assert ended(pool.newest("a", order(brighter(50), still))) == "made"
    assert not running.done()
    # A few of the overtaken are still made, for an undo, when there is nothing else to do.
    assert [ended(future) for future in stale[-2:]] == ["made"] * 2
    assert "dropped" in [ended(future) for future in stale[:3]]
    assert ended(running) == "made"


def test_a_film_that_is_watched_is_never_given_up(pool: RenderPool, still: Path) -> None:
    first = pool.newest("a", order(brighter(1), still))
    assert pool.watched("a", order(brighter(1), still)) is first
    others = [pool.newest("a", order(brighter(step), still)) for step in range(2, 8)]
    assert ended(first) == "made"
    assert ended(others[-1]) == "made"


def test_a_film_that_nobody_wants_any_more_is_stopped_and_may_be_asked_for_again(pool: RenderPool, still: Path) -> None:
    begun = threading.Event()
    running = pool.watched("a", long_one(still), lambda _: begun.set())
    waiting = pool.watched("a", order(brighter(5, duration_s=60), still))
    assert begun.wait(30)
    started = time.perf_counter()
    for future in (running, waiting):
        pool.give_up(future, RenderFailed("stopped"))
        with pytest.raises(RenderFailed, match="stopped"):
            future.result(timeout=1)
    assert ended(pool.newest("b", order(brighter(6), still))) == "made"
    assert time.perf_counter() - started < 5
    again = pool.watched("a", order(brighter(5), still))
    assert ended(again) == "made"


def test_another_session_does_not_lose_its_films(pool: RenderPool, still: Path) -> None:
    theirs = [pool.newest(name, order(brighter(step), still)) for step, name in enumerate(("b", "c", "d"))]
    ours = [pool.newest("a", order(brighter(10 + step), still)) for step in range(3)]
    assert [ended(future) for future in theirs] == ["made"] * 3
    assert ended(ours[-1]) == "made"


def test_errors_come_back_as_they_are(pool: RenderPool, still: Path) -> None:
    wanted = order(brighter(1), still)
    still.unlink()
    with pytest.raises(MediaMissing):
        pool.newest("a", wanted).result(timeout=30)


@pytest.mark.slow
def test_a_killed_process_fails_its_render_and_the_next_one_works(pool: RenderPool, still: Path) -> None:
    told: list[float] = []
    future = pool.watched("a", long_one(still), told.append)
    wait_for(lambda: bool(told) and told[-1] > 0)
    os.kill(pool.process_ids()[0], signal.SIGKILL)
    with pytest.raises(RenderFailed, match="ask again"):
        future.result(timeout=30)
    assert ended(pool.newest("a", order(brighter(1), still))) == "made"


@pytest.mark.slow
def test_a_process_killed_while_idle_is_replaced_unnoticed(pool: RenderPool, still: Path) -> None:
    assert ended(pool.newest("a", order(brighter(1), still))) == "made"
    (old,) = pool.process_ids()
    os.kill(old, signal.SIGKILL)
    wait_for(lambda: not alive(old))
    assert ended(pool.newest("a", order(brighter(2), still))) == "made"
    assert pool.process_ids() != (old,)


def test_closing_gives_up_what_is_left(still: Path) -> None:
    pool = RenderPool(workers=1)
    (process,) = pool.process_ids()
    future = pool.watched("a", long_one(still))
    pool.close()
    assert ended(future) == "dropped"
    assert not alive(process)
    assert ended(pool.newest("a", order(brighter(1), still))) == "dropped"


@pytest.mark.slow
def test_a_render_process_ends_with_its_parent(tmp_path: Path) -> None:
    script = (
        "import time; from tools.rendering.pool import RenderPool; p = RenderPool();"
        " print(*p.process_ids(), flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_for(lambda: not alive(child))


@pytest.mark.slow
def test_a_render_process_never_imports_the_app() -> None:
    code = "import sys, tools.rendering.worker; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "cv2" in loaded
    assert not {"chainlit", "langchain", "langchain_core", "langgraph", "sqlmodel", "sqlalchemy"} & set(loaded)


def alive(process: int) -> bool:
    """Whether the process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(condition, timeout_s: float = 20) -> None:
    until = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)
