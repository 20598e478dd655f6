import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, create_engine

import store.tables  # noqa: F401 - declares the tables
from store.database import Database
from store.errors import PersonError
from store.ledger_tables import LEDGER_TABLES
from store.migrations import LEDGER, MIGRATIONS, Schema, migrate, schema_version


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def schema(connection: sqlite3.Connection) -> dict[str, Any]:
    """Every table as SQLite itself understands it: columns, keys and indexes."""

    def ask(pragma: str, name: str) -> list[tuple[Any, ...]]:
        return connection.execute(f"SELECT * FROM pragma_{pragma}(?)", (name,)).fetchall()

    tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: {
            "columns": [column[1:] for column in ask("table_info", name)],
            "foreign keys": sorted(key[2:] for key in ask("foreign_key_list", name)),
            "indexes": sorted(
                (index[3], index[2], index[1] if index[3] == "c" else "", [c[2] for c in ask("index_info", index[1])])
                for index in ask("index_list", name)
            ),
            "counts on": "AUTOINCREMENT" in sql.upper(),
        }
        for name, sql in tables
        if not name.startswith("sqlite_")
    }


def test_the_migrations_build_exactly_what_the_tables_declare(empty: sqlite3.Connection, tmp_path: Path) -> None:
    migrate(empty)

    engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "declared.db")) as declared:
        assert schema(empty) == schema(declared)


def test_the_ledger_is_built_as_its_tables_declare_too(empty: sqlite3.Connection, tmp_path: Path) -> None:
    migrate(empty, LEDGER)

    engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    LEDGER_TABLES.create_all(engine)
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "declared.db")) as declared:
        assert schema(empty) == schema(declared)


def steps(*migrations: tuple[str, ...]) -> Schema:
    return Schema("reshoot.db", migrations)


def test_migrating_twice_changes_nothing(empty: sqlite3.Connection) -> None:
    migrate(empty)
    before = schema(empty)
    migrate(empty)
    assert schema(empty) == before
    assert schema_version(empty) == len(MIGRATIONS)


def test_a_step_that_fails_leaves_the_steps_before_it(empty: sqlite3.Connection) -> None:
    broken = steps(("CREATE TABLE a (x)",), ("CREATE TABLE b (x)", "INSERT INTO nowhere VALUES (1)"))
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(empty, broken)
    assert [name for (name,) in empty.execute("SELECT name FROM sqlite_master")] == ["a"]
    assert empty.execute("PRAGMA user_version").fetchone() == (1,)
    assert not empty.in_transaction


def test_a_later_step_finds_the_rows_of_the_earlier_ones(empty: sqlite3.Connection) -> None:
    first = ("CREATE TABLE a (x)", "INSERT INTO a VALUES (1)")
    migrate(empty, steps(first))
    migrate(empty, steps(first, ("ALTER TABLE a ADD COLUMN y DEFAULT 7",)))
    assert empty.execute("SELECT x, y FROM a").fetchall() == [(1, 7)]


def test_a_step_that_orphans_rows_is_taken_back(empty: sqlite3.Connection) -> None:
    family = (
        "CREATE TABLE parent (id INTEGER PRIMARY KEY)",
        "CREATE TABLE child (parent REFERENCES parent (id))",
        "INSERT INTO parent VALUES (1)",
        "INSERT INTO child VALUES (1)",
    )
    with pytest.raises(sqlite3.IntegrityError, match="migration 2 leaves 1 rows"):
        migrate(empty, steps(family, ("DELETE FROM parent",)))
    assert empty.execute("SELECT * FROM parent").fetchall() == [(1,)]


def test_a_database_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "reshoot.db"
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 999")
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(PersonError, match="newer Reshoot"):
            Database(path, read_only=read_only)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "reshoot.db")) as other:
        other.execute("CREATE TABLE recipes (x)")
    with pytest.raises(PersonError, match="not made by Reshoot"):
        Database(tmp_path / "reshoot.db")


def test_reading_an_older_database_says_what_to_do(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "reshoot.db")):
        (tmp_path / "reshoot.db").touch()
    with pytest.raises(PersonError, match="Start `reshoot` on this home once"):
        Database(tmp_path / "reshoot.db", read_only=True)
