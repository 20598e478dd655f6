"""A sentence as fragments that may be wishes of their own: between commas, "and", "then", sentence ends."""

from collections.abc import Sequence

from agent.offline.constructions import construction
from agent.offline.tokens import NUMBER, PAYLOAD, Token
from agent.offline.word_sets import word_set

_JOINTS = frozenset({",", ";", ".", "!", "?", "and", "then", "but", "plus", "also", ":"})
_CLEAR = frozenset({";", ".", "!", "?", "then"})
_TAILS = (
    ("because",), ("so", "that"), ("so", "it"), ("so", "the"), ("so", "we"), ("so", "people"), ("so", "you"), ("so",
    "they"),
    ("so", "i"), ("so", "she"), ("so", "as"), ("cause",), ("otherwise",), ("since", "it"), ("since", "the"), ("as",
    "if"),
    ("as", "though"), ("in", "order", "to"), ("if", "you", "can"), ("if", "possible"), ("if", "that"), ("to", "match"),
    ("for", "such"), ("like", "in"), ("like", "a"), ("like", "an"), ("when", "you", "can"), ("for", "the", "intro"),
    ("so", "viewers"), ("so", "our"), ("per",), ("as", "per"), ("due", "to"), ("according", "to"), ("thanks", "to"),
    ("given", "that"), ("considering",),
)  # fmt: skip
_LOOSE = word_set("loose")
"""Openers without meaning, with or without a comma behind them."""
_WITH_COMMA = word_set("with_comma")
_OPENERS = (
    ("on", "second", "thought"), ("on", "second", "thoughts"), ("thank", "you"), ("love", "it"), ("one", "more",
    "thing"),
    ("come", "to", "think", "of", "it"), ("not", "bad"), ("that", "is", "better"), ("that", "is", "great"), ("much",
    "better"),
    ("looks", "good"), ("looks", "great"), ("good", "job"), ("nice", "one"), ("i", "think"), ("i", "feel", "like"),
    ("love", "that"), ("i", "love", "it"), ("i", "like", "it"), ("that", "is", "nice"), ("that", "is", "good"),
    ("nearly", "there"),
    ("getting", "there"), ("hang", "on"), ("hold", "on"), ("no", "wait"), ("not", "quite"), ("for", "now"), ("let",
    "us", "see"),
)  # fmt: skip


def clauses(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the clauses between commas, stops and "but" start and end."""
    ends = [at for at, word in enumerate(words) if word in (",", ".", ";", "!", ":", "but")] + [len(words)]
    starts = [0, *(at + 1 for at in ends)]
    return [(start, end) for start, end in zip(starts, ends, strict=False) if start < end]


def without_commas(tokens: Sequence[Token]) -> Sequence[Token]:
    """Tokens without the comma before a joint."""
    return tokens[:-1] if tokens and tokens[-1].word == "," else tokens


def without_openers(tokens: Sequence[Token]) -> list[Token]:
    """Tokens without "hmm,", "ok great,", "on second thought," at the front and "please" at the end."""
    kept = _without_courtesy_behind(list(tokens))
    while len(kept) > 1:
        words = [token.word for token in kept]
        length = _opener(words) or _courtesy(words)
        if length == 0 or length >= len(kept):
            break
        kept = kept[length:]
    while len(kept) > 1 and kept[-1].word in (
        "please",
        "thanks",
        "!",
        ".",
        "?",
        "pls",
        "ok",
        "okay",
        ",",
        "cheers",
        "ta",
        "mate",
        "now",
        "thank",
        "you",
    ):
        if kept[-1].word == "you" and kept[-2].word != "thank":
            break
        kept = kept[:-1]
    return kept


_TOLD = frozenset({"tell", "remind", "explain", "help", "know"})
_SAYS_NOTHING = word_set("loose") | {"?", ".", ",", "!"}


def _courtesy(words: Sequence[str]) -> int:
    """How many words at the front only wrap a wish: "I wonder whether", "our client would like"."""
    length = construction("around_a_wish").leads(words)
    rest = [word for word in words[length:] if word not in _SAYS_NOTHING]
    return 0 if not rest or rest[0] in _TOLD else length


def _without_courtesy_behind(tokens: list[Token]) -> list[Token]:
    """Tokens without "if you don't mind", "would be lovely" at the end."""
    closing = len(tokens)
    while closing and tokens[closing - 1].word in (".", "!", "?"):
        closing -= 1
    kept, closers = tokens[:closing], tokens[closing:]
    while (length := construction("behind_a_wish").ends([token.word for token in kept])) and length < len(kept):
        kept = kept[:-length]
    return kept + closers if len(kept) < closing else tokens


def _opener(words: Sequence[str]) -> int:
    if words[0] in (",", ".", "!", ";"):
        return 1
    comma = len(words) > 1 and words[1] in (",", ".", "!", ";")
    if words[0] in _LOOSE and not (words[0] == "just" and (NUMBER in words[1:3] or words[1:2] == ["the"])):
        return 2 if comma else 1
    if words[0] in _WITH_COMMA and comma:
        return 2
    for opener in _OPENERS:
        if tuple(words[: len(opener)]) == opener:
            after = words[len(opener) : len(opener) + 1]
            if after and (after[0] in (",", ".", "!", ";", "but") or opener[0] in ("on", "i", "one", "come")):
                return len(opener) + (1 if after[0] in (",", ".", "!", ";", "but") else 0)
    return 0


def fragments(tokens: Sequence[Token], phrases: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Ranges of tokens between the joints; each holds at least one word. A joint inside a known phrase ("smooth start
    and stop") joins nothing else."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for at, token in enumerate(tokens):
        if (
            token.word in _JOINTS
            and not _inside_number(tokens, at)
            and not _between_places(tokens, at)
            and not (token.word == ":" and tokens[at + 1 : at + 2] and tokens[at + 1].word == PAYLOAD)
            and not any(a <= at < b and b - a > 1 for a, b in phrases)
        ):
            if at > start:
                ranges.append((start, at))
            start = at + 1
    if start < len(tokens):
        ranges.append((start, len(tokens)))
    return ranges


def _inside_number(tokens: Sequence[Token], at: int) -> bool:
    """ "shots 1 and 2": a joint between two bare numbers joins nothing but them."""
    if not 0 < at < len(tokens) - 1:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    return before.word == NUMBER and after.word == NUMBER and before.quantity is not None and not before.quantity.unit


_PLACES = frozenset({"first", "second", "third", "fourth", "last", "final", "opening", "closing"})


def _between_places(tokens: Sequence[Token], at: int) -> bool:
    """ "first and last shots": one list of shots."""
    return tokens[at].word == "and" and at > 0 and tokens[at - 1].word in _PLACES and _place_follows(tokens, at)


def _place_follows(tokens: Sequence[Token], at: int) -> bool:
    words = [token.word for token in tokens[at + 1 : at + 3] if token.word != "the"]
    return words[:1] != [] and words[0] in _PLACES


def clear_cut(tokens: Sequence[Token], end: int, start: int) -> bool:
    """Whether what stands between two fragments ends a sentence."""
    return any(token.word in _CLEAR for token in tokens[end:start])


def without_tail(tokens: Sequence[Token]) -> int:
    """Index where a reason begins ("so it reads like film", "because ..."); the length where there is none."""
    words = [token.word for token in tokens]
    for at in range(1, len(words)):
        for tail in _TAILS:
            rate = tail == ("per",) and words[at + 1 : at + 2] == ["second"]
            if tuple(words[at : at + len(tail)]) == tail and not rate:
                return at
    return len(words)
