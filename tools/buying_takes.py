"""Clips from an engine: what is asked for, at which price, and what can be chosen instead."""

from pydantic import JsonValue

from store.errors import EditRefused
from store.scene import Shot, shot_index
from tools.approvals import Plan, carry_out
from tools.clip_requests import asked_of, frame_of, seeded, values_of
from tools.context import ToolContext
from tools.engine_choice import LOCAL, chosen_engine
from tools.money import Money
from tools.other_engines import OtherWay, Priced, advised, because, by_price, clip_like, others
from tools.profiles import Profile
from tools.providers.requests import Tier
from tools.receipts import Receipt, ToolCall


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
    sound: bool = False,
) -> Receipt | None:
    """Takes of a shot by a connected engine, from its still; None where they are to be made on this machine.

    words: what moves, instead of what the shot says; ends_on: the shot whose still is their last frame;
    sound: with the engine's own. Raises AskApproval, EditRefused, and VendorError (unsupported).
    """
    named = engine or (shot.engine if shot.engine != LOCAL else None)
    scene = ctx.scene()
    tier: Tier = "final" if final else "draft"
    wish = clip_like(shot.duration_s, scene.aspect_ratio, tier, ends=ends_on is not None, sound=sound)
    priced = by_price(money, "clip", wish)
    best, reason = (None, "") if named else advised(money, "product" if final else "draft", priced)
    profile = best or chosen_engine(money, "clip", named, lambda one: one.last_frame or ends_on is None, wish)
    if profile is None:
        return None
    if ends_on is not None and not profile.last_frame:
        raise EditRefused(f"{profile.name} takes no last frame. Name another engine, or leave the end to it.")
    frames = {"first_frame": frame_of(ctx, scene, shot, profile)}
    if ends_on is not None:
        frames["last_frame"] = frame_of(ctx, scene, ends_on, profile)
    asked = asked_of(ctx, profile, values_of(scene, shot, profile, words, tier, sound=sound), frames)
    notes = (*asked.notes, *because(profile, reason))
    price = money.price(profile, asked.request)
    until = f" up to the still of shot {shot_index(scene, ends_on.id) + 1}" if ends_on else ""
    number = next(index for index, one in enumerate(scene.shots, 1) if one.id == shot.id)
    args: dict[str, JsonValue] = {"shot": shot.id, "count": count, "final": final, "words": words}
    args |= {"ends_on": ends_on.id} if ends_on else {}
    args |= {"sound": True} if sound else {}
    plan = Plan(
        step="render_takes", profile=profile, kind="clip",
        what=f"{f'{count} takes' if count > 1 else 'one take'} of shot {number}{until}, {asked.request.seconds:g} s"
        + (" with sound" if asked.request.audio else ""),
        prompt=asked.request.motion_prompt, prices=(price,) * count, notes=notes,
        requests=seeded(ctx, profile, asked.document, count),
        purpose={"shot": shot.id, "words": words or shot.subject_motion},
        changes=_other_ways(priced, args, profile, price.usd, count),
    )  # fmt: skip
    return carry_out(ctx, money, plan)


def _other_ways(
    priced: list[Priced], args: dict[str, JsonValue], chosen: Profile, price_usd: float | None, count: int
) -> tuple[OtherWay, ...]:
    """What to do instead: fewer, by another engine, or on this machine."""

    def call(**changed: JsonValue) -> ToolCall:
        return ToolCall(name="render_takes", args={**args, **changed})

    fewer = [OtherWay("only one", call(count=1, engine=chosen.id), price_usd)] if count > 1 else []
    by_others = others(priced, chosen, lambda one: call(engine=one.id), count)
    here = [OtherWay("on this machine", call(engine=LOCAL), 0.0)] if "ends_on" not in args else []
    return (*fewer, *by_others, *here)
