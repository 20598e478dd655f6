"""What can be watched of a film while it is made. Light to import: the app reads what a render process writes."""

import threading
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self


class Growth:
    """One attempt at a film: the file that grows, once there is one, and whether it still does. For any thread."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._ended = threading.Event()

    def begins(self, path: Path) -> None:
        """The first bytes are in the file."""
        self._path = path

    def end(self) -> None:
        """Nothing more comes: the film is whole, or the attempt was given up."""
        self._ended.set()

    @property
    def path(self) -> Path | None:
        return self._path

    @property
    def ended(self) -> bool:
        return self._ended.is_set()


class Reader:
    """Reads a growing film from its start. As a context. What it has opened stays readable to the end, although the
    file loses its name as soon as the film is whole."""

    def __init__(self, growth: Growth) -> None:
        self._growth = growth
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def more(self) -> bytes | None:
        """What has come since the last time, empty when nothing has; None when nothing more will."""
        over = self._growth.ended  # asked before reading, so that nothing written until then is missed
        data = self._new_bytes()
        return None if over and not data else data

    def _new_bytes(self) -> bytes:
        if self._file is None:
            path = self._growth.path
            if path is None:
                return b""
            try:
                self._file = path.open("rb")
            except FileNotFoundError:
                return b""
        return self._file.read()
