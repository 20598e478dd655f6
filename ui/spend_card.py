"""The spend card as the props of `Spend.jsx`, from its offer to its end. Pure: plain values in, plain JSON out."""

from collections.abc import Mapping, Sequence
from typing import Any

from store.ledger_calls import Call, State
from tools.approvals import ALWAYS, CANCEL, GO
from tools.jobs.progress import Moment
from tools.money import dollars
from tools.receipts import Card, Chip, Receipt

Props = dict[str, Any]

SPEND = "Spend"
_WORDS: dict[State, str] = {
    "PREPARED": "waits for its turn", "SUBMITTING": "is being sent", "SUBMITTED": "is being made", "DONE": "done",
    "FAILED": "failed", "NEEDS_HUMAN": "needs your word", "CANCELLED": "cancelled",
}  # fmt: skip
_STAGES = {"queued": "waits at the vendor", "running": "is being made", "fetching": "is being fetched"}


def spend_props(card: Card, receipt: Receipt, turn: int) -> Props:
    """Props of a new card. phase: "open", "running", "over", and from `closed` "agreed" or "withdrawn".

    go, cancel: indexes of the receipt's chips; always, changes: chips as {index, label}.
    """
    data = card.data
    budget, left = data.get("budget_usd"), data.get("left_usd")
    money = [f"{_usd(data.get('spent_usd'))} spent so far"]
    if budget is not None:
        money.append(f"{_usd(left)} left of {_usd(budget)}")
    return {
        "turn": turn,
        "offer": data["offer"],
        "phase": data["phase"],
        "engine": data["engine"],
        "what": data["what"],
        "prompt": data["prompt"],
        "total": _usd(data.get("total_usd")),
        "each": _each(data),
        "count": data["count"],
        "money": " · ".join(money),
        "per": _per(data),
        "notes": list(receipt.notes),
        "calls": [_ledger_row(row) for row in _rows(data.get("calls"))],
        **_buttons(receipt.offers),
    }


def with_calls(props: Props, calls: Sequence[Call], moments: Mapping[str, Moment]) -> Props:
    """The card's props with how its calls stand now."""
    over = all(call.state not in ("PREPARED", "SUBMITTING", "SUBMITTED") for call in calls)
    return {
        **props,
        "phase": "over" if over else "running",
        "total": _total(calls) if over else props["total"],
        "calls": [_call_row(call, moments.get(call.key)) for call in calls],
    }


def _total(calls: Sequence[Call]) -> str:
    """What calls that are over have cost: `$0.37`, `about $0.40`, `$0.37 and an unknown part`, `unknown`."""
    told = [call for call in calls if not call.charge_unknown]
    about = "" if all(call.cost_usd is not None or not call.money_usd for call in told) else "about "
    total = about + dollars(sum(call.money_usd for call in told))
    if len(told) == len(calls):
        return total
    return f"{total} and an unknown part" if told else "unknown"


def closed(props: Props, agreed: bool) -> Props:
    """The props of an open card once something else was said, or its button was pressed."""
    return {**props, "phase": "agreed" if agreed else "withdrawn"}


def _buttons(offers: Sequence[Chip]) -> Props:
    at = {chip.call.name: index for index, chip in enumerate(offers) if chip.call is not None}
    always = at.get(ALWAYS)
    return {
        "go": at.get(GO),
        "cancel": at.get(CANCEL),
        "always": None if always is None else {"index": always, "label": offers[always].label},
        "changes": [
            {"index": index, "label": chip.label}
            for index, chip in enumerate(offers)
            if chip.call is not None and chip.call.name not in (GO, CANCEL, ALWAYS)
        ],
    }


def _call_row(call: Call, moment: Moment | None) -> Props:
    working = call.state == "SUBMITTED" and moment is not None
    words = _STAGES[moment.stage] if working and moment is not None else _WORDS[call.state]
    if call.cancel_at and call.state in ("SUBMITTING", "SUBMITTED"):
        words = "is being stopped"
    return {
        "number": call.number,
        "state": call.state,
        "words": words,
        "progress": moment.progress if working and moment is not None else None,
        "message": call.message if call.state in ("FAILED", "NEEDS_HUMAN") else "",
        "cost": _cost(call),
    }


def _cost(call: Call) -> str | None:
    if call.charge_unknown:
        return "cost unknown"
    return dollars(call.money_usd) if call.state == "DONE" else None


def _ledger_row(row: Mapping[str, Any]) -> Props:
    state: State = row["state"]
    return {
        "number": row["number"], "state": state, "words": _WORDS[state], "progress": None, "message": row["message"],
        "cost": None,
    }  # fmt: skip


def _per(data: Mapping[str, Any]) -> str:
    """How the price comes about, and how sure it is."""
    as_of = f", as of {data['as_of']}" if data.get("as_of") else ""
    sure = "" if data.get("checked") else ", not confirmed by the vendor"
    return f"{data['per']}{as_of}{sure}" if data.get("per") else ""


def _rows(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _each(data: Mapping[str, Any]) -> str | None:
    """What each of several calls costs; None for a single one, and where nobody knows."""
    known = data.get("each_usd") is not None and _int(data.get("count")) > 1
    return _usd(data["each_usd"]) if known else None


def _usd(value: Any) -> str:
    return dollars(float(value)) if isinstance(value, int | float) else dollars(None)


def _int(value: Any) -> int:
    return value if isinstance(value, int) else 0
