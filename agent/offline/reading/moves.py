"""Moves as people name them: families and ways ("crab left"), read against the moves there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from agent.offline.context import Context
from agent.offline.lexicon import ARTICLES, lexicon
from agent.offline.targets import Target, find_target
from agent.offline.wish import Mark, Wish
from agent.offline.word_sets import word_set
from store.scene import MOVE_KINDS, OPPOSITE, Move, MoveKind, Shot

FAMILIES: dict[str, tuple[MoveKind, ...]] = {
    "push": ("push_in",),
    "pull": ("pull_out",),
    "dolly": ("push_in", "pull_out", "truck_left", "truck_right"),
    "track": ("truck_left", "truck_right"),
    "pan": ("pan_left", "pan_right"),
    "tilt": ("tilt_up", "tilt_down"),
    "roll": ("roll_cw", "roll_ccw"),
    "zoom": ("zoom_in", "zoom_out"),
    "orbit": ("orbit_left", "orbit_right"),
    "pedestal": ("pedestal_up", "pedestal_down"),
    "handheld": ("handheld",),
}
_IN_OUT: dict[str, MoveKind] = {"in": "push_in", "out": "pull_out"}
_TRAVEL: dict[str, MoveKind] = {
    "in": "push_in", "out": "pull_out", "left": "truck_left", "right": "truck_right", "up": "pedestal_up",
    "down": "pedestal_down",
}  # fmt: skip
_WAYS: dict[str, dict[str, MoveKind]] = {
    "push": {"in": "push_in", "out": "pull_out"},
    "pull": {"in": "push_in", "out": "pull_out"},
    "dolly": _TRAVEL,
    "track": _TRAVEL,
    "travel": _TRAVEL,
    "any": _TRAVEL,
    "pan": {"left": "pan_left", "right": "pan_right", "up": "tilt_up", "down": "tilt_down"},
    "tilt": {"up": "tilt_up", "down": "tilt_down", "left": "roll_ccw", "right": "roll_cw"},
    "roll": {"left": "roll_ccw", "right": "roll_cw", "cw": "roll_cw", "ccw": "roll_ccw"},
    "zoom": {"in": "zoom_in", "out": "zoom_out"},
    "orbit": {"left": "orbit_left", "right": "orbit_right", "cw": "orbit_left", "ccw": "orbit_right"},
    "pedestal": {"up": "pedestal_up", "down": "pedestal_down"},
    "handheld": {},
}
_ALONE: dict[str, MoveKind] = {"push": "push_in", "pull": "pull_out", "handheld": "handheld"}
"""Families that need no way."""
_QUESTIONS = {
    "pan": ("Pan which way?", ("pan left", "pan right")),
    "tilt": ("Tilt which way?", ("tilt up", "tilt down")),
    "track": ("Which way should the camera travel?", ("truck left", "truck right")),
    "orbit": ("Orbit which way?", ("orbit left", "orbit right")),
    "roll": ("Roll which way?", ("roll clockwise", "roll counterclockwise")),
    "pedestal": ("Up or down?", ("pedestal up", "pedestal down")),
    "zoom": ("In or out?", ("zoom in", "zoom out")),
    "dolly": ("In or out?", ("push in", "pull out")),
}


_SHOTS = frozenset({"shot", "shots", "clip", "clips", "scene", "scenes"})
_PACING = word_set("pacing")
"""Verbs whose "down" and "up" are no way of the camera: "slow the camera down"."""
_DETERMINERS = frozenset(
    {"the", "that", "this", "a", "our", "my", "opening", "first", "last", "barista", "cup", "slow"}
)


@dataclass(frozen=True)
class Named:
    """A move named in a wish. `kind` is None where the words leave it open ("pan"); `there` says whether the shots
    that may be meant have it."""

    family: str
    kind: MoveKind | None
    there: bool
    mark: Mark
    way_said: bool = True

    @property
    def question(self) -> tuple[str, tuple[str, ...]]:
        """What to ask where the way is open."""
        return _QUESTIONS.get(
            self.family, ("Which move should it be?", ("push in", "pull out", "pan right", "tilt up"))
        )


def candidates(context: Context, target: Target) -> tuple[Shot, ...]:
    """The shots that may be meant."""
    ids = target.ids or context.shot_ids
    return tuple(shot for shot in context.scene.shots if shot.id in ids)


def named_moves(wish: Wish, target: Target) -> list[Named]:
    """The moves a wish names, in order. Generic words ("camera", "movement") count only with a way."""
    there: set[MoveKind] = {move.kind for shot in candidates(wish.context, target) for move in shot.camera}
    found: list[Named] = []
    marks = wish.all("move")
    for mark in [m for m in marks if not _outdone(m, marks)]:
        if any(mark.start < other.mark.end and other.mark.start < mark.end for other in found):
            continue
        named = _named(wish, mark, there)
        if named is not None:
            found.append(named)
    return _without_verbs(wish, found)


def _outdone(mark: Mark, marks: list[Mark]) -> bool:
    """Whether an overlapping name tells the kind where this one tells the family: "whip pan" in "whip pan left"."""
    overlaps = (m for m in marks if m is not mark and m.start < mark.end and mark.start < m.end)
    return mark.value in FAMILIES and any(m.value in MOVE_KINDS and m.value not in FAMILIES for m in overlaps)


def _without_verbs(wish: Wish, found: list[Named]) -> list[Named]:
    """ "have the pan go left", "push the orbit's centre up": a verb that only carries another move is none itself."""
    found = [n for at, n in enumerate(found) if n.kind is None or n.kind not in [other.kind for other in found[:at]]]
    if len(found) > 1 and any(
        m.start == found[0].mark.start and m.tag == "act" and m.value == "add" for m in wish.marks
    ):
        found = found[1:]
    nouns = [n for n in found if n.family != "travel"]
    led = next((n for n in found if n.family == "travel" and nouns and n.kind in FAMILIES[nouns[0].family]), None)
    if led is not None and nouns[0].kind is None:
        return [led]
    if nouns:
        found = [n for n in found if n.family != "travel" or _leads(n.mark, nouns[0].mark) or _is_noun(wish, n.mark)]
    if len(found) > 1 and found[0].family in ("push", "pull") and not found[0].there and found[1].there:
        first = found[0].mark
        if first.end - first.start == 1 and wish.words[first.end : first.end + 1] == ["the"]:
            return found[1:]
    return found


def _is_noun(wish: Wish, travel: Mark) -> bool:
    """ "replace the sway with a slow drift to the right": the second move is called by a verb's word."""
    at = travel.start - 1
    while at >= 0 and wish.words[at] not in ("a", "an") and not any(m.end == at + 1 for m in wish.all("move")):
        at -= 1
    return travel.start - at <= 3 and at >= 0 and wish.words[at] in ("a", "an") and wish.has("act", "replace")


def _leads(travel: Mark, noun: Mark) -> bool:
    """ "glide in with a pan": the verb before a noun is a move of its own, "camera" before one is not."""
    return travel.value != "any" and travel.start < noun.start


def _named(wish: Wish, mark: Mark, there: set[MoveKind]) -> Named | None:
    value = "push_in" if mark.value == "push_in_also" else mark.value
    if _particle_of_a_verb(wish, mark) or _in_a_shot(wish, mark):
        value = _family_word(wish.words[mark.start]) or value
    if value in MOVE_KINDS:
        kind: MoveKind = value  # type: ignore[assignment]
        kind = _lay(kind, there, wish)
        return Named(_family_of(kind), kind, kind in there, mark)
    if _is_no_move(wish, mark):
        return None
    way = _way(wish, mark)
    kind_by_way = _WAYS[value].get(way) if way else None
    if (
        value == "travel"
        and wish.words[mark.start] in ("ease", "eases")
        and wish.words[mark.end : mark.end + 1] in (["it"], ["that"], ["this"])
    ):
        return None
    if value in ("travel", "any"):
        return Named("travel", kind_by_way, kind_by_way in there, mark) if kind_by_way else None
    if kind_by_way is not None:
        lay = _lay(kind_by_way, there, wish)
        return Named(value, lay, lay in there, mark)
    present: list[MoveKind] = [kind for kind in FAMILIES[value] if kind in there]
    if not present and value == "zoom" and (wish.says("of_the_lens") or _not_of_the_camera(wish)):
        opposed = "zoom_out" if "pull_out" in there else "zoom_in"
        return Named(value, opposed, False, mark)
    if not present and value == "zoom":
        twins: tuple[MoveKind, ...] = ("push_in", "pull_out")
        present = [kind for kind in twins if kind in there]
    if not present and value in ("push", "pull"):
        zoom: MoveKind = "zoom_in" if value == "push" else "zoom_out"
        present = [zoom] if zoom in there else []
    if len(present) == 1:
        return Named(value, present[0], True, mark, way_said=False)
    return Named(value, _ALONE.get(value), False, mark, way_said=value in _ALONE)


def _particle_of_a_verb(wish: Wish, mark: Mark) -> bool:
    """ "dial the push back": "push back" is no move here, "back" belongs to "dial"."""
    apart = any(m.form == "apart" and m.start == mark.end - 1 for m in wish.marks)
    if not apart or mark.end - mark.start != 2 or mark.start == 0:
        return False
    verb = _verb_before(wish, mark)
    return verb or wish.words[mark.start - 1] in _DETERMINERS


def _verb_before(wish: Wish, mark: Mark) -> bool:
    """Whether a verb with a particle stands before a move, and is not itself the name of one."""
    names = {word for m in wish.all("move") if m.value in FAMILIES for word in wish.words[m.start : m.end]}
    return any(word in lexicon().apart and word not in names for word in wish.words[: mark.start])


def _in_a_shot(wish: Wish, mark: Mark) -> bool:
    """ "no camera moves in shot 2": the "in" belongs to the shot."""
    if wish.words[mark.end - 1] != "in" or mark.end - mark.start < 2:
        return False
    if wish.after(mark.end, 1)[:1] in (["film"], ["video"], ["movie"], ["edit"], ["piece"], ["whole"]):
        return True
    spans = find_target(wish).spans
    return any(
        _SHOTS & set(wish.words[a:b]) and not set(wish.words[mark.end : a]) - ARTICLES
        for a, b in spans
        if a >= mark.end
    )


def _family_word(word: str) -> str | None:
    found = lexicon().match([word], 0)
    return next((s.value for s in found[1] if s.tag == "move"), None) if found else None


_OF_THE_CAMERA = frozenset({"dolly", "push", "pull", "move", "travel", "physical"})


def _lay(kind: MoveKind, there: set[MoveKind], wish: Wish) -> MoveKind:
    """ "zoom" from a layperson means the push or pull that is there; a push likewise the zoom."""
    twins: dict[MoveKind, MoveKind] = {
        "zoom_in": "push_in",
        "zoom_out": "pull_out",
        "push_in": "zoom_in",
        "pull_out": "zoom_out",
    }
    twin = twins.get(kind)
    if kind.startswith("zoom") and (wish.says("of_the_lens") or _not_of_the_camera(wish)):
        return kind
    named = {m.value for m in wish.all("move")} & {"push", "push_in", "pull", "pull_out", "dolly"}
    if twin is None or kind in there or wish.has("act", "add") or (kind.startswith("zoom") and named):
        return kind
    if twin in there or (kind.startswith("zoom") and OPPOSITE[twin] in there):
        return twin
    if not kind.startswith("zoom") and OPPOSITE[twin] in there and OPPOSITE[kind] not in there:
        return twin
    return kind


def _not_of_the_camera(wish: Wish) -> bool:
    """ "a zoom instead of the dolly"."""
    return bool({token.word for token in wish.instead} & _OF_THE_CAMERA)


def _family_of(kind: MoveKind) -> str:
    return next(family for family, kinds in FAMILIES.items() if kind in kinds)


def _is_no_move(wish: Wish, mark: Mark) -> bool:
    """ "push the contrast", "roll off the highlights": verbs that move a value, not the camera."""
    said = wish.words[mark.start]
    if mark.value in ("push", "pull") and any(
        wish.has(tag) for tag in ("prop", "temperature", "tint", "saturation", "edges")
    ):
        return not wish.word("camera")
    return (
        mark.value == "roll"
        and said in ("roll", "rolls", "rolling")
        and wish.word("off", "again", "camera") is True
        and not wish.word("degrees")
    )


def _way(wish: Wish, mark: Mark) -> str | None:
    """The way said with a family: behind it ("pan slowly to the left"), or right before it ("left pan")."""
    for other in wish.all("way"):
        if other.start < mark.end:
            continue
        if other.start - mark.end > 6 or _next_move(wish, mark, other):
            break
        if _of_a_verb(wish, mark, other) or _of_a_pronoun(wish, mark, other):
            continue
        if other.value == "in" and _preposition(wish, other):
            continue
        if other.value in _WAYS[mark.value]:
            return other.value
    for other in wish.all("way"):
        if wish.words[other.start] in ("back", "away", "out", "forward") or other.form == "apart":
            continue
        if 0 <= mark.start - other.end <= 1 and other.value in _WAYS[mark.value] and wish.words[other.start] != "in":
            return other.value
    return None


def _of_a_verb(wish: Wish, mark: Mark, way: Mark) -> bool:
    """ "dial the push back", "calm that pan down": the particle belongs to the verb before the move."""
    if mark.start == 0:
        return False
    if mark.value in ("any", "travel"):
        return way.value not in ("left", "right") and bool(_PACING & set(wish.words[: mark.start]))
    apart = any(m.form == "apart" and m.start == way.start for m in wish.marks)
    verb = _verb_before(wish, mark)
    return apart and (verb or wish.words[mark.start - 1] in _DETERMINERS)


def _of_a_pronoun(wish: Wish, mark: Mark, way: Mark) -> bool:
    """ "this push is sprinting, chill it out": the particle belongs to the verb before "it"."""
    at = way.start - 2
    return (
        at >= mark.end
        and wish.words[at + 1] in ("it", "that", "this", "them", "things")
        and "," in wish.words[mark.end : at + 1]
    )


def _next_move(wish: Wish, mark: Mark, way: Mark) -> bool:
    return any(mark.end <= m.start < way.start and m.value not in ("any", "travel") for m in wish.all("move"))


def _preposition(wish: Wish, mark: Mark) -> bool:
    """ "pan in the first shot": this "in" is no way."""
    said = wish.words[mark.start]
    following = wish.words[mark.end] if mark.end < len(wish.words) else ""
    return said == "in" and (following in ARTICLES | {"this", "that", "shot", "every", "all"})


def only_move(context: Context, target: Target, *, turning: bool = False) -> tuple[Shot, Move] | None:
    """The one move that may be meant; with `turning` handheld sway does not count (it has no way and no pace)."""
    pairs = [(shot, move) for shot in candidates(context, target) for move in shot.camera]
    if turning and len(pairs) > 1:
        pairs = [(shot, move) for shot, move in pairs if move.kind != "handheld"]
    if len(pairs) > 1 and not target.ids and context.selected_shot:
        pairs = [(shot, move) for shot, move in pairs if shot.id == context.selected_shot]
    return pairs[0] if len(pairs) == 1 else _changed_last(context, pairs)


def _changed_last(context: Context, pairs: Sequence[tuple[Shot, Move]]) -> tuple[Shot, Move] | None:
    """Of several moves the one that was made or changed last: "slower" right after "pan right as well"."""
    call = context.last_edit.call if context.last_edit else None
    kind = (call.args.get("to") or call.args.get("kind")) if call is not None else None
    same = [pair for pair in pairs if pair[1].kind == kind]
    return same[0] if len(same) == 1 else None


def with_kind(context: Context, target: Target, kind: MoveKind) -> tuple[tuple[Shot, Move], ...]:
    """Where that move is among the shots that may be meant."""
    return tuple((s, m) for s in candidates(context, target) for m in s.camera if m.kind == kind)


def pace(wish: Wish) -> str | None:
    """ "slow", "fast" of a new move."""
    mark = wish.first("speed")
    if mark is None:
        return None
    return "fast" if mark.value.startswith("plus") else "slow"
