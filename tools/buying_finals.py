"""The one chosen among drafts, at high quality: the same request again, with the same seed where there is one."""

from collections.abc import Mapping
from typing import Any, cast

from pydantic import JsonValue

from store.errors import EditRefused
from store.ledger_calls import Call
from store.stills import StillInfo
from store.takes import Take
from tools.approvals import Plan, carry_out
from tools.bought import order_of_still, order_of_take
from tools.context import ToolContext
from tools.engine_choice import fitted
from tools.jobs.requests import whole
from tools.money import Money
from tools.profiles import Profile
from tools.providers.requests import ClipRequest
from tools.receipts import Receipt

_AGAIN = "The same picture again, unchanged in every detail, at the highest quality."
_NOT_BOUGHT = "was made on this machine or sent by you, at the best quality there is. Nothing was sent."


def buy_final_take(ctx: ToolContext, money: Money, take: Take) -> Receipt:
    """A take that was a draft, at high quality. Raises AskApproval, EditRefused, VendorError (unsupported)."""
    made = order_of_take(money, ctx.session_id, take)
    if made is None:
        raise EditRefused(f"Take {take.number} {_NOT_BOUGHT}")
    if made.request["values"].get("tier") == "final":
        raise EditRefused(f"Take {take.number} is at high quality already. Nothing was sent.")
    profile = money.engines.find(f"{made.engine}@{made.host}")
    values = {**made.request["values"], "tier": "final"}
    seed = _seed(profile, made)
    values |= {"seed": seed} if seed is not None else {}
    kept = "with the same seed, so it comes out alike" if seed is not None else "which takes no seed: it is made anew"
    note = f"The same request as take {take.number}, {kept}."
    what = f"take {take.number}"
    if made.purpose.get("parts"):
        what, note = str(made.purpose["what"]), f"Take {take.number} is a part of that clip. {note}"
    purpose = {name: made.purpose[name] for name in ("shot", "words", "parts", "exact") if name in made.purpose}
    return _carried_out(ctx, money, profile, made, values, made.request["pictures"], what, note, purpose)


def buy_final_still(ctx: ToolContext, money: Money, still: StillInfo) -> Receipt:
    """A picture that was a draft, at high quality. Raises AskApproval, EditRefused, VendorError (unsupported)."""
    made = order_of_still(money, ctx.session_id, still.id)
    if made is None:
        raise EditRefused(f"Picture {still.number} {_NOT_BOUGHT}")
    if made.request["values"].get("quality") == "high":
        raise EditRefused(f"Picture {still.number} is at high quality already. Nothing was sent.")
    profile = money.engines.find(f"{made.engine}@{made.host}")
    values, pictures = {**made.request["values"], "quality": "high", "count": 1}, dict(made.request["pictures"])
    note = "It is made anew from the same words."
    if profile.edits:
        # No engine for pictures promises the same one for the same words, so the draft goes along as what to keep to.
        values, pictures = {**values, "prompt": f"{_AGAIN} {still.prompt}".strip()}, {"base": still.media}
        note = "The draft goes along, to be kept to."
    purpose = {"label": f"{still.label}, final"[:80], "prompt": still.prompt, "words": still.prompt}
    return _carried_out(ctx, money, profile, made, values, pictures, f"picture {still.number}", note, purpose)


def _seed(profile: Profile, made: Call) -> int | None:
    """The seed that the draft was made with, where the engine takes one."""
    told = made.results[0].get("seed") if made.results else None
    seed = told if told is not None else made.request["values"].get("seed")
    return seed if profile.seed and isinstance(seed, int) and 0 <= seed < 2**31 else None


def _carried_out(
    ctx: ToolContext,
    money: Money,
    profile: Profile,
    made: Call,
    values: Mapping[str, Any],
    pictures: Mapping[str, Any],
    what: str,
    note: str,
    purpose: Mapping[str, JsonValue],
) -> Receipt:
    document = {"form": made.request["form"], "values": dict(values), "pictures": dict(pictures)}
    # Whichever form it has: it is fitted to the engine that made the draft.
    request, notes = fitted(profile, cast("ClipRequest", whole(document, ctx.media)))
    document["values"] |= request.model_dump(mode="json", include=set(values))
    prompt = str(values.get("motion_prompt") or values.get("prompt") or values.get("instruction") or "")
    plan = Plan(
        step="make_final", profile=profile, kind=made.kind, what=f"the final of {what}", prompt=prompt,
        requests=(document,), prices=(money.price(profile, request),), notes=(note, *notes), purpose=purpose,
    )  # fmt: skip
    return carry_out(ctx, money, plan)
