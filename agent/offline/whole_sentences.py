"""Whole sentences that can mean one thing only, read by pattern before anything else is tried."""

import re
from collections.abc import Callable, Sequence

from pydantic import JsonValue

from agent.offline.calls import Calls
from agent.offline.context import Context
from tools.receipts import ToolCall

OPENER = (
    r"(?:(?:ok|okay|so|and|now|please|then|hm+|well|actually|can you|can we|could you|could we|would you|let us|"
    r"i would like to|i want to|i want|we should|just)\b,? )*"
)
Reader = Callable[["re.Match[str]", Context], Calls | None]
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "first": 1, "second": 2,
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip
COUNT = rf"(?:\d+|{'|'.join(NUMBERS)})"


def read_whole(sentence: str, context: Context, patterns: Sequence[tuple[str, Reader]]) -> Calls | None:
    """The calls of the first pattern that the whole sentence fits; None where none does. What was caught is given in
    the letters that were typed."""
    typed = _straight(sentence)
    for pattern, reader in patterns:
        found = re.fullmatch(f"{OPENER}{pattern}(?:,? please)?", typed, re.IGNORECASE)
        if found is not None and (calls := reader(found, context)) is not None:
            return calls
    return None


def one_call(name: str, /, **args: JsonValue) -> Calls:
    """One call; arguments that are None or empty are left out."""
    return [ToolCall(name=name, args={key: value for key, value in args.items() if value not in (None, "")})]


def number_in(word: str | None) -> int | None:
    """`2`, `two` or `second` as a number."""
    if not word:
        return None
    return int(word) if word.isdigit() else NUMBERS.get(word.casefold())


def _straight(sentence: str) -> str:
    """Straight quotes, "let us" for "let's", "that is" for "that's", single spaces, nothing at the end."""
    text = sentence.replace("’", "'").replace("“", '"').replace("”", '"')
    text = re.sub(r"\blet's\b", "let us", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(that|this|she|he|it|here)'s\b", r"\1 is", text, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", text).strip(" .!?")
