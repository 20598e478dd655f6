"""Two fragments of a sentence of which the second tells what is to be done: "it's blown, darken it", "scrap the push,
drift left", "a new shot, olives on a branch"."""

from dataclasses import replace

from agent.offline.calls import Calls, is_settled
from agent.offline.reading.lengths import bare_length
from agent.offline.reading.moves import named_moves
from agent.offline.reading.slots import slot
from agent.offline.reading.topics import seconds
from agent.offline.targets import find_target
from agent.offline.wish import Wish
from tools.receipts import ToolCall

_PURPOSE = frozenset({"it", "that", "the", "we", "i", "you", "they", "she", "he", "people", "viewers", "as", "our"})


def _concludes(words: list[str]) -> bool:
    """ "it goes on the shop's television, so horizontal": before "so" stands the reason, behind it the wish; but "so
    it reads" tells what for."""
    return len(words) == 2 and words[0] in ("so", "hence", "therefore") and words[1] not in _PURPOSE


def told_by_second(
    before: Wish, reading: Calls | None, fragment: Wish, alone: Calls | None, around: list[str]
) -> Calls | None:
    """What is to be done where the second of two fragments tells it and the first only leads up to it; else None.
    `around` are the words from the joint on."""
    exchanged = _exchanged(reading, alone, fragment, around[:1]) or _set_back(reading, alone, fragment)
    if exchanged is not None:
        return exchanged
    held_back = before.has("hold") and _held_back(reading, alone)
    if held_back or _pace_then_length(before, reading, alone) or _overruled(before, fragment):
        return alone
    if _concludes(around[1:]) and is_settled(alone) and not fragment.has("statement"):
        return alone
    if _found_fault_first(before, fragment, reading, alone):
        return _with_first_named(reading, alone)
    return None


def _held_back(before: Calls | None, after: Calls | None) -> bool:
    """ "hold the music back, it should only come in at 2 seconds": the second says what the first means."""
    if not is_settled(before) or not is_settled(after) or before[-1].name != "change_level":
        return False
    return after[0].name == "set_music" and "start_s" in after[0].args


def _set_back(before: Calls | None, after: Calls | None, fragment: Wish) -> Calls | None:
    """ "the colour is too rich, pull it back to neutral": only that one property."""
    if not is_settled(before) or not is_settled(after) or not fragment.has("pronoun"):
        return None
    first, second = before[-1], after[0]
    if second.name != "reset_look" or "property" not in first.args:
        return None
    if second.args.get("property") == first.args["property"] and fragment.word("neutralise", "neutralize", "cancel"):
        return before
    if "property" in second.args:
        return None
    kept = {name: first.args[name] for name in ("property", "shots") if name in first.args}
    return [ToolCall(name="reset_look", args={**kept, **second.args})]


_KIN = (
    frozenset({"exposure", "highlights", "shadows"}),
    frozenset({"contrast", "saturation", "fade"}),
    frozenset({"temperature", "tint"}),
    frozenset({"move", "length"}),
)


def _found_fault_first(before: Wish, fragment: Wish, reading: Calls | None, alone: Calls | None) -> bool:
    """ "it's blown, darken it": what is found fault with and what is asked for are one wish, and the asking says it."""
    if not is_settled(reading) or not is_settled(alone) or not is_complaint(before) or is_complaint(fragment):
        return False
    if reading[-1].name in ("redirect_move", "remove_shot", "move_shot", "swap_shots"):
        return False
    first, second = slot(reading[-1]), slot(alone[0])
    if first == second:
        return False
    about_it = fragment.has("pronoun") and fragment.words[0] not in ("it", "that", "this", "they")
    kin = any(
        {first[0], first[1] if len(first) > 1 else ""} & group
        and {second[0], second[1] if len(second) > 1 else ""} & group
        for group in _KIN
    )
    return about_it or kin


def _with_first_named(before: Calls | None, after: Calls | None) -> Calls | None:
    """What is asked for, about the move and the shots that were found fault with."""
    return [completed_by(before[-1], after[0]), *after[1:]] if before and after else after


def is_complaint(wish: Wish) -> bool:
    """Whether a fragment says what is wrong and not what to do: "it's too dark", "can't see a thing"."""
    if wish.has("act", "add", "put", "remove", "replace", "up", "down", "change") and not wish.has("statement"):
        return False
    faults = any(mark.value.endswith("fault") for mark in wish.marks)
    return wish.has("statement") or wish.has("excess") or faults


def _exchanged(before: Calls | None, after: Calls | None, fragment: Wish, joint: list[str]) -> Calls | None:
    """ "scrap the push, drift left": one move goes, another comes in its place. None where both are wishes of their own
    ("... and add a pan")."""
    if not is_settled(before) or not is_settled(after) or (joint != [","] and not fragment.word("instead")):
        return None
    old, new = before[-1], after[0]
    if old.name != "remove_move" or new.name != "set_move" or fragment.has("act", "add") or "kind" not in old.args:
        return None
    if "kind" not in new.args or {"amount", "start_s", "end_s", "easing", "anchor_x"} & new.args.keys():
        return None
    shots = old.args.get("shots") or new.args.get("shots")
    args = {"kind": old.args["kind"], "to": new.args["kind"], **({"shots": shots} if shots else {})}
    return [*before[:-1], ToolCall(name="redirect_move", args={**args, "wish": new.args.get("wish", "")})]


def _pace_then_length(before: Wish, reading: Calls | None, alone: Calls | None) -> bool:
    """ "this needs to be snappier, 4 seconds tops": the length tells what the pace is about."""
    if (
        not is_settled(reading)
        or not is_settled(alone)
        or named_moves(before, find_target(before))
        or before.has("move")
    ):
        return False
    paced = reading[-1].name == "change_move" and reading[-1].args.get("property") == "speed"
    return paced and alone[0].name == "set_duration" and {"duration_s", "film_s"} & alone[0].args.keys() != set()


def _overruled(before: Wish, fragment: Wish) -> bool:
    """ "just hold on the bottle, no movement": to hold is to stand still there."""
    return (
        fragment.has("static") and before.word("hold", "stay", "stays", "holds", "rest", "sit") and not before.numbers
    )


def completed_by(first: ToolCall, second: ToolCall) -> ToolCall:
    """The second call, with the move and the shots that only the first one names."""
    named = {name: first.args[name] for name in ("kind", "shots", "which") if name in first.args}
    return ToolCall(name=second.name, args={**named, **second.args}) if first.name == second.name else second


_VERBS = ("act", "modal", "order", "history", "generate", "split", "duplicate", "export")


def told_of_new_shot(new: ToolCall, fragment: Wish) -> bool:
    """ "a new shot, olives on a branch, 3 seconds": what it shows and how long stand behind it. Both are added."""
    if new.name != "add_shot":
        return False
    fragment = replace(fragment, tokens=fragment.tokens[fragment.borrowed :], borrowed=0)
    if bare_length(fragment) and "duration_s" not in new.args:
        new.args["duration_s"] = seconds(fragment, signed=False)
        return True
    verbs = any(mark.start == 0 and mark.tag in _VERBS for mark in fragment.marks)
    if "description" in new.args or verbs or fragment.numbers or fragment.texts or len(fragment.words) < 2:
        return False
    new.args["description"] = fragment.said
    return True
