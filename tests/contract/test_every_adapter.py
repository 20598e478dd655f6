"""Every adapter in the same cases, over a real httpx client. A submit is one POST, whatever comes back."""

import json
import logging
import traceback
from base64 import b64encode
from collections.abc import Awaitable, Iterable
from functools import cache

import httpx
import pytest

from store.errors import VendorError
from tests.contract.answers import Desk, Reply, Script, endless, html
from tests.contract.samples import SAMPLES
from tests.contract.samples.forms import Samples
from tools.engine_limits import check
from tools.engines import Engines
from tools.hosts import hosts, read_connections
from tools.providers import wire
from tools.providers.adapter import Adapter
from tools.providers.outcomes import Failed, Finished, Inline, Link, Submitted

KEY = "sk-test-0123456789abcdef-key"
TASKED = [sample for sample in SAMPLES if sample.job is not None]
BAD_LINKS = (
    "http://127.0.0.1/clip.mp4", "https://127.0.0.1/clip.mp4", "https://[::1]/clip.mp4", "https://169.254.169.254/x",
    "https://localhost/clip.mp4", "file:///etc/passwd", "https://2130706433/clip.mp4", "https://10.0.0.7/clip.mp4",
)  # fmt: skip
SAYS_NOTHING = (
    html(), Reply(raw=b""), Reply(raw=b'{"id": "tru'), Reply(raw=b"\xff\xfe"),
    Reply([]), Reply({}), Reply({"unknown": 1}),
)  # fmt: skip
BAD_IDS = ("../../v1/keys", "a/b", "a?b=c", "a#b", "a%2fb", "..", "", "a b", "a\nb")


@cache
def engines() -> Engines:
    """Every host with the same key."""
    keys = {host.variables[0]: KEY for host in hosts().values()}
    return Engines(read_connections({**keys, "RESHOOT_MEDIA_URL": "https://m.example.com"}))


def adapter(sample: Samples, *script: Script) -> tuple[Adapter, Desk]:
    desk = Desk(*script)
    connected = engines()
    return connected.adapter(connected.find(sample.engine), desk.client), desk


async def trouble(call: Awaitable[object]) -> VendorError:
    """The error that a call ends in; nobody's key is in it, however it is looked at."""
    with pytest.raises(VendorError) as caught:
        await call
    error = caught.value
    with_locals = traceback.TracebackException.from_exception(error, capture_locals=True)
    for text in (str(error), repr(error), repr(error.args), "".join(with_locals.format())):
        assert KEY not in text
    return error


def job(sample: Samples) -> Submitted:
    assert sample.job is not None
    return sample.job


def one_of_each(samples: Iterable[Samples]) -> list[Samples]:
    """One sample for each adapter and kind of request: enough for what does not depend on the words of the request."""
    found = {(engines().find(sample.engine).adapter, type(sample.request)): sample for sample in reversed([*samples])}
    return list(reversed(found.values()))


each = pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: f"{s.engine}-{s.name}")
each_task = pytest.mark.parametrize("sample", TASKED, ids=lambda s: f"{s.engine}-{s.name}")
each_adapter = pytest.mark.parametrize("sample", one_of_each(SAMPLES), ids=lambda s: f"{s.engine}-{s.name}")
each_task_adapter = pytest.mark.parametrize("sample", one_of_each(TASKED), ids=lambda s: f"{s.engine}-{s.name}")


def expects(sample: Samples, finished: Finished, files: tuple[Link | Inline, ...]) -> None:
    expected = sample.expected
    assert tuple(file.url for file in files if isinstance(file, Link)) == expected.links
    assert tuple(file.data for file in files if isinstance(file, Inline)) == expected.data
    assert finished.usage == expected.usage
    assert finished.interaction == expected.interaction
    assert finished.seed == expected.seed
    assert finished.cost_usd == (pytest.approx(expected.cost_usd) if expected.cost_usd is not None else None)


@each
async def test_a_request_is_one_post_in_the_vendors_words(sample: Samples) -> None:
    provider, desk = adapter(sample, sample.submitted or sample.finished)
    check(provider.profile, sample.request)
    answer = await provider.submit(sample.request)
    assert [request.method for request in desk.requests] == ["POST"]
    request = desk.requests[0]
    assert request.url.raw_path.decode() == sample.path
    assert {name: request.headers[name] for name in sample.headers} == dict(sample.headers)
    if sample.body is not None:
        assert desk.posted == sample.body
    if sample.job is not None:
        assert answer == sample.job


@each
async def test_success(sample: Samples) -> None:
    script = [sample.submitted] if sample.submitted else []
    provider, desk = adapter(sample, *script, sample.finished, *sample.collect)
    answer = await provider.submit(sample.request)
    finished = await provider.poll(answer) if isinstance(answer, Submitted) else answer
    assert isinstance(finished, Finished)
    kept = Finished.model_validate_json(finished.model_dump_json())
    assert kept == finished
    expects(sample, kept, await provider.collect(kept))
    assert len(desk.requests) == len(script) + 1 + len(sample.collect)


@each
async def test_a_file_in_the_answer_that_cannot_be_read(sample: Samples) -> None:
    for data in sample.expected.data[:1]:
        broken = sample.finished.but(b64encode(data).decode(), "%%%")
        provider, _ = adapter(sample, broken)
        call = provider.submit(sample.request) if sample.job is None else provider.poll(sample.job)
        assert (await trouble(call)).kind == "failed"


@each_task
async def test_slow(sample: Samples) -> None:
    provider, desk = adapter(sample, *(reply for reply, _ in sample.working), sample.finished)
    assert sample.working
    for _, stands in sample.working:
        assert await provider.poll(job(sample)) == stands
    assert isinstance(await provider.poll(job(sample)), Finished)
    assert len(desk.requests) == len(sample.working) + 1


@each
async def test_refused_content_carries_the_vendors_reason(sample: Samples) -> None:
    provider, desk = adapter(sample, sample.refused)
    error = await trouble(provider.submit(sample.request))
    assert (error.kind, error.again, error.charged) == ("refused", False, "no")
    assert error.reason in str(error)
    assert "HTTP" not in error.reason
    assert len(desk.requests) == 1


@each
async def test_moderation_under_http_200(sample: Samples) -> None:
    assert sample.moderated
    for call, reply in sample.moderated:
        assert reply.status == 200
        if call == "submit":
            provider, _ = adapter(sample, reply)
            error = await trouble(provider.submit(sample.request))
            assert (error.kind, error.charged) == ("refused", "no")
        elif call == "poll":
            provider, _ = adapter(sample, reply)
            failed = await provider.poll(job(sample))
            assert isinstance(failed, Failed)
            assert (failed.kind, failed.again) == ("refused", False)
            assert failed.reason
        else:
            provider, _ = adapter(sample, sample.finished, reply)
            finished = await provider.poll(job(sample))
            assert isinstance(finished, Finished)
            assert (await trouble(provider.collect(finished))).kind == "refused"


@each_adapter
async def test_too_many_calls_with_and_without_a_time_to_wait(sample: Samples) -> None:
    for headers, wait in (({}, None), ({"retry-after": "7"}, 7.0), ({"retry-after": "soon"}, None)):
        provider, desk = adapter(sample, Reply(sample.rate.document, sample.rate.status, headers))
        error = await trouble(provider.submit(sample.request))
        assert (error.kind, error.charged, error.again) == ("rate", "no", True)
        assert error.retry_after_s == wait
        assert len(desk.requests) == 1


@each_adapter
async def test_no_credit_and_a_wrong_key_are_told_apart(sample: Samples) -> None:
    for reply, kind in ((sample.credit, "credit"), (sample.key, "key")):
        provider, desk = adapter(sample, reply)
        error = await trouble(provider.submit(sample.request))
        assert (error.kind, error.charged, error.again) == (kind, "no", False)
        assert len(desk.requests) == 1


@each_adapter
async def test_a_vendors_own_failure_is_not_sent_again(sample: Samples) -> None:
    for status in (500, 502, 503, 504):
        provider, desk = adapter(sample, html(status))
        error = await trouble(provider.submit(sample.request))
        assert (error.kind, error.charged) == ("failed", "unknown")
        assert len(desk.requests) == 1


@each_adapter
async def test_an_answer_that_says_nothing_leaves_the_charge_open(sample: Samples) -> None:
    for reply in SAYS_NOTHING:
        provider, desk = adapter(sample, reply)
        error = await trouble(provider.submit(sample.request))
        assert (error.kind, error.charged) == ("failed", "unknown")
        assert "not sent again by itself" in str(error)
        assert len(desk.requests) == 1


@each_adapter
async def test_a_lost_answer_leaves_the_charge_open_and_a_closed_door_does_not(sample: Samples) -> None:
    for lost, charged in ((httpx.ReadTimeout("slow"), "unknown"), (httpx.ConnectError("closed"), "no")):
        provider, desk = adapter(sample, lost)
        error = await trouble(provider.submit(sample.request))
        assert (error.kind, error.charged) == ("failed", charged)
        assert len(desk.requests) == 1


@each_adapter
async def test_a_redirect_is_not_followed(sample: Samples) -> None:
    for target in ("http://127.0.0.1:9/steal", "file:///etc/passwd"):
        provider, desk = adapter(sample, Reply(status=307, headers={"location": target}))
        error = await trouble(provider.submit(sample.request))
        assert (error.kind, error.charged) == ("failed", "unknown")
        assert len(desk.requests) == 1


@each_adapter
async def test_an_endless_answer_is_cut(sample: Samples, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_ANSWER_BYTES", 1_000_000)
    provider, _ = adapter(sample, endless)
    assert "larger than" in (await trouble(provider.submit(sample.request))).reason


@each_task_adapter
async def test_a_job_is_resumed_by_what_was_written_down(sample: Samples) -> None:
    written = job(sample).model_dump_json()
    provider, _ = adapter(sample, sample.finished, *sample.collect)
    finished = await provider.poll(Submitted.model_validate_json(written))
    assert isinstance(finished, Finished)
    assert await provider.collect(finished)


@each_task
async def test_an_expired_link_is_renewed_without_a_new_charge(sample: Samples) -> None:
    last = sample.collect[-1] if sample.collect else sample.finished
    renewed = last
    for link in sample.expected.links:
        renewed = renewed.but(link, link + "-again")
    second = (sample.finished, *sample.collect[:-1], renewed) if sample.collect else (renewed,)
    provider, desk = adapter(sample, sample.finished, *sample.collect, *second)
    first = await provider.poll(job(sample))
    assert isinstance(first, Finished)
    assert await provider.collect(first)
    again = await provider.poll(job(sample))
    assert isinstance(again, Finished)
    links = [file.url for file in await provider.collect(again) if isinstance(file, Link)]
    assert links == [link + "-again" for link in sample.expected.links]
    assert provider.profile.adapter == "google_veo" or not any(r.method == "POST" for r in desk.requests)


@each_task_adapter
async def test_a_job_that_the_vendor_no_longer_knows(sample: Samples) -> None:
    assert sample.gone is not None
    provider, _ = adapter(sample, sample.gone)
    outcome = await provider.poll(job(sample))
    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.again) == ("failed", False)
    assert outcome.reason


@each_task
async def test_a_job_that_failed_at_the_vendor(sample: Samples) -> None:
    assert sample.failed is not None
    provider, _ = adapter(sample, sample.failed)
    outcome = await provider.poll(job(sample))
    assert isinstance(outcome, Failed)
    assert outcome.kind == "failed"
    assert outcome.reason


@each_task_adapter
async def test_polling_that_could_not_be_read_is_worth_repeating(sample: Samples) -> None:
    for reply in (html(503), Reply(status=429, document={"message": "slow down"}), html(), Reply({})):
        provider, _ = adapter(sample, reply)
        error = await trouble(provider.poll(job(sample)))
        assert error.again
        assert error.charged == "no"


@each_task
async def test_cancel(sample: Samples) -> None:
    for replies, state in sample.cancel:
        provider, desk = adapter(sample, *replies)
        assert (await provider.cancel(job(sample))).state == state
        assert desk.sent == list(sample.cancel_calls[: len(replies)])
    if not sample.cancel:
        provider, desk = adapter(sample)
        answer = await provider.cancel(job(sample))
        assert (answer.state, desk.sent) == ("impossible", [])
        assert answer.reason
        assert provider.profile.cancel == "no"


@each_task_adapter
async def test_a_link_into_a_private_place_is_not_handed_on(sample: Samples) -> None:
    for bad in BAD_LINKS if sample.expected.links else ():
        replies = [sample.finished, *sample.collect]
        replies[-1] = replies[-1].but(sample.expected.links[0], bad)
        provider, desk = adapter(sample, *replies)
        with pytest.raises(VendorError) as caught:
            finished = await provider.poll(job(sample))
            assert isinstance(finished, Finished)
            await provider.collect(finished)
        assert caught.value.kind == "failed"
        assert all(request.url.host not in bad for request in desk.requests)


@each_task_adapter
async def test_a_task_id_never_becomes_part_of_another_path(sample: Samples) -> None:
    for bad in BAD_IDS:
        assert sample.submitted is not None
        reply = sample.submitted.but(json.dumps(job(sample).task_id), json.dumps(bad))
        provider, desk = adapter(sample, reply)
        assert (await trouble(provider.submit(sample.request))).charged == "unknown"
        tampered = job(sample).model_copy(update={"task_id": bad})
        await trouble(provider.poll(tampered))
        if sample.cancel:
            await trouble(provider.cancel(tampered))
        assert len(desk.requests) == 1


@each_adapter
async def test_no_log_carries_the_key(sample: Samples, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    provider, _ = adapter(sample, Reply({"error": {"message": f"bad key {KEY}"}, "message": f"bad key {KEY}"}, 401))
    error = await trouble(provider.submit(sample.request))
    assert "[key]" in error.reason or "HTTP 401" in error.reason
    assert KEY not in caplog.text
    assert KEY not in repr(provider) + repr(provider.connection) + repr(vars(provider))
    assert KEY not in repr(engines())


@each_task_adapter
async def test_links_are_fetched_with_the_key_only_where_the_vendor_asks_for_it(sample: Samples) -> None:
    provider, _ = adapter(sample, sample.finished, *sample.collect)
    finished = await provider.poll(job(sample))
    assert isinstance(finished, Finished)
    for file in await provider.collect(finished):
        if isinstance(file, Link):
            request = provider.download(file)
            assert (KEY in str(list(request.headers.raw))) == file.with_key
            assert request.url == file.url
