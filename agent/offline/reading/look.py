"""The look of shots: warmth, light, contrast, colour, vignette, grain, fade, and named looks."""

from agent.offline.calls import Calls, ask, call, listed
from agent.offline.polarity import factor_of, noun_sign, wanted
from agent.offline.reading.look_numbers import read_numbers
from agent.offline.reading.look_words import Shots, change, quality, quality_sign
from agent.offline.targets import Target, find_target
from agent.offline.wish import Mark, Wish

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
        or read_numbers(wish, shots)
        or _changed(wish, shots)
    )


def _reset(wish: Wish, shots: Shots) -> Calls | None:
    if wish.says("grade_off"):
        return [call(wish, "reset_look", shots=shots)]
    prop = wish.first("prop")
    zeroed = wish.says("set_to_neutral")
    if prop is not None and zeroed and not wish.has("thing"):
        return [call(wish, "reset_look", shots=shots, property=prop.value)]
    if not wish.has("neutral"):
        return None
    if prop is not None and not wish.has("thing"):
        return [call(wish, "reset_look", shots=shots, property=prop.value)]
    return [call(wish, "reset_look", shots=shots)]


def _black_and_white(wish: Wish, shots: Shots) -> Calls | None:
    mark = wish.first("bw")
    if wish.word("desaturate", "desaturated") and wish.word("completely", "fully", "totally", "entirely"):
        return [call(wish, "set_look", saturation=-1.0, shots=shots)]
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
    share = factor_of(wish)
    if share is not None and share < 1:
        by = round(share if wish.has("factor") else 1 - share, 4)
        return [call(wish, "change_look", property="saturation", direction="less", by=by, shots=shots)]
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
        ]
    before = set(wish.before(mark.start, 4))
    if (before & {"not", "from", "stop", "no"} and not said.startswith(("no", "without"))) or (
        wish.word("back") and "colour" in said
    ):
        return [call(wish, "set_look", saturation=0.0, shots=shots)]
    return [call(wish, "set_look", saturation=-1.0, shots=shots)]


def _edges(wish: Wish, shots: Shots) -> Calls | None:
    """ "darken the corners" is a vignette."""
    if wish.has("prop", "vignette") and (wish.has("edges") or wish.has("act", "add", "put")):
        return _with_vignette(wish, shots)
    if not wish.has("edges"):
        return None
    if wish.word("burn", "burned", "burnt", "shade", "fall", "falloff", "darkness"):
        unwanted = wish.has("excess") or wish.has("more", "less") or wish.has("act", "remove", "down")
        return [change(wish, "vignette", -1 if unwanted else 1, shots)]
    mark = wish.first("exposure")
    if mark is not None and mark.value == "minus" and wish.has("act", "remove"):
        return [call(wish, "set_look", vignette=0.0, shots=shots)]
    if mark is None:
        lowered = wish.has("act", "down")
        return [change(wish, "vignette", 1, shots)] if lowered else None
    sign = wanted(wish, mark) * (1 if mark.value.startswith("minus") else -1)
    return [change(wish, "vignette", sign, shots)]


def _with_vignette(wish: Wish, shots: Shots) -> Calls | None:
    """ "darken the edges with a vignette": what the light is said to do, it does at the edges."""
    mark = wish.first("exposure")
    if mark is None or wish.numbers or mark.value.endswith("fault"):
        return None
    sign = quality_sign(wish, mark)
    return [change(wish, "vignette", -sign, shots)] if wish.has("edges") else None


def _tones(wish: Wish, shots: Shots) -> Calls | None:
    """Highlights and shadows by their own verbs: "open up the shadows", "crush the blacks", "recover the whites"."""
    if wish.has("prop", "fade") or wish.has("fade"):
        return None
    for name in ("shadows", "highlights"):
        prop = wish.first("prop", name)
        special = wish.first(name)
        if special is not None:
            sign = quality_sign(wish, special)
            return [change(wish, name, sign, shots)]
        if prop is None:
            continue
        opened = (wish.has("opening") and not _lowering(wish)) or wish.says("sees_into_it")
        if name == "shadows" and opened and not wish.numbers:
            return [change(wish, name, 1, shots)]
        if (
            (
                name == "highlights"
                and wish.word("recover", "rescue", "save", "bring", "roll", "tame", "detail", "back", "hold")
                and not wish.word("up")
            )
            and not wish.has("more", "more")
            and not wish.numbers
        ):
            return [change(wish, name, -1, shots)]
        tone = wish.first("exposure")
        if tone is not None and not wish.numbers:
            sign = wanted(wish, tone) * (1 if tone.value.startswith("plus") else -1)
            return [change(wish, name, sign, shots)]
    return None


def _lowering(wish: Wish) -> bool:
    return (wish.has("act", "down") and not wish.word("open", "soften")) or wish.word(
        "darker", "deeper", "less", "heavier", "down"
    )


def _named(wish: Wish, shots: Shots) -> Calls | None:
    mark = wish.first("lookname")
    if mark is None:
        return None
    if mark.value == "faded film" and wish.word("faded", "washed") and not wish.word("apply", "preset", "named"):
        return [change(wish, "fade", 1, shots)]
    before = set(wish.before(mark.start, 3))
    if before & {"less", "not", "no", "too"} or (wish.has("more") and mark.value in ("golden hour",)):
        if mark.value == "golden hour":
            return [
                change(
                    wish,
                    "temperature",
                    -1 if before & {"less", "too", "not"} and "enough" not in wish.words else 1,
                    shots,
                )
            ]
        return [ask(f"Take the {mark.value} look out?", ("reset the look", "less contrast"))]
    if any(wish.has(name) for name in ("prop",)) and not wish.has("lookword"):
        return None
    return [call(wish, "apply_look", name=mark.value, shots=shots)]


# --- words -----------------------------------------------------------------------------------------------------------


def _changed(wish: Wish, shots: Shots) -> Calls | None:
    prop = wish.first("prop", "fade") or wish.first("prop")
    if prop is not None and prop.value == "shadows" and wish.has("fade", "plus") and not wish.numbers:
        return [change(wish, "fade", 1, shots)]  # "give the blacks a faded feel"
    if prop is not None and not _said_by_quality(wish, prop):
        done = _property(wish, prop, shots)
        if done is not None:
            return done
    word = quality(wish)
    if word is None:
        return None
    sign = quality_sign(wish, word) * _verb_on_quality(wish, word)
    if prop is not None and _tints(wish, prop):
        sign = 1 if word.value.startswith("plus") else -1
    return [change(wish, word.tag, sign, shots)]


def _said_by_quality(wish: Wish, prop: Mark) -> bool:
    """ "tint towards magenta", "the white balance a bit cooler": the way is told by a word of the scale itself."""
    return prop.value in ("tint", "temperature") and any(m.start != prop.start for m in wish.all(prop.value))


def _tints(wish: Wish, prop: Mark) -> bool:
    """ "tint it slightly green": the verb says that it is wanted."""
    return (
        prop.start == 0
        and wish.words[0] == "tint"
        and not wish.has("act", "remove", "down")
        and not wish.has("more", "less")
    )


def _verb_on_quality(wish: Wish, quality: Mark) -> int:
    """ "pull the green out", "tone down the orange" want less of it; -1 then, else 1."""
    if quality.form == "er" or quality.value.endswith("fault") or quality.form in ("ing", "ed"):
        return 1
    if wish.before(quality.start, 1)[:1] in (["less"], ["more"]) or wish.has("excess"):
        return 1
    if wanted(wish, quality) < 0 and wish.after(quality.end, 1)[:1] in (["cast"], ["tint"], ["tinge"], ["hue"]):
        return 1
    noun = quality.start > 0 and wish.words[quality.start - 1] in ("the", "that", "some", "of", "any", "all", "a")
    takes = wish.has("act", "remove") or wish.has("act", "down")
    return -1 if takes and noun else 1


def _property(wish: Wish, prop: Mark, shots: Shots) -> Calls | None:
    name = prop.value
    sign = noun_sign(wish, prop)
    if wish.after(prop.end, 1)[:1] in (["off"], ["out"], ["gone"]) and sign is None:
        sign = 0
    if name == "grain" and wish.word("clean", "cleaner", "clear", "scrub", "smooth"):
        sign = -1
    if sign is None and name == "saturation" and wish.word("pop", "popping", "sing", "punch", "punchier", "pops"):
        sign = 1
    if sign is None and name in ("temperature", "saturation", "tint", "exposure", "contrast"):
        return None
    if sign is None and name in ("vignette", "grain", "fade"):
        bare = _words_beside_shots(wish) <= 4 and not wish.has("question")
        return [change(wish, name, 1, shots)] if bare or _would_help(wish, prop) else None
    if sign is None:
        return None
    sign = _turned(wish, prop, sign, shots)
    if sign == 0:
        if name in _TAKEN_OUT or (name == "temperature" and _value_of(wish, name, shots) > 0):
            return [call(wish, "set_look", shots=shots, **{name: 0.0})]
        if name == "saturation":
            return [call(wish, "set_look", shots=shots, saturation=-1.0)]
        sign = -1
    return [change(wish, name, sign, shots)]


def _would_help(wish: Wish, prop: Mark) -> bool:
    """ "a fine grain across all shots would tie it together"."""
    behind = next((m for m in wish.all("modal") if m.start >= prop.end), None)
    told = behind is not None and wish.words[behind.start] in ("would", "could", "might")
    return told and not wish.has("negation") and not wish.has("excess") and not wish.has("act", "remove", "off")


def _words_beside_shots(wish: Wish) -> int:
    """How many words a wish has that name no shots."""
    spans = find_target(wish).spans
    return sum(not any(a <= at < b for a, b in spans) for at in range(len(wish.words)))


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
