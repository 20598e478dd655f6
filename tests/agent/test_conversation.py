"""What the graph keeps of a conversation: little, plain and whole."""

import asyncio
import json
import time

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from agent.events import Words
from agent.messages import CUT_OFF, last_turns, plain, repaired
from tests.agent.conftest import OpenStudio
from tests.agent.scripted import ScriptedModel, do, following, say
from tools.context import ToolContext
from tools.receipts import Receipt
from tools.steps import STEPS

WARM = ("change_look", {"property": "temperature", "direction": "more", "degree": "touch"})


def test_an_answer_is_kept_as_words_and_calls_under_ids_of_our_own() -> None:
    answer = AIMessage(
        content=[{"type": "text", "text": "Yes."}, {"type": "reasoning", "summary": []}],
        tool_calls=[{"name": "undo", "args": {}, "id": "call_0", "type": "tool_call"}],
        additional_kwargs={"signature": "x" * 1000},
        response_metadata={"model": "m"},
        id="run-1",
    )
    kept = plain(answer, turn_id=7, first=2)
    assert kept.content == "Yes."
    assert kept.tool_calls[0]["id"] == "7:2"
    assert kept.id == "run-1"
    assert not kept.additional_kwargs
    assert not kept.response_metadata


def test_a_call_without_an_answer_is_answered_right_behind_it() -> None:
    call = do(WARM, ids="a")
    whole = repaired([HumanMessage("warmer"), call, HumanMessage("hello")])
    assert [m.type for m in whole] == ["human", "ai", "tool", "human"]
    assert whole[2].text == CUT_OFF


def test_answers_are_put_in_order_and_strays_are_dropped() -> None:
    call = do(WARM, WARM, ids="a")
    late, early = ToolMessage("2", tool_call_id="a1"), ToolMessage("1", tool_call_id="a0")
    stray = ToolMessage("?", tool_call_id="zz")
    whole = repaired([HumanMessage("x"), call, late, early, stray])
    assert [m.text for m in whole[2:]] == ["1", "2"]


def test_only_the_last_turns_are_kept_and_they_begin_with_the_person() -> None:
    messages = [m for n in range(15) for m in (HumanMessage(f"say {n}"), AIMessage(f"said {n}"))]
    kept = last_turns(messages)
    assert len(kept) == 20
    assert kept[0].text == "say 5"


async def test_the_state_stays_small_and_the_prompt_is_not_in_it(studio: OpenStudio) -> None:
    room = studio(ScriptedModel(respond=lambda _: do(WARM)))
    for _ in range(14):
        await room.says("a touch warmer")
    state = await room.state()
    assert sum(m.type == "human" for m in state["messages"]) == 10
    assert all(m.type != "system" for m in state["messages"])
    assert state["queued"] == []
    assert set(state) <= {"messages", "queued", "jump_to"}
    shown = room.model.seen[-1]
    assert [m.type for m in shown].count("system") == 1
    assert json.loads(shown[0].text.split("<context>")[1].split("</context>")[0])["versions"] == 11


async def test_the_words_of_an_answer_stream_as_they_come(studio: OpenStudio) -> None:
    room = studio(following(say("The film is 9:16 and lasts six seconds.")))
    heard: list[str] = []
    receipt = await room.says(
        "which ratio?", on_event=lambda event: heard.append(event.text) if isinstance(event, Words) else None
    )
    assert len(heard) > 3
    assert "".join(heard) == receipt.message


async def test_two_sentences_at_once_run_one_after_the_other(studio: OpenStudio) -> None:
    room = studio(ScriptedModel(respond=lambda _: do(WARM, ids="same")))
    receipts = await asyncio.gather(*(room.says(f"warmer {n}") for n in range(4)))
    assert sorted(receipt.revision or 0 for receipt in receipts) == [1, 2, 3, 4]
    assert room.scene.shots[0].look.temperature == pytest.approx(0.4)


async def test_two_sessions_do_not_share_a_conversation(studio: OpenStudio) -> None:
    room = studio(ScriptedModel(respond=lambda _: say("Yes.")))
    other = room.history.create_session("other").id
    await asyncio.gather(room.says("first"), room.director.turn(other, "second"))
    for messages in room.model.seen:
        assert sum(m.type == "human" for m in messages) == 1


async def test_a_cancelled_turn_says_what_it_did_and_the_next_one_works(studio: OpenStudio) -> None:
    started = asyncio.Event()
    loop = asyncio.get_running_loop()

    def set_title(ctx: ToolContext, *, title: str) -> Receipt:
        """Slow, and stopped at its next report of progress."""
        loop.call_soon_threadsafe(started.set)
        for _ in range(200):
            time.sleep(0.01)
            ctx.progress("working", 0.5)
        return STEPS["set_title"](ctx, title=title)

    room = studio(following(do(("set_title", {"title": "Dawn"})), do(WARM)), steps={**STEPS, "set_title": set_title})
    task = asyncio.create_task(room.says("call it Dawn"))
    await started.wait()
    before = time.perf_counter()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.perf_counter() - before < 1
    (turn,) = room.history.turns(room.session_id)
    assert turn.outcome == "failed"
    assert room.scene.title == "Olive oil"
    assert (await room.says("warmer")).outcome == "changed"
    shown = room.model.seen[-1]
    assert [m.type for m in shown] == ["system", "human", "ai", "tool", "human"]


async def test_a_turn_cancelled_after_its_change_is_written_down_as_changed(studio: OpenStudio) -> None:
    committed = asyncio.Event()
    loop = asyncio.get_running_loop()

    def set_title(ctx: ToolContext, *, title: str) -> Receipt:
        """Commits, then lingers."""
        receipt = STEPS["set_title"](ctx, title=title)
        loop.call_soon_threadsafe(committed.set)
        time.sleep(0.3)
        return receipt

    room = studio(following(do(("set_title", {"title": "Dawn"}))), steps={**STEPS, "set_title": set_title})
    task = asyncio.create_task(room.says("call it Dawn"))
    await committed.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    (turn,) = room.history.turns(room.session_id)
    assert turn.outcome == "changed"
    assert room.scene.title == "Dawn"
