"""The page itself: no login, nothing from outside, two servers side by side, gone without a trace."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.e2e.screen import Guard, Screen
from tests.e2e.server import ROOT, Server


def seats(page: Page) -> list[Any]:
    """The cookies that let this browser in."""
    cookies: list[Any] = [*page.context.cookies()]
    return [cookie for cookie in cookies if cookie["name"].startswith("reshoot_")]


def test_the_page_opens_without_a_login_and_asks_nobody_outside(screen: Screen) -> None:
    page = screen.page
    expect(page).to_have_title("Reshoot")
    expect(page.locator("#chat-input")).to_be_visible()
    expect(page.get_by_role("button", name="Try the sample bottle")).to_be_enabled()
    assert page.url == f"{screen.url}/"
    [seat] = seats(page)
    assert (seat["httpOnly"], seat["sameSite"]) == (True, "Strict")
    assert page.locator("a[href^='http']").count() == 0


def test_the_welcome_says_how_it_works(screen: Screen) -> None:
    screen.page.get_by_role("button", name="How it works").click()
    expect(screen.page.get_by_text("slow push-in, 6 seconds")).to_be_visible()


def test_pictures_and_words_of_the_page_are_ours_in_both_lights(browser: Browser, server: Server) -> None:
    for scheme, logo in (("dark", "#ece9e2"), ("light", "#1d2026")):
        context = browser.new_context()
        context.add_init_script(f"location.host && localStorage.setItem('vite-ui-theme', '{scheme}')")
        guard = Guard()
        context.on("page", guard.watch)
        screen = Screen(context.new_page(), server.url).open()
        shown = screen.page.request.get(f"{server.url}/logo?theme={scheme}").text()
        assert logo in shown
        expect(screen.page.locator("html")).to_have_class(re.compile(scheme))
        context.close()
        assert guard.faults == []


def test_two_servers_with_homes_of_their_own_leave_each_other_alone(
    page: Page, server: Server, own_server: Server
) -> None:
    first = Screen(page, server.url).open()
    second = Screen(page.context.new_page(), own_server.url).open()
    first.page.reload()
    first.ready()
    second.page.reload()
    second.ready()
    assert len({seat["name"] for seat in seats(page)}) == 2
    own_server.stop()
    assert (server.home / "screen" / ".files").is_dir()
    first.page.reload()
    first.ready()


def test_a_server_that_is_stopped_leaves_nothing_behind(own_server: Server, page: Page) -> None:
    before = {path.name for path in ROOT.iterdir()}
    Screen(page, own_server.url).open()
    page.goto("about:blank")
    assert own_server.stop() == 0
    assert not (own_server.home / "screen" / ".files").exists()
    assert {path.name for path in ROOT.iterdir()} == before
    assert not (ROOT / ".chainlit" / "translations").exists()
    assert "Traceback" not in own_server.log()


def test_the_log_names_the_address_and_the_home(own_server: Server) -> None:
    assert f"Reshoot is running at {own_server.url}" in own_server.log()
    assert f"Data is kept in {own_server.home}" in own_server.log()


def test_a_second_server_on_one_home_is_turned_away(server: Server, tmp_path: Path) -> None:
    other = Server(tmp_path)
    other.home = server.home
    try:
        other.start()
    except AssertionError as refused:
        assert "already using" in str(refused)
    else:
        other.stop()
        raise AssertionError("two servers write to one home")
