"""A clip in the browser: sent, filmed, slowed, and its takes side by side."""

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.screen import PATIENCE_MS, Screen
from tests.tools.footage.filmed import numbered, write_clip


def test_a_clip_is_sent_put_in_a_shot_and_picked_among_takes(screen: Screen, tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "surf.mp4", 45, draw=numbered(640, 360), tone_hz=330)
    screen.say("use the sample bottle")
    screen.say("slow push-in, 3 seconds")
    screen.send(clip)
    chip = screen.page.get_by_test_id("chip").filter(has_text="use it for shot 1")
    expect(chip).to_be_visible(timeout=PATIENCE_MS)
    answers = screen.answers.count()
    chip.click()
    expect(screen.answers).to_have_count(answers + 1, timeout=PATIENCE_MS)
    expect(screen.receipts.last).to_contain_text("1.5 s are missing")
    screen.say("hold the last frame")
    expect(screen.receipts.last).to_contain_text("Pace of the take")

    screen.say("show me the takes")
    takes = screen.page.get_by_test_id("takes").last.get_by_test_id("take")
    expect(takes).to_have_count(2)
    still, surf = takes.nth(0), takes.nth(1)
    expect(surf).to_have_attribute("data-locked", "true")
    video = surf.locator("video")
    expect(video).to_have_js_property("paused", False, timeout=PATIENCE_MS)
    assert video.evaluate("video => video.loop && video.muted")

    answers = screen.answers.count()
    still.get_by_test_id("take-pick").click()
    expect(screen.answers).to_have_count(answers + 1, timeout=PATIENCE_MS)
    expect(still).to_have_attribute("data-locked", "true")
    expect(surf).to_have_attribute("data-locked", "false")
