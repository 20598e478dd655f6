"""A model that answers in words alone: what it wrote out as a call is done, what it only claims is not believed."""

from typing import Any

import pytest

from agent.events import Words
from agent.tools import build_tools
from agent.words_alone import calls_in, misleads, nearest_tools, tool_named
from tests.agent.conftest import OpenStudio
from tests.agent.scripted import ScriptedModel, do, following, say
from tools.steps import STEPS

LONGER = '{"name": "set_duration", "arguments": {"duration_s": 8}}'


@pytest.mark.parametrize(
    "text",
    [
        LONGER,
        f"```json\n{LONGER}\n```",
        f"<tool_call>\n{LONGER}\n</tool_call>",
        f"[{LONGER}]",
        '{"type": "function", "function": {"name": "set_duration", "arguments": "{\\"duration_s\\": 8}"}}',
        '{"tool": "functions.setDuration", "parameters": {"duration_s": 8}}',
        'set_duration({"duration_s": 8})',
    ],
)
async def test_a_call_that_was_written_out_is_made(studio: OpenStudio, text: str) -> None:
    room = studio(following(say(text)))
    events: list[Any] = []
    receipt = await room.says("8 seconds", on_event=events.append)
    assert receipt.outcome == "changed"
    assert room.scene.shots[0].duration_s == 8
    assert any(isinstance(event, Words) and event.restart for event in events)


@pytest.mark.parametrize(
    "text",
    [
        "The shot lasts 6 seconds.",
        f"I could do this: {LONGER}",
        '{"name": "set_mood", "arguments": {}}',
        '{"duration_s": 8}',
        "[1, 2]",
        f'[{LONGER}, {{"name": "set_mood"}}]',
        '{"name": "set_duration", "arguments": "8 s"}',
    ],
)
def test_other_words_are_no_call(text: str) -> None:
    assert calls_in(text, STEPS.keys()) == []


async def test_a_claim_is_sent_back_once_and_the_model_makes_the_call(studio: OpenStudio) -> None:
    room = studio(following(say("Done! I've made it 8 seconds long."), do(("set_duration", {"duration_s": 8}))))
    receipt = await room.says("8 seconds")
    assert receipt.outcome == "changed"
    assert "nothing was changed" in room.model.seen[1][-1].text
    kept = (await room.state())["messages"]
    assert [message.type for message in kept] == ["human", "ai", "tool"]


async def test_a_claim_that_is_repeated_is_told_for_what_it_is(studio: OpenStudio) -> None:
    room = studio(ScriptedModel(respond=lambda _: say("The shot has been made longer.")))
    receipt = await room.says("8 seconds")
    assert len(room.model.seen) == 2
    assert receipt.outcome == "unchanged"
    assert receipt.message.startswith("Nothing was changed")
    assert room.revisions == 1


async def test_a_model_that_fails_and_then_claims_success_has_refused(studio: OpenStudio) -> None:
    room = studio(following(do(("remove_shot", {"shot": "s9"})), say("I removed it."), say("I removed the shot.")))
    receipt = await room.says("drop the ninth shot")
    assert receipt.outcome == "refused"
    assert receipt.message.startswith("Nothing was changed")


async def test_a_call_in_the_middle_of_words_is_asked_for_again(studio: OpenStudio) -> None:
    room = studio(following(say(f"Sure, like this: {LONGER}"), say(LONGER)))
    assert (await room.says("8 seconds")).outcome == "changed"


@pytest.mark.parametrize(
    "text",
    [
        "It is 9:16, vertical.", "There is no music yet.", "The push-in is 12 % over 6 s.", "Which shot do you mean?",
        "You asked for yellow captions in version 4.", "Sorry, I can't do that here.", "画面は9:16です。",
        "Because the shots were cut at their ends, the film is short.",
    ],
)  # fmt: skip
def test_an_honest_answer_is_no_claim(text: str) -> None:
    assert not misleads(text, STEPS.keys())


@pytest.mark.parametrize(
    "text",
    [
        "Done.", "I've slowed the push-in.", "The captions have been moved to the top.", "Fertig!",
        "Ich habe die Musik etwas leiser gemacht.", "He cambiado el color.", "J'ai bien ajouté le texte.",
        "字幕を変更しました。", "已将字幕改为蓝色", "Listo, más cálido.", "Alterei a música.",
    ],
)  # fmt: skip
def test_a_claim_is_heard_in_the_languages_people_direct_in(text: str) -> None:
    assert misleads(text, STEPS.keys())


async def test_a_question_in_words_is_a_question(studio: OpenStudio) -> None:
    room = studio(ScriptedModel(respond=lambda _: say("Which shot do you mean?")), "cafe_story")
    assert (await room.says("make that one different")).outcome == "clarify"
    room = studio(ScriptedModel(respond=lambda _: say("9:16. Should it be another?")))
    assert (await room.says("what ratio is this?")).outcome == "unchanged"


@pytest.mark.parametrize(
    ("written", "tool"),
    [
        ("functions.set_duration", "set_duration"),
        ("SetDuration", "set_duration"),
        ("set-duration", "set_duration"),
        ("default_api:setDuration", "set_duration"),
        ("lengthen", "lengthen"),
    ],
)
def test_a_tool_is_known_however_it_is_spelled(written: str, tool: str) -> None:
    assert tool_named(written, STEPS.keys()) == tool


@pytest.mark.parametrize(
    ("invented", "meant"),
    [
        ("add_text", "add_overlay"), ("set_subtitle_position", "style_captions"), ("set_speed", "change_move"),
        ("increase_saturation", "change_look"), ("remove_camera_movement", "remove_move"),
        ("set_volume", "change_level"),
        ("crossfade", "set_transition"), ("delete_shot", "remove_shot"),
    ],
)  # fmt: skip
def test_for_an_invented_tool_the_nearest_are_named(invented: str, meant: str) -> None:
    tools = {tool.name: f"{tool.description} {tool.args_schema}" for tool in build_tools(STEPS)}
    assert meant in nearest_tools(invented, tools)
