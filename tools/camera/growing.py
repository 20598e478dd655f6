"""A film that can be watched while it is made: an MP4 in fragments, each complete in itself.

The pictures start one frame late, at `1 / frame_rate` seconds: a fragment has no place for the decoding times before 0
that reordered pictures need. Who plays it moves them back.
"""

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
from av.bitstream import BitStreamFilterContext
from av.packet import Packet
from av.video.stream import VideoStream

from tools.camera.join import Piece, shifted

_FRAGMENT_S = 0.1
"""A fragment is written when it holds so many seconds; the first one is what a person waits for."""


class GrowingFilm:
    """Writes the fragments as the packets come. As a context. Raises OSError when the file cannot be written."""

    def __init__(self, path: Path, frame_rate: int) -> None:
        self._frame_rate = frame_rate
        self._file = path.open("wb", buffering=0)
        self._container = av.open(
            self._file,
            "w",
            format="mp4",
            options={
                "movflags": "+empty_moov+default_base_moof+negative_cts_offsets",
                "frag_duration": str(round(_FRAGMENT_S * 1_000_000)),
                "flush_packets": "1",
            },
        )
        self._stream: VideoStream | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._container.close()
        finally:
            self._file.close()

    def take(self, packet: "Packet[VideoStream]", source: VideoStream, first_frame: int) -> None:
        """Add a packet of a segment that starts at `first_frame` of the film. The packet is left as it was."""
        later = round(Fraction(first_frame, self._frame_rate) / packet.time_base)
        copied: Packet[Any] = Packet(bytes(packet))
        copied.time_base, copied.duration = packet.time_base, packet.duration
        copied.pts, copied.dts = _plus(packet.pts, later), _plus(packet.dts, later)
        copied.is_keyframe = packet.is_keyframe
        self._mux(copied, source)

    def copy(self, piece: Piece, first_frame: int) -> None:
        """Add a segment that is finished already."""
        with av.open(str(piece.path)) as opened:
            source = opened.streams.video[0]
            filed = BitStreamFilterContext("h264_mp4toannexb", in_stream=source)
            for packet in shifted(opened, source, Fraction(first_frame, self._frame_rate)):
                for unfiled in filed.filter(packet):
                    self._mux(unfiled, source)

    def _mux(self, packet: "Packet[VideoStream]", source: VideoStream) -> None:
        if self._stream is None:
            self._stream = self._container.add_stream_from_template(source)
            self._stream.codec_context.extradata = _as_encoded(source.codec_context.extradata or b"")
        packet.stream = self._stream
        self._container.mux(packet)


def _as_encoded(head: bytes) -> bytes:
    """The parameter sets of a stream between start codes, as an encoder gives them, also where they come from a file
    (avcC, ISO/IEC 14496-15, 5.3.3.1): the muxer goes by them when it reads packets."""
    if not head.startswith(b"\x01"):
        return head
    sets, at = b"", 5
    for _ in range(2):  # sequence parameter sets, then picture parameter sets
        count, at = head[at] & 0x1F, at + 1
        for _ in range(count):
            length = int.from_bytes(head[at : at + 2], "big")
            sets += b"\0\0\0\1" + head[at + 2 : at + 2 + length]
            at += 2 + length
    return sets


def _plus(time: int | None, later: int) -> int | None:
    return None if time is None else time + later
