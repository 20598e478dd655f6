"""Arguments as models loosely write them: read where they mean one thing, left alone where they could mean another."""

from typing import Any

import pytest

from agent.parameters import BadArguments, arguments_of, read_arguments
from tools.steps import STEPS


def read(tool: str, **given: Any) -> dict[str, Any]:
    return read_arguments(STEPS[tool], arguments_of(STEPS[tool]), given)


@pytest.mark.parametrize(
    ("tool", "given", "meant"),
    [
        ("set_duration", {"duration_s": "4 seconds"}, {"duration_s": 4.0}),
        ("set_duration", {"duration": "1,5s"}, {"duration_s": 1.5}),
        ("set_duration", {"by_s": "-500 ms"}, {"by_s": -0.5}),
        ("set_move", {"kind": "Push In", "amount": "8%"}, {"kind": "push_in", "amount": 0.08}),
        ("set_move", {"kind": "orbit-left", "amount": "20°"}, {"kind": "orbit_left", "amount": 20.0}),
        ("set_move", {"kind": "dolly_in", "easing": "easeOut"}, {"kind": "push_in", "easing": "ease_out"}),
        ("change_move", {"property": "speed", "direction": "slower"}, {"property": "speed", "direction": "less"}),
        ("change_overlay", {"property": "size", "direction": "bigger"}, {"property": "size", "direction": "larger"}),
        ("set_music", {"gain_db": "-18 dB"}, {"gain_db": -18.0}),
        ("set_music", {"start_s": "0:02"}, {"start_s": 2.0}),
        ("remove_lut", {"shots": "[s1, 's2']"}, {"shots": ["s1", "s2"]}),
        ("set_aspect_ratio", {"aspect_ratio": "landscape"}, {"aspect_ratio": "16:9"}),
        ("undo", {"count": 0}, {}),
        ("style_captions", {"position": "centre", "colour": "teal"}, {"position": "middle", "color": "teal"}),
        ("edit_overlay", {"position": "Centre"}, {"position": "center"}),
        ("set_aspect_ratio", {"ratio": "4x5"}, {"aspect_ratio": "4:5"}),
        ("set_frame_rate", {"fps": "25 fps"}, {"frame_rate": 25}),
        ("set_transition", {"kind": "Cross-Dissolve"}, {"kind": "crossfade"}),
        ("set_transition", {"kind": "none"}, {"kind": "cut"}),
        ("adjust_last", {"direction": "other way"}, {"direction": "opposite"}),
        ("edit_caption", {"which": "last", "text": "Bye"}, {"which": -1, "text": "Bye"}),
        ("set_look", {"shots": "s1, s2", "saturation": -1}, {"shots": ["s1", "s2"], "saturation": -1.0}),
        ("set_look", {"shot": 2, "saturation": -1}, {"shots": ["2"], "saturation": -1.0}),
        ("remove_look_animation", {"shots": '["s1", "s2"]'}, {"shots": ["s1", "s2"]}),
        ("move_shot", {"shot": ["s2"], "position": "first"}, {"shot": "s2", "position": 1}),
    ],
)  # fmt: skip
def test_what_can_mean_one_thing_is_read_so(tool: str, given: dict[str, Any], meant: dict[str, Any]) -> None:
    assert read(tool, **given) == meant


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("set_move", {"kind": "orbit_left", "amount": "20%"}),
        ("set_move", {"amount": "20%"}),
        ("set_move", {"kind": "pan"}),
        ("set_duration", {"duration_s": "6 frames"}),
        ("set_music", {"gain_db": "50%"}),
        ("set_look", {"saturation": "very"}),
        ("move_shot", {"shot": "s1", "position": "last"}),
        ("set_transition", {"kind": "fade"}),
        ("set_duration", {"duration_s": "1,500"}),
        ("adjust_last", {"direction": "up"}),
        ("adjust_last", {"direction": "louder"}),
        ("change_look", {"property": "shadows", "direction": "darker"}),
        ("style_captions", {"position": "bottom", "why": "they cover her face"}),
    ],
)
def test_what_could_mean_another_thing_is_sent_back(tool: str, given: dict[str, Any]) -> None:
    with pytest.raises(BadArguments):
        read(tool, **given)


@pytest.mark.parametrize(
    ("tool", "given", "meant"),
    [
        ("edit_overlay", {"which": "o1", "position": "top", "text": "", "color": "", "size": None, "x": ""},
         {"which": "o1", "position": "top"}),
        ("set_duration", {"duration_s": 4, "by_s": 0, "factor": 0, "film_s": 0, "shots": []}, {"duration_s": 4.0}),
        ("change_look", {"property": "grain", "direction": "more", "degree": "", "by": "null"},
         {"property": "grain", "direction": "more"}),
        ("generate_stills", {"description": "a cup", "engine": ""}, {"description": "a cup"}),
        ("style_captions", {"animation": "none", "size": "none"}, {"animation": "none"}),
        ("describe_shot", {"shot": "s1", "subject_motion": "steam", "description": ""},
         {"shot": "s1", "subject_motion": "steam"}),
    ],
)  # fmt: skip
def test_blanks_that_a_model_fills_in_mean_nothing(tool: str, given: dict[str, Any], meant: dict[str, Any]) -> None:
    assert read(tool, **given) == meant


def test_an_empty_text_alone_takes_what_a_shot_says_out() -> None:
    assert read("describe_shot", shot="s1", subject_motion="") == {"shot": "s1", "subject_motion": ""}


def test_zero_is_kept_where_it_is_a_wish() -> None:
    assert read("set_music", fade_in_s=0) == {"fade_in_s": 0.0}
    assert read("set_look", vignette=0, grain=0) == {"vignette": 0.0, "grain": 0.0}
    assert read("style_captions", visible=False) == {"visible": False}


def test_a_grade_with_all_ten_values_filled_in_changes_only_what_is_not_zero() -> None:
    zeros = dict.fromkeys(
        ("tint", "exposure", "contrast", "saturation", "highlights", "shadows", "vignette", "grain", "fade"), 0
    )
    assert read("set_look", temperature=0.3, **zeros) == {"temperature": 0.3}
    assert len(read("set_look", temperature=0, **zeros)) == 10


def test_two_names_for_one_argument_are_not_chosen_between() -> None:
    with pytest.raises(BadArguments, match="no argument 'duration'"):
        read("set_duration", duration_s=4, duration=6)
