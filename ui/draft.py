"""What a person sees while a turn runs: the model's words as they come, what is being done, how far it is."""

import asyncio
from collections.abc import Awaitable, Callable

from agent.events import Event, Progress, Words
from ui.wording import plain, progress_line

PATIENCE_S = 0.25
"""A turn that is answered within this time shows no draft: it would only flicker."""
RHYTHM_S = 0.08
"""Shortest time between two versions of the draft."""


class Draft:
    """The growing answer of one turn. `show` puts a text (Markdown) on screen; it is called in order, not too often."""

    def __init__(self, show: Callable[[str], Awaitable[None]]) -> None:
        self._show = show
        self._words = ""
        self._line = "…"
        self._changed = asyncio.Event()
        self._task = asyncio.create_task(self._keep_showing())

    def take(self, event: Event) -> None:
        """Take in what happened. Never waits: the director calls it on the event loop."""
        if isinstance(event, Words):
            self._words = event.text if event.restart else self._words + event.text
        elif isinstance(event, Progress):
            self._line = progress_line(event.label, event.fraction)
        else:
            self._line = progress_line(event.label)
        self._changed.set()

    async def end(self) -> None:
        """Stop showing: the answer follows."""
        self._task.cancel()
        await asyncio.wait({self._task})

    async def _keep_showing(self) -> None:
        await asyncio.sleep(PATIENCE_S)
        await self._show(self._text())
        while True:
            await self._changed.wait()
            self._changed.clear()
            await self._show(self._text())
            await asyncio.sleep(RHYTHM_S)

    def _text(self) -> str:
        return plain(self._words) if self._words else plain(self._line)
