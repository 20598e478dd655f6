"""The pool of render processes: what goes first, what is given up, and what happens when a process dies."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from store.errors import MediaMissing, RenderFailed
from store.scene import Look, Scene
from tests.tools.camera.drawn import SMALL, film, move, save, shot, texture
from tools.rendering.growth import Reader
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
    push = move("push_in", 0.1, end_s=duration_s)  # a camera at rest would be done sooner
    return film(shot(push, duration_s=duration_s, look=Look(exposure=step / 100)))


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


@pytest.mark.slow
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
    # The latest of the overtaken is still made, for an undo, when there is nothing else to do.
    assert ended(stale[-1]) == "made"
    assert "dropped" in [ended(future) for future in stale[:-1]]
    assert ended(running) == "made"


@pytest.mark.slow
def test_of_three_quick_edits_the_last_is_made_first_and_the_first_not_at_all(pool: RenderPool, still: Path) -> None:
    done: list[str] = []
    futures: dict[str, Future[Path]] = {}
    for step, name in enumerate(("first", "second", "third")):
        futures[name] = pool.newest("a", order(brighter(70 + step, duration_s=20), still))
        futures[name].add_done_callback(lambda _, name=name: done.append(name))
    assert [ended(future) for future in futures.values()] == ["dropped", "made", "made"]
    assert done == ["first", "third", "second"]


@pytest.mark.slow
def test_coming_back_to_a_finished_film_stops_what_is_being_made(pool: RenderPool, still: Path) -> None:
    long = long_one(still)
    pool.newest("a", long)
    growth = pool.growth("a", long.key)
    assert growth is not None
    wait_for(lambda: growth.path is not None)
    pool.overtaken("a")
    wait_for(lambda: growth.ended)
    assert not (long.cache_dir / f"{long.key}.mp4").exists()
    with Reader(growth) as reader:
        assert (reader.more() or b"") == b""


@pytest.mark.slow
def test_a_film_can_be_watched_from_the_moment_it_is_begun(pool: RenderPool, still: Path) -> None:
    wanted = order(brighter(80, duration_s=60), still)
    future = pool.newest("a", wanted)
    growth = pool.growth("a", wanted.key)
    assert growth is not None
    assert pool.growth("b", wanted.key) is None
    with Reader(growth) as reader:
        seen = b""
        while b"moof" not in seen:
            more = reader.more()
            assert more is not None
            seen += more
        assert not future.done()
        assert ended(future) == "made"
        while (more := reader.more()) is not None:
            seen += more
    assert pool.growth("a", wanted.key) is None
    assert seen.count(b"moof") > 20


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
    assert [path.name for path in (still.parent / "cache").iterdir() if path.is_file()] == []
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
@pytest.mark.parametrize("at", ["rest", "work"])
def test_a_render_process_and_its_children_end_with_their_parent(tmp_path: Path, at: str) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path), at], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    if at == "work":
        wait_for(lambda: any(children(child)))
    grandchildren = children(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_for(lambda: not any(map(alive, (child, *grandchildren))))


PARENT = """
import sys, time
from pathlib import Path
from store.scene import Music, Soundtrack
from tests.tools.camera.drawn import SMALL, film, save, shot, texture
from tests.tools.finish.clips import tone, write_wav
from tools.rendering.growth import Reader
from tools.rendering.orders import FilmOrder
from tools.rendering.pool import RenderPool

pool, folder = RenderPool(), Path(sys.argv[1])
if sys.argv[2] == "work":
    still, music = save(folder, texture(90, 160)), write_wav(folder / "music.wav", tone(440, 60))
    scene = film(shot(duration_s=60), soundtrack=Soundtrack(music=Music(media="music")))
    pool.newest("a", FilmOrder(scene, SMALL, {"a": still}, {"music": music}, folder / "cache", 10_000_000))
print(*pool.process_ids(), flush=True)
time.sleep(60)
"""


@pytest.mark.slow
def test_a_render_process_never_imports_the_app() -> None:
    code = "import sys, tools.rendering.worker; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "cv2" in loaded
    assert not {"chainlit", "langchain", "langchain_core", "langgraph", "sqlmodel", "sqlalchemy"} & set(loaded)


def children(process: int) -> list[int]:
    """The processes that a process started and that run."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").iterdir():
        found += map(int, (task / "children").read_text().split())
    return [child for child in found if alive(child)]


def alive(process: int) -> bool:
    """Whether the process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(condition: Callable[[], object], timeout_s: float = 20) -> None:
    until = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)
