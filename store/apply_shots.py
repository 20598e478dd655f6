"""How edits of the shots are applied; see `store.edits_shots`. Pure."""

from collections.abc import Mapping
from typing import TypeVar

from store import edits_shots as e
from store.cutting import halves, trimmed
from store.errors import OutOfRange
from store.parts import each_shot, given_values, shot_place, with_shot
from store.scene import (
    MAX_SHOT_S,
    MAX_SHOTS,
    MIN_SHOT_S,
    AspectRatio,
    Focus,
    Framing,
    Move,
    Scene,
    Shot,
    ShotId,
    Transition,
    replace,
)
from store.shifting import shift_with_shots
from store.video_takes import video_of

T = TypeVar("T", Move, Focus)


def add_shot(scene: Scene, edit: e.AddShot) -> Scene:
    if len(scene.shots) >= MAX_SHOTS:
        raise OutOfRange(f"A film holds at most {MAX_SHOTS} shots.")
    index = len(scene.shots) if edit.index is None else edit.index
    if not 0 <= index <= len(scene.shots):
        raise OutOfRange(f"A shot can stand at places 1 to {len(scene.shots) + 1}.")
    return shift_with_shots(scene, replace(scene, shots=(*scene.shots[:index], edit.shot, *scene.shots[index:])))


def add_shots(scene: Scene, edit: e.AddShots) -> Scene:
    for shot in edit.shots:
        scene = add_shot(scene, e.AddShot(shot=shot))
    return scene


def remove_shot(scene: Scene, edit: e.RemoveShot) -> Scene:
    index = shot_place(scene, edit.shot_id)
    return shift_with_shots(scene, replace(scene, shots=scene.shots[:index] + scene.shots[index + 1 :]))


def move_shot(scene: Scene, edit: e.MoveShot) -> Scene:
    shots = list(scene.shots)
    shot = shots.pop(shot_place(scene, edit.shot_id))
    if not 0 <= edit.index <= len(shots):
        raise OutOfRange(f"A shot can stand at places 1 to {len(shots) + 1}.")
    shots.insert(edit.index, shot)
    return shift_with_shots(scene, replace(scene, shots=tuple(shots)))


def swap_shots(scene: Scene, edit: e.SwapShots) -> Scene:
    first, second = shot_place(scene, edit.first_id), shot_place(scene, edit.second_id)
    shots = list(scene.shots)
    shots[first], shots[second] = shots[second], shots[first]
    return shift_with_shots(scene, replace(scene, shots=tuple(shots)))


def duplicate_shot(scene: Scene, edit: e.DuplicateShot) -> Scene:
    place = shot_place(scene, edit.shot_id)
    index = place + 1 if edit.index is None else edit.index
    return add_shot(scene, e.AddShot(shot=replace(scene.shots[place], id=edit.new_id), index=index))


def split_shot(scene: Scene, edit: e.SplitShot) -> Scene:
    index = shot_place(scene, edit.shot_id)
    if len(scene.shots) >= MAX_SHOTS:
        raise OutOfRange(f"A film holds at most {MAX_SHOTS} shots.")
    first, second = halves(scene.shots[index], edit.at_s, edit.along_path)
    second = replace(second, id=ShotId(edit.new_id), transition=Transition())
    two = (_starting(first, edit.first_framing, edit), _starting(second, edit.second_framing, edit))
    return replace(scene, shots=(*scene.shots[:index], *two, *scene.shots[index + 1 :]))


def trim_shot(scene: Scene, edit: e.TrimShot) -> Scene:
    index = shot_place(scene, edit.shot_id)
    shot = scene.shots[index]
    kept = trimmed(shot, edit.start_s, edit.end_s, edit.along_path)
    after = with_shot(scene, _starting(kept, edit.framing, edit))
    return shift_with_shots(scene, after, {shot.id: edit.start_s})


def _starting(shot: Shot, crops: Mapping[AspectRatio, Framing], edit: e.SplitShot | e.TrimShot) -> Shot:
    """A shot that was cut, with the crops it starts from. One without a path stands still, now that the edit is made
    again on another scene: it shows what it would show anyway."""
    return shot if edit.along_path and shot.path is None else replace(shot, framing={**shot.framing, **crops})


def set_shot_text(scene: Scene, edit: e.SetShotText) -> Scene:
    return with_shot(scene, replace(scene.shots[shot_place(scene, edit.shot_id)], **given_values(edit, "shot_id")))


def lock_still(scene: Scene, edit: e.LockStill) -> Scene:
    shot = scene.shots[shot_place(scene, edit.shot_id)]
    if shot.still != edit.still:
        # A crop and a depth map are of the still they were made for.
        mapped = shot.depth is not None and shot.depth.source == "map"
        depth = replace(shot.depth, source="smooth", media=None) if shot.depth and mapped else shot.depth
        shot = replace(shot, framing={}, depth=depth)
    return with_shot(scene, replace(shot, **given_values(edit, "shot_id")))


def pick_take(scene: Scene, edit: e.PickTake) -> Scene:
    if edit.still is not None:
        scene = lock_still(scene, e.LockStill(shot_id=edit.shot_id, still=edit.still))
    shot = scene.shots[shot_place(scene, edit.shot_id)]
    # A pace is of the clip it was set for.
    retime = shot.retime if video_of(edit.take) == video_of(shot.take) else None
    return with_shot(scene, replace(shot, take=edit.take, retime=retime))


def set_duration(scene: Scene, edit: e.SetDuration) -> Scene:
    return shift_with_shots(scene, each_shot(scene, edit.changes, lambda shot, to: lasting(shot, to.duration_s)))


def lasting(shot: Shot, duration_s: float) -> Shot:
    """The shot with another length: what spans the whole shot (a move, a change of focus) stretches with it, the rest
    keeps its times, clamped. A take that is video keeps its pace."""
    if not MIN_SHOT_S <= duration_s <= MAX_SHOT_S:
        raise OutOfRange(
            f"A shot lasts {MIN_SHOT_S:g} to {MAX_SHOT_S:g} s and {duration_s:g} s were asked for; nothing changed."
        )
    duration_s = round(duration_s, 3)
    camera = tuple(_fitted(move, shot.duration_s, duration_s) for move in shot.camera)
    focus = _fitted(shot.focus, shot.duration_s, duration_s) if shot.focus else None
    return replace(shot, duration_s=duration_s, camera=camera, focus=focus)


def _fitted(timed: T, old_s: float, new_s: float) -> T:
    whole = timed.start_s < 1e-3 and timed.end_s > old_s - 1e-3
    end = new_s if whole else min(timed.end_s, new_s)
    return replace(timed, start_s=max(0.0, min(timed.start_s, end - 0.1)), end_s=end)


def set_transition(scene: Scene, edit: e.SetTransition) -> Scene:
    return each_shot(scene, edit.changes, _with_transition)


def _with_transition(shot: Shot, change: e.TransitionChange) -> Shot:
    kind = change.kind or shot.transition.kind
    length = shot.transition.duration_s if change.duration_s is None else change.duration_s
    if kind != "cut" and not length:
        length = 0.5
    return replace(shot, transition=Transition(kind=kind, duration_s=0.0 if kind == "cut" else length))
