"""A click names a place; what it does is looked up. A page that lies gets nothing."""

from typing import Any

import pytest

from tools.receipts import Chip, Receipt, ToolCall
from ui.choices import Choice, lock_choice, offered_choice
from ui.composition import Studio


@pytest.fixture
def session(studio: Studio) -> str:
    """Two turns, of which the first offers two chips; and another session with a still."""
    history = studio.history
    history.create_session("mine", session_id="s")
    offers = (
        Chip(label="keep the framing", call=ToolCall(name="change_move", args={"keep": "end_framing"})),
        Chip(label="undo"),
    )
    for said, receipt in (
        ("slow the push-in", Receipt(outcome="changed", message="", offers=offers)),
        ("hello", Receipt(outcome="unchanged", message="")),
    ):
        turn = history.begin_turn("s", said)
        history.finish_turn(turn.id, receipt.model_dump(mode="json"), receipt.outcome, 0.1)
    history.begin_turn("s", "still running")
    history.create_session("other", session_id="o")
    return "s"


def test_a_chip_does_what_its_receipt_says(studio: Studio, session: str) -> None:
    found = offered_choice(
        studio, session, {"turn": 1, "index": 0, "call": {"name": "export"}, "label": "something else"}
    )
    assert found == Choice("keep the framing", ToolCall(name="change_move", args={"keep": "end_framing"}))
    assert offered_choice(studio, session, {"turn": 1, "index": 1}) == Choice("undo", None)


@pytest.mark.parametrize(
    "payload",
    [
        {}, {"turn": 1}, {"turn": 1, "index": 2}, {"turn": 1, "index": -1}, {"turn": 2, "index": 0},
        {"turn": 3, "index": 0}, {"turn": 99, "index": 0}, {"turn": 0, "index": 0}, {"turn": -5, "index": 0},
        {"turn": "1", "index": 0}, {"turn": True, "index": 0}, {"turn": 1, "index": [0]}, {"turn": 10**30, "index": 0},
    ],
)  # fmt: skip
def test_a_place_where_nothing_is_offered_is_nothing(studio: Studio, session: str, payload: dict[str, Any]) -> None:
    assert offered_choice(studio, session, payload) is None


def test_only_a_still_of_the_own_session_can_be_locked(studio: Studio, session: str) -> None:
    mine = studio.stills.add("s", "a.png", "sketch", width=9, height=16, label="dawn")
    foreign = studio.stills.add("o", "b.png", "sketch", width=9, height=16)
    assert lock_choice(studio, "s", {"still": mine.id}) == Choice(
        "lock 1", ToolCall(name="lock_still", args={"still": mine.id})
    )
    assert lock_choice(studio, "s", {"still": foreign.id}) is None
    assert lock_choice(studio, "s", {"still": None}) is None
    assert lock_choice(studio, "s", {}) is None
