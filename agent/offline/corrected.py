"""A correction that says only another value: "scratch that, square", "I meant "Pure gold"", "wrong shot, the barista
one". What was said before is read once more with that value in the place of its own. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent.offline.calls import Calls, is_settled
from agent.offline.context import Context
from agent.offline.contrast import without_contrast
from agent.offline.doubt import unknown_words
from agent.offline.reading.topics import colours
from agent.offline.sentence import Sentence, read_sentence
from agent.offline.several import wishes
from agent.offline.targets import find_target
from agent.offline.tokens import PAYLOAD
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set
from tools.receipts import ToolCall

_NAMED = ("aspect", "lookname", "transition", "animation", "voicename", "place", "easing", "sizename", "aim")
"""Tags of values that stand for themselves."""
_ABSOLUTE = frozenset({
    "set_duration", "set_aspect_ratio", "set_frame_rate", "style_captions", "set_music", "set_voiceover", "set_budget",
    "set_title", "edit_overlay", "edit_caption", "set_transition", "set_look", "set_move",
})  # fmt: skip
"""Steps that say what shall be, whatever was before: made again they leave nothing of the value before."""
_PLACED = frozenset({"remove_shot", "add_shot", "split_shot", "duplicate_shot", "move_shot", "swap_shots"})
"""Steps after which the shots have other numbers than before."""
_UNITS = {
    "s": "seconds", "%": "%", "db": "dB", "stop": "stops", "fps": "fps", "degree": "degrees", "usd": "dollars",
    "frame": "frames",
}  # fmt: skip
_ROWS = frozenset({"top", "upper", "bottom", "lower"})
_MOST_WORDS = 12


@dataclass(frozen=True)
class _Value:
    """A value of some sort at words [start, end) of a sentence."""

    sort: str
    start: int
    end: int


def read_correction(read: Sentence, context: Context) -> Calls | None:
    """The last change once more with the value that is said now, in place of the last one where that would stay.

    None where the sentence says more than a value, or where the last one had none of that sort.
    """
    edit, turn = context.last_edit, context.last_turn
    new = Wish(read.tokens, context, read.said)
    if edit is None or edit.call is None or turn is None or turn.outcome != "changed" or not edit.instruction:
        return None
    found = _only_value(new)
    if found is None or (found[1].sort == "shots" and edit.call.name in _PLACED):
        return None
    new, value = found
    before = read_sentence(edit.instruction, context)
    old = Wish(before.tokens, context, before.said)
    again = _with_value(old, new, value)
    if again is None:
        return None
    alone = replace(context, last_turn=None, last_edit=None)
    calls = wishes(read_sentence(again, alone), alone)
    if not is_settled(calls) or len(calls) != 1 or not _differs_in_value(calls[0], edit.call):
        return None
    if _stays(calls[0], value):
        return calls
    return [ToolCall(name=calls[0].name, args={**calls[0].args, "correction": True})]


def _stays(one: ToolCall, value: _Value) -> bool:
    """Whether the call leaves nothing of the one before it."""
    told = {"change", "by_s", "factor", "film_s"} & set(one.args)
    return one.name in _ABSOLUTE and value.sort != "shots" and not told


def _differs_in_value(one: ToolCall, last: ToolCall) -> bool:
    own, former = ({k: v for k, v in call.args.items() if k != "wish"} for call in (one, last))
    return one.name == last.name and own.keys() == former.keys() and own != former


# --- what is said now ------------------------------------------------------------------------------------------------


def _only_value(wish: Wish) -> tuple[Wish, _Value] | None:
    """The value of a sentence that says nothing else, and the clause it stands in. Beside a word that takes back, the
    other clauses may be reasons ("oops, 25, we're PAL", "they cover the logo, try the middle").

    A shot counts only where another is said to be meant.
    """
    whole = replace(wish, tokens=without_contrast(wish.tokens).tokens)
    if len(whole.words) > _MOST_WORDS or not _COMPARED.isdisjoint(whole.words):
        return None
    meant = bool((_TAKES_BACK | _PROPOSES) & set(whole.words))
    value = _value_alone(whole, meant=meant)
    if value is not None:
        return whole, value
    clauses = [whole.part(start, end) for start, end in _clauses(whole.words)]
    found = [(clause, one) for clause in clauses if (one := _value_alone(clause, meant=meant)) is not None]
    others = [clause for clause in clauses if all(clause is not one for one, _ in found)]
    reasons = all(clause.first("act") is None and not clause.numbers for clause in others)
    return found[0] if meant and len(found) == 1 and reasons else None


def _clauses(words: Sequence[str]) -> list[tuple[int, int]]:
    ends = [at for at, word in enumerate(words) if word in (",", ".", ";", "!", "but")] + [len(words)]
    starts = [0, *(at + 1 for at in ends)]
    return [(start, end) for start, end in zip(starts, ends, strict=False) if start < end]


def _value_alone(wish: Wish, *, meant: bool) -> _Value | None:
    found = list(_values(wish))
    if len(found) != 1 or (found[0].sort == "shots" and not meant):
        return None
    beside = {word for at, word in enumerate(wish.words) if not found[0].start <= at < found[0].end}
    unknown = set(unknown_words(wish)) if meant else set[str]()
    return found[0] if beside <= _BESIDE | unknown else None


_COMPARED = frozenset({"less", "more", "longer", "shorter", "lower", "higher", "up", "down", "another", "extra", "by"})
"""Words that make a value a difference."""
_TAKES_BACK = word_set("takes_back")
_PROPOSES = frozenset({"try", "rather", "instead", "better", "meant", "too", "hmm", "keep"})
"""Words that put something in the place of what was done."""
_BESIDE = word_set("value_openers") | word_set("value_closers") | _TAKES_BACK | word_set("beside_a_value")


def _values(wish: Wish) -> Iterator[_Value]:
    """The values of a sentence, each of them once."""
    yield from (_Value("text", at, at + 1) for at, word in enumerate(wish.words) if word == PAYLOAD)
    spans = find_target(wish).spans
    yield from (_Value("shots", start, end) for start, end in spans)
    inside = {at for start, end in spans for at in range(start, end)}
    yield from (_Value("number", n.at, n.at + 1) for n in wish.numbers if n.at not in inside)
    named = colours(wish)
    yield from (_Value("colour", start, end) for start, end in named)
    taken = inside | {at for start, end in named for at in range(start, end)}
    for mark in wish.marks:
        if mark.tag == "way" and mark.value in ("left", "right") and not wish.has("place"):
            yield _Value("place", mark.start, mark.end)
        if mark.tag in _NAMED and not taken & set(range(mark.start, mark.end)):
            yield _Value(mark.tag, mark.start, mark.end)


# --- what was said before, with it -----------------------------------------------------------------------------------


def _with_value(old: Wish, new: Wish, value: _Value) -> str | None:
    """What was said before with the new value in the place of its own of the same sort."""
    theirs = [one for one in _values(old) if one.sort == value.sort]
    if len(theirs) != 1:
        return None
    piece = _piece(old, new, theirs[0], value)
    if piece is None:
        return None
    first, last = old.tokens[theirs[0].start], old.tokens[theirs[0].end - 1]
    texts = iter(token.text for token in old.tokens if token.word == PAYLOAD)
    said = f"{old.sentence[: first.start]}{piece}{old.sentence[last.end :]}" if value.sort != "text" else ""
    if value.sort == "text":
        said, texts = f"{old.sentence[: first.start]}¶0¶{old.sentence[last.end :]}", iter([piece])
    return re.sub(r"¶\d+¶", lambda _: f'"{next(texts, "")}"', said)


def _piece(old: Wish, new: Wish, theirs: _Value, value: _Value) -> str | None:
    if value.sort == "text":
        return new.tokens[value.start].text
    if value.sort == "place" and (side := new.words[value.start]) in ("left", "right") and value.end == value.start + 1:
        row = next((word for word in old.words[theirs.start : theirs.end] if word in _ROWS), "top")
        return f"{row} {side}"
    if value.sort != "number":
        return new.sentence[new.tokens[value.start].start : new.tokens[value.end - 1].end]
    before, now = (
        next(n for n in wish.numbers if n.at == at) for wish, at in ((old, theirs.start), (new, value.start))
    )
    if now.unit and before.unit and now.unit != before.unit:
        return None
    unit = now.unit or before.unit
    sign = "-" if now.value < 0 or (now.unit == "" and before.signed and before.value < 0) else ""
    return f" {sign}{abs(now.value):g} {_UNITS.get(unit, '')} " if unit in _UNITS or not unit else None
