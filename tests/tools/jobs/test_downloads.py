"""A link becomes a file, or a clear error; a private address is never asked."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from PIL import Image

from store.errors import VendorError
from tools.jobs.contents import extension_of
from tools.jobs.downloads import LinkExpired, download
from tools.jobs.vendors import Reached
from tools.providers.outcomes import Link

PUBLIC = "93.184.216.34"
Answer = Callable[[httpx.Request], httpx.Response]


class Fetcher:
    """As much of a provider as a download needs."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    def download(self, link: Link) -> httpx.Request:
        return self._client.build_request("GET", link.url, headers={"authorization": "Bearer secret"})


class Net:
    """A network of one server; `names` says where names lead, `asked` what was asked of it."""

    def __init__(self, answer: Answer, trusted: frozenset[str] = frozenset()) -> None:
        self.asked: list[httpx.Request] = []
        self.names: dict[str, list[str]] = {}
        self._answer = answer
        self.client = httpx.AsyncClient(transport=httpx.MockTransport(self._take))
        self.reached = Reached(Fetcher(self.client), self.client, trusted)  # pyright: ignore[reportArgumentType]

    def _take(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self._answer(request)

    async def resolve(self, host: str, port: int) -> list[str]:
        if self.names.get(host) == []:
            raise OSError("no such name")
        return self.names.get(host, [PUBLIC])

    async def fetch(self, url: str, to: Path, limit: int = 1000) -> int:
        link = Link(url=url, mime=None)
        return await download(link, self.reached, "fake", to, limit, self.resolve)


def says(body: bytes = b"file", status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    return lambda _: httpx.Response(status, content=body, headers=headers)


async def test_a_name_is_asked_at_the_address_that_was_looked_at(tmp_path: Path) -> None:
    net = Net(says())
    assert await net.fetch("https://cdn.example.com/a.mp4", tmp_path / "a") == 4
    request = net.asked[0]
    assert (request.url.host, request.headers["host"]) == (PUBLIC, "cdn.example.com")
    assert request.extensions["sni_hostname"] == "cdn.example.com"
    assert (tmp_path / "a").read_bytes() == b"file"


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:192.168.1.1"])
async def test_a_name_that_leads_to_a_private_address_is_not_asked(tmp_path: Path, address: str) -> None:
    net = Net(says())
    net.names["cdn.example.com"] = [PUBLIC, address]
    with pytest.raises(VendorError, match="private address"):
        await net.fetch("https://cdn.example.com/a.mp4", tmp_path / "a")
    assert net.asked == []


@pytest.mark.parametrize(
    "there", ["http://127.0.0.1/x", "file:///etc/passwd", "https://localhost/x", "https://10.1.2.3/"]
)
async def test_a_redirect_to_a_private_place_is_not_followed(tmp_path: Path, there: str) -> None:
    net = Net(says(status=302, headers={"location": there}))
    with pytest.raises(VendorError, match="link that is not followed"):
        await net.fetch("https://cdn.example.com/a.mp4", tmp_path / "a")
    assert len(net.asked) == 1
    assert not (tmp_path / "a").exists()


async def test_a_redirect_to_a_public_place_is_followed_without_the_key(tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.headers["host"] == "cdn.example.com":
            return httpx.Response(302, headers={"location": "https://files.example.net/b"})
        return httpx.Response(200, content=b"there")

    net = Net(answer)
    assert await net.fetch("https://cdn.example.com/a", tmp_path / "a") == 5
    assert "authorization" in net.asked[0].headers
    assert "authorization" not in net.asked[1].headers


async def test_round_and_round_ends(tmp_path: Path) -> None:
    net = Net(says(status=302, headers={"location": "https://cdn.example.com/a"}))
    with pytest.raises(VendorError, match="round and round"):
        await net.fetch("https://cdn.example.com/a", tmp_path / "a")


@pytest.mark.parametrize("answer", [says(b"x" * 2000), says(b"x", headers={"content-length": "10737418240"})])
async def test_what_is_too_large_is_left(tmp_path: Path, answer: Answer) -> None:
    with pytest.raises(VendorError, match="larger than"):
        await Net(answer).fetch("https://cdn.example.com/a", tmp_path / "a")


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_link_that_has_run_out_is_told_apart(tmp_path: Path, status: int) -> None:
    with pytest.raises(LinkExpired):
        await Net(says(status=status)).fetch("https://cdn.example.com/a", tmp_path / "a")


@pytest.mark.parametrize("answer", [says(b""), says(status=503, headers={"retry-after": "7"}), says(status=500)])
async def test_what_may_work_later_says_so(tmp_path: Path, answer: Answer) -> None:
    with pytest.raises(VendorError) as caught:
        await Net(answer).fetch("https://cdn.example.com/a", tmp_path / "a")
    assert caught.value.again


async def test_an_address_that_the_operator_named_is_asked_as_it_is(tmp_path: Path) -> None:
    net = Net(says(), trusted=frozenset({"http://127.0.0.1:9000"}))
    assert await net.fetch("http://127.0.0.1:9000/a", tmp_path / "a") == 4
    assert net.asked[0].url.host == "127.0.0.1"


# --- is it what it claims to be? -------------------------------------------------------------------------------------


def test_a_picture_is_known_by_its_content(tmp_path: Path) -> None:
    Image.new("RGB", (400, 400), "red").save(tmp_path / "clip.mp4", "JPEG")
    assert extension_of(tmp_path / "clip.mp4", "still", "fake") == "jpg"
    with pytest.raises(VendorError, match="a video that is a JPEG picture"):
        extension_of(tmp_path / "clip.mp4", "clip", "fake")


def test_a_zip_is_no_video_and_says_that_it_was_charged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        archive.writestr("x", "y")
    with pytest.raises(VendorError, match="ZIP archive") as caught:
        extension_of(tmp_path / "a", "clip", "fake")
    assert caught.value.charged == "yes"


@pytest.mark.parametrize("data", [b"<html>sorry</html>", b"", b"\x89PNG\r\n\x1a\n", b"\x00\x00\x00\x18ftypmp42"])
def test_broken_files_are_refused_as_pictures_and_as_videos(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    for kind in ("still", "clip"):
        with pytest.raises(VendorError):
            extension_of(tmp_path / "a", kind, "fake")


def test_half_a_picture_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.effect_noise((400, 400), 50).save(buffer, "PNG")
    (tmp_path / "a").write_bytes(buffer.getvalue()[:-2000])
    with pytest.raises(VendorError):
        extension_of(tmp_path / "a", "still", "fake")
