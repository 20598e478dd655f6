"""How long each rendered file took to make, by its content key: what "took 0.8 s" and a forecast are read from."""

from dataclasses import dataclass

from store.clock import utc_now
from store.database import Database
from store.tables import RenderRow


@dataclass(frozen=True, slots=True)
class Render:
    """One finished render. `key` is the content key of what was rendered."""

    key: str
    seconds: float
    size_bytes: int
    made_at: str


class Renders:
    """The render times of a home."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, key: str, seconds: float, size_bytes: int) -> None:
        """Note a render; one made again replaces what was noted before."""
        with self._db.write() as session:
            session.merge(RenderRow(key=key, seconds=seconds, size_bytes=size_bytes, made_at=utc_now()))

    def get(self, key: str) -> Render | None:
        """What is known of a render; None if it was never made here."""
        with self._db.read() as session:
            row = session.get(RenderRow, key)
            return Render(row.key, row.seconds, row.size_bytes, row.made_at) if row else None
