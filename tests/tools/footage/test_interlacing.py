"""Interlaced clips are kept as whole frames, at the times that they had."""

import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest

from tests.tools.footage.filmed import luma_frames, write_clip
from tools.footage.uploads import AcceptedClip, accept_clip
from tools.planes import U8

FRAMES = 20


def interlaced(path: Path, order: str = "tff") -> Path:
    """A bright bar that runs to the right over a dark ground, 50 fields a second in 25 frames, as a camcorder films."""
    source = f"nullsrc=s=320x240:r=50:d={FRAMES / 25},geq=lum='if(between(X-400*T,60,100),220,40)':cb=128:cr=128"
    filters = f"interlace=scan={order}:lowpass=0,setfield={order}"
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", source, "-vf", filters,
        "-c:v", "libx264", "-preset", "ultrafast", "-flags", "+ilme+ildct", "-x264-params", f"{order}=1", str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, timeout=60)
    return path


def kept(path: Path) -> tuple[AcceptedClip, list[tuple[float, U8]]]:
    out = path.with_name("kept.mp4")
    return accept_clip(path, path.name, out, lambda _: None), luma_frames(out)


def weave(luma: U8) -> float:
    """How much more neighbouring rows differ than rows two apart: about 0 for a whole frame."""
    rows = luma.astype(float)
    return float(np.abs(rows[1:-1] - rows[:-2]).mean() - np.abs(rows[2:] - rows[:-2]).mean())


@pytest.mark.parametrize("order", ["tff", "bff"])
def test_two_fields_become_one_frame_at_its_time(tmp_path: Path, order: str) -> None:
    path = interlaced(tmp_path / "camcorder.mp4", order)
    assert max(weave(luma) for _, luma in luma_frames(path)) > 1
    clip, frames = kept(path)
    assert max(abs(weave(luma)) for _, luma in frames) < 0.2
    assert [at_s for at_s, _ in frames] == pytest.approx([number / 25 for number in range(FRAMES)], abs=0.001)
    assert clip.notes == ("It was interlaced, and its frames were made whole.",)
    # The bar is where it was at the time of the frame's first field.
    places = [float(np.flatnonzero(luma[120] > 130).mean()) for _, luma in frames[:10]]
    assert np.diff(places) == pytest.approx(np.full(9, 400 / 25), abs=2.5)


def test_a_clip_of_whole_frames_is_left_alone(tmp_path: Path) -> None:
    clip, frames = kept(write_clip(tmp_path / "plain.mp4", 10))
    assert (clip.notes, len(frames)) == ((), 10)
