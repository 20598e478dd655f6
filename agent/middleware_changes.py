"""Middleware: one change per turn, and what becomes of a call that does not work."""

import json
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any, cast

import structlog
from langchain.agents.middleware import AgentMiddleware, ToolCallRequest
from langchain_core.messages import AIMessage, ToolMessage
from langchain_core.messages import ToolCall as MessageToolCall
from langchain_core.tools import BaseTool
from langgraph.errors import GraphBubbleUp
from langgraph.runtime import Runtime
from langgraph.types import Command

from agent.answers import is_expected, receipt_of
from agent.messages import answer, plain
from agent.turn import QUESTION, READ_ONLY, Turn, TurnState
from agent.wishes import after_call, bare_call, chip_in, chip_of, gathered
from agent.words_alone import nearest_tools, tool_named
from store.errors import AskPerson, EditRefused, UnknownTarget
from tools.receipts import Chip, Receipt

_log = structlog.get_logger(__name__)

MAX_CORRECTIONS = 2
"""How often a model may try again after a call that does not fit the scene."""
QUEUED = "queued: one change per turn. The person sees this wish as a button; do not call it again."
NOT_DONE = "not done: one change per turn, and this one cannot wait as it stands."
BROKEN_JSON = "error: the arguments were not one complete JSON object, so no call was made. Make the call again."


class OneChange(AgentMiddleware[TurnState, Turn]):
    """Of several calls the first runs and the others wait as chips; errors go to whoever can mend them."""

    state_schema = TurnState

    def __init__(self, names: Collection[str], fits: Callable[[str, Mapping[str, Any]], bool]) -> None:
        """`names`: of all tools. `fits` says whether a tool of that name takes those arguments: what does not fit is no
        chip."""
        super().__init__()
        self._names = names
        self._fits = fits

    async def aafter_model(self, state: TurnState, runtime: Runtime[Turn]) -> dict[str, Any] | None:
        """Rewrite the model's answer: plain, under ids of our own, one call to run, the others answered already."""
        turn = runtime.context
        message = state["messages"][-1]
        if not isinstance(message, AIMessage) or turn.receipt is not None:
            return None
        cut_off = bool(message.invalid_tool_calls)
        calls = gathered(message.tool_calls, lambda name: tool_named(name, self._names))
        message = plain(message.model_copy(update={"tool_calls": calls}), turn.id, turn.calls)
        turn.calls += len(message.tool_calls)
        turn.said = str(message.content)
        if cut_off:
            return {"messages": [message, *_again(turn, message.tool_calls)]}
        chosen, others = _choose(message.tool_calls, turn)
        wishes = [call for call in others if call["name"] != QUESTION and self._fits(call["name"], call["args"])]
        answers = [answer(call, QUEUED if call in wishes else NOT_DONE, error=call not in wishes) for call in others]
        fresh = [chip_of(call["name"], call["args"]) for call in wishes]
        return {"messages": [message, *answers], "queued": _wait(state, turn, fresh, chosen)}

    async def awrap_tool_call(
        self,
        request: ToolCallRequest,
        handler: Callable[[ToolCallRequest], Awaitable[ToolMessage | Command[Any]]],
    ) -> ToolMessage | Command[Any]:
        """Run a call. No exception leaves: each becomes the model's to mend, a question, or the end of the turn."""
        turn = cast("Turn", request.runtime.context)
        call = request.tool_call
        if turn.receipt is not None:
            return answer(call, QUEUED)
        try:
            if request.tool is None:
                raise _no_such_tool(call["name"], _told(request.runtime.tools))
            return await handler(request)
        except GraphBubbleUp:
            raise
        except EditRefused as error:
            return answer(call, _refuse(turn, call, error), error=True)
        except Exception as error:
            if not is_expected(error):
                _log.exception("a step failed", tool=call["name"], tool_call_id=call["id"])
            receipt = receipt_of(error)
            _end(turn, call, receipt)
            options = error.options if isinstance(error, AskPerson) else ()
            return answer(call, f"{receipt.outcome}: {receipt.message} {', '.join(options)}", error=not options)


def _choose(calls: list[MessageToolCall], turn: Turn) -> tuple[list[MessageToolCall], list[MessageToolCall]]:
    """The calls that run now (the look-ups a model reads, and the first other one), and those that do not."""
    look_ups = READ_ONLY if turn.feeds_back else frozenset[str]()
    effects = [call for call in calls if call["name"] not in look_ups]
    chosen = effects[:1]
    return chosen, effects[1:]


def _again(turn: Turn, calls: list[MessageToolCall]) -> list[ToolMessage]:
    """Answer a message of which a call was cut off: none is carried out, a half-heard sentence is no wish."""
    _refuse(turn, calls[0], EditRefused("The chat model's answer was cut off. Nothing was changed; say it again."))
    return [answer(call, BROKEN_JSON, error=True) for call in calls]


def _wait(state: TurnState, turn: Turn, fresh: list[Chip], chosen: list[MessageToolCall]) -> list[dict[str, Any]]:
    done = bare_call(chosen[0]["name"], chosen[0]["args"]) if chosen else None
    queued = after_call(state.get("queued") or [], fresh, done, first=turn.model_calls == 1)
    turn.waiting = [chip_in(wish) for wish in queued]
    return queued


def _told(tools: Sequence[BaseTool]) -> dict[str, str]:
    """What each tool does and takes, by its name."""
    return {tool.name: f"{tool.description} {json.dumps(tool.args_schema)}" for tool in tools}


def _no_such_tool(name: str, tools: Mapping[str, str]) -> UnknownTarget:
    nearest = nearest_tools(name, tools) or tuple(tools)
    return UnknownTarget(f"There is no step called {name!r}. Nothing was changed.", nearest)


def _refuse(turn: Turn, call: MessageToolCall, error: EditRefused) -> str:
    """Hand the refusal to the model while it may correct itself, else to the person. Answers with the model's text."""
    receipt = Receipt(outcome="refused", message=str(error))
    if not turn.feeds_back or turn.failures >= MAX_CORRECTIONS:
        _end(turn, call, receipt)
        return f"refused: {error}"
    turn.failures += 1
    turn.refusal = receipt
    names = error.nearest if isinstance(error, UnknownTarget) else ()
    nearest = f" Valid, nearest first: {', '.join(names)}." if names else ""
    said = any(words in str(error).lower() for words in ("nothing was changed", "nothing changed"))
    kept = "" if said else " Nothing was changed."
    return f"error: {error}{nearest}{kept} Correct the call, or ask the person with {QUESTION}."


def _end(turn: Turn, call: MessageToolCall, receipt: Receipt) -> None:
    turn.end(receipt, call["id"], bare_call(call["name"], call["args"]))
