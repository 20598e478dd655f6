"""A clip is brought to a vendor before it is named in a call: to a public address only, and nothing is ordered where
that fails."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from store.errors import VendorError
from store.home import Home
from tests.contract.answers import Desk, Reply
from tests.contract.test_every_adapter import engines
from tools.engines import Engines
from tools.hosts import read_connections
from tools.jobs.requests import addressed, clip_here
from tools.jobs.uploads import MAX_UPLOAD_BYTES, hand_over
from tools.jobs.vendors import ConnectedVendors
from tools.providers.outcomes import HostsVideo, Place

PUBLIC = "93.184.216.34"
STORAGE = "https://v3.fal.media/files/upload"
CLIP = b"\0\0\0 ftypisom a clip"


async def public(host: str, port: int) -> list[str]:
    return [PUBLIC]


def vendor(answer: Callable[[httpx.Request], httpx.Response]) -> tuple[httpx.AsyncClient, list[httpx.Request]]:
    asked: list[httpx.Request] = []

    def take(request: httpx.Request) -> httpx.Response:
        request.read()
        asked.append(request)
        return answer(request)

    return httpx.AsyncClient(transport=httpx.MockTransport(take)), asked


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    path.write_bytes(CLIP)
    return path


async def test_fal_gives_a_token_and_says_where_the_clip_is(clip: Path) -> None:
    desk = Desk(Reply({"token": "t0ken", "token_type": "Bearer", "base_url": "https://x", "expires_at": "2026"}))
    provider = engines().adapter(engines().find("kling-3.0-omni@fal"), desk.client)
    assert isinstance(provider, HostsVideo)
    place = await provider.place_for("video/mp4")
    request = desk.requests[0]
    assert str(request.url) == "https://rest.fal.ai/storage/auth/token?storage_type=fal-cdn-v3"
    assert (request.method, json.loads(request.content)) == ("POST", {})
    client, asked = vendor(lambda _: httpx.Response(200, json={"access_url": "https://v3.fal.media/files/a/clip.mp4"}))
    address = await hand_over(place, client, frozenset(), "fal", clip, public)
    assert address == "https://v3.fal.media/files/a/clip.mp4"
    assert asked[0].url.host == PUBLIC
    assert asked[0].headers["host"] == "v3.fal.media"
    assert asked[0].headers["authorization"] == "Bearer t0ken"
    assert asked[0].headers["content-type"] == "video/mp4"
    assert asked[0].content == CLIP


async def test_runway_wants_a_form_and_names_the_clip_beforehand(clip: Path) -> None:
    desk = Desk(Reply({"uploadUrl": "https://up.example.com/x", "fields": {"key": "k1"}, "runwayUri": "runway://abc"}))
    provider = engines().adapter(engines().find("aleph-2@runway"), desk.client)
    assert isinstance(provider, HostsVideo)
    place = await provider.place_for("video/mp4")
    assert desk.sent == ["POST /v1/uploads"]
    assert desk.posted == {"filename": "clip.mp4", "type": "ephemeral"}
    client, asked = vendor(lambda _: httpx.Response(204))
    assert await hand_over(place, client, frozenset(), "Runway", clip, public) == "runway://abc"
    body = asked[0].content
    assert b'name="key"' in body
    assert body.index(b'name="key"') < body.index(b'name="file"')
    assert CLIP in body
    assert "authorization" not in asked[0].headers


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/x", "file:///etc/passwd", "https://10.0.0.3/up", "https://localhost/"]
)
async def test_a_private_place_is_never_brought_anything(clip: Path, url: str) -> None:
    client, asked = vendor(lambda _: httpx.Response(200))
    with pytest.raises(VendorError, match="link that is not followed"):
        await hand_over(Place(url=url), client, frozenset(), "fal", clip, public)
    assert asked == []


async def test_a_name_that_leads_to_a_private_address_is_brought_nothing(clip: Path) -> None:
    async def private(host: str, port: int) -> list[str]:
        return ["10.0.0.9"]

    client, asked = vendor(lambda _: httpx.Response(200))
    with pytest.raises(VendorError, match="private address"):
        await hand_over(Place(url=STORAGE), client, frozenset(), "fal", clip, private)
    assert asked == []


@pytest.mark.parametrize(
    ("answer", "again"),
    [
        (httpx.Response(302, headers={"location": "http://127.0.0.1/"}), False),
        (httpx.Response(403), False),
        (httpx.Response(503), True),
        (httpx.Response(200, content=b"<html>"), True),
        (httpx.Response(200, json={"access_url": "http://169.254.169.254/"}), False),
    ],
)
async def test_what_is_not_taken_is_one_error_and_no_redirect_is_followed(
    clip: Path, answer: httpx.Response, again: bool
) -> None:
    client, asked = vendor(lambda _: answer)
    with pytest.raises(VendorError) as caught:
        await hand_over(Place(url=STORAGE), client, frozenset(), "fal", clip, public)
    assert (caught.value.again, len(asked)) == (again, 1)


async def test_a_clip_that_is_too_large_is_not_sent(clip: Path) -> None:
    with clip.open("ab") as file:
        file.truncate(MAX_UPLOAD_BYTES + 1)
    client, asked = vendor(lambda _: httpx.Response(200))
    with pytest.raises(VendorError, match="up to 100 MB"):
        await hand_over(Place(url=STORAGE), client, frozenset(), "fal", clip, public)
    assert asked == []


async def test_a_host_without_storage_is_given_the_operators_address(home: Home) -> None:
    given = {"KLING_API_KEY": "k", "RESHOOT_MEDIA_URL": "https://media.example.com/reshoot/"}
    media = home.media.put_bytes(CLIP, "mp4")
    vendors = ConnectedVendors(Engines(read_connections(given)), home.media)
    reached = vendors.reach("kling-3.0-omni", "kling")
    document: dict[str, Any] = {"form": "clip_edit", "values": {"video_url": clip_here(media)}, "pictures": {}}
    sent = await addressed(document, reached.address_of)
    assert sent["values"]["video_url"] == f"https://media.example.com/reshoot/{media}"
    assert document["values"]["video_url"] == f"media:{media}"
    await vendors.close()
