"""Plain sentences that order clips of several shots, finals, and shots that go on from others."""

from typing import Any

import pytest

from tests.agent.offline.said import first, meant

TAKES = {"takes": {"s1": ["take:a", "take:b"]}}


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("make the final of take 2", {"what": "take", "number": 2}),
        ("render take 2 in high quality", {"what": "take", "number": 2}),
        ("final version of the take", {"what": "take"}),
        ("make the final of picture 3", {"what": "still", "number": 3}),
        ("render this one in high quality", {"what": "take"}),
        ("make the final of take two of shot 2", {"what": "take", "number": 2, "shot": "s2"}),
    ],
)
def test_a_final_is_ordered(said: str, args: dict[str, Any]) -> None:
    assert first(said, "cafe_story", **TAKES) == ("make_final", args)


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("make all three shots in one clip", {}),
        ("make shots 1 to 3 as one clip with Kling 3.0", {"shots": ["s1", "s2", "s3"], "engine": "Kling 3.0"}),
        ("render shots 2 and 3 in a single take", {"shots": ["s2", "s3"]}),
        ("one clip of all the shots", {}),
    ],
)
def test_several_shots_are_one_clip(said: str, args: dict[str, Any]) -> None:
    assert first(said, "cafe_story") == ("render_sequence", args)


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("continue from the end of shot 1", {"shot": "s1"}),
        ("continue from the last frame of shot 2: she walks to the door",
         {"shot": "s2", "description": "she walks to the door"}),
        ("add a shot that starts where shot 1 ends", {"shot": "s1"}),
        ("continue from the last frame", {}),
    ],
)  # fmt: skip
def test_a_shot_goes_on_from_another(said: str, args: dict[str, Any]) -> None:
    assert first(said, "cafe_story") == ("continue_shot", args)


def test_a_take_ends_on_another_shots_still() -> None:
    called, args = first("make a take of shot 1 that ends on the still of shot 2", "cafe_story")
    assert (called, args) == ("render_takes", {"shot": "s1", "ends_on": "s2", "count": 1})


@pytest.mark.parametrize(
    "said",
    ["make the final shot longer", "make all shots warmer", "make three takes", "take 2", "export in high quality",
     "make shots 1 and 2 shorter", "the last frame should stay longer", "render it again"],
)  # fmt: skip
def test_what_only_sounds_like_it_is_read_as_before(said: str) -> None:
    names = {one.name for one in meant(said, "cafe_story", **TAKES).calls}
    assert not names & {"make_final", "render_sequence", "continue_shot"}


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("make two takes with Kling", {"count": 2, "engine": "Kling"}),
        ("make a take of shot 2 by Veo 3.1", {"count": 1, "shot": "s2", "engine": "Veo 3.1"}),
        ("make a take of shot 3: the steam rises", {"count": 1, "shot": "s3", "words": "the steam rises"}),
        ("make a take of shot 3 where the steam rises", {"count": 1, "shot": "s3", "words": "the steam rises"}),
    ],
)
def test_takes_are_ordered_of_an_engine_and_with_words(said: str, args: dict[str, Any]) -> None:
    assert first(said, "cafe_story") == ("render_takes", args)


def test_some_movement_goes_to_the_step_that_asks_which() -> None:
    for said in ("make it move", "animate the picture", "add some motion", "make it come alive"):
        assert first(said, "bottle")[0] == "needs_engine"


@pytest.mark.parametrize("said", ["make it move: the laces sway", "animate the still so that the laces sway"])
def test_a_movement_that_is_told_with_it_is_the_wish(said: str) -> None:
    assert meant(said, "bottle").calls[0].args == {"wish": "the laces sway", "capability": "subject_motion"}


@pytest.mark.parametrize(
    ("said", "content"),
    [
        ("which engine is best for a product?", "product"),
        ("what engine should I use for a talking head", "face"),
        ("recommend a model for cheap drafts", "draft"),
        ("which engine works for several shots", "multi_shot"),
    ],
)
def test_advice_is_asked_for_by_content(said: str, content: str) -> None:
    assert first(said, "bottle") == ("advise_engine", {"content": content})
