"""Numbers and units in a sentence: digits, words, fractions, percent, frames, stops, degrees, decibels, money."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from agent.offline.word_sets import word_set

Unit = Literal["", "s", "frame", "%", "db", "degree", "stop", "x", "usd", "fps", "kelvin", "px", "step", "clock"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit ("" for a bare one). Percent stand as said: 20 for "20 %"; "x" is a multiple."""

    value: float
    unit: Unit
    signed: bool = False
    """Whether a sign was written: "+2 s", "-18"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity and the words it spans: `start` up to, not including, `end`."""

    quantity: Quantity
    start: int
    end: int


UNITS: dict[str, Unit] = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sek"), "s"),
    **dict.fromkeys(("frame", "frames"), "frame"),
    **dict.fromkeys(("%", "percent", "pct"), "%"),
    **dict.fromkeys(("db", "decibel", "decibels", "dbs"), "db"),
    **dict.fromkeys(("°", "deg", "degs", "degree", "degrees"), "degree"),
    **dict.fromkeys(("stop", "stops", "ev", "evs"), "stop"),
    **dict.fromkeys(("x", "times", "fold"), "x"),
    **dict.fromkeys(("$", "€", "usd", "dollar", "dollars", "bucks", "buck", "euro", "euros"), "usd"),
    "fps": "fps", "k": "kelvin", "kelvin": "kelvin", "px": "px", "pixels": "px",
    **dict.fromkeys(("step", "steps", "notches"), "step"),
}  # fmt: skip
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_NUMBERS = {word: float(value) for value, word in enumerate(_ONES.split())} | {"nil": 0.0, "nought": 0.0, "naught": 0.0}
_TENS = {
    word: 10.0 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_PARTS = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4,
    "fifth": 1 / 5, "fifths": 1 / 5, "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip
_GLYPHS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4"}
_NOT_A_NUMBER_BEHIND = word_set("not_a_number_behind")
"""Behind these, "one" is a pronoun ("the first one")."""
_THINGS_COUNTED_BY_ORDER = word_set("things_counted_by_order")
"""Before these, "second" and "third" are places in an order ("a second shot", "the third take")."""
_COUNTED_THINGS = frozenset({"shot", "shots", "clip", "scene", "take", "version", "caption", "number"})
_FILL = frozenset({"more", "extra", "full", "whole", "additional", "good", "further"})
_WRITTEN = re.compile(
    r"(?P<currency>[$€])?(?P<sign>[+\-−])?(?P<number>\d+(?:[.,]\d+)?|[.,]\d+)(?P<slash>/\d+)?(?P<unit>%|°|[a-z]+)?$"
)


def quantities(words: Sequence[str]) -> list[Found]:
    """All quantities of a sentence, in order, none overlapping."""
    found: list[Found] = []
    at = 0
    while at < len(words):
        one = _quantity(words, at)
        if one is None:
            at += 1
        else:
            found.append(one)
            at = one.end
    return _with_shared_units(found, words)


def _quantity(words: Sequence[str], at: int) -> Found | None:
    return _clock(words, at) or _amount(words, at)


def _clock(words: Sequence[str], at: int) -> Found | None:
    written = re.fullmatch(r"(\d{1,2}):([0-5]\d)", words[at])
    if written is None or words[at] in ("9:16", "4:5", "16:9"):
        return None
    return Found(Quantity(60.0 * int(written[1]) + int(written[2]), "clock"), at, at + 1)


def _amount(words: Sequence[str], at: int) -> Found | None:
    """A number, its unit, and what follows: "two thirds of a stop", "a second and a half", "-18", "3.5 s"."""
    if (
        words[at] == "second"
        and at
        and words[at - 1] in ("at", "by", "on", "from", "until", "to")
        and at + 1 < len(words)
    ):
        clock = _number(words, at + 1)
        if clock is not None and not clock[1]:
            return Found(Quantity(clock[0], "s"), at, clock[3])
    share = _share_of_frame(words, at)
    if share is not None:
        return share
    start = at
    number = _number(words, at)
    if number is None:
        return _bare_unit(words, at)
    value, unit, signed, at = number
    if not unit:
        unit, at = _unit(words, at)
    if not unit and words[at : at + 1] in (["cent"], ["cents"]):
        value, unit, at = value / 100, "usd", at + 1
    if not unit and start and words[start - 1] in ("until", "till"):
        unit = "s"
    if unit:
        value, at = _and_a_part(words, value, at)
    return Found(Quantity(value, unit, signed), start, at)


def _and_a_part(words: Sequence[str], value: float, at: int) -> tuple[float, int]:
    """What follows a unit: "a second and a half", "two seconds and three quarters"."""
    if words[at : at + 1] != ["and"]:
        return value, at
    times = _NUMBERS.get(words[at + 1], 1.0 if words[at + 1] == "a" else 0.0) if at + 1 < len(words) else 0.0
    part = _PARTS.get(words[at + 2], 0.0) if at + 2 < len(words) else 0.0
    return (value + times * part, at + 3) if times * part else (value, at)


def _share_of_frame(words: Sequence[str], at: int) -> Found | None:
    """ "a tenth of the frame", "half the width", "two thirds of the picture" as percent."""
    times, part = 1.0, at
    if words[at] in ("a", "one", "two", "three") and at + 1 < len(words):
        times, part = _NUMBERS.get(words[at], 1.0), at + 1
    written = _WRITTEN.match(words[at])
    if written is not None and not written["unit"] and not written["slash"] and words[at + 1 : at + 2] == ["of"]:
        value = float(written["number"].replace(",", "."))
        end = at + 3 if words[at + 2 : at + 3] in (["the"], ["its"]) else at + 2
        of_frame = words[end : end + 1] in (["frame"], ["width"], ["height"], ["picture"], ["screen"], ["image"])
        return Found(Quantity(round(100 * value, 4), "%"), at, end + 1) if of_frame and value <= 1 else None
    if words[part] not in _PARTS:
        return None
    end = part + 1
    while end < len(words) and words[end] in ("of", "the", "its", "a"):
        end += 1
    if end >= len(words) or words[end] not in ("frame", "width", "height", "picture", "screen", "image"):
        return None
    if end == part + 1:
        return None
    behind = end + 2 if words[end + 1 : end + 2] in (["width"], ["height"]) else end + 1
    return Found(Quantity(round(100 * times * _PARTS[words[part]], 4), "%"), at, behind)


def _number(words: Sequence[str], at: int) -> tuple[float, Unit, bool, int] | None:
    """A number at `at`, as (value, the unit written right behind it, signed, index behind it)."""
    sign, signed = 1.0, False
    if words[at] in ("minus", "plus", "negative") and at + 1 < len(words):
        sign, signed, at = (1.0 if words[at] == "plus" else -1.0), True, at + 1
    written = _written(words, at)
    if written is not None:
        value, unit, own_sign, at = written
    else:
        spelled = _spelled(words, at)
        if spelled is None:
            return None
        (value, at), unit, own_sign = spelled, "", False
    if not unit:
        value, at = _plus_part(words, value, at)
    return sign * value, unit, signed or own_sign, at


def _written(words: Sequence[str], at: int) -> tuple[float, Unit, bool, int] | None:
    times = re.fullmatch(r"x(\d+(?:\.\d+)?)", words[at])
    if times is not None:
        return float(times[1]), "x", False, at + 1
    match = _WRITTEN.match(_GLYPHS.get(words[at], words[at]))
    if match is None:
        return None
    letters = match["unit"] or ""
    unit = UNITS.get(letters, "")
    value = float(match["number"].replace(",", "."))
    if letters == "p" and value <= 120:
        unit = "fps"
    elif letters == "f":
        unit = "frame"
    if letters and (not unit or (unit == "kelvin" and value < 1000)):
        return None
    if match["slash"]:
        value /= max(1.0, float(match["slash"][1:]))
    if match["sign"] in ("-", "−"):
        value = -value
    return value, "usd" if match["currency"] else unit, match["sign"] is not None, at + 1


def _spelled(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """Number words: "twenty five", "two thirds", "half a", "a quarter of a", "a couple of", "a hundred"."""
    word = words[at]
    if word in ("a", "an", "another") and at + 1 < len(words):
        return _with_article(words, at)
    if word in _PARTS and word.startswith(("half", "quarter")):
        return (_PARTS[word], _skip(words, at + 1)) if _unit_follows(words, at + 1) else None
    if word == "couple":
        return 2.0, _skip(words, at + 1)
    if word in _TENS:
        more = _NUMBERS.get(words[at + 1], 0) if at + 1 < len(words) else 0
        return (_TENS[word] + more, at + 2) if 0 < more < 10 else (_TENS[word], at + 1)
    if word not in _NUMBERS or (word == "one" and not _one_counts(words, at)):
        return None
    value, at = _NUMBERS[word], at + 1
    if at < len(words) and words[at] in _PARTS and words[at] not in ("half",):
        return value * _PARTS[words[at]], _skip(words, at + 1)
    if at < len(words) and words[at] == "hundred":
        return value * 100, at + 1
    return _decimals(words, value, at)


def _decimals(words: Sequence[str], value: float, at: int) -> tuple[float, int]:
    if at + 1 < len(words) and words[at] == "point" and words[at + 1] in _NUMBERS:
        return value + _NUMBERS[words[at + 1]] / 10, at + 2
    return value, at


def _with_article(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """ "a third of a stop", "a couple of seconds", "a few frames", "another half second", "a hundred"."""
    following = words[at + 1]
    if following in ("third", "quarter", "fifth", "tenth", "half") and _unit_follows(words, at + 2):
        return _PARTS[following], _skip(words, at + 2)
    if following == "couple" and _unit_follows(words, at + 2):
        return 2.0, _skip(words, at + 2)
    if following == "few" and _unit_follows(words, at + 2) and not _pictures(words, at + 2):
        return 3.0, at + 2
    if following == "hundred":
        return 100.0, at + 2
    return None


def _one_counts(words: Sequence[str], at: int) -> bool:
    behind = words[at - 1] if at else ""
    if _unit_follows(words, at + 1):
        return True
    following = words[at + 1] if at + 1 < len(words) else ""
    if following == "and" and words[at + 2 : at + 3] == ["a"] and words[at + 3 : at + 4] and words[at + 3] in _PARTS:
        return True
    return following in ("and", "point", "third", "quarter", "to", "more") and behind not in _NOT_A_NUMBER_BEHIND


def _plus_part(words: Sequence[str], value: float, at: int) -> tuple[float, int]:
    """ "one and a half", "two and a quarter", "1 and 1/2", "1 1/2"."""
    if words[at : at + 2] == ["and", "a"] and at + 2 < len(words) and words[at + 2] in _PARTS:
        return value + _PARTS[words[at + 2]], at + 3
    step = 1 if words[at : at + 1] == ["and"] else 0
    if at + step < len(words) and re.fullmatch(r"[1-3]/[2-8]", _GLYPHS.get(words[at + step], words[at + step])):
        above, below = _GLYPHS.get(words[at + step], words[at + step]).split("/")
        return value + int(above) / int(below), at + step + 1
    return value, at


def _skip(words: Sequence[str], at: int) -> int:
    """Past "of a" between a fraction and its unit."""
    while at < len(words) and words[at] in ("of", "a", "an"):
        at += 1
    return at


def _unit_follows(words: Sequence[str], at: int) -> bool:
    at = _skip(words, at)
    while at < len(words) and words[at] in _FILL:
        at += 1
    return at < len(words) and words[at] in UNITS and not _is_order(words, at)


_BESIDE_A_SECOND = word_set("prepositions") | {"per", "the", "this", "that"}


def _is_order(words: Sequence[str], at: int) -> bool:
    if words[at] != "second":
        return False
    following = words[at + 1] if at + 1 < len(words) else ""
    named_shot = words[at + 2 : at + 3] in (["shot"], ["clip"], ["scene"]) and following not in _BESIDE_A_SECOND
    another = words[at - 1 : at] in (["a"], ["another"]) and following in _COUNTED_OBJECTS
    return named_shot or another or following in _THINGS_COUNTED_BY_ORDER


_COUNTED_OBJECTS = word_set("subjects") | word_set("picture")
"""Behind "a second", what a picture shows is counted and no time: "a second bottle"."""


def _unit(words: Sequence[str], at: int) -> tuple[Unit, int]:
    """The unit at `at` and the index behind it; "more seconds" and "full second" count as seconds."""
    if words[at : at + 1] and words[at] in _PICTURES and words[at + 1 : at + 3] in (["per", "second"], ["a", "second"]):
        return "fps", at + 3
    ahead = at
    while ahead < len(words) and (words[ahead] in _FILL or words[ahead] in ("of", "or", "so") or _of_a(words, ahead)):
        ahead += 1
    if ahead < len(words) and words[ahead] in UNITS:
        at = ahead
    if at >= len(words) or words[at] not in UNITS:
        return "", at
    unit = UNITS[words[at]]
    return ("", at) if unit == "frame" and _pictures(words, at) else (unit, at + 1)


_PICTURES = frozenset({"frame", "frames", "pictures", "images"})


def _of_a(words: Sequence[str], at: int) -> bool:
    """ "0.7 of a stop"."""
    return words[at] in ("a", "an") and at > 0 and words[at - 1] == "of"


def _pictures(words: Sequence[str], at: int) -> bool:
    """ "a few frames to choose from", "four frames: ...": stills, not a length."""
    return list(words[at + 1 : at + 3]) in (["to", "choose"], ["to", "pick"]) or words[at + 1 : at + 2] in (
        [":"],
        ["¶"],
        ["showing"],
        ["of"],
        ["with"],
    )


def _bare_unit(words: Sequence[str], at: int) -> Found | None:
    """A unit with an article: "a second in", "another stop", "a full second", "an extra second", "the last second"."""
    if words[at] == "second" and at and words[at - 1] in ("last", "final", "first", "opening", "closing", "every"):
        value, end = _and_a_part(words, 1.0, at + 1)
        return Found(Quantity(value, "s"), at, end)
    if words[at] not in ("a", "an", "another", "full", "per") or words[at] == "per":
        return None
    ahead = at + 1
    while ahead < len(words) and words[ahead] in _FILL:
        ahead += 1
    if ahead >= len(words) or UNITS.get(words[ahead]) not in ("s", "stop", "frame", "degree", "db"):
        return None
    if words[ahead] == "stop" and at and words[at - 1] in ("to", "into"):
        return None
    if _is_order(words, ahead) or (words[ahead] in ("frame", "stop") and _verb_like(words, ahead)):
        return None
    value, end = _and_a_part(words, 1.0, ahead + 1)
    return Found(Quantity(value, UNITS[words[ahead]]), at, end)


def _verb_like(words: Sequence[str], at: int) -> bool:
    """ "a frame" is a picture unless something shorter or longer is said about it; "full stop" is no exposure."""
    return words[at] == "frame" and not any(w in ("shorter", "longer", "earlier", "later") for w in words)


def _with_shared_units(found: list[Found], words: Sequence[str]) -> list[Found]:
    """ "from 2 to 4 seconds": the first number takes the second's unit, and a bare second one that of the first."""
    for index in range(len(found) - 1):
        first, second = found[index], found[index + 1]
        between = list(words[first.end : second.start])
        if between not in ([], ["to"], ["and"], ["until"], ["till"], ["or"], ["through"], ["-"]):
            continue
        if not between and not words[first.start][-1].isdigit():
            continue
        before = words[max(0, first.start - 3) : first.start]
        if _COUNTED_THINGS & set(before) and before[-1:] != ["from"]:
            continue
        if not first.quantity.unit and second.quantity.unit not in ("", "x"):
            found[index] = Found(Quantity(first.quantity.value, second.quantity.unit), first.start, first.end)
        elif first.quantity.unit and not second.quantity.unit:
            found[index + 1] = Found(Quantity(second.quantity.value, first.quantity.unit), second.start, second.end)
    return found
