"""How evenly pictures move, on raw frames: where things are against the ideal path, and whether sharpness pulses."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from store.scene import MAX_AMOUNT, Move, MoveKind, Scene, Shot, ShotId, StillId
from store.segments import Target, segments
from tests.bench.clips import FINAL, STILL, push_in
from tests.bench.rows import Row
from tools.camera.encode import blank_planes
from tools.camera.framing import plan_shot
from tools.camera.path import Plan
from tools.camera.picture import read_picture
from tools.camera.plate import Plates
from tools.camera.segment import SegmentPainter, Sources
from tools.camera.warp import pixel_views
from tools.planes import bgr_to_yuv

Floats = NDArray[np.float64]

_DOT_SIGMA, _DOT_HALF = 7.0, 26
_AMOUNTS: dict[str, float] = {"handheld": 0.02, "roll_cw": 5, "roll_ccw": 5, "orbit_left": 8, "orbit_right": 8}
_USUAL_AMOUNT = 0.15


def rows(folder: Path, quick: bool) -> Iterator[Row]:
    kinds = ("push_in", "roll_cw", "orbit_left", "handheld") if quick else get_args(MoveKind)
    chart, places = dots(1620, 2880)
    still = folder / "dots.png"
    cv2.imwrite(str(still), chart)
    found = {kind: jitter_px(kind, still, places, folder, frames=24 if quick else 60) for kind in kinds}
    worst = max(found, key=lambda kind: found[kind])
    told = f"worst: {worst}; median {np.median(list(found.values())):.4f}"
    yield Row(f"jitter RMS against the ideal path, {len(found)} moves", found[worst], "px", 0.01, detail=told)
    pulse = sharpness_pulse(folder, frames=45 if quick else 180)
    yield Row("sharpness pulse against a Lanczos reference", pulse, "%", 1.5, detail="push-in, luma, raw frames")


def dots(width: int, height: int) -> tuple[NDArray[np.uint8], Floats]:
    """A dark picture with soft bright dots, and where they are, in pixels of the picture."""
    places = np.array([(x * width, y * height) for x in (0.37, 0.5, 0.62) for y in (0.39, 0.5, 0.6)])
    rows_, columns = np.mgrid[0:height, 0:width].astype(np.float32) + 0.5
    picture = np.full((height, width), 32.0, np.float32)
    for x, y in places:
        picture += 190 * np.exp(-((columns - x) ** 2 + (rows_ - y) ** 2) / (2 * _DOT_SIGMA**2))
    return np.repeat(picture.clip(0, 255).round().astype(np.uint8)[..., None], 3, axis=2), places


def jitter_px(kind: MoveKind, still: Path, places: Floats, folder: Path, frames: int) -> float:
    """RMS distance, in output pixels, of the dots from the ideal path, each dot's constant offset left out."""
    seconds = frames / FINAL.frame_rate
    amount = min(_AMOUNTS.get(kind, _USUAL_AMOUNT), MAX_AMOUNT[kind])
    shot = Shot(
        id=ShotId("s1"), still=StillId("a"), duration_s=seconds, camera=(Move(kind=kind, amount=amount, end_s=seconds),)
    )
    scene = Scene(aspect_ratio="9:16", frame_rate=30, shots=(shot,))
    drawing, plan = _painter(scene, FINAL, still, folder), plan_shot(shot, "9:16", still, folder)
    views = _views(plan, np.arange(frames) / FINAL.frame_rate, FINAL)
    out = blank_planes(FINAL.width, FINAL.height)
    errors: list[Floats] = []
    for frame in range(frames):
        drawing.draw(frame, out)
        wanted = (np.linalg.inv(views[frame]) @ np.column_stack([places, np.ones(len(places))]).T).T
        wanted = wanted[:, :2] / wanted[:, 2:]
        errors.append(np.array([_centroid(out[0], at) - at for at in wanted]))
    apart = np.array(errors) - np.mean(errors, axis=0)
    return float(np.sqrt((apart**2).sum(axis=-1).mean()))


def _centroid(luma: NDArray[np.uint8], near: Floats) -> Floats:
    """The weighted middle of the dot near a place, in pixel indices."""
    x, y = near.round().astype(int)
    window = luma[y - _DOT_HALF : y + _DOT_HALF + 1, x - _DOT_HALF : x + _DOT_HALF + 1].astype(float)
    weight = np.clip(window - 48, 0, None)
    rows_, columns = np.mgrid[y - _DOT_HALF : y + _DOT_HALF + 1, x - _DOT_HALF : x + _DOT_HALF + 1]
    return np.array([(weight * columns).sum(), (weight * rows_).sum()]) / weight.sum()


def sharpness_pulse(folder: Path, frames: int) -> float:
    """How much the fine detail of a push-in swells and fades, in percent: the energy of the Laplacian over that of the
    same frame sampled by Lanczos from the still; its deviation from its trend (of the sixth degree), over its mean."""
    scene = push_in(frames / FINAL.frame_rate)
    drawing, plan = _painter(scene, FINAL, STILL, folder), plan_shot(scene.shots[0], "9:16", STILL, folder)
    quads = plan.quads(np.arange(frames) / FINAL.frame_rate) * (plan.still_width, plan.still_height)
    luma = Image.fromarray(np.ascontiguousarray(bgr_to_yuv(read_picture(STILL))[:, :, 0]))
    out = blank_planes(FINAL.width, FINAL.height)
    ratios: list[float] = []
    for frame in range(frames):
        drawing.draw(frame, out)
        (left, top), (right, bottom) = quads[frame][0], quads[frame][2]
        ideal = luma.resize((FINAL.width, FINAL.height), Image.Resampling.LANCZOS, box=(left, top, right, bottom))
        ratios.append(_detail(out[0]) / _detail(np.asarray(ideal)))
    trend = np.polyval(np.polyfit(np.linspace(-1, 1, frames), ratios, 6), np.linspace(-1, 1, frames))
    return float(100 * np.std(np.array(ratios) - trend) / np.mean(ratios))


def _detail(luma: NDArray[np.uint8]) -> float:
    """Energy of the fine detail in the middle of a picture."""
    height, width = luma.shape
    middle = luma[height // 4 : height * 3 // 4, width // 4 : width * 3 // 4]
    return float((cv2.Laplacian(middle, cv2.CV_32F) ** 2).mean())


def _views(plan: Plan, times_s: Floats, target: Target) -> Floats:
    return pixel_views(plan.views(times_s), target.width, target.height, plan.ratio)


def _painter(scene: Scene, target: Target, still: Path, folder: Path) -> SegmentPainter:
    sources = Sources(stills={"a": still}, layers=(), cache_dir=folder)
    return SegmentPainter(scene, target, segments(scene, target)[0], sources, Plates())
