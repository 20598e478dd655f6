"""What means something only right after a change: "bring it back", "none at all", "off the start, not the end"."""

from typing import Any

import pytest

from agent.offline.context import Context, LastTurn
from agent.offline.understand import understand
from tests.agent.offline.said import context
from tests.agent.offline.test_corrections import Call, corrected

PAN: Call = ("remove_move", {"kind": "pan_right", "shots": ["s2"]})
LESS_SHAKE: Call = ("change_move", {"property": "amount", "direction": "less", "degree": "plain", "kind": "handheld"})
QUIETER: Call = ("change_level", {"track": "music", "direction": "less", "by_db": 3.0})
SHORTER: Call = ("set_duration", {"by_s": -0.5, "shots": ["s3"]})
DRAGS: Call = ("set_duration", {"change": "shorter", "degree": "plain"})
FIVE: Call = ("set_duration", {"duration_s": 5.0})
WARM: Call = ("change_look", {"property": "temperature", "direction": "more", "degree": "touch", "shots": ["all"]})
DARK: Call = ("change_look", {"property": "exposure", "direction": "less", "degree": "plain"})
NO_VIGNETTE: Call = ("set_look", {"vignette": 0.0})
SOFT_END: Call = ("set_move", {"kind": "push_in", "easing": "ease_out"})
FADE: Call = ("set_music", {"fade_in_s": 2.0})
LOGO: Call = ("edit_overlay", {"which": "o2", "position": "top_left"})
SPLIT: Call = ("split_shot", {"shot": "s1", "at_s": 1.0})
SLOW_PAN: Call = ("change_move", {"property": "speed", "direction": "less", "degree": "plain", "kind": "pan_right"})


@pytest.mark.parametrize(
    ("before", "call", "sentence", "step", "args"),
    [
        ("lose the pan", PAN, "bring it back", "undo", {}),
        ("lose the pan", PAN, "actually, I want it back", "undo", {}),
        ("less shake", LESS_SHAKE, "none at all", "remove_move", {"kind": "handheld"}),
        ("less shake", LESS_SHAKE, "get rid of it completely", "remove_move", {"kind": "handheld"}),
        ("music down 3 dB", QUIETER, "one more", "change_level", {**QUIETER[1], "by_db": 1.0}),
        ("shorter", DRAGS, "by a second", "set_duration", {"by_s": -1.0, "correction": True}),
        ("5 seconds", FIVE, "and another two on top", "set_duration", {"by_s": 2.0}),
        ("trim the cup by half a second", SHORTER, "and another second", "set_duration", {**SHORTER[1], "by_s": -1.0}),
        (
            "trim the cup by half a second", SHORTER, "off the start, not the end", "trim_shot",
            {"shot": "s3", "off_start_s": 0.5, "correction": True},
        ),
        ("a touch warmer", WARM, "just the last one", "change_look", {**WARM[1], "shots": ["s3"], "correction": True}),
        (
            "a touch warmer", WARM, "not the exterior though, that one was fine", "change_look",
            {**WARM[1], "shots": ["s2", "s3"], "correction": True},
        ),
        (
            "darker", DARK, "just the shadows I mean", "change_look",
            {**DARK[1], "property": "shadows", "correction": True},
        ),
        ("no vignette", NO_VIGNETTE, "and the grain", "set_look", {"grain": 0.0}),
        ("soft end", SOFT_END, "and ease in too", "set_move", {**SOFT_END[1], "easing": "ease_in_out"}),
        ("fade the music in", FADE, "same on the way out", "set_music", {"fade_out_s": 2.0}),
        ("fade the music in", FADE, "longer fade", "set_music", {"fade_in_s": 2.6}),
        ("logo top left", LOGO, "other side", "edit_overlay", {"which": "o2", "position": "top_right"}),
        ("split the exterior", SPLIT, "now remove the second half", "remove_shot", {"shot": "s2"}),
        (
            "slow the pan", SLOW_PAN, "same for the push on the first", "change_move",
            {**SLOW_PAN[1], "kind": "push_in", "shots": ["s1"]},
        ),
    ],
)  # fmt: skip
def test_it_goes_on_from_the_change_before(
    before: str, call: Call, sentence: str, step: str, args: dict[str, Any]
) -> None:
    assert corrected(before, call, sentence, "cafe_story") == (step, args)


def test_another_platform_is_exported_to_as_well() -> None:
    exported = context("cafe_story", last_turn={"outcome": "action", "action": "export"})
    assert isinstance(exported, Context) and isinstance(exported.last_turn, LastTurn)
    one = understand("YouTube too", exported).calls[0]
    assert (one.name, one.args["platforms"]) == ("export", ["youtube"])


def test_nothing_is_brought_back_where_nothing_was_taken_out() -> None:
    name, _ = corrected("a touch warmer", WARM, "bring it back", "cafe_story")
    assert name != "undo"


def test_a_wish_of_its_own_stays_one_though_it_begins_with_just() -> None:
    name, args = corrected("darker", DARK, "just lift the shadows", "cafe_story")
    assert (name, args["property"], args["direction"]) == ("change_look", "shadows", "more")
    assert "correction" not in args
