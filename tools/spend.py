"""Step: money. Everything this version makes is made on this machine and costs nothing; the steps say so."""

from tools.context import ToolContext
from tools.receipts import Receipt


def show_cost(ctx: ToolContext) -> Receipt:
    """What this session has cost so far."""
    spent = sum(float((turn.receipt or {}).get("cost_usd", 0)) for turn in ctx.history.turns(ctx.session_id))
    budget = ctx.scene().budget_usd
    left = "" if budget is None else f" Of your budget of ${budget:.2f}, ${max(0.0, budget - spent):.2f} is left."
    local = " Everything was made on this machine." if spent == 0 else ""
    return _told(ctx, "show_cost", f"This session has cost ${spent:.2f} so far.{local}{left}")


def estimate(ctx: ToolContext) -> Receipt:
    """What rendering the film as it is now would cost."""
    engines = {shot.engine for shot in ctx.scene().shots} or {"local"}
    if engines == {"local"}:
        return _told(ctx, "estimate", "Rendering and exporting this film costs $0.00: it is all made on this machine.")
    names = ", ".join(sorted(engines - {"local"}))
    return _told(ctx, "estimate", f"I know no price for {names}: this version renders on this machine only, for $0.00.")


def _told(ctx: ToolContext, action: str, message: str) -> Receipt:
    return Receipt(outcome="action", action=action, message=message, revision=ctx.history.head(ctx.session_id).number)


STEPS = (show_cost, estimate)
