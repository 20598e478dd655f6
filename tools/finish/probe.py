"""What a finished file is, read back from the file itself, and whether a platform takes it."""

import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO

import av
from av.audio.stream import AudioStream
from av.error import FFmpegError
from av.video.stream import VideoStream

from store.errors import RenderFailed
from store.scene import Value
from tools.finish.platforms import Platform


class MediaFacts(Value):
    """What a media file holds. Durations are those of the streams, in seconds; sizes in pixels and bytes.

    `frame_rate` is the average. Audio fields are None without a sound stream. `faststart`: the index stands before the
    pictures, so that a film plays while it loads.
    """

    container: str
    video_codec: str
    profile: str
    pixel_format: str
    width: int
    height: int
    frame_rate: float
    duration_s: float
    frames: int
    audio_codec: str | None
    audio_rate_hz: int | None
    audio_channels: int | None
    audio_duration_s: float | None
    faststart: bool
    size_bytes: int


class Check(Value):
    """One comparison with a platform: the file's `value` beside the `limit`, both in words."""

    name: str
    ok: bool
    value: str
    limit: str


def probe(path: Path) -> MediaFacts:
    """The facts of a film. Raises RenderFailed when the file has no pictures or cannot be read."""
    try:
        with av.open(str(path), metadata_errors="ignore") as opened:
            video = opened.streams.video[0]
            audio = opened.streams.audio[0] if opened.streams.audio else None
            return MediaFacts(
                container=opened.format.name,
                size_bytes=path.stat().st_size,
                faststart=has_faststart(path),
                **_video_facts(video),
                **_audio_facts(audio),
            )
    except (FFmpegError, IndexError, OSError) as error:
        raise RenderFailed("The finished film cannot be read back, so it is not handed out.") from error


def _video_facts(video: VideoStream) -> dict[str, Any]:
    context = video.codec_context
    return {
        "video_codec": context.name,
        "profile": context.profile or "",
        "pixel_format": context.pix_fmt or "",
        "width": context.width,
        "height": context.height,
        "frame_rate": float(video.average_rate or 0),
        "duration_s": _seconds(video),
        "frames": video.frames,
    }


def _audio_facts(audio: AudioStream | None) -> dict[str, Any]:
    if audio is None:
        return dict.fromkeys(("audio_codec", "audio_rate_hz", "audio_channels", "audio_duration_s"))
    context = audio.codec_context
    return {
        "audio_codec": context.name,
        "audio_rate_hz": context.sample_rate,
        "audio_channels": context.channels,
        "audio_duration_s": _seconds(audio),
    }


def _seconds(stream: VideoStream | AudioStream) -> float:
    return float((stream.duration or 0) * (stream.time_base or Fraction(0)))


def has_faststart(path: Path) -> bool:
    """Whether an MP4's `moov` box stands before its first `mdat` box (ISO/IEC 14496-12, 4.2)."""
    with path.open("rb") as file:
        for kind in _top_boxes(file):
            if kind in (b"moov", b"mdat"):
                return kind == b"moov"
    return False


def _top_boxes(file: BinaryIO) -> Iterator[bytes]:
    """Types of the top-level boxes, in order; ends at the first that makes no sense."""
    place = 0
    while len(header := file.read(8)) == 8:
        size, kind = struct.unpack(">I4s", header)
        least = 8
        if size == 1:
            size, least = int.from_bytes(file.read(8), "big"), 16
        yield kind
        if size < least:
            return
        place += size
        file.seek(place)


def check(facts: MediaFacts, platform: Platform) -> tuple[Check, ...]:
    """The file beside everything the platform asks for, in the order in which a person would ask."""
    low, high = platform.frame_rates
    checks = [
        _is("picture size", f"{facts.width}x{facts.height}", f"{platform.width}x{platform.height}"),
        _is("video", f"{facts.video_codec} {facts.pixel_format}", "h264 yuv420p"),
        Check(
            name="frame rate",
            ok=low - 0.05 <= facts.frame_rate <= high + 0.05,
            value=f"{facts.frame_rate:g} fps",
            limit=f"{low:g} fps" if low == high else f"{low:g} to {high:g} fps",
        ),
        Check(
            name="length",
            ok=facts.duration_s > 0 and (platform.longest_s is None or facts.duration_s <= platform.longest_s + 0.05),
            value=_length(facts.duration_s),
            limit=f"up to {_length(platform.longest_s)}" if platform.longest_s else "any",
        ),
        Check(
            name="file size",
            ok=platform.max_bytes is None or facts.size_bytes <= platform.max_bytes,
            value=_megabytes(facts.size_bytes),
            limit=f"up to {_megabytes(platform.max_bytes)}" if platform.max_bytes else "any",
        ),
        _sound(facts),
        Check(name="starts at once", ok=facts.faststart, value="yes" if facts.faststart else "no", limit="yes"),
    ]
    return tuple(checks)


def _is(name: str, value: str, limit: str) -> Check:
    return Check(name=name, ok=value == limit, value=value, limit=limit)


def _sound(facts: MediaFacts) -> Check:
    if facts.audio_codec is None or facts.audio_rate_hz is None:
        return Check(name="sound", ok=False, value="none", limit="aac 48 kHz stereo")
    channels = {1: "mono", 2: "stereo"}.get(facts.audio_channels or 0, f"{facts.audio_channels} channels")
    return _is("sound", f"{facts.audio_codec} {facts.audio_rate_hz / 1000:g} kHz {channels}", "aac 48 kHz stereo")


def _length(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 60 else f"{int(seconds // 60)} min {seconds % 60:.0f} s"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
