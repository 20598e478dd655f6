"""Sets of words that the grammar leans on; the words themselves are data (`word_sets.toml`)."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def _sets() -> dict[str, frozenset[str]]:
    text = Path(__file__).with_name("word_sets.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


def word_set(name: str) -> frozenset[str]:
    """The words under a name of `word_sets.toml`. Raises KeyError."""
    return _sets()[name]
