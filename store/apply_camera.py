"""How edits of the camera are applied; see `store.edits_camera`. Pure."""

from store import edits_camera as e
from store.apply_shots import set_duration
from store.edits_shots import SetDuration
from store.errors import UnknownTarget
from store.parts import each_shot, given_values, shot_place, with_shot
from store.scene import Move, Scene, Shot, replace


def set_framing(scene: Scene, edit: e.SetFraming) -> Scene:
    shot = scene.shots[shot_place(scene, edit.shot_id)]
    framing = {ratio: value for ratio, value in shot.framing.items() if ratio != edit.aspect_ratio}
    if edit.framing is not None:
        framing[edit.aspect_ratio] = edit.framing
    return with_shot(scene, replace(shot, framing=framing))


def set_move(scene: Scene, edit: e.SetMove) -> Scene:
    after = set_duration(scene, SetDuration(changes=edit.durations)) if edit.durations else scene
    return each_shot(after, edit.changes, _with_move)


def _with_move(shot: Shot, change: e.MoveChange) -> Shot:
    kinds = [move.kind for move in shot.camera]
    values = given_values(change, "shot_id", "kind", "becomes")
    if change.kind in kinds:
        index = kinds.index(change.kind)
        move = replace(shot.camera[index], kind=change.becomes or change.kind, **values)
        camera = (*shot.camera[:index], move, *shot.camera[index + 1 :])
    elif change.amount is None:
        there = ", ".join(kinds) or "no move"
        raise UnknownTarget(f"Shot {shot.id!r} has no {change.kind}; it has {there}.", tuple(kinds))
    else:
        move = Move.model_validate({"kind": change.becomes or change.kind, "end_s": shot.duration_s, **values})
        camera = (*shot.camera, move)
    return replace(shot, camera=camera)


def remove_move(scene: Scene, edit: e.RemoveMove) -> Scene:
    return each_shot(scene, edit.targets, _without_move)


def _without_move(shot: Shot, target: e.MoveTarget) -> Shot:
    kept = tuple(move for move in shot.camera if target.kind is not None and move.kind != target.kind)
    if target.kind is not None and len(kept) == len(shot.camera):
        kinds = tuple(move.kind for move in shot.camera)
        raise UnknownTarget(f"Shot {shot.id!r} has no {target.kind}; it has {', '.join(kinds) or 'no move'}.", kinds)
    return replace(shot, camera=kept)


def set_camera(scene: Scene, edit: e.SetCamera) -> Scene:
    return with_shot(scene, replace(scene.shots[shot_place(scene, edit.shot_id)], camera=edit.moves))


def set_depth(scene: Scene, edit: e.SetDepth) -> Scene:
    return each_shot(scene, edit.changes, lambda shot, change: replace(shot, depth=change.depth))


def set_focus(scene: Scene, edit: e.SetFocus) -> Scene:
    return each_shot(scene, edit.changes, lambda shot, change: replace(shot, focus=change.focus))
