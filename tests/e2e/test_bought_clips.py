"""What is bought beyond a take: several shots in one clip, the final of a draft, a clip that is brought to its engine,
a still without its words; and a take that is nearly right."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.clip_vendor import ClipVendor, pushed_in
from tests.e2e.picture_vendor import PictureVendor
from tests.e2e.pictures import LABEL, cafe, kept
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.e2e.server import Server

pytestmark = pytest.mark.timeout(900)
LONG_MS = 120_000


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ClipVendor]:
    with ClipVendor(tmp_path, (pushed_in, lambda picture, share: pushed_in(picture, 0.8 * share))).open() as vendor:
        vendor.go_on.set()
        yield vendor


@pytest.fixture
def artist() -> Iterator[PictureVendor]:
    with PictureVendor().open() as vendor:
        vendor.go_on.set()
        vendor.drawn = cv2.imencode(".png", cv2.resize(cafe(), (1152, 2048)))[1].tobytes()
        yield vendor


@pytest.fixture
def shop_server(browser: Browser, shop: ClipVendor, artist: PictureVendor, tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path, {**shop.settings, **artist.settings, "RESHOOT_MODEL": "offline"}).start()
    yield server
    server.stop()


def buys(screen: Screen, arrives: str) -> Locator:
    """Say go to the open card, and wait until what it brought is told."""
    screen.spend.get_by_test_id("spend-go").click()
    expect(screen.receipts.last).to_contain_text(arrives, timeout=LONG_MS)
    return screen.receipts.last


def test_shots_as_one_clip_then_a_final_a_change_and_a_calmer_take(shop_screen: Screen, shop: ClipVendor) -> None:
    screen = shop_screen
    screen.say("use the sample bottle")
    screen.say("slow push-in, 3 seconds")
    screen.say("duplicate shot 1")
    screen.say("make shots 1 to 2 in one clip with Kling")
    buys(screen, "cut into 2 takes of 3.0 s and 3.0 s")
    assert [shot["duration"] for shot in shop.asked[0]["multi_prompt"]] == ["3", "3"]
    screen.look("sequence-here")
    screen.chip("use all 2").click()
    expect(screen.receipts.last).to_contain_text("Shots 1 and 2 show their parts", timeout=PATIENCE_MS)

    screen.say("make the final of take 1 of shot 1")
    expect(screen.spend.get_by_test_id("spend-total")).to_have_text("$0.67")
    screen.look("final-price")
    buys(screen, "The final clip is here")
    screen.chip("use all 2").click()
    expect(screen.receipts.last).to_contain_text("Shots 1 and 2 show their parts", timeout=PATIENCE_MS)
    screen.say("make it dusk in shot 1")
    expect(screen.spend.get_by_test_id("spend-prompt")).to_have_text("What is sent: make it dusk")
    buys(screen, "is here")
    assert len(shop.uploads) == 1
    assert shop.asked[-1]["video_url"] == f"{shop.url}/kept/1.mp4"
    screen.look("changed-here")

    screen.say("take 1 of shot 1, but calmer")
    screen.chip("but calmer").click()
    expect(screen.spend.get_by_test_id("spend-prompt")).to_contain_text("calmly and gently", timeout=PATIENCE_MS)
    screen.look("calmer-price")
    assert len(shop.charges) == 3


def test_a_still_is_bought_without_its_words_and_a_text_says_them(
    shop_screen: Screen, artist: PictureVendor, tmp_path: Path
) -> None:
    screen = shop_screen
    screen.send(kept(cafe(LABEL), tmp_path / "honey.png"))
    expect(screen.page.get_by_test_id("readiness")).to_be_visible(timeout=PATIENCE_MS)
    screen.say("slow push-in, 3 seconds")
    screen.say("make the still again without the words")
    buys(screen, "Lock it to use it")
    assert artist.pictures == [1]
    expect(screen.page.get_by_test_id("variant").last).to_contain_text("honey, without words")
    screen.chip("its words as a text over it").click()
    expect(screen.receipts.last).to_contain_text("without “HONEY FARM”, and a text over the film", timeout=LONG_MS)
    screen.look("wordless")
