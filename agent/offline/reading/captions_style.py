"""How captions look: place, size, colour, box, animation."""

from agent.offline.calls import Calls, ask, call
from agent.offline.polarity import wanted
from agent.offline.reading.topics import colour, colours, denied
from agent.offline.wish import Mark, Wish
from agent.offline.word_sets import word_set

_PLACES = {
    "top": "top", "top_left": "top", "top_right": "top", "bottom": "bottom", "bottom_left": "bottom",
    "bottom_right": "bottom", "middle": "middle",
}  # fmt: skip


def read_style(wish: Wish) -> Calls | None:
    """The call of a wish about how the captions look; None where it says nothing of it."""
    values: dict[str, str | bool] = {}
    _box(wish, values)
    _animation(wish, values)
    shade = colour(wish)
    if shade is not None and not wish.has("style", "shadow") and not _tells_which(wish, shade):
        values["color"] = shade
    place = _place(wish)
    if place:
        values["position"] = place
    change = _size(wish, values)
    captions = wish.context.scene.captions
    if captions and place == captions.position and (change or len(values) > 1):
        del values["position"]  # it tells which text is meant
    if values:
        return [call(wish, "style_captions", **values)]
    if change:
        return [call(wish, "change_captions", property="size", direction=change)]
    direction = _height(wish)
    if direction:
        return [call(wish, "change_captions", property="position", direction=direction)]
    if wish.has("style", "font", "shadow"):
        return [
            ask(
                "I can set the captions' place, size, colour, box and animation, not their font.",
                ("captions larger", "captions with a box"),
            )
        ]
    return None


def _tells_which(wish: Wish, shade: str) -> bool:
    """ "white words vanish against the window": the colour that they have tells which words are meant."""
    captions, at = wish.context.scene.captions, colours(wish)[-1][1]
    named = any(m.start == at for m in wish.all("thing"))
    return captions is not None and captions.color == shade and named


def _box(wish: Wish, values: dict[str, str | bool]) -> None:
    mark = wish.first("style", "box")
    if mark is None and wish.says("behind_captions"):
        values["box"] = not (denied(wish) or wish.word("off", "away", "gone"))
        return
    if mark is None:
        if wish.word("against") and wish.has("size", "minus_fault"):
            values["box"] = True
        return
    if wish.before(mark.start, 1) in (["against"], ["from"]):
        values["box"] = True
        return
    gone = (
        wish.words[mark.start].startswith("unbox")
        or wish.has("act", "remove", "off")
        or set(wish.before(mark.start, 4)) & {"no", "not", "without"}
    )
    gone = gone or (wish.word(*_TACKY) and not wish.has("act", "add", "put"))
    gone = gone or "unboxed" in wish.words or "off" in wish.words
    values["box"] = not gone


_TACKY = word_set("tacky")


def _animation(wish: Wish, values: dict[str, str | bool]) -> None:
    mark = next(iter(reversed(wish.all("animation"))), None)
    if mark is None and wish.has("static"):
        values["animation"] = "none"
        return
    if mark is None:
        if wish.has("style", "animation"):
            denied_here = denied(wish)
            if denied_here:
                values["animation"] = "none"
        return
    annoyed = wish.word(*_TACKY)
    refused = set(wish.before(mark.start, 4)) & {"nothing", "no", "not", "without", "stop"} or wish.has("act", "remove")
    refused = refused or "off" in wish.after(mark.end, 2)
    negated = annoyed or refused or wish.after(mark.end, 1)[:1] == ["less"]
    values["animation"] = "none" if negated and mark.value != "none" else mark.value


def _place(wish: Wish) -> str | None:
    """The place asked for; "too close to the bottom" and "off the bottom" name where they should not be."""
    for mark in reversed(wish.all("place")):
        before = wish.before(mark.start, 4)
        if set(before[:2]) & {"from", "off"} or "too" in before or "not" in before[:3] or _only_stated(wish, mark):
            continue
        if mark.value in _PLACES:
            return _PLACES[mark.value]
    return None


def says_how_much(wish: Wish, mark: Mark) -> bool:
    """ "a little higher": "little" is no size."""
    if wish.words[mark.start] not in ("little", "tiny", "small"):
        return False
    return any(m.start == mark.end and (m.form == "er" or m.tag in ("more", "excess")) for m in wish.marks)


def _only_stated(wish: Wish, place: Mark) -> bool:
    """ "they are hugging the bottom edge, raise them": where they are, not where they should be."""
    if wish.has("modal"):
        return False
    clause = place.start
    while clause > 0 and wish.words[clause - 1] not in (",", ".", "and"):
        clause -= 1
    stated = any(clause <= m.start < place.start for m in wish.all("statement"))
    more = any(m.start > place.start for m in wish.all("height")) or len(wish.all("place")) > 1
    return stated and more


def _size(wish: Wish, values: dict[str, str | bool]) -> str | None:
    name = next((m for m in wish.all("sizename") if not says_how_much(wish, m)), None)
    mark = next((m for m in wish.all("size") if not says_how_much(wish, m)), None)
    if mark is None and name is None and wish.word("size"):
        return "smaller" if wish.has("act", "down") else "larger" if wish.has("act", "up") else None
    if mark is not None:
        sign = wanted(wish, mark) * (1 if mark.value.startswith("plus") else -1)
        exact = name is not None and mark.form == "" and sign == (1 if mark.value.startswith("plus") else -1)
        if not exact:
            return "larger" if sign > 0 else "smaller"
    if name is not None and wanted(wish, name) > 0:
        values["size"] = name.value
    elif name is not None:
        return "larger" if name.value == "small" else "smaller"
    return None


def _height(wish: Wish) -> str | None:
    if wish.says("at_the_bottom"):
        return "up"
    if wish.says("at_the_top"):
        return "down"
    mark = _height_mark(wish)
    if mark is None:
        return None
    sign = wanted(wish, mark) * (1 if mark.value == "plus" else -1)
    return "up" if sign > 0 else "down"


def _height_mark(wish: Wish) -> Mark | None:
    comparative = next((m for m in wish.all("height") if m.form == "er"), None)
    return comparative or wish.first("height")
