"""What a step knows about money: what was spent, which engines are connected, who carries billed calls out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from store.ledger import Ledger
from store.ledger_calls import Call, Order

if TYPE_CHECKING:  # the engines are loaded where one is connected
    from tools.engines import Engines
    from tools.jobs.requests import AnyRequest
    from tools.prices import Estimate
    from tools.profiles import Kind, Profile


class Ordering(Protocol):
    """What carries billed calls out (`tools.jobs.running.Jobs`)."""

    def order(self, orders: Iterable[Order], budget_usd: float | None) -> list[Call]: ...

    def cancel(self, calls: Iterable[Call]) -> None: ...

    def ask_again(self, call: Call) -> None: ...


@dataclass(frozen=True)
class Money:
    """The money of a home. price: what a request costs at an engine."""

    ledger: Ledger
    engines: "Engines"
    jobs: Ordering
    price: "Callable[[Profile, AnyRequest], Estimate]"

    def connected(self, kind: "Kind") -> "tuple[Profile, ...]":
        """The engines of a kind that can be used, in the order of the data."""
        return tuple(profile for profile in self.engines.all(kind) if not self.engines.missing(profile))


@dataclass(frozen=True)
class Agreed:
    """The person's word for one tool call: it may cost so much; None where they were told that no price is known."""

    up_to_usd: float | None

    def covers(self, total_usd: float | None) -> bool:
        """Whether the word still holds at this price."""
        if total_usd is None or self.up_to_usd is None:
            return total_usd is None and self.up_to_usd is None
        return total_usd <= self.up_to_usd + 1e-9


def cost_words(calls: Sequence[Call]) -> str:
    """What some calls did cost, as a sentence without its full stop; what nobody has told is said to be unknown."""
    untold = [call for call in calls if call.charge_unknown]
    told = [call for call in calls if not call.charge_unknown]
    cost = sum(call.money_usd for call in told)
    exact = all(call.cost_usd is not None or not call.money_usd for call in told)
    words = f"It cost {dollars(cost)}" if exact else f"It cost about {dollars(cost)} (the vendor has not told)"
    if not untold:
        return words
    at_most = sum(call.estimate_usd for call in untold)
    price = f" ({dollars(at_most)})" if at_most else ""
    if not told and all(call.state == "DONE" for call in untold):
        return "What it cost is unknown: there is no price for it, and the vendor tells none"
    if not told:
        return f"What it cost is unknown: the vendor has not told whether it charged{price or ' for it'}"
    those = f"the other {len(untold)} were" if len(untold) > 1 else "the other one was"
    return f"{words}; whether {those} charged{price} is unknown"


def dollars(amount: float | None) -> str:
    """`$0.42`, `$0.007` below a cent; "price not known" for None."""
    if amount is None:
        return "price not known"
    return f"${amount:.3f}".rstrip("0") if 0 < amount < 0.0095 else f"${amount:.2f}"
