"""Step: parallax. Near parts of a picture pass far ones when the camera travels."""

from pathlib import Path

from pydantic import JsonValue

from store.edits import DepthChange, SetDepth
from store.errors import AskPerson, EditRefused, OutOfRange
from store.scene import TRAVELLING, Depth, DepthSource, Scene, Shot, replace
from store.video_takes import shows_video
from store.wording import percent
from tools.context import ToolContext
from tools.receipts import Chip, Receipt, ToolCall
from tools.rendering.questions import depth_model_missing, has_strong_verticals
from tools.targets import commit_on, resolve_shots, with_first_shot

USUAL_AMOUNT, BESIDE_VERTICALS = 0.03, 0.015
MOST = 0.08


def set_parallax(
    ctx: ToolContext,
    *,
    shots: list[str] | None = None,
    amount: float | None = None,
    source: DepthSource | None = None,
    media: str | None = None,
) -> Receipt:
    """Let near parts of the still (or clip) pass far ones while the camera pushes, pulls, trucks or goes up and down.

    amount: how far the nearest parts travel beyond the farthest, as a fraction of the frame's width, 0..0.08 (0.03 =
    3 % is usual). source: "smooth" is worked out from the still, "map" is a picture the person uploaded as the depth
    map (white is near; media: its id, omitted = the last uploaded picture), "model" a depth model on this machine.
    """
    if amount is not None and not 0 < amount <= MOST:
        raise OutOfRange(f"Parallax goes up to {percent(MOST)} of the frame's width; {percent(USUAL_AMOUNT)} is usual.")
    if source == "model" and (why := depth_model_missing()) is not None:
        raise EditRefused(f"{why} Nothing was changed; the smooth depth needs no model.")
    base, locked = with_first_shot(ctx, ctx.scene())
    found = resolve_shots(ctx, base, shots, _travels, "parallax")
    bends = {str(shot.id) for shot in found if _bends(ctx, shot, source)}
    changes = tuple(
        DepthChange(shot_id=shot.id, depth=_depth(ctx, base, shot, amount, source, media, shot.id in bends))
        for shot in found
    )
    notes, offers = _advice(found, bends, amount)
    return commit_on(ctx, base, locked, SetDepth(changes=changes), notes=notes, offers=offers)


def remove_parallax(ctx: ToolContext, *, shots: list[str] | None = None) -> Receipt:
    """Take the parallax out: the still moves as one flat picture again."""
    scene = ctx.scene()
    found = [shot for shot in resolve_shots(ctx, scene, shots, _is_deep, "a flat picture") if _is_deep(shot)]
    if not found:
        return Receipt(outcome="unchanged", message="There is no parallax to take out; nothing changed.")
    changes = tuple(DepthChange(shot_id=shot.id, depth=_without_travel(shot)) for shot in found)
    return ctx.commit(SetDepth(changes=changes))


def _travels(shot: Shot) -> bool:
    return any(move.kind in TRAVELLING for move in shot.camera)


def _is_deep(shot: Shot) -> bool:
    return shot.depth is not None and shot.depth.amount > 0


def _without_travel(shot: Shot) -> Depth | None:
    """A given depth stays where a focus needs it."""
    if shot.focus is None or shot.depth is None or shot.depth.source == "smooth":
        return None
    return replace(shot.depth, amount=0.0)


def _bends(ctx: ToolContext, shot: Shot, source: DepthSource | None) -> bool:
    """Whether the shot's picture has straight upright lines that a smooth depth would bend."""
    picture = shown_picture(ctx, shot)
    if picture is None or (source or (shot.depth.source if shot.depth else "smooth")) != "smooth":
        return False
    return has_strong_verticals(picture)


def shown_picture(ctx: ToolContext, shot: Shot) -> Path | None:
    """The picture that a shot shows: its still, or the first frame of a take that is video."""
    if shows_video(shot):
        video = ctx.takes.video_in(ctx.session_id, shot)
        return None if video is None else ctx.media.path(video.poster)
    return None if shot.still is None else ctx.media.path(ctx.stills.get(shot.still).media)


def _depth(
    ctx: ToolContext, scene: Scene, shot: Shot, amount: float | None, source: DepthSource | None, media: str | None,
    bends: bool,
) -> Depth:  # fmt: skip
    old = shot.depth
    chosen = source or (old.source if old else "smooth")
    if amount is None:
        usual = BESIDE_VERTICALS if bends else USUAL_AMOUNT
        amount = old.amount if old is not None and old.amount > 0 and source in (None, old.source) else usual
    if chosen != "map":
        return Depth(source=chosen, amount=amount)
    kept = old.media if old is not None and source is None else None
    return Depth(source="map", media=media or kept or _last_picture(ctx, scene), amount=amount)


def _last_picture(ctx: ToolContext, scene: Scene) -> str:
    """The last uploaded picture that is no shot's still."""
    locked = {shot.still for shot in scene.shots}
    uploads = [still for still in ctx.stills.of_session(ctx.session_id) if still.kind == "upload"]
    free = [still for still in uploads if still.id not in locked]
    if not free:
        raise AskPerson(
            "Upload the depth map as a picture first: white is near, black is far.", ("use a smooth depth",)
        )
    return free[-1].media


def _advice(found: tuple[Shot, ...], bends: set[str], amount: float | None) -> tuple[tuple[str, ...], tuple[Chip, ...]]:
    """What a person should know, and the other choices."""
    notes: list[str] = []
    offers: list[Chip] = []
    deep: list[JsonValue] = [shot.id for shot in found if shot.id in bends]
    if deep and (amount is None or amount > BESIDE_VERTICALS):
        less = Chip(label="no parallax", call=ToolCall(name="remove_parallax", args={"shots": deep}))
        if amount is None:
            notes.append(
                "The picture has long upright lines, which parallax bends where all can see: it got "
                f"{percent(BESIDE_VERTICALS)} instead of {percent(USUAL_AMOUNT)}."
            )
            all_the_same = ToolCall(name="set_parallax", args={"shots": deep, "amount": USUAL_AMOUNT})
            offers += [Chip(label=f"{percent(USUAL_AMOUNT)} all the same", call=all_the_same), less]
        else:
            notes.append("The picture has long upright lines; at this amount they bend where all can see.")
            calm = ToolCall(name="set_parallax", args={"shots": deep, "amount": BESIDE_VERTICALS})
            offers += [Chip(label=f"only {percent(BESIDE_VERTICALS)}", call=calm), less]
    if any(shows_video(shot) for shot in found):
        notes.append("The clip is bent by one depth, that of the frame in its middle.")
    still: list[JsonValue] = [shot.id for shot in found if not _travels(shot)]
    if still:
        notes.append("Parallax shows when the camera pushes, pulls, trucks or goes up or down; it does not yet.")
        push = ToolCall(name="set_move", args={"kind": "push_in", "shots": still})
        offers.append(Chip(label="add a push-in", call=push))
    return tuple(notes), tuple(offers)


STEPS = (set_parallax, remove_parallax)
