"""The ledger: one row per billed call, written before the call is sent and kept for good, also when its session goes.

Every step is a compare-and-set: it says from where it goes, and answers whether it was the one that went.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from sqlmodel import Session, col, select, update

from store.clock import utc_now
from store.database import storable
from store.errors import OverBudget, UnknownTarget
from store.ledger_calls import ENDED, Call, Order, State, Step, Sums, sums_of
from store.ledger_places import LedgerPlace
from store.ledger_tables import AllowanceRow, CallRow

_T = TypeVar("_T")
_CENT_FRACTION = 1e-9
"""Sums of prices are floats: less than this is no money."""


class Ledger:
    """The billed calls of all sessions of a home, or of a database server."""

    def __init__(self, place: LedgerPlace) -> None:
        self._place = place

    # --- writing -----------------------------------------------------------------------------------------------------

    def prepare(self, orders: Iterable[Order], budget_usd: float | None = None) -> list[Call]:
        """Write down what is about to be sent: all of the orders or none. Those that are there already stay as they
        are. Raises OverBudget where the new ones would take their session over its budget.
        """
        orders = list(orders)
        with self._place.write() as session:
            new = [order for order in orders if session.get(CallRow, order.key) is None]
            if new and budget_usd is not None:
                _stay_within(budget_usd, _calls(session, new[0].session_id), new)
            session.add_all([_row(order) for order in new])
            session.flush()
            return [_call(_found(session, order.key)) for order in orders]

    def claim(self, key: str, owner: str) -> bool:
        """PREPARED -> SUBMITTING: from here on `owner`, and nobody else, may send it. False: another one was first."""
        start = (col(CallRow.key) == key, col(CallRow.state) == "PREPARED", col(CallRow.cancel_at).is_(None))
        return self._change(start, state="SUBMITTING", owner=owner, armed=CallRow.armed + 1, submitting_at=utc_now())

    def take_over(self, key: str, from_owner: str | None, owner: str) -> bool:
        """Become the owner of a call that `from_owner` left in SUBMITTING. False if that one was not it any more."""
        start = (col(CallRow.key) == key, col(CallRow.state) == "SUBMITTING", col(CallRow.owner) == from_owner)
        return self._change(start, owner=owner, armed=CallRow.armed + 1, submitting_at=utc_now())

    def move(self, key: str, step: Step, *, owner: str | None = None, **values: Any) -> bool:
        """Take a step, if the call stands where the step begins (and, with `owner`, is held by that one).

        `values` are columns to write with it. False: it stands elsewhere, and nothing was changed.
        """
        start = [col(CallRow.key) == key, col(CallRow.state).in_(step.start)]
        if owner is not None:
            start.append(col(CallRow.owner) == owner)
        values = {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}
        if step.moment:
            values[step.moment] = utc_now()
        return self._change(tuple(start), state=step.end, **values)

    def want_cancelled(self, key: str) -> bool:
        """The person wants it stopped. What was not sent is over at once; else who works on it finds the wish."""
        unsent = (col(CallRow.key) == key, col(CallRow.state) == "PREPARED")
        if self._change(unsent, state="CANCELLED", cost_usd=0.0, cancel_at=utc_now(), finished_at=utc_now()):
            return True
        return self._change(
            (col(CallRow.key) == key, col(CallRow.state).in_(["SUBMITTING", "SUBMITTED"])), cancel_at=utc_now()
        )

    def told(self, keys: Iterable[str]) -> None:
        """The person has been shown how these ended."""
        self._change((col(CallRow.key).in_(list(keys)),), told_at=utc_now())

    def allow(self, session_id: str, up_to_usd: float) -> None:
        """From now on what costs at most so much is not asked for in this session; 0 takes it back."""
        with self._place.write() as session:
            session.merge(AllowanceRow(session_id=session_id, up_to_usd=up_to_usd, set_at=utc_now()))

    # --- reading -----------------------------------------------------------------------------------------------------

    def get(self, key: str) -> Call:
        """A call by its key. Raises UnknownTarget."""
        with self._place.read() as session:
            return _call(_found(session, key))

    def of_session(self, session_id: str | None = None) -> list[Call]:
        """The calls of a session, or of all, oldest first."""
        return self._read(lambda session: _calls(session, session_id), [])

    def of_tool_call(self, session_id: str, tool_call_id: str) -> list[Call]:
        """What one tool call ordered, by number; of a candidate that was tried again, the last attempt."""
        calls = [call for call in self.of_session(session_id) if call.tool_call_id == tool_call_id]
        last = {call.number: call for call in sorted(calls, key=lambda call: call.attempt)}
        return [last[number] for number in sorted(last)]

    def in_state(self, *states: State) -> list[Call]:
        """The calls of all sessions that stand in one of `states`, oldest first."""
        query = select(CallRow).where(col(CallRow.state).in_(states)).order_by(*_OLDEST_FIRST)
        return self._read(lambda session: [_call(row) for row in session.exec(query)], [])

    def untold(self) -> list[Call]:
        """The calls that ended, or wait for the person, and that the person was not told of."""
        settled = col(CallRow.state).in_([*ENDED, "NEEDS_HUMAN"])
        query = select(CallRow).where(col(CallRow.told_at).is_(None), settled).order_by(*_OLDEST_FIRST)
        return self._read(lambda session: [_call(row) for row in session.exec(query)], [])

    def sums(self, session_id: str) -> Sums:
        """What a session has cost, and what is on its way."""
        return sums_of(self.of_session(session_id))

    def allowance(self, session_id: str) -> float:
        """Up to how many dollars this session need not be asked."""

        def find(session: Session) -> float:
            row = session.get(AllowanceRow, session_id)
            return row.up_to_usd if row else 0.0

        return self._read(find, 0.0)

    def close(self) -> None:
        """Close the file or the connections."""
        self._place.close()

    def _read(self, work: Callable[[Session], _T], nothing: _T) -> _T:
        if not self._place.exists():
            return nothing
        with self._place.read() as session:
            return work(session)

    def _change(self, where: tuple[Any, ...], **values: Any) -> bool:
        with self._place.write() as session:
            result = session.exec(update(CallRow).where(*where).values(**values))
            return cast("int", cast("Any", result).rowcount) > 0


_OLDEST_FIRST = (col(CallRow.prepared_at), col(CallRow.tool_call_id), col(CallRow.number), col(CallRow.attempt))


def _stay_within(budget_usd: float, calls: list[Call], orders: list[Order]) -> None:
    wanted = sum(order.estimate_usd for order in orders)
    left = sums_of(calls).left_of(budget_usd)
    if wanted > left + _CENT_FRACTION:
        raise OverBudget(
            f"That would cost ${wanted:.2f}; ${left:.2f} is left of the budget of ${budget_usd:.2f}. Nothing was sent."
        )


def _calls(session: Session, session_id: str | None) -> list[Call]:
    query = select(CallRow).order_by(*_OLDEST_FIRST)
    if session_id is not None:
        query = query.where(CallRow.session_id == session_id)
    return [_call(row) for row in session.exec(query)]


def _found(session: Session, key: str) -> CallRow:
    row = session.get(CallRow, storable(key))
    if row is None:
        raise UnknownTarget(f"There is no billed call {key[:80]!r}.")
    return row


def _row(order: Order) -> CallRow:
    return CallRow(
        key=order.key, session_id=order.session_id, turn_id=order.turn_id, tool_call_id=order.tool_call_id,
        number=order.number, attempt=order.attempt, state="PREPARED", kind=order.kind, engine=order.engine,
        host=order.host, request=dict(order.request), purpose=dict(order.purpose), estimate_usd=order.estimate_usd,
        prepared_at=utc_now(),
    )  # fmt: skip


def _call(row: CallRow) -> Call:
    values: dict[str, Any] = row.model_dump()
    return Call(**values)
