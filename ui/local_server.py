"""The server of one home on the loopback: Chainlit's application with our routes, our door and our page around it.

Chainlit reads its settings from the environment when it is imported, so nothing here imports it before `_environment`.
"""

import asyncio
import gc
import logging
import os
import socket
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from agent.settings import Settings
from store.errors import PersonError
from ui.app_root import prepare_app_root
from ui.auth import LOCAL_USER, LocalVisitors, cookie_name, read_secret
from ui.wording import PORT_TAKEN, RUNNING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.composition import Studio

LOOPBACK = "127.0.0.1"

_FOREIGN_SWITCHES = (
    "DATABASE_URL", "LITERAL_API_KEY", "DISCORD_BOT_TOKEN", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET",
    "SLACK_WEBSOCKET_TOKEN", "TEAMS_APP_ID", "CHAINLIT_URL", "CHAINLIT_ROOT_PATH", "CHAINLIT_PARENT_ROOT_PATH",
    "CHAINLIT_AUTH_COOKIE_PATH", "CHAINLIT_COOKIE_SAMESITE",
)  # fmt: skip
"""Variables that would make Chainlit talk to other services, or move its pages."""


def serve(settings: Settings, open_browser: bool) -> None:
    """Serve the settings' home until interrupted; the process ends here (Chainlit leaves with `os._exit`).

    Raises PersonError for a port that is taken, and what opening the home raises.
    """
    listener = _listen(settings.port)
    try:
        from agent.models import sends_nothing
        from ui.composition import open_studio

        studio = open_studio(settings)
    except BaseException:
        listener.close()
        raise
    _environment(studio.home.path, sends_nothing(settings))
    asyncio.run(_run(studio, listener, settings.port, open_browser))


def _listen(port: int) -> socket.socket:
    """The server's socket, bound before anything heavy is loaded: a taken port is told at once."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PersonError(PORT_TAKEN.format(port=port, reason=error.strerror, other=port % 65535 + 1)) from error
    return listener


def _environment(home: Path, alone: bool) -> None:
    """Everything Chainlit and its companions read from the environment at import. alone: nothing is connected."""
    for name in _FOREIGN_SWITCHES:
        os.environ.pop(name, None)
    logging.getLogger("chainlit").setLevel(logging.WARNING)  # it tells of every file it copies into the home
    secret = read_secret(home)
    os.environ.update(
        {
            "CHAINLIT_APP_ROOT": str(prepare_app_root(home, alone)),
            "CHAINLIT_CUSTOM_AUTH": "1",
            "CHAINLIT_AUTH_SECRET": secret,
            "CHAINLIT_AUTH_COOKIE_NAME": cookie_name(secret),
            # `.env` is read by our own settings; Chainlit would load it a second time, for the server alone.
            "CHAINLIT_ENV_FILE": os.devnull,
            "OTEL_SDK_DISABLED": "true",
            "TRACELOOP_TELEMETRY": "false",
            "LANGSMITH_TRACING": "false",
        }
    )


async def _run(studio: "Studio", listener: socket.socket, port: int, open_browser: bool) -> None:
    import uvicorn
    from chainlit.config import config

    from ui.app import register

    config.run.host, config.run.port, config.run.headless = LOOPBACK, port, True
    register(studio)
    app = build_app(studio, port)
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, log_level="error", timeout_graceful_shutdown=3, lifespan="on")
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not serving.done():  # noqa: ASYNC110 - uvicorn tells only by this flag
        await asyncio.sleep(0.01)
    if server.started:
        address = f"http://{LOOPBACK}:{port}"
        sys.stdout.write(RUNNING.format(address=address, home=studio.home.path))
        sys.stdout.flush()
        if open_browser:
            await asyncio.to_thread(webbrowser.open, address)
        await studio.director.ready()
        keep_what_is_loaded()
    await serving


def keep_what_is_loaded() -> None:
    """Tell the garbage collector that the libraries stay: going through them again and again held answers up for 150 ms
    whenever a long chat was opened."""
    gc.collect()
    gc.freeze()


def build_app(studio: "Studio", port: int) -> "FastAPI":
    """Chainlit's application with our routes, door and page. The environment must be set (`_environment`)."""
    from chainlit.auth import get_current_user
    from chainlit.auth.jwt import create_jwt, decode_jwt
    from chainlit.server import app
    from chainlit.user import User

    from ui.media_routes import add_media_routes
    from ui.offline_page import strip_outside_links
    from ui.upload_route import add_upload_route

    def accepts(token: str) -> bool:
        try:
            return bool(token) and decode_jwt(token).identifier == LOCAL_USER
        except Exception:
            # Whatever is wrong with a cookie (expired, forged, cut off), the cure is a new one.
            return False

    strip_outside_links()
    add_media_routes(app, studio, get_current_user)
    add_upload_route(app)
    app.add_middleware(
        LocalVisitors,
        port=port,
        cookie=os.environ["CHAINLIT_AUTH_COOKIE_NAME"],
        issue=lambda: create_jwt(User(identifier=LOCAL_USER, display_name="You")),
        accepts=accepts,
    )
    return app
