"""Steps: references, the pictures that fix a character, product, prop, style or palette for every new picture."""

from pydantic import JsonValue

from store.edits import RemoveReference, SetReference
from store.errors import AskPerson, UnknownTarget
from store.references import Reference, ReferenceKind
from store.scene import Scene, StillId, replace
from store.stills import StillInfo
from store.wording import joined
from tools.cards import references_card
from tools.context import ToolContext
from tools.receipts import Chip, Receipt, ToolCall
from tools.targets import resolve_shot

_USUAL_NAMES: dict[ReferenceKind, str] = {
    "character": "the character", "product": "the product", "prop": "the prop", "style": "the style",
    "palette": "the palette",
}  # fmt: skip


def set_reference(
    ctx: ToolContext,
    *,
    kind: ReferenceKind = "character",
    name: str = "",
    number: int | None = None,
    still: str | None = None,
    shot: str | None = None,
) -> Receipt:
    """Keep to a picture from now on: it goes along with every new picture and with clips of engines that take one.
    name: what it shows, such as "Mia". The picture: one of the latest by number, or a shot's still; left out: the
    one that came last."""
    scene = ctx.scene()
    picture = _picture(ctx, scene, number, still, shot)
    reference = Reference(name=_name(name) or _USUAL_NAMES[kind], kind=kind, still=StillId(picture.id))
    return ctx.commit(
        SetReference(reference=reference),
        message=f"“{reference.name}” is kept as a {kind} from now on, as “{picture.label or 'the picture'}” shows it.",
        notes=(_where_it_goes(ctx),),
        offers=(_forget(reference),),
    )


def remove_reference(ctx: ToolContext, *, name: str | None = None, kind: ReferenceKind | None = None) -> Receipt:
    """Forget a reference, by its name or by what kind it is."""
    found = _meant(ctx.scene(), name, kind)
    return ctx.commit(
        RemoveReference(name=found.name), message=f"“{found.name}” is forgotten: new pictures are free of it."
    )


def show_references(ctx: ToolContext) -> Receipt:
    """Show the pictures that this film keeps to."""
    references = ctx.scene().references
    if not references:
        message = "This film keeps to no pictures yet. Send one and say who or what it shows, such as “this is Mia”."
        return _told(ctx, message)
    names = joined([f"{one.name} ({one.kind})" for one in references])
    return replace(
        _told(ctx, f"Every new picture keeps to {names}."),
        cards=(references_card((one.name, ctx.stills.get(one.still)) for one in references),),
        offers=tuple(_forget(one) for one in references[:4]),
    )


# --- which picture, which reference ----------------------------------------------------------------------------------


def _picture(ctx: ToolContext, scene: Scene, number: int | None, still: str | None, shot: str | None) -> StillInfo:
    if still is not None:
        return ctx.stills.get(still)
    latest = ctx.stills.latest_batch(ctx.session_id)
    if shot is None and latest:
        if number is None and len(latest) > 1:
            raise AskPerson("Which of the pictures?", tuple(f"number {one.number}" for one in latest[:4]))
        found = next((one for one in latest if number in (None, one.number)), None)
        if found is None:
            raise UnknownTarget(f"There is no picture {number}; there are 1 to {len(latest)}.")
        return found
    if not scene.shots:
        raise AskPerson("Which picture? Send a photo, or describe one.", ("use the sample bottle",))
    of_shot = resolve_shot(ctx, scene, shot, "kept").still
    if of_shot is None:
        raise UnknownTarget("That shot has no still yet.")
    return ctx.stills.get(of_shot)


def _meant(scene: Scene, name: str | None, kind: ReferenceKind | None) -> Reference:
    """Raises UnknownTarget and AskPerson."""
    references = scene.references
    names = tuple(one.name for one in references)
    if not references:
        raise UnknownTarget("This film keeps to no pictures; there is nothing to forget.")
    fitting = [one for one in references if (name is None or one.is_called(_name(name))) and kind in (None, one.kind)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        are = "are" if len(names) > 1 else "is"
        raise UnknownTarget(f"There is no such reference; there {are} {joined(list(names))}.", names)
    raise AskPerson("Which one is to be forgotten?", tuple(f"forget {one.name}" for one in fitting[:4]))


def _name(said: str) -> str:
    return " ".join(said.split())[:60].strip("“”\"' .,")


# --- words -----------------------------------------------------------------------------------------------------------


def _where_it_goes(ctx: ToolContext) -> str:
    """Which connected engines it reaches."""
    connected = [*ctx.money.connected("still"), *ctx.money.connected("clip")] if ctx.money else []
    taking = list(dict.fromkeys(profile.name for profile in connected if profile.references))
    if not connected:
        return "It takes effect once an engine for pictures is connected; sketches drawn here go by words."
    if not taking:
        return "None of the connected engines takes reference pictures; its words go along, the picture does not."
    others = " and others" if len(taking) > 4 else ""
    return f"It goes along to {joined(taking[:4])}{others}; the rest of the engines keep to the still."


def _forget(reference: Reference) -> Chip:
    args: dict[str, JsonValue] = {"name": reference.name}
    return Chip(label=f"forget {reference.name}", call=ToolCall(name="remove_reference", args=args))


def _told(ctx: ToolContext, message: str) -> Receipt:
    return Receipt(
        outcome="action", action="show_references", message=message, revision=ctx.history.head(ctx.session_id).number
    )


STEPS = (set_reference, remove_reference, show_references)
