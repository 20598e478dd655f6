"""Wishes that cost money, as whole sentences in every language that is read. Words are data (`money_wishes.toml`)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agent.offline.calls import Calls
from agent.offline.context import Context
from agent.offline.reading.candidates import ENGINES
from agent.offline.translate import plain
from agent.offline.whole_sentences import one_call
from tools.other_engines import CHEAPEST
from tools.receipts import ToolCall

_FILE = Path(__file__).parents[1] / "money_wishes.toml"
_KINDS = ("takes", "price", "engine", "cheaper", "again")
_MADE_BY_ENGINES = frozenset(
    {"render_takes", "render_sequence", "generate_stills", "generate_panels", "edit_still", "edit_take"}
)
"""Steps that take an engine's name."""


@dataclass(frozen=True)
class _Language:
    numbers: Mapping[str, int]
    wishes: tuple[tuple[str, re.Pattern[str]], ...]


def read_money(said: str, context: Context) -> Calls | None:
    """The calls of a sentence about what an engine makes and what it costs, in the words that were typed; None for
    every other."""
    text = re.sub(r"[\s,]*[.!?。！？¿¡]+[\s]*", " ", plain(said)).strip()
    for language in _languages():
        for kind, pattern in language.wishes:
            if (found := pattern.fullmatch(text)) is not None:
                return _meant(kind, found.groupdict(), language, context)
    return None


def _meant(kind: str, parts: Mapping[str, str | None], language: _Language, context: Context) -> Calls | None:
    offered = _offered(context)
    if kind == "price":
        return [offered] if offered else one_call("estimate")
    if kind == "cheaper":
        return [_by(offered, CHEAPEST)] if offered else None
    if not context.shot_ids:
        return None
    if kind == "takes":
        number = parts["n"] or ""
        return one_call("render_takes", count=int(number) if number.isdigit() else language.numbers[number])
    if kind == "again":
        return one_call("render_takes", count=1) if any(context.takes.values()) else None
    engine = re.sub(r"\s+", "-", (parts["engine"] or "").strip())
    return [_by(offered, engine)] if offered else one_call("render_takes", count=1, engine=engine)


def _offered(context: Context) -> ToolCall | None:
    """What stands at a price before the person, or was over their budget."""
    turn = context.last_turn
    if turn is None or turn.call is None or turn.outcome not in ("awaiting_approval", "refused"):
        return None
    return turn.call if turn.call.name in _MADE_BY_ENGINES else None


def _by(call: ToolCall, engine: str) -> ToolCall:
    return ToolCall(name=call.name, args={**call.args, "engine": engine})


@cache
def _languages() -> tuple[_Language, ...]:
    return tuple(_read(table) for table in tomllib.loads(_FILE.read_text(encoding="utf-8")).values())


def _read(table: Mapping[str, Any]) -> _Language:
    numbers = {plain(word): count for word, count in table["numbers"].items()}
    parts = {
        "{n}": rf"(?P<n>[1-8]|{'|'.join(numbers)})",
        "{engine}": rf"(?P<engine>(?:{ENGINES})(?:[ -]?[\d.]+)?(?:[ -](?:pro|fast|flash|turbo|lite|omni))?)",
    }
    courtesy = rf"(?:(?:{plain(table['please'])})[ ,]*)*"
    wishes: list[tuple[str, re.Pattern[str]]] = []
    for kind in _KINDS:
        for pattern in table[kind]:
            written = plain(pattern)
            for name, words in parts.items():
                written = written.replace(name, words)
            wishes.append((kind, re.compile(rf"{courtesy}(?:{written})[ ,]*{courtesy}")))
    return _Language(numbers, tuple(wishes))
