"""What is said becomes turns, rows and cards, in every tab and after every interruption."""

import asyncio
from typing import Any

import pytest

from store.threads import get_thread, get_thread_author
from tests.ui.rehearsal import GREEN, FilmsOnFile, Rehearsal
from tests.ui.watching import Watcher
from tools.receipts import ToolCall
from ui.chat import Chat
from ui.chat_rows import ChatRows
from ui.composition import Studio
from ui.conversation import Conversation, Upload

PICTURE = Upload(element_id="picture-1", name="bottle.png", data=GREEN)


async def with_a_shot(conversation: Conversation, session_id: str = "s") -> None:
    await conversation.say(session_id, "lock it", (PICTURE,))


def kept(studio: Studio, session_id: str = "s") -> dict[str, Any]:
    return get_thread(studio.home.database, session_id) or {}


async def test_the_first_sentence_makes_a_session_of_its_name(conversation: Conversation, studio: Studio) -> None:
    await conversation.say("s", "what can you do, and how much of it works without a key and without a network?")
    assert studio.history.session("s").title == "what can you do, and how much of it works without a key…"
    assert kept(studio)["name"] == studio.history.session("s").title
    assert get_thread_author(studio.home.database, "s") == "local"


async def test_a_receipt_stands_before_its_film_and_the_film_follows(
    conversation: Conversation, watcher: Watcher, films: FilmsOnFile
) -> None:
    films.hold.clear()
    await with_a_shot(conversation)
    [receipt] = watcher.receipts()
    assert receipt["after"]["pending"]
    assert not conversation.work.busy("s")
    films.hold.set()
    await watcher.until(lambda: not watcher.receipts()[0]["after"]["pending"])
    assert watcher.receipts()[0]["after"]["url"] == "/preview/s/1.mp4"
    assert watcher.receipts()[0]["after"]["error"] is None


async def test_a_film_that_fails_says_so_in_its_receipt(
    conversation: Conversation, watcher: Watcher, films: FilmsOnFile
) -> None:
    films.broken = True
    await with_a_shot(conversation)
    await watcher.until(lambda: not watcher.receipts()[0]["after"]["pending"])
    assert "could not be made" in watcher.receipts()[0]["after"]["error"]


async def test_an_undo_shows_the_film_that_is_there_at_once(
    conversation: Conversation, watcher: Watcher, studio: Studio
) -> None:
    await with_a_shot(conversation)
    await conversation.say("s", "longer")
    await watcher.until(lambda: not any(receipt["after"]["pending"] for receipt in watcher.receipts()))
    await conversation.say("s", "undo")
    last = watcher.receipts()[-1]
    assert (last["before"]["url"], last["after"]["url"]) == ("/preview/s/2.mp4", "/preview/s/1.mp4")
    assert not last["after"]["pending"]


async def test_only_the_latest_receipt_offers_the_way_back(conversation: Conversation, watcher: Watcher) -> None:
    await with_a_shot(conversation)
    await conversation.say("s", "longer")
    first, second = watcher.receipts()
    assert (first["live"], first["can_undo"]) == (False, False)
    assert (second["live"], second["can_undo"]) == (True, True)


async def test_what_a_tab_was_shown_is_what_is_kept(
    conversation: Conversation, watcher: Watcher, studio: Studio
) -> None:
    await with_a_shot(conversation)
    await conversation.say("s", "ask")
    await watcher.until(lambda: not watcher.receipts()[0]["after"]["pending"])
    rows = kept(studio)
    assert {row["id"]: row["output"] for row in rows["steps"]} == {
        row["id"]: row["output"] for row in watcher.messages.values()
    }
    assert {row["id"]: row["props"] for row in rows["elements"] if row["name"] == "Receipt"} == {
        row["id"]: row["props"] for row in watcher.cards.values() if row["name"] == "Receipt"
    }


async def test_a_picture_is_kept_as_the_still_made_from_it(conversation: Conversation, studio: Studio) -> None:
    await conversation.say("s", "", (PICTURE,))
    [picture] = [row for row in kept(studio)["elements"] if row["type"] == "image"]
    still = studio.stills.of_session("s")[0]
    assert picture["url"] == f"/media/{still.media}"
    assert picture["id"] == "picture-1"
    assert studio.history.session("s").title == "bottle"


async def test_a_file_that_is_no_picture_is_refused_and_the_next_turn_works(
    conversation: Conversation, watcher: Watcher, studio: Studio
) -> None:
    [answer] = await conversation.say("s", "", (Upload("e", "../notes.jpg", b"words"),))
    assert answer.receipt.outcome == "refused"
    assert [row for row in kept(studio)["elements"] if row["type"] == "image"] == []
    await with_a_shot(conversation)
    assert len(studio.history.head("s").scene.shots) == 1


async def test_hostile_words_are_shown_as_they_are(conversation: Conversation, watcher: Watcher) -> None:
    sentence = "![x](http://evil.example/p.png) <b>*hi*</b>"
    await conversation.say("s", sentence)
    answer = list(watcher.messages.values())[-1]["output"]
    assert "](" not in answer
    assert "<b>" not in answer.replace("\\<", "")


async def test_a_fault_is_one_sentence_and_the_next_turn_works(conversation: Conversation, watcher: Watcher) -> None:
    [broken] = await conversation.say("s", "break")
    assert broken.receipt.outcome == "failed"
    assert "ZeroDivisionError" not in broken.receipt.message
    [next_turn] = await conversation.say("s", "hello")
    assert next_turn.receipt.outcome == "unchanged"


async def test_stop_ends_the_turn_and_says_so(conversation: Conversation, watcher: Watcher, studio: Studio) -> None:
    director = studio.director
    assert isinstance(director, Rehearsal)
    turn = asyncio.create_task(conversation.say("s", "wait"))
    await director.began.wait()
    assert await conversation.stop("s")
    [answer] = await turn
    assert answer.receipt.message == "Stopped. Nothing more was changed."
    assert watcher.names().index("task_start") < watcher.names().index("task_end")
    assert not await conversation.stop("s")


async def test_a_tab_that_leaves_does_not_end_the_turn(
    conversation: Conversation, watcher: Watcher, studio: Studio
) -> None:
    director = studio.director
    assert isinstance(director, Rehearsal)
    tab = asyncio.create_task(conversation.say("s", "wait"))
    await director.began.wait()
    tab.cancel()
    with pytest.raises(asyncio.CancelledError):
        await tab
    assert conversation.work.busy("s")
    director.go_on.set()
    await watcher.until(lambda: "task_end" in watcher.names())
    assert "You said" in list(watcher.messages.values())[-1]["output"]


async def test_a_long_turn_shows_its_words_as_they_come(
    conversation: Conversation, watcher: Watcher, studio: Studio
) -> None:
    director = studio.director
    assert isinstance(director, Rehearsal)
    turn = asyncio.create_task(conversation.say("s", "wait"))
    await watcher.until(lambda: any(row["output"] == "Let me see" for row in watcher.messages.values()))
    director.go_on.set()
    await turn
    assert "Let me see" not in {row["output"] for row in watcher.messages.values()}


async def test_two_sentences_at_once_are_two_turns_in_order(conversation: Conversation, studio: Studio) -> None:
    await with_a_shot(conversation)
    await asyncio.gather(*(conversation.say("s", "longer") for _ in range(3)))
    assert studio.history.head("s").scene.shots[0].duration_s == 9.0
    assert [turn.number for turn in studio.history.turns("s")] == [1, 2, 3, 4, 5]


async def test_a_chip_with_a_call_is_carried_out_and_one_without_is_said(
    conversation: Conversation, studio: Studio
) -> None:
    director = studio.director
    assert isinstance(director, Rehearsal)
    await with_a_shot(conversation)
    await conversation.choose("s", "make it longer", ToolCall(name="longer"))
    await conversation.choose("s", "undo", None)
    assert director.said[-2:] == [("make it longer", ToolCall(name="longer")), ("undo", None)]
    assert [row["output"] for row in kept(studio)["steps"] if row["type"] == "user_message"] == [
        "lock it", "make it longer", "undo",
    ]  # fmt: skip


async def test_a_branch_has_a_chat_of_its_own_with_its_film(conversation: Conversation, studio: Studio) -> None:
    await with_a_shot(conversation)
    await conversation.say("s", "branch")
    made = next(session for session in studio.history.sessions() if session.origin_session == "s")
    chat = kept(studio, made.id)
    assert chat["name"] == "the other way"
    [receipt] = [row for row in chat["elements"] if row["name"] == "Receipt"]
    assert receipt["props"]["after"]["url"] == f"/preview/{made.id}/0.mp4"


async def test_the_list_of_sessions_is_fetched_again_for_each_branch(
    conversation: Conversation, watcher: Watcher
) -> None:
    await with_a_shot(conversation)
    for _ in range(2):
        await conversation.say("s", "branch")
    told = [data for _, event, data in watcher.events if event == "first_interaction"]
    assert {one["thread_id"] for one in told} == {"s"}
    assert len({one["interaction"] for one in told}) == 2


async def test_what_a_killed_process_could_not_say_is_said_when_the_session_is_opened(
    conversation: Conversation, studio: Studio
) -> None:
    await with_a_shot(conversation)
    studio.history.begin_turn("s", "warmer")
    after_restart = Conversation(studio, Chat(ChatRows(studio.home.database), Watcher()))
    await after_restart.catch_up("s")
    assert kept(studio)["steps"][-1]["output"] == "This was cut off before it was done\\."
    told = len(kept(studio)["steps"])
    await after_restart.catch_up("s")
    assert len(kept(studio)["steps"]) == told
    await after_restart.close()


async def test_a_film_that_was_owed_is_made_after_a_restart(
    conversation: Conversation, studio: Studio, films: FilmsOnFile
) -> None:
    films.hold.clear()
    await with_a_shot(conversation)
    await conversation.close()
    films.hold.set()
    watcher = Watcher()
    after_restart = Conversation(studio, Chat(ChatRows(studio.home.database), watcher))
    await after_restart.catch_up("s")
    await watcher.until(lambda: watcher.receipts() and not watcher.receipts()[0]["after"]["pending"])
    await after_restart.close()


async def test_a_session_that_is_removed_is_gone_and_what_ran_in_it_stops(
    conversation: Conversation, studio: Studio
) -> None:
    director = studio.director
    assert isinstance(director, Rehearsal)
    turn = asyncio.create_task(conversation.say("s", "wait"))
    await director.began.wait()
    await conversation.forget("s")
    await turn
    assert studio.history.sessions() == []
    assert director.forgotten == ["s"]


async def test_opening_a_session_that_is_not_there_is_no_fault(conversation: Conversation) -> None:
    await conversation.catch_up("nowhere")


async def test_exports_are_addressed_by_session_and_turn(conversation: Conversation, watcher: Watcher) -> None:
    await with_a_shot(conversation)
    await conversation.say("s", "export")
    [card] = [card for card in watcher.cards.values() if card["name"] == "Exports"]
    assert card["props"]["files"][0]["url"] == "/export/s/00003/film-tiktok.mp4"
