"""Wishes that cost money: takes of a shot, their price, who makes them, something cheaper, once more from the lock."""

from agent.offline.calls import Calls
from agent.offline.context import Context
from agent.offline.money_sentences import said_of_money
from agent.offline.whole_sentences import one_call
from tools.other_engines import CHEAPEST
from tools.receipts import ToolCall

_MADE_BY_ENGINES = frozenset(
    {
        "render_takes", "render_sequence", "generate_stills", "generate_panels", "edit_still", "edit_take",
        "remake_without_words",
    }
)  # fmt: skip
"""Steps that take an engine's name."""


def read_money(sentence: str, context: Context) -> Calls | None:
    """The calls of a whole sentence about what an engine makes and what it costs; None for every other."""
    said = said_of_money(sentence)
    if said is None:
        return None
    offered = _offered(context)
    if said.kind == "price":
        return [offered] if offered else one_call("estimate")
    if said.kind == "cheaper":
        return [_by(offered, CHEAPEST)] if offered else None
    if not context.shot_ids:
        return None
    if said.kind == "takes":
        return one_call("render_takes", count=said.count)
    if said.kind == "again":
        return _again(context)
    return [_by(offered, said.engine)] if offered else one_call("render_takes", count=1, engine=said.engine)


def _again(context: Context) -> Calls | None:
    """The newest take once more, by the engine that made it: of the shot that was changed last, else of the first that
    has takes."""
    order = [shot for shot in (context.selected_shot, *context.shot_ids) if shot and context.takes.get(shot)]
    return one_call("render_takes", shot=order[0], count=1, like=len(context.takes[order[0]])) if order else None


def _offered(context: Context) -> ToolCall | None:
    """What stands at a price before the person, or was over their budget."""
    turn = context.last_turn
    if turn is None or turn.call is None or turn.outcome not in ("awaiting_approval", "refused"):
        return None
    return turn.call if turn.call.name in _MADE_BY_ENGINES else None


def _by(call: ToolCall, engine: str) -> ToolCall:
    return ToolCall(name=call.name, args={**call.args, "engine": engine})
