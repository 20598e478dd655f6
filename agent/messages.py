"""The conversation as the graph keeps it: plain messages, no dangling calls, only the last turns. Pure."""

from collections.abc import Sequence

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolCall, ToolMessage

CUT_OFF = "This call was cut off before it was answered; what it did, if anything, stands in the scene above."
MAX_TURNS = 10
"""Turns kept in the graph's state. Everything older is in the history, and the scene is in the prompt."""
MAX_CHARS = 4000
"""Longest message kept; the model needs the gist of an old turn, not its length."""


def plain(message: AIMessage, turn_id: int, first: int) -> AIMessage:
    """The model's answer as text and tool calls alone, under ids of our own: `turn:index`, unique for ever.

    Models repeat ids (small local ones count from 0 in each answer), and the id is the key that makes an effect happen
    once. What a provider adds besides (reasoning, signatures, usage) is dropped: it would grow the state and tie it to
    that provider. Calls whose arguments are no JSON object stand last, with empty arguments.
    """
    calls: list[ToolCall] = [
        ToolCall(name=call["name"], args=call["args"], id=f"{turn_id}:{first + index}", type="tool_call")
        for index, call in enumerate(message.tool_calls)
    ]
    calls += [
        ToolCall(name=call["name"] or "", args={}, id=f"{turn_id}:{first + len(calls) + index}", type="tool_call")
        for index, call in enumerate(message.invalid_tool_calls)
    ]
    return AIMessage(content=str(message.text)[:MAX_CHARS], tool_calls=calls, id=message.id)


def answer(call: ToolCall, content: str, *, error: bool = False) -> ToolMessage:
    """The answer to a tool call, as the model reads it."""
    return ToolMessage(
        content=content[:MAX_CHARS],
        tool_call_id=call["id"] or "",
        name=call["name"],
        status="error" if error else "success",
    )


def repaired(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """Messages in which every tool call is answered right behind it, once, and no answer stands without its call.

    A cancelled or killed run leaves calls without answers; vendors refuse such a conversation.
    """
    answers = {m.tool_call_id: m for m in messages if isinstance(m, ToolMessage)}
    whole: list[AnyMessage] = []
    for message in messages:
        if isinstance(message, ToolMessage):
            continue
        whole.append(message)
        if isinstance(message, AIMessage):
            whole += [answers.get(call["id"] or "") or answer(call, CUT_OFF, error=True) for call in message.tool_calls]
    return whole


def last_turns(messages: Sequence[AnyMessage], turns: int = MAX_TURNS) -> list[AnyMessage]:
    """The messages of the last `turns` turns; a turn begins with what the person said."""
    starts = [index for index, message in enumerate(messages) if isinstance(message, HumanMessage)]
    return list(messages[starts[-turns] :]) if len(starts) > turns else list(messages)
