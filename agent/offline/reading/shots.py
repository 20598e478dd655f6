"""The shots of the film: add, take out, order, double, split."""

import re

from agent.offline.calls import Calls, ask, call
from agent.offline.reading.topics import seconds
from agent.offline.targets import Target, content_words, find_target, stem
from agent.offline.wish import Mark, Wish

_SHOT_VERBS = frozenset(
    {
        "cut",
        "drop",
        "lose",
        "skip",
        "scrap",
        "axe",
        "ditch",
        "bin",
        "kill",
        "cut out",
        "trim",
        "dropping",
        "losing",
        "omit",
        "leave out",
        "trash",
        "chuck",
        "nix",
        "do not need",
        "not need",
        "edit out",
        "do without",
        "snip out",
        "no longer need",
        "toss out",
    }
)
_PLACES_NOT_THINGS = frozenset({"exterior", "interior", "opening", "ending", "outside", "establishing", "closeup"})
_BLOCKING = (
    "prop",
    "temperature",
    "exposure",
    "contrast",
    "saturation",
    "bw",
    "highlights",
    "vignette",
    "grain",
    "fade",
    "animation",
    "lookname",
)


def read_shots(wish: Wish, target: Target) -> Calls | None:
    """The calls of a wish about which shots there are and in which order."""
    if any(wish.has("thing", name) for name in ("captions", "music", "voiceover", "logo")):
        return None
    return (
        _added(wish)
        or _split(wish, target)
        or _doubled(wish, target)
        or _ordered(wish, target)
        or _removed(wish, target)
    )


# --- add -------------------------------------------------------------------------------------------------------------


def _added(wish: Wish) -> Calls | None:
    new = wish.first("newshot")
    if new is None or not _is_new(wish, new):
        return None
    length = seconds(wish, signed=False)
    description = _described(wish, new)
    return [call(wish, "add_shot", description=description or None, duration_s=length, position=_place(wish))]


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
            "want shot",
            "put shot",
            "end card",
            "end slate",
            "end screen",
        )
    ):
        return not wish.has("except")
    return wish.has("act", "add") or (
        wish.word("need", "want", "put", "include", "insert") and bool(_described(wish, new))
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
    if word in (",", ".", ";") or (
        wish.tokens[at].quantity is not None and wish.tokens[at].quantity.unit in ("s", "frame")
    ):  # type: ignore[union-attr]
        return True
    if word in ("after", "before", "between") or (
        word == "for" and at + 1 < len(wish.tokens) and wish.tokens[at + 1].quantity
    ):
        return True
    return word in ("at", "to", "as") and following[:1] in (
        ["end"],
        ["start"],
        ["beginning"],
        ["front"],
        ["first"],
        ["last"],
        ["opening"],
        ["closing"],
    )


def _place(wish: Wish) -> int | None:
    """Place in the film, from 1, of a shot that is added or moved; None: at the end."""
    ids = wish.context.shot_ids
    for at, word in enumerate(wish.words):
        if word in ("before", "after", "between", "behind", "following"):
            there = find_target(wish.part(at + 1, len(wish.tokens)))
            if there.ids:
                first = ids.index(there.ids[0])
                return first + 1 if word == "before" else first + 2
    if re.search(
        (
            r"\b(at|to|as) the (very )?(start|beginning|front|top|opening|first)|\b(opening|"
            r"establishing|intro) (shot|clip|scene)|\bup front\b|\bas (the )?(first|opening|opener)\b"
        ),
        wish.plain,
    ):
        return 1
    number = re.search(r"\b(as|position|place|slot) (shot |number )?_n_", wish.plain)
    if number:
        value = wish.number("")
        return int(value.value) if value else None
    return None


# --- split, double ---------------------------------------------------------------------------------------------------


def _split(wish: Wish, target: Target) -> Calls | None:
    mark = wish.first("split")
    halves = re.search(r"\b(cut|chop|split|slice|break|divide) .*\bin(to)? (two|half|halves|_n_)\b", wish.plain)
    if mark is None and halves and target.ids and wish.number("s", "%") is None:
        return [call(wish, "split_shot", shot=target.ids[0])]
    if mark is None or (wish.has("move") and not wish.word("shot", "clip", "scene", "it")):
        return None
    said = " ".join(wish.words[mark.start : mark.end])
    if (said == "cut at" and not wish.numbers) or "screen" in wish.after(mark.end, 1):
        return None
    shot = target.ids[0] if target.ids else None
    at = seconds(wish, signed=False)
    return [call(wish, "split_shot", shot=shot, at_s=at)]


def _doubled(wish: Wish, target: Target) -> Calls | None:
    mark = wish.first("duplicate")
    if mark is None or wish.has("history", "branch") or wish.word("grade", "look", "camera"):
        return None
    if not (target.ids or wish.has("shotword") or wish.word("it", "this", "that")):
        return None
    if wish.words[mark.start].startswith("repeat") and not wish.has("shotword") and not target.ids:
        return None
    return [call(wish, "duplicate_shot", shot=target.ids[0] if target.ids else None)]


# --- order -----------------------------------------------------------------------------------------------------------


def _ordered(wish: Wish, target: Target) -> Calls | None:
    if len(wish.context.shot_ids) < 2 or any(wish.has(tag) for tag in (*_BLOCKING, "easing", "static")) or _timed(wish):
        return None
    if any(m.value not in ("any", "travel", "pull", "push") for m in wish.all("move")) or wish.has("speed"):
        return None
    return _swapped(wish) or _beside(wish) or _to_edge(wish, target) or _reversed(wish)


def _timed(wish: Wish) -> bool:
    return (
        wish.number("s", "frame", "%", "stop", "db", "degree") is not None
        or wish.has("transition")
        or wish.has("thing", "transition")
    )


def _reversed(wish: Wish) -> Calls | None:
    if not re.search(
        r"\b(reverse|flip|invert) the (whole )?(order|sequence|running order)|\bbackwards order\b", wish.plain
    ):
        return None
    ids = wish.context.shot_ids
    if len(ids) > 3:
        return [ask("Which shots should trade places?", ("the first and the last",))]
    return [call(wish, "swap_shots", first=ids[0], second=ids[-1])]


def _swapped(wish: Wish) -> Calls | None:
    flips = wish.word("flip", "reverse", "invert") and len(find_target(wish).ids) == 2
    if not (wish.has("order", "swap") or flips) or (
        wish.has("act", "replace") and wish.word("for") and not wish.has("shotword")
    ):
        return None
    pair = _two(wish)
    if pair is None:
        return None
    return [call(wish, "swap_shots", first=pair[0], second=pair[1])]


def _two(wish: Wish) -> tuple[str, str] | None:
    """The two shots a wish names, in the order of the film."""
    ids = wish.context.shot_ids
    target = find_target(wish)
    if len(target.ids) == 2:
        return target.ids[0], target.ids[1]
    numbers = [int(n.value) for n in wish.numbers if n.unit == "" and 0 < n.value <= len(ids)]
    if len(numbers) == 2 and numbers[0] != numbers[1]:
        return ids[numbers[0] - 1], ids[numbers[1] - 1]
    for at, word in enumerate(wish.words):
        if word in ("and", "with", "for", "&", "to"):
            first, second = find_target(wish.part(0, at)), find_target(wish.part(at, len(wish.words)))
            if len(first.ids) == len(second.ids) == 1 and first.ids != second.ids:
                return first.ids[0], second.ids[0]
    return None


def _beside(wish: Wish) -> Calls | None:
    """ "put the cup before the barista", "the exterior should come after the pour", "between the first two"."""
    for mark in sorted(
        [*wish.all("order", "before"), *wish.all("order", "after"), *wish.all("order", "between")],
        key=lambda m: m.start,
    ):
        first = find_target(wish.part(0, mark.start))
        second = find_target(wish.part(mark.end, len(wish.tokens)))
        if len(first.ids) != 1 or not second.ids or first.ids == second.ids:
            continue
        others = [shot for shot in wish.context.shot_ids if shot != first.ids[0]]
        anchor = others.index(second.ids[0]) if second.ids[0] in others else 0
        place = anchor + 1 if mark.value == "before" else anchor + 2
        return [call(wish, "move_shot", shot=first.ids[0], position=place)]
    return None


def _to_edge(wish: Wish, target: Target) -> Calls | None:
    """ "cup first", "start with the barista", "move the exterior to the end"."""
    edge = _edge(wish)
    if edge is None:
        return None
    place, span = edge
    subject = find_target(wish.leaving_out([span]))
    if len(subject.ids) != 1:
        return None
    ids = wish.context.shot_ids
    position = {"first": 1, "last": len(ids), "middle": (len(ids) + 1) // 2}.get(
        place, place if isinstance(place, int) else 1
    )
    del target
    return [call(wish, "move_shot", shot=subject.ids[0], position=position)]


def _edge(wish: Wish) -> tuple[str | int, tuple[int, int]] | None:
    back = next(
        (n for n, word in enumerate(wish.words) if word == "back" and wish.words[max(0, n - 2) : n] == ["to", "the"]),
        None,
    )
    if back is not None and wish.has("order", "move") and wish.has("shotword"):
        return "last", (back - 2, back + 1)
    spot = re.search(r"\b(to|into|as|in) (the )?(position|place|slot|spot|number|shot) _n_", wish.plain)
    number = wish.number("")
    if spot and number and wish.has("order", "move"):
        return int(number.value), (number.at - 1, number.at + 1)
    verb = wish.has("order", "move") or wish.has("act", "put")
    for mark in [*wish.all("order", "first"), *wish.all("order", "last"), *wish.all("order", "middle")]:
        said = " ".join(w for w in wish.words[mark.start : mark.end] if w not in ("a", "the"))
        if said in (
            "first",
            "last",
            "opening",
            "closing",
            "ending",
            "opener",
            "closer",
            "end",
            "start",
            "beginning",
            "front",
        ):
            if not _edge_alone(wish, mark, said, verb):
                continue
        elif said.split()[0] in ("at", "to", "middle", "in", "second") and not verb and not _nothing_else(wish, mark):
            continue
        return mark.value, (mark.start, mark.end)
    return None


def _nothing_else(wish: Wish, mark: Mark) -> bool:
    """ "exterior at the end please": a shot, a place, and no other word."""
    spans = [(mark.start, mark.end), *find_target(wish.leaving_out([(mark.start, mark.end)])).spans]
    rest = [w for n, w in enumerate(wish.words) if not any(a <= n < b for a, b in spans[:1])]
    return len([w for w in rest if w not in ("the", "a", "shot", "clip", "please", "scene")]) <= 1


def _edge_alone(wish: Wish, mark: Mark, said: str, verb: bool) -> bool:
    """Whether "first" says where to go ("cup first", "put the cup first") and not which shot ("the first shot")."""
    following = wish.after(mark.end, 1)
    if following[:1] and following[0] in ("shot", "clip", "one", "scene", "two", "caption", "_n_", "take"):
        before = wish.before(mark.start, 1)
        placed = before[:1] in (["as"], ["be"], ["become"]) or (
            wish.word("make", "becomes") is True and bool(find_target(wish.part(0, mark.start)).ids)
        )
        return placed and following[0] in ("shot", "clip", "scene", "one")
    ends = not following or following[0] in (",", ".", "then", "and", "please", "instead", "not", "of", "in")
    if said in ("first", "last"):
        return ends and (verb or len(wish.words) <= 4 or wish.word("should", "comes", "goes", "rest", "then"))
    return ends and verb and wish.before(mark.start, 1)[:1] in (["to"], ["at"], ["as"], ["be"], ["up"])


# --- remove ----------------------------------------------------------------------------------------------------------


def _removed(wish: Wish, target: Target) -> Calls | None:
    verb = wish.first("act", "remove") or _cutting(wish)
    if verb is None or not target.ids or target.all or _says_more(wish):
        return None
    said = " ".join(w for w in wish.words[verb.start : verb.end] if w not in ("a", "the"))
    if target.by_content and not wish.has("shotword") and not _names_the_shot(wish, target, said):
        return None
    if len(target.ids) == len(wish.context.shot_ids):
        return [
            ask(
                "That would take out every shot. Which one should go?",
                tuple(f"shot {n}" for n in range(1, len(target.ids) + 1)),
            )
        ]
    return [call(wish, "remove_shot", shot=shot) for shot in target.ids]


def _cutting(wish: Wish) -> Mark | None:
    """ "cut the exterior (out)"; not "cut to", "cut it down", "cut in half"."""
    at = next(
        (n for n, word in enumerate(wish.words) if word in ("cut", "chop", "throw", "leave") and _verb_at(wish, n)),
        None,
    )
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
