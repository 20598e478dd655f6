"""The rows of the chat, from the event loop: one thread writes them all, in the order they were sent."""

import asyncio
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar

from store import threads
from store.clock import utc_now
from store.database import Database

Document = dict[str, Any]
P = ParamSpec("P")
T = TypeVar("T")

ASSISTANT = "Reshoot"
OPENED = 60
"""Messages of a chat that are there when it is opened."""


class ChatRows:
    """Runs the functions of `store.threads` on one thread of its own."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="chat-rows")

    async def run(self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`work(database, *args)`, behind everything that was sent before."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: work(self._db, *args, **kwargs))

    def close(self) -> None:
        """Write what is waiting, then end. May be called twice."""
        self._executor.shutdown(wait=True)


def new_id() -> str:
    return str(uuid.uuid4())


def newest_part(db: Database, session_id: str, messages: int = OPENED) -> Document | None:
    """A chat's last messages with their cards; above them a card that offers the earlier ones, where there are any."""
    thread = threads.get_thread(db, session_id, last=messages)
    if thread is None or not thread["earlier"]:
        return thread
    top = f"earlier-{session_id}"
    note = message_row(session_id, "", step_id=top, by_person=False)
    # It stands above the first message that is shown, and the page puts messages in the order of their times.
    note["createdAt"] = note["start"] = note["end"] = thread["steps"][0]["createdAt"]
    props = {"left_out": thread["earlier"], "shown": messages}
    card = card_row(session_id, top, "Earlier", props, element_id=f"{top}-card")
    return {**thread, "steps": [note, *thread["steps"]], "elements": [card, *thread["elements"]]}


def message_row(
    session_id: str, text: str, *, step_id: str, by_person: bool, metadata: Document | None = None
) -> Document:
    """A message as Chainlit's page takes it (`StepDict`). `text` is Markdown for what the assistant says."""
    now = utc_now()
    return {
        "id": step_id,
        "threadId": session_id,
        "parentId": None,
        "name": "You" if by_person else ASSISTANT,
        "type": "user_message" if by_person else "assistant_message",
        "output": text,
        "createdAt": now,
        "start": now,
        "end": now,
        "streaming": False,
        "isError": False,
        "waitForAnswer": False,
        "metadata": metadata or {},
    }


def card_row(session_id: str, step_id: str, name: str, props: Document, *, element_id: str | None = None) -> Document:
    """A custom element below a message, as Chainlit's page takes it (`ElementDict`)."""
    return {
        "id": element_id or new_id(),
        "threadId": session_id,
        "forId": step_id,
        "type": "custom",
        "name": name,
        "display": "inline",
        "props": props,
        "mime": "application/json",
        "url": None,
        "chainlitKey": None,
    }


def picture_row(session_id: str, step_id: str, name: str, url: str, *, element_id: str) -> Document:
    """A picture that the person sent."""
    return {
        "id": element_id,
        "threadId": session_id,
        "forId": step_id,
        "type": "image",
        "name": name,
        "display": "inline",
        "size": "medium",
        "url": url,
        "chainlitKey": None,
    }
