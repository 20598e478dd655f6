"""Which billed call brought what is at hand. Ids are made of the call's key, so both ways are known."""

from hashlib import sha256

from store.ledger_calls import Call
from store.takes import Take
from tools.money import Money

_MOST_RESULTS = 16
"""Pictures of one call, or parts that one clip was cut into."""


def take_id(key: str, index: int) -> str:
    """The id of the take that a billed call's result with this index becomes."""
    return f"take:{key}:{index}"


def still_id(key: str, index: int) -> str:
    """The id of the still that a billed call's picture with this index becomes."""
    return "still:" + sha256(f"{key}/{index}".encode()).hexdigest()[:12]


def order_of_take(money: Money, session_id: str, take: Take | None) -> Call | None:
    """The billed call that brought a take; None for one that was not bought."""
    if take is None:
        return None
    calls = money.ledger.of_session(session_id)
    return next((call for call in calls if take.id.startswith(f"take:{call.key}:")), None)


def order_of_still(money: Money, session_id: str, still: str) -> Call | None:
    """The billed call that brought a still; None for one that was not bought."""
    calls = (call for call in money.ledger.of_session(session_id) if call.kind == "still")
    return next((call for call in calls if still in {still_id(call.key, n) for n in range(_MOST_RESULTS)}), None)
