"""How edits of the picture's look and pace are applied; see `store.edits_picture`. Pure."""

from store import edits_picture as e
from store.apply_shots import set_duration
from store.edits_shots import DurationChange, SetDuration
from store.parts import each_shot, given_values
from store.scene import Scene, Shot, replace


def set_look(scene: Scene, edit: e.SetLook) -> Scene:
    return each_shot(scene, edit.changes, _with_look)


def _with_look(shot: Shot, change: e.LookChange) -> Shot:
    return replace(shot, look=replace(shot.look, **given_values(change, "shot_id")))


def set_look_end(scene: Scene, edit: e.SetLookEnd) -> Scene:
    return each_shot(scene, edit.changes, lambda shot, change: replace(shot, look_end=change.look_end))


def set_lut(scene: Scene, edit: e.SetLut) -> Scene:
    return each_shot(scene, edit.changes, lambda shot, change: replace(shot, lut=change.lut))


def set_background(scene: Scene, edit: e.SetBackground) -> Scene:
    return each_shot(scene, edit.changes, lambda shot, change: replace(shot, background=change.background))


def set_retime(scene: Scene, edit: e.SetRetime) -> Scene:
    lengths = tuple(
        DurationChange(shot_id=change.shot_id, duration_s=change.duration_s)
        for change in edit.changes
        if change.duration_s is not None
    )
    after = set_duration(scene, SetDuration(changes=lengths)) if lengths else scene
    return each_shot(after, edit.changes, lambda shot, change: replace(shot, retime=change.retime))


def set_stabilise(scene: Scene, edit: e.SetStabilise) -> Scene:
    return each_shot(scene, edit.changes, lambda shot, change: replace(shot, stabilise=change.stabilise))
