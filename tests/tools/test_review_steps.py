"""The steps that look back: what was changed, when it was, and where in all sessions."""

import json
from datetime import datetime
from typing import get_args

import pytest

from store.edits import Edit
from store.errors import AskPerson, OutOfRange, UnknownTarget
from store.home import Home
from store.scene import Scene
from tests.tools.desk import Desk
from tools.review import PAGE
from tools.search_terms import KINDS

NOON = datetime(2026, 11, 20, 12, 0).astimezone().timestamp()


@pytest.fixture
def bottle(home: Home, scenes: dict[str, Scene]) -> Desk:
    return Desk(home, scenes["bottle"])


@pytest.fixture
def cafe(home: Home, scenes: dict[str, Scene]) -> Desk:
    desk = Desk(home, scenes["cafe_story"])
    desk.now = NOON
    desk.do("change_look", "warmer", property="temperature", direction="more", shots=["s1"])
    desk.do("style_captions", "captions like lemons", color="#ffdd22")
    desk.do("set_duration", "let it breathe", shots=["s2"], duration_s=4.0)
    desk.do("undo")
    desk.do("name_version", name="calm")
    return desk


def test_the_history_tells_every_change_with_its_turn_and_marks_what_was_undone(cafe: Desk) -> None:
    receipt = cafe.do("show_history")
    lines = receipt.message.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "1. “warmer”", "2. “captions like lemons” [calm]", "3. “let it breathe” (undone)",
    ]  # fmt: skip
    (card,) = receipt.cards
    entries = json.loads(json.dumps(card.data))["entries"]
    assert [(e["revision"], e["turn"], e["current"], e["undone"], e["names"]) for e in entries] == [
        (1, 1, False, False, []), (2, 2, True, False, ["calm"]), (3, 3, False, True, []),
    ]  # fmt: skip
    assert entries[1]["changes"] == [{"what": "Captions colour", "old": "white (#ffffff)", "new": "#ffdd22"}]
    assert (entries[1]["seconds"], entries[1]["cost_usd"]) == (0.0, 0.0)


def test_a_session_without_changes_says_so(bottle: Desk) -> None:
    assert bottle.do("show_history").message == "Nothing was changed yet."
    assert bottle.do("find_change", words="yellow").outcome == "unchanged"


@pytest.mark.slow
def test_a_long_history_comes_in_pages(bottle: Desk) -> None:
    for number in range(PAGE + 10):
        bottle.do("set_duration", f"take {number}", duration_s=3 + number / 10)
    receipt = bottle.do("show_history")
    assert receipt.message.startswith(f"Versions 11 to {PAGE + 10}; 10 before them.\n11. “take 10”")
    assert len(receipt.message.splitlines()) == PAGE + 1
    earlier = bottle.click(receipt.offers[0].call)
    assert earlier.message.splitlines()[-1].startswith("10. “take 9”")
    assert earlier.offers == ()


# --- when was it -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["when did the captions go yellow?", "yellow subtitles", "lemons"])
def test_a_change_is_found_with_its_turn_its_time_and_its_sentence(cafe: Desk, words: str) -> None:
    receipt = cafe.do("find_change", words=words)
    assert (receipt.outcome, receipt.action, receipt.revision) == ("unchanged", "find_change", 2)
    assert receipt.message.startswith("Turn 2, at 12:00: ")
    assert receipt.message.endswith("“captions like lemons” (version 2). Captions colour: white (#ffffff) → #ffdd22.")
    assert [chip.label for chip in receipt.offers] == ["back to before that", "take only that back"]
    cafe.click(receipt.offers[0].call)
    assert cafe.history.head(cafe.session_id).number == 1


def test_a_change_that_was_undone_is_found_and_said_to_be_undone(cafe: Desk) -> None:
    receipt = cafe.do("find_change", words="when did the second shot get longer?")
    assert receipt.message.endswith("It was undone later.")
    assert receipt.offers == ()


def test_several_changes_that_fit_are_told_in_their_order(cafe: Desk) -> None:
    cafe.do("change_look", "a warm glow", property="temperature", direction="more", shots=["s1"])
    told = cafe.do("find_change", words="when was it made warm?").message.splitlines()
    assert told[0] == "2 changes fit:"
    assert ["warmer" in told[1], "warm glow" in told[2]] == [True, True]


def test_a_change_of_another_day_is_told_with_its_date(cafe: Desk) -> None:
    cafe.now = NOON + 24 * 3600
    assert cafe.do("find_change", words="lemons").message.startswith("Turn 2, on 20 Nov at 12:00: ")
    cafe.now = NOON + 400 * 24 * 3600
    assert cafe.do("find_change", words="lemons").message.startswith("Turn 2, on 20 Nov 2026 at 12:00: ")


# --- all sessions ----------------------------------------------------------------------------------------------------


def test_all_sessions_are_searched_and_questions_are_not_found(
    home: Home, cafe: Desk, scenes: dict[str, Scene]
) -> None:
    other = Desk(home, scenes["bottle"])
    other.now = NOON
    other.history.rename(other.session_id, "Olive oil")
    other.do("change_look", "warmer please", property="temperature", direction="more")
    receipt = cafe.do("search_sessions", "where did I say warmer?", words="warmer")
    first, second = receipt.message.splitlines()
    assert first.startswith("“Olive oil”, turn 1, at ")
    assert "“warmer please”. Temperature: 0 → +0.3." in first
    assert second.startswith("Here, turn 1, ")
    assert cafe.do("search_sessions", "again", words="warmer").message == receipt.message
    assert (receipt.outcome, receipt.action) == ("unchanged", "search_sessions")


def test_a_search_by_shot_kind_and_date(cafe: Desk) -> None:
    def found(**asked: str) -> int:
        message = cafe.do("search_sessions", **asked).message
        return 0 if message.startswith("Nothing like that") else len(message.splitlines())

    assert [found(shot=shot) for shot in ("s1", "shot 2", "2", "3", "s")] == [1, 1, 1, 0, 0]
    assert [found(kind=kind) for kind in ("look", "Captions", "caption", "set_duration", "history")] == [1, 1, 1, 1, 2]
    assert [found(since=day) for day in ("today", "2026-11-20", "yesterday", "2026-11-21")] == [5, 5, 5, 0]
    assert found(words="warmer", kind="captions") == 0


def test_sessions_are_found_by_their_names(cafe: Desk) -> None:
    cafe.history.rename(cafe.session_id, "Harbour morning")
    assert cafe.do("search_sessions", words="harbour").message == "Sessions of that name: “Harbour morning”."


def test_only_the_newest_are_told_where_many_fit(bottle: Desk) -> None:
    for number in range(25):
        bottle.do("set_duration", "longer", duration_s=4 + number / 10)
    told = bottle.do("search_sessions", words="longer").message.splitlines()
    assert (len(told), told[-1]) == (21, "These are the newest 20; more words find less.")


def test_what_cannot_be_searched_for_is_a_sentence(cafe: Desk) -> None:
    with pytest.raises(AskPerson, match="look for"):
        cafe.do("search_sessions", words="?!")
    with pytest.raises(OutOfRange, match="YYYY-MM-DD"):
        cafe.do("search_sessions", since="the day before yesterday")
    with pytest.raises(UnknownTarget, match="no kind of change called “lens”"):
        cafe.do("search_sessions", kind="lens")


def test_what_is_found_is_listed_with_where_it_leads(cafe: Desk) -> None:
    (card,) = cafe.do("search_sessions", words="lemons").cards
    [item] = json.loads(json.dumps(card.data))["items"]
    assert (item["session"], item["turn"], item["revision"], item["filmed"]) == (cafe.session_id, 2, 2, True)
    assert cafe.do("search_sessions", words="fireworks").cards == ()


def test_a_session_is_offered_to_be_taken_away(cafe: Desk) -> None:
    receipt = cafe.do("export_session")
    assert (receipt.outcome, [card.kind for card in receipt.cards]) == ("action", ["document"])
    assert cafe.do("search_sessions", words="take away").cards == ()


def test_every_kind_of_edit_is_found_by_a_kind() -> None:
    every = {kind.model_fields["op"].default for kind in get_args(get_args(Edit)[0])}
    assert every <= {name for names in KINDS.values() for name in names}
