"""A correction that says only another value: "scratch that, square", "I meant "Pure gold"", "wrong shot, the barista
one", "1.8, so she gets a beat". The last change is made once more with it. Pure.

The value goes into the last call itself where it has one of that sort; else into what was said then, which is read once
more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from agent.offline.calls import Calls, is_settled, listed
from agent.offline.context import Context
from agent.offline.contrast import without_contrast
from agent.offline.corrected_arguments import (
    times,
    with_named,
    with_new_number,
    with_number,
    with_number_in_text,
    with_place,
    with_words,
)
from agent.offline.doubt import OF_SHOTS, unknown_words
from agent.offline.reading.captions import which_cue
from agent.offline.reading.moves import named_moves
from agent.offline.reading.times import film_times
from agent.offline.reading.topics import colours, things
from agent.offline.sentence import Sentence, read_sentence
from agent.offline.several import wishes
from agent.offline.splitting import clauses
from agent.offline.targets import Target, find_target
from agent.offline.tokens import PAYLOAD
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set
from tools.receipts import ToolCall

_NAMED = ("aspect", "lookname", "transition", "animation", "voicename", "place", "easing", "sizename")
"""Tags of values that stand for themselves."""
_PROPERTIES = ("prop", "fadein", "fadeout")
_ABSOLUTE = frozenset({
    "set_duration", "set_aspect_ratio", "set_frame_rate", "style_captions", "set_music", "set_voiceover", "set_budget",
    "set_title", "edit_overlay", "edit_caption", "set_transition", "set_look", "set_move",
})  # fmt: skip
"""Steps that say what shall be, whatever was before: made again they leave nothing of the value before."""
_PLACED = frozenset({"add_shot", "split_shot", "duplicate_shot", "move_shot", "swap_shots"})
"""Steps after which the shots have other numbers than before."""
_MEANT_ONLY = frozenset({"shots", "thing", "property", "move"})
"""Sorts that only count where another is said to be meant: alone they may be wishes of their own."""
_ASIDE = {"shots", "wish"}
_MOST_WORDS = 14


@dataclass(frozen=True)
class _Value:
    """A value of some sort at words [start, end) of a sentence."""

    sort: str
    start: int
    end: int


def read_correction(read: Sentence, context: Context) -> Calls | None:
    """The last change once more with the value that is said now, in place of the last one where that would stay.

    None where the sentence says more than a value, or where the last change had none of that sort.
    """
    edit, turn = context.last_edit, context.last_turn
    said = Wish(read.tokens, context, read.said)
    if edit is None or edit.call is None or turn is None or not turn.leaves_change:
        return None
    if said.word("again") and "factor" in edit.call.args and (share := _share(said)) is not None:
        return [ToolCall(name=edit.call.name, args={**edit.call.args, "factor": share})]
    whole = _multiple(said, edit.call) or with_words(edit.call, said)
    if whole is not None:
        return [_settled(whole, "number")]
    if edit.call.name.startswith("remove_") and said.says("this_one_too"):
        also = _also(edit.call, said)
        return [also] if also is not None else None
    timed = _timed(edit.call, said)
    if timed is not None:
        return [timed]
    found = _only_value(said)
    if found is None or (found[1].sort == "shots" and edit.call.name in _PLACED):
        return None
    new, value = found
    if value.sort == "number" and edit.call.args.get("shots") == ["all"]:
        named = find_target(replace(said, tokens=tuple(t for t in said.tokens if t.word not in ("except", "but")))).ids
        given = with_number(edit.call, next(n for n in new.numbers if n.at == value.start), context)
        if named and given is not None:
            return [ToolCall(name=given.name, args={**given.args, "shots": listed(named)})]
    again = _in_call(edit.call, new, value) or _in_words(edit.instruction, edit.call, new, value)
    if again is None and value.sort == "number":
        open_yet = with_new_number(edit.call, next(n for n in new.numbers if n.at == value.start))
        return [open_yet] if open_yet is not None else None
    if again is None or _bare(again) == _bare(edit.call):
        return None
    return [_settled(again, value.sort)]


def _settled(one: ToolCall, sort: str) -> ToolCall:
    """The call, in place of the last change where that would leave something behind."""
    told = {"change", "by_s", "factor", "film_s", "instead"} & set(one.args)
    if one.name in _ABSOLUTE and sort not in _MEANT_ONLY and not told:
        return one
    return ToolCall(name=one.name, args={**one.args, "correction": True})


def _bare(one: ToolCall) -> tuple[str, dict[str, object]]:
    return one.name, {name: value for name, value in one.args.items() if name != "wish"}


# --- what is said now ------------------------------------------------------------------------------------------------


def _only_value(wish: Wish) -> tuple[Wish, _Value] | None:
    """The value of a sentence that says nothing else, and the clause it stands in; other clauses may be reasons
    ("oops, 25, we're PAL", "they cover the logo, try the middle")."""
    tokens = without_contrast(wish.tokens).tokens
    tail = next((at for at, token in enumerate(tokens) if at and token.word in _REASONED), len(tokens))
    quality = next((at for at in range(len(tokens) - 2, 0, -1) if _of_quality(replace(wish, tokens=tokens), at)), tail)
    whole = replace(wish, tokens=tokens[: min(tail, quality)])
    if len(whole.words) > _MOST_WORDS or not _compared(whole):
        return None
    meant = bool((_TAKES_BACK | _PROPOSES) & set(whole.words)) and whole.words[-1] not in ("too", "also", "either")
    meant = (meant and not _denies_noun(whole)) or (whole.words[0] in ("just", "only") and len(whole.words) <= 4)
    value = _value_alone(whole, meant=meant)
    if value is not None:
        return whole, value
    parts = [whole.part(start, end) for start, end in clauses(whole.words)]
    found = [(clause, one) for clause in parts if (one := _value_alone(clause, meant=meant)) is not None]
    others = [clause for clause in parts if all(clause is not one for one, _ in found)]
    return found[-1] if found and len({one.sort for _, one in found}) == 1 and all(map(is_reason, others)) else None


def _denies_noun(wish: Wish) -> bool:
    """ "no vignette", "no music": nothing is taken back, something is not wanted."""
    return wish.words[0] == "no" and any(m.start == 1 and m.tag in ("prop", "thing", "move") for m in wish.marks)


def _compared(wish: Wish) -> bool:
    """Whether no word makes a value a difference ("half a second less"); "back up to -15" is none."""
    placed = {at for m in wish.all("place") for at in range(m.start, m.end)}
    words = {word for at, word in enumerate(wish.words) if at not in placed and not _of_quality(wish, at)}
    return _COMPARED.isdisjoint(words) or (wish.word("back") and wish.word("to") and bool(wish.numbers))


def _of_quality(wish: Wish, at: int) -> bool:
    """ "0.25 would be *more tasteful*"."""
    behind = wish.words[at + 1 : at + 2]
    return wish.words[at] == "more" and wish.before(at, 1) in (["be"], ["is"], ["looks"], ["feels"]) and behind != []


def is_reason(clause: Wish) -> bool:
    """Whether a clause tells why, and asks for nothing."""
    if clause.words[0] in _REASONS or clause.word("said", "says", "wants", "told"):
        return True
    return clause.first("act") is None or set(clause.words) <= _BESIDE


def _value_alone(wish: Wish, *, meant: bool) -> _Value | None:
    found = list(_values(wish, meant=meant))
    if len(found) > 1:
        exact = [one for one in found if wish.words[one.start].startswith("#")]
        found = exact or [one for one in found if one.sort not in _MEANT_ONLY] or found
    if len(found) != 1:
        return None
    alike = {at for one in _values(wish) if one.sort == found[0].sort for at in range(one.start, one.end)}
    beside = {word for at, word in enumerate(wish.words) if at not in alike}
    unknown = set(unknown_words(wish)) if meant else set(wish.words) if len(wish.words) == 2 else set[str]()
    back = {"back", "up", "down"} if wish.word("back") else set[str]()
    return found[0] if beside <= _BESIDE | unknown | back else None


_COMPARED = frozenset({"less", "more", "longer", "shorter", "lower", "higher", "up", "down", "another", "extra", "by"})
_TAKES_BACK = word_set("takes_back")
_PROPOSES = frozenset({"try", "rather", "instead", "better", "meant", "mean", "too", "hmm", "keep", "said"})
"""Words that put something in the place of what was done."""
_REASONS = word_set("begins_a_reason")
_REASONED = frozenset({"as", "because", "since", "per", "so"})
"""Words that a reason begins with in the same clause: "bottom left as the guidelines say"."""
_BESIDE = word_set("value_openers") | word_set("value_closers") | _TAKES_BACK | word_set("beside_a_value")


def _values(wish: Wish, *, meant: bool = True) -> Iterator[_Value]:
    """The values of a sentence, each of them once. Shots, things and properties count where they are `meant`."""
    yield from (_Value("text", at, at + 1) for at, word in enumerate(wish.words) if word == PAYLOAD)
    spans = find_target(wish).spans
    inside = {at for start, end in spans for at in range(start, end)}
    if meant:
        yield from (_Value("shots", start, end) for start, end in spans)
        yield from _named_things(wish)
    yield from (_Value("number", n.at, n.at + 1) for n in wish.numbers if n.at not in inside)
    named = [span for span in colours(wish) if not _inside_transition(wish, span)]
    yield from (_Value("colour", start, end) for start, end in named)
    taken = inside | {at for start, end in named for at in range(start, end)}
    if meant and not wish.has("place"):
        yield from (_Value("move", m.start, m.end) for m in wish.all("move") if m.value not in ("any", "travel"))
    for mark in wish.marks:
        if taken & set(range(mark.start, mark.end)):
            continue
        if mark.tag == "way" and mark.value in ("left", "right") and not wish.has("place"):
            yield _Value("place", mark.start, mark.end)
        if mark.tag in _NAMED:
            yield _Value(mark.tag, mark.start, mark.end)


def _inside_transition(wish: Wish, span: tuple[int, int]) -> bool:
    """ "dip to black" is no colour."""
    return any(m.start <= span[0] and span[1] <= m.end for m in wish.all("transition"))


def _named_things(wish: Wish) -> Iterator[_Value]:
    """What a sentence is about by its name: "the logo", "the sale sign" as one; and the property of it."""
    named = things(wish)
    if named and all(b.start <= a.end for a, b in pairwise(named)):
        yield _Value("thing", named[0].start, named[-1].end)
    for mark in wish.marks:
        if mark.tag in _PROPERTIES and not (mark.tag == "prop" and any(m.tag == "style" for m in wish.marks)):
            yield _Value("property", mark.start, mark.end)


# --- the last change with it -----------------------------------------------------------------------------------------


def _multiple(wish: Wish, last: ToolCall) -> ToolCall | None:
    """ "half that", "hmm, a quarter of that will do": a multiple of the value that was said last."""
    factor = _share(wish)
    if factor is None or len(wish.words) > 9:
        return None
    return times(last, factor)


def _share(wish: Wish) -> float | None:
    held = wish.held("share_of_that").get("share", "")
    return next((_SHARES[word] for word in held.split() if word in _SHARES), None)


_SHARES = {
    "double": 2.0, "twice": 2.0, "triple": 3.0, "treble": 3.0, "thrice": 3.0, "half": 0.5, "halve": 0.5, "third": 1 / 3,
    "quarter": 0.25,
}  # fmt: skip


def _in_call(last: ToolCall, new: Wish, value: _Value) -> ToolCall | None:
    """The last call with the value in the argument that holds one of its sort."""
    if value.sort == "number" and "text" in last.args:
        return with_number_in_text(last, new.numbers[0].value) if len(new.numbers) == 1 else None
    if value.sort == "number":
        return with_number(last, next(n for n in new.numbers if n.at == value.start), new.context)
    if value.sort == "text":
        text = new.tokens[value.start].text
        return ToolCall(name=last.name, args={**last.args, "text": text}) if "text" in last.args else None
    if value.sort == "shots":
        return _on_shots(last, new)
    if value.sort == "place":
        place = next(m.value for m in new.marks if m.start == value.start and m.tag in ("place", "way"))
        return with_place(last, place, new)
    mark = next((m for m in new.marks if m.tag == value.sort and m.start == value.start), None)
    return with_named(last, value.sort, mark.value if mark else "", new)


def _on_shots(last: ToolCall, new: Wish) -> ToolCall | None:
    target = find_target(new)
    cue = which_cue(replace(new, topic_before="captions")) if last.name.endswith("_caption") else None
    if cue is not None:
        return ToolCall(name=last.name, args={**last.args, "which": cue})
    if last.name == "remove_shot" and not target.by_content:
        return None  # counted, they are others than before
    if last.name != "remove_shot" and not OF_SHOTS.fullmatch(last.name):
        return None
    if "shot" in last.args:
        return ToolCall(name=last.name, args={**last.args, "shot": target.ids[0]}) if len(target.ids) == 1 else None
    shots = ["all"] if target.all else list(target.ids)
    return ToolCall(name=last.name, args={**last.args, "shots": listed(shots)}) if shots else None


def _also(last: ToolCall, said: Wish) -> ToolCall | None:
    """ "and the orbit too" after the sway was taken out."""
    named = named_moves(said, Target())
    if last.name == "remove_move" and len(named) == 1:
        return ToolCall(name=last.name, args={**last.args, "kind": named[0].kind}) if named[0].there else None
    return _on_shots(last, said) if last.name == "remove_shot" else None


def _timed(last: ToolCall, said: Wish) -> ToolCall | None:
    """ "only for the first 2 seconds" after a text was laid over the film."""
    overlays = said.context.scene.overlays
    if last.name not in ("add_overlay", "edit_overlay") or not overlays or not said.is_only("on_screen_for"):
        return None
    times = film_times(said, Target())
    which = last.args.get("which", str(overlays[-1].id))
    span = {name: value for name, value in (("start_s", times.start_s), ("end_s", times.end_s)) if value is not None}
    return ToolCall(name="edit_overlay", args={"which": which, **span}) if span else None


def _in_words(instruction: str, last: ToolCall, new: Wish, value: _Value) -> ToolCall | None:
    """What was said before with the new value in the place of its own of the same sort, read once more."""
    alone = replace(new.context, last_turn=None, last_edit=None)
    before = read_sentence(instruction, alone)
    old = Wish(before.tokens, alone, before.said)
    theirs = _apart([one for one in _values(old) if one.sort == value.sort])
    if len(theirs) != 1:
        return None
    calls = wishes(read_sentence(_exchanged(old, new, theirs[0], value), alone), alone)
    if not is_settled(calls) or len(calls) != 1:
        return None
    same = calls[0].name == last.name and calls[0].args.keys() - _ASIDE == last.args.keys() - _ASIDE
    return calls[0] if same or value.sort in ("thing", "property", "move") else None


def _apart(found: list[_Value]) -> list[_Value]:
    """Values of one sort, those that overlap as one ("lower left", "left of the frame")."""
    joined: list[_Value] = []
    for one in sorted(found, key=lambda value: value.start):
        if joined and one.start < joined[-1].end:
            joined[-1] = replace(joined[-1], end=max(joined[-1].end, one.end))
        else:
            joined.append(one)
    return joined


def _exchanged(old: Wish, new: Wish, theirs: _Value, value: _Value) -> str:
    first, last = old.tokens[theirs.start], old.tokens[theirs.end - 1]
    piece = _corner(old, new, theirs) if value.sort == "place" else _measure(old, new, theirs, value)
    piece = piece or new.sentence[new.tokens[value.start].start : new.tokens[value.end - 1].end]
    said = f"{old.sentence[: first.start]} {piece} {old.sentence[last.end :]}"
    texts = iter(token.text for token in old.tokens if token.word == PAYLOAD)
    return re.sub(r"¶\d+¶", lambda _: f'"{next(texts, "")}"', said)


def _measure(old: Wish, new: Wish, theirs: _Value, value: _Value) -> str:
    """A bare number with the unit that the one before had: "25" after "30%"."""
    before = next((n for n in old.numbers if n.at == theirs.start), None)
    now = next((n for n in new.numbers if n.at == value.start), None)
    bare = value.sort == "number" and before is not None and now is not None and not now.unit
    return f"{now.value:g}{_SIGNS[before.unit]}" if bare and now and before and before.unit in _SIGNS else ""


_SIGNS = {"s": " seconds", "%": "%", "db": " dB", "stop": " stops", "fps": " fps", "degree": " degrees"}


def _corner(old: Wish, new: Wish, theirs: _Value) -> str:
    """ "left would be better" after "bottom right" is the bottom left; "the bottom corner" after "top left" too."""
    place = next(m.value for m in old.marks if m.start == theirs.start and m.tag in ("place", "way"))
    row, _, side = place.partition("_")
    ways = {m.value for m in new.marks if m.tag in ("way", "place")}
    if not side or len(ways) != 1:
        return ""
    way = ways.pop()
    if way in ("left", "right"):
        return f"{row} {way}"
    return f"{way} {side}" if way in ("top", "bottom") and new.has("corner") else ""
