"""The field's vocabulary: words and phrases, and what they mean. The words themselves are data (`vocabulary/*.toml`).

A table of a file is a tag, a key of it a value, and the text behind it the phrases that mean it, parted by commas.
A word's ending says how it bends: `~` verb (glide~: glides, glided, gliding), `+` noun (shot+: shots), `^` adjective
(slow^: slower, slowest, slowly). Articles are left out of phrases and skipped in sentences.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

ARTICLES = frozenset({"the", "a", "an"})
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a phrase. `form` is "er" for comparatives, "ing" and "ed" for those forms, else ""."""

    tag: str
    value: str
    form: str = ""


class Lexicon:
    """Phrases by their first word, longest first."""

    def __init__(self, phrases: dict[tuple[str, ...], tuple[Sense, ...]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[Sense, ...]]]] = {}
        for words, senses in sorted(phrases.items(), key=lambda item: -len(item[0])):
            self._by_first.setdefault(words[0], []).append((words, senses))
        self.words = frozenset(word for words in phrases for word in words)
        self.apart = _apart(phrases)

    def match(self, words: Sequence[str], at: int) -> tuple[int, tuple[Sense, ...]] | None:
        """The longest phrase that starts at `at`, as (index behind it, senses)."""
        for phrase, senses in self._by_first.get(words[at], ()):
            end = _end_of(phrase, words, at)
            if end:
                return end, senses
        return None


def _apart(phrases: dict[tuple[str, ...], tuple[Sense, ...]]) -> dict[str, list[tuple[str, str]]]:
    """Verbs and the particles that may stand apart from them, with what they mean together."""
    verbs: dict[str, list[tuple[str, str]]] = {}
    for words, senses in phrases.items():
        for sense in senses:
            if sense.tag == "apart" and len(words) == 2:
                verbs.setdefault(words[0], []).append((words[1], sense.value))
    return verbs


def together(value: str) -> tuple[str, str]:
    """Tag and value of a verb and its particle: "turn ... down" lowers, "fade ... in" is a fade-in."""
    return {
        "fadein": ("fadein", "yes"), "fadeout": ("fadeout", "yes"), "begin": ("begin", "yes"),
        "ease_in": ("easing", "ease_in"), "ease_out": ("easing", "ease_out"), "speed_plus": ("speed", "plus"),
        "size_plus": ("size", "plus"), "size_minus": ("size", "minus"),
        "exposure_plus": ("exposure", "plus"), "exposure_minus": ("exposure", "minus"),
    }.get(value, ("act", value))  # fmt: skip


def _end_of(phrase: tuple[str, ...], words: Sequence[str], at: int) -> int:
    """Index behind `phrase` in `words` from `at`, articles skipped; 0 where it is not there."""
    for wanted in phrase:
        while at < len(words) and words[at] != wanted and words[at] in ARTICLES:
            at += 1
        if at >= len(words) or words[at] != wanted:
            return 0
        at += 1
    return at


@cache
def lexicon() -> Lexicon:
    """The vocabulary of all files, read once."""
    phrases: dict[tuple[str, ...], dict[Sense, None]] = {}
    for file in sorted((Path(__file__).parent / "vocabulary").glob("*.toml")):
        for tag, values in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for value, text in values.items():
                for words, form in _phrases(text):
                    phrases.setdefault(words, {})[Sense(tag, value, form)] = None
                    if tag == "apart":
                        phrases[words][Sense(*together(value))] = None
    return Lexicon({words: tuple(senses) for words, senses in phrases.items()})


def _phrases(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for phrase in re.split(r"[,\n]", text):
        words = phrase.split()
        for combination in product(*(bent(word) for word in words)):
            if combination:
                form = next((form for _, form in combination if form), "")
                yield tuple(word for word, _ in combination), form


def bent(word: str) -> list[tuple[str, str]]:
    """The forms of a word written with its ending's mark, each with the name of the form."""
    base, mark = (word[:-1], word[-1]) if word[-1] in "~+^" else (word, "")
    if mark == "~":
        return [(base, ""), (_with_s(base), ""), (_joined(base, "ed"), "ed"), (_joined(base, "ing"), "ing")]
    if mark == "+":
        return [(base, ""), (_with_s(base), "")]
    if mark == "^":
        return [(base, ""), (_joined(base, "er"), "er"), (_joined(base, "est"), "er"), (_adverb(base), "")]
    return [(base, "")]


def _with_s(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _joined(base: str, ending: str) -> str:
    """Base and ending by the rules of English spelling: glide+ed glided, trim+ing trimming, muddy+er muddier."""
    if base.endswith("e") and not (ending == "ing" and base.endswith(("ee", "ye"))):
        return base + ending[1:] if ending != "ing" else base[:-1] + "ing"
    if base.endswith("y") and base[-2] not in _VOWELS and ending != "ing":
        return base[:-1] + "i" + ending
    if _doubles(base):
        return base + base[-1] + ending
    return base + ending


def _doubles(base: str) -> bool:
    one_syllable = len(re.findall(r"[aeiouy]+", base)) == 1
    return one_syllable and re.search(r"[^aeiou][aeiou][bdgklmnprtz]$", base) is not None


def _adverb(base: str) -> str:
    if base.endswith("y"):
        return base[:-1] + "ily"
    if base.endswith("le"):
        return base[:-1] + "y"
    return base + "ly"
