"""Chainlit's data layer on the rows of `store.threads`.

Chainlit writes without waiting (fire and forget); the one thread of `ChatRows` keeps those writes in order. Its own
layers hold writes back until the first message; ours need not, since nothing is sent before it.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from chainlit.data.base import BaseDataLayer
from chainlit.element import Element, ElementDict
from chainlit.step import StepDict
from chainlit.types import Feedback, PageInfo, PaginatedResponse, Pagination, ThreadDict, ThreadFilter
from chainlit.user import PersistedUser, User

from store import threads
from store.threads import ChatUser
from ui.chat_rows import ChatRows, newest_part
from ui.wording import title_from


class ChatDataLayer(BaseDataLayer):
    """What Chainlit wants kept.

    renamed, deleted: told with the session's id when the person renames or removes a chat in the list.
    """

    def __init__(
        self,
        rows: ChatRows,
        renamed: Callable[[str, str], Awaitable[None]],
        deleted: Callable[[str], Awaitable[None]],
    ) -> None:
        self._rows = rows
        self._renamed = renamed
        self._deleted = deleted

    # --- users -------------------------------------------------------------------------------------------------------

    async def get_user(self, identifier: str) -> PersistedUser | None:
        user = await self._rows.run(threads.get_user, identifier)
        return _persisted(user) if user else None

    async def create_user(self, user: User) -> PersistedUser | None:
        kept = await self._rows.run(threads.create_user, user.identifier, user.metadata, user.display_name)
        return _persisted(kept)

    # --- feedback ----------------------------------------------------------------------------------------------------

    async def upsert_feedback(self, feedback: Feedback) -> str:
        return await self._rows.run(
            threads.upsert_feedback, feedback.forId, feedback.value, feedback.comment, feedback.id
        )

    async def delete_feedback(self, feedback_id: str) -> bool:
        await self._rows.run(threads.delete_feedback, feedback_id)
        return True

    # --- elements ----------------------------------------------------------------------------------------------------

    async def create_element(self, element: Element) -> None:
        """Keep an element that is addressed by URL. A raw upload is not: what is kept is the still made from it."""
        if not element.for_id or (element.type != "custom" and not element.url):
            return
        document: dict[str, Any] = {**element.to_dict(), "chainlitKey": None}
        await self._rows.run(threads.create_element, document)

    async def get_element(self, thread_id: str, element_id: str) -> ElementDict | None:
        found: Any = await self._rows.run(threads.get_element, thread_id, element_id)
        return found

    async def delete_element(self, element_id: str, thread_id: str | None = None) -> None:
        await self._rows.run(threads.delete_element, element_id, thread_id)

    # --- steps -------------------------------------------------------------------------------------------------------

    async def create_step(self, step_dict: StepDict) -> None:
        await self._rows.run(threads.create_step, {**step_dict})

    async def update_step(self, step_dict: StepDict) -> None:
        await self._rows.run(threads.update_step, {**step_dict})

    async def delete_step(self, step_id: str) -> None:
        await self._rows.run(threads.delete_step, step_id)

    async def get_favorite_steps(self, user_id: str) -> list[StepDict]:
        found: Any = await self._rows.run(threads.get_favorite_steps, user_id)
        return found

    # --- threads -----------------------------------------------------------------------------------------------------

    async def get_thread_author(self, thread_id: str) -> str:
        return await self._rows.run(threads.get_thread_author, thread_id)

    async def get_thread(self, thread_id: str) -> ThreadDict | None:
        """The newest part of a chat: the page would take minutes to draw a thousand receipts."""
        found: Any = await self._rows.run(newest_part, thread_id)
        return found

    async def list_threads(self, pagination: Pagination, filters: ThreadFilter) -> PaginatedResponse[ThreadDict]:
        page = await self._rows.run(
            threads.list_threads, pagination.first, pagination.cursor, filters.userId, filters.search, filters.feedback
        )
        data: list[Any] = page.threads
        start = data[0]["id"] if data else None
        info = PageInfo(hasNextPage=page.cursor is not None, startCursor=start, endCursor=page.cursor)
        return PaginatedResponse(pageInfo=info, data=data)

    async def update_thread(
        self,
        thread_id: str,
        name: str | None = None,
        user_id: str | None = None,
        metadata: dict[str, Any] | None = None,
        tags: list[str] | None = None,
    ) -> None:
        """Chainlit names a chat after its first message; one that is empty (a picture without words) names nothing."""
        named = title_from(name, []) if name and name.strip() else None
        await self._rows.run(threads.update_thread, thread_id, named, user_id, metadata, tags)
        if named:
            await self._renamed(thread_id, named)

    async def delete_thread(self, thread_id: str) -> None:
        await self._rows.run(threads.delete_thread, thread_id)
        await self._deleted(thread_id)

    # --- the rest ----------------------------------------------------------------------------------------------------

    async def build_debug_url(self) -> str:
        return ""

    async def close(self) -> None:
        self._rows.close()


def _persisted(user: ChatUser) -> PersistedUser:
    return PersistedUser(
        id=user.id,
        identifier=user.identifier,
        createdAt=user.created_at,
        display_name=user.display_name,
        metadata=user.metadata,
    )
