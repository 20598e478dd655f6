"""Other ways to move over a still, side by side: the same clip on the same machine, as ratios to the same floor."""

import importlib.util
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import imageio_ffmpeg

from tests.bench.clips import FINAL, STILL, VERYFAST, Clip, push_in
from tests.bench.rows import Row
from tests.bench.timing import Measured, in_turns, ratio_row, timed

PUSH = 0.2
_SECONDS = 4.0


def rows(folder: Path, quick: bool) -> Iterator[Row]:
    """How long others take for the push-in; none of it has a limit."""
    if quick:
        return
    clip = Clip(push_in(_SECONDS), FINAL, folder)
    frames = clip.frames()

    def beside(name: str, candidate: Measured, turns: int) -> Row:
        pairs = in_turns(turns, candidate, lambda: clip.floor(frames, VERYFAST))
        return ratio_row(f"side by side: {name}", "x floor", None, pairs)

    yield beside("this engine, veryfast", lambda: clip.render(VERYFAST), 3)
    yield beside("ffmpeg zoompan", lambda: timed(lambda: _zoompan(folder, 1)), 3)
    yield beside("ffmpeg zoompan, still at 4x", lambda: timed(lambda: _zoompan(folder, 4)), 1)
    if importlib.util.find_spec("moviepy") is None:
        yield Row("side by side: MoviePy", None, detail="not installed: uv sync --group bench")
    else:
        yield beside("MoviePy", lambda: timed(lambda: _moviepy(folder)), 1)


def _zoompan(folder: Path, enlarged: int) -> None:
    frames = round(_SECONDS * FINAL.frame_rate)
    zoom = f"zoompan=z='1+{PUSH}*on/{frames - 1}':x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2':d={frames}"
    filters = f"scale=iw*{enlarged}:-2,{zoom}:s={FINAL.width}x{FINAL.height}:fps={FINAL.frame_rate},format=yuv420p"
    effort = ("-preset", VERYFAST.preset, "-crf", str(VERYFAST.rate_factor))
    subprocess.run(
        [
            imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-y", "-i", str(STILL), "-vf", filters,
            "-c:v", "libx264", *effort, str(folder / "zoompan.mp4"),
        ],
        check=True,
    )  # fmt: skip


def _moviepy(folder: Path) -> None:
    """The way its documentation moves a picture: resized by a function of time, in the middle of a composition."""
    from moviepy import CompositeVideoClip, ImageClip  # pyright: ignore[reportMissingImports]

    clip: Any = ImageClip(str(STILL), duration=_SECONDS)
    whole = FINAL.width / clip.size[0]
    pushed = clip.resized(lambda at_s: whole * (1 + PUSH * at_s / _SECONDS)).with_position("center")
    CompositeVideoClip([pushed], size=(FINAL.width, FINAL.height)).write_videofile(
        str(folder / "moviepy.mp4"), fps=FINAL.frame_rate, codec="libx264", preset=VERYFAST.preset, logger=None,
        ffmpeg_params=["-crf", str(VERYFAST.rate_factor)],
    )  # fmt: skip
