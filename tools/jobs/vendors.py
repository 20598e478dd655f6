"""What the jobs need of a vendor, and how long they leave it alone between two questions."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

import httpx

from store.errors import UnknownTarget, VendorError
from store.media import MediaStore
from tools.engines import Engines
from tools.hosts import hosts
from tools.prices import charged_usd
from tools.profiles import Profile
from tools.providers.addresses import origin
from tools.providers.outcomes import AnyProvider, Finished, HostsVideo


@dataclass(frozen=True)
class Rhythm:
    """Seconds between two questions about a job: at first, and at most. `at_once`: calls at the same time."""

    first_s: float = 5.0
    longest_s: float = 15.0
    at_once: int = 4

    def pause_s(self, asked: int, wished_s: float | None = None, chance: Callable[[], float] = random.random) -> float:
        """How long to wait after `asked` questions; what the vendor wishes is never undercut.

        Up to a fifth is added by `chance` (0..1), so that jobs that began together do not ask together.
        """
        grown = min(self.longest_s, self.first_s * 1.25**asked)
        return max(grown, wished_s or 0.0) * (1.0 + 0.2 * chance())


AddressOf = Callable[[str], Awaitable[str]]
"""Gives a clip of ours (a media id) an address that a vendor can fetch. Raises VendorError."""


async def _nowhere(media_id: str) -> str:
    del media_id
    raise VendorError("unsupported", "the engine", "it takes a clip by address only, and there is none for yours")


@dataclass(frozen=True)
class Reached:
    """One engine at one host, with its key.

    trusted: origins that the operator named, which may lie in a private network. repeatable: the vendor knows a call by
    its label, and answers the same call twice with one job.
    """

    provider: AnyProvider
    client: httpx.AsyncClient = field(repr=False)
    trusted: frozenset[str] = frozenset()
    repeatable: bool = False
    address_of: AddressOf = field(default=_nowhere, repr=False)


class Vendors(Protocol):
    """The engines that are connected."""

    def reach(self, engine: str, host: str) -> Reached:
        """The engine at that host. Called on the loop of the jobs. Raises VendorError (key) if it is not connected."""
        ...

    def rhythm(self, engine: str, host: str) -> Rhythm: ...

    def charged_usd(self, engine: str, host: str, finished: Finished) -> float | None:
        """What a finished call did cost; None where the vendor does not tell."""
        ...

    async def close(self) -> None:
        """Close the connections, on the loop of the jobs."""
        ...


class ConnectedVendors:
    """The engines that `engines` connects, over one HTTP client."""

    def __init__(self, engines: Engines, media: MediaStore | None = None) -> None:
        self._engines = engines
        self._media = media
        self._client: httpx.AsyncClient | None = None

    def reach(self, engine: str, host: str) -> Reached:
        client = self._client = self._client or httpx.AsyncClient()  # belongs to the loop that asks first
        provider = self._engines.adapter(self._profile(engine, host), client)
        base_url = self._engines.connections.hosts[host].base_url
        named = base_url != hosts()[host].base_url
        reached = Reached(provider, client, frozenset({origin(base_url)}) if named else frozenset())
        return replace(reached, address_of=partial(self._address, reached, host))

    async def _address(self, reached: Reached, host: str, media_id: str) -> str:
        """Where the vendor finds a clip: brought to its own storage, else at the operator's public address."""
        operators = self._engines.connections.media_url
        if isinstance(reached.provider, HostsVideo) and self._media is not None:
            from tools.jobs.uploads import hand_over

            place = await reached.provider.place_for("video/mp4")
            return await hand_over(place, reached.client, reached.trusted, host, self._media.path(media_id))
        if operators is None:
            return await _nowhere(media_id)
        return f"{operators.rstrip('/')}/{media_id}"

    def rhythm(self, engine: str, host: str) -> Rhythm:
        every_s = self._profile(engine, host).poll_every_s
        return Rhythm(first_s=every_s, longest_s=3 * every_s, at_once=hosts()[host].at_once)

    def charged_usd(self, engine: str, host: str, finished: Finished) -> float | None:
        return charged_usd(self._profile(engine, host), finished)

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    def _profile(self, engine: str, host: str) -> Profile:
        try:
            return self._engines.find(f"{engine}@{host}")
        except UnknownTarget as error:
            raise VendorError("unsupported", host, f"there is no engine {engine!r} any more") from error
