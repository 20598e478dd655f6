"""The background of a cut-out: an even colour, or one that turns into another."""

import re

from agent.offline.calls import Calls, call, listed
from agent.offline.reading.topics import colours
from agent.offline.targets import Target
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set

_GROUND = frozenset({"background", "backdrop", "ground", "backgrounds"})
_PUT = re.compile(r"\b(?:put|place|set|stand|lay|have|show|try|want)\b.*\b(?:on|onto|over|against|in front of)\b")
_BY_ITSELF = re.compile(
    r"\b(?:default|usual|normal|automatic|original)\b.*\b(?:background|backdrop)\b"
    r"|\b(?:remove|drop|lose|no|without|clear|reset|take off)\b.*\b(?:background|backdrop|ground) colou?r\b"
)
_GOES_ON = word_set("behind_a_ground_colour")


def read_background(wish: Wish, target: Target) -> Calls | None:
    """The call of a wish for another colour behind a cut-out; None where it is about something else."""
    named = bool(_GROUND & set(wish.words))
    if not wish.context.scene.shots or wish.texts or wish.has("thing") or not (named or _PUT.search(wish.plain)):
        return None
    shots = None if target.by_content else listed(target.args)
    if named and _BY_ITSELF.search(wish.plain):
        return [call(wish, "set_background", shots=shots)]
    found = colours(wish)
    if not found or not all(_is_meant(wish, end) for _, end in found):
        return None
    if not named and not _last_on(wish, found[0][0]):
        return None
    said = [" ".join(wish.words[start:end]) for start, end in found]
    to_color = said[1] if len(said) > 1 else _shade(wish)
    return [call(wish, "set_background", color=said[0], to_color=to_color, shots=shots)]


def _is_meant(wish: Wish, end: int) -> bool:
    return end >= len(wish.words) or wish.words[end] in _GOES_ON


def _last_on(wish: Wish, start: int) -> bool:
    """ "put the bottle on sage green": the colour is what it is put on."""
    before = [word for word in wish.words[:start] if word not in ("a", "an", "the", "plain", "solid", "flat")]
    return before[-1:] in (["on"], ["onto"], ["over"], ["against"], ["of"])


def _shade(wish: Wish) -> str | None:
    """What one colour turns into, where a gradient is asked for."""
    if not wish.word("gradient", "gradually", "fading", "fades", "darker", "lighter"):
        return None
    return "lighter" if wish.word("lighter", "brighter") and not wish.word("darker", "dark") else "darker"
