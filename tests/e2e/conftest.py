"""A real server and a real browser. Without Chromium these tests are skipped, unless RESHOOT_TEST_BROWSER=required."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.screen import Guard, Screen
from tests.e2e.server import Server
from tests.e2e.vendor import Vendor

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        told = f"no Chromium found (looked for {', '.join(NAMES)}); Debian has it as the package chromium"
        if os.environ.get("RESHOOT_TEST_BROWSER") == "required":
            pytest.fail(f"RESHOOT_TEST_BROWSER=required, but {told}")
        pytest.skip(told)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def _shared_server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("shared")).start()
    yield server
    server.stop()


@pytest.fixture
def server(_shared_server: Server) -> Server:
    """A running server that tests share: each makes sessions of its own."""
    return _shared_server


@pytest.fixture
def own_server(browser: Browser, tmp_path: Path) -> Iterator[Server]:
    """A running server for one test, to kill and to start again."""
    server = Server(tmp_path).start()
    yield server
    server.stop()


@pytest.fixture
def shop_server(browser: Browser, shop: Vendor, tmp_path: Path) -> Iterator[Server]:
    """A running server that is connected with the test's `shop` alone."""
    server = Server(tmp_path, {**shop.settings, "RESHOOT_MODEL": "offline"}).start()
    yield server
    shop.go_on.set()
    server.stop()


@pytest.fixture
def guard() -> Guard:
    """What watches the test's browser window."""
    return Guard()


@pytest.fixture
def page(browser: Browser, guard: Guard) -> Iterator[Page]:
    """A fresh browser window. The test fails if the page breaks, or asks anybody but its server for anything."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.on("page", guard.watch)
    yield context.new_page()
    context.close()
    assert guard.faults == []


@pytest.fixture
def screen(page: Page, server: Server) -> Screen:
    """The app as a person sees it, on a new session."""
    return Screen(page, server.url).open()


@pytest.fixture
def shop_screen(page: Page, shop_server: Server) -> Screen:
    """The app where something can be bought, on a new session."""
    return Screen(page, shop_server.url).open()
