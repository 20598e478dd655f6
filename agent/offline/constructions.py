"""Constructions of the grammar: turns of phrase that hold a wish together, however many words stand between.

The vocabulary knows words and fixed phrases; a construction relates them: "let ... breathe", "no ease at the end",
"swap ... for ...". They are data (`constructions/*.toml`): a key is the name a reader asks for, each line behind it one
way to say it. The elements of a line:

    word  word~ word+ word^   a word, with its endings as in the vocabulary (see lexicon.py)
    this|that                 one of several
    (cut in two)|split        one of several, with words of its own; inside, everything above goes
    word?  (on it)?           may be left out; `*` any number of times
    {doings}                  a word of a set in `word_sets.toml`
    _  _name                  any one word; with a name it is handed to the reader
    ...  ...name              any words within the clause; with a name at least one, handed to the reader
    _n_                       a quantity
    ^  $                      the start, the end of the wish

Articles are left out of constructions and skipped in sentences.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from agent.offline.lexicon import bent
from agent.offline.tokens import NUMBER
from agent.offline.word_sets import word_set

_FOLDER = Path(__file__).parent / "constructions"
_ARTICLES = "(?:(?:the|an?) )*"
_ANY_WORD = "(?:[^ ,.;?!]+ )"


class Construction:
    """All ways to say one thing."""

    def __init__(self, lines: Sequence[str]) -> None:
        ways = [_sequence(line) for line in lines]
        self._named = [re.compile(f"(?<= ){way}") for way in ways if "(?P<" in way]
        plain = "|".join(way for way in ways if "(?P<" not in way)
        self._plain = re.compile(f"(?<= )(?:{plain})") if plain else None
        self._whole = re.compile(f" (?:{plain})") if plain else None

    def within(self, words: Sequence[str]) -> dict[str, str] | None:
        """What the named gaps hold; None where the words do not say it."""
        text = f" {' '.join(words)} "
        if self._plain is not None and self._plain.search(text):
            return {}
        for pattern in self._named:
            found = pattern.search(text)
            if found is not None:
                return {name: held.strip() for name, held in found.groupdict().items() if held}
        return None

    def leads(self, words: Sequence[str]) -> int:
        """How many words at the front say it; 0 where they do not. Named gaps do not count here."""
        found = self._plain.match(f" {' '.join(words)} ", 1) if self._plain is not None else None
        return found[0].count(" ") if found is not None else 0

    def ends(self, words: Sequence[str]) -> int:
        """How many words at the end say it; 0 where they do not. Its lines end in "$"."""
        text = f" {' '.join(words)} "
        found = self._plain.search(text) if self._plain is not None else None
        return text[found.start() :].count(" ") if found is not None else 0

    def whole(self, words: Sequence[str]) -> bool:
        """Whether the words say this and nothing else."""
        return self._whole is not None and self._whole.fullmatch(f" {' '.join(words)} ") is not None


def _sequence(line: str) -> str:
    """A line as a pattern over words that each end in a space."""
    return "".join(_pattern(element, often) for element, often in _elements(line))


def _elements(line: str) -> Iterator[tuple[str, str]]:
    """The elements of a line with "?", "*" or "" for how often each may stand."""
    at = 0
    while at < len(line):
        if line[at] == " ":
            at += 1
            continue
        start, depth = at, 0
        while at < len(line) and (line[at] != " " or depth):
            depth += {"(": 1, ")": -1}.get(line[at], 0)
            at += 1
        element = line[start:at]
        often = element[-1] if element[-1] in "?*" else ""
        yield element.removesuffix(often), often


def _pattern(element: str, often: str) -> str:
    if element.startswith("..."):
        name = element[3:]
        return f"(?P<{name}>{_ANY_WORD}+?)" if name else f"{_ANY_WORD}*?"
    if element in ("^", "$"):
        return "(?<=^ )" if element == "^" else "$"
    ways = [_way(way) for way in _ways(element)]
    return f"(?:{'|'.join(ways)}){often}"


def _ways(element: str) -> list[str]:
    """What may stand in one place, parted at its own level of parentheses."""
    ways, depth = [""], 0
    for char in element:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "|" and depth == 0:
            ways.append("")
        else:
            ways[-1] += char
    return ways


def _way(way: str) -> str:
    if way.startswith("("):
        return _sequence(way[1:-1])
    if way.startswith("_") and way != NUMBER:
        return _ARTICLES + (f"(?P<{way[1:]}>{_ANY_WORD})" if way[1:] else _ANY_WORD)
    return f"{_ARTICLES}(?:{'|'.join(map(re.escape, _forms(way)))}) "


def _forms(word: str) -> list[str]:
    if word.startswith("{"):
        return sorted(word_set(word.strip("{}")))
    return [form for form, _ in bent(word)]


@cache
def _texts() -> dict[str, str]:
    """The lines of every construction by its name. Raises ValueError for a name that stands twice."""
    found: dict[str, str] = {}
    for file in sorted(_FOLDER.glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        if twice := found.keys() & table.keys():
            raise ValueError(f"constructions with one name: {', '.join(sorted(twice))} (again in {file.name})")
        found |= table
    return found


@cache
def construction(name: str) -> Construction:
    """The construction of that name. Raises KeyError."""
    return Construction([line.strip() for line in _texts()[name].split("\n") if line.strip()])


def says_only(name: str, words: str) -> bool:
    """Whether a sentence of these words says that construction and nothing else."""
    return construction(name).whole(words.split())


def says_within(name: str, words: str) -> bool:
    """Whether a sentence of these words says that construction somewhere."""
    return construction(name).within(words.split()) is not None


@cache
def construction_words() -> frozenset[str]:
    """Every word that a construction is told by."""
    words = {word for text in _texts().values() for word in re.findall(r"(?<![{\w])[a-z]{4,}(?![}\w])", text)}
    return frozenset(form for word in words for form, _ in bent(word))
