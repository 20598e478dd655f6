"""From a typed sentence to tokens that the readers understand."""

import re
from dataclasses import dataclass
from functools import lru_cache

from agent.offline.announced import prepared
from agent.offline.context import Context
from agent.offline.money_sentences import in_english
from agent.offline.spelling import corrected
from agent.offline.targets import stem
from agent.offline.tokens import NUMBER, PAYLOAD, Token, tokenise, with_numbers
from agent.offline.translate import translated
from agent.offline.word_sets import word_set


@dataclass(frozen=True)
class Sentence:
    """A sentence ready to be read. `said` is what the tokens' places count in."""

    said: str
    tokens: tuple[Token, ...]
    foreign: bool = False


def read_sentence(sentence: str, context: Context) -> Sentence:
    """Carried text set aside, other languages brought to the vocabulary, slips corrected, numbers read."""
    text, payloads = prepared(sentence)
    own = scene_words(context)
    english = in_english(text) or translated(text, own)
    tokens = tokenise(english or text, payloads)
    fixed = tokens if english else _with_too([_corrected(token, own) for token in tokens])
    merged = with_numbers(_without_intensifiers(_without_inner_commas(fixed)))
    return Sentence(english or text, tuple(merged), foreign=english is not None)


def _without_inner_commas(tokens: list[Token]) -> list[Token]:
    """ "soft in, soft out" is one phrase."""
    words = [token.word for token in tokens]
    inner = {
        at
        for at, word in enumerate(words)
        if word == ","
        and at >= 2
        and words[at - 1] == "in"
        and "out" in words[at + 1 : at + 4]
        and words[at - 2] in words[at + 1 : at + 3]
    }
    return [token for at, token in enumerate(tokens) if at not in inner]


_SIDEWAYS = word_set("sideways")
_TO_ONE_SIDE = frozenset(["to", "the", "top", "bottom", "upper", "lower", "far", "left", "of", "and", "or"])


def _without_intensifiers(tokens: list[Token]) -> list[Token]:
    """ "slow the orbit right down": this "right" is no side."""
    words = [token.word for token in tokens]
    empty = {
        at
        for at, word in enumerate(words[:-1])
        if word == "right"
        and words[at + 1] in _BEHIND_INTENSIFIER
        and at
        and words[at - 1] not in _TO_ONE_SIDE
        and (words[at - 1] not in _SIDEWAYS or words[at - 2 : at - 1] in (["the"], ["that"], ["this"]))
    }
    return [token for at, token in enumerate(tokens) if at not in empty]


_BEHIND_INTENSIFIER = frozenset(["down", "up", "back", "off", "out", "in", "into"])


def _corrected(token: Token, own: frozenset[str]) -> Token:
    if token.word in (NUMBER, PAYLOAD):
        return token
    word = corrected(token.word, own)
    return token if word == token.word else Token(word, token.start, token.end)


_BEFORE_TOO = word_set("being") | {"way", "far", "much", "bit", "little", "'s"}
_QUALITIES = word_set("plain_qualities")


def _with_too(tokens: list[Token]) -> list[Token]:
    """ "way to big": behind such a word and before a quality, "to" was meant to be "too"."""
    fixed = list(tokens)
    for at in range(1, len(tokens) - 1):
        if tokens[at].word == "to" and tokens[at - 1].word in _BEFORE_TOO and tokens[at + 1].word in _QUALITIES:
            fixed[at] = Token("too", tokens[at].start, tokens[at].end)
    return fixed


def scene_words(context: Context) -> frozenset[str]:
    """Words of the scene's own texts: never slips."""
    scene = context.scene
    texts = [text for s in scene.shots for text in (s.description, s.still_prompt, s.subject_motion, s.atmosphere)]
    texts += [overlay.text for overlay in scene.overlays]
    texts += [cue.text for cue in scene.captions.cues] if scene.captions else []
    texts += [scene.soundtrack.music.media] if scene.soundtrack.music else []
    return _words_of(tuple(texts))


@lru_cache(maxsize=64)
def _words_of(texts: tuple[str, ...]) -> frozenset[str]:
    words = {word for text in texts for word in re.findall(r"[^\W\d_]{3,}", text.lower())}
    return frozenset(words | {stem(word) for word in words})
