"""Segments to one video, by copying their packets: nothing is encoded again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from store.errors import RenderFailed


@dataclass(frozen=True)
class Piece:
    """A segment's file and how many frames it shows."""

    path: Path
    frames: int


def join(pieces: Sequence[Piece], frame_rate: int, out: Path) -> None:
    """Write all pieces, one after the other, as an MP4 that can be played while it loads. Raises OSError, and
    RenderFailed for pieces that do not fit together."""
    with av.open(str(out), "w", format="mp4", options={"movflags": "+faststart"}) as film:
        stream, head, first_frame = None, None, 0
        for piece in pieces:
            with av.open(str(piece.path)) as source:
                video = source.streams.video[0]
                if stream is None:
                    stream, head = film.add_stream_from_template(video), video.codec_context.extradata
                elif video.codec_context.extradata != head:
                    raise RenderFailed("Two pieces of the film do not fit together. Nothing was changed; try again.")
                for packet in shifted(source, video, Fraction(first_frame, frame_rate)):
                    packet.stream = stream
                    film.mux(packet)
            first_frame += piece.frames


def shifted(source: InputContainer, video: VideoStream, by_s: Fraction) -> Iterator["av.Packet[VideoStream]"]:
    """The packets of a piece, later by `by_s`."""
    for packet in source.demux(video):
        if packet.dts is None or packet.pts is None:
            continue  # the flush at the end
        shift = round(by_s / packet.time_base)
        packet.pts += shift
        packet.dts += shift
        yield packet
