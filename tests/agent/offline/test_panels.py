"""Plain sentences about several pictures at once."""

from typing import Any

import pytest

from tests.agent.offline.said import first, meant

OFFERED = {
    "last_turn": {
        "instruction": "two panels",
        "outcome": "action",
        "action": "generate_panels",
        "offers": [{"label": "make them 2 shots", "call": {"name": "use_panels", "args": {"stills": ["still:a"]}}}],
    }
}


@pytest.mark.parametrize(
    ("said", "args"),
    [
        (
            "three panels of the story: a barista opens the café, she grinds beans, milk pours",
            {"panels": ["a barista opens the café", "she grinds beans", "milk pours"]},
        ),
        (
            "Make two panels: 1. Mia wakes up 2. Mia runs to the train",
            {"panels": ["Mia wakes up", "Mia runs to the train"]},
        ),
        ("six panels of a barista's morning", {"description": "a barista's morning", "count": 6}),
        (
            "three shots: wide, close-up, detail, same woman",
            {"panels": ["wide", "close-up", "detail"], "description": "same woman"},
        ),
        (
            "give me four pictures of a woman in a red coat: wide, medium, close-up, detail of her hands",
            {
                "panels": ["wide", "medium", "close-up", "detail of her hands"],
                "description": "a woman in a red coat",
            },
        ),
        (
            "six panels of the story: a storm comes, the boat sinks",
            {"description": "a storm comes, the boat sinks", "count": 6},
        ),
    ],
)
def test_panels_are_asked_for(said: str, args: dict[str, Any]) -> None:
    assert first(said, "empty") == ("generate_panels", args)


@pytest.mark.parametrize(
    "said", ["make them shots", "put them in the film", "use all of them as shots", "make them 2 shots"]
)
def test_panels_that_wait_become_shots(said: str) -> None:
    assert first(said, "bottle", **OFFERED)[0] == "use_panels"


@pytest.mark.parametrize(
    "said",
    ["four stills of a red bottle", "make three takes", "make them warmer", "make them shorter", "put them on top",
     "make them all 2 seconds"],
)  # fmt: skip
def test_what_only_sounds_like_it_is_read_as_before(said: str) -> None:
    for more in ({}, OFFERED):
        names = {one.name for one in meant(said, "cafe_story", **more).calls}
        assert not names & {"generate_panels", "use_panels"}
