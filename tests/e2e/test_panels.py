"""References and panels on the page: kept, shown, sent along, made into shots; and a refusal with a safer wording."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.picture_vendor import PictureVendor
from tests.e2e.screen import PATIENCE_MS, Screen

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def shop() -> Iterator[PictureVendor]:
    with PictureVendor().open() as vendor:
        vendor.go_on.set()
        yield vendor


def test_a_reference_goes_along_with_panels_which_become_shots(shop_screen: Screen, shop: PictureVendor) -> None:
    screen, page = shop_screen, shop_screen.page
    screen.say("use the sample bottle")
    screen.say("this is our bottle, keep it in every shot")
    expect(page.get_by_test_id("receipt").last).to_contain_text("kept as a product")
    screen.say("show the references")
    kept = page.get_by_test_id("variants").last
    expect(kept).to_have_attribute("aria-label", "Reference pictures")
    expect(kept.get_by_test_id("variant-lock")).to_have_count(0)
    screen.look("references")

    screen.say("three panels of the story: a hand takes the bottle, oil pours over bread, the bread is eaten")
    card = screen.spend
    expect(card).to_contain_text("Image 1 shows our bottle")
    expect(card).to_contain_text("Goes along: our bottle")
    screen.look("panels-open")
    card.get_by_test_id("spend-go").click()
    into_film = screen.chip("make them 3 shots")
    expect(into_film).to_be_visible(timeout=PATIENCE_MS)
    assert shop.pictures == [1, 1, 1]
    screen.look("panels-here")
    into_film.click()
    expect(page.get_by_test_id("receipt").last).to_contain_text("shots 1 to 3", timeout=PATIENCE_MS)
    screen.look("panels-in-film")


def test_a_refusal_says_why_and_offers_a_wording_that_is_priced_anew(shop_screen: Screen, shop: PictureVendor) -> None:
    screen, page = shop_screen, shop_screen.page
    shop.refuses = "blood"
    screen.say("I need two frames to choose from: a knight covered in blood on a hill")
    page.get_by_test_id("spend-go").click()
    safer = screen.chip("safer: a knight splashed with red paint")
    expect(safer).to_be_visible(timeout=PATIENCE_MS)
    expect(screen.answers.last).to_contain_text("violence")
    screen.look("refused")
    safer.click()
    expect(screen.spend).to_have_attribute("data-phase", "open", timeout=PATIENCE_MS)
    assert shop.charges == []
