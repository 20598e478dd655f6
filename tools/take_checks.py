"""Step: take checks. A take that is video is held against the still that was locked."""

from store.errors import UnknownTarget
from store.scene import Shot
from store.takes import Take
from tools.clips import shots_takes
from tools.context import ToolContext
from tools.receipts import Receipt
from tools.take_checker import TakeChecker
from tools.take_ways import take_ways
from tools.targets import resolve_shot


def check_take(ctx: ToolContext, *, number: int | None = None, shot: str | None = None) -> Receipt:
    """Hold a take that is video against the locked still: framing, shapes, colours, the words in it, how evenly it
    moves, and whether the film is whole. number: the take's; omitted = the one in the film."""
    found = resolve_shot(ctx, ctx.scene(), shot, "the check")
    take = _take(ctx, found, number)
    if take is None or take.video is None:
        return _nothing_to_check(ctx)
    ctx.progress("checking the take", 0.1)
    check = ctx.takes.checks(ctx.session_id).get(take.id)
    if check is None:
        check = TakeChecker(ctx.takes, ctx.stills, ctx.media).check(ctx.session_id, ctx.scene(), [take]).get(take.id)
    if check is None:
        raise UnknownTarget("This shot has no locked still to hold the take against. Lock one first; the take is kept.")
    return Receipt(
        outcome="action",
        action="check_take",
        message=check.verdict,
        offers=tuple(way.chip(take.number) for way in take_ways(found, take, check)),
        cards=(shots_takes(ctx, found, opened=take.number),),
        revision=ctx.base().number,
    )


def _take(ctx: ToolContext, shot: Shot, number: int | None) -> Take | None:
    takes = ctx.takes.of_shot(ctx.session_id, shot.id)
    if number is None:
        return next((take for take in takes if take.shown_as == shot.take), None)
    for take in takes:
        if take.number == number:
            return take
    numbers = tuple(str(take.number) for take in takes)
    raise UnknownTarget(f"There is no take {number} of this shot; it has {', '.join(numbers) or 'none yet'}.", numbers)


def _nothing_to_check(ctx: ToolContext) -> Receipt:
    return Receipt(
        outcome="unchanged",
        message="This shot is made from its still on this machine, so nothing in it can drift.",
        revision=ctx.base().number,
    )


STEPS = (check_take,)
"""The step that holds a take against the locked still."""
