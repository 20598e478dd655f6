"""What a wish names and the film does not have: "the dog shot", "the second logo"."""

from agent.offline.calls import Calls, ask
from agent.offline.lexicon import ARTICLES, lexicon
from agent.offline.reading.topics import known_colour
from agent.offline.sentence import scene_words
from agent.offline.spelling import plain_words
from agent.offline.targets import Target, stem
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set

_PLACES = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}
_SHOTS = frozenset({"shot", "clip", "scene"})
_POINTING = frozenset({"the", "that", "this", "our", "my"})
_NO_NAMES = word_set("no_names_of_a_shot")


def read_missing(wish: Wish, target: Target) -> Calls | None:
    """A question where a wish names a thing or a shot that is not there; None where all of it is."""
    return _beyond_the_last(wish) or _unknown_shot(wish, target)


def _beyond_the_last(wish: Wish) -> Calls | None:
    """ "the second logo" where there is one."""
    for at, word in enumerate(wish.words[:-1]):
        place = _PLACES.get(word)
        named = wish.words[at + 1].removesuffix("s")
        count = _count(wish, named) if place else None
        if place and count is not None and 0 < count < place:
            there = "one" if count == 1 else str(count)
            return [ask(f"There is only {there} {named} in the film. What should change about it?", (f"the {named}",))]
    return None


def _count(wish: Wish, named: str) -> int | None:
    """How many things of that name there are; None for a name that is not counted."""
    scene = wish.context.scene
    kinds = {"dissolve": "crossfade", "crossfade": "crossfade", "xfade": "crossfade"}
    if named in kinds:
        return sum(shot.transition.kind == kinds[named] for shot in scene.shots[1:])
    if named in ("logo", "watermark"):
        return sum(overlay.kind == "logo" for overlay in scene.overlays)
    return None


def _unknown_shot(wish: Wish, target: Target) -> Calls | None:
    """ "the dog shot" where no shot shows a dog."""
    if len(wish.context.shot_ids) < 2 or target.ids or target.all or wish.has("newshot") or wish.texts:
        return None
    for at in range(1, len(wish.words) - 1):
        if wish.words[at + 1] in _SHOTS and wish.words[at - 1] in _POINTING and _names_something_else(wish, at):
            count = len(wish.context.shot_ids)
            shots = tuple(f"shot {n}" for n in range(1, min(count, 4) + 1))
            return [ask(f"No shot shows “{wish.words[at]}”. Which one do you mean?", shots)]
    return None


def _names_something_else(wish: Wish, at: int) -> bool:
    """Whether the word before "shot" is a noun of its own, which neither the grammar nor the film knows."""
    word = wish.words[at]
    own = scene_words(wish.context)
    plain = word.isalpha() and word not in _NO_NAMES and word not in ARTICLES and not word.endswith(("ly", "er", "est"))
    return plain and word not in own and stem(word) not in own and not known_colour(word) and _is_noun(word)


def _is_noun(word: str) -> bool:
    found = lexicon().match([word], 0)
    return found is None or (word in plain_words() and all(sense.tag == "noise" for sense in found[1]))
