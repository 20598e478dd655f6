"""The whole way of a person: from a photo to finished files, through a killed server, in the real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.pictures import photo
from tests.e2e.screen import PATIENCE_MS, Guard, Screen
from tests.e2e.server import Server
from tools.finish.probe import probe

pytestmark = pytest.mark.timeout(400)
EXPORT_MS = 180_000


def film(answer: Locator, which: str = "after") -> Locator:
    return answer.get_by_test_id(f"receipt-video-{which}")


def wait_for_film(answer: Locator) -> None:
    """The newest clip is there, and its pictures can be seen."""
    expect(film(answer)).to_be_visible(timeout=PATIENCE_MS)
    seen = film(answer).evaluate(
        """video => new Promise(done => {
            const late = setTimeout(() => done(`nothing to see, state ${video.readyState}`), 15000)
            const look = () => {
                if (video.error) done(video.error.message)
                else if (video.readyState >= 2 && video.videoWidth) { clearTimeout(late); done("pictures") }
                else setTimeout(look, 50)
            }
            look()
        })"""
    )
    assert seen == "pictures"


def whole(answer: Locator) -> None:
    """The clip is not only playing already, it is finished."""
    expect(answer.locator("[data-which=after]:not([data-pending])")).to_be_visible(timeout=PATIENCE_MS)


def plays(answer: Locator) -> None:
    """The clip moves."""
    expect(film(answer)).to_be_visible(timeout=PATIENCE_MS)
    before = film(answer).evaluate("video => video.currentTime")
    answer.page.wait_for_function(
        "([video, before]) => video.currentTime !== before", arg=[film(answer).element_handle(), before], timeout=15000
    )


def changes(answer: Locator) -> str:
    return answer.get_by_test_id("receipt-changes").inner_text()


def test_from_a_photo_to_finished_files_through_a_killed_server(page: Page, own_server: Server, tmp_path: Path) -> None:
    screen = Screen(page, own_server.url).open()

    screen.send(photo(tmp_path / "bottle.jpg"))
    expect(page.get_by_test_id("readiness")).to_be_visible(timeout=PATIENCE_MS)
    screen.ready()

    first = screen.say("slow push-in, 6 seconds")
    expect(first).to_contain_text("Locked")
    plays(first)
    expect(page.get_by_test_id("scene-pane")).to_be_visible()

    slower = screen.say("slow the push-in")
    assert re.search(r"speed.*% per second.*% per second", changes(slower), re.S)
    expect(slower.get_by_test_id("receipt-stayed")).to_contain_text("the still")
    expect(slower.get_by_test_id("receipt-framings")).to_be_visible()
    expect(slower.get_by_test_id("chip").filter(has_text="keep the end framing")).to_be_visible()
    expect(film(slower, "before")).to_be_visible()
    wait_for_film(slower)
    in_step(slower)

    for sentence in ("a bit more", "too much", "no, the other way"):
        answer = screen.say(sentence)
        assert changes(answer), sentence
        wait_for_film(answer)
        whole(answer)

    before_undo = screen.answers.count()
    screen.answers.last.get_by_test_id("button-undo").click()
    expect(screen.answers).to_have_count(before_undo + 1, timeout=PATIENCE_MS)
    expect(screen.answers.last.get_by_test_id("receipt")).to_be_visible(timeout=PATIENCE_MS)
    expect(screen.answers.last.get_by_test_id("receipt-pending")).to_have_count(0, timeout=1)

    for sentence, seen in (
        ("warm the lighting", "emperature"),
        ("make it 8 seconds", "8.0 s"),
        ("add a caption: Cold-pressed daily", "Cold-pressed daily"),
        ("captions higher", "aptions"),
    ):
        assert seen in changes(screen.say(sentence)), sentence
    screen.say("undo")

    tell_the_history(screen)
    export(screen, tmp_path)

    go_on_after_a_kill(screen, own_server)


def tell_the_history(screen: Screen) -> None:
    told = screen.say("what did we change?")
    expect(told.get_by_test_id("history-entry").nth(7)).to_be_visible(timeout=PATIENCE_MS)
    expect(told.locator("[data-testid=history-entry][data-undone=true]").first).to_contain_text("captions higher")
    expect(told.locator("[data-testid=history-entry][data-current=true]")).to_have_count(1)


def go_on_after_a_kill(screen: Screen, server: Server) -> None:
    """The session stands in the sidebar of the new server; its films play, and the next change works."""
    page = screen.page
    url = page.url
    server.kill()
    server.start()
    page.goto(server.url)
    session = page.locator("#thread-history").get_by_text("bottle").first
    expect(session).to_be_visible(timeout=PATIENCE_MS)
    session.click()
    expect(page.get_by_test_id("receipt").first).to_be_visible(timeout=PATIENCE_MS)
    assert page.url == url
    screen.ready()
    expect(page.get_by_test_id("scene-pane")).to_contain_text("8")
    filmed = page.locator("[data-step-type=assistant_message]", has=page.get_by_test_id("receipt-video-after"))
    filmed.first.get_by_test_id("receipt-play").click()
    plays(filmed.first)
    after = screen.say("make it 7 seconds")
    assert "7.0 s" in changes(after)
    wait_for_film(after)


def in_step(answer: Locator) -> None:
    """Before and after play at the same moment of the film."""
    apart = answer.evaluate(
        """async answer => {
            const [before, after] = ["before", "after"].map(
                which => answer.querySelector(`[data-testid=receipt-video-${which}]`))
            await new Promise(done => setTimeout(done, 1200))
            return Math.abs(before.currentTime - after.currentTime)
        }"""
    )
    assert apart < 0.35


def export(screen: Screen, folder: Path) -> None:
    answers = screen.answers.count()
    screen.page.locator("#chat-input").fill("export for TikTok and Instagram feed")
    screen.page.locator("#chat-submit").click()
    files = screen.page.get_by_test_id("export")
    expect(files).to_have_count(2, timeout=EXPORT_MS)
    expect(screen.answers).to_have_count(answers + 1)
    sizes: list[tuple[int, int]] = []
    for index in range(2):
        expect(files.nth(index)).to_have_attribute("data-ok", "true")
        with screen.page.expect_download() as download:
            files.nth(index).get_by_test_id("export-download").click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        facts = probe(path)
        sizes.append((facts.width, facts.height))
    assert sizes == [(1080, 1920), (1080, 1080)]


def test_a_described_still_has_four_variants_and_a_click_locks_one(screen: Screen) -> None:
    answer = screen.say("generate a still: a perfume bottle on a stone ledge, warm side light, soft background")
    variants = answer.get_by_test_id("variant")
    expect(variants).to_have_count(4)
    expect(answer).to_contain_text("sketch")
    expect(answer).to_contain_text("OPENAI_API_KEY")
    answers = screen.answers.count()
    variants.nth(1).get_by_test_id("variant-lock").click()
    expect(screen.answers).to_have_count(answers + 1, timeout=PATIENCE_MS)
    wait_for_film(screen.answers.last)


def test_two_tabs_on_one_session_show_the_same(screen: Screen) -> None:
    screen.say("use the sample bottle")
    screen.say("slow push-in, 6 seconds")
    screen.page.wait_for_url(re.compile("/thread/"))
    other = Screen(screen.page.context.new_page(), screen.url)
    other.page.goto(screen.page.url)
    expect(other.receipts).to_have_count(screen.receipts.count(), timeout=PATIENCE_MS)
    assert "7.0 s" in changes(other.say("make it 7 seconds"))
    expect(screen.answers).to_have_count(other.answers.count())
    assert "7.0 s" in changes(screen.answers.last)
    assert "8.0 s" in changes(screen.say("make it 8 seconds"))
    assert "8.0 s" in changes(other.answers.last)
    assert screen.page.locator("[data-step-type=user_message]").count() == 4


def test_a_reload_finds_the_running_work_again_and_stop_ends_it(screen: Screen) -> None:
    page = screen.page
    screen.say("use the sample bottle")
    screen.say("slow push-in, 6 seconds")
    page.wait_for_url(re.compile("/thread/"))
    page.locator("#chat-input").fill("export for TikTok")
    page.locator("#chat-submit").click()
    expect(page.locator("#stop-button")).to_be_visible()
    page.reload()
    expect(page.locator("#stop-button")).to_be_visible(timeout=PATIENCE_MS)
    page.locator("#stop-button").click()
    expect(screen.answers.last).to_contain_text("Stopped", timeout=PATIENCE_MS)
    assert "7.0 s" in changes(screen.say("make it 7 seconds"))


@pytest.mark.parametrize("name", ["notes.jpg", "cut.png", "vector.svg", "..⁄..⁄etc.jpg"])
def test_a_file_that_is_no_still_is_one_sentence_and_the_next_turn_works(
    screen: Screen, name: str, tmp_path: Path
) -> None:
    whole = photo(tmp_path / "whole.jpg").read_bytes()
    content = {
        "notes.jpg": b"only words", "cut.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        "vector.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>", "..⁄..⁄etc.jpg": whole[:2000],
    }[name]  # fmt: skip
    path = tmp_path / name
    path.write_bytes(content)
    screen.send(path)
    expect(screen.answers).to_have_count(1, timeout=PATIENCE_MS)
    expect(screen.answers.last).to_contain_text("was not kept")
    screen.ready()
    screen.say("use the sample bottle")
    expect(screen.page.get_by_test_id("readiness")).to_be_visible()


def test_an_empty_file_is_refused_before_it_is_taken_in(screen: Screen, guard: Guard, tmp_path: Path) -> None:
    guard.refusals = "/project/file"
    empty = tmp_path / "empty.jpg"
    empty.touch()
    screen.page.locator("#upload-button-input").set_input_files(empty)
    expect(screen.page.get_by_text("Could not take empty.jpg: it is empty (0 bytes)")).to_be_visible()
    screen.say("use the sample bottle")
