"""What a front can watch while a turn runs. The receipt at the end is the truth; events are for the eye."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event as Flag
from typing import Any

import structlog

from tools.receipts import Receipt

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Words:
    """The next piece of the model's words. `restart`: what was said before in this turn is void (a second try)."""

    text: str
    restart: bool = False


@dataclass(frozen=True)
class Doing:
    """A step begins: `tool` is its name, `label` says it in words."""

    tool: str
    label: str


@dataclass(frozen=True)
class Progress:
    """A running step is at `fraction` (0..1) of what `label` says."""

    label: str
    fraction: float


Event = Words | Doing | Progress
OnEvent = Callable[[Event], None]
"""Called on the event loop, in order; it must not block."""


class Stopped(Exception):
    """Raised inside a running step, at its next report of progress, when its turn was cancelled."""


@dataclass
class Watched:
    """One running turn: who watches it, and whether it was told to stop."""

    on_event: OnEvent | None
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    stopped: Flag = field(default_factory=Flag)

    def emit(self, event: Event) -> None:
        """Tell the watcher; a front that fails must not cost the turn."""
        if self.on_event is None:
            return
        try:
            self.on_event(event)
        except Exception:
            _log.exception("a front failed to show an event", event_kind=type(event).__name__)

    def progress(self, label: str, fraction: float) -> None:
        """Called by steps, in their threads. Raises Stopped when the turn was cancelled."""
        if self.stopped.is_set():
            raise Stopped
        self.loop.call_soon_threadsafe(self.emit, Progress(label, fraction))

    async def carry_out(self, step: Callable[..., Receipt], *args: Any, **values: Any) -> Receipt:
        """Run a step off the event loop. When the turn is cancelled, the step is told to stop and waited for: nothing
        goes on behind the session's lock."""
        work = asyncio.ensure_future(asyncio.to_thread(step, *args, **values))
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            self.stopped.set()
            with contextlib.suppress(Exception):
                await work
            raise
