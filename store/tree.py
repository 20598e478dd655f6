"""How the head moves in the tree of revisions, and how the tree is drawn. Pure."""

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


@dataclass(frozen=True, slots=True)
class Rail:
    """How one revision stands in the drawn tree, the newest at the top. Lanes count from 0, the line of the head.

    `up`, `down`: the lane goes on to a newer, to an older revision. `through`: other lanes that only pass by. `joins`:
    lanes that end here, because their revisions stand on this one.
    """

    lane: int
    up: bool
    down: bool
    through: tuple[int, ...]
    joins: tuple[int, ...]


def rails(head: int, parents: Mapping[int, int | None]) -> dict[int, Rail]:
    """The drawn tree of the revisions `parents` names. What was undone stands in lanes of its own."""
    line = line_to(head, parents)
    waiting: dict[int, int] = {}
    """The revision that each open lane leads down to."""
    drawn: dict[int, Rail] = {}
    for number in sorted(parents, reverse=True):
        ending = sorted(lane for lane, expected in waiting.items() if expected == number)
        lane = 0 if number in line else ending[0] if ending else _free(waiting)
        for ended in ending:
            del waiting[ended]
        parent = parents[number]
        drawn[number] = Rail(
            lane=lane,
            up=lane in ending,
            down=parent is not None,
            through=tuple(sorted(waiting)),
            joins=tuple(other for other in ending if other != lane),
        )
        if parent is not None:
            waiting[lane] = parent
    return drawn


def _free(waiting: Mapping[int, int]) -> int:
    """The first lane beside the head's that leads nowhere yet."""
    return next(lane for lane in range(1, len(waiting) + 2) if lane not in waiting)
