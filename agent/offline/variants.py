"""Stills that wait to be chosen: "the second one", "go with 3", "the wide one", "another four", "same but ..."."""

import re

from agent.offline.calls import Calls, call
from agent.offline.context import Candidate, Context
from agent.offline.reading.stills import choice, count_said, last_description
from agent.offline.sentence import Sentence
from agent.offline.splitting import without_openers
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set

_PICKING = word_set("picking")
_MORE_OF_THEM = word_set("more_of_them")
_OTHERS = frozenset({"another", "more", "other", "others", "different", "new", "again", "fresh"})


def read_variants(sentence: Sentence, context: Context) -> tuple[Calls, Wish | None] | None:
    """The call of a sentence about the stills shown last, and the wish behind it ("take the third with a slow
    push-in"); None where no still waits or the sentence is about something else."""
    if not _waiting(context):
        return None
    tokens = tuple(without_openers([t for t in sentence.tokens if t.word not in ("!", "?", ".")]))
    wish = Wish(tokens, context, sentence.said)
    made = _others(wish) or _changed(wish)
    if made:
        return made, None
    behind = next((at for at, word in enumerate(wish.words) if at and word in ("with", "and", ",", "then")), None)
    for end in (len(tokens), behind):
        picked = _picked(wish.part(0, end)) if end else None
        if picked:
            return picked, wish.part(end + 1, len(tokens)) if end and end < len(tokens) else None
    return None


def _waiting(context: Context) -> bool:
    """Whether several stills wait, and the talk is about them: there is no film yet, or they were shown or locked in
    the last turn."""
    open_ones = sum(still.locked_in is None for still in context.stills)
    last = context.last_turn.action if context.last_turn else None
    return open_ones > 1 and (not context.scene.shots or last in ("generate_stills", "lock_still"))


def _picked(wish: Wish) -> Calls | None:
    words = [word for word in wish.words if word != ","]
    if not words or wish.says("not_that_one"):
        return None
    number = choice(wish)
    if number is not None and set(words) <= _PICKING:
        last = max((still.number for still in wish.context.stills), default=1)
        return [call(wish, "lock_still", number=last if number == -1 else number)]
    labelled = _by_label(words, wish.context)
    return [call(wish, "lock_still", still=labelled.id)] if labelled else None


def _by_label(words: list[str], context: Context) -> Candidate | None:
    """The one still that the words beside "the ... one" name by its label; newer ones count first."""
    telling = set(words) - _PICKING
    if not telling or "one" not in words:
        return None
    batch: dict[int, Candidate] = {}
    for still in context.stills:
        batch[still.number] = still
    fits = [s for s in batch.values() if telling <= set(re.findall(r"[a-z]+", s.label.lower()))]
    return fits[0] if len(fits) == 1 else None


def _others(wish: Wish) -> Calls | None:
    """ "another four please", "show me other options"."""
    words = set(wish.words) - {","}
    described = last_description(wish)
    if described is None or not words <= _MORE_OF_THEM or not words & _OTHERS:
        return None
    return [call(wish, "generate_stills", description=described, count=count_said(wish))]


def _changed(wish: Wish) -> Calls | None:
    """ "same but with the jar on the left": the last description and what is to be different."""
    described = last_description(wish)
    at = next((n for n in (2, 3, 4) if wish.words[n - 1 : n] == ["but"] and "same" in wish.words[: n - 1]), None)
    if described is None or at is None or at >= len(wish.tokens):
        return None
    change = wish.sentence[wish.tokens[at].start : wish.tokens[-1].end].strip(" .!")
    return [call(wish, "generate_stills", description=f"{described}, {change}")]
