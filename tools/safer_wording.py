"""A wording that an engine which refused one is less likely to refuse. Pure; a proposal, which the person may take.

Vendors name a category at best, and never the word. So the words that are commonly refused are exchanged, and names
inside a sentence (people, brands) left out; where there are none, a description is bounded, a movement stopped.
"""

import re
import tomllib
from functools import cache

from tools.profiles import DATA

_CAPITALS = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*"
_NAME = re.compile(
    rf"(?<=[a-z,] )(?:(?:of|by|from) )?(?:(?:a|an|the) )?(?P<name>{_CAPITALS})(?=$|[,.])"  # with its article
    rf"|(?<=[a-z,] )(?:(?:of|by|from) )?(?P<noun>{_CAPITALS})"  # the article is of what follows
)
_NOT_NAMES = frozenset({"I", "Slow", "The", "A", "An"})
_LOOKS = re.compile(r"\b(?:in the style|like|as) *(?=$|[,.])", re.I)


def safer(words: str, *, motion: bool) -> str:
    """`words` with what is commonly refused exchanged or left out. motion: they say what moves."""
    text = " ".join(words.split())
    changed = _without_names(_exchanged(text))
    if changed != text:
        return changed
    neutral = _data()["neutral"]["motion" if motion else "still"] + "."
    return neutral if motion else f"{text.rstrip('. ')}. {neutral}"


def _exchanged(text: str) -> str:
    instead = _data()["instead"]

    def swap(found: re.Match[str]) -> str:
        new = instead[found[0].lower()]
        return new[:1].upper() + new[1:] if found[0][:1].isupper() else new

    return re.sub(rf"\b(?:{_any(tuple(instead))})\b", swap, text, flags=re.I)


def _without_names(text: str) -> str:
    """The text without capitalised words inside its sentences: engines refuse known persons and brands."""

    def left_out(found: re.Match[str]) -> str:
        name = found["name"] or found["noun"]
        return found[0] if name.split()[-1] in _NOT_NAMES else ""

    shorter = _NAME.sub(left_out, text)
    return re.sub(r" +([,.])", r"\1", " ".join(_LOOKS.sub("", shorter).split()))


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads((DATA / "safer_words.toml").read_text(encoding="utf-8"))
