"""What a vendor names: links, task ids, times to wait. Pure checks, without a network."""

import httpx
import pytest

from store.errors import VendorError
from tests.contract.answers import Desk, Reply
from tests.contract.samples import SAMPLES
from tests.contract.test_every_adapter import KEY, adapter
from tools.engines import Engines
from tools.hosts import read_connections
from tools.providers.addresses import checked_link, checked_task_id, is_public, origin
from tools.providers.outcomes import Link
from tools.providers.wire import retry_after_s

GOOD = (
    "https://v3.fal.media/files/penguin/out.mp4", "https://example.com:443/a?X-Amz-Signature=0%2Fa&b=~c",
    "https://xn--bcher-kva.example/x", "https://8.8.8.8/clip.mp4",
)  # fmt: skip
BAD = (
    "http://example.com/a", "file:///etc/passwd", "ftp://example.com/a", "data:video/mp4;base64,AA", "//example.com/a",
    "javascript:alert(1)", "", "clip.mp4", "https://", "https://user:pw@example.com/a", "https://example.com@127.0.0.1/a",
    "https://example.com:8080/a", "https://127.0.0.1/a", "https://127.1/a", "https://0/a", "https://0x7f000001/a",
    "https://017700000001/a", "https://2130706433/a", "https://10.1.2.3/a", "https://172.16.0.1/a", "https://192.168.1.1/a",
    "https://169.254.169.254/latest/meta-data", "https://100.64.0.1/a", "https://0.0.0.0/a", "https://224.0.0.1/a",
    "https://[::1]/a", "https://[::]/a", "https://[fe80::1]/a", "https://[fc00::1]/a", "https://[::ffff:127.0.0.1]/a",
    "https://[64:ff9b::7f00:1]/a", "https://[2002:7f00:1::]/a", "https://localhost/a", "https://LOCALHOST./a",
    "https://x.localhost/a", "https://metadata.google.internal/a", "https://nas.local/a", "https://intranet/a",
    "https://exa mple.com/a", "https://example.com/a\r\nHost: evil", "https://example.com\\@127.0.0.1/a",
    "https://ex\u0430mple.com/a", "https://example.com:99999/a", "https://example.com/" + "a" * 9000,
)  # fmt: skip


@pytest.mark.parametrize("url", GOOD)
def test_a_public_link_is_taken_as_it_stands(url: str) -> None:
    assert checked_link(url, "Vendor") == url


@pytest.mark.parametrize("url", BAD)
def test_a_link_that_leads_elsewhere_is_refused(url: str) -> None:
    with pytest.raises(VendorError, match="a link that is not followed") as caught:
        checked_link(url, "Vendor")
    assert caught.value.charged == "unknown"
    assert len(str(caught.value)) < 400


def test_only_the_origin_that_the_operator_set_is_exempt() -> None:
    trusted = (origin("http://127.0.0.1:9000/v1"),)
    assert checked_link("http://127.0.0.1:9000/files/a.mp4", "Vendor", trusted)
    for other in ("http://127.0.0.1:9001/a", "https://127.0.0.1:9000/a", "http://localhost:9000/a"):
        with pytest.raises(VendorError):
            checked_link(other, "Vendor", trusted)


def test_public_addresses() -> None:
    assert all(is_public(address) for address in ("8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"))
    assert not any(is_public(a) for a in ("127.0.0.1", "10.0.0.1", "::1", "::ffff:10.0.0.1", "fd00::1", "224.0.0.1"))


@pytest.mark.parametrize("task_id", ["893605946402811985", "cgt-2026-x7", "v1_Chd=", "0385dc79-5ff8", "_a.b:c"])
def test_a_task_id_is_taken_as_it_stands(task_id: str) -> None:
    assert checked_task_id(task_id, "Vendor") == task_id


@pytest.mark.parametrize(
    "task_id", ["", ".", "..", "a/b", "a\\b", "a..b", "a?b", "a#b", "a%2f", "a b", "a\n", "ä", "a" * 300]
)
def test_a_task_id_with_path_characters_is_refused(task_id: str) -> None:
    with pytest.raises(VendorError, match="no task id"):
        checked_task_id(task_id, "Vendor")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None), ({"retry-after": "12"}, 12), ({"retry-after": "0"}, 0), ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after": "-3"}, None), ({"retry-after": "soon"}, None), ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None), ({"retry-after": "999999"}, 3600),
        ({"retry-after": "Fri, 20 Nov 2026 10:00:30 GMT", "date": "Fri, 20 Nov 2026 10:00:00 GMT"}, 30),
        ({"retry-after": "Fri, 20 Nov 2026 09:00:00 GMT", "date": "Fri, 20 Nov 2026 10:00:00 GMT"}, None),
        ({"retry-after": "Fri, 20 Nov 2026 10:00:30 GMT"}, None),
    ],
)  # fmt: skip
def test_the_time_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after_s(httpx.Headers(headers)) == seconds


async def test_fals_addresses_to_ask_are_only_those_at_its_own_origin() -> None:
    sample = next(sample for sample in SAMPLES if sample.engine.endswith("@fal"))
    assert sample.submitted is not None
    assert sample.job is not None
    reply = sample.submitted.but("https://queue.fal.run", "https://queue.fal.run.evil.example.com")
    provider, desk = adapter(sample, reply)
    with pytest.raises(VendorError, match="not its own"):
        await provider.submit(sample.request)
    stolen = sample.job.model_copy(update={"addresses": {"status": "https://evil.example.com/status"}})
    with pytest.raises(VendorError, match="not its own"):
        await provider.poll(stolen)
    assert len(desk.requests) == 1


async def test_the_key_goes_only_to_the_vendors_own_origin() -> None:
    sample = next(sample for sample in SAMPLES if sample.engine == "omni-flash-1.2@google")
    assert sample.job is not None
    elsewhere = sample.finished.but("https://generativelanguage.googleapis.com", "https://files.example.com")
    provider, _ = adapter(sample, elsewhere)
    with pytest.raises(VendorError, match="asks for the key"):
        await provider.poll(sample.job)
    request = provider.download(Link(url="https://files.example.com/a.mp4", mime=None, with_key=True))
    assert KEY not in str(request.headers.raw)


async def test_a_local_server_that_the_operator_set_is_trusted_with_its_own_links() -> None:
    sample = next(sample for sample in SAMPLES if sample.engine == "kling-3.0@kling")
    assert sample.job is not None
    local = "http://127.0.0.1:9000"
    desk = Desk(sample.finished.but(sample.expected.links[0], f"{local}/out.mp4"))
    engines = Engines(read_connections({"KLING_API_KEY": KEY, "RESHOOT_KLING_BASE_URL": local}))
    provider = engines.adapter(engines.find(sample.engine), desk.client)
    finished = await provider.poll(sample.job)
    assert "127.0.0.1:9000/out.mp4" in repr(finished)
    assert desk.requests[0].url.host == "127.0.0.1"


@pytest.mark.parametrize("key", ["two\nlines", "with space", "ключ", "\x00"])
async def test_a_key_that_can_be_none_is_refused_before_it_is_sent(key: str) -> None:
    engines = Engines(read_connections({"FAL_KEY": f"a{key}b"}))
    desk = Desk(Reply({}))
    with pytest.raises(VendorError) as caught:
        await engines.adapter(engines.find("kling-3.0@fal"), desk.client).submit(
            next(s for s in SAMPLES if s.engine == "kling-3.0@fal").request
        )
    assert (caught.value.kind, caught.value.charged, desk.requests) == ("key", "no", [])
    assert key not in str(caught.value)
