"""One run of the program, without its screen: orders stills from the fake vendor and works until it is killed.

    python -m tests.kills.worker        reads lines of JSON, forks a worker for each, and prints its process id

The workers come from one process that has everything loaded, so that a test can start dozens of them.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from pydantic import TypeAdapter

import tools.jobs.durable  # noqa: F401 - loaded before the fork
from store.home import Home
from store.ledger import Ledger
from store.ledger_calls import SUBMITTED, Call, Order, Step
from store.ledger_places import LedgerFile, LedgerServer
from store.media import MediaStore
from tests.kills.adapter import FakeVendors, Mode
from tools.jobs.requests import written
from tools.jobs.running import Jobs

SESSION = "kills"


@dataclass(frozen=True)
class Task:
    """What a worker is told. stop_at: the point at which it hangs, once in this home, until it is killed or thawed;
    hang: "sleep" waits there, "freeze" stops the whole process. server: its databases are on a server, and other
    processes may work beside it (`alone`)."""

    home: str
    vendor: str
    mode: Mode
    orders: int = 1
    first: int = 1
    stop_at: str = ""
    hang: str = "sleep"
    server: str = ""
    alone: bool = True
    executor: str = "home"
    asked: dict[str, Any] | None = None


def order(number: int) -> Order:
    return Order(
        session_id=SESSION, turn_id=None, tool_call_id="1:0", number=number, kind="still", engine="fake", host="fake",
        request=written("still", {"prompt": f"job {number}"}, {}), purpose={}, estimate_usd=0.1,
    )  # fmt: skip


class Points:
    """The named points at which a process can be caught."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._home = Path(task.home)

    def at(self, name: str) -> None:
        """Hang here, if this is the point, for the first process that comes."""
        if self._task.stop_at != name:
            return
        try:
            (self._home / f"caught-{name}").touch(exist_ok=False)
        except FileExistsError:
            return
        if self._task.hang == "freeze":
            os.kill(os.getpid(), signal.SIGSTOP)
            time.sleep(0.5)  # the stop reaches the other threads a moment later: nothing may go on in between
        else:
            time.sleep(3600)


class CatchingLedger(Ledger):
    """A ledger at whose steps the process can be caught."""

    points: Points

    def claim(self, key: str, owner: str) -> bool:
        self.points.at("prepared")
        won = super().claim(key, owner)
        self.points.at("claimed")
        return won

    def move(self, key: str, step: Step, *, owner: str | None = None, **values: Any) -> bool:
        moved = super().move(key, step, owner=owner, **values)
        if step == SUBMITTED:
            self.points.at("recorded")
        return moved


class CatchingProvider:
    """A provider at whose calls the process can be caught; all else is the real one's."""

    def __init__(self, provider: Any, points: Points) -> None:
        self._provider = provider
        self._points = points
        self._polls = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._provider, name)

    async def submit(self, request: Any, *, label: str | None = None) -> Any:
        self._points.at("sending")
        answer = await self._provider.submit(request, label=label)
        self._points.at("answered")
        return answer

    async def poll(self, job: Any) -> Any:
        self._polls += 1
        if self._polls == 2:
            self._points.at("polling")
        return await self._provider.poll(job)

    async def cancel(self, job: Any) -> Any:
        return await self._provider.cancel(job)

    async def collect(self, finished: Any) -> Any:
        self._points.at("collecting")
        return await self._provider.collect(finished)


class CatchingFinder(CatchingProvider):
    async def find(self, label: str) -> Any:
        return await self._provider.find(label)


def work(task: Task) -> None:
    """Order, and work until the end of the process."""
    points = Points(task)
    home = Path(task.home)
    kept: LedgerFile | LedgerServer
    if task.alone:
        media = Home.open(home, write=True).media
    else:
        (home / "media").mkdir(parents=True, exist_ok=True)
        media = MediaStore(home / "media")
    kept = LedgerServer(task.server) if task.server else LedgerFile(home)
    ledger = CatchingLedger(kept)
    ledger.points = points
    vendors = FakeVendors(task.vendor, task.mode, task.asked)
    vendors.provider_of = partial(CatchingFinder if task.mode == "findable" else CatchingProvider, points=points)

    def deliver(call: Call, results: list[dict[str, Any]]) -> None:
        points.at("delivering")

    url = task.server.replace("postgresql+psycopg://", "postgresql://") or None
    folder = home / f"jobs-{task.executor}"
    jobs = Jobs(ledger, vendors, media, deliver, folder, url=url, executor=task.executor, alone=task.alone)
    if task.orders:
        jobs.order([order(number) for number in range(task.first, task.first + task.orders)], None)
    jobs.start()
    (home / f"ready-{os.getpid()}").touch()
    while True:
        time.sleep(3600)


def _child(run: Callable[[], None], log: Path) -> int:
    """Fork; in the child, run with its output in `log`."""
    if pid := os.fork():
        return pid
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with log.open("a") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    try:
        run()
    except BaseException as error:
        print(type(error).__name__, error, flush=True)
    os._exit(1)


def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory())
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not kept
    print("ready", flush=True)
    for line in sys.stdin:
        task = TypeAdapter(Task).validate_json(line)
        Path(task.home).mkdir(parents=True, exist_ok=True)
        pid = _child(partial(work, task), Path(task.home) / "log.txt")
        print(json.dumps(pid), flush=True)


if __name__ == "__main__":
    main()
