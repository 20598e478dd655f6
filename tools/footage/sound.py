"""The sound of a clip that comes in, written anew as a sound file that begins with the clip's first picture."""

import errno
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.error import FFmpegError

from tools.footage.uploads import LONGEST_S, OPENING, WHOLE, Span

_RATE_HZ, _LAYOUT, _AAC_SAMPLES = 48_000, "stereo", 1024
_LATE_S = 0.02


def keep_sound(source: Path, out: Path, span: Span = WHOLE) -> bool:
    """Write the clip's first sound as AAC, 48 kHz stereo, into `out` (an M4A). False where it has none that plays.
    span: the part of the clip that is meant.

    Raises OSError where there is no room for it.
    """
    try:
        with av.open(str(source), options=dict(OPENING), metadata_errors="ignore") as container:
            if not container.streams.audio:
                return False
            video = container.streams.video[0]
            begins_s = float((video.start_time or 0) * (video.time_base or 0))
            with av.open(str(out), "w", format="mp4", options={"fflags": "+bitexact"}) as kept:
                stream = kept.add_stream("aac", rate=_RATE_HZ, layout=_LAYOUT, options={"flags": "+bitexact"})
                stream.bit_rate = 192_000
                written = 0
                for frame in _in_step(container.decode(container.streams.audio[0]), begins_s, span):
                    frame.pts = written
                    written += frame.samples
                    for packet in stream.encode(frame):
                        kept.mux(packet)
                for packet in stream.encode(None):
                    kept.mux(packet)
            return written > 0
    except (FFmpegError, ValueError, IndexError) as error:
        if isinstance(error, FFmpegError) and error.errno == errno.ENOSPC:
            raise OSError(errno.ENOSPC, "no room for the sound") from error
        return False


def _in_step(frames: Iterator[AudioFrame], begins_s: float, span: Span) -> Iterator[AudioFrame]:
    """The sound of a part of the file, whose pictures begin at `begins_s`, as the encoder takes it."""
    resampler = AudioResampler(format="fltp", layout=_LAYOUT, rate=_RATE_HZ, frame_size=_AAC_SAMPLES)
    started = False
    for frame in frames:
        at_s = float(frame.time or 0.0) - begins_s - span[0]
        if at_s + frame.samples / frame.sample_rate <= 0:
            continue
        if at_s > min(LONGEST_S, span[1] - span[0]):
            break
        if not started and at_s > _LATE_S:
            yield from _silence(at_s)
        started = True
        frame.pts = None
        yield from resampler.resample(frame)
    if started:
        yield from resampler.resample(None)


def _silence(seconds: float) -> Iterator[AudioFrame]:
    for _ in range(round(seconds * _RATE_HZ / _AAC_SAMPLES)):
        still = AudioFrame.from_ndarray(np.zeros((2, _AAC_SAMPLES), np.float32), format="fltp", layout=_LAYOUT)
        still.sample_rate = _RATE_HZ
        yield still
