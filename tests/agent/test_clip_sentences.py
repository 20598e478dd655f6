"""Sentences about clips and takes, as the offline director reads them."""

from typing import Any

import pytest

from agent.offline.context import Context
from agent.offline.understand import understand
from store.scene import Move, Scene, Shot, ShotId, StillId
from store.video_takes import video_take_id

PUSH = Move(kind="push_in", amount=0.1, end_s=4)
STILL = Shot(id=ShotId("s2"), still=StillId("still:1"), duration_s=4, camera=(PUSH,))
CLIP = Shot(
    id=ShotId("s1"), still=StillId("still:1"), duration_s=4, camera=(PUSH,), take=video_take_id("s1", "a" * 64 + ".mp4")
)
SENT = Context(scene=Scene(shots=(Shot(id=ShotId("s1"), duration_s=4), STILL)), clips=1)
FILMED = Context(scene=Scene(shots=(CLIP, STILL)), clips=1, takes={"s1": ("take:1", "take:2")}, selected_shot="s1")


def read(sentence: str, context: Context) -> list[tuple[str, dict[str, Any]]]:
    calls = understand(sentence, context).calls
    return [(one.name, {key: value for key, value in one.args.items() if key != "wish"}) for one in calls]


@pytest.mark.parametrize(
    ("sentence", "args"),
    [
        ("use this clip for shot 2", {"shot": "s2"}),
        ("put the video in shot 1", {"shot": "s1"}),
        ("replace shot 2 with this video", {"shot": "s2"}),
        ("use my clip as the first shot", {"shot": "s1"}),
        ("add this clip as a new shot", {"shot": "new"}),
        ("use the clip", {}),
    ],
)
def test_a_clip_that_was_sent_goes_where_it_is_wanted(sentence: str, args: dict[str, Any]) -> None:
    assert read(sentence, SENT) == [("use_clip", args)]


@pytest.mark.parametrize("sentence", ["use this clip for shot 2", "show me the takes", "stabilise the clip"])
def test_without_clips_and_takes_nothing_is_made_of_them(sentence: str) -> None:
    names = {name for name, _ in read(sentence, Context(scene=Scene(shots=(STILL,))))}
    assert not names & {"use_clip", "use_still", "retime_take"}


@pytest.mark.parametrize(
    ("sentence", "name", "args"),
    [
        ("show me the takes", "show_takes", {}),
        ("show the takes of shot 1", "show_takes", {"shot": "s1"}),
        ("use the still again", "use_still", {}),
        ("remove the clip", "use_still", {}),
        ("stabilise the clip", "stabilise", {}),
        ("steady shot 1", "stabilise", {"shots": ["s1"]}),
        ("ramp from slow to fast", "retime_take", {"speed": 0.5, "ramp_to": 1.5}),
        ("ramp from 150 % to 40 %", "retime_take", {"speed": 1.5, "ramp_to": 0.4}),
        ("make the clip go from fast to slow", "retime_take", {"speed": 1.5, "ramp_to": 0.5}),
        ("hold the last frame", "retime_take", {"freeze_at_s": 60.0}),
        ("hold the last frame for 2 seconds", "retime_take", {"freeze_at_s": 60.0, "freeze_s": 2.0}),
        ("slow the clip to half speed", "retime_take", {"speed": 0.5}),
        ("play it backwards", "retime_take", {"reverse": True}),
        ("keep the sound of the clip", "set_clip_sound", {"heard": True}),
        ("keep the sound of shot 1", "set_clip_sound", {"heard": True, "shots": ["s1"]}),
        ("I want to hear the clip", "set_clip_sound", {"heard": True}),
        ("use the original audio", "set_clip_sound", {"heard": True}),
        ("unmute the clip", "set_clip_sound", {"heard": True}),
        ("mute the clip's sound", "set_clip_sound", {"heard": False}),
        ("don't use the clip's audio", "set_clip_sound", {"heard": False}),
        ("leave its sound out", "set_clip_sound", {"heard": False}),
        ("clip sound at -6 dB", "set_clip_sound", {"gain_db": -6.0}),
        ("clip sound 6 dB quieter", "change_level", {"track": "clip", "direction": "less", "by_db": 6.0}),
        ("the clip is too quiet", "change_level", {"track": "clip", "direction": "more", "degree": "plain"}),
        ("turn the clip's sound down a bit", "change_level", {"track": "clip", "direction": "less", "degree": "touch"}),
    ],
)
def test_a_filmed_shot_is_directed_in_plain_words(sentence: str, name: str, args: dict[str, Any]) -> None:
    assert read(sentence, FILMED) == [(name, args)]


@pytest.mark.parametrize("sentence", ["make the clip longer", "make the clip warmer", "slow the push-in"])
def test_the_word_clip_still_means_the_shot(sentence: str) -> None:
    names = {name for name, _ in read(sentence, FILMED)}
    assert names <= {"set_duration", "change_look", "change_move"}
    assert names
