"""Running work belongs to its session, not to the tab that asked for it.

A reload finds it again, closing the tab does not end it, and Stop ends it from any tab.
"""

import asyncio
import contextvars
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog

log = structlog.get_logger(__name__)

Job = Callable[[], Coroutine[Any, Any, None]]
OnBusy = Callable[[str, bool], Awaitable[None]]


class Work:
    """The running turns of every session, one after the other within a session, and what goes on behind them.

    on_busy: told when a session begins or ends to be busy with a turn.
    """

    def __init__(self, on_busy: OnBusy) -> None:
        self._on_busy = on_busy
        self._turns: dict[str, set[asyncio.Task[None]]] = defaultdict(set)
        self._order: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._behind: set[asyncio.Task[None]] = set()

    def busy(self, session_id: str) -> bool:
        """Whether a turn of the session runs or waits."""
        return bool(self._turns.get(session_id))

    async def turn(self, session_id: str, job: Job) -> None:
        """Run `job` as the session's next turn and wait for it. Whoever waits may leave: the job goes on."""
        task = _detached(self._in_order(session_id, job))
        self._turns[session_id].add(task)
        # A turn that is stopped before it begins runs no code of its own.
        task.add_done_callback(lambda done: self._over(session_id, done))
        await asyncio.wait({task})

    def behind(self, job: Job) -> None:
        """Run `job` behind the turns: it keeps no session busy."""
        task = _detached(job())
        self._behind.add(task)
        task.add_done_callback(self._behind.discard)

    async def stop(self, session_id: str) -> bool:
        """Stop the session's running and waiting turns, and wait until they have said so. False if there was none."""
        tasks = set(self._turns.get(session_id, ()))
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
            await self._on_busy(session_id, self.busy(session_id))
        return bool(tasks)

    async def close(self) -> None:
        """Stop everything."""
        for session_id in list(self._turns):
            await self.stop(session_id)
        for task in list(self._behind):
            task.cancel()
        if self._behind:
            await asyncio.wait(self._behind)

    async def _in_order(self, session_id: str, job: Job) -> None:
        try:
            async with self._order[session_id]:
                await self._on_busy(session_id, True)
                await job()
        except Exception:
            log.exception("turn_broke", session=session_id)
        finally:
            self._over(session_id, asyncio.current_task())
            if not self.busy(session_id):
                await self._on_busy(session_id, False)

    def _over(self, session_id: str, over: "asyncio.Task[None] | None") -> None:
        left = {task for task in self._turns.get(session_id, ()) if task is not over}
        if left:
            self._turns[session_id] = left
        else:
            self._turns.pop(session_id, None)
            self._order.pop(session_id, None)


def _detached(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """A task without the caller's context, which Chainlit ties to one tab."""
    return asyncio.get_running_loop().create_task(work, context=contextvars.Context())
