"""The takes at hand for each shot of a session. Picking one is an edit."""

from dataclasses import dataclass

from sqlmodel import col, func, select

from store.clock import utc_now
from store.database import Database
from store.scene import TakeId
from store.tables import TakeRow


@dataclass(frozen=True, slots=True)
class Take:
    """One take of a shot. `number` counts from 1 over all takes of the shot; a take of the local engine differs from
    another by its seed only, which is drawn from its id."""

    id: TakeId
    session_id: str
    shot_id: str
    number: int
    engine: str
    created_at: str


class Takes:
    """The takes of all sessions of a home."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, session_id: str, shot_id: str, take_id: str, engine: str = "local") -> Take:
        """Put a take at hand. The same id again changes nothing and answers what is there."""
        with self._db.write() as session:
            known = session.get(TakeRow, (session_id, take_id))
            if known is not None:
                return _take(known)
            last = session.exec(
                select(func.max(TakeRow.number)).where(TakeRow.session_id == session_id, TakeRow.shot_id == shot_id)
            ).one()
            row = TakeRow(
                session_id=session_id, id=take_id, shot_id=shot_id, number=(last or 0) + 1, engine=engine,
                created_at=utc_now(),
            )  # fmt: skip
            session.add(row)
            return _take(row)

    def of_session(self, session_id: str) -> list[Take]:
        """All takes of a session, by shot and number."""
        in_order = (col(TakeRow.shot_id), col(TakeRow.number))
        with self._db.read() as session:
            rows = session.exec(select(TakeRow).where(TakeRow.session_id == session_id).order_by(*in_order))
            return [_take(row) for row in rows]

    def of_shot(self, session_id: str, shot_id: str) -> list[Take]:
        """The takes of one shot, by number."""
        return [take for take in self.of_session(session_id) if take.shot_id == shot_id]


def _take(row: TakeRow) -> Take:
    return Take(
        id=TakeId(row.id), session_id=row.session_id, shot_id=row.shot_id, number=row.number, engine=row.engine,
        created_at=row.created_at,
    )  # fmt: skip
