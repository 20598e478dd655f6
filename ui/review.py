"""Looking back from the shell. Reads only, also while the app runs on the same home."""

import json
import sys
import time
from datetime import datetime
from pathlib import Path

from store.history import History
from store.home import Home
from tools.receipts import Receipt
from tools.search_terms import asked_for
from ui.wording import OUTCOME_LABELS


def print_sessions(home_path: Path) -> int:
    """Every session, the one used last first."""
    with Home.open(home_path, write=False) as home:
        history, offset = History(home.database), 0
        while page := history.sessions(limit=200, offset=offset):
            offset += len(page)
            for session in page:
                print(f"{session.id[:8]}  {when(session.updated_at)}  {session.turns:>4} turns  {session.title}")
        if not offset:
            print("No sessions yet.", file=sys.stderr)
    return 0


def print_history(home_path: Path, name: str) -> int:
    """Every turn of a session with what it changed; turns that were undone are marked."""
    with Home.open(home_path, write=False) as home:
        history = History(home.database)
        session = history.session(name)
        undone = {info.turn for info in history.revisions(session.id) if info.undone}
        print(f"{session.title}  ({session.id})")
        for turn in history.turns(session.id):
            mark = "  (undone)" if turn.id in undone else ""
            print(f"\n{turn.number}. {when(turn.started_at)}  {turn.instruction}{mark}")
            if turn.receipt is None:
                print("   cut off")
                continue
            for line in _receipt_lines(Receipt.model_validate(turn.receipt)):
                print(f"   {line}")
    return 0


def print_search(home_path: Path, words: str, shot: str | None, kind: str | None, since: str | None, limit: int) -> int:
    """Turns of all sessions that were about something, newest first; 1 where there is none."""
    asked = asked_for(words, shot, kind, since, time.time())
    with Home.open(home_path, write=False) as home:
        review = History(home.database).review
        found = review.search(asked, limit)
        titled = review.titled(words) if not (shot or kind or since) else []
    for turn in found:
        print(f"{turn.session_id[:8]}  {when(turn.at)}  {turn.title}, turn {turn.turn}: {turn.instruction}")
        if turn.told:
            print(f"{'':10}{turn.told}")
    for session in titled:
        print(f"{session.id[:8]}  {when(session.updated_at)}  {session.turns:>4} turns  {session.title}")
    if not found and not titled:
        print("Nothing like that was said or changed in any session.", file=sys.stderr)
        return 1
    return 0


def print_session(home_path: Path, name: str) -> int:
    """A whole session as one JSON document."""
    from ui.session_document import session_json, told_of

    with Home.open(home_path, write=False) as home:
        print(json.dumps(session_json(told_of(History(home.database), name)), ensure_ascii=False, indent=2))
    return 0


def write_session(home_path: Path, name: str, folder: Path) -> int:
    """A session as Markdown with thumbnails."""
    from ui.session_document import write_markdown

    with Home.open(home_path, write=False) as home:
        print(write_markdown(home, name, folder))
    return 0


def print_scene(home_path: Path, name: str) -> int:
    """The session's scene as it stands, as JSON."""
    with Home.open(home_path, write=False) as home:
        history = History(home.database)
        print(history.head(history.session(name).id).scene.model_dump_json(indent=2))
    return 0


def _receipt_lines(receipt: Receipt) -> list[str]:
    version = f", version {receipt.revision}" if receipt.revision is not None and receipt.changes else ""
    cost = f", {receipt.cost_words}" if receipt.cost_words else ""
    lines = [f"{OUTCOME_LABELS[receipt.outcome]}{version} ({receipt.seconds:.2f} s{cost})"]
    if receipt.changes:
        lines += [f"{change.what}: {change.old} → {change.new}" for change in receipt.changes]
    elif receipt.message:
        lines += receipt.message.splitlines()[:1]
    return lines + [f"{file.label}: {file.path}" for file in receipt.files]


def when(moment: str) -> str:
    """A moment of the tables by the clock on the wall."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
