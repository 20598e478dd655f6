"""A change to a clip by an engine: to one that its vendor still has, or to one that is brought to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from store.scene import Shot
from store.takes import Take
from tools.approvals import Plan, carry_out
from tools.bought import order_of_take
from tools.context import ToolContext
from tools.engine_choice import chosen_engine, fitted
from tools.going_along import going_along
from tools.jobs.requests import clip_here, whole_as, written
from tools.money import Money
from tools.other_engines import OtherWay, by_price, edit_like, others
from tools.profiles import Profile
from tools.providers.requests import ClipEditRequest
from tools.receipts import Receipt, ToolCall


@dataclass(frozen=True)
class _Start:
    """What a change starts from, as values of the request, and the engine that can."""

    profile: Profile
    values: dict[str, Any]


def buy_take_edit(
    ctx: ToolContext, money: Money, shot: Shot, instruction: str, engine: str | None = None
) -> Receipt | None:
    """The clip that a shot shows, changed as the words say: by the engine that made it where that still has it, else by
    one that takes any clip. None where the shot shows none, or no such engine is connected.

    Raises AskApproval, UnknownTarget and VendorError (unsupported).
    """
    shown = next((take for take in ctx.takes.of_shot(ctx.session_id, shot.id) if take.shown_as == shot.take), None)
    if shown is None or shown.video is None:
        return None
    start = _in_conversation(ctx, money, shown, engine) or _brought(money, shown, engine)
    if start is None:
        return None
    along = going_along(ctx, start.profile)
    pictures: dict[str, JsonValue] = {"references": list(along.media)} if along.media else {}
    values = {**start.values, "instruction": along.before(instruction), "ratio": ctx.scene().aspect_ratio}
    asked, notes = fitted(start.profile, whole_as(ClipEditRequest, values, pictures, ctx.media))
    values |= {"ratio": asked.ratio, "instruction": asked.instruction}
    plan = Plan(
        step="edit_take", profile=start.profile, kind="clip", what="one changed take", prompt=asked.instruction,
        requests=(written("clip_edit", values, pictures),), prices=(money.price(start.profile, asked),),
        notes=(*along.notes, *notes),
        purpose={"shot": shot.id, "words": instruction, "changes": shown.video.media},
        changes=_other_ways(money, start.profile, instruction, values),
    )  # fmt: skip
    return carry_out(ctx, money, plan)


def _in_conversation(ctx: ToolContext, money: Money, take: Take, engine: str | None) -> _Start | None:
    """The vendor still has the clip, and goes on from it without being sent it."""
    made = order_of_take(money, ctx.session_id, take)
    interaction = made.results[0].get("interaction") if made and made.results and "parts" not in made.purpose else None
    if made is None or interaction is None or engine is not None:
        return None
    profile = chosen_engine(money, "edit", None, lambda one: "interaction" in one.edit_from and one.host == made.host)
    seconds = made.request["values"].get("seconds", take.video.duration_s if take.video else 0)
    return None if profile is None else _Start(profile, {"interaction": interaction, "seconds": seconds})


def _brought(money: Money, take: Take, engine: str | None) -> _Start | None:
    """Any clip, brought to where the vendor can fetch it."""
    profile = chosen_engine(money, "edit", engine, lambda one: "address" in one.edit_from)
    if profile is None or take.video is None:
        return None
    return _Start(profile, {"video_url": clip_here(take.video.media), "seconds": take.video.duration_s})


def _other_ways(money: Money, chosen: Profile, instruction: str, values: Mapping[str, Any]) -> tuple[OtherWay, ...]:
    def call(profile: Profile) -> ToolCall:
        return ToolCall(name="edit_take", args={"instruction": instruction, "engine": profile.id})

    return others(by_price(money, "edit", edit_like(values["seconds"], values["ratio"])), chosen, call)
