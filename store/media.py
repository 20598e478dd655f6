"""Files by their content: a picture, sound or clip is stored once, under the hash of its bytes, and never changes."""

import hashlib
import os
import re
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NewType

from store.disk import room_on_disk
from store.errors import MediaMissing

MediaId = NewType("MediaId", str)
"""`<sha256 in hex>.<extension>`: also the name of the file, and safe in an address."""

EXTENSIONS = frozenset(
    {"jpg", "png", "webp", "mp4", "mov", "webm", "mp3", "m4a", "wav", "ogg", "flac", "aac", "aiff", "cube", "json"}
)

_FORM = re.compile(rf"[0-9a-f]{{64}}\.(?:{'|'.join(sorted(EXTENSIONS))})")
_UNFINISHED = ".unfinished-"
_CHUNK = 1 << 20


class MediaStore:
    """The media folder of a home. Any number of threads may read and put; putting the same bytes twice is one file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put_bytes(self, data: bytes, extension: str) -> MediaId:
        """Store `data`. Raises DiskFull; ValueError for an extension that is not in EXTENSIONS."""
        media = MediaId(f"{hashlib.sha256(data).hexdigest()}.{_extension(extension)}")
        if self._has(media, len(data)):
            return media
        with self._unfinished() as (file, name):
            file.write(data)
            self._finish(file, name, media)
        return media

    def put_file(self, path: Path, extension: str | None = None) -> MediaId:
        """Store a copy of the file at `path`, whose own extension is taken unless another is given.

        Raises DiskFull; ValueError for an extension that is not in EXTENSIONS; OSError if it cannot be read.
        """
        kind = _extension(path.suffix if extension is None else extension)
        digest = hashlib.sha256()
        with path.open("rb") as source, self._unfinished() as (file, name):
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                file.write(chunk)
            media = MediaId(f"{digest.hexdigest()}.{kind}")
            if not self._has(media, file.tell()):
                self._finish(file, name, media)
        return media

    def path(self, media: str) -> Path:
        """Where the file is. Raises MediaMissing if it is gone, or if `media` is not of the form of an id."""
        if not self.exists(media):
            raise MediaMissing(
                f"The file {media[:80]!r} is no longer in {self.folder}. The session is kept: "
                "put the file back, or choose another picture or sound in its place."
            )
        return self.folder / media

    def exists(self, media: str) -> bool:
        """Whether `media` is the id of a file that is there."""
        return _FORM.fullmatch(media) is not None and (self.folder / media).is_file()

    def forget_unfinished(self) -> None:
        """Remove what a killed process left half written. Only for the process that alone writes to the home."""
        for path in self.folder.glob(f"{_UNFINISHED}*"):
            path.unlink(missing_ok=True)

    def _has(self, media: MediaId, size: int) -> bool:
        # The size tells a file that the disk lost the end of (power cut) from a whole one; it is then written anew.
        return self.exists(media) and (self.folder / media).stat().st_size == size

    @contextmanager
    def _unfinished(self) -> Generator[tuple[BinaryIO, Path]]:
        with room_on_disk(self.folder):
            handle, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    yield file, Path(name)
            finally:
                Path(name).unlink(missing_ok=True)

    def _finish(self, file: BinaryIO, name: Path, media: MediaId) -> None:
        """Give the written file its name once its bytes are on the disk."""
        file.flush()
        os.fsync(file.fileno())
        os.replace(name, self.folder / media)  # noqa: PTH105 - the name says that it replaces at once or not at all
        folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _extension(name: str) -> str:
    """The extension as it stands in ids. Raises ValueError."""
    extension = name.lower().removeprefix(".")
    extension = "jpg" if extension == "jpeg" else extension
    if extension not in EXTENSIONS:
        raise ValueError(f"media of the kind {name!r} is not stored; known are {', '.join(sorted(EXTENSIONS))}")
    return extension
