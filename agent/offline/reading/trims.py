"""Taking the beginning or the end off a shot, in whole sentences: "lose the first half second of the pour", "trim 10
frames off the end of shot 2". What is left runs as it ran; how long a shot lasts is read in `lengths`."""

import re

from agent.offline.calls import Calls
from agent.offline.context import Context
from agent.offline.sentence import read_sentence
from agent.offline.targets import find_target
from agent.offline.whole_sentences import Reader, one_call, read_whole
from agent.offline.wish import Wish

_CUT = r"(?:trim|cut|shave|lose|drop|chop|lop|snip|clip|take|knock|remove|delete|scrap|skip|get rid of|throw away)"
_UNIT = r"(?:s|secs?|seconds?|frames?|ms|milliseconds?)"
_COUNT = r"(?:[\d.,/]+ ?|[a-z]+[ -]|half an? |a half |a quarter of a |[a-z]+ and a half )"
_AMOUNT = rf"(?P<amount>{_COUNT}?{_UNIT}(?: and a half)?)"
_FIRST = r"(?:very )?(?P<which>first|opening|initial|last|final|closing)"
_END = r"(?:very )?(?P<end>start|front|beginning|head|top|opening|end|tail|back|finish)"
_OF = r"(?: (?:of|from|off|in|on) (?P<target>.+?))?"
_STARTS = frozenset({"first", "opening", "initial", "start", "front", "beginning", "head", "top"})


def read_trims(sentence: str, context: Context) -> Calls | None:
    """The calls of a sentence that takes an end off a shot; None for every other."""
    return read_whole(sentence, context, _PATTERNS) if context.shot_ids else None


def _trim(found: "re.Match[str]", context: Context) -> Calls | None:
    parts = found.groupdict()
    off_s = _seconds(parts["amount"], context)
    start = (parts.get("which") or parts.get("end") or "").casefold() in _STARTS
    target = parts.get("target") or parts.get("shot")
    if target is None and (parts.get("end") or "").casefold() == "opening":
        target = "the first shot"
    shots = _shots(target, start, context)
    if off_s is None or shots is None or len(shots) > 1:
        return None
    return one_call("trim_shot", shot=shots[0] if shots else None, **{"off_start_s" if start else "off_end_s": off_s})


def _seconds(amount: str, context: Context) -> float | None:
    said = amount.casefold().replace("-", " ").strip()
    thousandths = re.fullmatch(r"([\d.]+) ?(?:ms|milliseconds?)", said)
    if thousandths:
        return float(thousandths[1]) / 1000
    counted = f"1 {said}" if re.fullmatch(_UNIT, said) else said
    wish = Wish(read_sentence(counted, context).tokens, context, counted)
    number = wish.number("s") or wish.number("frame")
    if number is None or number.value <= 0:
        return None
    return round(number.value / context.scene.frame_rate if number.unit == "frame" else number.value, 4)


def _shots(target: str | None, start: bool, context: Context) -> tuple[str, ...] | None:
    """The shots that are named; none for the one that is meant anyway, None where the words are no shot."""
    said = (target or "").casefold().strip()
    if said in ("", "it", "this", "that", "the shot", "this shot", "that shot", "the clip"):
        return ()
    if re.fullmatch(r"(?:the |this |our )?(?:whole |entire )?(?:film|movie|video|edit|cut|piece|thing)", said):
        return (context.shot_ids[0 if start else -1],)
    wish = Wish(read_sentence(said, context).tokens, context, said)
    return find_target(wish).ids or None


_PATTERNS: tuple[tuple[str, Reader], ...] = (
    (rf"{_CUT}(?: off| out)? the {_FIRST} {_AMOUNT}(?: off| out| away)?{_OF}", _trim),
    (rf"{_CUT}(?: off| out)? {_AMOUNT} (?:off|out|away|from|at)(?: of)?(?: from)?(?: the| its)? {_END}{_OF}", _trim),
    (rf"{_CUT}(?: off)? (?:the|its) {_END}{_OF} (?:off )?by {_AMOUNT}", _trim),
    (rf"{_CUT} (?P<shot>.+?) by {_AMOUNT} (?:at|from|off) (?:the|its) {_END}", _trim),
    (rf"the {_FIRST} {_AMOUNT}{_OF} (?:is|are|feels?) .+?[,;:]? {_CUT} (?:it|them|that)", _trim),
)
