"""What only a generative model can do: other things in the picture, a subject that moves, lips that speak."""

import re

from agent.offline.calls import Calls, ask, call
from agent.offline.lexicon import lexicon
from agent.offline.reading.topics import colour, known_colour
from agent.offline.targets import Target, content_words, stem
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set

_SUBJECTS = word_set("subjects")
_DOINGS = word_set("doings")
_LIPS = re.compile(
    r"\b(lip ?sync\w*|lips?|mouth|(make|have|let|get) (her|him|them|she|he|the (woman|man|girl|"
    r"boy|barista|model|actor|lady|guy|kid|subject|character)) (to )?(talk|speak|say|sing)|"
    r"talking head)\b"
)
_PICTURE = word_set("picture")
_CHANGING = re.compile(
    r"\b(let|replace|swap|exchange|substitute|change|turn|make|transform|switch|give|put|add|"
    r"remove|erase|delete|get rid of|take out|lose|paint|dress|recolou?r|insert|place|clean up|"
    r"take away|blur|extend|move|fill|cover|drop|throw|include|photoshop|edit out|show|have|"
    r"should be|wear\w*|retouch|inpaint|cut out)\b"
)
_WEATHER = re.compile(
    r"\b(snow(ing|y)?|rain(ing|y)?|storm(y)?|fog(gy)? (outside|in the)|night ?time|daytime|time "
    r"of day|(to|at) night|midnight|winter|summer|autumn|christmas|halloween)\b"
)
_RELIGHT = re.compile(
    r"\b(light|lit|lighting|key light|rim light|shadow) .*\bfrom (the )?(left|right|behind|above|"
    r"below|side|back|front)\b|\brelight\b|\brim light\b|\bback ?light\b|\badd (a |some )?(sun "
    r"?flare|lens flare|bokeh|neon|sparkles|confetti|smoke|fire)\b"
)
_FOCUS = re.compile(
    r"\b(rack focus|pull focus|depth of field|bokeh|blur (the |out )?(the )?background|background "
    r"blur|out of focus|shallow focus|tilt shift)\b"
)


def read_generative(wish: Wish, target: Target) -> Calls | None:
    """A wish for what is in the picture, as `needs_engine`; None where it is not one."""
    capability = _capability(wish, target)
    if capability is None:
        return None
    return [call(wish, "needs_engine", capability=capability)]


def _capability(wish: Wish, target: Target) -> str | None:
    plain = wish.plain
    if _LIPS.search(plain) and not wish.has("thing", "voiceover", "music", "captions"):
        return "lip_sync"
    if _FOCUS.search(plain) or _RELIGHT.search(plain):
        return "picture_content"
    if _moves_subject(wish) or _made_to_do(wish):
        return "subject_motion"
    if _changes_picture(wish, target):
        return "picture_content"
    return None


def _scene_words(wish: Wish) -> frozenset[str]:
    return frozenset(word for shot in wish.context.scene.shots for word in content_words(shot))


def _is_thing(wish: Wish, word: str) -> bool:
    return word in _PICTURE or stem(word) in _scene_words(wish) or word in _SUBJECTS


# --- a subject that moves --------------------------------------------------------------------------------------------


def _moves_subject(wish: Wish) -> bool:
    """ "make her smile", "the steam should rise faster", "have the barista look up": a subject, then what it does."""
    words = wish.words
    seen = re.sub(r"\b(at|into|in|to|toward|towards) (the )?(camera|lens|frame|shot|us|me)\b", "", wish.plain).split()
    if {"camera", "cam", "shot", "us", "frame", "pan", "push", "orbit", "zoom"} & set(seen):
        return False
    for at, word in enumerate(words):
        if word not in _SUBJECTS and stem(word) not in {stem(s) for s in _SUBJECTS & set(words)}:
            continue
        behind = [
            w
            for w in words[at + 1 : at + 5]
            if w
            not in (
                "to",
                "a",
                "the",
                "should",
                "could",
                "would",
                "just",
                "slowly",
                "gently",
                "her",
                "his",
                "must",
                "needs",
                "start",
                "starts",
            )
        ]
        if (
            behind
            and behind[0] in _DOINGS
            and not _statement_only(wish, at)
            and not (behind[0] in ("look", "looks") and _looks_like(wish, at))
            and not (behind[0] in ("run", "runs", "hold", "holds") and wish.number("s", "frame") is not None)
        ):
            return True
    return False


_MANIPULATED = re.compile(
    r"\b(open|close|shut|break|smash|spill|tip over|spin|shatter|knock over|light up|ignite|age|"
    r"pour) (the|her|his|up|out) ?([a-z]*)"
)


def _made_to_do(wish: Wish) -> bool:
    """ "make the bottle glow", "open the window", "age her up": something is done to a thing in the picture."""
    made = re.search(r"\b(?:make|have|let|get) (?:the )?([a-z]+) (?:to )?([a-z]+)$", wish.plain)
    if made is not None and _is_thing(wish, made[1]):
        at = len(wish.words) - 1
        return not any(m.start <= at < m.end for m in wish.marks) and not known_colour(made[2]) and len(made[2]) > 2
    if re.search(r"\b(tip|knock|push|turn|flip) (the |her |his )?([a-z]+) over\b", wish.plain):
        return any(_is_thing(wish, word) for word in wish.words)
    looks = re.search(r"\bmake (?:her|him|them) (?:look |seem |appear )?([a-z]+)$", wish.plain)
    if looks is not None and lexicon().match([looks[1]], 0) is None and not known_colour(looks[1]):
        return True
    moved = re.search(r"\b(?:make|have|let|get) (?:the |her |his )?([a-z]+) ([a-z]+)\b", wish.plain)
    if moved is not None and moved[1] in _SUBJECTS and lexicon().match([moved[2]], 0) is None and len(moved[2]) > 3:
        return not known_colour(moved[2])
    done = _MANIPULATED.search(wish.plain)
    if done is None or wish.has("prop") or (wish.has("opening") and wish.has("prop")):
        return False
    return done[2] in ("her", "his") or _is_thing(wish, done[3])


def _looks_like(wish: Wish, at: int) -> bool:
    """ "she looks too dark" is about the look, "have her look up" about her."""
    following = wish.after(at + 2, 2)
    return not ({"up", "down", "away", "at", "into", "left", "right", "back", "toward", "over"} & set(following))


def _statement_only(wish: Wish, at: int) -> bool:
    """ "the pour needs longer", "hold the cup": no wish about the subject's own motion."""
    following = wish.words[at + 1 : at + 2]
    return following[:1] in (["shot"], ["clip"], ["scene"]) or wish.words[at - 1 : at] in (["hold"], ["on"], ["around"])


# --- what is in the picture ------------------------------------------------------------------------------------------


def _changes_picture(wish: Wish, target: Target) -> bool:
    words = wish.words
    if (
        not _CHANGING.search(wish.plain)
        and not wish.has("act", "remove")
        and not re.search(
            r"\b(different|another|new|no more|without|more|less|fewer|extra|thicker|denser) (?:the |a )?([a-z]+)\b",
            wish.plain,
        )
    ):
        return False
    if _exchange(wish):
        return True
    covered = {n for m in wish.all("prop") for n in range(m.start, m.end)}
    things = [
        at for at, word in enumerate(words) if _is_thing(wish, word) and at not in covered and not _is_shot(wish, at)
    ]
    mood = wish.word("like", "feel", "look", "mood", "vibe", "tone", "light")
    if (
        not mood
        and _WEATHER.search(wish.plain)
        and wish.word(
            "make", "add", "let", "have", "should", "want", "turn", "put", "it", "change", "set", "be", "give"
        )
    ):
        return True
    if things and _recoloured(wish, things):
        return True
    if wish.word("wear", "wearing", "wears", "dress", "dressed"):
        return True
    return _more_of_a_thing(wish, things) or _added_or_gone(wish, target, things)


def _is_shot(wish: Wish, at: int) -> bool:
    """ "the barista shot" is a shot, "the barista" may be a thing in the picture."""
    return wish.words[at + 1 : at + 2] in (
        ["shot"],
        ["clip"],
        ["scene"],
        ["shots"],
        ["one"],
        ["still"],
        ["pan"],
        ["push"],
    )


def _exchange(wish: Wish) -> bool:
    """ "swap the olive oil for a jar of honey", "replace the window with books", "turn the cup into a mug"."""
    found = re.search(
        (
            r"\b(swap|replace|exchange|substitute|switch|trade|turn|change|transform|make)\b(?: out)? "
            r"(.+?) (for|with|into|to|by) (.+)$"
        ),
        wish.plain,
    )
    if found is None or any(m.value not in ("any", "travel") for m in wish.all("move")) or wish.has("transition"):
        return False
    old, new = found[2].split(), found[4].split()
    if not any(_is_thing(wish, word) for word in old) or {"shot", "shots", "scene", "clip"} & set(old):
        return False
    return not any(_place_of_film(word) for word in new[:3])


def _place_of_film(word: str) -> bool:
    return word in (
        "end",
        "start",
        "front",
        "beginning",
        "first",
        "last",
        "second",
        "third",
        "_n_",
        "top",
        "bottom",
        "middle",
        "black",
    )


def _recoloured(wish: Wish, things: list[int]) -> bool:
    """ "make the jacket navy": a thing of the picture and a colour."""
    if wish.has("thing") or colour(wish) is None:
        return False
    if wish.word("warmer", "cooler", "less", "too", "more"):
        return False
    shade_at = [at for at, word in enumerate(wish.words) if at not in things and _one_colour(word)]
    return bool(shade_at) and bool(things)


def _one_colour(word: str) -> bool:
    return known_colour(word)


_ADD = re.compile(
    r"\b(add|put|insert|place|include|give|drop|throw|stick|sprinkle|show|have|paint|draw|want|photoshop)\b"
)
_GONE = re.compile(
    r"\b(remove|erase|delete|get rid of|take out|take away|lose|clean up|without|edit out|no more|"
    r"photoshop out|cut out|drop|wipe)\b"
)


def _added_or_gone(wish: Wish, target: Target, things: list[int]) -> bool:
    """ "add a cat on the counter", "remove the person in the back", "a different background"."""
    known = set().union(
        *(
            {*range(m.start, m.end)}
            for m in wish.marks
            if m.tag
            not in (
                "act",
                "degree",
                "place",
                "way",
                "modal",
                "statement",
                "lock",
                "generate",
                "begin",
                "finish",
                "spot",
                "order",
                "hold",
                "pronoun",
                "aim",
                "voicename",
            )
        ),
        set(),
    )
    field = [
        m
        for m in wish.marks
        if m.tag
        in (
            "thing",
            "move",
            "transition",
            "animation",
            "prop",
            "newshot",
            "history",
            "lengthprop",
            "speedprop",
            "lookname",
            "duplicate",
            "split",
            "platform",
            "retake",
            "cost",
            "estimate",
            "easing",
        )
    ]
    if field or wish.texts:
        return False
    if re.search(
        (
            r"\b(different|another|new|other) (background|backdrop|setting|location|sky|outfit|jacket|"
            r"clothes|person|model|hair|face|product)\b"
        ),
        wish.plain,
    ):
        return True
    gone = _GONE.search(wish.plain) is not None or wish.has("act", "remove")
    if gone and things and not wish.has("shotword"):
        return _object_gone(wish, target, things)
    if not _ADD.search(wish.plain):
        return False
    given = re.search(r"\b(?:give|put) (?:her|him|them|it) (?:on )?([a-z]+)$", wish.plain)
    if given is not None and given[1] not in ("more", "less") and len(wish.words) - 1 not in known:
        return True
    noun = re.search(r"\b(a|an|some|another|more|few|_n_) ((?:[a-z]+ ){0,2}?)([a-z]+)\b", wish.plain)
    if noun is None:
        return False
    nouns = [*noun[2].split(), noun[3]]
    at = next((n for n, word in enumerate(wish.words) if word == nouns[-1]), -1)
    unknown = at not in known and nouns[-1] not in (
        "bit",
        "touch",
        "lot",
        "shot",
        "second",
        "tad",
        "little",
        "feel",
        "vibe",
        "go",
    )
    return unknown and len(nouns[-1]) > 2


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
    if not (_GONE.search(wish.plain) and target.by_content and target.ids and not wish.has("shotword")):
        return None
    number = wish.context.shot_ids.index(target.ids[0]) + 1
    return [ask("Take the whole shot out, or change what is in the picture?", (f"remove shot {number}", "leave it"))]
