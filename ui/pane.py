"""The scene pane at the side, as the props of `ScenePane`."""

from typing import Any

from store.review import ChangeInfo
from store.scene import Scene, Shot, film_duration_s, overlap_s, shot_starts_s
from store.video_takes import shows_video
from store.wording import background_line, decibels, joined, look_line, move_line, percent, retime_line, seconds
from ui.addresses import poster_url, preview_url

Props = dict[str, Any]


def pane_props(
    session_id: str, title: str, revision: int, scene: Scene, newest: list[ChangeInfo], selected: str | None
) -> Props:
    """Props of the pane for `scene`, which is `revision`. `newest`: the last changes, in order; `selected`: the shot
    edited last."""
    filmed = any(shot.still for shot in scene.shots)
    return {
        "title": title,
        "ratio": scene.aspect_ratio,
        "duration_s": round(film_duration_s(scene), 2),
        "shots": [_shot(session_id, revision, scene, index, selected) for index in range(len(scene.shots))],
        "stills": [shot.still for shot in scene.shots if shot.still],
        "captions": _caption_lines(scene),
        "sound": _sound_lines(scene),
        "revision": revision,
        "revisions": [_revision(change, revision) for change in newest],
        "play_url": preview_url(session_id, revision) if filmed else None,
        "poster": poster_url(session_id, revision) if filmed else None,
    }


def _shot(session_id: str, revision: int, scene: Scene, index: int, selected: str | None) -> Props:
    shot = scene.shots[index]
    middle_s = shot_starts_s(scene)[index] + (overlap_s(scene, index) + shot.duration_s) / 2
    return {
        "id": shot.id,
        "number": index + 1,
        "thumb": poster_url(session_id, revision, middle_s) if shot.still else None,
        "description": shot.description,
        "take": shot.take,
        "duration_s": shot.duration_s,
        "lines": _shot_lines(shot),
        "selected": shot.id == selected or len(scene.shots) == 1,
    }


def _shot_lines(shot: Shot) -> list[str]:
    lines = [move_line(move) for move in shot.camera] or ["static camera"]
    look = look_line(shot.look)
    if look != "neutral":
        lines.append(look)
    if shows_video(shot):
        lines.append("a clip" + (f", {retime_line(shot.retime)}" if shot.retime else ""))
    if shot.stabilise and shows_video(shot):
        lines.append(f"steadied, {percent(shot.stabilise)}")
    if shot.background is not None and not shows_video(shot):
        lines.append(f"on {background_line(shot.background)}")
    if shot.transition.kind != "cut":
        kind = shot.transition.kind.replace("fade_black", "fade through black")
        lines.append(f"{kind} in, {seconds(shot.transition.duration_s)}")
    return lines + [words for words in (shot.subject_motion, shot.atmosphere) if words]


def _caption_lines(scene: Scene) -> list[str]:
    lines = [f"“{overlay.text}”" if overlay.kind == "text" else "logo" for overlay in scene.overlays]
    track = scene.captions
    if track is None:
        return lines
    state = f"{track.position}, {track.size}" + ("" if track.visible else ", hidden")
    cues = [f"{seconds(cue.start_s)} to {seconds(cue.end_s)}: {cue.text}" for cue in track.cues]
    return ([state] if cues else []) + cues + lines


def _sound_lines(scene: Scene) -> list[str]:
    lines: list[str] = []
    music, voice = scene.soundtrack.music, scene.soundtrack.voiceover
    if music is not None:
        lines.append(f"music {decibels(music.gain_db)}" + (", ducks under speech" if music.duck and voice else ""))
    heard = [number for number, shot in enumerate(scene.shots, 1) if shot.sound and shows_video(shot)]
    if heard:
        lines.append("own sound of the clip in " + joined([f"shot {number}" for number in heard]))
    if voice is not None:
        lines.append(f"voice-over {decibels(voice.gain_db)}" + ("" if voice.media else ", not recorded yet"))
    return lines


def _revision(change: ChangeInfo, head: int) -> Props:
    return {
        "number": change.number,
        "sentence": change.instruction,
        "names": list(change.names),
        "current": change.number == head,
        "undone": change.undone,
    }
