"""What a vendor names is not trusted: no link of its leads into a private network, no task id of its into a path. Pure.

A name can still resolve to a private address: whoever connects checks the address it is about to use with `is_public`.
"""

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

from store.errors import VendorError

_LONGEST = 8192
"""Signed links of object stores run to two or three thousand characters."""
_HOST = re.compile(r"(?=.{1,253}$)(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+(?!-)[a-z][a-z0-9-]{0,62}(?<!-)")
_PRIVATE_NAMES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".home.arpa", ".onion")
_TASK_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:=-]{0,255}")


def origin(url: str) -> str:
    """Scheme, host and port of an address: `https://api.example.com:443`. Raises ValueError."""
    parts = urlsplit(url)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    if not parts.hostname or port is None:
        raise ValueError(f"no web address: {url[:80]!r}")
    return f"{parts.scheme}://{parts.hostname.lower()}:{port}"


def checked_link(url: str, vendor: str, trusted: Collection[str] = ()) -> str:
    """`url` as it stands, if it may be fetched: https to a public name, or an origin in `trusted`, which only the
    operator's own settings name. Raises VendorError (failed)."""
    wrong = _wrong_with(url, trusted)
    if wrong:
        raise VendorError("failed", vendor, f"it names a link that is not followed: {wrong}", charged="unknown")
    return url


def checked_task_id(task_id: str, vendor: str) -> str:
    """`task_id` as it stands, if it can stand in an address. Raises VendorError (failed): the job may well exist."""
    if not _TASK_ID.fullmatch(task_id) or ".." in task_id:
        reason = f"it names a task {task_id[:40]!r}, which is no task id"
        raise VendorError("failed", vendor, reason, charged="unknown")
    return task_id


def is_public(address: str) -> bool:
    """Whether an IP address lies in the public internet, also where it is wrapped in an IPv6 one."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in ipaddress.IPv6Network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def _wrong_with(url: str, trusted: Collection[str]) -> str:
    """Why an address is not followed; empty where it may be."""
    if len(url) > _LONGEST:
        return "it is too long"
    if not url.isascii() or any(character <= " " or character in '\\"<>\x7f' for character in url):
        return "it has characters that no address has"
    try:
        parts, named = urlsplit(url), origin(url)
    except ValueError:
        return "it is no web address"
    if parts.username is not None or parts.password is not None:
        return "it carries a user name"
    if named in trusted:
        return ""
    return _wrong_outside(parts)


def _wrong_outside(parts: SplitResult) -> str:
    if parts.scheme != "https":
        return f"its scheme is {parts.scheme[:20]}, not https"
    if parts.port not in (None, 443):
        return f"it names port {parts.port}"
    host = (parts.hostname or "").lower().removesuffix(".")
    if _is_ip(host):
        return "" if is_public(host) else f"{host} is a private address"
    if host == "localhost" or host.endswith(_PRIVATE_NAMES):
        return f"{host[:80]} is a private name"
    # A public name ends in letters. This also turns away 2130706433, 0x7f.1 and 127.1, which some resolvers take for
    # addresses.
    return "" if _HOST.fullmatch(host) else f"{host[:80]!r} is no public name"


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
