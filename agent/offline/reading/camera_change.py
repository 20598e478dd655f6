"""Slower, faster, further, less: changes of a move that is there."""

from agent.offline.calls import Calls, ask, call, listed
from agent.offline.polarity import degree_of, factor_of, noun_sign, toned_down, wanted
from agent.offline.reading.moves import FAMILIES, Named, candidates, only_move, with_kind
from agent.offline.reading.topics import seconds
from agent.offline.targets import Target
from agent.offline.wish import Mark, Wish
from agent.offline.word_sets import word_set
from store.scene import DEGREE_KINDS, MoveKind
from store.wording import MOVE_NAMES

FRAMING_KINDS: frozenset[MoveKind] = frozenset({"push_in", "pull_out", "zoom_in", "zoom_out"})
"""Moves whose amount is how much tighter or wider the framing ends: "15 percent tighter" is that amount."""
_WIDENING: frozenset[MoveKind] = frozenset({"push_in", "zoom_in"})


def read_change(wish: Wish, target: Target, main: Named | None) -> Calls | None:
    """The call of a wish that makes a move slower, faster, larger or smaller, or sets its amount."""
    if main is not None and not main.there:
        return _of_missing(wish, target, main)
    exact = _exact_amount(wish, target, main)
    if exact is not None:
        return exact
    if seconds(wish) is not None and main is not None and not wish.has("speed"):
        return None
    if seconds(wish) is not None and main is not None and _base_pace(wish):
        return None
    return _shake(wish, target, main) or _speed(wish, target, main) or _amount(wish, target, main)


def _base_pace(wish: Wish) -> bool:
    """ "slow push-in, 6 seconds" sets; "slow the push-in down" changes."""
    mark = wish.first("speed")
    return mark is not None and mark.form == ""


def _of_missing(wish: Wish, target: Target, main: Named) -> Calls | None:
    """Changing a move that is not there is asked about; "a slow pan right" adds it and is none of our business."""
    compares = any(m.form == "er" for tag in ("speed", "amount", "shake") for m in wish.all(tag))
    compares = compares or wish.has("excess") or wish.has("more", "less")
    before = wish.words[max(0, main.mark.start - 2) : main.mark.start]
    definite = wish.says("a_certain_move") and "a" not in before and before[-1:] != ["camera"]
    slows = wish.says("changes_its_pace")
    if main.family == "travel" or not (compares or (definite and (wish.has("speed") or wish.has("more"))) or slows):
        return _absolute_new(wish, target, main)
    return [_missing(wish, target, main)]


def _absolute_new(wish: Wish, target: Target, main: Named) -> Calls | None:
    """ "push in 8 %", "roll it 3 degrees clockwise" where there is no such move yet."""
    value = said_amount(wish, main.kind)
    if value is None or main.kind is None:
        return None
    return [call(wish, "set_move", kind=main.kind, shots=listed(target.args), amount=value)]


def _missing(wish: Wish, target: Target, main: Named):
    kinds = FAMILIES.get(main.family, ())
    name = MOVE_NAMES[main.kind] if main.kind else main.family
    there = list(dict.fromkeys(MOVE_NAMES[m.kind] for shot in candidates(wish.context, target) for m in shot.camera))
    has = f"there is {', '.join(there)}" if there else "the camera stands still"
    new = name if main.kind or not kinds else MOVE_NAMES[kinds[0]]
    return ask(
        f"There is no {name} there; {has}. What should I do?", (f"add a {new}", *(f"change the {n}" for n in there[:2]))
    )


# --- exact -----------------------------------------------------------------------------------------------------------


def said_amount(wish: Wish, kind: MoveKind | None, *, named: bool = True) -> float | None:
    """The exact amount of a move that is said: a fraction of the frame, degrees for turns. A bare "0.2" counts only
    where the move is `named`."""
    degrees = wish.number("degree")
    if degrees is not None:
        return abs(degrees.value) if kind in DEGREE_KINDS else None
    if kind in DEGREE_KINDS and (wish.has("begin") or wish.has("finish")) and wish.number("s"):
        return None
    if kind in DEGREE_KINDS:
        bare = wish.number("")
        return (
            abs(bare.value)
            if bare is not None
            and wish.before(bare.at, 1)[:1]
            in (["to"], ["by"], ["at"], ["say"], ["about"], ["maybe"], ["around"], ["like"])
            else None
        )
    percent = wish.number("%")
    if percent is not None:
        return round(abs(percent.value) / 100, 5)
    share = next((n for n in reversed(wish.measures) if named and not n.unit and 0 < abs(n.value) < 1), None)
    return round(abs(share.value), 5) if share is not None and not wish.has("speed") else None


def _exact_amount(wish: Wish, target: Target, main: Named | None) -> Calls | None:
    kind = _kind(wish, target, main)
    value = said_amount(wish, kind, named=main is not None or wish.has("amountprop"))
    if value is None or kind is None or wish.has("speed") or wish.has("speedprop"):
        return None
    pairs = with_kind(wish.context, target, kind) if wish.says("per_second") else ()
    if len(pairs) == 1:
        value = round(value * (pairs[0][1].end_s - pairs[0][1].start_s), 4)
        return [call(wish, "set_move", kind=kind, shots=listed(target.args), amount=value)]
    number = wish.number("degree", "%", "")
    framed = wish.says("ends_so_tight") or (kind in FRAMING_KINDS and wish.word("tighter", "closer", "wider", "looser"))
    sign = 0 if framed else _difference(wish)
    if sign and number is not None:
        if number.unit == "%":
            return [_change(wish, target, kind, "amount", sign, max(0.01, 1 + sign * value))]
        pairs = with_kind(wish.context, target, kind)
        if len(pairs) != 1:
            return None
        value = round(max(0.1, pairs[0][1].amount + sign * value), 4)
    return [call(wish, "set_move", kind=kind, shots=listed(target.args), amount=value)]


def _difference(wish: Wish) -> int:
    """+1 / -1 for "5 degrees more", "20 % less"; 0 for an exact amount."""
    added = {"more", "extra", "additional", "another"} & {w for t in wish.tokens for w in t.text.split()}
    if wish.says("so_much_more") or added:
        return 1
    if wish.says("so_much_less"):
        return -1
    if wish.says("raised_by"):
        return 1
    return 0


def _kind(wish: Wish, target: Target, main: Named | None) -> MoveKind | None:
    if main is not None:
        return main.kind
    only = only_move(wish.context, target, turning=True)
    return only[1].kind if only else None


def _change(wish: Wish, target: Target, kind: MoveKind | None, what: str, sign: int, factor: float | None = None):
    keep = "end_framing" if (wish.has("endframing") or wish.says("same_end_framing")) and what == "speed" else None
    return call(
        wish, "change_move", property=what, direction="more" if sign > 0 else "less", factor=factor,
        degree=None if factor is not None else degree_of(wish), kind=kind, shots=listed(target.args), keep=keep,
    )  # fmt: skip


# --- shake -----------------------------------------------------------------------------------------------------------


def _shake(wish: Wish, target: Target, main: Named | None) -> Calls | None:
    """ "too shaky", "steadier": the sway of a handheld camera."""
    mark = wish.first("shake")
    smooths = wish.word("smooth", "smoother", "settle", "soften", "smoothen") is True
    if main is not None and main.kind == "handheld" and main.there and smooths:
        return [_change(wish, target, "handheld", "amount", -1, factor_of(wish))]
    if mark is None or (main is not None and main.kind != "handheld"):
        return None
    sick = _is_sickness(wish, mark)
    sign = -1 if sick else wanted(wish, mark) * (1 if mark.value == "plus" else -1)
    if not with_kind(wish.context, target, "handheld"):
        if sick:
            return None
        if sign < 0:
            return [
                ask(
                    "There is no shake in it. Which move should be calmer?",
                    ("slow the camera down", "no camera move at all"),
                )
            ]
        return [call(wish, "set_move", kind="handheld", shots=listed(target.args))]
    return [_change(wish, target, "handheld", "amount", sign, factor_of(wish))]


_SICKNESS = word_set("sickness")


def _is_sickness(wish: Wish, mark: Mark) -> bool:
    """ "it makes me dizzy": what is felt, not how the camera moves."""
    return wish.words[mark.start] in _SICKNESS


# --- speed -----------------------------------------------------------------------------------------------------------


def _speed(wish: Wish, target: Target, main: Named | None) -> Calls | None:
    sign, factor = speed_wish(wish)
    if sign == 0:
        return None
    kind = main.kind if main is not None else None
    if main is None:
        only = only_move(wish.context, target, turning=True)
        if only is None and not any(shot.camera for shot in candidates(wish.context, target)):
            return None
        kind = only[1].kind if only else None
    return [_change(wish, target, kind, "amount" if kind == "handheld" else "speed", sign, factor)]


def speed_wish(wish: Wish) -> tuple[int, float | None]:
    """(1 faster, -1 slower, 0 nothing said; an exact multiple of the speed)."""
    factor = factor_of(wish)
    mark = _speed_mark(wish)
    prop = wish.first("speedprop")
    if mark is None and prop is None:
        felt = any(_is_sickness(wish, m) for m in wish.all("shake"))
        return (-1, factor) if felt and (factor is None or factor < 1) else (0, None)
    sign = 0
    if mark is not None:
        fault = mark.value.endswith("fault")
        base = 1 if mark.value.startswith("plus") else -1
        sign = -base if fault else base * wanted(wish, mark)
    elif prop is not None:
        sign = noun_sign(wish, prop) or _verb_on_speed(wish)
        added = sign > 0 and wish.word("by", "again")
        if factor is not None and not added and (sign == 0 or wish.number("%") is None):
            sign = 1 if factor > 1 else -1
    if factor is not None and sign < 0 < factor - 1 and wish.number("%") is None:
        factor = round(1 / factor, 4)
    if factor is not None and sign > 0 and factor < 1 and wish.number("%") is None:
        sign, factor = (1, 1 + factor) if wish.word("by", "again", "more") else (-1, factor)
    return sign, factor if sign else None


def _verb_on_speed(wish: Wish) -> int:
    """ "take the speed off the pan", "ease its pace"."""
    lowers = wish.has("act", "remove", "down", "off") or wish.word("ease", "easing", "temper", "tame")
    return -1 if lowers else 0


def _speed_mark(wish: Wish) -> Mark | None:
    marks = wish.all("speed")
    comparative = next((m for m in marks if m.form == "er"), None)
    plain = [m for m in marks if not m.value.endswith("fault")]
    return comparative or (plain[0] if plain else marks[0] if marks else None)


# --- amount ----------------------------------------------------------------------------------------------------------


def _amount(wish: Wish, target: Target, main: Named | None) -> Calls | None:
    kind = _kind(wish, target, main)
    factor = factor_of(wish)
    sign = -1 if wish.word("halve", "halved", "halving") else _amount_sign(wish, main, kind)
    about = main is not None or wish.has("amountprop") or wish.has("amount") or wish.has("wide")
    if sign == 0 and factor is not None and about and (main is not None or kind is not None):
        sign = 1 if factor > 1 else -1
    if sign == 0 or not about:
        return None
    if kind is None and main is None and not (_camera_said(wish) and _moving(wish, target)):
        return None
    if factor is not None and sign < 0 < factor - 1:
        factor = round(1 / factor, 4)
    if factor is not None and sign > 0 > factor - 1:
        added = any(m.form == "er" for m in wish.all("amount")) or wish.word("again", "more")
        sign, factor = (1, 1 + factor) if added else (-1, factor)
    return [_change(wish, target, kind, "amount", sign, factor)]


def _moving(wish: Wish, target: Target) -> bool:
    return any(shot.camera for shot in candidates(wish.context, target))


def _camera_said(wish: Wish) -> bool:
    return wish.has("move") or wish.has("amountprop")


def _short_or_long(wish: Wish, main: Named) -> int:
    """ "a shorter pan", "longer truck": the way travelled, not the time."""
    at = main.mark.start
    mark = next((m for m in wish.all("length") if m.end == at and m.form == "er"), None)
    if mark is None or main.family not in ("pan", "track", "tilt", "orbit", "pedestal", "travel"):
        return 0
    return 1 if mark.value.startswith("plus") else -1


def _verb_of_direction(wish: Wish, main: Named | None) -> int:
    """ "dial down how far we push in": the verb tells the way, "far" only names the measure."""
    mark = wish.first("amount")
    if mark is None or mark.form == "er" or wish.word("not", "too", "so", "enough"):
        return 0
    verbs = [m for m in wish.all("act", "down", "up") if not (main and main.mark.start <= m.start < main.mark.end)]
    if not verbs or verbs[0].start > mark.start:
        return 0
    return 1 if verbs[0].value == "up" else -1


def _amount_sign(wish: Wish, main: Named | None, kind: MoveKind | None) -> int:
    if main is not None and _short_or_long(wish, main):
        return _short_or_long(wish, main)
    if wish.has("wide") and kind is not None and main is not wish.first("wide"):
        mark = wish.first("wide")
        sign = wanted(wish, mark) if mark else 1
        return -sign if kind in _WIDENING else sign
    verb = -1 if toned_down(wish) else _verb_of_direction(wish, main)
    if verb:
        return verb
    tight = next((m for m in wish.all("amount") if wish.words[m.start].startswith(("tight", "close"))), None)
    if tight is not None and kind is not None and main is None and kind not in _WIDENING | {"pull_out", "zoom_out"}:
        return 0
    if tight is not None and kind is not None and kind not in _WIDENING:
        return -wanted(wish, tight)
    mark = next((m for m in wish.all("amount") if m.form == "er"), None) or wish.first("amount")
    if mark is not None and not (main is not None and main.mark.start <= mark.start < main.mark.end):
        if mark.value.endswith("fault"):
            return 1 if mark.value.startswith("minus") else -1
        return wanted(wish, mark) * (1 if mark.value == "plus" else -1)
    stretched = wish.first("length") if wish.has("amountprop") else None
    if stretched is not None and main is not None:
        return 1 if stretched.value.startswith("plus") else -1
    if main is not None:
        if wish.word("only", "just") and degree_of(wish) == "touch" and not wish.has("more", "more"):
            return -1
        sign = noun_sign(wish, main.mark)
        if sign:
            return sign
        if wish.has("more") and not wish.has("speed"):
            return 1 if wish.has("more", "more") else -1
        said = wish.words[main.mark.start : main.mark.end]
        return 1 if {"closer", "nearer", "further", "tighter"} & set(said) else 0
    prop = wish.first("amountprop")
    return (noun_sign(wish, prop) or 0) if prop is not None else 0
