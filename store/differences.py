"""What differs between two scenes, as paths with old and new values. Pure."""

import re
from typing import Any

from pydantic import BaseModel, JsonValue

from store.scene import Value

_PART = re.compile(r"([A-Za-z_0-9:]+)|\[(\d+)\]")


class Difference(Value):
    """One value that differs: `path` reads like "shots[0].look.temperature"; absent values are None."""

    path: str
    old: JsonValue
    new: JsonValue


def differences(old: BaseModel, new: BaseModel) -> tuple[Difference, ...]:
    """Every value that differs, as deep as possible; lists whose length differs are given whole."""
    found: list[Difference] = []
    _walk(old.model_dump(mode="json"), new.model_dump(mode="json"), "", found)
    return tuple(found)


def path_parts(path: str) -> list[str | int]:
    """The keys and places that lead to a value."""
    return [int(place) if place else name for name, place in _PART.findall(path)]


def put_value(document: Any, path: str, value: JsonValue) -> None:
    """Set the value at `path` in a JSON document. Raises KeyError or IndexError where the way to it is missing."""
    parts = path_parts(path)
    for part in parts[:-1]:
        document = document[part]
    document[parts[-1]] = value


def _walk(old: Any, new: Any, path: str, found: list[Difference]) -> None:
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for key in old:
            _walk(old[key], new[key], f"{path}.{key}" if path else str(key), found)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (a, b) in enumerate(zip(old, new, strict=True)):
            _walk(a, b, f"{path}[{index}]", found)
    elif old != new:
        found.append(Difference(path=path, old=old, new=new))
