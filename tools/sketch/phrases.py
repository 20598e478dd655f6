"""A description cut into phrases: which noun heads each, and which colour belongs to which noun."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from tools.sketch.vocabulary import AFTER_PLACE, Meaning, vocabulary

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|[,.;:!?()\n—–|/+&§]", re.UNICODE)
_HYPHENED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_LONGEST = 5


@dataclass(frozen=True, eq=False)
class Token:
    """A known phrase: the table it stands in, its value there, and where it stands among the words."""

    table: str
    value: tuple[str, ...]
    text: str
    start: int
    end: int
    modifies: str = ""
    """For a noun that only qualifies the next noun ("*wine* glass"): the table of that noun."""


@dataclass(eq=False)
class Phrase:
    """The words between two stoppers, with the known words among them."""

    opener: str
    words: list[str]
    tokens: list[Token] = field(default_factory=list[Token])

    @property
    def text(self) -> str:
        """The phrase as it was written, without its article."""
        kept = self.words[1:] if self.words and self.words[0].casefold() in vocabulary().articles else self.words
        return " ".join(kept)

    @property
    def tells_place(self) -> bool:
        """Whether it follows a word such as "on" or "by"."""
        return self.opener in vocabulary().place_words

    @property
    def has_article(self) -> bool:
        return bool(self.words) and self.words[0].casefold() in vocabulary().articles

    @property
    def nouns(self) -> list[Token]:
        return [t for t in self.tokens if t.table in ("subject", "setting", "garment", "part") and not t.modifies]

    @property
    def sets_the_scene(self) -> bool:
        """Whether it speaks of light, time, weather, mood or framing rather than of a thing."""
        return any(
            t.table in ("time", "weather", "light_from", "light_quality", "mood", "framing", "space", "contents")
            for t in self.tokens
        )

    @property
    def unknown_words(self) -> list[str]:
        known = {i for t in self.tokens for i in range(t.start, t.end)}
        return [w for i, w in enumerate(self.words) if i not in known and _means_something(w)]

    def head(self, table: str) -> Token | None:
        """The noun of `table` that the phrase is about: not one that qualifies another, known or not."""
        found = [t for t in self.tokens if t.table == table and not t.modifies]
        return next((t for t in found if not self._becomes_another_thing(t)), None)

    def _becomes_another_thing(self, token: Token) -> bool:
        """ "Bottle opener", "car keys": an unknown noun right after a known one takes its place."""
        if token.end >= len(self.words) or any(t.start == token.end for t in self.tokens):
            return False
        follower = self.words[token.end].casefold()
        return _means_something(follower) and not follower.endswith(("ing", "ed", "ly")) and not follower[0].isdigit()

    def colours_of(self, noun: Token | None) -> list[str]:
        """Colours said of `noun`: before it, or last in the phrase. None: the colours of a phrase without a noun."""
        if noun is None:
            return [t.value[0] for t in self.tokens if t.table == "colour"] if not self.nouns else []
        return [t.value[0] for t in self.tokens if t.table == "colour" and self._owner(t) is noun]

    def material_of(self, noun: Token) -> str | None:
        """The material said of `noun`."""
        return next((t.value[0] for t in self.tokens if t.table == "material" and self._owner(t) is noun), None)

    def _owner(self, quality: Token) -> Token | None:
        after = [t for t in self.nouns if t.start >= quality.end]
        before = [t for t in self.nouns if t.end <= quality.start]
        return after[0] if after else before[-1] if before else None


def _means_something(word: str) -> bool:
    return (word.casefold() not in vocabulary().empty and any(c.isalpha() for c in word) and len(word) > 1) or (
        len(word) == 1 and ord(word) > 0x2FFF
    )


def _meanings(found: tuple[str, ...]) -> tuple[Meaning, ...]:
    """What a run of words means, a plural read as its singular ("dogs", "glasses of wine")."""
    known = vocabulary().meanings
    first, last = found[0], found[-1]
    candidates = [found]
    candidates += [(*found[:-1], last.removesuffix(ending)) for ending in ("s", "es", "'s")]
    candidates += [(first.removesuffix(ending), *found[1:]) for ending in ("s", "es") if len(found) > 2]
    return next((known[words] for words in candidates if words in known), ())


def phrases_of(text: str) -> list[Phrase]:
    """The phrases of a description. Whatever a negation names ("no people") is left out."""
    spoken = _without_negated(_WORD.findall(_in_words(text)))
    phrases, opener, run = [], "", list[str]()
    at = 0
    while at <= len(spoken):
        ends = at == len(spoken)
        length = 0 if ends else _longest(spoken, at)
        if ends or (length == 0 and _stops(spoken, at)):
            if run:
                told_after = not ends and spoken[at] == AFTER_PLACE
                phrases.append(_read(Phrase("in" if told_after else opener, run)))
            opener, run = ("" if ends else spoken[at].casefold()), []
            at += 1
        else:
            run.extend(spoken[at : at + max(1, length)])
            at += max(1, length)
    return phrases


def _in_words(text: str) -> str:
    """Emoji as their names, unknown hyphened words as two, common Chinese and Japanese words as the English ones."""
    text = _HYPHENED.sub(
        lambda found: found.group(0) if _meanings((found.group(0).casefold(),)) else found.group(0).replace("-", " "),
        text,
    )
    named = "".join(f" {unicodedata.name(c, '').lower()} , " if unicodedata.category(c) == "So" else c for c in text)
    read_as = vocabulary().without_spaces
    return _unspaced().sub(lambda found: f" {read_as[found.group(0)]} ", named)


@lru_cache(maxsize=1)
def _unspaced() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, vocabulary().without_spaces), key=len, reverse=True)))


def _stops(spoken: list[str], at: int) -> bool:
    word = spoken[at].casefold()
    if word == "and" and at + 1 < len(spoken):
        return not any(table == "colour" for table, _ in _meanings((spoken[at + 1].casefold(),)))
    return word in vocabulary().stoppers or not word[0].isalnum()


def _longest(spoken: list[str], at: int) -> int:
    """How many words from `at` on are one known phrase; 0 if a known one does not begin here."""
    for length in range(min(_LONGEST, len(spoken) - at), 0, -1):
        if _meanings(tuple(w.casefold() for w in spoken[at : at + length])):
            return length
    return 0


def _without_negated(spoken: list[str]) -> list[str]:
    kept, skipping = list[str](), False
    for at, word in enumerate(spoken):
        if word.casefold() in vocabulary().negations:
            skipping = True
            kept.append(",")
        elif skipping and _stops(spoken, at):
            skipping = False
        if not skipping:
            kept.append(word)
    return kept


def _read(phrase: Phrase) -> Phrase:
    at = 0
    spoken = [w.casefold() for w in phrase.words]
    while at < len(spoken):
        length = _longest(spoken, at)
        if length:
            phrase.tokens.extend(_tokens(phrase, at, at + length))
        at += max(1, length)
    return phrase


def _tokens(phrase: Phrase, start: int, end: int) -> list[Token]:
    """The readings of one known phrase: a word that is both a thing and a quality is a quality where a noun follows."""
    text = " ".join(phrase.words[start:end])
    meanings = _meanings(tuple(w.casefold() for w in phrase.words[start:end]))
    following = _noun_after(phrase, end)
    quality = any(other in ("colour", "material", "time", "weather") for other, _ in meanings)
    plain_quality = quality and phrase.opener == "in" and not phrase.has_article  # "a jacket in orange"
    made = list[Token]()
    for table, value in meanings:
        noun = table in ("subject", "setting")
        if noun and plain_quality:
            continue
        if noun and following and quality:
            continue
        if (
            table in ("colour", "material")
            and not following
            and any(t == "subject" for t, _ in meanings)
            and not plain_quality
        ):
            continue
        made.append(
            Token(table, value, text, start, end, following if noun else ("subject" if following == "subject" else ""))
        )
    return made


def _noun_after(phrase: Phrase, at: int) -> str:
    """The table of a noun that follows at `at` (with qualities between), or ""."""
    spoken = [w.casefold() for w in phrase.words]
    while at < len(spoken):
        length = _longest(spoken, at)
        if length == 0:
            return ""
        tables = [table for table, _ in _meanings(tuple(spoken[at : at + length]))]
        for table in ("subject", "setting", "garment", "part"):
            if table in tables:
                return table
        if not set(tables) <= {"colour", "material", "surface", "light_quality", "contents"}:
            return ""
        at += length
    return ""
