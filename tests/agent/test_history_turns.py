"""Going through the history in conversation: look-ups are read by the model, questions come with chips that answer."""

from typing import Any

from langchain_core.messages import ToolMessage

from tests.agent.conftest import OpenStudio
from tests.agent.scripted import ScriptedModel, do, say

WARMER = {"property": "temperature", "direction": "more"}


def script(*answers: Any) -> ScriptedModel:
    waiting = iter(answers)
    return ScriptedModel(respond=lambda _: next(waiting))


async def test_a_model_reads_when_something_was_changed_and_answers_in_its_words(studio: OpenStudio) -> None:
    model = script(
        do(("change_look", WARMER)),
        do(("find_change", {"words": "warm look"}), ids="f"),
        say("You made it warmer in your first sentence."),
    )
    at = studio(model)
    await at.says("warmer")
    receipt = await at.says("when did it get warm?")
    assert (receipt.outcome, receipt.message) == ("unchanged", "You made it warmer in your first sentence.")
    assert [card.kind for card in receipt.cards] == ["history"]
    (read,) = [
        message for message in model.seen[-1] if isinstance(message, ToolMessage) and "version 1" in message.text
    ]
    assert "“warmer” (version 1). Temperature: 0 → +0.3." in read.text


async def test_a_question_between_versions_is_answered_by_its_chip_clicked_or_typed(studio: OpenStudio) -> None:
    model = script(
        do(("change_look", WARMER)),
        do(("set_duration", {"duration_s": 8}), ids="d"),
        do(("change_look", WARMER), ids="e"),
        do(("restore", {"before": "the warm look"}), ids="r"),
    )
    at = studio(model)
    for sentence in ("warmer", "8 seconds", "warmer again"):
        await at.says(sentence)
    asked = await at.says("back to before the warm look")
    assert (asked.outcome, at.revisions) == ("clarify", 4)
    first = asked.offers[-1]
    assert first.label == "before “warmer” (version 1)"
    receipt = await at.says(first.label)
    assert (receipt.action, receipt.revision, at.scene.shots[0].look.temperature) == ("restore", 0, 0.0)


async def test_taking_one_change_back_is_one_change_of_its_own(studio: OpenStudio) -> None:
    model = script(
        do(("change_look", WARMER)),
        do(("set_duration", {"duration_s": 8}), ids="d"),
        do(("revert", {"words": "warm"}), ids="r"),
        do(("undo", {}), ids="u"),
    )
    at = studio(model)
    await at.says("warmer")
    await at.says("8 seconds")
    receipt = await at.says("take the warmth back, keep the rest")
    assert (receipt.outcome, receipt.revision) == ("changed", 3)
    assert (at.scene.shots[0].look.temperature, at.scene.shots[0].duration_s) == (0.0, 8.0)
    await at.says("undo")
    assert at.scene.shots[0].look.temperature == 0.3


async def test_a_version_is_given_by_number_or_name(studio: OpenStudio) -> None:
    model = script(
        do(("change_look", WARMER)),
        do(("name_version", {"name": "golden"}), ids="n"),
        do(("restore", {"version": 0}), ids="a"),
        do(("restore", {"version": "golden"}), ids="b"),
        do(("compare", {"version_a": "0", "version_b": "golden"}), ids="c"),
    )
    at = studio(model)
    for sentence, head in (("warmer", 1), ("call it golden", 1), ("version 0", 0), ("golden", 1), ("compare", 1)):
        receipt = await at.says(sentence)
        assert (receipt.outcome in ("changed", "action"), receipt.revision) == (True, head), receipt.message
