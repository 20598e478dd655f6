"""How edits of captions and overlays are applied; see `store.edits_text`. Pure."""

from store import edits_text as e
from store.errors import UnknownTarget
from store.parts import given_values
from store.scene import Captions, Cue, Scene, replace
from store.shifting import with_cues


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


def set_captions(scene: Scene, edit: e.SetCaptions) -> Scene:
    return replace(scene, captions=replace(scene.captions or Captions(), **given_values(edit)))


def add_cue(scene: Scene, edit: e.AddCue) -> Scene:
    cues = scene.captions.cues if scene.captions else ()
    return replace(scene, captions=with_cues(scene.captions, (*cues, edit.cue)))


def set_cue(scene: Scene, edit: e.SetCue) -> Scene:
    index = _cue_place(scene, edit.index)
    cues = list(_track(scene).cues)
    cues[index] = replace(cues[index], **given_values(edit, "index"))
    return replace(scene, captions=with_cues(scene.captions, tuple(cues)))


_SHORTEST_CUE_S = 0.1


def shift_cues(scene: Scene, edit: e.ShiftCues) -> Scene:
    def moved(cue: Cue) -> Cue:
        start = max(0.0, round(cue.start_s + edit.by_s, 3))
        return replace(cue, start_s=start, end_s=max(start + _SHORTEST_CUE_S, round(cue.end_s + edit.by_s, 3)))

    return replace(scene, captions=with_cues(scene.captions, tuple(moved(cue) for cue in _track(scene).cues)))


def remove_cue(scene: Scene, edit: e.RemoveCue) -> Scene:
    index = _cue_place(scene, edit.index)
    cues = _track(scene).cues
    return replace(scene, captions=with_cues(scene.captions, cues[:index] + cues[index + 1 :]))


def remove_captions(scene: Scene, edit: e.RemoveCaptions) -> Scene:
    del edit
    _track(scene)
    return replace(scene, captions=None)


def _overlay_place(scene: Scene, overlay_id: str) -> int:
    names = tuple(overlay.id for overlay in scene.overlays)
    if overlay_id not in names:
        raise UnknownTarget(f"There is no overlay {overlay_id!r}; there are {', '.join(names) or 'none'}.", names)
    return names.index(overlay_id)


def add_overlay(scene: Scene, edit: e.AddOverlay) -> Scene:
    return replace(scene, overlays=(*scene.overlays, edit.overlay))


def set_overlay(scene: Scene, edit: e.SetOverlay) -> Scene:
    index = _overlay_place(scene, edit.overlay_id)
    overlays = list(scene.overlays)
    overlays[index] = replace(overlays[index], **given_values(edit, "overlay_id"))
    return replace(scene, overlays=tuple(overlays))


def remove_overlay(scene: Scene, edit: e.RemoveOverlay) -> Scene:
    index = _overlay_place(scene, edit.overlay_id)
    return replace(scene, overlays=scene.overlays[:index] + scene.overlays[index + 1 :])
