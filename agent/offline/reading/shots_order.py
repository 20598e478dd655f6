"""The order of shots: swap two, put one before, after or at an end."""

from dataclasses import replace
from itertools import pairwise

from agent.offline.calls import Calls, ask, call
from agent.offline.reading.look_words import PROPERTIES
from agent.offline.targets import find_target
from agent.offline.wish import Mark, Wish

_BLOCKING = (
    "prop",
    "bw",
    "animation",
    "lookname",
    "easing",
    "static",
    *(p for p in PROPERTIES if p not in ("tint", "shadows")),
)
"""Tags of wishes that are about something else."""


def read_order(wish: Wish) -> Calls | None:
    """The call of a wish about the order of shots; None where it says nothing of it."""
    if len(wish.context.shot_ids) < 2 or any(wish.has(tag) for tag in _BLOCKING) or _timed(wish):
        return None
    if any(not _carries(wish, m) for m in wish.all("move")) or wish.has("speed"):
        return None
    return (
        _numbered(wish)
        or _by_names(wish)
        or _swapped(wish)
        or _by_one(wish)
        or _beside(wish)
        or _to_edge(wish)
        or _reversed(wish)
    )


def _carries(wish: Wish, mark: Mark) -> bool:
    """ "come in last", "pull it forward": words of a move that carry a shot."""
    return mark.value in ("any", "travel", "pull", "push") or wish.words[mark.start] in ("come", "comes", "go", "goes")


def _timed(wish: Wish) -> bool:
    return (
        wish.number("s", "frame", "%", "stop", "db", "degree") is not None
        or wish.has("transition")
        or wish.has("thing", "transition")
    )


def _by_one(wish: Wish) -> Calls | None:
    """ "move the cup one place earlier"."""
    ids, there = wish.context.shot_ids, find_target(wish).ids
    if not wish.says("shifted_by_one") or len(there) != 1 or not wish.has("order", "move"):
        return None
    place = ids.index(there[0]) + (0 if wish.word("earlier", "sooner", "forward", "up") else 2)
    return [call(wish, "move_shot", shot=there[0], position=place)] if 1 <= place <= len(ids) else None


def _reversed(wish: Wish) -> Calls | None:
    if not wish.says("order_reversed"):
        return None
    ids = list(wish.context.shot_ids)
    if len(ids) > 3:
        return [ask("Which shots should trade places?", ("the first and the last",))]
    return [call(wish, "swap_shots", first=ids[0], second=ids[-1])]


def _numbered(wish: Wish) -> Calls | None:
    """ "3 1 2 is the order I need": every shot by its number, in the order that is wanted."""
    ids = list(wish.context.shot_ids)
    places = [int(n.value) for n in wish.numbers if n.unit == ""]
    if len(ids) < 3 or len(wish.numbers) != len(places) or sorted(places) != list(range(1, len(ids) + 1)):
        return None
    if not wish.word("order", "sequence", "arrange", "rearrange", "reorder", "resequence", "running"):
        return None
    return _in_one_step(wish, ids, [ids[place - 1] for place in places])


def _by_names(wish: Wish) -> Calls | None:
    """ "the order should be cup, exterior, barista", "cup, then exterior, then barista"."""
    ids = list(wish.context.shot_ids)
    edges = [0, *(at + 1 for at, word in enumerate(wish.words) if word in (",", "then", "and")), len(wish.words)]
    named = [find_target(wish.part(a, b)).ids for a, b in pairwise(edges) if set(wish.words[a:b]) - {"then"}]
    wanted = [shots[0] for shots in named if len(shots) == 1]
    told = wish.word("order", "sequence", "then") or len(wish.words) <= 3 * len(ids)
    if len(ids) < 3 or not told or len(wanted) != len(named) or sorted(wanted) != sorted(ids):
        return None
    return _in_one_step(wish, ids, wanted)


def _in_one_step(wish: Wish, now: list[str], wanted: list[str]) -> Calls | None:
    """The one move or swap that brings shots into an order; a question where it takes more than one."""
    for shot in now:
        position = wanted.index(shot)
        others = [other for other in now if other != shot]
        if [*others[:position], shot, *others[position:]] == wanted != now:
            return [call(wish, "move_shot", shot=shot, position=position + 1)]
    misplaced = [shot for shot, place in zip(now, wanted, strict=True) if shot != place]
    if len(misplaced) == 2:
        return [call(wish, "swap_shots", first=misplaced[0], second=misplaced[1])]
    return [ask("Which shot should come first?", tuple(f"shot {now.index(shot) + 1} first" for shot in wanted[:1]))]


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


def _to_edge(wish: Wish) -> Calls | None:
    """ "cup first", "start with the barista", "move the exterior to the end"."""
    edge = _edge(wish)
    if edge is None:
        return None
    place, span = edge
    ids, selected = wish.context.shot_ids, wish.context.selected_shot
    subject = find_target(wish.leaving_out([span]))
    if not subject.ids and wish.word("it", "that") and selected in ids and wish.context.last_edit is not None:
        subject = replace(subject, ids=(str(selected),))
    if len(subject.ids) != 1:
        return None
    named = {"first": 1, "last": len(ids), "middle": (len(ids) + 1) // 2}
    position = place if isinstance(place, int) else named.get(place, 1)
    return [call(wish, "move_shot", shot=subject.ids[0], position=position)]


def _edge(wish: Wish) -> tuple[str | int, tuple[int, int]] | None:
    back = next(
        (n for n, word in enumerate(wish.words) if word == "back" and wish.words[max(0, n - 2) : n] == ["to", "the"]),
        None,
    )
    if back is not None and wish.has("order", "move") and wish.has("shotword"):
        return "last", (back - 2, back + 1)
    becomes = wish.says("becomes_edge")
    if becomes:
        at = max(n for n, word in enumerate(wish.words) if word in ("opening", "closing", "first", "last", "final"))
        return ("first" if wish.words[at] in ("opening", "first") else "last"), (at, len(wish.words))
    spot = wish.says("to_place")
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
    if said in ("opener", "closer", "opening", "ending", "finale") and wish.word("make", "as", "be"):
        return ends
    return ends and verb and wish.before(mark.start, 1)[:1] in (["to"], ["at"], ["as"], ["be"], ["up"])
