"""Doubt: a change that rests on a few words of a sentence, where the others are not understood, is asked about."""

import re

from agent.offline.calls import Calls, ask, is_settled
from agent.offline.constructions import construction_words
from agent.offline.context import Context
from agent.offline.reading.topics import known_colour, things
from agent.offline.replies import usual_wishes
from agent.offline.sentence import Sentence, scene_words
from agent.offline.splitting import without_openers
from agent.offline.targets import find_target, stem
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set
from tools.receipts import ToolCall

_FUNCTION_WORDS = word_set("function_words")
_CARRIES_WORDS = frozenset({"text", "description", "title", "name", "words", "instruction", "capability", "before"})
"""Arguments that hold words of the person: there every word is used."""
_OF_ALL_CAPTIONS = frozenset({"style_captions", "change_captions"})
_CHANGING = re.compile(
    r"set_|change_|remove_|reset_|apply_|style_|edit_|redirect_|animate_|move_|swap_|adjust_|retime_"
)


def questioned(calls: Calls, read: Sentence, context: Context) -> Calls:
    """The calls, or a question instead of them where too much of the sentence is not understood."""
    if not is_settled(calls) or read.foreign or not _CHANGING.match(calls[0].name) or _carries(calls):
        return calls
    wish = Wish(tuple(without_openers(read.tokens)), context, read.said)
    if _leaves_out_exception(calls, wish):
        return [ask("Captions share one style; none can be left out. What should change?", usual_wishes(context))]
    if left_unused(calls, wish):
        return [ask("I am not sure what you mean by that. What should change?", usual_wishes(context))]
    unknown, telling = _unknown(wish)
    if wish.word("too") or wish.has("excess") or not _unknown(_last_clause(wish))[0]:
        return calls
    if len(unknown) < 2 or (len(unknown) < 3 and len(unknown) * 3 < telling):
        return calls
    return [ask("I am not sure what you mean by that. What should change?", usual_wishes(context))]


def left_unused(calls: Calls, wish: Wish) -> bool:
    """Whether a measure, a multiple, a shot or a thing that is named appears in none of the calls."""
    if any(_CARRIES_WORDS & one.args.keys() for one in calls):
        return False
    measured = any(n.unit not in ("", "x", "step") for n in wish.numbers) or wish.has("factor")
    if measured and not any(_has_value(one) for one in calls):
        return True
    shots = len(wish.context.shot_ids) > 1 and bool(find_target(wish).ids)
    if shots and all(_OF_SHOTS.fullmatch(one.name) and not {"shots", "shot"} & one.args.keys() for one in calls):
        return True
    return any(not wish.oblique(m) and not any(_concerns(m.value, one) for one in calls) for m in things(wish))


_OF_SHOTS = re.compile(
    r"(set|change|redirect|remove)_move|(set|change|apply|reset)_look|set_duration|change_transition"
)
_ABOUT = {
    "captions": ("caption",), "overlay": ("overlay",), "logo": ("overlay",),
    "transition": ("transition", "animate_look"),
    "music": ("music", "voiceover", "level"), "voiceover": ("music", "voiceover", "level"),
}  # fmt: skip
"""What the names of calls about a thing hold; music and voice are set against each other."""


def _has_value(one: ToolCall) -> bool:
    return any(isinstance(value, int | float) and not isinstance(value, bool) for value in one.args.values())


def _concerns(thing: str, one: ToolCall) -> bool:
    return thing not in _ABOUT or any(part in one.name for part in _ABOUT[thing])


def _leaves_out_exception(calls: Calls, wish: Wish) -> bool:
    """ "every caption but the first yellow": the exception would be lost."""
    return calls[0].name in _OF_ALL_CAPTIONS and (wish.has("except") or wish.says("all_but_one"))


def _last_clause(wish: Wish) -> Wish:
    """What stands behind the last comma: often the wish itself, with its reason before it."""
    at = max((n for n, word in enumerate(wish.words) if word == ","), default=-1)
    return wish.part(at + 1, len(wish.tokens))


def _carries(calls: Calls) -> bool:
    return any(_CARRIES_WORDS & one.args.keys() for one in calls)


def _unknown(wish: Wish) -> tuple[list[str], int]:
    """The words that mean nothing here, and how many words tell something at all."""
    covered = {at for mark in wish.marks for at in range(mark.start, mark.end)}
    covered |= {at for a, b in find_target(wish).spans for at in range(a, b)}
    scene = scene_words(wish.context)
    telling = [at for at, word in enumerate(wish.words) if _tells(word)]
    unknown = [wish.words[at] for at in telling if at not in covered and not _known(wish.words[at], scene)]
    return unknown, len(telling)


def _tells(word: str) -> bool:
    return word.isalpha() and len(word) > 2 and word not in _FUNCTION_WORDS


def _known(word: str, scene: frozenset[str]) -> bool:
    return word in scene or stem(word) in scene or word in construction_words() or known_colour(word)
