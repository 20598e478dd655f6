"""Edits of how a picture looks and runs: grade, LUT, background, retiming. Applied by `store.apply_picture`."""

from typing import Annotated, Literal

from pydantic import Field

from store.scene import Background, Look, Lut, Retime, Value


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


class SetLook(Value):
    """New grade values. `name` is the named look they came from, for the receipt."""

    op: Literal["set_look"] = "set_look"
    changes: Annotated[tuple[LookChange, ...], Field(min_length=1)]
    name: str | None = None


class LookEndChange(Value):
    """The look at the end of one shot; None: its look stays as it is."""

    shot_id: str
    look_end: Look | None = None


class SetLookEnd(Value):
    """What the look turns into in the course of shots. `name` is the named look it came from, for the receipt."""

    op: Literal["set_look_end"] = "set_look_end"
    changes: Annotated[tuple[LookEndChange, ...], Field(min_length=1)]
    name: str | None = None


class LutChange(Value):
    """The LUT of one shot; None takes it off."""

    shot_id: str
    lut: Lut | None = None


class SetLut(Value):
    op: Literal["set_lut"] = "set_lut"
    changes: Annotated[tuple[LutChange, ...], Field(min_length=1)]


class BackgroundChange(Value):
    """What the still of one shot stands on; None: it chooses by itself."""

    shot_id: str
    background: Background | None = None


class SetBackground(Value):
    """The ground under stills with transparent parts."""

    op: Literal["set_background"] = "set_background"
    changes: Annotated[tuple[BackgroundChange, ...], Field(min_length=1)]


class RetimeChange(Value):
    """How the take of one shot runs (None: as it was made), and how long the shot lasts then (None: as it does)."""

    shot_id: str
    retime: Retime | None = None
    duration_s: float | None = None


class SetRetime(Value):
    """The pace of takes that are video. New lengths are set first; later cues shift with them."""

    op: Literal["set_retime"] = "set_retime"
    changes: Annotated[tuple[RetimeChange, ...], Field(min_length=1)]


class StabiliseChange(Value):
    """How much of its own sway is taken out of one shot's take, 0..1."""

    shot_id: str
    stabilise: float = 0.0


class SetStabilise(Value):
    op: Literal["set_stabilise"] = "set_stabilise"
    changes: Annotated[tuple[StabiliseChange, ...], Field(min_length=1)]
