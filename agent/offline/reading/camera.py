"""The camera: which move is meant, and what is to become of it."""

import re
from dataclasses import replace

from agent.offline.calls import Calls, ask, call, listed
from agent.offline.polarity import degree_of
from agent.offline.reading.camera_aim import read_aim
from agent.offline.reading.camera_change import read_change, said_amount
from agent.offline.reading.camera_removed import read_kept_only, read_removed
from agent.offline.reading.camera_times import read_times
from agent.offline.reading.camera_wish import Camera
from agent.offline.reading.easing import read_easing
from agent.offline.reading.lengths import bare_length
from agent.offline.reading.moves import Named, candidates, named_moves, only_move, pace, with_kind
from agent.offline.reading.topics import seconds
from agent.offline.targets import Target, find_target
from agent.offline.wish import Wish
from store.scene import OPPOSITE, MoveKind
from store.wording import MOVE_NAMES
from tools.motion import USUAL_AMOUNT
from tools.receipts import ToolCall


def read_camera(wish: Wish, target: Target) -> Calls | None:
    """The calls of a wish about the camera; None where it says nothing of it."""
    named = tuple(named_moves(wish, target))
    camera = Camera(wish, _with_weak(target, named), named)
    return (
        read_kept_only(camera)
        or _static(camera)
        or _opposite(camera)
        or _replaced(camera)
        or read_removed(camera)
        or (read_times(wish, camera.target, camera.main) if wish.says("before_the_cut") else None)
        or read_easing(wish, camera.target, camera.main)
        or read_times(wish, camera.target, camera.main)
        or read_aim(wish, camera.target, camera.main)
        or read_change(wish, camera.target, camera.main)
        or _added(camera)
    )


def _with_weak(target: Target, named: tuple[Named, ...]) -> Target:
    """ "at the start" names the first shot only where a move is named that it could get."""
    if target.ids or target.all or not target.weak or not named:
        return target
    return replace(target, ids=target.weak)


# --- static, opposite ------------------------------------------------------------------------------------------------


def _static(camera: Camera) -> Calls | None:
    wish = camera.wish
    mark = wish.first("static")
    if mark is None and wish.says("kept_still") and not wish.has("thing") and not wish.number("s", "frame"):
        return [call(wish, "remove_move", shots=listed(camera.shots))]
    if mark is None or wish.number("s", "frame") is not None or (wish.has("finish") and wish.has("begin")):
        return None
    said = " ".join(wish.words[mark.start : mark.end])
    still = not any(shot.camera for shot in candidates(wish.context, camera.target))
    if still and (wish.has("statement") or said in ("sit there", "just sits")) and not wish.has("modal"):
        return [ask("The camera stands still there. Which move should it get?", ("slow push-in", "pan right"))]
    if set(wish.before(mark.start, 3)) & {"not", "less", "too"} and said in ("static", "stationary", "still camera"):
        return [ask("Which move should it get?", ("slow push-in", "pan right", "a touch of handheld"))]
    steady = said in ("rock steady", "rock solid", "keep camera steady")
    kind: MoveKind | None = "handheld" if steady and with_kind(wish.context, camera.target, "handheld") else None
    if kind is None and camera.main is not None and camera.main.kind and said.startswith("no "):
        kind = camera.main.kind
    if not any(shot.camera for shot in candidates(wish.context, camera.target)):
        return [call(wish, "remove_move", shots=listed(camera.shots))]
    return [call(wish, "remove_move", kind=kind, shots=listed(camera.shots))]


def _opposite(camera: Camera) -> Calls | None:
    wish = camera.wish
    turned = wish.says("turned_round")
    main = camera.main
    other_arc = main is not None and main.there and main.family == "orbit" and main.way_said and wish.says("instead")
    if not wish.has("opposite") and not turned and not other_arc:
        return _away_not_toward(camera)
    kind = main.kind if main is not None and main.there else None
    if main is not None and not main.there and main.kind is not None:
        if with_kind(wish.context, camera.target, OPPOSITE.get(main.kind, main.kind)):
            return [call(wish, "redirect_move", kind=OPPOSITE[main.kind], shots=listed(camera.shots), to=main.kind)]
        return None
    if kind is None and main is None:
        only = only_move(wish.context, camera.target, turning=True)
        said = " ".join(wish.words)
        if only is None and not re.search(r"camera|move|movement|motion|direction|reverse|way", said):
            return None
        kind = only[1].kind if only else None
    if not any(shot.camera for shot in candidates(wish.context, camera.target)):
        return [ask("The camera stands still there. Which move should it get?", ("push in", "pull out", "pan right"))]
    return [call(wish, "redirect_move", kind=kind, shots=listed(camera.shots))]


def _away_not_toward(camera: Camera) -> Calls | None:
    """ "not into the bottle, away from it": the way alone tells what becomes of the only move."""
    wish = camera.wish
    if camera.main is not None or not wish.says("away_not_toward"):
        return None
    only = only_move(wish.context, camera.target, turning=True)
    way = "out" if wish.says("ends_away") else "in"
    turned = OPPOSITE.get(only[1].kind, "") if only else ""
    if only is None or not turned.endswith(f"_{way}"):
        return None
    return [call(wish, "redirect_move", kind=only[1].kind, shots=listed(camera.shots), to=turned)]


# --- one move for another --------------------------------------------------------------------------------------------


def _replaced(camera: Camera) -> Calls | None:
    """ "swap the pan for a tilt up", "a pull-out instead of the push-in", "make the pan go left"."""
    old, new = _exchange(camera)
    if new is None:
        return None
    if camera.wish.instead and not camera.shots:
        given_up = replace(camera.wish, tokens=camera.wish.instead, instead=())
        camera = replace(camera, target=find_target(given_up))
    wish = camera.wish
    if new.kind is None:
        return [ask(*new.question)]
    if old is None and OPPOSITE.get(new.kind) is not None:
        opposed = with_kind(wish.context, camera.target, OPPOSITE[new.kind])
        sure = (
            camera.target.ids
            or len(wish.context.shot_ids) == 1
            or wish.says("instead")
            or wish.instead
            or wish.word("should", "there", "wanted", "meant", "supposed")
            or wish.words[max(0, new.mark.start - 1) : new.mark.start] in (["the"], ["that"], ["this"])
        )
        if opposed and not new.there and sure:
            return [call(wish, "redirect_move", kind=OPPOSITE[new.kind], shots=listed(camera.shots), to=new.kind)]
    exact = _exact_instead(camera, old, new.kind)
    if exact is not None:
        return [exact]
    if old is not None and old.kind is not None and old.there:
        return [call(wish, "redirect_move", kind=old.kind, shots=listed(camera.shots), to=new.kind)]
    instead = _without_degrees(wish).says("instead") and not wish.says("on_top")
    if new.kind == "handheld" and not wish.word("instead", "replace", "swap"):
        return None
    if old is None and instead and not new.there and _moving(camera):
        return [_instead(camera, new.kind)]
    return None


def _without_degrees(wish: Wish) -> Wish:
    """ "make the camera tilt up a little" names no other move, as "make it a tilt" does."""
    return wish.leaving_out([(mark.start - 1, mark.end) for mark in wish.all("degree") if mark.start])


def _exact_instead(camera: Camera, old: Named | None, kind: MoveKind) -> ToolCall | None:
    """ "pan left 15 %, linear, instead of the push": the only move is exchanged for one with exact values."""
    wish = camera.wish
    amount, easing = said_amount(wish, kind), read_easing(wish, camera.target, None)
    shots = candidates(wish.context, camera.target)
    if old is None or amount is None or len(shots) != 1 or len(shots[0].camera) != 1:
        return None
    eased = easing[0].args.get("easing") if easing else None
    return call(wish, "set_move", kind=kind, shots=listed(camera.shots), amount=amount, easing=eased, instead=True)


def _moving(camera: Camera) -> bool:
    return any(shot.camera for shot in candidates(camera.wish.context, camera.target))


def _instead(camera: Camera, kind: MoveKind):
    wish = camera.wish
    return call(
        wish, "set_move", kind=kind, shots=listed(camera.shots), pace=pace(wish), duration_s=length(wish), instead=True
    )


def _exchange(camera: Camera) -> tuple[Named | None, Named | None]:
    """(the move that is given up, the one wanted) of a wish that names two, or one "instead"."""
    wish, named = camera.wish, camera.named
    replaces = wish.has("act", "replace") or wish.says("turned_into")
    if wish.instead:
        old = next(iter(named_moves(replace(wish, tokens=wish.instead, instead=()), camera.target)), None)
        new = camera.main
        if old is not None and new is not None and old.kind != new.kind:
            return old, new
        return None, new if new is not None and not new.there else None
    replaces = replaces or wish.says("given_up_for")
    if len(named) >= 2 and replaces and (wish.has("act", "replace") or not wish.says("on_top")):
        first, second = named[0], named[-1]
        if wish.says("put_for"):
            first, second = second, first
        if first.there and second.kind != first.kind and not second.there:
            return first, second
        if first.there and second.kind is None:
            return first, second
    if len(named) == 1 and not named[0].there:
        return None, named[0]
    return None, None


# --- adding ----------------------------------------------------------------------------------------------------------


def _added(camera: Camera) -> Calls | None:
    wish, main = camera.wish, camera.main
    if main is None:
        return None
    if main.kind is None:
        return [ask(*main.question)]
    if main.there:
        return _restated(camera, main.kind)
    size = _size_of_new(wish, main.kind)
    new = call(
        wish, "set_move", kind=main.kind, shots=listed(camera.shots),
        amount=size, pace=pace(wish) if size is None else None,
        duration_s=length(wish),
    )  # fmt: skip
    return [new]


def _restated(camera: Camera, kind: MoveKind) -> Calls | None:
    """A move that is there, said again: with a pace or a length it is set to that."""
    wish = camera.wish
    if pace(wish) or length(wish):
        return [call(wish, "set_move", kind=kind, shots=listed(camera.shots), pace=pace(wish), duration_s=length(wish))]
    if wish.word("closer", "nearer", "tighter", "further", "farther"):
        return [call(wish, "change_move", property="amount", direction="more", kind=kind, shots=listed(camera.shots))]
    verb = wish.words[camera.main.mark.start] if camera.main else ""
    if verb.startswith(("creep", "crawl", "inch", "sneak")):
        return [call(wish, "change_move", property="speed", direction="less", kind=kind, shots=listed(camera.shots))]
    name = MOVE_NAMES[kind]
    return [
        ask(
            f"There is a {name} already. How should it change?",
            (f"slow the {name}", f"faster {name}", f"{name} further"),
        )
    ]


def length(wish: Wish) -> float | None:
    """A length said with the move: "slow push-in, 6 seconds"."""
    value = seconds(wish, signed=False)
    return value if value else None


def _size_of_new(wish: Wish, kind: MoveKind) -> float | None:
    mark = wish.first("amount") or wish.first("strength")
    slight = degree_of(wish) == "touch"
    big = (
        mark is not None
        and mark.value == "plus"
        and wish.words[mark.start]
        in ("big", "bold", "strong", "extreme", "wide", "huge", "large", "deep", "aggressive", "heavy", "pronounced")
    )
    small = slight or (mark is not None and mark.value == "minus")
    if not small and not big:
        return None
    scale = (0.6 if small else 1.6) * {"slow": 0.8, "fast": 1.25}.get(pace(wish) or "", 1.0)
    return round(USUAL_AMOUNT[kind] * scale, 4)


def only_length(wish: Wish) -> bool:
    """Whether a fragment is nothing but a length."""
    return bare_length(wish)
