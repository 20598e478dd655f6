"""A still's file as pixels: 8-bit BGR, upright as stored, nothing in it transparent."""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError

from store.errors import MediaMissing, RenderFailed
from store.looks import Background
from tools.pictures.cut_outs import flat, has_alpha
from tools.planes import U8

_REDUCED = {1: cv2.IMREAD_COLOR, 2: cv2.IMREAD_REDUCED_COLOR_2, 4: cv2.IMREAD_REDUCED_COLOR_4}


def picture_size(path: Path) -> tuple[int, int]:
    """Width and height, read from the file's header. Raises MediaMissing, RenderFailed."""
    try:
        with Image.open(path) as picture:
            return picture.size
    except FileNotFoundError as error:
        raise _missing() from error
    except (UnidentifiedImageError, OSError) as error:
        raise _unreadable() from error


def read_picture(path: Path, reduction: int = 1, ground: Background | None = None) -> U8:
    """The pixels, shape (h, w, 3). `reduction` 2 or 4 decodes at a half or a quarter of the size, which is faster
    for a JPEG. ground: what transparent parts stand on. Raises MediaMissing, RenderFailed."""
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
    except FileNotFoundError as error:
        raise _missing() from error
    # Stills are stored upright; a tag that says otherwise would turn the picture against its own header.
    if has_alpha(data[:32].tobytes()):
        return _on_its_ground(path, reduction, ground)
    picture = cv2.imdecode(data, _REDUCED[reduction] | cv2.IMREAD_IGNORE_ORIENTATION) if data.size else None
    if picture is None:
        raise _unreadable()
    return np.asarray(picture, np.uint8)


def _on_its_ground(path: Path, reduction: int, ground: Background | None) -> U8:
    """A picture with transparent parts."""
    try:
        with Image.open(path) as picture:
            solid = flat(picture, ground)
    except (UnidentifiedImageError, OSError) as error:
        raise _unreadable() from error
    if reduction > 1:
        # As large as a decoder that reduces makes it.
        solid = solid.resize((-(-solid.width // reduction), -(-solid.height // reduction)), Image.Resampling.BOX)
    return np.ascontiguousarray(np.asarray(solid)[:, :, ::-1])


def picture_identity(path: Path) -> tuple[str, int, int]:
    """What tells a file's content from another's without reading it. Raises MediaMissing."""
    try:
        facts = path.stat()
    except FileNotFoundError as error:
        raise _missing() from error
    return str(path), facts.st_size, facts.st_mtime_ns


def _missing() -> MediaMissing:
    return MediaMissing(
        "A still of this film is no longer on disk. Nothing was changed; upload it again or lock another still."
    )


def _unreadable() -> RenderFailed:
    return RenderFailed(
        "A still of this film can no longer be read. Nothing was changed; upload it again or lock another still."
    )
