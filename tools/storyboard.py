"""Step: the shots of the film, how they follow each other, and its format."""

from itertools import islice
from typing import Literal

from store.apply import apply
from store.differences import differences
from store.edits import (
    AddShot,
    DuplicateShot,
    MoveShot,
    Patch,
    PatchValue,
    RemoveShot,
    SetAspectRatio,
    SetBudget,
    SetFrameRate,
    SetShotText,
    SetTitle,
    SetTransition,
    SwapShots,
    TransitionChange,
)
from store.errors import AskPerson, OutOfRange, UnknownTarget
from store.scene import AspectRatio, FrameRate, Scene, Shot, ShotId, TransitionKind, shot_index
from tools.context import ToolContext
from tools.degrees import Degree
from tools.degrees import factor as degree_factor
from tools.receipts import Receipt
from tools.shot_names import means_all
from tools.targets import resolve_shot, resolve_shots

_USUAL_S = 3.0
_USUAL_TRANSITION_S = 0.5


def fresh_shot_id(scene: Scene) -> str:
    """The first free "s1", "s2", ..."""
    return fresh_shot_ids(scene, 1)[0]


def fresh_shot_ids(scene: Scene, count: int) -> list[str]:
    """The first `count` free ones."""
    taken = {str(shot.id) for shot in scene.shots}
    free = (name for number in range(1, len(taken) + count + 1) if (name := f"s{number}") not in taken)
    return list(islice(free, count))


def add_shot(
    ctx: ToolContext, *, description: str = "", duration_s: float = _USUAL_S, position: int | None = None
) -> Receipt:
    """Add a shot; position counts from 1, omitted = at the end. It shows a labelled slate until a still is locked."""
    scene = ctx.scene()
    shot = Shot(
        id=ShotId(fresh_shot_id(scene)), description=description, still_prompt=description, duration_s=duration_s
    )
    note = "The new shot shows a slate until you lock a still for it: upload one, or describe it."
    return ctx.commit(AddShot(shot=shot, index=None if position is None else position - 1), notes=(note,))


def remove_shot(ctx: ToolContext, *, shot: str | None = None, shots: list[str] | None = None) -> Receipt:
    """Take a shot out of the film, or several at once (shots); later captions shift with their shots."""
    scene = ctx.scene()
    if not scene.shots:
        raise UnknownTarget("There is no shot to remove.")
    if shots:
        return _without(ctx, scene, [resolve_shot(ctx, scene, name, "taken out").id for name in shots])
    return ctx.commit(RemoveShot(shot_id=resolve_shot(ctx, scene, shot, "taken out").id))


def _without(ctx: ToolContext, scene: Scene, shots: list[ShotId]) -> Receipt:
    """The film without these shots, as one change."""
    rest = scene
    for shot_id in dict.fromkeys(shots):
        rest = apply(rest, RemoveShot(shot_id=shot_id))
    values = tuple(PatchValue(path=change.path, value=change.new) for change in differences(scene, rest))
    return ctx.commit(Patch(values=values))


def move_shot(ctx: ToolContext, *, shot: str, position: int) -> Receipt:
    """Put a shot at a place of the film; 1 is the first."""
    scene = ctx.scene()
    found = resolve_shot(ctx, scene, shot)
    if not 1 <= position <= len(scene.shots):
        raise OutOfRange(f"The film has places 1 to {len(scene.shots)}; nothing changed.")
    return ctx.commit(MoveShot(shot_id=found.id, index=position - 1))


def swap_shots(ctx: ToolContext, *, first: str, second: str) -> Receipt:
    """Two shots trade places."""
    scene = ctx.scene()
    one, other = (resolve_shot(ctx, scene, name, "another place") for name in (first, second))
    return ctx.commit(SwapShots(first_id=one.id, second_id=other.id))


def duplicate_shot(ctx: ToolContext, *, shot: str | None = None, position: int | None = None) -> Receipt:
    """A copy of a shot; position counts from 1, omitted = right behind it."""
    scene = ctx.scene()
    found = resolve_shot(ctx, scene, shot, "doubled")
    index = None if position is None else position - 1
    return ctx.commit(DuplicateShot(shot_id=found.id, new_id=fresh_shot_id(scene), index=index))


def describe_shot(
    ctx: ToolContext,
    *,
    shot: str | None = None,
    description: str | None = None,
    subject_motion: str | None = None,
    atmosphere: str | None = None,
) -> Receipt:
    """Write down what a shot shows, how its subject moves, or its atmosphere."""
    found = resolve_shot(ctx, ctx.scene(), shot, "that")
    return ctx.commit(
        SetShotText(shot_id=found.id, description=description, subject_motion=subject_motion, atmosphere=atmosphere)
    )


def _followers(ctx: ToolContext, scene: Scene, shots: list[str] | None, *, joined: bool) -> tuple[Shot, ...]:
    """The shots whose way in is meant: named, else the only one that has a transition (or is not the first)."""
    if len(scene.shots) < 2:
        raise UnknownTarget("A transition needs two shots; this film has fewer.")
    if shots and means_all(shots):
        return scene.shots[1:]
    if not shots and len(scene.shots) == 2:
        return (scene.shots[1],)
    return resolve_shots(
        ctx, scene, shots, lambda shot: (shot.transition.kind != "cut") if joined else shot_index(scene, shot.id) > 0
    )


def set_transition(
    ctx: ToolContext,
    *,
    kind: TransitionKind | None = None,
    duration_s: float | None = None,
    shots: list[str] | None = None,
) -> Receipt:
    """How the film comes into a shot: cut, crossfade or fade_black. shots: the ones it leads into."""
    scene = ctx.scene()
    found = _followers(ctx, scene, shots, joined=kind in (None, "cut"))
    if kind is None and any(shot.transition.kind == "cut" for shot in found):
        raise AskPerson("There is a plain cut now. Which transition should it be?", ("crossfade", "fade through black"))
    changes = [TransitionChange(shot_id=shot.id, kind=kind, duration_s=duration_s) for shot in found]
    if kind not in (None, "cut") and duration_s is None:
        changes = [
            c if s.transition.duration_s else TransitionChange(shot_id=s.id, kind=kind, duration_s=_usual(scene, s))
            for c, s in zip(changes, found, strict=True)
        ]
    return ctx.commit(SetTransition(changes=tuple(changes)))


def _usual(scene: Scene, shot: Shot) -> float:
    """Half a second, never more than a third of either shot."""
    before = scene.shots[max(0, shot_index(scene, shot.id) - 1)]
    return round(min(_USUAL_TRANSITION_S, shot.duration_s / 3, before.duration_s / 3), 3)


def change_transition(
    ctx: ToolContext,
    *,
    direction: Literal["longer", "shorter"],
    degree: Degree = "plain",
    shots: list[str] | None = None,
) -> Receipt:
    """Make a transition longer or shorter."""
    scene = ctx.scene()
    found = [shot for shot in _followers(ctx, scene, shots, joined=True) if shot.transition.kind != "cut"]
    if not found:
        raise UnknownTarget("There is only a plain cut there; say crossfade or fade through black first.")
    times = degree_factor("more" if direction == "longer" else "less", degree)
    changes = tuple(
        TransitionChange(shot_id=shot.id, duration_s=round(shot.transition.duration_s * times, 3)) for shot in found
    )
    return ctx.commit(SetTransition(changes=changes))


def set_aspect_ratio(ctx: ToolContext, *, aspect_ratio: AspectRatio) -> Receipt:
    """The film's ratio: every shot is composed anew from its still."""
    return ctx.commit(SetAspectRatio(aspect_ratio=aspect_ratio))


def set_frame_rate(ctx: ToolContext, *, frame_rate: FrameRate) -> Receipt:
    """Frames per second: 24, 25, 30, 50 or 60."""
    return ctx.commit(SetFrameRate(frame_rate=frame_rate))


def set_title(ctx: ToolContext, *, title: str) -> Receipt:
    """The film's title."""
    return ctx.commit(SetTitle(title=title.strip()[:200]))


def set_budget(ctx: ToolContext, *, budget_usd: float | None = None) -> Receipt:
    """The most this session may spend, in US dollars; left out = no limit."""
    words = "no limit" if budget_usd is None else f"${budget_usd:.2f}"
    return ctx.commit(SetBudget(budget_usd=budget_usd), message=f"Budget: {words}.")


STEPS = (
    add_shot, remove_shot, move_shot, swap_shots, duplicate_shot, describe_shot, set_transition,
    change_transition, set_aspect_ratio, set_frame_rate, set_title, set_budget,
)  # fmt: skip
