"""What has to be compiled: a scene and a target give segments with content keys; what changed is the keys that differ.

A segment is a run of shots joined by overlapping transitions, rendered as one closed piece of video. Its key holds
everything that shows in its frames and nothing else, so a shot that only moved in time keeps its key.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Literal

from store.camera_paths import whole_path
from store.clip_tracks import film_sound
from store.scene import (
    TRAVELLING,
    AspectRatio,
    Cue,
    Framing,
    Overlay,
    Scene,
    Shot,
    Value,
    overlap_s,
    shot_starts_s,
)
from store.video_takes import shown_covers, shows_video, video_of

PICTURE_VERSION = 6
"""Raised whenever the same scene gives other frames; old cached segments are then not found any more."""


class Target(Value):
    """Size in pixels, rate and effort of a render. max_kbps: kilobits that a second of pictures may take at most."""

    width: int
    height: int
    frame_rate: int
    quality: Literal["preview", "final"]
    max_kbps: int | None = None


class ShotSpan(Value):
    """One shot on the frames of the film: it covers `frames` frames from `start_frame`, overlaps included."""

    index: int
    start_frame: int
    frames: int


class Segment(Value):
    """`frames` frames of the film from `start_frame`, with the shots that show in them."""

    key: str
    start_frame: int
    frames: int
    spans: tuple[ShotSpan, ...]


_PREVIEW_SIZES: dict[AspectRatio, tuple[int, int]] = {
    "9:16": (540, 960),
    "1:1": (540, 540),
    "4:5": (540, 674),
    "16:9": (960, 540),
}
_FINAL_SIZES: dict[AspectRatio, tuple[int, int]] = {
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "4:5": (1080, 1350),
    "16:9": (1920, 1080),
}


def preview_target(scene: Scene) -> Target:
    """The size in which a turn answers; 24 to 30 frames a second."""
    width, height = _PREVIEW_SIZES[scene.aspect_ratio]
    rate = scene.frame_rate if scene.frame_rate <= 30 else scene.frame_rate // 2
    return Target(width=width, height=height, frame_rate=rate, quality="preview")


def final_target(scene: Scene) -> Target:
    """The size in which the scene's ratio is exported."""
    width, height = _FINAL_SIZES[scene.aspect_ratio]
    return Target(width=width, height=height, frame_rate=scene.frame_rate, quality="final")


def shot_spans(scene: Scene, frame_rate: int) -> tuple[ShotSpan, ...]:
    """Every shot on the film's frames; starts and ends are rounded to frames, so that no frame is counted twice."""
    spans: list[ShotSpan] = []
    for index, (start_s, shot) in enumerate(zip(shot_starts_s(scene), scene.shots, strict=True)):
        start = round(start_s * frame_rate)
        end = max(start + 1, round((start_s + shot.duration_s) * frame_rate))
        spans.append(ShotSpan(index=index, start_frame=start, frames=end - start))
    return tuple(spans)


def segments(scene: Scene, target: Target) -> tuple[Segment, ...]:
    """The film in segments, in order, without gaps. A scene without shots has none."""
    runs: list[list[ShotSpan]] = []
    for span in shot_spans(scene, target.frame_rate):
        if runs and overlap_s(scene, span.index) > 0:
            runs[-1].append(span)
        else:
            runs.append([span])
    return tuple(_segment(scene, target, tuple(run)) for run in runs)


def film_key(scene: Scene, target: Target) -> str:
    """The content key of the whole film with its sound."""
    return _digest([[segment.key for segment in segments(scene, target)], *film_sound(scene)])


def _segment(scene: Scene, target: Target, run: tuple[ShotSpan, ...]) -> Segment:
    start = run[0].start_frame
    frames = max(span.start_frame + span.frames for span in run) - start
    document: dict[str, Any] = {
        "version": PICTURE_VERSION,
        "target": target.model_dump(),
        "frames": frames,
        "shots": [_shot_document(scene, span, start) for span in run],
        "captions": _caption_document(scene, target.frame_rate, start, frames),
        "overlays": _overlay_documents(scene, target.frame_rate, start, frames),
    }
    return Segment(key=_digest(document), start_frame=start, frames=frames, spans=run)


def _shot_document(scene: Scene, span: ShotSpan, start: int) -> dict[str, Any]:
    shot = scene.shots[span.index]
    document = shot.model_dump(
        mode="json", include={"id", "still", "camera", "look", "transition", "duration_s", "engine"}
    )
    if shot.still is None and not shows_video(shot):
        document["slate"] = [span.index + 1, shot.description]
    if shot.engine != "local" or shot.look.grain or _sways(shot):
        document["take"] = shot.take  # where the take's seed shows
    if shot.path is not None:
        document["path"] = shot.path.model_dump(mode="json", exclude={"framing"})
        document["path"]["framing"] = _framing(shot.path.framing, scene.aspect_ratio)
    if (video := video_of(shot.take)) is not None:
        document.pop("still")  # it shows in none of the frames
        document["video"] = video
    document |= _added(shot)
    document["framing"] = _framing(shot.framing, scene.aspect_ratio)
    document["at"] = [span.start_frame - start, span.frames]
    return document


def _framing(chosen: Mapping[AspectRatio, Framing], ratio: AspectRatio) -> Any:
    return chosen[ratio].model_dump() if ratio in chosen else ratio


def _added(shot: Shot) -> dict[str, Any]:
    """What stands in a key only where it shows, so that scenes without it keep their keys."""
    shown: dict[str, Any] = {}
    if shot.look_end is not None and shot.look_end != shot.look:
        shown["look_end"] = shot.look_end.model_dump(mode="json")
    if shot.lut is not None and shot.lut.strength > 0:
        shown["lut"] = shot.lut.model_dump(mode="json", exclude={"name"})
    still = not shows_video(shot)
    if still and shot.still is not None and shot.background is not None:
        shown["background"] = shot.background.model_dump(mode="json", exclude={"name"})
    if shot.depth is not None and (shot.focus is not None or (shot.depth.amount > 0 and _travels(shot))):
        shown["depth"] = shot.depth.model_dump(mode="json")
    if shot.focus is not None and shot.focus.blur > 0:
        shown["focus"] = shot.focus.model_dump(mode="json")
    if shows_video(shot) and shot.retime is not None:
        shown["retime"] = shot.retime.model_dump(mode="json")
    if shows_video(shot) and shot.stabilise > 0:
        shown["stabilise"] = shot.stabilise
    if covers := shown_covers(shot):
        shown["covers"] = [[cover.picture, cover.track] for cover in covers]
    return shown


def _sways(shot: Shot) -> bool:
    return any(move.kind == "handheld" for move in whole_path(shot)[0].camera)


def _travels(shot: Shot) -> bool:
    return any(move.kind in TRAVELLING for move in whole_path(shot)[0].camera)


def _window(value: Cue | Overlay, frame_rate: int, start: int, frames: int) -> tuple[int, int] | None:
    """First and last frame of a cue or overlay inside a segment, or None where it does not show."""
    first = round(value.start_s * frame_rate) - start
    last = round(value.end_s * frame_rate) - start
    return (first, last) if last > 0 and first < frames else None


def _caption_document(scene: Scene, frame_rate: int, start: int, frames: int) -> Any:
    track = scene.captions
    if track is None or not track.visible:
        return None
    together = _shown_together(track.cues, frame_rate)
    runs = {together[number] for number, cue in enumerate(track.cues) if _window(cue, frame_rate, start, frames)}
    shown = [
        [cue.text, [round(at_s * frame_rate) - start for at_s in (cue.start_s, cue.end_s)]]
        for number, cue in enumerate(track.cues)
        if together[number] in runs
    ]
    return [track.model_dump(mode="json", exclude={"cues", "visible"}), shown] if shown else None


def _shown_together(cues: tuple[Cue, ...], frame_rate: int) -> list[int]:
    """For each cue the number of its run: cues that show at the same time make room for each other, so each of them
    tells where the others stand, also from one segment to the next."""
    runs, run, until = [0] * len(cues), -1, 0
    for number in sorted(range(len(cues)), key=lambda number: cues[number].start_s):
        first, last = (round(at_s * frame_rate) for at_s in (cues[number].start_s, cues[number].end_s))
        if run < 0 or first >= until:
            run += 1
        runs[number], until = run, max(until, last)
    return runs


def _overlay_documents(scene: Scene, frame_rate: int, start: int, frames: int) -> list[Any]:
    return [
        [overlay.model_dump(mode="json", exclude={"id", "start_s", "end_s"}), window]
        for overlay in scene.overlays
        if (window := _window(overlay, frame_rate, start, frames))
    ]


def _digest(document: Any) -> str:
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
