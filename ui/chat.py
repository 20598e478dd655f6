"""The chat of every session, as rows: each is kept first and then shown in every open tab."""

from typing import Any

from store import threads
from ui.auth import LOCAL_USER
from ui.chat_rows import ChatRows, Document, card_row, message_row, new_id, newest_part
from ui.tabs import Audience

RECEIPT = "Receipt"
TELL_ALL = frozenset({RECEIPT, "Compare"})
"""Cards that say everything themselves."""
LOOK_BACK = 100
"""Messages among which a receipt that still waits for something is looked for."""
RECENT = 4
"""Messages that a tab is given again when it attaches: what was said while it was loading may have passed it by."""


class Chat:
    """Puts messages and cards into sessions."""

    def __init__(self, rows: ChatRows, audience: Audience) -> None:
        self._rows = rows
        self._audience = audience

    async def open(self, session_id: str, title: str) -> None:
        """Give a session its place in the list; one that has a name keeps it."""
        owner = await self._rows.run(threads.get_user, LOCAL_USER)
        known = await self._rows.run(threads.get_thread, session_id) or {}
        if owner is not None and not (known.get("name") and known.get("userId")):
            await self._rows.run(threads.update_thread, session_id, known.get("name") or title, owner.id)

    async def person_says(self, session_id: str, text: str) -> str:
        """Words of the person that were not typed into the composer, such as a chip's; answers the message's id."""
        row = message_row(session_id, text, step_id=new_id(), by_person=True)
        await self._put_message(row)
        return row["id"]

    async def answer(
        self, session_id: str, step_id: str, text: str, cards: list[tuple[str, Document]], turn: int
    ) -> list[Document]:
        """An answer with its cards (name, props); answers the cards' rows. `text` is Markdown."""
        await self._put_message(
            message_row(session_id, text, step_id=step_id, by_person=False, metadata={"turn": turn})
        )
        rows = [card_row(session_id, step_id, name, props) for name, props in cards]
        for row in rows:
            await self.put_card(row)
        return rows

    async def draft(self, session_id: str, step_id: str, text: str) -> None:
        """What stands in the place of an answer that is on its way. Not kept."""
        row = message_row(session_id, text, step_id=step_id, by_person=False)
        await self._audience.emit(session_id, "new_message", row)

    async def put_card(self, row: Document) -> None:
        """Keep a card (or picture), in place of the one with its id, and show it."""
        await self._rows.run(threads.create_element, row)
        await self.show_card(row)

    async def show_card(self, row: Document) -> None:
        """Show a card without keeping it."""
        await self._audience.emit(row["threadId"], "element", row)

    async def show_busy(self, session_id: str, busy: bool) -> None:
        """Show or hide the sign that a turn runs, and with it Stop."""
        await self._audience.emit(session_id, "task_start" if busy else "task_end", {})

    async def list_anew(self, session_id: str, new_id: str) -> None:
        """Have the tabs of a session fetch the list of sessions again, in which `new_id` has come to stand.

        The page does so when it is told of another first message than the last.
        """
        told = {"interaction": f"listed {new_id}", "thread_id": session_id}
        await self._audience.emit(session_id, "first_interaction", told)

    async def newest(self, session_id: str, messages: int = LOOK_BACK) -> Document:
        """The last messages of a session's chat and their cards: `steps` and `elements`, empty if there is none."""
        return await self._rows.run(threads.get_thread, session_id, messages) or {"steps": [], "elements": []}

    async def part(self, session_id: str, messages: int) -> Document | None:
        """So many of a chat's last messages, as the page is given them when it opens it."""
        return await self._rows.run(newest_part, session_id, messages)

    async def receipts(self, session_id: str) -> list[Document]:
        """The rows of the last receipts in a session's chat, oldest first."""
        return [row for row in (await self.newest(session_id))["elements"] if row.get("name") == RECEIPT]

    async def recent(self, session_id: str) -> list[tuple[str, Any]]:
        """The last messages and their cards as the events that show them."""
        thread = await self.newest(session_id, RECENT)
        cards = [("element", row) for row in thread["elements"]]
        return [*(("new_message", step) for step in thread["steps"]), *cards]

    def close(self) -> None:
        """Write what is waiting."""
        self._rows.close()

    async def _put_message(self, row: Document) -> None:
        await self._rows.run(threads.create_step, row)
        await self._audience.emit(row["threadId"], "new_message", row)
