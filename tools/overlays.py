"""Step: text and logos laid over the film."""

from typing import Literal

from store.edits import AddOverlay, Patch, PatchValue, RemoveOverlay, SetOverlay
from store.errors import AskPerson, OutOfRange, UnknownTarget
from store.scene import Overlay, OverlayId, OverlayPosition, Scene, Size, film_duration_s, shot_index, shot_starts_s
from tools.captions import SIZES, clean_text
from tools.colours import hex_colour
from tools.context import ToolContext
from tools.degrees import one_step
from tools.receipts import Receipt
from tools.targets import resolve_shots

_UP: dict[str, OverlayPosition] = {
    "bottom_left": "top_left", "bottom": "center", "bottom_right": "top_right", "center": "top",
}  # fmt: skip
_DOWN: dict[str, OverlayPosition] = {
    "top_left": "bottom_left", "top": "center", "top_right": "bottom_right", "center": "bottom",
}  # fmt: skip
_LEFT: dict[str, OverlayPosition] = {
    "top_right": "top", "top": "top_left", "bottom_right": "bottom", "bottom": "bottom_left",
}  # fmt: skip
_RIGHT: dict[str, OverlayPosition] = {
    "top_left": "top", "top": "top_right", "bottom_left": "bottom", "bottom": "bottom_right",
}  # fmt: skip
_NEIGHBOURS = {"up": _UP, "down": _DOWN, "left": _LEFT, "right": _RIGHT}
_ALONE_S = 3.0


def add_overlay(
    ctx: ToolContext,
    *,
    text: str = "",
    kind: Literal["text", "logo"] = "text",
    position: OverlayPosition | None = None,
    size: Size = "medium",
    color: str = "white",
    start_s: float | None = None,
    end_s: float | None = None,
    shots: list[str] | None = None,
) -> Receipt:
    """Lay a text or a logo over the film: over the given shots, from start_s to end_s, or all the time."""
    scene = ctx.scene()
    start, end = _span(ctx, scene, shots)
    words = clean_text(text, "text") if kind == "text" else ""
    overlay_end = end if end_s is None else end_s
    overlay_start = start if start_s is None else start_s
    if overlay_end <= overlay_start:
        raise OutOfRange("A text has to end after it starts; nothing changed.")
    overlay = Overlay(
        id=OverlayId(_fresh_id(scene)), kind=kind, text=words, size=size, color=hex_colour(color),
        position=position or ("top" if kind == "text" else "top_right"),
        start_s=round(overlay_start, 3), end_s=round(overlay_end, 3),
    )  # fmt: skip
    return ctx.commit(AddOverlay(overlay=overlay))


def _span(ctx: ToolContext, scene: Scene, shots: list[str] | None) -> tuple[float, float]:
    if not shots or not scene.shots:
        return 0.0, film_duration_s(scene) or _ALONE_S
    found = resolve_shots(ctx, scene, shots)
    starts = shot_starts_s(scene)
    return starts[shot_index(scene, found[0].id)], starts[shot_index(scene, found[-1].id)] + found[-1].duration_s


def _fresh_id(scene: Scene) -> str:
    taken = {overlay.id for overlay in scene.overlays}
    return next(name for number in range(1, len(taken) + 2) if (name := f"o{number}") not in taken)


def _find(scene: Scene, which: str | None) -> Overlay:
    """An overlay by id, by what it is or by words of its text, or the only one. Raises UnknownTarget or AskPerson."""
    names = tuple(overlay.id for overlay in scene.overlays)
    if which is None:
        if len(names) > 1:
            options = tuple("the logo" if o.kind == "logo" else o.text for o in scene.overlays)
            raise AskPerson("Which one do you mean?", options)
        which = names[0] if names else ""
    found = _called(scene, which)
    if found is None:
        raise UnknownTarget("There is no such text or logo over the film.", names)
    return found


def _called(scene: Scene, name: str) -> Overlay | None:
    """The only overlay that a name can mean."""
    for overlay in scene.overlays:
        if overlay.id == name:
            return overlay
    key = name.strip().casefold().removeprefix("the ")
    if not key:
        return None
    of_kind = [overlay for overlay in scene.overlays if overlay.kind == key]
    by_text = [overlay for overlay in scene.overlays if key in overlay.text.casefold()]
    by_id = [overlay for overlay in scene.overlays if overlay.id.casefold() == key]
    return next((found[0] for found in (by_id, of_kind, by_text) if len(found) == 1), None)


def edit_overlay(
    ctx: ToolContext,
    *,
    which: str | None = None,
    text: str | None = None,
    position: OverlayPosition | None = None,
    size: Size | None = None,
    color: str | None = None,
    start_s: float | None = None,
    end_s: float | None = None,
) -> Receipt:
    """Change a text or logo. which: its id; omitted = the only one."""
    overlay = _find(ctx.scene(), which)
    words = None if text is None else clean_text(text, "text")
    return ctx.commit(
        SetOverlay(
            overlay_id=overlay.id,
            text=words,
            position=position,
            size=size,
            color=hex_colour(color) if color else None,
            start_s=start_s,
            end_s=end_s,
        )
    )


def change_overlay(
    ctx: ToolContext,
    *,
    which: str | None = None,
    property: Literal["position", "size"],  # noqa: A002  the word the person's wish is about
    direction: Literal["up", "down", "left", "right", "larger", "smaller"],
) -> Receipt:
    """Move a text or logo one place, or make it one size larger or smaller."""
    overlay = _find(ctx.scene(), which)
    if property == "size":
        size = one_step(SIZES, overlay.size, 1 if direction in ("larger", "up") else -1)
        if size == overlay.size:
            return Receipt(outcome="unchanged", message=f"It is {size} already; there is no {direction} size.")
        return ctx.commit(SetOverlay.model_validate({"overlay_id": overlay.id, "size": size}))
    places = _NEIGHBOURS.get(direction)
    if places is None or overlay.position not in places:
        return Receipt(outcome="unchanged", message=f"It cannot go further {direction}; nothing changed.")
    return ctx.commit(SetOverlay(overlay_id=overlay.id, position=places[overlay.position]))


def remove_overlay(ctx: ToolContext, *, which: str | None = None) -> Receipt:
    """Take a text or logo off the film; which="all" takes off every one."""
    if which == "all" and len(ctx.scene().overlays) > 1:
        return ctx.commit(Patch(values=(PatchValue(path="overlays", value=[]),)))
    return ctx.commit(RemoveOverlay(overlay_id=_find(ctx.scene(), which).id))


STEPS = (add_overlay, edit_overlay, change_overlay, remove_overlay)
