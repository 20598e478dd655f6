"""From a sentence to tool calls, an answer, or one short question. Pure: same sentence and scene, same result."""

import re
from dataclasses import dataclass, replace
from typing import TypeGuard

from agent.offline.calls import Calls, ask, is_ask
from agent.offline.context import Context
from agent.offline.contrast import without_contrast
from agent.offline.pictures import described_picture
from agent.offline.questions import answer_to_greeting, greeting, read_question
from agent.offline.reading.lengths import bare_length
from agent.offline.reading.moves import named_moves
from agent.offline.reading.past import read_past
from agent.offline.reading.routes import named_thing, protects, read_wish, stands_without_thing, topic_of
from agent.offline.reading.slots import slot
from agent.offline.replies import completed, is_correction, is_refusal, overdone, read_reply, usual_wishes
from agent.offline.sentence import Sentence, read_sentence
from agent.offline.splitting import fragments, without_openers
from agent.offline.targets import find_target
from agent.offline.variants import read_variants
from agent.offline.wish import Wish
from tools.receipts import ToolCall

MAX_CHARS = 4000
"""A longer sentence is no wish; it is cut before it is read."""


@dataclass(frozen=True)
class Understanding:
    """What a sentence means: tool calls in the order of its wishes, or a plain answer."""

    calls: tuple[ToolCall, ...] = ()
    answer: str = ""


def understand(sentence: str, context: Context) -> Understanding:
    """What the person wants with this sentence in this scene. Unclear: one `ask_person` call."""
    said = sentence[:MAX_CHARS].strip()
    if not said:
        return Understanding(answer="Say what should change, or ask about the film.")
    read = read_sentence(said, context)
    if is_refusal(read, context):
        return Understanding(answer="Fine, nothing was changed.")
    if greeting(read):
        return Understanding(answer=answer_to_greeting(context))
    past = read_past(read.said if read.foreign else said, context)
    if past is not None:
        return Understanding(tuple(past))
    calls = _of_variants(read, context) or read_reply(read, context)
    if calls is None:
        whole = _after_question(said, read, context)
        if whole is not None:
            return whole
        found = _fresh(said, read, context)
        if found is not None:
            return found
        calls = [unclear(context)]
    return Understanding(tuple(_in_own_words(calls, said if read.foreign else "")))


def _of_variants(read: Sentence, context: Context) -> Calls | None:
    """The calls of a sentence about the stills that wait, and of the wish behind it."""
    found = read_variants(read, context)
    if found is None:
        return None
    calls, behind = found
    return calls + ((read_wish(_inner(behind)) or []) if behind is not None and behind.tokens else [])


def _fresh(said: str, read: Sentence, context: Context) -> Understanding | None:
    """A sentence read on its own; None where nothing is understood."""
    early = _early(read, context)
    if early:
        return Understanding(tuple(_in_own_words(early, said if read.foreign else "")))
    behind = _behind_question(read, context)
    if behind:
        return Understanding(tuple(_in_own_words(behind, said if read.foreign else "")))
    answer = read_question(read, context)
    if answer is not None:
        return Understanding(answer=answer)
    calls = wishes(read, context)
    calls = described_picture(read, context, calls) or calls
    if calls:
        calls = overdone(calls, read, context) or calls
    if not calls:
        return None
    return Understanding(tuple(_in_own_words(calls, said if read.foreign else "")))


def _behind_question(read: Sentence, context: Context) -> Calls | None:
    """The wish behind a question: "where can I download it? give me the finished file"."""
    at = next((n for n, token in enumerate(read.tokens) if token.word == "?"), len(read.tokens))
    rest = replace(read, tokens=tuple(without_openers(read.tokens[at + 1 :])))
    if len(rest.tokens) < 2 or read_question(rest, context) is not None:
        return None
    calls = wishes(rest, context)
    return calls if _settled(calls) else None


def _early(read: Sentence, context: Context) -> Calls | None:
    """What is put as a question and is a look-up all the same ("what did we change?", "what did it cost?")."""
    from agent.offline.reading.history import read_cost, read_history
    from agent.offline.reading.stills import read_stills

    tokens = tuple(without_openers([t for t in read.tokens if t.word not in ("?", "!")]))
    wish = Wish(tokens, context, read.said)
    first = tokens[0].word if tokens else ""
    if not (
        first
        in (
            "what",
            "which",
            "how",
            "show",
            "is",
            "are",
            "will",
            "does",
            "do",
            "can",
            "tell",
            "list",
            "when",
            "have",
            "did",
            "give",
            "would",
            "could",
            "was",
            "has",
            "where",
            "who",
            "remind",
            "let",
            "i",
        )
        or "?" in [t.word for t in read.tokens]
    ):
        return None
    calls = read_cost(wish) or _only(read_history(wish), ("show_history", "compare"))
    return calls or _only(read_stills(wish, find_target(wish)), ("check_still",))


def _only(calls: Calls | None, names: tuple[str, ...]) -> Calls | None:
    return calls if calls and calls[0].name in names else None


def _after_question(said: str, read: Sentence, context: Context) -> Understanding | None:
    """The answer to the question that was asked last: read on its own, else with what it was asked about."""
    together = completed(said, context)
    if together is None:
        return None
    alone = _fresh(said, read, context)
    settled = alone is not None and (alone.answer or not is_ask(alone.calls[0]))
    joined = _fresh(together, read_sentence(together, context), replace(context, last_turn=None))
    if (
        joined is not None
        and joined.calls
        and not is_ask(joined.calls[0])
        and not (settled and _complete(read, context))
    ):
        return joined
    return alone if settled else None


def _complete(read: Sentence, context: Context) -> bool:
    """Whether an answer is a wish by itself and not only a target or a way."""
    wish = Wish(tuple(without_openers(read.tokens)), context, read.said)
    return any(wish.has(tag) for tag in ("act", "history", "export", "prop")) or len(wish.words) > 4


def unclear(context: Context) -> ToolCall:
    """The question for a sentence that is not understood."""
    if not context.scene.shots:
        return ask("There is no shot yet. How do you want to start?", usual_wishes(context))
    return ask("I did not understand that. What should change?", usual_wishes(context))


def _in_own_words(calls: Calls, original: str) -> Calls:
    """With a translated sentence each wish carries the person's own words."""
    if not original:
        return calls
    return [
        ToolCall(name=c.name, args={**c.args, "wish": original} if "wish" in c.args else dict(c.args)) for c in calls
    ]


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
    if not _settled(one) or not _settled(other) or one[0].name != other[0].name:
        return ()
    same = {**one[0].args, "wish": ""} == {**other[0].args, "wish": ""}
    return () if same else (first.said, second.said)


def either_or(read: Sentence) -> tuple[str, ...]:
    """The two things a person cannot decide between."""
    parts = [part.strip() for part in re.split(r"\bor\b|,", read.said)]
    return tuple(part for part in parts if part and not re.search(r"know|sure|decide|say", part))[:3]


# --- several wishes --------------------------------------------------------------------------------------------------


def wishes(read: Sentence, context: Context) -> Calls:
    """The calls of all wishes of a sentence, in order."""
    if undecided(read):
        return [ask("Which of the two?", either_or(read))]
    either = _either(read, context)
    if either:
        return [ask("Which of the two?", either)]
    contrast = without_contrast(without_openers(read.tokens))
    whole = Wish(contrast.tokens, context, read.said, instead=contrast.instead, hedged=contrast.hedged)
    spans = fragments(whole.tokens, [(mark.start, mark.end) for mark in whole.marks])
    if len(spans) <= 1:
        return read_wish(_inner(whole)) or []
    return _in_turn(whole, spans)


def _inner(wish: Wish) -> Wish:
    """The wish without openers and closing marks."""
    return replace(wish, tokens=tuple(without_openers(wish.tokens)))


def _in_turn(whole: Wish, spans: list[tuple[int, int]]) -> Calls:
    """Reads fragments from left to right; one that says nothing by itself, or goes on with the same thing, belongs to
    the wish before it."""
    calls: Calls = []
    start, end = spans[0]
    current = _inner(whole.part(start, end))
    reading = read_wish(current)
    for a, b in spans[1:]:
        fragment = _following(current, reading, _inner(whole.part(a, b)))
        alone = None if bare_length(fragment) and _takes_length(reading) else read_wish(fragment)
        if _settled(reading) and is_correction(fragment):
            continue
        if _is_epithet(current, fragment) or _paired_edges(current, fragment):
            current = replace(current, tokens=tuple(without_openers(whole.tokens[start:b])))
            reading = read_wish(current)
            continue
        if _settled(reading) and protects(fragment):
            continue
        if _forbids_the_same(current, reading, fragment, alone):
            continue
        if _overruled(current, fragment):
            current, reading, start = fragment, alone, a
            continue
        if _found_fault_first(current, fragment, reading, alone):
            current, reading, start = fragment, alone, a
            continue
        both = _both_exact(reading, alone, fragment)
        if both is not None:
            current, reading = replace(current, tokens=tuple(without_openers(whole.tokens[start:b]))), both
            continue
        if _settled(reading) and _settled(alone) and slot(reading[-1]) != slot(alone[0]):
            calls += reading
            current, reading, start = fragment, alone, a
            continue
        merged = replace(current, tokens=tuple(without_openers(whole.tokens[start:b])))
        current, reading = _joined(current, reading, merged, fragment, alone)
        start = a if current is fragment else start
    return calls + (reading or [])


_KIN = (
    frozenset({"exposure", "highlights", "shadows"}),
    frozenset({"contrast", "saturation", "fade"}),
    frozenset({"temperature", "tint"}),
    frozenset({"move", "length"}),
)


def _found_fault_first(before: Wish, fragment: Wish, reading: Calls | None, alone: Calls | None) -> bool:
    """ "it's blown, darken it": what is found fault with and what is asked for are one wish, and the asking says it."""
    if not _settled(reading) or not _settled(alone) or not is_complaint(before) or is_complaint(fragment):
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


def is_complaint(wish: Wish) -> bool:
    """Whether a fragment says what is wrong and not what to do: "it's too dark", "can't see a thing"."""
    if wish.has("act", "add", "put", "remove", "replace", "up", "down", "change") and not wish.has("statement"):
        return False
    faults = any(mark.value.endswith("fault") for mark in wish.marks)
    return wish.has("statement") or wish.has("excess") or faults


def _takes_length(calls: Calls | None) -> bool:
    """Whether a bare "6 seconds" behind it belongs to a wish: "slow push-in, 6 seconds"."""
    return bool(calls) and calls[-1].name in (
        "set_move",
        "change_move",
        "add_shot",
        "set_transition",
        "add_caption",
        "add_overlay",
    )


def _paired_edges(before: Wish, fragment: Wish) -> bool:
    """ "start the push hard, end it soft": both ends of one move."""
    edges = before.has("begin") and fragment.has("finish") and not before.numbers and not fragment.numbers
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
    return named and not verbs and len(fragment.words) <= 4


def _forbids_the_same(before: Wish, reading: Calls | None, fragment: Wish, alone: Calls | None) -> bool:
    """ "creep in, don't charge in": the way a move is not to be made."""
    if fragment.words[:2] != ["do", "not"] or fragment.has("thing"):
        return False
    if _settled(reading) and not _settled(alone) and not fragment.numbers:
        return True
    kinds = {n.kind for n in named_moves(before, find_target(before))}
    return bool(kinds & {n.kind for n in named_moves(fragment, find_target(fragment))} - {None})


def _overruled(before: Wish, fragment: Wish) -> bool:
    """ "just hold on the bottle, no movement": to hold is to stand still there."""
    return fragment.has("static") and before.word("hold", "stay", "stays", "holds") and not before.numbers


def _following(before: Wish, reading: Calls | None, fragment: Wish) -> Wish:
    """A fragment with what it takes over from the wish before it: its shots, and the thing it was about."""
    thing = named_thing(before)
    shots = find_target(before).ids
    topic = topic_of(before, reading)
    if thing and stands_without_thing(fragment):
        return replace(
            fragment,
            tokens=(*thing, *fragment.tokens),
            borrowed=len(thing),
            instead=() if _settled(reading) else before.instead,
            topic_before=topic,
            shots_before=shots,
        )
    kept = () if _settled(reading) else before.instead
    return replace(fragment, instead=kept, topic_before=topic, shots_before=shots)


def _settled(calls: Calls | None) -> TypeGuard[Calls]:
    return bool(calls) and not is_ask(calls[0])


def _joined(
    current: Wish, reading: Calls | None, merged: Wish, fragment: Wish, alone: Calls | None
) -> tuple[Wish, Calls | None]:
    """Which reading to go on with: of both fragments together, else of the one that says something."""
    joined = read_wish(merged)
    if _settled(reading) and _settled(alone):
        if is_complaint(current) and not is_complaint(fragment):
            return fragment, [_completed_by(reading[-1], alone[0])]
        if _more_exact(alone[0], reading[-1]):
            return fragment, alone
        return (current, reading) if _more_exact(reading[-1], alone[0]) or not _settled(joined) else (merged, joined)
    if reading is None and _settled(alone) and not needs_before(fragment):
        return fragment, alone
    if _settled(joined):
        return merged, joined
    if _settled(alone):
        return fragment, alone
    if reading:
        return current, reading
    return (merged, joined) if joined else (fragment, alone)


def needs_before(fragment: Wish) -> bool:
    """Whether a fragment is only the end of what was begun: a number, an adjective, "then hold"."""
    verbs = fragment.has("act") or fragment.has("modal") or fragment.has("move") or fragment.has("order")
    return len(fragment.words) <= 2 or not verbs


def _completed_by(first: ToolCall, second: ToolCall) -> ToolCall:
    """The second call, with the move and the shots that only the first one names."""
    named = {name: first.args[name] for name in ("kind", "shots", "which") if name in first.args}
    return ToolCall(name=second.name, args={**named, **second.args}) if first.name == second.name else second


def _both_exact(before: Calls | None, after: Calls | None, fragment: Wish) -> Calls | None:
    """ "push in 10 %, ease out": exact values of one move, as one call; None where they are about two."""
    if not _settled(before) or not _settled(after):
        return None
    first, second = before[-1], after[0]
    if first.name != "set_move" or second.name != "set_move":
        return None
    easing_only = second.args.keys() <= {"easing", "kind", "shots", "wish"} and not fragment.has("move")
    if not easing_only and second.args.get("kind") not in (None, first.args.get("kind")):
        return None
    said = ", ".join(str(one.args["wish"]) for one in (first, second) if "wish" in one.args)
    return [*before[:-1], ToolCall(name="set_move", args={**second.args, **first.args, "wish": said}), *after[1:]]


def _more_exact(one: ToolCall, other: ToolCall) -> bool:
    """Whether a call sets a value where the other only says which way."""
    relative = {"direction", "change"}
    return bool(relative & other.args.keys()) and not relative & one.args.keys()
