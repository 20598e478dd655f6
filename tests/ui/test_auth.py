"""The own machine walks in; other pages, other names of this machine and other local servers do not."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from ui.auth import LocalVisitors, cookie_name, read_secret

PAGE = {"accept": "text/html,application/xhtml+xml"}


def visitors(port: int = 8000) -> LocalVisitors:
    async def page(_: Any) -> HTMLResponse:
        return HTMLResponse("<p>page</p>")

    async def file(_: Any) -> PlainTextResponse:
        return PlainTextResponse("<svg/>")

    inner = Starlette(routes=[Route("/", page), Route("/media/x", file)])
    return LocalVisitors(inner, port=port, cookie="seat", issue=lambda: "good", accepts=lambda value: value == "good")


async def get(path: str = "/", base: str = "http://localhost:8000", **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(app=visitors())
    async with httpx.AsyncClient(transport=transport, base_url=base) as client:
        return await client.get(path, headers={**PAGE, **headers})


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
async def test_the_first_page_brings_the_cookie(name: str) -> None:
    response = await get(base=f"http://{name}:8000")
    assert response.status_code == 200
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("seat=good;")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))


async def test_a_good_cookie_is_kept_and_a_bad_one_replaced() -> None:
    assert "set-cookie" not in (await get(cookie="seat=good")).headers
    assert "set-cookie" in (await get(cookie="seat=forged")).headers


async def test_only_pages_bring_the_cookie() -> None:
    assert "set-cookie" not in (await get("/media/x", accept="image/png")).headers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "localhost", "localhost:8001", "localhost.evil.example:8000", ""]
)
async def test_a_name_that_only_resolves_to_this_machine_is_refused(host: str) -> None:
    response = await get(host=host)
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://localhost:8001", "http://127.0.0.1:8000", "https://localhost:8000", "null"],
)
async def test_another_page_is_refused_even_from_this_machine(origin: str) -> None:
    assert (await get(origin=origin)).status_code == 403


async def test_the_own_origin_is_welcome() -> None:
    assert (await get(origin="http://localhost:8000")).status_code == 200


async def test_a_socket_from_another_page_is_closed_before_it_reaches_the_server() -> None:
    scope = {
        "type": "websocket", "path": "/ws/socket.io/", "query_string": b"",
        "headers": [(b"host", b"localhost:8000"), (b"origin", b"http://evil.example")],
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    receive: Callable[[], Awaitable[Any]] = _never
    await visitors()(scope, receive, send)
    assert sent == [{"type": "websocket.close", "code": 4403}]


async def _never() -> Any:
    raise AssertionError("the refused socket was read")


async def test_the_page_may_ask_nobody_else_and_files_may_run_nothing() -> None:
    page, file = await get(), await get("/media/x", accept="image/png")
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http:" not in policy.replace("ws://localhost:8000", "")
    assert file.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert {page.headers["x-content-type-options"], file.headers["x-content-type-options"]} == {"nosniff"}


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = read_secret(tmp_path)
    assert read_secret(tmp_path) == first
    assert len(first) >= 32
    assert (tmp_path / "auth_secret").stat().st_mode & 0o777 == 0o600


def test_two_homes_do_not_share_a_cookie(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert cookie_name(read_secret(tmp_path / "a")) != cookie_name(read_secret(tmp_path / "b"))
