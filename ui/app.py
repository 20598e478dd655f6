"""What Chainlit calls: a person opens a page, writes, clicks, stops, comes back. Everything else is elsewhere."""

import asyncio
from pathlib import Path
from typing import Any
from weakref import WeakSet

import chainlit as cl
import structlog
from chainlit.chat_context import chat_contexts
from chainlit.config import config
from chainlit.element import Element
from chainlit.session import WebsocketSession
from chainlit.types import ThreadDict
from chainlit.user import User

from store.errors import UnknownTarget
from ui.chat import Chat
from ui.chat_rows import OPENED, ChatRows
from ui.choices import lock_choice, offered_choice, take_choice, version_choice
from ui.composition import Studio
from ui.conversation import Conversation, Upload
from ui.data_layer import ChatDataLayer
from ui.showing import pane_frame_row
from ui.socket_hooks import SocketHooks
from ui.tabs import Tabs
from ui.wording import CHOICE_GONE, STARTERS, title_from

log = structlog.get_logger(__name__)


def register(studio: Studio) -> None:
    """Tell Chainlit about us. Called once, before the server starts."""
    rows = ChatRows(studio.home.database)
    tabs = Tabs()
    screen = Screen(studio, Conversation(studio, Chat(rows, tabs)), tabs)
    layer = ChatDataLayer(rows, screen.renamed, screen.conversation.forget)
    cl.data_layer(lambda: layer)
    cl.set_starters(screen.starters)
    cl.on_chat_start(screen.begin)
    cl.on_chat_resume(screen.resume)
    cl.on_chat_end(screen.leave)
    cl.on_app_startup(screen.conversation.begin)
    cl.on_app_shutdown(screen.close)
    # Not `cl.on_message`: it would keep a "run" beside every message, which nobody sees.
    config.code.on_message = screen.message
    for name in ("chip", "lock", "take", "version", "say", "earlier", "pane", "stop_orders"):
        cl.action_callback(name)(getattr(screen, name))
    SocketHooks(attaching=screen.attaching, attached=screen.attached, stopped=screen.stop).install()


class Screen:
    """The page's side of the conversation. One for all tabs; a tab is a Chainlit session, its thread is our session."""

    def __init__(self, studio: Studio, conversation: Conversation, tabs: Tabs) -> None:
        self._studio = studio
        self.conversation = conversation
        self._tabs = tabs
        self._with_pane: WeakSet[WebsocketSession] = WeakSet()

    # --- coming and going --------------------------------------------------------------------------------------------

    async def starters(self, _user: User | None, _language: str | None) -> list[cl.Starter]:
        """What a new session offers to begin with."""
        return [cl.Starter(label=label, message=message) for label, message in STARTERS]

    async def begin(self) -> None:
        """A new chat: nothing is made until something is said in it."""

    async def resume(self, thread: ThreadDict) -> None:
        """A chat from the list: what there is to do is done in `attaching` and `attached`, in the right order."""

    async def attaching(self, tab: WebsocketSession) -> None:
        """A page is about to be given a session's chat: first finish what a killed process left."""
        if tab.thread_id_to_resume:
            await self.conversation.catch_up(tab.thread_id_to_resume)

    async def attached(self, tab: WebsocketSession) -> None:
        """A page has been given its chat, or has found its connection again: bring it up to date."""
        if not tab.has_first_interaction:
            return
        for event, row in await self.conversation.recent(tab.thread_id):
            await _send(tab, event, row)
        if self.conversation.work.busy(tab.thread_id):
            await _send(tab, "task_start", {})
        await self._show_pane_once(tab)

    async def leave(self) -> None:
        """A page is gone. Chainlit keeps every message of a closed page in memory; we keep them in the database."""
        chat_contexts.pop(cl.context.session.id, None)

    async def close(self) -> None:
        """The server stops."""
        await self.conversation.close()
        await self._studio.close()

    async def renamed(self, session_id: str, name: str) -> None:
        """The person renamed a chat in the list."""
        try:
            await asyncio.to_thread(self._studio.history.rename, session_id, name)
        except UnknownTarget:
            log.debug("renamed_before_it_began", session=session_id)

    # --- what the person does ----------------------------------------------------------------------------------------

    async def message(self, message: cl.Message) -> None:
        """Something was written or dropped into the composer."""
        tab = _tab()
        sentence = message.content
        uploads = [upload for element in message.elements if (upload := await _read(element))]
        if not sentence.strip():
            await self._name(message, ", ".join(upload.name for upload in uploads))
        await self._tabs.emit(tab.thread_id, "new_message", {**message.to_dict()}, but=tab.id)
        await self.conversation.say(tab.thread_id, sentence, tuple(uploads), message.id)
        await self._show_pane_once(tab)

    async def _name(self, message: cl.Message, words: str) -> None:
        """Give a message of pictures alone their names as its words. Chainlit takes an empty first message for none:
        the chat would not appear in the list, and Stop not on the page."""
        message.content = words
        await message.update()
        tab = _tab()
        await self.conversation.open_session(tab.thread_id, title_from("", [words]))
        await _send(tab, "first_interaction", {"interaction": words, "thread_id": tab.thread_id})

    async def chip(self, action: cl.Action) -> dict[str, Any]:
        """A chip of a receipt: {turn, index}. What it does is looked up; the page is not believed."""
        return await self._choose(offered_choice, action)

    async def lock(self, action: cl.Action) -> dict[str, Any]:
        """A variant of the gallery: {still}."""
        return await self._choose(lock_choice, action)

    async def take(self, action: cl.Action) -> dict[str, Any]:
        """A take of the card of takes: {shot, number}."""
        return await self._choose(take_choice, action)

    async def version(self, action: cl.Action) -> dict[str, Any]:
        """A button of the history board: {do, version}."""
        return await self._choose(version_choice, action)

    async def say(self, action: cl.Action) -> dict[str, Any]:
        """A button that says a sentence: {text}."""
        text = action.payload.get("text")
        if not isinstance(text, str) or not text.strip():
            return {"ok": False, "message": CHOICE_GONE}
        await self.conversation.choose(_tab().thread_id, text.strip(), None)
        return {"ok": True}

    async def earlier(self, action: cl.Action) -> dict[str, Any]:
        """The button above the newest part of a long chat: {shown}, how many messages are there."""
        tab, shown = _tab(), action.payload.get("shown")
        if type(shown) is not int or not 0 < shown < 1_000_000:
            return {"ok": False, "message": CHOICE_GONE}
        part = await self.conversation.part(tab.thread_id, shown + OPENED)
        if part is not None:
            await _send(tab, "resume_thread", part)
            if tab in self._with_pane:  # the page forgets its side with the chat that it had
                await self._show_pane(tab)
        return {"ok": True}

    async def pane(self) -> dict[str, Any]:
        """The button that brings the scene pane back."""
        await self._show_pane(_tab())
        return {"ok": True}

    async def stop_orders(self, _action: cl.Action) -> dict[str, Any]:
        """The Stop of a spend card."""
        await self.conversation.stop_orders(_tab().thread_id)
        return {"ok": True}

    async def stop(self, tab: WebsocketSession) -> None:
        """Stop was pressed, in any tab of the session."""
        if not await self.conversation.stop(tab.thread_id):
            await _send(tab, "task_end", {})

    async def _choose(self, find: Any, action: cl.Action) -> dict[str, Any]:
        tab = _tab()
        choice = await asyncio.to_thread(find, self._studio, tab.thread_id, action.payload)
        if choice is None:
            return {"ok": False, "message": CHOICE_GONE}
        await self.conversation.choose(tab.thread_id, choice.label, choice.call)
        await self._show_pane_once(tab)
        return {"ok": True}

    # --- the pane ----------------------------------------------------------------------------------------------------

    async def _show_pane_once(self, tab: WebsocketSession) -> None:
        """Open the scene pane the first time there is something in it; a person who closes it is left in peace."""
        if tab not in self._with_pane and not _is_phone(tab) and await self._show_pane(tab):
            self._with_pane.add(tab)

    async def _show_pane(self, tab: WebsocketSession) -> bool:
        row = await self.conversation.pane(tab.thread_id)
        if row is None:
            return False
        await _send(tab, "element", row)
        await _send(tab, "element", pane_frame_row(tab.thread_id))
        return True


def _tab() -> WebsocketSession:
    session: Any = cl.context.session
    return session


def _is_phone(tab: WebsocketSession) -> bool:
    """On a phone the pane would cover the chat."""
    return "Mobi" in str(tab.environ.get("HTTP_USER_AGENT", ""))


async def _send(tab: WebsocketSession, event: str, data: Any) -> None:
    sent: Any = tab.emit(event, data)
    await sent


async def _read(element: Element) -> Upload | None:
    if not element.path:
        return None
    data = await asyncio.to_thread(Path(element.path).read_bytes)
    return Upload(element_id=element.id, name=element.name or "picture", data=data)
