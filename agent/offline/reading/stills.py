"""Stills and takes: make variants, check, lock, mirror and crop; render takes and pick one."""

import re

from agent.offline.calls import Calls, ask, call
from agent.offline.reading.implied import announces_picture
from agent.offline.targets import Target
from agent.offline.wish import Wish
from agent.offline.word_sets import word_set

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ORDER = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "sixth": 6,
}
_SAMPLES = {"bottle": "bottle", "oil": "bottle", "cafe": "cafe", "coffee": "cafe", "portrait": "portrait"}


def read_stills(wish: Wish, target: Target) -> Calls | None:
    """The calls of a wish about stills and takes."""
    return (
        _sample(wish)
        or _checked(wish, target)
        or _takes(wish, target)
        or _picked(wish, target)
        or _edited(wish, target)
        or _generated(wish)
        or _locked(wish, target)
    )


def shot_of(target: Target) -> str | None:
    return target.ids[0] if len(target.ids) == 1 else None


def _sample(wish: Wish) -> Calls | None:
    if (
        not wish.word("sample", "samples", "demo")
        or wish.has("history")
        or not (wish.has("act", "put", "add") or wish.word("use", "take", "try", "load", "open", "with", "sample"))
    ):
        return None
    name = next((_SAMPLES[word] for word in wish.words if word in _SAMPLES), None)
    return [call(wish, "use_sample", name=name)]


def choice(wish: Wish) -> int | None:
    """The variant or take chosen by number: "number three", "the second one", "lock 2", "take 3", "#2"."""
    for number in reversed(wish.numbers):
        if number.unit == "" and not number.signed and number.value == int(number.value) and 0 < number.value <= 40:
            return int(number.value)
    for at, word in enumerate(wish.words):
        if (
            word in _NUMBERS
            and at
            and wish.words[at - 1]
            in (
                "number",
                "option",
                "take",
                "variant",
                "still",
                "no",
                "candidate",
                "version",
                "picture",
                "image",
                "lock",
                "frame",
                "sketch",
            )
        ):
            return _NUMBERS[word]
        if word in _ORDER and wish.after(at + 1, 1)[:1] not in (["shot"], ["clip"], ["scene"], ["caption"]):
            return _ORDER[word]
        if word == "last" and wish.after(at + 1, 1)[:1] in (
            ["one"],
            ["take"],
            ["option"],
            ["variant"],
            ["image"],
            ["still"],
            [],
        ):
            return -1
    return None


# --- takes -----------------------------------------------------------------------------------------------------------


def _takes(wish: Wish, target: Target) -> Calls | None:
    retake = wish.first("retake")
    counted = wish.says("more_takes")
    if retake is None and counted and wish.has("generate"):
        return [call(wish, "render_takes", shot=shot_of(target), count=count_said(wish))]
    if retake is None or wish.has("thing", "captions", "overlay", "logo", "music"):
        return None
    nouns = wish.word(
        "takes",
        "take",
        "seed",
        "variations",
        "attempt",
        "attempts",
        "retake",
        "versions",
        "version",
        "try",
        "options",
        "pass",
    )
    said = " ".join(wish.words[retake.start : retake.end])
    if (wish.has("export") and not wish.word("takes", "take")) or wish.has("fpsword") or wish.has("platform"):
        return None
    bare = said in ("render", "rendering", "renders", "rendered")
    if not nouns and bare and not (target.ids and (wish.numbers or len(wish.words) <= 6)):
        return None
    if wish.says("chooses_take"):
        return None
    if said in ("shoot", "reshoot", "try again", "roll again") and (wish.has("speed") or not nouns):
        return None
    count = next((int(n.value) for n in wish.numbers if n.unit == "" and 1 <= n.value <= 8), None)
    if count is None:
        count = next(
            (
                _NUMBERS[w]
                for a, w in enumerate(wish.words)
                if w in _NUMBERS and w != "one" and wish.words[a - 1] != "take"
            ),
            None,
        )
    if count is None and wish.word("couple", "pair"):
        count = 2
    return [call(wish, "render_takes", shot=shot_of(target), count=count)]


def _picked(wish: Wish, target: Target) -> Calls | None:
    """A take chosen: by the word take, or by number after takes were rendered."""
    number = choice(wish)
    if number is None or wish.has("history", "restore", "compare", "undo"):
        return None
    about_takes = wish.says("a_take")
    if not about_takes and not (takes_wait(wish) and _chooses(wish) and not wish.has("stillword")):
        return None
    if number == -1:
        number = max((len(takes) for takes in wish.context.takes.values()), default=1)
    if not _chooses(wish) and len(wish.words) > 4:
        return None
    shot = shot_of(target) if wish.word("shot", "clip") or target.by_content else None
    return [call(wish, "pick_take", number=number, shot=shot)]


def takes_wait(wish: Wish) -> bool:
    """Whether takes were rendered in the last turn, and one may be chosen by its number alone."""
    turn = wish.context.last_turn
    return turn is not None and turn.action == "render_takes"


def _chooses(wish: Wish) -> bool:
    return wish.has("lock") or wish.has("act", "put", "keep") or len(wish.words) <= 4


# --- stills ----------------------------------------------------------------------------------------------------------


def _still_said(wish: Wish) -> bool:
    return (wish.has("stillword") and not wish.word("versions", "version", "look", "looks")) or wish.word(
        "still", "stills", "picture", "image", "photo", "frame"
    )


def _checked(wish: Wish, target: Target) -> Calls | None:
    mark = wish.first("check")
    if mark is None:
        return None
    if wish.says("the_take") and not wish.word("still", "picture", "image", "photo", "captions", "music", "history"):
        number = choice(wish) if wish.says("a_take") else None
        return [call(wish, "check_take", number=number, shot=shot_of(target))]
    animates = wish.says("animates")
    if not animates and not _still_said(wish):
        return None
    if wish.word("spelling", "captions", "music", "history"):
        return None
    number = choice(wish) if not wish.has("shotword") else None
    return [call(wish, "check_still", number=number, shot=shot_of(target))]


def _edited(wish: Wish, target: Target) -> Calls | None:
    mark = wish.first("editstill")
    if mark is None or (wish.has("thing") and not _still_said(wish)):
        return None
    said = " ".join(wish.words[mark.start : mark.end])
    picture = _still_said(wish) or wish.word(
        "horizontally", "mirror", "mirrored", "flop", "crop", "horizon", "mirroring", "cropped", "left"
    )
    if not picture or (
        wish.has("move", "orbit", "pan", "push", "roll", "push_in", "pull_out") and not _still_said(wish)
    ):
        return None
    if said in ("flip", "flips", "flipping") and wish.has("aspect"):
        return None
    if mark.value == "rotate" and (wish.has("aspect") or (not _still_said(wish) and "horizon" not in wish.words)):
        return None
    if mark.value == "crop" and (wish.has("aspect") or (wish.has("ratioword") and wish.has("platform"))):
        return None
    share, side = _cut(wish) if mark.value == "crop" else (None, None)
    return [
        call(
            wish, "edit_still", operation=mark.value, share=share, side=side, instruction=wish.said,
            shot=shot_of(target),
        )
    ]  # fmt: skip


_SIDES = ("left", "right", "top", "bottom")
_USUAL_CUT = 0.1


def _cut(wish: Wish) -> tuple[float | None, str | None]:
    """How much of a still goes, and on which side: "take ten percent off its right edge", "crop tighter"."""
    side = next((word for word in wish.words if word in _SIDES), None)
    number = wish.number("%")
    if number is not None:
        return round(abs(number.value) / 100, 4), side
    tighter = side or wish.word("tighter", "tight", "closer", "in", "off", "out", "away", "bit", "little", "slightly")
    return (_USUAL_CUT, side) if tighter else (None, None)


def _generated(wish: Wish) -> Calls | None:
    """ "generate four stills: ...", "a few frames to choose from: ...", "new options of a red sneaker"."""
    if not wish.has("stillword") or wish.has("history") or wish.has("thing") or not _makes_stills(wish):
        return None
    said = [" ".join(wish.words[m.start : m.end]) for m in wish.all("stillword")]
    makes = wish.says("makes_picture") or announces_picture(wish)
    only_weak = all(
        word
        in (
            "look",
            "looks",
            "version",
            "versions",
            "variation",
            "variations",
            "frame",
            "frames",
            "option",
            "options",
            "alternative",
            "alternatives",
        )
        for word in said
    )
    described = _description(wish)
    if (
        only_weak
        and not makes
        and not wish.texts
        and not (described and wish.word("frames", "options", "variations", "alternatives"))
    ):
        return None
    if not described:
        again = last_description(wish)
        if again is None:
            return [ask("What should the picture show? Say subject, light and background.", ("use the sample bottle",))]
        described = again
    return [call(wish, "generate_stills", description=described, count=count_said(wish))]


_STRONG = word_set("strong")


def _makes_stills(wish: Wish) -> bool:
    """A verb of making, or "more", "new", "another" right before the still; "more snap in the image" makes none."""
    if _STRONG & set(wish.words) or wish.says("pictures_of") or announces_picture(wish):
        return True
    for still in wish.all("stillword"):
        if wish.oblique(still):
            continue
        if any(0 <= still.start - made.end <= 3 for made in wish.all("generate")):
            return True
    return False


def last_description(wish: Wish) -> str | None:
    """What the stills made last were to show."""
    turn = wish.context.last_turn
    if turn is not None and turn.call is not None and turn.call.name == "generate_stills":
        return str(turn.call.args.get("description") or "") or None
    return next((shot.still_prompt for shot in wish.context.scene.shots if shot.still_prompt), None)


def count_said(wish: Wish) -> int | None:
    number = next((int(n.value) for n in wish.numbers if n.unit in ("", "frame") and 1 <= n.value <= 8), None)
    if number is not None:
        return number
    return next((_NUMBERS[w] for w in wish.words if w in _NUMBERS and w != "one"), None)


def _description(wish: Wish) -> str:
    """The picture described: announced text, or the words behind "of", "showing", "with"."""
    if wish.texts:
        return wish.texts[-1]
    at = next(
        (
            n
            for n, word in enumerate(wish.words)
            if word in ("of", "showing", "featuring", "where", "for") and n + 1 < len(wish.tokens)
        ),
        None,
    )
    if at is None:
        return ""
    text = wish.sentence[wish.tokens[at + 1].start : wish.tokens[-1].end].strip(" .")
    return (
        ""
        if re.fullmatch(
            r"(it|this|that|them|(this|that|the same) \w+|the (shot|scene|same)|"
            r"(the )?(first|second|last) (shot|one))( please)?",
            text.lower(),
        )
        else text
    )


def _locked(wish: Wish, target: Target) -> Calls | None:
    """ "lock the second one", "number 2 is the winner", "keep the latte still as it is, lock it"."""
    if choice(wish) and set(wish.words) <= _BARE and _open_stills(wish):
        return [call(wish, "lock_still", number=_number_chosen(wish))]
    if not wish.has("lock") or wish.has("static") or wish.has("history", "restore", "compare", "undo"):
        return None
    locks = wish.says("locks")
    number = choice(wish)
    shots_meant = wish.has("shotword") and not wish.word("still", "picture", "image", "photo", "frame")
    if number is not None and not locks and (shots_meant or not _is_choice(wish)):
        return None
    if number is None and not (locks or (_still_said(wish) and wish.word("keep", "approved", "final", "use"))):
        return None
    if number is None and not _still_said(wish) and not wish.word("it", "this", "that", "one"):
        return None
    if number == -1:
        number = max((s.number for s in wish.context.stills), default=1)
    if number is not None and _still_of_shot(wish, target, number):
        number = None
    return [
        call(
            wish,
            "lock_still",
            number=number,
            shot=shot_of(target) if (target.ids and number is None) or wish.word("for") else None,
        )
    ]


_BARE = frozenset({*_ORDER, "the", "number", "option", "one", "please", "_n_", "last", "go", "with", "that"})


def _open_stills(wish: Wish) -> bool:
    return sum(still.locked_in is None for still in wish.context.stills) > 1


def _number_chosen(wish: Wish) -> int | None:
    number = choice(wish)
    return max((s.number for s in wish.context.stills), default=1) if number == -1 else number


def _is_choice(wish: Wish) -> bool:
    """Whether a number chooses among stills: there are some, and little else is said."""
    if not wish.context.stills:
        return wish.has("stillword")
    return not any(
        wish.has(tag) for tag in ("thing", "move", "prop", "length", "speed", "exposure", "temperature", "newshot")
    )


def _still_of_shot(wish: Wish, target: Target, number: int) -> bool:
    """ "lock the still of shot 2", "lock the first shot's still": the number is the shot's."""
    if not target.ids:
        return False
    return wish.has("shotword") and wish.context.shot_ids.index(target.ids[0]) + 1 == number and len(wish.numbers) <= 1
