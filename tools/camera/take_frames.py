"""A take's file as frames by number: played forwards it streams, and any other order costs one stretch between key
frames. Memory is bounded by a budget for the frames that were decoded last."""

from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError
from av.video.frame import VideoFrame

from store.errors import MediaMissing, RenderFailed
from tools.camera.encode import frame_planes
from tools.camera.moves import Floats
from tools.planes import Planes

_BUDGET_BYTES = 48_000_000
_THREADS = 1
"""Each holds frames of its own, ten megabytes and more; encoding keeps the other cores busy meanwhile."""
_KEPT_FORWARDS = 2
"""Frames that are kept while a take runs forwards; backwards it is what the budget holds."""
_READS_ON = 6
"""So many frames further ahead are decoded through rather than sought."""


class TakeFrames:
    """The frames of a take in the plain form (`tools.footage`): 8-bit 4:2:0, BT.709, upright.

    times_s: when each frame begins, from 0, growing. end_s: when the last one ends. Raises MediaMissing, RenderFailed.
    """

    def __init__(self, path: Path, budget_bytes: int = _BUDGET_BYTES) -> None:
        try:
            self._container = av.open(str(path))
            self._stream = self._container.streams.video[0]
            self._read_index()
        except FileNotFoundError as error:
            raise missing_video() from error
        except (FFmpegError, IndexError) as error:
            raise _unreadable() from error
        context = self._stream.codec_context
        context.thread_count = _THREADS
        self.width, self.height = context.width, context.height
        self._room = max(2, budget_bytes // (self.width * self.height * 3 // 2))
        self._recent: OrderedDict[int, VideoFrame] = OrderedDict()
        self._decoding: Iterator[VideoFrame] = iter(())
        self._next = len(self.times_s)
        self._asked = 0

    def planes(self, number: int) -> Planes:
        """The planes of a frame, to read only. Raises RenderFailed."""
        if number not in self._recent:
            try:
                self._decode_to(number)
            except (FFmpegError, StopIteration, KeyError) as error:
                raise _unreadable() from error
        self._asked = number
        return frame_planes(self._recent[number])

    def _read_index(self) -> None:
        packets = [packet for packet in self._container.demux(self._stream) if packet.size and packet.pts is not None]
        if not packets:
            raise IndexError("no pictures")
        stamps = sorted((packet.pts or 0) for packet in packets)
        self._number = {stamp: number for number, stamp in enumerate(stamps)}
        self._stamps = stamps
        keys = sorted(self._number[packet.pts or 0] for packet in packets if packet.is_keyframe)
        self._keys = np.array(keys or [0])
        tick = float(self._stream.time_base or 0)
        self.times_s: Floats = (np.array(stamps, np.float64) - stamps[0]) * tick
        last = max(packets, key=lambda packet: packet.pts or 0).duration or 0
        self.end_s = float(self.times_s[-1] + (last * tick or np.diff(self.times_s, prepend=-1 / 30)[-1]))

    def _decode_to(self, number: int) -> None:
        """Decode until the frame is among the recent ones."""
        key = int(self._keys[max(0, np.searchsorted(self._keys, number, side="right") - 1)])
        ahead = key <= self._next or number <= self._next + _READS_ON
        if number < self._next or not ahead:
            self._container.seek(self._stamps[key], stream=self._stream)
            self._decoding = self._container.decode(self._stream)
        # One back is still forwards: slowed pictures mix two frames, and show the first one again.
        room = min(self._room, _KEPT_FORWARDS) if number >= self._asked - 1 else self._room
        while number not in self._recent:
            frame = next(self._decoding)
            self._next = self._number[frame.pts or 0] + 1
            self._recent[self._next - 1] = frame
            while len(self._recent) > room:
                self._recent.popitem(last=False)


def missing_video() -> MediaMissing:
    return MediaMissing(
        "A clip of this film is no longer on disk. Nothing was changed; upload it again or pick another take."
    )


def _unreadable() -> RenderFailed:
    return RenderFailed(
        "A clip of this film can no longer be read. Nothing was changed; upload it again or pick another take."
    )
