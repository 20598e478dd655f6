import os
import signal
from pathlib import Path

import pytest

from store.errors import HomeInUse, PersonError
from store.history import History
from store.home import Home
from tests.store.processes import next_line, running

HOLD_HOME = """
    import subprocess, sys
    from pathlib import Path
    from store.home import Home

    home = Home.open(Path(sys.argv[1]), write=True)
    child = subprocess.Popen(["sleep", "60"])
    print("holding", child.pid, flush=True)
    sys.stdin.read()
    """


def test_opening_makes_folders_for_this_user_alone(tmp_path: Path) -> None:
    with Home.open(tmp_path / "deep" / "home", write=True) as home:
        assert {path.name for path in home.path.iterdir() if path.is_dir()} == {"media", "cache", "exports"}
        assert home.path.stat().st_mode & 0o777 == 0o700
        assert all(path.stat().st_mode & 0o077 == 0 for path in home.path.iterdir())
        assert (home.exports_dir, home.cache_dir) == (home.path / "exports", home.path / "cache")
        assert home.checkpoints == home.path / "checkpoints.db"


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    with Home.open(tmp_path, write=True) as home:
        History(home.database).create_session("Olive oil")
    with Home.open(tmp_path, write=True) as home:
        assert [session.title for session in History(home.database).sessions()] == ["Olive oil"]


def test_closing_twice_is_harmless_and_the_last_close_leaves_one_file(tmp_path: Path) -> None:
    home = Home.open(tmp_path, write=True)
    home.close()
    home.close()
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"reshoot.db", "lock"}


def test_a_second_opening_in_the_same_process_is_refused(home: Home) -> None:
    with pytest.raises(HomeInUse):
        Home.open(home.path, write=True)


@pytest.mark.slow
def test_a_second_process_is_refused_until_the_first_one_dies(tmp_path: Path) -> None:
    with running(HOLD_HOME, tmp_path) as other:
        child = int(next_line(other).removeprefix("holding "))
        with pytest.raises(HomeInUse) as refusal:
            Home.open(tmp_path, write=True)
        assert str(tmp_path) in str(refusal.value)
        assert f"process {other.pid}" in str(refusal.value)
        assert "--home" in str(refusal.value)
        with Home.open(tmp_path, write=False) as reading:
            assert History(reading.database).sessions() == []
        other.kill()
        other.wait()
        try:
            Home.open(tmp_path, write=True).close()
            os.kill(child, 0)  # a render that outlived it was alive all the while, and held nothing
        finally:
            os.kill(child, signal.SIGKILL)


def test_a_refused_opening_does_not_take_the_lock_away(home: Home) -> None:
    for _ in range(2):
        with pytest.raises(HomeInUse, match=f"process {os.getpid()}"):
            Home.open(home.path, write=True)


def test_reading_a_home_that_is_not_there_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(PersonError, match="no Reshoot home"):
        Home.open(tmp_path / "nowhere", write=False)
    assert not (tmp_path / "nowhere").exists()


def test_reading_cannot_write(home: Home) -> None:
    with Home.open(home.path, write=False) as reading, pytest.raises(PersonError):
        History(reading.database).create_session("No")
    assert History(home.database).sessions() == []


def test_a_file_in_the_way_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here first")
    with pytest.raises(PersonError, match="cannot be used as a home"):
        Home.open(tmp_path / "file", write=True)
    assert (tmp_path / "file").read_text() == "here first"


def test_a_damaged_database_is_a_sentence_and_gives_the_lock_back(tmp_path: Path) -> None:
    (tmp_path / "reshoot.db").write_bytes(b"not a database at all" * 500)
    for _ in range(2):
        with pytest.raises(PersonError, match="damaged or not a database"):
            Home.open(tmp_path, write=True)


def test_an_unfinished_file_of_a_killed_process_is_cleared_away(tmp_path: Path) -> None:
    with Home.open(tmp_path, write=True) as home:
        kept = home.media.put_bytes(b"kept", "png")
    (tmp_path / "media" / ".unfinished-abc").write_bytes(b"half")
    with Home.open(tmp_path, write=True) as home:
        assert [path.name for path in home.media.folder.iterdir()] == [kept]


def test_odd_characters_in_the_path_are_taken_as_they_are(tmp_path: Path) -> None:
    odd = tmp_path / "a?b#c %41 ünï 'q'"
    with Home.open(odd, write=True) as home:
        History(home.database).create_session("here")
        with Home.open(odd, write=False) as reading:
            assert len(History(reading.database).sessions()) == 1
    assert (odd / "reshoot.db").is_file()
