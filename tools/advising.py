"""Step: which engine suits what a shot is about, and why. Advice only; the person's choice wins."""

from pydantic import JsonValue

from tools.context import ToolContext
from tools.engine_advice import Content, advise
from tools.engines import Engines
from tools.receipts import Chip, Receipt, ToolCall

_ABOUT: dict[Content, str] = {
    "product": "a product", "face": "a face or a speaker", "control": "exact control of camera and timing",
    "draft": "cheap drafts", "multi_shot": "several shots in one clip", "conversational": "changes in conversation",
}  # fmt: skip


def advise_engine(ctx: ToolContext, *, content: Content = "product") -> Receipt:
    """Say which engine suits a shot by what it is about, with the reason; it changes and costs nothing."""
    engines = ctx.money.engines if ctx.money else Engines()
    advice = advise(engines, content)
    lines = [
        f"· {one.engine.name}: {one.reason}" + (f" ({one.missing})" if one.missing else " (connected)")
        for one in advice
    ]
    ready = [one for one in advice if not one.missing and one.engine.kind == "clip"]
    chips = tuple(_use(one.engine.id, one.engine.name, content) for one in ready) if ctx.scene().shots else ()
    return Receipt(
        outcome="action",
        action="advise_engine",
        message="\n".join([f"For {_ABOUT[content]}, best first:", *lines]),
        offers=chips,
        revision=ctx.history.head(ctx.session_id).number,
    )


def _use(engine: str, name: str, content: Content) -> Chip:
    args: dict[str, JsonValue] = {"engine": engine}
    if content == "multi_shot":
        return Chip(label=f"one clip by {name}", call=ToolCall(name="render_sequence", args=args))
    return Chip(label=f"a take by {name}", call=ToolCall(name="render_takes", args={**args, "count": 1}))


STEPS = (advise_engine,)
