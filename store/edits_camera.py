"""Edits of the camera: framing, moves, depth and focus. Applied by `store.apply_camera`."""

from typing import Annotated, Literal

from pydantic import Field

from store.edits_shots import DurationChange
from store.scene import AspectRatio, Depth, Focus, Framing, Move, MoveKind, Point, Value


class SetFraming(Value):
    """Choose the crop of a still for one ratio; `framing` None composes it anew."""

    op: Literal["set_framing"] = "set_framing"
    shot_id: str
    aspect_ratio: AspectRatio
    framing: Framing | None = None


class MoveChange(Value):
    """New values of one move. `becomes` changes its kind. A `kind` that the shot does not have yet is added:
    then `amount` is needed and the times default to the whole shot."""

    shot_id: str
    kind: MoveKind
    becomes: MoveKind | None = None
    amount: float | None = None
    start_s: float | None = None
    end_s: float | None = None
    easing: str | None = None
    anchor: Point | None = None


class SetMove(Value):
    """Add or change moves. `durations` changes shot lengths in the same wish ("slow push-in, 6 seconds");
    they are applied first."""

    op: Literal["set_move"] = "set_move"
    changes: Annotated[tuple[MoveChange, ...], Field(min_length=1)]
    durations: tuple[DurationChange, ...] = ()


class MoveTarget(Value):
    """One move of a shot; `kind` None means all of them."""

    shot_id: str
    kind: MoveKind | None = None


class RemoveMove(Value):
    op: Literal["remove_move"] = "remove_move"
    targets: Annotated[tuple[MoveTarget, ...], Field(min_length=1)]


class SetCamera(Value):
    """Replace all moves of a shot at once ("swap the pan for a tilt up", "same camera as shot 1")."""

    op: Literal["set_camera"] = "set_camera"
    shot_id: str
    moves: tuple[Move, ...]


class DepthChange(Value):
    """The depth of one shot; None: it is flat."""

    shot_id: str
    depth: Depth | None = None


class SetDepth(Value):
    """How near the parts of stills are and how much parallax that gives."""

    op: Literal["set_depth"] = "set_depth"
    changes: Annotated[tuple[DepthChange, ...], Field(min_length=1)]


class FocusChange(Value):
    """The focus of one shot; None: all of it is sharp."""

    shot_id: str
    focus: Focus | None = None


class SetFocus(Value):
    """What is sharp, and how that changes in the course of shots."""

    op: Literal["set_focus"] = "set_focus"
    changes: Annotated[tuple[FocusChange, ...], Field(min_length=1)]
