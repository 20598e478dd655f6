"""The look of shots: warmth, light, contrast, colour, vignette, grain, fade, and named looks."""

from agent.offline.calls import Calls, ask, call, listed
from agent.offline.polarity import degree_of, factor_of, noun_sign, wanted
from agent.offline.targets import Target
from agent.offline.wish import Mark, Number, Wish

PROPERTIES = (
    "temperature", "tint", "exposure", "contrast", "saturation", "highlights", "shadows", "vignette", "grain", "fade",
)  # fmt: skip
_TAKEN_OUT = frozenset({"vignette", "grain", "fade", "tint"})


def read_look(wish: Wish, target: Target) -> Calls | None:
    """The calls of a wish about the look; None where it says nothing of it."""
    shots = listed(target.args or (list(target.weak) or None))
    return (
        _reset(wish, shots)
        or _black_and_white(wish, shots)
        or _edges(wish, shots)
        or _tones(wish, shots)
        or _named(wish, shots)
        or _exact(wish, shots)
        or _changed(wish, shots)
    )


Shots = object


def _reset(wish: Wish, shots: Shots) -> Calls | None:
    if not wish.has("neutral"):
        return None
    return [call(wish, "reset_look", shots=shots)]  # type: ignore[arg-type]


def _black_and_white(wish: Wish, shots: Shots) -> Calls | None:
    mark = wish.first("bw")
    if wish.word("desaturate", "desaturated") and wish.word("completely", "fully", "totally", "entirely"):
        return [call(wish, "set_look", saturation=-1.0, shots=shots)]  # type: ignore[arg-type]
    if mark is None:
        return None
    said = " ".join(w for w in wish.words[mark.start : mark.end] if w not in ("a", "the"))
    if (
        said
        in (
            "all colour",
            "all color",
            "colour out",
            "color out",
            "take colour out",
            "take color out",
        )
        and not wish.has("act", "remove")
        and not said.endswith("out")
    ):
        return None
    some = wish.word("some", "bit", "little", "tad") or "slightly" in wish.words
    if some:
        return [
            call(
                wish,
                "change_look",
                property="saturation",
                direction="less",
                degree="touch" if wish.has("degree", "touch") else "plain",
                shots=shots,
            )
        ]  # type: ignore[arg-type]
    before = set(wish.before(mark.start, 4))
    if (before & {"not", "from", "stop", "no"} and not said.startswith(("no", "without"))) or (
        wish.word("back") and "colour" in said
    ):
        return [call(wish, "set_look", saturation=0.0, shots=shots)]  # type: ignore[arg-type]
    return [call(wish, "set_look", saturation=-1.0, shots=shots)]  # type: ignore[arg-type]


def _edges(wish: Wish, shots: Shots) -> Calls | None:
    """ "darken the corners" is a vignette."""
    if not wish.has("edges") or wish.has("prop", "vignette"):
        return None
    if wish.word("burn", "burned", "burnt", "shade"):
        return [_change(wish, "vignette", 1, shots)]
    mark = wish.first("exposure")
    if mark is None:
        lowered = wish.has("act", "down")
        return [_change(wish, "vignette", 1, shots)] if lowered else None
    sign = wanted(wish, mark) * (1 if mark.value.startswith("minus") else -1)
    return [_change(wish, "vignette", sign, shots)]


def _tones(wish: Wish, shots: Shots) -> Calls | None:
    """Highlights and shadows by their own verbs: "open up the shadows", "crush the blacks", "recover the whites"."""
    if wish.has("prop", "fade") or wish.has("fade"):
        return None
    for name in ("shadows", "highlights"):
        prop = wish.first("prop", name)
        special = wish.first(name)
        if special is not None:
            sign = _quality_sign(wish, special)
            return [_change(wish, name, sign, shots)]
        if prop is None:
            continue
        if name == "shadows" and wish.has("opening") and not _lowering(wish) and not wish.numbers:
            return [_change(wish, name, 1, shots)]
        if (
            (
                name == "highlights"
                and wish.word("recover", "rescue", "save", "bring", "roll", "tame", "detail", "back", "hold")
                and not wish.word("up")
            )
            and not wish.has("more", "more")
            and not wish.numbers
        ):
            return [_change(wish, name, -1, shots)]
        tone = wish.first("exposure")
        if tone is not None and not wish.numbers:
            sign = wanted(wish, tone) * (1 if tone.value.startswith("plus") else -1)
            return [_change(wish, name, sign, shots)]
    return None


def _lowering(wish: Wish) -> bool:
    return (wish.has("act", "down") and not wish.word("open", "soften")) or wish.word(
        "darker", "deeper", "less", "heavier", "down"
    )


def _named(wish: Wish, shots: Shots) -> Calls | None:
    mark = wish.first("lookname")
    if mark is None:
        return None
    before = set(wish.before(mark.start, 3))
    if before & {"less", "not", "no", "too"} or (wish.has("more") and mark.value in ("golden hour",)):
        if mark.value == "golden hour":
            return [
                _change(
                    wish,
                    "temperature",
                    -1 if before & {"less", "too", "not"} and "enough" not in wish.words else 1,
                    shots,
                )
            ]
        return [ask(f"Take the {mark.value} look out?", ("reset the look", "less contrast"))]
    if any(wish.has(name) for name in ("prop",)) and not wish.has("lookword"):
        return None
    return [call(wish, "apply_look", name=mark.value, shots=shots)]  # type: ignore[arg-type]


# --- numbers ---------------------------------------------------------------------------------------------------------


def _exact(wish: Wish, shots: Shots) -> Calls | None:
    """ "down a stop", "20 % more saturation", "contrast at 0.3"."""
    stops = wish.number("stop")
    if stops is not None:
        return _stops(wish, stops, shots)
    prop = wish.first("prop")
    name = prop.value if prop is not None else _quality_name(wish)
    if name is None:
        return None
    if wish.number("kelvin") is not None:
        return [ask("I grade from warm to cool, not in kelvin. Which way?", ("warmer", "cooler"))]
    number = wish.number("%") or _bare(wish, prop) or wish.number("step")
    factor = wish.first("factor") or wish.number("x")
    if number is None and factor is not None and prop is not None:
        return _multiplied(wish, name, shots)
    if number is None or number.unit == "step":
        return None
    return _numbered(wish, name, number, prop, shots)


def _bare(wish: Wish, prop: Mark | None) -> Number | None:
    """A number without a unit beside a property, or with "to", "at", "by"; never a count ("all three shots")."""
    number = wish.number("")
    if number is None or wish.after(number.at + 1, 1)[:1] in (["shots"], ["shot"], ["clips"], ["takes"], ["scenes"]):
        return None
    linked = bool(set(wish.before(number.at, 1)) & {"to", "at", "by", "of"}) or number.signed
    return number if prop is not None or linked else None


def _stops(wish: Wish, stops: Number, shots: Shots) -> Calls | None:
    name = next((m.value for m in wish.all("prop") if m.value in ("highlights", "shadows")), "exposure")
    if set(wish.before(stops.at, 1)) & {"at", "to"} and not wish.word("by"):
        value = -abs(stops.value) if (stops.signed and stops.value < 0) or wish.word("under") else stops.value
        return [call(wish, "set_look", exposure=value, shots=shots)]  # type: ignore[arg-type]
    sign = (1 if stops.value > 0 else -1) if stops.signed else _light_sign(wish)
    if sign == 0:
        return [ask("Brighter or darker?", (f"{stops.value:g} stops brighter", f"{stops.value:g} stops darker"))]
    return [_change(wish, name, sign, shots, abs(stops.value))]


def _light_sign(wish: Wish) -> int:
    """Which way the stops go."""
    prop = wish.first("prop")
    if prop is not None:
        sign = noun_sign(wish, prop)
        if sign:
            return sign
    quality = wish.first("exposure")
    if quality is not None:
        return _quality_sign(wish, quality)
    plus = wish.word(
        "up",
        "over",
        "more",
        "raise",
        "lift",
        "push",
        "open",
        "add",
        "gain",
        "increase",
        "brighter",
        "boost",
        "bump",
        "plus",
    )
    minus = wish.word(
        "down",
        "under",
        "less",
        "lower",
        "drop",
        "pull",
        "close",
        "cut",
        "reduce",
        "darker",
        "minus",
        "knock",
        "lose",
        "off",
        "stop",
    )
    return (
        1
        if plus and not minus
        else -1
        if minus and not plus
        else -1
        if wish.word("down", "under", "less", "darker", "off")
        else 0
    )


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
    return [call(wish, "set_look", shots=shots, **{name: round(now * factor, 4)})]  # type: ignore[arg-type]


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
            quality = _quality(wish)
            sign = _quality_sign(wish, quality) if quality else None
    if sign:
        return [_change(wish, name, sign, shots, abs(value))]
    if prop is None or (
        number.unit == "" and not exact and number.value != int(number.value) and abs(number.value) > 1
    ):
        return None
    low = 0.0 if name in ("vignette", "grain", "fade") else -3.0 if name == "exposure" else -1.0
    return [
        call(
            wish, "set_look", shots=shots, **{name: max(low, min(-low or 1.0, value)) if name != "exposure" else value}
        )
    ]  # type: ignore[arg-type]


# --- words -----------------------------------------------------------------------------------------------------------


def _changed(wish: Wish, shots: Shots) -> Calls | None:
    prop = wish.first("prop", "fade") or wish.first("prop")
    if prop is not None:
        done = _property(wish, prop, shots)
        if done is not None:
            return done
    quality = _quality(wish)
    if quality is None:
        return None
    sign = _quality_sign(wish, quality) * _verb_on_quality(wish, quality)
    return [_change(wish, quality.tag, sign, shots)]


def _verb_on_quality(wish: Wish, quality: Mark) -> int:
    """ "pull the green out", "tone down the orange" want less of it; -1 then, else 1."""
    if quality.form == "er" or quality.value.endswith("fault") or quality.form in ("ing", "ed"):
        return 1
    if wish.before(quality.start, 1)[:1] in (["less"], ["more"]) or wish.has("excess"):
        return 1
    noun = quality.start > 0 and wish.words[quality.start - 1] in ("the", "that", "some", "of", "any", "all")
    takes = wish.has("act", "remove") or wish.has("act", "down")
    return -1 if takes and noun else 1


def _property(wish: Wish, prop: Mark, shots: Shots) -> Calls | None:
    name = prop.value
    sign = noun_sign(wish, prop)
    if sign is None and name == "saturation" and wish.word("pop", "popping", "sing", "punch", "punchier", "pops"):
        sign = 1
    if sign is None and name in ("temperature", "saturation", "tint", "exposure", "contrast"):
        return None
    if sign is None and name in ("vignette", "grain", "fade"):
        bare = len(wish.words) <= 4 and not wish.has("question")
        return [_change(wish, name, 1, shots)] if bare else None
    if sign is None:
        return None
    sign = _turned(wish, prop, sign, shots)
    if sign == 0:
        if name in _TAKEN_OUT:
            return [call(wish, "set_look", shots=shots, **{name: 0.0})]  # type: ignore[arg-type]
        if name == "saturation":
            return [call(wish, "set_look", shots=shots, saturation=-1.0)]  # type: ignore[arg-type]
        sign = -1
    return [_change(wish, name, sign, shots)]


def _turned(wish: Wish, prop: Mark, sign: int, shots: Shots) -> int:
    """Heavy shadows are dark ones: there "too heavy" and "less shadow" lift. A "subtle vignette" where there is none
    is one that is added."""
    said = wish.words[prop.start : prop.end]
    if prop.value == "shadows" and "detail" not in said:
        amount = wish.has("strength") or wish.has("excess") or wish.before(prop.start, 1)[:1] in (["more"], ["less"])
        return -sign if amount and not wish.word("bright", "brighter", "weak", "lifted") else sign
    small = any(m.value == "minus" and m.form == "" for m in wish.all("strength"))
    if sign < 0 and prop.value in ("vignette", "grain", "fade") and small and not wish.has("excess"):
        return 1 if _value_of(wish, prop.value, shots) == 0 else sign
    return sign


def _value_of(wish: Wish, name: str, shots: Shots) -> float:
    """The largest value of a property among the shots meant."""
    ids = [str(s) for s in shots] if isinstance(shots, list) and shots != ["all"] else list(wish.context.shot_ids)
    return max((getattr(wish.context.shot(i).look, name) for i in ids if i in wish.context.shot_ids), default=0.0)


def _quality(wish: Wish) -> Mark | None:
    """The word of the look that the wish turns on: a comparative first, then any."""
    marks = [m for m in wish.marks if m.tag in PROPERTIES and not _is_content(wish, m)]
    comparative = [
        m for m in marks if m.form == "er" or "more" in wish.before(m.start, 1) or "less" in wish.before(m.start, 1)
    ]
    clear = [m for m in marks if not m.value.endswith("fault")]
    return next(iter([*comparative, *clear, *marks]), None)


def _quality_name(wish: Wish) -> str | None:
    mark = _quality(wish)
    return mark.tag if mark is not None else None


def _is_content(wish: Wish, mark: Mark) -> bool:
    """ "soft" and the like beside a camera word, "light" as a noun."""
    said = " ".join(wish.words[mark.start : mark.end])
    if said in ("light", "lit", "evening", "sunset", "hot", "cool") and mark.form == "":
        before, after = wish.before(mark.start, 1), wish.after(mark.end, 1)
        if said == "light":
            return not ("too" in before or before[:1] in (["it"], ["is"], ["more"], ["be"]) or after[:1] == ["enough"])
        return (
            said == "cool" and bool(after[:1]) and len(wish.words) > 3 and not wish.has("modal") and after[0] in (",",)
        )
    return said in ("dramatic", "graphic", "edgy", "defined") and wish.has("move")


def _quality_sign(wish: Wish, mark: Mark) -> int:
    """Towards which end of its scale a word of the look goes in this wish."""
    base = 1 if mark.value.startswith("plus") else -1
    return base * wanted(wish, mark)


def _change(wish: Wish, name: str, sign: int, shots: Shots, by: float | None = None):
    if (
        sign < 0
        and name in ("vignette", "grain", "fade")
        and by is None
        and wish.has("act", "remove")
        and not wish.has("degree")
    ):
        pass
    return call(
        wish, "change_look", property=name, direction="more" if sign > 0 else "less",
        degree=None if by is not None else degree_of(wish), by=round(by, 4) if by is not None else None, shots=shots,
    )  # type: ignore[arg-type]  # fmt: skip
