"""The arguments of streamed tool calls as the model wrote them.

LangChain completes broken JSON when it joins streamed pieces: a cut-off `{"duration_s": 8, "sho` becomes a call for
whatever stands there already. A half-heard wish must not change the film, so what was written is kept and checked.
"""

import json
from typing import Any

from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.messages import AIMessage, AIMessageChunk, InvalidToolCall


class RawCalls(AsyncCallbackHandler):
    """Listens to one turn's model and keeps the raw arguments of its last answer, in the order of the calls."""

    run_inline = True

    def __init__(self) -> None:
        self._written: dict[Any, str] = {}

    async def on_chat_model_start(self, *_: Any, **__: Any) -> None:
        """Another answer begins."""
        self._written = {}

    async def on_llm_new_token(self, token: Any, *, chunk: Any = None, **_: Any) -> None:
        """A piece of the answer; its words are of no interest here."""
        del token
        message = getattr(chunk, "message", None)
        if not isinstance(message, AIMessageChunk):
            return
        for piece in message.tool_call_chunks:
            key = piece["index"] if piece["index"] is not None else f"whole {len(self._written)}"
            self._written[key] = self._written.get(key, "") + (piece["args"] or "")

    def checked(self, message: AIMessage) -> AIMessage:
        """The message, with calls whose written arguments are no complete JSON object among its invalid ones."""
        written = list(self._written.values())
        if len(written) != len(message.tool_calls) or all(map(_is_object, written)):
            return message
        pairs = list(zip(message.tool_calls, written, strict=True))
        broken = [
            InvalidToolCall(name=call["name"], args=args, id=call["id"], error="cut off", type="invalid_tool_call")
            for call, args in pairs
            if not _is_object(args)
        ]
        return AIMessage(
            content=str(message.text),
            tool_calls=[call for call, args in pairs if _is_object(args)],
            invalid_tool_calls=[*message.invalid_tool_calls, *broken],
            id=message.id,
        )


def _is_object(written: str) -> bool:
    try:
        return not written.strip() or isinstance(json.loads(written), dict)
    except ValueError:
        return False
