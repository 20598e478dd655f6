"""`apply(scene, edit)` gives the scene after an edit; `invert(scene, edit)` the edit that takes it back. Pure."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from store import edits as e
from store.cutting import halves, trimmed
from store.differences import differences, put_value
from store.errors import OutOfRange, UnknownTarget
from store.scene import (
    MAX_SHOT_S,
    MAX_SHOTS,
    MIN_SHOT_S,
    Captions,
    Move,
    Music,
    Scene,
    Shot,
    ShotId,
    Transition,
    Value,
    Voiceover,
    replace,
    shot_index,
)
from store.shifting import shift_with_shots, with_cues

V = TypeVar("V", bound=Value)


def apply(scene: Scene, edit: e.Edit) -> Scene:
    """The scene after `edit`, which is valid again.

    Raises UnknownTarget (with the nearest valid names), OutOfRange or EditRefused; the given scene is never touched.
    """
    step = cast(Callable[[Scene, Any], Scene], _STEPS[edit.op])
    try:
        return step(scene, edit)
    except ValidationError as error:
        raise OutOfRange(_in_words(error)) from error


def invert(scene: Scene, edit: e.Edit) -> e.Patch:
    """The patch that turns `apply(scene, edit)` back into `scene`."""
    after = apply(scene, edit)
    return e.Patch(
        values=tuple(e.PatchValue(path=change.path, value=change.new) for change in differences(after, scene))
    )


def _in_words(error: ValidationError) -> str:
    first = error.errors()[0]
    place = " ".join(str(part) for part in first["loc"] if not isinstance(part, int)).replace("_", " ")
    message = first["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    return f"{place}: {message}." if place else f"{message[:1].upper()}{message[1:]}."


# --- finding ---------------------------------------------------------------------------------------------------------


def _at(scene: Scene, shot_id: str) -> int:
    try:
        return shot_index(scene, shot_id)
    except KeyError:
        names = tuple(shot.id for shot in scene.shots)
        raise UnknownTarget(
            f"There is no shot {shot_id!r}; the film has {', '.join(names) or 'none yet'}.", names
        ) from None


def _with_shot(scene: Scene, shot: Shot) -> Scene:
    index = _at(scene, shot.id)
    return replace(scene, shots=(*scene.shots[:index], shot, *scene.shots[index + 1 :]))


def _given(change: Value, *skip: str) -> dict[str, Any]:
    """The values that an edit names, without its targets."""
    fields = type(change).model_fields
    return {
        name: value for name in fields if name not in ("op", *skip) and (value := getattr(change, name)) is not None
    }


# --- shots -----------------------------------------------------------------------------------------------------------


def _add_shot(scene: Scene, edit: e.AddShot) -> Scene:
    if len(scene.shots) >= MAX_SHOTS:
        raise OutOfRange(f"A film holds at most {MAX_SHOTS} shots.")
    index = len(scene.shots) if edit.index is None else edit.index
    if not 0 <= index <= len(scene.shots):
        raise OutOfRange(f"A shot can stand at places 1 to {len(scene.shots) + 1}.")
    return shift_with_shots(scene, replace(scene, shots=(*scene.shots[:index], edit.shot, *scene.shots[index:])))


def _remove_shot(scene: Scene, edit: e.RemoveShot) -> Scene:
    index = _at(scene, edit.shot_id)
    return shift_with_shots(scene, replace(scene, shots=scene.shots[:index] + scene.shots[index + 1 :]))


def _move_shot(scene: Scene, edit: e.MoveShot) -> Scene:
    shots = list(scene.shots)
    shot = shots.pop(_at(scene, edit.shot_id))
    if not 0 <= edit.index <= len(shots):
        raise OutOfRange(f"A shot can stand at places 1 to {len(shots) + 1}.")
    shots.insert(edit.index, shot)
    return shift_with_shots(scene, replace(scene, shots=tuple(shots)))


def _swap_shots(scene: Scene, edit: e.SwapShots) -> Scene:
    first, second = _at(scene, edit.first_id), _at(scene, edit.second_id)
    shots = list(scene.shots)
    shots[first], shots[second] = shots[second], shots[first]
    return shift_with_shots(scene, replace(scene, shots=tuple(shots)))


def _duplicate_shot(scene: Scene, edit: e.DuplicateShot) -> Scene:
    index = _at(scene, edit.shot_id)
    return _add_shot(scene, e.AddShot(shot=replace(scene.shots[index], id=edit.new_id), index=index + 1))


def _split_shot(scene: Scene, edit: e.SplitShot) -> Scene:
    index = _at(scene, edit.shot_id)
    if len(scene.shots) >= MAX_SHOTS:
        raise OutOfRange(f"A film holds at most {MAX_SHOTS} shots.")
    two = halves(scene.shots[index], edit.at_s, ShotId(edit.new_id), edit.first_framing, edit.second_framing)
    return replace(scene, shots=(*scene.shots[:index], *two, *scene.shots[index + 1 :]))


def _trim_shot(scene: Scene, edit: e.TrimShot) -> Scene:
    index = _at(scene, edit.shot_id)
    shot = scene.shots[index]
    after = _with_shot(scene, trimmed(shot, edit.start_s, edit.end_s, edit.framing))
    return shift_with_shots(scene, after, {shot.id: edit.start_s})


def _set_shot_text(scene: Scene, edit: e.SetShotText) -> Scene:
    return _with_shot(scene, replace(scene.shots[_at(scene, edit.shot_id)], **_given(edit, "shot_id")))


def _lock_still(scene: Scene, edit: e.LockStill) -> Scene:
    shot = scene.shots[_at(scene, edit.shot_id)]
    framing = shot.framing if shot.still == edit.still else {}
    return _with_shot(scene, replace(shot, framing=framing, **_given(edit, "shot_id")))


def _pick_take(scene: Scene, edit: e.PickTake) -> Scene:
    return _with_shot(scene, replace(scene.shots[_at(scene, edit.shot_id)], take=edit.take))


def _set_framing(scene: Scene, edit: e.SetFraming) -> Scene:
    shot = scene.shots[_at(scene, edit.shot_id)]
    framing = {ratio: value for ratio, value in shot.framing.items() if ratio != edit.aspect_ratio}
    if edit.framing is not None:
        framing[edit.aspect_ratio] = edit.framing
    return _with_shot(scene, replace(shot, framing=framing))


# --- lengths and camera ----------------------------------------------------------------------------------------------


def _set_duration(scene: Scene, edit: e.SetDuration) -> Scene:
    after = scene
    for change in edit.changes:
        shot = after.shots[_at(after, change.shot_id)]
        after = _with_shot(after, lasting(shot, change.duration_s))
    return shift_with_shots(scene, after)


def lasting(shot: Shot, duration_s: float) -> Shot:
    """The shot with another length: moves over the whole shot stretch with it, others keep their times, clamped."""
    if not MIN_SHOT_S <= duration_s <= MAX_SHOT_S:
        raise OutOfRange(
            f"A shot lasts {MIN_SHOT_S:g} to {MAX_SHOT_S:g} s and {duration_s:g} s were asked for; nothing changed."
        )
    duration_s = round(duration_s, 3)

    def fitted(move: Move) -> Move:
        whole = move.start_s < 1e-3 and move.end_s > shot.duration_s - 1e-3
        end = duration_s if whole else min(move.end_s, duration_s)
        return replace(move, start_s=max(0.0, min(move.start_s, end - 0.1)), end_s=end)

    return replace(shot, duration_s=duration_s, camera=tuple(fitted(move) for move in shot.camera))


def _set_move(scene: Scene, edit: e.SetMove) -> Scene:
    after = _set_duration(scene, e.SetDuration(changes=edit.durations)) if edit.durations else scene
    for change in edit.changes:
        shot = after.shots[_at(after, change.shot_id)]
        after = _with_shot(after, _with_move(shot, change))
    return after


def _with_move(shot: Shot, change: e.MoveChange) -> Shot:
    kinds = [move.kind for move in shot.camera]
    values = _given(change, "shot_id", "kind", "becomes")
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


def _remove_move(scene: Scene, edit: e.RemoveMove) -> Scene:
    after = scene
    for target in edit.targets:
        shot = after.shots[_at(after, target.shot_id)]
        kept = tuple(move for move in shot.camera if target.kind is not None and move.kind != target.kind)
        if target.kind is not None and len(kept) == len(shot.camera):
            kinds = tuple(move.kind for move in shot.camera)
            raise UnknownTarget(
                f"Shot {shot.id!r} has no {target.kind}; it has {', '.join(kinds) or 'no move'}.", kinds
            )
        after = _with_shot(after, replace(shot, camera=kept))
    return after


def _set_camera(scene: Scene, edit: e.SetCamera) -> Scene:
    return _with_shot(scene, replace(scene.shots[_at(scene, edit.shot_id)], camera=edit.moves))


def _set_look(scene: Scene, edit: e.SetLook) -> Scene:
    after = scene
    for change in edit.changes:
        shot = after.shots[_at(after, change.shot_id)]
        after = _with_shot(after, replace(shot, look=replace(shot.look, **_given(change, "shot_id"))))
    return after


def _set_transition(scene: Scene, edit: e.SetTransition) -> Scene:
    after = scene
    for change in edit.changes:
        shot = after.shots[_at(after, change.shot_id)]
        kind = change.kind or shot.transition.kind
        length = shot.transition.duration_s if change.duration_s is None else change.duration_s
        if kind != "cut" and not length:
            length = 0.5
        transition = Transition(kind=kind, duration_s=0.0 if kind == "cut" else length)
        after = _with_shot(after, replace(shot, transition=transition))
    return after


# --- captions, overlays, sound, format -------------------------------------------------------------------------------


def _track(scene: Scene) -> Captions:
    if scene.captions is None or not scene.captions.cues:
        raise UnknownTarget("There are no captions yet.")
    return scene.captions


def _cue_place(scene: Scene, index: int) -> int:
    count = len(_track(scene).cues)
    if not 0 <= index < count:
        raise UnknownTarget(
            f"There is no caption {index + 1}; the film has {count}.", tuple(str(i + 1) for i in range(count))
        )
    return index


def _set_captions(scene: Scene, edit: e.SetCaptions) -> Scene:
    return replace(scene, captions=replace(scene.captions or Captions(), **_given(edit)))


def _add_cue(scene: Scene, edit: e.AddCue) -> Scene:
    cues = scene.captions.cues if scene.captions else ()
    return replace(scene, captions=with_cues(scene.captions, (*cues, edit.cue)))


def _set_cue(scene: Scene, edit: e.SetCue) -> Scene:
    index = _cue_place(scene, edit.index)
    cues = list(_track(scene).cues)
    cues[index] = replace(cues[index], **_given(edit, "index"))
    return replace(scene, captions=with_cues(scene.captions, tuple(cues)))


def _remove_cue(scene: Scene, edit: e.RemoveCue) -> Scene:
    index = _cue_place(scene, edit.index)
    cues = _track(scene).cues
    return replace(scene, captions=with_cues(scene.captions, cues[:index] + cues[index + 1 :]))


def _remove_captions(scene: Scene, edit: e.RemoveCaptions) -> Scene:
    del edit
    _track(scene)
    return replace(scene, captions=None)


def _overlay_place(scene: Scene, overlay_id: str) -> int:
    names = tuple(overlay.id for overlay in scene.overlays)
    if overlay_id not in names:
        raise UnknownTarget(f"There is no overlay {overlay_id!r}; there are {', '.join(names) or 'none'}.", names)
    return names.index(overlay_id)


def _add_overlay(scene: Scene, edit: e.AddOverlay) -> Scene:
    return replace(scene, overlays=(*scene.overlays, edit.overlay))


def _set_overlay(scene: Scene, edit: e.SetOverlay) -> Scene:
    index = _overlay_place(scene, edit.overlay_id)
    overlays = list(scene.overlays)
    overlays[index] = replace(overlays[index], **_given(edit, "overlay_id"))
    return replace(scene, overlays=tuple(overlays))


def _remove_overlay(scene: Scene, edit: e.RemoveOverlay) -> Scene:
    index = _overlay_place(scene, edit.overlay_id)
    return replace(scene, overlays=scene.overlays[:index] + scene.overlays[index + 1 :])


def _set_music(scene: Scene, edit: e.SetMusic) -> Scene:
    music = scene.soundtrack.music
    if music is None and edit.media is None:
        raise UnknownTarget("There is no music yet; attach a sound file and say it is the music.")
    changed = replace(music, **_given(edit)) if music else Music.model_validate(_given(edit))
    return replace(scene, soundtrack=replace(scene.soundtrack, music=changed))


def _remove_music(scene: Scene, edit: e.RemoveMusic) -> Scene:
    del edit
    if scene.soundtrack.music is None:
        raise UnknownTarget("There is no music to remove.")
    return replace(scene, soundtrack=replace(scene.soundtrack, music=None))


def _set_voiceover(scene: Scene, edit: e.SetVoiceover) -> Scene:
    voice = scene.soundtrack.voiceover
    if voice is None and edit.text is None and edit.media is None:
        raise UnknownTarget("There is no voice-over yet; say the words it should speak.")
    given = _given(edit)
    respoken = edit.text is not None or edit.voice is not None
    if respoken and edit.media is None:
        given["media"] = None
    changed = replace(voice, **given) if voice else Voiceover.model_validate(given)
    return replace(scene, soundtrack=replace(scene.soundtrack, voiceover=changed))


def _remove_voiceover(scene: Scene, edit: e.RemoveVoiceover) -> Scene:
    del edit
    if scene.soundtrack.voiceover is None:
        raise UnknownTarget("There is no voice-over to remove.")
    return replace(scene, soundtrack=replace(scene.soundtrack, voiceover=None))


def _set_top(scene: Scene, edit: Value) -> Scene:
    values = {name: getattr(edit, name) for name in type(edit).model_fields if name != "op"}
    return replace(scene, **values)


def _patch(scene: Scene, edit: e.Patch) -> Scene:
    document = scene.model_dump(mode="json")
    for value in edit.values:
        put_value(document, value.path, value.value)
    return Scene.model_validate(document)


_STEPS: dict[str, Callable[..., Scene]] = {
    "add_shot": _add_shot, "remove_shot": _remove_shot, "move_shot": _move_shot, "swap_shots": _swap_shots,
    "duplicate_shot": _duplicate_shot, "split_shot": _split_shot, "trim_shot": _trim_shot,
    "set_shot_text": _set_shot_text,
    "lock_still": _lock_still, "pick_take": _pick_take, "set_framing": _set_framing, "set_duration": _set_duration,
    "set_move": _set_move, "remove_move": _remove_move, "set_camera": _set_camera, "set_look": _set_look,
    "set_transition": _set_transition, "set_captions": _set_captions, "add_cue": _add_cue, "set_cue": _set_cue,
    "remove_cue": _remove_cue, "remove_captions": _remove_captions, "add_overlay": _add_overlay,
    "set_overlay": _set_overlay, "remove_overlay": _remove_overlay, "set_music": _set_music,
    "remove_music": _remove_music, "set_voiceover": _set_voiceover, "remove_voiceover": _remove_voiceover,
    "set_aspect_ratio": _set_top, "set_frame_rate": _set_top, "set_title": _set_top, "set_budget": _set_top,
    "patch": _patch,
}  # fmt: skip
