"""A clip of ours brought to where a vendor wants it: only to an address that was looked at, and no redirects."""

import asyncio
from pathlib import Path

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from store.errors import VendorError
from tools.jobs.downloads import Resolve, pinned, resolve
from tools.providers.addresses import checked_link
from tools.providers.outcomes import Place
from tools.providers.wire import retry_after_s

MAX_UPLOAD_BYTES = 100 * 1024 * 1024
"""What hosts take in one piece; the clips of a film are a few megabytes."""
_PATIENCE = httpx.Timeout(120.0, connect=10.0)


class _Kept(BaseModel):
    model_config = ConfigDict(extra="ignore")

    access_url: str


async def hand_over(
    place: Place,
    client: httpx.AsyncClient,
    trusted: frozenset[str],
    vendor: str,
    clip: Path,
    resolve: Resolve = resolve,
) -> str:
    """Send `clip` to `place` and answer the address that names it from then on. Costs nothing, may be done again.

    Raises VendorError: with `again` where it may work later.
    """
    checked_link(place.url, vendor, trusted)
    plain = await asyncio.to_thread(_request, client, place, clip, vendor)
    request = await pinned(plain, client, trusted, vendor, resolve)
    try:
        response = await client.send(request, follow_redirects=False)
    except httpx.HTTPError as error:
        raise _lost(vendor, f"the clip cannot be handed over ({type(error).__name__})") from None
    if response.status_code not in (200, 201, 204):
        raise _lost(vendor, f"the clip was not taken (HTTP {response.status_code})", response)
    return place.address or checked_link(_address(response, vendor), vendor, trusted)


def _request(client: httpx.AsyncClient, place: Place, clip: Path, vendor: str) -> httpx.Request:
    """The clip as the place wants it, whole in memory."""
    if clip.stat().st_size > MAX_UPLOAD_BYTES:
        raise VendorError("unsupported", vendor, f"it takes clips of up to {MAX_UPLOAD_BYTES // 2**20} MB")
    data = clip.read_bytes()
    if place.form is None:
        return client.build_request("POST", place.url, headers=place.headers, timeout=_PATIENCE, content=data)
    files = {"file": ("clip.mp4", data, "video/mp4")}
    made = client.build_request(
        "POST", place.url, headers=place.headers, timeout=_PATIENCE, data=place.form, files=files
    )
    made.read()
    return made


def _address(response: httpx.Response, vendor: str) -> str:
    try:
        return _Kept.model_validate_json(response.content).access_url
    except ValidationError:
        raise _lost(vendor, "it took the clip and does not say where it is") from None


def _lost(vendor: str, reason: str, response: httpx.Response | None = None) -> VendorError:
    again = response is None or response.status_code >= 500 or response.status_code == 429
    wait_s = retry_after_s(response.headers) if response is not None else None
    return VendorError("failed", vendor, reason, again=again, retry_after_s=wait_s)
