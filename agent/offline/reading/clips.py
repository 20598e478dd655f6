"""Clips that were sent, and the takes of a shot: use one, see them side by side, go back to the still."""

import re

from agent.offline.calls import Calls, call, listed
from agent.offline.reading.clip_sound import read_clip_sound
from agent.offline.reading.stills import shot_of
from agent.offline.reading.topics import all_seconds
from agent.offline.targets import Target
from agent.offline.wish import Wish
from store.scene import MAX_SHOT_S
from store.video_takes import shows_video

_CLIP = r"(?:this|that|my|the|our|last|uploaded|same|it)(?: (?:last|new|uploaded|sent|first|second))?"
_USED = re.compile(
    rf"\b(?:use|put|take|set|drop|place|add|insert|try|replace .* (?:with|by)) {_CLIP} "
    r"(?:clip|video|footage|recording|upload|movie)\b"
)
_NEW = re.compile(r"\b(?:new|another|extra|separate|own|next) (?:shot|scene)\b|\bas (?:a|an) (?:new|extra|separate)\b")
_TAKES = re.compile(
    r"\b(?:show|see|list|compare|view|which|what)\b.*\btakes\b(?! (?:longer|shorter|too|so|place))"
    r"|^(?:all )?(?:the )?takes$"
)
_STILL_AGAIN = re.compile(
    r"\b(?:use|show|take|back to|return to|want|restore)(?: me)? (?:the|its|my) (?:still|picture|photo|image)\b"
    r"(?! (?:of|from))|\b(?:remove|drop|lose|without|take out) (?:the|this|that|my) (?:clip|video|footage)\b"
)
_STEADIED = re.compile(
    r"\b(?:stabili[sz]\w*|stead(?:y|ier|ied)|de ?shake|less shaky|anti ?shake|smooth out the (?:shak\w+|footage))\b"
)
_RAMP = re.compile(r"\bramp(?:s|ed|ing)?\b|\b(?:clip|video|footage|take)\b.*\b(?:slow\b.*\bfast|fast\b.*\bslow)\b")
_LAST_FRAME = re.compile(r"\b(?:hold|freeze|keep|stay on|stop on|pause on)\b.*\b(?:last|final|end) frame\b")
_SLOW, _FAST = 0.5, 1.5


def read_clips(wish: Wish, target: Target) -> Calls | None:
    """The call of a wish about clips that were sent or takes that are there; None where it is about something else."""
    if wish.context.takes and _TAKES.search(wish.plain):
        return [call(wish, "show_takes", shot=shot_of(target))]
    filmed = any(shows_video(shot) for shot in wish.context.scene.shots)
    if sound := read_clip_sound(wish, target):
        return sound
    if wish.context.clips and _USED.search(wish.plain):
        return _used(wish, target)
    return _of_a_filmed_shot(wish, target) if filmed else None


def _of_a_filmed_shot(wish: Wish, target: Target) -> Calls | None:
    shots = listed(target.args)
    if _STILL_AGAIN.search(wish.plain):
        return [call(wish, "use_still", shot=shot_of(target))]
    if _STEADIED.search(wish.plain) and not wish.has("move"):
        return [call(wish, "stabilise", shots=shots)]
    if _RAMP.search(wish.plain):
        first, last = _ramp(wish)
        return [call(wish, "retime_take", speed=first, ramp_to=last, shots=shots)]
    if _LAST_FRAME.search(wish.plain):
        held = all_seconds(wish)
        # "The last frame" is of the shot that is meant, not a word for the last shot.
        shots = shots if wish.word("shot") else None
        return [call(wish, "retime_take", freeze_at_s=MAX_SHOT_S, freeze_s=held[-1] if held else None, shots=shots)]
    return None


def _ramp(wish: Wish) -> tuple[float, float]:
    """The speeds at both ends of a ramp: as they are said, else slow to fast or fast to slow."""
    said = [number.value / 100 for number in wish.numbers if number.unit == "%"]
    if len(said) == 2:
        return round(said[0], 4), round(said[1], 4)
    slow, fast = (wish.plain.find(word) for word in ("slow", "fast"))
    return (_FAST, _SLOW) if 0 <= fast < slow else (_SLOW, _FAST)


def _used(wish: Wish, target: Target) -> Calls:
    if _NEW.search(wish.plain):
        return [call(wish, "use_clip", shot="new")]
    return [call(wish, "use_clip", shot=shot_of(target))]
