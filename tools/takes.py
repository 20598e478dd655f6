"""Step: takes of a shot."""

from typing import Literal

from store.edits import PickTake
from store.errors import UnknownTarget
from store.scene import Shot
from store.wording import joined
from tools.context import ToolContext
from tools.receipts import Chip, Receipt, ToolCall
from tools.talk import needs_engine
from tools.targets import resolve_shot


def render_takes(ctx: ToolContext, *, shot: str | None = None, count: int = 3) -> Receipt:
    """Make several takes of a shot to pick from, 2 to 4. Takes of the local engine differ by the seed of their sway
    and grain; where there is nothing to vary, variations of the move are offered instead."""
    found = resolve_shot(ctx, ctx.scene(), shot, "new takes")
    wanted = max(2, min(4, count))
    if not varies(found):
        return _variations(ctx, found, wanted)
    made = [ctx.takes.add(ctx.session_id, found.id, f"take:{ctx.tool_call_id}:{n}") for n in range(1, wanted + 1)]
    numbers = [str(take.number) for take in made]
    return Receipt(
        outcome="action",
        action="render_takes",
        message=f"Takes {joined(numbers)} of the shot differ in their sway and grain. Pick one to see it in the film.",
        offers=tuple(
            Chip(
                label=f"take {take.number}",
                call=ToolCall(name="pick_take", args={"number": take.number, "shot": found.id}),
            )
            for take in made
        ),
        revision=ctx.base().number,
    )


def varies(shot: Shot) -> bool:
    """Whether another seed gives another picture."""
    return shot.look.grain > 0 or any(move.kind == "handheld" for move in shot.camera)


def _variations(ctx: ToolContext, shot: Shot, count: int) -> Receipt:
    chips: tuple[Chip, ...]
    if shot.camera:
        kind = shot.camera[0].kind
        chips = (
            _vary(
                "slower", "change_move", {"property": "speed", "direction": "less", "kind": kind, "shots": [shot.id]}
            ),
            _vary(
                "further", "change_move", {"property": "amount", "direction": "more", "kind": kind, "shots": [shot.id]}
            ),
            _vary("the other way", "redirect_move", {"kind": kind, "shots": [shot.id]}),
            _vary("with a touch of sway", "set_move", {"kind": "handheld", "shots": [shot.id]}),
        )
    else:
        chips = (
            _vary("slow push-in", "set_move", {"kind": "push_in", "pace": "slow", "shots": [shot.id]}),
            _vary("pan right", "set_move", {"kind": "pan_right", "shots": [shot.id]}),
            _vary("with a touch of sway", "set_move", {"kind": "handheld", "shots": [shot.id]}),
        )
    return Receipt(
        outcome="action",
        action="render_takes",
        message=(
            "This shot has no sway and no grain, so every take of it is the same picture for picture. "
            "Here are variations of its camera instead."
        ),
        offers=chips[:count],
        revision=ctx.base().number,
    )


def _vary(label: str, name: str, args: dict[str, object]) -> Chip:
    return Chip(label=label, call=ToolCall.model_validate({"name": name, "args": args}))


def pick_take(ctx: ToolContext, *, number: int, shot: str | None = None) -> Receipt:
    """Use a take of a shot, by its number."""
    takes = ctx.takes.of_session(ctx.session_id)
    with_takes = {take.shot_id for take in takes}
    scene = ctx.scene()
    if shot is None and len(with_takes & {s.id for s in scene.shots}) == 1:
        shot = next(iter(with_takes))
    found = resolve_shot(ctx, scene, shot, "that take")
    for take in takes:
        if take.shot_id == found.id and take.number == number:
            return ctx.commit(
                PickTake(shot_id=found.id, take=take.id), message=f"Take {number} is in the film.", action="pick_take"
            )
    numbers = tuple(str(take.number) for take in takes if take.shot_id == found.id)
    there = f"it has {joined(list(numbers))}" if numbers else "it has none yet; say: make three takes"
    raise UnknownTarget(f"There is no take {number} of this shot; {there}.", numbers)


def edit_take(
    ctx: ToolContext,
    *,
    instruction: str,
    capability: Literal["subject_motion", "picture_content"] = "picture_content",
) -> Receipt:
    """Change what happens inside a take (a generative clip edit)."""
    return needs_engine(ctx, wish=instruction, capability=capability)


STEPS = (render_takes, pick_take, edit_take)
