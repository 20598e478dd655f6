"""`apply(scene, edit)` gives the scene after an edit; `invert(scene, edit)` the edit that takes it back. Pure."""

from collections.abc import Callable
from typing import Any, cast

from pydantic import ValidationError

from store import apply_camera, apply_picture, apply_references, apply_shots, apply_sound, apply_text, apply_words
from store import edits as e
from store.camera_paths import off_left_paths
from store.differences import differences, put_value
from store.errors import OutOfRange
from store.scene import Scene, Value, replace


def apply(scene: Scene, edit: e.Edit) -> Scene:
    """The scene after `edit`, which is valid again.

    Raises UnknownTarget (with the nearest valid names), OutOfRange or EditRefused; the given scene is never touched.
    """
    step = cast(Callable[[Scene, Any], Scene], _STEPS[edit.op])
    try:
        return off_left_paths(scene, step(scene, edit))
    except ValidationError as error:
        raise OutOfRange(in_words(error)) from error


def invert(scene: Scene, edit: e.Edit) -> e.Patch:
    """The patch that turns `apply(scene, edit)` back into `scene`."""
    after = apply(scene, edit)
    return e.Patch(
        values=tuple(e.PatchValue(path=change.path, value=change.new) for change in differences(after, scene))
    )


def in_words(error: ValidationError) -> str:
    """What does not fit about values, as a sentence for the person."""
    first = error.errors(include_input=False)[0]
    named = next((part for part in reversed(first["loc"]) if isinstance(part, str)), "")
    message = first["msg"].removeprefix("Value error, ")
    for said, meant in _SAID:
        message = message.replace(said, meant)
    if not message.startswith("must be"):
        return f"{message[:1].upper()}{message[1:]}; nothing changed."
    name = _NAMES.get(named, named.removesuffix("_s").replace("_", " ")) or "value"
    return f"The {name} {message}; nothing changed."


_SAID = (
    ("Input should be", "must be"), ("greater than or equal to", "at least"), ("less than or equal to", "at most"),
    ("greater than", "more than"), ("a finite number", "a number"),
)  # fmt: skip
_NAMES = {
    "gain_db": "level", "duration_s": "length", "budget_usd": "budget", "offset_y": "offset", "start_s": "start",
    "end_s": "end", "color": "colour",
}  # fmt: skip


def _set_top(scene: Scene, edit: Value) -> Scene:
    values = {name: getattr(edit, name) for name in type(edit).model_fields if name != "op"}
    return replace(scene, **values)


def _patch(scene: Scene, edit: e.Patch) -> Scene:
    document = scene.model_dump(mode="json")
    for value in edit.values:
        put_value(document, value.path, value.value)
    return Scene.model_validate(document)


_STEPS: dict[str, Callable[..., Scene]] = {
    "add_shot": apply_shots.add_shot,
    "add_shots": apply_shots.add_shots,
    "remove_shot": apply_shots.remove_shot,
    "move_shot": apply_shots.move_shot,
    "swap_shots": apply_shots.swap_shots,
    "duplicate_shot": apply_shots.duplicate_shot,
    "split_shot": apply_shots.split_shot,
    "trim_shot": apply_shots.trim_shot,
    "set_shot_text": apply_shots.set_shot_text,
    "lock_still": apply_shots.lock_still,
    "pick_take": apply_shots.pick_take,
    "set_duration": apply_shots.set_duration,
    "set_transition": apply_shots.set_transition,
    "set_framing": apply_camera.set_framing,
    "set_move": apply_camera.set_move,
    "remove_move": apply_camera.remove_move,
    "set_camera": apply_camera.set_camera,
    "set_depth": apply_camera.set_depth,
    "set_focus": apply_camera.set_focus,
    "set_look": apply_picture.set_look,
    "set_look_end": apply_picture.set_look_end,
    "set_lut": apply_picture.set_lut,
    "set_background": apply_picture.set_background,
    "set_retime": apply_picture.set_retime,
    "set_stabilise": apply_picture.set_stabilise,
    "set_captions": apply_text.set_captions,
    "add_cue": apply_text.add_cue,
    "set_cue": apply_text.set_cue,
    "shift_cues": apply_text.shift_cues,
    "remove_cue": apply_text.remove_cue,
    "remove_captions": apply_text.remove_captions,
    "add_overlay": apply_text.add_overlay,
    "set_overlay": apply_text.set_overlay,
    "remove_overlay": apply_text.remove_overlay,
    "replace_words": apply_words.replace_words,
    "set_music": apply_sound.set_music,
    "remove_music": apply_sound.remove_music,
    "set_voiceover": apply_sound.set_voiceover,
    "remove_voiceover": apply_sound.remove_voiceover,
    "set_clip_sound": apply_sound.set_clip_sound,
    "set_reference": apply_references.set_reference,
    "remove_reference": apply_references.remove_reference,
    "set_aspect_ratio": _set_top,
    "set_frame_rate": _set_top,
    "set_title": _set_top,
    "set_budget": _set_top,
    "patch": _patch,
}
