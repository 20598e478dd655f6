"""The look of a shot: its grade, its LUT and what its still stands on, as values. Pure."""

from typing import Annotated

from pydantic import Field

from store.values import HexColor, Signed, Unit, Value


class Look(Value):
    """The grade of a shot. 0 is neutral throughout; exposure counts in stops."""

    temperature: Signed = 0.0
    tint: Signed = 0.0
    exposure: Annotated[float, Field(ge=-3, le=3, allow_inf_nan=False)] = 0.0
    contrast: Signed = 0.0
    saturation: Signed = 0.0
    highlights: Signed = 0.0
    shadows: Signed = 0.0
    vignette: Unit = 0.0
    grain: Unit = 0.0
    fade: Unit = 0.0


class Lut(Value):
    """A colour table laid over the grade: `media` is its `.cube` file, `strength` how much of it shows."""

    media: str
    name: Annotated[str, Field(max_length=100)] = ""
    strength: Unit = 1.0


class Background(Value):
    """What shows through the transparent parts of a still: `color`, from the top to the bottom turning into `to` where
    that is given. `name`: what the person called it."""

    color: HexColor
    to: HexColor | None = None
    name: Annotated[str, Field(max_length=100)] = ""


def look_between(start: Look, end: Look, share: float) -> Look:
    """The look `share` (0..1) of the way from one to another."""
    return Look(**{
        name: round(getattr(start, name) * (1 - share) + getattr(end, name) * share, 6) for name in Look.model_fields
    })  # fmt: skip
