"""Where a move aims: corners, sides, faces and other places of a still."""

from agent.offline.calls import Calls, ask, call, listed
from agent.offline.reading.camera_times import meant
from agent.offline.reading.moves import Named, pace
from agent.offline.targets import Target
from agent.offline.wish import PREPOSITIONS, Mark, Wish
from store.scene import Point

_PLACES: dict[str, tuple[float | None, float | None]] = {
    "top_left": (0.15, 0.15), "top_right": (0.85, 0.15), "bottom_left": (0.15, 0.85), "bottom_right": (0.85, 0.85),
    "top": (None, 0.15), "bottom": (None, 0.85), "left": (0.2, None), "right": (0.8, None), "middle": (0.5, 0.5),
}  # fmt: skip
_STEP = 0.15


def read_aim(wish: Wish, target: Target, main: Named | None) -> Calls | None:
    """The call of a wish about where a move aims."""
    if any(mark.form == "er" for mark in wish.all("speed")) or wish.words[0] in ("hurry", "rush", "quicken", "speed"):
        return None
    place = _place(wish)
    last = wish.context.last_edit
    aimed = bool(last and last.call and {"anchor_x", "anchor_y"} & last.call.args.keys()) and len(wish.words) <= 5
    aims = wish.says("aims") or aimed
    sideways = main is not None and main.kind is not None and main.kind.endswith(("left", "right"))
    if sideways and main is not None and main.way_said and place in (_PLACES["left"], _PLACES["right"]):
        return None
    if place is None and not aims:
        return None
    if main is None and not aims:
        return None
    pair = meant(wish, target, main)
    now = pair[1].anchor if pair else Point()
    if place is None and wish.word("recenter", "recentre", "centered", "centred", "middle"):
        place = _PLACES["middle"]
    if place is None:
        place = _sideways(wish, main) or _nudged(wish, now, main)
    if place is None:
        return _unknown_place(wish, target, main) if aims else None
    kind = main.kind if main is not None else pair[1].kind if pair else None
    if main is not None and main.kind is None:
        return [ask(*main.question)]
    x, y = place
    if main is not None and not main.there:
        return [call(wish, "set_move", kind=kind, shots=listed(target.args), anchor_x=x, anchor_y=y, pace=pace(wish))]
    return [call(wish, "set_move", kind=kind, shots=listed(target.args), anchor_x=x, anchor_y=y)]


def _place(wish: Wish) -> tuple[float | None, float | None] | None:
    degrees = {m.start for m in wish.all("degree")}
    spots = [m for m in wish.all("spot") if m.start not in degrees and _aimed_at(wish, m)]
    places = [m for m in wish.all("place") if _aimed_at(wish, m)]
    if places and (not spots or len(wish.words[places[0].start : places[0].end]) > 1):
        corner = next((m.value for m in places if "_" in m.value), places[-1].value)
        return _PLACES[corner] if not wish.word("thirds") else _on_thirds(corner)
    if spots:
        x, y = spots[-1].value.split()
        return float(x), float(y)
    return None


def _on_thirds(place: str) -> tuple[float | None, float | None]:
    """The place on the lines that part a picture in thirds: "the upper left thirds intersection"."""
    x, y = _PLACES[place]
    return tuple(None if v is None else 0.5 if v == 0.5 else round(1 / 3 if v < 0.5 else 2 / 3, 3) for v in (x, y))  # type: ignore[return-value]


def _aimed_at(wish: Wish, mark: Mark) -> bool:
    before = wish.before(mark.start, 4)
    if wish.after(mark.end, 1)[:1] in (["shot"], ["clip"], ["scene"], ["one"]):
        return False
    if set(before[:2]) & {"from", "off", "not", "than"}:
        return False
    nearest = next((word for word in before if word in PREPOSITIONS), "")
    if nearest == "of" and not {"center", "centre", "middle", "side", "top"} & set(before):
        return False
    behind = {
        w
        for w in before
        if w
        in (
            "at",
            "toward",
            "towards",
            "on",
            "into",
            "to",
            "for",
            "in",
            "onto",
            "target",
            "center",
            "centre",
            "around",
            "aim",
            "anchor",
            "favour",
            "favor",
            "focus",
        )
    }
    return bool(behind)


def _sideways(wish: Wish, main: Named | None) -> tuple[float | None, float | None] | None:
    """ "push toward the left"."""
    if (
        not wish.says("toward_a_side", "on_a_side")
        or main is None
        or main.family not in ("push", "zoom")
        or wish.has("more")
        or wish.has("degree")
    ):
        return None
    return (0.2, None) if wish.word("left") else (0.8, None)


def _nudged(wish: Wish, now: Point, main: Named | None) -> tuple[float | None, float | None] | None:
    """ "aim a bit lower", "more to the left": a step from where it aims now."""
    if main is not None and main.mark.end - main.mark.start > 1 and main.family not in ("push", "pull", "zoom"):
        return None
    way = wish.first("way", "left", "right")
    if way is not None and (wish.has("more") or wish.has("degree") or wish.word("further", "aim", "aimed", "target")):
        return round(min(0.95, max(0.05, now.x + (_STEP if way.value == "right" else -_STEP))), 3), None
    height = wish.first("height")
    if height is not None:
        return None, round(min(0.95, max(0.05, now.y + (-_STEP if height.value == "plus" else _STEP))), 3)
    return None


def _unknown_place(wish: Wish, target: Target, main: Named | None) -> Calls | None:
    """It aims at something in the picture whose place is not known here."""
    push = main is not None and main.family in ("push", "zoom")
    if not push or main is None or not main.there:
        return None
    del target
    named = wish.held("aimed_at_thing").get("thing", "").removeprefix("the ")
    what = f"the {named}" if named else "that"
    return [ask(f"Where in the frame is {what}?", ("upper third", "center", "lower third", "left side"))]
