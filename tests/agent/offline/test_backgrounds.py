"""What the offline director makes of sentences about the colour behind a cut-out."""

from typing import Any

import pytest

from tests.agent.offline.said import first


@pytest.mark.parametrize(
    ("sentence", "args"),
    [
        ("put it on a sage green background", {"color": "sage green"}),
        ("background white", {"color": "white"}),
        ("change the background colour to teal", {"color": "teal"}),
        ("put the bottle on pale blue", {"color": "pale blue"}),
        ("make the background #aabbcc", {"color": "#aabbcc"}),
        ("show it against dark green", {"color": "dark green"}),
        ("a gradient background from white to light grey", {"color": "white", "to_color": "light grey"}),
        ("gradient background, navy blue", {"color": "navy blue", "to_color": "darker"}),
        ("use the default background", {}),
    ],
)
def test_a_colour_behind_it(sentence: str, args: dict[str, Any]) -> None:
    assert first(sentence, "bottle") == ("set_background", args)


@pytest.mark.parametrize(
    "sentence",
    [
        "replace the background with a blue wall",
        "swap the background for a beach",
        "blur the background",
        "make it black and white",
        "put a white logo on it",
        "make the jacket navy",
        "fade to black",
    ],
)
def test_other_things_with_colours_and_grounds(sentence: str) -> None:
    assert first(sentence, "bottle")[0] != "set_background"


@pytest.mark.parametrize("sentence", ["captions on a black background", "put the caption on yellow"])
def test_captions_have_their_own(sentence: str) -> None:
    assert first(sentence, "cafe_story")[0] == "style_captions"
