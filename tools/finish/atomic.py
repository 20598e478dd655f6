"""Files that appear whole or not at all."""

import errno
import os
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from av.error import FFmpegError

from store.errors import DiskFull


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """A temporary name beside `path` to write to; it takes the place of `path` when the block ends well and is
    removed when it does not. Raises DiskFull when there was no room."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{uuid.uuid4().hex}{path.suffix}")
    try:
        yield draft
        os.replace(draft, path)  # noqa: PTH105 - says what it does
    except (OSError, FFmpegError) as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull("The disk is full. Nothing was lost; make some room and try again.") from error
        raise
    finally:
        draft.unlink(missing_ok=True)
