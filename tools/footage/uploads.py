"""From an uploaded video to a clip that renders: its pictures are written anew, so nothing else of the file travels on.

The content decides, never the name. Frames are streamed: memory does not grow with a clip's length.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import cv2
from av.container import InputContainer
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from store.errors import BadUpload
from tools.footage.interlacing import whole_frames
from tools.footage.upright import Conversion
from tools.footage.writing import TICKS, ClipWriter
from tools.pictures.files import picture_kind, shown_name, what_it_is
from tools.planes import Planes, planes_to_bgr

MAX_BYTES = 200 * 1024 * 1024
LONGEST_S = 180.0
MIN_SIDE = 240
MAX_SIDE, MAX_PIXELS = 4096, 9_500_000
FASTEST_FPS = 240.0
READABLE = "MP4, MOV or WebM"

OPENING = {
    "protocol_whitelist": "file",
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg",
}
"""Formats that hold pictures themselves, and no playlist that points to other files."""
_BROKEN = (FFmpegError, ValueError, IndexError, ZeroDivisionError, OverflowError)
_WOVEN = "It was interlaced, and its frames were made whole."
_TORN_S = 0.5
"""A clip may end so much earlier than its header says."""

Progress = Callable[[float], None]
Span = tuple[float, float]
"""A part of a clip, in seconds from its first picture."""
WHOLE: Span = (0.0, float("inf"))


@dataclass(frozen=True)
class AcceptedClip:
    """A clip fit to be a take. poster: its first frame as a JPEG. sound: whether the upload had some (the kept file has
    none). `notes` say what was done, a sentence each."""

    width: int
    height: int
    frames: int
    duration_s: float
    sound: bool
    poster: bytes
    notes: tuple[str, ...]


def looks_like_a_clip(data: bytes) -> bool:
    """Whether these first bytes of a file are those of a video container."""
    return picture_kind(data) is None and what_it_is(data) == "a video"


def accept_clip(source: Path, name: str, out: Path, progress: Progress, span: Span = WHOLE) -> AcceptedClip:
    """Check the uploaded file `source`, which its sender calls `name`, and write its pictures into `out`.

    span: the part of it that is meant. progress: told the share done, 0..1. Raises BadUpload with a sentence that says
    what is wrong and what to do, and OSError where `out` cannot be written.
    """
    _check_file(source, name)
    try:
        container = av.open(str(source), options=dict(OPENING), metadata_errors="ignore")
    except _BROKEN as error:
        raise _refused(name, _what(source), f"Send it again, or save it once more as {READABLE}.") from error
    with container, TemporaryDirectory() as folder:
        stream = _video(container, name)
        try:
            return _written(container, stream, name, out, Path(folder), progress, span)
        except (*_BROKEN, MemoryError) as error:
            raise _damaged(name) from error


def _check_file(source: Path, name: str) -> None:
    size = source.stat().st_size
    if size == 0:
        raise _refused(name, "is empty (0 bytes)", "Send it again, or choose another clip.")
    if size > MAX_BYTES:
        what = f"is {size / 1024**2:.0f} MB, and a clip may be up to {MAX_BYTES // 1024**2} MB"
        raise _refused(name, what, "Cut out the part that you need, or save it smaller, and send that.")


def _what(source: Path) -> str:
    with source.open("rb") as file:
        what = what_it_is(file.read(4096))
    if what == "a video":
        return "starts like a video but is damaged or incomplete"
    return "is not a video" if "not a picture" in what else f"is {what}, not a video"


def _video(container: InputContainer, name: str) -> VideoStream:
    """The stream with the pictures, checked by its header alone."""
    moving = [stream for stream in container.streams.video if not _is_cover(stream)]
    if not moving:
        raise _refused(name, "has no pictures in it, only sound", "Send it as an M4A or MP3 to use it as music.")
    stream = moving[0]
    width, height = stream.codec_context.width, stream.codec_context.height
    size = f"{width:,} x {height:,} pixels"
    if min(width, height) <= 0:
        raise _damaged(name)
    if min(width, height) < MIN_SIDE:
        raise _refused(name, f"is only {size}, and a clip needs {MIN_SIDE} on its short side", "Send a larger one.")
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        advice = "Save it in 4K (3,840 x 2,160) or smaller and send that."
        raise _refused(name, f"is {size}, more than the {MAX_SIDE:,} on a side that a clip may have", advice)
    if (length := _told_s(container, stream)) > LONGEST_S:
        raise _too_long(name, length)
    return stream


def _is_cover(stream: VideoStream) -> bool:
    """Whether a stream is a single picture stuck to a sound file."""
    return "attached_pic" in str(stream.disposition.name or "").lower()


def _told_s(container: InputContainer, stream: VideoStream) -> float:
    """The length that the file's headers give, in seconds; 0 where they say nothing."""
    own = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
    return max(own, (container.duration or 0) / av.time_base)


def _written(
    container: InputContainer, stream: VideoStream, name: str, out: Path, folder: Path, progress: Progress, span: Span
) -> AcceptedClip:
    stream.thread_type = "AUTO"
    told_s = min(_told_s(container, stream), span[1]) - span[0]
    decoded, woven = whole_frames(container.decode(stream), stream)
    frames = _part(_frames(decoded), span)
    first = next(frames, None)
    if first is None:
        raise _damaged(name)
    conversion = Conversion(first[0], stream, folder)
    poster = conversion.planes(first[0])
    with ClipWriter(out, conversion.width, conversion.height) as writer:
        writer.add(poster, 0)
        count, last, step = 1, 0, TICKS // 30
        for frame, ticks in frames:
            if ticks / TICKS > LONGEST_S:
                raise _too_long(name, ticks / TICKS)
            writer.add(_same_size(conversion, frame), ticks)
            count, last, step = count + 1, ticks, ticks - last
            progress(min(1.0, ticks / TICKS / told_s) if told_s else 0.0)
    length = (last + step) / TICKS
    if count < 2 or length < 0.2:
        raise _refused(name, "holds a single picture, not a moving one", "Send that as a JPEG or PNG to use it.")
    if told_s - length > max(_TORN_S, 0.1 * told_s):
        raise _torn(name, length, told_s)
    sound = bool(container.streams.audio)
    return AcceptedClip(
        conversion.width, conversion.height, count, round(length, 3), sound, _jpeg(poster),
        (*conversion.notes, *((_WOVEN,) if woven else ())),
    )  # fmt: skip


def _same_size(conversion: Conversion, frame: VideoFrame) -> Planes:
    planes = conversion.planes(frame)
    if planes[0].shape != (conversion.height, conversion.width):
        raise ValueError("the picture changes its size on the way")
    return planes


def _frames(decoded: Iterator[VideoFrame]) -> Iterator[tuple[VideoFrame, int]]:
    """The frames with their times, counted from the first one, always growing; broken ones are left out at the end."""
    start, last, least = None, -1, TICKS / FASTEST_FPS
    try:
        for frame in decoded:
            at_s = float((frame.pts or 0) * (frame.time_base or 0)) if frame.pts is not None else None
            start = at_s if start is None else start
            ticks = round((at_s - start) * TICKS) if at_s is not None and start is not None else last + TICKS // 30
            if last >= 0 and ticks - last < least - 1:
                continue  # faster than any film shows, or out of order
            last = ticks
            yield frame, ticks
    except FFmpegError:
        if last < 0:
            raise


def _part(frames: Iterator[tuple[VideoFrame, int]], span: Span) -> Iterator[tuple[VideoFrame, int]]:
    """The frames within a part, with their times from its first one on."""
    start: int | None = None
    for frame, ticks in frames:
        if ticks / TICKS >= span[1] - 1e-3:
            return
        if ticks / TICKS >= span[0] - 1e-3:
            start = ticks if start is None else start
            yield frame, ticks - start


def _jpeg(planes: Planes) -> bytes:
    _, data = cv2.imencode(".jpg", planes_to_bgr(planes), [cv2.IMWRITE_JPEG_QUALITY, 95])
    return data.tobytes()


def _torn(name: str, length: float, told_s: float) -> BadUpload:
    what = f"breaks off after {length:.1f} s of {told_s:.1f} s: it did not arrive whole"
    return _refused(name, what, "Send it again.")


def _too_long(name: str, length: float) -> BadUpload:
    hours, rest = divmod(round(length), 3600)
    said = f"{hours} h {rest // 60} min" if hours else f"{rest // 60} min {rest % 60} s"
    what = f"lasts {said}, and a clip may last up to {LONGEST_S / 60:.0f} minutes"
    return _refused(name, what, "Cut out the part that you need and send that.")


def _damaged(name: str) -> BadUpload:
    advice = f"Send it again, or open it in a video program and save it once more as {READABLE}."
    return _refused(name, "starts like a video but is damaged or incomplete", advice)


def _refused(name: str, what: str, advice: str) -> BadUpload:
    return BadUpload(f"{shown_name(name)} {what}. It was not kept, and nothing else has changed. {advice}")
