"""Arguments as models loosely write them, read as the schema writes them: only where the meaning is certain. Pure.

What is not certain stays as it was given, and fails the schema with the valid names.
"""

import contextlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agent.loose_words import AMONG_WAYS, BLANK, MEANS, ORDINALS, OTHER_NAMES, UNITS

_CLEARED = frozenset({"description", "subject_motion", "atmosphere"})
"""An empty text takes these out of a shot, where nothing else is said."""
_TARGETS = frozenset({"shot", "shots", "which", "wish"})
_NOTHING_AT_ZERO = frozenset({"by", "by_s", "by_db", "factor", "film_s", "shift_s", "minutes_ago", "freeze_s", "count"})
"""A step of nothing is what models write into a blank that they were not asked to fill."""
_GRADE = frozenset(
    {"temperature", "tint", "exposure", "contrast", "saturation", "highlights", "shadows", "vignette", "grain", "fade"}
)
_LISTED = frozenset({"shots", "platforms", "stills"})
"""Lists of names, which hold no commas themselves."""
_NUMBER = re.compile(r"([+-]?(?:\d+(?:\.\d+|,\d{1,2})?|\.\d+))\s*([^\d\s.,][^\d]*)?")
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d(?:\.\d+)?)")
"""Minutes and seconds."""


@dataclass(frozen=True)
class Slot:
    """What an argument takes: JSON types, the values it may have (empty: any), and whether it has to be given."""

    kinds: frozenset[str]
    choices: tuple[Any, ...]
    required: bool

    @classmethod
    def of(cls, schema: Mapping[str, Any], required: bool) -> "Slot":
        """From the JSON schema of one argument, with its references resolved."""
        parts: Sequence[Mapping[str, Any]] = schema.get("anyOf") or (schema,)
        kinds = frozenset(kind for part in parts if (kind := part.get("type")) is not None)
        return cls(kinds, tuple(choice for part in parts for choice in part.get("enum", ())), required)

    @property
    def text(self) -> bool:
        return self.kinds == frozenset({"string"})

    @property
    def numeric(self) -> bool:
        return bool(self.kinds & {"number", "integer"})


def snake(name: str) -> str:
    """A name the way ours are written: "setFrameRate", "Push In" and "push-in" are set_frame_rate, push_in, push_in."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[\s_\-–]+", "_", parted).strip("_").lower()


def read_loosely(slots: Mapping[str, Slot], given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with names and values as the schema has them, and without blanks."""
    named: dict[str, Any] = {}
    for name, value in given.items():
        ours = _name_of(name, slots)
        named[name if ours in named or (ours != name and ours in given) else ours] = value
    read = {name: _value(name, slots.get(name), value, named) for name, value in named.items()}
    return _without_fillings(slots, {n: v for n, v in read.items() if not _blank(n, slots.get(n), v)}, read)


def choice_of(text: str, choices: Sequence[Any]) -> Any | None:
    """The choice that a text means; None where none is certain."""
    ours = {snake(str(choice)): choice for choice in choices}
    key = snake(text).removeprefix("the_")
    if key in ours:
        return ours[key]
    ratio = re.fullmatch(r"(\d+)_?[x/:]_?(\d+)", key)
    if ratio and (found := ours.get(f"{ratio[1]}:{ratio[2]}")):
        return found
    if "opposite" in ours and key in AMONG_WAYS:
        return None  # "up" after a change downwards is the other way, and no more of it
    meant = [ours[name] for name in MEANS.get(key, ()) if name in ours]
    return meant[0] if len(meant) == 1 else None


def _name_of(name: str, slots: Mapping[str, Slot]) -> str:
    if name in slots:
        return name
    key = snake(name)
    candidates = [key, *OTHER_NAMES.get(key, ()), *(f"{key}{unit}" for unit in ("_s", "_db", "_usd"))]
    found = [candidate for candidate in candidates if candidate in slots]
    return found[0] if found else name


def _value(name: str, slot: Slot | None, value: Any, given: Mapping[str, Any]) -> Any:
    if slot is None:
        return value
    if "array" in slot.kinds:
        return _list(name, value)
    if slot.text and isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str):
        return str(value) if _is_name(slot, value) else value
    if slot.choices and (choice := choice_of(value, slot.choices)) is not None:
        return choice
    if slot.numeric:
        number = _number(name, value, given)
        return value if number is None else _exact(number, slot)
    return value


def _is_name(slot: Slot, value: Any) -> bool:
    return slot.text and isinstance(value, int | float) and not isinstance(value, bool)


def _list(name: str, value: Any) -> Any:
    if isinstance(value, str):
        value = _listed(name, value.strip())
    elif isinstance(value, int) and not isinstance(value, bool):
        value = [value]
    if not isinstance(value, list):
        return value
    return [str(item) if isinstance(item, int) and not isinstance(item, bool) else item for item in value]


def _listed(name: str, text: str) -> list[Any]:
    if text.startswith("["):
        with contextlib.suppress(ValueError):
            return list(json.loads(text))
    parts = re.split(r"\s*,\s*", text.strip("[]")) if name in _LISTED else [text]
    return [bare for part in parts if (bare := part.strip("\"' "))]


def _number(name: str, text: str, given: Mapping[str, Any]) -> float | None:
    """The number that a text says, in the argument's own unit; None where its unit is another or unknown."""
    if (ordinal := ORDINALS.get(snake(text).removeprefix("the_"))) and name in ("which", "position", "number"):
        return ordinal if ordinal > 0 or name == "which" else None
    if name.endswith("_s") and (clock := _CLOCK.fullmatch(text.strip())):
        return int(clock[1]) * 60 + float(clock[2])
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    number, unit = float(found[1].replace(",", ".")), (found[2] or "").strip().lower().rstrip(".")
    if not unit:
        return number
    if name == "amount" and unit in ("%", "percent") and _turns(given):
        return None
    scale = UNITS.get(_unit_of(name), {}).get(unit)
    return None if scale is None else round(number * scale, 6)


def _unit_of(name: str) -> str:
    return next((unit for unit in ("_s", "_db", "_usd") if name.endswith(unit)), name if name in UNITS else "")


def _turns(given: Mapping[str, Any]) -> bool:
    """Whether an amount may be in degrees: of a roll, an orbit, or a move that is not named."""
    return snake(str(given.get("kind") or "roll")).startswith(("roll", "orbit", "arc"))


def _exact(number: float, slot: Slot) -> float | int:
    return int(number) if number == int(number) and "number" not in slot.kinds else number


def _blank(name: str, slot: Slot | None, value: Any) -> bool:
    """Whether nothing was meant: null, or an empty text or list where nothing has to stand."""
    if value is None or (slot is None and value in ("", [], {})):
        return True
    if slot is None or slot.required:
        return False
    if isinstance(value, str):
        free = slot.text and not slot.choices
        return value.strip().lower() in (("", "null") if free else BLANK) and value not in slot.choices
    return value == [] or (name in _NOTHING_AT_ZERO and value == 0)


def _without_fillings(slots: Mapping[str, Slot], kept: dict[str, Any], read: Mapping[str, Any]) -> dict[str, Any]:
    if kept.keys() <= _TARGETS:
        cleared = {name: "" for name in _CLEARED & slots.keys() if read.get(name) == ""}
        return {**kept, **cleared}
    if kept.keys() >= _GRADE and any(kept[name] for name in _GRADE):
        # Nobody says ten values at once: the zeros fill a form, and would wipe the rest of the look.
        return {name: value for name, value in kept.items() if name not in _GRADE or value != 0}
    return kept
