"""What a click means: the page names a place (turn and index, a still, a version), the stores say what stands there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from store.errors import UnknownTarget
from store.version_names import MAX_NAME
from tools.receipts import Receipt, ToolCall
from tools.take_ways import take_ways
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


def take_choice(studio: Studio, session_id: str, payload: Mapping[str, Any]) -> Choice | None:
    """The take {shot, number} of this session; number 0 is the shot's still. With {way} one of the choices about it
    (`tools.take_ways`). None for any other."""
    number, way = payload.get("number"), payload.get("way")
    shot = next((one for one in studio.history.head(session_id).scene.shots if one.id == payload.get("shot")), None)
    if shot is None or type(number) is not int:
        return None
    if number == 0:
        return Choice("use the still again", _tool("use_still", shot=shot.id))
    take = next((one for one in studio.takes.of_shot(session_id, shot.id) if one.number == number), None)
    if take is None:
        return None
    if way is None:
        return Choice(f"take {number}", _tool("pick_take", shot=shot.id, number=number))
    check = studio.takes.checks(session_id).get(take.id)
    found = [one.chip(number) for one in take_ways(shot, take, check) if one.name == way]
    return Choice(found[0].label, found[0].call) if found else None


def version_choice(studio: Studio, session_id: str, payload: Mapping[str, Any]) -> Choice | None:
    """A button of the history board: {do, version}, to name it {do: "name", version, name}, to compare it with another
    than the present one {do: "compare", version, with}. None where there is no such version or button."""
    number, other = payload.get("version"), payload.get("with")
    do, name = payload.get("do"), payload.get("name")
    if not all(_is_version(studio, session_id, one) for one in (number, number if other is None else other)):
        return None
    if do == "name" and isinstance(name, str) and name.strip():
        words = " ".join(name.split())[: MAX_NAME + 1]
        return Choice(f"call version {number} “{words}”", _tool("name_version", name=words, version=number))
    if do == "restore":
        return Choice(f"back to version {number}", _tool("restore", version=number))
    if do == "branch":
        return Choice(f"branch from version {number}", _tool("branch", version=number))
    if do == "revert":
        return Choice(f"take back version {number} and keep the rest", _tool("revert", version=number))
    if do == "compare" and other is None:
        return Choice(f"compare version {number} with this one", _tool("compare", version_a=number))
    if do == "compare":
        return Choice(f"compare version {number} and {other}", _tool("compare", version_a=number, version_b=other))
    return None


def _is_version(studio: Studio, session_id: str, number: Any) -> bool:
    try:
        return type(number) is int and studio.history.revision(session_id, number).number == number
    except UnknownTarget:
        return False


def _tool(tool: str, **args: JsonValue) -> ToolCall:
    return ToolCall(name=tool, args=args)
