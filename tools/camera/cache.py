"""Rendered files by content key: sealed, so that a damaged one is noticed, and bounded, oldest use first out.

A seal is an MP4 `free` box at the end of the file that holds a digest of everything before it; players skip it. JPEG
readers stop before it as well. When a file was last used is its time of modification, so it outlives the process; that
a file is in use is a shared `flock` on it, which ends with the process that holds it.
"""

import fcntl
import hashlib
import os
import shutil
import stat
import threading
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

_SEAL_HEAD = (8 + 8 + 64).to_bytes(4, "big") + b"free" + b"reshoot1"
_SEAL_BYTES = len(_SEAL_HEAD) + 64


class SealedCache:
    """Files `<dir>/<key><suffix>`, at most about `limit_bytes` of them in all. Used by several processes at once."""

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self.folder = folder
        self._limit = limit_bytes
        self._held: ExitStack | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, key: str, suffix: str) -> Path:
        return self.folder / f"{key}{suffix}"

    @contextmanager
    def holding(self) -> Generator[None]:
        """While the block runs, the files that it finds and keeps are in use: nobody removes them to make room."""
        with ExitStack() as self._held:
            yield
        self._held = None

    def find(self, key: str, suffix: str) -> Path | None:
        """The whole file of a key, marked as just used; a damaged one is removed."""
        path = self.path(key, suffix)
        if not (path.exists() and self._hold(path, path)):
            return None
        if not is_sealed(path):
            path.unlink(missing_ok=True)
            return None
        os.utime(path)
        return path

    def _hold(self, path: Path, name: Path) -> bool:
        """Take `path` into use while `holding`. False when it lost its `name` before that."""
        if self._held is None:
            return True
        try:
            fcntl.flock(self._held.enter_context(path.open("rb")), fcntl.LOCK_SH)
        except FileNotFoundError:
            return False
        return name.exists()

    def unfinished(self, key: str, suffix: str) -> Path:
        """Where a file is written before it is `keep`-ed; nobody else writes there."""
        return self.folder / f"{key}.{os.getpid()}-{threading.get_ident()}.tmp{suffix}"

    def keep(self, unfinished: Path, key: str, suffix: str) -> Path:
        """Seal a finished file and give it its key. Raises OSError."""
        seal(unfinished)
        self._hold(unfinished, unfinished)
        return unfinished.replace(self.path(key, suffix))

    def make_room(self) -> None:
        """Remove the files that were not used for longest until the rest is within the limit. What is in use or not
        finished stays, and so does the newest."""
        files = [(facts.st_mtime_ns, facts.st_size, path) for path, facts in _files(self.folder)]
        surplus = sum(size for _, size, _ in files) - self._limit
        for _, size, path in sorted(files, key=lambda file: file[0])[:-1]:
            if surplus <= 0:
                return
            surplus -= size if _removed(path) else 0


def _removed(path: Path) -> bool:
    """Remove a file unless it is in use."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    except (FileNotFoundError, BlockingIOError):
        return False
    return True


def clear_unfinished(folder: Path, of_process: int | None = None) -> None:
    """Remove what a killed process left behind in a cache's folder; without its number whatever is unfinished there, in
    a moment when nobody writes."""
    for path in folder.glob("*.tmp*" if of_process is None else f"*.{of_process}-*.tmp*"):
        path.unlink(missing_ok=True)


def seal(path: Path) -> None:
    """Append the seal, and make sure that all of the file is on the disk."""
    with path.open("r+b") as file:
        digest = hashlib.file_digest(file, "blake2b").digest()
        file.seek(0, os.SEEK_END)
        file.write(_SEAL_HEAD + digest)
        file.flush()
        os.fsync(file.fileno())


def write_unsealed(sealed: Path, out: Path) -> None:
    """A copy of a sealed file as it was before the seal."""
    with sealed.open("rb") as source, out.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.truncate(target.tell() - _SEAL_BYTES)
        target.flush()
        os.fsync(target.fileno())


def is_sealed(path: Path) -> bool:
    """Whether the file is as it was when it was sealed."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return False
    body, tail = data[:-_SEAL_BYTES], data[-_SEAL_BYTES:]
    return tail == _SEAL_HEAD + hashlib.blake2b(body).digest()


def _files(folder: Path) -> list[tuple[Path, os.stat_result]]:
    """The finished files of a folder."""
    found: list[tuple[Path, os.stat_result]] = []
    for path in folder.iterdir():
        try:
            found.append((path, path.stat()))
        except FileNotFoundError:
            continue  # another process has just removed it
    return [(path, facts) for path, facts in found if stat.S_ISREG(facts.st_mode) and ".tmp" not in path.name]
