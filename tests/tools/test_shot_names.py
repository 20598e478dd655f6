"""Which shot a name means."""

import pytest

from store.errors import UnknownTarget
from store.scene import Scene, replace
from tools.shot_names import shot_called


@pytest.fixture
def cafe(scenes: dict[str, Scene]) -> Scene:
    return scenes["cafe_story"]


@pytest.mark.parametrize(
    ("name", "shot_id"),
    [
        ("s2", "s2"), ("S2", "s2"), ("2", "s2"), ("shot 2", "s2"), ("Shot_2", "s2"), ("#2", "s2"), ("second", "s2"),
        ("the second shot", "s2"), ("last", "s3"), ("the last shot", "s3"), ("the opening shot", "s1"),
        ("barista", "s2"), ("the cup", "s3"), ("exterior of a small cafe at sunrise", "s1"),
        ("the cafe exterior", "s1"),
    ],
)  # fmt: skip
def test_a_shot_is_found_by_id_by_place_and_by_its_description(cafe: Scene, name: str, shot_id: str) -> None:
    assert shot_called(cafe, name) == shot_id


@pytest.mark.parametrize("name", ["s9", "shot 9", "0", "the", "a", "", "the moon", "shot", "small cup"])
def test_what_names_no_shot_is_answered_with_those_there_are(cafe: Scene, name: str) -> None:
    with pytest.raises(UnknownTarget) as caught:
        shot_called(cafe, name)
    assert caught.value.nearest == ("s1", "s2", "s3")


def test_a_number_that_is_one_shots_place_and_anothers_id_is_neither(cafe: Scene) -> None:
    turned = replace(cafe, shots=(cafe.shots[1], cafe.shots[0], cafe.shots[2]))
    with pytest.raises(UnknownTarget) as caught:
        shot_called(turned, "shot 2")
    assert caught.value.nearest == ("s1", "s2")
    assert shot_called(turned, "second") == "s1"
    assert shot_called(turned, "shot 3") == "s3"


def test_a_word_of_two_descriptions_names_both_as_the_nearest(cafe: Scene) -> None:
    shots = (cafe.shots[0], replace(cafe.shots[1], description="the cafe from inside"), cafe.shots[2])
    with pytest.raises(UnknownTarget) as caught:
        shot_called(replace(cafe, shots=shots), "the cafe")
    assert caught.value.nearest == ("s1", "s2")
