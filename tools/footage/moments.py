"""One frame of a clip, as a picture of its own."""

import io
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError

from store.errors import RenderFailed
from tools.footage.uploads import OPENING


def frame_at(clip: Path, at_s: float) -> bytes:
    """The frame that a clip shows at a time, its last one where that lies behind its end, as a PNG.

    Raises RenderFailed for a clip that cannot be decoded.
    """
    shown: Any = None
    try:
        with av.open(str(clip), options=dict(OPENING), metadata_errors="ignore") as container:
            for frame in container.decode(video=0):
                if shown is not None and float(frame.time or 0.0) > at_s + 1e-3:
                    break
                shown = frame
            if shown is not None:
                buffer = io.BytesIO()
                shown.to_image().save(buffer, "PNG", compress_level=1)
                return buffer.getvalue()
    except (FFmpegError, IndexError, OSError) as error:
        raise RenderFailed("The clip cannot be read, so nothing can go on from it. It is kept.") from error
    raise RenderFailed("The clip has no picture, so nothing can go on from it. It is kept.")
