"""Candidates of a shot in whole sentences: made by an engine, the best of them, one with a change, words repaired."""

import re

from pydantic import JsonValue

from agent.offline.calls import Calls
from agent.offline.context import Context
from agent.offline.money_sentences import ENGINES
from agent.offline.reading.money import read_money
from agent.offline.reading.orders import WITH_SOUND
from agent.offline.whole_sentences import COUNT, Reader, number_in, one_call, read_whole
from tools.receipts import ToolCall

_WORDS = r"(?:words?|texts?|letters?|lettering|label|writing|type)"
_TAKE = (
    r"(?:(?:the )?(?P<order>first|second|third|fourth) (?:take|clip|candidate)|"
    rf"(?:take|candidate) (?P<number>{COUNT})|(?:the|this|that) (?:take|clip))"
)
_ONE = (
    r"(?:(?:the )?(?P<order>first|second|third|fourth)(?: one| take| candidate)?|"
    rf"(?:take|number|candidate) (?P<number>{COUNT}))"
)
_PICK = r"(?:(?:use|take|pick|choose|i like|i want|go with|i'll take|i will take|let us use|let us take) )?"
_MENDED = r"(?:repair|fix|mend|correct|restore|sort out|clean up|heal)"


def read_candidates(sentence: str, context: Context) -> Calls | None:
    """The calls of a sentence about candidates; None for every other."""
    return read_money(sentence, context) or read_whole(sentence, context, _PATTERNS)


def _ordered(found: "re.Match[str]", context: Context) -> Calls | None:
    parts = found.groupdict()
    if not context.shot_ids:
        return None
    named, loud = re.subn(f"{WITH_SOUND}$", "", parts.get("engine") or "", flags=re.IGNORECASE)
    engine = re.sub(r"\s+", "-", named.strip().casefold())
    shot = number_in(parts.get("shot"))
    shot_id = context.shot_ids[shot - 1] if shot and shot <= len(context.shot_ids) else None
    count = number_in(parts.get("count")) or 1
    best = any(parts.get(name) for name in ("best", "best_one")) or None
    sound = bool(loud or parts.get("sound")) or None
    return one_call("render_takes", shot=shot_id, count=count, engine=engine, final=best, sound=sound)


def _best(_: "re.Match[str]", context: Context) -> Calls | None:
    return one_call("pick_take") if _has_takes(context) else None


def _but(found: "re.Match[str]", context: Context) -> Calls | None:
    """The take is picked; what is to be otherwise becomes a take of its own, offered behind it."""
    number = _number(found)
    if number is None or not _has_takes(context):
        return None
    shot = _shot_with_take(number, number_in(found["shot"]), context)
    if shot is None:
        return None
    manner = f"{_MUCH.get((found['much'] or '').strip().casefold(), '')}{_MANNERS[found['manner'].casefold()]}"
    again: dict[str, JsonValue] = {"shot": shot, "count": 1, "like": number, "words": manner}
    again["wish"] = f"a take like take {number}, but {(found['much'] or '') + found['manner']}".casefold()
    return [*one_call("pick_take", number=number, shot=shot), ToolCall(name="render_takes", args=again)]


def _shot_with_take(number: int, place: int | None, context: Context) -> str | None:
    """The shot at that place of the film if it has so many takes; without a place the one that was changed last, else
    the first that has."""
    ids = context.shot_ids
    order = [context.selected_shot, *ids] if place is None else list(ids[place - 1 : place])
    return next((shot for shot in order if shot in ids and len(context.takes.get(shot, ())) >= number), None)


def _anyway(found: "re.Match[str]", context: Context) -> Calls | None:
    number = _number(found)
    return one_call("pick_take", number=number) if number is not None and _has_takes(context) else None


def _cover(found: "re.Match[str]", context: Context) -> Calls | None:
    return one_call("cover_words", number=_number(found)) if _has_takes(context) else None


def _overlaid(found: "re.Match[str]", context: Context) -> Calls | None:
    if not _has_takes(context):
        return None
    return one_call("cover_words", number=_number(found), letters="overlay")


def _uncover(_: "re.Match[str]", context: Context) -> Calls | None:
    return one_call("uncover_words") if any(shot.covers for shot in context.scene.shots) else None


def _without(_: "re.Match[str]", context: Context) -> Calls | None:
    return one_call("remake_without_words") if any(shot.still for shot in context.scene.shots) else None


def _has_takes(context: Context) -> bool:
    return any(context.takes.values())


def _number(found: "re.Match[str]") -> int | None:
    parts = found.groupdict()
    return number_in(parts.get("number") or parts.get("order"))


_MANNERS = {
    "calmer": "calmly and gently", "quieter": "calmly and gently", "slower": "slowly", "gentler": "gently",
    "softer": "gently", "faster": "fast", "quicker": "fast", "livelier": "in a lively way", "wilder": "wildly",
    "stronger": "strongly", "subtler": "subtly", "more subtle": "subtly", "smoother": "smoothly",
}  # fmt: skip
"""As an engine is told, which knows of no earlier take."""
_MUCH = {"much": "very ", "a lot": "very ", "way": "very ", "a bit": "a little more ", "a little": "a little more "}
_MANNER = rf"(?P<much>(?:a bit|a little|a touch|much|a lot|way) )?(?P<manner>{'|'.join(_MANNERS)})"

_ORDER = (
    r"(?:make|render|do|give me|get|order|buy|i want|i need)(?: me)? "
    rf"(?:(?P<count>{COUNT}|a|an|another|the) )?(?:more )?"
)
_ROUGH = r"(?:cheap|quick|rough|fast|low[- ]quality|draft)"
_BEST = r"(?:final|finished|high[- ]quality|full[- ]quality|best[- ]quality|top[- ]quality)"
_OF = rf"(?: (?:of|for) (?:it|this|that|shot (?P<shot>{COUNT})))?"
_BY = rf"(?: (?:with|by|using|from|in|on) (?P<engine>{ENGINES}[\w. -]*?))"

_PATTERNS: tuple[tuple[str, Reader], ...] = (
    (
        rf"{_ORDER}(?:(?:{_ROUGH} )+|(?P<best>{_BEST}) )?(?:takes?|candidates?|clips?)(?: of shot (?P<shot>{COUNT}))?"
        rf"{_BY}",
        _ordered,
    ),
    (
        rf"{_ORDER}(?:(?:{_ROUGH} )+|(?P<best>{_BEST}) )(?:takes?|candidates?|clips?)(?: of shot (?P<shot>{COUNT}))?",
        _ordered,
    ),
    (rf"{_ORDER}(?:{_ROUGH} )*(?:drafts?|(?P<best_one>finals?)){_OF}{_BY}", _ordered),
    (rf"{_ORDER}(?:{_ROUGH} )*drafts?{_OF}", _ordered),
    (
        rf"(?:make|render|do|give me|get|order|buy)(?: me)? (?:(?P<count>{COUNT}|a|an|another) )?(?:more )?"
        rf"(?:takes?|candidates?)(?: of shot (?P<shot>{COUNT}))?(?P<sound>{WITH_SOUND})",
        _ordered,
    ),
    (rf"{_PICK}the best(?: take| one| candidate| of them| of the takes)?", _best),
    (rf"{_PICK}{_ONE}(?: of shot (?P<shot>{COUNT}))?,? but(?: make it| let it be)? {_MANNER}", _but),
    (rf"use {_ONE} anyway", _anyway),
    (rf"{_MENDED} the {_WORDS}(?: (?:in|of|on) {_TAKE})?", _cover),
    (rf"(?:lay|put) the still's(?: own)? {_WORDS} (?:over|on) (?:{_TAKE}|it)", _cover),
    (
        rf"(?:say|show|put) the {_WORDS} (?:in|of|on) {_TAKE} (?:as|by|with) (?:a |an )?(?:text|overlay)"
        r"(?: over the film)?",
        _overlaid,
    ),
    (rf"(?:uncover the {_WORDS}|take the still's(?: own)? {_WORDS} off(?: (?:again|the take|the clip))*)", _uncover),
    (
        rf"(?:make|remake|redo|do|give me) the (?:still|picture|photo)(?: again)? without (?:the |its |any )?{_WORDS}"
        r"(?: (?:in|on) it)?(?:,? (?:and )?(?:the )?text over it)?",
        _without,
    ),
    (rf"(?:paint|take) the {_WORDS} out of the (?:still|picture|photo)", _without),
)  # fmt: skip
