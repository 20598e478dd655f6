"""Small real films and sounds that the tests of sound and assembly share."""

import wave
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE_HZ = 48_000


def write_wav(path: Path, samples: NDArray[np.float64], rate_hz: int = RATE_HZ) -> Path:
    """A 16-bit WAV of one channel."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes((samples.clip(-1, 1) * 32767).astype("<i2").tobytes())
    return path


def tone(hz: float, seconds: float, volume: float = 0.2) -> NDArray[np.float64]:
    return volume * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)


def read_sound(path: Path) -> NDArray[np.float32]:
    """All samples of a file, shape (channels, samples)."""
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(frames, axis=1).astype(np.float32)


def level_db(samples: NDArray[np.float32], hz: float, start_s: float, end_s: float) -> float:
    """RMS level of one tone in a piece of a sound, in dB of full scale."""
    piece = samples[0, round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]
    spectrum = np.abs(np.fft.rfft(piece)) / len(piece)
    near = np.abs(np.fft.rfftfreq(len(piece), 1 / RATE_HZ) - hz) < 25
    return float(10 * np.log10(2 * (spectrum[near] ** 2).sum() + 1e-12))


def write_film(
    path: Path, frames: int, *, size: tuple[int, int] = (96, 160), fps: int = 30, movflags: str = ""
) -> Path:
    """An H.264 film without sound, with reordered pictures, as the encoder makes them."""
    options = {"movflags": movflags} if movflags else {}
    with av.open(str(path), "w", format="mp4", options=options) as container:
        stream = container.add_stream("libx264", rate=fps, options={"preset": "veryfast", "bf": "2"})
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for index in range(frames):
            picture = np.full((size[1], size[0], 3), index * 3 % 255, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    return path
