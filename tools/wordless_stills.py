"""Step: wordless stills. A shot's still is made again without its words, and a text over the film says them."""

from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import JsonValue

from store.covers import Zone
from store.edits import ReplaceWords
from store.errors import EditRefused, RenderFailed, UnknownTarget
from store.scene import Overlay, OverlayId, OverlayPosition, Scene, Shot, shot_index, shot_starts_s
from store.stills import StillInfo
from store.wording import joined
from tools.context import ToolContext
from tools.guards.orders import PaintAnswer, PaintOrder
from tools.guards.process import painted_out
from tools.purchases import buy_still_edit
from tools.receipts import Chip, Receipt, ToolCall
from tools.stills import still_id_of
from tools.targets import resolve_shot

WITHOUT = (
    "Remove every word and letter from the picture and leave the surfaces they stood on blank. Keep everything else "
    "exactly as it is: framing, subject, light and colours."
)


def remake_without_words(
    ctx: ToolContext, *, shot: str | None = None, engine: str | None = None, still: str | None = None
) -> Receipt:
    """Make a shot's still again without the words in it, and say them by a text over the film. engine: one that is
    connected, or "local" to paint them out on this machine; still: one that was made without them already."""
    scene = ctx.scene()
    found = resolve_shot(ctx, scene, shot, "the words")
    if found.still is None:
        raise EditRefused("That shot has no still yet, so there are no words in it.")
    bought = None if engine == "local" or still else buy_still_edit(ctx, found, WITHOUT, engine, wordless=True)
    if bought is not None:
        return bought
    old = ctx.stills.get(found.still)
    ctx.progress("painting the words out", 0.2)
    with TemporaryDirectory() as folder:
        answer = painted_out(PaintOrder(picture=str(ctx.media.path(old.media))), Path(folder))
        if answer.trouble:
            raise RenderFailed(answer.trouble)
        if not answer.words:
            raise UnknownTarget("No words can be read in that still, so there is nothing to take out.")
        if still:
            return _put_in(ctx, scene, found, ctx.stills.get(still), answer, ())
        media = ctx.media.put_file(Path(folder) / answer.picture)
    made = ctx.stills.add(
        ctx.session_id, media, "edited", width=old.width, height=old.height, label=f"{old.label}, without words",
        prompt=old.prompt, still_id=still_id_of(ctx, 1),
    )  # fmt: skip
    return _put_in(ctx, scene, found, made, answer, _notes(answer))


def _put_in(
    ctx: ToolContext, scene: Scene, shot: Shot, made: StillInfo, answer: PaintAnswer, notes: tuple[str, ...]
) -> Receipt:
    """Lock the still without words, and lay a text over the shot for each line that was in it."""
    lines = list(zip(answer.words, answer.zones, strict=True))
    overlays = tuple(text_over(scene, shot, text, zone, place) for place, (text, zone) in enumerate(lines))
    words = joined([f"“{text}”" for text in answer.words])
    return ctx.commit(
        ReplaceWords(shot_id=shot.id, take=None, covers=shot.covers, still=made.id, overlays=overlays),
        message=f"The still is without {words}, and a text over the film says it. The shot shows the still.",
        notes=notes,
        offers=_take_of_it(shot),
        action="remake_without_words",
    )


def _notes(answer: PaintAnswer) -> tuple[str, ...]:
    """What painting out on this machine can and cannot do here."""
    notes = ["The words were painted out on this machine, from what is round them; an image engine redraws the place."]
    if not answer.plain:
        notes.append("The ground there has a pattern: it is softer where the words stood. Look at it before you go on.")
    if answer.left:
        notes.append(f"Still to be read: {joined([f'“{text}”' for text in answer.left])}.")
    return tuple(notes)


def _take_of_it(shot: Shot) -> tuple[Chip, ...]:
    """Where the shot is made by an engine, a take is to be made from the new still."""
    if shot.engine == "local":
        return ()
    args: dict[str, JsonValue] = {"shot": shot.id, "count": 1, "engine": shot.engine}
    return (Chip(label="make a take from it", call=ToolCall(name="render_takes", args=args)),)


def text_over(scene: Scene, shot: Shot, text: str, zone: Zone, place: int) -> Overlay:
    """A text over a shot, as near to where the words stood as texts can stand. place: the how manieth new one it is,
    from 0."""
    start_s = shot_starts_s(scene)[shot_index(scene, shot.id)]
    taken = {overlay.id for overlay in scene.overlays}
    free = [name for number in range(1, len(taken) + place + 2) if (name := f"o{number}") not in taken]
    return Overlay(
        id=OverlayId(free[place]), text=text, position=_nearest(zone), start_s=round(start_s, 3),
        end_s=round(start_s + shot.duration_s, 3),
    )  # fmt: skip


_ROWS: tuple[tuple[OverlayPosition, OverlayPosition, OverlayPosition], ...] = (
    ("top_left", "top", "top_right"), ("center", "center", "center"), ("bottom_left", "bottom", "bottom_right"),
)  # fmt: skip


def _nearest(zone: Zone) -> OverlayPosition:
    x, y = (zone[0] + zone[2]) / 2, (zone[1] + zone[3]) / 2
    return _ROWS[(y > 0.35) + (y > 0.65)][(x > 0.3) + (x > 0.7)]


STEPS = (remake_without_words,)
