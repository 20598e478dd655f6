"""Frames taken from a clip at even distances, small, for the guards to look at."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.error import FFmpegError

from store.errors import RenderFailed
from tools.camera.saliency import Pixels

UNREADABLE = "The clip cannot be read, so it was not checked. It is kept; ask for another take if it does not play."


@dataclass(frozen=True, eq=False)
class Frame:
    """One frame: its place in the clip, and its picture (BGR)."""

    at_s: float
    picture: Pixels


def sampled(clip: Path, count: int, long_side: int) -> tuple[Frame, ...]:
    """Up to `count` frames at even distances, `long_side` pixels at most: the first, and from two on also the last.

    Raises RenderFailed for a clip that cannot be decoded.
    """
    try:
        with av.open(str(clip), metadata_errors="ignore") as opened:
            stream = opened.streams.video[0]
            stream.thread_type = "AUTO"
            length = float((stream.duration or 0) * (stream.time_base or 0)) or (opened.duration or 0) / av.time_base
            step = length / max(1, count - 1)
            found: list[Frame] = []
            last: Any = None
            for frame in opened.decode(stream):
                last = frame
                if len(found) < max(1, count - 1) and (frame.time or 0.0) >= len(found) * step - 1e-6:
                    found.append(_small(frame, long_side))
                if count == 1:
                    break
            if count > 1 and last is not None and (not found or (last.time or 0.0) > found[-1].at_s):
                found.append(_small(last, long_side))
    except (FFmpegError, IndexError, OSError) as error:
        raise RenderFailed(UNREADABLE) from error
    if not found:
        raise RenderFailed(UNREADABLE)
    return tuple(found)


def video_size(clip: Path) -> tuple[int, int]:
    """Width and height of a clip, upright. Raises RenderFailed for one that cannot be decoded."""
    height, width = sampled(clip, 1, 1 << 20)[0].picture.shape[:2]
    return width, height


def _small(frame: Any, long_side: int) -> Frame:
    scale = min(1.0, long_side / max(frame.width, frame.height))
    size = (max(2, round(frame.width * scale)), max(2, round(frame.height * scale)))
    picture = frame.reformat(*size, format="bgr24", interpolation="AREA").to_ndarray()
    turns = round((frame.rotation or 0) / 90) % 4
    return Frame(at_s=float(frame.time or 0.0), picture=np.ascontiguousarray(np.rot90(picture, turns), np.uint8))
