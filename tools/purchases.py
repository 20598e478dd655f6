"""The doors to what can be bought: shut where no engine is connected, and nothing of it is loaded then."""

from store.scene import Shot
from store.stills import StillInfo
from store.takes import Take
from tools.context import ToolContext
from tools.receipts import Receipt, ToolCall


def buy_stills(ctx: ToolContext, description: str, count: int, engine: str | None, *, final: bool) -> Receipt | None:
    """`tools.buying_stills.buy_stills`; None where nothing can be bought."""
    if ctx.money is None:
        return None
    from tools import buying_stills

    return buying_stills.buy_stills(ctx, ctx.money, description, count, engine, final=final)


def buy_panels(
    ctx: ToolContext, prompts: list[str], labels: list[str], again: ToolCall, engine: str | None
) -> Receipt | None:
    """`tools.buying_stills.buy_panels`; None where nothing can be bought."""
    if ctx.money is None:
        return None
    from tools import buying_stills

    return buying_stills.buy_panels(ctx, ctx.money, prompts, labels, again, engine)


def buy_still_edit(
    ctx: ToolContext, shot: Shot, instruction: str, engine: str | None, *, wordless: bool = False
) -> Receipt | None:
    """`tools.buying_stills.buy_still_edit`; None where nothing can be bought."""
    if ctx.money is None:
        return None
    from tools import buying_stills

    return buying_stills.buy_still_edit(ctx, ctx.money, shot, instruction, engine, wordless)


def buy_takes(
    ctx: ToolContext,
    shot: Shot,
    count: int,
    engine: str | None,
    *,
    words: str = "",
    final: bool = False,
    ends_on: Shot | None = None,
    sound: bool = False,
) -> Receipt | None:
    """`tools.buying_takes.buy_takes`; None where nothing can be bought."""
    if ctx.money is None:
        return None
    from tools import buying_takes

    return buying_takes.buy_takes(
        ctx, ctx.money, shot, count, engine, words=words, final=final, ends_on=ends_on, sound=sound
    )


def buy_sequence(ctx: ToolContext, shots: list[Shot], engine: str | None, *, final: bool) -> Receipt | None:
    """`tools.buying_sequences.buy_sequence`; None where nothing can be bought."""
    if ctx.money is None:
        return None
    from tools import buying_sequences

    return buying_sequences.buy_sequence(ctx, ctx.money, shots, engine, final=final)


def buy_final(ctx: ToolContext, chosen: Take | StillInfo) -> Receipt | None:
    """`tools.buying_finals`; None where nothing can be bought."""
    if ctx.money is None:
        return None
    from tools import buying_finals

    if isinstance(chosen, Take):
        return buying_finals.buy_final_take(ctx, ctx.money, chosen)
    return buying_finals.buy_final_still(ctx, ctx.money, chosen)


def buy_take_edit(ctx: ToolContext, shot: Shot, instruction: str, engine: str | None = None) -> Receipt | None:
    """`tools.buying_edits.buy_take_edit`; None where nothing can be bought."""
    if ctx.money is None:
        return None
    from tools import buying_edits

    return buying_edits.buy_take_edit(ctx, ctx.money, shot, instruction, engine)
