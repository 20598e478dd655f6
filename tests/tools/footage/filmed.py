"""Clips as people have them, made with PyAV: every frame says its number, in a bar code that survives any codec."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame

from tools.planes import U8

BITS = 8
Draw = Callable[[int], U8]


def numbered(width: int = 320, height: int = 240, ground: tuple[int, int, int] = (70, 90, 60)) -> Draw:
    """Frames with their number as eight black or white fields over the middle (and in digits for people)."""

    def draw(number: int) -> U8:
        picture = np.full((height, width, 3), ground, np.uint8)
        field, top = width // 2 // BITS, height * 3 // 8
        for bit in range(BITS):
            shade = 235 if number >> bit & 1 else 20
            left = width // 4 + bit * field
            picture[top : top + height // 4, left : left + field] = shade
        cv2.putText(picture, str(number), (8, 40), cv2.FONT_HERSHEY_SIMPLEX, 1, (240, 240, 240), 2)
        return picture

    return draw


def bits_of(luma: U8) -> list[float]:
    """Brightness 0..1 of the eight fields in a frame's Y plane (upright, uncropped)."""
    height, width = luma.shape
    field = width / 2 / BITS
    row = luma[round(height * 0.42) : round(height * 0.58)]
    places = [width / 4 + (bit + 0.5) * field for bit in range(BITS)]
    wide = max(1, round(field / 6))
    return [float((row[:, round(x) - wide : round(x) + wide].mean() - 33) / (218 - 33)) for x in places]


def number_of(luma: U8) -> int:
    """The number of the frame that a Y plane shows."""
    return sum(1 << bit for bit, level in enumerate(bits_of(luma)) if level > 0.5)


def write_clip(
    path: Path,
    frames: int | Sequence[Fraction] = 30,
    *,
    draw: Draw | None = None,
    fps: int = 30,
    codec: str = "libx264",
    pixels: str = "yuv420p",
    options: dict[str, str] | None = None,
    prepare: Callable[[Any], None] | None = None,
    picture: Callable[[U8], VideoFrame] | None = None,
    tone_hz: float = 0.0,
    gop: int = 250,
) -> Path:
    """A clip of numbered frames. frames: how many, or the time of each in seconds. prepare: sets up the stream."""
    times = [Fraction(index, fps) for index in range(frames)] if isinstance(frames, int) else list(frames)
    draw = draw or numbered()
    height, width = draw(0).shape[:2]
    quick = {"preset": "ultrafast"} if codec in ("libx264", "libx265") else {}
    quick |= {"x265-params": "log-level=none"} if codec == "libx265" else {}
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=fps, options={**quick, "g": str(gop), **(options or {})})
        stream.width, stream.height, stream.pix_fmt = width, height, pixels
        stream.codec_context.time_base = Fraction(1, 90_000)
        if prepare:
            prepare(stream)
        sound = container.add_stream("aac", rate=48_000, layout="mono") if tone_hz else None
        for index, at_s in enumerate(times):
            frame = picture(draw(index)) if picture else VideoFrame.from_ndarray(draw(index), format="bgr24")
            frame.pts, frame.time_base = round(at_s * 90_000), Fraction(1, 90_000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if sound is not None:
            _write_tone(container, sound, tone_hz, float(times[-1]))
    return path


def _write_tone(container: Any, stream: Any, hz: float, seconds: float) -> None:
    samples = 0.3 * np.sin(2 * np.pi * hz * np.arange(round(seconds * 48_000)) / 48_000)
    frame = av.AudioFrame.from_ndarray(samples.astype(np.float32)[None], format="fltp", layout="mono")
    frame.sample_rate = 48_000
    container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def write_sound(path: Path) -> Path:
    """A file of a tone alone, in a film's container."""
    with av.open(str(path), "w", format="mp4") as container:
        _write_tone(container, container.add_stream("aac", rate=48_000, layout="mono"), 440, 1.0)
    return path


def luma_frames(path: Path) -> list[tuple[float, U8]]:
    """Time and Y plane of every frame of a clip in the plain form."""
    with av.open(str(path)) as container:
        return [
            (float(frame.time), np.asarray(frame.to_ndarray(), np.uint8)[: frame.height])
            for frame in container.decode(video=0)
        ]


def turn(path: Path, degrees: int) -> Path:
    """Note in an MP4's track header (ISO/IEC 14496-12, 8.3.2) that it is shown turned clockwise by 90, 180 or 270."""
    cos, sin = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[degrees]
    one = 1 << 16
    matrix = [cos * one, sin * one, 0, -sin * one, cos * one, 0, 0, 0, 1 << 30]
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4 + 40  # after version, flags, times, id, length, layer and volume
    data[at : at + 36] = b"".join(value.to_bytes(4, "big", signed=True) for value in matrix)
    path.write_bytes(data)
    return path
