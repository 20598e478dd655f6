"""The command line before and around its work: arguments, ports, homes, reviewing."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from store.history import History
from store.home import Home
from store.scene import Scene
from tools.receipts import Change, Receipt
from ui.cli import main

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """`reshoot` in a process of its own."""
    command = [sys.executable, "-m", "ui.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def session(home: Home, history: History, scenes: dict[str, Scene]) -> str:
    """A session with a change, one that was undone, and one that was cut off. Its home stays open for writing."""
    made = history.create_session("Bottle film", scene=scenes["bottle"], session_id="abcdef12-0000")
    change = Change(what="Length", old="6.0 s", new="8.0 s")
    receipt = Receipt(outcome="changed", message="Length.", changes=(change,), revision=1, seconds=0.25)
    turn = history.begin_turn(made.id, "make it 8 seconds")
    history.finish_turn(turn.id, receipt.model_dump(mode="json"), "changed", 0.25)
    history.begin_turn(made.id, "warmer")
    return made.id


def test_help_answers_without_loading_anything_heavy() -> None:
    script = (
        "import sys; from ui.cli import main\n"
        "try: main(['--help'])\n"
        "finally: print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Direct a short video" in done.stdout
    assert not {"chainlit", "langchain", "pydantic", "sqlmodel", "cv2"} & set(done.stdout.split("'"))


@pytest.mark.slow
def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("--port", str(port), "--home", tmp_path / "home", "--no-open")
    assert done.returncode == 2
    assert done.stderr.startswith(f"Port {port} is taken by another program")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "home").exists()


@pytest.mark.slow
def test_a_home_in_use_is_one_sentence_for_the_app_and_for_say(home: Home) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for command in (("--port", str(port), "--no-open", "--home", home.path), ("say", "--home", home.path, "hello")):
        done = run(*command)
        assert done.returncode == 2, done.stderr
        assert "already using" in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "80.5"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([f"--port={port}"])
    assert left.value.code == 2
    assert "is no port" in capsys.readouterr().err


def test_a_setting_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RESHOOT_PORT", "eighty")
    assert main(["sessions", "--home", str(tmp_path)]) == 2
    assert "port" in capsys.readouterr().err


def test_sessions_are_listed_while_the_app_runs(home: Home, session: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sessions", "--home", str(home.path)]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith("abcdef12 ")
    assert line.endswith("2 turns  Bottle film")


def test_a_history_tells_every_turn_also_the_one_that_was_cut_off(
    home: Home, session: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["history", "--home", str(home.path), "Bottle film"]) == 0
    out = capsys.readouterr().out
    assert "make it 8 seconds" in out
    assert "Changed, version 1 (0.25 s)" in out
    assert "Length: 6.0 s → 8.0 s" in out
    assert out.rstrip().endswith("cut off")


def test_a_scene_is_printed_as_json(
    home: Home, session: str, scenes: dict[str, Scene], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scene", "--home", str(home.path), "abcdef12"]) == 0
    assert Scene.model_validate(json.loads(capsys.readouterr().out)) == scenes["bottle"]


def test_an_unknown_session_is_named_with_the_nearest(
    home: Home, session: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scene", "--home", str(home.path), "botle film"]) == 1
    err = capsys.readouterr().err
    assert "Did you mean: Bottle film?" in err


def test_a_folder_without_a_home_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sessions", "--home", str(tmp_path / "none")]) == 2
    assert "no Reshoot home" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.slow
def test_a_reader_that_has_seen_enough_is_no_fault(home: Home, session: str) -> None:
    command = f"{sys.executable} -m ui.cli history --home {home.path} {session} | head -c 1"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
