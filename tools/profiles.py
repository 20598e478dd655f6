"""What each engine can do at each host: dated data, apart from the code that talks to the host.

The data stands in `tools/engine_data/*.toml`, one file per maker. A request that a profile cannot meet is refused here,
before anything is spent, with the nearest that works. What the vendors' documents left open is listed in
`unverified`, and nothing is built on it.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from store.scene import MoveKind, Value
from tools.providers.requests import PictureType, Quality, Tier

DATA = Path(__file__).with_name("engine_data")

Kind = Literal["still", "clip", "edit"]


class Seconds(Value):
    """The lengths a clip may have: a list of `choices`, or every `step` from `least` to `most`."""

    choices: tuple[float, ...] = ()
    least: float = 0.0
    most: float = 0.0
    step: float = 1.0

    def allows(self, seconds: float) -> bool:
        return abs(self.nearest(seconds) - seconds) < 1e-6

    def nearest(self, seconds: float) -> float:
        """The closest length there is; of two equally close ones the longer, which can be cut."""
        choices = self.choices or tuple(self._steps())
        return min(choices, key=lambda choice: (abs(choice - seconds), -choice))

    def covering(self, seconds: float) -> float:
        """The shortest length that is at least `seconds`, else the longest."""
        choices = sorted(self.choices or self._steps())
        return next((choice for choice in choices if choice >= seconds - 1e-6), choices[-1])

    @property
    def words(self) -> str:
        """`5 or 10 s`, `3–15 s`."""
        if self.choices:
            return " or ".join(f"{choice:g}" for choice in self.choices) + " s"
        return f"{self.least:g}–{self.most:g} s"

    def _steps(self) -> list[float]:
        count = int((self.most - self.least) / self.step + 1e-6)
        return [self.least + self.step * index for index in range(count + 1)]


class Frames(Value):
    """What the pictures of a clip may be, in pixels and shape; 0 is no limit."""

    least_side: int = 0
    most_side: int = 0
    most_stretch: float = 0.0
    """Longest side over shortest."""
    most_mb: float = 0.0
    types: tuple[PictureType, ...] = ("image/png", "image/jpeg", "image/webp")


class Fields(Value):
    """How a host that runs many makers' models calls the parts of a request; None: the model has no such part.

    *_model: the host's model for that case, where it is another one. `last_frame_first`: the first frame's name there.
    `seconds_form`: `6` as "6", "6s", 6 or a count of frames at 24 a second. `fixed` is always sent.
    """

    prompt: str = "prompt"
    first_frame: str | None = None
    last_frame: str | None = None
    last_frame_first: str | None = None
    last_frame_model: str | None = None
    draft_model: str | None = None
    pictures: str | None = None
    pictures_model: str | None = None
    mask: str | None = None
    size: str | None = None
    ratio: str | None = None
    resolution: str | None = None
    quality: str | None = None
    count: str | None = None
    seconds: str | None = None
    seconds_form: Literal["text", "text_s", "number", "frames"] = "text"
    seconds_in_drafts_only: bool = False
    """Whether the final model has one length, which it does not let one name."""
    audio: str | None = None
    seed: str | None = None
    camera: str | None = None
    shots: str | None = None
    video: str | None = None
    keep_audio: str | None = None
    keep_audio_values: tuple[str | bool, str | bool] = (True, False)
    """What says to keep the sound, and what says not to."""
    fixed: dict[str, str | int | bool] = Field(default_factory=dict[str, str | int | bool])


class Profile(Value):
    """One engine at one host. `ratios` empty: the clip takes the shape of its first frame."""

    engine: str
    host: str
    adapter: str
    """The module of `tools/providers` that speaks to it."""
    model: str
    """Its name at the host."""
    name: str
    maker: str
    kind: Kind
    as_of: date
    source: str
    unverified: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    retires: date | None = None
    prompt_limit: int | None
    ratios: tuple[str, ...] = ()
    seed: bool = False
    references: int = 0
    """How many reference pictures go along with a request, the picture to be changed among them."""
    citing: str = "image {n}"
    """How a prompt names one of the pictures; `{n}` counts from 1, `{i}` from 0."""
    # stills
    sizes: dict[str, dict[Quality, str]] = Field(default_factory=dict[str, dict[Quality, str]])
    """The vendor's word for a size, by ratio and quality."""
    mask: bool = False
    edits: bool = False
    """Whether a picture can be handed in to be changed."""
    most_count: int = 1
    # clips and clip edits
    seconds: Seconds | None = None
    final_seconds: Seconds | None = None
    """The lengths of final clips, where they are others."""
    final_only: tuple[Literal["audio", "last_frame"], ...] = ()
    """What only final clips can have."""
    resolutions: dict[Tier, str] = Field(default_factory=dict[Tier, str])
    audio: Literal["never", "choice", "always"] = "never"
    text_only: bool = False
    """Whether a clip can be made without a first frame."""
    last_frame: bool = False
    frames: Frames = Frames()
    multi_shot: bool = False
    """Whether it takes a list of shots with their seconds."""
    multi_shot_words: bool = False
    """Whether it makes several shots that a prompt tells of; how long each lasts is its own choice."""
    camera: Literal["words", "brackets", "parameter"] = "words"
    camera_fixed: bool = False
    """Whether the host has a switch that holds the camera still."""
    camera_values: dict[MoveKind | Literal["static"], str] = Field(
        default_factory=dict[MoveKind | Literal["static"], str]
    )
    """The host's values of its camera parameter; a move that is not here is put into words."""
    edit_from: tuple[Literal["interaction", "address"], ...] = ()
    needs_media_address: bool = False
    """The clip to change is taken by a public address only, which the operator has to set."""
    # jobs
    links_live_s: float | None = None
    cancel: Literal["no", "queued", "always"] = "no"
    poll_every_s: float = 5.0
    fields: Fields = Fields()

    @property
    def id(self) -> str:
        """How a shot names it: `kling-3.0@fal`."""
        return f"{self.engine}@{self.host}"

    def lengths(self, tier: Tier) -> Seconds | None:
        """The lengths that clips of a tier may have."""
        return self.final_seconds if tier == "final" and self.final_seconds else self.seconds

    def resolution(self, tier: Tier) -> str:
        return self.resolutions.get(tier, "")


@cache
def profiles() -> tuple[Profile, ...]:
    """Every engine at every host, in the order of the data. Raises pydantic.ValidationError for wrong data."""
    return tuple(profile for file in sorted(DATA.glob("engines_*.toml")) for profile in read_profiles(_read(file)))


@cache
def host_data() -> dict[str, Any]:
    """The hosts as they stand in `hosts.toml`."""
    return _read(DATA / "hosts.toml")


def read_profiles(document: Mapping[str, Any]) -> tuple[Profile, ...]:
    """The profiles of one file: an engine's facts, then for each host what differs there."""
    made: list[Profile] = []
    for engine, facts in document["engine"].items():
        hosts: Mapping[str, Mapping[str, Any]] = facts["host"]
        shared = {name: value for name, value in facts.items() if name != "host"}
        for host, own in hosts.items():
            unverified = (*shared.get("unverified", ()), *own.get("unverified", ()))
            values = {**shared, **own, "engine": engine, "host": host, "unverified": unverified}
            made.append(Profile.model_validate({"maker": document["maker"], "prompt_limit": None, **values}))
    return tuple(made)


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
