"""The doors to what can be bought: shut where no engine is connected, and nothing of it is loaded then."""

from store.scene import Shot
from tools.context import ToolContext
from tools.receipts import Receipt


def buy_stills(ctx: ToolContext, description: str, count: int, engine: str | None, *, final: bool) -> Receipt | None:
    """`tools.buying_stills.buy_stills`; None where nothing can be bought."""
    if ctx.money is None:
        return None
    from tools import buying_stills

    return buying_stills.buy_stills(ctx, ctx.money, description, count, engine, final=final)


def buy_panels(
    ctx: ToolContext, prompts: list[str], labels: list[str], engine: str | None, *, final: bool
) -> Receipt | None:
    """`tools.buying_stills.buy_panels`; None where nothing can be bought."""
    if ctx.money is None:
        return None
    from tools import buying_stills

    return buying_stills.buy_panels(ctx, ctx.money, prompts, labels, engine, final=final)


def buy_still_edit(ctx: ToolContext, shot: Shot, instruction: str, engine: str | None) -> Receipt | None:
    """`tools.buying_stills.buy_still_edit`; None where nothing can be bought."""
    if ctx.money is None:
        return None
    from tools import buying_stills

    return buying_stills.buy_still_edit(ctx, ctx.money, shot, instruction, engine)


def buy_takes(
    ctx: ToolContext, shot: Shot, count: int, engine: str | None, *, words: str = "", final: bool = False
) -> Receipt | None:
    """`tools.buying_takes.buy_takes`; None where nothing can be bought."""
    if ctx.money is None:
        return None
    from tools import buying_takes

    return buying_takes.buy_takes(ctx, ctx.money, shot, count, engine, words=words, final=final)


def buy_take_edit(ctx: ToolContext, shot: Shot, instruction: str) -> Receipt | None:
    """`tools.buying_takes.buy_take_edit`; None where nothing can be bought."""
    if ctx.money is None:
        return None
    from tools import buying_takes

    return buying_takes.buy_take_edit(ctx, ctx.money, shot, instruction)
