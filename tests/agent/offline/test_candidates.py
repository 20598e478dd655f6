"""Plain sentences about candidates of a shot: who makes them, which is picked, what is repaired."""

from typing import Any

import pytest

from tests.agent.offline.said import first, meant

TAKES = {"takes": {"s1": ["take:a", "take:b"]}}


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("make two takes with Seedance", {"count": 2, "engine": "Seedance"}),
        ("make a take with Kling 3.0", {"count": 1, "engine": "Kling 3.0"}),
        ("make two takes with Kling 3.0 with sound", {"count": 2, "engine": "Kling 3.0", "sound": True}),
        ("make a take with its own sound", {"count": 1, "sound": True}),
        ("give me three candidates of shot 1 by hailuo", {"count": 3, "engine": "hailuo", "shot": "s1"}),
    ],
)
def test_candidates_are_ordered_from_who_is_named(said: str, args: dict[str, Any]) -> None:
    assert first(said, "bottle", **TAKES) == ("render_takes", args)


@pytest.mark.parametrize("said", ["the best one", "use the best take", "pick the best of them"])
def test_the_best_is_the_one_that_the_checks_rank_first(said: str) -> None:
    assert first(said, "bottle", **TAKES) == ("pick_take", {})


@pytest.mark.parametrize("said", ["the second one, but calmer", "take 2 but calmer", "use the second take, but calmer"])
def test_a_take_with_a_change_is_picked_and_the_change_comes_next(said: str) -> None:
    picked, again = meant(said, "bottle", **TAKES).calls
    assert (picked.name, picked.args["number"], picked.args["shot"]) == ("pick_take", 2, "s1")
    assert (again.name, again.args["count"], again.args["like"]) == ("render_takes", 1, 2)
    assert again.args["words"] == "calmly and gently"
    assert again.args["wish"] == "a take like take 2, but calmer"


def test_of_several_shots_the_named_or_the_last_changed_one_is_meant() -> None:
    takes = {"takes": {"s1": ["take:a", "take:b"], "s3": ["take:c", "take:d"]}}
    assert first("take 2 of shot 3, but calmer", "cafe_story", **takes)[1]["shot"] == "s3"
    assert first("the second one, but calmer", "cafe_story", **takes, selected_shot="s3")[1]["shot"] == "s3"


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("repair the words in take 1", {"number": 1}),
        ("fix the lettering", {}),
        ("correct the text in the second take", {"number": 2}),
        ("lay the still's own words over it", {}),
        ("say the words in take 2 by a text over the film", {"number": 2, "letters": "overlay"}),
    ],
)
def test_words_are_repaired(said: str, args: dict[str, Any]) -> None:
    assert first(said, "bottle", **TAKES) == ("cover_words", args)


@pytest.mark.parametrize("said", ["make the still again without the words", "paint the text out of the picture"])
def test_a_still_is_made_without_its_words(said: str) -> None:
    assert first(said, "bottle") == ("remake_without_words", {})


def test_without_takes_the_words_are_read_otherwise() -> None:
    assert first("fix the lettering", "bottle")[0] != "cover_words"


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("make a draft take with Seedance", {"count": 1, "engine": "seedance"}),
        ("make two quick drafts with Kling 3.0", {"count": 2, "engine": "kling-3.0"}),
        ("give me three drafts", {"count": 3}),
        ("make a cheap draft take", {"count": 1}),
        ("make a final take with Kling", {"count": 1, "engine": "kling", "final": True}),
        ("make the final with Veo 3.1", {"count": 1, "engine": "veo-3.1", "final": True}),
        ("make a take with Kling in high quality", {"count": 1, "engine": "Kling", "final": True}),
        ("get two high-quality takes of shot 1 by Kling", {"count": 2, "shot": "s1", "engine": "kling", "final": True}),
    ],
)
def test_takes_are_ordered_as_drafts_or_at_high_quality(said: str, args: dict[str, Any]) -> None:
    assert first(said, "bottle") == ("render_takes", args)
