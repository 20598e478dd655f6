"""Did a case do what it asks, and nothing else? Pure."""

from dataclasses import dataclass, field
from typing import Any

from tests.evals.cases import Case
from tests.evals.paths import concrete, leaves, value_at, written
from tools.receipts import Receipt


@dataclass
class Verdict:
    """`faults`: what differed, in words. `wrong`: the scene changed in a way the case forbids."""

    faults: list[str] = field(default_factory=list)
    wrong: bool = False
    asked: bool = False

    @property
    def succeeded(self) -> bool:
        return not self.faults


def judge(case: Case, start: dict[str, Any], end: dict[str, Any], receipt: Receipt) -> Verdict:
    """Judge the receipt of the last turn, and the scene after it against the scene before the first."""
    verdict = Verdict(asked=receipt.outcome == "clarify")
    verdict.faults += _outcome_faults(case, receipt)
    for place in forbidden(case, start, end):
        verdict.wrong = True
        verdict.faults.append(f"{written(place)} changed: {_short(_at(start, place))} -> {_short(_at(end, place))}")
    for check in case.checks:
        fault = check_fault(check, start, end)
        if fault:
            verdict.faults.append(fault)
            verdict.wrong |= value_at(start, check["path"]) != value_at(end, check["path"])
    return verdict


def _outcome_faults(case: Case, receipt: Receipt) -> list[str]:
    faults: list[str] = []
    if receipt.outcome != case.outcome:
        faults.append(f"outcome {receipt.outcome}, not {case.outcome}: {receipt.message[:120]!r}")
    if case.action is not None and receipt.action != case.action:
        faults.append(f"action {receipt.action}, not {case.action}")
    given = receipt.call.args if receipt.call else {}
    misfits = [(name, value) for name, value in case.args.items() if not _same(given.get(name), value)]
    return faults + [f"{name} is {given.get(name)!r}, not {value!r}" for name, value in misfits]


def forbidden(case: Case, start: dict[str, Any], end: dict[str, Any]) -> list[tuple[str | int, ...]]:
    """Places whose values differ although the case does not allow it."""
    allowed = [place for path in case.may_change for document in (start, end) if (place := concrete(document, path))]
    before, after = dict(leaves(start)), dict(leaves(end))
    found: list[tuple[str | int, ...]] = []
    for place in dict.fromkeys((*before, *after)):
        if _same(before.get(place), after.get(place)) or _is_take(place):
            continue
        if not any(place[: len(prefix)] == prefix for prefix in allowed):
            found.append(place)
    return found


def check_fault(check: dict[str, Any], start: dict[str, Any], end: dict[str, Any]) -> str | None:
    """What is wrong about one check; None if it holds."""
    path, wanted = check["path"], check.get("value")
    old, new = value_at(start, path), value_at(end, path)
    holds = {
        "same": lambda: _same(old, new),
        "changed": lambda: not _same(old, new),
        "gone": lambda: new is None,
        "present": lambda: new is not None,
        "=": lambda: _same(new, wanted),
        "~": lambda: _near(new, wanted, check.get("tol")),
        "<": lambda: _numbers(old, new) and new < old,
        ">": lambda: _numbers(old, new) and new > old,
    }[check["is"]]()
    return None if holds else f"{path}: {_short(old)} -> {_short(new)}, wanted {check['is']} {wanted!r}"


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, int | float) and isinstance(b, int | float) and not isinstance(a, bool | None):
        return abs(a - b) < 1e-6
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(_same(x, y) for x, y in zip(a, b, strict=True))
    return a == b


def _near(value: Any, wanted: Any, tolerance: float | None) -> bool:
    if not _numbers(value, wanted):
        return _same(value, wanted)
    return abs(value - wanted) <= (abs(wanted) * 0.1 if tolerance is None else tolerance) + 1e-9


def _numbers(*values: Any) -> bool:
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _is_take(place: tuple[str | int, ...]) -> bool:
    return len(place) == 3 and place[0] == "shots" and place[2] == "take"


def _short(value: Any) -> str:
    return repr(value)[:80]


def _at(document: Any, place: tuple[str | int, ...]) -> Any:
    try:
        for part in place:
            document = document[part]
    except (KeyError, IndexError, TypeError):
        return None
    return document
