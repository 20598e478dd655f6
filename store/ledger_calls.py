"""What the ledger knows of a billed call, as values; pure.

    PREPARED -> SUBMITTING -> SUBMITTED -> DONE | FAILED | NEEDS_HUMAN | CANCELLED

A call in SUBMITTING may have been charged: only the vendor, or a person, knows.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["PREPARED", "SUBMITTING", "SUBMITTED", "DONE", "FAILED", "NEEDS_HUMAN", "CANCELLED"]
Kind = Literal["still", "clip"]

UNFINISHED: tuple[State, ...] = ("PREPARED", "SUBMITTING", "SUBMITTED")
"""What the program still works on."""
ENDED: tuple[State, ...] = ("DONE", "FAILED", "CANCELLED")
"""What nobody works on any more. In between stands NEEDS_HUMAN: only a person can say how it goes on."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be bought, before it has a row.

    `tool_call_id`, `number` (1 for the first candidate) and `attempt` make the key of the call together with the
    session: the same order twice is one call. `request` is what the engine is asked, `purpose` what is to become of
    its result; both plain JSON, without keys.
    """

    session_id: str
    turn_id: int | None
    tool_call_id: str
    number: int
    kind: Kind
    engine: str
    host: str
    request: Mapping[str, Any]
    purpose: Mapping[str, Any]
    estimate_usd: float
    attempt: int = 1

    @property
    def key(self) -> str:
        """`rs-` and 32 hex digits: fit for a vendor's external id, an idempotency key and an address."""
        name = f"{self.session_id}/{self.tool_call_id}/{self.number}/{self.attempt}"
        return "rs-" + hashlib.sha256(name.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Call:
    """One billed call as it stands.

    `cost_usd` replaces the estimate once it is known. `owner`: the run of the program that sends it. `armed`: how
    often it was allowed to be sent. `handle`: what the vendor gave to find it by; `results`: what it made, as it is
    stored. `problem` and `message`: why it failed, or waits for the person. `cancel_at`: the person wants it stopped;
    `told_at`: the person was shown how it ended. Moments are those of `store.clock`.
    """

    key: str
    session_id: str
    turn_id: int | None
    tool_call_id: str
    number: int
    attempt: int
    state: State
    kind: Kind
    engine: str
    host: str
    request: dict[str, Any]
    purpose: dict[str, Any]
    estimate_usd: float
    cost_usd: float | None
    currency: str
    owner: str | None
    armed: int
    external_id: str | None
    handle: dict[str, Any]
    results: list[dict[str, Any]]
    problem: str | None
    message: str
    prepared_at: str
    submitting_at: str | None
    submitted_at: str | None
    finished_at: str | None
    cancel_at: str | None
    told_at: str | None

    @property
    def money_usd(self) -> float:
        """What it costs as far as is known: nothing where it ended without a charge, or without word of one."""
        if self.cost_usd is not None:
            return self.cost_usd
        return 0.0 if self.state in ("FAILED", "CANCELLED") else self.estimate_usd

    @property
    def charge_unknown(self) -> bool:
        """Whether it is over and nobody has told what it cost: it brought nothing and the vendor does not say whether
        it charged that, or it has no price (its estimate is 0)."""
        return self.cost_usd is None and (
            self.state in ("FAILED", "CANCELLED") or (self.state == "DONE" and not self.estimate_usd)
        )


@dataclass(frozen=True, slots=True)
class Sums:
    """Money in US dollars. `spent`: of what was sent to a vendor; `waiting`: agreed to and not sent yet; `in_doubt`:
    the part of `spent` that only a person can settle. `estimated`: whether a part of `spent` is not known exactly.
    `untold`: calls of which nobody has told the cost, and `untold_usd` what they came to at most as far as they had a
    price; not in `spent`."""

    spent: float = 0.0
    waiting: float = 0.0
    in_doubt: float = 0.0
    estimated: bool = False
    untold: int = 0
    untold_usd: float = 0.0
    calls: int = 0

    def left_of(self, budget_usd: float) -> float:
        """What is left of a budget; what may have been charged is not spent a second time."""
        return max(0.0, round(budget_usd - self.spent - self.waiting - self.untold_usd, 6))


def sums_of(calls: Iterable[Call]) -> Sums:
    """The money of some calls."""
    calls = list(calls)
    sent = [call for call in calls if call.state != "PREPARED"]
    untold = [call for call in calls if call.charge_unknown]
    return Sums(
        spent=round(sum(call.money_usd for call in sent), 6),
        waiting=round(sum(call.money_usd for call in calls if call.state == "PREPARED"), 6),
        in_doubt=round(sum(call.money_usd for call in sent if call.state == "NEEDS_HUMAN"), 6),
        estimated=any(call.cost_usd is None and call.money_usd for call in sent),
        untold=len(untold),
        untold_usd=round(sum(call.estimate_usd for call in untold), 6),
        calls=len(calls),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A change of state: from where to where, and the moment that is written with it."""

    start: tuple[State, ...]
    end: State
    moment: Literal["submitting_at", "submitted_at", "finished_at"] | None = None


GIVE_BACK = Step(("SUBMITTING",), "PREPARED")
# A late answer is an answer all the same: what a person was asked about may turn up.
SUBMITTED = Step(("SUBMITTING", "NEEDS_HUMAN"), "SUBMITTED", "submitted_at")
DONE = Step(("SUBMITTING", "SUBMITTED", "NEEDS_HUMAN"), "DONE", "finished_at")
FAILED = Step(("PREPARED", "SUBMITTING", "SUBMITTED", "NEEDS_HUMAN"), "FAILED", "finished_at")
CANCELLED = Step(("PREPARED", "SUBMITTED", "NEEDS_HUMAN"), "CANCELLED", "finished_at")
ASK_PERSON = Step(("SUBMITTING", "SUBMITTED"), "NEEDS_HUMAN")
LOOK_AGAIN = Step(("NEEDS_HUMAN",), "SUBMITTING")
