"""The companies that run engines: where they are reached, which variables hold their keys, and which are connected.

Variables come in from outside (`agent/settings.py` reads them once); from here on keys stay inside `SecretStr`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from pydantic import SecretStr

from store.errors import PersonError
from store.scene import Value
from tools.profiles import host_data
from tools.providers.addresses import origin

MEDIA_VARIABLE = "RESHOOT_MEDIA_URL"
"""A public address under which this machine's media can be fetched, for vendors that take video by address only."""


class Host(Value):
    """A company that runs engines. `variables` hold the key, the first one set wins."""

    title: str
    variables: tuple[str, ...]
    base_url: str
    base_variable: str
    at_once: int = 4
    """How many calls it works on at the same time."""
    elsewhere: str | None = None
    """A variable that, where it is set, says that the key belongs to another server than this host."""


@dataclass(frozen=True)
class Connected:
    """A host with a key."""

    base_url: str
    key: SecretStr


@dataclass(frozen=True)
class Connections:
    """Which hosts are connected; `elsewhere` are those whose key belongs to another server. `media_url` is the
    operator's public media address, if any."""

    hosts: Mapping[str, Connected] = field(default_factory=dict[str, Connected])
    elsewhere: frozenset[str] = frozenset()
    media_url: str | None = None

    def secrets(self) -> tuple[str, ...]:
        """The keys, for whoever keeps them out of logs."""
        return tuple(host.key.get_secret_value() for host in self.hosts.values())


@cache
def hosts() -> dict[str, Host]:
    """Every host by its name."""
    return {name: Host.model_validate(facts) for name, facts in host_data().items()}


def variables() -> tuple[str, ...]:
    """Every variable that is read here."""
    names = [MEDIA_VARIABLE]
    for host in hosts().values():
        names += [name for variable in host.variables for name in (f"RESHOOT_{variable}", variable)]
        names += [host.base_variable, *([host.elsewhere] if host.elsewhere else [])]
    return tuple(names)


def read_connections(given: Mapping[str, str]) -> Connections:
    """What the variables connect. An empty one counts as not set. Raises PersonError for an address that is none."""
    connected: dict[str, Connected] = {}
    elsewhere: set[str] = set()
    for name, host in hosts().items():
        key = next((value for variable in host.variables if (value := _key(given, variable))), "")
        base_url = _address(given, host.base_variable)
        if key and base_url is None and host.elsewhere and _foreign(given.get(host.elsewhere, ""), host.base_url):
            elsewhere.add(name)
        elif key:
            connected[name] = Connected(base_url or host.base_url, SecretStr(key))
    return Connections(connected, frozenset(elsewhere), _address(given, MEDIA_VARIABLE))


def _key(given: Mapping[str, str], variable: str) -> str:
    return given.get(f"RESHOOT_{variable}", "").strip() or given.get(variable, "").strip()


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
