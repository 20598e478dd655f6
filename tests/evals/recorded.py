"""Recorded tool calls as a chat model, and a chat model that shows what it was asked."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, SystemMessage, ToolMessage, convert_to_openai_messages

from agent.models import ChosenModel
from tests.agent.scripted import ScriptedModel, do, say
from tests.evals.cases import Case

Calls = dict[str, list[list[dict[str, Any]]]]
"""Case id -> turns -> tool calls {name, args}."""


def read_calls(path: Path) -> Calls:
    return json.loads(path.read_text(encoding="utf-8"))


class Recorded:
    """Makes the recorded calls of the case at hand, turn by turn; asked again within a turn, it only speaks."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._turns: Iterator[list[dict[str, Any]]] = iter(())
        self.model = ScriptedModel(respond=self._respond)
        self.chosen = ChosenModel(self.model, "recorded", converses=True)

    def begin(self, case: Case) -> None:
        self._turns = iter(self._calls.get(case.id, []))

    def _respond(self, messages: list[BaseMessage]) -> AIMessage:
        last = messages[-1]
        if isinstance(last, ToolMessage):
            return say(str(last.text))
        recorded = next(self._turns, [])
        said = " ".join(str(call["text"]) for call in recorded if "text" in call)
        made = [(call["name"], call.get("args", {})) for call in recorded if "name" in call]
        return do(*made, text=said) if made else say(said or "(no call was recorded)")


def shown(model: ScriptedModel) -> list[dict[str, Any]]:
    """What the model was shown, request by request: system prompt and messages in OpenAI's form."""
    return [
        {
            "system": "\n".join(str(m.text) for m in messages if isinstance(m, SystemMessage)),
            "messages": convert_to_openai_messages([m for m in messages if not isinstance(m, SystemMessage)]),
        }
        for messages in model.seen
    ]
