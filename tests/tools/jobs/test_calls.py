"""One billed call through every trouble that a vendor makes: it is sent once, and its end is known."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from store.errors import VendorError
from store.ledger import Ledger
from store.ledger_calls import Call, Order
from store.ledger_places import LedgerFile
from store.media import MediaStore
from tools.jobs.fetching import Fetching
from tools.jobs.requests import whole, written
from tools.jobs.sending import FENCE_S, MAX_TRIES, Sending
from tools.jobs.vendors import Reached, Rhythm
from tools.providers.outcomes import Cancelled, Failed, Finished, Link, Submitted, Working

JOB = Submitted(vendor="fake", model="fake", task_id="t1")
ORDER = Order("a", 1, "1:0", 1, "still", "fake", "fake", written("still", {"prompt": "x"}, {}), {}, 0.4)


class Scripted:
    """A vendor that answers from lists; an answer that is an error is raised. It repeats its last answer."""

    def __init__(self, submits: list[Any], polls: list[Any]) -> None:
        self._answers: dict[str, list[Any]] = {"submit": submits, "poll": polls}
        self.asked: list[str] = []
        self.cancels = Cancelled(state="cancelled")
        self.keeps_back: VendorError | None = None

    def _next(self, what: str) -> Any:
        self.asked.append(what)
        answers = self._answers[what]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def submit(self, request: Any, *, label: str | None = None) -> Any:
        return self._next("submit")

    async def poll(self, job: Submitted) -> Any:
        return self._next("poll")

    async def cancel(self, job: Submitted) -> Cancelled:
        self.asked.append("cancel")
        return self.cancels

    async def collect(self, finished: Finished) -> Any:
        if self.keeps_back:
            raise self.keeps_back
        return finished.results

    def download(self, link: Link) -> httpx.Request:
        return httpx.Request("GET", link.url)


class Finder(Scripted):
    """One that can be asked for a lost call."""

    found: Submitted | None = None

    async def find(self, label: str) -> Submitted | None:
        self.asked.append("find")
        return self.found


class Desk:
    """One call at one vendor; time passes only in `pauses`."""

    def __init__(self, folder: Path, vendor: Scripted, repeatable: bool = False) -> None:
        self.vendor, self.repeatable = vendor, repeatable
        self.ledger = Ledger(LedgerFile(folder))
        self.key = self.ledger.prepare([ORDER])[0].key
        self.pauses: list[float] = []
        self.frozen_s = 0.0
        self.links: list[httpx.Response] = []
        self.client = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: self.links.pop(0)))
        self.delivered: list[str] = []
        media = MediaStore(folder)
        scratch = folder / "scratch"
        scratch.mkdir()
        self.fetching = Fetching(
            self.ledger, self, media, scratch, lambda call, _: self.delivered.append(call.key), lambda *_: None,
            pause=self._pause,
        )  # fmt: skip
        self.sending = Sending(
            self.ledger, self, lambda document: whole(document, media), self.fetching.keep, "me", pause=self._pause,
            clock=self._clock,
        )  # fmt: skip
        self._now = 0.0

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self._now += seconds

    def _clock(self) -> float:
        self._now, self.frozen_s = self._now + self.frozen_s, self.frozen_s
        return self._now

    def reach(self, engine: str, host: str) -> Reached:
        trusted = frozenset({"http://127.0.0.1:9"})
        return Reached(self.vendor, self.client, trusted, self.repeatable)

    def rhythm(self, engine: str, host: str) -> Rhythm:
        return Rhythm()

    def charged_usd(self, engine: str, host: str, finished: Finished) -> float | None:
        return finished.cost_usd

    async def close(self) -> None:
        await self.client.aclose()

    async def run(self) -> Call:
        await self.sending.submit(self.key)
        await self.fetching.finish(self.key)
        return self.ledger.get(self.key)


Open = Callable[..., Desk]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Open]:
    opened: list[Desk] = []

    def make(submits: list[Any], polls: list[Any] | None = None, kind: type[Scripted] = Scripted, **more: Any) -> Desk:
        made = Desk(tmp_path, kind(submits, polls or [done()]), **more)
        made.links = [picture()]
        opened.append(made)
        return made

    yield make
    for one in opened:
        one.ledger.close()


def done(cost: float | None = 0.3) -> Finished:
    return Finished(job=JOB, results=(Link(url="http://127.0.0.1:9/f", mime=None),), cost_usd=cost)


def picture() -> httpx.Response:
    import io

    buffer = io.BytesIO()
    Image.new("RGB", (400, 400), "blue").save(buffer, "PNG")
    return httpx.Response(200, content=buffer.getvalue())


def trouble(kind: Any = "failed", **more: Any) -> VendorError:
    return VendorError(kind, "fake", "it said no", **more)


async def test_what_goes_well_is_sent_once_stored_delivered_and_paid(desk: Open) -> None:
    one = desk([JOB], [Working(stage="queued"), Working(stage="running", progress=0.5), done()])
    call = await one.run()
    assert (call.state, call.cost_usd, call.external_id) == ("DONE", 0.3, "t1")
    assert one.vendor.asked == ["submit", "poll", "poll", "poll"]
    assert one.delivered == [call.key]
    assert call.results[0]["media"].endswith(".png")


async def test_too_many_calls_wait_as_long_as_the_vendor_says(desk: Open) -> None:
    one = desk([trouble("rate", retry_after_s=17.0), JOB])
    assert (await one.run()).state == "DONE"
    assert one.pauses[0] == 17.0
    assert one.vendor.asked.count("submit") == 2


@pytest.mark.parametrize("kind", ["key", "credit", "refused", "unsupported"])
async def test_a_no_is_a_no_and_costs_nothing(desk: Open, kind: Any) -> None:
    one = desk([trouble(kind)])
    call = await one.run()
    assert (call.state, call.problem, call.money_usd) == ("FAILED", kind, 0.0)
    assert one.vendor.asked == ["submit"]


async def test_a_vendor_that_is_never_reached_is_given_up_without_a_charge(desk: Open) -> None:
    one = desk([trouble(again=True)])
    call = await one.run()
    assert (call.state, call.money_usd) == ("FAILED", 0.0)
    assert one.vendor.asked.count("submit") == MAX_TRIES


@pytest.mark.parametrize("lost", [trouble(charged="unknown", again=True), ZeroDivisionError("a fault of the adapter")])
async def test_a_lost_answer_is_the_persons_where_the_vendor_cannot_be_asked(desk: Open, lost: Exception) -> None:
    one = desk([lost])
    call = await one.run()
    assert (call.state, call.money_usd) == ("NEEDS_HUMAN", 0.4)
    assert one.vendor.asked == ["submit"]
    assert "charged" in call.message


async def test_a_lost_answer_is_looked_up_where_that_can_be_done(desk: Open) -> None:
    one = desk([trouble(charged="unknown")], kind=Finder)
    assert isinstance(one.vendor, Finder)
    one.vendor.found = JOB
    assert (await one.run()).state == "DONE"
    assert one.vendor.asked.count("submit") == 1


async def test_what_was_ruled_out_is_sent_once_more_and_then_never_again(desk: Open) -> None:
    one = desk([trouble(charged="unknown")], kind=Finder)
    assert (await one.run()).state == "NEEDS_HUMAN"
    assert one.vendor.asked.count("submit") == 2
    assert (await one.run()).state == "NEEDS_HUMAN"
    assert one.vendor.asked.count("submit") == 2


async def test_a_process_that_was_frozen_before_sending_takes_its_claim_again(desk: Open) -> None:
    one = desk([JOB])
    one.frozen_s = FENCE_S + 1
    await one.sending.submit(one.key)
    assert one.vendor.asked == []
    one.frozen_s = 0.0
    assert (await one.run()).state == "DONE"


async def test_a_link_that_ran_out_is_asked_for_again_without_paying(desk: Open) -> None:
    one = desk([JOB])
    one.links = [httpx.Response(403), picture()]
    assert (await one.run()).state == "DONE"
    assert one.vendor.asked == ["submit", "poll", "poll"]


async def test_what_is_no_picture_is_put_before_the_person(desk: Open) -> None:
    one = desk([JOB])
    one.links = [httpx.Response(200, content=b"<html>") for _ in range(5)]
    call = await one.run()
    assert (call.state, call.money_usd) == ("NEEDS_HUMAN", 0.4)
    assert "picture" in call.message
    assert one.delivered == []


async def test_questions_that_fail_are_asked_again(desk: Open) -> None:
    one = desk([JOB], [trouble(again=True), trouble("rate", retry_after_s=30.0), done()])
    assert (await one.run()).state == "DONE"
    assert max(one.pauses) <= 1.0  # in short rests, so that a wish to stop is heard
    assert sum(one.pauses) >= 30.0


@pytest.mark.parametrize(("charged", "usd"), [("no", 0.0), ("yes", 0.4), ("unknown", None)])
async def test_a_job_that_the_vendor_gave_up(desk: Open, charged: Any, usd: float | None) -> None:
    call = await desk([JOB], [Failed(kind="refused", reason="nudity", charged=charged)]).run()
    assert (call.state, call.problem, call.cost_usd) == ("FAILED", "refused", usd)
    assert call.charge_unknown is (charged == "unknown")


async def test_a_refusal_that_is_told_in_place_of_the_result_ends_the_call(desk: Open) -> None:
    one = desk([JOB])
    one.vendor.keeps_back = trouble("refused")
    call = await one.run()
    assert (call.state, call.problem, call.charge_unknown) == ("FAILED", "refused", True)
    assert one.vendor.asked == ["submit", "poll"]


@pytest.mark.parametrize(("charged", "usd"), [("no", 0.0), ("yes", 0.4), ("unknown", None)])
async def test_a_job_that_was_stopped_costs_what_the_vendor_says(desk: Open, charged: Any, usd: float | None) -> None:
    one = desk([JOB], [Working(stage="running")])
    one.vendor.cancels = Cancelled(state="cancelled", charged=charged)
    await one.sending.submit(one.key)
    one.ledger.want_cancelled(one.key)
    call = await one.run()
    assert (call.state, call.cost_usd) == ("CANCELLED", usd)


async def test_a_wish_to_stop_reaches_the_vendor(desk: Open) -> None:
    one = desk([JOB], [Working(stage="running")])
    await one.sending.submit(one.key)
    one.ledger.want_cancelled(one.key)
    assert (await one.run()).state == "CANCELLED"
    assert "cancel" in one.vendor.asked


async def test_what_can_no_longer_be_stopped_is_taken(desk: Open) -> None:
    one = desk([JOB])
    one.vendor.cancels = Cancelled(state="too_late")
    await one.sending.submit(one.key)
    one.ledger.want_cancelled(one.key)
    assert (await one.run()).state == "DONE"
