"""Where a ledger is kept: in a file of the home, or on a PostgreSQL server that several processes share."""

from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session

from store.database import Database
from store.errors import PersonError
from store.ledger_tables import LEDGER_TABLES
from store.migrations import LEDGER

_SETTING_UP = 4_711_001
"""Advisory lock on a server: only one process at a time makes the tables."""


class LedgerPlace(Protocol):
    """Sessions on the ledger's tables. A write is kept as a whole, or, on any error, not at all."""

    def exists(self) -> bool: ...

    def read(self) -> AbstractContextManager[Session]: ...

    def write(self) -> AbstractContextManager[Session]: ...

    def close(self) -> None: ...


class LedgerFile:
    """`ledger.db` of a home, written to the disk for good with every row (synchronous=FULL).

    It is made when something is first written: a home that never spends has none.
    """

    def __init__(self, folder: Path, read_only: bool = False) -> None:
        self._path = folder / LEDGER.file
        self._read_only = read_only
        self._database: Database | None = None

    def exists(self) -> bool:
        """Whether anything was ever written."""
        return self._database is not None or self._path.is_file()

    def read(self) -> AbstractContextManager[Session]:
        return self._opened().read()

    def write(self) -> AbstractContextManager[Session]:
        if self._read_only:
            raise PersonError(f"{self._path} is only read here; nothing was changed.")
        return self._opened().write()

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _opened(self) -> Database:
        if self._database is None:
            self._database = Database(self._path, self._read_only, LEDGER)
        return self._database


class LedgerServer:
    """The ledger on a PostgreSQL server at `postgresql+psycopg://...`. Raises PersonError while it is out of reach."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, pool_pre_ping=True, pool_size=4)
        with _reachable(), self._engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _SETTING_UP})
            LEDGER_TABLES.create_all(connection)

    def exists(self) -> bool:
        return True

    @contextmanager
    def read(self) -> Generator[Session]:
        with _reachable(), Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Generator[Session]:
        with _reachable(), Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self._engine.dispose()


@contextmanager
def _reachable() -> Generator[None]:
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error, OperationalError) and not error.connection_invalidated:
            raise
        raise PersonError(
            "The database server of the ledger cannot be reached. What was written stays; it is tried again."
        ) from error
