"""A second opinion on what kind of wish a sentence is: a linear model over its words, learned from labelled sentences.

The grammar reads values and targets exactly but knows only the turns of phrase it was taught; the model has seen
thousands of sentences and weighs every word, but knows nothing of values. Where they differ, the director is in doubt.

The weights (`opinion.npz`) are made by `python -m tests.evals.learning` from the sentences beside it: multinomial
logistic regression over hashed features, kept as whole numbers of 8 bits. The same sentence gives the same opinion
everywhere.
"""

import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agent.offline.tokens import NUMBER, PAYLOAD, Token
from agent.offline.wish import marks_of

BUCKETS = 1 << 14
"""How many features are told apart; others share one."""
WEIGHTS = Path(__file__).with_name("opinion.npz")
_EXACT = frozenset({
    "look.to", "look.off", "length.to", "move.amount.to", "captions.position", "overlay.position", "music.level",
    "voice.level", "captions.timing", "overlay.timing",
})  # fmt: skip


@dataclass(frozen=True)
class Opinion:
    """How likely each kind of wish is, the likeliest first."""

    ranked: tuple[tuple[str, float], ...]

    @property
    def best(self) -> str:
        return self.ranked[0][0]

    @property
    def certainty(self) -> float:
        """How likely the likeliest is, 0..1."""
        return self.ranked[0][1]

    def of(self, intent: str) -> float:
        """How likely an intent is, 0..1. One that was never learned is never ruled out: 1."""
        return next((share for name, share in self.ranked if name == intent), 1.0)

    def of_kin(self, intent: str) -> float:
        """How likely an intent is; one that sets an exact value is as likely as all of its family, since a value may be
        told as "more" or as "to"."""
        if intent not in _EXACT:
            return self.of(intent)
        family = intent.rsplit(".", 1)[0]
        return sum(share for name, share in self.ranked if name.startswith(family))


def opinion(tokens: Sequence[Token], last_intent: str = "") -> Opinion:
    """What kind of wish these tokens are; `last_intent` is that of the change before."""
    weights, scale, intents = _learned()
    at = buckets(features(tokens, last_intent))
    if not at:
        return Opinion(tuple((name, 1 / len(intents)) for name in intents))
    sums = weights[list(at)].astype(np.float32).T @ np.fromiter(at.values(), np.float32)
    scores = sums * scale
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    order = np.argsort(-shares, kind="stable")
    return Opinion(tuple((intents[n], float(shares[n])) for n in order))


@cache
def _learned() -> tuple[NDArray[np.int8], float, tuple[str, ...]]:
    """Weights [BUCKETS, intents], what one unit of them is worth, and the intents' names."""
    with np.load(WEIGHTS, allow_pickle=False) as held:
        return held["weights"], float(held["scale"]), tuple(str(name) for name in held["intents"])


def buckets(found: Mapping[str, float]) -> dict[int, float]:
    """Features by their buckets, as a vector of length one."""
    vector: dict[int, float] = {}
    for feature, weight in found.items():
        at = zlib.crc32(feature.encode()) % BUCKETS
        vector[at] = vector.get(at, 0.0) + weight
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {at: value / length for at, value in vector.items()} if length else {}


def features(tokens: Sequence[Token], last_intent: str = "") -> dict[str, float]:
    """What the model sees of a sentence: words, neighbours, pieces of words, and what the vocabulary knows of them."""
    words = [_shown(token) for token in tokens]
    found = {f"w {word}": 1.0 for word in words}
    found |= {f"b {one} {two}": 0.8 for one, two in zip(["^", *words], [*words, "$"], strict=True)}
    found |= {f"c {piece}": 0.55 for word in words if word.isalpha() for piece in _pieces(word)}
    marks = [mark for mark in marks_of([token.word for token in tokens]) if mark.tag != "shotword"]
    found |= {f"m {mark.tag} {mark.value}": 0.8 for mark in marks}
    found |= {f"n {one.tag} {one.value} {two.tag} {two.value}": 0.5 for one, two in pairwise(marks)}
    if last_intent:
        found[f"l {last_intent.split('.', 1)[0]}"] = 0.7
    found["l" if last_intent else "l none"] = 0.7
    return found


def _shown(token: Token) -> str:
    if token.word == NUMBER:
        return f"#{token.quantity.unit if token.quantity else ''}"
    return "¶" if token.word == PAYLOAD else token.word


def _pieces(word: str) -> Iterator[str]:
    """Runs of four letters with the word's ends marked: what a slip of the finger leaves whole."""
    framed = f"<{word}>"
    yield from (framed[at : at + 4] for at in range(len(framed) - 3))
