"""What it means when a chat model answers in words: a call that it wrote out, a claim of a change, a question. Pure."""

import json
import re
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher
from typing import Any

from agent.loose_values import snake
from tools.receipts import ToolCall

MAKE_THE_CALL = (
    "No tool was called, so nothing was changed. If the person asked for a change, make the tool call now, as a tool "
    "call and not in words. If not, answer without saying that something was changed."
)
"""What a model reads whose words claim a change, or contain a call."""

_FENCED = re.compile(r"```(?:json|tool_call|tool_code|python)?\s*(.*?)\s*```", re.DOTALL)
_TAGGED = re.compile(r"<(tool_call|function_call|tool|function)>\s*(.*?)\s*</\1>", re.DOTALL)
_SPOKEN = re.compile(r"([A-Za-z_][\w.]*)\s*\(\s*(\{.*\})?\s*\)", re.DOTALL)
_IDLE = frozenset({"set", "the", "and", "change", "update", "adjust", "edit", "make", "get", "apply", "tool"})
_SAME = {
    "subtitle": "caption", "volume": "level", "loudness": "level", "narration": "voiceover", "narrator": "voiceover",
    "colour": "color", "brightness": "exposure", "delete": "remove", "length": "duration",
}  # fmt: skip
_NAMES = ("name", "tool", "tool_name", "function", "action", "recipient_name")
_ARGUMENTS = ("arguments", "args", "parameters", "input", "action_input")

_DID = (
    r"made|changed|set|added|removed|slowed|sped|moved|turned|updated|adjusted|applied|switched|swapped|replaced|"
    r"increased|decreased|reduced|raised|lowered|brightened|darkened|warmed|cooled|trimmed|split|cut|hidden|hid|put"
)
_CLAIMS = re.compile(
    rf"\bI(?:'ve| have|’ve)?(?: just| now| also)? (?:{_DID})\b|"
    rf"\b(?:has|have) (?:now |just )?been (?:{_DID})\b|"
    rf"\b(?:is|are) now (?:{_DID}|at|in|slower|faster|warmer|brighter)\b|"
    r"^\W*(?:done|all set|all done|fertig|erledigt|listo|hecho|pronto|feito|voilà|c'est fait)\b|"
    r"\bich habe .{1,80}(?:geändert|gemacht|gesetzt|verlangsamt|entfernt|angepasst|hinzugefügt)|"
    r"\bhe (?:cambiado|hecho|puesto|quitado|añadido|ajustado)\b|"
    r"\bj'ai (?:\w+ )?(?:changé|mis|ajouté|retiré|modifié|ralenti)|"
    r"\b(?:alterei|mudei|coloquei|removi|adicionei|ajustei)\b|"
    r"(?:変更|追加|削除|調整)しました|已经?(?:将|把|改|设|调|添加|删除|完成)",
    re.IGNORECASE,
)
"""Ways of saying that something was done. What slips through still stands under the heading "Unchanged"."""


def calls_in(text: str, names: Collection[str]) -> list[ToolCall]:
    """The tool calls that a message consists of; none where it says anything besides, or names another tool."""
    inner = text.strip()
    if fenced := _FENCED.fullmatch(inner):
        inner = fenced[1]
    parts = [found[2] for found in _TAGGED.finditer(inner)] if _TAGGED.sub("", inner).strip() == "" else [inner]
    calls = [call for part in parts for call in _written(part.strip(), names)]
    return [call for call in calls if call is not None] if all(calls) else []


def tool_named(name: str, names: Collection[str]) -> str:
    """The tool of that name, however it is spelled ("functions.setFrameRate"); the name itself where there is none."""
    spelled = snake(re.split(r"[./:]", name.strip())[-1])
    return spelled if name not in names and spelled in names else name


def nearest_tools(name: str, tools: Mapping[str, str], most: int = 6) -> tuple[str, ...]:
    """The tools whose names look like an invented one, or that speak of the same things; the nearest first. `tools`:
    what each does and takes, by name."""
    words = {_SAME.get(word, word) for word in map(_singular, snake(name).split("_")) if len(word) > 2} - _IDLE

    def nearness(tool: str) -> float:
        own = set(map(_singular, tool.split("_")))
        said = set(map(_singular, re.findall(r"[a-z]+", tools[tool].lower())))
        return 2 * len(words & own) + len(words & said) + SequenceMatcher(None, snake(name), tool).ratio()

    ranked = sorted(tools, key=nearness, reverse=True)
    return tuple(tool for tool in ranked[:most] if nearness(tool) > 0.6)


def _singular(word: str) -> str:
    return word.rstrip("s")


def misleads(text: str, names: Collection[str]) -> bool:
    """Whether words without a call say that something was changed, or hold a call that nothing could be made of."""
    written = '"' in text and any(f'"{name}"' in text for name in names)
    return written or _CLAIMS.search(text) is not None


def only_said(text: str) -> str:
    """What the person reads of a model that goes on claiming a change."""
    return f"Nothing was changed: the chat model only said so. Say it again in other words. It said: “{text.strip()}”"


def asks(text: str, instruction: str) -> bool:
    """Whether the words ask the person back, who did not ask themselves."""
    return text.rstrip().endswith(("?", "？")) and not instruction.rstrip().endswith(("?", "？"))


def _written(text: str, names: Collection[str]) -> list[ToolCall | None]:
    spoken = _SPOKEN.fullmatch(text)
    if spoken:
        return [_call(spoken[1], spoken[2] or "{}", names)]
    try:
        read = json.loads(text)
    except ValueError:
        return [None]
    return [_call_in(item, names) for item in (read if isinstance(read, list) and read else [read])]


def _call_in(value: Any, names: Collection[str]) -> ToolCall | None:
    if not isinstance(value, Mapping):
        return None
    if isinstance(value.get("function"), Mapping):
        value = value["function"]
    name = next((value[key] for key in _NAMES if isinstance(value.get(key), str)), None)
    return None if name is None else _call(name, next((value[k] for k in _ARGUMENTS if k in value), {}), names)


def _call(name: str, arguments: Any, names: Collection[str]) -> ToolCall | None:
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments)
        except ValueError:
            return None
    known = tool_named(name, names)
    return ToolCall(name=known, args=dict(arguments)) if known in names and isinstance(arguments, Mapping) else None
