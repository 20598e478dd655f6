"""Doubt: a change that rests on a few words of a sentence, where the others are not understood, is asked about."""

import re
from collections.abc import Iterator
from dataclasses import replace

from agent.offline.calls import Calls, ask, is_settled
from agent.offline.constructions import construction_words
from agent.offline.context import Context
from agent.offline.reading.routes import named_thing, read_wish, stands_without_thing
from agent.offline.reading.topics import known_colour, things
from agent.offline.replies import usual_wishes
from agent.offline.sentence import Sentence, scene_words
from agent.offline.splitting import without_openers, without_tail
from agent.offline.targets import find_target, stem
from agent.offline.wish import PREPOSITIONS, Mark, Wish
from agent.offline.word_sets import word_set
from tools.receipts import ToolCall

_FUNCTION_WORDS = word_set("function_words")
_CARRIES_WORDS = frozenset({"text", "description", "title", "name", "words", "instruction", "capability", "before"})
"""Arguments that hold words of the person: there every word is used."""
_OF_ALL_CAPTIONS = frozenset({"style_captions", "change_captions"})
_CHANGING = re.compile(
    r"set_|change_|remove_|reset_|apply_|style_|edit_|redirect_|animate_|move_|swap_|adjust_|retime_"
)
_OF_THE_FILM = frozenset({"set_aspect_ratio", "set_frame_rate", "set_budget"})
"""Told by words that mean nothing else ("24p", "4:5"): what stands beside them is a reason."""
_JOINTS = frozenset({",", ".", ";", ":", "!", "?", "and", "but", "so", "because", "since", "then"})


def questioned(calls: Calls, read: Sentence, context: Context) -> Calls:
    """The calls, or a question instead of them where too much of the sentence is not understood."""
    if not is_settled(calls) or read.foreign or not _CHANGING.match(calls[0].name) or _carries(calls):
        return calls
    wish = Wish(tuple(without_openers(read.tokens)), context, read.said)
    if _leaves_out_exception(calls, wish):
        return [ask("Captions share one style; none can be left out. What should change?", usual_wishes(context))]
    stranger = _stranger(calls[0], wish)
    if stranger:
        return [ask(f"I see no {stranger} in the film. What should change?", usual_wishes(context))]
    if left_unused(calls, wish) or _rests_on_little(calls[0], wish):
        return [ask("I am not sure what you mean by that. What should change?", usual_wishes(context))]
    return calls


def left_unused(calls: Calls, wish: Wish) -> bool:
    """Whether a measure, a multiple, a shot or a thing that is named appears in none of the calls."""
    if any(_CARRIES_WORDS & one.args.keys() for one in calls):
        return False
    if _measured(wish) and not any(_has_value(one) for one in calls):
        return True
    shots = len(wish.context.shot_ids) > 1 and bool(find_target(wish).ids)
    if shots and all(OF_SHOTS.fullmatch(one.name) and not {"shots", "shot"} & one.args.keys() for one in calls):
        return True
    return any(_meant(wish, m) and not any(concerns(m.value, one) for one in calls) for m in things(wish))


def _meant(wish: Wish, mark: Mark) -> bool:
    """Whether a thing is what the wish is about: not "over the jazz", but "dusty rose for the captions"."""
    return not wish.oblique(mark) or wish.before(mark.start, 1)[:1] == ["for"]


OF_SHOTS = re.compile(r"(set|change|redirect|remove)_move|(set|change|apply|reset)_look|set_duration|change_transition")
_ABOUT = {
    "captions": ("caption",), "overlay": ("overlay",), "logo": ("overlay",),
    "transition": ("transition", "animate_look"),
    "music": ("music", "voiceover", "level"), "voiceover": ("music", "voiceover", "level"),
}  # fmt: skip
"""What the names of calls about a thing hold; music and voice are set against each other."""


def _measured(wish: Wish) -> bool:
    """Whether a measure or a multiple is told."""
    return any(n.unit not in ("", "x", "step") for n in wish.numbers) or wish.has("factor") or _bare_number(wish)


def _bare_number(wish: Wish) -> bool:
    """Whether a number stands alone, as a value: "15 would be nicer", not "shot 2" or "the last two"."""
    held = {at for a, b in find_target(wish).spans for at in range(a, b)}
    held |= {at for m in wish.marks for at in range(m.start, m.end)}
    alone = [n for n in wish.measures if not n.unit and n.at not in held and wish.after(n.at + 1, 1) != ["by"]]
    return any(n.at == 0 or wish.before(n.at, 1) in (["to"], ["at"], ["try"]) for n in alone)


def _has_value(one: ToolCall) -> bool:
    return any(isinstance(value, int | float) and not isinstance(value, bool) for value in one.args.values())


def concerns(thing: str, one: ToolCall) -> bool:
    """Whether a call is about a thing of that name; about one that is none ("text"), any call may be."""
    return thing not in _ABOUT or any(part in one.name for part in _ABOUT[thing])


def about_what_is_named(one: ToolCall, wish: Wish) -> bool:
    """Whether a call changes the very thing or property that a wish names, and it names no other: "-6 dB on the
    voice", "kill the fade out"."""
    named = [m.value for m in things(wish) if m.value in _ABOUT]
    if named:
        return all(concerns(thing, one) for thing in named)
    fades = "fade_in_s" in one.args or "fade_out_s" in one.args
    if fades and (wish.has("fadein") or wish.has("fadeout")):
        return True
    values = {m.value for m in wish.all("prop")}
    return bool(values) and values <= {str(one.args.get("property", "")), *one.args}


def _leaves_out_exception(calls: Calls, wish: Wish) -> bool:
    """ "every caption but the first yellow": the exception would be lost."""
    return calls[0].name in _OF_ALL_CAPTIONS and (wish.has("except") or wish.says("all_but_one"))


def _carries(calls: Calls) -> bool:
    return any(_CARRIES_WORDS & one.args.keys() for one in calls)


# --- words that are not understood -----------------------------------------------------------------------------------


def _rests_on_little(one: ToolCall, wish: Wish) -> bool:
    """Whether the words that a call comes from are beside too many that mean nothing here. Clauses that it does not
    come from are reasons ("we are selling calm, not speed") and may say anything."""
    if one.name in _OF_THE_FILM or not (_unknown(wish)[0] or _overlooked(one, wish)):
        return False
    wish = wish.part(0, without_tail(wish.tokens))
    grounds = next((part for part in _clauses(wish) if _reads_as(one, part)), None) or wish
    unknown, telling = _unknown(grounds)
    if _overlooked(one, grounds):
        return True
    if _about_unknown_thing(one, grounds, unknown):
        return True
    if grounds.word("too") or grounds.has("excess"):
        return False
    return len(unknown) >= 2 and (len(unknown) >= 3 or len(unknown) * 3 >= telling)


def _clauses(wish: Wish) -> Iterator[Wish]:
    """The clauses of a wish, the last first."""
    inside = {at for mark in wish.marks for at in range(mark.start, mark.end)}
    ends = [n for n, word in enumerate(wish.words) if word in _JOINTS and n not in inside] + [len(wish.words)]
    starts = [0, *(n + 1 for n in ends)]
    thing = named_thing(wish)
    for start, end in reversed(list(zip(starts, ends, strict=False))):
        tokens = tuple(without_openers(wish.tokens[start:end]))
        if tokens and end - start < len(wish.tokens):
            clause = replace(wish, tokens=tokens)
            yield clause
            if thing and stands_without_thing(clause):
                yield replace(wish, tokens=(*thing, *tokens))


def _reads_as(one: ToolCall, clause: Wish) -> bool:
    """Whether a clause alone means a call, or the same of less."""
    found = read_wish(clause)
    return is_settled(found) and found[0].name == one.name and _values(found[0]).items() <= _values(one).items()


def _values(one: ToolCall) -> dict[str, str]:
    return {name: repr(value) for name, value in one.args.items() if name not in ("wish", "shots")}


_PROPERTIES_BY_NAME = frozenset({"vignette", "grain", "highlights", "shadows", "fade", "tint"})
"""Properties whose names mean nothing else; "colour" and "punch" are said of many things."""
_KIN = {"shadows": {"fade", "contrast"}, "highlights": {"fade", "contrast", "exposure"}, "fade": {"saturation"}}
"""Properties that are also spoken of by the name of another: "lift the blacks for a matte finish"."""


def _overlooked(one: ToolCall, wish: Wish) -> bool:
    """Whether a property is named, and the change is one of another: "darken the edges with a vignette"."""
    if one.name not in ("change_look", "set_look") or wish.has("act", "keep"):
        return False
    if _colour_left(wish):
        return True
    touched = {str(one.args.get("property", "")), *one.args}
    named = {m.value for m in wish.all("prop", *_PROPERTIES_BY_NAME) if not wish.oblique(m)}
    return any(name not in touched and not _KIN.get(name, set()) & touched for name in named)


def _colour_left(wish: Wish) -> bool:
    """ "more teal in the shadows": a colour that says nothing of a look's own scales."""
    covered = {at for mark in wish.marks for at in range(mark.start, mark.end)}
    covered |= {at for a, b in find_target(wish).spans for at in range(a, b)}
    scene = scene_words(wish.context)
    return any(
        known_colour(word) and at not in covered and word not in scene and len(word) > 2
        for at, word in enumerate(wish.words)
    )


def _about_unknown_thing(one: ToolCall, wish: Wish, unknown: list[str]) -> bool:
    """ "put a golden retriever outside": what is put or taken is nothing that is known, so no look is meant."""
    if "look" not in one.name:
        return False
    verb = next((m for m in wish.all("act", "add", "put", "remove", "replace") if m.start <= 3), None)
    if verb is None or wish.after(verb.end, 1)[:1] in (["it"], ["this"], ["that"], ["them"]):
        return False
    return object_head(wish, verb.end) in unknown


def object_head(wish: Wish, at: int) -> str:
    """The last word of what a verb that ends at `at` acts on: "a golden retriever | outside the cafe"; "" for none."""
    head = ""
    for word in wish.words[at:]:
        if not word.isalpha() or word in PREPOSITIONS or word in _JOINTS:
            break
        head = word
    return head


_NAMING = frozenset({"the", "that", "this", "our", "my", "her", "his", "their"})


_NOUNS_OF_A_SHOT = frozenset({"prop", "shotword", "speedprop", "amountprop", "lengthprop", "move"})


def _stranger(one: ToolCall, whole: Wish) -> str:
    """What a change of a shot is asked for and the film does not show: "make *the waterfall* brighter"; "" for none."""
    if not OF_SHOTS.fullmatch(one.name) or not _unknown(whole)[0]:
        return ""
    wish = next((part for part in _clauses(whole) if _reads_as(one, part) and not part.has("pronoun")), whole)
    if find_target(wish).ids or things(wish) or wish.all("move"):
        return ""
    unknown = set(_unknown(wish)[0])
    at = next((n for n in range(1, len(wish.words)) if wish.words[n] in unknown and wish.words[n - 1] in _NAMING), 0)
    if not at or (at > 1 and wish.words[at - 2] in PREPOSITIONS):
        return ""
    stated = any(m.end == at - 1 and m.tag == "statement" for m in wish.marks)
    of_another = any(m.start == at + 1 and m.tag in _NOUNS_OF_A_SHOT for m in wish.marks)
    return "" if stated or of_another or wish.words[at + 1 : at + 2] == ["'s"] else wish.words[at]


def unknown_words(wish: Wish) -> list[str]:
    """The words of a wish that mean nothing here."""
    return _unknown(wish)[0]


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
