"""A browser tab as far as the conversation knows one: it remembers what it was shown."""

import asyncio
from typing import Any


class Watcher:
    """Keeps every event; `messages` and `cards` are what a page would show now."""

    def __init__(self) -> None:
        self.events: list[tuple[str, str, Any]] = []
        self._more = asyncio.Event()

    async def emit(self, session_id: str, event: str, data: Any, but: str | None = None) -> None:
        self.events.append((session_id, event, data))
        self._more.set()

    def names(self) -> list[str]:
        """The events in order, by name."""
        return [event for _, event, _ in self.events]

    @property
    def messages(self) -> dict[str, dict[str, Any]]:
        """Messages by id, as last shown."""
        return {data["id"]: data for _, event, data in self.events if event == "new_message"}

    @property
    def cards(self) -> dict[str, dict[str, Any]]:
        """Elements by id, as last shown."""
        return {data["id"]: data for _, event, data in self.events if event == "element"}

    def receipts(self) -> list[dict[str, Any]]:
        """Props of the receipts on screen, oldest first."""
        return [card["props"] for card in self.cards.values() if card["name"] == "Receipt"]

    async def until(self, holds: Any) -> None:
        """Wait until `holds()` after some event; fails after five seconds."""
        async with asyncio.timeout(5):
            while not holds():
                self._more.clear()
                await self._more.wait()
