"""Turns that were cut off: what they did stands in the history, and only their receipt is missing."""

from store.describe import describe_change
from store.history import History, TurnInfo
from tools.receipts import Change, Receipt

_NOTHING = "This was cut off before it was done. Nothing was changed; say it again."
_AFTER_ALL = "It was cut off before it could say so, but the change was made."


def cut_off_turn(history: History, session_id: str) -> TurnInfo | None:
    """The last turn of a session if it has no receipt: the program was stopped while it ran.

    Nobody else may be running a turn of this session.
    """
    last = history.turns(session_id, last=1)
    return last[0] if last and last[0].outcome is None else None


def what_it_left(history: History, session_id: str, turn_id: int) -> Receipt | None:
    """The receipt of the change a turn made, read from the history; None if it made none."""
    moved = history.move_of_turn(session_id, turn_id)
    if moved is None:
        return None
    before, after = history.revision(session_id, moved.from_), history.revision(session_id, moved.to)
    edited = after.edit if after.turn == turn_id else None
    told = describe_change(before.scene, after.scene)
    return Receipt(
        outcome="changed" if edited else "action",
        action=None if edited else "undo" if moved.to == before.parent else "restore",
        message=told.sentence,
        edit=edited.model_dump(mode="json", exclude_none=True) if edited else None,
        changes=tuple(Change(what=line.what, old=line.old, new=line.new) for line in told.lines),
        stayed=told.stayed,
        notes=(_AFTER_ALL,),
        revision=moved.to,
        before_revision=moved.from_,
    )


def receipt_of_cut_off(history: History, session_id: str, turn_id: int) -> Receipt:
    """How a turn that was cut off is answered afterwards."""
    return what_it_left(history, session_id, turn_id) or Receipt(outcome="failed", message=_NOTHING)
