"""Which shots and moves a wish means, when it does not say so.

The rule: what is named; else the only shot that has the property; else the shot edited last; else one short question.
"""

from collections.abc import Callable, Sequence

from store.apply import apply
from store.edits import AddShot, Edit
from store.errors import AskPerson, UnknownTarget
from store.scene import Move, MoveKind, Scene, Shot, ShotId, StillId, replace, shot_index
from store.wording import MOVE_NAMES, joined
from tools.context import ToolContext, changed_shots
from tools.receipts import Receipt
from tools.shot_names import means_all, shot_called

Has = Callable[[Shot], bool]

FIRST_SHOT_S = 6.0


def anything(shot: Shot) -> bool:
    """Every shot has it."""
    del shot
    return True


def last_edited(ctx: ToolContext) -> str | None:
    """The shot that the last edit changed, looking back a few revisions; None where there is no such single shot."""
    revision = ctx.base()
    for _ in range(4):
        if revision.parent is None:
            return None
        before = ctx.history.revision(ctx.session_id, revision.parent)
        shots = changed_shots(before.scene, revision.scene)
        if len(shots) == 1:
            return shots[0]
        revision = before
    return None


def resolve_shots(
    ctx: ToolContext, scene: Scene, shots: Sequence[str] | None, has: Has = anything, what: str = "it"
) -> tuple[Shot, ...]:
    """The shots a wish is about, in film order.

    Raises UnknownTarget for a name that is not there, AskPerson where several shots fit and none is meant, or where
    the film has no shot yet.
    """
    if not scene.shots:
        raise _asks_for_still(ctx)
    if shots:
        return _named(scene, shots, has)
    fitting = [shot for shot in scene.shots if has(shot)] or list(scene.shots)
    if len(fitting) == 1:
        return (fitting[0],)
    last = last_edited(ctx)
    chosen = tuple(shot for shot in fitting if shot.id == last)
    if chosen:
        return chosen
    raise AskPerson(f"Which shot should get {what}?", shot_options(scene, fitting))


def _named(scene: Scene, shots: Sequence[str], has: Has) -> tuple[Shot, ...]:
    if means_all(list(shots)):
        return tuple(shot for shot in scene.shots if has(shot)) or scene.shots
    named = {shot_called(scene, name) for name in shots}
    return tuple(shot for shot in scene.shots if shot.id in named)


def shot_options(scene: Scene, shots: Sequence[Shot]) -> tuple[str, ...]:
    """Shots as the answers of a question; a question about several can also mean all."""
    names = [f"shot {shot_index(scene, shot.id) + 1}" for shot in shots[:4]]
    return (*names, "all shots")


def resolve_shot(ctx: ToolContext, scene: Scene, shot: str | None, what: str = "it") -> Shot:
    """One shot; see `resolve_shots`. A word for all of them is none."""
    if shot and len(scene.shots) > 1 and means_all([shot]):
        raise AskPerson(f"Which one shot should get {what}?", shot_options(scene, scene.shots)[:-1])
    return resolve_shots(ctx, scene, [shot] if shot else None, what=what)[0]


def resolve_move(shot: Shot, kind: MoveKind | None) -> Move:
    """The named move of a shot, or its only one. Raises UnknownTarget or AskPerson."""
    if kind is None:
        if len(shot.camera) == 1:
            return shot.camera[0]
        if not shot.camera:
            raise UnknownTarget("The camera stands still in this shot: there is no move to change yet.")
        raise AskPerson("Which move do you mean?", tuple(MOVE_NAMES[move.kind] for move in shot.camera))
    for move in shot.camera:
        if move.kind == kind:
            return move
    there = tuple(str(move.kind) for move in shot.camera)
    names = joined([MOVE_NAMES[move.kind] for move in shot.camera]) or "no move"
    raise UnknownTarget(f"This shot has no {MOVE_NAMES[kind]}; it has {names}.", there)


def has_move(kind: MoveKind | None) -> Has:
    """Whether a shot has that move (or any)."""
    return lambda shot: any(kind in (None, move.kind) for move in shot.camera)


def with_first_shot(ctx: ToolContext, scene: Scene) -> tuple[Scene, str]:
    """The scene, with a first shot made from the only candidate still where there is none, and what to say about it.

    Raises AskPerson where there is no candidate, or more than one.
    """
    if scene.shots:
        return scene, ""
    candidates = ctx.stills.of_session(ctx.session_id)
    if len(candidates) != 1:
        raise _asks_for_still(ctx)
    only = candidates[0]
    shot = first_shot(StillId(only.id), only.label, only.prompt)
    return replace(scene, shots=(shot,)), f"Locked “{only.label}” as the still of shot 1. "


def _asks_for_still(ctx: ToolContext) -> AskPerson:
    """The question where there is no shot: which still is to become one, or where one is to come from."""
    if not ctx.stills.of_session(ctx.session_id):
        return AskPerson(
            "I need a still first. Upload a photo, describe a picture, or take a sample.",
            ("use the sample bottle", "describe a picture"),
        )
    options = tuple(f"lock {item.number}" for item in ctx.stills.latest_batch(ctx.session_id)[:4])
    return AskPerson("Which still should I set in motion?", options)


def first_shot(still: StillId, label: str, prompt: str, shot_id: str = "s1") -> Shot:
    """A static shot of a still."""
    return Shot(
        id=ShotId(shot_id), still=still, description=prompt or label, still_prompt=prompt, duration_s=FIRST_SHOT_S
    )


def commit_on(ctx: ToolContext, base: Scene, locked: str, edit: Edit, message: str = "", **more: object) -> Receipt:
    """Commit `edit`, which was read against `base`; where `base` has a first shot that the film has not, the edit adds
    that shot as it then is."""
    if not locked:
        return ctx.commit(edit, message=message, **more)  # type: ignore[arg-type]
    shot = apply(base, edit).shots[0]
    return ctx.commit(AddShot(shot=shot), message=locked + message, **more)  # type: ignore[arg-type]
