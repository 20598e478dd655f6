"""Long histories and full sidebars: `python -m tests.bench.stores`.

A session of 1,000 turns and a home of 10,000 sessions; prints the 95th percentile of what is asked of them. `--check`
exits 1 where a limit is missed.
"""

import argparse
import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import store.threads as threads  # noqa: PLR0402 - `from store` would be another folder to pyright
from store.database import Database
from store.edits import SetTitle
from store.history import History
from store.home import Home
from store.scene import replace
from tests.evals.cases import read_scenes

TURNS, SESSIONS = 1_000, 10_000
MOMENT = "2026-11-20T10:00:00.000000Z"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.stores", description=__doc__)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args(argv)
    missed = False
    for what, took, limit in measure():
        missed |= took > limit
        print(f"{what:44} {took:7.1f} ms   limit {limit:.0f}")
    if asked.check and missed:
        sys.stderr.write("a limit was missed\n")
        return 1
    return 0


def measure() -> list[tuple[str, float, float]]:
    """What was asked, its 95th percentile and its limit, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder, Home.open(Path(folder), write=True) as home:
        history = History(home.database)
        session_id = long_session(history)
        undos = itertools.count()

        def undo() -> None:
            history.move_head(session_id, None, f"undo {next(undos)}", "undo")

        rows = [
            ("1,000 turns: undo", p95_ms(undo), 200.0),
            ("1,000 turns: the head", p95_ms(lambda: history.head(session_id)), 200.0),
            ("1,000 turns: all versions", p95_ms(lambda: history.revisions(session_id)), 200.0),
        ]
        fill_sessions(home.database, SESSIONS)

        def search() -> None:
            threads.list_threads(home.database, user_id="ana", search="push-in of 9999")

        return [
            *rows,
            ("10,000 sessions: the list", p95_ms(history.sessions), 100.0),
            ("10,000 chats: a page", p95_ms(lambda: threads.list_threads(home.database, user_id="ana")), 100.0),
            ("10,000 chats: search by word", p95_ms(search), 100.0),
        ]


def long_session(history: History) -> str:
    """A session of 1,000 edits."""
    scene = read_scenes()["cafe_story"]
    session_id = history.create_session("long", scene).id
    for number in range(TURNS):
        turn = history.begin_turn(session_id, f"call it {number}")
        edit, after = SetTitle(title=f"T{number}"), replace(scene, title=f"T{number}")
        history.commit(session_id, turn.id, f"call {number}", turn.instruction, edit, after)
        history.finish_turn(turn.id, {"message": "done " * 40}, "changed", 0.1, f"call {number}")
    return session_id


def p95_ms(work: Callable[[], object], times: int = 40) -> float:
    """95th percentile of the time of `work`, in milliseconds."""
    spent: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return sorted(spent)[int(len(spent) * 0.95)]


def fill_sessions(db: Database, count: int) -> None:
    """As many sessions and chats, each with a few steps, by hand: one by one would take a minute."""
    with db.write() as session:
        write = session.connection().exec_driver_sql
        moments = [f"2026-11-{1 + i % 28:02d}T10:00:00.{i:06d}Z" for i in range(count)]
        write(
            "INSERT INTO session (id, title, created_at, updated_at, turns, head) VALUES (?, ?, ?, ?, 3, 0)",
            [(f"s{i}", f"Session {i}", MOMENT, moments[i]) for i in range(count)],
        )
        write(
            "INSERT INTO chat_thread (id, created_at, updated_at, name, words, user_id, details) "
            "VALUES (?, ?, ?, ?, ?, 'ana', '{}')",
            [(f"s{i}", MOMENT, moments[i], f"Session {i}", f"session {i}") for i in range(count)],
        )
        write(
            "INSERT INTO chat_step (id, thread_id, created_at, words, favorite, data) VALUES (?, ?, ?, ?, 0, ?)",
            [
                (f"s{i}-{k}", f"s{i}", MOMENT, f"slow the push-in of {i}", '{"output": "' + "x" * 1500 + '"}')
                for i in range(count)
                for k in range(3)
            ],
        )


if __name__ == "__main__":
    sys.exit(main())
