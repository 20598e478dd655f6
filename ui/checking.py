"""Takes are looked at behind the turns; the cards that show them say what was found as soon as it is."""

import asyncio
from typing import Any

import structlog

from store.errors import ReshootError, UnknownTarget
from store.scene import Scene
from store.takes import Take
from tools.cards import takes_card
from ui.cards import looked_at
from ui.chat import Chat
from ui.composition import Studio

log = structlog.get_logger(__name__)

TAKES = "Takes"


class Checking:
    """Has the guards look at takes, off the loop. What they could not look at stays unchecked, and its card says so."""

    def __init__(self, studio: Studio, chat: Chat) -> None:
        self._studio = studio
        self._chat = chat
        self._one = asyncio.Lock()
        self._in_vain: set[tuple[str, str]] = set()

    async def owed(self, session_id: str) -> tuple[Take, ...]:
        """The takes of a session that are still to be looked at."""
        try:
            scene = await asyncio.to_thread(self._scene, session_id)
        except UnknownTarget:  # the session was removed meanwhile
            return ()
        takes = await asyncio.to_thread(self._studio.checker.owed, session_id, scene)
        return tuple(take for take in takes if (session_id, take.id) not in self._in_vain)

    async def settle(self, session_id: str) -> None:
        """Wait until every take of the session was looked at, or could not be; then its cards say so."""
        async with self._one:
            if takes := await self.owed(session_id):
                try:
                    scene = await asyncio.to_thread(self._scene, session_id)
                    await asyncio.to_thread(self._studio.checker.check, session_id, scene, takes)
                except (ReshootError, OSError) as error:
                    log.warning("takes_not_checked", session=session_id, reason=str(error))
                    self._in_vain.update((session_id, take.id) for take in takes)
            await self._tell(session_id)

    async def _tell(self, session_id: str) -> None:
        """Bring the cards of takes that stand in the chat up to date."""
        for row in (await self._chat.newest(session_id))["elements"]:
            if row.get("name") == TAKES and any(item.get("pending") for item in row["props"]["items"]):
                row["props"] = await asyncio.to_thread(self._now, session_id, row["props"])
                await self._chat.put_card(row)

    def _now(self, session_id: str, props: dict[str, Any]) -> dict[str, Any]:
        """A card's props with what is known by now."""
        scene = self._scene(session_id)
        shot = next((one for one in scene.shots if one.id == props["shot"]), None)
        if shot is None:
            return props
        takes = self._studio.takes.of_shot(session_id, shot.id)
        card = takes_card(scene, shot, takes, self._studio.takes.checks(session_id))
        rows: Any = card.data["items"]
        known = {row["number"]: looked_at(row) for row in rows}
        items = [{**item, **known.get(item["number"], {}), "pending": False} for item in props["items"]]
        return {**props, "items": items}

    def _scene(self, session_id: str) -> Scene:
        return self._studio.history.head(session_id).scene
