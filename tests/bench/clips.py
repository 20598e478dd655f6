"""The clips that the benchmarks render, and the floor they are compared with."""

from pathlib import Path

import av

from store.scene import Captions, Cue, Look, Move, Scene, Shot, ShotId, StillId, Transition
from store.segments import Segment, Target, segments
from store.video_takes import video_take_id
from tests.bench.timing import Took
from tools.camera.encode import EFFORTS, Effort, Encoder, frame_planes
from tools.camera.plate import Plates
from tools.camera.segment import SegmentPainter, Sources
from tools.finish.captions import caption_layers
from tools.samples import SAMPLES

FINAL = Target(width=1080, height=1920, frame_rate=30, quality="final")
PREVIEW = Target(width=540, height=960, frame_rate=30, quality="preview")
VERYFAST = Effort("veryfast", 20, 2.0)
MEDIUM = EFFORTS["final"]
STILL = SAMPLES[0].path
OTHER_STILL = SAMPLES[1].path
STILLS = {"a": STILL, "b": OTHER_STILL}


def push_in(seconds: float, **values: object) -> Scene:
    """One shot of the sample bottle with a push-in all along."""
    shot = Shot(
        id=ShotId("s1"), still=StillId("a"), duration_s=seconds,
        camera=(Move(kind="push_in", amount=0.2, end_s=seconds),),
    )  # fmt: skip
    return Scene.model_validate({"aspect_ratio": "9:16", "frame_rate": 30, "shots": (shot,), **values})


def filmed(seconds: float) -> Scene:
    """Two clips, `first.mp4` and `second.mp4`, graded and dissolved, with a push-in and a caption."""
    half = seconds / 2 + 0.25
    shots = tuple(
        Shot(
            id=ShotId(name),
            duration_s=half,
            take=video_take_id(name, f"{name}.mp4"),
            look=Look(contrast=0.2),
            camera=(Move(kind="push_in", amount=0.15, end_s=half),),
            transition=transition,
        )
        for name, transition in (("first", Transition()), ("second", Transition(kind="crossfade", duration_s=0.5)))
    )
    cues = (Cue(text="Cold-pressed within hours", start_s=0.2, end_s=seconds - 0.2),)
    return Scene(aspect_ratio="9:16", frame_rate=30, shots=shots, captions=Captions(cues=cues))


def captioned(seconds: float) -> Scene:
    """The push-in with a caption nearly all the time."""
    half = seconds / 2
    cues = (
        Cue(text="Cold-pressed within hours", start_s=0.1, end_s=half),
        Cue(text="Nothing added, nothing lost", start_s=half, end_s=seconds - 0.1),
    )
    return push_in(seconds, captions=Captions(cues=cues))


def everything(seconds: float) -> Scene:
    """Two stills, roll, handheld, a look that changes along the shot, a crossfade, captions."""
    half = seconds / 2 + 0.25
    first = Shot(
        id=ShotId("s1"), still=StillId("a"), duration_s=half, look=Look(temperature=0.3, contrast=0.1),
        look_end=Look(temperature=-0.2, contrast=0.2, exposure=0.2),
        camera=(Move(kind="roll_cw", amount=4, end_s=half), Move(kind="push_in", amount=0.2, end_s=half)),
    )  # fmt: skip
    second = Shot(
        id=ShotId("s2"), still=StillId("b"), duration_s=half, look=Look(saturation=-0.2),
        camera=(Move(kind="handheld", amount=0.02, end_s=half),),
        transition=Transition(kind="crossfade", duration_s=0.5),
    )  # fmt: skip
    cues = (Cue(text="Cold-pressed within hours", start_s=0.2, end_s=seconds - 0.2),)
    return Scene(aspect_ratio="9:16", frame_rate=30, shots=(first, second), captions=Captions(cues=cues))


def five_shots(seconds_each: float) -> Scene:
    """Five shots with cuts between them, each with a move of its own."""
    kinds = ("push_in", "truck_left", "tilt_up", "pull_out", "pan_right")
    amounts = (0.2, 0.1, 0.1, 0.2, 0.1)
    shots = tuple(
        Shot(
            id=ShotId(f"s{number}"), still=StillId("a"), duration_s=seconds_each,
            camera=(Move(kind=kind, amount=amount, end_s=seconds_each),),
        )
        for number, (kind, amount) in enumerate(zip(kinds, amounts, strict=True), 1)
    )  # fmt: skip
    return Scene(aspect_ratio="9:16", frame_rate=30, shots=shots)


class Clip:
    """A scene of one segment, to draw and encode as often as it takes. `cache_dir` remembers compositions."""

    def __init__(self, scene: Scene, target: Target, cache_dir: Path) -> None:
        self._scene, self._target, self._cache_dir = scene, target, cache_dir
        self._segment: Segment = segments(scene, target)[0]
        self._plates = Plates()

    def painter(self, cold: bool = False) -> SegmentPainter:
        """Who draws it: with what is in memory, or from the files of the stills."""
        layers = caption_layers(self._scene, self._target.width, self._target.height, self._target.frame_rate)
        sources = Sources(stills=STILLS, layers=layers, cache_dir=self._cache_dir)
        plates = Plates() if cold else self._plates
        return SegmentPainter(self._scene, self._target, self._segment, sources, plates)

    def frames(self) -> list[av.VideoFrame]:
        """All frames, ready made in memory."""
        painter, made = self.painter(), []
        for number in range(self._segment.frames):
            made.append(self._blank())
            painter.draw(number, frame_planes(made[-1]))
        return made

    def render(self, effort: Effort, cold: bool = False) -> Took:
        """What it takes to draw and encode it."""
        began = Took.now()
        painter = self.painter(cold)
        with Encoder(self._cache_dir / "render.mp4", self._target, effort=effort) as encoder:
            for number in range(self._segment.frames):
                encoder.encode(lambda planes, number=number: painter.draw(number, planes))
        return began.until_now()

    def floor(self, frames: list[av.VideoFrame], effort: Effort) -> Took:
        """What it takes to encode its own frames, ready made."""
        for frame in frames:
            frame.pts = None
        began = Took.now()
        with Encoder(self._cache_dir / "floor.mp4", self._target, effort=effort) as encoder:
            for frame in frames:
                encoder.take(frame)
        return began.until_now()

    def _blank(self) -> av.VideoFrame:
        return av.VideoFrame(self._target.width, self._target.height, "yuv420p")
