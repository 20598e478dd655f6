"""Other ways to move over a still, side by side: the same clip on the same machine, as ratios to the same floor."""

import importlib.util
import subprocess
from collections.abc import Iterator
from pathlib import Path

import cv2
import imageio_ffmpeg
import numpy as np

from tests.bench.clips import FINAL, VERYFAST, Clip, push_in
from tests.bench.rows import Row
from tests.bench.timing import Measured, in_turns, ratio_row, timed
from tools.camera.encode import frame_planes
from tools.camera.picture import read_picture
from tools.planes import planes_to_bgr

PUSH = 0.2
_SECONDS = 4.0


def rows(folder: Path, quick: bool) -> Iterator[Row]:
    """How long others take for the push-in; none of it has a limit."""
    if quick:
        return
    clip = Clip(push_in(_SECONDS), FINAL, folder)
    frames = clip.frames()
    still = folder / "side-by-side.png"
    cv2.imwrite(str(still), planes_to_bgr(frame_planes(frames[0])))

    def beside(name: str, candidate: Measured, turns: int) -> Row:
        pairs = in_turns(turns, candidate, lambda: clip.floor(frames, VERYFAST))
        return ratio_row(f"side by side: {name}", "x floor", None, pairs)

    yield beside("this engine, veryfast", lambda: clip.render(VERYFAST), 3)
    yield beside("ffmpeg zoompan", lambda: timed(lambda: _zoompan(still, folder, 1)), 3)
    yield beside("ffmpeg zoompan, still at 4x", lambda: timed(lambda: _zoompan(still, folder, 4)), 1)
    if importlib.util.find_spec("moviepy") is None:
        yield Row("side by side: MoviePy", None, detail="not installed: uv sync --group bench")
    else:
        yield beside("MoviePy", lambda: timed(lambda: _moviepy(still, folder)), 1)


def _zoompan(still: Path, folder: Path, enlarged: int) -> None:
    frames = round(_SECONDS * FINAL.frame_rate)
    zoom = f"zoompan=z='1+{PUSH}*on/{frames - 1}':x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2':d={frames}"
    filters = f"scale=iw*{enlarged}:-2,{zoom}:s={FINAL.width}x{FINAL.height}:fps={FINAL.frame_rate},format=yuv420p"
    effort = ("-preset", VERYFAST.preset, "-crf", str(VERYFAST.rate_factor))
    subprocess.run(
        [
            imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-y", "-i", str(still), "-vf", filters,
            "-c:v", "libx264", *effort, str(folder / "zoompan.mp4"),
        ],
        check=True,
    )  # fmt: skip


def _moviepy(still: Path, folder: Path) -> None:
    from moviepy import VideoClip  # pyright: ignore[reportMissingImports]

    picture = read_picture(still)[:, :, ::-1]
    height, width = picture.shape[:2]

    def frame(at_s: float) -> np.ndarray:
        zoom = 1 + PUSH * at_s / _SECONDS
        across, down = width / zoom, height / zoom
        left, top = int((width - across) / 2), int((height - down) / 2)
        part = picture[top : top + int(down), left : left + int(across)]
        return cv2.resize(part, (FINAL.width, FINAL.height), interpolation=cv2.INTER_LINEAR)

    VideoClip(frame, duration=_SECONDS).write_videofile(
        str(folder / "moviepy.mp4"), fps=FINAL.frame_rate, codec="libx264", preset=VERYFAST.preset, logger=None,
        ffmpeg_params=["-crf", str(VERYFAST.rate_factor)],
    )  # fmt: skip
