"""Depth in a still: parallax and rack focus, as values. Pure."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from store.easing import Easing
from store.values import Seconds, Unit, Value

DepthSource = Literal["smooth", "map", "model"]
MAX_PARALLAX = 0.08


class Depth(Value):
    """How near the parts of a still are, and how much that shows when the camera travels.

    source: "smooth" is worked out from the still (a far wall, a ramp of the ground and a wide bump over the subject),
    "map" is the picture `media` that a person gave (white is near), "model" a depth model on this machine. amount: how
    far the nearest parts travel beyond the farthest, as a fraction of the frame's width; 0 leaves the travel flat. Of a
    take that is video, the frame in its middle counts as its still.
    """

    source: DepthSource = "smooth"
    media: str | None = None
    amount: Annotated[float, Field(ge=0, le=MAX_PARALLAX, allow_inf_nan=False)] = 0.03

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.source == "map") != (self.media is not None):
            raise ValueError("a depth map needs its picture, and only a map has one")
        return self


class Focus(Value):
    """A rack focus: what is sharp goes from `start_depth` to `end_depth` (1 is nearest), from `start_s` to `end_s`.

    Before and after it stands. blur: how soft the rest gets, 0..1. Equal depths hold the focus.
    """

    start_depth: Unit
    end_depth: Unit
    start_s: Seconds = 0.0
    end_s: Seconds
    blur: Unit = 0.5
    easing: Easing = "ease_in_out"

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.end_s - self.start_s < 0.04:
            raise ValueError("a change of focus lasts at least 0.04 s")
        return self
