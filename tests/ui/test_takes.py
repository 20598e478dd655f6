"""Takes on screen: the card's props, the small films behind it, and what picking one means."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from store.retiming import Retime, RetimePoint
from store.scene import Scene, Shot, ShotId, StillId
from store.takes import Video
from store.video_takes import video_take_id
from tests.ui.test_media_routes import SEAT, visitor
from tools.cards import takes_card
from tools.receipts import Receipt, ToolCall
from tools.takes import take_alone
from ui.cards import Shown, cards_of
from ui.choices import Choice, take_choice
from ui.composition import Studio
from ui.media_routes import add_media_routes
from ui.pane import pane_props

CLIP = Video(media="a" * 64 + ".mp4", poster="b" * 64 + ".jpg", width=640, height=360, duration_s=2.5, label="surf")
SHOWN = video_take_id("s1", CLIP.media)
SHOT = Shot(id=ShotId("s1"), still=StillId("still:1"), duration_s=4.0, take=SHOWN)


@pytest.fixture
def session(studio: Studio) -> str:
    """A film of one shot with a take of the still and a clip, which is in the film."""
    studio.history.create_session("film", Scene(shots=(SHOT,)), session_id="s")
    studio.takes.add("s", "s1", "take:1")
    studio.takes.add("s", "s1", "bought:1", "engine", CLIP)
    return "s"


@pytest.fixture
async def client(studio: Studio, session: str) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    add_media_routes(app, studio, visitor)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://localhost:8000") as client:
        yield client


def test_the_card_has_a_small_film_for_every_take_and_for_the_still(studio: Studio, session: str) -> None:
    card = takes_card(Scene(shots=(SHOT,)), SHOT, studio.takes.of_shot(session, "s1"), {})
    receipt = Receipt(outcome="action", message="", cards=(card,), revision=3)
    ((name, props),) = cards_of(receipt, Shown(session_id="s", turn=1, instruction="takes"))
    assert (name, props["shot"], props["in_use"]) == ("Takes", "s1", SHOWN)
    assert [(item["number"], item["take"], item["label"], item["duration_s"]) for item in props["items"]] == [
        (0, None, "from the still", 4.0), (1, "take:1", "take 1", 4.0), (2, SHOWN, "surf", 2.5),
    ]  # fmt: skip
    assert props["items"][2]["url"] == "/take/s/3/s1/2.mp4"
    assert props["items"][2]["poster"] == "/take/s/3/s1/2.jpg"


async def test_takes_come_as_films_behind_the_cookie(client: httpx.AsyncClient) -> None:
    for number in (0, 1, 2):
        answer = await client.get(f"/take/s/0/s1/{number}.mp4", headers=SEAT)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "video/mp4")
    assert (await client.get("/take/s/0/s1/2.jpg", headers=SEAT)).headers["content-type"] == "image/jpeg"
    assert (await client.get("/take/s/0/s1/2.mp4")).status_code == 401


@pytest.mark.parametrize(
    "path", ["/take/s/0/s1/9.mp4", "/take/s/0/s7/0.mp4", "/take/x/0/s1/1.mp4", "/take/s/9/s1/1.mp4"]
)
async def test_a_take_that_is_not_there_is_a_sentence(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers=SEAT)
    assert (answer.status_code, answer.text[:8]) == (404, "There is")


def test_a_take_alone_is_as_long_as_it_has_pictures(studio: Studio, session: str) -> None:
    still, local, clip = None, *studio.takes.of_shot(session, "s1")
    backwards = Retime(points=(RetimePoint(at_s=0, source_s=2.5), RetimePoint(at_s=2.5, source_s=0)))
    shot = SHOT.model_validate({**SHOT.model_dump(), "retime": backwards})
    alone = [take_alone(Scene(shots=(shot,)), shot, take).shots[0] for take in (still, local, clip)]
    assert [one.duration_s for one in alone] == [4.0, 4.0, 2.5]
    assert [one.take for one in alone] == [None, "take:1", SHOWN]
    assert [one.retime is None for one in alone] == [True, True, False]


def test_picking_is_looked_up_and_a_page_that_lies_gets_nothing(studio: Studio, session: str) -> None:
    assert take_choice(studio, session, {"shot": "s1", "number": 2}) == Choice(
        "take 2", ToolCall(name="pick_take", args={"shot": "s1", "number": 2})
    )
    assert take_choice(studio, session, {"shot": "s1", "number": 0}) == Choice(
        "use the still again", ToolCall(name="use_still", args={"shot": "s1"})
    )
    for payload in ({}, {"shot": "s1"}, {"shot": "s1", "number": "2"}, {"shot": "s1", "number": True},
                    {"shot": "s9", "number": 0}, {"shot": "s9", "number": 1}, {"shot": [], "number": 1}):  # fmt: skip
        assert take_choice(studio, session, payload) is None


def test_the_pane_says_that_a_shot_shows_a_clip_and_how_it_runs() -> None:
    half = Retime(points=(RetimePoint(at_s=0, source_s=0), RetimePoint(at_s=4, source_s=2)))
    shot = SHOT.model_validate({**SHOT.model_dump(), "retime": half, "stabilise": 0.7})
    (row,) = pane_props("s", "film", 0, Scene(shots=(shot,)), [], None)["shots"]
    assert row["take"] == SHOWN
    assert row["lines"][-2:] == ["a clip, 50 % speed", "steadied, 70 %"]
