"""Paths into a scene document: `shots[0].camera[push_in].speed`, `overlays[text~sale]`, `camera[*]`. Pure."""

import re
from collections.abc import Iterator
from typing import Any

_STEP = re.compile(r"\.?([A-Za-z_][A-Za-z_0-9]*)|\[([^\]]*)\]")


def value_at(document: Any, path: str) -> Any:
    """The value at `path`, None where it leads nowhere."""
    place = concrete(document, path)
    if place is None:
        return None
    for part in place:
        if part == "speed" and isinstance(document, dict) and "speed" not in document:
            return abs(document["amount"]) / (document["end_s"] - document["start_s"])
        document = document[part]
    return document


def concrete(document: Any, path: str) -> tuple[str | int, ...] | None:
    """`path` with every choice made for this document; None where it leads nowhere."""
    place: list[str | int] = []
    for name, choice in _STEP.findall(path):
        if name:
            derived = name == "speed" and isinstance(document, dict) and "amount" in document
            if not isinstance(document, dict) or not (name in document or derived):
                return None
            place.append(name)
            document = document.get(name)
        else:
            index = _chosen(document, choice)
            if index is None:
                return None
            place.append(index)
            document = document[index]
    return tuple(place)


def leaves(document: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value that is not null, with its place; empty lists and objects count as absent."""
    if isinstance(document, dict):
        for name, value in document.items():
            yield from leaves(value, (*place, name))
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield from leaves(value, (*place, index))
    elif document is not None:
        yield place, document


def written(place: tuple[str | int, ...]) -> str:
    """A place as a path."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")


def _chosen(document: Any, choice: str) -> int | None:
    if not isinstance(document, list):
        return None
    if choice.lstrip("-").isdigit():
        index = int(choice) if int(choice) >= 0 else len(document) + int(choice)
        return index if 0 <= index < len(document) else None
    if choice == "*":
        return 0 if len(document) == 1 else None
    if "~" in choice:
        field, words = choice.split("~", 1)
        return next((i for i, item in enumerate(document) if words.lower() in str(item.get(field, "")).lower()), None)
    return next((i for i, item in enumerate(document) if choice in (item.get("kind"), item.get("id"))), None)
