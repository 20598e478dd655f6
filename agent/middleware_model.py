"""Middleware: asking the model, or not asking it."""

import asyncio
from collections.abc import Awaitable, Callable

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.messages import ToolCall as MessageToolCall
from langchain_core.tools import BaseTool

from agent.patience import Patience, Unanswered, ask
from agent.turn import Turn, TurnState
from agent.wishes import asks_for_next, chip_in
from agent.words_alone import MAKE_THE_CALL, calls_in, misleads, only_said
from tools.receipts import Receipt, ToolCall

Handler = Callable[[ModelRequest[Turn]], Awaitable[ModelResponse]]

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

    async def awrap_model_call(self, request: ModelRequest[Turn], handler: Handler) -> ModelResponse | AIMessage:
        turn = request.runtime.context
        turn.model_calls += 1
        self._read_next(request, turn)
        if turn.call is not None:
            return _as_message(turn.call)
        prompt = await asyncio.to_thread(turn.system_prompt)
        asked = request.override(system_message=SystemMessage(prompt))
        try:
            return await self._acted(asked, handler, turn)
        except Unanswered as error:
            outcome = "refused" if error.failure.declined else "failed"
            turn.end(Receipt(outcome=outcome, message=error.failure.sentence), None, None)
            return AIMessage(content=error.failure.sentence)

    async def _acted(self, asked: ModelRequest[Turn], handler: Handler, turn: Turn) -> AIMessage:
        """The model's answer. Words that are a call become one; words that claim a change are sent back once, and what
        claims it again is told for what it is. Raises Unanswered."""
        message = await self._answer(asked, handler, turn)
        if _calls(message) or not turn.feeds_back:
            return message
        names, text = _tool_names(asked), str(message.text)
        written = calls_in(text, names)
        if not written and turn.looked_up is None and misleads(text, names):
            asked.runtime.stream_writer({RESTART: True})
            told = [*asked.messages, AIMessage(text), HumanMessage(MAKE_THE_CALL)]
            message = await self._answer(asked.override(messages=told), handler, turn)
            text = str(message.text)
            written = [] if _calls(message) else calls_in(text, names)
            if not _calls(message) and not written and misleads(text, names):
                return AIMessage(content=only_said(text))
        if written:
            asked.runtime.stream_writer({RESTART: True})
            return _as_message(*written)
        return message

    async def _answer(self, asked: ModelRequest[Turn], handler: Handler, turn: Turn) -> AIMessage:
        response = await ask(
            lambda: handler(asked),
            self._patience,
            self._model_name,
            again=lambda: asked.runtime.stream_writer({RESTART: True}),
        )
        message = response.result[-1]
        return turn.raw_calls.checked(message) if isinstance(message, AIMessage) else AIMessage(content="")

    def _read_next(self, request: ModelRequest[Turn], turn: Turn) -> None:
        queued = request.state.get("queued") or []
        if turn.call is None and turn.model_calls == 1 and queued and asks_for_next(turn.instruction):
            wish = chip_in(queued[0])
            turn.call, turn.instruction = wish.call, wish.label


def _calls(message: AIMessage) -> bool:
    return bool(message.tool_calls or message.invalid_tool_calls)


def _tool_names(request: ModelRequest[Turn]) -> list[str]:
    return [tool.name for tool in request.tools if isinstance(tool, BaseTool)]


def _as_message(*calls: ToolCall) -> AIMessage:
    return AIMessage(
        content="",
        tool_calls=[
            MessageToolCall(name=call.name, args=dict(call.args), id=f"call{number}", type="tool_call")
            for number, call in enumerate(calls)
        ],
    )
