"""Long histories and full homes, as a person meets them: `python -m tests.bench.history`.

One session of 1,000 turns is opened, undone and asked about through the whole graph (no chat model, nothing rendered);
a home of 10,000 sessions is listed and searched. Prints the 95th percentile of each; `--check` exits 1 where a limit is
missed.
"""

import argparse
import asyncio
import gc
import json
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from langchain_core.messages import AIMessage

import store.threads as threads  # noqa: PLR0402 - `from store` would be another folder to pyright
from agent.director import Director
from agent.models import ChosenModel
from agent.workbench import Workbench
from store.apply import apply
from store.database import Database
from store.describe import describe
from store.edits import DurationChange, Edit, LookChange, SetCaptions, SetDuration, SetLook
from store.history import History
from store.home import Home
from store.search import Asked
from tests.agent.scripted import ScriptedModel
from tests.evals.cases import read_scenes
from tests.null_renderer import NullRenderer
from tools.receipts import Receipt, ToolCall
from ui.board import PAGE, board_page
from ui.cards import Shown, receipt_props
from ui.chat_rows import card_row, message_row, newest_part
from ui.composition import Studio
from ui.local_server import keep_what_is_loaded
from ui.showing import pane_row

TURNS, SESSIONS = 1_000, 10_000
LONG_MS, MANY_MS = 200.0, 100.0
MOMENT = "2026-11-20T10:00:00.000000Z"

Row = tuple[str, float, float]
"""What was asked, its 95th percentile and its limit, in milliseconds."""


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.history", description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args(argv)
    rows = [*asyncio.run(long_session(asked.turns)), *full_home(asked.sessions)]
    for what, took, limit in rows:
        print(f"{what:52} {took:7.1f} ms   limit {limit:.0f}")
    if asked.check and any(took > limit for _, took, limit in rows):
        sys.stderr.write("a limit was missed\n")
        return 1
    return 0


# --- one long session ------------------------------------------------------------------------------------------------


async def long_session(turns: int, times: int = 30) -> list[Row]:
    """How long a session of so many turns takes to open, to undo in and to ask, in a process that serves."""
    with tempfile.TemporaryDirectory() as folder, Home.open(Path(folder), write=True) as home:
        bench = Workbench.of_home(home, NullRenderer())
        director = Director(bench, ChosenModel(ScriptedModel(respond=_never), "none", converses=False))
        studio = Studio(home, bench.history, bench.stills, bench.renderer, director)
        session_id = _fill(home, bench.history, turns)
        try:
            await director.ready()
            keep_what_is_loaded()
            asked = f"{turns:,} turns"
            rows = [
                (f"{asked}: open it", await _p95(_opening(studio, session_id), times), LONG_MS),
                (f"{asked}: the history board", await _p95(_board(studio, session_id), times), LONG_MS),
                (f"{asked}: the board's last page", await _p95(_board(studio, session_id, PAGE), times), LONG_MS),
            ]
            for what, name, args in (
                ("undo", "undo", {}),
                ("what did we change?", "show_history", {}),
                ("when did the captions go yellow?", "find_change", {"words": "captions yellow"}),
                ("back to before the lemons", "restore", {"before": "captions like lemons"}),
                ("search all sessions", "search_sessions", {"words": "captions yellow"}),
            ):
                call = ToolCall.model_validate({"name": name, "args": args})
                rows.append((f"{asked}: {what}", await _p95(_turn(director, session_id, call), times), LONG_MS))
        finally:
            gc.unfreeze()
            await director.close()
        return rows


def _never(_: object) -> AIMessage:
    raise AssertionError("no model is asked here")


def _fill(home: Home, history: History, turns: int) -> str:
    """A session of so many edits with their receipts and their messages in the chat."""
    session_id = history.create_session("Long", read_scenes()["cafe_story"], session_id="long").id
    for number in range(turns):
        said, edit = _wish(number)
        turn = history.begin_turn(session_id, said)
        before = history.head(session_id)
        told = describe(before.scene, edit)
        made = history.commit(session_id, turn.id, f"call {number}", said, edit, apply(before.scene, edit), told)
        receipt = Receipt.model_validate(
            {
                "outcome": "changed", "message": told.sentence, "changes": told.model_dump()["lines"],
                "revision": made.number, "before_revision": before.number,
                "edit": edit.model_dump(mode="json", exclude_none=True),
            }
        )  # fmt: skip
        history.finish_turn(turn.id, receipt.model_dump(mode="json"), "changed", 0.1, f"call {number}")
        _tell(home.database, session_id, number, said, receipt)
    return session_id


def _wish(number: int) -> tuple[str, Edit]:
    shot, other = f"s{1 + number % 3}", number % 7
    if other == 0:
        length = 3 + number % 200 / 100
        change = DurationChange(shot_id=shot, duration_s=length)
        return f"make shot {shot} {length:.2f} seconds", SetDuration(changes=(change,))
    if number == 3:
        return "captions like lemons", SetCaptions(color="#ffdd22")
    if other == 1:
        return "captions in another white", SetCaptions(color=f"#ff{255 - number % 16:02x}{255 - number % 13:02x}")
    value = round((number * 37 % 200 - 100) / 100, 2)
    return f"the light of {shot} at {value}", SetLook(changes=(LookChange(shot_id=shot, temperature=value),))


def _tell(db: Database, session_id: str, number: int, said: str, receipt: Receipt) -> None:
    """The turn's messages and card, as the chat keeps them."""
    shown = Shown(session_id=session_id, turn=number, instruction=said, before=number, after=number + 1)
    rows = [
        message_row(session_id, said, step_id=f"{number}-a", by_person=True),
        message_row(session_id, receipt.message, step_id=f"{number}-b", by_person=False, metadata={"turn": number}),
    ]
    for row in rows:
        threads.create_step(db, row)
    card = card_row(session_id, f"{number}-b", "Receipt", receipt_props(receipt, shown), element_id=f"{number}-c")
    threads.create_element(db, card)


def _opening(studio: Studio, session_id: str) -> Callable[[], Awaitable[None]]:
    """What a tab asks for when it opens a session: the newest part of its chat, the last turns, the scene pane."""

    async def work() -> None:
        history = studio.history
        thread = newest_part(studio.home.database, session_id)
        assert thread is not None
        json.dumps(thread)
        assert history.turns(session_id, 20)
        json.dumps(pane_row(studio, session_id))

    return work


def _board(studio: Studio, session_id: str, until: int | None = None) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        json.dumps(board_page(studio, session_id, until))

    return work


def _turn(director: Director, session_id: str, call: ToolCall) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        receipt = await director.turn(session_id, call.name, call=call)
        assert receipt.outcome in ("action", "unchanged"), receipt.message

    return work


async def _p95(work: Callable[[], Awaitable[None]], times: int) -> float:
    """95th percentile of the time of `work`, in milliseconds; the first time does not count."""
    await work()
    spent: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        await work()
        spent.append((time.perf_counter() - began) * 1000)
    return sorted(spent)[int(len(spent) * 0.95)]


# --- a full home -----------------------------------------------------------------------------------------------------


def full_home(sessions: int, times: int = 30) -> list[Row]:
    """How long a home of so many sessions, three turns each, takes to be listed and searched."""
    with tempfile.TemporaryDirectory() as folder, Home.open(Path(folder), write=True) as home:
        _fill_home(home.database, sessions)
        history = History(home.database)
        search, name = history.review.search, f"{sessions:,} sessions"

        def chats(words: str | None = None) -> threads.ThreadPage:
            return threads.list_threads(home.database, search=words)

        asked: tuple[tuple[str, Callable[[], object]], ...] = (
            ("list the newest", history.sessions),
            ("list from the middle", lambda: history.sessions(limit=50, offset=sessions // 2)),
            ("search a word that is everywhere", lambda: search(Asked("push-in"))),
            ("search a word that is in one", lambda: search(Asked("bottle 7777"))),
            ("search words that are nowhere together", lambda: search(Asked("push-in unheard"))),
            ("search a common word of a rare kind", lambda: search(Asked("push-in", kinds=("export",)))),
            ("search by kind and date", lambda: search(Asked("slow", kinds=("set_look",), since="2026-11-02"))),
            ("search by shot and date", lambda: search(Asked(shot="s2", since="2026-11-02"))),
            ("search a shot that is nowhere", lambda: search(Asked(shot="s9"))),
            ("search a word inside Japanese", lambda: search(Asked("字幕"))),
            ("search the titles", lambda: history.review.titled("session 777")),
            ("the sidebar", chats),
            ("the sidebar, a word that is everywhere", lambda: chats("push-in")),
            ("the sidebar, words that are in one", lambda: chats("bottle 7777")),
            ("the sidebar, a word that is nowhere", lambda: chats("unheard")),
        )
        return [(f"{name}: {what}", asyncio.run(_p95(_waited(work), times)), MANY_MS) for what, work in asked]


def _waited(work: Callable[[], object]) -> Callable[[], Awaitable[None]]:
    async def waited() -> None:
        work()

    return waited


def _fill_home(db: Database, sessions: int) -> None:
    """Sessions, turns and what they are found by, written by hand: one by one would take minutes."""
    receipt = json.dumps({"message": "Push-in speed: 2 % per second → 1.4 % per second.", "notes": ["x" * 1500]})
    ids = [(number, turn, 3 * number + turn + 1) for number in range(sessions) for turn in range(3)]
    kinds = ("set_move", "set_look", "undo")
    with db.write() as session:
        write = session.connection().exec_driver_sql
        write(
            "INSERT INTO session (id, title, created_at, updated_at, turns, head) VALUES (?, ?, ?, ?, 3, 0)",
            [(f"s{n}", f"Session {n}", MOMENT, f"2026-11-{1 + n % 28:02d}T10:00:00.{n:06d}Z") for n in range(sessions)],
        )
        write(
            "INSERT INTO turn (id, session_id, number, instruction, started_at, outcome, receipt) "
            "VALUES (?, ?, ?, ?, ?, 'changed', ?)",
            [(i, f"s{n}", turn + 1, f"slow the push-in of bottle {n}", MOMENT, receipt) for n, turn, i in ids],
        )
        write(
            "INSERT INTO turn_search (turn_id, session_id, at, kind, shots, words) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (i, f"s{n}", f"2026-11-{1 + n % 28:02d}T10:00:00.000000Z", kinds[turn], f" s{turn + 1} ",
                 f"slow the push-in of bottle {n}\nPush-in speed: 2 % per second → 1.4 % per second.")
                for n, turn, i in ids
            ],
        )  # fmt: skip
        write(
            "INSERT INTO chat_thread (id, name, words, created_at, updated_at, details) VALUES (?, ?, ?, ?, ?, '{}')",
            [
                (f"s{n}", f"Session {n}", f"session {n}", MOMENT, f"2026-11-{1 + n % 28:02d}T10:00:00.{n:06d}Z")
                for n in range(sessions)
            ],
        )
        said = json.dumps({"output": "x" * 500})
        write(
            "INSERT INTO chat_step (id, thread_id, created_at, data, words, favorite) VALUES (?, ?, ?, ?, ?, 0)",
            [(f"{i}-a", f"s{n}", MOMENT, said, f"slow the push-in of bottle {n}") for n, _, i in ids]
            + [(f"{i}-b", f"s{n}", MOMENT, said, "push-in speed: 2 % per second → 1.4 %.") for n, _, i in ids],
        )


if __name__ == "__main__":
    sys.exit(main())
