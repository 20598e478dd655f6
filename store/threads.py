"""The chat on screen: users, threads, steps, elements and feedback, kept as the front hands them over.

Steps and elements are kept whole, as JSON documents, so a new key of the front never needs a new column. The names of
the functions, and the keys of the dicts, are those of the front's data layer. A thread's id is its session's id.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import tuple_
from sqlmodel import Session, and_, col, delete, exists, func, or_, select

from store.clock import in_utc, utc_now
from store.database import Database, storable
from store.errors import UnknownTarget
from store.tables import (
    ChatDeletedRow,
    ChatElementRow,
    ChatFeedbackRow,
    ChatStepRow,
    ChatThreadRow,
    ChatUserRow,
)

Document = dict[str, Any]

MAX_NAME = 80
"""Longest name of a thread, in characters: it is the first sentence of the chat."""


@dataclass(frozen=True, slots=True)
class ChatUser:
    """A person who chats. `identifier` is what they log in as."""

    id: str
    identifier: str
    display_name: str | None
    created_at: str
    metadata: Document


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A page of threads without their steps. `cursor` leads to the next page; None on the last one."""

    threads: list[Document]
    cursor: str | None


# --- users -----------------------------------------------------------------------------------------------------------


def get_user(db: Database, identifier: str) -> ChatUser | None:
    """A user by what they log in as."""
    with db.read() as session:
        row = session.exec(select(ChatUserRow).where(ChatUserRow.identifier == identifier)).first()
        return _user(row) if row else None


def create_user(
    db: Database, identifier: str, metadata: Document | None = None, display_name: str | None = None
) -> ChatUser:
    """Make a user, or bring the metadata of the one there is up to date."""
    with db.write() as session:
        row = session.exec(select(ChatUserRow).where(ChatUserRow.identifier == identifier)).first()
        row = row or ChatUserRow(id=str(uuid.uuid4()), identifier=storable(identifier), created_at=utc_now())
        row.details, row.display_name = dict(metadata or {}), display_name or row.display_name
        session.add(row)
        return _user(row)


def _user(row: ChatUserRow) -> ChatUser:
    return ChatUser(row.id, row.identifier, row.display_name, row.created_at, dict(row.details))


# --- threads ---------------------------------------------------------------------------------------------------------

_THREADS = select(ChatThreadRow, ChatUserRow.identifier).join(
    ChatUserRow, col(ChatUserRow.id) == ChatThreadRow.user_id, isouter=True
)
_OF_THREAD = col(ChatStepRow.thread_id) == ChatThreadRow.id


def update_thread(
    db: Database,
    thread_id: str,
    name: str | None = None,
    user_id: str | None = None,
    metadata: Document | None = None,
    tags: list[str] | None = None,
) -> None:
    """Set what is given and leave the rest; a key of `metadata` whose value is None is removed. Makes the thread.

    Its place in the list stays: only what is said moves a chat up. A deleted thread stays deleted.
    """
    with db.write() as session:
        row = _thread_row(session, thread_id)
        if row is None:
            return
        if name is not None:
            row.name = " ".join(storable(name).split())[:MAX_NAME]
            row.words = row.name.casefold()
        row.user_id = user_id or row.user_id
        row.tags = tags if tags is not None else row.tags
        if metadata is not None:
            row.details = {key: value for key, value in {**row.details, **metadata}.items() if value is not None}


def get_thread(db: Database, thread_id: str, last: int | None = None) -> Document | None:
    """A thread with its steps in the order they were made, and their elements. With `last`, only so many of the newest
    steps, and `earlier` says how many there are before them."""
    with db.read() as session:
        found = session.exec(_THREADS.where(ChatThreadRow.id == thread_id)).first()
        if found is None:
            return None
        steps = _steps(session, thread_id, last)
        earlier = 0 if last is None else _count_steps(session, thread_id) - len(steps)
        thread = {
            **_thread(*found),
            "createdAt": found[0].created_at,
            "steps": steps,
            "elements": _elements(session, thread_id, [step["id"] for step in steps] if earlier else None),
        }
        return thread if last is None else {**thread, "earlier": earlier}


def get_thread_author(db: Database, thread_id: str) -> str:
    """What the thread's user logs in as; empty if nobody owns it or it is not there."""
    with db.read() as session:
        found = session.exec(_THREADS.where(ChatThreadRow.id == thread_id)).first()
        return (found[1] or "") if found else ""


def list_threads(
    db: Database,
    first: int = 20,
    cursor: str | None = None,
    user_id: str | None = None,
    search: str | None = None,
    feedback: Literal[0, 1] | None = None,
) -> ThreadPage:
    """Up to `first` threads, the one used last first, without steps; `cursor` is that of the page before.

    `search` looks in names and in what was said, in any case of letters. Threads that are used while somebody pages
    move to the top; none is shown twice by that, and none that stays is left out.
    """
    query = _THREADS.order_by(col(ChatThreadRow.updated_at).desc(), col(ChatThreadRow.id).desc())
    if user_id is not None:
        query = query.where(ChatThreadRow.user_id == user_id)
    if search and (needle := storable(search).casefold().strip()):
        # One pass over the index of what was said, not a look into each chat's messages.
        said = select(ChatStepRow.thread_id).where(func.instr(ChatStepRow.words, needle) > 0)
        query = query.where(or_(func.instr(ChatThreadRow.words, needle) > 0, col(ChatThreadRow.id).in_(said)))
    if feedback is not None:
        rating = and_(col(ChatFeedbackRow.for_id) == ChatStepRow.id, col(ChatFeedbackRow.value) == feedback)
        query = query.where(exists().where(_OF_THREAD, rating))
    if cursor:
        place = tuple_(col(ChatThreadRow.updated_at), col(ChatThreadRow.id))
        query = query.where(place < tuple_(*cursor.partition("~")[::2]))
    size = max(1, min(first, 200))
    with db.read() as session:
        rows = session.exec(query.limit(size + 1)).all()
    last = rows[size - 1][0] if len(rows) > size else None
    threads = [{**_thread(*row), "steps": [], "elements": []} for row in rows[:size]]
    return ThreadPage(threads, f"{last.updated_at}~{last.id}" if last else None)


def delete_thread(db: Database, thread_id: str) -> None:
    """Forget a chat with its steps, elements and feedback; what still arrives for it is dropped.

    The session behind it is forgotten by `History.delete_session`.
    """
    with db.write() as session:
        session.exec(delete(ChatThreadRow).where(col(ChatThreadRow.id) == thread_id))
        session.merge(ChatDeletedRow(id=thread_id, deleted_at=utc_now()))


def _thread(row: ChatThreadRow, user_identifier: str | None) -> Document:
    return {
        "id": row.id,
        "createdAt": row.updated_at,
        "name": row.name,
        "userId": row.user_id,
        "userIdentifier": user_identifier,
        "tags": row.tags,
        "metadata": dict(row.details),
    }


def _thread_row(session: Session, thread_id: str) -> ChatThreadRow | None:
    """The row of a thread, made if it is new; None for one that was deleted, and for no id."""
    if row := session.get(ChatThreadRow, thread_id):
        return row
    if not thread_id or session.get(ChatDeletedRow, thread_id):
        return None
    now = utc_now()
    row = ChatThreadRow(id=thread_id, created_at=now, updated_at=now)
    session.add(row)
    session.flush()
    return row


# --- steps -----------------------------------------------------------------------------------------------------------


def create_step(db: Database, step: Document) -> None:
    """Keep a step, or what is new about one that is there; makes its thread and moves it to the top of the list.

    `step` has at least `id` and `threadId`. Steps stand in the order of their `createdAt`, however late they arrive.
    A step does not change its thread: one that says so is dropped.
    """
    with db.write() as session:
        thread = _thread_row(session, step.get("threadId") or "")
        if thread is None:
            return
        row = session.exec(select(ChatStepRow).where(ChatStepRow.id == step["id"])).first()
        row = row or ChatStepRow(id=step["id"], thread_id=thread.id, created_at=_moment(step.get("createdAt")))
        if row.thread_id != thread.id:
            return
        row.data = {**row.data, **step}
        row.words = storable(str(row.data.get("output") or "")).casefold()
        row.favorite = bool((row.data.get("metadata") or {}).get("favorite"))
        thread.updated_at = utc_now()
        session.add(row)


def update_step(db: Database, step: Document) -> None:
    """The same as `create_step`: either may arrive first."""
    create_step(db, step)


def delete_step(db: Database, step_id: str) -> None:
    """Forget a step with its elements and feedback."""
    with db.write() as session:
        session.exec(delete(ChatElementRow).where(col(ChatElementRow.for_id) == step_id))
        session.exec(delete(ChatStepRow).where(col(ChatStepRow.id) == step_id))


def get_favorite_steps(db: Database, user_id: str) -> list[Document]:
    """The steps that a user marked as favourites, newest first."""
    query = (
        select(ChatStepRow)
        .join(ChatThreadRow, col(ChatThreadRow.id) == ChatStepRow.thread_id)
        .where(ChatThreadRow.user_id == user_id, col(ChatStepRow.favorite))
        .order_by(col(ChatStepRow.created_at).desc())
    )
    with db.read() as session:
        return [dict(row.data) for row in session.exec(query)]


def _steps(session: Session, thread_id: str, last: int | None) -> list[Document]:
    of_thread = col(ChatStepRow.thread_id) == thread_id
    rated = select(ChatFeedbackRow).join(ChatStepRow, col(ChatStepRow.id) == ChatFeedbackRow.for_id).where(of_thread)
    feedback = {
        row.for_id: {"id": row.id, "forId": row.for_id, "value": row.value, "comment": row.comment}
        for row in session.exec(rated)
    }
    # Columns, not rows: of a long chat SQLAlchemy would track thousands of objects that nobody changes.
    columns = select(ChatStepRow.id, ChatStepRow.data).where(of_thread)
    newest_first = columns.order_by(col(ChatStepRow.created_at).desc(), col(ChatStepRow.number).desc()).limit(last)
    return [{**data, "feedback": feedback.get(step_id)} for step_id, data in session.exec(newest_first)][::-1]


def _count_steps(session: Session, thread_id: str) -> int:
    return session.exec(select(func.count()).where(col(ChatStepRow.thread_id) == thread_id)).one()


def _moment(text: Any) -> str:
    """The front's moment in the form of the tables; now, where it has none."""
    try:
        return in_utc(datetime.fromisoformat(text))
    except (TypeError, ValueError):
        return utc_now()


# --- elements --------------------------------------------------------------------------------------------------------


def create_element(db: Database, element: Document) -> None:
    """Keep an element whole, in place of one with its id in the same thread; makes its thread.

    `element` has `id`, and `threadId` unless it is there already.
    """
    with db.write() as session:
        row = session.exec(select(ChatElementRow).where(ChatElementRow.id == element["id"])).first()
        thread = _thread_row(session, element.get("threadId") or (row.thread_id if row else ""))
        if thread is None:
            return
        row = row or ChatElementRow(id=element["id"], thread_id=thread.id)
        if row.thread_id != thread.id:
            return
        row.for_id, row.data = element.get("forId"), {**element, "threadId": row.thread_id}
        session.add(row)


def get_element(db: Database, thread_id: str, element_id: str) -> Document | None:
    """An element of a thread."""
    query = select(ChatElementRow).where(ChatElementRow.id == element_id, ChatElementRow.thread_id == thread_id)
    with db.read() as session:
        row = session.exec(query).first()
        return dict(row.data) if row else None


def delete_element(db: Database, element_id: str, thread_id: str | None = None) -> None:
    """Forget an element; with `thread_id`, only if it is of that thread. Its media stay."""
    query = delete(ChatElementRow).where(col(ChatElementRow.id) == element_id)
    with db.write() as session:
        session.exec(query if thread_id is None else query.where(col(ChatElementRow.thread_id) == thread_id))


def _elements(session: Session, thread_id: str, of_steps: list[str] | None) -> list[Document]:
    """The elements of a thread, or only those of some of its steps."""
    query = select(ChatElementRow.data).where(ChatElementRow.thread_id == thread_id)
    if of_steps is not None:
        query = query.where(col(ChatElementRow.for_id).in_(of_steps))
    return [dict(data) for data in session.exec(query.order_by(col(ChatElementRow.number)))]


# --- feedback --------------------------------------------------------------------------------------------------------


def upsert_feedback(
    db: Database, for_id: str, value: int, comment: str | None = None, feedback_id: str | None = None
) -> str:
    """Keep what a person thinks of a step (0 bad, 1 good); answers the id of the feedback. Raises UnknownTarget."""
    with db.write() as session:
        if session.exec(select(ChatStepRow.id).where(ChatStepRow.id == for_id)).first() is None:
            raise UnknownTarget("That message is no longer there.")
        row = ChatFeedbackRow(id=feedback_id or str(uuid.uuid4()), for_id=for_id, value=value, comment=comment)
        session.merge(row)
        return row.id


def delete_feedback(db: Database, feedback_id: str) -> None:
    """Forget a feedback."""
    with db.write() as session:
        session.exec(delete(ChatFeedbackRow).where(col(ChatFeedbackRow.id) == feedback_id))
