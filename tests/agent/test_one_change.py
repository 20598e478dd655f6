"""One change per turn, held by the graph whatever the model answers."""

from typing import Any

import pytest
from langchain_core.messages import ToolMessage

from agent.events import Doing
from tests.agent.conftest import OpenStudio
from tests.agent.scripted import ScriptedModel, do, following, say
from tools.receipts import ToolCall

SHAKE = ("change_move", {"property": "amount", "direction": "less", "kind": "handheld", "wish": "less shake"})
TOP = ("style_captions", {"position": "top", "wish": "captions at the top"})
WARM = ("change_look", {"property": "temperature", "direction": "more"})


async def test_of_three_wishes_the_first_is_done_and_the_others_wait_as_chips_in_their_order(
    studio: OpenStudio,
) -> None:
    room = studio(following(do(SHAKE, TOP, WARM)), "portrait")
    before = room.scene
    receipt = await room.says("less shake, captions at the top and warmer")
    assert receipt.outcome == "changed"
    assert room.revisions == 2
    assert room.scene.shots[0].camera[0].amount < before.shots[0].camera[0].amount
    assert room.scene.captions == before.captions
    assert [chip.label for chip in receipt.offers[-2:]] == [
        "captions at the top",
        "Change look: property temperature, direction more",
    ]
    assert receipt.offers[-2].call == ToolCall(name="style_captions", args={"position": "top"})


async def test_the_turn_ends_with_the_change_and_asks_the_model_no_second_time(studio: OpenStudio) -> None:
    room = studio(following(do(SHAKE)), "portrait")
    await room.says("less shake")
    assert len(room.model.seen) == 1


async def test_next_applies_the_first_waiting_wish_without_asking_the_model(studio: OpenStudio) -> None:
    room = studio(following(do(SHAKE, TOP, WARM)), "portrait")
    await room.says("less shake, captions at the top and warmer")
    receipt = await room.says("next")
    assert receipt.outcome == "changed"
    assert room.history.head(room.session_id).instruction == "captions at the top"
    assert room.scene.captions is not None
    assert room.scene.captions.position == "top"
    assert [chip.label for chip in receipt.offers][-1].startswith("Change look")
    receipt = await room.says("And the next one, please.")
    assert room.scene.shots[0].look.temperature > 0.1
    assert receipt.outcome == "changed"
    assert all(chip.call is None or chip.call.name != "style_captions" for chip in receipt.offers)
    assert len(room.model.seen) == 1


async def test_next_with_nothing_waiting_is_put_before_the_model(studio: OpenStudio) -> None:
    room = studio(following(say("Nothing waits.")))
    assert (await room.says("next")).message == "Nothing waits."


async def test_a_clicked_chip_goes_through_the_same_graph_without_the_model(
    studio: OpenStudio, silent: ScriptedModel
) -> None:
    room = studio(silent, "portrait")
    receipt = await room.says("captions at the top", call=ToolCall(name="style_captions", args={"position": "top"}))
    assert receipt.outcome == "changed"
    assert receipt.call == ToolCall(name="style_captions", args={"position": "top"})
    messages = (await room.state())["messages"]
    assert [m.type for m in messages] == ["human", "ai", "tool"]


async def test_a_typed_label_is_a_click(studio: OpenStudio) -> None:
    room = studio(following(do(SHAKE, TOP)), "portrait")
    await room.says("less shake, captions at the top")
    receipt = await room.says("Captions at the TOP")
    assert receipt.outcome == "changed"
    assert len(room.model.seen) == 1
    assert receipt.offers == () or all(c.label != "captions at the top" for c in receipt.offers)


async def test_a_new_sentence_with_several_wishes_replaces_those_that_waited(studio: OpenStudio) -> None:
    room = studio(
        following(do(SHAKE, TOP), do(WARM, ("set_title", {"title": "Dawn", "wish": "call it Dawn"}))), "portrait"
    )
    await room.says("less shake, captions at the top")
    receipt = await room.says("warmer and call it Dawn")
    labels = [chip.label for chip in receipt.offers]
    assert "call it Dawn" in labels
    assert "captions at the top" not in labels


async def test_a_waiting_wish_goes_stale_after_some_turns(studio: OpenStudio) -> None:
    room = studio(following(do(SHAKE, TOP), *[say("Yes.")] * 8), "portrait")
    await room.says("less shake, captions at the top")
    for number in range(6):
        receipt = await room.says(f"is it good, {number}?")
        waits = any(chip.label == "captions at the top" for chip in receipt.offers)
        assert waits == (number < 5)


async def test_a_question_beside_a_change_is_neither_asked_nor_queued(studio: OpenStudio) -> None:
    room = studio(following(do(SHAKE, ("ask_person", {"question": "And the captions?"}))), "portrait")
    receipt = await room.says("less shake, and something about the captions")
    assert receipt.outcome == "changed"
    assert all(chip.call is None or chip.call.name != "ask_person" for chip in receipt.offers)


async def test_a_wish_that_fits_no_tool_is_no_chip(studio: OpenStudio) -> None:
    unknown, misfit = ("set_mood", {"mood": "calm"}), ("set_duration", {"seconds": 4})
    room = studio(following(do(SHAKE, unknown, misfit, TOP)), "portrait")
    receipt = await room.says("less shake, calm, 4 seconds and captions at the top")
    assert receipt.outcome == "changed"
    assert [chip.label for chip in receipt.offers if chip.call and chip.call.name != "change_move"] == [
        "captions at the top"
    ]


async def test_the_calls_that_did_not_run_are_answered_so_that_no_call_dangles(studio: OpenStudio) -> None:
    room = studio(following(do(SHAKE, TOP, WARM)), "portrait")
    await room.says("all of it")
    messages = (await room.state())["messages"]
    answers = {m.tool_call_id: m.text for m in messages if isinstance(m, ToolMessage)}
    assert set(answers) == {call["id"] for call in messages[1].tool_calls}
    assert sum(text.startswith("queued") for text in answers.values()) == 2


async def test_a_look_up_feeds_back_and_the_change_after_it_is_the_only_one(studio: OpenStudio) -> None:
    room = studio(
        following(do(("show_history", {})), do(("undo", {}), WARM)),
    )
    await room.says("slower", call=ToolCall(name="change_move", args={"property": "speed", "direction": "less"}))
    receipt = await room.says("take back the slower one and warm it")
    assert receipt.action == "undo"
    assert len(room.model.seen) == 2
    assert "slower" in str(room.model.seen[1][-1].text)
    assert room.scene.shots[0].look.temperature == 0


async def test_a_look_up_that_is_answered_in_words_keeps_its_card(studio: OpenStudio) -> None:
    room = studio(following(do(("show_history", {})), say("You slowed the push-in.")))
    await room.says("slower", call=ToolCall(name="change_move", args={"property": "speed", "direction": "less"}))
    receipt = await room.says("what did we change?")
    assert (receipt.outcome, receipt.action) == ("action", "show_history")
    assert receipt.message == "You slowed the push-in."
    assert receipt.cards[0].kind == "history"
    assert receipt.call == ToolCall(name="show_history")


async def test_a_look_up_by_a_director_that_does_not_converse_answers_the_person(studio: OpenStudio) -> None:
    room = studio(following(do(("show_cost", {}))), converses=False)
    receipt = await room.says("what did this cost?")
    assert (receipt.outcome, receipt.action) == ("action", "show_cost")
    assert len(room.model.seen) == 1


async def test_a_model_that_looks_up_for_ever_is_stopped(studio: OpenStudio) -> None:
    room = studio(ScriptedModel(respond=lambda _: do(("show_cost", {}))))
    receipt = await room.says("what does it cost?")
    assert len(room.model.seen) == 6
    assert receipt.action == "show_cost"


async def test_a_model_that_repeats_its_ids_does_not_repeat_its_edits(studio: OpenStudio) -> None:
    room = studio(ScriptedModel(respond=lambda _: do(WARM, ids="0")))
    first = await room.says("warmer")
    second = await room.says("warmer")
    assert (first.revision, second.revision) == (1, 2)
    ids = [turn.tool_call_id for turn in room.history.turns(room.session_id)]
    assert len(set(ids)) == 2


async def test_a_front_is_told_which_step_runs_in_the_persons_words(studio: OpenStudio) -> None:
    room = studio(following(do(SHAKE)), "portrait")
    seen: list[object] = []
    await room.says("less shake", on_event=seen.append)
    assert Doing("change_move", "less shake") in seen


async def test_every_turn_is_written_down_with_its_receipt(studio: OpenStudio) -> None:
    room = studio(following(do(SHAKE), say("It is 9:16.")), "portrait")
    receipt = await room.says("less shake")
    await room.says("which ratio?")
    changed, answered = room.history.turns(room.session_id)
    assert changed.receipt == receipt.model_dump(mode="json")
    assert (changed.outcome, answered.outcome) == ("changed", "unchanged")
    assert changed.tool_call_id == f"{changed.id}:0"
    assert receipt.seconds > 0


def warmer(*shots: str) -> tuple[str, dict[str, Any]]:
    return "change_look", {"property": "temperature", "direction": "more", "shots": list(shots), "wish": "warmer"}


async def test_one_wish_said_for_each_shot_is_one_change(studio: OpenStudio) -> None:
    room = studio(following(do(warmer("s1"), warmer("s2"), warmer("s3"))), "cafe_story")
    receipt = await room.says("warmer, all of them")
    assert [shot.look.temperature for shot in room.scene.shots] == [0.5, 0.3, 0.3]
    assert room.revisions == 2
    assert receipt.offers == ()


async def test_a_call_that_stands_twice_is_made_once(studio: OpenStudio) -> None:
    room = studio(following(do(TOP, TOP, SHAKE)), "portrait")
    receipt = await room.says("captions at the top, and less shake")
    assert [chip.label for chip in receipt.offers] == ["less shake"]


async def test_two_undos_at_once_are_two_steps_back(studio: OpenStudio) -> None:
    room = studio(following(do(TOP), do(SHAKE), do(("undo", {}), ("undo", {"count": 1}))), "portrait")
    start = room.scene
    for sentence in ("captions at the top", "less shake", "undo both"):
        await room.says(sentence)
    assert room.scene == start


async def test_a_text_for_two_shots_apart_is_not_laid_over_the_one_between(studio: OpenStudio) -> None:
    texts = [("add_overlay", {"text": "Open", "shots": [shot_id]}) for shot_id in ("s1", "s3")]
    room = studio(following(do(*texts)), "cafe_story")
    receipt = await room.says("Open over the first and the last shot")
    assert room.scene.overlays[-1].end_s == 3.0
    assert receipt.offers[-1].call == ToolCall(name="add_overlay", args={"text": "Open", "shots": ["s3"]})


async def test_a_correction_takes_the_place_of_the_change_before_it_in_one_step(studio: OpenStudio) -> None:
    one = ("change_look", {"property": "exposure", "direction": "more", "shots": ["s1"]})
    other = ("change_look", {"property": "exposure", "direction": "more", "shots": ["s3"], "correction": True})
    room = studio(following(do(one), do(other)), "cafe_story")
    await room.says("brighten shot 1")
    receipt = await room.says("no, I meant the last shot")
    lights = [shot.look.exposure for shot in room.scene.shots]
    assert lights == [0.0, 0.0, pytest.approx(2 / 3, abs=1e-3)]
    assert [(change.old, change.new) for change in receipt.changes] == [
        ("+0.67 stops", "0 stops"),
        ("0 stops", "+0.67 stops"),
    ]
    assert receipt.call == ToolCall(
        name="change_look", args={"property": "exposure", "direction": "more", "shots": ["s3"]}
    )
    back = room.history.move_head(room.session_id, None, "back", "undo")
    assert room.history.revision(room.session_id, back.to).instruction == "brighten shot 1"


async def test_a_correction_that_brings_back_what_was_is_a_change_of_its_own(studio: OpenStudio) -> None:
    hide = ("style_captions", {"visible": False})
    show = ("style_captions", {"visible": True, "correction": True})
    room = studio(following(do(hide), do(show)), "portrait")
    await room.says("captions off")
    receipt = await room.says("no, bring them back")
    assert (receipt.outcome, room.scene.captions and room.scene.captions.visible) == ("changed", True)
