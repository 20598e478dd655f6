"""The words of the look: which property they are about, which way they go, and the call that moves it."""

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
    comparative = [
        m for m in marks if m.form == "er" or "more" in wish.before(m.start, 1) or "less" in wish.before(m.start, 1)
    ]
    clear = [m for m in marks if not m.value.endswith("fault")]
    return next(iter([*comparative, *clear, *marks]), None)


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
