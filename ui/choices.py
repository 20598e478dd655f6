"""What a click means: the page names a place (turn and index, or a still), the stores say what stands there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from store.errors import UnknownTarget
from tools.receipts import Receipt, ToolCall
from ui.composition import Studio


@dataclass(frozen=True)
class Choice:
    """A click in words, and the tool call it makes; without a call the words are said."""

    label: str
    call: ToolCall | None


def offered_choice(studio: Studio, session_id: str, payload: Mapping[str, Any]) -> Choice | None:
    """The chip {turn, index} of a stored receipt; None if there is no such chip."""
    number, index = payload.get("turn"), payload.get("index")
    if type(number) is not int or type(index) is not int or index < 0:
        return None
    try:
        back = studio.history.session(session_id).turns - number + 1
        turns = studio.history.turns(session_id, last=back) if back > 0 else []
    except UnknownTarget:
        return None
    stored = turns[0].receipt if turns and turns[0].number == number else None
    offers = Receipt.model_validate(stored).offers if stored else ()
    return Choice(offers[index].label, offers[index].call) if index < len(offers) else None


def lock_choice(studio: Studio, session_id: str, payload: Mapping[str, Any]) -> Choice | None:
    """The still {still} of this session; None for any other."""
    for still in studio.stills.of_session(session_id):
        if still.id == payload.get("still"):
            words = f"lock {still.number}" if still.kind in ("sketch", "generated") else f"lock “{still.label}”"
            return Choice(words, ToolCall(name="lock_still", args={"still": still.id}))
    return None
