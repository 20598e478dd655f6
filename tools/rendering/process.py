"""One render process, seen from the app: started afresh (never forked, nor importing the app's main module)."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Pipe
from pathlib import Path

from tools.rendering.orders import Cancel, Growing, Outcome, Progress, Work

log = logging.getLogger("reshoot.render")

_ROOT = Path(__file__).resolve().parents[2]


def render_environment() -> dict[str, str]:
    """The environment of a render process: it finds our modules, and gives large blocks of memory back at once. Plates
    and decoded stills come and go; left to itself, the allocator keeps a hundred megabytes of what they took. What a
    frame takes it keeps for the next one: giving that back and fetching it again costs a sixth of drawing it."""
    path = os.pathsep.join(part for part in (str(_ROOT), os.environ.get("PYTHONPATH", "")) if part)
    kept = {"MALLOC_MMAP_THRESHOLD_": "4000000", "MALLOC_TRIM_THRESHOLD_": "16000000", "MALLOC_ARENA_MAX": "2"}
    return {**os.environ, "PYTHONPATH": path, **kept}


class RenderProcess:
    """One render process and the pipe to it. `work` belongs to one thread; `cancel` and `end` to any."""

    def __init__(self, niceness: int) -> None:
        self._niceness = niceness
        self._sending = threading.Lock()
        self._ended = False
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = Pipe()
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "tools.rendering.worker", str(theirs.fileno()), str(self._niceness)],
            pass_fds=(theirs.fileno(),),
            env=render_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        theirs.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def work(self, work: Work, on_news: Callable[[Progress | Growing], None]) -> Outcome:
        """Have one order worked off; `on_news` is told how it goes. Raises EOFError or OSError when the process goes
        while it works on it; one that was gone before is replaced, and nobody notices."""
        try:
            self._send(work)
            message = self._pipe.recv()
        except (EOFError, OSError):
            self.restart()
            self._send(work)
            message = self._pipe.recv()
        while not (isinstance(message, Outcome) and message.ticket == work.ticket):
            if isinstance(message, Progress | Growing) and message.ticket == work.ticket:
                _tell(on_news, message)
            message = self._pipe.recv()
        return message

    def cancel(self, ticket: int) -> None:
        try:
            self._send(Cancel(ticket))
        except OSError:
            log.info("the render process was gone before it could be stopped")

    def restart(self) -> None:
        """Put a fresh process in the place of one that is gone; none after `end`."""
        with self._sending:
            if self._ended:
                return
            log.warning("the render process ended with %s; starting another", self._process.poll())
            self._kill()
            self._pipe.close()
            self._start()

    def end(self) -> None:
        """Kill the process. The thread in `work`, if any, is told so by an error."""
        with self._sending:
            self._ended = True
            self._kill()

    def release(self) -> None:
        """Close the pipe, when no thread is in `work` any more."""
        self._pipe.close()

    def _send(self, message: Work | Cancel) -> None:
        with self._sending:
            self._pipe.send(message)

    def _kill(self) -> None:
        self._process.kill()
        self._process.wait()


def _tell(on_news: Callable[[Progress | Growing], None], news: Progress | Growing) -> None:
    """News is a courtesy: a listener that fails does not take the render down."""
    try:
        on_news(news)
    except Exception:
        log.exception("nobody could be told of the progress")
