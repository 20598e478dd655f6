"""Looks in numbers: stops, percent, exact values, multiples."""

from agent.offline.calls import Calls, ask, call
from agent.offline.polarity import factor_of, noun_sign, share_of
from agent.offline.reading.look_words import Shots, change, quality, quality_name, quality_sign
from agent.offline.targets import find_target
from agent.offline.wish import Mark, Number, Wish
from agent.offline.word_sets import word_set


def read_numbers(wish: Wish, shots: Shots) -> Calls | None:
    """ "down a stop", "20 % more saturation", "contrast at 0.3"."""
    stops = wish.number("stop")
    if stops is not None:
        return _stops(wish, stops, shots)
    prop = wish.first("prop")
    name = prop.value if prop is not None else quality_name(wish)
    if name is None:
        return None
    third = _third_of_a_stop(wish, name, shots)
    if third is not None:
        return third
    if wish.number("kelvin") is not None:
        return [ask("I grade from warm to cool, not in kelvin. Which way?", ("warmer", "cooler"))]
    number = wish.number("%") or _bare(wish, prop) or wish.number("step")
    factor = wish.first("factor") or wish.number("x")
    if number is None and factor is not None:
        return _multiplied(wish, name, shots) if prop is not None else _by_half(wish, name, shots)
    if number is None or number.unit == "step":
        return None
    return _numbered(wish, name, number, prop, shots)


def _third_of_a_stop(wish: Wish, name: str, shots: Shots) -> Calls | None:
    """ "overexposed by about a third": light is told in thirds of a stop."""
    share = share_of(wish) if name == "exposure" and wish.says("by_a_third") else None
    if share is None:
        return None
    sign = _light_sign(wish)
    return [change(wish, name, sign, shots, round(share, 3))] if sign else None


def _bare(wish: Wish, prop: Mark | None) -> Number | None:
    """A number without a unit beside a property, or with "to", "at", "by"; never a count ("all three shots")."""
    spans = find_target(wish).spans
    number = next((n for n in reversed(wish.numbers) if not n.unit and not any(a <= n.at < b for a, b in spans)), None)
    if number is None or wish.after(number.at + 1, 1)[:1] in (["shots"], ["shot"], ["clips"], ["takes"], ["scenes"]):
        return None
    linked = bool(set(wish.before(number.at, 1)) & {"to", "at", "by", "of"}) or number.signed
    return number if prop is not None or linked else None


def _stops(wish: Wish, stops: Number, shots: Shots) -> Calls | None:
    name = next((m.value for m in wish.all("prop") if m.value in ("highlights", "shadows")), "exposure")
    if set(wish.before(stops.at, 1)) & {"at", "to"} and not wish.word("by"):
        value = -abs(stops.value) if (stops.signed and stops.value < 0) or wish.word("under") else stops.value
        return [call(wish, "set_look", exposure=value, shots=shots)]
    sign = (1 if stops.value > 0 else -1) if stops.signed else _light_sign(wish)
    if sign == 0:
        return [ask("Brighter or darker?", (f"{stops.value:g} stops brighter", f"{stops.value:g} stops darker"))]
    return [change(wish, name, sign, shots, abs(stops.value))]


_MORE_LIGHT, _LESS_LIGHT = word_set("more_light"), word_set("less_light")


def _light_sign(wish: Wish) -> int:
    """Which way the stops go."""
    prop = wish.first("prop")
    if prop is not None:
        sign = noun_sign(wish, prop)
        if sign:
            return sign
    word = wish.first("exposure")
    if word is not None:
        return quality_sign(wish, word)
    joint = max((at for at, word in enumerate(wish.words) if word in (",", ";", ".")), default=-1)
    for words in (set(wish.words), set(wish.words[joint + 1 :])):  # "a stop under, lift it": what is asked for counts
        plus, minus = bool(_MORE_LIGHT & words), bool(_LESS_LIGHT & words)
        if plus != minus:
            return 1 if plus else -1
    return -1 if wish.word("down", "under", "less", "darker", "off") else 0


def _multiplied(wish: Wish, name: str, shots: Shots) -> Calls | None:
    """ "half the vignette", "twice the grain"."""
    factor = factor_of(wish)
    ids = wish.context.shot_ids
    chosen = [str(s) for s in shots] if isinstance(shots, list) and shots != ["all"] else list(ids)
    if factor is None or len(chosen) != 1:
        return None
    now: float = getattr(wish.context.shot(chosen[0]).look, name)
    if now == 0:
        return None
    return [call(wish, "set_look", shots=shots, **{name: round(now * factor, 4)})]


_WAYS = {"temperature": ("warmer", "cooler"), "exposure": ("brighter", "darker")}


def _by_half(wish: Wish, name: str, shots: Shots) -> Calls | None:
    """ "desaturate it by half": half of the whole scale on that side; "half as warm": half of what there is of it."""
    factor, word = factor_of(wish), quality(wish)
    if wish.says("so_much_as"):
        ways = _WAYS.get(name, (f"more {name}", f"less {name}"))
        return _multiplied(wish, name, shots) or [ask("There is nothing of it to halve or double. Which way?", ways)]
    if factor is None or word is None or factor >= 1 or not wish.word("by", "half", "halfway"):
        return None
    return [change(wish, name, quality_sign(wish, word), shots, round(1 - factor, 4))]


def _numbered(wish: Wish, name: str, number: Number, prop: Mark | None, shots: Shots) -> Calls | None:
    scale = 100 if number.unit == "%" or abs(number.value) > 1 else 1
    value = number.value / scale if name != "exposure" or number.unit == "%" else number.value
    before = wish.before(number.at, 2)
    exact = set(before) & {"to", "at", "is", "=", "be"} and "by" not in before
    sign = None
    if not exact:
        if number.signed:
            sign = 1 if number.value > 0 else -1
        elif prop is not None:
            sign = noun_sign(wish, prop)
        else:
            word = quality(wish)
            sign = quality_sign(wish, word) if word else None
    if sign:
        return [change(wish, name, sign, shots, abs(value))]
    if prop is None or (
        number.unit == "" and not exact and number.value != int(number.value) and abs(number.value) > 1
    ):
        return None
    low = 0.0 if name in ("vignette", "grain", "fade") else -3.0 if name == "exposure" else -1.0
    return [
        call(
            wish, "set_look", shots=shots, **{name: max(low, min(-low or 1.0, value)) if name != "exposure" else value}
        )
    ]
