"""Depth in a still: parallax, and what is in focus."""

from typing import Literal

from agent.offline.calls import Calls, call, listed
from agent.offline.polarity import degree_of
from agent.offline.reading.topics import all_seconds, denied
from agent.offline.targets import Target, find_target
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set
from tools.depth import MOST, USUAL_AMOUNT

Place = Literal["foreground", "subject", "background"]


def read_depth(wish: Wish, target: Target) -> Calls | None:
    """The calls of a wish about parallax or focus; None where it says nothing of them."""
    if wish.says("parallax"):
        return _parallax(wish, target)
    return _focus(wish, target)


def _parallax(wish: Wish, target: Target) -> Calls:
    shots = listed(target.args)
    percent = wish.number("%")
    if percent is None and denied(wish):
        return [call(wish, "remove_parallax", shots=shots)]
    if percent is not None:
        return [call(wish, "set_parallax", amount=round(min(MOST, abs(percent.value) / 100), 4), shots=shots)]
    now = max((s.depth.amount for s in wish.context.scene.shots if s.depth), default=0.0)
    less = wish.has("more", "less") or wish.has("excess") or wish.has("act", "down")
    degree = degree_of(wish)
    if now and (less or wish.has("more") or wish.has("act", "up")):
        step = {"touch": 0.1, "plain": 0.3, "lot": 0.6}[degree]
        amount = round(min(MOST, now * (1 - step if less else 1 + step)), 4)
        return [call(wish, "set_parallax", amount=amount, shots=shots)]
    size = {"touch": 0.6, "plain": 1.0, "lot": 1.6}[degree]
    return [call(wish, "set_parallax", amount=None if size == 1 else round(USUAL_AMOUNT * size, 4), shots=shots)]


# --- focus -----------------------------------------------------------------------------------------------------------


def _focus(wish: Wish, target: Target) -> Calls | None:
    if wish.says("all_sharp"):
        return [call(wish, "remove_focus", shots=_shots(wish, target))]
    if wish.says("blurred"):
        near = wish.word("foreground", "front")
        place: Place = "background" if near and not wish.word("background", "backdrop") else "subject"
        return [call(wish, "set_focus", start=place, end=place, shots=_shots(wish, target))]
    if not (wish.says("racks", "focus_starts") or (wish.says("kept_sharp") and not wish.has("move"))):
        return None
    start, end = _ends(wish)
    if start is None and end is None:
        return None
    times = all_seconds(wish)
    window = times if len(times) == 2 and times[0] < times[1] else [None, None]
    return [
        call(wish, "set_focus", start=start, end=end, start_s=window[0], end_s=window[1], shots=_shots(wish, target))
    ]


def _ends(wish: Wish) -> tuple[Place | None, Place | None]:
    """From where to where the focus goes; one place alone is where it ends, or where it stays ("keep focus on her")."""
    for name in ("focus_starts", "focus_from"):
        held = wish.held(name)
        if held:
            return _place(held["start"]), _place(held["end"])
    held = wish.held("focus_to")
    if not held:
        return None, None
    place = _place(held["end"])
    return (None, place) if wish.says("racks") else (place, place)


def _place(said: str) -> Place | None:
    words = set(said.split())
    if words & word_set("foreground_places"):
        return "foreground"
    if words & word_set("background_places"):
        return "background"
    return "subject" if words - {"the", "a", "it", "in", "on", "at"} else None


def _shots(wish: Wish, target: Target):
    """The shots named; what is to be in focus names none by what it shows."""
    if not target.by_content:
        return listed(target.args)
    beside = [m.start for m in wish.all("shotword")]
    named = any(start in (b, b + 1) for _, b in find_target(wish).spans for start in beside)
    return listed(target.args) if named else None
