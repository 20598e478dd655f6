"""Stills, previews, posters, finished files and what is told of a session over HTTP, behind the cookie.

Previews are named by (session, revision), not by file: whatever the cache has dropped is rendered again, so an old chat
never shows a broken picture.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, FastAPI, Query
from fastapi import Path as InPath
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, Response

from store.errors import MediaMissing, RenderFailed, ReshootError, UnknownTarget
from ui.board import MOST, PAGE, board_page
from ui.composition import Studio
from ui.early_films import growing_response
from ui.session_document import Document, json_document, zipped_document
from ui.wording import GONE_FILE, RENDER_STOPPED

SessionId = Annotated[str, InPath(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Number = Annotated[int, InPath(ge=0, le=1_000_000)]
Folder = Annotated[str, InPath(pattern=r"^[0-9]{1,12}$")]
FileName = Annotated[str, InPath(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,180}$")]
PageSize = Annotated[int, Query(ge=1, le=MOST)]
Numbers = Annotated[str, Query(pattern=r"^(\d{1,7}(,\d{1,7}){0,99})?$")]
Moment = Annotated[float, Query(ge=0, le=3600, allow_inf_nan=False)]

_FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}
_FOR_NOW = {"Cache-Control": "private, max-age=3600"}


def add_media_routes(app: FastAPI, studio: Studio, visitor: Callable[..., Awaitable[Any]]) -> None:
    """Put the routes in front of `app`'s own (Chainlit's last route catches every path).

    `visitor` is the dependency that turns away requests without the cookie.
    """
    router = _routes(studio, visitor)
    mounted = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    mounted.include_router(router)
    app.router.routes[:0] = mounted.router.routes


def _routes(studio: Studio, visitor: Callable[..., Awaitable[Any]]) -> APIRouter:
    router = APIRouter(dependencies=[Depends(visitor)])
    _add_films(router, studio)
    _add_files(router, studio)
    _add_told(router, studio)
    return router


def _add_films(router: APIRouter, studio: Studio) -> None:
    """What is rendered when it is asked for."""

    @router.api_route("/preview/{session}/{revision}.mp4", methods=["GET", "HEAD"])
    async def preview(session: SessionId, revision: Number) -> Response:
        return await _rendered(lambda: studio.film(session, revision), "video/mp4")

    @router.get("/growing/{session}/{revision}.mp4")
    async def growing(session: SessionId, revision: Number) -> Response:
        try:
            growth = await asyncio.to_thread(studio.growth, session, revision)
        except UnknownTarget as error:
            return PlainTextResponse(str(error), 404)
        return growing_response(growth, session, revision)

    @router.api_route("/poster/{session}/{revision}.jpg", methods=["GET", "HEAD"])
    async def poster(session: SessionId, revision: Number, at: Moment = 0.0) -> Response:
        return await _rendered(lambda: studio.poster(session, revision, at), "image/jpeg")

    @router.api_route("/take/{session}/{revision}/{shot}/{number}.mp4", methods=["GET", "HEAD"])
    async def take(session: SessionId, revision: Number, shot: SessionId, number: Number) -> Response:
        return await _rendered(lambda: studio.take_film(session, revision, shot, number), "video/mp4")

    @router.api_route("/take/{session}/{revision}/{shot}/{number}.jpg", methods=["GET", "HEAD"])
    async def take_poster(session: SessionId, revision: Number, shot: SessionId, number: Number) -> Response:
        return await _rendered(lambda: studio.take_poster(session, revision, shot, number), "image/jpeg")


def _add_files(router: APIRouter, studio: Studio) -> None:
    """What lies on the disk."""

    @router.api_route("/media/{media_id}", methods=["GET", "HEAD"])
    async def media(media_id: str) -> Response:
        return await _file(lambda: studio.home.media.path(media_id), _FOR_EVER)

    @router.api_route("/export/{session}/{turn}/{name}", methods=["GET", "HEAD"])
    async def export(session: SessionId, turn: Folder, name: FileName) -> Response:
        return await _file(lambda: studio.home.exports_dir / session / turn / name, _FOR_NOW, download=name)

    @router.api_route("/sample/{name}", methods=["GET", "HEAD"])
    async def sample(name: FileName) -> Response:
        return await _file(lambda: studio.sample_path(name), _FOR_NOW)


def _add_told(router: APIRouter, studio: Studio) -> None:
    """What a session was, as data and to take away."""

    @router.get("/board/{session}")
    async def board(
        session: SessionId, until: Number | None = None, count: PageSize = PAGE, only: Numbers = ""
    ) -> Response:
        chosen = frozenset(int(number) for number in only.split(",") if number)
        return await _answered(lambda: board_page(studio, session, until, count, chosen))

    @router.get("/document/{session}.json")
    async def as_json(session: SessionId) -> Response:
        return await _taken(lambda: json_document(studio.history, session))

    @router.get("/document/{session}.zip")
    async def as_markdown(session: SessionId) -> Response:
        return await _taken(lambda: zipped_document(studio.history, session, studio.renderer))


async def _file(find: Callable[[], Path], caching: dict[str, str], download: str | None = None) -> Response:
    """The file that `find` names, or a sentence with 404. Blocking parts run in a thread."""
    try:
        path = await asyncio.to_thread(find)
    except (MediaMissing, UnknownTarget) as error:
        return PlainTextResponse(str(error), 404)
    if not await asyncio.to_thread(path.is_file):
        return PlainTextResponse(GONE_FILE, 404)
    return FileResponse(path, headers=caching, filename=download)


async def _rendered(start: Callable[[], Future[Path]], media_type: str) -> Response:
    """What a render gives, waited for. Another visitor may wait for the same render, so leaving does not cancel it."""
    try:
        future = await asyncio.to_thread(start)
        path = await asyncio.shield(asyncio.wrap_future(future))
    except UnknownTarget as error:
        return PlainTextResponse(str(error), 404)
    except (RenderFailed, ReshootError) as error:
        return PlainTextResponse(str(error), 503)
    except (CancelledError, asyncio.CancelledError):
        return PlainTextResponse(RENDER_STOPPED, 503)
    return FileResponse(path, media_type=media_type, headers=_FOR_NOW)


async def _answered(read: Callable[[], dict[str, Any]]) -> Response:
    """What `read` answers, as JSON that is never kept: the next turn makes it another."""
    try:
        return JSONResponse(await asyncio.to_thread(read), headers={"Cache-Control": "no-store"})
    except UnknownTarget as error:
        return PlainTextResponse(str(error), 404)


async def _taken(make: Callable[[], Document]) -> Response:
    """A document to take away."""
    try:
        document = await asyncio.to_thread(make)
    except ReshootError as error:
        return PlainTextResponse(str(error), 404 if isinstance(error, UnknownTarget) else 503)
    named = f"attachment; filename*=UTF-8''{quote(document.name)}"
    headers = {"Content-Disposition": named, "Cache-Control": "no-store"}
    return Response(document.content, media_type=document.media_type, headers=headers)
