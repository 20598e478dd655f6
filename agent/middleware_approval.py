"""Middleware: what costs money waits in the graph for the person's word, before any effect."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from langchain.agents.middleware import AgentMiddleware, ToolCallRequest
from langchain_core.messages import ToolMessage
from langgraph.errors import GraphInterrupt
from langgraph.types import Command, interrupt

from agent.messages import answer
from agent.turn import Turn, TurnState
from agent.wishes import bare_call
from tools.approvals import AskApproval
from tools.money import Agreed
from tools.receipts import Receipt

CANCELLED = "Cancelled. Nothing was sent, and nothing was spent."


class Approval(AgentMiddleware[TurnState, Turn]):
    """A step that asks for approval has done nothing yet. It is run again with the person's word; also by a later run
    of the program, since the graph's memory keeps the waiting call."""

    state_schema = TurnState

    async def awrap_tool_call(
        self,
        request: ToolCallRequest,
        handler: Callable[[ToolCallRequest], Awaitable[ToolMessage | Command[Any]]],
    ) -> ToolMessage | Command[Any]:
        turn, call = cast("Turn", request.runtime.context), request.tool_call
        while True:
            try:
                return await handler(request)
            except AskApproval as asked:
                bare = bare_call(call["name"], call["args"])
                try:
                    word = interrupt({"offer": call["id"], "total_usd": asked.total_usd})
                except GraphInterrupt:
                    turn.end(asked.receipt, call["id"], bare)  # the turn ends here with the spend card
                    raise
                if not word["go"]:
                    turn.end(Receipt(outcome="unchanged", message=CANCELLED), call["id"], bare)
                    return answer(call, "cancelled by the person: nothing was spent")
                turn.agreed = Agreed(word["up_to_usd"])  # a price that has risen since is asked for again
