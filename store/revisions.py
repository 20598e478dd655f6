"""Revisions, as rows are read into values. Runs inside a transaction."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from sqlmodel import Session, col, func, select

from store.edits import Edit, parse_edit
from store.errors import UnknownTarget
from store.scene import Scene
from store.sessions import session_row
from store.tables import RevisionRow
from store.tree import line_to


@dataclass(frozen=True, slots=True)
class Revision:
    """A scene after one edit. `number` counts from 0, the start scene, which has no edit and no parent.

    `turn` is the id of the turn that made it.
    """

    number: int
    parent: int | None
    turn: int | None
    instruction: str
    edit: Edit | None
    scene: Scene
    created_at: str


@dataclass(frozen=True, slots=True)
class RevisionInfo:
    """A revision as it is listed. `op` names its edit; `undone` says that the head does not stand on it."""

    number: int
    parent: int | None
    turn: int | None
    instruction: str
    op: str | None
    created_at: str
    undone: bool


def revision(row: RevisionRow) -> Revision:
    """The value of a row."""
    return Revision(
        number=row.number,
        parent=row.parent,
        turn=row.turn_id,
        instruction=row.instruction,
        edit=None if row.edit is None else parse_edit(json.loads(row.edit)),
        scene=scene_of(row.scene),
        created_at=row.created_at,
    )


def revision_row(session: Session, session_id: str, number: int) -> RevisionRow:
    """A revision by its number. Raises UnknownTarget, with the nearest number there is."""
    query = select(RevisionRow).where(RevisionRow.session_id == session_id, RevisionRow.number == number)
    if row := session.exec(query).first():
        return row
    session_row(session, session_id)
    last = next_number(session, session_id) - 1
    nearest = str(min(max(number, 0), last))
    raise UnknownTarget(f"There is no version {number}: there are versions 0 to {last}.", (nearest,))


def next_number(session: Session, session_id: str) -> int:
    """The number of a session's next revision."""
    last = session.exec(select(func.max(RevisionRow.number)).where(RevisionRow.session_id == session_id)).one()
    return last + 1


def list_revisions(session: Session, session_id: str) -> list[RevisionInfo]:
    """All revisions in order, without their scenes. Raises UnknownTarget."""
    columns: tuple[Any, ...] = (
        RevisionRow.number,
        RevisionRow.parent,
        RevisionRow.turn_id,
        RevisionRow.instruction,
        func.json_extract(RevisionRow.edit, "$.op"),
        RevisionRow.created_at,
    )
    head = session_row(session, session_id).head
    query = select(*columns).where(RevisionRow.session_id == session_id).order_by(col(RevisionRow.number))
    rows = cast(list[tuple[int, int | None, int | None, str, str | None, str]], session.exec(query).all())
    line = line_to(head, {row[0]: row[1] for row in rows})
    return [RevisionInfo(*row, undone=row[0] not in line) for row in rows]


@lru_cache(maxsize=64)
def scene_of(document: str) -> Scene:
    """The scene of a revision's JSON document."""
    # A turn reads the same few scenes again and again (the head, its parents); scenes are frozen, so they are shared.
    return Scene.model_validate_json(document)
