"""What the guards say of a take, as it is kept beside it. Pure."""

from typing import Annotated, Literal

from pydantic import Field

from store.values import Unit, Value

Percent = Annotated[int, Field(ge=0, le=100)]
Box = tuple[Unit, Unit, Unit, Unit]
"""Left, top, right and bottom of a zone, as shares of the picture."""

Level = Literal["pass", "note", "miss"]


class Finding(Value):
    """One check: `value` is what was measured, in words; `fix` what can be done, empty for a pass. note: it is over its
    limit, and may be so on purpose."""

    name: str
    level: Level
    value: str
    fix: str = ""


class LostWords(Value):
    """A line of the still that a take does not keep: where it stands in the take's first frame, and what was read
    instead where it is worst."""

    text: str
    read: str
    at_s: float
    zone: Box


class Scores(Value):
    """How good a take is, 0..100: its likeness to what it was made from, its words (None: there are none to keep), how
    evenly it moves, and whether it is whole. `total` weighs them."""

    likeness: Percent
    words: Percent | None
    motion: Percent
    whole: Percent
    total: Percent


class TakeCheck(Value):
    """Everything that was measured on a take.

    against: the file (a media id) it was held against, a still or another take; changed: it was a change of that take,
    so some of the differences are wished. still, frame: the two pictures to look at side by side (media ids), None
    where the take could not be read; at_s: when in the take `frame` is.
    """

    against: str
    changed: bool = False
    verdict: str
    findings: tuple[Finding, ...]
    scores: Scores
    lost_words: tuple[LostWords, ...] = ()
    still: str | None = None
    frame: str | None = None
    at_s: float = 0.0

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is over its limit, worst first."""
        return tuple(finding for finding in self.findings if finding.level == "miss")
