"""Which changes a person means by words such as "the warm look" or "when the captions went yellow". Pure.

Each change is known by what was said, by its names, and by what its lines stand for (`change_words.toml`). A rare word
tells more than one that fits half of the history.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from pathlib import Path

from rapidfuzz import fuzz

from store.review import ChangeInfo
from tools.colours import colour_family

_SAID, _TOLD = 1.0, 0.75
"""What a word counts that was said, or that only follows from what was changed."""
_ENOUGH = 0.5
"""The least part of a question's words that a change must fit."""
_AS_GOOD = 0.05
"""Changes that fit by so little less than the best one are meant as well."""
_TYPO = 86.0
_PARTS = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:-(?:in|out|over))?")
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|er|est|ly|ish|es|s|e|y)$")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_NUMBER = re.compile(r"[+−-]?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class _Speech:
    """`change_words.toml`, read."""

    filler: frozenset[str]
    tables: Mapping[str, Mapping[str, tuple[str, ...]]]

    def words(self, table: str, key: str) -> tuple[str, ...]:
        return self.tables[table].get(key, ())


@cache
def _speech() -> _Speech:
    read = tomllib.loads(Path(__file__).with_name("change_words.toml").read_text(encoding="utf-8"))
    filler = frozenset(read.pop("filler").split())
    tables = {name: {key: tuple(words.split()) for key, words in table.items()} for name, table in read.items()}
    return _Speech(filler, tables)


def recall(changes: Sequence[ChangeInfo], words: str) -> list[ChangeInfo]:
    """The changes that fit the words best, several if they fit equally well, in their order; none where none does."""
    asked = [word for word in _split(words) if word not in _speech().filler]
    known = [_known_by(change) for change in changes]
    fits = [_fits(word, known) for word in dict.fromkeys(asked)]
    weights = [1 + log((len(changes) + 1) / (sum(map(bool, fit)) + 1)) if any(fit) else 1.0 for fit in fits]
    if not fits:
        return []
    scores = [
        sum(weight * fit[index] for weight, fit in zip(weights, fits, strict=True)) / sum(weights)
        for index in range(len(changes))
    ]
    best = max(scores, default=0.0)
    if best < _ENOUGH * _TOLD:
        return []
    return [change for change, score in zip(changes, scores, strict=True) if score >= best - _AS_GOOD]


def _fits(word: str, known: Sequence[Mapping[str, float]]) -> list[float]:
    """How well a word fits each change, 0..1."""
    vocabulary = {told for words in known for told in words}
    near = {told: alike for told in vocabulary if (alike := _alike(word, told))}
    return [max((near[told] * words[told] for told in near if told in words), default=0.0) for words in known]


def _alike(a: str, b: str) -> float:
    """1 for the same word, less for another form of it or a typing error, 0 for another word."""
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    longer = len(long) - len(short)
    if _stem(a) == _stem(b) or (len(short) > 3 and longer < 5 and long.startswith(short)):
        return 0.95
    return 0.8 if len(short) > 4 and fuzz.ratio(a, b) >= _TYPO else 0.0


def _stem(word: str) -> str:
    return _ENDING.sub("", word)


def _known_by(change: ChangeInfo) -> dict[str, float]:
    """The words by which a change is known, and what each of them counts."""
    told = {word for x in change.changes for word in _line_words(x.get("what", ""), x.get("old", ""), x.get("new", ""))}
    # What was said to take a change back names that change; the one that took it back is known by what it did.
    sentences = change.names if change.op == "patch" else (change.instruction, *change.names)
    said = {word for text in sentences for word in _split(text)}
    return {**dict.fromkeys(told, _TOLD), **dict.fromkeys(said, _SAID)}


@lru_cache(maxsize=8192)
def _line_words(what: str, old: str, new: str) -> frozenset[str]:
    """What a receipt's line stands for. Kept: a long history is gone through at every question."""
    names, values = _split(what), _split(new)
    if not values or values[0] in ("removed", "static", "no", "off", "hidden"):
        values += _split(old)
    speech, words = _speech(), {*names, *values}
    for table, keys in (("nouns", names), ("values", values), (_way(old, new), names)):
        words.update(word for key in keys if table for word in speech.words(table, key))
    if names[:1] == ["shot"] and len(names) > 1:
        words.update(speech.words("ordinals", names[1]))
    if (colour := colour_family(new)) is not None:
        words.update(_split(colour))
    return frozenset(words)


def _way(old: str, new: str) -> str:
    """Whether a value rose or fell, by the first number in each text; "" for what is no number."""
    a, b = (_NUMBER.search(text) for text in (old, new))
    if a is None or b is None:
        return ""
    was, now = (float(found[0].replace("−", "-")) for found in (a, b))
    return "rising" if now > was else "falling" if now < was else ""


def _split(text: str) -> list[str]:
    """Words in small letters; a text without spaces in pairs of signs."""
    words: list[str] = []
    for part in _PARTS.findall(text.casefold()):
        pairs = [part[at : at + 2] for at in range(len(part) - 1)] if _UNSPACED.search(part) else []
        words += pairs or [part]
    return words
