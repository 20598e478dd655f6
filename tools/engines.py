"""Which engines there are, which of them are connected, and the adapter that speaks to one.

Keys come as variables from outside (`agent/settings.py` reads them once); here they stay inside `SecretStr`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx
from pydantic import SecretStr
from rapidfuzz import process

from store.errors import PersonError, UnknownTarget, VendorError
from store.scene import Value
from tools.profiles import Kind, Profile, host_data, profiles
from tools.providers.adapter import Adapter
from tools.providers.addresses import origin
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

MEDIA_VARIABLE = "RESHOOT_MEDIA_URL"
"""A public address under which this machine's media can be fetched, for vendors that take video by address only."""


class Host(Value):
    """A company that runs engines. `variables` hold the key, the first one set wins."""

    title: str
    variables: tuple[str, ...]
    base_url: str
    elsewhere: str | None = None
    """A variable that, where it is set, says that the key belongs to another server than this host."""


@dataclass(frozen=True)
class Connected:
    """A host with a key."""

    base_url: str
    key: SecretStr


@dataclass(frozen=True)
class Engines:
    """All engines, and how far they are connected. `media_url` is the operator's public media address, if any."""

    connected: Mapping[str, Connected] = field(default_factory=dict[str, Connected])
    elsewhere: frozenset[str] = frozenset()
    media_url: str | None = None

    def all(self, kind: Kind | None = None) -> tuple[Profile, ...]:
        """Every engine at every host, those that are connected first."""
        found = [profile for profile in profiles() if kind in (None, profile.kind)]
        return tuple(sorted(found, key=lambda profile: bool(self.missing(profile))))

    def find(self, name: str) -> Profile:
        """The engine `kling-3.0@fal`; without a host the connected one, else its maker's. Raises UnknownTarget."""
        named = [profile for profile in self.all() if name in (profile.id, profile.engine)]
        if not named:
            near = [match for match, _, _ in process.extract(name, [p.id for p in profiles()], limit=3)]
            raise UnknownTarget(f"There is no engine called {name!r}.", tuple(near))
        return named[0]

    def missing(self, profile: Profile) -> str:
        """What has to be set before the engine can be used: `connect with FAL_KEY`; empty where nothing is missing."""
        if profile.host in self.elsewhere:
            host = hosts()[profile.host]
            return f"connect with {_base_variable(profile.host)}: {host.elsewhere} says the key is another server's"
        if profile.host not in self.connected:
            return "connect with " + " or ".join(hosts()[profile.host].variables)
        if profile.needs_media_address and self.media_url is None:
            return f"connect with {MEDIA_VARIABLE}: it takes a clip by public address only"
        return ""

    def adapter(self, profile: Profile, client: httpx.AsyncClient) -> Adapter[Any]:
        """The adapter of a connected engine. Raises VendorError (key) for one that is not."""
        missing = self.missing(profile)
        if missing:
            raise VendorError("key", hosts()[profile.host].title, f"{profile.name} is not connected; {missing}")
        host = self.connected[profile.host]
        return ADAPTERS[profile.adapter](Access(client, host.base_url, host.key), profile)

    def secrets(self) -> tuple[str, ...]:
        """The keys, for whoever keeps them out of logs."""
        return tuple(host.key.get_secret_value() for host in self.connected.values())


@cache
def hosts() -> dict[str, Host]:
    """Every host by its name."""
    return {name: Host.model_validate(facts) for name, facts in host_data().items()}


def variables() -> tuple[str, ...]:
    """Every variable that is read here, without the RESHOOT_ forms of the keys."""
    keys = [variable for host in hosts().values() for variable in host.variables]
    bases = [_base_variable(name) for name in hosts()]
    others = [host.elsewhere for host in hosts().values() if host.elsewhere]
    return (*keys, *bases, *others, MEDIA_VARIABLE)


def read_engines(given: Mapping[str, str]) -> Engines:
    """What the variables connect. An empty one counts as not set. Raises PersonError for an address that is none."""
    connected: dict[str, Connected] = {}
    elsewhere: set[str] = set()
    for name, host in hosts().items():
        key = next((value for variable in host.variables if (value := _key(given, variable))), "")
        base_url = _address(given, _base_variable(name))
        if key and base_url is None and host.elsewhere and _foreign(given.get(host.elsewhere, ""), host.base_url):
            elsewhere.add(name)
        elif key:
            connected[name] = Connected(base_url or host.base_url, SecretStr(key))
    return Engines(connected, frozenset(elsewhere), _address(given, MEDIA_VARIABLE))


def _key(given: Mapping[str, str], variable: str) -> str:
    return (given.get(f"RESHOOT_{variable}", "") or given.get(variable, "")).strip()


def _base_variable(host: str) -> str:
    return f"RESHOOT_{re.sub('[^A-Z]', '_', host.upper())}_BASE_URL" if host != "openai" else "RESHOOT_IMAGES_BASE_URL"


def _foreign(url: str, documented: str) -> bool:
    return bool(url.strip()) and not url.startswith(documented)


def _address(given: Mapping[str, str], variable: str) -> str | None:
    url = given.get(variable, "").strip()
    if not url:
        return None
    try:
        scheme = origin(url).split(":", 1)[0]
    except ValueError:
        scheme = ""
    if scheme not in ("http", "https"):
        raise PersonError(f"{variable} is no web address. Set it to one that starts with https:// or http://.")
    return url
