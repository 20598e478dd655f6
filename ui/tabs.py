"""The open tabs of a session. What is said in a session is shown in every one of them."""

from typing import Any, Protocol

Document = dict[str, Any]


class Audience(Protocol):
    """Whoever watches a session."""

    async def emit(self, session_id: str, event: str, data: Any, but: str | None = None) -> None:
        """Show `data` to every watcher of a session except the tab `but`."""
        ...


class Nobody:
    """The audience of the command line: rows are kept, nothing is shown."""

    async def emit(self, session_id: str, event: str, data: Any, but: str | None = None) -> None:
        """Nobody watches."""


class Tabs:
    """The browser tabs that Chainlit knows. A tab that lost its connection is brought up to date when it comes back."""

    async def emit(self, session_id: str, event: str, data: Any, but: str | None = None) -> None:
        from chainlit.session import ws_sessions_id

        for tab in list(ws_sessions_id.values()):
            if tab.thread_id == session_id and tab.id != but:
                sent: Any = tab.emit(event, data)
                await sent
