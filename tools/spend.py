"""Steps: money. What was spent stands in the ledger; what is made on this machine costs nothing."""

from typing import Literal

from store.errors import EditRefused, UnknownTarget
from store.ledger_calls import FAILED, UNFINISHED, Call, Sums, sums_of
from store.values import replace
from store.wording import joined
from tools.choices_left import called, choices_left
from tools.context import ToolContext
from tools.money import Money, dollars
from tools.receipts import Receipt

Choice = Literal["ask_again", "send_again", "charged", "not_charged"]


def show_cost(ctx: ToolContext) -> Receipt:
    """What this session has cost so far."""
    calls = ctx.money.ledger.of_session(ctx.session_id) if ctx.money else []
    sums = sums_of(calls)
    budget = ctx.scene().budget_usd
    left = "" if budget is None else f" Of your budget of ${budget:.2f}, {dollars(sums.left_of(budget))} is left."
    if not calls:
        return _told(
            ctx, "show_cost", f"This session has cost $0.00 so far. Everything was made on this machine.{left}"
        )
    about = "about " if sums.estimated else ""
    waiting = f" {dollars(sums.waiting)} more is agreed to and not sent yet." if sums.waiting else ""
    doubt = f" {dollars(sums.in_doubt)} of it waits for your word." if sums.in_doubt else ""
    engines = joined([_engine_line(name, calls) for name in dict.fromkeys(call.engine for call in calls)])
    untold = _untold(sums)
    message = f"This session has cost {about}{dollars(sums.spent)} so far: {engines}.{untold}{waiting}{doubt}{left}"
    open_call = next((call for call in calls if call.state == "NEEDS_HUMAN"), None)
    if open_call is None:
        return _told(ctx, "show_cost", message)
    together = [call for call in calls if call.tool_call_id == open_call.tool_call_id]
    message += f" About {called(open_call, together)}: {open_call.message}"
    return replace(_told(ctx, "show_cost", message), offers=choices_left(open_call))


def _engine_line(engine: str, calls: list[Call]) -> str:
    own = [call for call in calls if call.engine == engine]
    many = f"{len(own)} calls" if len(own) > 1 else "1 call"
    cost = dollars(sum(call.money_usd for call in own))
    if untold := sum(call.charge_unknown for call in own):
        cost = "unknown" if untold == len(own) else f"{cost} and an unknown part"
    return f"{own[0].purpose.get('engine', engine)} {cost} ({many})"


def _untold(sums: Sums) -> str:
    """What is to be said of calls whose cost nobody has told."""
    if not sums.untold:
        return ""
    calls = f"{sums.untold} calls" if sums.untold > 1 else "1 call"
    at_most = f": at most {dollars(sums.untold_usd)} more, which a budget counts as spent" if sums.untold_usd else ""
    return f" What {calls} cost is unknown{at_most}."


def estimate(ctx: ToolContext) -> Receipt:
    """What rendering the film as it is now would cost."""
    message = "Rendering and exporting this film costs $0.00: it is all made on this machine."
    if ctx.money and ctx.money.connected("clip"):
        message += " New takes by an engine are priced before anything is sent: say “make a take”."
    return _told(ctx, "estimate", message)


def cancel_orders(ctx: ToolContext) -> Receipt:
    """Stop billed work of this session that is not done yet, such as takes that are being made."""
    money = _money(ctx)
    running = [call for call in money.ledger.of_session(ctx.session_id) if call.state in UNFINISHED]
    if not running:
        raise EditRefused("Nothing is being made by an engine right now.")
    money.jobs.cancel(running)
    many = f"{len(running)} orders" if len(running) > 1 else "the order"
    message = f"Stopping {many}. What was not sent costs nothing; of the rest the vendor decides, and I tell you."
    return _told(ctx, "cancel_orders", message)


def settle_call(ctx: ToolContext, *, call: str, choice: Choice) -> Receipt:
    """Decide about a billed call that waits for the person, in the words they chose: ask the vendor again, send it
    again (asked for as a new purchase), or let it go as charged or not charged."""
    money = _money(ctx)
    found = money.ledger.get(call)
    if found.session_id != ctx.session_id:
        raise UnknownTarget("There is no such call in this session.")
    if choice == "ask_again":
        money.jobs.ask_again(found)
        return _told(ctx, "settle_call", f"Asking {found.host} again. The answer comes here.")
    if choice == "send_again":
        return _send_again(ctx, money, found)
    cost = found.estimate_usd if choice == "charged" else 0.0
    if not money.ledger.move(found.key, FAILED, cost_usd=cost, message=found.message):
        raise EditRefused("That call is settled already. Nothing was changed.")
    money.ledger.told([found.key])
    return _told(ctx, "settle_call", f"Let go, with {dollars(cost)} in the ledger.")


def _send_again(ctx: ToolContext, money: Money, call: Call) -> Receipt:
    """A new call with the same request, under its own price and word; the old one is closed as not charged."""
    from tools.approvals import Plan, carry_out
    from tools.prices import Estimate

    what = called(call, money.ledger.of_tool_call(ctx.session_id, call.tool_call_id))
    plan = Plan(
        step="settle_call", profile=money.engines.find(f"{call.engine}@{call.host}"), kind=call.kind,
        what=what, prompt="", requests=(call.request,),
        prices=(Estimate(usd=call.estimate_usd),), purpose={**call.purpose}, attempt=call.attempt + 1,
    )  # fmt: skip
    receipt = carry_out(ctx, money, plan)
    if receipt.outcome == "action":
        money.ledger.move(call.key, FAILED, cost_usd=0.0, message=call.message)
    return receipt


def _money(ctx: ToolContext) -> Money:
    if ctx.money is None:
        raise EditRefused("Nothing was ever ordered here: everything is made on this machine.")
    return ctx.money


def _told(ctx: ToolContext, action: str, message: str) -> Receipt:
    return Receipt(outcome="action", action=action, message=message, revision=ctx.history.head(ctx.session_id).number)


STEPS = (show_cost, estimate, cancel_orders, settle_call)
