"""Step: when nothing is to be changed: one short question, or what needs an engine that is not connected."""

from typing import Literal

from store.errors import AskPerson
from tools.context import ToolContext
from tools.receipts import Chip, Receipt, ToolCall

Capability = Literal["subject_motion", "picture_content", "new_picture", "lip_sync"]

_NEEDS: dict[Capability, tuple[str, str]] = {
    "subject_motion": ("moving the subject itself", "a video engine (keys such as FAL_KEY or RUNWAYML_API_SECRET)"),
    "picture_content": ("changing what is in the picture", "an image engine (OPENAI_API_KEY or GEMINI_API_KEY)"),
    "new_picture": ("making a photographic picture", "an image engine (OPENAI_API_KEY or GEMINI_API_KEY)"),
    "lip_sync": ("lip-sync", "a video engine with lip-sync (FAL_KEY)"),
}
_PUSH = Chip(label="slow push-in", call=ToolCall(name="set_move", args={"kind": "push_in", "pace": "slow"}))
_SWAY = Chip(label="a touch of handheld sway", call=ToolCall(name="set_move", args={"kind": "handheld"}))
_WARM = Chip(label="warmer", call=ToolCall(name="change_look", args={"property": "temperature", "direction": "more"}))
_NEAREST: dict[Capability, tuple[Chip, ...]] = {
    "subject_motion": (_PUSH, _SWAY),
    "picture_content": (_WARM, _PUSH),
    "new_picture": (Chip(label="sketch it for now"),),
    "lip_sync": (_PUSH,),
}


def ask_person(ctx: ToolContext, *, question: str, options: list[str] | None = None) -> Receipt:
    """Ask one short question when a wish is unclear or names something that is not there. Nothing changes."""
    del ctx
    raise AskPerson(question.strip()[:300], tuple(option[:80] for option in (options or ())[:4]))


def needs_engine(ctx: ToolContext, *, wish: str, capability: Capability) -> Receipt:
    """For what only a generative model can do: says which engine is needed. Nothing changes."""
    what, engine = _NEEDS[capability]
    return Receipt(
        outcome="needs_engine",
        message=(
            f"“{wish.strip()[:200]}” means {what}. That needs {engine}; this version of Reshoot cannot connect to one "
            "yet, so nothing changed. You can upload another still, or take one of these instead."
        ),
        offers=_NEAREST[capability],
        revision=ctx.history.head(ctx.session_id).number,
    )


STEPS = (ask_person, needs_engine)
