"""Plain sentences about references; and sentences that only sound like them."""

from typing import Any

import pytest

from store.references import Reference
from store.scene import StillId, replace
from tests.agent.offline.said import first, meant, scene

UPLOADED = {"last_turn": {"instruction": "Upload: mia.jpg", "outcome": "action", "action": "receive_still"}}
KEPT = replace(
    scene("cafe_story"),
    references=(
        Reference(name="Mia", kind="character", still=StillId("still:a")),
        Reference(name="the style", kind="style", still=StillId("still:b")),
    ),
)


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("this is Mia, keep her in every shot", {"kind": "character", "name": "Mia"}),
        ("This is Old Tom - keep him the same in all shots please", {"kind": "character", "name": "Old Tom"}),
        ("that's Mia. keep her consistent", {"kind": "character", "name": "Mia"}),
        ("this is our bottle, keep it in every shot", {"kind": "product", "name": "our bottle"}),
        ("this is the blue mug; use it in each shot", {"kind": "prop", "name": "the blue mug"}),
        ("use this as the style reference", {"kind": "style"}),
        ("use picture 2 as a style reference", {"kind": "style", "number": 2}),
        ("take the second one as the palette", {"kind": "palette", "number": 2}),
        ("use this photo as the character reference for Mia", {"kind": "character", "name": "Mia"}),
        ("use the still of shot 2 as the product reference", {"kind": "product", "shot": "s2"}),
        ("keep this as our product", {"kind": "product"}),
        ("keep this style in every shot", {"kind": "style"}),
        ("use the colours of picture 3 for all shots", {"kind": "palette", "number": 3}),
    ],
)
def test_a_picture_is_kept(said: str, args: dict[str, Any]) -> None:
    assert first(said, "cafe_story") == ("set_reference", args)


def test_a_name_alone_is_one_right_after_a_picture_came() -> None:
    assert first("this is Mia", "cafe_story", **UPLOADED) == ("set_reference", {"kind": "character", "name": "Mia"})
    assert first("this is Mia", "cafe_story")[0] != "set_reference"


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("forget the style reference", {"kind": "style"}),
        ("forget Mia", {"name": "Mia"}),
        ("drop the reference for mia", {"name": "mia"}),
        ("remove the reference", {}),
    ],
)
def test_a_reference_is_forgotten(said: str, args: dict[str, Any]) -> None:
    assert first(said, KEPT) == ("remove_reference", args)


@pytest.mark.parametrize("said", ["show the references", "which references do we have?", "what are our references"])
def test_references_are_shown(said: str) -> None:
    assert first(said, KEPT)[0] == "show_references"


@pytest.mark.parametrize(
    "said",
    [
        "this is too slow", "this is great, keep it", "forget it", "forget the captions", "remove the logo",
        "this is Mia", "keep this look for all shots", "use this as the music", "keep the push-in in every shot",
        "that is better, keep it for all shots",
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_is_read_as_before(said: str) -> None:
    names = [one.name for one in meant(said, "cafe_story").calls]
    assert not {"set_reference", "remove_reference", "show_references"} & set(names)
