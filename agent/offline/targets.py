"""Which shots a wish names: by number, by order, by what they show, all, all but some, the others."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from agent.offline.changed_shots import shots_of_last_edit, told_by_last_change
from agent.offline.context import Context
from agent.offline.lexicon import ARTICLES, lexicon
from agent.offline.tokens import NUMBER, PAYLOAD
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set
from store.scene import Shot

_ORDER = {
    "first": 1, "1st": 1, "opening": 1, "opener": 1, "intro": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3,
    "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "sixth": 6, "6th": 6, "last": -1, "final": -1,
    "closing": -1, "ending": -1,
    "closer": -1, "outro": -1, "finale": -1, "penultimate": -2,
}  # fmt: skip
_EDGES = {"start": 1, "starting": 1, "beginning": 1, "initial": 1, "end": -1}
"""These name a shot only right before "shot"."""
_ALONE = frozenset({"opening", "opener", "intro", "ending", "closer", "outro", "finale"})
"""These name a shot without saying "shot"."""
_SHOT_WORDS = word_set("shot_words")
_OTHER_NOUNS = word_set("other_nouns")
_MOVES = frozenset(
    {"push", "pan", "move", "camera", "tilt", "zoom", "orbit", "dolly", "pull", "truck", "movement", "arc"}
)
_REST = frozenset({"others", "rest", "remaining", "remainder"})
_NUMERALS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_HELD_BY_GRAMMAR = word_set("held_by_grammar")
_STOP = word_set("stop")
_BEHIND_A_NAME = word_set("behind_a_shot_name")


@dataclass(frozen=True)
class Target:
    """The shots named: `ids` in film order, empty where none is. `missing` is a named shot that is not there.
    `weak` are shots meant only where nothing else makes sense of the words ("at the start")."""

    ids: tuple[str, ...] = ()
    all: bool = False
    missing: str = ""
    weak: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    by_content: bool = False

    @property
    def args(self) -> list[str] | None:
        """As the tools take them."""
        return ["all"] if self.all else list(self.ids) or None


def find_target(wish: Wish) -> Target:
    """The shots that a wish names. Those of an earlier wish in the same sentence count where it names none."""
    context = wish.context
    if not context.scene.shots:
        return Target()
    split = _except_at(wish)
    if split is not None:
        return _all_but(wish, split)
    until = _next_shot_at(wish)
    target = _named(wish if until is None else wish.part(0, until))
    if not target.ids and not target.all and not target.missing and wish.shots_before:
        every = len(wish.shots_before) == len(context.shot_ids) > 1
        return Target(() if every else wish.shots_before, all=every, spans=target.spans, weak=target.weak)
    return target


def _next_shot_at(wish: Wish) -> int | None:
    """ "settle before we cut to the cup": from there on it is said when, not which shot."""
    for at, word in enumerate(wish.words[1:], 1):
        behind = [w for w in wish.words[at + 1 : at + 5] if w not in ("we", "it", "they", "you")]
        if word in ("before", "until", "as", "when") and behind[:2] in (["cut", "to"], ["cuts", "to"], ["go", "to"]):
            return at
    return None


def _except_at(wish: Wish) -> int | None:
    mark = wish.first("except")
    return mark.start if mark and mark.start + 1 < len(wish.tokens) else None


def _all_but(wish: Wish, at: int) -> Target:
    but = _named(wish.part(at, len(wish.tokens)))
    before = _named(wish.part(0, at))
    if not but.ids:
        return before
    base = before.ids or wish.context.shot_ids
    return Target(ids=tuple(s for s in base if s not in but.ids), spans=(*before.spans, (at, len(wish.tokens))))


def _named(wish: Wish) -> Target:
    ids: list[str] = []
    spans: list[tuple[int, int]] = []
    missing = ""
    at = 0
    while at < len(wish.words):
        numbers, end = _reference(wish, at)
        for number in numbers:
            place = number - 1 if number > 0 else len(wish.context.shot_ids) + number
            if 0 <= place < len(wish.context.shot_ids):
                ids.append(wish.context.shot_ids[place])
            elif not {"one", "image", "picture", "still", "frame"} & set(wish.words[at : end + 1]):
                missing = f"shot {number}" if number > 0 else "such shot"
        if numbers:
            spans.append((at, end))
        at = max(end, at + 1)
    if ids or missing:
        return Target(_in_order(wish.context, ids), missing=missing, spans=tuple(spans), weak=_weak(wish))
    return _by_word(wish)


def _by_word(wish: Wish) -> Target:
    everything = _all_mark(wish)
    if everything is not None:
        return Target(all=True, spans=(everything,))
    told = told_by_last_change(wish.words, wish.context)
    if told is not None and told[0]:
        return Target(told[0], spans=(told[1],))
    rest = _rest(wish)
    if rest.ids:
        return rest
    found = _by_content(wish)
    if found.ids:
        return found
    pointed = wish.first("pronoun", "it")
    selected = wish.context.selected_shot
    if pointed and selected in wish.context.shot_ids and wish.word("shot", "one", "clip", "scene"):
        said = " ".join(wish.words[pointed.start : pointed.end])
        if said not in ("it", "this", "that", "here"):
            return Target((str(selected),), spans=((pointed.start, pointed.end),))
    return Target(weak=_weak(wish))


def _in_order(context: Context, ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(shot for shot in context.shot_ids if shot in ids)


def _reference(wish: Wish, at: int) -> tuple[list[int], int]:
    """Numbers of the shots named at token `at` (negative: from the end), and the index behind."""
    words = wish.words
    if re.fullmatch(r"s\d", words[at]) and words[at] in wish.context.shot_ids:
        return [wish.context.shot_ids.index(words[at]) + 1], at + 1
    if words[at] in ("shot", "shots", "clip", "clips", "scene", "scenes", "segment", "number"):
        numbers, end = _numbers_behind(wish, at + 1)
        if numbers and (words[at] != "number" or _next(words, end) in ("shot", "clip", "scene")):
            return numbers, end
    if words[at] == "on" and at + 1 < len(words) and _is_counted(wish, at + 1):
        return _numbers_behind(wish, at + 1)
    return _ordinal(wish, at)


def _is_counted(wish: Wish, at: int) -> bool:
    """ "on 2": a bare number that closes its clause names a shot."""
    value = _whole(wish, at)
    closes = _next(wish.words, at + 1) in ("", ",", ".", "and", "please", "only", "too", "should", "is", "needs")
    return closes and value is not None and value <= len(wish.context.shot_ids) > 1


def _numbers_behind(wish: Wish, at: int) -> tuple[list[int], int]:
    """ "2", "1 and 2", "1, 2 and 3", "2 through 3", "number 2"."""
    numbers: list[int] = []
    end = at
    through = False
    while at < len(wish.words):
        word = wish.words[at]
        value = _whole(wish, at)
        if value is not None:
            numbers += range(numbers[-1] + 1, value + 1) if through and numbers else [value]
            end, through = at + 1, False
        elif word in ("to", "through", "thru") and numbers and at + 1 < len(wish.words):
            if _whole(wish, at + 1) is None or (
                word == "to" and wish.words[at - 2] not in ("shots", "clips", "scenes")
            ):
                break
            through = True
        elif word not in ("and", ",", "number", "plus", "shot"):
            break
        at += 1
    return numbers, end


def _whole(wish: Wish, at: int) -> int | None:
    quantity = wish.tokens[at].quantity
    if quantity is not None:
        plain = not quantity.unit and not quantity.signed and quantity.value == int(quantity.value)
        return int(quantity.value) if plain and 0 < quantity.value <= 40 else None
    return _NUMERALS.get(wish.words[at])


def _ordinal(wish: Wish, at: int) -> tuple[list[int], int]:
    words = wish.words
    if words[at] in ("second", "next") and words[at + 1 : at + 3] == ["to", "last"]:
        return [-2], at + 3
    if words[at] == "middle" and _next(words, at + 1) in ("shot", "clip", "scene", "one"):
        return [(len(wish.context.shot_ids) + 1) // 2], at + 2
    if words[at] in _EDGES and _next(words, at + 1) in ("shot", "clip", "scene"):
        return [_EDGES[words[at]]], at + 2
    place = _ORDER.get(words[at])
    if place is None or (
        words[at] in ("third", "fourth", "fifth", "sixth") and at and words[at - 1] in ("a", "one", "two")
    ):
        return [], at
    following = _next(words, at + 1)
    count = _count_behind(wish, at + 1)
    if count and words[at] in ("first", "last") and following not in _OTHER_NOUNS:
        return ([n + 1 for n in range(count)] if place == 1 else [-n - 1 for n in range(count)]), at + 2
    if following in _SHOT_WORDS:
        return [place], at + 2
    if words[at] in ("first", "last", "opening", "final", "closing") and following in _MOVES:
        return [place], at + 1
    if words[at] in _ALONE and (at == 0 or words[at - 1] in ("the", "our", "my", "that", "this")):
        return (
            ([], at)
            if following in ("where", "at", "on", "with", "in", "it", "caption", "line", "title")
            else ([place], at + 1)
        )
    return ([place], at + 1) if _stands_alone(wish, at) else ([], at)


def _count_behind(wish: Wish, at: int) -> int | None:
    """How many: "the first two", "the last 2 shots"; not "the last 2 seconds"."""
    if at >= len(wish.words) or wish.words[at] == "one":
        return None
    count = _whole(wish, at)
    following = _next(wish.words, at + 1)
    return count if count and following not in _OTHER_NOUNS | {"takes", "captions"} else None


def _stands_alone(wish: Wish, at: int) -> bool:
    """Whether "first", "last", ... is a noun here: "make the first warmer", "the first and the last shot"."""
    words = wish.words
    if at == 0 and words[1:2] == ["and"] and words[2:3] and words[2] in _ORDER:
        return True
    if words[at] in ("opening", "closing", "final") or (at == 0 and words[at] in ("second", "last", "first")):
        return words[at] in ("opening",)
    if words[at - 1] not in ARTICLES | {"and", "except", "but", "only", "or", "for", "to"}:
        return False
    following = _next(words, at + 1)
    if following == NUMBER:
        quantity = wish.tokens[words.index(NUMBER, at)].quantity
        if quantity is not None and quantity.unit in ("s", "frame"):
            return False
    if following in _BEHIND_A_NAME | {"", ",", ".", ":", NUMBER, PAYLOAD, "'s"}:
        return True
    return any(m.start == at + 1 and (m.form == "er" or m.tag in ("degree", "more")) for m in wish.marks)


def _next(words: Sequence[str], at: int) -> str:
    while at < len(words) and words[at] in ARTICLES:
        at += 1
    return words[at] if at < len(words) else ""


def _all_mark(wish: Wish) -> tuple[int, int] | None:
    for mark in wish.all("all"):
        said = " ".join(w for w in wish.words[mark.start : mark.end] if w not in ARTICLES)
        following = _next(wish.words, mark.end)
        if said == "all" and _next(wish.words, mark.end + 1) in ("shots", "clips", "scenes") and _misspelt(following):
            return mark.start, mark.end + 2
        if said == "all" and following == NUMBER:
            number = wish.tokens[wish.words.index(NUMBER, mark.end)].quantity
            if number is not None and not number.unit and number.value == len(wish.context.shot_ids):
                return mark.start, mark.end
        counted = following == NUMBER and _next(wish.words, mark.end + 1) in _SHOT_WORDS
        if (
            said in ("all", "each", "both")
            and not counted
            and following
            not in ("", ",", ".", "of", "shots", "clips", "scenes", "please", "three", "too", "cameras", "moves")
        ):
            continue
        if said == "everything" and following in ("else", "i", "we"):
            continue
        return mark.start, mark.end
    return None


def _misspelt(word: str) -> bool:
    """ "all thre shots": a word that means nothing, where only a number can stand."""
    return word.isalpha() and lexicon().match([word], 0) is None and word not in ("the", "our", "my", "these", "other")


def _rest(wish: Wish) -> Target:
    """ "the others", "the rest", "the other two": all shots but those of the last edit."""
    for at, word in enumerate(wish.words):
        other = word == "other" and (
            _next(wish.words, at + 1) in _SHOT_WORDS | {"two", "three"} or _count_behind(wish, at + 1)
        )
        if word in _REST or other:
            done = shots_of_last_edit(wish.context)
            ids = tuple(shot for shot in wish.context.shot_ids if shot not in done) if done else ()
            counted = other and (_count_behind(wish, at + 1) or _next(wish.words, at + 1) in ("two", "three"))
            return Target(ids, spans=((at, at + (2 if counted else 1)),))
    return Target()


def _weak(wish: Wish) -> tuple[str, ...]:
    ids = wish.context.shot_ids
    if wish.says("at_the_start"):
        return ids[:1]
    if wish.says("at_the_end"):
        return ids[-1:]
    return ()


# --- by what a shot shows --------------------------------------------------------------------------------------------


def stem(word: str) -> str:
    """A word without its commonest endings: pouring, pours, poured -> pour."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


@cache
def _synonyms() -> dict[str, frozenset[str]]:
    file = Path(__file__).with_name("vocabulary_synonyms.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {stem(said): frozenset(stem(word) for word in written.split()) for said, written in table.items()}


@cache
def _grammar_words() -> frozenset[str]:
    """Words that say what to do; a shot is not called by them."""
    known = lexicon()
    held: set[str] = set()
    for word in known.words:
        found = known.match([word], 0)
        if found and any(sense.tag not in _HELD_BY_GRAMMAR for sense in found[1]):
            held.add(word)
    return frozenset(held)


def content_words(shot: Shot) -> dict[str, int]:
    """Stems of the words that tell this shot from others, with their weight."""
    return _weighed((shot.description, shot.still_prompt, shot.subject_motion, shot.atmosphere))


@lru_cache(maxsize=128)
def _weighed(texts: tuple[str, str, str, str]) -> dict[str, int]:
    weights: dict[str, int] = {}
    for text, weight in zip(texts, (4, 3, 1, 1), strict=True):
        for word in set(re.findall(r"[^\W\d_]{3,}", text.lower().replace("close-up", "closeup"))):
            if word not in _STOP and word not in _grammar_words():
                weights[stem(word)] = weights.get(stem(word), 0) + weight
    return weights


def _by_content(wish: Wish) -> Target:
    """The shot whose words are named most, or several that are listed; none where two fit alike."""
    joints = [at for at, word in enumerate(wish.words) if word in ("and", ",") or (word == "to" and wish.word("from"))]
    if joints:
        edges = [0, *(joint + 1 for joint in joints), len(wish.words)]
        parts = [(a, _one_by_content(wish.part(a, b))) for a, b in pairwise(edges)]
        ids = {part.ids[0] for _, part in parts if part.ids}
        if len(ids) > 1:
            spans = tuple((start + a, start + b) for start, part in parts for a, b in part.spans)
            return Target(_in_order(wish.context, sorted(ids)), spans=spans, by_content=True)
    return _one_by_content(wish)


def _one_by_content(wish: Wish) -> Target:
    scores = dict.fromkeys(wish.context.shot_ids, 0)
    spans: list[tuple[int, int]] = []
    for at, said in enumerate(wish.words):
        word = "closeup" if said == "close" and wish.words[at + 1 : at + 2] == ["up"] else said
        if word in _STOP or word in _grammar_words() or not word.isalpha():
            continue
        stems = {stem(word)} | _synonyms().get(stem(word), frozenset())
        times = 2 if _next(wish.words, at + 1) in ("shot", "clip", "scene", "one", "still", "picture", "image") else 1
        gains = {
            shot.id: max((content_words(shot).get(s, 0) for s in stems), default=0) for shot in wish.context.scene.shots
        }
        if any(gains.values()):
            spans.append((at, at + 1))
            for shot_id, gain in gains.items():
                scores[shot_id] += gain * times
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not spans or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] <= ranked[1][1]):
        return Target(spans=tuple(spans))
    return Target((ranked[0][0],), spans=tuple(spans), by_content=True)
