"""The sound of a film that has none: players and platforms expect a track."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tools.finish.atomic import replacing

RATE_HZ = 48_000
_FRAME = 1024
"""Samples in an AAC frame."""


def write_silence(path: Path, duration_s: float) -> Path:
    """AAC silence, 48 kHz stereo, in an MP4 container."""
    samples = max(1, round(duration_s * RATE_HZ))
    with (
        replacing(path) as draft,
        av.open(str(draft), "w", format="mp4", options={"fflags": "+bitexact"}) as container,
    ):
        stream = container.add_stream("aac", rate=RATE_HZ, layout="stereo", options={"flags": "+bitexact"})
        for start in range(0, samples, _FRAME):
            quiet = np.zeros((2, min(_FRAME, samples - start)), np.float32)
            frame = av.AudioFrame.from_ndarray(quiet, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = RATE_HZ, start, Fraction(1, RATE_HZ)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path
