"""Short answers to the last receipt: a chip taken by its words, "a bit more", "too much", "no, the other way", "make
that 7", "same for the last shot", and the answer to a question that was asked."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from agent.offline.calls import Calls, ask, listed
from agent.offline.changed_shots import shots_of_last_edit
from agent.offline.constructions import says_only, says_within
from agent.offline.context import Context, Offer
from agent.offline.polarity import degree_of
from agent.offline.reply_moves import read_move_reply, turned_move, with_own_move
from agent.offline.reply_values import another_level, multiplied, new_value
from agent.offline.sentence import Sentence
from agent.offline.splitting import without_openers
from agent.offline.targets import find_target
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set
from tools.receipts import ToolCall

_PLACES = {
    "first": 0,
    "1st": 0,
    "former": 0,
    "second": 1,
    "2nd": 1,
    "latter": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "last": -1,
}


def read_reply(sentence: Sentence, context: Context) -> Calls | None:
    """The calls of a sentence that only makes sense after the last turn; None where it stands on its own."""
    tokens = without_openers([t for t in sentence.tokens if t.word not in ("!", "?")])
    wish = Wish(tuple(tokens), context, sentence.said)
    plain = re.sub(r"\s*[,.;]\s*", " ", wish.plain).strip()
    raw = re.sub(r"\s*[,.;!?]\s*", " ", " ".join(t.word for t in sentence.tokens)).strip()
    return (
        _offer(plain, raw, wish, context)
        or _transition_length(wish, plain, context)
        or _repeat(wish, raw, context)
        or multiplied(wish, plain, context)
        or read_move_reply(wish, plain, raw, context)
        or _correction(plain, raw, wish, context)
        or new_value(wish, plain, context)
        or another_level(wish, context)
        or _retarget(wish, plain, context)
    )


def overdone(calls: Calls, read: Sentence, context: Context) -> Calls | None:
    """ "not that quick", "now it's too warm" right after it was made quicker or warmer: the change went too far."""
    edit, now = context.last_edit, calls[0]
    wish = Wish(tuple(without_openers(read.tokens)), context, read.said)
    if edit is None or edit.call is None or len(calls) > 1 or not (wish.has("excess") or wish.says("not_that")):
        return None
    way = {str(edit.call.args.get("direction", "")), str(now.args.get("direction", ""))}
    same = edit.call.name == now.name and edit.call.args.get("property") == now.args.get("property")
    if not same or way != {"more", "less"} or wish.numbers or find_target(wish).ids:
        return None
    return [ToolCall(name="adjust_last", args={"direction": "too_much", "wish": wish.said})]


# --- chips -----------------------------------------------------------------------------------------------------------


def _offer(plain: str, raw: str, wish: Wish, context: Context) -> Calls | None:
    turn = context.last_turn
    if turn is None or not turn.offers:
        return None
    offers = list(turn.offers)
    if says_only("yes", plain) or says_only("yes", raw):
        if turn.outcome == "clarify" and len(offers) > 1:
            return [ask("Which one?", tuple(o.label for o in offers))]
        return [_taken(offers[0])]
    if says_only("next", plain):
        return [_taken(offers[0])]
    by_words = _by_label(plain, raw, offers)
    if by_words is not None:
        return [_taken(by_words)]
    return _by_place(plain, wish, turn.outcome, offers)


def _taken(offer: Offer) -> ToolCall:
    return offer.call


def _by_label(plain: str, raw: str, offers: Sequence[Offer]) -> Offer | None:
    """The chip whose label was typed, whole or nearly."""
    for offer in offers:
        label = re.sub(r"[^\w\s%]", " ", offer.label.lower())
        label = " ".join(label.split())
        if label in (plain, raw, " ".join(re.sub(r"[^\w\s%]", " ", raw).split())):
            return offer
    if len(plain.split()) < 2:
        return None
    scored = [(*_likeness(plain, offer.label), offer) for offer in offers]
    ratio, overlap, best = max(scored, key=lambda score: max(score[0], score[1] - 8))
    words = set(plain.split()) - {"the", "a", "it", "that", "please"}
    inside = words <= set(re.findall(r"\w+", best.label.lower())) and len(words) >= 2
    return best if ratio >= 88 or (inside and overlap >= 95 and len(words) * 3 >= len(best.label.split())) else None


def _likeness(said: str, label: str) -> tuple[float, float]:
    """How alike a sentence and a label are, 0..100: letter by letter, and by the words they share."""
    words = " ".join(re.findall(r"[\w%']+", label.lower()))
    return fuzz.ratio(said, words), fuzz.token_set_ratio(said, words)


def _by_place(plain: str, wish: Wish, outcome: str, offers: Sequence[Offer]) -> Calls | None:
    found = says_only("offered_place", plain)
    if not found or outcome not in ("clarify", "needs_engine", "changed", "refused"):
        return None
    place = next((_PLACES[word] for word in plain.split() if word in _PLACES), None)
    if place is None:
        counted = next((n for word, n in (("one", 1), ("two", 2), ("three", 3)) if word in plain.split()), 1)
        place = int(wish.numbers[0].value if wish.numbers else counted) - 1
    return [_taken(offers[place])] if -len(offers) <= place < len(offers) else None


def is_refusal(sentence: Sentence, context: Context) -> bool:
    """Whether a question that was asked is answered with "no": nothing is to be done then."""
    turn = context.last_turn
    raw = re.sub(r"\s*[,.;!?]\s*", " ", " ".join(t.word for t in sentence.tokens)).strip()
    return turn is not None and turn.outcome in ("clarify", "needs_engine") and says_only("no", raw)


def gives_word(sentence: Sentence) -> bool:
    """Whether the person only says to go ahead, as to an offer that stands at its price."""
    return says_only("word_given", " ".join(token.word for token in sentence.tokens if token.word.isalpha()))


def asks_for_next(sentence: Sentence) -> bool:
    """Whether only the next of the waiting wishes is asked for."""
    return says_only("next", " ".join(token.word for token in sentence.tokens if token.word.isalpha()))


# --- more, less, the other way ---------------------------------------------------------------------------------------


def _correction(plain: str, raw: str, wish: Wish, context: Context) -> Calls | None:
    whole = raw if says_only("opposite", raw) or says_only("undo", raw) else plain
    way = _way(whole, plain)
    if way is None:
        return None
    if way == "more" and says_only("again", plain) and context.last_turn and context.last_turn.action == "undo":
        return [ToolCall(name="redo", args={})]
    if context.last_edit is None:
        return _nothing_yet(way, context)
    if way == "undo":
        return [ToolCall(name="undo", args={})]
    turned = turned_move(way, raw, context.last_edit)
    if turned is not None:
        return [turned]
    if raw.startswith("no ") and {way, _last_way(context)} == {"more", "less"}:
        way = "opposite"
    args = {"direction": way}
    degree = degree_of(wish)
    if way in ("more", "less") and degree != "plain":
        args["degree"] = degree
    elif way == "more" and not (set(plain.split()) & word_set("some")):
        args["degree"] = "plain"
    return [ToolCall(name="adjust_last", args={**args, "wish": wish.said})]


def _last_way(context: Context) -> str:
    """Which way the last change went: "more", "less", or "" where that is not told."""
    call = context.last_edit.call if context.last_edit else None
    return str(call.args.get("direction", "")) if call else ""


def _way(whole: str, plain: str) -> str | None:
    if says_only("opposite", whole):
        return "opposite"
    if says_only("too_much", plain):
        return "too_much"
    if says_only("less", plain):
        return "less"
    if says_only("more", plain) or says_only("again", plain):
        return "more"
    return "undo" if says_only("undo", whole) else None


def is_correction(fragment: Wish) -> bool:
    """Whether a fragment only says how far: "the zoom is too strong, *ease it back*"."""
    return fragment.is_only("eased_back") or fragment.is_only("less") or fragment.is_only("more")


def _nothing_yet(way: str, context: Context) -> Calls | None:
    if way == "opposite" and len(context.moves()) >= 1:
        return None
    return [ask("What should change?", usual_wishes(context))]


def usual_wishes(context: Context) -> tuple[str, ...]:
    """Three likely wishes for the scene as it is."""
    scene = context.scene
    if not scene.shots:
        return (
            "use the sample bottle",
            "generate a still: a glass bottle on marble, soft side light",
            "upload a photo",
        )
    moves = context.moves()
    first = "slow the camera down" if moves else "add a slow push-in"
    shots = "warmer" if len(scene.shots) == 1 else "all shots warmer"
    third = "captions larger" if scene.captions else "add a caption: Hello"
    return (first, shots, third)


# --- other shots -----------------------------------------------------------------------------------------------------


def _repeat(wish: Wish, plain: str, context: Context) -> Calls | None:
    """ "same for the last shot", "do that to the other two", "and the barista one too"."""
    if context.last_edit is None or not _same_wish(wish, plain, context.last_edit.op):
        return None
    target = find_target(wish)
    done = shots_of_last_edit(context)
    ids = tuple(shot for shot in context.shot_ids if shot not in done) if target.all else target.ids
    if not ids:
        return [
            ask("For which shots?", (*(f"shot {n}" for n in range(1, min(4, len(context.shot_ids) + 1))), "all shots"))
        ]
    own = with_own_move(ids, wish, context)
    if own is not None:
        return [own]
    return [ToolCall(name="repeat_last", args={"shots": listed(ids), "wish": wish.said})]


def _same_wish(wish: Wish, plain: str, last_op: str) -> bool:
    if any(wish.has(tag) for tag in ("prop", "temperature", "exposure", "speed", "static", "duplicate", "history")):
        return False
    if any(wish.has("thing", name) for name in ("captions", "music", "voiceover", "logo", "overlay")):
        return False
    if any(m.value not in ("any", "travel") for m in wish.all("move")) or (wish.numbers and not find_target(wish).ids):
        return False
    of_length = last_op == "set_duration" and wish.word("length", "duration", "long")
    same = says_within("the_same", plain) and (of_length or not says_within("same_measure", plain))
    if same:
        return True
    if says_within("applied_again", plain):
        return True
    target = find_target(wish)
    named = bool(target.ids or target.all)
    ends_too = says_within("for_others_too", plain)
    starts = says_within("and_for_others", plain)
    short = len(plain.split()) <= 7 and not wish.has("act", "remove") and not wish.has("order", "swap")
    return named and short and bool(ends_too or starts)


def _transition_length(wish: Wish, plain: str, context: Context) -> Calls | None:
    """ "longer" right after a transition was set is about the transition."""
    edit = context.last_edit
    if edit is None or edit.op != "set_transition" or edit.call is None:
        return None
    number = wish.number("s", "frame")
    if number is not None and len(wish.numbers) == 1 and wish.is_only("lasts_that_long"):
        value = number.value / context.scene.frame_rate if number.unit == "frame" else number.value
        kept = {"shots": edit.call.args["shots"]} if "shots" in edit.call.args else {}
        return [ToolCall(name="set_transition", args={**kept, "duration_s": round(value, 4), "wish": wish.said})]
    longer = says_only("longer_transition", plain)
    if not longer and not says_only("shorter_transition", plain):
        return None
    shots = edit.call.args.get("shots")
    args = {"direction": "longer" if longer else "shorter", "degree": degree_of(wish), "wish": wish.said}
    return [ToolCall(name="change_transition", args={**args, **({"shots": shots} if shots else {})})]


def _retarget(wish: Wish, plain: str, context: Context) -> Calls | None:
    """ "no, I meant the last shot": the last change is made there in its place."""
    edit = context.last_edit
    if edit is None or edit.call is None or not says_within("meant_other", plain):
        return None
    target = find_target(wish)
    if not target.ids or len(plain.split()) > 8:
        return None
    args = {key: value for key, value in edit.call.args.items() if key not in ("shots", "shot")}
    one = "shot" in edit.call.args
    args |= {"shot": target.ids[0]} if one else {"shots": listed(target.ids)}
    return [ToolCall(name=edit.call.name, args={**args, "wish": wish.said, "correction": True})]


# --- an answer to a question -----------------------------------------------------------------------------------------


def completed(sentence: str, context: Context) -> str | None:
    """After a question, the sentence that was unclear with the answer added to it; None where none was asked."""
    turn = context.last_turn
    answer = _POINTING_OUT.sub("", sentence)
    if turn is None or turn.outcome != "clarify" or not turn.instruction or len(answer.split()) > 6:
        return None
    return f"{turn.instruction.rstrip(' .!?')} {answer}"


_POINTING_OUT = re.compile(
    r"^(?:sorry,? |oh,? |well,? )?(?:i am|i'm|i was|we are|we're) (?:speaking|talking|thinking|referring)"
    r"(?: about| of| to)? |^(?:i mean|i meant|i want|it is|it's|that would be|make it|the one with|for) ",
    re.IGNORECASE,
)
"""What only leads to an answer: "I'm talking about the barista shot"."""
