"""One wish of a sentence: its tokens, what the vocabulary knows of them, and the questions the readers ask about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from agent.offline.constructions import construction
from agent.offline.context import Context
from agent.offline.lexicon import ARTICLES, Sense, lexicon, together
from agent.offline.quantities import Unit
from agent.offline.tokens import NUMBER, PAYLOAD, Token
from agent.offline.word_sets import word_set

_CLAUSES = frozenset({",", ".", ";", "and", "but", "then", "so"})
_BEHIND_ALSO = frozenset({",", ".", "and", "please", "on", "for", "in", "to", "with"})
_SHOT_NOUNS = frozenset(
    [
        "shot",
        "scene",
        "clip",
        "cutaway",
        "closeup",
        "insert",
        "piece",
        "outro",
        "intro",
        "opener",
        "bumper",
        "tag",
        "coda",
        "ending",
    ]
)
_CALMING = frozenset({"calm", "cool", "tone", "settle", "tame", "quieten", "rein", "slow"})
"""Verbs whose particle has no way of its own: "calm the camera down"."""
PREPOSITIONS = word_set("prepositions")


@dataclass(frozen=True, slots=True)
class Mark:
    """A meaning found at tokens [start, end)."""

    tag: str
    value: str
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity at a token."""

    value: float
    unit: Unit
    signed: bool
    at: int


def marks_of(words: Sequence[str]) -> tuple[Mark, ...]:
    """What the vocabulary knows of these words. A phrase inside a longer one is left out ("black" in "fade to black");
    phrases that only overlap are both kept, as are all senses of one."""
    known = lexicon()
    matches: list[tuple[int, int, tuple[Sense, ...]]] = []
    for at, word in enumerate(words):
        found = known.match(words, at) if word not in (NUMBER, PAYLOAD) else None
        if found is not None and not (matches and found[0] <= matches[-1][1]):
            matches.append((at, *found))
    marks: list[Mark] = []
    for start, end, senses in matches:
        around = [around for a, b, around in matches if a <= start and end <= b and (a, b) != (start, end)]
        marks += [
            Mark(sense.tag, sense.value, sense.form, start, end)
            for sense in senses
            if not around or (sense.tag == "thing" and not any(s.tag == "thing" for outer in around for s in outer))
        ]
    return (*marks, *_apart(words, [(start, end) for start, end, _ in matches]))


def _apart(words: Sequence[str], phrases: Sequence[tuple[int, int]]) -> list[Mark]:
    """Verbs whose particle stands behind their object, marked at the particle: "turn the music down"."""
    found: list[Mark] = []
    for start, word in enumerate(words):
        for particle, value in lexicon().apart.get(word, ()):
            end = next((at for at in range(start + 2, min(len(words), start + 8)) if words[at] == particle), None)
            if end is None or any(a <= end < b and (a <= start or _is_noun(words[a:b])) for a, b in phrases):
                continue
            if _names_a_move(words, start, end):
                continue
            if not set(words[start + 1 : end]) & _CLAUSES and not _has_object(words, end):
                found.append(Mark(*together(value), "apart", end, end + 1))
    return found


_TURNING_UP_OR_DOWN = frozenset({"tilt", "pedestal", "crane", "boom", "jib", "ped"})


def _names_a_move(words: Sequence[str], start: int, end: int) -> bool:
    """ "slow tilt down": the particle is the way of the move, which is a slow one."""
    return end == start + 2 and words[start] in ("slow", "ease") and words[start + 1] in _TURNING_UP_OR_DOWN


def _is_noun(words: Sequence[str]) -> bool:
    """Names of moves and fades whose particle belongs to them: "ease the push-in back"."""
    return " ".join(words) in (
        "push in",
        "pull out",
        "pull back",
        "zoom in",
        "zoom out",
        "dolly in",
        "dolly out",
        "fade in",
        "fade out",
    )


def _has_object(words: Sequence[str], particle: int) -> bool:
    """ "take the shot out of the film" parts; "in the shot" after "fade the music in" does not belong to the verb."""
    return (
        words[particle] == "in"
        and particle + 1 < len(words)
        and words[particle + 1] in ("the", "a", "this", "that", "every")
    )


@dataclass(frozen=True)
class Wish:
    """A wish. `instead` are the words it was contrasted with ("a tilt instead of *the pan*", "not *vertical*"),
    `inherited` what an earlier wish of the same sentence was about."""

    tokens: tuple[Token, ...]
    context: Context
    sentence: str
    instead: tuple[Token, ...] = ()
    topic_before: str = ""
    shots_before: tuple[str, ...] = ()
    hedged: bool = False
    """Whether it was limited afterwards ("but not too much")."""
    borrowed: int = 0
    """How many tokens at the front are those of an earlier wish: "captions" in "captions bigger, [captions] yellow"."""

    @cached_property
    def words(self) -> list[str]:
        return [token.word for token in self.tokens]

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        found = [m for m in marks_of(self.words) if not (m.tag == "excess" and self._also(m)) and not self._a_bit(m)]
        calmed = {m.start for m in found if m.form == "apart" and _CALMING & set(self.words[: m.start])}
        found = [m for m in found if m.form == "apart" or m.start not in calmed]
        tags = {mark.tag for mark in found}
        if self.says("left_out") and tags & {"thing", "shotword"} and "act" not in tags:
            found.append(Mark("act", "remove", "", len(self.words) - 1, len(self.words)))
        if "newshot" not in tags and self.says("a_new_shot", "a_shot_showing"):
            at = max((n for n, word in enumerate(self.words) if word in _SHOT_NOUNS), default=0)
            found.append(Mark("newshot", "yes", "", at, at + 1))
        return tuple(found)

    def _a_bit(self, mark: Mark) -> bool:
        """ "a bit" names no shot, as "the bit with the cup" does."""
        return mark.tag == "shotword" and self.words[max(0, mark.start - 1) : mark.end] in (
            ["a", "bit"],
            ["little", "bit"],
        )

    def _also(self, mark: Mark) -> bool:
        """A "too" at the end of a clause means "also"."""
        last = mark.end >= len(self.words) or self.words[mark.end] in _BEHIND_ALSO
        return last and self.words[mark.start : mark.end] == ["too"]

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        found: list[Number] = []
        for at, token in enumerate(self.tokens):
            if (q := token.quantity) is None:
                continue
            if q.unit == "frame" and not q.signed and found and found[-1].unit == "s" and found[-1].at == at - 1:
                whole = found.pop()  # "4 seconds 15 frames"
                seconds = whole.value + q.value / self.context.scene.frame_rate
                found.append(Number(round(seconds, 4), "s", whole.signed, whole.at))
            else:
                found.append(Number(q.value, q.unit, q.signed, at))
        return tuple(found)

    @cached_property
    def measures(self) -> tuple[Number, ...]:
        """Numbers that measure something: with a unit, or not behind "shot", "take", "version", "caption"."""
        counted = {
            "shot",
            "shots",
            "take",
            "takes",
            "version",
            "versions",
            "caption",
            "captions",
            "clip",
            "scene",
            "number",
            "and",
        }
        return tuple(
            n
            for n in self.numbers
            if (n.unit or self.words[n.at + 1 : n.at + 2] not in (["shots"], ["clips"], ["scenes"], ["of"]))
            and (n.unit or not n.at or n.value != int(n.value) or self.words[n.at - 1] not in counted)
        )

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Quoted and announced texts, in order."""
        return tuple(token.text for token in self.tokens if token.word == PAYLOAD)

    @cached_property
    def said(self) -> str:
        """The person's own words for this wish."""
        if not self.tokens:
            return ""
        own = self.tokens[self.borrowed :] or self.tokens
        words = self.sentence[own[0].start : own[-1].end]
        texts = iter(token.text for token in own if token.word == PAYLOAD)
        return re.sub(r"¶\d+¶ *", lambda _: next(texts, "") + " ", words).strip(" ,.;")

    @cached_property
    def plain(self) -> str:
        """The words in one line, for patterns."""
        return " ".join(self.words)

    def says(self, *names: str) -> bool:
        """Whether one of these constructions stands in the wish."""
        return any(construction(name).within(self.words) is not None for name in names)

    def held(self, name: str) -> dict[str, str]:
        """What the named gaps of a construction hold; empty where the wish does not say it."""
        return construction(name).within(self.words) or {}

    def is_only(self, name: str) -> bool:
        """Whether the wish says that construction and nothing else."""
        return construction(name).whole(self.words)

    def all(self, tag: str, *values: str) -> list[Mark]:
        return [m for m in self.marks if m.tag == tag and (not values or m.value in values)]

    def marks_beside(self, *tags: str) -> list[Mark]:
        """The marks of other tags than these."""
        return [m for m in self.marks if m.tag not in tags]

    def first(self, tag: str, *values: str) -> Mark | None:
        return next(iter(self.all(tag, *values)), None)

    def has(self, tag: str, *values: str) -> bool:
        return self.first(tag, *values) is not None

    def word(self, *words: str) -> bool:
        """Whether one of these words stands in the wish."""
        return not set(words).isdisjoint(self.words)

    def number(self, *units: Unit) -> Number | None:
        """The last number with one of these units (the last one said counts: "6 s is too long, give me 4 s")."""
        return next((n for n in reversed(self.numbers) if n.unit in units), None)

    def before(self, at: int, reach: int) -> list[str]:
        """The words before token `at` in its clause, nearest first, articles left out."""
        words: list[str] = []
        for word in reversed(self.words[:at]):
            if word in (",", ".", ";", "?", "!") or len(words) == reach:
                break
            if word not in ARTICLES:
                words.append(word)
        return words

    def after(self, at: int, reach: int) -> list[str]:
        """The words from token `at` on, articles left out."""
        return [word for word in self.words[at:] if word not in ARTICLES][:reach]

    def near(self, mark: Mark, tag: str, reach: int, *values: str) -> bool:
        """Whether a mark with that tag stands before this one in its clause, at most `reach` tokens away."""
        return any(
            m.start < mark.start
            and mark.start - m.end <= reach
            and not {",", ".", ";", "?", "!"} & set(self.words[m.end : mark.start])
            for m in self.all(tag, *values)
        )

    def near_after(self, mark: Mark, tag: str, reach: int) -> bool:
        """Whether a mark with that tag stands behind this one, at most `reach` tokens away."""
        return any(0 <= m.start - mark.end <= reach for m in self.all(tag))

    def oblique(self, mark: Mark) -> bool:
        """Whether a noun only tells where, when or against what: "over the jazz", "under the voice"."""
        at = mark.start - 1
        while at >= 0 and mark.start - at <= 4:
            word = self.words[at]
            if word in PREPOSITIONS:
                return True
            if word not in ARTICLES and (not word.isalpha() or any(m.start <= at < m.end for m in self.marks)):
                return False
            at -= 1
        return False

    def part(self, start: int, end: int) -> "Wish":
        """The wish made of tokens [start, end)."""
        return replace(self, tokens=self.tokens[start:end])

    def leaving_out(self, spans: Sequence[tuple[int, int]]) -> "Wish":
        """The wish without the tokens of these spans."""
        kept = tuple(t for i, t in enumerate(self.tokens) if not any(a <= i < b for a, b in spans))
        return replace(self, tokens=kept)
