"""The fake vendor, workers that can be killed, and what the charge log and the ledger say in the end."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from PIL import Image
from pydantic import TypeAdapter

from store.errors import PersonError
from store.ledger import Ledger
from store.ledger_calls import UNFINISHED, Call
from store.ledger_places import LedgerFile, LedgerServer
from tests.kills.adapter import Mode
from tests.kills.worker import SESSION, Task

ROOT = Path(__file__).parents[2]
QUIET = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@dataclass
class Arena:
    """One home, one vendor. `server`: address of a database server, else the databases are files of the home."""

    folder: Path
    vendor: str
    nursery: "subprocess.Popen[str]"
    mode: Mode = "findable"
    server: str = ""
    asked: dict[str, Any] = field(default_factory=dict[str, Any])
    running: list[int] = field(default_factory=list[int])

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def start(self, orders: int = 1, *, stop_at: str = "", wait: bool = True, **more: Any) -> int:
        """Start a worker and wait until it works (or is caught at `stop_at`); answers its process id."""
        task = Task(
            home=str(self.home), vendor=self.vendor, mode=self.mode, orders=orders, stop_at=stop_at,
            server=self.server, asked=self.asked, **more,
        )  # fmt: skip
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        self.nursery.stdin.write(TypeAdapter(Task).dump_json(task).decode() + "\n")
        self.nursery.stdin.flush()
        pid = int(self.nursery.stdout.readline())
        self.running.append(pid)
        ready = self.home / (f"caught-{stop_at}" if stop_at else f"ready-{pid}")
        if wait:
            self.until(ready.exists)
        return pid

    def kill(self, pid: int) -> None:
        """End a worker as a power cut would."""
        os.kill(pid, signal.SIGKILL)
        self.running.remove(pid)
        self.until(lambda: not Path(f"/proc/{pid}").exists())

    def until(self, holds: Callable[[], bool], at_most_s: float = 30.0) -> None:
        end = time.monotonic() + at_most_s
        while not holds():
            if time.monotonic() > end:
                log = self.home / "log.txt"
                raise TimeoutError(log.read_text()[-3000:] if log.exists() else "it never began")
            time.sleep(0.02)

    def settled(self, jobs: int, at_most_s: float = 60.0) -> list[Call]:
        """The calls, once none of them is being worked on any more."""
        ledger = Ledger(LedgerServer(self.server) if self.server else LedgerFile(self.home, read_only=True))
        calls: list[Call] = []

        def over() -> bool:
            with suppress(PersonError):
                calls[:] = ledger.of_session(SESSION)
            return len(calls) >= jobs and not any(call.state in UNFINISHED for call in calls)

        try:
            self.until(over, at_most_s)
        finally:
            ledger.close()
        return calls

    def charges(self) -> Counter[str]:
        """How often each job was charged, by its words."""
        log = self.folder / "charges.jsonl"
        lines = log.read_text().splitlines() if log.exists() else []
        return Counter(json.loads(line)["prompt"] for line in lines)

    def clear(self) -> None:
        for pid in list(self.running):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.running.clear()


@dataclass(frozen=True)
class Tally:
    """duplicate: charges beyond the first of a job. lost: jobs that were charged and neither delivered nor put before
    the person, and jobs that were never charged and neither refused nor put before the person."""

    jobs: int
    kills: int
    duplicate: int
    lost: int
    asked: int

    def __str__(self) -> str:
        return f"kills: {self.jobs} jobs, {self.kills} kills, {self.duplicate} duplicate, {self.lost} lost"


def tally(calls: list[Call], charges: Counter[str], jobs: int, kills: int) -> Tally:
    by_words = {cast("str", call.request["values"]["prompt"]): call for call in calls}
    words = [f"job {number}" for number in range(1, jobs + 1)]
    kept = {"DONE", "NEEDS_HUMAN"}
    return Tally(
        jobs=jobs,
        kills=kills,
        duplicate=sum(max(0, count - 1) for count in charges.values()),
        lost=sum(word not in by_words or by_words[word].state not in kept for word in words),
        asked=sum(call.state == "NEEDS_HUMAN" for call in calls),
    )


@contextmanager
def nursery() -> Generator["subprocess.Popen[str]"]:
    """The process that all workers are forked from."""
    command = [sys.executable, "-m", "tests.kills.worker"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=QUIET
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def vendor(folder: Path) -> Generator[str]:
    """The fake vendor, which delivers a small picture; answers its address."""
    picture = folder / "delivered.png"
    Image.new("RGB", (360, 640), (90, 140, 60)).save(picture)
    script = Path(__file__).with_name("fake_vendor.py")
    command = [sys.executable, str(script), str(folder / "charges.jsonl"), str(picture)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()
