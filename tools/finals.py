"""Step: cheap first, then the chosen one at high quality."""

from typing import Literal

from store.errors import EditRefused, UnknownTarget
from store.stills import StillInfo
from store.takes import Take
from store.wording import joined
from tools.context import ToolContext
from tools.purchases import buy_final
from tools.receipts import Receipt
from tools.targets import resolve_shot


def make_final(
    ctx: ToolContext, *, what: Literal["take", "still"] = "take", number: int | None = None, shot: str | None = None
) -> Receipt:
    """Make a draft of an engine again at high quality, at a price that is shown first: a take of a shot or a picture,
    by its number; left out: the one that the shot shows."""
    chosen = _still(ctx, number, shot) if what == "still" else _take(ctx, number, shot)
    bought = buy_final(ctx, chosen)
    if bought is None:
        raise EditRefused("What is made on this machine has one quality, the best; it needs no final. Nothing changed.")
    return bought


def _take(ctx: ToolContext, number: int | None, shot: str | None) -> Take:
    scene = ctx.scene()
    takes = [take for take in ctx.takes.of_session(ctx.session_id) if take.video]
    of_shots = {take.shot_id for take in takes}
    if shot is None and len(of_shots) == 1:
        shot = next(iter(of_shots))
    found = resolve_shot(ctx, scene, shot, "that take")
    own = [take for take in takes if take.shot_id == found.id]
    if number is None:
        shown = [take for take in own if take.shown_as == found.take]
        if not shown and len(own) != 1:
            numbers = joined([str(take.number) for take in own])
            there = f"it has takes {numbers}; say which" if own else "make takes of it first"
            raise UnknownTarget(f"That shot shows no take yet: {there}.")
        return (shown or own)[0]
    chosen = next((take for take in own if take.number == number), None)
    if chosen is None:
        numbers = tuple(str(take.number) for take in own)
        raise UnknownTarget(
            f"There is no take {number} that is a clip; there are {joined(list(numbers)) or 'none'}.", numbers
        )
    return chosen


def _still(ctx: ToolContext, number: int | None, shot: str | None) -> StillInfo:
    if number is None:
        found = resolve_shot(ctx, ctx.scene(), shot, "that picture")
        if found.still is None:
            raise UnknownTarget("That shot has no still yet.")
        return ctx.stills.get(found.still)
    latest = ctx.stills.latest_batch(ctx.session_id)
    chosen = next((still for still in latest if still.number == number), None)
    if chosen is None:
        raise UnknownTarget(f"There is no picture {number}; there are 1 to {len(latest)}.")
    return chosen


STEPS = (make_final,)
