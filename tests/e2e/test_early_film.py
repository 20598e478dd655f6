"""A film plays while it is made, and can be gone through from end to end once it is whole."""

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.screen import PATIENCE_MS, Screen

pytestmark = pytest.mark.timeout(300)
WATCHED_MS = 60_000
LONG = 30
"""Seconds of a film that takes a while to make, on any machine."""


def video(answer: Locator) -> Locator:
    return answer.get_by_test_id("receipt-video-after")


def frame(answer: Locator) -> Locator:
    return answer.locator("[data-which=after]")


def started(screen: Screen) -> Locator:
    """The receipt of a long film that has begun to be made."""
    screen.say("use the sample bottle")
    return screen.say(f"slow push-in, {LONG} seconds")


def test_a_film_plays_before_it_is_whole_and_can_be_gone_through_afterwards(screen: Screen) -> None:
    answer = started(screen)
    expect(video(answer)).to_be_visible(timeout=PATIENCE_MS)
    screen.page.wait_for_function(
        "video => video.currentTime > 0.3 && video.videoWidth === 540",
        arg=video(answer).element_handle(), timeout=PATIENCE_MS,
    )  # fmt: skip
    # It moves, and the server has still to finish it.
    assert frame(answer).get_attribute("data-pending") is not None
    assert video(answer).evaluate("video => video.src").startswith("blob:")
    assert video(answer).evaluate("video => video.duration") == pytest.approx(LONG, abs=0.1)

    expect(frame(answer)).not_to_have_attribute("data-pending", "true", timeout=WATCHED_MS)
    for at_s in (LONG - 5, 1, LONG / 2):
        assert sought(answer, at_s) == pytest.approx(at_s, abs=0.1)


def test_a_film_that_was_watched_early_is_there_whole_after_a_reload(screen: Screen) -> None:
    answer = started(screen)
    expect(frame(answer)).to_have_attribute("data-early", "", timeout=PATIENCE_MS)
    expect(frame(answer)).not_to_have_attribute("data-pending", "true", timeout=WATCHED_MS)
    screen.page.reload()
    screen.ready()
    answer = screen.answers.last
    screen.page.wait_for_function(
        "video => video.src.includes('/preview/') && video.currentTime > 0.1",
        arg=video(answer).element_handle(), timeout=PATIENCE_MS,
    )  # fmt: skip
    assert sought(answer, LONG - 5) == pytest.approx(LONG - 5, abs=0.1)


def test_an_undo_while_a_film_is_made_stops_it_and_shows_the_one_before(screen: Screen) -> None:
    screen.say("use the sample bottle")
    short = screen.say("slow push-in, 2 seconds")
    expect(frame(short)).not_to_have_attribute("data-pending", "true", timeout=PATIENCE_MS)
    long = screen.say(f"make it {LONG} seconds")
    expect(frame(long)).to_have_attribute("data-early", "", timeout=PATIENCE_MS)
    back = screen.say("undo")
    expect(video(back)).to_be_visible(timeout=PATIENCE_MS)
    screen.page.wait_for_function(
        "video => video.duration < 3 && video.readyState >= 2", arg=video(back).element_handle(), timeout=PATIENCE_MS
    )
    expect(frame(long)).not_to_have_attribute("data-early", "")


def sought(answer: Locator, at_s: float) -> float:
    """Go to a time of the film and wait for its picture; the time that shows then."""
    return video(answer).evaluate(
        """(video, at) => new Promise((done, fail) => {
            setTimeout(() => fail(new Error(`no picture at ${at}, state ${video.readyState}`)), 15000)
            video.pause()
            video.addEventListener("seeked", () => done(video.currentTime), { once: true })
            video.currentTime = at
        })""",
        at_s,
    )
