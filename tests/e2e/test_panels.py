"""References and panels on the page: kept, shown, sent along, made into shots; and a refusal with a safer wording."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.picture_vendor import PictureVendor
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.e2e.server import Server
from tests.e2e.test_spending import look

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def shop() -> Iterator[PictureVendor]:
    with PictureVendor().open() as vendor:
        vendor.go_on.set()
        yield vendor


@pytest.fixture
def server(browser: Browser, shop: PictureVendor, tmp_path: Path) -> Iterator[Server]:
    settings = {"OPENAI_API_KEY": "key-of-no-worth", "RESHOOT_IMAGES_BASE_URL": shop.url, "RESHOOT_MODEL": "offline"}
    started = Server(tmp_path, settings).start()
    yield started
    started.stop()


@pytest.fixture
def screen(page: Page, server: Server) -> Screen:
    return Screen(page, server.url).open()


def test_a_reference_goes_along_with_panels_which_become_shots(screen: Screen, shop: PictureVendor) -> None:
    page = screen.page
    screen.say("use the sample bottle")
    screen.say("this is our bottle, keep it in every shot")
    expect(page.get_by_test_id("receipt").last).to_contain_text("kept as a product")
    screen.say("show the references")
    kept = page.get_by_test_id("variants").last
    expect(kept).to_have_attribute("aria-label", "Reference pictures")
    expect(kept.get_by_test_id("variant-lock")).to_have_count(0)
    look(page, "references")

    screen.say("three panels of the story: a hand takes the bottle, oil pours over bread, the bread is eaten")
    card = page.get_by_test_id("spend").last
    expect(card).to_contain_text("Image 1 shows our bottle")
    expect(card).to_contain_text("Goes along: our bottle")
    look(page, "panels-open")
    card.get_by_test_id("spend-go").click()
    into_film = page.get_by_test_id("chip").filter(has_text="make them 3 shots")
    expect(into_film).to_be_visible(timeout=PATIENCE_MS)
    assert shop.pictures == [1, 1, 1]
    look(page, "panels-here")
    into_film.click()
    expect(page.get_by_test_id("receipt").last).to_contain_text("shots 1 to 3", timeout=PATIENCE_MS)
    look(page, "panels-in-film")


def test_a_refusal_says_why_and_offers_a_wording_that_is_priced_anew(screen: Screen, shop: PictureVendor) -> None:
    page = screen.page
    shop.refuses = "blood"
    screen.say("I need two frames to choose from: a knight covered in blood on a hill")
    page.get_by_test_id("spend-go").click()
    safer = page.get_by_test_id("chip").filter(has_text="safer: a knight splashed with red paint")
    expect(safer).to_be_visible(timeout=PATIENCE_MS)
    expect(screen.answers.last).to_contain_text("violence")
    look(page, "refused")
    safer.click()
    expect(page.get_by_test_id("spend").last).to_have_attribute("data-phase", "open", timeout=PATIENCE_MS)
    assert shop.charges == []
