"""What is said right after a change, and means something only after that one: "bring it back" after something was taken
out, "none at all", "one more", "and YouTube too", "off the start, not the end", "just the last one". Pure."""

from collections.abc import Callable

from agent.offline.calls import Calls, listed
from agent.offline.constructions import says_only
from agent.offline.context import Context
from agent.offline.polarity import degree_of
from agent.offline.reading.moves import named_moves
from agent.offline.sentence import Sentence
from agent.offline.splitting import without_openers
from agent.offline.targets import find_target
from agent.offline.wish import Wish
from tools.degrees import PROPORTION
from tools.receipts import ToolCall

_TAKEN_OUT = ("vignette", "grain", "fade")
"""Properties of a look that may be taken out altogether."""
_OFF_ENDS = {"start": "off_the_start", "end": "off_the_end"}
_OTHER_FADE = {"fade_in_s": ("fade_out_s", "same_on_the_way_out"), "fade_out_s": ("fade_in_s", "same_on_the_way_in")}
"""The other fade of a piece of music, and the construction that tells it."""


def read_after_change(read: Sentence, context: Context) -> Calls | None:
    """The call of such a sentence; None for anything else."""
    tokens = tuple(without_openers([token for token in read.tokens if token.word not in ("!", "?")]))
    wish = Wish(tokens, context, read.said)
    exported = _exported_too(wish, context)
    edit = context.last_edit
    if exported is not None or edit is None or edit.call is None:
        return [exported] if exported is not None else None
    plain = " ".join(word for word in wish.words if word not in (",", ".", ";"))
    for reader in _READERS:
        found = reader(wish, plain, edit.call)
        if found is not None:
            return [found]
    return None


def _exported_too(wish: Wish, context: Context) -> ToolCall | None:
    """ "YouTube too" after an export."""
    turn, platforms = context.last_turn, [m.value for m in wish.all("platform")]
    if turn is None or turn.action != "export" or not platforms or not wish.is_only("and_that_too"):
        return None
    return ToolCall(name="export", args={"platforms": listed(platforms)})


def _brought_back(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "bring it back" after something was taken out; "leave it where it was" after it was moved."""
    del wish
    gone = last.name.startswith("remove_") and says_only("brought_it_back", plain)
    return ToolCall(name="undo", args={}) if gone or says_only("as_it_was", plain) else None


def _none_at_all(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "none at all" after there was less of it."""
    if not says_only("none_at_all", plain):
        return None
    shots = {"shots": last.args["shots"]} if "shots" in last.args else {}
    if last.name == "change_move" and "kind" in last.args:
        return ToolCall(name="remove_move", args={"kind": last.args["kind"], **shots, "wish": wish.said})
    name = str(last.args.get("property", ""))
    zeroed = last.name == "change_look" and name in _TAKEN_OUT
    return ToolCall(name="set_look", args={name: 0.0, **shots, "wish": wish.said}) if zeroed else None


def _one_more(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "one more" after 3 dB less: another decibel the same way."""
    number = wish.number("db", "")
    if last.name != "change_level" or "by_db" not in last.args or not says_only("one_more_of_it", plain):
        return None
    by = number.value if number is not None else 1.0
    return ToolCall(name=last.name, args={**last.args, "by_db": by, "wish": wish.said})


def _more_off(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "and another half second" after a second was taken off."""
    del plain
    number = wish.number("s", "frame")
    names = [name for name in ("off_end_s", "off_start_s", "by_s") if name in last.args]
    if number is None or len(names) != 1 or len(wish.words) > 3:
        return None
    if not {"another", "extra", "more"} & {*wish.tokens[number.at].text.split(), *wish.words}:
        return None
    value = number.value / wish.context.scene.frame_rate if number.unit == "frame" else number.value
    old = last.args[names[0]]
    sign = -1 if isinstance(old, int | float) and old < 0 else 1
    return ToolCall(name=last.name, args={**last.args, names[0]: round(sign * value, 4), "wish": wish.said})


def _longer_by(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "and another two on top" after a length was set."""
    if last.name != "set_duration" or "duration_s" not in last.args or not says_only("another_so_much", plain):
        return None
    seconds = next((n.value for n in wish.numbers if n.unit in ("", "s")), None)
    shots = {"shots": last.args["shots"]} if "shots" in last.args else {}
    return ToolCall(name=last.name, args={"by_s": seconds, **shots, "wish": wish.said}) if seconds else None


def _piece_gone(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "remove the second half" after a shot was split."""
    del plain
    ids = find_target(wish).ids
    gone = last.name == "split_shot" and len(ids) == 1 and wish.has("act", "remove") and len(wish.words) <= 6
    named = wish.word("half", "part", "piece", "bit", "section")
    return ToolCall(name="remove_shot", args={"shot": ids[0], "wish": wish.said}) if gone and named else None


def _same_of_property(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "and the grain" after the vignette was taken out, or made less; "just the shadows" after all was made darker."""
    del plain
    named = wish.all("prop")
    if len(named) != 1 or len(wish.words) > 9 or wish.numbers or wish.has("more") or find_target(wish).ids:
        return None
    if wish.has("act"):
        return None  # "just lift the shadows" is a wish of its own
    name = named[0].value
    only = wish.word("just", "only") and last.name == "change_look"
    joined = wish.sentence.lower().lstrip().startswith(("and ", "also ", "plus ")) and _one_noun(wish)
    if last.name == "change_look" and (only or joined):
        args = {key: value for key, value in last.args.items() if key != "by"}
        told = {**args, "property": name, "wish": wish.said}
        return ToolCall(name=last.name, args={**told, "correction": True} if only else told)
    zeroed = [key for key, value in last.args.items() if key in _TAKEN_OUT and value == 0]
    if last.name == "set_look" and len(zeroed) == 1 and joined and name in _TAKEN_OUT:
        shots = {"shots": last.args["shots"]} if "shots" in last.args else {}
        return ToolCall(name=last.name, args={name: 0.0, **shots, "wish": wish.said})
    return None


def _same_fade(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "same on the way out" after the music was faded in."""
    name = next((name for name in ("fade_in_s", "fade_out_s") if name in last.args), None)
    other, said = _OTHER_FADE.get(name or "", ("", ""))
    if name is None or not says_only(said, plain):
        return None
    return ToolCall(name=last.name, args={other: last.args[name], "wish": wish.said})


def _longer_fade(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "longer fade" after the music was faded."""
    name = next((name for name in ("fade_in_s", "fade_out_s") if name in last.args), None)
    longer, value = says_only("longer_fade", plain), last.args.get(name or "")
    if name is None or not isinstance(value, int | float) or not (longer or says_only("shorter_fade", plain)):
        return None
    step = 1 + PROPORTION[degree_of(wish)] * (1 if longer else -1)
    return ToolCall(name=last.name, args={name: round(value * step, 2), "wish": wish.said})


def _by_so_much(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "by a second" after "shorter": the last change, by that much."""
    del plain
    if len(wish.numbers) != 1 or not wish.is_only("by_so_much"):
        return None
    number = wish.numbers[0]
    kept = {name: value for name, value in last.args.items() if name not in ("change", "degree", "direction", "by_s")}
    if last.name == "set_duration" and "change" in last.args and number.unit in ("s", "frame"):
        seconds = number.value / wish.context.scene.frame_rate if number.unit == "frame" else number.value
        by = seconds if last.args["change"] == "longer" else -seconds
        return ToolCall(name=last.name, args={**kept, "by_s": round(by, 4), "wish": wish.said, "correction": True})
    if last.name == "change_level" and number.unit == "db":
        args = {name: value for name, value in last.args.items() if name != "degree"}
        return ToolCall(name=last.name, args={**args, "by_db": number.value, "wish": wish.said, "correction": True})
    if last.name == "change_look" and number.unit in ("stop", "%", ""):
        args = {name: value for name, value in last.args.items() if name != "degree"}
        by = number.value / 100 if number.unit == "%" else number.value
        return ToolCall(name=last.name, args={**args, "by": round(by, 4), "wish": wish.said, "correction": True})
    return None


def _other_end(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "off the start, not the end" after a shot was made shorter."""
    end = next((end for end, name in _OFF_ENDS.items() if says_only(name, plain)), None)
    if end is None:
        return None
    shots = last.args.get("shots")
    if last.name == "trim_shot":
        shot, off = last.args.get("shot"), last.args.get("off_start_s") or last.args.get("off_end_s")
    elif last.name == "set_duration" and isinstance(shots, list) and len(shots) == 1:
        by = last.args.get("by_s")
        shot, off = shots[0], -by if isinstance(by, int | float) and by < 0 else None
    else:
        return None
    shot = shot or (wish.context.shot_ids[0] if len(wish.context.shot_ids) == 1 else None)
    if shot is None or not isinstance(off, int | float):
        return None
    return ToolCall(name="trim_shot", args={"shot": shot, f"off_{end}_s": off, "wish": wish.said, "correction": True})


def _only_there(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "just the last one" after a change of all shots."""
    del plain
    ids = find_target(wish).ids
    if last.args.get("shots") != ["all"] or not ids or len(ids) == len(wish.context.shot_ids):
        return None
    if not wish.is_only("only_that_one") and not _names_only_shots(wish):
        return None
    return ToolCall(name=last.name, args={**last.args, "shots": listed(ids), "correction": True})


def _not_there(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "not the first one" after a change of all shots."""
    del plain
    out = find_target(wish).ids
    left = tuple(shot for shot in wish.context.shot_ids if shot not in out)
    first = wish.words[0] in ("not", "except") and not wish.numbers
    if last.args.get("shots") != ["all"] or not out or not left or not (first or wish.is_only("not_that_shot")):
        return None
    return ToolCall(name=last.name, args={**last.args, "shots": listed(left), "correction": True})


def _other_side(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "other side" after a text was put into a corner."""
    row, _, side = str(last.args.get("position", "")).partition("_")
    if last.name not in ("edit_overlay", "add_overlay") or not side or not says_only("opposite", plain):
        return None
    overlays = wish.context.scene.overlays
    which = last.args.get("which", str(overlays[-1].id) if overlays else "")
    turned = f"{row}_{'left' if side == 'right' else 'right'}"
    return ToolCall(name="edit_overlay", args={"which": which, "position": turned, "wish": wish.said})


def _names_only_shots(wish: Wish) -> bool:
    """ "only the barista shot": besides the shot only a word that leaves the others out."""
    named = {at for start, end in find_target(wish).spans for at in range(start, end)}
    beside = [word for at, word in enumerate(wish.words) if at not in named]
    others = {"only", "just", "in", "on", "for", "the", "shot", "one", "clip", "please", "though", "but", "no", ","}
    return bool({"only", "just"} & set(beside)) and set(beside) <= others


def _eased_at_both(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "and ease in too" after the end was eased."""
    del plain
    eased = wish.first("easing")
    other = {"ease_in": "ease_out", "ease_out": "ease_in"}
    if eased is None or not wish.says("as_well") or last.args.get("easing") != other.get(eased.value):
        return None
    return ToolCall(name=last.name, args={**last.args, "easing": "ease_in_out", "wish": wish.said})


def _same_for_move(wish: Wish, plain: str, last: ToolCall) -> ToolCall | None:
    """ "same for the push on the first" after the pan was made slower."""
    del plain
    joined = wish.sentence.lower().lstrip().startswith(("and ", "also ", "plus ", "now "))
    if last.name not in ("change_move", "remove_move") or not (wish.says("the_same") or (joined and _one_noun(wish))):
        return None
    target = find_target(wish)
    named = [n for n in named_moves(wish, target) if n.kind is not None and n.there]
    if len(named) != 1 or len(wish.words) > 9 or wish.has("speed") or wish.has("amount") or wish.numbers:
        return None
    args = {name: value for name, value in last.args.items() if name not in ("shots", "kind", "wish")}
    shots = {"shots": listed(target.ids)} if target.ids else {}
    return ToolCall(name=last.name, args={**args, "kind": named[0].kind, **shots, "wish": wish.said})


def _one_noun(wish: Wish) -> bool:
    """ "and the shake": an article and at most three words."""
    return wish.words[0] in ("the", "that", "its", "our") and len(wish.words) <= 4


_Reader = Callable[[Wish, str, ToolCall], ToolCall | None]
_READERS: tuple[_Reader, ...] = (
    _brought_back, _none_at_all, _one_more, _more_off, _longer_by, _piece_gone, _same_of_property, _same_fade,
    _longer_fade, _by_so_much, _other_end, _only_there, _not_there, _other_side, _eased_at_both, _same_for_move,
)  # fmt: skip
