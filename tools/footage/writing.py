"""The plain form in which clips are kept: H.264 with a key frame every few frames, so any moment is at hand at once."""

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from tools.footage.upright import plane_array
from tools.planes import Planes

TICKS = 90_000
"""Clock of a kept clip, per second."""
_KEY_FRAMES = 12
_OPTIONS = {
    "preset": "ultrafast",
    "crf": "16",
    "g": str(_KEY_FRAMES),
    "bf": "0",
    "x264-params": "threads=4:lookahead-threads=1:cpu-independent=1",
}
_BT709, _LIMITED = 1, 1


class ClipWriter:
    """Writes frames with their times into an MP4. As a context; after an error the file is of no use.

    Raises OSError.
    """

    def __init__(self, path: Path, width: int, height: int) -> None:
        self._file = path.open("wb")
        self._container = av.open(self._file, "w", format="mp4", options={"movflags": "+faststart"})
        stream: VideoStream = self._container.add_stream("libx264", rate=30, options=_OPTIONS)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        context: VideoCodecContext = stream.codec_context
        context.time_base = Fraction(1, TICKS)
        context.thread_count, context.thread_type = 4, "FRAME"
        context.color_range, context.colorspace = _LIMITED, _BT709
        context.color_primaries, context.color_trc = _BT709, _BT709
        self._stream, self._size = stream, (width, height)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._mux(None)
            self._container.close()
        finally:
            self._file.close()

    def add(self, planes: Planes, ticks: int) -> None:
        """One frame that shows from `ticks` on; later than the one before."""
        frame = VideoFrame(*self._size, "yuv420p")
        for plane, drawn in zip(frame.planes, planes, strict=True):
            np.copyto(plane_array(plane), drawn)
        frame.pts, frame.time_base = ticks, Fraction(1, TICKS)
        self._mux(frame)

    def _mux(self, frame: VideoFrame | None) -> None:
        for packet in self._stream.encode(frame):
            self._container.mux(packet)
