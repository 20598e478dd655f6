"""Short replies after a receipt about a move or the order of shots: "left instead", "a bit later", "no, last",
"now the pan"."""

from pydantic import JsonValue

from agent.offline.calls import Calls, listed
from agent.offline.constructions import says_only
from agent.offline.context import Context, LastEdit
from agent.offline.polarity import degree_of
from agent.offline.reading.moves import named_moves
from agent.offline.targets import Target
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set
from store.scene import OPPOSITE
from tools.degrees import Degree
from tools.receipts import ToolCall

_LATER_BY_S: dict[Degree, float] = {"touch": 0.25, "plain": 0.5, "lot": 1.0}


def read_move_reply(wish: Wish, plain: str, raw: str, context: Context) -> Calls | None:
    """The calls of such a reply; None for anything else."""
    edit = context.last_edit
    if edit is None or edit.call is None:
        return None
    found = (
        _named_way(wish, edit)
        or _other_place(plain, edit, context)
        or _other_time(wish, plain, edit)
        or _same_for_move(wish, edit)
        or _kept_after_all(raw, edit)
    )
    return [found] if found is not None else None


def turned_move(way: str, raw: str, edit: LastEdit) -> ToolCall | None:
    """ "other direction" after a move was made slower, "other way" after it was told how far to go: where it goes."""
    if way != "opposite" or edit.call is None or "kind" not in edit.call.args:
        return None
    aimed = {"anchor_x", "anchor_y", "start_s", "end_s", "easing"} & edit.call.args.keys()
    measured = edit.call.name == "set_move" and "amount" in edit.call.args and not aimed
    if not measured and not (edit.call.name == "change_move" and "direction" in raw.split()):
        return None
    args = {name: edit.call.args[name] for name in ("kind", "shots") if name in edit.call.args}
    return ToolCall(name="redirect_move", args=args)


def with_own_move(ids: tuple[str, ...], wish: Wish, context: Context) -> ToolCall | None:
    """ "do that for the exterior as well" after a pan was made slower: the move that is there is made slower."""
    call = context.last_edit.call if context.last_edit else None
    if call is None or call.name not in ("change_move", "remove_move"):
        return None
    kind = call.args.get("kind")
    has_it = all(any(move.kind == kind for move in context.shot(shot).camera) for shot in ids)
    args = {name: value for name, value in call.args.items() if name not in ("shots", "kind", "wish")}
    args |= {"kind": kind} if has_it and kind else {}
    return ToolCall(name=call.name, args={**args, "shots": listed(ids), "wish": wish.said})


def _named_way(wish: Wish, edit: LastEdit) -> ToolCall | None:
    """ "left instead" right after a pan to the right was made."""
    way = wish.first("way")
    if edit.call is None or way is None or not wish.is_only("only_a_way"):
        return None
    kind = str(edit.call.args.get("to") or edit.call.args.get("kind") or "")
    opposite = OPPOSITE.get(kind, "")  # type: ignore[call-overload]
    if edit.op not in ("set_move", "set_camera") or not opposite.endswith(f"_{way.value}"):
        return None
    return ToolCall(name="adjust_last", args={"direction": "opposite", "wish": wish.said})


def _other_place(plain: str, edit: LastEdit, context: Context) -> ToolCall | None:
    """ "no, last" after a shot was moved."""
    if edit.call is None or edit.call.name != "move_shot" or not says_only("only_a_place", plain):
        return None
    words, count = set(plain.split()), len(context.shot_ids)
    places = {"last": count, "end": count, "back": count, "first": 1, "start": 1, "front": 1, "beginning": 1}
    places |= {"second": 2, "third": 3, "middle": (count + 1) // 2}
    place = next((position for word, position in places.items() if word in words), 0)
    return ToolCall(name="move_shot", args={**edit.call.args, "position": place}) if 0 < place <= count else None


def _other_time(wish: Wish, plain: str, edit: LastEdit) -> ToolCall | None:
    """ "a bit later" after a move was given its start or its end."""
    named = [name for name in ("start_s", "end_s") if edit.call and name in edit.call.args]
    if edit.call is None or edit.call.name != "set_move" or len(named) != 1 or not says_only("sooner_or_later", plain):
        return None
    now = edit.call.args[named[0]]
    if not isinstance(now, int | float):
        return None
    step = _LATER_BY_S[degree_of(wish)] * (-1 if wish.word("earlier", "sooner") else 1)
    args: dict[str, JsonValue] = {**edit.call.args, named[0]: round(max(0.0, now + step), 3)}
    return ToolCall(name="set_move", args=args)


def _same_for_move(wish: Wish, edit: LastEdit) -> ToolCall | None:
    """ "now the pan" after the push was made slower."""
    named = named_moves(wish, Target())
    if edit.call is None or edit.call.name != "change_move" or len(named) != 1 or not named[0].there:
        return None
    mark = named[0].mark
    beside = {word for at, word in enumerate(wish.words) if not mark.start <= at < mark.end}
    if beside - word_set("beside_a_name") or named[0].kind is None:
        return None
    args = {name: value for name, value in edit.call.args.items() if name not in ("shots", "kind", "wish")}
    return ToolCall(name="change_move", args={**args, "kind": named[0].kind, "wish": wish.said})


def _kept_after_all(raw: str, edit: LastEdit) -> ToolCall | None:
    """ "actually keep it" after something was taken out."""
    if edit.call is None or not edit.call.name.startswith("remove_") or not says_only("keep_it_after_all", raw):
        return None
    return ToolCall(name="undo", args={})
