"""How long things take, and how much longer one takes than another, on a machine that does other work as well.

What is compared is done in turns, close together, and the median of the turns counts: what else the machine does falls
on both. Processor time is told beside the clock; on a busy machine it is the fairer one, on a quiet one the clock is
what a person waits for.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from tests.bench.rows import Row


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and of processor time: all threads, and the programs that were started and have ended."""

    clock_s: float
    processor_s: float

    @classmethod
    def now(cls) -> "Took":
        children = os.times()
        ended_s = children.children_user + children.children_system
        return cls(time.perf_counter(), time.process_time() + ended_s)

    def until_now(self) -> "Took":
        now = Took.now()
        return Took(now.clock_s - self.clock_s, now.processor_s - self.processor_s)


Measured = Callable[[], Took]


def timed(work: Callable[[], object]) -> Took:
    began = Took.now()
    work()
    return began.until_now()


def in_turns(turns: int, one: Measured, other: Measured) -> list[tuple[Took, Took]]:
    """Both, as often as said; who goes first changes."""
    pairs: list[tuple[Took, Took]] = []
    for turn in range(turns):
        if turn % 2:
            second = other()
            pairs.append((one(), second))
        else:
            pairs.append((one(), other()))
    return pairs


def ratio_row(what: str, unit: str, limit: float | None, pairs: list[tuple[Took, Took]], told: str = "") -> Row:
    """How much longer the first of each pair takes than the second."""
    clocks = [one.clock_s / other.clock_s for one, other in pairs]
    spread = f"{min(clocks):.2f} to {max(clocks):.2f} in {len(clocks)} turns" if len(clocks) > 1 else "1 turn"
    first, second = (median(pair[place].clock_s for pair in pairs) for place in (0, 1))
    detail = ", ".join(part for part in (told, f"{first:.2f} s to {second:.2f} s", spread) if part)
    busy = median(one.processor_s / other.processor_s for one, other in pairs)
    return Row(what, median(clocks), unit, limit, detail=detail, processor=busy)
