"""Keys stay out of logs."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from agent.redaction import REDACTED, Redactor, configure_logging

OWN = "my-own-secret-value"
SHAPES = [
    "sk-proj-abcdefghijklmnop1234",
    "AIzaSyA1234567890abcdefghijklmnopqrstuv",
    "gsk_abcdefghijklmnopqrstuvwx",
    "12345678-1234-1234-1234-123456789abc:0123456789abcdef0123456789abcdef",
    OWN,
]


@pytest.mark.parametrize("key", SHAPES)
def test_a_key_is_replaced_wherever_it_stands_in_a_text(key: str) -> None:
    told = Redactor([OWN]).text(f"tried ({key}), then gave up")
    assert key not in told
    assert told == f"tried ({REDACTED}), then gave up"


@pytest.mark.parametrize(
    "text", ["Authorization: Bearer abc.def-ghi", "https://x.test/v1?key=abc123&size=2", "?api_key=zzz"]
)
def test_what_stands_behind_a_telling_word_is_replaced(text: str) -> None:
    told = Redactor().text(text)
    assert REDACTED in told
    assert "abc" not in told
    assert "zzz" not in told


@pytest.mark.parametrize(
    "text", ["a risk-free push-in", "the key shot, 6 seconds", "task-1234", "monkey=1", "", "sk-ip"]
)
def test_ordinary_words_stay(text: str) -> None:
    assert Redactor([""]).text(text) == text


def test_values_are_searched_to_their_depth_and_telling_names_hide_theirs() -> None:
    event = {
        "api_key": "plain", "headers": {"Authorization": "x", "n": 1}, "tried": [OWN, {"deep": f"a {OWN}"}],
        "input_tokens": 12, "ok": True, "none": None,
    }  # fmt: skip
    told = Redactor([OWN])(None, "info", event)
    assert told["api_key"] == REDACTED
    assert told["headers"] == {"Authorization": REDACTED, "n": 1}
    assert told["tried"] == [REDACTED, {"deep": f"a {REDACTED}"}]
    assert (told["input_tokens"], told["ok"], told["none"]) == (12, True, None)


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Logging as the program sets it up, onto a text; put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    text = io.StringIO()
    configure_logging(Redactor([OWN]), "INFO", text)
    yield text
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def test_our_logs_and_the_libraries_are_json_lines_without_keys(stream: io.StringIO) -> None:
    structlog.get_logger("ours").info("asked", url=f"http://x/?key={OWN}")
    logging.getLogger("httpx").warning("sent %s", OWN)
    try:
        raise ValueError(f"refused {OWN}")
    except ValueError:
        structlog.get_logger("ours").exception("broke")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["event"] for line in lines] == ["asked", f"sent {REDACTED}", "broke"]
    assert "ValueError: refused [key]" in lines[2]["exception"]
    assert OWN not in stream.getvalue()
