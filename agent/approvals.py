"""The person's word for what costs money: a button of the spend card, or a few words typed while it is open.

What is not understood here is a sentence like any other: it is carried out, and the card is withdrawn.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tools.approvals import ALWAYS, CANCEL, GO
from tools.money import Money, dollars
from tools.receipts import Chip, Receipt, ToolCall

WORDS = frozenset({GO, CANCEL, ALWAYS})
"""Calls that are the person's alone: no model is offered them."""
MAX_ALLOWANCE_USD = 100.0

_FILE = Path(__file__).with_name("spend_words.toml")
_CENTS = ("cent", "cents", "c", "¢", "セント", "美分")
_AMOUNT = (
    r"(?:us ?)?(?P<before>[$＄] ?)?(?P<amount>\d{1,4}(?:[.,]\d{1,3})?) ?"
    r"(?P<behind>[$＄]|usd|d[oó]lare?s?|dollars?|dólares|cents?|c|¢|ドル|セント|美元|美分)?"
)
_END = re.compile(r"[.!。！\s]+$")


@dataclass(frozen=True)
class OpenOffer:
    """A call that waits in the graph for the person's word. `id`: of the interrupt, `call_id`: of the tool call."""

    id: str
    call_id: str
    total_usd: float | None


def word_in(said: str, *, offered: bool) -> ToolCall | None:
    """What a sentence says about spending, and nothing else; `offered`: a spend card is open. None for all others."""
    text = _END.sub("", " ".join(said.replace(",", " ").split()) if not re.search(r"\d,\d", said) else said.strip())
    words = _words()
    found = words.always.fullmatch(text) or words.always_behind.fullmatch(text)
    if found is not None and (found["before"] or found["behind"]):
        amount = float(found["amount"].replace(",", "."))
        if (found["behind"] or "").lower() in _CENTS:
            amount /= 100
        return ToolCall(name=ALWAYS, args={"usd": min(amount, MAX_ALLOWANCE_USD)})
    if offered and words.go.fullmatch(text):
        return ToolCall(name=GO)
    if offered and words.cancel.fullmatch(text):
        return ToolCall(name=CANCEL)
    return None


@dataclass(frozen=True)
class _Words:
    go: re.Pattern[str]
    cancel: re.Pattern[str]
    always: re.Pattern[str]
    always_behind: re.Pattern[str]


@cache
def _words() -> _Words:
    """The words of every language together (`spend_words.toml`)."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))

    def any_of(kind: str) -> str:
        return "|".join(pattern for table in tables.values() for pattern in table.get(kind, ()))

    always = rf"(?:{any_of('always')}) ?{_AMOUNT} ?(?:{any_of('may_follow')})?"
    behind = rf"{_AMOUNT} ?(?:{any_of('always_behind')})"
    return _Words(*(re.compile(one, re.IGNORECASE) for one in (any_of("go"), any_of("cancel"), always, behind)))


def offer_in(value: Any, interrupt_id: str) -> OpenOffer:
    """The offer that an interrupt of `agent.middleware_approval` stands for."""
    return OpenOffer(interrupt_id, value["offer"], value["total_usd"])


def answer_to(word: ToolCall, offer: OpenOffer) -> dict[str, Any]:
    """What the waiting call is resumed with."""
    return {"go": word.name != CANCEL, "up_to_usd": offer.total_usd}


def allow(money: Money, session_id: str, word: ToolCall) -> float:
    """Note down what need not be asked for from now on; answers the amount in dollars."""
    amount = word.args.get("usd")
    usd = min(float(amount), MAX_ALLOWANCE_USD) if isinstance(amount, int | float) else 0.0
    money.ledger.allow(session_id, usd)
    return usd


def allowed(usd: float) -> Receipt:
    """The answer to an allowance that was given while nothing waited."""
    return Receipt(
        outcome="action", action="always_spend",
        message=f"From now on what costs up to {dollars(usd)} is not asked for in this session, within its budget. "
        "“always up to $0” takes it back." if usd else "From now on everything that costs money is asked for again.",
    )  # fmt: skip


def no_longer_open(made: bool, call: ToolCall | None) -> Receipt:
    """The answer to a button of a card that is closed. made: it was agreed to before."""
    if made:
        return Receipt(outcome="unchanged", message="That is agreed to already, and is being made or done.")
    again = (Chip(label="price it again", call=call),) if call is not None else ()
    return Receipt(
        outcome="unchanged", offers=again,
        message="That offer is closed: something else was said in between. Nothing was sent.",
    )  # fmt: skip
