"""Wishes that wait: a turn applies one change, the sentence's other wishes become chips in their order. Pure.

In the graph's state a waiting wish is `{"label", "call": {"name", "args"}, "turns"}`; `turns` counts the turns it has
waited since.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from langchain_core.messages import ToolCall as MessageToolCall

from agent.parameters import CORRECTION, WISH
from tools.receipts import Chip, ToolCall

MAX_WAITING = 6
MAX_TURNS_WAITING = 5
"""After so many turns a wish has gone stale; the person has moved on."""

Waiting = dict[str, Any]


def chip_of(name: str, args: dict[str, Any]) -> Chip:
    """A call as a chip, labelled with the person's own words where the model passed them on."""
    call = bare_call(name, args)
    wish = args.get(WISH)
    return Chip(label=wish.strip() if isinstance(wish, str) and wish.strip() else label_of(call), call=call)


def bare_call(name: str, args: Mapping[str, Any]) -> ToolCall:
    """The call without the wish's words (unless the words are what it is about), without nulls, and without what it
    was said in place of: as it may be made again."""
    aside = (CORRECTION,) if name == "needs_engine" else (WISH, CORRECTION)
    return ToolCall(name=name, args={k: v for k, v in args.items() if k not in aside and v is not None})


def gathered(calls: Sequence[MessageToolCall], named: Callable[[str], str] = str) -> list[MessageToolCall]:
    """The calls of one answer in which the same wish for several shots is one call, and none stands twice.

    Two calls of undo or redo at once are two steps back. `named` gives a tool's name as it is spelled here.
    """
    kept: list[MessageToolCall] = []
    for given in calls:
        call: MessageToolCall = {**given, "name": named(given["name"]), "args": dict(given["args"])}
        twin = next((other for other in kept if _alike(other, call)), None)
        if twin is None:
            kept.append(call)
        elif call["name"] in _STEPS_BACK:
            twin["args"]["count"] = _count(twin) + _count(call)
        elif (shots := _shots(twin)) is not None:
            twin["args"]["shots"] = list(dict.fromkeys([*shots, *(_shots(call) or [])]))
    return kept


_STEPS_BACK = ("undo", "redo")


def _alike(one: MessageToolCall, other: MessageToolCall) -> bool:
    # What is added once over several shots is not what is added to each of them.
    spread = not one["name"].startswith("add_") and _shots(one) and _shots(other)
    aside = {WISH, "shots"} if spread else {WISH}
    if one["name"] in _STEPS_BACK and _count(one) and _count(other):
        aside = {WISH, "count"}
    bare = [{k: v for k, v in call["args"].items() if k not in aside and v is not None} for call in (one, other)]
    return one["name"] == other["name"] and bare[0] == bare[1]


def _shots(call: MessageToolCall) -> list[Any] | None:
    shots = call["args"].get("shots")
    return shots if isinstance(shots, list) else [shots] if isinstance(shots, str) and shots else None


def _count(call: MessageToolCall) -> int:
    count = call["args"].get("count") or 1
    return count if isinstance(count, int) else 0


def after_call(
    before: Sequence[Waiting], fresh: Iterable[Chip], done: ToolCall | None, *, first: bool
) -> list[Waiting]:
    """The wishes that wait once `done` is carried out.

    `before`: those that waited already; `fresh`: those of this sentence. A sentence with several wishes replaces the
    older ones. `first`: this is the first answer of the model in this turn, so older ones age by a turn.
    """
    new: list[Waiting] = [
        {"label": chip.label, "call": chip.call.model_dump(mode="json"), "turns": 0} for chip in fresh if chip.call
    ]
    if new and first:
        before = ()
    older = [{**wish, "turns": wish["turns"] + (1 if first else 0)} for wish in before]
    kept: list[Waiting] = []
    for wish in (*older, *new):
        stale = wish["turns"] > MAX_TURNS_WAITING or call_in(wish) == done
        if not stale and all(wish["call"] != other["call"] for other in kept):
            kept.append(wish)
    return kept[:MAX_WAITING]


def chip_in(wish: Waiting) -> Chip:
    return Chip(label=wish["label"], call=call_in(wish))


def call_in(wish: Waiting) -> ToolCall:
    return ToolCall.model_validate(wish["call"])


_NEXT = re.compile(
    r"((ok|okay|and|yes|then|now) )*(do |apply |go to )?(the )?next( one| wish| thing)?( please)?"
    r"|siguiente|el siguiente|weiter|nächste[sr]?|suivant|le suivant|próximo|o próximo|次|次へ|下一个|下一個",
    re.IGNORECASE,
)


def asks_for_next(instruction: str) -> bool:
    """Whether the person asks for the first wish that waits, and says nothing else."""
    words = " ".join(re.sub(r"[,.!?。！、，]", " ", instruction).split())
    return _NEXT.fullmatch(words) is not None


def label_of(call: ToolCall) -> str:
    """A call in plain words, for a wish that has no words of its own."""
    name = call.name.replace("_", " ").capitalize()
    told = [_told(key, value) for key, value in call.args.items() if value not in (None, "", [])]
    return f"{name}: {', '.join(told)}" if told else name


def _told(key: str, value: Any) -> str:
    name, unit = key, ""
    for suffix, word in (("_s", " s"), ("_db", " dB"), ("_usd", " USD")):
        if key.endswith(suffix):
            name, unit = key.removesuffix(suffix), word
    shown = ", ".join(str(item) for item in value) if isinstance(value, list) else str(value).replace("_", " ")
    return f"{name.replace('_', ' ')} {shown}{unit}"
