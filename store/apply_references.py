"""How edits of the references are applied; see `store.edits_references`. Pure."""

from store import edits_references as e
from store.errors import OutOfRange, UnknownTarget
from store.references import MAX_REFERENCES
from store.scene import Scene, replace


def set_reference(scene: Scene, edit: e.SetReference) -> Scene:
    others = tuple(one for one in scene.references if not one.is_called(edit.reference.name))
    if len(others) == len(scene.references):
        if len(others) >= MAX_REFERENCES:
            raise OutOfRange(f"A film holds at most {MAX_REFERENCES} references; forget one first. Nothing changed.")
        return replace(scene, references=(*others, edit.reference))
    kept = tuple(edit.reference if one.is_called(edit.reference.name) else one for one in scene.references)
    return replace(scene, references=kept)


def remove_reference(scene: Scene, edit: e.RemoveReference) -> Scene:
    kept = tuple(one for one in scene.references if not one.is_called(edit.name))
    if len(kept) == len(scene.references):
        names = tuple(one.name for one in scene.references)
        raise UnknownTarget(f"There is no reference called “{edit.name[:60]}”.", names)
    return replace(scene, references=kept)
