"""Pictures from an engine: what is asked for, at which price, and what can be chosen instead."""

import math
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from store.scene import Shot
from tools.approvals import Plan, carry_out, total_of
from tools.context import ToolContext
from tools.engine_choice import LOCAL, chosen_engine, fitted
from tools.going_along import going_along
from tools.jobs.requests import whole, whole_as, written
from tools.money import Money
from tools.other_engines import OtherWay, Priced, by_price, others, still_like
from tools.profiles import Profile
from tools.providers.requests import StillRequest
from tools.receipts import Receipt, ToolCall

_NO_REFERENCE = "No reference is fixed yet; “this is Mia” on a picture keeps her the same in all of them."


def buy_stills(
    ctx: ToolContext, money: Money, description: str, count: int, engine: str | None, *, final: bool
) -> Receipt | None:
    """New pictures by a connected engine; None where they are to be drawn on this machine.

    Raises AskApproval, and VendorError (unsupported) for what the engine cannot do.
    """
    profile = chosen_engine(money, "still", engine)
    if profile is None:
        return None
    values = {"prompt": description, "ratio": ctx.scene().aspect_ratio, "quality": "high" if final else "low"}
    requests, notes = _calls(ctx, profile, values, {}, count)
    prices = tuple(money.price(profile, whole(dict(request), ctx.media)) for request in requests)
    again = ToolCall(name="generate_stills", args={"description": description, "count": count, "final": final})
    priced = by_price(money, "still", still_like(values["ratio"], values["quality"]))
    plan = Plan(
        step="generate_stills", profile=profile, kind="still",
        what=f"{f'{count} pictures' if count > 1 else 'one picture'} in {values['ratio']}", prompt=_prompt(requests[0]),
        requests=requests, prices=prices, notes=notes,
        purpose={"label": description[:80], "prompt": description, "words": description},
        changes=(
            *_fewer(again, profile, count, total_of(prices)),
            *_instead(priced, profile, again, "sketch it here", count),
        ),
    )  # fmt: skip
    return carry_out(ctx, money, plan)


def buy_panels(
    ctx: ToolContext, money: Money, prompts: list[str], labels: list[str], again: ToolCall, engine: str | None
) -> Receipt | None:
    """One picture for each prompt, all with the references of the film; None where they are to be drawn here. again:
    what asks for them.

    Raises AskApproval, and VendorError (unsupported).
    """
    profile = chosen_engine(money, "still", engine)
    if profile is None:
        return None
    values = {"ratio": ctx.scene().aspect_ratio, "quality": "high" if again.args.get("final") else "low"}
    calls = [_calls(ctx, profile, {"prompt": prompt, **values}, {}, 1) for prompt in prompts]
    priced = by_price(money, "still", still_like(values["ratio"], values["quality"]))
    requests = tuple(request for made, _ in calls for request in made)
    alone = () if ctx.scene().references else (_NO_REFERENCE,)
    plan = Plan(
        step="generate_panels", profile=profile, kind="still",
        what=f"{len(prompts)} panels in {values['ratio']}", prompt=_numbered(requests),
        requests=requests, prices=tuple(money.price(profile, whole(dict(one), ctx.media)) for one in requests),
        notes=(*dict.fromkeys(note for _, notes in calls for note in notes), *alone),
        purposes=tuple(
            {"label": label[:80], "prompt": words, "words": words}
            for label, words in zip(labels, prompts, strict=True)
        ),
        changes=_instead(priced, profile, again, "sketch them here", len(prompts)),
    )  # fmt: skip
    return carry_out(ctx, money, plan)


def buy_still_edit(
    ctx: ToolContext, money: Money, shot: Shot, instruction: str, engine: str | None, wordless: bool
) -> Receipt | None:
    """The still of a shot, changed by a connected engine as the words say; None without such an engine or still.
    wordless: the words only take words out of it, which can be done here, too.

    Raises AskApproval, and VendorError (unsupported).
    """
    profile = chosen_engine(money, "still", engine, lambda one: one.edits)
    if profile is None or shot.still is None:
        return None
    old = ctx.stills.get(shot.still)
    values = {"prompt": instruction, "ratio": ctx.scene().aspect_ratio, "quality": "medium"}
    requests, notes = _calls(ctx, profile, values, {"base": old.media}, 1)
    again = ToolCall(name="edit_still", args={"instruction": instruction, "shot": shot.id})
    if wordless:
        again = ToolCall(name="remake_without_words", args={"shot": shot.id})
    priced = by_price(money, "still", still_like(values["ratio"], values["quality"]), lambda one: one.edits)
    plan = Plan(
        step="edit_still", profile=profile, kind="still", what="one changed still",
        prompt=_prompt(requests[0]),
        requests=requests, prices=(money.price(profile, whole(dict(requests[0]), ctx.media)),), notes=notes,
        purpose={
            "label": f"{old.label}, {'without words' if wordless else instruction}"[:80], "prompt": old.prompt,
            "shot": shot.id, "words": instruction,
        },
        changes=_instead(priced, profile, again, "paint them out here" if wordless else ""),
    )  # fmt: skip
    return carry_out(ctx, money, plan)


def _calls(
    ctx: ToolContext, profile: Profile, values: dict[str, str], pictures: dict[str, JsonValue], count: int
) -> tuple[tuple[dict[str, JsonValue], ...], tuple[str, ...]]:
    """The requests for `count` pictures, as many in one call as the engine makes, and what is other than asked. The
    references of the film go along."""
    along = going_along(ctx, profile, behind=len(pictures))
    values = {**values, "prompt": along.before(values["prompt"])}
    if along.media:
        pictures = {**pictures, "references": list(along.media)}
    at_once = max(1, min(count, profile.most_count))
    asked = whole_as(StillRequest, {**values, "count": at_once}, pictures, ctx.media)
    fitting, notes = fitted(profile, asked)
    values = {"prompt": fitting.prompt, "ratio": fitting.ratio, "quality": fitting.quality}
    sizes = [min(at_once, count - at_once * index) for index in range(math.ceil(count / at_once))]
    return tuple(written("still", {**values, "count": size}, pictures) for size in sizes), (*along.notes, *notes)


def _numbered(requests: Sequence[Mapping[str, JsonValue]]) -> str:
    """The words of several calls, a line each."""
    return "\n".join(f"{number}. {_prompt(request)}" for number, request in enumerate(requests, 1))


def _prompt(request: Mapping[str, JsonValue]) -> str:
    """The words that are sent."""
    values = request["values"]
    return str(values["prompt"]) if isinstance(values, dict) else ""


def _fewer(again: ToolCall, chosen: Profile, count: int, total_usd: float | None) -> tuple[OtherWay, ...]:
    """Only one of several pictures."""
    if count < 2:
        return ()
    call = ToolCall(name=again.name, args={**again.args, "count": 1, "engine": chosen.id})
    return (OtherWay("only one", call, None if total_usd is None else total_usd / count),)


def _instead(
    priced: list[Priced], chosen: Profile, again: ToolCall, here: str = "", count: int = 1
) -> tuple[OtherWay, ...]:
    """The same wish by another engine, or made here. again: what asks for it; count: pictures that it is about."""

    def by(engine: str) -> ToolCall:
        return ToolCall(name=again.name, args={**again.args, "engine": engine})

    return (*others(priced, chosen, lambda one: by(one.id), count), *([OtherWay(here, by(LOCAL), 0.0)] if here else ()))
