"""What can be done about a take that has faults: the same choices on its card and behind a receipt. Pure."""

from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from store.scene import Shot
from store.take_checks import TakeCheck
from store.takes import Take
from tools.receipts import Chip, ToolCall

WayName = Literal["check", "cover", "wordless", "again", "anyway"]
NOT_ORDERED = ("local", "upload")
"""What makes takes that nobody ordered, so they cannot be ordered again."""


@dataclass(frozen=True)
class Way:
    """One choice; `label` is what its button says on the card of its take."""

    name: WayName
    label: str
    call: ToolCall

    def chip(self, number: int) -> Chip:
        """The choice as a chip of a receipt, where the take has to be named."""
        return Chip(label=f"take {number}: {self.label}", call=self.call)


def take_ways(shot: Shot, take: Take, check: TakeCheck | None) -> tuple[Way, ...]:
    """The choices about a take, the best first; none for one without faults."""
    this: dict[str, JsonValue] = {"number": take.number, "shot": shot.id}
    if check is None:
        return (_way("check", "check it", "check_take", this),) if take.video else ()
    if not check.faults:
        return ()
    ways: list[Way] = []
    if check.lost_words:
        ways.append(_way("cover", "lay the still's own words over it", "cover_words", this))
        ways.append(
            _way("wordless", "the still without words, text over it", "remake_without_words", {"shot": shot.id})
        )
    if take.engine not in NOT_ORDERED:
        again: dict[str, JsonValue] = {"shot": shot.id, "count": 1, "engine": take.engine}
        ways.append(_way("again", "make it again from the lock", "render_takes", again))
    if take.shown_as != shot.take:
        ways.append(_way("anyway", "use it anyway", "pick_take", this))
    return tuple(ways)


def _way(name: WayName, label: str, tool: str, args: dict[str, JsonValue]) -> Way:
    return Way(name, label, ToolCall(name=tool, args=args))
