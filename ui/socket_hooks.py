"""Three moments of a page's connection that Chainlit has no hook for.

- `attaching`: before a page is given its chat; what is written now is part of what it is given.
- `attached`: after that, and after a lost connection was found again. (Chainlit's own hook for a resumed chat runs too
  early: what is sent from it is thrown away by the page when the chat arrives.)
- `stopped`: instead of Chainlit's handler, which would cancel the tab's task, add a message of its own, and leave the
  work, which belongs to the session and not to the tab.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from chainlit.server import sio
from chainlit.session import WebsocketSession

Hook = Callable[[WebsocketSession], Awaitable[None]]
_CONNECTED = "connection_successful"


@dataclass(frozen=True)
class SocketHooks:
    """The three hooks; `install` puts them around Chainlit's handlers."""

    attaching: Hook
    attached: Hook
    stopped: Hook

    def install(self) -> None:
        """Wrap the handlers that Chainlit registered when it was imported."""
        handlers: dict[str, Any] = sio.handlers["/"]
        chainlit_connected = handlers[_CONNECTED]

        async def connected(sid: str) -> None:
            tab = WebsocketSession.require(sid)
            await self.attaching(tab)
            await chainlit_connected(sid)
            await self.attached(tab)

        async def stop(sid: str) -> None:
            tab = WebsocketSession.get(sid)
            if tab is not None:
                await self.stopped(tab)

        sio.on(_CONNECTED, handler=connected)
        sio.on("stop", handler=stop)
