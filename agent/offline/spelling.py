"""Slips of the finger: a word that nobody knows becomes the word of the vocabulary it was meant to be."""

import re
from collections.abc import Set
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from agent.offline.constructions import construction_words
from agent.offline.lexicon import lexicon
from agent.offline.quantities import UNITS
from agent.offline.word_sets import word_set

_NUMBER_WORDS = word_set("number_words")


_COMMON_SLIPS = {
    "mak": "make",
    "mke": "make",
    "teh": "the",
    "hte": "the",
    "adn": "and",
    "nad": "and",
    "thsi": "this",
    "taht": "that",
    "wiht": "with",
    "jsut": "just",
    "od": "of",
    "thre": "three",
    "fuor": "four",
    "eigth": "eight",
}


@cache
def plain_words() -> frozenset[str]:
    """English words that are right as they stand, though the vocabulary has a word like them (`plain_words.txt`)."""
    return frozenset(Path(__file__).with_name("plain_words.txt").read_text(encoding="utf-8").split())


@cache
def _meant() -> dict[str, tuple[str, ...]]:
    """Words a slip may have meant, by their first letter."""
    words = {word for word in lexicon().words | UNITS.keys() | _NUMBER_WORDS if word.isalpha() and len(word) >= 4}
    words |= {"parallax", "focus", "warm", "shot", "make", "more", "less", "the", "and", "to"} | {
        "please",
        "should",
        "could",
        "would",
        "with",
    }
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words):
        by_letter.setdefault(word[0], []).append(word)
    return {letter: tuple(found) for letter, found in by_letter.items()}


@cache
def _known() -> frozenset[str]:
    return lexicon().words | construction_words() | plain_words() | frozenset(UNITS) | _NUMBER_WORDS


def corrected(word: str, own: Set[str]) -> str:
    """`word`, or the word it is a slip of. `own` are the words of this scene: always right."""
    if word in _COMMON_SLIPS:
        return _COMMON_SLIPS[word]
    if len(word) < 4 or not word.isalpha() or not word.isascii() or word in own or word in _known():
        return word
    named = next((one for one in sorted(own) if len(one) > 5 and len(word) > 5 and _is_slip(word, one)), None)
    if named is not None:
        return named
    single = re.sub(r"(.)\1", r"\1", word)
    return single if single in lexicon().words and len(single) >= 3 else _nearest(word)


def _is_slip(word: str, own: str) -> bool:
    """ "exteiror": one slip away from a word of the scene."""
    return word[0] == own[0] and OSA.distance(word, own, score_cutoff=1) == 1


@lru_cache(maxsize=4096)
def _nearest(word: str) -> str:
    """The closest word within the reach that a word of this length allows; `word` itself where none or two are.

    Short words are forgiven swapped, doubled and missing letters, not wrong ones: "snow" is not "slow".
    """
    best, distance = word, (99, True)
    candidates = _meant().get(word[0], ()) + (_meant().get(word[1], ()) if len(word) > 3 else ())
    for candidate in candidates:
        limit = _reach(word, candidate)
        if limit < 1:
            continue
        found = OSA.distance(word, candidate, score_cutoff=limit)
        rank = (found, sorted(candidate) != sorted(word))  # swapped letters are the likelier slip
        if found <= limit and rank < distance:
            best, distance = candidate, rank
    return best


def _reach(word: str, candidate: str) -> int:
    """How many slips apart the two may be."""
    shorter = min(len(word), len(candidate))
    if word[0] != candidate[0] and not (word[1] == candidate[0] and word[0] == candidate[1]):
        return -1
    if shorter >= 8:
        return 2
    if shorter >= 6:
        return 1
    same_letters = sorted(word) == sorted(candidate)
    return 1 if same_letters or (len(word) != len(candidate) and shorter >= 4) else -1
