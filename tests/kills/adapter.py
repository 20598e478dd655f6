"""The adapter of the fake vendor, over the same wire as every other one; and the vendors of a home that has only it."""

from typing import Any, Literal

import httpx
from pydantic import SecretStr

from tools.jobs.vendors import Reached, Rhythm
from tools.providers.outcomes import Cancelled, Failed, Finished, Link, Submitted, Working
from tools.providers.requests import StillRequest
from tools.providers.wire import Access, Answer, Connection, Trouble, WireResponse

AT_ONCE = 8
"""Calls that the fake vendor is given at the same time."""
Mode = Literal["neither", "findable", "repeatable"]


class _Job(WireResponse):
    id: str


class _Found(WireResponse):
    found: tuple[str, ...]


class _State(WireResponse):
    state: str
    progress: float = 0.0
    cost: float | None = None


def _judge(answer: Answer) -> Trouble | None:
    return None


class FakeProvider:
    """What every adapter has. `seconds` and `holds` tell the vendor how long to take."""

    def __init__(self, connection: Connection, mode: Mode, asked: dict[str, Any]) -> None:
        self._connection = connection
        self._mode = mode
        self._asked = asked

    async def submit(self, request: StillRequest, *, label: str | None = None) -> Submitted | Finished:
        body = {"prompt": request.prompt, "label": label, **self._asked}
        job = await self._connection.submit(f"/jobs?{self._mode}", _Job, json=body)
        return self._submitted(job.id)

    async def poll(self, job: Submitted) -> Working | Finished | Failed:
        state = await self._connection.ask("GET", f"/jobs/{job.task_id}", _State)
        if state.state == "cancelled":
            return Failed(kind="failed", reason="it was cancelled", charged="no")
        if state.state == "running":
            return Working(stage="running", progress=state.progress)
        link = self._connection.link(f"{self._connection.access.base_url}/files/{job.task_id}", None, None)
        return Finished(job=job, results=(link,), cost_usd=state.cost)

    async def cancel(self, job: Submitted) -> Cancelled:
        await self._connection.ask("DELETE", f"/jobs/{job.task_id}", _State)
        return Cancelled(state="cancelled", charged="no")

    async def collect(self, finished: Finished) -> tuple[Link, ...]:
        return tuple(result for result in finished.results if isinstance(result, Link))

    def download(self, link: Link) -> httpx.Request:
        return self._connection.download(link)

    def _submitted(self, task_id: str) -> Submitted:
        return Submitted(vendor="fake", model="fake", task_id=task_id)


class FindableProvider(FakeProvider):
    async def find(self, label: str) -> Submitted | None:
        found = (await self._connection.ask("GET", f"/jobs?label={label}", _Found)).found
        return self._submitted(found[0]) if found else None


class FakeVendors:
    """`mode`: what the vendor can do; `asked`: how long it is told to take (see `fake_vendor`)."""

    provider_of: Any = None
    """Wraps the provider, for tests that stop a process in the middle of it."""

    def __init__(self, url: str, mode: Mode, asked: dict[str, Any] | None = None) -> None:
        self._url = url
        self._mode: Mode = mode
        self._asked = asked or {}
        self._client: httpx.AsyncClient | None = None

    def reach(self, engine: str, host: str) -> Reached:
        client = self._client = self._client or httpx.AsyncClient()
        connection = Connection("fake", Access(client, self._url, SecretStr("key-of-the-fake")), _judge)
        made = (FindableProvider if self._mode == "findable" else FakeProvider)(connection, self._mode, self._asked)
        return Reached(
            provider=self.provider_of(made) if self.provider_of else made,
            client=client,
            trusted=frozenset({self._url}),
            repeatable=self._mode == "repeatable",
        )

    def rhythm(self, engine: str, host: str) -> Rhythm:
        return Rhythm(first_s=0.15, longest_s=0.3, at_once=AT_ONCE)

    def charged_usd(self, engine: str, host: str, finished: Finished) -> float | None:
        return finished.cost_usd

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
