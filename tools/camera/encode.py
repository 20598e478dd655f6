"""Frames to H.264: drawn in one thread, encoded in another, the same bits on every machine.

x264 gives the same stream on every machine only with a fixed number of threads and without choosing code by CPU; the
segments of a film are `stitchable`, so that they can be joined without encoding them again.
"""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
import numpy as np
from av.error import FFmpegError
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from store.segments import Target
from tools.planes import U8, Planes


@dataclass(frozen=True)
class Effort:
    """How much x264 may think. Preset, constant rate factor, seconds between key frames, and x264's own parameters."""

    preset: str
    rate_factor: int
    key_s: float
    parameters: str = ""


EFFORTS = {
    # Camera moves are even: fixed B frames and a coarse motion search lose nothing (at equal size the PSNR is 0.3 dB
    # better than plain veryfast) and save 40 % of the time.
    "preview": Effort("veryfast", 22, 1.0, ":subme=1:bframes=2:b-adapt=0"),
    # A short look-ahead: 0.3 dB less at 3 % less size, in seven eighths of the time and with 150 MB less memory.
    "final": Effort("medium", 18, 2.0, ":rc-lookahead=16"),
}
_SAME_BITS = "threads=4:lookahead-threads=1:cpu-independent=1:stitchable=1"
_BT709, _LIMITED = 1, 1
_QUEUED = 3


OnPacket = Callable[["Packet[VideoStream]", VideoStream], None]
"""Told of every encoded packet once it is written, and of the stream it belongs to."""


class Encoder:
    """Encodes the frames of one segment into an MP4 file. As a context; leaving it by an error leaves the file broken.

    `on_packet` is called in the encoding thread. `effort`: another one than the target's quality asks for. Raises
    OSError from `encode` or on leaving when the file cannot be written.
    """

    def __init__(
        self, path: Path, target: Target, on_packet: OnPacket | None = None, effort: Effort | None = None
    ) -> None:
        self._on_packet = on_packet
        # A file of our own: its errors (no room on the disk) reach us, which the muxer's own may not.
        self._file = path.open("wb")
        self._container = av.open(self._file, "w", format="mp4")
        self._stream = _video_stream(self._container, target, effort or EFFORTS[target.quality])
        self._size = (target.width, target.height)
        self._waiting: queue.Queue[av.VideoFrame | None] = queue.Queue(_QUEUED)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="encode", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # After an error the frames in flight are dropped rather than encoded: the render stops at once.
        self._error = self._error or error
        self._waiting.put(None)
        self._thread.join()
        try:
            self._container.close()
        except (OSError, FFmpegError) as closing:
            # After a failed write closing fails too, and in words of its own: the first error is the one that tells.
            self._error = self._error or closing
        finally:
            self._file.close()
        if error is None and self._error is not None:
            raise self._error

    def encode(self, draw: Callable[[Planes], None]) -> None:
        """Have the next frame drawn into its planes and hand it to the encoder."""
        frame = av.VideoFrame(*self._size, "yuv420p")
        draw(frame_planes(frame))
        self.take(frame)

    def take(self, frame: av.VideoFrame) -> None:
        """Hand the next frame to the encoder."""
        if self._error is not None:
            raise self._error
        self._waiting.put(frame)

    def _run(self) -> None:
        while (frame := self._waiting.get()) is not None:
            self._mux(frame)
        self._mux(None)

    def _mux(self, frame: av.VideoFrame | None) -> None:
        """Encode and write; after an error frames are only taken, so that the drawing thread never waits for ever."""
        if self._error is not None:
            return
        try:
            for packet in self._stream.encode(frame):
                self._container.mux(packet)
                if self._on_packet is not None:
                    self._on_packet(packet, self._stream)
        except Exception as error:
            self._error = error


def frame_planes(frame: av.VideoFrame) -> Planes:
    """Views on the planes of a frame: what is drawn there is in the frame."""
    luma, blue, red = (_plane_view(plane) for plane in frame.planes)
    return luma, blue, red


def blank_planes(width: int, height: int) -> Planes:
    """Planes of a frame's size, to draw in."""
    half = (height // 2, width // 2)
    return np.empty((height, width), np.uint8), np.empty(half, np.uint8), np.empty(half, np.uint8)


def _plane_view(plane: Any) -> U8:
    return np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]


def _video_stream(container: Any, target: Target, effort: Effort) -> VideoStream:
    options = {
        "preset": effort.preset,
        "crf": str(effort.rate_factor),
        "g": str(round(effort.key_s * target.frame_rate)),
        "x264-params": _SAME_BITS + effort.parameters,
    }
    if target.max_kbps is not None:
        # The buffer holds a second: so much may come on top of the rate, once in a segment.
        options |= {"maxrate": f"{target.max_kbps}k", "bufsize": f"{target.max_kbps}k"}
    stream: VideoStream = container.add_stream("libx264", rate=target.frame_rate, options=options)
    stream.width, stream.height, stream.pix_fmt = target.width, target.height, "yuv420p"
    stream.time_base = Fraction(1, target.frame_rate)
    context: VideoCodecContext = stream.codec_context
    context.thread_count, context.thread_type = 4, "FRAME"
    context.color_range, context.colorspace = _LIMITED, _BT709
    context.color_primaries, context.color_trc = _BT709, _BT709
    return stream
