"""The pictures at hand in a session: uploads, samples, sketches and generated variants. Locking one is an edit."""

import uuid
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session, col, func, select

from store.clock import utc_now
from store.database import Database, storable
from store.errors import UnknownTarget
from store.media import MediaId
from store.scene import StillId
from store.tables import SessionRow, StillRow

StillKind = Literal["upload", "sketch", "sample", "edited", "generated"]


@dataclass(frozen=True, slots=True)
class StillInfo:
    """One picture. `batch` and `number` count from 1: variants that were made together share a batch."""

    id: StillId
    session_id: str
    media: MediaId
    kind: StillKind
    label: str
    prompt: str
    width: int
    height: int
    batch: int
    number: int
    created_at: str


class Stills:
    """The stills of all sessions of a home."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self,
        session_id: str,
        media: str,
        kind: StillKind,
        *,
        width: int,
        height: int,
        label: str = "",
        prompt: str = "",
        batch: int | None = None,
        number: int | None = None,
        still_id: str | None = None,
    ) -> StillInfo:
        """Put a picture at hand, in `batch` (None: a new batch) as the last one, or with a `number` of its own there.

        A `still_id` ("still:" and 12 hex digits) that the session has already changes nothing and answers what is
        there, so that a replayed tool call adds nothing twice. Raises UnknownTarget for a session that is not there.
        """
        with self._db.write() as session:
            if still_id and (known := session.get(StillRow, (session_id, still_id))):
                return _still(known)
            if session.get(SessionRow, session_id) is None:
                raise UnknownTarget(f"There is no session {session_id!r}.")
            last = session.exec(select(func.max(StillRow.batch)).where(StillRow.session_id == session_id)).one() or 0
            row = StillRow(
                session_id=session_id,
                id=still_id or f"still:{uuid.uuid4().hex[:12]}",
                media=media,
                kind=kind,
                label=storable(label),
                prompt=storable(prompt),
                width=width,
                height=height,
                batch=batch or last + 1,
                number=number or _next_number(session, session_id, batch or last + 1),
                created_at=utc_now(),
            )
            session.add(row)
            return _still(row)

    def get(self, still_id: str) -> StillInfo:
        """A still, whatever its session. Raises UnknownTarget."""
        with self._db.read() as session:
            row = session.exec(select(StillRow).where(StillRow.id == storable(still_id)).limit(1)).first()
            if row is None:
                raise UnknownTarget(f"There is no still {still_id[:80]!r}.")
            return _still(row)

    def of_session(self, session_id: str) -> list[StillInfo]:
        """All stills of a session, oldest first."""
        in_order = (col(StillRow.batch), col(StillRow.number))
        with self._db.read() as session:
            rows = session.exec(select(StillRow).where(StillRow.session_id == session_id).order_by(*in_order))
            return [_still(row) for row in rows]

    def latest_batch(self, session_id: str) -> list[StillInfo]:
        """The stills that were made together last, by number; empty if the session has none."""
        stills = self.of_session(session_id)
        return [still for still in stills if still.batch == stills[-1].batch]


def carry_stills(session: Session, from_id: str, to_id: str) -> None:
    """Give a branch the stills of its origin, within the transaction of `session`."""
    for row in session.exec(select(StillRow).where(StillRow.session_id == from_id)).all():
        values: dict[str, Any] = {**row.model_dump(), "session_id": to_id}
        session.add(StillRow(**values))


def _next_number(session: Session, session_id: str, batch: int) -> int:
    query = select(func.max(StillRow.number)).where(StillRow.session_id == session_id, StillRow.batch == batch)
    return (session.exec(query).one() or 0) + 1


def _still(row: StillRow) -> StillInfo:
    values: dict[str, Any] = row.model_dump()
    return StillInfo(**values)
