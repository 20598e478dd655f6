"""Which engine suits a shot, and why. Advice only: the person's choice wins. Pure."""

import tomllib
from functools import cache
from typing import Literal

from store.scene import Value
from tools.engines import Engines
from tools.profiles import DATA, Profile

Content = Literal["product", "face", "control", "draft", "multi_shot", "conversational"]
"""What a shot is about, as far as engines differ in it."""


class Advice(Value):
    """One engine for the content, with the reason. missing: what has to be set first; empty where it is connected."""

    engine: Profile
    reason: str
    missing: str


class _Line(Value):
    engine: str
    reason: str


def advise(engines: Engines, content: Content) -> tuple[Advice, ...]:
    """The engines for a content: the connected ones first, among them the best first; each engine once."""
    found: list[Advice] = []
    for line in _advice()[content]:
        profile = engines.find(line.engine)
        found.append(Advice(engine=profile, reason=line.reason, missing=engines.missing(profile)))
    return tuple(sorted(found, key=lambda advice: bool(advice.missing)))


@cache
def _advice() -> dict[str, tuple[_Line, ...]]:
    read = tomllib.loads((DATA / "advice.toml").read_text(encoding="utf-8"))
    return {content: tuple(_Line.model_validate(line) for line in lines) for content, lines in read.items()}
