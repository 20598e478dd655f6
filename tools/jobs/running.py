"""The billed work of one home: what the steps, the screen and the command line call."""

import asyncio
import os
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from store.ledger import Ledger
from store.ledger_calls import LOOK_AGAIN, SUBMITTED, UNFINISHED, Call, Order
from store.media import MediaStore
from tools.jobs.fetching import Deliver, Fetching
from tools.jobs.progress import Moment
from tools.jobs.requests import whole
from tools.jobs.sending import Sending
from tools.jobs.vendors import Vendors

if TYPE_CHECKING:
    from tools.jobs.durable import Durable

_log = structlog.get_logger(__name__)

Watcher = Callable[[Call, Moment | None], None]
"""Told how far a call is; without a moment, that it has changed its state. Called on threads of the jobs; may not
block."""


class Jobs:
    """Works on the rows of a ledger, in the background.

    folder: holds the work's own database and unfinished downloads. deliver: puts finished files at hand. url: a
    database server for the work instead of a file. alone: no other process works on this ledger.
    """

    def __init__(
        self,
        ledger: Ledger,
        vendors: Vendors,
        media: MediaStore,
        deliver: Deliver,
        folder: Path,
        *,
        url: str | None = None,
        executor: str = "home",
        alone: bool = True,
    ) -> None:
        self.ledger = ledger
        self._folder = folder
        self._url = url
        self._executor = executor
        self._watchers: list[Watcher] = []
        self._moments: dict[str, Moment] = {}
        self._durable: Durable | None = None
        self._starting = threading.Lock()
        self._closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._vendors = vendors
        self._places: dict[str, asyncio.Semaphore] = {}
        self._scratch = folder / "fetching"
        self._fetching = Fetching(ledger, vendors, media, self._scratch, deliver, self._at)
        owner = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._sending = Sending(ledger, vendors, partial(whole, media=media), self._fetching.keep, owner, alone=alone)

    # --- what is called from outside ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Go on with what an earlier run left unfinished; without such rows nothing is loaded. Blocks about 3 s."""
        unfinished = self.ledger.in_state(*UNFINISHED)
        if unfinished:
            self._ensure(call.key for call in unfinished)

    def order(self, orders: Iterable[Order], budget_usd: float | None) -> list[Call]:
        """Write the orders down and set them to work. The same orders again change nothing. Raises OverBudget."""
        calls = self.ledger.prepare(orders, budget_usd)
        self._ensure(call.key for call in calls if call.state in UNFINISHED)
        return calls

    def cancel(self, calls: Iterable[Call]) -> None:
        """Stop what can be stopped: what was not sent is over, the vendor is told of the rest."""
        for call in calls:
            if self.ledger.want_cancelled(call.key):
                self._changed(call.key)

    def ask_again(self, call: Call) -> None:
        """Ask the vendor once more about a call that waits for the person."""
        if self.ledger.move(call.key, SUBMITTED if call.handle else LOOK_AGAIN, told_at=None):
            self._ensure([call.key])

    def moment(self, key: str) -> Moment | None:
        """How far a call was when it was last heard of."""
        return self._moments.get(key)

    def watch(self, watcher: Watcher) -> None:
        """From now on `watcher` is told of every change."""
        self._watchers.append(watcher)

    def close(self, patience_s: float = 120.0) -> None:
        """Stop. An answer that is paid for and under way is waited for; all else goes on in the next run."""
        self._closed = True
        until = time.monotonic() + patience_s
        if self._sending.under_way:
            _log.warning("waiting for the answer to a billed call", calls=len(self._sending.under_way))
        while self._sending.under_way and time.monotonic() < until:
            time.sleep(0.05)
        with self._starting:
            if self._durable is not None:
                self._close_connections()
                self._durable.close()
                self._durable = None
        self.ledger.close()

    # --- the work ----------------------------------------------------------------------------------------------------

    def _ensure(self, keys: Iterable[str]) -> None:
        keys = list(keys)
        with self._starting:
            if self._closed or not keys:
                return
            if self._durable is None:
                self._durable = self._launched()
            for key in keys:
                self._durable.ensure(key)

    def _launched(self) -> "Durable":
        """DBOS, on a thread without an event loop: it would adopt the loop of the app else, and slow it down."""
        from tools.jobs.durable import Durable, database_in

        made: list[Durable | BaseException] = []

        def launch() -> None:
            try:
                url = self._url or database_in(self._folder)
                durable = Durable(url, self._place, self._submit, self._finish, self._executor)
                durable.launch()
                made.append(durable)
            except BaseException as error:
                made.append(error)

        shutil.rmtree(self._scratch, ignore_errors=True)  # what a killed run had fetched half
        self._scratch.mkdir(mode=0o700, parents=True)
        thread = threading.Thread(target=launch, name="jobs-launch")
        thread.start()
        thread.join()
        if isinstance(made[0], BaseException):
            raise made[0]
        return made[0]

    def _close_connections(self) -> None:
        if self._loop is not None:
            closing = asyncio.run_coroutine_threadsafe(self._vendors.close(), self._loop)
            with suppress(TimeoutError):
                closing.result(timeout=5)

    def _place(self, key: str) -> asyncio.Semaphore:
        """One of the few places that a vendor has for calls at the same time. Called on the loop of the work."""
        self._loop = asyncio.get_running_loop()
        call = self.ledger.get(key)
        if call.host not in self._places:
            self._places[call.host] = asyncio.Semaphore(self._vendors.rhythm(call.engine, call.host).at_once)
        return self._places[call.host]

    async def _submit(self, key: str) -> None:
        await self._sending.submit(key)
        self._changed(key)

    async def _finish(self, key: str) -> None:
        await self._fetching.finish(key)
        self._moments.pop(key, None)
        self._changed(key)

    def _at(self, call: Call, moment: Moment) -> None:
        self._moments[call.key] = moment
        self._tell(call, moment)

    def _changed(self, key: str) -> None:
        self._tell(self.ledger.get(key), None)

    def _tell(self, call: Call, moment: Moment | None) -> None:
        for watcher in self._watchers:
            try:
                watcher(call, moment)
            except Exception:
                _log.exception("a watcher of the jobs failed", key=call.key)
