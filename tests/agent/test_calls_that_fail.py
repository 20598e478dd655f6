"""A call that does not work goes to whoever can mend it, and the scene stays as it was."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from store.errors import AskPerson, BadUpload, DiskFull, OutOfRange, RenderFailed, UnknownTarget
from tests.agent.conftest import OpenStudio, Studio
from tests.agent.scripted import ScriptedModel, do, following, say
from tools.context import ToolContext
from tools.receipts import Receipt, ToolCall
from tools.steps import STEPS

GOOD = ("set_duration", {"shots": ["s1"], "duration_s": 8})


def raising(error: Exception) -> dict[str, Callable[..., Receipt]]:
    """The steps, with `set_title` broken in that way."""

    def set_title(ctx: ToolContext, *, title: str) -> Receipt:
        """Breaks."""
        raise error

    return {**STEPS, "set_title": set_title}


TITLE = ("set_title", {"title": "Dawn"})


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (("set_durations", {"duration_s": 8}), "set_duration"),
        (("set_duration", {"seconds": 8}), "duration_s"),
        (("set_duration", {"duration_s": "long"}), "duration_s"),
        (("set_duration", {"shots": ["s9"], "duration_s": 8}), "s1"),
        (("set_duration", {"duration_s": 100000}), "60"),
        (("change_move", {"property": "speed", "direction": "less", "kind": "tilt_up"}), "push_in"),
    ],
)
async def test_a_model_reads_what_was_wrong_with_the_valid_names_and_corrects_itself(
    studio: OpenStudio, bad: tuple[str, dict[str, Any]], told: str
) -> None:
    room = studio(following(do(bad), do(GOOD)))
    receipt = await room.says("8 seconds")
    answer = room.model.seen[1][-1]
    assert answer.type == "tool"
    assert answer.status == "error"
    assert told in answer.text
    assert receipt.outcome == "changed"
    assert room.scene.shots[0].duration_s == 8
    assert room.revisions == 2


async def test_arguments_that_are_no_json_are_answered_and_tried_again(studio: OpenStudio) -> None:
    broken = say("")
    broken.invalid_tool_calls = [
        {"name": "set_duration", "args": '{"duration_s": ', "id": "x", "error": None, "type": "invalid_tool_call"}
    ]
    room = studio(following(broken, do(GOOD)))
    receipt = await room.says("8 seconds")
    assert receipt.outcome == "changed"
    assert "JSON" in room.model.seen[1][-1].text


async def test_a_model_that_does_not_learn_is_stopped_after_two_corrections(studio: OpenStudio) -> None:
    room = studio(ScriptedModel(respond=lambda _: do(("set_duration", {"shots": ["s9"], "duration_s": 8}))))
    receipt = await room.says("make the ninth shot 8 seconds")
    assert len(room.model.seen) == 3
    assert receipt.outcome == "refused"
    assert "s9" in receipt.message
    assert room.revisions == 1


async def test_a_model_that_gives_up_in_words_has_refused(studio: OpenStudio) -> None:
    room = studio(following(do(("remove_shot", {"shot": "s9"})), say("There is no ninth shot.")))
    receipt = await room.says("drop the ninth shot")
    assert (receipt.outcome, receipt.message) == ("refused", "There is no ninth shot.")


async def test_the_offline_director_and_chips_get_the_sentence_straight(studio: OpenStudio) -> None:
    room = studio(following(do(("remove_shot", {"shot": "s9"}))), converses=False)
    receipt = await room.says("drop the ninth shot")
    assert receipt.outcome == "refused"
    assert len(room.model.seen) == 1
    clicked = await room.says("drop it", call=ToolCall(name="remove_shot", args={"shot": "s9"}))
    assert clicked.outcome == "refused"
    unknown = await room.says("old chip", call=ToolCall(name="set_mood", args={}))
    assert unknown.outcome == "refused"
    assert "set_mood" in unknown.message


async def test_a_question_ends_the_turn_with_its_answers_as_chips(studio: OpenStudio) -> None:
    question = AskPerson("Which shot?", ("shot 1", "shot 2"))
    room = studio(following(do(TITLE)), steps=raising(question))
    receipt = await room.says("call it Dawn")
    assert (receipt.outcome, receipt.message) == ("clarify", "Which shot?")
    assert [(chip.label, chip.call) for chip in receipt.offers] == [("shot 1", None), ("shot 2", None)]
    assert receipt.call == ToolCall(name="set_title", args={"title": "Dawn"})


@pytest.mark.parametrize(
    ("error", "outcome", "words"),
    [
        (BadUpload("That is a text file."), "refused", "That is a text file."),
        (DiskFull("The disk is full."), "failed", "The disk is full."),
        (RenderFailed("The picture could not be made."), "failed", "The picture could not be made."),
        (OSError(28, "No space left on device"), "failed", "no room left on the disk"),
        (sqlite3.OperationalError("database or disk is full"), "failed", "no room left on the disk"),
    ],
)
async def test_errors_for_people_are_told_as_they_stand(
    studio: OpenStudio, error: Exception, outcome: str, words: str
) -> None:
    room = studio(following(do(TITLE)), steps=raising(error))
    receipt = await room.says("call it Dawn")
    assert receipt.outcome == outcome
    assert words in receipt.message
    assert room.revisions == 1


async def test_a_fault_of_ours_is_one_sentence_and_a_line_in_the_log(
    studio: OpenStudio, logs: list[dict[str, Any]]
) -> None:
    room = studio(following(do(TITLE), do(GOOD)), steps=raising(KeyError("look")))
    receipt = await room.says("call it Dawn")
    assert receipt.outcome == "failed"
    assert "KeyError" in receipt.message
    assert "Nothing was changed" in receipt.message
    assert any(entry["event"] == "a step failed" and entry["exc_info"] for entry in logs)
    assert (await room.says("8 seconds")).outcome == "changed"


async def test_a_fault_after_the_commit_is_told_as_the_change_it_is(studio: OpenStudio) -> None:
    def set_title(ctx: ToolContext, *, title: str) -> Receipt:
        """Commits, then breaks."""
        STEPS["set_title"](ctx, title=title)
        raise KeyError("late")

    room = studio(following(do(TITLE)), steps={**STEPS, "set_title": set_title})
    receipt = await room.says("call it Dawn")
    assert receipt.outcome == "changed"
    assert room.scene.title == "Dawn"
    assert receipt.changes[0].new == "“Dawn”" or "Dawn" in receipt.changes[0].new
    assert receipt.notes


@pytest.mark.slow
@pytest.mark.parametrize("error", [UnknownTarget("No such thing.", ("a", "b")), OutOfRange("Too much.")])
async def test_the_turn_after_a_refusal_works_and_its_conversation_is_whole(
    studio: OpenStudio, error: Exception
) -> None:
    room = studio(following(do(TITLE), do(GOOD)), steps=raising(error), converses=False)
    await room.says("call it Dawn")
    assert (await room.says("8 seconds")).outcome == "changed"
    assert_whole(room)


def assert_whole(room: Studio) -> None:
    """Every tool call that the model was shown has its answer right behind it."""
    for messages in room.model.seen:
        for index, message in enumerate(messages):
            if message.type == "ai" and message.tool_calls:
                ids = [call["id"] for call in message.tool_calls]
                assert [m.tool_call_id for m in messages[index + 1 : index + 1 + len(ids)]] == ids


@pytest.mark.parametrize("sentence", ["", "   \n ", "x" * 9000])
async def test_nothing_and_far_too_much_are_refused_without_the_model(
    studio: OpenStudio, silent: ScriptedModel, sentence: str
) -> None:
    room = studio(silent)
    receipt = await room.says(sentence)
    assert receipt.outcome == "refused"
    assert len(room.history.turns(room.session_id)) == 1


async def test_a_session_that_is_not_there_is_an_error(studio: OpenStudio, silent: ScriptedModel) -> None:
    room = studio(silent)
    with pytest.raises(UnknownTarget):
        await room.director.turn("nobody", "warmer")


async def test_a_front_that_breaks_does_not_cost_the_turn(studio: OpenStudio) -> None:
    def broken(event: object) -> None:
        raise ValueError("no screen")

    room = studio(following(do(GOOD)))
    assert (await room.says("8 seconds", on_event=broken)).outcome == "changed"


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("animate_look", {"temperature": 5.0}), "The temperature must be at most 1; nothing changed."),
        (("set_move", {"kind": "push_in", "amount": 1e9}), "The amount must be at most 45; nothing changed."),
        (("set_move", {"kind": "push_in", "amount": -0.1}), "The amount must be more than 0; nothing changed."),
        (("set_move", {"kind": "pan_left", "start_s": 3.0, "end_s": 3.0}), "A move lasts at least 0.04 s"),
        (("add_caption", {"text": "Hello", "start_s": -4.0, "end_s": 2.0}), "nothing changed"),
        (("change_look", {"property": "exposure", "direction": "more", "by": float("nan")}), "finite number"),
    ],
)
async def test_an_absurd_value_is_told_and_changes_nothing(
    studio: OpenStudio, call: tuple[str, dict[str, Any]], told: str
) -> None:
    room = studio(following(do(call)), converses=False)
    before = room.scene
    receipt = await room.says("something absurd")
    assert receipt.outcome in ("refused", "failed", "clarify")
    assert told in receipt.message
    assert room.scene == before
    assert room.revisions == 1
