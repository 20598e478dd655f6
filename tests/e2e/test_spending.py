"""Buying pictures on the page: the price first, then the person's word, then what they bought."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.picture_vendor import PictureVendor
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.e2e.server import Server

pytestmark = pytest.mark.timeout(300)
WISH = "I need four frames to choose from: red sneakers on wet asphalt at night"


@pytest.fixture
def shop() -> Iterator[PictureVendor]:
    with PictureVendor().open() as vendor:
        yield vendor


@pytest.fixture
def server(browser: Browser, shop: PictureVendor, tmp_path: Path) -> Iterator[Server]:
    settings = {"OPENAI_API_KEY": "key-of-no-worth", "RESHOOT_IMAGES_BASE_URL": shop.url, "RESHOOT_MODEL": "offline"}
    started = Server(tmp_path, settings).start()
    yield started
    shop.go_on.set()
    started.stop()


@pytest.fixture
def screen(page: Page, server: Server) -> Screen:
    return Screen(page, server.url).open()


def look(page: Page, name: str) -> None:
    """Keep a picture of the page, where somebody asked for one."""
    if folder := os.environ.get("RESHOOT_TEST_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_pictures_are_priced_bought_and_arrive(screen: Screen, shop: PictureVendor) -> None:
    page = screen.page
    screen.say(WISH)
    card = page.get_by_test_id("spend").last
    expect(card).to_have_attribute("data-phase", "open")
    expect(card.get_by_test_id("spend-total")).to_contain_text("$")
    look(page, "spend-open")
    card.get_by_test_id("spend-others").click()
    expect(card.get_by_test_id("spend-change").first).to_contain_text("only one")
    assert shop.charges == []

    card.get_by_test_id("spend-go").click()
    running = page.get_by_test_id("spend").last
    expect(running).to_have_attribute("data-phase", "running", timeout=PATIENCE_MS)
    expect(card.first).to_be_visible()
    look(page, "spend-running")
    shop.go_on.set()
    expect(running).to_have_attribute("data-phase", "over", timeout=PATIENCE_MS)
    expect(page.get_by_test_id("variant")).to_have_count(4, timeout=PATIENCE_MS)
    assert len(shop.charges) == 1
    look(page, "spend-over")

    page.get_by_test_id("chip").filter(has_text="lock 2").click()
    expect(page.get_by_test_id("receipt").last).to_contain_text("Locked", timeout=PATIENCE_MS)
    screen.say("what did this cost?")
    expect(screen.answers.last).to_contain_text("This session has cost")


def test_typing_withdraws_the_card(screen: Screen, shop: PictureVendor) -> None:
    screen.say(WISH)
    screen.say("use the sample bottle")
    expect(screen.page.get_by_test_id("spend").first).to_have_attribute("data-phase", "withdrawn", timeout=PATIENCE_MS)
    assert shop.charges == []


def test_a_server_that_dies_while_a_paid_answer_is_under_way_asks_the_person(
    screen: Screen, server: Server, shop: PictureVendor
) -> None:
    page = screen.page
    screen.say(WISH)
    page.get_by_test_id("spend-go").click()
    expect(page.get_by_test_id("spend").last).to_have_attribute("data-phase", "running", timeout=PATIENCE_MS)
    wait_until(lambda: bool(shop.charges))
    address = page.url
    page.goto("about:blank")
    server.kill()
    shop.go_on.set()
    server.start()

    page.goto(address)
    screen.ready()
    expect(page.get_by_test_id("chip").filter(has_text="nothing was made, send it again")).to_be_visible(
        timeout=PATIENCE_MS
    )
    look(page, "spend-in-doubt")
    page.get_by_test_id("chip").filter(has_text="it was charged, let it go").click()
    expect(screen.answers.last).to_contain_text("Let go, with $0.", timeout=PATIENCE_MS)
    assert len(shop.charges) == 1


def wait_until(holds: Callable[[], bool], at_most_s: float = 20.0) -> None:
    end = time.monotonic() + at_most_s
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
