"""The history board's pages, its buttons, and the addresses they are read from."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from store.errors import UnknownTarget
from store.scene import Scene
from tests.tools.desk import Desk
from tools.camera.cache import seal
from tools.receipts import ToolCall
from ui.board import PAGE, board_page
from ui.choices import Choice, version_choice
from ui.composition import Studio
from ui.media_routes import add_media_routes


@pytest.fixture
def cafe(studio: Studio, scenes: dict[str, Scene]) -> Desk:
    """Versions: 1 warmer, 2 yellow captions (undone), 3 longer (the head, on 1)."""
    desk = Desk(studio.home, scenes["cafe_story"])
    desk.do("change_look", "warmer", property="temperature", direction="more", shots=["s2"])
    desk.do("style_captions", "captions like lemons", color="#ffdd22")
    desk.do("undo")
    desk.do("set_duration", "let it breathe", shots=["s2"], duration_s=4.0)
    desk.do("name_version", name="calm")
    return desk


def client(studio: Studio) -> TestClient:
    async def visitor() -> None:
        """Anybody."""

    app = FastAPI()
    add_media_routes(app, studio, visitor)
    return TestClient(app)


def test_a_board_tells_every_version_from_the_newest_to_the_start(studio: Studio, cafe: Desk) -> None:
    page = board_page(studio, cafe.session_id)
    assert (page["head"], page["versions"], page["lanes"], page["earlier"]) == (3, 4, 2, None)
    told = [(e["version"], e["said"], e["current"], e["undone"], e["names"], e["can_revert"]) for e in page["entries"]]
    assert told == [
        (3, "let it breathe", True, False, ["calm"], True),
        (2, "captions like lemons", False, True, [], False),
        (1, "warmer", False, False, [], True),
        (0, "", False, False, [], False),
    ]
    assert [entry["rail"]["lane"] for entry in page["entries"]] == [0, 1, 0, 0]
    assert page["entries"][1]["changes"] == [{"what": "Captions colour", "old": "white (#ffffff)", "new": "#ffdd22"}]


def test_a_thumbnail_shows_the_moment_that_changed(studio: Studio, cafe: Desk) -> None:
    longer, _, warmer, start = board_page(studio, cafe.session_id)["entries"]
    assert warmer["thumb"] == f"/poster/{cafe.session_id}/1.jpg?at=3.85"  # the middle of the second shot
    assert longer["thumb"] == f"/poster/{cafe.session_id}/3.jpg?at=4.60"
    assert start["film"] == f"/preview/{cafe.session_id}/0.mp4"


def test_versions_without_a_picture_have_no_thumbnail(studio: Studio, scenes: dict[str, Scene]) -> None:
    desk = Desk(studio.home, scenes["empty"])
    desk.do("add_shot", "a harbour", description="harbour")
    assert [(e["thumb"], e["film"]) for e in board_page(studio, desk.session_id)["entries"]] == [(None, None)] * 2


def test_a_long_board_comes_in_pages_that_follow_one_another(studio: Studio, scenes: dict[str, Scene]) -> None:
    desk = Desk(studio.home, scenes["bottle"])
    for number in range(PAGE + 10):
        desk.do("set_duration", f"take {number}", duration_s=3 + number / 10)
    first = board_page(studio, desk.session_id)
    second = board_page(studio, desk.session_id, until=first["earlier"])
    numbers = [entry["version"] for page in (first, second) for entry in page["entries"]]
    assert numbers == list(range(PAGE + 10, -1, -1))
    assert second["earlier"] is None


def test_a_board_of_chosen_versions_tells_just_those(studio: Studio, cafe: Desk) -> None:
    page = board_page(studio, cafe.session_id, only=frozenset({2, 1, 77}))
    assert [(entry["version"], entry["rail"]) for entry in page["entries"]] == [(2, None), (1, None)]
    assert page["earlier"] is None


def test_a_board_is_read_anew_each_time_and_a_strange_one_is_a_sentence(studio: Studio, cafe: Desk) -> None:
    asked = client(studio)
    answer = asked.get(f"/board/{cafe.session_id}?count=2&until=3")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert [entry["version"] for entry in answer.json()["entries"]] == [3, 2]
    assert [e["version"] for e in asked.get(f"/board/{cafe.session_id}?only=1,3").json()["entries"]] == [3, 1]
    assert asked.get("/board/nobody").status_code == 404
    for strange in ("count=0", "count=99999", "until=-1", "only=1;2", "only=x"):
        assert asked.get(f"/board/{cafe.session_id}?{strange}").status_code == 422
    with pytest.raises(UnknownTarget):
        board_page(studio, "nobody")


@pytest.mark.parametrize(
    ("payload", "choice"),
    [
        ({"do": "restore", "version": 2}, Choice("back to version 2", ToolCall(name="restore", args={"version": 2}))),
        (
            {"do": "revert", "version": 1},
            Choice("take back version 1 and keep the rest", ToolCall(name="revert", args={"version": 1})),
        ),
        (
            {"do": "branch", "version": 0},
            Choice("branch from version 0", ToolCall(name="branch", args={"version": 0})),
        ),
        (
            {"do": "compare", "version": 1, "with": 3},
            Choice("compare version 1 and 3", ToolCall(name="compare", args={"version_a": 1, "version_b": 3})),
        ),
        (
            {"do": "compare", "version": 1},
            Choice("compare version 1 with this one", ToolCall(name="compare", args={"version_a": 1})),
        ),
        (
            {"do": "name", "version": 2, "name": "  calm   cut "},
            Choice("call version 2 “calm cut”", ToolCall(name="name_version", args={"name": "calm cut", "version": 2})),
        ),
        ({"do": "restore", "version": 4}, None),
        ({"do": "restore", "version": -1}, None),
        ({"do": "restore", "version": "2"}, None),
        ({"do": "restore", "version": True}, None),
        ({"do": "compare", "version": 1, "with": 99}, None),
        ({"do": "delete", "version": 1}, None),
        ({"do": "name", "version": 1, "name": " "}, None),
        ({"do": "name", "version": 1, "name": ["x"]}, None),
        ({}, None),
    ],
)
def test_a_button_of_the_board_is_a_tool_call(
    studio: Studio, cafe: Desk, payload: dict[str, Any], choice: Choice | None
) -> None:
    assert version_choice(studio, cafe.session_id, payload) == choice
    assert version_choice(studio, "nobody", payload) is None


def test_a_session_is_downloaded_as_json_and_as_markdown_with_thumbnails(studio: Studio, cafe: Desk) -> None:
    cafe.history.rename(cafe.session_id, "Café, früh")
    seal(studio.poster(cafe.session_id, 0).result())
    asked = client(studio)
    answer = asked.get(f"/document/{cafe.session_id}.json")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''caf%C3%A9-fr%C3%BCh.json"
    assert [turn["instruction"] for turn in json.loads(answer.content)["turns"]][:2] == [
        "warmer",
        "captions like lemons",
    ]
    answer = asked.get(f"/document/{cafe.session_id}.zip")
    assert answer.headers["content-type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as archive:
        names = archive.namelist()
        text = archive.read("café-früh.md").decode()
    assert {"café-früh.md", "café-früh/version-1.jpg", "café-früh/version-3.jpg"} <= set(names)
    assert "## 2. captions like lemons" in text
    assert "version-3.jpg" in text
    assert asked.get("/document/nobody.json").status_code == 404
    assert asked.get("/document/nobody.zip").status_code == 404
