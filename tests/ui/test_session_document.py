"""A session as Markdown and as JSON, and the search of all sessions from the shell; none of them writes to the home."""

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from PIL import Image

from store.home import Home
from store.scene import Scene
from tests.tools.desk import Desk
from ui.cli import main


@pytest.fixture
def desk(home: Home, scenes: dict[str, Scene]) -> Desk:
    desk = Desk(home, scenes["bottle"])
    desk.history.rename(desk.session_id, "Olive / Oil | ../ 2026")
    desk.do("set_duration", "make it 8 seconds", duration_s=8.0)
    desk.do("change_look", "warm | <b>it</b> ![x](http://evil/) \n# up", property="temperature", direction="more")
    desk.do("undo", "no, undo that")
    desk.do("name_version", "call this calm", name="calm [1](x)")
    desk.history.begin_turn(desk.session_id, "brighter")
    return desk


def run(home: Home, *arguments: str | Path) -> int:
    return main([*map(str, arguments), "--home", str(home.path)])


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and "-shm" not in path.name}


def test_a_session_is_written_as_markdown_whatever_was_said(home: Home, desk: Desk, tmp_path: Path) -> None:
    before = files(home.path)
    assert run(home, "history", desk.session_id, "--markdown", tmp_path / "out" / "here") == 0
    assert files(home.path) == before
    (document,) = (tmp_path / "out" / "here").iterdir()
    assert document.name == "olive-oil-2026.md"
    text = document.read_text(encoding="utf-8")
    assert re.findall(r"^## (\d)\. (.*)$", text, re.MULTILINE)[0] == ("1", "make it 8 seconds")
    assert "Changed · version 1 “calm" in text
    assert "version 2, undone" in text
    assert "cut off" in text
    html = MarkdownIt().enable("table").render(text)
    assert html.count("<h2>") == 5
    assert "<td>Length</td>\n<td>6.0 s</td>\n<td>8.0 s</td>" in html
    assert not re.search(r"<img|<a |<b>|evil/\"", html)
    assert "&lt;b&gt;it&lt;/b&gt;" in html


def test_a_picture_that_cannot_be_drawn_is_told_in_its_place(home: Home, desk: Desk, tmp_path: Path) -> None:
    run(home, "history", desk.session_id, "--markdown", tmp_path / "out")
    text = (tmp_path / "out" / "olive-oil-2026.md").read_text(encoding="utf-8")
    assert text.count("No picture: ") == 2


@pytest.mark.slow
def test_each_version_has_its_thumbnail(home: Home, scenes: dict[str, Scene], tmp_path: Path) -> None:
    desk = Desk(home, scenes["bottle"])
    Image.linear_gradient("L").resize((300, 400)).convert("RGB").save(tmp_path / "still.png")
    media = home.media.put_file(tmp_path / "still.png", "png")
    desk.stills.add(
        desk.session_id, media, "upload", width=300, height=400, still_id=str(scenes["bottle"].shots[0].still)
    )
    desk.do("change_look", "much darker", property="exposure", direction="less", degree="lot")
    desk.do("set_duration", "8 seconds", duration_s=8.0)
    assert run(home, "history", desk.session_id, "--markdown", tmp_path / "out") == 0
    for number in (1, 2):
        with Image.open(tmp_path / "out" / "test" / f"version-{number}.jpg") as picture:
            assert picture.size == (540, 960)
    assert "![version 2](test/version-2.jpg)" in (tmp_path / "out" / "test.md").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_to_is_a_sentence(
    home: Home, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    assert run(home, "history", desk.session_id, "--markdown", tmp_path / "file") == 2
    assert "cannot be written to" in capsys.readouterr().err


def test_a_session_is_printed_as_one_json_document(home: Home, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "history", desk.session_id, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["session"]["id"] == desk.session_id
    assert document["turns"][0]["instruction"] == "make it 8 seconds"
    assert [(version["number"], version["undone"]) for version in document["versions"]] == [(1, False), (2, True)]
    assert document["names"] == {"calm [1](x)": 1}
    assert Scene.model_validate(document["scene"]) == desk.scene


def test_all_sessions_are_searched_from_the_shell(
    home: Home, desk: Desk, scenes: dict[str, Scene], capsys: pytest.CaptureFixture[str]
) -> None:
    other = Desk(home, scenes["cafe_story"])
    other.do("style_captions", "captions in yellow", color="#ffcc00")
    before = files(home.path)

    def lines(*arguments: str) -> list[str]:
        assert run(home, "search", *arguments) == 0
        return capsys.readouterr().out.splitlines()

    first, told = lines("caption", "yellow")
    assert re.fullmatch(
        rf"{other.session_id[:8]}  \d{{4}}-\d\d-\d\d \d\d:\d\d  Test, turn 1: captions in yellow", first
    )
    assert told.strip() == "Captions colour: white (#ffffff) → #ffcc00."
    assert len(lines("--kind", "length")) == 2
    assert len(lines("--since", "today", "--limit", "1")) == 2
    assert lines("olive")[0].endswith("Olive / Oil | ../ 2026")
    assert run(home, "search", "fireworks") == 1
    assert run(home, "search", "--kind", "lens") == 1
    assert run(home, "search", "--since", "soon") == 2
    assert run(home, "search") == 2
    assert "What should I look for?" in capsys.readouterr().err
    assert files(home.path) == before
