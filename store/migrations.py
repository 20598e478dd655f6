"""The schemas of `reshoot.db` and `ledger.db`, as numbered steps that only go forward.

`PRAGMA user_version` counts the steps taken. To change a schema: change `store/tables.py` (`store/ledger_tables.py`)
and append a tuple of statements here. A step that was released is never edited. The test of migrations compares what
the steps build with what the tables declare.
"""

import sqlite3
from dataclasses import dataclass
from typing import Literal

from store.errors import PersonError

_SESSIONS_AND_CHATS = (
    """
    CREATE TABLE session (
        id VARCHAR NOT NULL PRIMARY KEY,
        title VARCHAR NOT NULL,
        created_at VARCHAR NOT NULL,
        updated_at VARCHAR NOT NULL,
        turns INTEGER NOT NULL,
        head INTEGER NOT NULL,
        origin_session VARCHAR REFERENCES session (id) ON DELETE SET NULL,
        origin_revision INTEGER,
        origin_call VARCHAR,
        UNIQUE (origin_session, origin_call)
    )
    """,
    "CREATE INDEX ix_session_title ON session (title)",
    "CREATE INDEX session_by_update ON session (updated_at, id)",
    """
    CREATE TABLE turn (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        session_id VARCHAR NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        instruction VARCHAR NOT NULL,
        started_at VARCHAR NOT NULL,
        finished_at VARCHAR,
        outcome VARCHAR,
        receipt JSON,
        seconds FLOAT,
        tool_call_id VARCHAR,
        UNIQUE (session_id, number)
    )
    """,
    """
    CREATE TABLE revision (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        session_id VARCHAR NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        parent INTEGER,
        turn_id INTEGER REFERENCES turn (id) ON DELETE SET NULL,
        instruction VARCHAR NOT NULL,
        edit VARCHAR,
        scene VARCHAR NOT NULL,
        tool_call_id VARCHAR,
        created_at VARCHAR NOT NULL,
        UNIQUE (session_id, number),
        UNIQUE (session_id, tool_call_id)
    )
    """,
    "CREATE INDEX ix_revision_turn_id ON revision (turn_id)",
    """
    CREATE TABLE head_move (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        session_id VARCHAR NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        kind VARCHAR NOT NULL,
        from_number INTEGER NOT NULL,
        to_number INTEGER NOT NULL,
        count INTEGER NOT NULL,
        turn_id INTEGER REFERENCES turn (id) ON DELETE SET NULL,
        tool_call_id VARCHAR NOT NULL,
        created_at VARCHAR NOT NULL,
        UNIQUE (session_id, tool_call_id)
    )
    """,
    "CREATE INDEX ix_head_move_session_id ON head_move (session_id)",
    "CREATE INDEX ix_head_move_turn_id ON head_move (turn_id)",
    """
    CREATE TABLE still (
        session_id VARCHAR NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        id VARCHAR NOT NULL,
        media VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        label VARCHAR NOT NULL,
        prompt VARCHAR NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        batch INTEGER NOT NULL,
        number INTEGER NOT NULL,
        created_at VARCHAR NOT NULL,
        PRIMARY KEY (session_id, id),
        UNIQUE (session_id, batch, number)
    )
    """,
    "CREATE INDEX ix_still_id ON still (id)",
    """
    CREATE TABLE take (
        session_id VARCHAR NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        id VARCHAR NOT NULL,
        shot_id VARCHAR NOT NULL,
        number INTEGER NOT NULL,
        engine VARCHAR NOT NULL,
        created_at VARCHAR NOT NULL,
        PRIMARY KEY (session_id, id),
        UNIQUE (session_id, shot_id, number)
    )
    """,
    """
    CREATE TABLE render (
        "key" VARCHAR NOT NULL PRIMARY KEY,
        seconds FLOAT NOT NULL,
        size_bytes INTEGER NOT NULL,
        made_at VARCHAR NOT NULL
    )
    """,
    """
    CREATE TABLE chat_user (
        id VARCHAR NOT NULL PRIMARY KEY,
        identifier VARCHAR NOT NULL UNIQUE,
        display_name VARCHAR,
        created_at VARCHAR NOT NULL,
        details JSON NOT NULL
    )
    """,
    """
    CREATE TABLE chat_thread (
        id VARCHAR NOT NULL PRIMARY KEY,
        created_at VARCHAR NOT NULL,
        updated_at VARCHAR NOT NULL,
        name VARCHAR,
        words VARCHAR NOT NULL,
        user_id VARCHAR,
        tags JSON,
        details JSON NOT NULL
    )
    """,
    "CREATE INDEX chat_thread_of_user ON chat_thread (user_id, updated_at, id)",
    """
    CREATE TABLE chat_step (
        number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        id VARCHAR NOT NULL UNIQUE,
        thread_id VARCHAR NOT NULL REFERENCES chat_thread (id) ON DELETE CASCADE,
        created_at VARCHAR NOT NULL,
        words VARCHAR NOT NULL,
        favorite BOOLEAN NOT NULL,
        data JSON NOT NULL
    )
    """,
    "CREATE INDEX ix_chat_step_favorite ON chat_step (favorite)",
    "CREATE INDEX chat_step_in_order ON chat_step (thread_id, created_at, number)",
    """
    CREATE TABLE chat_element (
        number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        id VARCHAR NOT NULL UNIQUE,
        thread_id VARCHAR NOT NULL REFERENCES chat_thread (id) ON DELETE CASCADE,
        for_id VARCHAR,
        data JSON NOT NULL
    )
    """,
    "CREATE INDEX ix_chat_element_thread_id ON chat_element (thread_id)",
    "CREATE INDEX ix_chat_element_for_id ON chat_element (for_id)",
    """
    CREATE TABLE chat_feedback (
        id VARCHAR NOT NULL PRIMARY KEY,
        for_id VARCHAR NOT NULL REFERENCES chat_step (id) ON DELETE CASCADE,
        value INTEGER NOT NULL,
        comment VARCHAR
    )
    """,
    "CREATE INDEX ix_chat_feedback_for_id ON chat_feedback (for_id)",
    "CREATE TABLE chat_deleted (id VARCHAR NOT NULL PRIMARY KEY, deleted_at VARCHAR NOT NULL)",
)

_TOLD_NAMED_AND_FOUND = (
    "ALTER TABLE revision ADD COLUMN sentence VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE revision ADD COLUMN changes JSON NOT NULL DEFAULT '[]'",
    """
    UPDATE revision SET
        sentence = COALESCE(json_extract(turn.receipt, '$.message'), ''),
        changes = COALESCE(json_extract(turn.receipt, '$.changes'), '[]')
    FROM turn WHERE turn.id = revision.turn_id AND turn.outcome IS NOT NULL
    """,
    """
    CREATE TABLE version_name (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        session_id VARCHAR NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        "key" VARCHAR NOT NULL,
        tool_call_id VARCHAR NOT NULL,
        created_at VARCHAR NOT NULL,
        UNIQUE (session_id, tool_call_id)
    )
    """,
    "CREATE INDEX ix_version_name_session_id ON version_name (session_id)",
    """
    CREATE TABLE turn_search (
        turn_id INTEGER NOT NULL PRIMARY KEY REFERENCES turn (id) ON DELETE CASCADE,
        session_id VARCHAR NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        at VARCHAR NOT NULL,
        kind VARCHAR,
        shots VARCHAR NOT NULL,
        words VARCHAR NOT NULL
    )
    """,
    "CREATE INDEX ix_turn_search_session_id ON turn_search (session_id)",
    "CREATE INDEX turn_search_by_kind ON turn_search (kind, turn_id)",
    """
    INSERT INTO turn_search (turn_id, session_id, at, kind, shots, words)
    SELECT id, session_id, started_at,
        COALESCE(json_extract(receipt, '$.edit.op'), json_extract(receipt, '$.action')),
        COALESCE((SELECT ' ' || group_concat(value, ' ') || ' ' FROM json_tree(receipt, '$.edit')
                  WHERE "key" IN ('shot_id', 'first_id', 'second_id', 'new_id') AND type = 'text'), ''),
        instruction || char(10) || COALESCE(json_extract(receipt, '$.message'), '') || char(10)
            || COALESCE((SELECT group_concat(value, ' ') FROM json_tree(receipt, '$.changes') WHERE type = 'text'), '')
    FROM turn WHERE outcome IS NOT NULL
    """,
)

_LEDGER = (
    """
    CREATE TABLE billed_call (
        "key" VARCHAR NOT NULL PRIMARY KEY,
        session_id VARCHAR NOT NULL,
        turn_id INTEGER,
        tool_call_id VARCHAR NOT NULL,
        number INTEGER NOT NULL,
        attempt INTEGER NOT NULL,
        state VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        engine VARCHAR NOT NULL,
        host VARCHAR NOT NULL,
        request JSON NOT NULL,
        purpose JSON NOT NULL,
        estimate_usd FLOAT NOT NULL,
        cost_usd FLOAT,
        currency VARCHAR NOT NULL,
        owner VARCHAR,
        armed INTEGER NOT NULL,
        external_id VARCHAR,
        handle JSON NOT NULL,
        results JSON NOT NULL,
        problem VARCHAR,
        message VARCHAR NOT NULL,
        prepared_at VARCHAR NOT NULL,
        submitting_at VARCHAR,
        submitted_at VARCHAR,
        finished_at VARCHAR,
        cancel_at VARCHAR,
        told_at VARCHAR,
        UNIQUE (session_id, tool_call_id, number, attempt)
    )
    """,
    "CREATE INDEX billed_call_by_state ON billed_call (state)",
    """
    CREATE TABLE allowance (
        session_id VARCHAR NOT NULL PRIMARY KEY,
        up_to_usd FLOAT NOT NULL,
        set_at VARCHAR NOT NULL
    )
    """,
)

_TAKES_OF_VIDEO = ("ALTER TABLE take ADD COLUMN video JSON",)

# A search goes through what was said in all chats; from the index alone it need not read the messages whole.
_CHATS_SEARCHED = ("CREATE INDEX chat_step_words ON chat_step (thread_id, words)",)

_TAKES_CHECKED = (
    """
    CREATE TABLE take_check (
        session_id VARCHAR NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        take_id VARCHAR NOT NULL,
        document JSON NOT NULL,
        made_at VARCHAR NOT NULL,
        PRIMARY KEY (session_id, take_id)
    )
    """,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _SESSIONS_AND_CHATS, _TOLD_NAMED_AND_FOUND, _TAKES_OF_VIDEO, _CHATS_SEARCHED, _TAKES_CHECKED,
)  # fmt: skip
LEDGER_MIGRATIONS: tuple[tuple[str, ...], ...] = (_LEDGER,)


@dataclass(frozen=True, slots=True)
class Schema:
    """What a database file holds, and how safely it is written.

    synchronous: FULL survives a power cut to the last row, NORMAL may lose the last moments. searched: it has the
    index of `store.search_index`.
    """

    file: str
    migrations: tuple[tuple[str, ...], ...]
    synchronous: Literal["NORMAL", "FULL"] = "NORMAL"
    searched: bool = False


RESHOOT = Schema("reshoot.db", MIGRATIONS, searched=True)
LEDGER = Schema("ledger.db", LEDGER_MIGRATIONS, synchronous="FULL")


def schema_version(connection: sqlite3.Connection, schema: Schema = RESHOOT) -> int:
    """How many steps this database has taken. Raises PersonError for one that a newer program wrote, or another one."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(schema.migrations):
        raise PersonError(
            f"This home was last used by a newer Reshoot (its {schema.file} has version {version}, this program knows "
            f"up to {len(schema.migrations)}). Nothing was changed: update Reshoot, or choose another home."
        )
    if version == 0 and connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise PersonError(
            f"The file {schema.file} in this home was not made by Reshoot. Nothing was changed: choose another home."
        )
    return version


def migrate(connection: sqlite3.Connection, schema: Schema = RESHOOT) -> None:
    """Take every step that is still to take, each in a transaction of its own.

    `connection` is in autocommit mode. A step that fails leaves the database as it was before that step.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    taken = schema_version(connection, schema)
    for number, statements in enumerate(schema.migrations[taken:], start=taken + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements:
                connection.execute(statement)
            if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
                raise sqlite3.IntegrityError(f"migration {number} leaves {len(broken)} rows without what they point at")
            connection.execute(f"PRAGMA user_version = {number}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
