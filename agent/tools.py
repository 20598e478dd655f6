"""The steps of the pipeline as LangChain tools, made from their signatures."""

from collections.abc import Mapping
from dataclasses import replace as replace_context
from functools import cache
from typing import Any

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool, StructuredTool
from pydantic import ValidationError

from agent.events import Doing
from agent.parameters import CORRECTION, WISH, Arguments, arguments_of, read_arguments, schema_of
from agent.turn import READ_ONLY, Turn, TurnState
from agent.wishes import bare_call, label_of
from store.apply import in_words
from store.errors import EditRefused, OutOfRange
from store.scene import replace
from tools.receipts import Receipt
from tools.steps import Step

MAX_LOOKED_UP = 3500
"""Characters of a look-up that a model reads."""


def build_tools(steps: Mapping[str, Step]) -> list[BaseTool]:
    """One tool per step, under the step's name."""
    return [_as_tool(name, step) for name, step in steps.items()]


def fits(steps: Mapping[str, Step], name: str, args: Mapping[str, Any]) -> bool:
    """Whether there is such a tool, and it takes those arguments."""
    step = steps.get(name)
    if step is None:
        return False
    try:
        read_arguments(step, _arguments_of(step), args)
    except EditRefused:
        return False
    return True


_arguments_of = cache(arguments_of)


@cache
def _as_tool(name: str, step: Step) -> BaseTool:
    # Kept: a tool has no state, and reading a signature into a schema takes milliseconds.
    arguments = _arguments_of(step)

    async def run(runtime: ToolRuntime[Turn, TurnState], **given: Any) -> str:
        return await _carry_out(runtime.context, runtime.tool_call_id or "", name, step, arguments, given)

    return StructuredTool(
        name=name,
        description=" ".join((step.__doc__ or name.replace("_", " ")).split()),
        # A plain JSON schema: arguments are checked by us, so that a misfit names the valid ones.
        args_schema=schema_of(arguments, name),
        coroutine=run,
    )


async def _carry_out(
    turn: Turn, tool_call_id: str, name: str, step: Step, arguments: type[Arguments], given: dict[str, Any]
) -> str:
    """Run the step and keep its receipt on the turn. Answers with what the model reads about it."""
    if arguments.model_fields[WISH].is_required() and not given.get(WISH):
        given = {**given, WISH: turn.instruction}
    values = read_arguments(step, arguments, given)
    call = bare_call(name, given)
    turn.watched.emit(Doing(tool=name, label=str(given.get(WISH) or label_of(call))))
    try:
        context = replace_context(turn.context_of(tool_call_id), correction=given.get(CORRECTION) is True)
        receipt = await turn.watched.carry_out(step, context, **values)
    except ValidationError as error:
        raise OutOfRange(in_words(error)) from error  # a value that the scene does not take
    if name in READ_ONLY and turn.feeds_back:
        turn.looked_up = replace(receipt, call=call)
        return _looked_up(receipt)
    turn.end(receipt, tool_call_id, call)
    return told(receipt)


def told(receipt: Receipt) -> str:
    """A receipt as the model reads it later in the conversation: short, in words."""
    lines = [f"{receipt.outcome}: {receipt.message}"]
    lines += [f"{change.what}: {change.old} -> {change.new}" for change in receipt.changes[:8]]
    if receipt.reading:
        lines.append(f"reading: {receipt.reading}")
    return "\n".join(lines)


def _looked_up(receipt: Receipt) -> str:
    """The newest end of a look-up's words: what a sentence is about is seldom far back."""
    return receipt.message[-MAX_LOOKED_UP:]
