"""DBOS: sees to it that every billed call is gone on with, also by the next run of the program.

What it keeps of a call is its key alone; everything else stands in the ledger. Importing this costs two seconds:
`tools.jobs.running` does so where there is something to do.
"""

import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

from dbos import DBOS, DBOSConfig, SetWorkflowID

VERSION = "1"
"""Of the work below. Pinned: DBOS takes up only what its own version left, and would else count edits of the source."""
QUEUE = "billed"
AT_ONCE = 32
"""Calls that are worked on at the same time, over all vendors; each vendor has a limit of its own besides."""
KEPT_S = 7 * 24 * 3600
"""How long the work of a call is kept after its end; the ledger keeps the call for good."""
_ACTIVE = ["PENDING", "ENQUEUED", "DELAYED"]

Phase = Callable[[str], Awaitable[None]]
Place = Callable[[str], AbstractAsyncContextManager[object]]


def database_in(folder: Path) -> str:
    """The address of a SQLite file of DBOS's own in `folder`, made ready for readers beside its writer."""
    path = folder / "jobs.db"
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    return f"sqlite:///{path}"


class Durable:
    """The work of one process. There can be only one at a time in it: DBOS is a single thing of its own.

    place: where a call waits for its turn at the vendor. submit, finish: its two phases, each safe to run again.
    executor: the name under which an interrupted process finds its work again; no two processes that run at the same
    time may share it.
    """

    def __init__(self, url: str, place: Place, submit: Phase, finish: Phase, executor: str = "home") -> None:
        self._config: DBOSConfig = {
            "name": "reshoot",
            "system_database_url": url,
            "application_version": VERSION,
            "executor_id": executor,
            "log_level": "WARNING",
            "notification_listener_polling_interval_sec": 1.0,
        }
        self._place = place
        self._submit = submit
        self._finish = finish
        self._launched = False

    def launch(self) -> None:
        """Begin, and go on with what an earlier run left. Blocks for about a second; not to be called on a loop."""
        DBOS(config=self._config)
        _log_like_the_rest()
        place, submit, finish = self._place, self._submit, self._finish

        # A step that gives up ends its work for good: so it does not give up easily.
        @DBOS.step(name="submit", retries_allowed=True, max_attempts=10, interval_seconds=1, backoff_rate=2)
        async def submitted(key: str) -> None:
            await submit(key)

        @DBOS.step(name="finish", retries_allowed=True, max_attempts=10, interval_seconds=1, backoff_rate=2)
        async def finished(key: str) -> None:
            await finish(key)

        @DBOS.workflow(name="billed_call", max_recovery_attempts=None)
        async def billed_call(key: str) -> None:
            async with place(key):
                await submitted(key)
                await finished(key)

        DBOS.launch()
        self._launched = True
        DBOS.register_queue(QUEUE, worker_concurrency=AT_ONCE, polling_interval_sec=0.25, on_conflict="always_update")
        self._work = billed_call
        self._forget_old()

    def ensure(self, key: str) -> None:
        """See to it that a call is worked on: nothing where it is already, else new work."""
        known = DBOS.list_workflows(workflow_id_prefix=key, load_input=False, load_output=False)
        if any(work.status in _ACTIVE for work in known):
            return
        with SetWorkflowID(f"{key}.{len(known) + 1}"):
            DBOS.enqueue_workflow(QUEUE, self._work, key)

    def close(self) -> None:
        """Stop where it stands; the next run goes on."""
        if self._launched:
            self._launched = False
            DBOS.destroy(destroy_registry=True)

    def _forget_old(self) -> None:
        before = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - KEPT_S))
        old = DBOS.list_workflows(
            status=["SUCCESS", "ERROR", "CANCELLED"], completed_before=before, load_input=False, load_output=False
        )
        if old:
            DBOS.delete_workflows([work.workflow_id for work in old])


def _log_like_the_rest() -> None:
    """Through our own handlers, which take keys out; not beside them."""
    logger = logging.getLogger("dbos")
    logger.handlers.clear()
    logger.propagate = True
