"""Looking back: what was changed when, in one session or in all. Reads only, and fast however long a session is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from store.database import Database, storable
from store.errors import EditRefused, UnknownTarget
from store.revisions import scene_of
from store.scene import Scene
from store.search import Asked, FoundTurn, search_turns, words_of
from store.sessions import SessionInfo, session_info, session_row
from store.tables import HeadMoveRow, RevisionRow, SessionRow, TurnRow
from store.tree import Rail, line_to, rails
from store.version_names import name_key, version_names


@dataclass(frozen=True, slots=True)
class ChangeInfo:
    """A revision as it is told: what was said, what it changed.

    `changes` are rows of "what", "old" and "new". `turn` is the number of its turn in the session. `undone` says that
    the head does not stand on it. `seconds` and `cost_usd` are its turn's.
    """

    number: int
    parent: int | None
    turn: int | None
    instruction: str
    op: str | None
    created_at: str
    sentence: str
    changes: list[dict[str, str]]
    seconds: float | None
    cost_usd: float
    undone: bool
    names: tuple[str, ...]


class Review:
    """The past of all sessions of a home. Every method that names a session raises UnknownTarget if it is not there."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def changes(self, session_id: str, last: int | None = None, until: int | None = None) -> list[ChangeInfo]:
        """The changes of a session in order: the `last` ones (None: all) up to version `until` (None: the newest).

        Revision 0, the start, is no change.
        """
        query = select(*_TOLD).outerjoin(TurnRow, col(TurnRow.id) == col(RevisionRow.turn_id))
        query = query.where(RevisionRow.session_id == session_id, RevisionRow.number > 0)
        if until is not None:
            query = query.where(RevisionRow.number <= until)
        with self._db.read() as session:
            line = _line(session, session_id)
            names = _names_by_number(session, session_id)
            rows: list[Any] = list(session.exec(query.order_by(col(RevisionRow.number).desc()).limit(last)))
        return [_change(row, line, names) for row in reversed(rows)]

    def start(self, session_id: str) -> ChangeInfo:
        """Revision 0, told like a change: nothing was said and nothing changed."""
        with self._db.read() as session:
            row = session_row(session, session_id)
            names = _names_by_number(session, session_id)
            return ChangeInfo(
                number=0, parent=None, turn=None, instruction="", op=None, created_at=row.created_at, sentence="",
                changes=[], seconds=None, cost_usd=0.0, undone=False, names=names.get(0, ()),
            )  # fmt: skip

    def rails(self, session_id: str) -> dict[int, Rail]:
        """How every revision stands in the drawn tree."""
        with self._db.read() as session:
            return rails(session_row(session, session_id).head, _parents(session, session_id))

    def scenes(self, session_id: str, numbers: Iterable[int]) -> dict[int, Scene]:
        """The scenes of some revisions; numbers that are not there are left out."""
        query = select(RevisionRow.number, RevisionRow.scene).where(
            RevisionRow.session_id == session_id, col(RevisionRow.number).in_(set(numbers))
        )
        with self._db.read() as session:
            return {number: scene_of(scene) for number, scene in session.exec(query)}

    def line(self, session_id: str) -> list[int]:
        """The versions that the head stands on, from the start to the head."""
        with self._db.read() as session:
            return sorted(_line(session, session_id))

    def names(self, session_id: str) -> dict[str, int]:
        """The names of a session's versions with their numbers."""
        with self._db.read() as session:
            session_row(session, session_id)
            return version_names(session, session_id)

    def version_named(self, session_id: str, name: str) -> int:
        """The number of the version of that name. Raises UnknownTarget with the names there are."""
        names = self.names(session_id)
        for known, number in names.items():
            if name_key(known) == name_key(storable(name)):
                return number
        there = f"there are {', '.join(f'“{known}”' for known in names)}" if names else "no version has a name yet"
        raise UnknownTarget(f"There is no version called “{name[:60]}”; {there}.", tuple(names))

    def head_at(self, session_id: str, moment: str) -> int:
        """The version that was in use at a moment (in the form of the tables).

        Raises EditRefused where the session began later.
        """
        newest_first = col(HeadMoveRow.id).desc()
        before = select(HeadMoveRow.to_number).where(
            HeadMoveRow.session_id == session_id, HeadMoveRow.created_at <= moment
        )
        with self._db.read() as session:
            began = session_row(session, session_id).created_at
            number = session.exec(before.order_by(newest_first).limit(1)).first()
        if number is None and began > moment:
            raise EditRefused("This session is younger than that. Its start is version 0; nothing was changed.")
        return number or 0

    def search(self, asked: Asked, limit: int = 20) -> list[FoundTurn]:
        """Turns of all sessions, newest first. Raises PersonError where SQLite cannot search."""
        with self._db.read() as session:
            return search_turns(session, asked, limit)

    def titled(self, words: str, limit: int = 5) -> list[SessionInfo]:
        """Sessions with every one of these words in their title, the one used last first."""
        query = select(SessionRow).order_by(col(SessionRow.updated_at).desc(), col(SessionRow.id).desc())
        parts = words_of(storable(words))
        for part in parts:
            query = query.where(col(SessionRow.title).contains(part, autoescape=True))
        if not parts:
            return []
        with self._db.read() as session:
            return [session_info(row) for row in session.exec(query.limit(limit))]


_TOLD: tuple[Any, ...] = (
    RevisionRow.number,
    RevisionRow.parent,
    TurnRow.number,
    RevisionRow.instruction,
    func.json_extract(RevisionRow.edit, "$.op"),
    RevisionRow.created_at,
    RevisionRow.sentence,
    RevisionRow.changes,
    TurnRow.seconds,
    func.json_extract(TurnRow.receipt, "$.cost_usd"),
)


def _change(row: Any, line: set[int], names: dict[int, tuple[str, ...]]) -> ChangeInfo:
    number, parent, turn, instruction, op, created_at, sentence, changes, seconds, cost_usd = row
    return ChangeInfo(
        number=number,
        parent=parent,
        turn=turn,
        instruction=instruction,
        op=op,
        created_at=created_at,
        sentence=sentence,
        changes=changes,
        seconds=seconds,
        cost_usd=cost_usd or 0.0,
        undone=number not in line,
        names=names.get(number, ()),
    )


def _line(session: Session, session_id: str) -> set[int]:
    return line_to(session_row(session, session_id).head, _parents(session, session_id))


def _parents(session: Session, session_id: str) -> dict[int, int | None]:
    query = select(RevisionRow.number, RevisionRow.parent).where(RevisionRow.session_id == session_id)
    return dict(session.exec(query).all())


def _names_by_number(session: Session, session_id: str) -> dict[int, tuple[str, ...]]:
    names: dict[int, tuple[str, ...]] = {}
    for name, number in version_names(session, session_id).items():
        names[number] = (*names.get(number, ()), name)
    return names
