from collections.abc import Callable
from typing import Any

import pytest

import store.threads as threads  # noqa: PLR0402 - `from store` would be this folder to pyright
from store.database import Database
from store.errors import UnknownTarget
from store.history import History
from store.home import Home


@pytest.fixture
def db(home: Home) -> Database:
    return home.database


@pytest.fixture
def ana(db: Database) -> str:
    return threads.create_user(db, "ana", {"role": "maker"}).id


@pytest.fixture
def chat(db: Database, ana: str) -> Callable[..., str]:
    """Make a chat of Ana's in which something was said."""

    def made(thread_id: str, *said: str, name: str = "A chat") -> str:
        threads.update_thread(db, thread_id, name=name, user_id=ana)
        for number, text in enumerate(said):
            threads.create_step(db, step(thread_id, f"{thread_id}-{number}", text, second=number))
        return thread_id

    return made


def step(thread_id: str, step_id: str, output: str = "", second: int = 0, **more: Any) -> dict[str, Any]:
    created = f"2026-11-20T10:00:{second:02d}.000000Z"
    return {"id": step_id, "threadId": thread_id, "type": "run", "output": output, "createdAt": created, **more}


def outputs(db: Database, thread_id: str) -> list[str]:
    thread = threads.get_thread(db, thread_id)
    assert thread is not None
    return [step["output"] for step in thread["steps"]]


def rows(db: Database) -> dict[str, int]:
    with db.read() as session:
        ask = session.connection().exec_driver_sql
        tables = ("chat_thread", "chat_step", "chat_element", "chat_feedback")
        return {table: ask(f"SELECT count(*) FROM {table}").scalar_one() for table in tables}


# --- users -----------------------------------------------------------------------------------------------------------


def test_a_user_is_made_once_and_brought_up_to_date(db: Database, ana: str) -> None:
    again = threads.create_user(db, "ana", {"role": "boss"}, display_name="Ana")
    assert again.id == ana
    assert threads.get_user(db, "ana") == again
    assert (again.metadata, again.display_name) == ({"role": "boss"}, "Ana")
    assert threads.get_user(db, "bob") is None


# --- threads ---------------------------------------------------------------------------------------------------------


def test_a_thread_comes_back_in_the_shape_of_the_front(db: Database, ana: str, chat: Callable[..., str]) -> None:
    chat("t", "hello", name="Hello\nthere")
    threads.create_element(db, {"id": "e", "threadId": "t", "forId": "t-0", "type": "custom", "props": {"a": [1]}})
    thread = threads.get_thread(db, "t")
    assert thread is not None
    assert set(thread) == {
        "id", "createdAt", "name", "userId", "userIdentifier", "tags", "metadata", "steps", "elements"
    }  # fmt: skip
    assert (thread["name"], thread["userId"], thread["userIdentifier"]) == ("Hello there", ana, "ana")
    assert thread["steps"] == [{**step("t", "t-0", "hello"), "feedback": None}]
    assert thread["elements"][0]["props"] == {"a": [1]}
    assert threads.get_thread_author(db, "t") == "ana"


def test_updating_a_thread_leaves_what_is_not_given(db: Database, ana: str, chat: Callable[..., str]) -> None:
    chat("t", name="First")
    threads.update_thread(db, "t", metadata={"a": 1, "b": 2}, tags=["x"])
    threads.update_thread(db, "t", metadata={"a": None, "c": 3})
    thread = threads.get_thread(db, "t")
    assert thread is not None
    assert (thread["name"], thread["userId"], thread["tags"]) == ("First", ana, ["x"])
    assert thread["metadata"] == {"b": 2, "c": 3}


def test_a_step_may_arrive_before_its_thread_is_named(db: Database, ana: str) -> None:
    threads.create_step(db, step("t", "1", "hello"))
    threads.update_thread(db, "t", name="hello", user_id=ana)
    assert outputs(db, "t") == ["hello"]
    assert [thread["id"] for thread in threads.list_threads(db, user_id=ana).threads] == ["t"]


def test_what_is_not_there_is_none(db: Database) -> None:
    assert threads.get_thread(db, "t") is None
    assert threads.get_thread_author(db, "t") == ""
    assert threads.get_element(db, "t", "e") is None
    threads.delete_thread(db, "t")
    threads.delete_step(db, "s")
    threads.delete_element(db, "e")
    threads.delete_feedback(db, "f")
    assert rows(db) == {"chat_thread": 0, "chat_step": 0, "chat_element": 0, "chat_feedback": 0}


# --- the list --------------------------------------------------------------------------------------------------------


def listed(db: Database, **asked: Any) -> list[str]:
    return [thread["id"] for thread in threads.list_threads(db, **asked).threads]


def test_the_thread_that_was_used_last_comes_first_and_looking_at_one_does_not_count(
    db: Database, ana: str, chat: Callable[..., str]
) -> None:
    for name in "abc":
        chat(name, "hello")
    threads.create_step(db, step("a", "a-new", "again"))
    threads.update_thread(db, "b", metadata={"looked": "at"})
    threads.get_thread(db, "b")
    assert listed(db, user_id=ana) == ["a", "c", "b"]


def test_pages_follow_each_other_without_gap_or_repetition_even_with_ties(
    db: Database, ana: str, chat: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "utc_now", lambda: "2026-11-20T10:00:00.000000Z")
    for number in range(23):
        chat(f"t{number:02d}")
    seen: list[str] = []
    cursor, pages = None, 0
    while pages == 0 or cursor:
        page = threads.list_threads(db, first=5, cursor=cursor, user_id=ana)
        seen += [thread["id"] for thread in page.threads]
        cursor, pages = page.cursor, pages + 1
    assert seen == [f"t{number:02d}" for number in range(22, -1, -1)]
    assert pages == 5


def test_a_page_goes_on_where_it_was_though_its_last_thread_was_used_or_deleted(
    db: Database, ana: str, chat: Callable[..., str]
) -> None:
    for name in "abcdef":
        chat(name, "x")
    for change in (lambda: chat("e", "y", "again"), lambda: threads.delete_thread(db, "e")):
        page = threads.list_threads(db, first=2, user_id=ana)
        last = page.threads[-1]["id"]
        change()
        following = listed(db, first=9, cursor=page.cursor, user_id=ana)
        assert last not in following
        assert {"a", "b", "c"} <= set(following)


@pytest.mark.parametrize("cursor", ["nonsense", "~", "' OR 1=1 --"])
def test_a_cursor_that_was_made_up_breaks_nothing(
    db: Database, ana: str, chat: Callable[..., str], cursor: str
) -> None:
    chat("a")
    assert listed(db, cursor=cursor, user_id=ana) in (["a"], [])


def test_nobody_sees_the_threads_of_another(db: Database, ana: str, chat: Callable[..., str]) -> None:
    chat("t", "hello")
    bob = threads.create_user(db, "bob").id
    assert listed(db, user_id=bob) == []
    assert listed(db, user_id=bob, search="hello") == []


def test_listing_reads_no_steps(db: Database, ana: str, chat: Callable[..., str]) -> None:
    chat("t", "hello")
    assert threads.list_threads(db, user_id=ana).threads[0]["steps"] == []


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("olive", ["b"]),
        ("OLIVE OIL", ["b"]),
        ("summer", ["a"]),
        ("ÜBERMORGEN", ["a"]),
        ("100%", ["b"]),
        ("_", []),
        ("%", ["b"]),
        ("' OR 1=1 --", []),
        ("\ud83d", []),
        ("   ", ["b", "a"]),
        (None, ["b", "a"]),
    ],
)
def test_search_looks_in_names_and_in_what_was_said(
    db: Database, ana: str, chat: Callable[..., str], search: str | None, found: list[str]
) -> None:
    chat("a", "slow push-in", "Übermorgen", name="Summer")
    chat("b", "100% Olive Oil", name="Bottle")
    assert listed(db, user_id=ana, search=search) == found


def test_threads_are_found_by_their_feedback(db: Database, ana: str, chat: Callable[..., str]) -> None:
    for name in "ab":
        chat(name, "hello")
    threads.upsert_feedback(db, "a-0", 1)
    threads.upsert_feedback(db, "b-0", 0)
    assert listed(db, user_id=ana, feedback=1) == ["a"]
    assert listed(db, user_id=ana, feedback=0) == ["b"]


# --- steps -----------------------------------------------------------------------------------------------------------


def test_steps_stand_in_the_order_they_were_made_however_late_they_arrive(db: Database) -> None:
    threads.create_step(db, step("t", "2", "second", second=2))
    threads.create_step(db, {**step("t", "1", "first"), "createdAt": "2026-11-20T10:00:01Z"})
    threads.create_step(db, step("t", "3", "third", second=2))
    threads.update_step(db, step("t", "2", "second, changed", second=59))
    assert outputs(db, "t") == ["first", "second, changed", "third"]


@pytest.mark.parametrize("created", [None, "yesterday", 5, "", {"a": 1}])
def test_a_step_without_a_moment_is_kept(db: Database, created: Any) -> None:
    threads.create_step(db, {**step("t", "1", "hello"), "createdAt": created})
    assert outputs(db, "t") == ["hello"]


def test_an_update_may_arrive_before_its_step_and_keeps_what_it_does_not_name(db: Database) -> None:
    threads.update_step(db, step("t", "1", "hello", name="You", extra={"new key": [1]}))
    threads.update_step(db, {"id": "1", "threadId": "t", "output": "bye 🎬 \x00"})
    thread = threads.get_thread(db, "t")
    assert thread is not None
    assert thread["steps"][0] == {
        **step("t", "1", "bye 🎬 \x00", name="You", extra={"new key": [1]}), "feedback": None
    }  # fmt: skip


def test_a_step_or_element_cannot_be_pulled_into_another_thread(db: Database) -> None:
    threads.create_step(db, step("mine", "1", "mine"))
    threads.create_step(db, step("other", "1", "stolen"))
    threads.create_element(db, {"id": "e", "threadId": "mine", "name": "mine"})
    threads.create_element(db, {"id": "e", "threadId": "other", "name": "stolen"})
    assert outputs(db, "mine") == ["mine"]
    assert outputs(db, "other") == []
    kept = threads.get_element(db, "mine", "e")
    assert kept is not None
    assert kept["name"] == "mine"


def test_what_names_no_thread_is_dropped_unless_it_is_known(db: Database) -> None:
    threads.create_step(db, {"id": "1", "output": "lost"})
    threads.create_element(db, {"id": "e", "threadId": ""})
    assert rows(db)["chat_thread"] == 0
    threads.create_element(db, {"id": "e", "threadId": "t", "props": 1})
    threads.create_element(db, {"id": "e", "threadId": "", "props": 2})
    assert threads.get_element(db, "t", "e") == {"id": "e", "threadId": "t", "props": 2}


def test_deleting_a_step_takes_its_elements_and_feedback(db: Database, chat: Callable[..., str]) -> None:
    chat("t", "a", "b")
    threads.create_element(db, {"id": "e", "threadId": "t", "forId": "t-0"})
    threads.upsert_feedback(db, "t-0", 1)
    threads.delete_step(db, "t-0")
    assert rows(db) == {"chat_thread": 1, "chat_step": 1, "chat_element": 0, "chat_feedback": 0}


def test_favourites_are_the_steps_marked_so(db: Database, ana: str, chat: Callable[..., str]) -> None:
    chat("t", "a", "b")
    assert threads.get_favorite_steps(db, ana) == []
    threads.update_step(db, step("t", "t-1", "b", metadata={"favorite": True}))
    assert [step["id"] for step in threads.get_favorite_steps(db, ana)] == ["t-1"]
    threads.update_step(db, step("t", "t-1", "b", metadata={"favorite": False}))
    assert threads.get_favorite_steps(db, ana) == []


# --- elements and feedback -------------------------------------------------------------------------------------------


def test_an_element_is_replaced_whole_and_removed_from_its_thread_only(db: Database) -> None:
    for props in (1, 2):
        threads.create_element(db, {"id": "e", "threadId": "t", "forId": "s", "props": props})
    assert threads.get_element(db, "t", "e") == {"id": "e", "threadId": "t", "forId": "s", "props": 2}
    assert threads.get_element(db, "other", "e") is None
    threads.delete_element(db, "e", "other")
    assert rows(db)["chat_element"] == 1
    threads.delete_element(db, "e", "t")
    assert rows(db)["chat_element"] == 0


def test_feedback_is_kept_with_its_step_and_may_be_changed(db: Database, chat: Callable[..., str]) -> None:
    chat("t", "a")
    given = threads.upsert_feedback(db, "t-0", 1, "nice")
    assert threads.upsert_feedback(db, "t-0", 0, "no", given) == given
    thread = threads.get_thread(db, "t")
    assert thread is not None
    assert thread["steps"][0]["feedback"] == {"id": given, "forId": "t-0", "value": 0, "comment": "no"}
    threads.delete_feedback(db, given)
    assert rows(db)["chat_feedback"] == 0


def test_feedback_on_a_message_that_is_gone_is_a_sentence(db: Database) -> None:
    with pytest.raises(UnknownTarget, match="no longer there"):
        threads.upsert_feedback(db, "gone", 1)


# --- deleting --------------------------------------------------------------------------------------------------------


def test_deleting_a_chat_leaves_no_orphans_and_no_other_chat_loses_anything(
    db: Database, history: History, chat: Callable[..., str]
) -> None:
    for thread_id in ("gone", "kept"):
        history.create_session(session_id=thread_id)
        history.begin_turn(thread_id, "hello")
        chat(thread_id, "a", "b")
        threads.create_element(db, {"id": f"{thread_id}-e", "threadId": thread_id, "forId": f"{thread_id}-0"})
        threads.create_element(db, {"id": f"{thread_id}-early", "threadId": thread_id, "forId": "not there yet"})
        threads.upsert_feedback(db, f"{thread_id}-0", 1)
    threads.delete_thread(db, "gone")
    history.delete_session("gone")
    assert rows(db) == {"chat_thread": 1, "chat_step": 2, "chat_element": 2, "chat_feedback": 1}
    assert outputs(db, "kept") == ["a", "b"]
    assert [session.id for session in history.sessions()] == ["kept"]


def test_what_still_arrives_for_a_deleted_chat_does_not_bring_it_back(
    db: Database, ana: str, chat: Callable[..., str]
) -> None:
    chat("t", "a")
    threads.delete_thread(db, "t")
    threads.create_step(db, step("t", "late", "late"))
    threads.create_element(db, {"id": "late", "threadId": "t"})
    threads.update_thread(db, "t", metadata={"late": True}, user_id=ana)
    threads.delete_thread(db, "t")
    assert rows(db) == {"chat_thread": 0, "chat_step": 0, "chat_element": 0, "chat_feedback": 0}


def test_the_newest_part_of_a_thread_comes_with_its_elements_alone(home: Home) -> None:
    db = home.database
    for number in range(7):
        step = {"id": f"s{number}", "threadId": "t", "createdAt": f"2026-11-20T10:00:0{number}Z", "output": str(number)}
        threads.create_step(db, step)
        threads.create_element(db, {"id": f"e{number}", "threadId": "t", "forId": f"s{number}"})
    part = threads.get_thread(db, "t", last=3)
    assert part is not None
    assert [step["id"] for step in part["steps"]] == ["s4", "s5", "s6"]
    assert [element["id"] for element in part["elements"]] == ["e4", "e5", "e6"]
    assert part["earlier"] == 4
    whole = threads.get_thread(db, "t", last=50)
    assert whole is not None
    assert (len(whole["steps"]), len(whole["elements"]), whole["earlier"]) == (7, 7, 0)
