"""The offline director as a LangChain chat model: it reads the context in the system message and answers at once."""

import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.messages.tool import tool_call, tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool

from agent.offline.context import context_of
from agent.offline.understand import Understanding, understand

_PIECE = 24
"""Characters of an answer per streamed piece."""


class OfflineDirector(BaseChatModel):
    """Emits the tool calls of a sentence without a model behind it: deterministic, in milliseconds, with no network.

    After the message of a tool it says that message: the tool's words answer the person.
    """

    @property
    def _llm_type(self) -> str:
        return "reshoot-offline"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"model": "offline"}

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """The director with the tools it may call; calls of other tools are left out of its answers."""
        del tool_choice
        return self.bind(tools=[_named(tool) for tool in tools], **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del stop, run_manager
        return ChatResult(generations=[ChatGeneration(message=_answer(messages, kwargs))])

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del run_manager
        return self._generate(messages, stop, None, **kwargs)

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        del stop
        for chunk in _chunks(_answer(messages, kwargs)):
            if run_manager is not None:
                run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        del stop
        for chunk in _chunks(_answer(messages, kwargs)):
            if run_manager is not None:
                await run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk


def _named(tool: dict[str, Any] | type | Callable[..., Any] | BaseTool) -> dict[str, Any]:
    """A tool as a chat model is given it. Of our own tools the name is enough: their schemas are never read here, and
    writing them out takes longer than understanding the sentence."""
    if isinstance(tool, BaseTool):
        return {"type": "function", "function": {"name": tool.name}}
    return convert_to_openai_tool(tool)


def _answer(messages: Sequence[BaseMessage], kwargs: dict[str, Any]) -> AIMessage:
    last = messages[-1] if messages else None
    if isinstance(last, ToolMessage):
        return AIMessage(content=str(last.text))
    prompt = "\n".join(str(m.text) for m in messages if isinstance(m, SystemMessage))
    sentence = next((str(m.text) for m in reversed(messages) if isinstance(m, HumanMessage)), "")
    return as_message(understand(sentence, context_of(prompt)), _offered(kwargs))


def _offered(kwargs: dict[str, Any]) -> frozenset[str] | None:
    """Names of the bound tools; None where none were bound."""
    tools = kwargs.get("tools")
    return None if tools is None else frozenset(str(tool["function"]["name"]) for tool in tools)


def as_message(understood: Understanding, offered: frozenset[str] | None = None) -> AIMessage:
    """The message of a chat model that understood this; calls are numbered, so the same sentence gives the same ids."""
    calls = [call for call in understood.calls if offered is None or call.name in offered]
    if not calls:
        return AIMessage(content=understood.answer or "I have no tool for that here.")
    return AIMessage(
        content=understood.answer,
        tool_calls=[tool_call(name=call.name, args=dict(call.args), id=f"offline_{n}") for n, call in enumerate(calls)],
    )


def _chunks(message: AIMessage) -> Iterator[ChatGenerationChunk]:
    """The message in pieces: its words, then each call's name and arguments, then the end."""
    text = str(message.text)
    for at in range(0, len(text), _PIECE):
        yield ChatGenerationChunk(message=AIMessageChunk(content=text[at : at + _PIECE]))
    for index, call in enumerate(message.tool_calls):
        name = tool_call_chunk(name=call["name"], args="", id=call["id"], index=index)
        yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=[name]))
        args = tool_call_chunk(name=None, args=json.dumps(call["args"], ensure_ascii=False), id=None, index=index)
        yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=[args]))
    yield ChatGenerationChunk(message=AIMessageChunk(content="", chunk_position="last"))
