"""What a call will cost, and what it did cost, from one dated file (`tools/engine_data/prices.toml`).

A price that nobody knows is None, never zero: such a call is shown as "price unknown", and no budget can vouch for it.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field

from store.scene import Value
from tools.engine_limits import Request, shape_of
from tools.profiles import DATA, Profile
from tools.providers.outcomes import Finished
from tools.providers.requests import ClipEditRequest, ClipRequest, Quality, StillRequest, Tier

_SHORT_SIDE: dict[str, int] = {"480p": 480, "720p": 720, "1080p": 1080}
_TOKEN_RATE = 24 / 1024
"""Seedance: tokens of a pixel and second (BytePlus, 2026-07-31)."""


class Price(Value):
    """One line of the file; see there."""

    engines: tuple[str, ...]
    hosts: tuple[str, ...]
    unit: Literal["second", "clip", "image", "image_area", "tokens"]
    by_tier: dict[Tier, float] = Field(default_factory=dict[Tier, float])
    by_quality: dict[Quality, float] = Field(default_factory=dict[Quality, float])
    audio: bool | None = None
    seconds: float | None = None
    as_of: date
    checked: bool
    note: str = ""
    pictures: str = ""
    """What pictures that go along add, in words, where the vendor bills them by a count that only it knows."""


class TokenPrice(Value):
    """What a vendor's counts cost, a million each, by the names in `Finished.usage`."""

    engines: tuple[str, ...]
    hosts: tuple[str, ...]
    usd: dict[str, float]
    as_of: date
    checked: bool


class Estimate(Value):
    """What a call is expected to cost. usd: None where no price is known. checked: the vendor's own page says so."""

    usd: float | None
    per: str = ""
    """How it comes about: `$0.112 a second`."""
    as_of: date | None = None
    checked: bool = False

    @property
    def words(self) -> str:
        """`$0.67`, `about $0.90` where only others report the price, or `price unknown`."""
        if self.usd is None:
            return "price unknown"
        amount = f"{self.usd:.2f}" if self.usd >= 0.1 else f"{self.usd:.3f}".removesuffix("0")
        return f"{'' if self.checked else 'about '}${amount}"


def estimate(profile: Profile, request: Request, takes: int = 1) -> Estimate:
    """What `takes` calls of a request will cost. Pure."""
    price = _price(profile, request)
    if price is None:
        return Estimate(usd=None)
    each = _unit_usd(price, request)
    usd = each * _units(price, profile, request) * takes
    unit = {
        "second": "a second", "clip": "a clip", "image": "a picture", "image_area": "for 1024 × 1024",
        "tokens": "a million tokens",
    }[price.unit]  # fmt: skip
    per = f"${_exactly(each)} {unit}"
    if price.pictures and _pictures(request):
        per = f"{per}, {price.pictures}"
    return Estimate(usd=round(usd, 4), per=per, as_of=price.as_of, checked=price.checked)


def _exactly(usd: float) -> str:
    """`0.10`, `0.0375`, `7.00`: whole cents, and more where there is more."""
    return f"{usd:.2f}" if abs(usd - round(usd, 2)) < 1e-9 else f"{usd:g}"


def _pictures(request: Request) -> int:
    """How many pictures go along beside the frames of a clip."""
    return len(request.pictures if isinstance(request, StillRequest) else request.references)


def charged_usd(profile: Profile, finished: Finished) -> float | None:
    """What a finished call did cost: in the vendor's words, else by its counts; None where it tells neither."""
    if finished.cost_usd is not None:
        return finished.cost_usd
    for line in token_prices():
        if profile.engine in line.engines and profile.host in line.hosts and finished.usage:
            return round(sum(count * line.usd.get(name, 0.0) for name, count in finished.usage.items()) / 1e6, 6)
    return None


@cache
def prices() -> tuple[Price, ...]:
    """Every price. Raises pydantic.ValidationError for wrong data."""
    return tuple(Price.model_validate(line) for line in _read()["price"])


@cache
def token_prices() -> tuple[TokenPrice, ...]:
    return tuple(TokenPrice.model_validate(line) for line in _read()["tokens"])


def _read() -> Mapping[str, list[dict[str, object]]]:
    return tomllib.loads((DATA / "prices.toml").read_text(encoding="utf-8"))


def _price(profile: Profile, request: Request) -> Price | None:
    audio = request.audio if isinstance(request, ClipRequest) else None
    seconds = None if isinstance(request, StillRequest) else request.seconds
    for price in prices():
        if profile.engine not in price.engines or profile.host not in price.hosts:
            continue
        if price.audio not in (None, audio) or price.seconds not in (None, seconds):
            continue
        if _level(request) in (*price.by_tier, *price.by_quality):
            return price
    return None


def _level(request: Request) -> Tier | Quality:
    return request.quality if isinstance(request, StillRequest) else request.tier


def _unit_usd(price: Price, request: Request) -> float:
    if isinstance(request, StillRequest):
        return price.by_quality[request.quality]
    return price.by_tier[request.tier]


def _units(price: Price, profile: Profile, request: Request) -> float:
    if isinstance(request, StillRequest):
        size = profile.sizes.get(request.ratio, {}).get(request.quality, "")
        return request.count * (_area(size) / 1024**2 if price.unit == "image_area" else 1)
    if price.unit == "tokens":
        return _clip_area(profile, request) * _TOKEN_RATE * request.seconds / 1e6
    return request.seconds if price.unit == "second" else 1


def _area(size: str) -> int:
    width, _, height = size.partition("x")
    return int(width) * int(height)


def _clip_area(profile: Profile, request: ClipRequest | ClipEditRequest) -> float:
    """Pixels of a frame: a resolution names the area of 16:9 with that short side, other ratios keep it."""
    short = _SHORT_SIDE[profile.resolution(request.tier)]
    square = shape_of(request.ratio) == 1
    # The vendor's 720p is 1280 x 720, and 960 x 960 as a square.
    return float((short * 4 / 3) ** 2 if square else short * short * 16 / 9)
