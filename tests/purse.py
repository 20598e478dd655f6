"""Money for tests: engines that are connected with keys of no worth, prices of our own, orders that settle by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from store.ledger import Ledger
from store.ledger_calls import DONE, FAILED, SUBMITTED, UNFINISHED, Call, Order
from store.ledger_places import LedgerFile
from tools.engines import Engines
from tools.hosts import read_connections
from tools.jobs.fetching import Deliver
from tools.jobs.requests import AnyRequest
from tools.money import Money
from tools.prices import Estimate
from tools.profiles import Profile
from tools.providers.requests import ClipRequest, StillRequest

KEYS = {"OPENAI_API_KEY": "key-of-openai", "FAL_KEY": "key-of-fal"}


@dataclass
class HandOrders:
    """Writes orders into the ledger and leaves them there until a test says how they end."""

    ledger: Ledger
    deliver: Deliver | None = None
    asked_again: list[str] = field(default_factory=list[str])

    def order(self, orders: Iterable[Order], budget_usd: float | None) -> list[Call]:
        return self.ledger.prepare(orders, budget_usd)

    def cancel(self, calls: Iterable[Call]) -> None:
        for call in calls:
            self.ledger.want_cancelled(call.key)

    def ask_again(self, call: Call) -> None:
        self.asked_again.append(call.key)

    def finish(self, call: Call, media: str, cost_usd: float | None = None) -> None:
        """The vendor delivers `media`."""
        self.ledger.claim(call.key, "test")
        self.ledger.move(call.key, SUBMITTED, external_id="x", handle={"job": {"task_id": "x"}})
        results = [{"media": media}]
        if self.deliver is not None:
            self.deliver(call, results)
        self.ledger.move(call.key, DONE, results=results, cost_usd=cost_usd)

    def fail(
        self, call: Call, message: str = "It did not deliver.", problem: str = "failed", cost_usd: float | None = 0.0
    ) -> None:
        """The vendor gives up; cost_usd None: it does not tell whether it charged that."""
        self.ledger.move(call.key, FAILED, problem=problem, message=message, cost_usd=cost_usd)

    @property
    def open(self) -> list[Call]:
        return self.ledger.in_state(*UNFINISHED)


def price(profile: Profile, request: AnyRequest) -> Estimate:
    """4 cents a picture, 10 cents a second."""
    if isinstance(request, StillRequest):
        return Estimate(usd=0.04 * request.count, as_of=date(2026, 11, 1), checked=True)
    return Estimate(usd=0.1 * request.seconds if isinstance(request, ClipRequest) else 0.5)


def purse(folder: Path, engines: Engines | None = None) -> tuple[Money, HandOrders]:
    """The money of a home in `folder`, and the hand that settles its orders."""
    ledger = Ledger(LedgerFile(folder))
    orders = HandOrders(ledger)
    return Money(ledger, engines or Engines(read_connections(KEYS)), orders, price), orders
