"""A chat model that follows a script: it binds tools, streams pieces, and keeps what it was shown."""

import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import Field

Respond = Callable[[list[BaseMessage]], AIMessage]


def say(text: str) -> AIMessage:
    return AIMessage(content=text)


def do(*calls: tuple[str, dict[str, Any]], text: str = "", ids: str = "c") -> AIMessage:
    """An answer with tool calls."""
    return AIMessage(
        content=text,
        tool_calls=[
            {"name": name, "args": args, "id": f"{ids}{index}", "type": "tool_call"}
            for index, (name, args) in enumerate(calls)
        ],
    )


class ScriptedModel(BaseChatModel):
    """`respond` gives the answer to the messages shown; `seen` and `tools` keep what was shown."""

    respond: Respond
    seen: list[list[BaseMessage]] = Field(default_factory=list)
    tools: list[dict[str, Any]] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], *, tool_choice: str | None = None, **kwargs: Any) -> Runnable:
        self.tools[:] = [convert_to_openai_tool(tool) for tool in tools]
        return self.bind(**kwargs)

    def _answer(self, messages: list[BaseMessage]) -> AIMessage:
        self.seen.append(list(messages))
        return self.respond(messages)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._answer(messages))])

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return self._generate(messages)

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        for chunk in _chunks(self._answer(messages)):
            if run_manager is not None:
                await run_manager.on_llm_new_token(str(chunk.text), chunk=chunk)
            yield chunk


def following(*answers: AIMessage) -> ScriptedModel:
    """A model that gives these answers one after another."""
    rest = iter(answers)
    return ScriptedModel(respond=lambda _: next(rest))


def _chunks(message: AIMessage) -> Iterator[ChatGenerationChunk]:
    text = str(message.text)
    for start in range(0, len(text), 5):
        yield ChatGenerationChunk(message=AIMessageChunk(content=text[start : start + 5]))
    written = [(call["name"], json.dumps(call["args"]), call["id"]) for call in message.tool_calls]
    written += [(call["name"] or "", call["args"] or "", call["id"]) for call in message.invalid_tool_calls]
    for index, (name, args, call_id) in enumerate(written):
        piece = tool_call_chunk(name=name, args=args, id=call_id, index=index)
        yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=[piece]))
    yield ChatGenerationChunk(message=AIMessageChunk(content="", chunk_position="last"))
