"""References: pictures that a film keeps to, as edits like any other."""

import pytest

from store.apply import apply, invert
from store.describe import describe
from store.edits import RemoveReference, SetReference
from store.errors import OutOfRange, UnknownTarget
from store.references import MAX_REFERENCES, Reference, ReferenceKind
from store.scene import Scene, StillId
from store.segments import film_key, final_target

MIA = StillId("still:000000000001")
OTHER = StillId("still:000000000002")


@pytest.fixture
def bottle(scenes: dict[str, Scene]) -> Scene:
    return scenes["bottle"]


def keeping(name: str, kind: ReferenceKind = "character", still: StillId = MIA) -> SetReference:
    return SetReference(reference=Reference(name=name, kind=kind, still=still))


def lines(scene: Scene, edit: SetReference | RemoveReference) -> list[str]:
    return [f"{line.what}: {line.old} → {line.new}" for line in describe(scene, edit).lines]


def test_a_reference_is_added_replaced_by_its_name_and_forgotten(bottle: Scene) -> None:
    assert lines(bottle, keeping("Mia")) == ["Reference “Mia”: none → character"]
    with_mia = apply(bottle, keeping("Mia"))
    assert lines(with_mia, keeping("mia", still=OTHER)) == ["Reference “mia”: its picture → another picture"]
    other = apply(with_mia, keeping("MIA", still=OTHER))
    assert [one.still for one in other.references] == [OTHER]
    assert lines(other, RemoveReference(name="mia ")) == ["Reference “MIA”: character → forgotten"]
    assert apply(other, RemoveReference(name="mia")) == bottle


def test_what_is_taken_back_is_as_it_was(bottle: Scene) -> None:
    with_two = apply(apply(bottle, keeping("Mia")), keeping("the style", "style", OTHER))
    for edit in (keeping("Mia", still=OTHER), keeping("a cup", "prop"), RemoveReference(name="Mia")):
        assert apply(apply(with_two, edit), invert(with_two, edit)) == with_two


def test_a_name_that_is_not_there_is_answered_with_those_that_are(bottle: Scene) -> None:
    with pytest.raises(UnknownTarget) as caught:
        apply(apply(bottle, keeping("Mia")), RemoveReference(name="Tom"))
    assert caught.value.nearest == ("Mia",)


def test_more_than_any_engine_takes_are_refused(bottle: Scene) -> None:
    full = bottle
    for number in range(MAX_REFERENCES):
        full = apply(full, keeping(f"one {number}"))
    with pytest.raises(OutOfRange, match="at most 16"):
        apply(full, keeping("one more"))
    assert apply(full, keeping("one 3", still=OTHER)).references[3].still == OTHER


def test_references_change_no_picture_that_is_there(bottle: Scene) -> None:
    assert film_key(apply(bottle, keeping("Mia")), final_target(bottle)) == film_key(bottle, final_target(bottle))
