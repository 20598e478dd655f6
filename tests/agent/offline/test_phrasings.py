"""Turns of phrase that mislead a reader of single words: exceptions, multiples, contrasts, what is to be spared."""

from typing import Any

import pytest

from tests.agent.offline.said import first


@pytest.mark.parametrize(
    ("said", "where", "name", "args"),
    [
        ("every shot but the pour warmer", "cafe_story", "change_look", {"shots": ["s1", "s3"]}),
        ("roll, clockwise 8 degrees, on top of the push-in", "bottle", "set_move", {"kind": "roll_cw", "amount": 8}),
        ("a truck left fits the barista better than panning", "cafe_story", "redirect_move", {"to": "truck_left"}),
        ("hold the cup framing for the last half second", "bottle", "set_move", {"end_s": 5.5}),
        ("it feels mechanical; brake into the stop", "bottle", "set_move", {"easing": "ease_out"}),
        ("apply the noir look but leave the vignette alone", "portrait", "set_look", {"vignette": None}),
        ("logo and sale text clash, shift the sale text to the bottom", "cafe_story", "edit_overlay", {"which": "o1"}),
        ("put it back the way it was when I opened it", "bottle", "restore", {"original": True}),
        ("begin with a few pictures: a kite over the dunes", "empty", "generate_stills", {}),
        ("drop all shots after the exterior", "cafe_story", "remove_shot", {"shots": ["s2", "s3"]}),
        ("the order should be 2 1 3", "cafe_story", "move_shot", {"shot": "s1", "position": 2}),
        ("make the pour 4 seconds", "cafe_story", "set_duration", {"duration_s": 4.0, "shots": ["s2"]}),
        ("let the pour run a little longer", "cafe_story", "set_duration", {"change": "longer", "shots": ["s2"]}),
        ("the barista could breathe", "cafe_story", "set_duration", {"change": "longer", "shots": ["s2"]}),
        ("one more shot at the end: the barista waves, 2 seconds", "cafe_story", "add_shot", {"duration_s": 2.0}),
        ("read by 'nova' instead", "cafe_story", "set_voiceover", {"voice": "nova"}),
        ("mehr Helligkeit in der Tassen-Einstellung", "cafe_story", "change_look", {"shots": ["s3"]}),
        ("o tremor da câmera está exagerado", "portrait", "change_move", {"kind": "handheld", "direction": "less"}),
        ("ドリーアウトを最後のショットに追加して", "cafe_story", "set_move", {"kind": "pull_out", "shots": ["s3"]}),
    ],
)  # fmt: skip
def test_the_phrase_decides_and_not_its_words(said: str, where: str, name: str, args: dict[str, Any]) -> None:
    called, given = first(said, where)
    assert called == name
    assert {key: given.get(key) for key in args} == args


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("every caption but the first yellow", "cafe_story"),
        ("the second line should say something else", "cafe_story"),
    ],
)
def test_what_would_change_too_much_is_asked_about(said: str, where: str) -> None:
    assert first(said, where)[0] == "ask_person"


def _after_a_move(amount: float) -> dict[str, Any]:
    call = {"name": "set_move", "args": {"kind": "push_in", "amount": amount}}
    return {"last_edit": {"op": "set_move", "call": call, "changed": [["shots[0].camera[0].amount", 0.12, amount]]}}


@pytest.mark.parametrize(
    ("said", "value"),
    [("double that", 0.4), ("make it half that", 0.1), ("pull that back to 18", 0.18), ("nah 15", 0.15)],
)
def test_a_value_said_last_is_multiplied_or_corrected(said: str, value: float) -> None:
    name, args = first(said, "bottle", **_after_a_move(0.2))
    assert (name, args["value"]) == ("adjust_last", pytest.approx(value))


def test_a_take_is_chosen_by_its_number_right_after_takes_were_made() -> None:
    turn = {"instruction": "make 2 takes", "outcome": "action", "action": "render_takes"}
    assert first("I prefer the second", "bottle", last_turn=turn) == ("pick_take", {"number": 2})
