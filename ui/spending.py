"""Billed work in the chat: the spend card follows it, and what it brought is told when it is there.

The work goes on without anybody looking: the card is brought up to date from the ledger, whenever it is seen again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import structlog

from store.ledger import Ledger
from store.ledger_calls import UNFINISHED, Call
from tools.jobs.progress import Moment
from ui.chat import Chat
from ui.chat_rows import Document
from ui.spend_card import SPEND, closed, with_calls

if TYPE_CHECKING:
    from tools.jobs.running import Jobs

log = structlog.get_logger(__name__)

EVERY_S = 0.3
"""How often a card is brought up to date at most."""

Wish = tuple[str, str]
"""A session and the tool call that ordered something in it."""


class Spending:
    """The spend cards of all sessions. Belongs to the loop on which `begin` is called.

    arrive: tells in a session what a wish has brought; called once its calls have all come to an end.
    """

    def __init__(self, jobs: "Jobs", chat: Chat, arrive: Callable[[str, str], Awaitable[None]]) -> None:
        self._jobs = jobs
        self._chat = chat
        self._arrive = arrive
        self._rows: dict[Wish, Document] = {}
        self._changed: dict[Wish, asyncio.Task[None]] = {}
        self._telling: set[Wish] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def begin(self) -> None:
        """Go on with what an earlier run left, and tell what came to its end unseen."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._jobs.watch(self._heard)
            await asyncio.to_thread(self._jobs.start)
            for call in await asyncio.to_thread(self._ledger.untold):
                self._wake((call.session_id, call.tool_call_id))

    async def show(self, row: Document) -> None:
        """A new spend card stands in the chat; it is brought up to date at once."""
        wish = (row["threadId"], row["props"]["offer"])
        self._rows[wish] = row
        if row["props"]["phase"] != "open":
            self._wake(wish)

    async def close_card(self, session_id: str) -> None:
        """The session went on: its open card was agreed to, or is withdrawn."""
        for row in await self._cards(session_id):
            if row["props"]["phase"] == "open":
                ordered = await asyncio.to_thread(self._ledger.of_tool_call, session_id, row["props"]["offer"])
                self._rows.pop((session_id, row["props"]["offer"]), None)  # what is ordered has a card of its own
                row["props"] = closed(row["props"], agreed=bool(ordered))
                await self._chat.put_card(row)

    async def settled(self, session_id: str) -> None:
        """Wait until everything that was ordered in a session has come to its end and was told."""
        while True:
            calls = await asyncio.to_thread(self._ledger.of_session, session_id)
            open_calls = any(call.state in UNFINISHED or call.told_at is None for call in calls)
            if not open_calls and not any(wish[0] == session_id for wish in self._telling):
                return
            await asyncio.sleep(EVERY_S)

    async def forget(self, session_id: str) -> None:
        """The person removed the session: what is still to be made for it is stopped."""
        calls = await asyncio.to_thread(self._ledger.of_session, session_id)
        await asyncio.to_thread(self._jobs.cancel, [call for call in calls if call.state in UNFINISHED])
        await asyncio.to_thread(self._ledger.told, [call.key for call in calls])
        for wish in [wish for wish in self._rows if wish[0] == session_id]:
            del self._rows[wish]

    async def close(self) -> None:
        """Stop showing; what is being made is gone on with by the next run."""
        for task in list(self._changed.values()):
            task.cancel()
        await asyncio.to_thread(self._jobs.close)

    # --- what the jobs say -------------------------------------------------------------------------------------------

    @property
    def _ledger(self) -> Ledger:
        return self._jobs.ledger

    def _heard(self, call: Call, _moment: Moment | None) -> None:
        """Called on a thread of the jobs."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake, (call.session_id, call.tool_call_id))

    def _wake(self, wish: Wish) -> None:
        if wish not in self._changed:
            task = asyncio.get_running_loop().create_task(self._bring_up_to_date(wish))
            self._changed[wish] = task

    async def _bring_up_to_date(self, wish: Wish) -> None:
        await asyncio.sleep(EVERY_S)
        self._changed.pop(wish, None)  # what is heard from here on is looked at again
        try:
            calls = await asyncio.to_thread(self._ledger.of_tool_call, *wish)
            await self._refresh(wish, calls)
            if not any(call.state in UNFINISHED for call in calls) and any(call.told_at is None for call in calls):
                await self._tell(wish)
        except Exception:
            log.exception("spend_card_failed", session=wish[0])

    async def _tell(self, wish: Wish) -> None:
        if wish in self._telling:
            return
        self._telling.add(wish)
        try:
            await self._arrive(*wish)
        finally:
            self._telling.discard(wish)

    async def _refresh(self, wish: Wish, calls: list[Call]) -> None:
        row = self._rows.get(wish) or await self._find(wish)
        if row is None or not calls:
            return
        moments = {call.key: moment for call in calls if (moment := self._jobs.moment(call.key)) is not None}
        row["props"] = with_calls(row["props"], calls, moments)
        self._rows[wish] = row
        await self._chat.put_card(row)
        if row["props"]["phase"] == "over":
            self._rows.pop(wish, None)

    async def _find(self, wish: Wish) -> Document | None:
        """The newest card of a wish that an earlier run left in the chat, unless it is the one that only asked."""
        cards = [row for row in await self._cards(wish[0]) if row["props"].get("offer") == wish[1]]
        return next((row for row in reversed(cards) if row["props"]["phase"] in ("running", "over")), None)

    async def _cards(self, session_id: str) -> list[Any]:
        return [row for row in (await self._chat.newest(session_id))["elements"] if row.get("name") == SPEND]
