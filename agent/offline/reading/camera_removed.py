"""Moves that are taken out: "lose the pan", "just the orbit", "steadier"."""

from agent.offline.calls import Calls, ask, call, listed
from agent.offline.lexicon import ARTICLES
from agent.offline.reading.camera_wish import Camera
from agent.offline.reading.moves import FAMILIES, Named, candidates, with_kind
from agent.offline.targets import Target
from agent.offline.wish import Mark, Wish
from store.wording import MOVE_NAMES

_BESIDE = frozenset(["on", "in", "at", "during", "from", "to", "with", "into"])


def read_kept_only(camera: Camera) -> Calls | None:
    """ "just the orbit, no shake": the other moves of the shot go."""
    kept, wish = camera.main, camera.wish
    if kept is None or not kept.there or wish.numbers or not wish.says("keeps_only_move"):
        return None
    others = {m.kind for shot in candidates(wish.context, camera.target) for m in shot.camera} - {kept.kind}
    return [call(wish, "remove_move", kind=kind, shots=listed(camera.shots)) for kind in sorted(others)] or None


def read_removed(camera: Camera) -> Calls | None:
    wish, main = camera.wish, camera.main
    if wish.has("stabilise"):
        return _stabilised(camera)
    if not _denies(camera) or wish.has("speed") or wish.has("speedprop") or wish.has("easing") or _about_easing(wish):
        return None
    if main is None:
        generic = wish.first("move", "any")
        if generic is None or wish.has("amount") or wish.has("more"):
            return None
        everywhere = ["all"] if wish.has("all") and not camera.shots else camera.shots
        return [call(wish, "remove_move", shots=listed(everywhere))]
    kinds = [n.kind for n in camera.named if n.there and n.kind is not None and not _is_kept(wish, n.mark)]
    if not kinds:
        return [missing_move(camera.wish, camera.target, main)]
    return [call(wish, "remove_move", kind=kind, shots=listed(camera.shots)) for kind in dict.fromkeys(kinds)]


def _is_kept(wish: Wish, mark: Mark) -> bool:
    """ "no shake, but still orbit"."""
    return bool({"still", "keep", "keeping", "leave"} & set(wish.before(mark.start, 1)))


def _about_easing(wish: Wish) -> bool:
    """ "drop the easing on the push": the easing goes, not the push."""
    return wish.word("easing", "ease", "ramp", "ramps", "curve", "acceleration", "jolt", "jerk") is True


def _denies(camera: Camera) -> bool:
    """Whether the move itself is to go; "don't push in so far" and "less shake" only want less of it."""
    wish = camera.wish
    if wish.has("more", "less") or (wish.word("so", "as", "too", "that") and wish.word("not", "too")):
        return False
    if wish.says("stops_halfway") or (wish.has("negation") and wish.word("until", "till")):
        return False
    held = {at for a, b in camera.target.spans for at in range(a, b)}
    if any(n.at not in held for n in wish.measures) or wish.has("factor") or wish.has("amount"):
        return False
    if wish.has("history", "undo") and camera.main is not None:
        return True
    if wish.says("cut_the_move") and not wish.word("down", "back"):
        return True
    removals = [m for m in wish.all("act", "remove") if not _part_of_move(camera, m) and not _stops_itself(wish, m)]
    denials = [*removals, *wish.all("negation"), *wish.all("act", "off")]
    if denials and camera.main is not None and all(_denies_another(camera, mark) for mark in denials):
        return False
    if removals:
        return not (wish.word("some", "bit", "little") and wish.word("of")) and not _only_drops(wish)
    if wish.has("act", "off") and (wish.has("negation") or wish.word("off", "disable")):
        return True
    return wish.has("negation") and not wish.word("enough")


def _denies_another(camera: Camera, mark: Mark) -> bool:
    """ "no ramps on the push": a preposition parts what is denied from the move."""
    between = camera.wish.words[mark.end : camera.main.mark.start] if camera.main else []
    return any(word in _BESIDE and at > 0 for at, word in enumerate(w for w in between if w not in ARTICLES))


def _stops_itself(wish: Wish, mark: Mark) -> bool:
    """ "the pan should stop dead": it is not to be taken out."""
    return wish.words[mark.start] == "stop" and wish.words[max(0, mark.start - 1)] in ("should", "must", "to", "will")


def _part_of_move(camera: Camera, mark: Mark) -> bool:
    """ "add a pull out": the "out" of a move takes nothing out."""
    within = any(n.mark.start <= mark.start < n.mark.end for n in camera.named)
    return within and camera.wish.has("act", "add")


def _only_drops(wish: Wish) -> bool:
    said = {" ".join(wish.words[m.start : m.end]) for m in wish.all("act", "remove")}
    return said <= {"drop", "drops", "dropping", "cut"} and bool(wish.word("down", "speed", "pace", "to", "back"))


def _stabilised(camera: Camera) -> Calls | None:
    wish = camera.wish
    if not with_kind(wish.context, camera.target, "handheld"):
        return [
            ask(
                "There is no shake in it. Which move should be calmer?",
                ("slow the camera down", "no camera move at all"),
            )
        ]
    if wish.has("degree") or wish.has("more"):
        return [
            call(wish, "change_move", property="amount", direction="less", kind="handheld", shots=listed(camera.shots))
        ]
    return [call(wish, "remove_move", kind="handheld", shots=listed(camera.shots))]


def missing_move(wish: Wish, target: Target, named: Named):
    """The question where a wish is about a move that is not there."""
    kinds = FAMILIES.get(named.family, ())
    name = MOVE_NAMES[named.kind] if named.kind else named.family
    there = [MOVE_NAMES[m.kind] for shot in candidates(wish.context, target) for m in shot.camera]
    has = f"there is {', '.join(dict.fromkeys(there))}" if there else "the camera stands still"
    options = [
        f"add a {name}" if named.kind or not kinds else f"add a {MOVE_NAMES[kinds[0]]}",
        *(f"change the {n}" for n in dict.fromkeys(there)),
    ]
    return ask(f"There is no {name} there; {has}. What should I do?", options[:3])
