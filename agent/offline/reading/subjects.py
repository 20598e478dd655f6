"""A subject that is to move: "make her smile", "the steam should rise faster", "rotate the bottle"."""

from agent.offline.lexicon import lexicon
from agent.offline.reading.topics import known_colour
from agent.offline.targets import content_words, find_target, stem
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set

_SUBJECTS = word_set("subjects")
_DOINGS = word_set("doings")
_PICTURE = word_set("picture")
_CARRIERS = word_set("carriers")
_TOWARDS = frozenset({"at", "into", "in", "to", "toward", "towards", "for", "past"})
_CAMERA = frozenset({"camera", "cam", "shot", "us", "frame", "pan", "push", "orbit", "zoom"})


def moves_subject(wish: Wish) -> bool:
    """Whether a wish is for something in the picture to move by itself."""
    if wish.word("give") and wish.number("s", "frame") is not None:
        return False
    if wish.says("a_move") or (wish.has("length") and not wish.word("make", "have", "let")):
        return False
    if not _about_camera(wish) and (_let_do(wish) or _does(wish)):
        return True
    return _made_to_do(wish) or _handled(wish)


def is_thing(wish: Wish, word: str) -> bool:
    """Whether a word names something that is, or could be, in the picture."""
    shown = {held for shot in wish.context.scene.shots for held in content_words(shot)}
    return word in _PICTURE or word in _SUBJECTS or stem(word) in shown


def _about_camera(wish: Wish) -> bool:
    """Whether the camera is named, but not as where somebody looks ("smile at the camera")."""
    named = [at for at, word in enumerate(wish.words) if word in _CAMERA]
    return any(not set(wish.before(at, 1)) & _TOWARDS for at in named)


def _let_do(wish: Wish) -> bool:
    """ "let the curtain sway": who it is need not be known, as long as it means nothing else here."""
    who = wish.held("let_it_do").get("who", "")
    if len(who) < 4 or not who.isalpha() or _means_something(who):
        return False
    at = wish.words.index(who)
    doing = wish.words[at + 1]
    return not _runs_so_long(wish, doing) and not (doing in ("breathe", "breathes") and _is_a_shot(wish, at))


def _does(wish: Wish) -> bool:
    """A subject, then what it does: "the steam should rise"."""
    return any(word in _SUBJECTS and _acts(wish, at) for at, word in enumerate(wish.words))


def _acts(wish: Wish, at: int) -> bool:
    doing = next((word for word in wish.words[at + 1 : at + 5] if word not in _CARRIERS), "")
    if doing not in _DOINGS or _only_named(wish, at) or _runs_so_long(wish, doing):
        return False
    if doing in ("breathe", "breathes") and _is_a_shot(wish, at):
        return False
    if doing in ("move", "moves") and {"should", "is", "needs", "could"} & set(wish.words[at + 2 : at + 3]):
        return False
    return doing not in ("look", "looks") or _looks_somewhere(wish, at)


def _is_a_shot(wish: Wish, at: int) -> bool:
    """Whether a subject tells one shot of several: "the barista could breathe" is about how long that shot is."""
    return len(wish.context.shot_ids) > 1 and bool(find_target(wish.part(at, at + 1)).ids)


def _only_named(wish: Wish, at: int) -> bool:
    """ "the pour shot needs longer", "hold on the cup": nothing that the subject does."""
    following = wish.words[at + 1 : at + 2]
    return following in (["shot"], ["clip"], ["scene"]) or wish.words[at - 1 : at] in (["hold"], ["on"], ["around"])


def _runs_so_long(wish: Wish, doing: str) -> bool:
    """ "let the barista run to 3 seconds": it is the shot that runs."""
    timed = wish.number("s", "frame") is not None or wish.has("length")
    return doing in ("run", "runs", "hold", "holds", "sit", "sits") and timed


def _looks_somewhere(wish: Wish, at: int) -> bool:
    """ "have her look up" is about her, "she looks too dark" about the look."""
    following = set(wish.after(at + 2, 2))
    return bool({"up", "down", "away", "at", "into", "left", "right", "back", "toward", "over"} & following)


def _means_something(word: str) -> bool:
    return lexicon().match([word], 0) is not None


# --- something is done to it -----------------------------------------------------------------------------------------


def _made_to_do(wish: Wish) -> bool:
    """ "make the bottle glow", "make her look happy"."""
    made = wish.held("made_to")
    if made and is_thing(wish, made["thing"]):
        last = len(wish.words) - 1
        return not any(m.start <= last < m.end for m in wish.marks) and _new_state(made["how"], 2)
    looks = wish.held("made_to_look").get("how", "")
    if looks and not _means_something(looks) and not known_colour(looks):
        return True
    made = wish.held("made_somehow")
    return (
        bool(made) and made["thing"] in _SUBJECTS and not _means_something(made["how"]) and _new_state(made["how"], 3)
    )


def _new_state(how: str, longer_than: int) -> bool:
    return how.isalpha() and not known_colour(how) and len(how) > longer_than


def _handled(wish: Wish) -> bool:
    """ "open the window", "age her up", "knock the cup over", "rotate the bottle slowly"."""
    if wish.says("turned_over") and any(is_thing(wish, word) for word in wish.words):
        return True
    turned = [word for word in wish.held("turned_thing").get("thing", "").split() if word not in ("the", "a")]
    if turned and all(is_thing(wish, word) for word in turned):
        return True
    if wish.has("prop"):
        return False
    return wish.says("handled_person") or is_thing(wish, wish.held("handled").get("thing", ""))
