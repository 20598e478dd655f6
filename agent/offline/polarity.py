"""More or less of it, and how much: comparatives, "too", "not enough", "less", negation, complaints, multiples."""

from agent.offline.wish import Mark, Number, Wish
from agent.offline.word_sets import word_set
from tools.degrees import Degree

_NO = frozenset({"not", "never", "no", "nor", "without", "stop", "avoid"})
_FORBIDDING = frozenset({"do", "should", "must", "will", "would", "want", "need", "let", "please", "did"})
_CASTS = frozenset({"cast", "tint", "tinge", "hue"})
_BEING = word_set("being")
_EXCESS = frozenset(
    {"too", "overly", "excessively", "awfully", "unbearably", "unnecessarily", "needlessly", "stupidly"}
)


def wanted(wish: Wish, mark: Mark) -> int:
    """+1 where the person wants what the word says ("warmer", "not warm enough"), -1 where they want less of it
    ("too warm", "less warm", "it looks warm"). A word of complaint ("muddy") counts as said against it."""
    if mark.form == "apart":
        return 1
    before = wish.before(mark.start, 5)
    after = wish.after(mark.end, 2)
    if "so" in before[:2] and set(after) & _FOLLOWED:
        return -1
    fault = mark.value.endswith("fault")
    if "enough" in after or ("enough" in before[:1]):
        return 1
    if _excess(before, after) or (
        mark.tag == "length" and mark.form == "" and before[:1] in (["this"], ["that"], ["so"])
    ):
        return -1
    if _lessened(before):
        return -1
    if mark.form == "er":
        return -1 if before[:1] == ["no"] else 1
    if set(after[:1]) & _CASTS and wish.word("has", "is", "got", "there", "gone", "looks", "acquired", "picked"):
        return -1
    if after[:1] == ["cast"] and not _asked_for(wish):
        return -1
    if after[:1] in (["is"], ["'s"]) and wish.near_after(mark, "excess", 2):
        return -1
    if before and before[0] in ("more", "extra"):
        return 1
    if set(before[:3]) & _NO:
        return _negated(before)
    return _stated(wish, mark, fault)


def _asked_for(wish: Wish) -> bool:
    """Whether a wish adds something or says that it is liked."""
    return wish.has("act", "add", "put", "change") or wish.word("like", "love", "more", "slight", "subtle", "try")


_FOLLOWED = frozenset({"i", "we", "you", "it", "she", "he", "they", "people", "viewers", "that"})
"""What follows from an excess: "so quickly I get dizzy"."""


def _excess(before: list[str], after: list[str]) -> bool:
    near = before[:3]
    if set(near) & _EXCESS:
        return True
    if "so" in near[:2] and not {"not"} & set(before[:4]):
        return set(before) & _BEING != set() or "why" in before
    return before[:2] == ["much", "too"] or after[:2] == ["bit", "much"] or after[:1] == ["overkill"]


def _lessened(before: list[str]) -> bool:
    """ "less X", "not so X", "not as X", "not quite so X", "not too X"."""
    if "less" in before[:2] or "fewer" in before[:1]:
        return True
    return (
        before[:1] in (["so"], ["as"], ["that"], ["quite"], ["too"], ["very"])
        and "not" in before[1:4]
        and not (set(before[2:5]) & _BEING and before[0] in ("very", "quite", "that"))
    )


def _negated(before: list[str]) -> int:
    """ "isn't warm" lacks warmth; "don't make it warm" does not want it."""
    at = next(n for n, word in enumerate(before) if word in _NO)
    carrier = before[at + 1 : at + 3]
    if set(carrier[:1]) & {"do", "does", "did"} and set(before[:at]) & {
        "feel",
        "look",
        "seem",
        "sound",
        "read",
        "come",
    }:
        return 1
    if set(carrier[:1]) & _BEING:
        return 1
    return -1


def _stated(wish: Wish, mark: Mark, fault: bool) -> int:
    """A base form: "make it dark" and "dark" want it, "it's dark" and "looks dark" complain, as does any fault."""
    asked = wish.near(mark, "modal", 6)
    directive = asked or wish.near(mark, "act", 40, "add", "put", "change", "up")
    stated = any(wish.words[m.start] != "be" for m in wish.all("statement") if _shortly_before(wish, m, mark))
    after = wish.after(mark.end, 1)
    if asked:
        return 1
    if fault:
        return -1 if not directive else 1
    if _terse_complaint(wish, mark) and not directive:
        return -1
    return -1 if stated and after[:1] != ["enough"] else 1


def _shortly_before(wish: Wish, one: Mark, other: Mark) -> bool:
    """Whether a mark stands at most four words before another in its clause."""
    between = wish.words[one.end : other.start]
    return one.start < other.start and len(between) <= 4 and not {",", ".", ";", "?", "!"} & set(between)


_PLAIN_QUALITIES = word_set("plain_qualities")


def _terse_complaint(wish: Wish, mark: Mark) -> bool:
    """ "bit chilly, this", "slightly dark": said like that, it is found fault with."""
    hedge = next((m for m in wish.all("degree", "touch") if m.end <= mark.start <= m.end + 1), None)
    return (
        hedge is not None
        and not set(wish.after(mark.end, 1)) & {"tint", "wash", "glow", "tone", "feel", "look", "hue", "to"}
        and wish.words[mark.start] != "magenta"
        and "of" not in wish.words[hedge.end - 1 : hedge.end + 1]
        and wish.words[mark.start] in _PLAIN_QUALITIES
        and not wish.has("more")
        and hedge.start <= 2
    )


def toned_down(wish: Wish) -> bool:
    """ "don't zoom in as much": less of it."""
    return wish.says("not_so_far")


def noun_sign(wish: Wish, mark: Mark) -> int | None:
    """Which way a named property is to go: 1, -1, 0 for "take it out"; None where the wish does not say."""
    before, after = wish.before(mark.start, 4), wish.after(mark.end, 4)
    if _noun_excess(wish, mark):
        return -1
    if _lack(wish, mark):
        return 1
    if before[:1] == ["with"] and mark.value in ("vignette", "grain", "fade"):
        return 1
    if set(before[:3]) & {"full", "covered", "riddled", "swimming"} and wish.has("statement"):
        return -1
    if set(after[:2]) & {"barely", "hardly", "scarcely"}:
        return 1
    if ("more" in before[:3] and "no" not in before[:4]) or "extra" in before[:2] or "more" in after[:1]:
        return 1
    if (
        after[:1] == ["less"]
        or "less" in before[:3]
        or "fewer" in before[:2]
        or (before[:2] == ["much", "so"] and "not" in before)
    ):
        return -1
    return _verb_sign(wish, mark)


def _noun_excess(wish: Wish, mark: Mark) -> bool:
    for excess in wish.all("excess"):
        if not (wish.before(excess.start, 2)[:1] == ["not"] or "but" in wish.before(excess.start, 2)):
            word = wish.words[excess.end : excess.end + 1]
            if word and any(m.start == excess.end and m.tag == "strength" and m.value == "minus" for m in wish.marks):
                return False
            return word not in (["little"], ["few"])
    del mark
    return False


def _lack(wish: Wish, mark: Mark) -> bool:
    plain = wish.plain
    if "enough" in wish.words and set(wish.words) & _NO:
        return True
    if "too little" in plain or "too few" in plain:
        return True
    lack = next((m for m in wish.all("lack") if wish.words[m.start] != "enough"), None)
    if lack is None or any(w in wish.words for w in ("less", "fewer")):
        return False
    return lack.start < mark.start and not any(m.tag == "act" and m.value in ("down", "remove") for m in wish.marks)


def _verb_sign(wish: Wish, mark: Mark) -> int | None:
    """By verbs, then by adjectives of strength: "bump the contrast", "stronger vignette", "lose the grain"."""
    forbidden = _forbidden(wish)
    for value, sign in (("down", -1), ("up", 1)):
        verb = next((m for m in wish.all("act", value) if not _same(m, mark)), None)
        if verb is not None:
            opposed = wish.first("act", "up" if value == "down" else "down")
            if opposed is not None and value == "down" and len(wish.words[opposed.start : opposed.end]) > 1:
                continue
            return None if forbidden else sign
    strength = _strength(wish, mark)
    if strength is not None:
        return strength
    if wish.has("act", "remove", "off") or wish.before(mark.start, 2)[:1] in (["no"], ["zero"]):
        partly = wish.has("degree", "touch") or "some" in wish.words or "of" in wish.before(mark.start, 2)
        return -1 if partly and not forbidden else None if forbidden else 0
    put_on = wish.words[0] in ("put", "lay", "stick", "pop") and mark.value in ("vignette", "grain", "fade")
    if put_on or wish.has("act", "add") or _some_of(wish.before(mark.start, 2)):
        return None if forbidden else 1
    return None


def _some_of(before: list[str]) -> bool:
    """ "some push", "a hint of push", not "the end of the push"."""
    if before[:1] in (["some"], ["bit"], ["little"]):
        return True
    return before[:1] == ["of"] and before[1:2] not in (["end"], ["start"], ["beginning"], ["pace"], ["speed"], ["out"])


def _same(a: Mark, b: Mark) -> bool:
    return a.start < b.end and b.start < a.end


def _strength(wish: Wish, mark: Mark) -> int | None:
    found = next((m for m in wish.all("strength") if not _same(m, mark) and not _is_degree(wish, m)), None)
    if found is None:
        return None
    sign = 1 if found.value == "plus" else -1
    return sign * wanted(wish, found)


def _is_degree(wish: Wish, mark: Mark) -> bool:
    """ "a little more", "slightly": words of strength that only say how much."""
    return any(m.tag == "degree" and m.start == mark.start and mark.form == "" for m in wish.marks) and wish.has("more")


def _forbidden(wish: Wish) -> bool:
    """ "don't raise ...": nothing is said about which way then."""
    removing = {at for m in wish.all("act", "remove") for at in range(m.start, m.end)}
    said = [at for at, word in enumerate(wish.words) if at and word == "not" and at not in removing]
    return any(wish.words[at - 1] in _FORBIDDING for at in said)


def degree_of(wish: Wish) -> Degree:
    """How much: "a touch", plain, or "a lot"."""
    if wish.hedged:
        return "touch"
    for mark in wish.all("degree"):
        said = " ".join(wish.words[mark.start : mark.end])
        if said in ("just", "rather", "hard", "softly", "gently") or (
            said in ("much", "little") and _quantifier(wish, mark)
        ):
            continue
        if mark.value == "touch" or (said != "really" and not _modal_really(wish, mark)):
            return "touch" if mark.value == "touch" else "lot"
        return "lot"
    return "plain"


def _quantifier(wish: Wish, mark: Mark) -> bool:
    """ "too much", "so much", "too little": not a degree."""
    return bool(set(wish.before(mark.start, 1)) & {"too", "so", "as", "how", "that", "very"})


def _modal_really(wish: Wish, mark: Mark) -> bool:
    return wish.words[mark.start] in ("really", "very") and "not" in wish.before(mark.start, 2)


def factor_of(wish: Wish) -> float | None:
    """An exact multiple: "twice", "half", "3x", "20 % slower", "by 30 %", "at half speed"."""
    times = wish.number("x")
    if times is not None and times.value > 0:
        return times.value
    percent = wish.number("%")
    if percent is not None:
        return _percent_factor(wish, percent)
    by_part = _by_part(wish)
    if by_part is not None:
        return by_part
    mark = wish.first("factor")
    if mark is None:
        return None
    if mark.value == "0.5" and wish.after(mark.end, 1)[:1] == ["way"]:
        return None
    if mark.value == "0.3333" and not (
        wish.word("by", "longer", "shorter", "less", "off", "more") or wish.has("speedprop") or wish.has("amountprop")
    ):
        return None
    return float(mark.value)


_PARTS = {"third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "half": 1 / 2}


def _by_part(wish: Wish) -> float | None:
    """ "slower by a third", "a quarter longer", "two thirds shorter" as a multiple."""
    if not wish.says("by_a_share"):
        return None
    share = share_of(wish) or 0.0
    less = set(wish.words) & {
        "less",
        "slow",
        "slower",
        "shorter",
        "smaller",
        "off",
        "reduce",
        "cut",
        "down",
        "trim",
        "lower",
    }
    return 1 - share if less else 1 + share


def share_of(wish: Wish) -> float | None:
    """The share that is said: "a third", "two fifths", "half"."""
    at = next((n for n, word in enumerate(wish.words) if word.removesuffix("s") in _PARTS), None)
    if at is None:
        return None
    return _PARTS[wish.words[at].removesuffix("s")] * (2 if "two" in wish.words[:at] else 1)


_SHARE_OF = frozenset(["speed", "pace", "slow", "half", "original", "current", "length", "duration"])
_DECREASING, _INCREASING = word_set("decreasing"), word_set("increasing")


def _percent_factor(wish: Wish, percent: Number) -> float | None:
    """A change by percent as a multiple; None for an exact setting ("at 50 %" of what is unknown)."""
    share = abs(percent.value) / 100
    if percent.signed:
        return 1 + percent.value / 100
    words, to = set(wish.words), wish.before(percent.at, 1) == ["to"]
    if words & _DECREASING and not to:
        return max(0.01, 1 - share)
    if words & _INCREASING and not to:
        return 1 + share
    if words & _SHARE_OF:
        return share
    return None
