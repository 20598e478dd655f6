"""How the head moves in the tree of revisions. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from store.errors import EditRefused, OutOfRange

MoveOfHead = Literal["edit", "undo", "redo", "restore"]


@dataclass
class Trail:
    """What undo and redo lead back and forth to: the steps of the head, replayed in order.

    An edit and a restore are steps that can be undone, and they end what could be redone. A restore to where the head
    is already is no step.
    """

    done: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    undone: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    @classmethod
    def of(cls, moves: Iterable[tuple[str, int, int, int]]) -> "Trail":
        """Replay moves of the head: (kind, from, to, count)."""
        trail = cls()
        for kind, from_number, to_number, count in moves:
            trail._take(kind, (from_number, to_number), count)
        return trail

    def _take(self, kind: str, step: tuple[int, int], count: int) -> None:
        if kind == "undo":
            self.undone.extend(self.done.pop() for _ in range(count))
        elif kind == "redo":
            self.done.extend(self.undone.pop() for _ in range(count))
        elif step[0] != step[1]:
            self.done.append(step)
            self.undone.clear()

    def back(self, count: int) -> int:
        """The revision before the last `count` steps. Raises EditRefused if there are not that many."""
        return _reach(self.done, count, "undo")[0]

    def forth(self, count: int) -> int:
        """The revision after `count` undone steps. Raises EditRefused if there are not that many."""
        return _reach(self.undone, count, "redo")[1]


def _reach(steps: list[tuple[int, int]], count: int, verb: str) -> tuple[int, int]:
    if count < 1:
        raise OutOfRange(f"To {verb} takes at least one step.")
    if not steps:
        why = "nothing was changed yet" if verb == "undo" else "nothing was undone since the last change"
        raise EditRefused(f"There is nothing to {verb}: {why}.")
    if count > len(steps):
        there = "is 1 step" if len(steps) == 1 else f"are {len(steps)} steps"
        raise OutOfRange(f"There {there} to {verb}, not {count}. Nothing was changed.")
    return steps[-count]


def line_to(head: int, parents: Mapping[int, int | None]) -> set[int]:
    """The revision `head` and all it stands on; every other one is undone."""
    line: set[int] = set()
    number: int | None = head
    while number is not None and number not in line:
        line.add(number)
        number = parents.get(number)
    return line
