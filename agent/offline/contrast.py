"""What a sentence is *not* asking for: "a tilt instead of the pan", "horizontal, not vertical", "but not too much"."""

from collections.abc import Sequence
from dataclasses import dataclass

from agent.offline.lexicon import ARTICLES, lexicon
from agent.offline.tokens import Token
from agent.offline.word_sets import word_set

_ENDS = frozenset({",", ".", ";", "!", "?", "but"})
_STARTS_VERB = frozenset({"make", "do", "have", "use", "let", "try", "give", "go", "put"})
_SUITS = frozenset({"suits", "suit", "fits", "fit", "works", "work", "serves", "serve", "is", "be"})
_AUXILIARIES = word_set("auxiliaries")
_NOT_CONTRASTED = word_set("not_contrasted")
_SPARING = frozenset({"touching", "changing", "altering", "affecting", "disturbing", "modifying", "replacing"})
"""Behind "without": what is left as it is."""
_LEADING_TO_A_SHOT = frozenset({"on", "for", "during"})
_LIMITS = frozenset(["too", "so", "overly", "much", "crazy", "overboard"])


@dataclass(frozen=True)
class Contrast:
    """The tokens that are asked for, those that are contrasted with, and whether the wish was limited."""

    tokens: tuple[Token, ...]
    instead: tuple[Token, ...] = ()
    hedged: bool = False


def without_contrast(tokens: Sequence[Token]) -> Contrast:
    """Takes contrasts out, one after the other."""
    kept = list(tokens)
    instead: list[Token] = []
    hedged = False
    at = 0
    while at < len(kept):
        words = [token.word for token in kept]
        opening = _opening(words, at)
        if opening == 0:
            at += 1
            continue
        end = _end(words, at + opening)
        limit = _is_limit(words, at, opening)
        if limit:
            hedged = True
        rest = kept[:at] + kept[end:]
        if not any(token.word.isalnum() or token.quantity for token in rest):
            at += 1
            hedged = False
            continue
        if not limit and words[at] != "without":
            instead += kept[at + opening : end]
        kept = rest
    return Contrast(tuple(kept), tuple(instead), hedged)


def _opening(words: Sequence[str], at: int) -> int:
    """How many words open a contrast at `at`; 0 where none begins."""
    two, three = list(words[at : at + 2]), list(words[at : at + 3])
    if two in (["instead", "of"], ["rather", "than"], ["compared", "to"], ["compared", "with"]):
        return 2
    if three in (["as", "opposed", "to"], ["in", "place", "of"], ["in", "lieu", "of"]):
        return 3
    if two in (["but", "not"], ["though", "not"], ["just", "not"]) and at:
        return 2
    if words[at] == "than" and "rather" in words[:at]:
        return 1
    if words[at] == "than" and "better" in words[:at] and _SUITS & set(words[:at]) and _names_move(words[at + 1 :]):
        return 1
    if (
        words[at] in ("to", "over")
        and "prefer" in words[:at]
        and list(words[at + 1 : at + 2]) in (["the"], ["that"], ["this"])
    ):
        return 1
    if words[at : at + 4] == ["but", "do", "not", "overdo"] or words[at : at + 4] == ["but", "do", "not", "go"]:
        return 3
    if two in (["and", "not"], [",", "not"]) and at:
        return 2 if _noun_like(words, at + 2) else 0
    if words[at] == "without" and at and words[at + 1 : at + 2] and words[at + 1] in _SPARING:
        return 0 if {"end", "ending", "final", "framing"} & set(words[at:]) else 2
    if words[at] == "not" and at and words[at - 1] not in _AUXILIARIES and words[at - 1] not in _ENDS | {"and"}:
        return 1 if _noun_like(words, at + 1) else 0
    if words[at] == "not" and words[at + 1 : at + 2] and words[at + 1] in ("into", "toward", "towards", "away"):
        return 0
    if words[at] == "not" and at == 0:
        return 1 if _noun_like(words, 1) and any(w in (",", "but") for w in words[2:]) else 0
    return 0


def _names_move(words: Sequence[str]) -> bool:
    """Whether a camera move is named first: "than panning", "than the tilt"."""
    at = next((n for n, word in enumerate(words) if word not in ARTICLES), len(words))
    found = lexicon().match(list(words), at) if at < len(words) else None
    return found is not None and any(sense.tag == "move" for sense in found[1])


def _noun_like(words: Sequence[str], at: int) -> bool:
    while at < len(words) - 1 and words[at] in ARTICLES:
        at += 1
    return at < len(words) and words[at] not in _NOT_CONTRASTED


def _end(words: Sequence[str], at: int) -> int:
    start = at
    while at < len(words) and words[at] not in _ENDS and not (at > start + 1 and words[at] in _STARTS_VERB):
        if at > start and words[at] in _LEADING_TO_A_SHOT and list(words[at + 1 : at + 2]) == ["the"]:
            break
        at += 1
    return at


def _is_limit(words: Sequence[str], at: int, opening: int) -> bool:
    """ "but not too much", "but don't overdo it": how far, not what."""
    following = list(words[at + opening : at + opening + 2])
    return words[at] in ("but", "though", "just") and (bool(_LIMITS & set(following)) or "overdo" in following)
