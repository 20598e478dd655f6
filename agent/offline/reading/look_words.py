"""The words of the look: which property they are about, which way they go, and the call that moves it."""

from collections.abc import Sequence

from pydantic import JsonValue

from agent.offline.calls import call
from agent.offline.polarity import degree_of, wanted
from agent.offline.wish import Mark, Wish
from tools.receipts import ToolCall

PROPERTIES = (
    "temperature", "tint", "exposure", "contrast", "saturation", "highlights", "shadows", "vignette", "grain", "fade",
)  # fmt: skip
Shots = JsonValue
"""Shot ids as an argument; None where none is named."""


def quality(wish: Wish) -> Mark | None:
    """The word of the look that the wish turns on: a comparative first, then any."""
    marks = [m for m in wish.marks if m.tag in PROPERTIES and not _is_content(wish, m)]
    marks = _remedies(wish, marks) or marks
    comparative = [
        m for m in marks if m.form == "er" or "more" in wish.before(m.start, 1) or "less" in wish.before(m.start, 1)
    ]
    clear = [m for m in marks if not m.value.endswith("fault")]
    return next(iter([*comparative, *clear, *marks]), None)


def _remedies(wish: Wish, marks: Sequence[Mark]) -> list[Mark]:
    """ "her skin went green, a little magenta to fix it": behind what is found fault with, what is asked for."""
    ends = [at for at, word in enumerate(wish.words) if word in (",", ".", ";")]
    if not marks or not ends:
        return []
    faulty = any(marks[0].start > m.start for m in wish.all("statement")) and marks[0].start < ends[0]
    later = [m for m in marks if m.start > ends[0]]
    stated = any(m.start > ends[0] for tag in ("statement", "excess") for m in wish.all(tag))
    return later if faulty and later and not stated else []


def quality_name(wish: Wish) -> str | None:
    """The property that the wish's word of the look is about."""
    mark = quality(wish)
    return mark.tag if mark is not None else None


def _is_content(wish: Wish, mark: Mark) -> bool:
    """ "soft" and the like beside a camera word, "light" as a noun."""
    said = " ".join(wish.words[mark.start : mark.end])
    if said in ("light", "lit", "evening", "sunset", "hot", "cool") and mark.form == "":
        before, after = wish.before(mark.start, 2), wish.after(mark.end, 1)
        if said == "light":
            return not (
                {"too", "less", "much", "enough"} & set(before)
                or before[:1] in (["it"], ["is"], ["more"], ["be"])
                or after[:1] == ["enough"]
            )
        return (
            said == "cool" and bool(after[:1]) and len(wish.words) > 3 and not wish.has("modal") and after[0] in (",",)
        )
    return said in ("dramatic", "graphic", "edgy", "defined") and wish.has("move")


def quality_sign(wish: Wish, mark: Mark) -> int:
    """Towards which end of its scale a word of the look goes in this wish."""
    base = 1 if mark.value.startswith("plus") else -1
    return base * wanted(wish, mark)


def change(wish: Wish, name: str, sign: int, shots: Shots, by: float | None = None) -> ToolCall:
    """The call that moves a property up (1) or down (-1), by a degree or exactly."""
    return call(
        wish,
        "change_look",
        property=name,
        direction="more" if sign > 0 else "less",
        degree=None if by is not None else degree_of(wish),
        by=round(by, 4) if by is not None else None,
        shots=shots,
    )
