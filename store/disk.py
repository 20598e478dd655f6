"""What a disk without room looks like, for everything that writes files into a home."""

import errno
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from store.errors import DiskFull

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def room_on_disk(folder: Path) -> Generator[None]:
    """Turn an OSError that means "no room in `folder`", or a used-up quota, into DiskFull."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise DiskFull(
            f"There is no room left on the disk for {folder} ({free_megabytes(folder)} MB free). Everything stored "
            "before is kept: free some space, then try again."
        ) from error


def free_megabytes(folder: Path) -> int:
    """Room left for files in `folder`, in megabytes."""
    return shutil.disk_usage(folder).free // 1_000_000
