"""The truth about a session: its turns, its tree of revisions, and the head that moves in that tree.

Nothing here is ever rewritten: an edit appends a revision; undo, redo and restore append a move of the head. A tool
call that is replayed after a crash is found by its id and answers what it did the first time.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session, and_, col, delete, select

from store.clock import utc_now
from store.database import Database, storable
from store.describe import Description, describe_change
from store.edits import Edit
from store.errors import EditRefused, UnknownTarget
from store.review import Review
from store.revisions import Revision, RevisionInfo, list_revisions, next_number, revision, revision_row, scene_of
from store.scene import Scene
from store.search import search_row
from store.sessions import SessionInfo, find_session, list_sessions, session_info, session_row, title_of
from store.stills import carry_stills
from store.tables import HeadMoveRow, RevisionRow, SessionRow, TurnRow, VersionNameRow
from store.takes import carry_takes
from store.tree import MoveOfHead, Trail
from store.version_names import name_key, naming_of_call, version_name_of, version_names


@dataclass(frozen=True, slots=True)
class TurnInfo:
    """One turn. `number` counts from 1; `outcome` is None while it runs, and for ever if it was cut off."""

    id: int
    number: int
    instruction: str
    started_at: str
    finished_at: str | None = None
    outcome: str | None = None
    receipt: dict[str, Any] | None = None
    seconds: float | None = None
    tool_call_id: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the head was, and where it is."""

    from_: int
    to: int


class History:
    """All sessions of a home. Any number of threads may read and write; `now` gives the moment of what is written.

    Every method that names a session raises UnknownTarget if it is not there. `review` looks back over many turns.
    """

    def __init__(self, db: Database, now: Callable[[], str] = utc_now) -> None:
        self._db = db
        self._now = now
        self.review = Review(db)

    # --- sessions ----------------------------------------------------------------------------------------------------

    def create_session(
        self, title: str = "Untitled", scene: Scene | None = None, session_id: str | None = None
    ) -> SessionInfo:
        """A new session, whose revision 0 is `scene`. An id that is there already is answered as it stands."""
        with self._db.write() as session:
            if session_id and (known := session.get(SessionRow, session_id)):
                return session_info(known)
            return session_info(self._add_session(session, session_id, title, scene or Scene()))

    def sessions(self, limit: int = 50, offset: int = 0) -> list[SessionInfo]:
        """Sessions, the one used last first."""
        with self._db.read() as session:
            return list_sessions(session, limit, offset)

    def session(self, name: str) -> SessionInfo:
        """A session by its id, exact title, or a beginning of its id that no other has.

        Raises UnknownTarget with the nearest.
        """
        with self._db.read() as session:
            return find_session(session, storable(name))

    def rename(self, session_id: str, title: str) -> None:
        """Give a session another title."""
        with self._db.write() as session:
            row = session_row(session, session_id)
            row.title, row.updated_at = title_of(storable(title)), self._now()

    def branch(
        self,
        session_id: str,
        title: str,
        number: int | None = None,
        tool_call_id: str | None = None,
        new_id: str | None = None,
    ) -> SessionInfo:
        """A new session that starts from the head's scene, or from revision `number`, with the same stills and takes.

        The same tool call again answers the branch it made. Raises UnknownTarget for a revision that is not there.
        """
        with self._db.write() as session:
            origin = session_row(session, session_id)
            made_then = select(SessionRow).where(
                SessionRow.origin_session == session_id, SessionRow.origin_call == tool_call_id
            )
            if tool_call_id and (known := session.exec(made_then).first()):
                return session_info(known)
            start = revision_row(session, session_id, origin.head if number is None else number)
            row = self._add_session(session, new_id, title, scene_of(start.scene))
            row.origin_session, row.origin_revision, row.origin_call = session_id, start.number, tool_call_id
            carry_stills(session, session_id, row.id)
            carry_takes(session, session_id, row.id)
            return session_info(row)

    def delete_session(self, session_id: str) -> None:
        """Forget a session with its turns, revisions and stills; nothing happens if it is not there. Media stay."""
        with self._db.write() as session:
            session.exec(delete(SessionRow).where(col(SessionRow.id) == session_id))

    # --- turns -------------------------------------------------------------------------------------------------------

    def begin_turn(self, session_id: str, instruction: str) -> TurnInfo:
        """Write down that a turn began."""
        with self._db.write() as session:
            owner = session_row(session, session_id)
            owner.turns, owner.updated_at = owner.turns + 1, self._now()
            row = TurnRow(
                session_id=session_id,
                number=owner.turns,
                instruction=storable(instruction),
                started_at=owner.updated_at,
            )
            session.add(row)
            session.flush()
            return _turn(row)

    def finish_turn(
        self, turn_id: int, receipt_json: dict[str, Any], outcome: str, seconds: float, tool_call_id: str | None = None
    ) -> None:
        """Write down how a turn ended. Finishing it again replaces its receipt. Raises UnknownTarget."""
        with self._db.write() as session:
            row = session.get(TurnRow, turn_id)
            if row is None:
                raise UnknownTarget(f"There is no turn {turn_id}.")
            row.receipt, row.outcome, row.seconds, row.tool_call_id = receipt_json, outcome, seconds, tool_call_id
            row.finished_at = self._now()
            session_row(session, row.session_id).updated_at = row.finished_at
            session.merge(search_row(session, row))

    def turns(self, session_id: str, last: int | None = None) -> list[TurnInfo]:
        """The last `last` turns (None: all) of a session, oldest first."""
        newest_first = select(TurnRow).where(TurnRow.session_id == session_id).order_by(col(TurnRow.number).desc())
        with self._db.read() as session:
            session_row(session, session_id)
            return [_turn(row) for row in session.exec(newest_first.limit(last))][::-1]

    # --- revisions ---------------------------------------------------------------------------------------------------

    def head(self, session_id: str) -> Revision:
        """The revision in use."""
        at_head = and_(SessionRow.id == RevisionRow.session_id, SessionRow.head == RevisionRow.number)
        query = select(RevisionRow).join(SessionRow, at_head).where(SessionRow.id == session_id)
        with self._db.read() as session:
            row = session.exec(query).first()
            return revision(row) if row else revision(revision_row(session, session_id, 0))

    def revision(self, session_id: str, number: int) -> Revision:
        """A revision by its number. Raises UnknownTarget with the numbers there are."""
        with self._db.read() as session:
            return revision(revision_row(session, session_id, number))

    def revision_of_call(self, session_id: str, tool_call_id: str) -> Revision | None:
        """The revision that a tool call made; None if it made none (yet)."""
        query = select(RevisionRow).where(
            RevisionRow.session_id == session_id, RevisionRow.tool_call_id == tool_call_id
        )
        with self._db.read() as session:
            row = session.exec(query).first()
            return revision(row) if row else None

    def line_from(self, session_id: str, number: int) -> list[Revision]:
        """The revisions that the head stands on, from `number` (or the next there is) to the head."""
        numbers = set(self.review.line(session_id))
        query = select(RevisionRow).where(RevisionRow.session_id == session_id, RevisionRow.number >= number)
        with self._db.read() as session:
            rows = session.exec(query.order_by(col(RevisionRow.number)))
            return [revision(row) for row in rows if row.number in numbers]

    def revisions(self, session_id: str) -> list[RevisionInfo]:
        """All revisions in order, without their scenes."""
        with self._db.read() as session:
            return list_revisions(session, session_id)

    def versions(self, session_id: str) -> int:
        """How many revisions a session has, the start scene among them."""
        with self._db.read() as session:
            return next_number(session, session_id)

    def commit(
        self,
        session_id: str,
        turn_id: int | None,
        tool_call_id: str,
        instruction: str,
        edit: Edit,
        scene: Scene,
        told: Description | None = None,
        *,
        parent: int | None = None,
    ) -> Revision:
        """Append a revision to the head and move the head to it, both or neither. `told`: what it changed, in words,
        if that was worked out already. `parent`: the revision it goes on from where that is not the head.

        The same `tool_call_id` again answers the revision it made then and changes nothing.
        """
        with self._db.write() as session:
            if done := _move_of_call(session, session_id, tool_call_id):
                return revision(revision_row(session, session_id, done.to_number))
            owner = session_row(session, session_id)
            base = revision_row(session, session_id, owner.head if parent is None else parent)
            if told is None:
                told = describe_change(scene_of(base.scene), scene)
            row = RevisionRow(
                session_id=session_id,
                number=next_number(session, session_id),
                parent=base.number,
                turn_id=turn_id,
                instruction=storable(instruction),
                edit=edit.model_dump_json(),
                scene=scene.model_dump_json(),
                tool_call_id=tool_call_id,
                created_at=self._now(),
                sentence=told.sentence,
                changes=[line.model_dump() for line in told.lines],
            )
            session.add(row)
            self._move(session, owner, "edit", row.number, turn_id, tool_call_id)
            return revision(row)

    def name_version(self, session_id: str, number: int, name: str, tool_call_id: str) -> tuple[str, int | None]:
        """Give a version a name, by which it is found. A name that another version had moves here.

        Answers the name and the number of the version that had it before. The same `tool_call_id` again changes
        nothing. Raises OutOfRange for what is no name, UnknownTarget for a version that is not there.
        """
        with self._db.write() as session:
            if done := naming_of_call(session, session_id, tool_call_id):
                return done.name, None
            name = version_name_of(storable(name))
            had = {name_key(known): at for known, at in version_names(session, session_id).items()}.get(name_key(name))
            row = VersionNameRow(
                session_id=session_id,
                number=revision_row(session, session_id, number).number,
                name=name,
                key=name_key(name),
                tool_call_id=tool_call_id,
                created_at=self._now(),
            )
            session.add(row)
            return name, had if had != number else None

    # --- the head ----------------------------------------------------------------------------------------------------

    def move_head(
        self,
        session_id: str,
        turn_id: int | None,
        tool_call_id: str,
        kind: Literal["undo", "redo", "restore"],
        to: int | None = None,
        count: int = 1,
    ) -> Moved:
        """Undo or redo `count` steps, or restore revision `to`. The same `tool_call_id` again changes nothing.

        An undo takes back the last step that was made, whether an edit or a restore. Raises EditRefused when there is
        nothing (or not that much) to undo or redo, UnknownTarget for a revision that is not there.
        """
        with self._db.write() as session:
            if done := _move_of_call(session, session_id, tool_call_id):
                return Moved(done.from_number, done.to_number)
            owner = session_row(session, session_id)
            if kind == "restore":
                target = revision_row(session, session_id, _named(to)).number
            else:
                trail = _trail(session, session_id)
                target = trail.back(count) if kind == "undo" else trail.forth(count)
            return self._move(session, owner, kind, target, turn_id, tool_call_id, count)

    def move_of_turn(self, session_id: str, turn_id: int) -> Moved | None:
        """How a turn moved the head, by an edit or otherwise; None if it did not (or not yet)."""
        query = select(HeadMoveRow).where(HeadMoveRow.session_id == session_id, HeadMoveRow.turn_id == turn_id)
        with self._db.read() as session:
            row = session.exec(query.order_by(col(HeadMoveRow.id).desc())).first()
            return Moved(row.from_number, row.to_number) if row else None

    def move_of_call(self, session_id: str, tool_call_id: str) -> Moved | None:
        """How a tool call moved the head; None if it did not (or not yet)."""
        with self._db.read() as session:
            row = _move_of_call(session, session_id, tool_call_id)
            return Moved(row.from_number, row.to_number) if row else None

    def steps(self, session_id: str) -> tuple[int, int]:
        """How many steps can be undone, and how many redone."""
        with self._db.read() as session:
            session_row(session, session_id)
            trail = _trail(session, session_id)
            return len(trail.done), len(trail.undone)

    # --- inside a transaction ----------------------------------------------------------------------------------------

    def _add_session(self, session: Session, session_id: str | None, title: str, scene: Scene) -> SessionRow:
        now = self._now()
        row = SessionRow(
            id=session_id or str(uuid.uuid4()), title=title_of(storable(title)), created_at=now, updated_at=now
        )
        session.add(row)
        session.flush()
        session.add(
            RevisionRow(session_id=row.id, number=0, instruction="", scene=scene.model_dump_json(), created_at=now)
        )
        return row

    def _move(
        self,
        session: Session,
        owner: SessionRow,
        kind: MoveOfHead,
        to: int,
        turn_id: int | None,
        tool_call_id: str,
        count: int = 1,
    ) -> Moved:
        moved = Moved(owner.head, to)
        owner.head, owner.updated_at = to, self._now()
        session.add(
            HeadMoveRow(
                session_id=owner.id,
                kind=kind,
                from_number=moved.from_,
                to_number=to,
                count=count,
                turn_id=turn_id,
                tool_call_id=tool_call_id,
                created_at=owner.updated_at,
            )
        )
        return moved


def _move_of_call(session: Session, session_id: str, tool_call_id: str) -> HeadMoveRow | None:
    query = select(HeadMoveRow).where(HeadMoveRow.session_id == session_id, HeadMoveRow.tool_call_id == tool_call_id)
    return session.exec(query).first()


def _trail(session: Session, session_id: str) -> Trail:
    columns = select(HeadMoveRow.kind, HeadMoveRow.from_number, HeadMoveRow.to_number, HeadMoveRow.count)
    in_order = columns.where(HeadMoveRow.session_id == session_id).order_by(col(HeadMoveRow.id))
    return Trail.of(session.exec(in_order))


def _named(to: int | None) -> int:
    if to is None:
        raise EditRefused("Which version should be restored? Name its number.")
    return to


def _turn(row: TurnRow) -> TurnInfo:
    return TurnInfo(
        id=row.id or 0,
        number=row.number,
        instruction=row.instruction,
        started_at=row.started_at,
        finished_at=row.finished_at,
        outcome=row.outcome,
        receipt=row.receipt,
        seconds=row.seconds,
        tool_call_id=row.tool_call_id,
    )
