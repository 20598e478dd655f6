"""Several wishes in one sentence: told apart, put together where they are one, and read in their order."""

import re
from dataclasses import replace

from agent.offline.calls import Calls, ask, is_settled
from agent.offline.context import Context
from agent.offline.contrast import without_contrast
from agent.offline.reading.easing import about_no_end
from agent.offline.reading.implied import topic_of_last
from agent.offline.reading.lengths import bare_length
from agent.offline.reading.look_words import PROPERTIES
from agent.offline.reading.moves import named_moves
from agent.offline.reading.routes import named_thing, protects, read_wish, stands_without_thing, topic_of
from agent.offline.reading.slots import slot
from agent.offline.reading.topics import things
from agent.offline.replies import is_correction
from agent.offline.second_fragments import completed_by, is_complaint, told_by_second, told_of_new_shot
from agent.offline.sentence import Sentence
from agent.offline.splitting import fragments, without_openers
from agent.offline.targets import find_target
from agent.offline.tokens import Token
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set
from tools.looks import named_looks
from tools.receipts import ToolCall

_UNDECIDED = re.compile(r"\bi do not know\b|\bnot sure\b|\bcan not decide\b|\bundecided\b|\bhard to say\b")


def undecided(read: Sentence) -> bool:
    """ "slower or faster, I don't know"."""
    plain = " ".join(token.word for token in read.tokens)
    return " or " in plain and _UNDECIDED.search(plain) is not None


def _either(read: Sentence, context: Context) -> tuple[str, ...]:
    """Two readings joined by "or" that change the same thing differently: "vertical or square"."""
    tokens = without_openers(read.tokens)
    at = next((n for n, token in enumerate(tokens) if token.word == "or"), 0)
    if not 0 < at < len(tokens) - 1 or tokens[at + 1].word in ("so", "less", "more", "two", "thereabouts"):
        return ()
    first = Wish(tuple(tokens[:at]), context, read.said)
    second = replace(first, tokens=tuple(tokens[at + 1 :]))
    one, other = read_wish(first), read_wish(second)
    if not is_settled(one) or not is_settled(other) or one[0].name != other[0].name:
        return ()
    same = {**one[0].args, "wish": ""} == {**other[0].args, "wish": ""}
    return () if same else (first.said, second.said)


def either_or(read: Sentence) -> tuple[str, ...]:
    """The two things a person cannot decide between."""
    parts = [part.strip() for part in re.split(r"\bor\b|,", read.said)]
    return tuple(part for part in parts if part and not re.search(r"know|sure|decide|say", part))[:3]


def wishes(read: Sentence, context: Context) -> Calls:
    """The calls of all wishes of a sentence, in order."""
    if undecided(read):
        return [ask("Which of the two?", either_or(read))]
    either = _either(read, context)
    if either:
        return [ask("Which of the two?", either)]
    contrast = without_contrast(without_openers(read.tokens))
    whole = Wish(contrast.tokens, context, read.said, instead=contrast.instead, hedged=contrast.hedged)
    whole = replace(whole, topic_before=_of_them(whole))
    spans = fragments(whole.tokens, [(mark.start, mark.end) for mark in whole.marks])
    if len(spans) <= 1:
        return read_wish(inner(whole)) or []
    return _in_turn(whole, spans)


def _of_them(wish: Wish) -> str:
    """ "move them down" right after the captions were changed is about these."""
    spoken_of = topic_of_last(wish) == "captions" and wish.word("them", "they")
    return "captions" if spoken_of and not things(wish) and not find_target(wish).ids else ""


def inner(wish: Wish) -> Wish:
    """The wish without openers and closing marks."""
    return replace(wish, tokens=tuple(without_openers(wish.tokens)))


def _in_turn(whole: Wish, spans: list[tuple[int, int]]) -> Calls:
    """Reads fragments from left to right; one that says nothing by itself, or goes on with the same thing, belongs to
    the wish before it."""
    calls: Calls = []
    start, end = spans[0]
    current = inner(whole.part(start, end))
    reading = read_wish(current)
    for a, b in spans[1:]:
        fragment = _following(current, reading, inner(whole.part(a, b)))
        alone = None if bare_length(fragment) and _takes_length(reading) else read_wish(fragment)
        if _adds_nothing(current, reading, fragment, alone):
            continue
        if _belongs_to(current, reading, fragment):
            current = replace(current, tokens=tuple(without_openers(whole.tokens[start:b])))
            reading = read_wish(current)
            continue
        if is_settled(reading) and reading[-1].name == "change_move" and fragment.says("same_end_framing"):
            reading[-1].args["keep"] = "end_framing"
            continue
        if is_settled(reading) and protects(fragment):
            reading = _sparing(reading, fragment)
            continue
        told = told_by_second(current, reading, fragment, alone, whole.words[a - 1 : a + 2])
        if told is not None:
            current, reading, start = fragment, told, a
            continue
        merged = replace(current, tokens=tuple(without_openers(whole.tokens[start:b])))
        both = _both_eased(reading, alone, merged) or _both_exact(reading, alone, fragment)
        if both is not None:
            current, reading = merged, both
            continue
        if is_settled(reading) and is_settled(alone) and slot(reading[-1]) != slot(alone[0]):
            calls += reading
            current, reading, start = fragment, alone, a
            continue
        current, reading = _joined(current, reading, merged, fragment, alone)
        start = a if current is fragment else start
    return calls + (reading or [])


def _adds_nothing(before: Wish, reading: Calls | None, fragment: Wish, alone: Calls | None) -> bool:
    """Whether a fragment is an aside to the wish before it: what it is not, what stays beside it, "fix that", or what a
    new shot shows (that is put into its call)."""
    if _only_beside(reading, fragment) or _forbids_the_same(before, reading, fragment, alone):
        return True
    if not is_settled(reading):
        return False
    told_on = is_complaint(before) and (_mends_it(fragment) or _one_fault_more(before, fragment))
    return is_correction(fragment) or told_on or told_of_new_shot(reading[-1], fragment)


def _one_fault_more(before: Wish, fragment: Wish) -> bool:
    """ "it looks cold *and clinical*": an adjective that shares the verb of the complaint before it."""
    bare = len(fragment.words) <= 2 and all(m.form == "" for m in fragment.marks if m.tag in PROPERTIES)
    stated = before.has("statement") and not before.has("modal")
    return bare and stated and fragment.words[-1] in _ADJECTIVES and not fragment.has("act")


_ADJECTIVES = word_set("faulty_adjectives")


def _belongs_to(before: Wish, reading: Calls | None, fragment: Wish) -> bool:
    """Whether two fragments are halves of one wish."""
    if not is_settled(reading) and fragment.says("likened") and before.has("prop"):
        return True
    return (
        _comes_at(before, reading, fragment)
        or _tells_way(before, fragment)
        or _is_epithet(before, fragment)
        or _paired_edges(before, fragment)
    )


def _comes_at(before: Wish, reading: Calls | None, fragment: Wish) -> bool:
    """ "'Hello' shows up too soon, bring it in at 3 seconds": the first names the text, the second its time."""
    shown = fragment.has("begin") or fragment.has("finish")
    return (
        bool(before.texts) and not is_settled(reading) and shown and fragment.has("pronoun") and bool(fragment.numbers)
    )


def _sparing(reading: Calls, fragment: Wish) -> Calls:
    """A named look sets every value; "but leave the vignette alone" sets all of them but that one."""
    prop = fragment.first("prop")
    if reading[-1].name != "apply_look" or prop is None:
        return reading
    args = {name: value for name, value in reading[-1].args.items() if name != "name"}
    values = dict(named_looks().get(str(reading[-1].args["name"]), {}))
    values.pop(prop.value, None)
    return [*reading[:-1], ToolCall(name="set_look", args={**args, **values})] if values else reading


_MENDING = word_set("mending")
_OF_MENDING = word_set("beside_mending")


def _mends_it(fragment: Wish) -> bool:
    """ "it's noisy, calm it", "hazy, cut through it": a verb that says no more than that the fault is to go."""
    words = [word for word in fragment.words if word not in _OF_MENDING]
    return fragment.has("pronoun") and len(words) == 1 and words[0] in _MENDING and not fragment.numbers


def _takes_length(calls: Calls | None) -> bool:
    """Whether a bare "6 seconds" behind it belongs to a wish: "slow push-in, 6 seconds"."""
    if calls and calls[-1].name == "set_duration" and calls[-1].args.get("change") == "shorter":
        return True
    return bool(calls) and calls[-1].name in _OF_SOME_LENGTH


_OF_SOME_LENGTH = frozenset(
    ["set_move", "change_move", "add_shot", "set_transition", "change_transition", "add_caption", "add_overlay"]
)


def _paired_edges(before: Wish, fragment: Wish) -> bool:
    """ "start the push hard, end it soft": both ends of one move."""
    if before.says("at_first") and fragment.has("speed"):
        return True
    ends = fragment.has("finish") or fragment.has("easing")
    edges = before.has("begin") and ends and not before.numbers and not fragment.numbers
    return edges and fragment.has("pronoun") and not fragment.has("thing")


def _is_epithet(before: Wish, fragment: Wish) -> bool:
    """ "softer, longer crossfade": an adjective in front of the noun that the next fragment names."""
    short = len(before.words) <= 2 and not before.numbers and not before.texts
    nouns = ("thing", "move", "prop", "transition", "act", "shotword", "static", "history", "export")
    if (
        fragment.texts
        or not short
        or any(before.has(tag) for tag in nouns)
        or find_target(before).ids
        or not before.marks
    ):
        return False
    named = any(fragment.has(tag) for tag in ("thing", "move", "prop", "transition"))
    verbs = fragment.has("act", "add", "put", "remove", "replace", "change", "up", "down") or fragment.has("modal")
    return named and not verbs and _own_words(fragment) <= 4


def _own_words(fragment: Wish) -> int:
    """How many words a fragment has that do not tell where."""
    where = {at for a, b in find_target(fragment).spans for at in range(a, b)}
    return sum(at not in where and w not in ("on", "in", "for", "the", "a") for at, w in enumerate(fragment.words))


def _tells_way(before: Wish, fragment: Wish) -> bool:
    """ "Dutch roll, counterclockwise 10 degrees": the way of a move that was named without one."""
    open_moves = [n for n in named_moves(before, find_target(before)) if n.kind is None]
    told = fragment.has("way") and not fragment.has("thing") and not fragment.has("act")
    return bool(open_moves) and told and not named_moves(fragment, find_target(fragment))


def _only_beside(reading: Calls | None, fragment: Wish) -> bool:
    """ "..., on top of the push-in": a move that stays beside the new one."""
    if not is_settled(reading) or reading[-1].name != "set_move" or not fragment.says("beside_it"):
        return False
    return any(n.there for n in named_moves(fragment, find_target(fragment)))


def _forbids_the_same(before: Wish, reading: Calls | None, fragment: Wish, alone: Calls | None) -> bool:
    """ "creep in, don't charge in": the way a move is not to be made."""
    if fragment.words[:2] != ["do", "not"] or fragment.has("thing"):
        return False
    if is_settled(reading) and not is_settled(alone) and not fragment.numbers:
        return True
    kinds = {n.kind for n in named_moves(before, find_target(before))}
    return bool(kinds & {n.kind for n in named_moves(fragment, find_target(fragment))} - {None})


def _following(before: Wish, reading: Calls | None, fragment: Wish) -> Wish:
    """A fragment with what it takes over from the wish before it: its shots, and the thing it was about."""
    thing = named_thing(before)
    target = find_target(before)
    shots = before.context.shot_ids if target.all else target.ids
    topic = topic_of(before, reading)
    if thing and stands_without_thing(fragment):
        return replace(
            fragment,
            tokens=(*thing, *fragment.tokens),
            borrowed=len(thing),
            instead=() if is_settled(reading) else before.instead,
            topic_before=topic,
            shots_before=shots,
        )
    verb = _verb_for(before, fragment)
    if verb:
        fragment = replace(fragment, tokens=(*verb, *fragment.tokens), borrowed=len(verb))
    kept = () if is_settled(reading) else before.instead
    return replace(fragment, instead=kept, topic_before=topic, shots_before=shots)


_SAYS_MORE = word_set("tags_of_a_wish_of_its_own")


def _verb_for(before: Wish, fragment: Wish) -> tuple[Token, ...]:
    """ "remove the vignette and *the grain*": a bare noun takes over the verb in front of the first."""
    verb = next((m for m in before.marks if m.tag == "act" and m.start == 0 and m.value == "remove"), None)
    bare = len(fragment.words) <= 3 and any(fragment.has(tag) for tag in ("prop", "thing", "move"))
    if verb is None or not bare or fragment.numbers or fragment.texts:
        return ()
    if any(m.tag in _SAYS_MORE or m.form == "er" for m in fragment.marks):
        return ()
    return before.tokens[verb.start : verb.end]


def _joined(
    current: Wish, reading: Calls | None, merged: Wish, fragment: Wish, alone: Calls | None
) -> tuple[Wish, Calls | None]:
    """Which reading to go on with: of both fragments together, else of the one that says something."""
    joined = read_wish(merged)
    if is_settled(reading) and is_settled(alone):
        if is_complaint(current) and not is_complaint(fragment):
            return fragment, [completed_by(reading[-1], alone[0])]
        if _more_exact(alone[0], reading[-1]):
            return fragment, alone
        return (current, reading) if _more_exact(reading[-1], alone[0]) or not is_settled(joined) else (merged, joined)
    points_back = reading is not None and fragment.has("pronoun") and bool(named_thing(current))
    if not is_settled(reading) and is_settled(alone) and not needs_before(fragment) and not points_back:
        return fragment, alone
    of_another_thing = is_settled(reading) and is_settled(joined) and slot(joined[0])[0] != slot(reading[-1])[0]
    if of_another_thing and not current.has("hold") and not fragment.word("mean") and len(fragment.words) > 3:
        return current, reading
    if is_settled(joined):
        return merged, joined
    if is_settled(alone):
        return fragment, alone
    if reading:
        return current, reading
    return (merged, joined) if joined or alone is None else (fragment, alone)


def needs_before(fragment: Wish) -> bool:
    """Whether a fragment is only the end of what was begun: a number, an adjective, "then hold"."""
    verbs = fragment.has("act") or fragment.has("modal") or fragment.has("move") or fragment.has("order")
    return len(fragment.words) <= 2 or not verbs


_ONLY_EASING = frozenset({"easing", "kind", "shots", "wish"})


def _both_eased(before: Calls | None, after: Calls | None, merged: Wish) -> Calls | None:
    """ "feather the end of the push, hard start": both ends of one move, read together."""
    if not is_settled(before) or not is_settled(after):
        return None
    eased = all("easing" in one.args and one.args.keys() <= _ONLY_EASING for one in (before[-1], after[0]))
    joined = read_wish(merged) if eased else None
    return joined if is_settled(joined) else None


def _both_exact(before: Calls | None, after: Calls | None, fragment: Wish) -> Calls | None:
    """ "push in 10 %, ease out": exact values of one move, as one call; None where they are about two."""
    if not is_settled(before) or not is_settled(after):
        return None
    first, second = before[-1], after[0]
    if first.name != "set_move" or second.name != "set_move":
        return None
    easing_only = second.args.keys() <= {"easing", "kind", "shots", "wish"} and not fragment.has("move")
    if not easing_only and second.args.get("kind") not in (None, first.args.get("kind")):
        return None
    said = ", ".join(str(one.args["wish"]) for one in (first, second) if "wish" in one.args)
    args = {**second.args, **first.args, "wish": said}
    if "easing" in second.args and not is_complaint(fragment) and not ("easing" in args and about_no_end(fragment)):
        args["easing"] = second.args["easing"]
    return [*before[:-1], ToolCall(name="set_move", args=args), *after[1:]]


def _more_exact(one: ToolCall, other: ToolCall) -> bool:
    """Whether a call sets a value where the other only says which way."""
    return bool({"direction", "change"} & other.args.keys()) and not {"direction", "change"} & one.args.keys()
