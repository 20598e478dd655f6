"""Edits of the shots themselves: their order, length, stills, takes and transitions. Applied by `store.apply_shots`."""

from typing import Annotated, Literal

from pydantic import Field

from store.scene import AspectRatio, Framing, Shot, TransitionKind, Value


class AddShot(Value):
    """Insert `shot` at `index` (None: at the end); later cues shift with their shots."""

    op: Literal["add_shot"] = "add_shot"
    shot: Shot
    index: int | None = None


class AddShots(Value):
    """Put several shots at the end of the film, in their order."""

    op: Literal["add_shots"] = "add_shots"
    shots: Annotated[tuple[Shot, ...], Field(min_length=1)]


class RemoveShot(Value):
    """Remove a shot; later cues shift, its own cues stay clipped to what follows."""

    op: Literal["remove_shot"] = "remove_shot"
    shot_id: str


class MoveShot(Value):
    """Put a shot at `index` of the film without it."""

    op: Literal["move_shot"] = "move_shot"
    shot_id: str
    index: int


class SwapShots(Value):
    """Two shots trade places."""

    op: Literal["swap_shots"] = "swap_shots"
    first_id: str
    second_id: str


class DuplicateShot(Value):
    """A copy of a shot with the id `new_id`, at `index`; None: right behind it."""

    op: Literal["duplicate_shot"] = "duplicate_shot"
    shot_id: str
    new_id: str
    index: int | None = None


class SplitShot(Value):
    """Cut a shot in two at `at_s` from its start.

    `along_path`: both stay on the camera path of the whole, so that the picture runs on over the cut. `first_framing`
    and `second_framing` are the crops, by ratio, from which the two start when they leave it.
    """

    op: Literal["split_shot"] = "split_shot"
    shot_id: str
    new_id: str
    at_s: float
    first_framing: dict[AspectRatio, Framing] = Field(default_factory=dict)
    second_framing: dict[AspectRatio, Framing] = Field(default_factory=dict)
    along_path: bool = False


class TrimShot(Value):
    """Keep a shot from `start_s` to `end_s` of itself; what came before and after is cut off.

    `along_path`: it stays on the camera path of the whole. `framing` is the crop, by ratio, from which it starts when
    it leaves that.
    """

    op: Literal["trim_shot"] = "trim_shot"
    shot_id: str
    start_s: float
    end_s: float
    framing: dict[AspectRatio, Framing] = Field(default_factory=dict)
    along_path: bool = False


class SetShotText(Value):
    """What is written about a shot, and the engine that makes it."""

    op: Literal["set_shot_text"] = "set_shot_text"
    shot_id: str
    description: str | None = None
    still_prompt: str | None = None
    subject_motion: str | None = None
    atmosphere: str | None = None
    engine: str | None = None


class LockStill(Value):
    """The approved still of a shot: everything is rendered from it from now on."""

    op: Literal["lock_still"] = "lock_still"
    shot_id: str
    still: str
    still_prompt: str | None = None


class PickTake(Value):
    """The take that a shot shows; None: it is rendered from its still again. `still` is locked with it."""

    op: Literal["pick_take"] = "pick_take"
    shot_id: str
    take: str | None
    still: str | None = None


class DurationChange(Value):
    shot_id: str
    duration_s: float


class SetDuration(Value):
    """Moves that span the whole shot stretch with it; others keep their times, clamped. Later cues shift."""

    op: Literal["set_duration"] = "set_duration"
    changes: Annotated[tuple[DurationChange, ...], Field(min_length=1)]


class TransitionChange(Value):
    shot_id: str
    kind: TransitionKind | None = None
    duration_s: float | None = None


class SetTransition(Value):
    """How the film comes into shots. Shifts no cues."""

    op: Literal["set_transition"] = "set_transition"
    changes: Annotated[tuple[TransitionChange, ...], Field(min_length=1)]
