"""Every edit a turn can make, as one frozen union discriminated on `op`.

An edit carries its targets and only the values that change; values are absolute (a wish such as "slower" has already
been read against the scene). Edits are applied and inverted by `store.apply`, described by `store.describe`. They stand
in `edits_*.py` by what they change; everybody takes them from here.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, TypeAdapter

from store.edits_camera import (
    DepthChange,
    FocusChange,
    MoveChange,
    MoveTarget,
    RemoveMove,
    SetCamera,
    SetDepth,
    SetFocus,
    SetFraming,
    SetMove,
)
from store.edits_picture import (
    BackgroundChange,
    LookChange,
    LookEndChange,
    LutChange,
    RetimeChange,
    SetBackground,
    SetLook,
    SetLookEnd,
    SetLut,
    SetRetime,
    SetStabilise,
    StabiliseChange,
)
from store.edits_references import RemoveReference, SetReference
from store.edits_shots import (
    AddShot,
    AddShots,
    DuplicateShot,
    DurationChange,
    LockStill,
    MoveShot,
    PickTake,
    RemoveShot,
    SetDuration,
    SetShotText,
    SetTransition,
    SplitShot,
    SwapShots,
    TransitionChange,
    TrimShot,
)
from store.edits_sound import (
    ClipSoundChange,
    RemoveMusic,
    RemoveVoiceover,
    SetClipSound,
    SetMusic,
    SetVoiceover,
)
from store.edits_text import (
    AddCue,
    AddOverlay,
    RemoveCaptions,
    RemoveCue,
    RemoveOverlay,
    SetCaptions,
    SetCue,
    SetOverlay,
    ShiftCues,
)
from store.edits_words import ReplaceWords
from store.scene import AspectRatio, FrameRate, Value

__all__ = [
    "AddCue",
    "AddOverlay",
    "AddShot",
    "AddShots",
    "BackgroundChange",
    "ClipSoundChange",
    "DepthChange",
    "DuplicateShot",
    "DurationChange",
    "Edit",
    "FocusChange",
    "LockStill",
    "LookChange",
    "LookEndChange",
    "LutChange",
    "MoveChange",
    "MoveShot",
    "MoveTarget",
    "Patch",
    "PatchValue",
    "PickTake",
    "RemoveCaptions",
    "RemoveCue",
    "RemoveMove",
    "RemoveMusic",
    "RemoveOverlay",
    "RemoveReference",
    "RemoveShot",
    "RemoveVoiceover",
    "ReplaceWords",
    "RetimeChange",
    "SetAspectRatio",
    "SetBackground",
    "SetBudget",
    "SetCamera",
    "SetCaptions",
    "SetClipSound",
    "SetCue",
    "SetDepth",
    "SetDuration",
    "SetFocus",
    "SetFrameRate",
    "SetFraming",
    "SetLook",
    "SetLookEnd",
    "SetLut",
    "SetMove",
    "SetMusic",
    "SetOverlay",
    "SetReference",
    "SetRetime",
    "SetShotText",
    "SetStabilise",
    "SetTitle",
    "SetTransition",
    "SetVoiceover",
    "ShiftCues",
    "SplitShot",
    "StabiliseChange",
    "SwapShots",
    "TransitionChange",
    "TrimShot",
    "parse_edit",
]  # fmt: skip


class SetAspectRatio(Value):
    op: Literal["set_aspect_ratio"] = "set_aspect_ratio"
    aspect_ratio: AspectRatio


class SetFrameRate(Value):
    op: Literal["set_frame_rate"] = "set_frame_rate"
    frame_rate: FrameRate


class SetTitle(Value):
    op: Literal["set_title"] = "set_title"
    title: str


class SetBudget(Value):
    op: Literal["set_budget"] = "set_budget"
    budget_usd: float | None


class PatchValue(Value):
    """One value of the scene document, by its path ("shots[0].look.temperature")."""

    path: str
    value: JsonValue


class Patch(Value):
    """Put back values by path: the inverse of any edit."""

    op: Literal["patch"] = "patch"
    values: tuple[PatchValue, ...]


Edit = Annotated[
    AddShot | AddShots | RemoveShot | MoveShot | SwapShots | DuplicateShot | SplitShot | TrimShot | SetShotText
    | LockStill | PickTake | SetFraming | SetDuration | SetMove | RemoveMove | SetCamera | SetDepth | SetFocus
    | SetLook | SetLookEnd | SetLut | SetBackground | SetRetime | SetStabilise | SetTransition
    | SetCaptions | AddCue | SetCue | ShiftCues | RemoveCue | RemoveCaptions | AddOverlay | SetOverlay | RemoveOverlay
    | ReplaceWords
    | SetMusic | RemoveMusic | SetVoiceover | RemoveVoiceover | SetClipSound | SetReference | RemoveReference
    | SetAspectRatio | SetFrameRate | SetTitle | SetBudget | Patch,
    Field(discriminator="op"),
]  # fmt: skip
"""Any edit."""

_ADAPTER: TypeAdapter[Any] = TypeAdapter(Edit)


def parse_edit(document: Any) -> Edit:
    """An edit from its JSON document. Raises pydantic.ValidationError."""
    return _ADAPTER.validate_python(document)
