"""Long histories and full sidebars stay fast: by the plans SQLite makes, and, in the slow run, by the clock."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from statistics import median
from typing import Any

import pytest
from sqlalchemy import event

import store.threads as threads  # noqa: PLR0402 - `from store` would be this folder to pyright
from store.database import Database
from store.edits import SetTitle
from store.history import History
from store.home import Home
from store.scene import Scene, replace
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


def took_ms(work: Callable[[], object], times: int = 15) -> float:
    """Median time of `work`, in milliseconds."""
    spent: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent)


@pytest.mark.slow
def test_ten_thousand_sessions_are_listed_fast(home: Home, history: History) -> None:
    db = home.database
    fill_sessions(db, 10_000)
    assert took_ms(history.sessions) < 20
    assert took_ms(lambda: history.sessions(limit=50, offset=5000)) < 50
    assert took_ms(lambda: threads.list_threads(db, user_id="ana")) < 20
    cursor = threads.list_threads(db, user_id="ana").cursor
    assert took_ms(lambda: threads.list_threads(db, user_id="ana", cursor=cursor)) < 20
    assert took_ms(lambda: threads.list_threads(db, user_id="ana", search="push-in of 9999"), 5) < 200
    assert took_ms(lambda: history.session("Session 77")) < 10


@pytest.mark.slow
def test_a_session_of_a_thousand_turns_stays_fast(home: Home, history: History, scenes: dict[str, Scene]) -> None:
    scene = scenes["cafe_story"]
    session_id = history.create_session("long", scene).id
    for number in range(1000):
        turn = history.begin_turn(session_id, f"call it {number}")
        edit, after = SetTitle(title=f"T{number}"), replace(scene, title=f"T{number}")
        history.commit(session_id, turn.id, f"call {number}", turn.instruction, edit, after)
        history.finish_turn(turn.id, {"message": "done " * 40}, "changed", 0.1, f"call {number}")
    undos = iter(range(1000))
    assert took_ms(lambda: history.move_head(session_id, None, f"undo {next(undos)}", "undo")) < 20
    assert took_ms(lambda: history.head(session_id)) < 2
    assert took_ms(lambda: history.revisions(session_id)) < 30
    assert took_ms(lambda: history.turns(session_id, 20)) < 5
    assert home.database.path.stat().st_size < 10_000_000
