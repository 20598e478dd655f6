"""The Scene: the whole document of one session, as frozen values. No I/O here.

Replace values by rebuilding (`replace`), never with pydantic's `model_copy(update=...)`, which skips validation.
"""

from typing import Annotated, Literal, NewType, Self, get_args

from pydantic import Field, model_validator

from store.covers import Cover
from store.depth import Depth, DepthSource, Focus
from store.easing import Easing
from store.looks import Background, Look, Lut
from store.references import Reference, ReferenceKind, StillId
from store.retiming import Retime, RetimePoint
from store.values import Gain, HexColor, Point, Seconds, Unit, Value, replace

__all__ = [
    "ASPECT_RATIOS",
    "DEGREE_KINDS",
    "FRAME_RATES",
    "MAX_AMOUNT",
    "MAX_SHOTS",
    "MAX_SHOT_S",
    "MAX_TEXT",
    "MIN_SHOT_S",
    "MOVE_KINDS",
    "OPPOSITE",
    "TRAVELLING",
    "AspectRatio",
    "Background",
    "CaptionAnimation",
    "CaptionPosition",
    "Captions",
    "ClipSound",
    "Cover",
    "Cue",
    "Depth",
    "DepthSource",
    "Easing",
    "Focus",
    "FrameRate",
    "Framing",
    "Gain",
    "HexColor",
    "Look",
    "Lut",
    "Move",
    "MoveKind",
    "Music",
    "Overlay",
    "OverlayId",
    "OverlayPosition",
    "PathPart",
    "Point",
    "Reference",
    "ReferenceKind",
    "Retime",
    "RetimePoint",
    "Scene",
    "Seconds",
    "Shot",
    "ShotId",
    "Size",
    "Soundtrack",
    "StillId",
    "TakeId",
    "Transition",
    "TransitionKind",
    "Unit",
    "Value",
    "Voiceover",
    "film_duration_s",
    "overlap_s",
    "replace",
    "shot_index",
    "shot_starts_s",
]  # fmt: skip

ShotId = NewType("ShotId", str)
TakeId = NewType("TakeId", str)
OverlayId = NewType("OverlayId", str)

AspectRatio = Literal["9:16", "1:1", "4:5", "16:9"]
FrameRate = Literal[24, 25, 30, 50, 60]
MoveKind = Literal[
    "push_in", "pull_out", "truck_left", "truck_right", "pedestal_up", "pedestal_down", "pan_left", "pan_right",
    "tilt_up", "tilt_down", "roll_cw", "roll_ccw", "zoom_in", "zoom_out", "orbit_left", "orbit_right", "handheld",
]  # fmt: skip
CaptionPosition = Literal["bottom", "middle", "top"]
Size = Literal["small", "medium", "large"]
CaptionAnimation = Literal["none", "pop", "karaoke"]
OverlayPosition = Literal["top_left", "top", "top_right", "center", "bottom_left", "bottom", "bottom_right"]
TransitionKind = Literal["cut", "crossfade", "fade_black"]

MOVE_KINDS: tuple[MoveKind, ...] = get_args(MoveKind)
ASPECT_RATIOS: tuple[AspectRatio, ...] = get_args(AspectRatio)
FRAME_RATES: tuple[int, ...] = get_args(FrameRate)

MIN_SHOT_S, MAX_SHOT_S = 0.2, 60.0
MAX_SHOTS = 40
MAX_TEXT = 500
"""Longest caption or overlay, in characters."""

_OPPOSED: tuple[tuple[MoveKind, MoveKind], ...] = (
    ("push_in", "pull_out"),
    ("truck_left", "truck_right"),
    ("pedestal_up", "pedestal_down"),
    ("pan_left", "pan_right"),
    ("tilt_up", "tilt_down"),
    ("roll_cw", "roll_ccw"),
    ("zoom_in", "zoom_out"),
    ("orbit_left", "orbit_right"),
)
OPPOSITE: dict[MoveKind, MoveKind] = {**dict(_OPPOSED), **{b: a for a, b in _OPPOSED}}
"""The move that goes the other way; handheld has none."""

DEGREE_KINDS: frozenset[MoveKind] = frozenset({"roll_cw", "roll_ccw", "orbit_left", "orbit_right"})
"""Moves whose amount is in degrees; every other amount is a fraction."""

TRAVELLING: frozenset[MoveKind] = frozenset(
    {"push_in", "pull_out", "truck_left", "truck_right", "pedestal_up", "pedestal_down"}
)
"""Moves in which the camera itself goes somewhere: near things pass far ones."""

MAX_AMOUNT: dict[MoveKind, float] = {
    kind: 45.0 if kind in DEGREE_KINDS else 0.2 if kind == "handheld" else 1.0 for kind in MOVE_KINDS
}


class Move(Value):
    """One camera move of a shot.

    amount: push, pull, zoom: how much tighter or wider the framing ends, as a fraction; truck, pedestal, pan, tilt:
    fraction of the frame's width or height travelled; roll, orbit: degrees; handheld: RMS sway as a fraction of the
    frame's width. `start_s` and `end_s` count from the start of the shot. `anchor` is where the move aims.
    """

    kind: MoveKind
    amount: Annotated[float, Field(gt=0, le=45, allow_inf_nan=False)]
    start_s: Seconds = 0.0
    end_s: Seconds
    easing: Easing = "ease_in_out"
    anchor: Point = Point()

    @property
    def speed(self) -> float:
        """Amount per second."""
        return abs(self.amount) / (self.end_s - self.start_s)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.end_s - self.start_s < 0.04:
            raise ValueError("a move lasts at least 0.04 s")
        if self.amount > MAX_AMOUNT[self.kind]:
            most = MAX_AMOUNT[self.kind]
            told = f"{most:g}°" if self.kind in DEGREE_KINDS else f"{100 * most:g} %"
            raise ValueError(f"the amount of that move goes up to {told}")
        return self


class Transition(Value):
    """How the film comes into a shot. It overlaps the previous shot by `duration_s`; a cut has 0."""

    kind: TransitionKind = "cut"
    duration_s: Annotated[float, Field(ge=0, le=5, allow_inf_nan=False)] = 0.0

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.kind == "cut") != (self.duration_s == 0):
            raise ValueError("a cut lasts 0 s, every other transition more than that")
        return self


class Framing(Value):
    """A chosen crop of the still for one ratio: `center` in the still, `scale` 1 is the largest crop that fits."""

    center: Point = Point()
    scale: Annotated[float, Field(gt=0.05, le=1, allow_inf_nan=False)] = 1.0


class PathPart(Value):
    """What a shot that was cut out of a longer one shows of its camera: the path of that shot from `from_s` on.

    `camera`, `duration_s` and `framing` are those of the longer shot, and its id is what its sway is drawn from.
    """

    shot_id: ShotId
    camera: tuple[Move, ...]
    duration_s: Annotated[float, Field(gt=0, le=MAX_SHOT_S, allow_inf_nan=False)]
    framing: dict[AspectRatio, Framing] = Field(default_factory=dict)
    from_s: Seconds = 0.0


class ClipSound(Value):
    """The own sound of a take that is video, as it is heard in the film."""

    gain_db: Gain = 0.0


class Shot(Value):
    """The intent of one shot: still, camera, look and duration."""

    id: ShotId
    description: Annotated[str, Field(max_length=2000)] = ""
    still: StillId | None = None
    still_prompt: Annotated[str, Field(max_length=4000)] = ""
    background: Background | None = None
    """What shows through the still's transparent parts; None: white or charcoal, whichever shows the picture."""
    duration_s: Annotated[float, Field(ge=MIN_SHOT_S, le=MAX_SHOT_S, allow_inf_nan=False)]
    camera: tuple[Move, ...] = ()
    subject_motion: Annotated[str, Field(max_length=2000)] = ""
    atmosphere: Annotated[str, Field(max_length=2000)] = ""
    look: Look = Look()
    look_end: Look | None = None
    """The look at the end of the shot, which `look` turns into evenly; None: it stays."""
    lut: Lut | None = None
    depth: Depth | None = None
    focus: Focus | None = None
    retime: Retime | None = None
    """For a take that is video; None plays it as it was made."""
    stabilise: Unit = 0.0
    """How much of its own sway is taken out of a take that is video."""
    covers: tuple[Cover, ...] = ()
    """Zones of takes that are video where the still lies over them; each shows with its own take only."""
    sound: ClipSound | None = None
    """How the take's own sound is heard; None leaves it out."""
    engine: Annotated[str, Field(max_length=100)] = "local"
    transition: Transition = Transition()
    take: TakeId | None = None
    framing: dict[AspectRatio, Framing] = Field(default_factory=dict)
    """Chosen crops per ratio; a ratio without one is composed from the still by itself."""
    path: PathPart | None = None
    """The longer path that the camera is on since the shot was cut out of another, so that the picture runs on over
    the cut. `camera` and `framing` tell its part alone, and hold as soon as an edit leads the shot off that path."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        kinds = [move.kind for move in self.camera]
        if len(set(kinds)) != len(kinds):
            raise ValueError("a shot has at most one move of a kind")
        if any(move.end_s > self.duration_s + 1e-6 for move in self.camera):
            raise ValueError("a move ends with its shot at the latest")
        if self.focus is not None and self.focus.end_s > self.duration_s + 1e-6:
            raise ValueError("a change of focus ends with its shot at the latest")
        return self


class Cue(Value):
    """One caption: `start_s` and `end_s` count from the start of the film."""

    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
    start_s: Seconds
    end_s: Seconds

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.end_s <= self.start_s:
            raise ValueError("a caption ends after it starts")
        return self


class Captions(Value):
    """The caption track. `offset_y` moves it up (negative) or down from its position, in fractions of the height."""

    cues: tuple[Cue, ...] = ()
    position: CaptionPosition = "bottom"
    size: Size = "medium"
    color: HexColor = "#ffffff"
    box: bool = False
    animation: CaptionAnimation = "none"
    visible: bool = True
    offset_y: Annotated[float, Field(ge=-0.5, le=0.5, allow_inf_nan=False)] = 0.0


class Overlay(Value):
    """A text or logo laid over the film from `start_s` to `end_s`."""

    id: OverlayId
    kind: Literal["text", "logo"] = "text"
    text: Annotated[str, Field(max_length=MAX_TEXT)] = ""
    position: OverlayPosition = "top"
    size: Size = "medium"
    color: HexColor = "#ffffff"
    start_s: Seconds = 0.0
    end_s: Seconds
    media: str | None = None
    """The logo's picture; None draws a labelled placeholder."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.end_s <= self.start_s:
            raise ValueError("an overlay ends after it starts")
        if self.kind == "text" and not self.text.strip():
            raise ValueError("a text overlay needs its text")
        return self


class Music(Value):
    """The music bed. `start_s` counts from the start of the film; `duck` lowers it under a voice-over."""

    media: str
    gain_db: Gain = -12.0
    duck: bool = True
    fade_in_s: Seconds = 0.0
    fade_out_s: Seconds = 1.0
    start_s: Seconds = 0.0


class Voiceover(Value):
    """A spoken line; `media` is None as long as it is not recorded."""

    text: Annotated[str, Field(max_length=5000)] = ""
    media: str | None = None
    gain_db: Gain = 0.0
    voice: str = "alloy"


class Soundtrack(Value):
    music: Music | None = None
    voiceover: Voiceover | None = None


class Scene(Value):
    """The whole document of one session."""

    title: Annotated[str, Field(max_length=200)] = "Untitled"
    aspect_ratio: AspectRatio = "9:16"
    frame_rate: FrameRate = 30
    shots: Annotated[tuple[Shot, ...], Field(max_length=MAX_SHOTS)] = ()
    captions: Captions | None = None
    overlays: tuple[Overlay, ...] = ()
    soundtrack: Soundtrack = Soundtrack()
    references: tuple[Reference, ...] = ()
    """Pictures that every new picture keeps to."""
    budget_usd: Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        for name, ids in (("shot", [s.id for s in self.shots]), ("overlay", [o.id for o in self.overlays])):
            if len(set(ids)) != len(ids):
                raise ValueError(f"two {name}s share an id")
        if len({one.name.casefold() for one in self.references}) != len(self.references):
            raise ValueError("two references share a name")
        return self


def overlap_s(scene: Scene, index: int) -> float:
    """Seconds by which shot `index` overlaps the one before it: its transition, never more than either shot holds."""
    if index == 0:
        return 0.0
    return min(
        scene.shots[index].transition.duration_s, scene.shots[index - 1].duration_s, scene.shots[index].duration_s
    )


def shot_starts_s(scene: Scene) -> tuple[float, ...]:
    """When each shot starts, from the start of the film."""
    starts: list[float] = []
    for index in range(len(scene.shots)):
        before = starts[-1] + scene.shots[index - 1].duration_s if index else 0.0
        starts.append(before - overlap_s(scene, index))
    return tuple(starts)


def film_duration_s(scene: Scene) -> float:
    """Length of the film; transitions overlap the shots they join."""
    return shot_starts_s(scene)[-1] + scene.shots[-1].duration_s if scene.shots else 0.0


def shot_index(scene: Scene, shot_id: str) -> int:
    """Place of a shot in the film. Raises KeyError."""
    for index, shot in enumerate(scene.shots):
        if shot.id == shot_id:
            return index
    raise KeyError(shot_id)
