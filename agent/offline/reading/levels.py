"""How loud: levels of music, voice-over and clips, in decibels, percent and words."""

import math

from agent.offline.calls import Calls, ask, call
from agent.offline.polarity import degree_of, wanted
from agent.offline.wish import Mark, Number, Wish

_SET_LEVEL = {"music": "set_music", "voiceover": "set_voiceover", "clip": "set_clip_sound"}


def read_level(wish: Wish, track: str) -> Calls | None:
    """The call of a wish for another level of a track; None where it names none."""
    return exact_level(wish, track) or relative_level(wish, track)


def level_mark(wish: Wish) -> Mark | None:
    """The word of loudness that the wish turns on: a comparative, a complaint, any other."""
    marks = wish.all("level")
    faults = [
        m for m in marks if m.value.endswith("fault") and not (wish.words[m.start] == "over" and m.end - m.start == 1)
    ]
    comparatives = [m for m in marks if m.form == "er"]
    plain = [
        m for m in marks if not m.value.endswith("fault") and wish.words[m.start] not in ("over", "under", "background")
    ]
    weak = [m for m in marks if wish.words[m.start] in ("under", "background")]
    return next(iter([*comparatives, *faults, *plain, *weak]), None)


def level_sign(wish: Wish, mark: Mark) -> int:
    """1 where it should be louder, -1 where it should be quieter."""
    sign = 1 if mark.value.startswith("plus") else -1
    if mark.value.endswith("fault"):
        return -sign
    return sign * wanted(wish, mark)


def exact_level(wish: Wish, track: str) -> Calls | None:
    """The call for a level in decibels, or a change by decibels or percent."""
    number = wish.number("db") or wish.number("%") or _bare(wish)
    if number is None or (wish.has("fade") and number.unit != "db"):
        return None
    if number.unit == "%":
        return _by_share(wish, track, number)
    if _relative(wish, number):
        mark = level_mark(wish)
        sign = (
            (1 if number.value > 0 else -1)
            if number.signed
            else level_sign(wish, mark)
            if mark
            else _sign_of_verbs(wish)
        )
        if wish.word("more", "extra") and not sign:
            sign = 1
        if wish.word("less", "off") and not number.signed:
            sign = -1
        if wish.after(number.at + 1, 1) == ["too"] and not sign:
            sign = {"hot": -1, "high": -1, "low": 1}.get("".join(wish.after(number.at + 2, 1)), 0)
        if sign == 0:
            return None
        return [
            call(wish, "change_level", track=track, direction="more" if sign > 0 else "less", by_db=abs(number.value))
        ]
    exact = number.signed or bool(set(wish.before(number.at, 2)) & {"to", "at", "is", "be", "around", "minus", "level"})
    if number.value > 0 and not exact and not wish.word("set", "make"):
        by = f"{number.value:g} dB"
        return [ask("Quieter or louder by that much?", (f"{track} {by} quieter", f"{track} {by} louder"))]
    below = number.value >= _NEVER_ABOVE_DB and not number.signed
    return [call(wish, _SET_LEVEL[track], gain_db=-number.value if below else number.value)]


_NEVER_ABOVE_DB = 7.0
"""Nobody means so many decibels above the recording: levels are said without their minus ("music at 18 dB")."""


def _bare(wish: Wish) -> Number | None:
    number = wish.number("")
    if number is None:
        return None
    spoken = number.signed or wish.has("levelprop") or wish.has("level") or wish.word("to", "at")
    return number if spoken else None


def _relative(wish: Wish, number: Number) -> bool:
    before = wish.before(number.at, 2)
    if set(before) & {"to", "at", "around", "minus"} and "by" not in before:
        return False
    if wish.after(number.at + 1, 1) == ["too"]:
        return True
    if wish.has("levelprop") and before[:1] == ["is"]:
        return False
    if number.signed and number.value < 0:
        return number.unit == "db" and abs(number.value) <= 6 and not wish.word("set", "make")
    if "by" in before or "another" in before or level_mark(wish) is not None or number.signed:
        return True
    return bool(wish.word("more", "less", "extra", "off"))


def _by_share(wish: Wish, track: str, number: Number) -> Calls | None:
    """Percent of loudness as decibels: 20 log10."""
    mark = level_mark(wish)
    share = abs(number.value) / 100
    to = set(wish.before(number.at, 2)) & {"to", "at"}
    sign = level_sign(wish, mark) if mark is not None else 0
    ratio = share if to or sign == 0 else 1 + sign * share
    if not 0.001 < ratio < 100 or ratio == 1:
        return None
    by = round(abs(20 * math.log10(ratio)), 2)
    return [call(wish, "change_level", track=track, direction="more" if ratio > 1 else "less", by_db=by)]


def relative_level(wish: Wish, track: str) -> Calls | None:
    """The call for louder or quieter without a measure."""
    factor = wish.first("factor")
    if factor is not None and (wish.has("levelprop") or wish.has("level")):
        ratio = float(factor.value)
        by = round(abs(20 * math.log10(ratio)), 2)
        return [call(wish, "change_level", track=track, direction="more" if ratio > 1 else "less", by_db=by)]
    mark = level_mark(wish)
    sign = level_sign(wish, mark) if mark is not None else _implied_sign(wish) or _sign_of_verbs(wish)
    if sign == 0:
        return None
    direction = "more" if sign > 0 else "less"
    return [call(wish, "change_level", track=track, direction=direction, degree=_degree(wish))]


def _degree(wish: Wish) -> str:
    return degree_of(wish)


def _sign_of_verbs(wish: Wish) -> int:
    """ "ease the music back", "bring the voice forward"."""
    if any(wish.words[m.start] != "cut" for m in wish.all("act", "down")):
        return -1
    return 1 if wish.has("act", "up") else 0


def _implied_sign(wish: Wish) -> int:
    """ "less music", "more voice", "too much music"."""
    if wish.has("excess") or wish.has("more", "less"):
        return -1
    if wish.has("more", "more") or (wish.word("enough") and wish.word("not")):
        return 1
    return 0
