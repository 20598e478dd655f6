"""Finding turns in all sessions: by words, by the shot they touched, by the kind of change, by date.

What people type is data: each word goes into the query quoted, so nothing of FTS5's own language gets through. Runs
inside a transaction.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from sqlmodel import Session, select

from store.database import storable
from store.errors import PersonError
from store.search_index import IS_KEPT
from store.tables import RevisionRow, TurnRow, TurnSearchRow

MAX_WORDS = 12
"""Words of one query that are looked at."""

_WORD = re.compile(r"[^\W_]+")
_INDEXED = re.compile("[0-9A-Za-z\u00aa-\u024f\u0370-\u052f\u05d0-\u05ea\u0620-\u064a\uac00-\ud7a3]+")
"""Latin, Greek, Cyrillic, Hebrew, Arabic, Hangul: words that the index knows as we do. Others are looked for in the
text itself, which also finds a word inside others in scripts without spaces (Thai, kana, Han)."""
_SHOT_KEYS = {"shot_id", "first_id", "second_id", "new_id"}
_CANNOT = (
    "Searching needs SQLite's full-text search (FTS5), which this Python does not have, or which was missing when the "
    "home was last used. Everything else works; with another build of Python, start `reshoot` once and search again."
)


@dataclass(frozen=True, slots=True)
class FoundTurn:
    """A turn that was found. `turn` counts from 1 in its session; `told` is the first line of its answer; `revision`
    is the version at the head after it."""

    session_id: str
    title: str
    turn: int
    at: str
    instruction: str
    told: str
    outcome: str
    kind: str | None
    revision: int | None


def search_row(session: Session, turn: TurnRow) -> TurnSearchRow:
    """What a finished turn is to be found by."""
    receipt = turn.receipt or {}
    made = session.exec(select(RevisionRow.edit, RevisionRow.changes).where(RevisionRow.turn_id == turn.id)).first()
    edit = json.loads(made[0]) if made is not None and made[0] else receipt.get("edit")
    changes: Any = made[1] if made is not None else receipt.get("changes") or []
    told = [turn.instruction, str(receipt.get("message") or ""), *(_line(change) for change in changes)]
    shots = _shots(edit) if isinstance(edit, dict) else []
    return TurnSearchRow(
        turn_id=turn.id or 0,
        session_id=turn.session_id,
        at=turn.started_at,
        kind=edit.get("op") if isinstance(edit, dict) else receipt.get("action"),
        shots=f" {' '.join(shots)} " if shots else "",
        words=normalize("NFC", storable("\n".join(told))),
    )


def _line(change: Any) -> str:
    return " ".join(str(change.get(name, "")) for name in ("what", "old", "new")) if isinstance(change, dict) else ""


def _shots(edit: dict[str, Any]) -> list[str]:
    """The ids of the shots that an edit names, each once."""
    return list(dict.fromkeys(_walk(edit)))


def _walk(value: Any, inside: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and (key in _SHOT_KEYS or (inside == "shot" and key == "id")):
                yield inner
            yield from _walk(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, inside)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for; what is empty or None does not matter. `kinds`, `but_not`: ops of edits and names of
    actions. `since`: a moment in the form of the tables."""

    words: str = ""
    shot: str | None = None
    kinds: Sequence[str] = ()
    but_not: Sequence[str] = ()
    since: str | None = None
    session_id: str | None = None


def search_turns(session: Session, asked: Asked, limit: int) -> list[FoundTurn]:
    """The turns that have all of it, newest first. Raises PersonError where SQLite cannot search."""
    ask = session.connection().exec_driver_sql
    if ask(IS_KEPT).first() is None:
        raise PersonError(_CANNOT)
    conditions, values = _conditions(asked)
    # A CROSS JOIN is never reordered: newest first comes from the order of the ids then, and the limit ends the work.
    source = "turn_search AS f"
    if (match := _match(asked.words)) is not None:
        source = "turn_search_words AS w CROSS JOIN turn_search AS f ON f.turn_id = w.rowid"
        conditions, values = ["turn_search_words MATCH ?", *conditions], [match, *values]
    order = "w.rowid" if match is not None else "f.turn_id"
    rows = ask(
        f"""
        SELECT s.id, s.title, t.number, f.at, t.instruction, COALESCE(json_extract(t.receipt, '$.message'), ''),
            COALESCE(t.outcome, ''), f.kind, json_extract(t.receipt, '$.revision')
        FROM {source} CROSS JOIN turn AS t ON t.id = f.turn_id CROSS JOIN session AS s ON s.id = f.session_id
        WHERE {" AND ".join(conditions or ["TRUE"])} ORDER BY {order} DESC LIMIT ?
        """,  # noqa: S608 - conditions are our own words; every value is a parameter
        (*(storable(value) for value in values), limit),
    )
    return [FoundTurn(*_first_line(tuple(row))) for row in rows]


def _conditions(asked: Asked) -> tuple[list[str], list[str]]:
    conditions: list[str] = []
    values: list[str] = []
    for word in words_of(asked.words):
        if not _INDEXED.fullmatch(word):
            conditions.append("f.words LIKE ? ESCAPE '\\'")
            values.append(f"%{_escaped(word)}%")
    if asked.shot:
        conditions.append("f.shots LIKE ? ESCAPE '\\'")
        values.append(f"% {_escaped(asked.shot)} %")
    if asked.kinds:
        conditions.append(f"f.kind IN ({', '.join('?' * len(asked.kinds))})")
        values.extend(asked.kinds)
    if asked.but_not:
        conditions.append(f"COALESCE(f.kind, '') NOT IN ({', '.join('?' * len(asked.but_not))})")
        values.extend(asked.but_not)
    for column, value in (("f.at >= ?", asked.since), ("f.session_id = ?", asked.session_id)):
        if value:
            conditions.append(column)
            values.append(value)
    return conditions, values


def words_of(text: str) -> list[str]:
    """The words of a query that are looked at."""
    return _WORD.findall(normalize("NFC", text))[:MAX_WORDS]


def _escaped(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _match(text: str) -> str | None:
    """An FTS5 query for turns that have every word of `text`, or a word that begins like it; None without words."""
    indexed = [word for word in words_of(text) if _INDEXED.fullmatch(word)]
    return " ".join(f'"{word[:60]}"*' if len(word) > 2 else f'"{word}"' for word in indexed) or None


def _first_line(row: tuple[Any, ...]) -> Iterable[Any]:
    return (*row[:5], str(row[5]).split("\n", 1)[0], *row[6:])
