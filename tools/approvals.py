"""Nothing is spent unseen: a billed wish becomes a plan with its price, then the person's word, then orders.

    plan -> over the budget? refused, with what is cheaper -> agreed? ordered -> else AskApproval, nothing has happened

A step that spends calls `carry_out` and nothing else; the agent turns AskApproval into the spend card and calls the
step again with the person's word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import JsonValue

from store.errors import OverBudget, ReshootError
from store.ledger_calls import Call, Kind, Order
from tools.context import ToolContext
from tools.money import Money, dollars
from tools.receipts import Card, Chip, Receipt, ToolCall

if TYPE_CHECKING:  # the engines are loaded where one is connected
    from tools.other_engines import OtherWay
    from tools.prices import Estimate
    from tools.profiles import Profile

GO, CANCEL, ALWAYS = "go_spend", "cancel_spend", "always_spend"
"""What the buttons of a spend card call. They are no tools: a model cannot press them."""
ARRIVED = "receive_results"
"""The action of a receipt that tells what has come of a purchase."""
ALWAYS_STEPS = (0.05, 0.10, 0.20, 0.50, 1.0, 2.0, 5.0)


@dataclass(frozen=True)
class Plan:
    """A billed wish, before anything is spent.

    requests: one per billed call, as `tools.jobs.requests.written` gives them; prices: of each. what: in words ("3
    takes of shot 1, 5 s"). prompt: the words that are sent. purpose: what is to become of the results; purposes: what
    more, of each. changes: other ways, the cheapest first. attempt: counts from 1 where it is tried again.
    """

    step: str
    profile: "Profile"
    kind: Kind
    what: str
    prompt: str
    requests: tuple[Mapping[str, JsonValue], ...]
    prices: "tuple[Estimate, ...]"
    purpose: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    purposes: tuple[Mapping[str, JsonValue], ...] = ()
    notes: tuple[str, ...] = ()
    changes: "tuple[OtherWay, ...]" = ()
    attempt: int = 1

    @property
    def total_usd(self) -> float | None:
        """Of all calls together; None where a part is not known."""
        return total_of(self.prices)

    @property
    def engine(self) -> str:
        """`Kling 3.0 at fal`."""
        from tools.other_engines import engine_words

        return engine_words(self.profile)


def total_of(prices: "Sequence[Estimate]") -> float | None:
    """What several calls cost together, in dollars; None where a part is not known."""
    known = [price.usd for price in prices if price.usd is not None]
    return round(sum(known), 6) if len(known) == len(prices) else None


class AskApproval(ReshootError):
    """Ask the person before this is spent; `receipt` is the spend card with its buttons. Nothing has happened yet."""

    def __init__(self, receipt: Receipt, total_usd: float | None) -> None:
        super().__init__(receipt.message)
        self.receipt = receipt
        self.total_usd = total_usd


def carry_out(ctx: ToolContext, money: Money, plan: Plan) -> Receipt:
    """Order what was agreed to, or say why not. Raises AskApproval where the person was not asked yet.

    A call that was ordered before (a replay, a second click) is answered with how it stands.
    """
    known = money.ledger.of_tool_call(ctx.session_id, ctx.tool_call_id)
    budget_usd = ctx.scene().budget_usd
    if not known:
        refusal = _over_budget(ctx, money, plan, budget_usd)
        if refusal is not None:
            return refusal
        if not _agreed(ctx, money, plan):
            raise AskApproval(_asking(ctx, money, plan, budget_usd), plan.total_usd)
        try:
            known = money.jobs.order(_orders(ctx, plan), budget_usd)
        except OverBudget as error:  # another turn spent it in between
            left = money.ledger.sums(ctx.session_id).left_of(budget_usd or 0.0)
            return _refused(ctx, str(error), _within(plan, left), budget_usd, plan.total_usd)
    return Receipt(
        outcome="action",
        action=plan.step,
        message=f"{plan.engine} is making {plan.what}. The result comes here; you can go on meanwhile.",
        cards=(spend_card(plan_data(plan, money, ctx, budget_usd), known, "running"),),
        revision=ctx.history.head(ctx.session_id).number,
    )


def _agreed(ctx: ToolContext, money: Money, plan: Plan) -> bool:
    if ctx.agreed is not None and ctx.agreed.covers(plan.total_usd):
        return True
    allowed = money.ledger.allowance(ctx.session_id)
    return plan.total_usd is not None and plan.total_usd <= allowed + 1e-9


def _orders(ctx: ToolContext, plan: Plan) -> list[Order]:
    each = plan.purposes or ({},) * len(plan.requests)
    return [
        Order(
            session_id=ctx.session_id, turn_id=ctx.turn_id, tool_call_id=ctx.tool_call_id, number=number,
            kind=plan.kind, engine=plan.profile.engine, host=plan.profile.host, request=request,
            purpose={**plan.purpose, **more, "step": plan.step, "what": plan.what, "engine": plan.engine},
            estimate_usd=price.usd or 0.0, attempt=plan.attempt,
        )
        for number, (request, price, more) in enumerate(zip(plan.requests, plan.prices, each, strict=True), 1)
    ]  # fmt: skip


# --- over the budget -------------------------------------------------------------------------------------------------


def _over_budget(ctx: ToolContext, money: Money, plan: Plan, budget_usd: float | None) -> Receipt | None:
    if budget_usd is None:
        return None
    left = money.ledger.sums(ctx.session_id).left_of(budget_usd)
    if plan.total_usd is None:
        words = f"{plan.engine} tells no price, so it cannot be held to your budget of {dollars(budget_usd)}."
        return _refused(ctx, words + " Nothing was sent.", _within(plan, left), None, None)
    if plan.total_usd <= left + 1e-9:
        return None
    words = (
        f"{_upper(plan.what)} by {plan.engine} cost {dollars(plan.total_usd)}; {dollars(left)} is left of the budget "
        f"of {dollars(budget_usd)}. Nothing was sent."
    )
    return _refused(ctx, words, _within(plan, left), budget_usd, plan.total_usd - left)


def _within(plan: Plan, left_usd: float) -> tuple[Chip, ...]:
    """The other ways that the budget still has room for."""
    return tuple(way.chip for way in plan.changes if way.usd is not None and way.usd <= left_usd + 1e-9)


def _refused(
    ctx: ToolContext, words: str, changes: Sequence[Chip], budget_usd: float | None, missing_usd: float | None
) -> Receipt:
    raises: tuple[Chip, ...] = ()
    if budget_usd is not None and missing_usd is not None:
        enough = float(-(-(budget_usd + missing_usd) // 1))  # the next whole dollar
        raises = (Chip(label=f"raise the budget to ${enough:.0f}", call=_tool("set_budget", budget_usd=enough)),)
    return Receipt(
        outcome="refused", message=words, offers=(*changes, *raises),
        revision=ctx.history.head(ctx.session_id).number,
    )  # fmt: skip


# --- asking ----------------------------------------------------------------------------------------------------------


def _asking(ctx: ToolContext, money: Money, plan: Plan, budget_usd: float | None) -> Receipt:
    total = plan.total_usd
    offer: dict[str, JsonValue] = {"offer": ctx.tool_call_id}
    always = next((step for step in ALWAYS_STEPS if total is not None and total <= step), None)
    offers = [
        Chip(label=f"Go, {dollars(total)}", call=ToolCall(name=GO, args=offer)),
        Chip(label="Cancel", call=ToolCall(name=CANCEL, args=offer)),
        *([Chip(label=f"always up to {dollars(always)}", call=ToolCall(name=ALWAYS, args={**offer, "usd": always}))]
          if always else []),
        *(way.chip for way in plan.changes),
    ]  # fmt: skip
    return Receipt(
        outcome="awaiting_approval",
        action=plan.step,
        message=f"{_upper(plan.what)} by {plan.engine}: {dollars(total)}. Nothing is sent before you say go.",
        notes=plan.notes,
        offers=tuple(offers),
        cards=(spend_card(plan_data(plan, money, ctx, budget_usd), (), "open"),),
        revision=ctx.history.head(ctx.session_id).number,
    )


def plan_data(plan: Plan, money: Money, ctx: ToolContext, budget_usd: float | None) -> dict[str, JsonValue]:
    """What the spend card says of the plan."""
    sums = money.ledger.sums(ctx.session_id)
    return {
        "offer": ctx.tool_call_id,
        "engine": plan.engine,
        "what": plan.what,
        "prompt": plan.prompt,
        "count": len(plan.requests),
        "each_usd": plan.prices[0].usd,
        "total_usd": plan.total_usd,
        "spent_usd": round(sums.spent + sums.waiting, 6),
        "budget_usd": budget_usd,
        "left_usd": None if budget_usd is None else sums.left_of(budget_usd),
        "per": plan.prices[0].per,
        "as_of": plan.prices[0].as_of.isoformat() if plan.prices[0].as_of else None,
        "checked": plan.prices[0].checked,
    }


def spend_card(data: Mapping[str, JsonValue], calls: Sequence[Call], phase: str) -> Card:
    """The spend card. phase: "open" (to be agreed to), "running", "over"."""
    return Card(kind="spend", data={**data, "phase": phase, "calls": [call_data(call) for call in calls]})


def call_data(call: Call) -> dict[str, JsonValue]:
    """How one billed call stands, for the card."""
    return {
        "key": call.key, "number": call.number, "state": call.state, "message": call.message,
        "cost_usd": None if call.charge_unknown else call.money_usd, "exact": call.cost_usd is not None,
    }  # fmt: skip


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tool(tool: str, **args: Any) -> ToolCall:
    return ToolCall(name=tool, args=args)
