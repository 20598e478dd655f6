"""Names of versions. A name belongs to one version of its session at a time; giving it again moves it there.

Runs inside a transaction.
"""

from sqlmodel import Session, col, select

from store.errors import OutOfRange
from store.tables import VersionNameRow

MAX_NAME = 60


def version_name_of(text: str) -> str:
    """`text` as a version's name: one line, at most MAX_NAME characters.

    Raises OutOfRange for one that is empty or only a number, which would be read as a version's number.
    """
    name = " ".join(text.split()).strip("\"'“”„«» ")
    if not any(sign.isalpha() for sign in name):
        raise OutOfRange("A version's name needs a letter at least, such as “calm cut”. Nothing was named.")
    if len(name) > MAX_NAME:
        raise OutOfRange(f"A version's name has at most {MAX_NAME} characters; that one has {len(name)}.")
    return name


def name_key(name: str) -> str:
    """A name as it is looked up: case and spaces do not matter."""
    return " ".join(name.casefold().split())


def naming_of_call(session: Session, session_id: str, tool_call_id: str) -> VersionNameRow | None:
    """What a tool call named."""
    query = select(VersionNameRow).where(
        VersionNameRow.session_id == session_id, VersionNameRow.tool_call_id == tool_call_id
    )
    return session.exec(query).first()


def version_names(session: Session, session_id: str) -> dict[str, int]:
    """The names in use in a session with the numbers of their versions, in the order in which they were given."""
    query = select(VersionNameRow).where(VersionNameRow.session_id == session_id).order_by(col(VersionNameRow.id))
    newest: dict[str, VersionNameRow] = {}
    for row in session.exec(query):
        newest.pop(row.key, None)
        newest[row.key] = row
    return {row.name: row.number for row in newest.values()}
