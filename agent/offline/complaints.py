"""What is found fault with right after a change: "too loud now", "bit too green, pull it back a touch", "still too
wobbly". It is about that change: it went too far, or not far enough. Pure."""

from collections.abc import Iterator

from agent.offline.calls import Calls
from agent.offline.constructions import says_only
from agent.offline.context import Context
from agent.offline.corrected import is_reason
from agent.offline.polarity import degree_of
from agent.offline.sentence import Sentence
from agent.offline.splitting import clauses
from agent.offline.targets import find_target
from agent.offline.wish import Mark, Wish
from agent.offline.word_sets import word_set
from tools.receipts import ToolCall

_OPENERS = word_set("takes_back") | {"ok", "okay", "hmm", "oh", "now", "yeah", "well", "um", "uh", "please"}
_DENIALS = frozenset({"no", "nope", "nah", "not"})
_SHORTER_IS_FASTER = ("speed", "pace")


def read_complaint(read: Sentence, context: Context) -> Calls | None:
    """The call that takes the last change partly back, or further; None where nothing is found fault with."""
    last = context.last_edit.call if context.last_edit else None
    if last is None or last.args.get("direction", last.args.get("change")) is None:
        return None
    wish = Wish(read.tokens, context, read.said)
    if wish.has("history", "undo") or wish.numbers or len(wish.words) > 12:
        return None
    parts = [wish.part(start, end) for start, end in clauses(wish.words)]
    told = [(_way(part, last), part) for part in parts if not set(part.words) <= _OPENERS]
    said = [(way, part) for way, part in told if way is not None]
    if any(find_target(part).ids for _, part in said):
        return None
    if not said or not all(way is not None or is_reason(part) for way, part in told):
        return None
    if wish.words[0] in _DENIALS and all(way == "eased" for way, _ in said):
        return None  # "no, less" is the other way
    way, part = next(((way, part) for way, part in said if way in ("eased", "further")), said[0])
    if way == "eased":
        return [_adjusted("less", part, wish)]
    return [_too_much(wish) if way == "too_much" else _adjusted("more", part, wish)]


def _adjusted(way: str, told: Wish, wish: Wish) -> ToolCall:
    degree = degree_of(told)
    args = {"direction": way, **({"degree": degree} if degree != "plain" or way == "more" else {})}
    return ToolCall(name="adjust_last", args={**args, "wish": wish.said})


def _too_much(wish: Wish) -> ToolCall:
    return ToolCall(name="adjust_last", args={"direction": "too_much", "wish": wish.said})


def _way(clause: Wish, last: ToolCall) -> str | None:
    """ "eased" or "further": less or more of it is asked for; "too_much" or "more": it is found fault with; None: none
    of these is said."""
    if clause.word("even", "still") and _goes_on(clause, last):
        return "further"
    if says_only("too_much", clause.plain):
        return "too_much"
    if says_only("less", clause.plain) or clause.is_only("eased_back"):
        return "eased"
    fault = next(_faults(clause, last), None)
    if fault is None or not (clause.has("excess") or clause.word("too", "still", "overly")):
        return None
    return "too_much" if fault * _sign(last) > 0 else "more"


def _goes_on(clause: Wish, last: ToolCall) -> bool:
    """ "even slower" after "slower", "even less" after "less"."""
    marks = [m for m in clause.marks if m.tag in _scales(last) and m.form == "er" and m.value in ("plus", "minus")]
    ways = {_turned(m, last) * (1 if m.value == "plus" else -1) for m in marks}
    return ways == {_sign(last)} or (not marks and "less" in clause.words and _sign(last) < 0)


def _faults(clause: Wish, last: ToolCall) -> Iterator[int]:
    """Which end of the last change's scale a clause complains about: 1 for more of it, -1 for less."""
    for mark in clause.marks:
        if mark.tag in _scales(last) and mark.form != "er" and mark.value.startswith(("plus", "minus")):
            yield _turned(mark, last) * (1 if mark.value.startswith("plus") else -1)


def _scales(last: ToolCall) -> tuple[str, ...]:
    name = str(last.args.get("property", ""))
    if last.name == "change_move":
        return ("speed",) if name == "speed" else ("amount", "shake", "strength")
    if last.name == "change_level":
        return ("level",)
    if last.name == "set_duration":
        return ("length", *_SHORTER_IS_FASTER)
    if last.name in ("change_captions", "change_overlay"):
        return ("size",) if name == "size" else ("height",)
    return (name,) if last.name == "change_look" else ()


def _turned(mark: Mark, last: ToolCall) -> int:
    """A shorter shot is a faster one."""
    return -1 if last.name == "set_duration" and mark.tag in _SHORTER_IS_FASTER else 1


def _sign(last: ToolCall) -> int:
    told = last.args.get("direction", last.args.get("change"))
    return 1 if told in ("more", "larger", "up", "longer") else -1
