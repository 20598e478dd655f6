"""Fixed texts, and texts that come from outside."""

import pytest

from tools.receipts import Card, Receipt
from ui.wording import OUTCOME_LABELS, plain, progress_line, said, title_from


@pytest.mark.parametrize(
    "text", ["![x](http://a.example/b.png)", "[a](b)", "<img src=x>", "# big", "a_b*c*`d`", "1. one", "$x$"]
)
def test_nothing_in_a_text_is_taken_for_formatting(text: str) -> None:
    shown = plain(text)
    assert shown.replace("\\", "") == text
    assert all(shown[index - 1] == "\\" for index, sign in enumerate(shown) if sign in "![]()<>#_*`.$")


def test_lines_stay_lines() -> None:
    assert plain("one\ntwo") == "one  \ntwo"


@pytest.mark.parametrize(
    ("sentence", "files", "title"),
    [
        ("slow push-in", [], "slow push-in"),
        ("  slow\n push-in ", [], "slow push-in"),
        ("", ["bottle.jpg"], "bottle"),
        ("", ["../../etc/passwd.png"], "passwd"),
        ("", ["C:\\photos\\cup.heic"], "cup"),
        ("", [], "Untitled"),
        ("word " * 30, [], "word word word word word word word word word word word…"),
        ("x" * 200, [], "x" * 59 + "…"),
    ],
)
def test_a_session_is_named_after_what_came_first(sentence: str, files: list[str], title: str) -> None:
    assert title_from(sentence, files) == title


def test_progress_is_told_in_whole_percents_and_never_beyond() -> None:
    assert progress_line("Exporting", 0.426) == "Exporting: 43 %"
    assert progress_line("Exporting", 1.7) == "Exporting: 100 %"
    assert progress_line("Looking") == "Looking …"


def test_what_a_card_lists_is_not_told_twice() -> None:
    card = Card(kind="history", data={"entries": []})
    history = Receipt(outcome="action", action="show_history", message="1. a\n2. b", cards=(card,))
    assert said(history) == "What we changed so far:"
    assert said(Receipt(outcome="unchanged", message="Six seconds.")) == "Six seconds."


def test_every_outcome_has_a_word() -> None:
    assert all(OUTCOME_LABELS.values())
    assert len(OUTCOME_LABELS) == 8
