import itertools
import threading
from collections.abc import Callable

import pytest

from store.edits import AddShot, Edit, SetTitle
from store.errors import EditRefused, OutOfRange, UnknownTarget
from store.history import History, Moved
from store.home import Home
from store.scene import Scene, Shot, ShotId, replace
from store.stills import Stills

Edited = Callable[[str], int]


def retitle(history: History, session_id: str, title: str, call: str = "") -> int:
    """One whole turn that sets the title; answers the number of its revision."""
    turn = history.begin_turn(session_id, f"call it {title}")
    scene = replace(history.head(session_id).scene, title=title)
    made = history.commit(
        session_id, turn.id, call or f"call {turn.id}", turn.instruction, SetTitle(title=title), scene
    )
    history.finish_turn(turn.id, {"message": "done"}, "changed", 0.5, call or f"call {turn.id}")
    return made.number


@pytest.fixture
def session_id(history: History, scenes: dict[str, Scene]) -> str:
    return history.create_session("Olive oil", scenes["bottle"]).id


@pytest.fixture
def edited(history: History, session_id: str) -> Edited:
    return lambda title: retitle(history, session_id, title)


@pytest.fixture
def move(history: History, session_id: str) -> Callable[..., Moved]:
    """Move the head by a fresh call."""
    calls = itertools.count()

    def moved(kind: str, **where: int) -> Moved:
        return history.move_head(session_id, None, f"move {next(calls)}", kind, **where)  # pyright: ignore[reportArgumentType]

    return moved


# --- sessions --------------------------------------------------------------------------------------------------------


def test_a_session_begins_with_its_start_scene_as_version_0(
    history: History, session_id: str, scenes: dict[str, Scene]
) -> None:
    start = history.head(session_id)
    assert (start.number, start.parent, start.edit, start.turn) == (0, None, None, None)
    assert start.scene == scenes["bottle"]


def test_creating_a_session_again_changes_nothing(history: History) -> None:
    first = history.create_session("Mine", session_id="chat-1")
    retitle(history, "chat-1", "A")
    again = history.create_session("Other", Scene(title="B"), session_id="chat-1")
    assert (again.id, again.title, again.head) == (first.id, "Mine", 1)


def test_sessions_are_listed_by_their_last_use(home: Home) -> None:
    moments = itertools.count()
    history = History(home.database, now=lambda: f"2026-11-20T10:00:{next(moments):09.6f}Z")
    for name in "abc":
        history.create_session(name, session_id=name)
    retitle(history, "a", "used")
    assert [session.id for session in history.sessions()] == ["a", "c", "b"]
    assert [session.id for session in history.sessions(limit=1, offset=1)] == ["c"]
    assert (history.sessions()[0].turns, history.sessions()[0].head) == (1, 1)


def test_a_session_is_found_by_id_title_or_the_beginning_of_its_id(history: History) -> None:
    history.create_session("Olive oil", session_id="abc-1")
    history.create_session("Café", session_id="abd-2")
    assert history.session("abc-1").title == "Olive oil"
    assert history.session("Café").id == "abd-2"
    assert history.session("abd").id == "abd-2"


def test_a_name_that_may_mean_several_sessions_is_asked_back(history: History) -> None:
    for session_id in ("abc-1", "abd-2"):
        history.create_session("Untitled", session_id=session_id)
    for name in ("ab", "Untitled"):
        with pytest.raises(UnknownTarget, match="several sessions") as error:
            history.session(name)
        assert set(error.value.nearest) == {"abc-1", "abd-2"}


@pytest.mark.parametrize("name", ["Olive oli", "", "%", "a' OR 1=1 --", "\ud83d", "\x00", "x" * 10_000])
def test_an_unknown_session_is_a_sentence_with_the_nearest(history: History, session_id: str, name: str) -> None:
    with pytest.raises(UnknownTarget, match="There is no session") as error:
        history.session(name)
    assert error.value.nearest == ("Olive oil",)
    assert len(str(error.value)) < 200


def test_a_session_is_renamed(history: History, session_id: str) -> None:
    history.rename(session_id, "  Summer \n oil \ud83d ")
    assert history.session(session_id).title == "Summer oil ?"
    history.rename(session_id, " \n")
    assert history.session(session_id).title == "Untitled"
    with pytest.raises(UnknownTarget):
        history.rename("nowhere", "x")


# --- turns -----------------------------------------------------------------------------------------------------------


def test_every_turn_is_a_row_with_its_receipt(history: History, session_id: str) -> None:
    retitle(history, session_id, "A", "call-a")
    asked = history.begin_turn(session_id, "how long is it?")
    done, running = history.turns(session_id)
    assert (done.number, done.outcome, done.seconds, done.tool_call_id) == (1, "changed", 0.5, "call-a")
    assert done.receipt == {"message": "done"}
    assert running == asked
    assert (running.outcome, running.receipt, running.finished_at) == (None, None, None)


def test_the_last_turns_come_oldest_first(history: History, session_id: str) -> None:
    for number in range(5):
        history.begin_turn(session_id, f"say {number}")
    assert [turn.instruction for turn in history.turns(session_id, 2)] == ["say 3", "say 4"]


def test_hostile_words_are_kept_as_they_were_said(history: History, session_id: str) -> None:
    said = "'); DROP TABLE turn; -- 🎬 \x00 {\\an8}"
    history.finish_turn(history.begin_turn(session_id, said).id, {"message": said}, "unchanged", 0.0)
    broken = history.begin_turn(session_id, "half \ud83d")
    turn, last = history.turns(session_id)
    assert (turn.instruction, turn.receipt) == (said, {"message": said})
    assert last.instruction == broken.instruction == "half ?"


def test_turns_of_what_is_not_there_are_refused(history: History) -> None:
    with pytest.raises(UnknownTarget):
        history.begin_turn("nowhere", "hello")
    with pytest.raises(UnknownTarget):
        history.turns("nowhere")
    with pytest.raises(UnknownTarget):
        history.finish_turn(99, {}, "changed", 0.1)


# --- revisions -------------------------------------------------------------------------------------------------------


def test_a_commit_appends_to_the_head_and_moves_it(history: History, session_id: str, edited: Edited) -> None:
    assert [edited("A"), edited("B")] == [1, 2]
    head = history.head(session_id)
    assert (head.number, head.parent, head.instruction) == (2, 1, "call it B")
    assert head.edit == SetTitle(title="B")
    assert head.scene.title == "B"
    assert head == history.revision(session_id, 2)
    assert head.turn == history.turns(session_id)[-1].id


def test_a_whole_scene_and_its_edit_come_back_equal(history: History, scenes: dict[str, Scene]) -> None:
    for name, scene in scenes.items():
        session_id = history.create_session(name).id
        edit: Edit = AddShot(shot=Shot(id=ShotId("s9"), duration_s=2.5, description="café 🎬 \x00"))
        history.commit(session_id, None, "c", "x", edit, scene)
        assert history.head(session_id).scene == scene
        assert history.head(session_id).edit == edit


def test_the_same_tool_call_commits_once(history: History, session_id: str, scenes: dict[str, Scene]) -> None:
    scene = scenes["cafe_story"]
    first = history.commit(session_id, None, "call", "x", SetTitle(title="A"), scene)
    retitle(history, session_id, "B")
    again = history.commit(session_id, None, "call", "y", SetTitle(title="Z"), scenes["empty"])
    assert again == first
    assert history.head(session_id).number == 2
    assert history.revision_of_call(session_id, "call") == first
    assert history.revision_of_call(session_id, "other") is None


def test_two_sessions_may_use_one_tool_call_id(history: History, session_id: str) -> None:
    other = history.create_session("other").id
    assert retitle(history, session_id, "A", "call") == retitle(history, other, "B", "call") == 1
    assert history.head(other).scene.title == "B"


def test_a_crash_in_the_middle_of_a_commit_leaves_nothing_and_the_replay_does_it_once(
    home: Home, history: History, session_id: str
) -> None:
    moments = itertools.chain(["2026-11-20T10:00:00.000000Z"], iter(lambda: 1 / 0, 0))
    dying = History(home.database, now=lambda: str(next(moments)))  # the second moment is the move of the head
    with pytest.raises(ZeroDivisionError):
        dying.commit(session_id, None, "call", "x", SetTitle(title="A"), Scene())
    assert len(history.revisions(session_id)) == 1
    for _ in range(2):
        assert history.commit(session_id, None, "call", "x", SetTitle(title="A"), Scene()).number == 1
    assert len(history.revisions(session_id)) == 2


def test_revisions_are_listed_with_what_was_undone(
    history: History, session_id: str, edited: Edited, move: Callable[..., Moved]
) -> None:
    edited("A")
    edited("B")
    move("undo")
    edited("C")
    listed = history.revisions(session_id)
    assert [(r.number, r.parent, r.op, r.undone) for r in listed] == [
        (0, None, None, False), (1, 0, "set_title", False), (2, 1, "set_title", True), (3, 1, "set_title", False),
    ]  # fmt: skip
    assert listed[3].instruction == "call it C"


@pytest.mark.parametrize(("number", "nearest"), [(7, "1"), (-1, "0")])
def test_a_version_that_is_not_there_is_a_sentence(
    history: History, session_id: str, edited: Edited, number: int, nearest: str
) -> None:
    edited("A")
    with pytest.raises(UnknownTarget, match=f"no version {number}: there are versions 0 to 1") as error:
        history.revision(session_id, number)
    assert error.value.nearest == (nearest,)


def test_everything_about_an_unknown_session_is_refused(history: History) -> None:
    asked: list[Callable[[], object]] = [
        lambda: history.head("nowhere"),
        lambda: history.revision("nowhere", 0),
        lambda: history.revisions("nowhere"),
        lambda: history.steps("nowhere"),
        lambda: history.commit("nowhere", None, "c", "x", SetTitle(title="A"), Scene()),
        lambda: history.move_head("nowhere", None, "c", "undo"),
        lambda: history.branch("nowhere", "B"),
    ]
    for ask in asked:
        with pytest.raises(UnknownTarget, match="There is no session 'nowhere'"):
            ask()


def test_threads_that_commit_at_once_get_numbers_of_their_own(history: History, session_id: str) -> None:
    made: list[int] = []

    def work(name: str) -> None:
        for number in range(8):
            revision = history.commit(session_id, None, f"{name}{number}", "x", SetTitle(title=name), Scene(title=name))
            made.append(revision.number)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == list(range(1, 33))
    assert [revision.parent for revision in history.revisions(session_id)][1:] == list(range(32))


# --- the head --------------------------------------------------------------------------------------------------------


def test_undo_and_redo_walk_the_edits(
    history: History, session_id: str, edited: Edited, move: Callable[..., Moved]
) -> None:
    for title in "ABC":
        edited(title)
    assert move("undo") == Moved(3, 2)
    assert history.head(session_id).scene.title == "B"
    assert move("undo", count=2) == Moved(2, 0)
    assert history.steps(session_id) == (0, 3)
    assert move("redo", count=3) == Moved(0, 3)
    assert history.head(session_id).scene.title == "C"


def test_undo_after_a_restore_returns_to_before_it(edited: Edited, move: Callable[..., Moved]) -> None:
    for title in "ABC":
        edited(title)
    assert move("restore", to=1) == Moved(3, 1)
    assert edited("D") == 4
    assert move("undo") == Moved(4, 1)
    assert move("undo") == Moved(1, 3)
    assert move("redo") == Moved(3, 1)


def test_nothing_to_undo_or_redo_is_a_sentence_and_moves_nothing(
    history: History, session_id: str, edited: Edited, move: Callable[..., Moved]
) -> None:
    with pytest.raises(EditRefused, match="nothing to undo"):
        move("undo")
    edited("A")
    with pytest.raises(EditRefused, match="nothing to redo"):
        move("redo")
    with pytest.raises(OutOfRange, match="1 step to undo, not 2"):
        move("undo", count=2)
    with pytest.raises(UnknownTarget, match="no version 5"):
        move("restore", to=5)
    with pytest.raises(EditRefused, match="Which version"):
        move("restore")
    assert history.head(session_id).number == 1


def test_the_same_tool_call_moves_the_head_once(history: History, session_id: str, edited: Edited) -> None:
    edited("A")
    edited("B")
    moves = [history.move_head(session_id, None, "call", "undo") for _ in range(3)]
    assert moves == [Moved(2, 1)] * 3
    assert history.head(session_id).number == 1


def test_a_turn_knows_how_it_moved_the_head(history: History, session_id: str) -> None:
    retitle(history, session_id, "A")
    back, asked = history.begin_turn(session_id, "undo"), history.begin_turn(session_id, "how long is it?")
    history.move_head(session_id, back.id, "call", "undo")
    assert [history.move_of_turn(session_id, turn.id) for turn in history.turns(session_id)] == [
        Moved(0, 1), Moved(1, 0), None,
    ]  # fmt: skip
    assert history.move_of_turn(session_id, asked.id + 1) is None


# --- branches and deletion -------------------------------------------------------------------------------------------


def test_a_branch_starts_from_the_head_and_goes_its_own_way(
    history: History, session_id: str, edited: Edited, move: Callable[..., Moved]
) -> None:
    edited("A")
    edited("B")
    move("undo")
    branch = history.branch(session_id, "Other way")
    assert (branch.title, branch.head, branch.origin_session, branch.origin_revision) == ("Other way", 0, session_id, 1)
    assert history.head(branch.id).scene.title == "A"
    retitle(history, branch.id, "X")
    assert history.head(session_id).scene.title == "A"
    with pytest.raises(EditRefused):
        history.move_head(branch.id, None, "u", "undo", count=2)


def test_a_branch_may_start_from_any_version_and_is_made_once_per_call(
    history: History, session_id: str, edited: Edited, scenes: dict[str, Scene]
) -> None:
    edited("A")
    branch = history.branch(session_id, "From the start", number=0, tool_call_id="call", new_id="b-1")
    assert branch.id == "b-1"
    assert history.head("b-1").scene == scenes["bottle"]
    assert history.branch(session_id, "Again", tool_call_id="call") == branch
    assert len(history.sessions()) == 2
    with pytest.raises(UnknownTarget):
        history.branch(session_id, "x", number=9)


def test_deleting_a_session_leaves_no_row_of_it_and_nothing_of_others_goes(
    home: Home, history: History, stills: Stills, session_id: str, edited: Edited, move: Callable[..., Moved]
) -> None:
    still = stills.add(session_id, "m", "upload", width=10, height=20)
    edited("A")
    move("undo")
    branch = history.branch(session_id, "Kept")
    history.delete_session(session_id)
    history.delete_session(session_id)

    assert [session.id for session in history.sessions()] == [branch.id]
    assert history.session(branch.id).origin_session is None
    assert stills.get(still.id).session_id == branch.id
    with home.database.read() as session:
        for table in ("turn", "revision", "head_move", "still"):
            found = session.connection().exec_driver_sql(f"SELECT DISTINCT session_id FROM {table}").scalars().all()
            assert set(found) <= {branch.id}, table


def test_an_id_that_was_deleted_can_be_used_anew(history: History, session_id: str, edited: Edited) -> None:
    edited("A")
    history.delete_session(session_id)
    history.create_session("Anew", Scene(title="new"), session_id=session_id)
    assert history.head(session_id).scene.title == "new"
    assert history.revision_of_call(session_id, "call 1") is None
