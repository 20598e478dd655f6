"""Steps: several shots as one clip, the takes that it is cut into, and a shot that goes on where another ends."""

from store.apply import apply
from store.differences import differences
from store.edits import AddShot, DurationChange, Patch, PatchValue, PickTake, SetDuration
from store.errors import AskPerson, EditRefused, UnknownTarget
from store.scene import MIN_SHOT_S, AspectRatio, Framing, Scene, Shot, ShotId, StillId, shot_index
from store.takes import Take
from store.video_takes import as_made, unbounded_source
from store.wording import joined
from tools.context import ToolContext
from tools.purchases import buy_sequence
from tools.receipts import Chip, Receipt, ToolCall
from tools.stills import still_id_of
from tools.storyboard import fresh_shot_id
from tools.targets import resolve_shot

FEWEST_SHOTS, MOST_SHOTS = 2, 5
_USUAL_S = 3.0
_CAN = "an engine that makes several shots in one clip: KLING_API_KEY, ARK_API_KEY or FAL_KEY"


def render_sequence(
    ctx: ToolContext, *, shots: list[str] | None = None, engine: str | None = None, final: bool = False
) -> Receipt:
    """Make 2 to 5 shots that follow each other as one clip, by an engine that can; it is cut into a take of each.
    engine: one that is connected; final: at high quality instead of as a draft."""
    scene = ctx.scene()
    meant = _in_film_order(ctx, scene, shots)
    bought = buy_sequence(ctx, meant, engine, final=final)
    if bought is not None:
        return bought
    return Receipt(
        outcome="needs_engine",
        message=f"Several shots in one clip need {_CAN}. None is connected, so nothing changed.",
        offers=(Chip(label="make takes of shot 1"),),
        revision=ctx.history.head(ctx.session_id).number,
    )


def pick_takes(ctx: ToolContext, *, takes: list[str]) -> Receipt:
    """Use several takes at once, each in its shot: the parts that one clip was cut into. takes: their ids."""
    at_hand = {str(take.id): take for take in ctx.takes.of_session(ctx.session_id)}
    chosen = [at_hand[take] for take in takes if take in at_hand]
    scene = ctx.scene()
    there = [take for take in chosen if any(shot.id == take.shot_id for shot in scene.shots)]
    if not there:
        raise UnknownTarget("Those takes are not at hand, or their shots are not in the film any more.")
    after = scene
    for take in there:
        after = _with_take(after, take)
    values = tuple(PatchValue(path=one.path, value=one.new) for one in differences(scene, after))
    numbers = joined([str(shot_index(scene, take.shot_id) + 1) for take in there])
    return ctx.commit(Patch(values=values), message=f"Shots {numbers} show their parts of the clip now.")


def continue_shot(ctx: ToolContext, *, shot: str | None = None, description: str = "") -> Receipt:
    """Add a shot that goes on where another one ends, with that one's last frame as its first."""
    scene = ctx.scene()
    if not scene.shots:
        raise AskPerson("There is no shot to go on from yet. Upload a photo, or describe a picture.")
    before = resolve_shot(ctx, scene, shot, "gone on from") if shot or len(scene.shots) == 1 else scene.shots[-1]
    number = shot_index(scene, before.id) + 1
    still, framing = _where_it_ends(ctx, scene, before, number)
    added = Shot(
        id=ShotId(fresh_shot_id(scene)), still=still, framing=framing, still_prompt=before.still_prompt,
        description=" ".join(description.split())[:2000] or f"{before.description}, continued".strip(", "),
        duration_s=_USUAL_S,
    )  # fmt: skip
    again = ToolCall(name="render_takes", args={"shot": added.id, "count": 1})
    return ctx.commit(
        AddShot(shot=added, index=number),
        message=f"Shot {number + 1} goes on where shot {number} ends: that one's last frame is its first.",
        offers=(Chip(label="make a take of it", call=again),),
    )


def _in_film_order(ctx: ToolContext, scene: Scene, names: list[str] | None) -> list[Shot]:
    """The shots that are meant. Raises AskPerson and EditRefused."""
    if names and names != ["all"]:
        ids = {resolve_shot(ctx, scene, name, "made together").id for name in names}
        meant = [shot for shot in scene.shots if shot.id in ids]
    else:
        meant = list(scene.shots)
    if len(meant) > MOST_SHOTS:
        first = joined([str(n) for n in range(1, MOST_SHOTS + 1)])
        raise AskPerson(f"One clip holds up to {MOST_SHOTS} shots. Which ones?", (f"shots {first} in one clip",))
    if len(meant) < FEWEST_SHOTS:
        raise EditRefused("One clip of several shots needs two of them; this film has fewer, or only one was named.")
    places = [shot_index(scene, shot.id) for shot in meant]
    if places[-1] - places[0] != len(places) - 1:
        raise EditRefused("The shots of one clip follow each other in the film; leave none out in between.")
    return meant


def _with_take(scene: Scene, take: Take) -> Scene:
    """The scene with a take in its shot, which becomes as short as the take where that is shorter."""
    shown = apply(scene, PickTake(shot_id=take.shot_id, take=take.shown_as))
    shot = shown.shots[shot_index(shown, take.shot_id)]
    if take.video is None or take.video.duration_s >= shot.duration_s:
        return shown
    length = DurationChange(shot_id=shot.id, duration_s=max(MIN_SHOT_S, take.video.duration_s))
    return apply(shown, SetDuration(changes=(length,)))


def _where_it_ends(
    ctx: ToolContext, scene: Scene, shot: Shot, number: int
) -> tuple[StillId, dict[AspectRatio, Framing]]:
    """What a shot shows last, without look and texts, which lie over the new shot again: the last frame of its clip as
    a still, or its own still with the crop that its camera ends on."""
    ratio = scene.aspect_ratio
    video = ctx.takes.video_in(ctx.session_id, shot)
    if video is None:
        if shot.still is None:
            raise EditRefused("That shot has no still yet, so there is nothing to go on from.")
        crop = ctx.renderer.crop_at(scene, shot.id, shot.duration_s, ratio)
        return shot.still, {ratio: crop} if crop is not None else dict(shot.framing)
    from tools.footage.moments import frame_at

    ends_s = unbounded_source(shot.retime or as_made(shot.duration_s), shot.duration_s)
    frame = frame_at(ctx.media.path(video.media), max(0.0, min(ends_s, video.duration_s)))
    still = ctx.stills.add(
        ctx.session_id, ctx.media.put_bytes(frame, "png"), "edited", width=video.width, height=video.height,
        label=f"last frame of shot {number}", prompt=shot.still_prompt, still_id=still_id_of(ctx, 1),
    )  # fmt: skip
    return StillId(still.id), {}


STEPS = (render_sequence, pick_takes, continue_shot)
