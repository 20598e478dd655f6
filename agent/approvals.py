"""The person's word for what costs money: a button of the spend card, or a few words typed while it is open.

What is not understood here is a sentence like any other: it is carried out, and the card is withdrawn.
"""

import re
from dataclasses import dataclass
from typing import Any

from tools.approvals import ALWAYS, CANCEL, GO
from tools.money import Money, dollars
from tools.receipts import Chip, Receipt, ToolCall

WORDS = frozenset({GO, CANCEL, ALWAYS})
"""Calls that are the person's alone: no model is offered them."""
MAX_ALLOWANCE_USD = 100.0

_GO = re.compile(
    r"((yes|yeah|yep|ok|okay|sure|fine|please|and|then) )*(go|go ahead|go for it|do it|do that|buy it|make (it|them)|"
    r"approved?|yes|yeah|yep|ok|okay|sure|agreed|y)( please| now)?"
    r"|sí|si|vale|dale|adelante|hazlo|ja|ja bitte|los|mach( es| das)?|in ordnung|oui|d'accord|vas-y|allez-y|sim"
    r"|pode ser|vai|はい|お願いします|どうぞ|好|好的|可以|是|是的",
    re.IGNORECASE,
)
_CANCEL = re.compile(
    r"((no|ok|okay|oh) )*(no|nope|cancel( it| that)?|stop|don'?t|do not|never ?mind|forget it|leave it|too expensive|n)"
    r"( thanks| thank you| please)?"
    r"|cancelar|cancela|nein|nein danke|abbrechen|lass es|non|non merci|annuler|annule|não|cancele|いいえ|やめて"
    r"|キャンセル|不|不要|取消",
    re.IGNORECASE,
)
_ALWAYS = re.compile(
    r"(?:yes |ok |okay |go )?(?:always|from now on)(?: go| allow| yes| ok)?(?: up to| below| under| until)?"
    r" (?:us ?)?(?P<dollar>\$ ?)?(?P<amount>\d{1,4}(?:[.,]\d{1,3})?) ?(?P<unit>\$|usd|dollars?|cents?|c|¢)?",
    re.IGNORECASE,
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
    found = _ALWAYS.fullmatch(text)
    if found is not None and (found["dollar"] or found["unit"]):
        amount = float(found["amount"].replace(",", "."))
        if (found["unit"] or "").lower() in ("cent", "cents", "c", "¢"):
            amount /= 100
        return ToolCall(name=ALWAYS, args={"usd": min(amount, MAX_ALLOWANCE_USD)})
    if offered and _GO.fullmatch(text):
        return ToolCall(name=GO)
    if offered and _CANCEL.fullmatch(text):
        return ToolCall(name=CANCEL)
    return None


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
