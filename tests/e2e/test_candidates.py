"""Candidates of one shot on the page: bought, looked at, ranked with reasons; and what can be done about faults."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.clip_vendor import ClipVendor, pushed_in
from tests.e2e.pictures import LABEL, cafe, kept
from tests.e2e.screen import PATIENCE_MS, Guard, Screen
from tools.camera.saliency import Pixels

pytestmark = pytest.mark.timeout(900)
LONG_MS = 120_000


def misread(picture: Pixels, share: float) -> Pixels:
    """The label reads otherwise from the first tenth on, as it does at engines that draw letters anew."""
    return pushed_in(picture if share < 0.1 else cafe("HQNEV FABM"), share)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ClipVendor]:
    with ClipVendor(tmp_path, (misread, pushed_in)).open() as vendor:
        yield vendor


@pytest.fixture
def still(tmp_path: Path) -> Path:
    return kept(cafe(LABEL), tmp_path / "honey.png")


def bought(screen: Screen, shop: ClipVendor, still: Path, wish: str, count: int) -> None:
    """The takes of a wish stand in the chat."""
    screen.send(still)
    expect(screen.page.get_by_test_id("readiness")).to_be_visible(timeout=PATIENCE_MS)
    screen.say("slow push-in, 5 seconds")
    screen.say(wish)
    screen.look("candidates-price")
    screen.page.get_by_test_id("spend-go").last.click()
    expect(screen.spend).to_have_attribute("data-phase", "running", timeout=PATIENCE_MS)
    screen.look("candidates-running")
    shop.go_on.set()
    expect(screen.page.get_by_test_id("take")).to_have_count(count + 1, timeout=LONG_MS)
    expect(screen.receipts.last).to_contain_text("takes are here", timeout=PATIENCE_MS)


def test_candidates_are_looked_at_ranked_and_picked(shop_screen: Screen, shop: ClipVendor, still: Path) -> None:
    screen, page = shop_screen, shop_screen.page
    bought(screen, shop, still, "make two takes with Seedance", 2)
    # They are numbered as they arrive.
    faulty = page.get_by_test_id("take").filter(has=page.locator("[data-level=miss]"))
    good = page.get_by_test_id("take").filter(has=page.locator("[data-level=pass]"))
    number = good.get_attribute("data-number")
    expect(screen.answers.last).to_contain_text(f"Take {number} is the better one")
    expect(faulty.get_by_test_id("take-fault").first).to_contain_text("“HONEY FARM” reads")
    screen.look("candidates-ranked")
    faulty.get_by_test_id("take-open").click()
    expect(page.get_by_test_id("take-whole")).to_contain_text("Words")
    screen.look("candidates-whole")

    faulty.locator("[data-way=again]").click()
    expect(screen.spend).to_have_attribute("data-phase", "open", timeout=PATIENCE_MS)
    assert len(shop.charges) == 2
    page.get_by_test_id("spend-cancel").last.click()
    expect(screen.spend).to_have_attribute("data-phase", "withdrawn", timeout=PATIENCE_MS)
    good.get_by_test_id("take-pick").click()
    expect(screen.receipts.last).to_contain_text(f"Take {number}", timeout=PATIENCE_MS)
    screen.look("candidates-picked")


def test_warped_words_are_repaired_by_a_chip_and_its_film_plays(
    shop_screen: Screen, shop: ClipVendor, still: Path, guard: Guard
) -> None:
    screen, page = shop_screen, shop_screen.page
    guard.refusals = "/preview/"  # a film that a newer change has overtaken
    bought(screen, shop, still, "make two takes with Seedance", 2)
    page.locator("[data-way=cover]").click()
    receipt = screen.receipts.last
    expect(receipt).to_contain_text("the still's own, laid over", timeout=LONG_MS)
    film = receipt.locator("video").last
    expect(film).to_have_js_property("readyState", 4, timeout=LONG_MS)
    screen.look("repaired")
    film.evaluate("film => { film.pause(); film.currentTime = 3 }")
    page.wait_for_timeout(500)
    screen.look("repaired-at-3-s")
    screen.say("undo")
    expect(screen.receipts.last).to_contain_text("Undone", timeout=PATIENCE_MS)
