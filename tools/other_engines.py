"""What else could meet a wish, and at which price: the choices of a spend card, and the cheapest engine. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from tools.engine_advice import Content, advise
from tools.engine_limits import nearest
from tools.hosts import hosts
from tools.money import Money, dollars
from tools.profiles import Kind, Profile
from tools.providers.requests import ClipEditRequest, ClipRequest, Picture, StillRequest, Tier
from tools.receipts import Chip, ToolCall

Request = StillRequest | ClipRequest | ClipEditRequest
Wish = Callable[[Profile], Request | None]
"""What an engine would be asked; None where it cannot be."""

CHEAPEST = "cheapest"
"""What a wish names instead of an engine: whichever costs least."""
FRAME = Picture(data=b"-", mime="image/jpeg", width=1080, height=1920)
"""Stands for a still where only the price is asked."""
_MOST = 3
_USUAL_S = 6.0


@dataclass(frozen=True)
class OtherWay:
    """Another way to a wish. usd: what it costs; None where no price is known."""

    label: str
    call: ToolCall
    usd: float | None

    @property
    def chip(self) -> Chip:
        return Chip(label=f"{self.label}, {dollars(self.usd)}", call=self.call)


@dataclass(frozen=True)
class Priced:
    """An engine with what it would cost. usd: None where no price is known."""

    profile: Profile
    usd: float | None


def engine_words(profile: Profile) -> str:
    """`Kling 3.0 at fal`."""
    host = hosts()[profile.host].title
    return profile.name if host == profile.maker else f"{profile.name} at {host}"


def by_price(
    money: Money, kind: Kind, wish: Wish | None = None, fits: Callable[[Profile], bool] = lambda _: True
) -> list[Priced]:
    """The connected engines that can meet a wish (a usual one of the kind), or nearly; the cheapest first, those
    without a known price last."""
    wish = wish or _LIKE[kind]()
    found: list[Priced] = []
    for profile in money.connected(kind):
        asked = wish(profile) if fits(profile) else None
        fitting = nearest(profile, cast("ClipRequest", asked)) if asked is not None else None  # whichever form it has
        if fitting is not None:
            found.append(Priced(profile, money.price(profile, fitting).usd))
    return sorted(found, key=lambda one: (one.usd is None, one.usd))


def others(
    priced: list[Priced], chosen: Profile, call: Callable[[Profile], ToolCall], count: int = 1
) -> tuple[OtherWay, ...]:
    """The wish by other engines, each once, at the host where it costs least. count: so many calls of that price."""
    found: dict[str, OtherWay] = {}
    for one in priced:
        if one.profile.engine != chosen.engine and one.profile.engine not in found:
            usd = None if one.usd is None else round(one.usd * count, 6)
            found[one.profile.engine] = OtherWay(f"by {engine_words(one.profile)}", call(one.profile), usd)
    return tuple(found.values())[:_MOST]


def advised(money: Money, content: Content, priced: list[Priced]) -> tuple[Profile | None, str]:
    """The engine that nobody named, and why: the best one for the content; but none at a price that nobody knows where
    another one tells its price. None where nothing is priced."""
    known = {one.profile.id for one in priced if one.usd is not None}
    ids = {one.profile.id for one in priced}
    able = [one for one in advise(money.engines, content) if not one.missing and one.engine.id in ids]
    told = [one for one in able if one.engine.id in known]
    if known and not told:
        return priced[0].profile, "it costs least of the engines whose price is known"
    best = next(iter(told or able), None)
    return (best.engine, best.reason) if best else (None, "")


def because(profile: Profile, reason: str) -> tuple[str, ...]:
    """Why an engine that nobody named was taken, as a note; none where there is no reason."""
    return (f"{profile.name} because: {reason}.",) if reason else ()


def clip_like(
    seconds: float = _USUAL_S, ratio: str = "9:16", tier: Tier = "draft", *, ends: bool = False, sound: bool = False
) -> Wish:
    """A clip of at least that length, as each engine makes it; ends: it has a last frame; sound: and sound."""

    def wish(profile: Profile) -> ClipRequest | None:
        if (ends and not profile.last_frame) or (sound and profile.audio == "never"):
            return None
        lengths = profile.lengths(tier)
        return ClipRequest(
            motion_prompt="-", first_frame=FRAME, last_frame=FRAME if ends else None, ratio=ratio, tier=tier,
            seconds=lengths.covering(seconds) if lengths else seconds, audio=sound or profile.audio == "always",
        )  # fmt: skip

    return wish


def still_like(ratio: str = "9:16", quality: str = "low") -> Wish:
    """One picture."""
    asked = StillRequest.model_validate({"prompt": "-", "ratio": ratio, "quality": quality})
    return lambda _: asked


def edit_like(seconds: float = _USUAL_S, ratio: str = "9:16") -> Wish:
    """A change to a clip that is brought to the engine."""
    asked = ClipEditRequest(instruction="-", video_url="-", seconds=seconds, ratio=ratio)
    return lambda profile: asked if "address" in profile.edit_from else None


_LIKE: dict[Kind, Callable[[], Wish]] = {"still": still_like, "clip": clip_like, "edit": edit_like}
