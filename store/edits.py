"""Every edit a turn can make, as one frozen union discriminated on `op`.

An edit carries its targets and only the values that change; values are absolute (a wish such as "slower" has already
been read against the scene). Edits are applied by `store.apply`, inverted and described by `store.describe`.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, TypeAdapter

from store.scene import (
    AspectRatio,
    CaptionAnimation,
    CaptionPosition,
    Cue,
    Easing,
    FrameRate,
    Framing,
    HexColor,
    Move,
    MoveKind,
    Overlay,
    OverlayPosition,
    Point,
    Shot,
    Size,
    TransitionKind,
    Value,
)


class _Edit(Value):
    """Base of all edits: `op` names the kind."""


# --- shots -----------------------------------------------------------------------------------------------------------


class AddShot(_Edit):
    """Insert `shot` at `index` (None: at the end); later cues shift with their shots."""

    op: Literal["add_shot"] = "add_shot"
    shot: Shot
    index: int | None = None


class RemoveShot(_Edit):
    """Remove a shot; later cues shift, its own cues stay clipped to what follows."""

    op: Literal["remove_shot"] = "remove_shot"
    shot_id: str


class MoveShot(_Edit):
    """Put a shot at `index` of the film without it."""

    op: Literal["move_shot"] = "move_shot"
    shot_id: str
    index: int


class SwapShots(_Edit):
    """Two shots trade places."""

    op: Literal["swap_shots"] = "swap_shots"
    first_id: str
    second_id: str


class DuplicateShot(_Edit):
    """A copy of a shot, right behind it, with the id `new_id`."""

    op: Literal["duplicate_shot"] = "duplicate_shot"
    shot_id: str
    new_id: str


class SplitShot(_Edit):
    """Cut a shot in two at `at_s` from its start; the framing runs on over the cut.

    `first_framing` and `second_framing` are the crops, by ratio, from which the two start where they move.
    """

    op: Literal["split_shot"] = "split_shot"
    shot_id: str
    new_id: str
    at_s: float
    first_framing: dict[AspectRatio, Framing] = Field(default_factory=dict)
    second_framing: dict[AspectRatio, Framing] = Field(default_factory=dict)


class TrimShot(_Edit):
    """Keep a shot from `start_s` to `end_s` of itself; what came before and after is cut off.

    `framing` is the crop, by ratio, from which it starts then.
    """

    op: Literal["trim_shot"] = "trim_shot"
    shot_id: str
    start_s: float
    end_s: float
    framing: dict[AspectRatio, Framing] = Field(default_factory=dict)


class SetShotText(_Edit):
    """What is written about a shot, and the engine that makes it."""

    op: Literal["set_shot_text"] = "set_shot_text"
    shot_id: str
    description: str | None = None
    still_prompt: str | None = None
    subject_motion: str | None = None
    atmosphere: str | None = None
    engine: str | None = None


class LockStill(_Edit):
    """The approved still of a shot: everything is rendered from it from now on."""

    op: Literal["lock_still"] = "lock_still"
    shot_id: str
    still: str
    still_prompt: str | None = None


class PickTake(_Edit):
    op: Literal["pick_take"] = "pick_take"
    shot_id: str
    take: str


class SetFraming(_Edit):
    """Choose the crop of a still for one ratio; `framing` None composes it anew."""

    op: Literal["set_framing"] = "set_framing"
    shot_id: str
    aspect_ratio: AspectRatio
    framing: Framing | None = None


class DurationChange(Value):
    shot_id: str
    duration_s: float


class SetDuration(_Edit):
    """Moves that span the whole shot stretch with it; others keep their times, clamped. Later cues shift."""

    op: Literal["set_duration"] = "set_duration"
    changes: Annotated[tuple[DurationChange, ...], Field(min_length=1)]


# --- camera and look -------------------------------------------------------------------------------------------------


class MoveChange(Value):
    """New values of one move. `becomes` changes its kind. A `kind` that the shot does not have yet is added:
    then `amount` is needed and the times default to the whole shot."""

    shot_id: str
    kind: MoveKind
    becomes: MoveKind | None = None
    amount: float | None = None
    start_s: float | None = None
    end_s: float | None = None
    easing: Easing | None = None
    anchor: Point | None = None


class SetMove(_Edit):
    """Add or change moves. `durations` changes shot lengths in the same wish ("slow push-in, 6 seconds");
    they are applied first."""

    op: Literal["set_move"] = "set_move"
    changes: Annotated[tuple[MoveChange, ...], Field(min_length=1)]
    durations: tuple[DurationChange, ...] = ()


class MoveTarget(Value):
    """One move of a shot; `kind` None means all of them."""

    shot_id: str
    kind: MoveKind | None = None


class RemoveMove(_Edit):
    op: Literal["remove_move"] = "remove_move"
    targets: Annotated[tuple[MoveTarget, ...], Field(min_length=1)]


class SetCamera(_Edit):
    """Replace all moves of a shot at once ("swap the pan for a tilt up", "same camera as shot 1")."""

    op: Literal["set_camera"] = "set_camera"
    shot_id: str
    moves: tuple[Move, ...]


class LookChange(Value):
    shot_id: str
    temperature: float | None = None
    tint: float | None = None
    exposure: float | None = None
    contrast: float | None = None
    saturation: float | None = None
    highlights: float | None = None
    shadows: float | None = None
    vignette: float | None = None
    grain: float | None = None
    fade: float | None = None


class SetLook(_Edit):
    """New grade values. `name` is the named look they came from, for the receipt."""

    op: Literal["set_look"] = "set_look"
    changes: Annotated[tuple[LookChange, ...], Field(min_length=1)]
    name: str | None = None


class TransitionChange(Value):
    shot_id: str
    kind: TransitionKind | None = None
    duration_s: float | None = None


class SetTransition(_Edit):
    """How the film comes into shots. Shifts no cues."""

    op: Literal["set_transition"] = "set_transition"
    changes: Annotated[tuple[TransitionChange, ...], Field(min_length=1)]


# --- captions and overlays -------------------------------------------------------------------------------------------


class SetCaptions(_Edit):
    """The style of the caption track; made if there is none."""

    op: Literal["set_captions"] = "set_captions"
    position: CaptionPosition | None = None
    size: Size | None = None
    color: HexColor | None = None
    box: bool | None = None
    animation: CaptionAnimation | None = None
    visible: bool | None = None
    offset_y: float | None = None


class AddCue(_Edit):
    """Cues stay in order of their start."""

    op: Literal["add_cue"] = "add_cue"
    cue: Cue


class SetCue(_Edit):
    op: Literal["set_cue"] = "set_cue"
    index: int
    text: str | None = None
    start_s: float | None = None
    end_s: float | None = None


class RemoveCue(_Edit):
    op: Literal["remove_cue"] = "remove_cue"
    index: int


class RemoveCaptions(_Edit):
    op: Literal["remove_captions"] = "remove_captions"


class AddOverlay(_Edit):
    op: Literal["add_overlay"] = "add_overlay"
    overlay: Overlay


class SetOverlay(_Edit):
    op: Literal["set_overlay"] = "set_overlay"
    overlay_id: str
    text: str | None = None
    position: OverlayPosition | None = None
    size: Size | None = None
    color: HexColor | None = None
    start_s: float | None = None
    end_s: float | None = None
    media: str | None = None


class RemoveOverlay(_Edit):
    op: Literal["remove_overlay"] = "remove_overlay"
    overlay_id: str


# --- sound and format ------------------------------------------------------------------------------------------------


class SetMusic(_Edit):
    """Change the music bed; with `media` it is set, if there was none."""

    op: Literal["set_music"] = "set_music"
    media: str | None = None
    gain_db: float | None = None
    duck: bool | None = None
    fade_in_s: float | None = None
    fade_out_s: float | None = None
    start_s: float | None = None


class RemoveMusic(_Edit):
    op: Literal["remove_music"] = "remove_music"


class SetVoiceover(_Edit):
    """Change the voice-over; new words or another voice without `media` mean it is not recorded yet."""

    op: Literal["set_voiceover"] = "set_voiceover"
    text: str | None = None
    media: str | None = None
    gain_db: float | None = None
    voice: str | None = None


class RemoveVoiceover(_Edit):
    op: Literal["remove_voiceover"] = "remove_voiceover"


class SetAspectRatio(_Edit):
    op: Literal["set_aspect_ratio"] = "set_aspect_ratio"
    aspect_ratio: AspectRatio


class SetFrameRate(_Edit):
    op: Literal["set_frame_rate"] = "set_frame_rate"
    frame_rate: FrameRate


class SetTitle(_Edit):
    op: Literal["set_title"] = "set_title"
    title: str


class SetBudget(_Edit):
    op: Literal["set_budget"] = "set_budget"
    budget_usd: float | None


class PatchValue(Value):
    """One value of the scene document, by its path ("shots[0].look.temperature")."""

    path: str
    value: JsonValue


class Patch(_Edit):
    """Put back values by path: the inverse of any edit."""

    op: Literal["patch"] = "patch"
    values: tuple[PatchValue, ...]


Edit = Annotated[
    AddShot | RemoveShot | MoveShot | SwapShots | DuplicateShot | SplitShot | TrimShot | SetShotText | LockStill
    | PickTake | SetFraming | SetDuration | SetMove | RemoveMove | SetCamera | SetLook | SetTransition
    | SetCaptions | AddCue | SetCue | RemoveCue | RemoveCaptions | AddOverlay | SetOverlay | RemoveOverlay
    | SetMusic | RemoveMusic | SetVoiceover | RemoveVoiceover
    | SetAspectRatio | SetFrameRate | SetTitle | SetBudget | Patch,
    Field(discriminator="op"),
]  # fmt: skip
"""Any edit."""

_ADAPTER: TypeAdapter[Any] = TypeAdapter(Edit)


def parse_edit(document: Any) -> Edit:
    """An edit from its JSON document. Raises pydantic.ValidationError."""
    return _ADAPTER.validate_python(document)
