"""Other ways to move over a still, side by side: the same clip on the same machine, as ratios to the same floor."""

import importlib.util
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import cv2
import imageio_ffmpeg
import numpy as np

from tests.bench.clips import FINAL, VERYFAST, Clip, push_in
from tests.bench.rows import Row
from tools.camera.encode import frame_planes
from tools.camera.picture import read_picture
from tools.planes import planes_to_bgr

PUSH = 0.2


def rows(folder: Path, quick: bool) -> Iterator[Row]:
    """How long others take for the push-in; none of it has a limit."""
    if quick:
        return
    seconds = 6.0
    clip = Clip(push_in(seconds), FINAL, folder)
    frames = clip.frames()
    floor = clip.floor(frames, VERYFAST).clock_s
    yield Row("side by side: this engine, veryfast", clip.render(VERYFAST).clock_s / floor, "x floor")
    still = folder / "side-by-side.png"
    cv2.imwrite(str(still), planes_to_bgr(frame_planes(frames[0])))
    for name, enlarged in (("ffmpeg zoompan", 1), ("ffmpeg zoompan, still at 4x", 4)):
        yield Row(f"side by side: {name}", _zoompan_s(still, folder, seconds, enlarged) / floor, "x floor")
    if importlib.util.find_spec("moviepy") is None:
        yield Row("side by side: MoviePy", None, detail="not installed")
    else:
        yield Row("side by side: MoviePy", _moviepy_s(still, folder, seconds) / floor, "x floor")


def _zoompan_s(still: Path, folder: Path, seconds: float, enlarged: int) -> float:
    frames = round(seconds * FINAL.frame_rate)
    zoom = f"zoompan=z='1+{PUSH}*on/{frames - 1}':x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2':d={frames}"
    filters = f"scale=iw*{enlarged}:-2,{zoom}:s={FINAL.width}x{FINAL.height}:fps={FINAL.frame_rate},format=yuv420p"
    effort = ("-preset", VERYFAST.preset, "-crf", str(VERYFAST.rate_factor))
    began = perf_counter()
    subprocess.run(
        [
            imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-y", "-i", str(still), "-vf", filters,
            "-c:v", "libx264", *effort, str(folder / "zoompan.mp4"),
        ],
        check=True,
    )  # fmt: skip
    return perf_counter() - began


def _moviepy_s(still: Path, folder: Path, seconds: float) -> float:
    from moviepy import VideoClip  # pyright: ignore[reportMissingImports]

    picture = read_picture(still)[:, :, ::-1]
    height, width = picture.shape[:2]

    def frame(at_s: float) -> np.ndarray:
        zoom = 1 + PUSH * at_s / seconds
        across, down = width / zoom, height / zoom
        left, top = int((width - across) / 2), int((height - down) / 2)
        part = picture[top : top + int(down), left : left + int(across)]
        return cv2.resize(part, (FINAL.width, FINAL.height), interpolation=cv2.INTER_LINEAR)

    began = perf_counter()
    VideoClip(frame, duration=seconds).write_videofile(
        str(folder / "moviepy.mp4"), fps=FINAL.frame_rate, codec="libx264", preset=VERYFAST.preset, logger=None,
        ffmpeg_params=["-crf", str(VERYFAST.rate_factor)],
    )  # fmt: skip
    return perf_counter() - began
