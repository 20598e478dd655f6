"""The words the sketch artist knows, read from `vocabulary.toml`: what they name, and nothing about how it is drawn."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_TABLES = {
    "settings": "setting", "surfaces": "surface", "materials": "material", "colours": "colour", "garments": "garment",
    "parts": "part", "contents": "contents", "times": "time", "weathers": "weather", "light_from": "light_from",
    "light_quality": "light_quality", "moods": "mood", "framings": "framing", "space": "space", "poses": "pose",
}  # fmt: skip
"""Tables of the file -> what one of their entries is called."""
AFTER_PLACE = "§"
"""Stands for a Chinese or Japanese particle that follows what tells the place."""

Meaning = tuple[str, tuple[str, ...]]
"""The table a phrase stands in, and its value there: (family, kind) of a subject, else one name."""


@dataclass(frozen=True)
class Vocabulary:
    """Every known phrase as its words -> what it means, and the small words that hold a sentence together."""

    meanings: dict[tuple[str, ...], tuple[Meaning, ...]]
    tints: dict[str, str]
    """Colour name -> "#rrggbb"."""
    without_spaces: dict[str, str]
    """Chinese and Japanese words -> how they are read."""
    contents: dict[str, tuple[str, ...]]
    """Tint of what is inside -> its names."""
    other_kinds: dict[tuple[str, str], tuple[str, ...]]
    """(family, kind) -> its phrases."""
    articles: frozenset[str]
    stoppers: frozenset[str]
    place_words: frozenset[str]
    negations: frozenset[str]
    place_kinds: frozenset[str]
    followers: frozenset[str]
    empty: frozenset[str]
    """Words that name no subject of their own, the small ones above included."""


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    data = tomllib.loads(files(__package__ or "tools.sketch").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    meanings: dict[tuple[str, ...], list[Meaning]] = {}

    def enter(table: str, value: tuple[str, ...], phrases: str) -> None:
        for phrase in _listed(phrases):
            meanings.setdefault(tuple(phrase.casefold().split()), []).append((table, value))

    kinds = {(f, k): _listed(names) for f, ks in data["subjects"].items() for k, names in ks.items()}
    for place, names in kinds.items():
        enter("subject", place, ",".join(names))
    for table, called in _TABLES.items():
        for value, names in data[table].items():
            enter(called, (value,), names)
    small = {name: frozenset(text.split()) for name, text in data["words"].items() if name != "other_things"}
    enter("other", ("other",), data["words"]["other_things"])
    return Vocabulary(
        meanings={words: tuple(found) for words, found in meanings.items()},
        tints=data["tints"],
        without_spaces=data["chinese_and_japanese"] | data["particles"],
        contents={tint: _listed(names) for tint, names in data["contents"].items()},
        other_kinds=kinds,
        articles=small["articles"],
        stoppers=small["stoppers"],
        place_words=small["place_words"],
        negations=small["negations"],
        place_kinds=small["place_kinds"],
        followers=small["followers"],
        empty=small["empty"] | small["articles"] | small["stoppers"] | small["followers"],
    )


def _listed(phrases: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in phrases.replace("\n", " ").split(","))
