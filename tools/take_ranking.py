"""Candidates of one shot in the order of what the guards found, each with its reason in words. Pure.

What is measured is likeness, words, evenness and wholeness. Whether a movement is beautiful, or hands have five
fingers, is left to the person: the order is a suggestion, and it says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store.take_checks import TakeCheck
from store.takes import Take
from store.wording import joined

_CLEAR = 3
"""Scores that are nearer to each other than this are called level."""


@dataclass(frozen=True)
class Ranked:
    """A take at its place, from 1, among those that were looked at; `reason` speaks for or against it."""

    take: Take
    check: TakeCheck
    place: int
    reason: str


def ranked(takes: Sequence[Take], checks: Mapping[str, TakeCheck]) -> tuple[Ranked, ...]:
    """The takes that were looked at, the best first; equal ones in the order of their numbers."""
    looked = [(take, checks[take.id]) for take in takes if take.id in checks]
    in_order = sorted(looked, key=lambda one: (-one[1].scores.total, one[0].number))
    return tuple(Ranked(take, check, place, _reason(check)) for place, (take, check) in enumerate(in_order, 1))


def _reason(check: TakeCheck) -> str:
    if check.faults:
        return "; ".join(fault.value for fault in check.faults[:3])
    good = ["close to its still" if check.scores.likeness >= 85 else "within the limits of its still"]
    if check.changed:
        good = ["the framing stayed"]
    if check.scores.words is not None:
        good.append("its words stay")
    return joined([*good, "nothing jumps or stands still"])


def is_best(order: Sequence[Ranked]) -> bool:
    """Whether the first take is clearly better than every other one, and without faults."""
    if len(order) < 2 or order[0].check.faults:
        return False
    return order[0].check.scores.total - order[1].check.scores.total >= _CLEAR


def ranking_words(order: Sequence[Ranked]) -> str:
    """The order as one or two sentences: "Take 2 is the better one: ...; take 1: ..."; empty for nothing to rank."""
    if not order:
        return ""
    first, others = order[0], order[1:]
    if not others:
        return f"It was looked at: {first.reason}."
    rest = "; ".join(f"take {one.take.number}: {one.reason}" for one in others)
    near = first.check.scores.total - others[0].check.scores.total < _CLEAR
    if near:
        level = [str(one.take.number) for one in order if first.check.scores.total - one.check.scores.total < _CLEAR]
        head = f"Takes {joined(sorted(level))} are level in what can be measured: {first.reason}"
        rest = "; ".join(f"take {one.take.number}: {one.reason}" for one in others if str(one.take.number) not in level)
        return f"{head}{'; ' + rest if rest else ''}."
    best = "the better one" if len(order) == 2 else "the best of them"
    if first.check.faults:
        return f"None is without faults. Take {first.take.number} has the least: {first.reason}; {rest}."
    return f"Take {first.take.number} is {best}: {first.reason}; {rest}."
