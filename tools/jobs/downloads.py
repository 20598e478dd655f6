"""A vendor's link becomes a file: never from a private address, never larger than the limit, never followed blindly.

A name is resolved once, every address it has is looked at, and the connection goes to exactly that address: a name
that answers differently the second time gains nothing.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

from store.disk import room_on_disk
from store.errors import VendorError
from tools.jobs.vendors import Reached
from tools.providers.addresses import checked_link, is_public, origin
from tools.providers.outcomes import Link
from tools.providers.wire import retry_after_s

MAX_CLIP_BYTES = 1024 * 1024 * 1024
MAX_STILL_BYTES = 128 * 1024 * 1024
MAX_REDIRECTS = 5
EXPIRED = frozenset({401, 403, 404, 410})
"""What object stores answer for a link that has run out."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

Resolve = Callable[[str, int], Awaitable[list[str]]]


class LinkExpired(VendorError):
    """The link is over; the vendor may name a fresh one for the same job."""


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def download(
    link: Link, reached: Reached, vendor: str, to: Path, max_bytes: int, resolve: Resolve = resolve
) -> int:
    """Write what stands behind `link` into the new file `to` and answer its size in bytes.

    Raises LinkExpired, DiskFull, and VendorError: with `again` where the same link may work later. Nothing is paid
    here, so it may be tried as often as wished. What was written before an error is the caller's to remove.
    """
    request = reached.provider.download(link)
    for _ in range(MAX_REDIRECTS + 1):
        request = await pinned(request, reached.client, reached.trusted, vendor, resolve)
        try:
            response = await reached.client.send(request, stream=True, follow_redirects=False)
        except httpx.HTTPError as error:
            raise _lost(vendor, f"the result cannot be fetched ({type(error).__name__})") from None
        try:
            if response.status_code not in _REDIRECTS:
                return await _written(response, vendor, to, max_bytes)
            request = _redirected(response, reached, vendor)
        finally:
            await response.aclose()
    raise VendorError("failed", vendor, "its result is redirected round and round", charged="unknown")


async def pinned(
    request: httpx.Request, client: httpx.AsyncClient, trusted: frozenset[str], vendor: str, resolve: Resolve
) -> httpx.Request:
    """The request to one address that was looked at, under its own name for TLS and for the server; its body has to be
    read. Raises VendorError for a private address; those in `trusted` are the operator's."""
    url = request.url
    if origin(str(url)) in trusted:
        return request
    host, port = url.host, url.port or 443
    try:
        addresses = await resolve(host, port)
    except OSError as error:
        raise _lost(vendor, f"the host that it names is not known ({host[:80]})") from error
    private = [address for address in addresses if not is_public(address)]
    if private or not addresses:
        raise VendorError(
            "failed", vendor, f"it names a private address ({host[:80]}), which is not asked", charged="unknown"
        )
    headers = {**request.headers, "host": url.netloc.decode("ascii")}
    return client.build_request(
        request.method, url.copy_with(host=addresses[0]), headers=headers, content=request.content or None,
        timeout=httpx.Timeout(**request.extensions["timeout"]), extensions={"sni_hostname": host},
    )  # fmt: skip


def _redirected(response: httpx.Response, reached: Reached, vendor: str) -> httpx.Request:
    """Where an answer points to, checked like the first link; no key goes there."""
    there = response.headers.get("location", "")
    named = response.request.extensions.get("sni_hostname", response.request.url.host)
    target = str(response.request.url.copy_with(host=named).join(there)) if there else ""
    checked_link(target, vendor, reached.trusted)
    return reached.client.build_request("GET", target, timeout=httpx.Timeout(60.0, connect=10.0))


async def _written(response: httpx.Response, vendor: str, to: Path, max_bytes: int) -> int:
    if response.status_code in EXPIRED:
        raise LinkExpired("failed", vendor, f"the link to its result has run out (HTTP {response.status_code})")
    if response.status_code != 200:
        raise _lost(vendor, f"its result answers with HTTP {response.status_code}", retry_after_s(response.headers))
    too_large = VendorError("failed", vendor, f"its result is larger than {max_bytes // 2**20} MB", charged="unknown")
    if (announced := response.headers.get("content-length", "")).isdigit() and int(announced) > max_bytes:
        raise too_large
    size = 0
    with room_on_disk(to.parent), to.open("xb") as file:
        try:
            async for chunk in response.aiter_bytes(1 << 18):
                size += len(chunk)
                if size > max_bytes:
                    raise too_large
                file.write(chunk)
        except httpx.HTTPError as error:
            raise _lost(vendor, f"its result broke off ({type(error).__name__})") from None
    if size == 0:
        raise _lost(vendor, "its result is empty")
    return size


def _lost(vendor: str, reason: str, wait_s: float | None = None) -> VendorError:
    return VendorError("failed", vendor, reason, again=True, retry_after_s=wait_s)
