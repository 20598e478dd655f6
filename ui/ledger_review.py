"""What was paid, from the shell. Reads only, also while the app runs on the same home."""

import csv
import sys
from pathlib import Path
from typing import Any

from store.history import History
from store.home import Home
from store.ledger import Ledger
from store.ledger_calls import Call, State, Sums, sums_of
from store.ledger_places import LedgerFile
from store.sessions import SessionInfo
from ui.review import when

COLUMNS = (
    "session", "title", "prepared_at", "state", "kind", "engine", "host", "what", "estimate_usd", "cost_usd",
    "currency", "external_id", "submitted_at", "finished_at", "problem", "message", "key",
)  # fmt: skip
_WORDS: dict[State, str] = {
    "PREPARED": "to be sent", "SUBMITTING": "being sent", "SUBMITTED": "in work", "DONE": "done", "FAILED": "failed",
    "NEEDS_HUMAN": "needs your word", "CANCELLED": "cancelled",
}  # fmt: skip


def print_ledger(home_path: Path, name: str | None, as_csv: bool) -> int:
    """Every billed call of a session, or of all, oldest first, and what they come to. Raises UnknownTarget."""
    with Home.open(home_path, write=False) as home:
        history = History(home.database)
        session = history.session(name) if name is not None else None
        titles = {one.id: one.title for one in _sessions(history)}
        ledger = Ledger(LedgerFile(home.path, read_only=True))
        try:
            calls = ledger.of_session(session.id if session else None)
        finally:
            ledger.close()
    if as_csv:
        _write_csv(calls, titles)
        return 0
    for call in calls:
        print(_line(call, titles))
    print(_sum_line(sums_of(calls)) if calls else "Nothing was spent.", file=sys.stdout if calls else sys.stderr)
    return 0


def _sessions(history: History) -> list[SessionInfo]:
    found: list[SessionInfo] = []
    while page := history.sessions(limit=200, offset=len(found)):
        found.extend(page)
    return found


def _line(call: Call, titles: dict[str, str]) -> str:
    money = "unknown" if call.charge_unknown else f"{'' if call.cost_usd is not None else '~'}${call.money_usd:.3f}"
    title = titles.get(call.session_id, f"({call.session_id[:8]}, removed)")
    what = f"{call.engine}@{call.host}"
    line = f"{when(call.prepared_at)}  {money:>9}  {_WORDS[call.state]:<15}  {what:<28}  {title}"
    return f"{line}\n    {call.message}" if call.message and call.state in ("FAILED", "NEEDS_HUMAN") else line


def _sum_line(sums: Sums) -> str:
    about = "about " if sums.estimated else ""
    doubt = f", ${sums.in_doubt:.2f} of it in doubt" if sums.in_doubt else ""
    untold = f"; what {_many(sums.untold)} cost is unknown (at most ${sums.untold_usd:.2f})" if sums.untold else ""
    waiting = f"; ${sums.waiting:.2f} is still to be sent" if sums.waiting else ""
    return f"{_many(sums.calls)}, {about}${sums.spent:.2f} spent{doubt}{untold}{waiting}"


def _many(calls: int) -> str:
    return f"{calls} calls" if calls > 1 else "1 call"


def _write_csv(calls: list[Call], titles: dict[str, str]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for call in calls:
        values = {
            "session": call.session_id, "title": titles.get(call.session_id, ""), "what": call.purpose.get("what", ""),
            "cost_usd": "unknown" if call.charge_unknown else call.cost_usd,
        }  # fmt: skip
        writer.writerow([_cell(values[name] if name in values else getattr(call, name)) for name in COLUMNS])


def _cell(value: Any) -> str:
    """A value as a cell; a text that a spreadsheet would take for a formula stands behind an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
