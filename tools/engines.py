"""Which engines there are, which of them are connected, and the adapter that speaks to one."""

import re
from dataclasses import dataclass, field
from typing import Any

import httpx
from rapidfuzz import process

from store.errors import UnknownTarget, VendorError
from tools.hosts import MEDIA_VARIABLE, Connections, hosts
from tools.profiles import Kind, Profile, profiles
from tools.providers.adapter import Adapter
from tools.providers.fal import Fal
from tools.providers.google_images import GoogleImages
from tools.providers.google_omni import GoogleOmni
from tools.providers.google_veo import GoogleVeo
from tools.providers.hailuo import Hailuo
from tools.providers.kling import Kling
from tools.providers.openai_images import OpenAIImages
from tools.providers.runway import Runway
from tools.providers.seedance import Seedance
from tools.providers.wan import Wan
from tools.providers.wire import Access

ADAPTERS: dict[str, type[Adapter[Any]]] = {
    "fal": Fal,
    "google_images": GoogleImages,
    "google_omni": GoogleOmni,
    "google_veo": GoogleVeo,
    "hailuo": Hailuo,
    "kling": Kling,
    "openai_images": OpenAIImages,
    "runway": Runway,
    "seedance": Seedance,
    "wan": Wan,
}
"""The adapter of each profile's `adapter`."""


@dataclass(frozen=True)
class Engines:
    """All engines, and how far they are connected."""

    connections: Connections = field(default_factory=Connections)

    def all(self, kind: Kind | None = None) -> tuple[Profile, ...]:
        """Every engine at every host, those that are connected first."""
        found = [profile for profile in profiles() if kind in (None, profile.kind)]
        return tuple(sorted(found, key=lambda profile: bool(self.missing(profile))))

    def find(self, name: str) -> Profile:
        """The engine `kling-3.0@fal`; without a host the connected one, else its maker's; `kling` alone is the first of
        its family. Raises UnknownTarget."""
        named = [profile for profile in self.all() if name in (profile.id, profile.engine)]
        named = named or [profile for profile in self.all() if profile.engine.startswith(f"{name}-")]
        if not named:
            near = [match for match, _, _ in process.extract(name, [p.id for p in profiles()], limit=3)]
            raise UnknownTarget(f"There is no engine called {name!r}.", tuple(near))
        return named[0]

    def called(self, name: str, kind: Kind) -> Profile:
        """The engine of a kind as a person calls it ("Kling", "seedance 2", "veo 3.1 at fal"): the first connected one
        that has all of the words. Raises UnknownTarget."""
        said = _words(name)
        if any(profile.id == name for profile in profiles()):
            return self.find(name)
        for profile in self.all(kind) if said else ():
            if said <= _words(f"{profile.name} {profile.maker} {profile.engine} {profile.host}"):
                return profile
        return self.find(name)

    def missing(self, profile: Profile) -> str:
        """What has to be set before the engine can be used: `connect with FAL_KEY`; empty where nothing is missing."""
        host = hosts()[profile.host]
        if profile.host in self.connections.elsewhere:
            return f"connect with {host.base_variable}: {host.elsewhere} says the key is another server's"
        if profile.host not in self.connections.hosts:
            return "connect with " + " or ".join(host.variables)
        hosted = hasattr(ADAPTERS[profile.adapter], "place_for")
        if profile.needs_media_address and not hosted and self.connections.media_url is None:
            return f"connect with {MEDIA_VARIABLE}: it takes a clip by public address only"
        return ""

    def adapter(self, profile: Profile, client: httpx.AsyncClient) -> Adapter[Any]:
        """The adapter of a connected engine. Raises VendorError (key) for one that is not."""
        missing = self.missing(profile)
        if missing:
            raise VendorError("key", hosts()[profile.host].title, f"{profile.name} is not connected; {missing}")
        host = self.connections.hosts[profile.host]
        return ADAPTERS[profile.adapter](Access(client, host.base_url, host.key), profile)


def _words(name: str) -> set[str]:
    """The words and numbers of a name; 3.0 and 3 are the same."""
    found = re.findall(r"[a-z]+|\d+(?:\.\d+)?", name.casefold())
    return {word.removesuffix(".0") for word in found} - {"at", "the", "engine"}
