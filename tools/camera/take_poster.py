"""One frame of a take as a picture: what the shot's framing is composed from, and its path planned on."""

import os
import threading
from hashlib import sha256
from pathlib import Path

import cv2

from store.errors import RenderFailed
from tools.camera.cache import is_sealed, seal
from tools.camera.picture import picture_identity
from tools.camera.take_frames import TakeFrames
from tools.planes import planes_to_bgr


def poster_of(take: Path, cache_dir: Path) -> Path:
    """The frame in the middle of a take, at its full size, made once and remembered in `cache_dir`; one that was
    damaged there is made again.

    Raises MediaMissing, RenderFailed.
    """
    identity = repr((take.name, *picture_identity(take)[1:]))
    poster = cache_dir / "posters" / f"{sha256(identity.encode()).hexdigest()[:32]}.jpg"
    if is_sealed(poster):
        return poster
    frames = TakeFrames(take)
    picture = planes_to_bgr(frames.planes(len(frames.times_s) // 2))
    poster.parent.mkdir(parents=True, exist_ok=True)
    unfinished = poster.with_suffix(f".{os.getpid()}-{threading.get_ident()}.tmp.jpg")
    if not cv2.imwrite(str(unfinished), picture, [cv2.IMWRITE_JPEG_QUALITY, 92]):
        raise RenderFailed("There is no room to work on this clip. Nothing was changed; make room and try again.")
    seal(unfinished)
    unfinished.replace(poster)
    return poster
