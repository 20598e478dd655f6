"""Going through the history with the mouse: the board, two versions over one another, one change taken back."""

import json
import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.screen import PATIENCE_MS, Screen


def version(board: Locator, number: int) -> Locator:
    return board.locator(f"[data-testid=history-entry][data-version='{number}']")


def pictured(picture: Locator) -> None:
    """The picture is there and can be seen."""
    expect(picture).to_be_visible(timeout=PATIENCE_MS)
    picture.page.wait_for_function(
        "picture => picture.complete && picture.naturalWidth > 0", arg=picture.element_handle(), timeout=PATIENCE_MS
    )


def click(screen: Screen, button: Locator) -> Locator:
    """Press a button that makes a turn; answers its answer."""
    answers = screen.answers.count()
    button.click()
    expect(screen.answers).to_have_count(answers + 1, timeout=PATIENCE_MS)
    screen.ready()
    return screen.answers.last


def test_the_history_board_leads_to_every_version_and_takes_single_changes_back(screen: Screen, tmp_path: Path) -> None:
    for sentence in (
        "use the sample bottle",
        "slow push-in, 6 seconds",
        "warmer",
        "add a caption: Dawn",
        "make it 8 seconds",
    ):
        screen.say(sentence)
    screen.say("what did we change?")
    board = screen.page.get_by_test_id("board")
    expect(board.get_by_test_id("history-entry")).to_have_count(5)
    expect(version(board, 4)).to_have_attribute("data-current", "true")
    expect(version(board, 4)).to_contain_text("6.0 s → 8.0 s")
    pictured(version(board, 2).locator("img"))

    compared = click(screen, version(board, 2).get_by_test_id("version-compare")).get_by_test_id("compare")
    expect(compared.get_by_test_id("compare-changes")).to_contain_text("6.0 s → 8.0 s")
    wipe(compared)

    version(board, 3).get_by_test_id("version-name").click()
    version(board, 3).get_by_test_id("version-name-input").fill("Calm cut")
    click(screen, version(board, 3).get_by_test_id("version-name-save"))
    expect(version(board, 3).locator("[data-name]")).to_have_text("Calm cut")

    taken_back = click(screen, version(board, 2).get_by_test_id("version-revert"))
    expect(taken_back.get_by_test_id("receipt")).to_contain_text("Taken back: “warmer” (version 2)")
    expect(taken_back.get_by_test_id("receipt-changes")).to_contain_text("+0.3 → 0")
    expect(version(board, 5)).to_have_attribute("data-current", "true")

    click(screen, version(board, 3).get_by_test_id("version-restore"))
    expect(version(board, 3)).to_have_attribute("data-current", "true")
    expect(version(board, 5)).to_have_attribute("data-undone", "true")

    listed = screen.page.locator("#thread-history a")
    known = listed.count()
    click(screen, version(board, 2).get_by_test_id("version-branch"))
    expect(listed).to_have_count(known + 1, timeout=PATIENCE_MS)

    with screen.page.expect_download() as download:
        board.get_by_test_id("board-json").click()
    download.value.save_as(tmp_path / "session.json")
    told = json.loads((tmp_path / "session.json").read_text(encoding="utf-8"))
    assert told["names"] == {"Calm cut": 3}


def wipe(compared: Locator) -> None:
    """The divide follows the arrow keys and the mouse, and another moment shows other frames."""
    frames, divide = compared.get_by_test_id("compare-frame"), compared.get_by_test_id("compare-divide")
    expect(frames).to_have_count(2, timeout=PATIENCE_MS)
    for index in range(2):
        pictured(frames.nth(index))
    divide.focus()
    divide.press("ArrowRight")
    expect(divide).to_have_value("51")
    box = compared.get_by_test_id("compare-stage").bounding_box()
    assert box is not None
    compared.page.mouse.click(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.8)
    expect(divide).to_have_value(re.compile(r"^(19|20|21)$"))
    compared.get_by_test_id("compare-time").fill("1")
    expect(frames.first).to_have_attribute("data-at", "1.0")
    expect(frames.first).to_have_attribute("src", re.compile(r"at=1\.0$"), timeout=PATIENCE_MS)


def test_versions_of_other_shapes_stand_side_by_side_and_a_search_leads_to_its_session(screen: Screen) -> None:
    for sentence in ("use the sample bottle", "slow push-in, 6 seconds", "make it square"):
        screen.say(sentence)
    compared = screen.say("compare with the original").get_by_test_id("compare")
    expect(compared.get_by_test_id("compare-frame")).to_have_count(2, timeout=PATIENCE_MS)
    expect(compared.get_by_test_id("compare-divide")).to_have_count(0)
    expect(compared.get_by_test_id("compare-changes")).to_contain_text("9:16 → 1:1")
    found = screen.say("search all sessions for square").get_by_test_id("found-link").first
    expect(found).to_have_attribute("href", re.compile(r"^/thread/[0-9a-f-]+$"))
    found.click()
    screen.ready()
    expect(screen.page.get_by_test_id("compare")).to_be_visible(timeout=PATIENCE_MS)
