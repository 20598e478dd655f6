"""Middleware: asking the model, or not asking it."""

import asyncio
from collections.abc import Awaitable, Callable

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, SystemMessage
from langchain_core.messages import ToolCall as MessageToolCall

from agent.patience import Patience, Unanswered, ask
from agent.turn import Turn, TurnState
from agent.wishes import asks_for_next, chip_in
from tools.receipts import Receipt, ToolCall

RESTART = "restart"
"""The custom stream event before a retry: words streamed so far are void."""


class Understanding(AgentMiddleware[TurnState, Turn]):
    """A clicked chip and "next" are calls already; everything else is put before the model, with the scene as it is
    now. A model that fails ends the turn with one sentence: it never raises out of the graph."""

    state_schema = TurnState

    def __init__(self, model_name: str, patience: Patience) -> None:
        super().__init__()
        self._model_name = model_name
        self._patience = patience

    async def awrap_model_call(
        self, request: ModelRequest[Turn], handler: Callable[[ModelRequest[Turn]], Awaitable[ModelResponse]]
    ) -> ModelResponse | AIMessage:
        turn = request.runtime.context
        turn.model_calls += 1
        self._read_next(request, turn)
        if turn.call is not None:
            return _as_message(turn.call)
        prompt = await asyncio.to_thread(turn.system_prompt)
        asked = request.override(system_message=SystemMessage(prompt))
        try:
            response = await ask(
                lambda: handler(asked),
                self._patience,
                self._model_name,
                again=lambda: request.runtime.stream_writer({RESTART: True}),
            )
        except Unanswered as error:
            outcome = "refused" if error.failure.declined else "failed"
            turn.end(Receipt(outcome=outcome, message=error.failure.sentence), None, None)
            return AIMessage(content=error.failure.sentence)
        return ModelResponse(
            result=[turn.raw_calls.checked(m) if isinstance(m, AIMessage) else m for m in response.result]
        )

    def _read_next(self, request: ModelRequest[Turn], turn: Turn) -> None:
        queued = request.state.get("queued") or []
        if turn.call is None and turn.model_calls == 1 and queued and asks_for_next(turn.instruction):
            wish = chip_in(queued[0])
            turn.call, turn.instruction = wish.call, wish.label


def _as_message(call: ToolCall) -> AIMessage:
    return AIMessage(
        content="", tool_calls=[MessageToolCall(name=call.name, args=dict(call.args), id="call", type="tool_call")]
    )
