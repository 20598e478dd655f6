"""A tool call with one of its values exchanged for another that was said: the edge of `corrected`. Pure."""

import re

from rapidfuzz import fuzz

from agent.offline.context import Context
from agent.offline.reading.topics import colour
from agent.offline.wish import Number, Wish
from store.scene import OPPOSITE
from tools.receipts import ToolCall

NOT_VALUES = frozenset({"which", "count", "number", "position", "first", "second", "degree"})
"""Arguments whose numbers name something or count."""
_UNIT_OF = {
    "duration_s": "s", "film_s": "s", "by_s": "s", "at_s": "s", "start_s": "s", "end_s": "s", "shift_s": "s",
    "fade_in_s": "s", "fade_out_s": "s", "gain_db": "db", "by_db": "db", "budget_usd": "usd", "frame_rate": "fps",
}  # fmt: skip
"""Units of arguments by their names; those of others hang on what is changed."""
_NAMED = {
    "aspect": "aspect_ratio", "transition": "kind", "animation": "animation", "voicename": "voice", "easing": "easing",
    "sizename": "size", "colour": "color", "lookname": "name",
}  # fmt: skip
"""The argument that holds a value of this sort."""


def numbers_of(call: ToolCall) -> dict[str, float]:
    """The arguments of a call that are measures."""
    return {
        name: float(value)
        for name, value in call.args.items()
        if isinstance(value, int | float) and not isinstance(value, bool) and name not in NOT_VALUES
    }


def with_number(call: ToolCall, number: Number, context: Context) -> ToolCall | None:
    """The call with its only measure (of that unit) exchanged; None where it has none, or more than one."""
    fitting = {name: value for name, value in numbers_of(call).items() if _fits(name, number)}
    if len(fitting) != 1:
        return None
    name, old = next(iter(fitting.items()))
    value = number.value
    if number.unit == "frame":
        value /= context.scene.frame_rate
    elif name == "factor" and number.unit != "x":
        value = 1 + (value / 100 if old > 1 else -value / 100)
    elif name not in _UNIT_OF and (number.unit == "%" or (not number.unit and value > 1 > abs(old))):
        value /= 100
    if not number.signed and name in ("by_s", "gain_db", "shift_s") and old < 0:
        value = -abs(value)
    whole = isinstance(call.args[name], int) and value == int(value)
    return ToolCall(name=call.name, args={**call.args, name: int(value) if whole else round(value, 5)})


def _fits(name: str, number: Number) -> bool:
    unit = {"frame": "s", "clock": "s"}.get(number.unit, number.unit)
    if name in _UNIT_OF:
        return unit in ("", _UNIT_OF[name])
    if name == "factor":
        return unit in ("%", "x") or (not unit and number.value > 1)
    return unit in ("", "%", "degree", "stop", "x")


def with_number_in_text(call: ToolCall, value: float) -> ToolCall | None:
    """The call with the only number in its text exchanged; None where the text holds none, or several."""
    text = str(call.args["text"])
    if len(re.findall(r"\d+(?:[.,]\d+)?", text)) != 1:
        return None
    return ToolCall(name=call.name, args={**call.args, "text": re.sub(r"\d+(?:[.,]\d+)?", f"{value:g}", text)})


def with_new_number(last: ToolCall, number: Number) -> ToolCall | None:
    """What the last call left open: how long the transition is ("keep that but give it a second"), how far the move
    goes ("but only 10% of the frame")."""
    shots = {"shots": last.args["shots"]} if "shots" in last.args else {}
    if last.name == "set_transition" and number.unit == "s":
        return ToolCall(name=last.name, args={**shots, "duration_s": number.value})
    kind = last.args.get("to", last.args.get("kind"))
    if last.name == "redirect_move" and "to" not in last.args:
        kind = OPPOSITE.get(kind)  # type: ignore[call-overload]
    if last.name in ("set_move", "redirect_move") and kind and number.unit in ("%", "degree"):
        amount = number.value / 100 if number.unit == "%" else number.value
        return ToolCall(name="set_move", args={"kind": kind, **shots, "amount": round(abs(amount), 5)})
    return None


def with_words(last: ToolCall, wish: Wish) -> ToolCall | None:
    """The text of the last call with words of it exchanged ("'with us' instead of 'here'"), or in capitals."""
    text, texts = last.args.get("text"), wish.texts
    if last.name == "set_title" and not texts:
        return _retitled(last, wish)
    if isinstance(text, str) and not texts and wish.is_only("in_capitals"):
        return ToolCall(name=last.name, args={**last.args, "text": text.upper()})
    if isinstance(text, str) and not texts:
        return _reworded(last, text, wish)
    if isinstance(text, str) and len(texts) == 2 and texts[0] in text and wish.has("act", "replace", "change"):
        return ToolCall(name=last.name, args={**last.args, "text": text.replace(texts[0], texts[1], 1)})
    if not isinstance(text, str) or len(texts) != 2 or texts[1] not in text or not wish.says("one_for_the_other"):
        return None
    return ToolCall(name=last.name, args={**last.args, "text": text.replace(texts[1], texts[0])})


def _retitled(last: ToolCall, wish: Wish) -> ToolCall | None:
    """ "no, Liquid Sun" after "title it Liquid Gold": what is written with a capital."""
    found = _ANOTHER_TITLE.fullmatch(wish.said)
    return ToolCall(name=last.name, args={**last.args, "title": found["title"].strip()}) if found else None


_ANOTHER_TITLE = re.compile(r"(?i:no|actually|sorry|oops|wait|hmm)\b[, ]*(?P<title>[A-Z0-9][^,;.!?]{0,60})")
_PUT_BEFORE = re.compile(
    r"(?:no|actually|sorry|oops|make (?:that|it)|change (?:that|it) to|(?:it|that) should (?:be|say|read))\b[, ]*", re.I
)
_X_NOT_Y = re.compile(r"(?P<new>[\w' -]+?),? (?:not|instead of|rather than) (?P<old>[\w' -]+)")


def _reworded(last: ToolCall, text: str, wish: Wish) -> ToolCall | None:
    """ "eight, not seven", "make that Poured with care" after "Poured with love": the words as they were typed."""
    said = wish.said
    while (found := _PUT_BEFORE.match(said)) is not None:
        said = said[found.end() :]
    exchanged = _X_NOT_Y.fullmatch(said)
    if exchanged is not None and exchanged["old"] in text:
        return ToolCall(name=last.name, args={**last.args, "text": text.replace(exchanged["old"], exchanged["new"])})
    written = _ANOTHER_TITLE.fullmatch(wish.said)
    if written is not None and set(said.lower().split()) & set(text.lower().split()):
        return ToolCall(name=last.name, args={**last.args, "text": said})
    alike = len(said.split()) > 1 and said != text and fuzz.ratio(said.lower(), text.lower()) >= _NEARLY
    return ToolCall(name=last.name, args={**last.args, "text": said}) if alike else None


_NEARLY = 70
"""How alike, 0..100, two wordings of one text are at least."""


def with_named(call: ToolCall, sort: str, value: str, wish: Wish) -> ToolCall | None:
    """The call with a value that stands for itself ("square", "noir", a colour) exchanged; None where it has no such
    value."""
    name = _NAMED.get(sort, "")
    if name not in call.args or (sort == "sizename" and call.args[name] not in ("small", "medium", "large")):
        return None
    exchanged = colour(wish) if sort == "colour" else value
    return ToolCall(name=call.name, args={**call.args, name: exchanged}) if exchanged else None


def with_place(call: ToolCall, place: str, wish: Wish) -> ToolCall | None:
    """The call with another position; a side or "the bottom corner" is read against the one it had."""
    now = call.args.get("position")
    if not isinstance(now, str):
        return None
    row, _, side = now.partition("_")
    if call.name == "style_captions":
        return ToolCall(name=call.name, args={**call.args, "position": place.split("_", maxsplit=1)[0]})
    if place in ("left", "right"):
        place = f"{row if row != 'center' else 'bottom'}_{place}"
    elif place in ("top", "bottom") and side and wish.has("corner"):
        place = f"{place}_{side}"
    return ToolCall(name=call.name, args={**call.args, "position": "center" if place == "middle" else place})


def times(call: ToolCall, factor: float) -> ToolCall | None:
    """The call with its only measure multiplied; None where it has none, or more than one."""
    held = numbers_of(call)
    if len(held) != 1:
        return None
    name, old = next(iter(held.items()))
    value = 1 + (old - 1) * factor if name == "factor" else old * factor
    whole = name == "frame_rate" and value == int(value)
    return ToolCall(name=call.name, args={**call.args, name: int(value) if whole else round(value, 5)})
