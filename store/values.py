"""What every part of the scene is made of: frozen values and numbers with limits."""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Unit = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Signed = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]
HexColor = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Gain = Annotated[float, Field(ge=-60, le=12, allow_inf_nan=False)]


class Value(BaseModel):
    """A frozen value: unknown fields are refused, numbers are finite."""

    model_config = ConfigDict(frozen=True, extra="forbid")


V = TypeVar("V", bound=BaseModel)


def replace(value: V, **changes: Any) -> V:
    """A copy of `value` with `changes`, validated as if it were new. Raises pydantic.ValidationError."""
    return type(value).model_validate({**{name: getattr(value, name) for name in type(value).model_fields}, **changes})


class Point(Value):
    """A place in a picture: 0..1 from the top left."""

    x: Unit = 0.5
    y: Unit = 0.5
