"""Directing from the shell: the same turns, printed."""

import io
import json
from pathlib import Path

import pytest

from agent.settings import Settings
from store.errors import BadUpload, UnknownTarget
from store.history import History
from store.home import Home
from store.threads import get_thread
from tests.ui.rehearsal import GREEN, FilmsOnFile
from ui.composition import Studio
from ui.headless import say


@pytest.fixture
def settings(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a home whose studio is the rehearsed one."""
    monkeypatch.setattr("ui.headless.open_studio", lambda _: studio)
    return Settings(home=studio.home.path)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "bottle.png"
    path.write_bytes(GREEN)
    return path


def reopened(settings: Settings) -> Home:
    return Home.open(settings.home, write=False)


def test_a_still_and_sentences_are_turns_of_a_new_session(
    settings: Settings, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(settings, None, picture, ["lock it", "longer"], as_json=False) == 0
    out = capsys.readouterr().out
    with reopened(settings) as home:
        [session] = History(home.database).sessions()
        assert (session.title, session.turns) == ("bottle", 3)
        chat = get_thread(home.database, session.id)
    assert out.startswith(f"Session {session.id[:8]} “bottle”")
    assert "> longer" in out
    assert "Length: 6 s → 7 s" in out
    assert "Next: make it longer" in out
    assert chat is not None
    assert [step["type"] for step in chat["steps"]] == ["user_message", "assistant_message"] * 3


def test_json_is_one_object_per_turn_and_nothing_else(
    settings: Settings, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say(settings, None, picture, ["lock it", "longer", "what is it?"], as_json=True)
    captured = capsys.readouterr()
    turns = [json.loads(line) for line in captured.out.splitlines()]
    assert [turn["instruction"] for turn in turns] == ["bottle.png", "lock it", "longer", "what is it?"]
    longer = turns[2]
    assert set(longer) >= {
        "instruction", "outcome", "edit", "changed", "scene", "preview", "files", "cost_usd", "cost_unknown",
        "seconds", "message",
    }  # fmt: skip
    assert longer["outcome"] == "changed"
    assert longer["changed"] == [{"path": "shots[0].duration_s", "old": 6.0, "new": 7.0}]
    assert longer["edit"]["op"] == "set_duration"
    assert longer["scene"]["shots"][0]["duration_s"] == 7.0
    assert Path(longer["preview"]).is_file()
    assert turns[3]["changed"] == []
    assert turns[0]["preview"] is None
    assert "Session" in captured.err


def test_a_session_is_named_and_found_again(
    settings: Settings, picture: Path, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    say(settings, "spring", picture, ["lock it"], as_json=True)
    session = json.loads(capsys.readouterr().out.splitlines()[-1])["session"]
    with reopened(settings) as again:
        history = History(again.database)
        assert history.session("spring").id == session
        assert history.session(session[:8]).id == session


def test_a_name_that_several_sessions_have_is_refused(studio: Studio, settings: Settings) -> None:
    for _ in range(2):
        studio.history.create_session("spring")
    with pytest.raises(UnknownTarget, match="several"):
        say(settings, "spring", None, ["hello"], as_json=False)


def test_sentences_come_from_standard_input_line_by_line(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hello\n\n  and again \n"))
    assert say(settings, None, None, [], as_json=True) == 0
    turns = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [turn["instruction"] for turn in turns] == ["hello", "and again"]


def test_a_failed_turn_is_told_and_fails_the_command(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(settings, None, None, ["break", "hello"], as_json=False) == 1
    out = capsys.readouterr().out
    assert "Failed: " in out
    assert "You said: hello" in out


def test_a_still_that_is_no_picture_fails_the_command(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    notes = tmp_path / "notes.jpg"
    notes.write_text("words")
    assert say(settings, None, notes, [], as_json=False) == 1
    assert "is no picture" in capsys.readouterr().out


def test_a_still_that_is_not_there_begins_nothing(settings: Settings, tmp_path: Path, studio: Studio) -> None:
    with pytest.raises(BadUpload, match="cannot be read"):
        say(settings, None, tmp_path / "missing.jpg", ["hello"], as_json=False)
    assert studio.history.sessions() == []


def test_a_film_that_cannot_be_made_is_null_and_not_a_traceback(
    settings: Settings, picture: Path, films: FilmsOnFile, capsys: pytest.CaptureFixture[str]
) -> None:
    films.broken = True
    assert say(settings, None, picture, ["lock it"], as_json=True) == 1
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last["preview"], last["outcome"]) == (None, "changed")
    assert "could not be made" in last["preview_error"]
