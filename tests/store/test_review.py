"""Looking back: changes as they were told, names of versions, what was in use at a time."""

import itertools

import pytest

from store.apply import apply
from store.describe import Description, Line
from store.edits import Edit, LookChange, SetLook, SetTitle
from store.errors import EditRefused, OutOfRange, UnknownTarget
from store.history import History
from store.home import Home
from store.scene import Scene


def edit(history: History, session_id: str, words: str, wanted: Edit) -> int:
    turn = history.begin_turn(session_id, words)
    scene = apply(history.head(session_id).scene, wanted)
    made = history.commit(session_id, turn.id, f"c{turn.id}", words, wanted, scene)
    history.finish_turn(turn.id, {"message": "Done.", "cost_usd": 0.25}, "changed", 1.5)
    return made.number


def warmth(value: float) -> SetLook:
    return SetLook(changes=(LookChange(shot_id="s1", temperature=value),))


@pytest.fixture
def session_id(history: History, scenes: dict[str, Scene]) -> str:
    """Three changes; the second was undone before the third."""
    session_id = history.create_session("Olive oil", scenes["bottle"]).id
    edit(history, session_id, "warmer", warmth(0.3))
    history.begin_turn(session_id, "how long is it?")
    edit(history, session_id, "warmer still", warmth(0.6))
    history.move_head(session_id, None, "u", "undo")
    edit(history, session_id, "call it Oil", SetTitle(title="Oil"))
    return session_id


def test_changes_are_told_as_they_were_made(history: History, session_id: str) -> None:
    first, second, third = history.review.changes(session_id)
    assert (first.number, first.parent, first.turn, first.instruction, first.op) == (1, 0, 1, "warmer", "set_look")
    assert first.sentence == "Temperature: 0 → +0.3."
    assert first.changes == [{"what": "Temperature", "old": "0", "new": "+0.3"}]
    assert (first.seconds, first.cost_usd) == (1.5, 0.25)
    assert (second.turn, second.undone, third.parent, third.undone) == (3, True, 1, False)
    assert third.sentence.endswith("→ Oil.")


def test_a_long_history_is_told_in_pages(history: History, session_id: str) -> None:
    changes = history.review.changes
    assert [c.number for c in changes(session_id, last=2)] == [2, 3]
    assert [c.number for c in changes(session_id, last=2, until=2)] == [1, 2]
    assert changes(session_id, last=2, until=0) == []
    assert history.versions(session_id) == 4
    assert history.review.line(session_id) == [0, 1, 3]


def test_what_was_told_elsewhere_is_kept_as_it_is(history: History, session_id: str, scenes: dict[str, Scene]) -> None:
    told = Description(sentence="As I say.", lines=(Line(what="a", old="b", new="c"),), stayed="")
    history.commit(session_id, None, "told", "x", SetTitle(title="Y"), scenes["bottle"], told)
    last = history.review.changes(session_id)[-1]
    assert (last.sentence, last.changes) == ("As I say.", [{"what": "a", "old": "b", "new": "c"}])
    assert (last.turn, last.seconds, last.cost_usd) == (None, None, 0.0)


def test_a_session_without_changes_has_one_version(history: History) -> None:
    session_id = history.create_session("x").id
    assert history.review.changes(session_id) == []
    assert history.versions(session_id) == 1
    with pytest.raises(UnknownTarget):
        history.review.changes("nowhere")


def test_a_version_is_found_by_its_name_however_it_is_written(history: History, session_id: str) -> None:
    assert history.name_version(session_id, 1, "  “Calm   cut” ", "n1") == ("Calm cut", None)
    assert history.review.version_named(session_id, "calm CUT") == 1
    assert [c.names for c in history.review.changes(session_id)] == [("Calm cut",), (), ()]
    with pytest.raises(UnknownTarget, match="there are “Calm cut”") as error:
        history.review.version_named(session_id, "loud cut")
    assert error.value.nearest == ("Calm cut",)


def test_a_name_given_again_moves_and_the_same_call_names_once(history: History, session_id: str) -> None:
    history.name_version(session_id, 1, "final", "n1")
    assert history.name_version(session_id, 3, "Final", "n2") == ("Final", 1)
    assert history.name_version(session_id, 2, "other", "n2") == ("Final", None)
    assert history.name_version(session_id, 3, "final", "n3") == ("final", None)
    assert history.review.names(session_id) == {"final": 3}


@pytest.mark.parametrize("name", ["", "  ", "2", "“7”", "!!", "x" * 61])
def test_what_is_no_name_is_refused(history: History, session_id: str, name: str) -> None:
    with pytest.raises(OutOfRange):
        history.name_version(session_id, 1, name, "n")
    assert history.review.names(session_id) == {}


def test_names_stay_in_their_session_and_go_with_it(history: History, session_id: str) -> None:
    other = history.create_session("other").id
    history.name_version(session_id, 1, "final", "n")
    with pytest.raises(UnknownTarget, match="no version has a name"):
        history.review.version_named(other, "final")
    with pytest.raises(UnknownTarget):
        history.name_version(session_id, 9, "nowhere", "n9")
    history.delete_session(session_id)
    history.create_session("again", session_id=session_id)
    assert history.review.names(session_id) == {}


def test_the_version_of_a_moment_is_the_one_that_was_in_use_then(home: Home, scenes: dict[str, Scene]) -> None:
    minutes = itertools.count()
    history = History(home.database, now=lambda: f"2026-11-20T10:{next(minutes):02d}:00.000000Z")
    session_id = history.create_session("x", scenes["bottle"]).id  # minute 0
    history.commit(session_id, None, "a", "warmer", warmth(0.3), scenes["bottle"])  # minutes 1 and 2
    history.commit(session_id, None, "b", "warmer", warmth(0.6), scenes["bottle"])  # minutes 3 and 4
    history.move_head(session_id, None, "u", "undo")  # minute 5
    at = [history.review.head_at(session_id, f"2026-11-20T10:{minute:02d}:30.000000Z") for minute in range(7)]
    assert at == [0, 0, 1, 1, 2, 1, 1]
    with pytest.raises(EditRefused, match="younger"):
        history.review.head_at(session_id, "2026-11-20T09:59:00.000000Z")


def test_how_a_call_moved_the_head_is_known_afterwards(history: History, session_id: str) -> None:
    moved = history.move_of_call(session_id, "u")
    assert moved is not None
    assert (moved.from_, moved.to) == (2, 1)
    assert history.move_of_call(session_id, "never") is None
