"""The second opinion: what kind of wish a sentence is, learned from labelled sentences."""

import pytest

from agent.offline.context import Context
from agent.offline.intents import intent_of
from agent.offline.opinion import Opinion, opinion
from agent.offline.reconsidering import reconsidered
from agent.offline.sentence import read_sentence
from store.scene import Scene
from tests.evals.cases import read_scenes
from tests.evals.learning import corpus
from tools.receipts import ToolCall


def opinion_of(sentence: str, scene: Scene | None = None) -> Opinion:
    return opinion(read_sentence(sentence, Context(scene=scene or Scene())).tokens)


def test_the_labelled_sentences_are_told_apart() -> None:
    sample = list(corpus())[::40]
    right = [one for one in sample if opinion(_tokens(one.sentence), one.before).best == one.intent]
    assert len(right) >= 0.9 * len(sample)


@pytest.mark.parametrize(
    ("sentence", "intent"),
    [
        ("that dolly is in such a hurry, calm it down", "move.speed.less"),
        ("the grade is far too icy", "look.temperature.more"),
        ("nobody can hear the narrator over this, raise her", "voice.louder"),
        ("those subtitles sit on her chin, nudge them up", "captions.higher"),
        ("there should be a cat sleeping on the counter", "engine.picture"),
    ],
)
def test_sentences_that_were_never_learned_are_told_apart_too(sentence: str, intent: str) -> None:
    assert opinion_of(sentence).best == intent


def test_the_shares_of_all_kinds_add_up_to_one() -> None:
    assert sum(share for _, share in opinion_of("warmer").ranked) == pytest.approx(1, abs=1e-3)


def test_a_sentence_without_words_asks_for_nothing() -> None:
    assert opinion(()).best in ("talk", "ask")


def test_a_kind_of_wish_that_was_never_learned_is_not_ruled_out() -> None:
    assert opinion_of("warmer").of("no.such.intent") == 1


def test_an_exact_value_is_as_likely_as_its_family() -> None:
    seen = opinion_of("music at minus eighteen")
    assert seen.of_kin("music.level") >= seen.of("music.level")


def test_a_likely_reading_is_followed() -> None:
    context = Context(scene=read_scenes()["bottle"])
    calls = [ToolCall(name="change_look", args={"property": "temperature", "direction": "more"})]
    assert reconsidered(calls, read_sentence("warmer", context), context) == calls


def test_an_unlikely_reading_gives_way_to_the_likely_one() -> None:
    context = Context(scene=read_scenes()["bottle"])
    read = read_sentence("the whole thing feels so dark and gloomy", context)
    other = reconsidered([ToolCall(name="remove_music", args={})], read, context)
    assert other is not None
    assert intent_of(other[0]) == "look.exposure.more"


def _tokens(sentence: str):
    return read_sentence(sentence, Context(scene=Scene())).tokens
