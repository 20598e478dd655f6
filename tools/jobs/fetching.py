"""From SUBMITTED to DONE: ask in the vendor's rhythm, cancel where it is wished, collect at once, put at hand.

Everything here is free and may be done again: a job that was paid for is asked about until the vendor has said how it
ended, and its files are fetched until they are on the disk.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from store.errors import Charged, PersonError, VendorError
from store.ledger import Ledger
from store.ledger_calls import ASK_PERSON, CANCELLED, DONE, FAILED, Call, Step
from store.media import MediaStore
from tools.jobs.contents import extension_of
from tools.jobs.downloads import MAX_CLIP_BYTES, MAX_STILL_BYTES, LinkExpired, download
from tools.jobs.progress import Moment
from tools.jobs.sending import until_it_works
from tools.jobs.vendors import Reached, Vendors
from tools.providers.outcomes import Failed, Finished, Inline, Link, Submitted, Working

_log = structlog.get_logger(__name__)

LONGEST_S = 6 * 3600.0
"""After so long a job that is still not done is put before the person."""
MAX_TROUBLE = 40
"""Questions in a row that may fail (about ten minutes) before the person is told."""
MAX_COLLECTIONS = 5
"""How often results are asked for anew, when links ran out or files came broken."""

Deliver = Callable[[Call, list[dict[str, Any]]], None]
"""Puts finished files at hand in their session. Called before the call is DONE, and again after a crash."""


class Fetching:
    """Brings submitted calls to their end. scratch: a folder for files that are not whole yet. `watch` is told how far
    a call is; `pause` waits, in seconds."""

    def __init__(
        self,
        ledger: Ledger,
        vendors: Vendors,
        media: MediaStore,
        scratch: Path,
        deliver: Deliver,
        watch: Callable[[Call, Moment], None],
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._ledger = ledger
        self._vendors = vendors
        self._media = media
        self._scratch = scratch
        self._deliver = deliver
        self._watch = watch
        self._pause = pause

    async def finish(self, key: str) -> None:
        """Bring a call out of SUBMITTED. Safe to run again at any time; does nothing for a call elsewhere."""
        call = await self._get(key)
        if call.state != "SUBMITTED":
            return
        try:
            await self._follow(call, self._vendors.reach(call.engine, call.host))
        except VendorError as error:
            _log.warning("a paid job needs the person", key=key, engine=call.engine, reason=error.reason)
            await self._move(call, ASK_PERSON, problem=error.kind, message=str(error))

    async def keep(self, call: Call, answer: Finished) -> None:
        """Store what came with the answer itself, and end the call. Raises DiskFull, and is tried again then."""
        try:
            results = await asyncio.to_thread(self._store_inline, call, answer)
        except VendorError as error:
            await self._fail(call, error.kind, str(error), call.estimate_usd)
            return
        await self._done(call, answer, results)

    # --- asking ------------------------------------------------------------------------------------------------------

    async def _follow(self, call: Call, reached: Reached) -> None:
        handle = call.handle
        job = Submitted.model_validate(handle["job"]) if handle.get("job") else None
        answer = Finished.model_validate(handle["answer"]) if handle.get("answer") else None
        for again in range(MAX_COLLECTIONS):
            finished = answer or await self._wait(call, reached, job)
            if finished is None:
                return
            try:
                await self._collect(call, reached, finished)
            except VendorError as error:
                if error.kind in ("refused", "unsupported"):  # some hosts tell only here what became of the job
                    await self._gave_up(call, Failed(kind=error.kind, reason=error.reason), bool(call.cancel_at))
                    return
                if again + 1 == MAX_COLLECTIONS or job is None:
                    raise
                _log.warning("a result is fetched again", key=call.key, reason=error.reason)
                await self._pause(2.0**again)
                answer = None
            else:
                return

    async def _wait(self, call: Call, reached: Reached, job: Submitted | None) -> Finished | None:
        """The finished job; None where the call has come to its end otherwise. Raises VendorError."""
        if job is None:
            raise VendorError("failed", call.host, "its results can no longer be asked for", charged="yes")
        rhythm, waited_s, trouble, asked = self._vendors.rhythm(call.engine, call.host), 0.0, 0, 0
        cancelling = False
        while waited_s < LONGEST_S:
            if not cancelling and (await self._get(call.key)).cancel_at:
                cancelling = True
                if await self._cancel(call, reached, job):
                    return None
            try:
                answer = await reached.provider.poll(job)
                trouble = 0
            except VendorError as error:
                trouble += 1
                if trouble >= MAX_TROUBLE or not (error.again or error.kind == "rate"):
                    raise
                answer = Working(stage="running", wait_s=error.retry_after_s)
            if isinstance(answer, Finished):
                return answer
            if isinstance(answer, Failed):
                return await self._gave_up(call, answer, cancelling)
            self._watch(call, Moment(answer.stage, answer.progress))
            waited_s += (pause_s := rhythm.pause_s(asked, answer.wait_s))
            asked += 1
            await self._rest(call.key, pause_s, cancelling)
        raise VendorError("failed", call.host, f"it is not done after {LONGEST_S / 3600:.0f} hours", charged="unknown")

    async def _rest(self, key: str, pause_s: float, cancelling: bool) -> None:
        """Wait, but not longer than a second after the person wants it stopped."""
        while pause_s > 0:
            await self._pause(min(1.0, pause_s))
            pause_s -= 1.0
            if pause_s > 0 and not cancelling and (await self._get(key)).cancel_at:
                return

    async def _cancel(self, call: Call, reached: Reached, job: Submitted) -> bool:
        """Tell the vendor. True if the call is over with that; else it goes on, and its result is taken."""
        try:
            answer = await reached.provider.cancel(job)
        except VendorError as error:
            _log.warning("a job could not be cancelled", key=call.key, reason=error.reason)
            return False
        if answer.state == "cancelled":
            return await self._move(call, CANCELLED, cost_usd=_cost(call, answer.charged), message=answer.reason)
        return False

    async def _gave_up(self, call: Call, answer: Failed, cancelling: bool) -> None:
        cost_usd = _cost(call, answer.charged)
        if cancelling:
            await self._move(call, CANCELLED, cost_usd=cost_usd, message=answer.reason)
            return
        error = VendorError(answer.kind, call.host, answer.reason, charged=answer.charged)
        await self._fail(call, answer.kind, str(error), cost_usd)

    # --- collecting --------------------------------------------------------------------------------------------------

    async def _collect(self, call: Call, reached: Reached, finished: Finished) -> None:
        self._watch(call, Moment("fetching"))
        results = [
            await self._fetched(call, reached, item) if isinstance(item, Link) else self._stored_bytes(call, item)
            for item in await reached.provider.collect(finished)
        ]
        if not results:
            raise VendorError("failed", call.host, "it delivered nothing", charged="yes")
        await self._done(call, finished, results)

    async def _fetched(self, call: Call, reached: Reached, link: Link) -> dict[str, Any]:
        """A link's file in the media store. Raises VendorError when it cannot be had, or is not what was bought."""
        limit = MAX_STILL_BYTES if call.kind == "still" else MAX_CLIP_BYTES
        for tried in range(MAX_TROUBLE):
            try:
                return await self._once(call, reached, link, limit)
            except LinkExpired:
                raise
            except VendorError as error:
                if not error.again or tried >= 5:
                    raise
                await self._pause(max(error.retry_after_s or 0.0, min(30.0, 2.0**tried)))
            except PersonError as error:  # a full disk: the file waits at the vendor until there is room
                _log.warning("a result cannot be written yet", key=call.key, reason=str(error)[:200])
                await self._pause(15.0)
        raise VendorError("failed", call.host, "its result cannot be written: the disk is full", charged="yes")

    async def _once(self, call: Call, reached: Reached, link: Link, limit: int) -> dict[str, Any]:
        with tempfile.TemporaryDirectory(dir=self._scratch) as folder:
            path = Path(folder) / "result"
            await download(link, reached, call.host, path, limit)
            return await asyncio.to_thread(self._stored, call, path)

    def _stored(self, call: Call, path: Path) -> dict[str, Any]:
        extension = extension_of(path, call.kind, call.host)
        return {"media": self._media.put_file(path, extension), "bytes": path.stat().st_size}

    def _store_inline(self, call: Call, answer: Finished) -> list[dict[str, Any]]:
        results = [self._stored_bytes(call, item) for item in answer.results if isinstance(item, Inline)]
        if not results:
            raise VendorError("failed", call.host, "it delivered nothing", charged="yes")
        return results

    def _stored_bytes(self, call: Call, item: Inline) -> dict[str, Any]:
        with tempfile.TemporaryDirectory(dir=self._scratch) as folder:
            path = Path(folder) / "result"
            path.write_bytes(item.data)
            return self._stored(call, path)

    # --- the end -----------------------------------------------------------------------------------------------------

    async def _done(self, call: Call, answer: Finished, results: list[dict[str, Any]]) -> None:
        facts = {"interaction": answer.interaction, "seed": answer.seed, "usage": answer.usage}
        facts = {name: value for name, value in facts.items() if value not in (None, {})}
        results = [{**result, **facts} for result in results]
        await until_it_works(lambda: asyncio.to_thread(self._deliver, call, results), self._pause)
        message = " ".join(answer.notes)[:500]
        cost_usd = self._vendors.charged_usd(call.engine, call.host, answer)
        await self._move(call, DONE, results=results, cost_usd=cost_usd, message=message)

    async def _fail(self, call: Call, problem: str, message: str, cost_usd: float | None) -> None:
        await self._move(call, FAILED, problem=problem, message=message, cost_usd=cost_usd)

    async def _get(self, key: str) -> Call:
        return await until_it_works(lambda: asyncio.to_thread(self._ledger.get, key), self._pause)

    async def _move(self, call: Call, step: Step, **values: Any) -> bool:
        work = partial(self._ledger.move, call.key, step, **values)
        return await until_it_works(lambda: asyncio.to_thread(work), self._pause)


def _cost(call: Call, charged: Charged) -> float | None:
    """What a call that brought nothing did cost; None where the vendor does not tell."""
    return {"yes": call.estimate_usd, "no": 0.0, "unknown": None}[charged]
