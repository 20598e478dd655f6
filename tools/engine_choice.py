"""Which engine is meant by a wish, and what it is asked so that it can do it."""

from collections.abc import Callable
from typing import TypeVar

from store.errors import UnknownTarget, VendorError
from tools.engine_limits import check, misfits, nearest
from tools.money import Money
from tools.other_engines import CHEAPEST, Wish, by_price
from tools.profiles import Kind, Profile
from tools.providers.requests import ClipEditRequest, ClipRequest, StillRequest

Q = TypeVar("Q", StillRequest, ClipRequest, ClipEditRequest)

LOCAL = "local"
"""The engine of this machine, which costs nothing."""


def chosen_engine(
    money: Money,
    kind: Kind,
    named: str | None,
    fits: Callable[[Profile], bool] = lambda _: True,
    wish: Wish | None = None,
) -> Profile | None:
    """The engine that is named ("cheapest": for `wish`), else the first connected one that `fits`, best one whose price
    is known; None where nothing is connected, or this machine is meant. Raises UnknownTarget for an engine that is not
    there or not connected."""
    if named == LOCAL:
        return None
    fitting = [profile for profile in money.connected(kind) if fits(profile)]
    if named in (None, CHEAPEST):
        told = [one.profile for one in by_price(money, kind, wish, fits) if one.usd is not None]
        if named is None:
            told = [profile for profile in fitting if profile in told]
        return next(iter(told or fitting), None)
    profile = money.engines.called(named, kind)
    if missing := money.engines.missing(profile):
        words = f"{profile.name} is not connected ({missing}). Nothing was sent."
        raise UnknownTarget(words, tuple(one.id for one in fitting))
    return profile


def fitted(profile: Profile, request: Q) -> tuple[Q, tuple[str, ...]]:
    """The nearest request that the engine can meet, and what is other than asked, in words.

    Raises VendorError (unsupported) where there is none; nothing was sent.
    """
    found = misfits(profile, request)
    fitting = nearest(profile, request)
    if fitting is None:
        check(profile, request)
        raise VendorError("unsupported", profile.name, "the request does not fit it")
    return fitting, tuple(f"{profile.name}: {one.reason}, so it is asked for {one.nearest}." for one in found)
