"""Values said after a receipt: "make that 7", "double that", "start it at 1.5 instead"."""

import re

from agent.offline.calls import Calls
from agent.offline.constructions import says_only
from agent.offline.context import Context, LastEdit
from agent.offline.reading.topics import overlay_words
from agent.offline.wish import Wish
from store.scene import DEGREE_KINDS
from tools.receipts import ToolCall


def new_value(wish: Wish, plain: str, context: Context) -> Calls | None:
    """ "make that one and a half stops": the exact value of what was changed last."""
    edit = context.last_edit
    if edit is None or len(wish.numbers) not in (1, 2) or not says_only("new_value", plain):
        return None
    number = wish.numbers[0]
    unit = "degree" if _turns(edit, context) else unit_of(edit.op, edit.changed, edit.call)
    value = abs(number.value)
    if number.unit == "frame" and (unit == "s" or _time_said(edit)):
        value = value / context.scene.frame_rate
    elif (number.unit == "%" and unit in ("share", "look")) or (
        unit in ("look", "share") and number.unit == "" and value > 1
    ):
        value = value / 100
    elif number.unit not in ("", unit) and not (number.unit == "s" and _time_said(edit)):
        return None
    elsewhere = _in_place_of(edit, value)
    if elsewhere is not None:
        return [elsewhere]
    if unit is None or (unit == "s" and edit.op != "set_duration"):
        return None
    exact = _exact(edit.call, unit, number.value, number.signed)
    if exact is not None:
        return [exact]
    return [ToolCall(name="adjust_last", args={"direction": "more", "value": round(value, 5), "wish": wish.said})]


def _turns(edit: LastEdit, context: Context) -> bool:
    """Whether the last edit changed how far a move turns, by the paths it changed."""
    for path, _, _ in edit.changed:
        found = re.match(r"shots\[(\d+)\]\.camera\[(\d+)\]\.amount", path)
        shots = context.scene.shots
        if found and int(found[1]) < len(shots) and int(found[2]) < len(shots[int(found[1])].camera):
            return shots[int(found[1])].camera[int(found[2])].kind in DEGREE_KINDS
    return False


def _time_said(edit: LastEdit) -> str:
    """The name of the time that the last call set, where it set no other: of a transition, or of a move's ends."""
    named = [name for name in ("start_s", "end_s", "duration_s") if edit.call and name in edit.call.args]
    if edit.op == "set_transition":
        return "duration_s"
    return named[0] if len(named) == 1 and named[0] != "duration_s" and edit.op == "set_move" else ""


def _in_place_of(edit: LastEdit, value: float) -> ToolCall | None:
    """The last call with another time: "start the push at 2 s", then "make it 1.5"."""
    name = _time_said(edit)
    if not name or edit.call is None:
        return None
    if edit.op == "set_transition":
        shots = edit.call.args.get("shots")
        return ToolCall(name="set_transition", args={name: value, **({"shots": shots} if shots else {})})
    return ToolCall(name=edit.call.name, args={**edit.call.args, name: value})


def of_the_same(calls: Calls, wish: Wish, context: Context) -> Calls:
    """ "nah, bottom left": a correction that names nothing is about the text or caption that was changed last."""
    last = context.last_edit.call if context.last_edit else None
    same = last is not None and len(calls) == 1 and calls[0].name == last.name and "which" in last.args
    if last is None or not same or wish.has("thing") or overlay_words(context).keys() & set(wish.words):
        return calls
    return [ToolCall(name=last.name, args={**calls[0].args, "which": last.args["which"]})]


_LESS = frozenset({"off", "down", "less", "quieter", "lower", "softer"})
_MORE = frozenset({"up", "on", "louder", "higher", "more", "another"})


def another_level(wish: Wish, context: Context) -> Calls | None:
    """ "one more dB off it", "another 2 dB down": of the sound whose level was changed last."""
    last, number = context.last_edit.call if context.last_edit else None, wish.number("db", "")
    if last is None or last.name != "change_level" or number is None or number.signed or wish.has("thing"):
        return None
    way = "less" if _LESS & set(wish.words) else "more" if _MORE & set(wish.words) else ""
    if not way or len(wish.words) > 6:
        return None
    same = {name: last.args[name] for name in ("track", "shots") if name in last.args}
    return [ToolCall(name=last.name, args={**same, "direction": way, "by_db": number.value, "wish": wish.said})]


_TIMES = {"double": 2.0, "twice": 2.0, "triple": 3.0, "treble": 3.0, "thrice": 3.0, "half": 0.5, "halve": 0.5}


def multiplied(wish: Wish, plain: str, context: Context) -> Calls | None:
    """ "double that", "make it twice that": a multiple of the value that was said last."""
    edit = context.last_edit
    if edit is None or edit.call is None or not says_only("times_that", plain):
        return None
    factor = next((_TIMES[word] for word in plain.split() if word in _TIMES), None)
    said = [value for name, value in edit.call.args.items() if name in _VALUES and isinstance(value, int | float)]
    if factor is None or len(said) != 1 or unit_of(edit.op, edit.changed, edit.call) is None:
        return None
    value = round(said[0] * factor, 5)
    return [ToolCall(name="adjust_last", args={"direction": "more", "value": value, "wish": wish.said})]


_VALUES = frozenset({"amount", "duration_s", "exposure"})
"""Arguments with a value of its own that may be multiplied."""


def _exact(call: ToolCall | None, unit: str, value: float, signed: bool) -> ToolCall | None:
    """A level said with its sign is the level itself."""
    if unit != "db" or not signed or call is None:
        return None
    music = call.name == "set_music" or call.args.get("track") == "music"
    return ToolCall(name="set_music" if music else "set_voiceover", args={"gain_db": value})


def unit_of(op: str, changed: tuple[tuple[str, object, object], ...], call: ToolCall | None) -> str | None:
    """The unit of what an edit changed: "s", "stop", "look", "share" (of the frame), "degree", "db"; None for none."""
    if op == "set_duration":
        return "s"
    if op in ("set_music", "set_voiceover"):
        return (
            "db"
            if any(path.endswith("gain_db") for path, _, _ in changed)
            or (call and "gain" in str(call.args))
            or (call and call.name == "change_level")
            else None
        )
    if op == "set_look":
        stops = any(path.endswith("exposure") for path, _, _ in changed) or (
            call is not None and call.args.get("property") == "exposure"
        )
        return "stop" if stops else "look"
    if op in ("set_move", "set_camera", "add_shot"):
        kind = str(call.args.get("kind", "")) if call else ""
        turned = kind.startswith(("roll", "orbit")) or any(
            "orbit" in str(new) or "roll" in str(new) for _, _, new in changed
        )
        timed = any(path.endswith(("start_s", "end_s")) for path, _, _ in changed) and not any(
            path.endswith("amount") for path, _, _ in changed
        )
        return None if timed else "degree" if turned else "share"
    return None
