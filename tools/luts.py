"""Step: colour tables (`.cube` files) laid over the look."""

from store.edits import LutChange, SetLut
from store.errors import AskPerson, BadUpload, OutOfRange
from store.scene import Lut, Scene, Shot, replace
from store.wording import joined
from tools.context import ToolContext
from tools.pictures.files import shown_name
from tools.receipts import Chip, Receipt, ToolCall
from tools.rendering.questions import lut_title
from tools.targets import commit_on, resolve_shots, with_first_shot


def is_lut(data: bytes) -> bool:
    """Whether a file says that it is a `.cube` LUT."""
    head = data[:4096]
    return b"LUT_3D_SIZE" in head or b"LUT_1D_SIZE" in head


def receive_lut(ctx: ToolContext, *, data: bytes, name: str) -> Receipt:
    """Take in an uploaded LUT and lay it over all shots. Raises BadUpload; nothing is stored then."""
    title = lut_title(data) or name.rsplit(".", 1)[0][:100]
    scene = ctx.scene()
    if not scene.shots:
        raise BadUpload("A LUT needs a shot to lie on: lock a still first, then send it again. Nothing was stored.")
    lut = Lut(media=ctx.media.put_bytes(data, "cube"), name=title)
    changes = tuple(LutChange(shot_id=shot.id, lut=lut) for shot in scene.shots)
    half = Chip(label="half as strong", call=ToolCall(name="set_lut", args={"shots": ["all"], "strength": 0.5}))
    off = Chip(label="take it off", call=ToolCall(name="remove_lut", args={"shots": ["all"]}))
    where = "the shot" if len(scene.shots) == 1 else f"all {len(scene.shots)} shots"
    return ctx.commit(
        SetLut(changes=changes), message=f"{shown_name(name)} lies over the look of {where} now.", offers=(half, off)
    )


def set_lut(
    ctx: ToolContext, *, strength: float | None = None, shots: list[str] | None = None, media: str | None = None
) -> Receipt:
    """Lay a LUT over the look of shots, or set how much of it shows.

    strength: 0..1. media: id of an uploaded .cube file; omitted = the one the shot has, else the last one uploaded.
    """
    if strength is not None and not 0 <= strength <= 1:
        raise OutOfRange("A LUT's strength goes from 0 to 1.")
    base, locked = with_first_shot(ctx, ctx.scene())
    found = resolve_shots(ctx, base, shots, _has_lut, "the LUT")
    changes = tuple(LutChange(shot_id=shot.id, lut=_lut(ctx, base, shot, strength, media)) for shot in found)
    return commit_on(ctx, base, locked, SetLut(changes=changes))


def remove_lut(ctx: ToolContext, *, shots: list[str] | None = None) -> Receipt:
    """Take the LUT off shots."""
    scene = ctx.scene()
    found = [shot for shot in resolve_shots(ctx, scene, shots, _has_lut, "no LUT") if _has_lut(shot)]
    if not found:
        return Receipt(outcome="unchanged", message="There is no LUT to take off; nothing changed.")
    return ctx.commit(SetLut(changes=tuple(LutChange(shot_id=shot.id) for shot in found)))


def _has_lut(shot: Shot) -> bool:
    return shot.lut is not None


def _lut(ctx: ToolContext, scene: Scene, shot: Shot, strength: float | None, media: str | None) -> Lut:
    known = _known(ctx, scene)
    if media is not None:
        if media not in known:
            names = joined([f"“{lut.name}”" for lut in known.values()]) or "none yet"
            raise AskPerson(f"Which LUT do you mean? Uploaded: {names}.")
        chosen = known[media]
    elif shot.lut is not None:
        chosen = shot.lut
    elif known:
        chosen = list(known.values())[-1]
    else:
        raise AskPerson("Send the LUT as a .cube file first.", ("make it warmer", "use a named look"))
    return chosen if strength is None else replace(chosen, strength=strength)


def _known(ctx: ToolContext, scene: Scene) -> dict[str, Lut]:
    """The LUTs of a session by their media, the last uploaded one last."""
    known: dict[str, Lut] = {}
    for info in ctx.history.revisions(ctx.session_id):
        if info.op == "set_lut":
            edit = ctx.history.revision(ctx.session_id, info.number).edit
            if isinstance(edit, SetLut):
                known.update({c.lut.media: replace(c.lut, strength=1.0) for c in edit.changes if c.lut is not None})
    # A film that was taken over from another session brings its own.
    return {**{shot.lut.media: shot.lut for shot in scene.shots if shot.lut}, **known}


STEPS = (set_lut, remove_lut)
