"""A take-back with what is wanted instead: "scrap that, just make the text small", "no, smaller than they were", "other
way, I want it brighter". The new wish is made in place of the last change. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from agent.offline.calls import Calls, is_settled
from agent.offline.constructions import says_only
from agent.offline.context import Context
from agent.offline.contrast import without_contrast
from agent.offline.reply_values import of_the_same
from agent.offline.sentence import Sentence
from agent.offline.several import wishes
from agent.offline.splitting import clauses
from agent.offline.wish import Wish, marks_of
from agent.offline.word_sets import word_set
from agent.parameters import correctable
from tools.receipts import ToolCall

_DENIALS = word_set("takes_back") | word_set("beside_a_take_back")
_TARGETS = ("shots", "shot", "which", "kind", "track")
"""Arguments that tell what is changed, and not how."""


def read_taken_back(read: Sentence, context: Context) -> Calls | None:
    """The call of the wish behind the take-back; None where nothing is taken back, or nothing is asked for instead."""
    last = context.last_edit.call if context.last_edit else None
    turn = context.last_turn
    if last is None or turn is None or not turn.leaves_change:
        return None
    words = [token.word for token in read.tokens]
    strong, behind = _opening(words, last)
    if behind == 0 or behind >= len(words):
        return None
    rest = replace(read, tokens=read.tokens[behind:])
    calls = wishes(rest, context)
    turned = _turned(rest, last)
    if turned is not None:
        return [turned]
    if not is_settled(calls) or len(calls) != 1 or not correctable(calls[0].name):
        return None
    one = calls[0]
    if one.name == last.name:
        one = ToolCall(name=one.name, args={**{n: last.args[n] for n in _TARGETS if n in last.args}, **one.args})
    one = of_the_same([one], Wish(rest.tokens, context, rest.said), context)[0]
    gone = last.name == "remove_move" and one.name.endswith("_move")  # what is asked for stands no more
    if gone or (not strong and not _contradicts(one, last)):
        return None
    return [ToolCall(name=one.name, args={**one.args, "correction": True})]


_DIFFERENCES = frozenset({"factor", "by", "by_db", "by_s"})


def in_its_place(calls: Calls, read: Sentence, context: Context) -> Calls:
    """ "one and a half times the original speed instead" after "twice the speed": in place of the last change."""
    last = context.last_edit.call if context.last_edit else None
    words = {token.word for token in read.tokens}
    if last is None or len(calls) != 1 or not {"instead", "original", "originally"} & words:
        return calls
    one = calls[0]
    same = one.name == last.name and one.args.get("property") == last.args.get("property")
    if not same or not _DIFFERENCES & one.args.keys() or not correctable(one.name):
        return calls
    return [ToolCall(name=one.name, args={**one.args, "correction": True})]


def _turned(rest: Sentence, last: ToolCall) -> ToolCall | None:
    """ "sorry, weaker I meant" after "stronger": the last call the other way."""
    said = {token.word for token in without_contrast(rest.tokens).tokens}
    words = said - _DENIALS - {"please", "instead", "then", "they", "were", "it", "was"}
    ways = [m for m in marks_of(sorted(words)) if m.tag == "strength" and m.form == "er"]
    way = {"plus": "more", "minus": "less"}.get(ways[0].value, "") if len(ways) == 1 == len(words) else ""
    if len(words) == 1:
        way = _WAYS.get(next(iter(words)), way)
    if not way or last.args.get("direction") not in ("more", "less") or last.args["direction"] == way:
        return None
    return ToolCall(name=last.name, args={**last.args, "direction": way, "correction": True})


_WAYS = {
    **dict.fromkeys(("under", "down", "lowered", "reduced", "decreased", "dropped", "lower"), "less"),
    **dict.fromkeys(("over", "up", "raised", "increased", "lifted", "boosted", "higher"), "more"),
}  # fmt: skip


def _opening(words: Sequence[str], last: ToolCall) -> tuple[bool, int]:
    """Whether the sentence plainly takes the last change back, and behind which word the new wish begins; 0 where
    nothing is taken back."""
    strong, behind = False, 0
    joint = words.index("and") if "and" in words[1:] else 0
    if joint and (says_only("undo", " ".join(words[:joint])) or _undoes(words[:joint])):
        return True, joint + 1
    for start, end in clauses(words):
        clause = " ".join(words[start:end])
        plain = any(says_only(name, clause) for name in ("undo", "opposite", "as_it_was")) or _undoes(words[start:end])
        hides = last.name.startswith("remove_") or last.args.get("visible") is False
        kept = hides and says_only("left_there", clause)
        if not (plain or kept or set(words[start:end]) <= _DENIALS):
            break
        strong, behind = strong or plain or kept, end + 1
        if {"meant", "mean"} & set(words[start:end]):
            strong = True
    if behind == 0 and len(words) > 1:
        behind = next(at for at, word in enumerate([*words, ""]) if word not in _DENIALS)
        strong = behind < len(words) and bool({"meant", "mean"} & set(words[:behind]))
    return _kept_first(words, last) or (strong, behind)


def _kept_first(words: Sequence[str], last: ToolCall) -> tuple[bool, int] | None:
    """ "oops wrong one, keep the sale and lose the logo" after the sale was taken out."""
    keeps = next((at for at, word in enumerate(words) if word in ("keep", "leave")), None)
    if keeps is None or "and" not in words[keeps:] or not last.name.startswith("remove_"):
        return None
    return (True, words.index("and", keeps) + 1) if set(words[:keeps]) <= _DENIALS | {",", "."} else None


def _undoes(clause: Sequence[str]) -> bool:
    """Whether the words of a clause only say that the last change is to go ("scrap that")."""
    undoing = {at for m in marks_of(clause) if (m.tag, m.value) == ("history", "undo") for at in range(m.start, m.end)}
    return bool(undoing) and all(at in undoing or word in _DENIALS for at, word in enumerate(clause))


def _contradicts(one: ToolCall, last: ToolCall) -> bool:
    """Whether a call says something else of the very thing that the last one changed."""
    same = one.name == last.name and one.args.get("property") == last.args.get("property")
    aside = {*_TARGETS, "wish", "degree"}
    told = {name: value for name, value in one.args.items() if name not in aside}
    former = {name: value for name, value in last.args.items() if name not in aside}
    turned = one.args.get("kind") != last.args.get("kind")
    return same and told.keys() == former.keys() and (told != former or turned)
