"""Tool calls as the readers make them."""

from collections.abc import Sequence
from typing import TypeGuard

from pydantic import JsonValue

from agent.offline.wish import Wish
from tools.receipts import ToolCall

Calls = list[ToolCall]


def call(wish: Wish, name: str, /, **args: JsonValue) -> ToolCall:
    """One tool call for a wish; arguments that are None are left out."""
    given: dict[str, JsonValue] = {key: value for key, value in args.items() if value is not None}
    return ToolCall(name=name, args={**given, "wish": wish.said} if wish.said else given)


def ask(question: str, options: Sequence[str] = ()) -> ToolCall:
    """One short question with the likely answers."""
    chips: list[JsonValue] = list(options[:4])
    return ToolCall(name="ask_person", args={"question": question, "options": chips})


def is_ask(one: ToolCall) -> bool:
    return one.name == "ask_person"


def is_settled(calls: Calls | None) -> TypeGuard[Calls]:
    """Whether something is to be done, and not only asked."""
    return bool(calls) and not is_ask(calls[0])


def listed(items: Sequence[str] | None) -> JsonValue:
    """A list of names as an argument."""
    return None if items is None else list(items)
