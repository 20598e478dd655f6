"""The most memory a process takes, resident: measured in fresh processes, so that nothing else counts."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.rows import Row
from tools.rendering.process import render_environment

LIMIT_MB = 700

_PEAK = """
# Not getrusage: what that tells begins with the memory of the process that started this one.
status = open("/proc/self/status").read()
print(int(status.split("VmHWM:")[1].split()[0]) * 1024)
"""
_RENDER = """
import sys
from pathlib import Path
import cv2
from tests.bench.clips import FINAL, everything
from tools.rendering.films import FilmMaker
from tools.rendering.orders import FilmOrder
cv2.setNumThreads(1)
first, second, cache, seconds = sys.argv[1:]
stills = {"a": Path(first), "b": Path(second)}
order = FilmOrder(everything(float(seconds)), FINAL, stills, {}, Path(cache), 10**10, True)
FilmMaker().make(order, lambda _: None, lambda: False)
"""
_RENDER_CLIPS = """
import sys
from pathlib import Path
import cv2
from tests.bench.clips import FINAL, filmed
from tools.rendering.films import FilmMaker
from tools.rendering.orders import FilmOrder
cv2.setNumThreads(1)
first, second, cache, seconds = sys.argv[1:]
media = {"first.mp4": Path(first), "second.mp4": Path(second)}
order = FilmOrder(filmed(float(seconds)), FINAL, {}, media, Path(cache), 10**10, True)
FilmMaker().make(order, lambda _: None, lambda: False)
"""
_FILM = """
import sys
from pathlib import Path
import numpy as np
from tools.footage.upright import MAX_SHORT_SIDE
from tools.footage.writing import ClipWriter
from tools.planes import bgr_to_planes
path, seconds = Path(sys.argv[1]), float(sys.argv[2])
width, height = MAX_SHORT_SIDE, MAX_SHORT_SIDE * 16 // 9
fields = np.random.default_rng(1).integers(0, 255, (height // 12, width // 12, 3), np.uint8)
picture = fields.repeat(12, 0).repeat(12, 1)
with ClipWriter(path, width, height) as writer:
    for number in range(round(seconds * 30)):
        writer.add(bgr_to_planes(np.roll(picture, number * 6, 1)), number * 3000)
"""
_UPLOAD = """
import sys
from pathlib import Path
from store.errors import BadUpload
from tools.pictures.uploads import read_still
path = Path(sys.argv[1])
try:
    still = read_still(path.read_bytes(), path.name)
    Path(sys.argv[2]).write_bytes(still.data)
    told = f"taken at {still.width}x{still.height}"
except BadUpload as refusal:
    told = f"refused: {refusal}"
print(told)
"""
_DRAW = """
import sys
from PIL import Image
Image.MAX_IMAGE_PIXELS = None
path, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
tile = Image.effect_noise((1000, 1000), 60).convert("RGB")
tile = Image.merge("RGB", (tile.getchannel(0), tile.getchannel(0).rotate(90), tile.getchannel(0).rotate(180)))
picture = Image.new("RGB", (width, height))
for left in range(0, width, 1000):
    for top in range(0, height, 1000):
        picture.paste(tile, (left, top))
picture.save(path, **({"quality": 25} if path.endswith("jpg") else {"compress_level": 1} if path.endswith("png") else {"quality": 20, "method": 0}))
"""  # noqa: E501 - a program, not prose


def rows(folder: Path, quick: bool) -> Iterator[Row]:
    from tests.bench.clips import OTHER_STILL, STILL

    seconds = 1.0 if quick else 6.0
    peak, _ = render_peak(STILL, OTHER_STILL, folder / "memory", seconds)
    yield Row("peak memory, final 1080x1920, everything on", peak, "MB", LIMIT_MB)
    peak, _ = clips_peak(folder, seconds)
    yield Row("peak memory, final of two graded 1620p clips, dissolved", peak, "MB", LIMIT_MB)
    if quick:
        return
    huge = draw(folder / "huge.jpg", 19_000, 10_600)
    peak, told = upload_peak(huge, folder / "huge-still.jpg")
    yield Row("peak memory, a JPEG of 200 megapixels taken in", peak, "MB", LIMIT_MB, detail=told)
    peak, _ = render_peak(folder / "huge-still.jpg", folder / "huge-still.jpg", folder / "memory-huge", seconds)
    yield Row("peak memory, final from that still", peak, "MB", LIMIT_MB)


def draw(path: Path, width: int, height: int) -> Path:
    """A noisy picture of that size, drawn by another process."""
    _run(_DRAW, str(path), str(width), str(height))
    return path


def render_peak(first: Path, second: Path, cache: Path, seconds: float) -> tuple[float, str]:
    """Megabytes that a render process takes for a final of two stills, and nothing to tell."""
    *_, peak = _run(_RENDER + _PEAK, str(first), str(second), str(cache), str(seconds))
    return int(peak) / 1e6, ""


def clips_peak(folder: Path, seconds: float) -> tuple[float, str]:
    """Megabytes that a render process takes for a final of two clips as large as they are kept, and nothing to tell."""
    clips = [folder / f"{name}.mp4" for name in ("first", "second")]
    for clip in clips:
        _run(_FILM, str(clip), str(seconds))
    *_, peak = _run(_RENDER_CLIPS + _PEAK, *map(str, clips), str(folder / "memory-clips"), str(seconds))
    return int(peak) / 1e6, ""


def upload_peak(picture: Path, still: Path) -> tuple[float, str]:
    """Megabytes that taking in a picture takes, and what became of it."""
    *told, peak = _run(_UPLOAD + _PEAK, str(picture), str(still))
    return int(peak) / 1e6, " ".join(told)


def _run(program: str, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True, text=True, check=False, cwd=Path.cwd(), env=render_environment(),
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.strip().splitlines()
