"""Clips from an engine: what is asked for, at which price, and what can be chosen instead."""

from collections.abc import Callable

from pydantic import JsonValue

from store.errors import EditRefused
from store.scene import Shot, shot_index
from tools.approvals import Plan, carry_out
from tools.clip_requests import asked_of, frame_of, seeded, values_of
from tools.context import ToolContext
from tools.engine_advice import Advice, advise
from tools.engine_choice import LOCAL, chosen_engine
from tools.money import Money, dollars
from tools.profiles import Profile
from tools.receipts import Chip, Receipt, ToolCall


def buy_takes(
    ctx: ToolContext,
    money: Money,
    shot: Shot,
    count: int,
    engine: str | None,
    *,
    words: str,
    final: bool,
    ends_on: Shot | None = None,
) -> Receipt | None:
    """Takes of a shot by a connected engine, from its still; None where they are to be made on this machine.

    words: what moves, instead of what the shot says; ends_on: the shot whose still is their last frame. Raises
    AskApproval, EditRefused, and VendorError (unsupported).
    """
    named = engine or (shot.engine if shot.engine != LOCAL else None)
    advised = None if named else _advised(money, final, last_frame=ends_on is not None)
    profile = advised.engine if advised else chosen_engine(money, "clip", named, _able(ends_on))
    if profile is None:
        return None
    scene = ctx.scene()
    if ends_on is not None and not profile.last_frame:
        raise EditRefused(f"{profile.name} takes no last frame. Name another engine, or leave the end to it.")
    frames = {"first_frame": frame_of(ctx, scene, shot, profile)}
    if ends_on is not None:
        frames["last_frame"] = frame_of(ctx, scene, ends_on, profile)
    asked = asked_of(ctx, profile, values_of(scene, shot, profile, words, "final" if final else "draft"), frames)
    notes = (*asked.notes, *((f"{profile.name} because: {advised.reason}",) if advised else ()))
    price = money.price(profile, asked.request)
    until = f" up to the still of shot {shot_index(scene, ends_on.id) + 1}" if ends_on else ""
    number = next(index for index, one in enumerate(scene.shots, 1) if one.id == shot.id)
    args: dict[str, JsonValue] = {"shot": shot.id, "count": count, "final": final, "words": words}
    args |= {"ends_on": ends_on.id} if ends_on else {}
    plan = Plan(
        step="render_takes", profile=profile, kind="clip",
        what=f"{f'{count} takes' if count > 1 else 'one take'} of shot {number}{until}, {asked.request.seconds:g} s",
        prompt=asked.request.motion_prompt, prices=(price,) * count, notes=notes,
        requests=seeded(ctx, profile, asked.document, count),
        purpose={"shot": shot.id, "words": words or shot.subject_motion},
        changes=_other_ways(money, args, profile, price.usd, count),
    )  # fmt: skip
    return carry_out(ctx, money, plan)


def _advised(money: Money, final: bool, *, last_frame: bool) -> Advice | None:
    """The engine that nobody named: a cheap one for drafts, one that keeps to the still for what stays."""
    advice = advise(money.engines, "product" if final else "draft")
    fitting = (one for one in advice if not one.missing and one.engine.kind == "clip")
    return next((one for one in fitting if one.engine.last_frame or not last_frame), None)


def _able(ends_on: Shot | None) -> Callable[[Profile], bool]:
    return lambda profile: profile.last_frame or ends_on is None


def _other_ways(
    money: Money, args: dict[str, JsonValue], chosen: Profile, price_usd: float | None, count: int
) -> tuple[Chip, ...]:
    """What to do instead: fewer, by another engine, or on this machine."""

    def chip(label: str, **changed: JsonValue) -> Chip:
        return Chip(label=label, call=ToolCall(name="render_takes", args={**args, **changed}))

    fewer = [chip(f"only one, {dollars(price_usd)}", count=1, engine=chosen.id)] if count > 1 else []
    able = [profile for profile in money.connected("clip") if profile.last_frame or "ends_on" not in args]
    others = [profile for profile in able if profile.id != chosen.id][:3]
    return (
        *fewer,
        *(chip(f"by {profile.name}", engine=profile.id) for profile in others),
        *([chip("on this machine, $0.00", engine=LOCAL)] if "ends_on" not in args else []),
    )
