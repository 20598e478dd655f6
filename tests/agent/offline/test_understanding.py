"""Plain sentences become the right call, a question, or an answer; nothing is changed on a guess."""

from typing import Any

import pytest

from store.scene import Scene
from tests.agent.offline.said import first, meant, scene


@pytest.mark.parametrize(
    ("said", "where", "name", "args"),
    [
        ("can we lose the caption about pouring", "cafe_story", "remove_caption", {"which": 2}),
        ("stop the orbit halfway", "portrait", "set_move", {"kind": "orbit_left", "end_s": 2.5}),
        ("hold the last second still", "bottle", "set_move", {"kind": "push_in", "end_s": 5.0}),
        ("trim the last second", "bottle", "trim_shot", {"off_end_s": 1.0}),
        ("cut it down by a third", "bottle", "set_duration", {"factor": pytest.approx(2 / 3)}),
        ("end up 20% tighter", "bottle", "set_move", {"kind": "push_in", "amount": 0.2}),
        ("the pan only needs to travel a tenth of the frame", "cafe_story", "set_move", {"amount": 0.1}),
        ("keep only the exterior", "cafe_story", "remove_shot", {"shots": ["s2", "s3"]}),
        ("remove both overlays", "cafe_story", "remove_overlay", {"which": "all"}),
        ("the discount is 25 not 20", "cafe_story", "edit_overlay", {"text": "SALE 25% off beans"}),
        ("she's overexposed by about a third", "portrait", "change_look", {"direction": "less", "by": 0.333}),
        ("it has a green cast", "bottle", "change_look", {"property": "tint", "direction": "more"}),
        ("the cup should be as warm as the exterior", "cafe_story", "set_look", {"temperature": 0.2, "shots": ["s3"]}),
        ("same move on shot 3 as on shot 1", "cafe_story", "set_move", {"kind": "push_in", "shots": ["s3"]}),
        ("more saturation on shots 1 and 3", "cafe_story", "change_look", {"shots": ["s1", "s3"], "degree": "plain"}),
        ("logo only in the last two seconds", "cafe_story", "edit_overlay", {"which": "o2", "start_s": 5.6}),
        ("music should get quieter at the end", "portrait", "set_music", {"fade_out_s": 2.0}),
        ("baja la música a -16 dB", "cafe_story", "set_music", {"gain_db": -16.0}),
        ("Kamerafahrt um sie herum bitte deutlich langsamer", "portrait", "change_move", {"direction": "less"}),
        ("把第二个镜头延长一秒", "cafe_story", "set_duration", {"by_s": 1.0, "shots": ["s2"]}),
    ],
)
def test_a_wish_becomes_the_call_that_was_meant(said: str, where: str, name: str, args: dict[str, Any]) -> None:
    called, given = first(said, where)
    assert called == name
    assert {key: given.get(key) for key in args} == args


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("remove the caption about trains", "cafe_story"),
        ("delete the caption", "cafe_story"),
        ("the text should be smaller", "cafe_story"),
        ("set shot 7 to 3 seconds", "cafe_story"),
        ("delete the orbit", "bottle"),
        ("slower or faster, I can't decide", "bottle"),
        ("sync the cuts to the music", "cafe_story"),
    ],
)
def test_what_could_mean_two_things_or_is_not_there_is_asked_about(said: str, where: str) -> None:
    name, args = first(said, where)
    assert name == "ask_person"
    assert len(args["question"]) < 120


@pytest.mark.parametrize(
    "said",
    [
        "rotate the bottle slowly", "make it rain", "put a lemon next to the bottle", "oil should drip down the side",
        "replace the bottle with a jar",
    ],
)  # fmt: skip
def test_what_is_in_the_picture_needs_an_engine(said: str) -> None:
    assert first(said)[0] == "needs_engine"


@pytest.mark.parametrize("said", ["how long is it?", "is it vertical?", "hi", "perfect, thanks", "what can you do?"])
def test_a_question_and_a_greeting_get_an_answer_and_no_call(said: str) -> None:
    understood = meant(said)
    assert understood.calls == ()
    assert understood.answer


def test_of_several_wishes_each_is_a_call_in_its_order() -> None:
    names = [call.name for call in meant("slower and captions: Cold-pressed daily").calls]
    assert names == ["change_move", "add_caption"]


def test_a_bare_noun_takes_over_the_verb_before_it() -> None:
    calls = meant("remove vignette and grain").calls
    assert [call.args.get("vignette", call.args.get("grain")) for call in calls] == [0.0, 0.0]


def test_what_is_to_be_kept_is_not_touched() -> None:
    calls = meant("drop the orbit but keep the handheld", "portrait").calls
    assert [call.args["kind"] for call in calls] == ["orbit_left"]


def test_a_bare_picture_is_a_wish_for_stills_even_where_there_is_a_film() -> None:
    assert first("a glass jar of honey on a wooden table, warm light")[0] == "generate_stills"


def test_a_still_that_waits_is_chosen_by_what_is_said_of_it() -> None:
    stills = [{"id": f"still:{n}", "number": n, "label": label} for n, label in ((1, "close"), (2, "wide"))]
    assert first("the wide one", Scene(), stills=stills) == ("lock_still", {"still": "still:2"})
    assert first("go with 1", Scene(), stills=stills) == ("lock_still", {"number": 1})


def test_said_again_right_after_the_change_it_was_too_much() -> None:
    faster = {"name": "change_move", "args": {"property": "speed", "direction": "more", "kind": "push_in"}}
    edit = {"instruction": "quicker", "op": "set_move", "call": faster}
    name, args = first("not that quick", last_edit=edit)
    assert (name, args["direction"]) == ("adjust_last", "too_much")


def test_the_scenes_own_words_are_no_slips() -> None:
    name, args = first("the barista looks a bit green", scene("cafe_story"))
    assert (name, args["property"], args["shots"]) == ("change_look", "tint", ["s2"])


def test_a_change_that_rests_on_one_word_of_many_is_asked_about() -> None:
    assert first("grandmother keeps whistling about darker kettles upstairs")[0] == "ask_person"
