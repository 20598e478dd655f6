"""The steps that go through the history: by number, name, words and time; names, comparing, taking one change back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.errors import AskPerson, EditRefused, OutOfRange, UnknownTarget
from store.home import Home
from store.scene import Scene
from tests.tools.desk import Desk, desk_again
from tools.receipts import Receipt


@pytest.fixture
def bottle(home: Home, scenes: dict[str, Scene]) -> Desk:
    return Desk(home, scenes["bottle"])


@pytest.fixture(scope="module")
def _directed(tmp_path_factory: pytest.TempPathFactory, scenes: dict[str, Scene]) -> tuple[Path, str]:
    """Versions: 1 warmer, 2 yellow captions, 3 longer first shot, 4 warmer still (right after), 5 push-in slower."""
    path = tmp_path_factory.mktemp("cafe") / "home"
    with Home.open(path, write=True) as home:
        desk = Desk(home, scenes["cafe_story"])
        desk.do("change_look", "make the first shot warmer", property="temperature", direction="more", shots=["s1"])
        desk.do("style_captions", "captions in the colour of lemons", color="#ffdd22")
        desk.do("set_duration", "let the opening breathe", shots=["s1"], duration_s=4.0)
        desk.do("change_look", "warmer still", property="temperature", direction="more", shots=["s1"])
        desk.do("change_move", "slow it down", property="speed", direction="less", shots=["s1"])
        return path, desk.session_id


@pytest.fixture
def cafe(tmp_path: Path, _directed: tuple[Path, str]) -> Iterator[Desk]:
    """The café story with five changes; see `_directed`."""
    with desk_again(_directed, tmp_path / "cafe") as desk:
        yield desk


def labels(receipt: Receipt) -> list[str]:
    return [chip.label for chip in receipt.offers]


def head(desk: Desk) -> int:
    return desk.history.head(desk.session_id).number


# --- back to a version -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "version"),
    [
        ("the yellow captions", 2),
        ("when the subtitles went yellow", 2),
        ("yelow captoins", 2),
        ("the longer shot", 3),
        ("the shot got longer", 3),
        ("breathing", 3),
        ("the slower push-in", 5),
        ("version 3", 3),
        ("v2", 2),
    ],
)
def test_it_goes_back_to_before_what_the_words_mean_and_to_right_after_it(cafe: Desk, words: str, version: int) -> None:
    receipt = cafe.do("restore", before=words)
    assert (receipt.outcome, receipt.action, head(cafe)) == ("action", "restore", version - 1)
    assert f"(version {version})" in receipt.message
    cafe.do("undo")
    assert head(cafe) == 5
    receipt = cafe.do("restore", words=words)
    assert head(cafe) == version
    assert receipt.outcome == ("unchanged" if version == 5 else "action")


def test_changes_of_one_kind_right_after_one_another_are_one_to_go_back_before(bottle: Desk) -> None:
    for said in ("warmer", "warmer still", "even warmer"):
        bottle.do("change_look", said, property="temperature", direction="more", degree="touch")
    bottle.do("set_duration", "8 seconds", duration_s=8.0)
    bottle.do("restore", before="the warm look")
    assert head(bottle) == 0
    bottle.do("undo")
    bottle.do("restore", words="the warm look")
    assert head(bottle) == 3


def test_words_that_fit_several_changes_are_asked_back_with_each_as_a_chip(cafe: Desk) -> None:
    receipt = cafe.do("restore", before="the warm look")
    assert (receipt.outcome, head(cafe)) == ("clarify", 5)
    assert receipt.message == "2 changes fit. Which one do you mean?"
    assert labels(receipt) == ["before “warmer still” (version 4)", "before “make the first shot warmer” (version 1)"]
    cafe.click(receipt.offers[1].call)
    assert head(cafe) == 0


def test_what_still_shows_is_meant_rather_than_what_was_undone(cafe: Desk) -> None:
    cafe.do("undo", count=2)  # "warmer still" is undone
    receipt = cafe.do("restore", before="the warm look")
    assert (receipt.outcome, head(cafe)) == ("action", 0)
    cafe.do("undo")
    cafe.do("restore", words="warmer still")
    assert head(cafe) == 4


def test_words_that_fit_nothing_say_so_and_change_nothing(cafe: Desk) -> None:
    for words in ("the fireworks", "that", "?!", "字幕"):
        with pytest.raises(UnknownTarget, match="no change like"):
            cafe.do("restore", before=words)
    assert head(cafe) == 5


def test_words_are_found_in_other_languages(bottle: Desk) -> None:
    bottle.do("set_duration", "8 seconds", duration_s=8.0)
    bottle.do("change_look", "もっと暖かくしてください", property="temperature", direction="more")
    bottle.do("change_look", "etwas kräftigere Farben", property="saturation", direction="more")
    bottle.do("restore", before="暖かく")
    assert head(bottle) == 1
    bottle.do("undo")
    bottle.do("restore", before="die kräftigeren Farben")
    assert head(bottle) == 2


def test_a_restore_without_a_version_says_what_it_needs(cafe: Desk) -> None:
    with pytest.raises(UnknownTarget, match="by its number, its name") as error:
        cafe.do("restore")
    assert error.value.nearest == ("1", "2", "3", "4", "5")


def test_the_original_is_the_first_version_with_a_picture(home: Home) -> None:
    desk = Desk(home, Scene())
    desk.do("set_title", "call it Harbour", title="Harbour")
    desk.do("add_shot", "a harbour at dawn", description="harbour")
    desk.do("set_duration", "5 seconds", duration_s=5.0)
    desk.do("restore", original=True)
    assert head(desk) == 2


def test_the_film_goes_back_to_how_it_was_minutes_ago(home: Home, scenes: dict[str, Scene]) -> None:
    desk = Desk(home, scenes["bottle"])
    now = 1_763_600_000.0
    for minute, length in ((0, 7.0), (5, 8.0), (12, 9.0)):
        desk.now = now + minute * 60
        desk.do("set_duration", f"{length} seconds", duration_s=length)
    desk.now = now + 15 * 60
    receipt = desk.do("restore", minutes_ago=10)
    assert head(desk) == 2
    assert receipt.message.startswith("Back to version 2, as it was at ")
    desk.do("undo")
    assert desk.do("restore", minutes_ago=1).outcome == "unchanged"
    with pytest.raises(EditRefused, match="nothing older"):
        desk.do("restore", minutes_ago=99)
    for never in (0, -5, float("nan"), float("inf"), 1e300):
        with pytest.raises(OutOfRange):
            desk.do("restore", minutes_ago=never)
    assert head(desk) == 3


def test_a_restore_that_is_replayed_answers_the_same_and_moves_once(cafe: Desk) -> None:
    from tools.history import restore

    ctx = cafe.context("back", "call-1")
    first = restore(ctx, words="the yellow captions")
    again = restore(ctx, words="the yellow captions")
    assert (first.revision, again.revision, again.before_revision) == (2, 2, 5)
    assert cafe.history.steps(cafe.session_id)[0] == 6


# --- names -----------------------------------------------------------------------------------------------------------


def test_a_named_version_is_restored_and_compared_by_its_name(cafe: Desk) -> None:
    assert cafe.do("name_version", name="Calm cut", version=2).message == "Version 2 is called “Calm cut” now."
    assert cafe.do("restore", version="calm cut").message.startswith("Back to version 2 “calm cut”.")
    assert head(cafe) == 2
    cafe.do("undo")
    compared = cafe.do("compare", version_a="calm cutt", version_b=5)
    assert compared.message.startswith("Version 2 beside version 5.")
    assert cafe.do("restore", before="calm cut").revision == 1


def test_the_present_version_is_named_and_a_name_moves(cafe: Desk) -> None:
    cafe.do("name_version", name="final")
    cafe.do("set_duration", shots=["s1"], duration_s=5.0)
    assert cafe.do("name_version", name="Final").message.endswith("Version 5 had that name before.")
    cafe.do("restore", version=1)
    cafe.do("restore", version="final")
    assert head(cafe) == 6


@pytest.mark.parametrize("name", ["", "7", "x" * 70])
def test_what_is_no_name_is_refused(cafe: Desk, name: str) -> None:
    with pytest.raises(OutOfRange):
        cafe.do("name_version", name=name)


def test_an_unknown_name_is_told_with_the_known_ones(cafe: Desk) -> None:
    cafe.do("name_version", name="calm cut")
    with pytest.raises(UnknownTarget, match="there are “calm cut”"):
        cafe.do("restore", version="loud one")
    with pytest.raises(UnknownTarget, match="versions 0 to 5"):
        cafe.do("restore", version="version 99")


# --- revert ----------------------------------------------------------------------------------------------------------


def test_one_change_is_taken_back_and_the_later_ones_stay(cafe: Desk) -> None:
    before = cafe.scene
    receipt = cafe.do("revert", words="the lemon captions")
    assert receipt.outcome == "changed"
    assert receipt.message.startswith(
        "Taken back: “captions in the colour of lemons” (version 2). The 3 changes after it are kept. Captions colour"
    )
    assert cafe.scene.captions is not None
    assert cafe.scene.captions.color == "#ffffff"
    assert cafe.scene.shots == before.shots
    assert head(cafe) == 6
    cafe.do("undo")
    assert cafe.scene == before


def test_a_length_is_taken_back_and_captions_go_with_it(cafe: Desk) -> None:
    cafe.do("revert", version=3)
    assert cafe.scene.captions is not None
    assert cafe.scene.shots[0].duration_s == 3.0
    assert [cue.start_s for cue in cafe.scene.captions.cues] == [0.2, 3.1, 5.6]
    assert cafe.scene.shots[0].look.temperature == pytest.approx(0.8)


def test_a_change_that_a_later_one_needs_is_refused_with_that_one_and_the_way_back(cafe: Desk) -> None:
    cafe.do("add_shot", "add a shot of the street", description="street")
    cafe.do("set_duration", "make the street 5 seconds", shots=["s4"], duration_s=5.0)
    cafe.do("set_title", "call it Street", title="Street")
    receipt = cafe.do("revert", words="the street shot was added")
    assert receipt.outcome == "refused"
    assert "because “make the street 5 seconds” (version 7) builds on it." in receipt.message
    assert head(cafe) == 8
    assert labels(receipt) == [
        "take both back", "back to before “add a shot of the street” (version 6)", "branch from before it",
    ]  # fmt: skip
    cafe.click(receipt.offers[1].call)
    assert head(cafe) == 5


def test_a_change_is_taken_back_with_the_later_one_that_needs_it_and_all_others_stay(cafe: Desk) -> None:
    before = cafe.scene
    cafe.do("add_shot", "add a shot of the street", description="street")
    cafe.do("set_duration", "make the street 5 seconds", shots=["s4"], duration_s=5.0)
    cafe.do("set_title", "call it Street", title="Street")
    refused = cafe.do("revert", version=6)
    receipt = cafe.click(refused.offers[0].call)
    assert receipt.outcome == "changed"
    assert receipt.message.startswith(
        "Taken back: “add a shot of the street” (version 6), with “make the street 5 seconds” (version 7), which "
        "needed it. The other change after it is kept."
    )
    assert (cafe.scene.shots, cafe.scene.title) == (before.shots, "Street")
    cafe.do("undo")
    assert len(cafe.scene.shots) == 4


def test_a_refusal_counts_what_builds_on_the_change(cafe: Desk) -> None:
    cafe.do("add_shot", "add a shot of the street", description="street")
    for length in (5.0, 6.0, 7.0, 8.0):
        cafe.do("set_duration", f"{length:g} seconds", shots=["s4"], duration_s=length)
    receipt = cafe.do("revert", version=6)
    assert "“6 seconds” (version 8) and 2 more build on it." in receipt.message
    assert labels(receipt)[0] == "take all 5 back"


# --- compare and branch ----------------------------------------------------------------------------------------------


def test_two_versions_are_compared_in_words_with_units_and_at_a_telling_moment(cafe: Desk) -> None:
    receipt = cafe.do("compare", version_a=2, version_b=3)
    assert ("Shot 1 length", "3.0 s", "4.0 s") in [(change.what, change.old, change.new) for change in receipt.changes]
    (card,) = receipt.cards
    assert (card.kind, card.data["at_s"]) == ("compare", 2.0)
    assert [side["revision"] for side in (card.data["a"], card.data["b"]) if isinstance(side, dict)] == [2, 3]
    assert head(cafe) == 5


def test_what_is_compared_is_the_last_change_unless_it_is_said(cafe: Desk) -> None:
    assert cafe.do("compare").message.startswith("Version 4 beside version 5. ")
    assert cafe.do("compare", version_a=5).message == "Version 5 beside version 5. They are the same."


def test_the_original_to_compare_with_is_the_first_version_with_a_picture(home: Home) -> None:
    desk = Desk(home, Scene())
    with pytest.raises(UnknownTarget, match="nothing to compare"):
        desk.do("compare")
    desk.do("set_title", "call it Harbour", title="Harbour")
    desk.do("add_shot", "a harbour at dawn", description="harbour")
    desk.do("set_duration", "5 seconds", duration_s=5.0)
    assert desk.do("compare", version_a=0).message.startswith("Version 2 beside version 3. ")


def test_a_branch_starts_from_the_version_that_is_named_and_leads_to_its_session(cafe: Desk) -> None:
    receipt = cafe.do("branch", name="Calm", version=2)
    assert receipt.message.startswith("Branched: “Calm” starts from version 2 as a session of its own;")
    made = cafe.history.session("Calm")
    assert cafe.history.head(made.id).scene == cafe.history.revision(cafe.session_id, 2).scene
    assert (made.origin_session, made.origin_revision, head(cafe)) == (cafe.session_id, 2, 5)
    assert receipt.cards[0].data == {"items": [
        {"session": made.id, "title": "Calm", "turn": None, "at": made.updated_at, "said": "", "told": "",
         "revision": None, "filmed": False},
    ]}  # fmt: skip
    assert cafe.do("branch").message.startswith("Branched: “Test (branch)” starts from here ")


def test_a_change_that_was_set_again_later_is_not_there_to_be_taken_back(bottle: Desk) -> None:
    bottle.do("set_duration", "7 seconds", duration_s=7.0)
    bottle.do("set_duration", "8 seconds", duration_s=8.0)
    receipt = bottle.do("revert", words="7 seconds")
    assert (receipt.outcome, head(bottle)) == ("unchanged", 2)
    assert "set the same again" in receipt.message


def test_the_last_change_is_taken_back_too(cafe: Desk) -> None:
    before = cafe.history.revision(cafe.session_id, 4).scene
    cafe.do("revert", version=5)
    assert (cafe.scene, head(cafe)) == (before, 6)


def test_a_revert_can_be_taken_back_and_later_changes_stay(cafe: Desk) -> None:
    cafe.do("revert", version=2)
    cafe.do("set_title", "call it Dawn", title="Dawn")
    cafe.do("revert", version=6)
    assert cafe.scene.captions is not None
    assert (cafe.scene.captions.color, cafe.scene.title) == ("#ffdd22", "Dawn")


def test_what_took_a_change_back_is_not_taken_for_that_change(cafe: Desk) -> None:
    cafe.do("revert", "take back the yellow captions but keep the rest", words="the yellow captions")
    cafe.do("restore", before="the yellow captions")
    assert head(cafe) == 1


@pytest.mark.parametrize(
    ("args", "reason"),
    [({"version": 0}, "no change in it"), ({"version": 5}, "not part of the film"), ({"words": "slower"}, "undone")],
)
def test_what_is_not_part_of_the_film_cannot_be_taken_back(cafe: Desk, args: dict[str, Any], reason: str) -> None:
    cafe.do("undo")
    with pytest.raises(EditRefused, match=reason):
        cafe.do("revert", **args)
    with pytest.raises(AskPerson, match="Which change"):
        cafe.do("revert")
    assert head(cafe) == 4


def test_a_revert_that_is_replayed_is_made_once(cafe: Desk) -> None:
    from tools.reverting import revert

    ctx = cafe.context("take the captions back", "call-1")
    first = revert(ctx, words="the yellow captions")
    again = revert(ctx, words="the yellow captions")
    assert (first.revision, again.revision, head(cafe)) == (6, 6, 6)
    assert first.changes == again.changes
