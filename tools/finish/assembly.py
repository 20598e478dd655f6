"""Picture and sound put into one file, without encoding either again."""

import heapq
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.stream import VideoStream

from store.errors import RenderFailed
from tools.finish.atomic import replacing

_OPTIONS = {"movflags": "+faststart", "fflags": "+bitexact"}


def mux(video_path: Path, audio_path: Path, out_path: Path) -> Path:
    """An MP4 with the first picture stream of one file and the first sound stream of the other, both copied.

    Pictures start at 0; the sound ends with them (to one AAC frame, 21 ms); the index stands in front, so the film
    plays while it loads. The file appears whole or not at all. Raises RenderFailed when either file cannot be read.
    """
    try:
        start, end = _span(video_path)
        with (
            replacing(out_path) as draft,
            av.open(str(video_path)) as pictures,
            av.open(str(audio_path)) as sounds,
            av.open(str(draft), "w", format="mp4", options=_OPTIONS) as film,
        ):
            video, audio = pictures.streams.video[0], sounds.streams.audio[0]
            sources = (
                _packets(pictures, video, start, end, film.add_stream_from_template(video)),
                _packets(sounds, audio, Fraction(0), end - start, film.add_stream_from_template(audio)),
            )
            for _, _, packet in heapq.merge(*sources, key=lambda entry: entry[:2]):
                film.mux(packet)
    except (FFmpegError, IndexError) as error:
        raise RenderFailed("Picture and sound could not be put together. The scene is as it was.") from error
    return out_path


def _span(video_path: Path) -> tuple[Fraction, Fraction]:
    """When the first picture starts and the last one ends, in seconds, read from the packets themselves.

    A fragmented file has no other record of its length, and where pictures are reordered it starts later than at 0.
    """
    with av.open(str(video_path)) as container:
        packets = [packet for packet in container.demux(container.streams.video[0]) if packet.size]
        starts = [(packet.pts or 0) * packet.time_base for packet in packets]
        ends = [((packet.pts or 0) + (packet.duration or 0)) * packet.time_base for packet in packets]
    if not packets:
        raise IndexError("no pictures")
    return min(starts), max(ends)


def _packets(
    container: InputContainer,
    stream: VideoStream | AudioStream,
    start: Fraction,
    end: Fraction,
    target: VideoStream | AudioStream,
) -> Iterator[tuple[Fraction, int, "Packet[Any]"]]:
    """A stream's packets for `target` with their decoding time in seconds, moved so that `start` is 0.

    Leaves out those that begin at or after `end`.
    """
    for packet in container.demux(stream):
        if not packet.size:  # the demuxer's last word carries nothing
            continue
        if (packet.pts or 0) * packet.time_base >= end:
            continue
        moved = round(start / packet.time_base)
        packet.pts, packet.dts = (packet.pts or 0) - moved, (packet.dts or 0) - moved
        packet.stream = target
        yield packet.dts * packet.time_base, target.index, packet
