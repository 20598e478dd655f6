"""What is said right after a change puts that change right: another value, another target, too much of it, or something
else instead."""

from dataclasses import replace
from typing import Any

import pytest

from agent.offline.context import Context, LastEdit, LastTurn
from agent.offline.understand import understand
from tests.agent.offline.said import context
from tools.receipts import ToolCall

Call = tuple[str, dict[str, Any]]


def after(said: str, call: Call, where: str) -> Context:
    """The context right after a sentence became a call that changed the film."""
    made = ToolCall(name=call[0], args=call[1])
    op = call[0].replace("change_", "set_")
    turn = LastTurn(instruction=said, outcome="changed", call=made)
    return replace(context(where), last_turn=turn, last_edit=LastEdit(instruction=said, op=op, call=made))


def corrected(before: str, call: Call, sentence: str, where: str) -> Call:
    one = understand(sentence, after(before, call, where)).calls[0]
    return one.name, {name: value for name, value in one.args.items() if name != "wish"}


EIGHT: Call = ("set_duration", {"duration_s": 8.0})
BRIGHT: Call = ("change_look", {"property": "exposure", "direction": "more", "degree": "plain", "shots": ["s1"]})
STOP: Call = ("change_look", {"property": "exposure", "direction": "more", "by": 1.0})
LOUD: Call = ("change_level", {"track": "music", "direction": "more", "degree": "plain"})
YELLOW: Call = ("style_captions", {"color": "#ffff00"})
LOGO: Call = ("edit_overlay", {"which": "o2", "position": "top_left"})
FADE: Call = ("set_music", {"fade_in_s": 2.0})
LINE: Call = ("set_voiceover", {"text": "We open at seven."})
LESS_SHAKE: Call = ("change_move", {"property": "amount", "direction": "less", "degree": "plain", "kind": "handheld"})


@pytest.mark.parametrize(
    ("before", "call", "sentence", "args"),
    [
        ("make it 8 seconds", EIGHT, "no, 7", {"duration_s": 7.0}),
        ("make it 8 seconds", EIGHT, "wait, seven and a half", {"duration_s": 7.5}),
        ("make it 8 seconds", EIGHT, "7, so she gets a beat of stillness", {"duration_s": 7.0}),
        ("sorry, 8", EIGHT, "no, 10. final answer", {"duration_s": 10.0}),
        ("captions in yellow", YELLOW, "nope brand color, #00e5ff", {"color": "#00e5ff"}),
        ("captions in yellow", YELLOW, "red instead, our red is #d0021b", {"color": "#d0021b"}),
        ("logo to the top left", LOGO, "nah, bottom left", {"position": "bottom_left"}),
        ("logo to the top left", LOGO, "right would be better", {"position": "top_right"}),
        ("logo to the top left", LOGO, "make it the bottom corner instead", {"position": "bottom_left"}),
        ("fade the music in over 2 s", FADE, "3 rather", {"fade_in_s": 3.0}),
        ("voice-over: We open at seven.", LINE, "eight, not seven", {"text": "We open at eight."}),
    ],
)
def test_another_value_is_set_in_the_place_of_the_last(
    before: str, call: Call, sentence: str, args: dict[str, Any]
) -> None:
    name, given = corrected(before, call, sentence, "cafe_story")
    assert (name, {key: given.get(key) for key in args}) == (call[0], args)
    assert "correction" not in given, "an absolute value leaves nothing of the one before"


@pytest.mark.parametrize(
    ("before", "call", "sentence", "args"),
    [
        ("brighten shot 1", BRIGHT, "I meant the last shot", {"shots": ["s3"], "direction": "more"}),
        ("brighten shot 1", BRIGHT, "wrong shot, the barista one", {"shots": ["s2"], "direction": "more"}),
        ("brighten shot 1", BRIGHT, "other way, I want it darker", {"shots": ["s1"], "direction": "less"}),
        ("a stop brighter", STOP, "half a stop is enough", {"by": 0.5}),
        ("a stop brighter", STOP, "hmm, a quarter of that will do", {"by": 0.25}),
        ("louder music", LOUD, "I meant the voice", {"track": "voiceover", "direction": "more"}),
    ],
)
def test_another_target_or_way_takes_the_place_of_the_last_change(
    before: str, call: Call, sentence: str, args: dict[str, Any]
) -> None:
    name, given = corrected(before, call, sentence, "cafe_story")
    assert (name, {key: given.get(key) for key in args}) == (call[0], args)
    assert given["correction"] is True


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("scrap that, just make the captions small", "style_captions"),
        ("nah leave that as it was, just take the music down 4 dB", "change_level"),
        ("i meant cooler, not brighter", "change_look"),
    ],
)
def test_a_take_back_with_a_new_wish_is_that_wish_in_its_place(sentence: str, name: str) -> None:
    called, given = corrected("brighten shot 1", BRIGHT, sentence, "cafe_story")
    assert (called, given["correction"]) == (name, True)


@pytest.mark.parametrize(
    ("before", "call", "sentence", "args"),
    [
        ("louder music", LOUD, "too loud now", {"direction": "too_much"}),
        ("louder music", LOUD, "bit too loud, pull it back a touch", {"direction": "less", "degree": "touch"}),
        ("less handheld please", LESS_SHAKE, "still too wobbly", {"direction": "more", "degree": "plain"}),
        ("brighten shot 1", BRIGHT, "whoa, calm it down a bit", {"direction": "less", "degree": "touch"}),
        ("brighten shot 1", BRIGHT, "even brighter, my crowd is far away", {"direction": "more", "degree": "plain"}),
    ],
)
def test_what_is_found_fault_with_is_the_last_change(
    before: str, call: Call, sentence: str, args: dict[str, Any]
) -> None:
    where = "portrait" if call is LESS_SHAKE else "cafe_story"
    name, given = corrected(before, call, sentence, where)
    assert (name, given) == ("adjust_last", args)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("warmer", "change_look"),
        ("and on the last one too", "repeat_last"),
        ("shot 3 half a second longer", "set_duration"),
        ("take that back", "undo"),
    ],
)
def test_a_wish_of_its_own_is_no_correction(sentence: str, name: str) -> None:
    called, given = corrected("brighten shot 1", BRIGHT, sentence, "cafe_story")
    assert (called, "correction" in given) == (name, False)
