"""The shots of the film: add, take out, order, double, split."""

import re
from dataclasses import replace

from agent.offline.calls import Calls, ask, call, listed
from agent.offline.reading.look_words import PROPERTIES
from agent.offline.reading.shots_order import read_order
from agent.offline.reading.topics import seconds
from agent.offline.targets import Target, content_words, find_target, stem
from agent.offline.wish import PREPOSITIONS, Mark, Wish
from agent.offline.word_sets import word_set

_SHOT_VERBS = frozenset(
    {
        "cut", "drop", "lose", "skip", "scrap", "axe", "ditch", "bin", "kill", "cut out", "trim", "dropping", "losing",
        "omit", "leave out", "trash", "chuck", "nix", "do not need", "not need", "edit out", "do without", "snip out",
        "no longer need", "toss out", "out", "get",
    }
)  # fmt: skip
"""Verbs of the cutting room: they take out a shot, not a thing in it."""
_PLACES_NOT_THINGS = frozenset({"exterior", "interior", "opening", "ending", "outside", "establishing", "closeup"})
_ADDING = frozenset({"add", "insert", "append", "tag", "tack", "include", "slot", "splice", "throw", "drop", "stick"})
_QUALITIES = word_set("qualities_of_a_shot")
_PLACES_OF_A_SHOT = word_set("places_of_a_shot")
_BLOCKING = ("prop", "bw", "animation", "lookname", *(p for p in PROPERTIES if p not in ("tint", "shadows")))


def read_shots(wish: Wish, target: Target) -> Calls | None:
    """The calls of a wish about which shots there are and in which order."""
    if any(wish.has("thing", name) for name in ("captions", "music", "voiceover", "logo")):
        return None
    return (
        _added(wish)
        or _split(wish, target)
        or _doubled(wish, target)
        or read_order(wish)
        or _beyond(wish)
        or _kept_only(wish, target)
        or _removed(wish, target)
    )


# --- add -------------------------------------------------------------------------------------------------------------


def _added(wish: Wish) -> Calls | None:
    new = wish.first("newshot")
    if (
        new is None
        or _is_place(wish, new)
        or not (_is_new(wish, new) or (wish.says("a_shot_showing") and not wish.has("act", "change")))
    ):
        return None
    length = seconds(wish, signed=False)
    description = _described(wish, new)
    return [call(wish, "add_shot", description=description or None, duration_s=length, position=_place(wish))]


def read_thing_shot(wish: Wish) -> Calls | None:
    """ "tag on a quick logo shot at the end": a new shot of a thing, though the thing is known."""
    for at, word in enumerate(wish.words):
        start = next((n for n in range(at - 1, max(-1, at - 4), -1) if wish.words[n] in ("a", "an", "another")), None)
        if word not in ("shot", "clip", "scene") or start is None or not set(wish.words[:start]) & _ADDING:
            continue
        between = [n for n in range(start + 1, at) if wish.words[n] not in _QUALITIES and not wish.tokens[n].quantity]
        if not between or set(wish.words[start:at]) & PREPOSITIONS or wish.after(at + 1, 1) == ["of"]:
            continue
        shown = wish.sentence[wish.tokens[between[0]].start : wish.tokens[at - 1].end]
        length = seconds(wish, signed=False)
        return [call(wish, "add_shot", description=shown, duration_s=length, position=_place(wish))]
    return None


def _is_place(wish: Wish, new: Mark) -> bool:
    """ "add a pedestal up to the closing shot": where something goes."""
    at = new.start - 1
    while at >= 0 and wish.words[at] in ("the", "our", "this", "that", "my"):
        at -= 1
    return 0 <= at < new.start - 1 and wish.words[at] in PREPOSITIONS and bool(find_target(wish).ids)


def _is_new(wish: Wish, new: Mark) -> bool:
    said = " ".join(w for w in wish.words[new.start : new.end] if w not in ("a", "an", "the"))
    if said.startswith(
        (
            "add",
            "insert",
            "new",
            "another",
            "extra",
            "additional",
            "one more",
            "more",
            "want shot",
            "put shot",
            "end card",
            "end slate",
            "end screen",
        )
    ):
        return not wish.has("except")
    return (
        wish.has("act", "add")
        or wish.says("a_new_shot")
        or (wish.word("need", "want", "put", "include", "insert") and bool(_described(wish, new)))
    )


def _described(wish: Wish, new: Mark) -> str:
    """What the new shot shows: announced text, or the words behind "of", "where", "with", "showing"."""
    if wish.texts:
        return wish.texts[-1]
    openers = ("of", "where", "showing", "with", "that", "featuring")
    start = next((n for n in range(new.start, len(wish.words)) if wish.words[n] in openers), None)
    if start is None:
        said = wish.words[new.start : new.end]
        return "end card" if "card" in said or "slate" in said else ""
    stop = next((n for n in range(start + 1, len(wish.words)) if _ends_description(wish, n)), len(wish.tokens))
    if stop <= start + 1:
        return ""
    return wish.sentence[wish.tokens[start + 1].start : wish.tokens[stop - 1].end].strip(" ,.")


def _ends_description(wish: Wish, at: int) -> bool:
    word, following = wish.words[at], wish.after(at + 1, 2)
    quantity = wish.tokens[at].quantity
    if word in (",", ".", ";") or (quantity is not None and quantity.unit in ("s", "frame")):
        return True
    if word in ("after", "before", "between") or (
        word == "for" and at + 1 < len(wish.tokens) and wish.tokens[at + 1].quantity
    ):
        return True
    return word in ("at", "to", "as", "in") and bool(set(following[:1]) & _PLACES_OF_A_SHOT)


def _place(wish: Wish) -> int | None:
    """Place in the film, from 1, of a shot that is added or moved; None: at the end."""
    ids = wish.context.shot_ids
    for at, word in enumerate(wish.words):
        if word in ("before", "after", "between", "behind", "following"):
            there = find_target(wish.part(at + 1, len(wish.tokens)))
            first = wish.tokens[at + 1].quantity if at + 1 < len(wish.tokens) else None
            if word == "between" and first and not first.unit and 0 < first.value < len(ids):
                return int(first.value) + 1
            if not there.ids and wish.words[at + 1 : at + 2] in (["this"], ["it"], ["that"]):
                there = replace(there, ids=(wish.context.selected_shot or ids[0],) if ids else ())
            if there.ids:
                first = ids.index(there.ids[0])
                return first + 1 if word == "before" else first + 2
    if wish.says("at_the_front") and not wish.says("at_the_back"):
        return 1
    number = wish.says("at_place")
    if number:
        value = wish.number("")
        return int(value.value) if value else None
    return None


# --- split, double ---------------------------------------------------------------------------------------------------


def _split(wish: Wish, target: Target) -> Calls | None:
    mark = wish.first("split")
    halves = wish.says("in_halves")
    number = wish.number("s", "frame", "clock")
    at_it = number is not None and wish.before(number.at, 1) == ["at"]
    if mark is None and halves and target.ids and (at_it or wish.number("s", "%") is None):
        return [call(wish, "split_shot", shot=target.ids[0], at_s=seconds(wish, signed=False) if at_it else None)]
    if mark is None or (wish.has("move") and not wish.word("shot", "clip", "scene", "it")):
        return None
    said = " ".join(wish.words[mark.start : mark.end])
    if (said == "cut at" and not wish.numbers) or "screen" in wish.after(mark.end, 1):
        return None
    shot = target.ids[0] if target.ids else None
    at = seconds(wish, signed=False)
    return [call(wish, "split_shot", shot=shot, at_s=at)]


def _doubled(wish: Wish, target: Target) -> Calls | None:
    if wish.says("shown_twice") and len(target.ids) == 1 and not _says_more(wish) and not wish.has("length"):
        return [call(wish, "duplicate_shot", shot=target.ids[0])]
    mark = wish.first("duplicate")
    if mark is None or wish.has("history", "branch") or wish.word("grade", "look", "camera"):
        return None
    if not (target.ids or wish.has("shotword") or wish.word("it", "this", "that")):
        return None
    if wish.words[mark.start].startswith("repeat") and not wish.has("shotword") and not target.ids:
        return None
    placed = wish.says("as_an_edge_shot")
    source = find_target(wish.part(0, wish.words.index("as"))) if placed else target
    at = (1 if wish.word("opening", "first") else len(wish.context.shot_ids) + 1) if placed else None
    return [call(wish, "duplicate_shot", shot=source.ids[0] if source.ids else None, position=at)]


# --- remove ----------------------------------------------------------------------------------------------------------


def _removed(wish: Wish, target: Target) -> Calls | None:
    verb = wish.first("act", "remove") or _cutting(wish)
    if wish.says("removes_all_but") and target.ids and not wish.texts:
        return [call(wish, "remove_shot", shots=listed(target.ids))]
    if verb is None or not target.ids or target.all or _says_more(wish):
        return None
    said = " ".join(w for w in wish.words[verb.start : verb.end] if w not in ("a", "the"))
    if said in ("stop", "stops") or _thing_in_it(wish, verb, target):
        return None
    if target.by_content and not wish.has("shotword") and not _names_the_shot(wish, target, said):
        return None
    if len(target.ids) == len(wish.context.shot_ids):
        return [
            ask(
                "That would take out every shot. Which one should go?",
                tuple(f"shot {n}" for n in range(1, len(target.ids) + 1)),
            )
        ]
    shot, *others = target.ids
    return [call(wish, "remove_shot", shots=listed(target.ids)) if others else call(wish, "remove_shot", shot=shot)]


def _beyond(wish: Wish) -> Calls | None:
    """ "lose everything after the pour": all shots on one side of another go."""
    found = wish.held("all_beyond")
    side = found.get("side", "")
    if (
        not found
        or not (wish.has("act", "remove") or wish.word("cut"))
        or side not in ("after", "behind", "past", "following", "before")
    ):
        return None
    at = wish.words.index(side)
    anchor = find_target(wish.part(at + 1, len(wish.tokens))).ids
    if len(anchor) != 1:
        return None
    ids = wish.context.shot_ids
    place = ids.index(anchor[0])
    gone = ids[:place] if side == "before" else ids[place + 1 :]
    return [call(wish, "remove_shot", shots=listed(gone))] if gone else None


def _kept_only(wish: Wish, target: Target) -> Calls | None:
    """ "keep only the exterior", "just the first two shots": all others go."""
    rest = tuple(shot for shot in wish.context.shot_ids if shot not in target.ids)
    if not target.ids or not rest or not (wish.says("keeps_only") or _names_only(wish, target)) or _says_more(wish):
        return None
    return [call(wish, "remove_shot", shots=listed(rest))]


def _names_only(wish: Wish, target: Target) -> bool:
    """ "just the exterior and the cup please": the shots that stay and no other word."""
    spans = {at for a, b in target.spans for at in range(a, b)}
    left = {word for at, word in enumerate(wish.words) if at not in spans} - _BESIDE_NAMES
    several = len(target.ids) > 1 or wish.word("keep", "use")
    return several and wish.says("only_these") and not left


_BESIDE_NAMES = frozenset(
    [
        "i",
        "we",
        "want",
        "need",
        "just",
        "only",
        "the",
        "and",
        "a",
        ",",
        "shot",
        "shots",
        "clip",
        "clips",
        "please",
        "keep",
        "use",
    ]
)


def _thing_in_it(wish: Wish, verb: Mark, target: Target) -> bool:
    """ "remove the table in the last shot": a thing goes, the shot stays."""
    start = min((a for a, _ in target.spans), default=0)
    between = wish.words[verb.end : start]
    if {"shot", "clip", "scene"} & set(between):
        return False
    return bool({"in", "from", "on", "of"} & set(between)) and any(
        w.isalpha() and len(w) > 3 and w != "from" for w in between
    )


def _cutting(wish: Wish) -> Mark | None:
    """ "cut the exterior (out)"; not "cut to", "cut it down", "cut in half"."""
    at = next(
        (n for n, word in enumerate(wish.words) if word in ("cut", "chop", "throw", "leave") and _verb_at(wish, n)),
        None,
    )
    if wish.words[:2] == ["out", "with"] or wish.says("gets_out"):
        return Mark("act", "remove", "", 0, 1)
    if at is None or wish.word("down", "short", "half", "two", "between", "into", "to", "sooner", "earlier", "back"):
        return None
    if wish.words[at] != "cut" and "out" not in wish.words[at:]:
        return None
    return Mark("act", "remove", "", at, at + 1)


def _verb_at(wish: Wish, at: int) -> bool:
    """ "cut the exterior", not "a snappier cut"."""
    return at == 0 or wish.words[at - 1] in (
        "please",
        "just",
        "to",
        "and",
        "us",
        "you",
        "should",
        "we",
        "then",
        "can",
        "could",
        "i",
        "also",
    )


def _says_more(wish: Wish) -> bool:
    """Whether something of the shot goes and not the shot: its move, its look, a second of it."""
    if any(wish.has(tag) for tag in (*_BLOCKING, "transition", "static")) or any(n.unit for n in wish.measures):
        return True
    if any(wish.has("thing", name) for name in ("overlay", "transition", "text", "sound")):
        return True
    moves = [
        m
        for m in wish.all("move")
        if m.value not in ("any", "travel") or wish.words[m.start] in ("movement", "motion", "move", "moves", "camera")
    ]
    return bool(moves) or wish.has("except") or wish.word("down")


def _names_the_shot(wish: Wish, target: Target, verb: str) -> bool:
    """Whether the word used names the shot itself (its first noun, or a place), with a verb of the cutting room."""
    shot = wish.context.shot(target.ids[0])
    named = {stem(wish.words[a]) for a, _ in target.spans}
    if named & {stem(word) for word in _PLACES_NOT_THINGS}:
        return True
    words = [stem(word) for word in re.findall(r"[a-z]+", shot.description.lower())]
    head = next((word for word in words if word in content_words(shot)), "")
    doing = {stem(word) for word in re.findall(r"[a-z]+ing\b", shot.description.lower())}
    return verb in _SHOT_VERBS and (head in named or bool(doing & named))
