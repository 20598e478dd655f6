"""Whole sentences about what costs money, in every language that is read. Words are data (`money_wishes.toml`)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from agent.offline.translate import plain

ENGINES = r"(?:kling|seedance|veo|runway|hailuo|wan|omni|gemini|ltx|pixverse|happy horse|aleph)"
"""Engines as people call them, as a pattern."""
_FILE = Path(__file__).with_name("money_wishes.toml")
_OWN = "en"

Kind = Literal["takes", "price", "engine", "cheaper", "again"]
_KINDS: tuple[Kind, ...] = ("takes", "price", "engine", "cheaper", "again")


@dataclass(frozen=True)
class Said:
    """What a sentence is about. count: of takes; engine: the one that is named."""

    kind: Kind
    count: int = 1
    engine: str = ""

    @property
    def english(self) -> str:
        """The same in words that are read here."""
        return {
            "takes": f"make {self.count} takes", "price": "show me the price", "engine": f"use {self.engine} for this",
            "cheaper": "cheaper one", "again": "make it again from the lock",
        }[self.kind]  # fmt: skip


@dataclass(frozen=True)
class _Language:
    numbers: Mapping[str, int]
    wishes: tuple[tuple[Kind, re.Pattern[str]], ...]


def said_of_money(sentence: str) -> Said | None:
    """What an English sentence says about money; None for every other."""
    return _read_in(_OWN, sentence)


def in_english(sentence: str) -> str | None:
    """A sentence about money in another language, in English; None for every other."""
    found = (_read_in(name, sentence) for name in _languages() if name != _OWN)
    said = next((one for one in found if one is not None), None)
    return said.english if said is not None and said_of_money(sentence) is None else None


def _read_in(name: str, sentence: str) -> Said | None:
    text = re.sub(r"[\s,]*(?:[!?。！？¿¡]|\.(?!\d))+[\s]*", " ", plain(sentence)).strip()
    language = _languages()[name]
    for kind, pattern in language.wishes:
        if (found := pattern.fullmatch(text)) is not None:
            parts = found.groupdict()
            number = parts.get("n") or "1"
            count = int(number) if number.isdigit() else language.numbers[number]
            return Said(kind, count, re.sub(r"\s+", "-", (parts.get("engine") or "").strip()))
    return None


@cache
def _languages() -> Mapping[str, _Language]:
    return {name: _read(table) for name, table in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}


def _read(table: Mapping[str, Any]) -> _Language:
    numbers = {plain(word): count for word, count in table["numbers"].items()}
    parts = {
        "{n}": rf"(?P<n>[1-8]|{'|'.join(numbers)})",
        "{engine}": rf"(?P<engine>{ENGINES}(?:[ -]?[\d.]+)?(?:[ -](?:pro|fast|flash|turbo|lite|omni))?)",
    }
    courtesy = rf"(?:(?:{plain(table['please'])})[ ,]*)*"
    wishes: list[tuple[Kind, re.Pattern[str]]] = []
    for kind in _KINDS:
        for pattern in table[kind]:
            written = plain(pattern)
            for name, words in parts.items():
                written = written.replace(name, words)
            wishes.append((kind, re.compile(rf"{courtesy}(?:{written})[ ,]*{courtesy}")))
    return _Language(numbers, tuple(wishes))
