"""How a move starts and stops: which of its ends are soft."""

from agent.offline.calls import Calls, ask, call, listed
from agent.offline.reading.camera_change import said_amount
from agent.offline.reading.camera_times import meant
from agent.offline.reading.moves import Named, candidates
from agent.offline.targets import Target
from agent.offline.wish import Mark, Wish
from agent.offline.word_sets import word_set
from store.scene import Easing, MoveKind


def read_easing(wish: Wish, target: Target, main: Named | None) -> Calls | None:
    """The call of a wish about how a move starts and stops."""
    easing = _easing(wish, target, main) if main is None or main.kind != "handheld" else None
    if easing is None:
        return None
    pair = meant(wish, target, main)
    if pair is None:
        if main is not None and not main.there and main.kind is not None:
            return [_new_eased(wish, target, main.kind, easing)]
        moving = [shot for shot in candidates(wish.context, target) if shot.camera]
        if not moving:
            return [ask("The camera stands still there. Which move should it get?", ("push in", "pan right"))]
    if pair is not None and wish.says("as_well") and {easing, pair[1].easing} == {"ease_in", "ease_out"}:
        easing = "ease_in_out"
    kind: MoveKind | None = main.kind if main is not None else (pair[1].kind if pair else None)
    return [call(wish, "set_move", kind=kind, shots=listed(target.args), easing=easing)]


_BY_PHRASE: tuple[tuple[str, Easing], ...] = (
    ("soft_both_ends", "ease_in_out"),
    ("soft_end_after_all", "ease_out"),
    ("gathers_speed", "ease_in"),
    ("loses_speed", "ease_out"),
    ("starts_softly", "ease_in"),
    ("no_ease_at_end", "ease_in"),
    ("no_ease_at_start", "ease_out"),
    ("slows_at_end", "ease_out"),
    ("comes_to_rest", "ease_out"),
    ("quick_start_soft_end", "ease_out"),
    ("hard_start_soft_end", "ease_out"),
    ("soft_start_hard_end", "ease_in"),
    ("soft_both_ways", "ease_in_out"),
)
"""Constructions that tell an easing by themselves, the more telling first."""


def _new_eased(wish: Wish, target: Target, kind: MoveKind, easing: Easing):
    """A move that is added with its easing: "push in 10 %, ease out"."""
    amount = said_amount(wish, kind)
    return call(wish, "set_move", kind=kind, shots=listed(target.args), easing=easing, amount=amount)


def _easing(wish: Wish, target: Target, main: Named | None) -> Easing | None:
    if wish.says("no_ease_at_either_end"):
        return "linear"
    now = meant(wish, target, main)
    turned = _by_ends(wish, now[1].easing if now else "linear") if _turns(wish) else None
    if turned is not None:
        return turned
    phrase = next((easing for name, easing in _BY_PHRASE if wish.says(name)), None)
    if phrase is not None:
        return phrase
    about_easing = wish.word("easing", "acceleration", "curve", "ramps", "ramping") or wish.says("the_ease")
    if about_easing and (wish.has("act", "remove", "off") or wish.word("no", "without")):
        return "linear"
    marks = [m for m in wish.all("easing") if not _about_something_else(wish, m)]
    if wish.word("mechanical", "robotic") and (wish.has("statement") or wish.has("excess")):
        return _union(now[1].easing if now else "linear", *_softened(wish))
    if marks and wish.says("in_and_out"):
        return "ease_in_out"
    if not marks:
        before = now[1].easing if now else "linear"
        return _complained(wish, before) or _by_ends(wish, before)
    if all(m.end - m.start == 1 for m in marks) and not wish.has("easing", "linear"):
        by_ends = _by_ends(wish, "linear")
        if by_ends is not None:
            return by_ends
    values = {m.value for m in marks if not _negated(wish, m)}
    refused = {m.value for m in marks if _negated(wish, m)}
    if refused and not values:
        return _without(refused, now[1].easing if now else "linear")
    if "ease_in_out" in values or {"ease_in", "ease_out"} <= values:
        return "ease_in_out"
    if "linear" in values:
        return "linear"
    return "ease_in" if "ease_in" in values else "ease_out"


def _about_something_else(wish: Wish, mark: Mark) -> bool:
    """ "settle on the label" aims; "taper" and the like need a camera word or a move that is there."""
    said = " ".join(wish.words[mark.start : mark.end])
    if said in ("settle", "settles", "settling", "evenly", "uniform") and wish.after(mark.end, 1)[:1] in (
        ["on"],
        ["at"],
    ):
        return wish.after(mark.end, 3)[1:2] != ["end"]
    return wish.has("more") and said in ("ramp up", "ramp down", "evenly")


def _negated(wish: Wish, mark: Mark) -> bool:
    return bool(set(wish.before(mark.start, 3)) & {"not", "no", "without", "never"}) and mark.value != "linear"


def _without(refused: set[str], now: Easing) -> Easing:
    if "ease_in" in refused and now in ("ease_in_out", "ease_out"):
        return "ease_out"
    if "ease_out" in refused and now in ("ease_in_out", "ease_in"):
        return "ease_in"
    return "linear"


def _complained(wish: Wish, now: Easing) -> Easing | None:
    """ "it stops too abruptly", "jerky start", "smoother": an end that is too hard is eased, the other is kept."""
    if not wish.has("easingprop"):
        return None
    words = {w for m in wish.all("easingprop") for w in wish.words[m.start : m.end]}
    hard = words & {
        "abrupt",
        "abruptly",
        "sudden",
        "suddenly",
        "jarring",
        "jerk",
        "jerks",
        "jolt",
        "jolts",
        "jolty",
        "harsh",
        "harshly",
        "hard",
        "lurch",
        "lurches",
        "slam",
        "slams",
        "jerky",
        "snap",
        "snaps",
    }
    soft = words & {"smooth", "smoother", "smoothly", "easing", "ease", "gentle", "gently", "gentler", "softly"}
    start, stop = _edges(wish)
    if (hard or (soft and not wish.has("speed"))) and (start or stop):
        return _of_ends(now, start or None, stop or None)
    if (
        soft & {"smooth", "smoother", "smoothly"}
        and not wish.has("shake")
        and not wish.has("speed")
        and now != "ease_in_out"
    ):
        return "ease_in_out"
    return None


def _edges(wish: Wish) -> tuple[bool, bool]:
    start = bool(wish.says("its_start"))
    stop = bool(wish.says("its_end"))
    return start, stop


def _softened(wish: Wish) -> tuple[bool, bool]:
    """Which ends a stiff move is to have eased: those that are named, else both."""
    start, stop = wish.says("at_the_start"), wish.says("at_the_end")
    return (start, stop) if start or stop else (True, True)


def _union(now: Easing, start: bool, stop: bool) -> Easing:
    eased_in = start or now in ("ease_in", "ease_in_out")
    eased_out = stop or now in ("ease_out", "ease_in_out")
    return "ease_in_out" if eased_in and eased_out else "ease_in" if eased_in else "ease_out"


# --- by the ends of a move -------------------------------------------------------------------------------------------

_STARTS, _ENDS = word_set("starts_of_a_move"), word_set("ends_of_a_move")
_SOFT, _HARD = word_set("soft_ends"), word_set("hard_ends")
_PLAINLY_HARD, _BEING = word_set("plainly_hard"), word_set("being")
_AT_AN_END, _TOO_FAST = frozenset(["at", "off"]), frozenset(["fast", "quick", "quickly", "rushed"])
_ACCEPTING = frozenset(["fine", "ok", "okay", "good", "great"])
_ASKING = frozenset(["want", "give", "make", "should", "keep", "let", "have", "need", "like"])
_SPARING = frozenset(["no", "not", "without", "never", "less", "remove", "lose", "kill", "drop", "avoid", "cut", "fix"])


def _turns(wish: Wish) -> bool:
    """Whether what is said of an end may mean its opposite: a complaint, a denial, or a wish for a hard end."""
    return (
        wish.has("negation")
        or wish.has("excess")
        or not _HARD.isdisjoint(wish.words)
        or (not _SPARING.isdisjoint(wish.words) and not wish.word("linear", "easing"))
    )


def _by_ends(wish: Wish, now: Easing) -> Easing | None:
    """The easing where a soft or hard word is said of the start or the end of a move, each in its own clause."""
    start: bool | None = None
    stop: bool | None = None
    edge = ""
    for clause in _clauses(wish.words):
        words = set(clause)
        edge = "start" if words & _STARTS else "end" if words & _ENDS else edge
        soft = _soft_wanted(clause)
        if not edge or soft is None:
            continue
        if (words & _STARTS and words & _ENDS) or {"both", "either"} & words:
            start = stop = soft
        elif edge == "start":
            start = soft
        else:
            stop = soft
    if start is None and stop is None:
        return None
    return _of_ends(now, start, stop)


def about_no_end(wish: Wish) -> bool:
    """Whether a wish names neither the start nor the end of a move: "starts with a jolt, *smooth that*"."""
    return (_STARTS | _ENDS).isdisjoint(wish.words) and wish.has("pronoun")


def _clauses(words: list[str]) -> list[list[str]]:
    clauses: list[list[str]] = [[]]
    for word in words:
        open_end = word == "and" and not (_SOFT | _HARD) & set(clauses[-1])
        if word in (",", ".", ";", "but", "then", "and") and not open_end:
            clauses.append([])
        else:
            clauses[-1].append(word)
    return [clause for clause in clauses if clause]


def _soft_wanted(clause: list[str]) -> bool | None:
    """Whether the clause asks for a soft end; None where it says neither soft nor hard."""
    words = set(clause)
    soft, hard = words & _SOFT, words & _HARD
    if {"edge", "off"} <= words:
        soft |= {"edge"}
    if _AT_AN_END & words:
        hard |= words & _TOO_FAST
    if {"slow", "even", "still"} & words:
        hard -= {"dead"}
    if not soft and not hard:
        return None
    at = next(n for n, word in enumerate(clause) if word in (hard or soft))
    against = bool(_SPARING & set(clause[:at])) or bool({"too", "overly"} & words)
    if hard:
        asked = bool((_ASKING | _ACCEPTING) & words) or (bool(hard & _PLAINLY_HARD) and not _BEING & words)
        return against or not asked
    return not against


def _of_ends(now: Easing, start: bool | None, stop: bool | None) -> Easing:
    eased_in = now in ("ease_in", "ease_in_out") if start is None else start
    eased_out = now in ("ease_out", "ease_in_out") if stop is None else stop
    if eased_in and eased_out and start is not None and stop is not None:
        return "ease_in_out"
    if eased_in and eased_out:
        return "ease_in_out" if now != "ease_in_out" else "ease_in" if stop is None else "ease_out"
    return "ease_in" if eased_in else "ease_out" if eased_out else "linear"
