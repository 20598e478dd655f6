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
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"


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
        with path.open("rb") as file:
            head = file.read(32)
            file.seek(max(0, path.stat().st_size - 2))
            tail = file.read()
    except FileNotFoundError as error:
        raise _missing() from error
    if has_alpha(head):
        return _on_its_ground(path, reduction, ground)
    picture = _decoded(path, reduction, cut_off=head.startswith(_JPEG_START) and tail != _JPEG_END)
    if picture is None:
        raise _unreadable()
    return picture


def _decoded(path: Path, reduction: int, cut_off: bool) -> U8 | None:
    # Stills are stored upright; a tag that says otherwise would turn the picture against its own header.
    how = _REDUCED[reduction] | cv2.IMREAD_IGNORE_ORIENTATION
    # `imread` decodes into the array that it returns, `imdecode` into one that it copies: of a large still that is too
    # much memory. But `imread` fills up a JPEG that may have been cut off, where `imdecode` refuses it.
    if cut_off:
        picture = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), how)
    else:
        picture = cv2.imread(str(path), dst=None, flags=how)
    return None if picture is None else np.asarray(picture, np.uint8)


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
