"""Every table of `reshoot.db`, as dumb rows: SQLModel does not validate what it writes, the modules beside this one do.

The tables are made by `store.migrations`; a test holds the two equal. Moments are UTC text (`store.clock`). Rows of a
session or of a chat go when it goes (ON DELETE CASCADE).
"""

import re
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel


class _Row(SQLModel):
    """Base of all tables: `HeadMoveRow` is kept in `head_move`."""

    # SQLAlchemy calls this with the class, which neither its own types nor SQLModel's can say.
    @declared_attr  # pyright: ignore[reportArgumentType]
    def __tablename__(cls) -> str:  # noqa: N805  # pyright: ignore[reportIncompatibleVariableOverride]
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__.removesuffix("Row")).lower()


# --- sessions and what happened in them ------------------------------------------------------------------------------


class SessionRow(_Row, table=True):
    """One session. `head` is the number of the revision in use, `turns` the number of the last turn."""

    __table_args__ = (
        Index("session_by_update", "updated_at", "id"),
        UniqueConstraint("origin_session", "origin_call"),
    )

    id: str = Field(primary_key=True)
    title: str = Field(index=True)
    created_at: str
    updated_at: str
    turns: int = 0
    head: int = 0
    origin_session: str | None = Field(default=None, foreign_key="session.id", ondelete="SET NULL")
    """The session this one branched from, as long as it is there."""
    origin_revision: int | None = None
    origin_call: str | None = None
    """The tool call that branched: the same call finds its branch again."""


class TurnRow(_Row, table=True):
    """One turn: a sentence and its receipt. `outcome` is None while it runs, or when it was cut off."""

    __table_args__ = (UniqueConstraint("session_id", "number"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", ondelete="CASCADE")
    number: int
    instruction: str
    started_at: str
    finished_at: str | None = None
    outcome: str | None = None
    receipt: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    seconds: float | None = None
    tool_call_id: str | None = None


class RevisionRow(_Row, table=True):
    """A scene after one edit, never changed. `edit` and `scene` are JSON documents; revision 0 has no edit.

    `sentence` and `changes` tell what the edit changed (`store.describe`), written with it: a long history is listed
    without reading its scenes.
    """

    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        UniqueConstraint("session_id", "tool_call_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", ondelete="CASCADE")
    number: int
    parent: int | None = None
    turn_id: int | None = Field(default=None, foreign_key="turn.id", ondelete="SET NULL", index=True)
    instruction: str
    edit: str | None = None
    scene: str
    tool_call_id: str | None = None
    created_at: str
    sentence: str = Field(default="", sa_column_kwargs={"server_default": ""})
    changes: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"})


class HeadMoveRow(_Row, table=True):
    """The head went from one revision to another: by "edit", "undo", "redo" or "restore". Never changed."""

    __table_args__ = (UniqueConstraint("session_id", "tool_call_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", ondelete="CASCADE", index=True)
    kind: str
    from_number: int
    to_number: int
    count: int = 1
    """How many steps an undo or redo went."""
    turn_id: int | None = Field(default=None, foreign_key="turn.id", ondelete="SET NULL", index=True)
    tool_call_id: str
    created_at: str


class VersionNameRow(_Row, table=True):
    """A version was given a name. Never changed: the last row of a `key` (the name as it is looked up) holds."""

    __table_args__ = (UniqueConstraint("session_id", "tool_call_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", ondelete="CASCADE", index=True)
    number: int
    name: str
    key: str
    tool_call_id: str
    created_at: str


class TurnSearchRow(_Row, table=True):
    """What a finished turn is found by (`store.search`).

    `kind`: op of its edit, or name of its action. `shots`: ids of the shots it touched, with a space round each.
    `words`: what was said and told.
    """

    __table_args__ = (Index("turn_search_by_kind", "kind", "turn_id"),)

    turn_id: int = Field(primary_key=True, foreign_key="turn.id", ondelete="CASCADE")
    session_id: str = Field(foreign_key="session.id", ondelete="CASCADE", index=True)
    at: str
    kind: str | None = None
    shots: str = ""
    words: str = ""


class StillRow(_Row, table=True):
    """A picture at hand in a session. A branch has rows of its own for the same stills, so either may be deleted."""

    __table_args__ = (UniqueConstraint("session_id", "batch", "number"),)

    session_id: str = Field(primary_key=True, foreign_key="session.id", ondelete="CASCADE")
    id: str = Field(primary_key=True, index=True)
    media: str
    kind: str
    label: str
    prompt: str
    width: int
    height: int
    batch: int
    number: int
    created_at: str


class TakeRow(_Row, table=True):
    """A take at hand for a shot; `number` counts from 1 in its shot. An empty `shot_id`: an upload that was given to no
    shot yet. `video`: the facts of a take that is video (`store.takes.Video`)."""

    __table_args__ = (UniqueConstraint("session_id", "shot_id", "number"),)

    session_id: str = Field(primary_key=True, foreign_key="session.id", ondelete="CASCADE")
    id: str = Field(primary_key=True)
    shot_id: str
    number: int
    engine: str
    created_at: str
    video: dict[str, Any] | None = Field(default=None, sa_type=JSON)


class TakeCheckRow(_Row, table=True):
    """What the guards said of a take (`store.take_checks.TakeCheck`)."""

    session_id: str = Field(primary_key=True, foreign_key="session.id", ondelete="CASCADE")
    take_id: str = Field(primary_key=True)
    document: dict[str, Any] = Field(sa_type=JSON)
    made_at: str


class RenderRow(_Row, table=True):
    """How long a rendered file took to make, by its content key."""

    key: str = Field(primary_key=True)
    seconds: float
    size_bytes: int
    made_at: str


# --- the chat on screen ----------------------------------------------------------------------------------------------


class ChatUserRow(_Row, table=True):
    id: str = Field(primary_key=True)
    identifier: str = Field(unique=True)
    display_name: str | None = None
    created_at: str
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class ChatThreadRow(_Row, table=True):
    """A chat; its id is its session's id. `words` is the name as it is searched."""

    __table_args__ = (Index("chat_thread_of_user", "user_id", "updated_at", "id"),)

    id: str = Field(primary_key=True)
    created_at: str
    updated_at: str
    name: str | None = None
    words: str = ""
    user_id: str | None = None
    tags: list[str] | None = Field(default=None, sa_type=JSON)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class ChatStepRow(_Row, table=True):
    """A message or step, whole, in `data`. `words` is its output as it is searched."""

    __table_args__ = (
        Index("chat_step_in_order", "thread_id", "created_at", "number"),
        Index("chat_step_words", "thread_id", "words"),
        {"sqlite_autoincrement": True},
    )

    number: int | None = Field(default=None, primary_key=True)
    """In the order of arrival."""
    id: str = Field(unique=True)
    thread_id: str = Field(foreign_key="chat_thread.id", ondelete="CASCADE")
    created_at: str
    words: str = ""
    favorite: bool = Field(default=False, index=True)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class ChatElementRow(_Row, table=True):
    """A picture, video or card of a chat, whole, in `data`. It may arrive before its step."""

    __table_args__ = {"sqlite_autoincrement": True}

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    thread_id: str = Field(foreign_key="chat_thread.id", ondelete="CASCADE", index=True)
    for_id: str | None = Field(default=None, index=True)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class ChatFeedbackRow(_Row, table=True):
    id: str = Field(primary_key=True)
    for_id: str = Field(foreign_key="chat_step.id", ondelete="CASCADE", index=True)
    value: int
    comment: str | None = None


class ChatDeletedRow(_Row, table=True):
    """A chat that a person deleted: what still arrives for it is dropped instead of bringing it back."""

    id: str = Field(primary_key=True)
    deleted_at: str
