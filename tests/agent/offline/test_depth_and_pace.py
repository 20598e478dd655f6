"""Parallax, focus, looks that change within a shot, LUTs, and the pace of clips."""

from typing import Any

import pytest

from store.scene import Depth, Scene, replace
from store.video_takes import video_take_id
from tests.agent.offline.said import first, scene


@pytest.mark.parametrize(
    ("said", "where", "name", "args"),
    [
        ("add some parallax", "bottle", "set_parallax", {}),
        ("parallax at 4%", "bottle", "set_parallax", {"amount": 0.04}),
        ("no parallax", "bottle", "remove_parallax", {}),
        (
            "rack focus from the background to the bottle",
            "bottle",
            "set_focus",
            {"start": "background", "end": "subject"},
        ),
        ("pull focus to her", "portrait", "set_focus", {"end": "subject"}),
        ("background out of focus", "portrait", "set_focus", {"start": "subject", "end": "subject"}),
        ("everything in focus please", "portrait", "remove_focus", {"shots": ["all"]}),
        ("warmer over the course of the shot", "bottle", "animate_look", {"temperature": 0.3}),
        ("go from dark to bright", "bottle", "animate_look", {"exposure": 0.6667}),
        ("fade to black and white over the shot", "bottle", "animate_look", {"saturation": -1.0}),
        ("end the shot in noir", "bottle", "animate_look", {"name": "noir", "shots": ["s1"]}),
        ("LUT at 60%", "bottle", "set_lut", {"strength": 0.6}),
        ("remove the lut", "bottle", "remove_lut", {}),
    ],
)
def test_it_is_said_in_plain_words(said: str, where: str, name: str, args: dict[str, Any]) -> None:
    assert first(said, where) == (name, args)


def test_more_parallax_goes_on_from_what_there_is() -> None:
    film = scene("bottle")
    deep = replace(film, shots=(replace(film.shots[0], depth=Depth(source="smooth", amount=0.03)),))
    assert first("more parallax", deep) == ("set_parallax", {"amount": 0.039})


def _with_clip() -> Scene:
    film = scene("bottle")
    shot = film.shots[0]
    return replace(film, shots=(replace(shot, camera=(), take=video_take_id(shot.id, f"{'a' * 64}.mp4")),))


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("slow motion", {"speed": 0.5}),
        ("play the clip at half speed", {"speed": 0.5}),
        ("play it backwards", {"reverse": True}),
        ("freeze the frame at 2 seconds for one second", {"freeze_at_s": 2.0, "freeze_s": 1.0}),
    ],
)
def test_a_clip_runs_as_it_is_told(said: str, args: dict[str, Any]) -> None:
    assert first(said, _with_clip()) == ("retime_take", args)


def test_slow_motion_is_the_cameras_where_a_still_moves() -> None:
    assert first("slow motion")[0] == "change_move"
