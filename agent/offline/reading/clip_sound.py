"""The own sound of clips: heard, left out, louder, quieter. Only where a shot shows a clip."""

import re

from agent.offline.calls import Calls, call, listed
from agent.offline.reading.levels import read_level
from agent.offline.targets import Target
from agent.offline.wish import Wish
from store.video_takes import shows_video

_CLIP = r"(?:clip|clips|video|videos|footage|take|takes|recording|shot(?: \d)?)"
_HEARD = r"(?:sound|sounds|audio|noise)"
_OWN = r"(?:own|original|natural|native|ambient|live|location|recorded|camera)"
_OWN_SOUND = re.compile(
    rf"\b{_CLIP}(?: ?'s|s')? (?:{_OWN} )?{_HEARD}\b|\b(?:its|their|the|with) {_OWN} {_HEARD}\b|\bits {_HEARD}\b"
    rf"|\b{_HEARD} (?:of|from|in|on|that came with) (?:the |this |that |my |its )?(?:{_OWN} )?{_CLIP}\b"
    rf"|^(?:keep|use|mute|drop|remove|lose|cut) (?:the )?{_OWN} {_HEARD}\b|\bhear (?:the |this |that |my )?{_CLIP}\b"
)
_MUTED_CLIP = re.compile(rf"\b(?:un)?(?:mute|silence) (?:the |this |that |my )?{_CLIP}\b|\b{_CLIP} (?:silent|mute)\b")
_LEVEL_OF_CLIP = re.compile(
    rf"\b{_CLIP} (?:(?:a (?:bit|touch|little|lot)|much|way) )?(?:louder|quieter)\b"
    rf"|\b{_CLIP} is (?:(?:too|way too|a bit|a little|a bit too|so) )?(?:loud|quiet)\b"
)
_LEFT_OUT = re.compile(
    r"\b(?:mute|silence|silent|drop|remove|lose|cut|without|no|kill|leave out|take out|turn off|switch off|strip|don't"
    r"|do not|not|off)\b|\bleave\b.*\bout\b"
)
_KEPT = re.compile(r"\b(?:keep|use|hear|let|want|unmute|with|add|bring|include|turn on|play|on|have|restore)\b")


def names_clip_sound(wish: Wish) -> bool:
    """Whether a wish is about the own sound of a clip in the film."""
    said = wish.plain
    if wish.has("thing", "music") or not any(shows_video(shot) for shot in wish.context.scene.shots):
        return False
    return any(about.search(said) for about in (_OWN_SOUND, _MUTED_CLIP, _LEVEL_OF_CLIP))


def read_clip_sound(wish: Wish, target: Target) -> Calls | None:
    """The call of a wish about the own sound of clips; None where it is about something else."""
    said = wish.plain
    if not names_clip_sound(wish):
        return None
    shots = listed(target.args)
    if "unmute" not in said and _LEFT_OUT.search(said):
        return [call(wish, "set_clip_sound", heard=False, shots=shots)]
    if level := read_level(wish, "clip"):
        return [one.model_copy(update={"args": {**one.args, **({"shots": shots} if shots else {})}}) for one in level]
    return [call(wish, "set_clip_sound", heard=True, shots=shots)] if _KEPT.search(said) else None
