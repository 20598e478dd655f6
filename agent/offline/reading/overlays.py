"""Texts and logos laid over the film: add, words, place, size, colour, times, remove."""

import re
from collections.abc import Mapping, Sequence

from agent.offline.calls import Calls, ask, call, listed
from agent.offline.polarity import wanted
from agent.offline.reading.captions import exchanged_words
from agent.offline.reading.captions_style import says_how_much
from agent.offline.reading.times import Times, film_times
from agent.offline.reading.topics import colour, denied, overlay_words, topic
from agent.offline.targets import Target
from agent.offline.wish import Wish
from store.scene import Overlay

_POSITIONS = {"middle": "center", "left": None, "right": None}


def read_overlay(wish: Wish, target: Target) -> Calls | None:
    """The calls of a wish about a text or logo over the film; None where it says nothing of the kind."""
    found = list(which_overlays(wish))
    if _adds(wish, found):
        return _added(wish, target)
    if not found:
        return _unfound(wish)
    if denied(wish) and wish.says("every_overlay") and len(wish.context.scene.overlays) > 1:
        return [call(wish, "remove_overlay", which="all")]
    if len(found) > 1 and denied(wish):
        return [call(wish, "remove_overlay", which=str(overlay.id)) for overlay in found]
    if len(found) > 1:
        options = tuple("the logo" if o.kind == "logo" else o.text for o in found)
        return [ask("Which one do you mean?", options)]
    return _edit(wish, target, found[0])


def which_overlays(wish: Wish) -> tuple[Overlay, ...]:
    """The overlays meant: the logo, those whose words are named, or the only one there is."""
    overlays = wish.context.scene.overlays
    logos = tuple(o for o in overlays if o.kind == "logo")
    named = overlay_words(wish.context)
    ids = {named[word] for word in wish.words if word in named}
    ids |= {str(o.id) for o in overlays for text in wish.texts if o.text and text.lower() in o.text.lower()}
    by_words = tuple(o for o in overlays if str(o.id) in ids)
    if by_words and _last_clause_names(wish, named):
        return by_words
    if wish.has("thing", "logo") and (topic(wish) == "logo" or not by_words):
        both = by_words if "and" in wish.words and denied(wish) else ()
        return (*both, *logos)
    if by_words:
        return by_words
    last = _changed_last(wish)
    if last:
        return last
    texts = tuple(o for o in overlays if o.kind == "text")
    return texts if len(texts) == 1 or not wish.has("thing", "logo") else overlays


def _changed_last(wish: Wish) -> tuple[Overlay, ...]:
    """ "and bigger" right after a text or logo was added or changed: that one, where no other is named."""
    edit, overlays = wish.context.last_edit, wish.context.scene.overlays
    if edit is None or edit.call is None or edit.op not in ("add_overlay", "set_overlay") or wish.has("thing"):
        return ()
    if edit.op == "add_overlay":
        return overlays[-1:]
    return tuple(o for o in overlays if str(o.id) == edit.call.args.get("which"))


def _last_clause_names(wish: Wish, named: Mapping[str, str]) -> bool:
    """ "logo and sale text clash, shift the sale text": the clause that asks names a text by its words, and no logo."""
    at = max((n for n, word in enumerate(wish.words) if word in (",", ";", ".")), default=-1)
    clause = wish.part(at + 1, len(wish.words))
    return at >= 0 and any(word in named for word in clause.words) and not clause.has("thing", "logo")


def _adds(wish: Wish, found: Sequence[Overlay]) -> bool:
    new_words = [t for t in wish.texts if not any(o.text and t.lower() in o.text.lower() for o in found)]
    adds = wish.has("act", "add") or wish.says("another_overlay")
    if wish.has("thing", "logo") and topic(wish) == "logo":
        if not found and wish.has("place") and not denied(wish):
            return True
        styled = wish.has("place") or wish.has("size") or colour(wish) is not None
        return (bool(adds) and not (found and styled)) or (not found and wish.has("act", "put"))
    if adds and new_words and not wish.says("added_to_overlay"):
        return True
    if not new_words or (found and _names_existing(wish)):
        return False
    return wish.has("act", "put") or wish.has("thing", "overlay", "text") or wish.has("place")


def _names_existing(wish: Wish) -> bool:
    named = overlay_words(wish.context)
    if any(word in named for word in wish.words):
        return True
    definite = wish.says("that_overlay")
    return definite or (wish.has("act", "change", "replace") and not wish.has("act", "add", "put"))


def _added(wish: Wish, target: Target) -> Calls:
    logo = wish.has("thing", "logo") and not wish.texts
    if not logo and not wish.texts:
        return [ask("What should the text say?")]
    times = film_times(wish, target)
    start, end = times.start_s, times.end_s
    if times.length_s is not None:
        start = 0.0 if start is None and not target.ids else start
        end = None if start is None else round(start + times.length_s, 3)
    size = wish.first("sizename")
    whole = start is None and end is None
    return [
        call(
            wish, "add_overlay", text=None if logo else wish.texts[-1], kind="logo" if logo else None,
            position=_position(wish, None), size=size.value if size else None, color=colour(wish), start_s=start,
            end_s=end, shots=listed(target.ids or None) if whole else None,
        )
    ]  # fmt: skip


def _unfound(wish: Wish) -> Calls | None:
    """The wish names an overlay that is not there."""
    kinds = {"logo": "logo", "overlay": "text over the film"}
    what = kinds.get(topic(wish))
    if what is None:
        return None
    options = ("add our logo top right",) if what == "logo" else ("add the text: Hello", "add a caption: Hello")
    return [ask(f"There is no {what} yet. Should I add one?", options)]


def _edit(wish: Wish, target: Target, overlay: Overlay) -> Calls | None:
    which = str(overlay.id)
    words = _new_words(wish, overlay)
    if words is not None:
        return [call(wish, "edit_overlay", which=which, text=words)]
    hidden = _hidden_in_shot(wish, target) if _gone(wish) else None
    if hidden is not None:
        return [call(wish, "edit_overlay", which=which, start_s=hidden[0], end_s=hidden[1])]
    if _gone(wish):
        return [call(wish, "remove_overlay", which=which)]
    place = _position(wish, overlay)
    if place is not None:
        return [call(wish, "edit_overlay", which=which, position=place)]
    return _sized(wish, which) or _coloured(wish, which) or _timed(wish, target, overlay) or _shifted(wish, overlay)


def _new_words(wish: Wish, overlay: Overlay) -> str | None:
    """The overlay's new text: all of it, or with one piece exchanged ("20% to 30%")."""
    texts = [t for t in wish.texts if t]
    if len(texts) >= 2 and texts[0].lower() in overlay.text.lower():
        return re.sub(re.escape(texts[0]), texts[-1].replace("\\", ""), overlay.text, count=1, flags=re.IGNORECASE)
    if (
        texts
        and (number := re.fullmatch(r"[$€]?\d+(?: ?%)?", texts[-1]))
        and len(found := _NUMBER.findall(overlay.text)) == 1
    ):
        return overlay.text.replace(found[0], number[0])  # "it should say 25%"
    if texts and not (texts[-1].lower() in overlay.text.lower() and len(texts) == 1):
        return texts[-1]
    return exchanged_words(wish, overlay.text) or _exchanged_number(wish, overlay)


_NUMBER = re.compile(r"[$€]?\d+(?: ?%)?")


def _exchanged_number(wish: Wish, overlay: Overlay) -> str | None:
    """ "make it 30% off", "change 20% to 30%": another number in the text it has."""
    percent = [n for n in wish.numbers if n.unit in ("%", "usd", "")]
    there = re.search(r"(\$?)(\d+)(\s?%|\$)?", overlay.text)
    if not percent or there is None or overlay.kind != "text":
        return None
    refused = {token.quantity.value for token in wish.instead if token.quantity}
    if float(there[2]) in refused:
        start, end = there.span(2)
        return f"{overlay.text[:start]}{percent[-1].value:g}{overlay.text[end:]}"
    same_unit = (percent[-1].unit == "%") == ((there[3] or "").strip() == "%")
    if not same_unit or (percent[-1].unit == "" and not wish.word("say", "says", "read", "reads", "to")):
        return None
    start, end = there.span(2)
    return f"{overlay.text[:start]}{percent[-1].value:g}{overlay.text[end:]}"


def _hidden_in_shot(wish: Wish, target: Target) -> tuple[float | None, float | None] | None:
    """ "hide the logo in the first shot": when it shows then; None where it goes altogether."""
    ids = wish.context.shot_ids
    if len(target.ids) != 1 or len(ids) < 2 or not wish.says("in_the_shot"):
        return None
    start, end = wish.context.span_s(target.ids[0])
    if target.ids[0] == ids[0]:
        return round(end, 3), None
    return (None, round(start, 3)) if target.ids[0] == ids[-1] else None


def _gone(wish: Wish) -> bool:
    lowered = any(wish.words[m.start] not in ("drop", "drops", "dropping", "dropped") for m in wish.all("height"))
    moved = wish.has("place") or wish.has("size") or lowered or wish.has("begin") or wish.has("finish")
    pulled = wish.words[0] == "pull" and not moved and not wish.numbers
    removes = (wish.has("act", "remove") or pulled) and not wish.has("thing", "captions")
    if not removes:
        return wish.has("act", "off") and denied(wish) and not moved and not wish.numbers
    said = {" ".join(wish.words[m.start : m.end]) for m in wish.all("act", "remove")}
    return not (moved and said <= {"drop", "dropping", "lose", "kill", "stop", "stops"}) and not wish.numbers


def _position(wish: Wish, overlay: Overlay | None) -> str | None:
    """A place of the frame; "to the left" and "the other corner" are read against where it is now."""
    for mark in reversed(wish.all("place")):
        before = wish.before(mark.start, 3)
        if (
            (set(before[:2]) & {"from", "off", "of"} and wish.words[mark.start - 1] != "of")
            or "not" in before
            or "too" in before
        ):
            continue
        if mark.value in ("left", "right"):
            return _sideways(overlay, mark.value)
        if mark.value in ("top", "bottom") and overlay is not None and _other_corner(wish):
            return f"{mark.value}_{_other_side(overlay)}"
        return _POSITIONS.get(mark.value, mark.value)
    height = wish.first("way", "up", "down")
    if overlay is None and height is not None and wish.after(height.end, 1) == []:
        return "top" if height.value == "up" else "bottom"
    side = wish.first("way", "left", "right")
    if side is not None and (overlay is not None or wish.has("corner")):
        return _sideways(overlay, side.value)
    if overlay is not None and _other_corner(wish):
        return _sideways(overlay, _other_side(overlay))
    return None


def _other_corner(wish: Wish) -> bool:
    return wish.has("corner") and wish.word("other", "opposite")


def _other_side(overlay: Overlay) -> str:
    return "right" if overlay.position.endswith("left") else "left"


def _sideways(overlay: Overlay | None, side: str) -> str | None:
    row = "bottom" if overlay is not None and overlay.position.startswith("bottom") else "top"
    return f"{row}_{side}"


def _sized(wish: Wish, which: str) -> Calls | None:
    mark = next((m for m in wish.all("size") if not says_how_much(wish, m)), None)
    name = next((m for m in wish.all("sizename") if not says_how_much(wish, m)), None)
    if mark is not None:
        sign = wanted(wish, mark) * (1 if mark.value.startswith("plus") else -1)
        base = mark.form == "" and name is not None and wanted(wish, mark) > 0 and not mark.value.endswith("fault")
        if not base:
            return [
                call(
                    wish, "change_overlay", which=which, property="size", direction="larger" if sign > 0 else "smaller"
                )
            ]
    if name is not None and wanted(wish, name) > 0:
        return [call(wish, "edit_overlay", which=which, size=name.value)]
    if name is not None:
        return [
            call(
                wish,
                "change_overlay",
                which=which,
                property="size",
                direction="larger" if name.value == "small" else "smaller",
            )
        ]
    strength = wish.first("strength") if wish.has("excess") else None
    much = wish.word("much", "overpowering", "overwhelming", "distracting") or (
        strength is not None and strength.value == "plus"
    )
    if wish.has("excess") and much and not wish.has("height"):
        return [call(wish, "change_overlay", which=which, property="size", direction="smaller")]
    return None


def _coloured(wish: Wish, which: str) -> Calls | None:
    shade = colour(wish)
    return [call(wish, "edit_overlay", which=which, color=shade)] if shade else None


def _timed(wish: Wish, target: Target, overlay: Overlay) -> Calls | None:
    which = str(overlay.id)
    times = film_times(wish, target)
    if not times:
        times = _by_words(wish)
    if not times:
        return None
    start, end = times.start_s, times.end_s
    if start is None and end is not None and _comes_in(wish):
        start, end = end, None
    if times.length_s is not None:
        end = round((overlay.start_s if start is None else start) + times.length_s, 3)
    elif times.longer_s is not None:
        end = round(overlay.end_s + times.longer_s, 3)
    elif times.shift_s is not None:
        start = round(max(0.0, overlay.start_s + times.shift_s), 3)
        only_start = wish.has("begin") and not wish.has("act", "put")
        end = None if only_start else round(overlay.end_s + times.shift_s, 3)
    if end is not None and wish.has("sync"):
        end = max(end, overlay.end_s)
    if start is not None and end is None and start >= overlay.end_s:
        end = round(max(wish.context.film_s, start + 1), 3)
    return [call(wish, "edit_overlay", which=which, start_s=start, end_s=end)]


def _comes_in(wish: Wish) -> bool:
    """ "it should only arrive at two seconds": with a text or logo, to arrive is to appear."""
    return wish.word("arrive", "arrives", "arriving", "land", "lands")


def _by_words(wish: Wish) -> Times:
    retime = wish.first("retime")
    if retime is None or wish.numbers:
        return Times()
    return {
        "earlier": Times(shift_s=-0.5), "later": Times(shift_s=0.5), "longer": Times(longer_s=0.5),
        "shorter": Times(longer_s=-0.5),
    }[retime.value]  # fmt: skip


def _shifted(wish: Wish, overlay: Overlay) -> Calls | None:
    mark = next((m for m in wish.all("height") if m.form == "er"), None) or wish.first("height")
    if mark is None:
        return None
    up = wanted(wish, mark) * (1 if mark.value == "plus" else -1) > 0
    return [call(wish, "change_overlay", which=str(overlay.id), property="position", direction="up" if up else "down")]
