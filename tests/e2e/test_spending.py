"""Buying pictures on the page: the price first, then the person's word, then what they bought."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.picture_vendor import PictureVendor
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.e2e.server import Server

pytestmark = pytest.mark.timeout(300)
WISH = "I need four frames to choose from: red sneakers on wet asphalt at night"


@pytest.fixture
def shop() -> Iterator[PictureVendor]:
    with PictureVendor().open() as vendor:
        yield vendor


def test_pictures_are_priced_bought_and_arrive(shop_screen: Screen, shop: PictureVendor) -> None:
    screen, page = shop_screen, shop_screen.page
    screen.say(WISH)
    card = screen.spend
    expect(card).to_have_attribute("data-phase", "open")
    expect(card.get_by_test_id("spend-total")).to_contain_text("$")
    screen.look("spend-open")
    card.get_by_test_id("spend-others").click()
    expect(card.get_by_test_id("spend-change").first).to_contain_text("only one")
    assert shop.charges == []

    card.get_by_test_id("spend-go").click()
    running = screen.spend
    expect(running).to_have_attribute("data-phase", "running", timeout=PATIENCE_MS)
    expect(card.first).to_be_visible()
    screen.look("spend-running")
    shop.go_on.set()
    expect(running).to_have_attribute("data-phase", "over", timeout=PATIENCE_MS)
    expect(page.get_by_test_id("variant")).to_have_count(4, timeout=PATIENCE_MS)
    assert len(shop.charges) == 1
    screen.look("spend-over")

    screen.chip("lock 2").click()
    expect(page.get_by_test_id("receipt").last).to_contain_text("Locked", timeout=PATIENCE_MS)
    screen.say("what did this cost?")
    expect(screen.answers.last).to_contain_text("This session has cost")


def test_typing_withdraws_the_card(shop_screen: Screen, shop: PictureVendor) -> None:
    shop_screen.say(WISH)
    shop_screen.say("use the sample bottle")
    expect(shop_screen.page.get_by_test_id("spend").first).to_have_attribute(
        "data-phase", "withdrawn", timeout=PATIENCE_MS
    )
    assert shop.charges == []


def test_a_server_that_dies_while_a_paid_answer_is_under_way_asks_the_person(
    shop_screen: Screen, shop_server: Server, shop: PictureVendor
) -> None:
    screen, page = shop_screen, shop_screen.page
    screen.say(WISH)
    page.get_by_test_id("spend-go").click()
    expect(screen.spend).to_have_attribute("data-phase", "running", timeout=PATIENCE_MS)
    wait_until(lambda: bool(shop.charges))
    address = page.url
    page.goto("about:blank")
    shop_server.kill()
    shop.go_on.set()
    shop_server.start()

    page.goto(address)
    screen.ready()
    expect(screen.chip("nothing was made, send it again")).to_be_visible(timeout=PATIENCE_MS)
    screen.look("spend-in-doubt")
    screen.chip("it was charged, let it go").click()
    expect(screen.answers.last).to_contain_text("Let go, with $0.", timeout=PATIENCE_MS)
    assert len(shop.charges) == 1


def wait_until(holds: Callable[[], bool], at_most_s: float = 20.0) -> None:
    end = time.monotonic() + at_most_s
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
