"""The full-text index over what was said and told: SQLite's FTS5 over `turn_search`, kept by triggers.

It is no step of the migrations, because a SQLite without FTS5 must still open the home: there the triggers are taken
away, everything but searching works, and the index is made anew as soon as FTS5 is back.
"""

import sqlite3

_TRIGGERS = ("turn_search_added", "turn_search_changed", "turn_search_gone")

# An index over another table is told what to forget by the words it was given: that is what 'delete' and old.words do.
_FORGET = "INSERT INTO turn_search_words (turn_search_words, rowid, words) VALUES ('delete', old.turn_id, old.words);"
_LEARN = "INSERT INTO turn_search_words (rowid, words) VALUES (new.turn_id, new.words);"
_MAKE = (
    # porter: "captions" finds "caption"; remove_diacritics: "cafe" finds "café"
    """
    CREATE VIRTUAL TABLE turn_search_words USING fts5 (
        words, content='turn_search', content_rowid='turn_id', tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    f"CREATE TRIGGER {_TRIGGERS[0]} AFTER INSERT ON turn_search BEGIN {_LEARN} END",
    f"CREATE TRIGGER {_TRIGGERS[1]} AFTER UPDATE ON turn_search BEGIN {_FORGET} {_LEARN} END",
    f"CREATE TRIGGER {_TRIGGERS[2]} AFTER DELETE ON turn_search BEGIN {_FORGET} END",
    "INSERT INTO turn_search_words (turn_search_words) VALUES ('rebuild')",
)

IS_KEPT = "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = 'turn_search_gone'"
"""Whether the index is there and up to date."""


def has_fts5(connection: sqlite3.Connection) -> bool:
    """Whether this SQLite can search."""
    return connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone() is not None


def keep_index(connection: sqlite3.Connection, can_search: bool) -> None:
    """Make the index if it is not there, or, where it cannot be kept, take its triggers away.

    `connection` is in autocommit mode and may write; `can_search` is what `has_fts5` says.
    """
    kept = connection.execute(IS_KEPT).fetchone() is not None
    if kept == can_search:
        return
    steps = ("DROP TABLE IF EXISTS turn_search_words", *_MAKE) if can_search else ()
    connection.execute("BEGIN IMMEDIATE")
    try:
        for trigger in _TRIGGERS:
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for step in steps:
            connection.execute(step)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
