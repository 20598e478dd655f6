"""A SQLite database of a home: WAL, one writer at a time, any number of readers, also in other processes."""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from store.disk import room_on_disk
from store.errors import DiskFull, PersonError
from store.migrations import RESHOOT, Schema, migrate, schema_version
from store.search_index import has_fts5, keep_index

BUSY_TIMEOUT_S = 10.0
"""How long a write waits for another one before it gives up."""

_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_TRUNCATE}
"""SQLite answers a disk without room with the first, a used-up quota with the others."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Database:
    """Sessions on `path`. Opening for writing makes the file and brings its schema up to date.

    With `read_only` nothing is written, whatever another process does meanwhile; the file must be there.
    Raises PersonError, DiskFull.
    """

    def __init__(self, path: Path, read_only: bool = False, schema: Schema = RESHOOT) -> None:
        self.path = path.absolute()
        self._schema = schema
        self.read_only = read_only
        self._writing = threading.RLock()
        with _told_to_a_person(self.path):
            self._prepare()
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=QueuePool)
        event.listen(self._engine, "begin", _begin)
        self._writer = self._engine.execution_options(writes=True)

    @contextmanager
    def read(self) -> Generator[Session]:
        """A session that sees one moment of the database, from its first query on."""
        with _told_to_a_person(self.path), Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Generator[Session]:
        """A session that has the database for itself: all of it is kept, or, on any error, nothing. Do not nest.

        Raises DiskFull, PersonError (another program holds the database).
        """
        with _told_to_a_person(self.path), self._writing, Session(self._writer, expire_on_commit=False) as session:
            session.connection()  # begins now: what is read in here must not change before it is written
            yield session
            session.commit()

    def close(self) -> None:
        """Close every connection; the last one to close folds the write-ahead log into the file."""
        self._engine.dispose()

    def _connect(self) -> sqlite3.Connection:
        mode = "ro" if self.read_only else "rwc"
        connection = sqlite3.connect(
            f"{self.path.as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_TIMEOUT_S,
            isolation_level=None,  # transactions are begun by `_begin`, not guessed by the driver
            check_same_thread=False,  # the pool hands a connection to one thread at a time
        )
        connection.execute("PRAGMA foreign_keys = ON")
        if not self.read_only:
            connection.execute(f"PRAGMA synchronous = {self._schema.synchronous}")
            connection.execute("PRAGMA journal_size_limit = 4194304")
        return connection

    def _prepare(self) -> None:
        if self.read_only:
            with closing(self._connect()) as connection:
                if schema_version(connection, self._schema) < len(self._schema.migrations):
                    raise PersonError(
                        f"{self.path} was last used by an older Reshoot. Start `reshoot` on this home once to bring it "
                        "up to date, then look again."
                    )
            return
        with room_on_disk(self.path.parent):
            self.path.touch(mode=0o600)
        with closing(self._connect()) as connection:
            schema_version(connection, self._schema)  # what is not ours is refused before it is touched
            connection.execute("PRAGMA journal_mode = WAL")
            migrate(connection, self._schema)
            if self._schema.searched:
                keep_index(connection, has_fts5(connection))


def _begin(connection: Connection) -> None:
    # A write takes its lock at once: one that read first would fail if another write came between.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told_to_a_person(path: Path) -> Generator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        sentence = _as_sentence(path, error.orig if isinstance(error, DBAPIError) else error)
        if sentence is None:
            raise
        raise sentence from error


def _as_sentence(path: Path, error: BaseException | None) -> PersonError | None:
    """The error in words, if a person can do something about it."""
    code = error.sqlite_errorcode if isinstance(error, sqlite3.Error) and hasattr(error, "sqlite_errorcode") else 0
    if code in _FULL:
        return DiskFull(
            f"There is no room left on the disk for {path}. Everything up to the last change is kept: "
            "free some space, then say it again."
        )
    if code & 0xFF == sqlite3.SQLITE_BUSY:
        return PersonError(f"Another program is writing to {path}. Nothing was changed: close it, then say it again.")
    if code & 0xFF in _DAMAGED:
        return PersonError(
            f"{path} is damaged or not a database. It was left as it is: restore it, or use another home."
        )
    if code & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
        return PersonError(f"{path} cannot be opened here: look at the owner and the rights of its folder.")
    return None


def storable(text: str) -> str:
    """`text` without what SQLite refuses to keep: a half of a surrogate pair, which hostile JSON may carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
