"""What is asked of a vendor, in our words. Pure values; each adapter writes them in its vendor's."""

from base64 import b64encode
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from store.scene import Move, Value

PictureType = Literal["image/png", "image/jpeg", "image/webp"]
Quality = Literal["low", "medium", "high"]
"""How much a still may cost: variants are made at low, the chosen one again at high."""
Tier = Literal["draft", "final"]
"""How much a clip may cost: takes to choose from, or the one that stays."""
Ratio = Annotated[str, Field(pattern=r"^[1-9]\d?:[1-9]\d?$")]
Prompt = Annotated[str, Field(min_length=1, max_length=32_000)]
Seed = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Picture(Value):
    """A picture to send: its bytes, what they are, and its size in pixels."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    data: Annotated[bytes, Field(repr=False, min_length=1)]
    mime: PictureType
    width: Annotated[int, Field(ge=1)]
    height: Annotated[int, Field(ge=1)]

    @property
    def base64(self) -> str:
        return b64encode(self.data).decode("ascii")

    @property
    def data_url(self) -> str:
        """The picture as a `data:` address."""
        return f"data:{self.mime};base64,{self.base64}"

    @property
    def file_name(self) -> str:
        """A name for multipart bodies; nothing of the person's own file names leaves the machine."""
        return f"picture.{self.mime.removeprefix('image/')}"


class StillRequest(Value):
    """Pictures from words. `base` is the picture to change, if any; `mask` is of its size, transparent where it may
    change; `references` fix a character, palette, product or style."""

    prompt: Prompt
    ratio: Ratio = "9:16"
    quality: Quality = "low"
    count: Annotated[int, Field(ge=1, le=10)] = 1
    base: Picture | None = None
    mask: Picture | None = None
    references: tuple[Picture, ...] = ()
    seed: Seed | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.mask is not None and self.base is None:
            raise ValueError("a mask needs the picture that it covers")
        if self.mask is not None and self.base is not None:
            if (self.mask.width, self.mask.height) != (self.base.width, self.base.height):
                raise ValueError("a mask has the size of its picture")
            if self.mask.mime != "image/png":
                raise ValueError("a mask is a PNG")
        return self

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Everything to send, the picture to change first."""
        return ((self.base,) if self.base else ()) + self.references


class ShotLine(Value):
    """One shot of a clip of several shots."""

    words: Annotated[str, Field(min_length=1, max_length=512)]
    seconds: Annotated[int, Field(ge=1, le=15)]


class ClipRequest(Value):
    """A clip from a still. `motion_prompt` is movement only, with the camera in it where the engine has no parameter
    for the camera (`tools.motion_prompts` writes it); `moves` are for engines that have one. `shots`: several shots in
    one clip, for engines that can; their seconds add up to `seconds`. `audio` asks for the engine's own sound.
    `references` fix who and what is in it; the prompt names them."""

    motion_prompt: Prompt
    first_frame: Picture | None = None
    last_frame: Picture | None = None
    seconds: Annotated[float, Field(gt=0, le=60, allow_inf_nan=False)]
    ratio: Ratio = "9:16"
    moves: tuple[Move, ...] = ()
    shots: Annotated[tuple[ShotLine, ...], Field(max_length=6)] = ()
    references: tuple[Picture, ...] = ()
    audio: bool = False
    seed: Seed | None = None
    tier: Tier = "draft"

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.last_frame is not None and self.first_frame is None:
            raise ValueError("a last frame needs a first one")
        if self.shots and sum(shot.seconds for shot in self.shots) != self.seconds:
            raise ValueError("the shots' seconds add up to the clip's")
        return self


class ClipEditRequest(Value):
    """A change to a clip, in words: to one that the vendor still has (`interaction`), or to one at a public address
    (`video_url`). `seconds` is the clip's length. `keep_audio` keeps its sound."""

    instruction: Prompt
    interaction: str | None = None
    video_url: str | None = None
    seconds: Annotated[float, Field(gt=0, le=60, allow_inf_nan=False)]
    references: tuple[Picture, ...] = ()
    ratio: Ratio = "9:16"
    keep_audio: bool = True
    seed: Seed | None = None
    tier: Tier = "draft"

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.interaction is None) == (self.video_url is None):
            raise ValueError("a clip edit starts from an interaction or from a video's address")
        return self
