"""Recorded tool calls as a chat model, and a chat model that shows what it was asked."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, convert_to_openai_messages

from agent.models import ChosenModel
from tests.agent.scripted import ScriptedModel, do, say
from tests.evals.cases import Case

Recording = list[dict[str, Any]]
"""One answer: tool calls {name, args} and words {text}."""
Calls = dict[str, list[Recording | list[Recording]]]
"""Case id -> turns -> an answer, or a list of answers where the model is asked again within the turn."""


def read_calls(path: Path) -> Calls:
    return json.loads(path.read_text(encoding="utf-8"))


class Recorded:
    """Gives the recorded answers of the case at hand, turn by turn; asked more often within a turn, it only speaks."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._sentences: list[str] = []
        self._turns: list[list[Recording]] = []
        self._answers: list[Recording] = []
        self.model = ScriptedModel(respond=self._respond)
        self.chosen = ChosenModel(self.model, "recorded", converses=True)

    def begin(self, case: Case) -> None:
        self._sentences = list(case.turns)
        self._turns = [_answers(turn) for turn in self._calls.get(case.id, [])]
        self._answers = []

    def _respond(self, messages: list[BaseMessage]) -> AIMessage:
        last = messages[-1]
        if isinstance(last, HumanMessage) and self._sentences and last.text == self._sentences[0]:
            self._sentences.pop(0)
            self._answers = self._turns.pop(0) if self._turns else [[{"text": "(no call was recorded)"}]]
        if not self._answers:
            return say(str(last.text))
        recorded = self._answers.pop(0)
        said = " ".join(str(call["text"]) for call in recorded if "text" in call)
        made = [(call["name"], call.get("args", {})) for call in recorded if "name" in call]
        return do(*made, text=said) if made else say(said)


def _answers(turn: Sequence[Any]) -> list[Recording]:
    return [list(answer) for answer in turn] if turn and isinstance(turn[0], list) else [list(turn)]


def shown(model: ScriptedModel) -> list[dict[str, Any]]:
    """What the model was shown, request by request: system prompt and messages in OpenAI's form."""
    return [
        {
            "system": "\n".join(str(m.text) for m in messages if isinstance(m, SystemMessage)),
            "messages": convert_to_openai_messages([m for m in messages if not isinstance(m, SystemMessage)]),
        }
        for messages in model.seen
    ]
