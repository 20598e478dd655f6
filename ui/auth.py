"""No login page on the person's own machine, and no door for anybody else's page.

Chainlit shows past sessions only to a known user, so every visitor gets the cookie of the one local user with the
first page. What keeps other web pages out: the server listens on the loopback only, Host must be this server's own name
and port (against DNS rebinding), Origin must be that same host (against other pages and other local servers), and the
cookie is SameSite=Strict.
"""

import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.offline_page import FILE_POLICY, page_policy
from ui.wording import FOREIGN_ADDRESS

LOCAL_USER = "local"
COOKIE_LIFE_S = 15 * 24 * 3600


def read_secret(home: Path) -> str:
    """The home's signing secret, made on first use and readable by its owner only."""
    path = home / "auth_secret"
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def cookie_name(secret: str) -> str:
    """The home's own cookie: browsers keep cookies per host, not per port, and two servers would log each other out."""
    return f"reshoot_{hashlib.sha256(secret.encode()).hexdigest()[:10]}"


class LocalVisitors:
    """ASGI middleware: refuses foreign hosts and origins, and hands the local user's cookie out with the page.

    issue: makes a new cookie value; accepts: whether a cookie value is still good.
    """

    def __init__(
        self, app: ASGIApp, port: int, cookie: str, issue: Callable[[], str], accepts: Callable[[str], bool]
    ) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in ("localhost", "127.0.0.1", "[::1]")}
        if port == 80:
            self._hosts |= {"localhost", "127.0.0.1", "[::1]"}
        self._cookie = cookie
        self._issue = issue
        self._accepts = accepts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self._hosts or headers.get("origin", f"http://{host}") != f"http://{host}":
            await self._refuse(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return
        welcome = self._needs_cookie(scope["method"], headers)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._guard(MutableHeaders(scope=message), host, scope["path"], welcome)
            await send(message)

        await self._app(scope, receive, send_guarded)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4403})
            return
        await PlainTextResponse(FOREIGN_ADDRESS, 403)(scope, receive, send)

    def _needs_cookie(self, method: str, headers: Headers) -> bool:
        if method != "GET" or "text/html" not in headers.get("accept", ""):
            return False
        return not self._accepts(cookie_parser(headers.get("cookie", "")).get(self._cookie, ""))

    def _guard(self, headers: MutableHeaders, host: str, path: str, welcome: bool) -> None:
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        is_page = headers.get("content-type", "").startswith("text/html")
        if is_page:
            headers["Content-Security-Policy"] = page_policy(host)
            headers["Cache-Control"] = "no-store"
        elif not path.startswith(("/assets/", "/public/")):
            headers["Content-Security-Policy"] = FILE_POLICY
        if welcome and is_page:
            headers.append(
                "Set-Cookie",
                f"{self._cookie}={self._issue()}; HttpOnly; SameSite=Strict; Path=/; Max-Age={COOKIE_LIFE_S}",
            )
