"""What depth, focus and changing looks cost beside a plain push-in, and how evenly a bent picture moves."""

from collections.abc import Iterator
from pathlib import Path
from time import process_time

import cv2
import numpy as np
from numpy.typing import NDArray

from store.scene import Depth, Focus, Look, Move, Scene, Shot, replace
from store.segments import segments
from store.video_takes import video_take_id
from tests.bench.clips import FINAL, STILL, VERYFAST, Clip, push_in
from tests.bench.measures_smoothness import dots
from tests.bench.rows import Row
from tools.camera.depth_maps import DepthMap, depth_of
from tools.camera.encode import blank_planes
from tools.camera.framing import plan_shot
from tools.camera.parallax import bent
from tools.camera.path import Plan
from tools.camera.plate import Plates
from tools.camera.segment import SegmentPainter, Sources
from tools.camera.warp import pixel_views
from tools.footage.writing import ClipWriter
from tools.planes import bgr_to_planes

Floats = NDArray[np.float64]
_HALF = 26


def rows(folder: Path, quick: bool) -> Iterator[Row]:
    seconds = 1.5 if quick else 4.0
    plain = push_in(seconds)
    clip = Clip(plain, FINAL, folder)
    floor_ms = clip.floor(clip.frames(), VERYFAST).processor_s / (seconds * FINAL.frame_rate) * 1000
    values = {
        "plain push-in": {},
        "with parallax": {"depth": Depth()},
        "with a rack focus": {"focus": Focus(start_depth=1, end_depth=0, end_s=seconds)},
        "with a changing look": {"look_end": Look(temperature=0.4, exposure=0.4)},
    }
    still, clip_of = plain.shots[0], drawn_clip(folder / "fields.mp4", seconds)
    shots = {name: replace(still, **more) for name, more in values.items()}
    shots["a clip"] = replace(still, still=None, take=video_take_id("t", clip_of.name))
    shots["a clip with a rack focus"] = replace(shots["a clip"], focus=shots["with a rack focus"].focus)
    for name, shot in shots.items():
        took = drawing_ms(replace(plain, shots=(shot,)), folder)
        share = took / floor_ms
        yield Row(f"drawing a frame, {name}", share, "x floor", detail=f"{took:.1f} ms of processor time, veryfast")
    for kind in ("push_in", "truck_right"):
        for easing in ("ease_in_out", "cubic-bezier(0.3,-0.2,0.2,1)"):
            move = Move(kind=kind, amount=0.15, end_s=seconds, easing=easing)
            shot = replace(plain.shots[0], camera=(move,), depth=Depth())
            apart = bent_jitter_px(shot, folder, 24 if quick else 60)
            yield Row(f"jitter RMS, {kind} with parallax, {easing}"[:58], apart, "px", 0.01)


def drawn_clip(path: Path, seconds: float) -> Path:
    """A clip of the film's size in which coloured fields drift."""
    fields = np.random.default_rng(1).integers(0, 255, (FINAL.height // 12, FINAL.width // 12, 3), np.uint8)
    picture = fields.repeat(12, 0).repeat(12, 1)
    with ClipWriter(path, FINAL.width, FINAL.height) as writer:
        for number in range(round(seconds * FINAL.frame_rate)):
            writer.add(bgr_to_planes(np.roll(picture, number * 6, 1)), number * 3000)
    return path


def drawing_ms(scene: Scene, folder: Path) -> float:
    """Processor time for drawing a frame, plates ready (those of a changing look come as it goes)."""
    frames = segments(scene, FINAL)[0].frames
    media = {path.name: path for path in folder.glob("*.mp4")}
    sources = Sources({"a": STILL}, (), folder, media)
    drawing = SegmentPainter(scene, FINAL, segments(scene, FINAL)[0], sources, Plates())
    out = blank_planes(FINAL.width, FINAL.height)
    drawing.draw(0, out)
    began = process_time()
    for frame in range(frames):
        drawing.draw(frame, out)
    return (process_time() - began) / frames * 1000


def bent_jitter_px(shot: Shot, folder: Path, frames: int) -> float:
    """RMS distance, in output pixels, of dots from where the bent picture has them, each dot's constant offset left
    out. Their places come from solving the bending for each dot."""
    chart, places = dots(1620, 2880)
    still = folder / "bent-dots.png"
    cv2.imwrite(str(still), chart)
    scene = Scene(aspect_ratio="9:16", frame_rate=30, shots=(shot,))
    drawing = SegmentPainter(scene, FINAL, segments(scene, FINAL)[0], Sources({"a": still}, (), folder), Plates())
    plan = plan_shot(shot, "9:16", still, folder)
    depth = depth_of(shot, still, {}, plan.width, plan.ratio)
    out = blank_planes(FINAL.width, FINAL.height)
    errors: list[Floats] = []
    for frame in range(frames):
        drawing.draw(frame, out)
        wanted = _places(places, shot, plan, depth, frame / FINAL.frame_rate)
        errors.append(np.array([_centroid(out[0], at) - at for at in wanted]))
    apart = np.array(errors) - np.mean(errors, axis=0)
    return float(np.sqrt((apart**2).sum(axis=-1).mean()))


def _places(places: Floats, shot: Shot, plan: Plan, depth: DepthMap, at_s: float) -> Floats:
    """Where dots of the still are in the frame, in pixel indices: the bending is undone step by step."""
    view = pixel_views(plan.views(np.array([at_s])), FINAL.width, FINAL.height, plan.ratio)[0]
    homogeneous = np.column_stack([places, np.ones(len(places))])
    flat = (np.linalg.inv(view) @ homogeneous.T).T
    flat = flat[:, :2] / flat[:, 2:]
    found = flat.copy()
    for _ in range(30):
        seen = (view @ np.column_stack([found, np.ones(len(found))]).T).T
        near = depth.at((seen[None, :, 0] / seen[None, :, 2], seen[None, :, 1] / seen[None, :, 2]))[0]
        x, y = (found[:, 0] + 0.5) / FINAL.width - 0.5, (found[:, 1] + 0.5 - FINAL.height / 2) / FINAL.width
        to_x, to_y = bent(x, y, near, shot.camera, shot.depth.amount if shot.depth else 0, at_s, plan.ratio)
        found = flat - np.column_stack([to_x - x, to_y - y]) * FINAL.width
    return found


def _centroid(luma: NDArray[np.uint8], near: Floats) -> Floats:
    """The weighted middle of the dot near a place, in pixel indices."""
    x, y = near.round().astype(int)
    rows_, columns = np.mgrid[y - _HALF : y + _HALF + 1, x - _HALF : x + _HALF + 1]
    weight = np.clip(luma[rows_, columns].astype(float) - 48, 0, None)
    return np.array([(weight * columns).sum(), (weight * rows_).sum()]) / weight.sum()
