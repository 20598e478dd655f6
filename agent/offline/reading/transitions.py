"""Transitions: their kind, length, and the shot they lead into."""

from agent.offline.calls import Calls, ask, call, listed
from agent.offline.polarity import degree_of, factor_of, wanted
from agent.offline.reading.topics import seconds
from agent.offline.targets import Target, find_target
from agent.offline.wish import Mark, Wish, marks_of
from agent.offline.word_sets import word_set
from store.scene import Shot

_ORDER = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "last": -1, "final": -1}
_JOINS = word_set("joins")
_BEFORE_A_LENGTH = frozenset(
    ["be", "to", "at", "of", "say", "about", "around", "maybe", "time", "length", "duration", "dissolve", "crossfade"]
)


def is_transition(wish: Wish) -> bool:
    """Whether a wish is about how shots follow each other."""
    if wish.has("thing", "music", "voiceover", "captions") and not wish.has("thing", "transition"):
        return False
    if any(not _only_a_verb(wish, mark) for mark in wish.all("transition")):
        return True
    if any(m.value == "transition" for m in wish.all("thing")):
        return True
    if any(m.tag == "transition" for m in marks_of([token.word for token in wish.instead])):
        return True
    if wish.says("the_cut_into") or _numbered(wish) is not None:
        return True
    timed = all(n.unit in ("s", "frame") for n in wish.numbers) and (not wish.numbers or wish.word("fade", "fades"))
    return bool(wish.says("goes_between", "switches_over")) and _pair(wish) is not None and timed


def _only_a_verb(wish: Wish, mark: Mark) -> bool:
    """ "straight to", "overlap" and the like need two shots or a word for the join."""
    said = " ".join(wish.words[mark.start : mark.end])
    if said in ("straight to", "overlap", "melt", "blend", "bleed into"):
        return not (wish.has("thing", "transition") or _pair(wish) or "cut" in wish.words)
    return False


def read_transition(wish: Wish, target: Target) -> Calls | None:
    """The calls of a wish about transitions; None where it is about something else."""
    if not is_transition(wish):
        return None
    if len(wish.context.scene.shots) < 2:
        return [ask("A transition needs two shots, and this film has one. What should I change?", ("add a shot",))]
    into = _into(wish, target)
    if into is None:
        return [ask("Between which shots?", _pairs(wish))]
    if not into and (wish.has("pronoun", "it") or wish.says("instead")):
        into = _of_last(wish)
    return _changed(wish, into)


def _of_last(wish: Wish) -> list[str]:
    """The shots whose way in was set last; empty where it was something else."""
    edit = wish.context.last_edit
    shots = edit.call.args.get("shots") if edit and edit.op == "set_transition" and edit.call else None
    return [str(shot) for shot in shots] if isinstance(shots, list) else []


def _pairs(wish: Wish) -> tuple[str, ...]:
    count = len(wish.context.scene.shots)
    return (*(f"between shots {n} and {n + 1}" for n in range(1, min(count, 4))), "all of them")


def _into(wish: Wish, target: Target) -> list[str] | None:
    """Ids of the shots led into; empty where the wish leaves it open, None where it names one that has no way in."""
    ids = wish.context.shot_ids
    if wish.says("ends_on_black") and not target.ids:
        return None
    if target.all or wish.says("every_join"):
        return ["all"]
    pair = _pair(wish)
    if pair is not None:
        return [pair]
    numbered = _numbered(wish)
    if numbered is not None:
        return [ids[numbered]] if 0 < numbered < len(ids) else None
    if len(target.ids) == 2:
        return [target.ids[1]]
    if not target.ids:
        return _open(wish, target)
    return _beside(wish, target)


def _open(wish: Wish, target: Target) -> list[str] | None:
    if target.weak == wish.context.shot_ids[:1] or wish.says("from_black"):
        return [wish.context.shot_ids[0]] if wish.has("transition", "fade_black") else []
    return [] if not target.weak else None


def _pair(wish: Wish) -> str | None:
    """The later of two shots named around a joining word: "from the barista to the cup", "between 1 and 2"."""
    plain = list(wish.words)
    ids = wish.context.shot_ids
    numbers = [int(n.value) for n in wish.numbers if n.unit == "" and n.value == int(n.value)]
    if "between" in plain and len(numbers) >= 2 and numbers[1] == numbers[0] + 1 and 0 < numbers[1] <= len(ids):
        return ids[numbers[1] - 1]
    for at, word in enumerate(plain):
        if word in ("and", "to", "into", "with", "onto", "then") and 0 < at < len(plain) - 1:
            first, second = find_target(wish.part(0, at)), find_target(wish.part(at, len(plain)))
            if len(first.ids) == 1 and len(second.ids) == 1 and first.ids != second.ids:
                return max(first.ids[0], second.ids[0], key=ids.index)
    return None


def _numbered(wish: Wish) -> int | None:
    """ "the second transition": index of the shot it leads into."""
    for at, word in enumerate(wish.words[:-1]):
        if word in _ORDER and wish.after(at + 1, 1)[0] in _JOINS:
            return _ORDER[word] if _ORDER[word] > 0 else len(wish.context.shot_ids) - 1
    return None


def _beside(wish: Wish, target: Target) -> list[str] | None:
    """The shot led into, by the preposition before the one shot named: "into the cup", "after the barista"."""
    ids = wish.context.shot_ids
    place = ids.index(target.ids[-1])
    start = target.spans[0][0] if target.spans else 0
    before = wish.before(start, 4)
    leaving = {"after", "from", "leaving", "behind", "following"} & set(before) or wish.says("out_of_it")
    if leaving and not {"into", "to", "before"} & set(before[:2]):
        place += 1
    if place >= len(ids):
        return None
    if place == 0 and not wish.has("transition", "fade_black"):
        return [ids[1]] if not {"into", "before"} & set(before[:2]) else None
    return [ids[place]]


def _meant(wish: Wish, into: list[str]) -> tuple[Shot, ...]:
    """The shots whose way in changes: those named, else those that have a transition."""
    shots = wish.context.scene.shots
    if into == ["all"]:
        return shots[1:]
    return (
        tuple(s for s in shots if s.id in into) if into else tuple(s for s in shots[1:] if s.transition.kind != "cut")
    )


def _kind(wish: Wish) -> str | None:
    """The kind asked for: the last one named, "no dissolve" is a cut."""
    marks = [m for m in wish.all("transition") if not _only_a_verb(wish, m)]
    to_cut = wish.says("to_a_cut", "switches_over")
    if to_cut or (not marks and wish.says("a_cut")):
        return "cut"
    if not marks and wish.instead and wish.word("cut", "cuts"):
        return "cut"
    if not marks:
        verb = wish.word("fade") and not wish.word("black")
        return "crossfade" if verb and not wish.has("length") else None
    named = [m for m in marks if wish.words[m.start] not in ("no", "without")]
    mark = (named or marks)[-1]  # "dip to black, no dissolve"
    negated = set(wish.before(mark.start, 4)) & {"no", "not", "without", "nobody", "never"} or wish.has("act", "remove")
    if negated and mark.value != "cut":
        return "cut"
    to = next((m for m in marks if wish.before(m.start, 1)[:1] in (["to"], ["with"], ["into"], ["for"], ["a"])), None)
    if wish.has("act", "replace", "change") and len(marks) > 1:
        return (to or marks[-1]).value
    return mark.value


def _changed(wish: Wish, into: list[str]) -> Calls | None:
    kind = _kind(wish)
    meant = _meant(wish, into)
    there = all(shot.transition.kind == kind for shot in meant) and bool(meant)
    shots = listed(into or None)
    length = seconds(wish, signed=False)
    bare = wish.number("")
    if length is None and bare is not None and set(wish.before(bare.at, 1)) & _BEFORE_A_LENGTH:
        length = bare.value if 0 < bare.value <= 5 else None
    if length is not None and kind != "cut":
        if _by(wish) and len(meant) == 1:
            length = round(max(0.04, meant[0].transition.duration_s + _by(wish) * length), 4)
        return [
            call(wish, "set_transition", kind=None if there or kind is None else kind, duration_s=length, shots=shots)
        ]
    sign = _length_sign(wish)
    if sign and (there or kind is None or into == []):
        return _lengthened(wish, sign, meant, into)
    if kind is None and (wish.has("act", "remove") or wish.word("no")):
        kind = "cut"
    if kind is None:
        softer = wish.word(
            "soft",
            "softer",
            "soften",
            "smooth",
            "smoother",
            "gentle",
            "gentler",
            "abrupt",
            "abruptly",
            "jarring",
            "harsh",
        )
        if softer:
            return [call(wish, "set_transition", kind="crossfade", shots=shots)]
        return [ask("Which transition should it be?", ("crossfade", "fade through black", "hard cut"))]
    if not into and kind != "cut" and len(wish.context.scene.shots) > 2 and not _single(wish, meant):
        return [ask("Between which shots?", _pairs(wish))]
    return [call(wish, "set_transition", kind=kind, shots=shots or listed([str(s.id) for s in meant] or None))]


def _single(wish: Wish, meant: tuple[Shot, ...]) -> bool:
    """Whether a wish without a shot means the one transition there is ("change the dissolve to a dip to black")."""
    return len(meant) == 1 and (wish.has("act", "replace", "change") or wish.has("thing", "transition"))


def _by(wish: Wish) -> int:
    """+1 or -1 where a length is said as a difference ("0.2 s shorter"), else 0."""
    if wish.word("to", "only", "just") or wish.has("degree", "lot"):
        return 0
    number = wish.number("s", "frame")
    after = wish.after(number.at + 1, 1) if number else []
    if after[:1] in (["longer"], ["more"]) or (
        wish.word("by", "another") and wish.word("longer", "lengthen", "extend", "another")
    ):
        return 1
    return (
        -1
        if after[:1] in (["shorter"], ["less"], ["off"])
        or (wish.word("by") and wish.word("shorter", "shorten", "trim"))
        else 0
    )


def _length_sign(wish: Wish) -> int:
    """ "longer", "slower", "softer" 1; "shorter", "quicker", "snappier" -1; else 0."""
    for tag, flip in (("length", 1), ("speed", -1)):
        mark = next((m for m in wish.all(tag)), None)
        if mark is None or " ".join(wish.words[mark.start : mark.end]) in ("abrupt",):
            continue
        sign = wanted(wish, mark) * (1 if mark.value.startswith("plus") else -1)
        if mark.value.endswith("fault"):
            sign = wanted(wish, mark) * (1 if mark.value.startswith("plus") else -1)
        return sign * flip
    if wish.word("softer", "gentler", "smoother") and wish.has("thing", "transition"):
        return 1
    if wish.has("lack"):
        return 1
    factor = factor_of(wish)
    if factor is not None and factor != 1:
        return 1 if factor > 1 else -1
    return 1 if wish.says("more_of_it") else -1 if wish.says("less_of_it") else 0


def _lengthened(wish: Wish, sign: int, meant: tuple[Shot, ...], into: list[str]) -> Calls:
    factor = factor_of(wish)
    if factor is not None and len(meant) == 1 and meant[0].transition.duration_s:
        times = 1 / factor if sign < 0 < factor - 1 and not wish.word("as") else factor
        length = round(meant[0].transition.duration_s * times, 4)
        return [call(wish, "set_transition", duration_s=length, shots=listed(into or None))]
    direction = "longer" if sign > 0 else "shorter"
    return [call(wish, "change_transition", direction=direction, degree=degree_of(wish), shots=listed(into or None))]
