"""Pictures and films over HTTP: with Range, behind the cookie, by address and never by path."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

import httpx
import pytest
from fastapi import FastAPI, Header, HTTPException

from store.edits import AddShot
from store.scene import Scene, Shot, ShotId, StillId
from tests.ui.rehearsal import FilmsOnFile
from tools.rendering.growth import Growth
from ui.composition import Studio
from ui.media_routes import add_media_routes

SEAT = {"seat": "mine"}


async def visitor(seat: Annotated[str, Header()] = "") -> None:
    if seat != "mine":
        raise HTTPException(401)


@pytest.fixture
async def client(studio: Studio) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()

    @app.get("/{path:path}")
    async def everything_else(path: str) -> str:
        return "the page"

    add_media_routes(app, studio, visitor)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        yield client


@pytest.fixture
def session(studio: Studio) -> str:
    """A session with one filmed revision."""
    shot = Shot(id=ShotId("s1"), still=StillId("still:1"), duration_s=2.0)
    made = studio.history.create_session("film", session_id="s")
    studio.history.commit(made.id, None, "call", "lock it", AddShot(shot=shot), Scene(shots=(shot,)))
    return made.id


async def test_nothing_is_given_to_a_visitor_without_the_cookie(client: httpx.AsyncClient, session: str) -> None:
    for path in (f"/media/{'0' * 64}.png", "/preview/s/1.mp4", "/poster/s/1.jpg", "/export/s/1/a.mp4", "/sample/a.jpg"):
        assert (await client.get(path)).status_code == 401, path


async def test_a_still_comes_whole_in_parts_and_by_its_head(client: httpx.AsyncClient, studio: Studio) -> None:
    address = f"/media/{studio.home.media.put_bytes(b'0123456789', 'png')}"
    whole = await client.get(address, headers=SEAT)
    assert (whole.content, whole.headers["content-type"]) == (b"0123456789", "image/png")
    assert "immutable" in whole.headers["cache-control"]
    part = await client.get(address, headers={**SEAT, "range": "bytes=2-4"})
    assert (part.status_code, part.content) == (206, b"234")
    assert part.headers["content-range"] == "bytes 2-4/10"
    head = await client.head(address, headers=SEAT)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "10")


async def test_a_film_comes_in_parts(client: httpx.AsyncClient, session: str) -> None:
    part = await client.get("/preview/s/1.mp4", headers={**SEAT, "range": "bytes=256-511"})
    assert (part.status_code, part.content) == (206, bytes(range(256)))
    assert part.headers["content-type"] == "video/mp4"


async def test_a_film_that_the_cache_dropped_is_made_again(
    client: httpx.AsyncClient, session: str, films: FilmsOnFile
) -> None:
    await client.get("/preview/s/1.mp4", headers=SEAT)
    films.drop()
    assert (await client.get("/preview/s/1.mp4", headers=SEAT)).status_code == 200
    assert films.rendered == 2


async def test_a_film_that_cannot_be_made_is_a_sentence(
    client: httpx.AsyncClient, session: str, films: FilmsOnFile
) -> None:
    films.broken = True
    response = await client.get("/preview/s/1.mp4", headers=SEAT)
    assert (response.status_code, response.text) == (503, "The film could not be made. The scene is as it was.")


async def test_a_frame_of_any_moment_is_a_picture(client: httpx.AsyncClient, session: str) -> None:
    response = await client.get("/poster/s/1.jpg?at=1.5", headers=SEAT)
    assert (response.status_code, response.headers["content-type"]) == (200, "image/jpeg")


@pytest.mark.parametrize(
    "path",
    [
        "/preview/s/99.mp4", "/preview/nobody/0.mp4", f"/media/{'0' * 64}.png", "/media/..%2Freshoot.db",
        "/export/s/1/missing.mp4", "/sample/none.jpg",
    ],
)  # fmt: skip
async def test_what_is_not_there_is_not_found(client: httpx.AsyncClient, session: str, path: str) -> None:
    response = await client.get(path, headers=SEAT)
    assert response.status_code in (404, 200)
    assert response.status_code == 404 or response.json() == "the page"


@pytest.mark.parametrize(
    "path",
    [
        "/preview/s/-1.mp4", "/preview/s/x.mp4", "/preview/s%00/1.mp4", "/poster/s/1.jpg?at=nan",
        "/poster/s/1.jpg?at=-1",
        "/export/s/../auth_secret", "/export/s/1/..", "/export/s/1/.hidden", "/export/..%2F..%2F/1/auth_secret",
    ],
)  # fmt: skip
async def test_no_address_leads_out_of_its_folder(
    client: httpx.AsyncClient, session: str, studio: Studio, path: str
) -> None:
    (studio.home.path / "auth_secret").write_text("hush")
    response = await client.get(path, headers=SEAT)
    assert response.status_code in (404, 422) or response.json() == "the page"
    assert "hush" not in response.text


async def test_an_export_is_offered_as_a_download(client: httpx.AsyncClient, studio: Studio) -> None:
    folder = studio.home.exports_dir / "s" / "00007"
    folder.mkdir(parents=True)
    (folder / "film-tiktok.mp4").write_bytes(b"film")
    response = await client.get("/export/s/00007/film-tiktok.mp4", headers=SEAT)
    assert response.content == b"film"
    assert response.headers["content-disposition"] == 'attachment; filename="film-tiktok.mp4"'


async def test_a_film_is_watched_while_it_is_made(
    client: httpx.AsyncClient, session: str, films: FilmsOnFile, tmp_path: Path
) -> None:
    films.growing = Growth()
    path = tmp_path / "growing.mp4"
    path.write_bytes(b"the first pictures")
    films.growing.begins(path)

    async def grow() -> None:
        await asyncio.sleep(0.05)
        with path.open("ab") as file:
            file.write(b", and the rest")
        path.unlink()
        assert films.growing is not None
        films.growing.end()

    growing = asyncio.create_task(grow())
    response = await client.get("/growing/s/1.mp4", headers=SEAT)
    await growing
    assert (response.status_code, response.content) == (200, b"the first pictures, and the rest")
    assert "content-length" not in response.headers
    assert response.headers["cache-control"] == "no-store"


async def test_a_film_that_nobody_makes_is_asked_for_as_a_whole(client: httpx.AsyncClient, session: str) -> None:
    response = await client.get("/growing/s/1.mp4", headers=SEAT)
    assert (response.status_code, response.headers["location"]) == (307, "/preview/s/1.mp4")
    assert (await client.get("/growing/s/99.mp4", headers=SEAT)).status_code == 404
    assert (await client.get("/growing/s/1.mp4")).status_code == 401


async def test_a_film_that_is_given_up_before_its_first_picture_ends_empty(
    client: httpx.AsyncClient, session: str, films: FilmsOnFile
) -> None:
    films.growing = Growth()
    films.growing.end()
    assert (await client.get("/growing/s/1.mp4", headers=SEAT)).content == b""
