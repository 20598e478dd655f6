"""How words in a picture are replaced; see `store.edits_words`. Pure."""

from store.apply_shots import pick_take
from store.edits_shots import PickTake
from store.edits_words import ReplaceWords
from store.parts import shot_place, with_shot
from store.scene import Scene, replace


def replace_words(scene: Scene, edit: ReplaceWords) -> Scene:
    after = pick_take(scene, PickTake(shot_id=edit.shot_id, take=edit.take, still=edit.still))
    shot = replace(after.shots[shot_place(after, edit.shot_id)], covers=edit.covers)
    return replace(with_shot(after, shot), overlays=(*after.overlays, *edit.overlays))
