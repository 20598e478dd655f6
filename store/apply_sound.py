"""How edits of what is heard are applied; see `store.edits_sound`. Pure."""

from store import edits_sound as e
from store.errors import UnknownTarget
from store.parts import each_shot, given_values
from store.scene import Music, Scene, Voiceover, replace


def set_music(scene: Scene, edit: e.SetMusic) -> Scene:
    music = scene.soundtrack.music
    if music is None and edit.media is None:
        raise UnknownTarget("There is no music yet; attach a sound file and say it is the music.")
    changed = replace(music, **given_values(edit)) if music else Music.model_validate(given_values(edit))
    return replace(scene, soundtrack=replace(scene.soundtrack, music=changed))


def remove_music(scene: Scene, edit: e.RemoveMusic) -> Scene:
    del edit
    if scene.soundtrack.music is None:
        raise UnknownTarget("There is no music to remove.")
    return replace(scene, soundtrack=replace(scene.soundtrack, music=None))


def set_voiceover(scene: Scene, edit: e.SetVoiceover) -> Scene:
    voice = scene.soundtrack.voiceover
    if voice is None and edit.text is None and edit.media is None:
        raise UnknownTarget("There is no voice-over yet; say the words it should speak.")
    given = given_values(edit)
    respoken = edit.text is not None or edit.voice is not None
    if respoken and edit.media is None:
        given["media"] = None
    changed = replace(voice, **given) if voice else Voiceover.model_validate(given)
    return replace(scene, soundtrack=replace(scene.soundtrack, voiceover=changed))


def remove_voiceover(scene: Scene, edit: e.RemoveVoiceover) -> Scene:
    del edit
    if scene.soundtrack.voiceover is None:
        raise UnknownTarget("There is no voice-over to remove.")
    return replace(scene, soundtrack=replace(scene.soundtrack, voiceover=None))


def set_clip_sound(scene: Scene, edit: e.SetClipSound) -> Scene:
    return each_shot(scene, edit.changes, lambda shot, change: replace(shot, sound=change.sound))
