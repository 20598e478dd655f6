"""Long histories and full sidebars stay fast: by the plans SQLite makes. The clock is read by `tests.bench.history`."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

import store.threads as threads  # noqa: PLR0402 - `from store` would be this folder to pyright
from store.database import Database
from store.edits import SetTitle
from store.history import History
from store.home import Home
from store.scene import Scene
from store.stills import Stills

MOMENT = "2026-11-20T10:00:00.000000Z"


@contextmanager
def statements(db: Database) -> Generator[list[tuple[str, Any]]]:
    """The statements that go to SQLite meanwhile, with their parameters."""
    heard: list[tuple[str, Any]] = []

    def hear(*call: Any) -> None:
        heard.append((call[2], call[3]))

    event.listen(db._engine, "before_cursor_execute", hear)
    yield heard
    event.remove(db._engine, "before_cursor_execute", hear)


def plans(db: Database, work: Callable[[], object]) -> list[str]:
    with statements(db) as heard:
        work()
    with db.read() as session:
        ask = session.connection().exec_driver_sql
        return [
            row[3]
            for statement, parameters in heard
            if statement.split()[0] in {"SELECT", "UPDATE", "DELETE"}
            for row in ask(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]


def test_nothing_that_is_asked_every_turn_reads_a_whole_table(
    home: Home, history: History, stills: Stills, scenes: dict[str, Scene]
) -> None:
    db, session_id = home.database, history.create_session("a", scenes["bottle"]).id
    turn = history.begin_turn(session_id, "hello")
    still = stills.add(session_id, "m", "upload", width=1, height=1)
    user = threads.create_user(db, "ana").id
    page = threads.list_threads(db, user_id=user, cursor=f"{MOMENT}~x")
    assert page.threads == []
    asked: dict[str, Callable[[], object]] = {
        "head": lambda: history.head(session_id),
        "revision": lambda: history.revision(session_id, 0),
        "revisions": lambda: history.revisions(session_id),
        "turns": lambda: history.turns(session_id, 5),
        "commit": lambda: history.commit(session_id, turn.id, "c", "x", SetTitle(title="A"), scenes["empty"]),
        "undo": lambda: history.move_head(session_id, turn.id, "u", "undo"),
        "call": lambda: history.revision_of_call(session_id, "c"),
        "move of turn": lambda: history.move_of_turn(session_id, turn.id),
        "sessions": history.sessions,
        "session": lambda: history.session(session_id[:5]),
        "title": lambda: history.session("a"),
        "branch": lambda: history.branch(session_id, "B", tool_call_id="b"),
        "still": lambda: stills.get(still.id),
        "stills": lambda: stills.of_session(session_id),
        "step": lambda: threads.create_step(db, {"id": "s", "threadId": session_id}),
        "thread": lambda: threads.get_thread(db, session_id),
        "threads": lambda: threads.list_threads(db, user_id=user, cursor=f"{MOMENT}~x"),
        "favourites": lambda: threads.get_favorite_steps(db, user),
        "delete step": lambda: threads.delete_step(db, "s"),
        "delete thread": lambda: threads.delete_thread(db, session_id),
        "delete session": lambda: history.delete_session(session_id),
    }
    few = {"session", "title", "favourites"}  # these sort the few rows they find
    slow = {
        name: plan
        for name, work in asked.items()
        for plan in plans(db, work)
        if (plan.startswith("SCAN") and "USING" not in plan) or ("TEMP B-TREE" in plan and name not in few)
    }
    assert slow == {}
