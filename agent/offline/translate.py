"""Plain edits in Spanish, German, French, Portuguese, Japanese and Chinese, brought to the vocabulary phrase by phrase.

The phrases are data (`languages/*.toml`). It is no translation: the words of a wish are enough, in any order.
"""

import re
import tomllib
import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from agent.offline.lexicon import lexicon
from agent.offline.spelling import plain_words
from agent.offline.word_sets import word_set

_FOLDER = Path(__file__).parent / "languages"
_WORDS = re.compile(r"#[0-9a-fA-F]{6}\b|¶\d+¶|[^\W\d_]+(?:['-][^\W\d_]+)*|\S")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_KANA = re.compile(r"[\u3040-\u30ff\uff66-\uff9f]")
_PLURAL_IN_S = frozenset({"es", "fr", "pt"})
"""Languages whose adjectives agree: "plus lumineuse" is "plus lumineuses" of several."""
_NUMERALS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_COUNTED = re.compile(r"([一二两兩三四五六七八九十])(?=\s*(?:秒|倍|度|档|帧|分))")


@dataclass(frozen=True)
class Language:
    """Phrases of one language, longest first, and the words by which it is known."""

    name: str
    phrases: dict[tuple[str, ...], str]
    longest: int
    marks: frozenset[str]
    clitics: tuple[str, ...]
    scanned: tuple[tuple[str, str], ...]


@cache
def languages() -> dict[str, Language]:
    """All languages by their code."""
    return {file.stem: _read(file) for file in sorted(_FOLDER.glob("*.toml"))}


def _read(file: Path) -> Language:
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    pairs = [(p.strip(), english) for english, said in table["phrases"].items() for p in said.split(",") if p.strip()]
    phrases = {tuple(_WORDS.findall(plain(phrase))): english for phrase, english in pairs}
    if file.stem in _PLURAL_IN_S:
        several = {(*words[:-1], f"{words[-1]}s"): english for words, english in phrases.items()}
        phrases = several | phrases
    marks = frozenset(
        plain(word) for word in str(table.get("marks", {}).get("words", "")).split() if not _english(word)
    )
    scanned = tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
    clitics = tuple(sorted(str(table.get("marks", {}).get("clitics", "")).split(), key=len, reverse=True))
    return Language(file.stem, phrases, max(len(words) for words in phrases), marks, clitics, scanned)


def plain(text: str) -> str:
    """Lower case without accents: "saturación" and "saturacion" are the same."""
    apart = unicodedata.normalize("NFD", text.lower().replace("ß", "ss").replace("’", "'"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def translated(text: str, own: Set[str] = frozenset()) -> str | None:
    """The sentence in the vocabulary's words; None where it is English already, or no language that is known. `own`
    are words of the scene: they tell no language."""
    if _CJK.search(text):
        return _scanned(text, languages()["ja" if _KANA.search(text) else "zh"])
    split = [part for word in _WORDS.findall(text) for part in _parts(word)]
    apart = {name: _without_clitics(language, split) for name, language in languages().items()}
    best = max(
        languages().values(), key=lambda language: _fit(language, [plain(word) for word in apart[language.name]])
    )
    words = apart[best.name]
    keys = [plain(word) for word in words]
    if not _is_foreign(best, keys, own):
        return None
    return _brought(best, words, keys)


def _without_clitics(language: Language, words: list[str]) -> list[str]:
    """Verbs without the pronoun that hangs on them, where the verb is known: "baissez-la" as "baissez", "súbelo" as
    "sube", "quítala" as "quita"."""
    return [_bare(language, word) for word in words]


def _bare(language: Language, word: str) -> str:
    key = plain(word)
    if (key,) in language.phrases:
        return word
    for clitic in language.clitics:
        stem = key.removesuffix(clitic)
        if stem != key and len(stem) > 2 and (stem,) in language.phrases:
            return stem
    return word


_HEADS = re.compile(r"(?i)(\w{3,}?)-?(einstellung|szene|aufnahme)(?:en|n)?$")


def _parts(word: str) -> list[str]:
    """A German compound that ends in a word for "shot" as two words: "Tassen-Einstellung"."""
    found = _HEADS.fullmatch(word)
    return [found[1], found[2]] if found else [word]


def _fit(language: Language, keys: list[str]) -> float:
    """How much of a sentence a language covers; words that tell it count twice."""
    return len(_covered(language, keys)) + sum(key in language.marks for key in keys)


def _covered(language: Language, keys: list[str]) -> set[int]:
    covered: set[int] = set()
    at = 0
    while at < len(keys):
        length = _match(language, keys, at)
        covered |= set(range(at, at + length))
        at += max(1, length)
    return covered


def _match(language: Language, keys: list[str], at: int) -> int:
    """How many words the longest phrase at `at` has; 0 for none."""
    for length in range(min(language.longest, len(keys) - at), 0, -1):
        if tuple(keys[at : at + length]) in language.phrases:
            return length
    return 0


def _is_foreign(language: Language, keys: list[str], own: Set[str]) -> bool:
    letters = [key for key in keys if key.isalpha() or "-" in key or "'" in key]
    english = {key for key in letters if _english(key) or key in own}
    covered = _covered(language, keys)
    marked = sum(
        key not in english and (key in language.marks or (at in covered and key in letters))
        for at, key in enumerate(keys)
    )
    weight = sum(key in english for key in letters) + sum(key in _ENGLISH for key in letters)
    enough = len(covered) * 2 >= len(letters) or (marked > 1 and weight * 2 <= marked)
    return marked > 0 and enough and len(covered) + marked > weight


def _english(word: str) -> bool:
    return word in lexicon().words or word in plain_words() or word in _ENGLISH


_ENGLISH = word_set("english")


def _brought(language: Language, words: list[str], keys: list[str]) -> str:
    said: list[str] = []
    at = 0
    while at < len(keys):
        length = _match(language, keys, at)
        if _by_so_much(keys, at):
            said.append("by")
        elif length:
            said.append(language.phrases[tuple(keys[at : at + length])])
        else:
            said.append(words[at])
        at += max(1, length)
    return _tidied(" ".join(word for word in said if word))


def _by_so_much(keys: list[str], at: int) -> bool:
    """ "de 5 dB", "en un 20 %": by how much, not how much it is."""
    number = next((n for n in (at + 1, at + 2) if keys[n : n + 1] and keys[n][0].isdigit()), 0)
    unit = keys[number + 1 : number + 2] if number else []
    return keys[at] in ("de", "d", "en", "em", "um") and unit in (["db"], ["%"], ["decibels"], ["decibelios"])


def _tidied(text: str) -> str:
    """Punctuation back to its word, decimals and units together again."""
    text = re.sub(r"(\d) ?([.,]) ?(\d)", r"\1.\3", text)
    text = re.sub(r"(?<=\d) (?=\d)", "", text)
    text = re.sub(r"(?<!\d )([-+]) (?=\d)", r"\1", text)
    return re.sub(r" ([.,;:!?%])", r"\1", text)


def _scanned(text: str, language: Language) -> str | None:
    """A sentence without spaces: phrase by phrase, what is between them is dropped but for numbers and Latin words."""
    text = _COUNTED.sub(lambda m: str(_NUMERALS[m[1]]), text)
    said: list[str] = []
    at = 0
    while at < len(text):
        phrase = next(((p, english) for p, english in language.scanned if text.startswith(p, at)), None)
        if phrase is not None:
            said.append(phrase[1])
            at += len(phrase[0])
            continue
        kept = re.compile(r"¶\d+¶|[0-9]+(?:[.,:][0-9]+)?%?|[A-Za-z]+").match(text, at)
        if kept is not None:
            said.append(kept[0])
            at = kept.end()
            continue
        if text[at] in "、。，,.！!？?":
            said.append("?" if text[at] in "？?" else ",")
        at += 1
    joined = _tidied(" ".join(said)).strip(" ,")
    return joined or None
