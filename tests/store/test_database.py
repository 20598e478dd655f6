import hashlib
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import select

from store.database import Database, storable
from store.errors import DiskFull, PersonError
from store.history import History
from store.home import Home
from store.tables import RenderRow
from tests.store.processes import next_line, running


def render(key: str) -> RenderRow:
    return RenderRow(key=key, seconds=1.0, size_bytes=1, made_at="2026-11-20T10:00:00.000000Z")


def keys(db: Database) -> list[str]:
    with db.read() as session:
        return list(session.exec(select(RenderRow.key).order_by(RenderRow.key)))


def test_a_write_that_fails_leaves_nothing(home: Home) -> None:
    with pytest.raises(RuntimeError, match="half way"), home.database.write() as session:
        session.add(render("a"))
        session.flush()
        raise RuntimeError("half way")
    assert keys(home.database) == []


def test_a_reader_sees_one_moment_and_is_not_held_up_by_a_writer(home: Home) -> None:
    with home.database.write() as session:
        session.add(render("a"))
    with home.database.read() as reading:
        assert len(reading.exec(select(RenderRow)).all()) == 1
        with home.database.write() as writing:
            writing.add(render("b"))
        assert len(reading.exec(select(RenderRow)).all()) == 1
    assert keys(home.database) == ["a", "b"]


def test_many_threads_write_without_losing_anything(home: Home) -> None:
    def write(name: str) -> None:
        for number in range(10):
            with home.database.write() as session:
                session.add(render(f"{name}{number}"))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys(home.database)) == 80


def test_another_program_that_writes_is_waited_for_and_then_named(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("store.database.BUSY_TIMEOUT_S", 0.2)
    with (
        closing(Database(home.database.path)) as db,
        closing(sqlite3.connect(db.path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(PersonError, match="Another program is writing"), db.write():
            pytest.fail("the database belongs to the other program")
        assert time.monotonic() - began >= 0.15
        other.execute("ROLLBACK")
        with db.write() as session:
            session.add(render("a"))
    assert keys(home.database) == ["a"]


def test_a_full_database_is_told_and_keeps_what_was_there(home: Home) -> None:
    with home.database.write() as session:
        session.add(render("a"))
    with pytest.raises(DiskFull, match="free some space"), home.database.write() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 10")
        session.add(render("b" * 1_000_000))
    assert keys(home.database) == ["a"]
    with home.database.write() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1073741823")
        session.add(render("c"))
    assert keys(home.database) == ["a", "c"]


FILL_THE_DISK = """
    import subprocess, sys
    from pathlib import Path
    from store.edits import SetTitle
    from store.errors import DiskFull
    from store.history import History
    from store.home import Home
    from store.scene import Scene

    folder = Path(sys.argv[1])
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True).returncode:
        print("no mount")
        sys.exit()
    home = Home.open(folder / "home", write=True)
    history = History(home.database)
    session = history.create_session("small").id
    ballast = home.media.put_bytes(b"x" * 600_000, "png")
    try:
        home.media.put_bytes(b"y" * 2_000_000, "png")
    except DiskFull as error:
        print("media:", error)
    print("left over:", len(list(home.media.folder.iterdir())) - 1)
    written = 0
    try:
        while True:
            history.commit(session, None, f"call {written}", "x" * 20_000, SetTitle(title="t"), Scene())
            written += 1
    except DiskFull as error:
        print("history:", error)
    assert written == history.head(session).number > 0
    home.media.path(ballast).unlink()
    history.commit(session, None, "after", "x", SetTitle(title="t"), Scene())
    assert history.head(session).number == written + 1
    home.close()
    print("went on")
    """


@pytest.mark.slow
def test_a_disk_without_room_refuses_writes_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """On a real small disk, mounted in a namespace of its own."""
    with running(FILL_THE_DISK, tmp_path, before=("unshare", "--user", "--map-root-user", "--mount")) as process:
        printed, _ = process.communicate(timeout=60)
    if "no mount" in printed or (process.returncode and not printed):
        pytest.skip("this machine lets no test mount a disk of its own")
    lines = printed.splitlines()
    assert lines[0].startswith("media: There is no room left on the disk")
    assert lines[1] == "left over: 0"
    assert lines[2].startswith("history: There is no room left on the disk")
    assert lines[3] == "went on"


WRITE_TURNS = """
    import itertools, os, sys
    from pathlib import Path
    from store.edits import SetTitle
    from store.history import History
    from store.home import Home
    from store.scene import Scene

    home = Home.open(Path(sys.argv[1]), write=True)
    history = History(home.database)
    session = history.create_session("written", session_id="s").id
    for number in itertools.count(len(history.revisions(session))):
        call = f"{os.getpid()} {number}"
        turn = history.begin_turn(session, f"title {number}")
        scene = Scene(title=f"T{number}")
        history.commit(session, turn.id, call, turn.instruction, SetTitle(title=scene.title), scene)
        if number % 3 == 0:
            history.move_head(session, turn.id, f"undo {call}", "undo")
            history.move_head(session, turn.id, f"redo {call}", "redo")
        home.media.put_bytes(f"{number} ".encode() * 50_000, "png")
        history.finish_turn(turn.id, {"n": number}, "changed", 0.1, call)
        print(number, turn.number, flush=True)
    """


@pytest.mark.slow
def test_a_review_reads_whole_revisions_while_a_server_writes(tmp_path: Path) -> None:
    with running(WRITE_TURNS, tmp_path) as server:
        assert next_line(server) == "1 1"
        with Home.open(tmp_path, write=False) as reading:
            history = History(reading.database)
            seen: set[int] = set()
            while len(seen) < 15:
                head = history.head("s")
                assert head.scene.title == f"T{head.number}"
                assert len(history.revisions("s")) > head.number >= max(seen, default=1) - 1
                seen.add(head.number)
                time.sleep(0.005)
        assert server.poll() is None


@pytest.mark.parametrize("kills", [1, pytest.param(12, marks=pytest.mark.slow)])
def test_killed_in_the_middle_of_writes_nothing_said_to_be_done_is_lost(tmp_path: Path, kills: int) -> None:
    number, finished = 0, set[int]()
    for kill in range(kills):
        with running(WRITE_TURNS, tmp_path) as server:
            for _ in range(4):
                number, turn = map(int, next_line(server).split())
                finished.add(turn)
            time.sleep(0.0037 * kill)
            server.kill()
            server.wait()
        for write in (False, True):  # a review may be the first to come by after the crash
            with Home.open(tmp_path, write=write) as home:
                check_whole(home, number, finished)
        with closing(sqlite3.connect(tmp_path / "reshoot.db")) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def check_whole(home: Home, last_number: int, finished: set[int]) -> None:
    """Everything that was said to be done is there, and everything that is there is whole."""
    history = History(home.database)
    head, revisions = history.head("s"), history.revisions("s")
    assert [revision.number for revision in revisions] == list(range(len(revisions)))
    assert len(revisions) > last_number
    assert head.number >= last_number
    assert head.scene.title == f"T{head.number}"
    turns = {turn.number: turn for turn in history.turns("s")}
    assert all(turns[number].receipt for number in finished)
    assert len(turns) == max(turns)
    for path in home.media.folder.glob("[!.]*"):
        assert path.stem == hashlib.sha256(path.read_bytes()).hexdigest()


def test_half_of_a_surrogate_pair_is_replaced_before_it_is_kept() -> None:
    assert storable("a\ud83d b 🙂") == "a? b 🙂"
