"""Step: when nothing is to be changed: one short question, or what needs an engine."""

from typing import Literal

from store.errors import AskPerson
from tools.context import ToolContext
from tools.purchases import buy_still_edit, buy_stills, buy_take_edit, buy_takes
from tools.receipts import Chip, Receipt, ToolCall
from tools.shot_names import without_shot
from tools.targets import resolve_shot

Capability = Literal["subject_motion", "picture_content", "new_picture", "lip_sync"]
Need = Capability | Literal["own_sound"]

_NEEDS: dict[Need, tuple[str, str]] = {
    "subject_motion": ("moving the subject itself", "a video engine (keys such as FAL_KEY or RUNWAYML_API_SECRET)"),
    "picture_content": ("changing what is in the picture", "an image engine (OPENAI_API_KEY or GEMINI_API_KEY)"),
    "new_picture": ("making a photographic picture", "an image engine (OPENAI_API_KEY or GEMINI_API_KEY)"),
    "lip_sync": ("lip-sync", "a video engine with lip-sync (FAL_KEY)"),
    "own_sound": ("sound that is made with the picture", "a video engine (keys such as FAL_KEY or KLING_API_KEY)"),
}
_PUSH = Chip(label="slow push-in", call=ToolCall(name="set_move", args={"kind": "push_in", "pace": "slow"}))
_SWAY = Chip(label="a touch of handheld sway", call=ToolCall(name="set_move", args={"kind": "handheld"}))
_WARM = Chip(label="warmer", call=ToolCall(name="change_look", args={"property": "temperature", "direction": "more"}))
_NEAREST: dict[Need, tuple[Chip, ...]] = {
    "subject_motion": (_PUSH, _SWAY),
    "picture_content": (_WARM, _PUSH),
    "new_picture": (Chip(label="sketch it for now"),),
    "lip_sync": (_PUSH,),
    "own_sound": (_PUSH,),
}


def ask_person(ctx: ToolContext, *, question: str, options: list[str] | None = None) -> Receipt:
    """Ask one short question when a wish is unclear or names something that is not there. Nothing changes."""
    del ctx
    raise AskPerson(question.strip()[:300], tuple(option[:80] for option in (options or ())[:4]))


def needs_engine(ctx: ToolContext, *, wish: str, capability: Capability, shot: str | None = None) -> Receipt:
    """For what only a generative model can do: by the engine that is connected, at a price that is shown first; else
    it is said which engine is needed."""
    return _bought(ctx, wish.strip()[:2000], capability, shot) or no_engine(ctx, wish, capability)


def _bought(ctx: ToolContext, wish: str, capability: Capability, named: str | None) -> Receipt | None:
    """The wish as a purchase; None where nothing that can do it is connected, or there is nothing to do it to."""
    scene = ctx.scene()
    if ctx.money is None or not wish or capability == "lip_sync":
        return None
    if capability == "new_picture":
        return buy_stills(ctx, wish, 4, None, final=False)
    if not scene.shots and not ctx.money.connected("clip" if capability == "subject_motion" else "still"):
        return None
    if capability == "subject_motion":
        from tools.motion_prompts import checked_motion

        checked_motion(wish)  # what asks for just some movement is asked about, before the shot is
    shot = resolve_shot(ctx, scene, named, "that")
    wish = without_shot(wish)
    if capability == "subject_motion":
        return buy_takes(ctx, shot, 2, None, words=wish)
    return buy_take_edit(ctx, shot, wish) or buy_still_edit(ctx, shot, wish, None)


def no_engine(ctx: ToolContext, wish: str, capability: Need) -> Receipt:
    """The answer where no engine is connected that could do it, with the nearest that works."""
    what, engine = _NEEDS[capability]
    return Receipt(
        outcome="needs_engine",
        message=(
            f"“{wish.strip()[:200]}” means {what}. That needs {engine}; none is connected, so nothing changed. Set the "
            "key and start Reshoot again, upload another still, or take one of these instead."
        ),
        offers=_NEAREST[capability],
        revision=ctx.history.head(ctx.session_id).number,
    )


def not_connected(ctx: ToolContext, engine: str) -> Receipt:
    """The answer to a take by an engine that is named, where none is connected at all. Raises UnknownTarget for a name
    that no engine has."""
    from tools.engines import Engines

    engines = Engines()
    profile = engines.called(engine, "clip")
    return Receipt(
        outcome="needs_engine",
        message=(
            f"{profile.name} is not connected ({engines.missing(profile)}), so nothing was sent and nothing changed. "
            "Set the key and start Reshoot again; camera moves, looks and texts are made on this machine meanwhile."
        ),
        offers=_NEAREST["subject_motion"],
        revision=ctx.history.head(ctx.session_id).number,
    )


STEPS = (ask_person, needs_engine)
