"""The folder that holds everything Reshoot remembers, and the lock that gives it one writer."""

import fcntl
import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from store.database import Database
from store.disk import room_on_disk
from store.errors import HomeInUse, PersonError
from store.media import MediaStore


class Home:
    """One opened home. Layout: `reshoot.db`, `checkpoints.db`, `media/`, `cache/`, `exports/`, `lock`."""

    def __init__(self, path: Path, database: Database, closing: ExitStack) -> None:
        self.path = path
        self.database = database
        self.media = MediaStore(path / "media")
        self.exports_dir = path / "exports"
        self.cache_dir = path / "cache"
        self.checkpoints = path / "checkpoints.db"
        self._closing = closing

    @classmethod
    def open(cls, path: Path, write: bool) -> Self:
        """Open the home at `path`. To write, its folders are made (for this user alone) and its lock is taken.

        To read, it must be there; a server may write to it meanwhile.
        Raises HomeInUse, DiskFull, PersonError (a path that cannot be a home, a database that cannot be used).
        """
        path = path.expanduser().absolute()
        with ExitStack() as opened:
            if write:
                _make_folders(path)
                opened.callback(os.close, _lock(path))
            elif not (path / "reshoot.db").is_file():
                raise PersonError(
                    f"There is no Reshoot home at {path} yet. Start `reshoot` once, or name another home."
                )
            database = Database(path / "reshoot.db", read_only=not write)
            opened.callback(database.close)
            home = cls(path, database, opened.pop_all())
        if write:
            home.media.forget_unfinished()
        return home

    def close(self) -> None:
        """Close the database and give the lock back. May be called twice."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _make_folders(path: Path) -> None:
    with _usable(path), room_on_disk(path.parent):
        for folder in (path, path / "media", path / "cache", path / "exports"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _lock(path: Path) -> int:
    """Take the write lock; the kernel gives it back when the process ends, however it ends. Answers the open file."""
    with _usable(path):
        # Not handed on to child processes (O_CLOEXEC is Python's default): a render that outlives us must not hold it.
        handle = os.open(path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 20).decode("ascii", "replace").strip()
            os.close(handle)
            raise HomeInUse(
                f"Another Reshoot{f' (process {holder})' if holder.isdigit() else ''} is already using {path}. Close "
                "it, go on in its window, or choose another folder with `--home`."
            ) from None
        except OSError:
            os.close(handle)
            raise
    with suppress(OSError):  # on a full disk the lock holds without its holder's name
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
    return handle


@contextmanager
def _usable(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise PersonError(
            f"{path} cannot be used as a home ({error.strerror}). Choose a folder that this user may write to."
        ) from error
