"""From PREPARED to SUBMITTED: a billed call leaves this machine once, or nobody knows and a person is asked.

written down -> claimed by this run -> (not 5 s later) -> one POST -> the answer written down, however long it takes
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Literal, TypeVar

import structlog

from store.errors import MediaMissing, PersonError, VendorError
from store.ledger import Ledger
from store.ledger_calls import ASK_PERSON, CANCELLED, FAILED, GIVE_BACK, SUBMITTED, Call, Step
from tools.hosts import hosts
from tools.jobs.requests import addressed
from tools.jobs.vendors import Reached, Vendors
from tools.providers.outcomes import FindsByLabel, Finished, Inline, Submitted

_log = structlog.get_logger(__name__)
T = TypeVar("T")

FENCE_S = 5.0
"""A run that was frozen for longer between its claim and the POST does not send: another one may have taken over."""
GRACE_S = 3.0
"""How long a vendor is asked for a lost call before it counts as never arrived: a dying POST may still be under way."""
MAX_TRIES = 6
"""How often a call that the vendor did not take is offered again."""
LONGEST_PAUSE_S = 120.0

MAYBE_CHARGED = (
    "{vendor} may have taken this call, and charged it: its answer was lost, and {vendor} cannot be asked for it. Look "
    "at your account there: if nothing was made, it can be sent again; if it was made, it is lost to us."
)


def seconds_awake_or_not() -> float:
    """Seconds on a clock that goes on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Sending:
    """Sends billed calls for one run of the program, whose name in the ledger is `owner`.

    keep: stores what a vendor answered at once (`tools.jobs.fetching`). alone: no other process works on this ledger,
    so that a call whose arrival is ruled out may be sent once more. pause: waits, in seconds.
    """

    def __init__(
        self,
        ledger: Ledger,
        vendors: Vendors,
        whole: Callable[[dict[str, Any]], Any],
        keep: Callable[[Call, Finished], Awaitable[None]],
        owner: str,
        *,
        alone: bool = True,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = seconds_awake_or_not,
    ) -> None:
        self._ledger = ledger
        self._vendors = vendors
        self._whole = whole
        self._keep = keep
        self._owner = owner
        self._alone = alone
        self._pause = pause
        self._clock = clock
        self.under_way: set[str] = set()
        """Keys of the calls whose answer is being waited for."""

    async def submit(self, key: str) -> None:
        """Bring a call out of PREPARED and SUBMITTING, whatever became of it. Safe to run again at any time."""
        for tried in range(MAX_TRIES):
            call = await self._get(key)
            if call.state == "SUBMITTING":
                await self._clear_up(call)
            elif call.state == "PREPARED" and call.cancel_at:
                await self._move(call, CANCELLED, cost_usd=0.0)
            elif call.state == "PREPARED" and (wait_s := await self._send(call, tried)) is not None:
                await self._pause(wait_s)
                continue
            if (await self._get(key)).state not in ("PREPARED", "SUBMITTING"):
                return

    # --- sending -----------------------------------------------------------------------------------------------------

    async def _send(self, call: Call, tried: int) -> float | None:
        """Claim and send. Answers how long to wait where the vendor did not take it and may do so later."""
        try:
            reached = self._vendors.reach(call.engine, call.host)
            request = await self._request(call, reached)
        except (VendorError, MediaMissing) as error:
            if isinstance(error, VendorError) and error.again and tried + 1 < MAX_TRIES:
                return _pause_s(error, tried)  # a clip could not be handed over: nothing was ordered
            await self._fail(call, error, 0.0)
            return None
        since = self._clock()
        if not await asyncio.to_thread(self._ledger.claim, call.key, self._owner):
            return None
        if self._clock() - since > FENCE_S:
            # Nothing was sent. Whoever took the call over in the meantime is its owner now, and this changes nothing.
            await self._give_back(call)
            return 0.0
        return await self._post(call, reached, request, tried)

    async def _request(self, call: Call, reached: Reached) -> Any:
        """What is asked, whole; a clip of ours is brought to where the vendor can fetch it. Raises VendorError."""
        return await asyncio.to_thread(self._whole, await addressed(call.request, reached.address_of))

    async def _post(self, call: Call, reached: Reached, request: Any, tried: int) -> float | None:
        try:
            await self._once(call, reached, request)
        except VendorError as error:
            return await self._not_taken(call, error, tried)
        return None

    async def _once(self, call: Call, reached: Reached, request: Any) -> None:
        """The POST, and its answer in the ledger. Raises VendorError."""
        self.under_way.add(call.key)
        try:
            answer = await reached.provider.submit(request, label=call.key)
            await self._record(call, answer)
        except VendorError:
            raise
        except Exception as error:
            _log.exception("a billed call broke", key=call.key, engine=call.engine)
            broke = f"its adapter broke ({type(error).__name__})"
            raise VendorError("failed", call.host, broke, charged="unknown") from error
        finally:
            self.under_way.discard(call.key)

    async def _record(self, call: Call, answer: Submitted | Finished) -> None:
        """Write the answer down. It was paid for: this goes on until there is a database to write to."""
        if isinstance(answer, Finished) and all(isinstance(result, Inline) for result in answer.results):
            await until_it_works(lambda: self._keep(call, answer), self._pause)
            return
        job = answer if isinstance(answer, Submitted) else answer.job
        handle = {
            "job": job.model_dump(mode="json") if job else None,
            "answer": answer.model_dump(mode="json") if isinstance(answer, Finished) else None,
        }
        await self._move(call, SUBMITTED, external_id=job.task_id if job else None, handle=handle)

    async def _not_taken(self, call: Call, error: VendorError, tried: int) -> float | None:
        if error.charged == "unknown":
            _log.warning("the answer to a billed call was lost", key=call.key, engine=call.engine, reason=error.reason)
            await self._clear_up(await self._get(call.key))
            return None
        if error.charged == "no" and (error.again or error.kind == "rate") and tried + 1 < MAX_TRIES:
            await self._give_back(call)
            return _pause_s(error, tried)
        await self._fail(call, error, call.estimate_usd if error.charged == "yes" else 0.0)
        return None

    # --- when nobody knows -------------------------------------------------------------------------------------------

    async def _clear_up(self, call: Call) -> None:
        """A call that stands in SUBMITTING and whose answer is not known here: ask the vendor, else the person."""
        if call.state != "SUBMITTING" or call.key in self.under_way:
            return
        try:
            reached = self._vendors.reach(call.engine, call.host)
        except VendorError as error:
            await self._ask_person(call, str(error), error.kind)
            return
        if reached.repeatable:
            await self._once_more(call, reached, arrived="unknown")
        elif isinstance(reached.provider, FindsByLabel):
            await self._look_up(call, reached, reached.provider)
        else:
            await self._ask_person(call, MAYBE_CHARGED.format(vendor=_title(call.host)))

    async def _look_up(self, call: Call, reached: Reached, vendor: FindsByLabel) -> None:
        until = self._clock() + GRACE_S
        asked = 0
        while True:
            try:
                found = await vendor.find(call.key)
            except VendorError as error:
                if not error.again or asked >= MAX_TRIES:
                    await self._ask_person(call, str(error))
                    return
                found = None
                until = max(until, self._clock() + GRACE_S)
            if found is not None:
                await self._record(call, found)
                return
            if self._clock() > until:
                break
            asked += 1
            await self._pause(0.5)
        if self._alone and call.armed < 2:
            await self._once_more(call, reached, arrived="no")
        else:
            await self._ask_person(call, MAYBE_CHARGED.format(vendor=_title(call.host)))

    async def _once_more(self, call: Call, reached: Reached, *, arrived: Literal["no", "unknown"]) -> None:
        """Send again what certainly did not arrive, or what the vendor knows by its label."""
        try:
            request = await self._request(call, reached)
        except (VendorError, MediaMissing) as error:
            await self._ask_person(call, str(error))
            return
        since = self._clock()
        taken = await asyncio.to_thread(self._ledger.take_over, call.key, call.owner, self._owner)
        if not taken or self._clock() - since > FENCE_S:
            return
        call = await self._get(call.key)
        try:
            await self._once(call, reached, request)
        except VendorError as error:
            if arrived == "no" and error.charged != "unknown":
                await self._not_taken(call, error, MAX_TRIES)
            elif call.armed >= MAX_TRIES or not error.again:
                await self._ask_person(call, str(error))
            else:
                await self._pause(min(LONGEST_PAUSE_S, max(error.retry_after_s or 0.0, 2.0**call.armed)))

    # --- steps in the ledger -----------------------------------------------------------------------------------------

    async def _get(self, key: str) -> Call:
        return await until_it_works(lambda: asyncio.to_thread(self._ledger.get, key), self._pause)

    async def _move(self, call: Call, step: Step, **values: Any) -> bool:
        work = partial(self._ledger.move, call.key, step, **values)
        return await until_it_works(lambda: asyncio.to_thread(work), self._pause)

    async def _give_back(self, call: Call) -> None:
        await self._move(call, GIVE_BACK, owner=self._owner, submitting_at=None)

    async def _fail(self, call: Call, error: VendorError | MediaMissing, cost_usd: float) -> None:
        kind = error.kind if isinstance(error, VendorError) else "failed"
        await self._move(call, FAILED, problem=kind, message=str(error), cost_usd=cost_usd)

    async def _ask_person(self, call: Call, message: str, problem: str = "unknown") -> None:
        await self._move(call, ASK_PERSON, problem=problem, message=message)


def _pause_s(error: VendorError, tried: int) -> float:
    return min(LONGEST_PAUSE_S, max(error.retry_after_s or 0.0, 2.0**tried))


def _title(host: str) -> str:
    """What people call a host."""
    known = hosts().get(host)
    return known.title if known else host


async def until_it_works(work: Callable[[], Awaitable[T]], pause: Callable[[float], Awaitable[None]]) -> T:
    """Do `work` again and again, up to 5 s apart, until the disk and the database let it: what is known about a paid
    call must not be lost because of them."""
    tried = 0
    while True:
        try:
            return await work()
        except (PersonError, OSError) as error:
            if tried == 0:
                _log.warning("what is known about a billed call cannot be written yet", reason=str(error)[:200])
            await pause(min(5.0, 0.25 * 2**tried))
            tried = min(tried + 1, 10)
