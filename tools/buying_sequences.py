"""One clip of several shots from an engine: how it is asked for, at which price. It comes back as a take of each."""

from collections.abc import Sequence
from typing import Any

from pydantic import JsonValue

from store.errors import EditRefused
from store.scene import Shot, shot_index
from store.wording import joined
from tools.approvals import Plan, carry_out
from tools.clip_requests import asked_of, frame_of
from tools.context import ToolContext
from tools.engine_choice import chosen_engine
from tools.money import Money
from tools.motion_prompts import directed
from tools.other_engines import OtherWay, Priced, advised, because, by_price, clip_like, others
from tools.profiles import Profile
from tools.providers.requests import Tier
from tools.receipts import Receipt, ToolCall

_MOST_WORDS = 500
"""Characters of one shot's line; Kling reads 512."""


def buy_sequence(
    ctx: ToolContext, money: Money, shots: Sequence[Shot], engine: str | None, *, final: bool
) -> Receipt | None:
    """Shots that follow each other as one clip; None where no connected engine can, or this machine is meant.

    Raises AskApproval, EditRefused, UnknownTarget, and VendorError (unsupported).
    """
    scene, tier = ctx.scene(), _tier(final)
    wish = clip_like(sum(_whole_s(shots)), scene.aspect_ratio, tier)
    priced = by_price(money, "clip", wish, _tells_several)
    best, reason = (None, "") if engine else advised(money, "multi_shot", priced)
    profile = best or chosen_engine(money, "clip", engine, _tells_several, wish)
    if profile is None:
        return None
    if not _tells_several(profile):
        raise EditRefused(f"{profile.name} makes one shot at a time. Make takes of each shot, or name another engine.")
    first = shots[0]
    seconds = _seconds(profile, tier, shots)
    lines = [_line(profile, shot, starts=shot is first) for shot in shots]
    told = [f"Shot {n + 1}, {seconds[n]} s: {words}" for n, words in enumerate(lines)]
    values: dict[str, Any] = {
        "motion_prompt": "\n".join(told), "ratio": scene.aspect_ratio, "tier": tier, "seconds": sum(seconds),
        "audio": profile.audio == "always",
        "shots": [{"words": words, "seconds": s} for words, s in zip(lines, seconds, strict=True)],
    }  # fmt: skip
    asked = asked_of(ctx, profile, values, {"first_frame": frame_of(ctx, scene, first, profile)})
    parts: list[JsonValue] = [{"shot": shot.id, "seconds": s} for shot, s in zip(shots, seconds, strict=True)]
    numbers = joined([str(shot_index(scene, shot.id) + 1) for shot in shots])
    price = money.price(profile, asked.request)
    plan = Plan(
        step="render_sequence", profile=profile, kind="clip",
        what=f"shots {numbers} as one clip of {sum(seconds)} s", prompt=str(values["motion_prompt"]),
        requests=(asked.document,), prices=(price,), notes=(*asked.notes, *_how(profile), *because(profile, reason)),
        purpose={"shot": first.id, "parts": parts, "exact": profile.multi_shot},
        changes=_other_ways(shots, profile, priced, final=final),
    )  # fmt: skip
    return carry_out(ctx, money, plan)


def _seconds(profile: Profile, tier: Tier, shots: Sequence[Shot]) -> list[int]:
    """Whole seconds for each shot, that together are a length the engine makes. Raises EditRefused."""
    each = _whole_s(shots)
    lengths = profile.lengths(tier)
    if lengths is None:
        return each
    whole = round(lengths.covering(sum(each)))
    if whole < sum(each):
        raise EditRefused(
            f"Together these shots last {sum(each)} s, and {profile.name} makes clips of {lengths.words}. Shorten "
            "some, or name fewer; nothing was sent."
        )
    return [*each[:-1], each[-1] + whole - sum(each)]


def _whole_s(shots: Sequence[Shot]) -> list[int]:
    return [max(1, round(shot.duration_s)) for shot in shots]


def _line(profile: Profile, shot: Shot, *, starts: bool) -> str:
    """What happens in a shot; what the first one shows stands in its still, of the others the words say it."""
    moving = directed(profile, shot.subject_motion, shot.camera, shot.duration_s, shot.atmosphere).prompt
    if starts:
        return moving[:_MOST_WORDS]
    shows = (shot.still_prompt or shot.description).strip().rstrip(".")
    room = _MOST_WORDS - len(moving) - 2
    return f"{shows[: max(0, room)].rstrip()}. {moving}"[:_MOST_WORDS] if shows else moving[:_MOST_WORDS]


def _how(profile: Profile) -> tuple[str, ...]:
    cut = "It comes back cut into a take of each shot."
    if profile.multi_shot:
        return (cut,)
    return (cut, f"{profile.name} decides by itself how long each shot lasts; the cuts are found in what it makes.")


def _other_ways(shots: Sequence[Shot], chosen: Profile, priced: list[Priced], *, final: bool) -> tuple[OtherWay, ...]:
    args: dict[str, JsonValue] = {"shots": [shot.id for shot in shots], "final": final}
    return others(priced, chosen, lambda one: ToolCall(name="render_sequence", args={**args, "engine": one.id}))


def _tells_several(profile: Profile) -> bool:
    return profile.multi_shot or profile.multi_shot_words


def _tier(final: bool) -> Tier:
    return "final" if final else "draft"
