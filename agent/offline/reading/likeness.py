"""One shot made like another: "the cup should be as warm as the exterior", "match the last shot to the first"."""

from pydantic import JsonValue

from agent.offline.calls import Calls, call, listed
from agent.offline.reading.look_words import PROPERTIES
from agent.offline.targets import Target, find_target
from agent.offline.wish import Wish
from store.scene import Look, Shot

_JOINTS = ("as", "to", "like", "with", "from", "of", "match", "matches", "matching")


def read_likeness(wish: Wish) -> Calls | None:
    """The call that gives a shot what another one has; None where no two shots are likened."""
    lent = _lent_move(wish)
    if lent is not None:
        return lent
    if not wish.says("likened") or wish.has("transition") or wish.has("order", "swap", "before", "after"):
        return None
    for at in reversed([n for n, word in enumerate(wish.words) if word in _JOINTS]):
        model = _one(wish, find_target(wish.part(at + 1, len(wish.tokens))))
        mine = find_target(wish.part(0, at))
        if model is None or model.id in mine.ids:
            continue
        return _given(wish, wish.part(0, at), mine, model)
    return None


def _lent_move(wish: Wish) -> Calls | None:
    """ "give the cup the barista's pan"."""
    at = next((n for n, word in enumerate(wish.words) if word == "'s"), 0)
    moves = [m for m in wish.all("move") if m.start == at + 1]
    if not at or not moves or not wish.says("lends"):
        return None
    model = _one(wish, find_target(wish.part(max(0, at - 2), at)))
    mine = [i for i in find_target(wish.leaving_out([(at - 1, at + 1)])).ids if model and i != model.id]
    return _same_move(wish, mine, model) if model is not None and len(mine) == 1 and len(model.camera) == 1 else None


def _one(wish: Wish, target: Target) -> Shot | None:
    return wish.context.shot(target.ids[0]) if len(target.ids) == 1 else None


def _given(wish: Wish, about: Wish, mine: Target, model: Shot) -> Calls | None:
    others = [i for i in wish.context.shot_ids if i != model.id] if about.word("other", "others", "rest") else []
    ids = (
        list(mine.ids)
        or others
        or [i for i in wish.context.shot_ids if mine.all and i != model.id]
        or _other(wish, model)
    )
    if not ids:
        return None
    if about.has("length") or about.has("lengthprop"):
        return [call(wish, "set_duration", duration_s=model.duration_s, shots=listed(ids))]
    if about.has("move"):
        return _same_move(wish, ids, model)
    names = {m.value if m.tag == "prop" else m.tag for m in about.marks if m.tag in ("prop", *PROPERTIES)}
    if not names and not about.has("lookword"):
        return None
    values: dict[str, JsonValue] = {name: getattr(model.look, name) for name in names or set(Look.model_fields)}
    return [call(wish, "set_look", shots=listed(ids), **values)]


def _same_move(wish: Wish, ids: list[str], model: Shot) -> Calls | None:
    """ "same move on shot 3 as on shot 1"."""
    if len(model.camera) != 1:
        return None if model.camera else [call(wish, "remove_move", shots=listed(ids))]
    move = model.camera[0]
    return [
        call(wish, "set_move", kind=move.kind, amount=move.amount, easing=move.easing, shots=listed(ids), instead=True)
    ]


def _other(wish: Wish, model: Shot) -> list[str]:
    """The selected shot, where it is not the one that is looked at."""
    selected = wish.context.selected_shot
    return [selected] if selected and selected != model.id else []
