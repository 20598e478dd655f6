"""Turns of all sessions are found by words, shot, kind of change and date, whatever is typed."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.apply import apply
from store.database import Database
from store.edits import Edit, LookChange, SetCaptions, SetLook, SetTitle
from store.errors import PersonError
from store.history import History
from store.home import Home
from store.migrations import MIGRATIONS, Schema, migrate
from store.scene import Scene
from store.search import Asked, FoundTurn
from store.search_index import keep_index


def say(history: History, session_id: str, words: str, edit: Edit | None = None, message: str = "Done.") -> None:
    turn = history.begin_turn(session_id, words)
    receipt: dict[str, object] = {"message": message, "revision": None, "action": None if edit else "show_history"}
    if edit is not None:
        scene = apply(history.head(session_id).scene, edit)
        receipt["revision"] = history.commit(session_id, turn.id, f"c{turn.id}", words, edit, scene).number
    history.finish_turn(turn.id, receipt, "changed" if edit else "action", 0.1)


def warmer(shot: str, by: float = 0.3) -> SetLook:
    return SetLook(changes=(LookChange(shot_id=shot, temperature=by),))


@pytest.fixture
def oil(history: History, scenes: dict[str, Scene]) -> str:
    session_id = history.create_session("Olive oil", scenes["bottle"]).id
    say(history, session_id, "make it sunnier", warmer("s1"))
    say(history, session_id, "café captions in yellow", SetCaptions(color="#ffcc00"))
    say(history, session_id, "what did we change?", message="Two things.\nAnd more.")
    return session_id


@pytest.fixture
def cafe(history: History, scenes: dict[str, Scene]) -> str:
    session_id = history.create_session("Morning", scenes["cafe_story"]).id
    say(history, session_id, "字幕をもっと大きくしてください", SetCaptions(size="large"))
    say(history, session_id, "warm the second shot", warmer("s2"))
    return session_id


def said(found: list[FoundTurn]) -> list[str]:
    return [turn.instruction for turn in found]


def test_turns_of_all_sessions_are_found_by_words_newest_first(history: History, oil: str, cafe: str) -> None:
    found = history.review.search(Asked("temperature"))
    assert said(found) == ["warm the second shot", "make it sunnier"]
    assert [(turn.session_id, turn.title, turn.turn, turn.kind, turn.revision) for turn in found] == [
        (cafe, "Morning", 2, "set_look", 2), (oil, "Olive oil", 1, "set_look", 1),
    ]  # fmt: skip
    assert said(history.review.search(Asked("temperature"), limit=1)) == ["warm the second shot"]


@pytest.mark.parametrize("words", ["cafe caption", "CAPTIONS yellow", "café", "yell", "captions colour"])
def test_accents_endings_and_the_rest_of_a_word_do_not_matter(history: History, oil: str, words: str) -> None:
    assert said(history.review.search(Asked(words))) == ["café captions in yellow"]


@pytest.mark.parametrize("words", ["字幕", "大きく", "もっと大きく"])
def test_a_word_of_a_script_without_spaces_is_found_inside_a_sentence(history: History, cafe: str, words: str) -> None:
    assert said(history.review.search(Asked(words))) == ["字幕をもっと大きくしてください"]


def test_every_word_must_be_there(history: History, oil: str, cafe: str) -> None:
    assert history.review.search(Asked("yellow second")) == []


def test_turns_are_found_by_shot_kind_date_and_session(history: History, oil: str, cafe: str) -> None:
    search = history.review.search
    assert said(search(Asked(shot="s2"))) == ["warm the second shot"]
    assert search(Asked(shot="s")) == search(Asked(shot="%")) == []
    assert said(search(Asked(kinds=("set_captions",), session_id=oil))) == ["café captions in yellow"]
    assert said(search(Asked(kinds=("show_history",)))) == ["what did we change?"]
    assert search(Asked(since="2999-01-01")) == []
    assert len(search(Asked(since="2020-01-01"))) == 5


def test_only_the_first_line_of_an_answer_is_told(history: History, oil: str) -> None:
    assert [turn.told for turn in history.review.search(Asked("what"))] == ["Two things."]


HOSTILE = [
    '"', "'", '" OR 1=1 --', "NEAR(a b)", "a AND b", "NOT", "*", "words:x", "{words} : x", "^a", "(((", "a\x00b", "%",
    "\\", "turn_search_words MATCH 'x'", "-", "\ud83d", "x" * 10_000, " ".join(["very"] * 5000), "字" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_looked_for(history: History, oil: str, words: str) -> None:
    history.review.search(Asked(words, shot=words, kinds=(words,), since=words))
    history.review.titled(words)
    assert len(history.review.search(Asked())) == 3


SIGNS = st.characters(categories=["L", "Nd", "Z"], include_characters="!\"%&'()*-./:;?_\\^{}~。、！「」“”…")


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(SIGNS, max_size=30))
def test_whatever_was_said_is_found_by_its_own_words(history: History, words: str) -> None:
    session_id = history.create_session("x").id
    say(history, session_id, words)
    found = history.review.search(Asked(words, session_id=session_id))
    assert len(found) == 1, repr(words)
    history.delete_session(session_id)


def test_a_turn_finished_again_is_found_by_its_last_answer_only(history: History) -> None:
    session_id = history.create_session("x").id
    turn = history.begin_turn(session_id, "hello")
    history.finish_turn(turn.id, {"message": "cut off"}, "failed", 0.1)
    history.finish_turn(turn.id, {"message": "brighter after all \x00"}, "changed", 0.1)
    assert history.review.search(Asked("cut")) == []
    assert len(history.review.search(Asked("after"))) == 1


def test_a_deleted_session_is_not_found_any_more(home: Home, history: History, oil: str, cafe: str) -> None:
    history.delete_session(cafe)
    assert said(history.review.search(Asked("warm"))) == []
    assert said(history.review.search(Asked("temperature"))) == ["make it sunnier"]
    with home.database.write() as session:
        check = "INSERT INTO turn_search_words (turn_search_words) VALUES ('integrity-check')"
        session.connection().exec_driver_sql(check)


def test_sessions_are_found_by_their_titles(history: History, oil: str, cafe: str) -> None:
    assert [session.id for session in history.review.titled("oil OLIVE")] == [oil]
    assert history.review.titled("oil morning") == history.review.titled("%") == history.review.titled(" ") == []


def test_without_fts5_everything_works_but_searching_which_says_so(home: Home, history: History, oil: str) -> None:
    with closing(sqlite3.connect(home.database.path, isolation_level=None)) as connection:
        keep_index(connection, can_search=False)
    say(history, oil, "brighter", SetTitle(title="b"))
    with pytest.raises(PersonError, match="FTS5"):
        history.review.search(Asked("brighter"))
    assert len(history.review.changes(oil)) == 3

    with closing(sqlite3.connect(home.database.path, isolation_level=None)) as connection:
        keep_index(connection, can_search=True)
        keep_index(connection, can_search=True)
    assert said(history.review.search(Asked("brighter"))) == ["brighter"]
    assert len(history.review.search(Asked("captions"))) == 1


def test_a_home_of_the_first_version_tells_and_finds_what_it_had(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("old") / "reshoot.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        migrate(old, Schema("reshoot.db", MIGRATIONS[:1]))
        old.execute("INSERT INTO session VALUES ('a', 'Old', 't0', 't0', 1, 1, NULL, NULL, NULL)")
        receipt = (
            '{"message": "Temperature: 0 → +0.30.", "revision": 1, "changes": [{"what": "Temperature", "old": "0", '
            '"new": "+0.30"}], "edit": {"op": "set_look", "changes": [{"shot_id": "s1", "temperature": 0.3}]}}'
        )
        old.execute(
            "INSERT INTO turn VALUES (1, 'a', 1, 'warmer', 't1', 't2', 'changed', ?, 0.5, 'c1'), "
            "(2, 'a', 2, 'cut off', 't3', NULL, NULL, 'null', NULL, NULL)",
            (receipt,),
        )
        old.execute(
            "INSERT INTO revision VALUES (1, 'a', 0, NULL, NULL, '', NULL, '{}', NULL, 't0'), "
            "(2, 'a', 1, 0, 1, 'warmer', '{\"op\": \"set_look\"}', '{}', 'c1', 't1')"
        )
    database = Database(path)
    review = History(database).review
    (change,) = review.changes("a")
    assert (change.sentence, change.changes[0]["new"], change.turn) == ("Temperature: 0 → +0.30.", "+0.30", 1)
    (found,) = review.search(Asked("temperature", shot="s1", kinds=("set_look",)))
    assert (found.instruction, found.revision, found.at) == ("warmer", 1, "t1")
    assert len(review.search(Asked())) == 1
    database.close()
