"""Chainlit's view of the chat rows."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from store.home import Home
from ui.chat_rows import OPENED, ChatRows

chainlit = pytest.importorskip("chainlit")

from chainlit.element import CustomElement, File  # noqa: E402
from chainlit.types import Feedback, Pagination, ThreadFilter  # noqa: E402
from chainlit.user import User  # noqa: E402

from ui.data_layer import ChatDataLayer  # noqa: E402


class Told:
    """What the data layer tells about the list of chats."""

    def __init__(self) -> None:
        self.renamed: list[tuple[str, str]] = []
        self.deleted: list[str] = []

    async def rename(self, session_id: str, name: str) -> None:
        self.renamed.append((session_id, name))

    async def delete(self, session_id: str) -> None:
        self.deleted.append(session_id)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
async def layer(home: Home, told: Told) -> AsyncIterator[ChatDataLayer]:
    layer = ChatDataLayer(ChatRows(home.database), told.rename, told.delete)
    yield layer
    await layer.close()


def step(step_id: str, text: str = "hello", thread: str = "t", at: int = 0) -> Any:
    return {
        "id": step_id, "threadId": thread, "type": "user_message", "name": "You", "output": text,
        "createdAt": f"2026-11-20T10:00:{at:02}.000000Z", "metadata": {"a": [1, 2]}, "tags": ["x"],
    }  # fmt: skip


async def test_a_user_is_made_once(layer: ChatDataLayer) -> None:
    assert await layer.get_user("local") is None
    made = await layer.create_user(User(identifier="local", display_name="You"))
    again = await layer.create_user(User(identifier="local"))
    assert made is not None
    assert again is not None
    assert made.id == again.id
    assert (await layer.get_user("local")) == again


async def test_what_is_sent_without_waiting_arrives_in_order(layer: ChatDataLayer) -> None:
    writes = [asyncio.ensure_future(layer.create_step(step(f"s{n}", at=n))) for n in range(30)]
    writes.append(asyncio.ensure_future(layer.update_step(step("s3", "changed", at=3))))
    await asyncio.gather(*writes)
    thread: Any = await layer.get_thread("t")
    assert [row["id"] for row in thread["steps"]] == [f"s{n}" for n in range(30)]
    assert thread["steps"][3]["output"] == "changed"
    assert thread["steps"][0]["metadata"] == {"a": [1, 2]}
    await layer.delete_step("s3")
    thread = await layer.get_thread("t")
    assert len(thread["steps"]) == 29


async def test_a_chat_is_listed_searched_named_and_removed(layer: ChatDataLayer, told: Told) -> None:
    owner = await layer.create_user(User(identifier="local"))
    assert owner is not None
    for name in ("a", "b", "c"):
        await layer.create_step(step(f"{name}1", f"words of {name}", name))
        await layer.update_thread(name, name=f"film {name}", user_id=owner.id)
    first = await layer.list_threads(Pagination(first=2), ThreadFilter(userId=owner.id))
    assert [thread["id"] for thread in first.data] == ["c", "b"]
    assert first.pageInfo.hasNextPage
    rest = await layer.list_threads(Pagination(first=2, cursor=first.pageInfo.endCursor), ThreadFilter(userId=owner.id))
    assert [thread["id"] for thread in rest.data] == ["a"]
    found = await layer.list_threads(Pagination(first=9), ThreadFilter(userId=owner.id, search="words of b"))
    assert [thread["id"] for thread in found.data] == ["b"]
    assert await layer.get_thread_author("b") == "local"
    assert told.renamed == [("a", "film a"), ("b", "film b"), ("c", "film c")]
    await layer.delete_thread("b")
    assert await layer.get_thread("b") is None
    assert told.deleted == ["b"]


async def test_a_picture_without_words_names_nothing(layer: ChatDataLayer, told: Told) -> None:
    await layer.update_thread("t", name="the bottle")
    await layer.update_thread("t", name="  ", metadata={"chat_settings": {}})
    thread: Any = await layer.get_thread("t")
    assert thread["name"] == "the bottle"
    assert told.renamed == [("t", "the bottle")]


async def test_cards_are_kept_and_raw_uploads_are_not(layer: ChatDataLayer, tmp_path: Any) -> None:
    card = CustomElement(thread_id="t", name="Receipt", props={"turn": 1}, for_id="s1")
    raw = tmp_path / "raw.jpg"
    raw.write_bytes(b"not a picture")
    await layer.create_element(card)
    await layer.create_element(File(thread_id="t", name="raw.jpg", path=str(raw), for_id="s1"))
    thread: Any = await layer.get_thread("t")
    assert [(row["name"], row["props"]) for row in thread["elements"]] == [("Receipt", {"turn": 1})]
    kept: Any = await layer.get_element("t", card.id)
    assert kept["props"] == {"turn": 1}
    assert await layer.get_element("other", card.id) is None
    await layer.delete_element(card.id, "t")
    assert await layer.get_element("t", card.id) is None


async def test_feedback_and_favourites_are_kept(layer: ChatDataLayer) -> None:
    owner = await layer.create_user(User(identifier="local"))
    assert owner is not None
    favourite: Any = {**step("s1"), "metadata": {"favorite": True}}
    await layer.create_step(favourite)
    await layer.update_thread("t", user_id=owner.id)
    feedback = await layer.upsert_feedback(Feedback(forId="s1", value=1, comment="good"))
    kept: Any = await layer.get_favorite_steps(owner.id)
    assert [row["id"] for row in kept] == ["s1"]
    assert await layer.delete_feedback(feedback)
    assert await layer.build_debug_url() == ""


async def test_a_long_chat_opens_with_its_newest_part_and_the_way_to_the_rest(layer: ChatDataLayer) -> None:
    for number in range(OPENED + 5):
        said: Any = {**step(f"s{number}"), "createdAt": f"2026-11-20T10:{number // 60:02}:{number % 60:02}.000000Z"}
        await layer.create_step(said)
    thread: Any = await layer.get_thread("t")
    note, *steps = thread["steps"]
    assert [one["id"] for one in steps] == [f"s{number}" for number in range(5, OPENED + 5)]
    assert (note["id"], note["createdAt"]) == ("earlier-t", steps[0]["createdAt"])
    [card] = thread["elements"]
    assert (card["name"], card["forId"]) == ("Earlier", note["id"])
    assert card["props"] == {"left_out": 5, "shown": OPENED}


async def test_a_short_chat_opens_whole(layer: ChatDataLayer) -> None:
    await layer.create_step(step("s1"))
    thread: Any = await layer.get_thread("t")
    assert [one["id"] for one in thread["steps"]] == ["s1"]
