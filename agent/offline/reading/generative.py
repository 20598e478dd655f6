"""What only a generative model can do: other things in the picture, a subject that moves, lips that speak."""

import re

from agent.offline.calls import Calls, ask, call
from agent.offline.lexicon import ARTICLES
from agent.offline.reading.subjects import is_thing, moves_subject
from agent.offline.reading.topics import colour, known_colour
from agent.offline.targets import Target, content_words, stem
from agent.offline.tokens import NUMBER
from agent.offline.wish import PREPOSITIONS, Wish
from agent.offline.word_sets import word_set

_PICTURE = word_set("picture")
_SHOT_NOUNS = frozenset({"shot", "clip", "scene", "shots", "one", "still", "pan", "push"})
_PLACES_OF_FILM = word_set("places_of_film")
_SAYS_NOTHING_OF_IT = word_set("tags_beside_a_picture")
"""Tags of words that may stand in a wish about the picture, and leave its nouns unknown."""
_OF_THE_FIELD = word_set("tags_of_the_field")
"""Tags of words that make a wish one about the film and not about the picture."""
_NO_NOUNS = word_set("no_nouns")


def read_generative(wish: Wish, target: Target) -> Calls | None:
    """A wish for what is in the picture, as `needs_engine`; None where it is not one."""
    capability = _capability(wish, target)
    if capability is None:
        return None
    return [call(wish, "needs_engine", capability=capability)]


def _capability(wish: Wish, target: Target) -> str | None:
    if wish.says("lips") and not wish.has("thing", "voiceover", "music", "captions"):
        return "lip_sync"
    if wish.says("by_engine"):
        return "subject_motion"
    if wish.says("relit"):
        return "picture_content"
    if moves_subject(wish):
        return "subject_motion"
    return "picture_content" if _changes_picture(wish, target) else None


# --- what is in the picture ------------------------------------------------------------------------------------------


def _changes_picture(wish: Wish, target: Target) -> bool:
    if wish.word("cast", "tint", "hue") or wish.has("bw"):
        return False
    becomes = wish.held("becomes")
    if becomes and is_thing(wish, becomes["thing"]) and becomes["new"] not in _NO_NOUNS and not wish.has("prop"):
        return not any(m.start <= wish.words.index(becomes["new"]) < m.end for m in wish.marks)
    if wish.texts and wish.says("written_on") and not wish.has("thing", "captions", "overlay", "logo"):
        return True
    if wish.says("made_denser"):
        return True
    own = wish.held("own_thing").get("thing", "")
    if own and is_thing(wish, own) and (wish.has("length") or wish.has("size") or wish.has("strength")):
        return True
    if not wish.says("remakes") and not wish.has("act", "remove") and not wish.says("other_thing"):
        return False
    if _exchange(wish) or is_thing(wish, wish.held("made_full").get("thing", "")):
        return True
    covered = {n for m in wish.all("prop") for n in range(m.start, m.end)}
    named = [at for at, word in enumerate(wish.words) if is_thing(wish, word) and at not in covered]
    things = [at for at in named if not set(wish.words[at + 1 : at + 2]) & _SHOT_NOUNS]
    if _other_weather(wish) or (things and _recoloured(wish, things)):
        return True
    if wish.word("wear", "wearing", "wears", "dress", "dressed"):
        return True
    return _more_of_a_thing(wish, things) or _added_or_gone(wish, target, things)


def _other_weather(wish: Wish) -> bool:
    """ "make it snow", "change it to night"; not "a winter mood"."""
    if wish.word("like", "feel", "look", "mood", "vibe", "tone", "light") or not wish.says("weather"):
        return False
    return wish.word("make", "add", "let", "have", "should", "want", "turn", "put", "it", "change", "set", "be", "give")


def _exchange(wish: Wish) -> bool:
    """ "swap the olive oil for a jar of honey", "replace the window with books", "turn the cup into a mug"."""
    found = wish.held("exchanged_thing")
    if not found or any(m.value not in ("any", "travel") for m in wish.all("move")) or wish.has("transition"):
        return False
    old, new = found["old"].split(), found["new"].split()
    if not any(is_thing(wish, word) for word in old) or {"shot", "shots", "scene", "clip"} & set(old):
        return False
    return not _PLACES_OF_FILM & set([word for word in new if word not in ("the", "a")][:2])


def _recoloured(wish: Wish, things: list[int]) -> bool:
    """ "make the jacket navy": a thing of the picture and a colour."""
    if wish.has("thing") or colour(wish) is None or wish.word("warmer", "cooler", "less", "too", "more"):
        return False
    return any(known_colour(word) for at, word in enumerate(wish.words) if at not in things)


def _added_or_gone(wish: Wish, target: Target, things: list[int]) -> bool:
    """ "add a cat on the counter", "remove the person in the back", "a different background"."""
    if wish.texts or any(mark.tag in _OF_THE_FIELD for mark in wish.marks):
        return False
    if wish.says("other_scenery"):
        return True
    if _goes(wish) and things and (wish.says("in_the_shot") or not wish.has("shotword")):
        return _object_gone(wish, target, things)
    return wish.says("places_in_picture") and _adds_unknown(wish)


def _goes(wish: Wish) -> bool:
    return wish.says("takes_from_picture") or wish.has("act", "remove")


def _adds_unknown(wish: Wish) -> bool:
    """Whether the noun that is added means nothing in the trade: "add a cat", "give her glasses"."""
    known = {n for m in wish.marks if m.tag not in _SAYS_NOTHING_OF_IT for n in range(m.start, m.end)}
    if wish.word("give", "show", "get") and wish.word("me", "us"):
        return False
    if _given_to_somebody(wish, known):
        return True
    given = wish.held("given_thing").get("thing", "")
    if given and given not in ("more", "less") and len(wish.words) - 1 not in known:
        return True
    if is_thing(wish, wish.held("added_thing").get("thing", "")):
        return True
    return any(len(wish.words[at]) > 2 and at not in known and wish.words[at] not in _NO_NOUNS for at in _heads(wish))


def _given_to_somebody(wish: Wish, known: set[int]) -> bool:
    """ "give the girl sunglasses": somebody in the picture, and what nobody knows."""
    verb = next((at for at, word in enumerate(wish.words[:4]) if word in ("give", "put", "get")), None)
    if verb is None:
        return False
    rest = [at for at in range(verb + 1, len(wish.words)) if wish.words[at] not in ARTICLES and wish.words[at] != "on"]
    return (
        len(rest) > 1
        and wish.words[rest[0]] in {*word_set("persons"), "them"}
        and (rest[-1] not in known or is_thing(wish, wish.words[rest[-1]]))
        and wish.words[rest[-1]] not in _NO_NOUNS
        and wish.words[rest[-1]].isalpha()
    )


def _heads(wish: Wish) -> list[int]:
    """Where the nouns stand that an article or a number opens: "a golden *retriever* outside", "two more *cups*"."""
    found: list[int] = []
    for opened, word in enumerate(wish.words):
        if word not in ("a", "an", "some", "another", "more", "few", NUMBER, "two", "three"):
            continue
        at = opened
        while at + 1 < len(wish.words) and wish.words[at + 1].isalpha() and not _ends_noun(wish.words[at + 1]):
            at += 1
        if at > opened:
            found.append(at)
    return found


def _ends_noun(word: str) -> bool:
    return word in PREPOSITIONS or word in _BEHIND_NOUN


_BEHIND_NOUN = frozenset({"and", "but", "or", "that", "which", "who", "so", "please", "standing", "sitting", "lying"})


def _more_of_a_thing(wish: Wish, things: list[int]) -> bool:
    """ "more steam coming from the cup", "less foam": an amount of something in the picture."""
    return any(wish.words[at - 1] in ("more", "less", "fewer", "extra", "thicker", "denser") for at in things if at)


def _object_gone(wish: Wish, target: Target, things: list[int]) -> bool:
    """In a film of one shot what goes is in the picture; in a longer one the shot itself may be meant: then it is left
    to the question about it."""
    if len(wish.context.shot_ids) == 1 or not target.by_content:
        return True
    words = {wish.words[at] for at in things}
    return bool(words & _PICTURE - {"window", "street", "table"}) or not words <= {
        w for w in words if _heads_a_shot(wish, w)
    }


def _heads_a_shot(wish: Wish, word: str) -> bool:
    for shot in wish.context.scene.shots:
        first = next(
            (stem(w) for w in re.findall(r"[a-z]+", shot.description.lower()) if stem(w) in content_words(shot)), ""
        )
        if first == stem(word):
            return True
    return False


def shot_or_thing(wish: Wish, target: Target) -> Calls | None:
    """ "remove the barista": the shot, or the person in it? A question."""
    if not (_goes(wish) and target.by_content and target.ids and not wish.has("shotword")):
        return None
    number = wish.context.shot_ids.index(target.ids[0]) + 1
    return [ask("Take the whole shot out, or change what is in the picture?", (f"remove shot {number}", "leave it"))]
