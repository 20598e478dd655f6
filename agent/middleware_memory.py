"""Middleware: what the model is shown of the conversation, and when a turn is over."""

from typing import Any

from langchain.agents.middleware import AgentMiddleware, hook_config
from langchain_core.messages import RemoveMessage
from langgraph.graph.message import REMOVE_ALL_MESSAGES
from langgraph.runtime import Runtime

from agent.messages import last_turns, repaired
from agent.turn import Turn, TurnState

MAX_MODEL_CALLS = 6
"""Per turn: a few look-ups and two corrections. A model that still goes on then goes round in circles."""


class Memory(AgentMiddleware[TurnState, Turn]):
    """Before each model call: ends the turn where it is over, mends cut-off tool calls, keeps only the last turns."""

    state_schema = TurnState

    @hook_config(can_jump_to=["end"])
    async def abefore_model(self, state: TurnState, runtime: Runtime[Turn]) -> dict[str, Any] | None:
        turn = runtime.context
        if turn.receipt is not None or turn.model_calls >= MAX_MODEL_CALLS:
            return {"jump_to": "end"}
        messages = list(state["messages"])
        kept = last_turns(repaired(messages))
        if [m.id for m in kept] == [m.id for m in messages]:
            return None
        return {"messages": [RemoveMessage(id=REMOVE_ALL_MESSAGES), *kept]}
