"""How long shots and the film last, and what is taken off their ends."""

import re

from agent.offline.calls import Calls, call, listed
from agent.offline.polarity import degree_of, factor_of, wanted
from agent.offline.reading.topics import all_seconds
from agent.offline.targets import Target, find_target
from agent.offline.wish import Number, Wish
from agent.offline.word_sets import word_set

_ENDS = {
    **dict.fromkeys(("first", "opening", "start", "front", "beginning", "head", "top"), "start"),
    **dict.fromkeys(("last", "final", "closing", "end", "tail", "back", "finish"), "end"),
}
_OFF_AN_END = re.compile(
    r"\b(?:off|from|at|on) (?:of )?(?:the |its )?(?:very )?"
    r"(start|front|beginning|head|top|end|tail|back|finish)\b(?! (?:shots?|clips?|ones?|scenes?|frames?)\b)"
)
_SHORTER = word_set("shorter")
_LONGER = word_set("longer")


def read_length(wish: Wish, target: Target) -> Calls | None:
    """The call of a wish about length; None where it says nothing of it."""
    shots = listed(_shots(wish, target))
    number = _said(wish)
    if number is not None:
        return _with_number(wish, target, shots, number)
    return _by_words(wish, target, shots)


def _shots(wish: Wish, target: Target) -> list[str] | None:
    if target.ids or target.all:
        return target.args
    return list(target.weak) or None if wish.has("length") else None


def _said(wish: Wish) -> Number | None:
    """The length said: the last time, or a bare number behind it ("six seconds is too long, give me four"). One that is
    only complained about is no length."""
    times = [n for n in wish.numbers if n.unit in ("s", "frame", "clock")]
    bare = next((n for n in reversed(wish.measures) if not n.unit), None)
    if bare is not None and not bare.signed and (wish.topic_before == "length" or (times and bare.at > times[-1].at)):
        return Number(bare.value, times[-1].unit if times else "s", signed=False, at=bare.at)
    if not times:
        return _bare(wish)
    return None if _complained(wish, times[-1]) else times[-1]


def _complained(wish: Wish, number: Number) -> bool:
    """ "six seconds is too long", "4 s feels short"."""
    after = wish.after(number.at + 1, 3)
    return bool(after) and after[0] in ("is", "feels", "seems", "looks") and (wish.has("excess") or wish.has("length"))


def _bare(wish: Wish) -> Number | None:
    """ "six is too long, give me four": a bare number beside a word of length."""
    number = next((n for n in reversed(wish.measures) if not n.unit), None)
    if number is not None and find_target(wish).ids and wish.says("down_to"):
        return number if not wish.has("prop") and not wish.has("thing") and not wish.has("move") else None
    cut = wish.says("cut_to", "cut_off_an_end")
    clear = wish.has("length") or wish.has("lengthprop") or cut
    return number if number is not None and clear and not number.signed else None


def _film(wish: Wish, target: Target) -> bool:
    """Whether the whole film is meant and not each of its shots."""
    if wish.says("for_each_shot"):
        return False
    if target.ids or len(wish.context.shot_ids) < 2 or wish.word("each", "every", "shots", "apiece", "per"):
        return False
    if wish.has("film") or wish.word("whole", "entire", "full", "complete", "total"):
        return True
    return target.all and not wish.word("all", "both")


def _value(wish: Wish, number: Number) -> float:
    return round(number.value / wish.context.scene.frame_rate if number.unit == "frame" else number.value, 4)


def _with_number(wish: Wish, target: Target, shots: object, number: Number) -> Calls | None:
    value = _value(wish, number)
    sign = _difference(wish, number)
    end = _end_named(wish, number) if sign < 0 else None
    if end is not None and (trimmed := _trim(wish, target, end, abs(value))) is not None:
        return trimmed
    if _film(wish, target):
        film = round(wish.context.film_s + sign * abs(value), 4) if sign else value
        return [call(wish, "set_duration", film_s=film)]
    if sign:
        return [call(wish, "set_duration", by_s=round(sign * abs(value), 4), shots=shots)]  # type: ignore[arg-type]
    bare = len(wish.words) <= len(target.ids) + 5 and bool(target.ids) and not wish.marks_beside("aim", "order")
    if number.unit == "frame" and wish.word("hold") is False and not _about_length(wish) and not bare:
        return None
    return [call(wish, "set_duration", duration_s=abs(value), shots=shots)]  # type: ignore[arg-type]


def _end_named(wish: Wish, number: Number) -> str | None:
    """ "off the end", "the first half second": the end of a shot at which something is taken off."""
    before = wish.before(number.at, 1)
    if before and before[0] in _ENDS:
        return _ENDS[before[0]]
    found = _OFF_AN_END.search(wish.plain)
    return _ENDS[found[1]] if found else None


def _trim(wish: Wish, target: Target, end: str, off_s: float) -> Calls | None:
    """Only the end of one shot can be taken off; that of the film is that of its last (or first) shot."""
    shots = _shots(wish, target)
    shot = shots[0] if shots else None
    if _film(wish, target):
        shot = wish.context.shot_ids[-1 if end == "end" else 0]
    elif target.all or (shots and len(shots) > 1):
        return None
    return [call(wish, "trim_shot", shot=shot, **{f"off_{end}_s": off_s})]


def _about_length(wish: Wish) -> bool:
    return wish.has("length") or wish.has("lengthprop") or wish.has("act", "change", "down") or wish.has("shotword")


def _difference(wish: Wish, number: Number) -> int:
    """+1 or -1 where the number is a difference ("two seconds longer", "trim half a second off"), 0 where it is exact
    ("down to 2 s", "make it 8 seconds", "trim it to 3")."""
    if number.signed:
        return 1 if number.value > 0 else -1
    before, after = wish.before(number.at, 3), wish.after(number.at + 1, 3)
    said = wish.tokens[number.at].text.split()
    if wish.words[number.at - 2 : number.at] in (["the", "last"], ["the", "first"], ["the", "final"]):
        return _difference_by_verb(wish, number)
    if after[:2] in (["too", "long"], ["too", "short"]):
        return -1 if after[1] == "long" else 1
    if after[:1] in (["shorter"], ["longer"], ["less"]) and "to" not in before[:1]:
        return 1 if after[0] == "longer" else -1
    if before[:1] in (
        ["to"],
        ["at"],
        ["only"],
        ["exactly"],
        ["under"],
        ["is"],
        ["be"],
        ["around"],
        ["about"],
        ["just"],
        ["last"],
        ["lasts"],
        ["roughly"],
    ):
        return 0
    if set(after[:2]) & {"shorter", "off", "less", "fewer", "earlier", "sooner", "early"}:
        return -1
    if set(after[:2]) & {"longer", "more", "extra"} or {"another", "extra", "more", "additional", "further"} & {
        *said,
        *before[:1],
    }:
        return -1 if wish.word("trim", "shave", "cut", "lose", "off", "shorter") else 1
    if before[:1] == ["by"] and any(m.value.endswith("fault") for m in wish.all("length")):
        return length_sign(wish)
    if before[:1] == ["by"]:
        lowered = set(wish.words) & _SHORTER or wish.has("length", "minus") or wish.has("act", "down")
        return -1 if lowered else 1
    return _difference_by_verb(wish, number)


def _difference_by_verb(wish: Wish, number: Number) -> int:
    words = set(wish.words[: number.at])
    if words & {"add", "adding"}:
        return 1
    takes = words & {
        "trim",
        "shave",
        "lose",
        "knock",
        "chop",
        "snip",
        "remove",
        "cut",
        "take",
        "drop",
        "trimming",
        "shaving",
    }
    if wish.after(number.at + 1, 1)[:1] == ["off"] and wish.says("off_an_end"):
        return -1
    if (takes and wish.word("off", "from", "out", "front", "head", "tail")) or words & {"shave", "lose", "knock"}:
        return -1
    direct = [word for word in wish.before(number.at, 2) if word not in ("last", "first", "final", "opening")][:1]
    if takes and direct and direct[0] in ("trim", "cut", "shave", "lose", "chop", "snip", "drop", "take", "clip"):
        return -1
    if direct[:1] in (["extend"], ["lengthen"]) or (direct[:1] == ["for"] and wish.word("linger", "longer", "another")):
        return 1
    return 0


def _by_words(wish: Wish, target: Target, shots: object) -> Calls | None:
    factor = _factor(wish, target)
    if factor is not None:
        if _film(wish, target) and not target.all:
            return [call(wish, "set_duration", film_s=round(wish.context.film_s * factor, 3))]
        return [call(wish, "set_duration", factor=factor, shots=shots)]  # type: ignore[arg-type]
    sign = length_sign(wish)
    if sign == 0:
        return None
    if _film(wish, target) and not target.all:
        shots = ["all"]
    change = "longer" if sign > 0 else "shorter"
    return [call(wish, "set_duration", change=change, degree=degree_of(wish), shots=shots)]  # type: ignore[arg-type]


def _factor(wish: Wish, target: Target) -> float | None:
    factor = factor_of(wish)
    if factor is not None and target.ids and not _about_else(wish):
        return factor
    about = wish.has("length") or wish.has("lengthprop") or _cut_by(wish)
    if factor is None or not about:
        return None
    if factor < 1 and wish.word("again"):
        return 1 + factor
    if factor > 1 and wish.word("shorter") and wish.number("%") is None:
        return round(1 / factor, 4)
    return factor


def _about_else(wish: Wish) -> bool:
    """ "halve the exterior" is about its length; "halve the push" is not."""
    others = ("move", "prop", "speedprop", "amountprop", "size", "level", "thing", "transition", "speed", "amount")
    return any(wish.has(tag) for tag in others) or not wish.word("halve", "double", "doubled", "halved", "triple")


def _cut_by(wish: Wish) -> bool:
    """ "cut it down by a third"."""
    others = ("move", "prop", "speedprop", "amountprop", "thing", "transition")
    return wish.says("cut_by") and not any(wish.has(tag) for tag in others)


def length_sign(wish: Wish) -> int:
    """ "longer", "let it breathe", "over too soon" 1; "shorter", "drags on" -1; 0 where nothing is said."""
    marks = wish.all("length")
    comparative = [m for m in marks if m.form == "er" or " ".join(wish.words[m.start : m.end]) in ("longer", "shorter")]
    for mark in [*comparative, *[m for m in marks if m.value.endswith("fault")], *marks]:
        if " ".join(wish.words[mark.start : mark.end]) == "as long":
            continue
        sign = 1 if mark.value.startswith("plus") else -1
        if mark.value.endswith("fault"):
            return -sign
        return sign * wanted(wish, mark)
    if wish.says("drags"):
        return -1
    if wish.says("lingers") and not wish.has("thing"):
        return 1
    if wish.says("not_so_soon"):
        return 1
    if wish.says("some_time"):
        return 1
    if not marks and not wish.has("thing") and not wish.has("move") and find_target(wish).ids:
        return 1 if wish.says("more_of_it") else -1 if wish.says("less_of_it") else _of_property(wish)
    return _of_property(wish)


def _of_property(wish: Wish) -> int:
    """ "more screen time", "cut the running time"."""
    if wish.has("lengthprop") and wish.has("more", "more"):
        return 1
    if wish.has("lengthprop") and (wish.has("more", "less") or wish.has("act", "down")):
        return -1
    return 0


def bare_length(wish: Wish) -> bool:
    """Whether a wish is nothing but a length: "6 seconds", "about 8 s please"; "another second" is a change of one."""
    added = {"another", "extra", "more"} & {word for token in wish.tokens for word in token.text.split()}
    return not added and says_length_only(wish)


def says_length_only(wish: Wish) -> bool:
    """Whether a wish speaks of a length, or of a change of it, and of nothing else."""
    if not all_seconds(wish):
        return False
    filler = {
        "seconds",
        "about",
        "around",
        "please",
        "long",
        "total",
        "roughly",
        "over",
        "for",
        "in",
        "_n_",
        ",",
        "a",
        "or",
        "so",
        "duration",
        "length",
        "make",
        "it",
        "give",
        "lasting",
        "at",
        "of",
    }
    spans = {"to", "from", "until", "till", "between", "and"} if len(wish.numbers) == 2 else set[str]()
    return set(wish.words) <= filler | spans
