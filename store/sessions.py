"""Sessions by name: what is told about one, and how a person's word for it is found. Runs inside a transaction."""

from dataclasses import dataclass

from rapidfuzz import process
from sqlmodel import Session, col, select

from store.errors import UnknownTarget
from store.tables import SessionRow

MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """A session as it is listed. `turns` counts its turns, `head` is the number of the revision in use.

    `origin_session` and `origin_revision` say what it branched from.
    """

    id: str
    title: str
    created_at: str
    updated_at: str
    turns: int
    head: int
    origin_session: str | None = None
    origin_revision: int | None = None


def session_info(row: SessionRow) -> SessionInfo:
    """What is told about a session."""
    return SessionInfo(
        id=row.id,
        title=row.title,
        created_at=row.created_at,
        updated_at=row.updated_at,
        turns=row.turns,
        head=row.head,
        origin_session=row.origin_session,
        origin_revision=row.origin_revision,
    )


def session_row(session: Session, session_id: str) -> SessionRow:
    """A session by its whole id. Raises UnknownTarget."""
    row = session.get(SessionRow, session_id)
    if row is None:
        raise UnknownTarget(f"There is no session {session_id[:80]!r}.")
    return row


def list_sessions(session: Session, limit: int, offset: int) -> list[SessionInfo]:
    """Sessions, the one used last first."""
    newest_first = (col(SessionRow.updated_at).desc(), col(SessionRow.id).desc())
    rows = session.exec(select(SessionRow).order_by(*newest_first).limit(limit).offset(offset))
    return [session_info(row) for row in rows]


def find_session(session: Session, name: str) -> SessionInfo:
    """The session that `name` means: by its id, its exact title, or a part of the id that only one begins with.

    Raises UnknownTarget, with the nearest titles, or with the ids that are meant alike.
    """
    if row := session.get(SessionRow, name):
        return session_info(row)
    by_title = select(SessionRow).where(SessionRow.title == name)
    # "\uffff" sorts behind every id: a range over the primary key, where LIKE would read all of it
    by_prefix = select(SessionRow).where(SessionRow.id >= name, SessionRow.id < name + "\uffff")
    for query in (by_title, by_prefix):
        rows = session.exec(query.order_by(col(SessionRow.updated_at).desc()).limit(10)).all() if name else []
        if len(rows) == 1:
            return session_info(rows[0])
        if rows:
            raise UnknownTarget(
                f"{name[:80]!r} may mean several sessions: name one by its id.", tuple(row.id for row in rows)
            )
    raise UnknownTarget(f"There is no session {name[:80]!r}.", _nearest(session, name))


def title_of(text: str) -> str:
    """`text` as a title: one line, never empty, at most MAX_TITLE characters."""
    return " ".join(text.split())[:MAX_TITLE].strip() or "Untitled"


def _nearest(session: Session, name: str) -> tuple[str, ...]:
    titles = session.exec(select(SessionRow.title).distinct()).all()
    found = process.extract(name.casefold()[:MAX_TITLE], titles, processor=str.casefold, limit=3)
    return tuple(title for title, _score, _index in found)
