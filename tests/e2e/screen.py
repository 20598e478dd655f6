"""The page in a person's words, and a guard that watches it."""

import os
import re
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response, expect

PATIENCE_MS = 20_000
_OWN = re.compile(r"^(https?|wss?)://127\.0\.0\.1[:/]|^(data|blob|about|chrome-error):")


class Guard:
    """Notes what must not happen on a page: script errors, failed requests, requests to the outside, polling."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.refusals = ""
        """A part of addresses that may answer "no" in this test."""

    def watch(self, page: Page) -> None:
        """Watch a page from its beginning."""
        page.on("pageerror", lambda error: self.faults.append(f"error on the page: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("console", self._console)

    def _request(self, request: Request) -> None:
        if not _OWN.match(request.url):
            self.faults.append(f"request to the outside: {request.url}")
        if "transport=polling" in request.url:
            self.faults.append(f"the page polls: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not (self.refusals and self.refusals in response.url):
            self.faults.append(f"{response.status} for {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.faults.append(f"the page tried what its policy forbids: {message.text}")


class Screen:
    """One tab of the app."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def open(self, path: str = "/") -> "Screen":
        """Open the page and wait until it can be written to."""
        self.page.goto(self.url + path)
        return self.ready()

    def ready(self) -> "Screen":
        """Enter is ignored until the page is connected; its upload button wakes up then."""
        expect(self.page.locator("#upload-button")).to_be_enabled(timeout=PATIENCE_MS)
        return self

    def say(self, sentence: str) -> Locator:
        """Write a sentence and send it; answers the answer's message once it is there."""
        self.ready()
        answers = self.answers.count()
        self.page.locator("#chat-input").fill(sentence)
        expect(self.page.locator("#chat-submit")).to_be_enabled()
        self.page.locator("#chat-submit").click()
        expect(self.answers).to_have_count(answers + 1, timeout=PATIENCE_MS)
        self.ready()
        return self.answers.last

    def send(self, picture: Path, sentence: str = "") -> None:
        """Drop a picture into the composer and send it."""
        self.ready()
        self.page.locator("#upload-button-input").set_input_files(picture)
        self.page.locator("#chat-input").fill(sentence)
        expect(self.page.locator("#chat-submit")).to_be_enabled(timeout=PATIENCE_MS)
        self.page.locator("#chat-submit").click()

    def look(self, name: str) -> None:
        """Keep a picture of the page, where somebody asked for one."""
        if folder := os.environ.get("RESHOOT_TEST_PICTURES"):
            self.page.screenshot(path=f"{folder}/{name}.png")

    @property
    def spend(self) -> Locator:
        """The newest spend card."""
        return self.page.get_by_test_id("spend").last

    def chip(self, words: str) -> Locator:
        """The newest chip with those words."""
        return self.page.get_by_test_id("chip").filter(has_text=words).last

    @property
    def answers(self) -> Locator:
        """Every answer of the assistant."""
        return self.page.locator("[data-step-type=assistant_message]")

    @property
    def receipts(self) -> Locator:
        return self.page.get_by_test_id("receipt")
