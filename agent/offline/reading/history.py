"""Going through the history, exporting, and what it costs."""

import re

from agent.offline.calls import Calls, ask, call
from agent.offline.reading.formats import asked_ratio
from agent.offline.wish import Mark, Wish
from agent.offline.word_sets import word_set

_COUNTS = {"twice": 2, "two": 2, "three": 3, "both": 2, "couple": 2, "four": 4, "five": 5}
_NO_NAME = word_set("no_name")
"""Words that say what is made, and are no name for it."""
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}


def read_history(wish: Wish) -> Calls | None:
    """The calls of a wish that goes through the history: undo, redo, restore, branch, compare, list."""
    told = _by_construction(wish)
    if told is not None:
        return told
    marks = sorted(wish.all("history"), key=lambda m: m.start)
    if not marks:
        return _versions(wish)
    by_value = {mark.value: mark for mark in reversed(marks)}
    for value, reader in (
        ("show_history", _shown), ("branch", _branched), ("compare", _compared), ("restore", _restored), ("redo",
        _redone),
        ("undo", _undone),
    ):  # fmt: skip
        if value in by_value:
            done = reader(wish, by_value[value])
            if done is not None:
                return done
    return None


def _by_construction(wish: Wish) -> Calls | None:
    """What is said by the build of a sentence, whatever its words mean by themselves."""
    if wish.says("undo_several"):
        return [call(wish, "undo", count=_count(wish))]
    if wish.says("asks_for_changes") and not wish.has("history", "undo", "restore", "compare"):
        return [call(wish, "show_history")]
    if wish.says("branch_for") and _made_anew(wish):
        return [call(wish, "branch", name=_named(wish))]
    goes_back = wish.has("history") or wish.word("back", "return", "reset", "restore")
    if wish.says("as_opened", "in_the_beginning", "in_its_first_version") and goes_back:
        return [call(wish, "restore", original=True)]
    turn = wish.context.last_turn
    if turn is not None and turn.action == "undo" and wish.says("brought_back"):
        return [call(wish, "redo")]
    if wish.says("branch_to_try"):
        return [call(wish, "branch", name=None)]
    counted = wish.held("after_nth_change").get("nth", "")
    return [call(wish, "restore", version=_ORDER[counted])] if counted in _ORDER else None


def _made_anew(wish: Wish) -> bool:
    """Whether another version is to be made, and it is one of the project: not of a text, a format, a file."""
    makes = wish.has("act", "keep") or wish.has("generate") or wish.word("open", "start", "set", "spin")
    return bool(makes) and not any(wish.has(tag) for tag in ("thing", "export", "aspect", "platform"))


def _said(wish: Wish, mark: Mark) -> str:
    return " ".join(w for w in wish.words[mark.start : mark.end] if w not in ("a", "an", "the"))


def _about_value(wish: Wish) -> bool:
    """Whether a wish names something of the scene: then "back to normal speed" is an edit, not a step in time."""
    tags = (
        "prop",
        "speed",
        "easing",
        "aspect",
        "fpsword",
        "place",
        "lengthprop",
        "size",
        "animation",
        "transition",
        "lookname",
        "static",
    )
    return any(wish.has(tag) for tag in tags) or bool(wish.all("thing"))


def _shown(wish: Wish, mark: Mark) -> Calls | None:
    said = _said(wish, mark)
    if said in ("edits so far", "changes so far") and wish.word(
        "undo", "discard", "remove", "drop", "revert", "forget"
    ):
        return None
    if said in ("all changes", "all edits", "every change") and wish.word(
        "undo", "discard", "revert", "drop", "remove", "throw"
    ):
        return [call(wish, "restore", original=True)]
    return [call(wish, "show_history")]


def _branched(wish: Wish, mark: Mark) -> Calls | None:
    said = _said(wish, mark)
    if said == "branch" and wish.word("tree", "branches"):
        return None
    name = wish.texts[-1] if wish.texts else _named(wish)
    return [call(wish, "branch", name=name)]


def _named(wish: Wish) -> str | None:
    """ "for the German market", "called Dark": the name of the branch, as typed."""
    at = next(
        (
            n
            for n, word in enumerate(wish.words)
            if word in ("for", "called", "named", "as") and n + 1 < len(wish.tokens)
        ),
        None,
    )
    if at is None:
        return None
    if set(wish.words[at + 1 :]) <= _NO_NAME:
        return None
    end = next((n for n in range(at + 1, len(wish.tokens)) if wish.words[n] in (",", ".", ";")), len(wish.tokens))
    words = wish.sentence[wish.tokens[at + 1].start : wish.tokens[end - 1].end].strip(" .!")
    return re.sub(r"^(the|a|an|our) ", "", words, flags=re.IGNORECASE)[:80] or None


def _numbers(wish: Wish) -> list[int]:
    numbers = [int(n.value) for n in wish.numbers if n.unit == "" and n.value >= 0]
    numbers += [int(found) for found in re.findall(r"\bv(\d+)\b", wish.plain)]
    return numbers


def _version_numbers(wish: Wish) -> list[int]:
    """Numbers behind "version" or beside one another: "versions 1 and 3", "v2 with v4", not "the two versions"."""
    behind = wish.says("numbered_versions")
    return _numbers(wish) if behind or re.search(r"\bv\d", wish.plain) else []


def _compared(wish: Wish, mark: Mark) -> Calls | None:
    said = _said(wish, mark)
    if wish.has("excess") or (wish.has("statement") and said == "compared"):
        return None
    if said in ("versus", "vs", "a b", "diff", "comparison") and wish.has("thing", "captions", "overlay"):
        return None
    numbers = _version_numbers(wish)
    original = wish.word("original", "start", "beginning", "initial") or wish.says("in_its_first_version")
    if len(numbers) >= 2:
        return [call(wish, "compare", version_a=numbers[0], version_b=numbers[1])]
    if numbers:
        return [call(wish, "compare", version_a=numbers[0])]
    return [call(wish, "compare", version_a=0 if original else None)]


def _versions(wish: Wish) -> Calls | None:
    """ "back to version 2", "version 3 please", "restore v1"."""
    numbers = _numbers(wish)
    named = wish.first("versionword")
    if (
        named is None
        or not numbers
        or (wish.has("stillword") and not wish.word("version", "v1", "v2", "v3", "v4", "v5", "revision"))
    ):
        return None
    if (
        wish.word("back", "go", "return", "restore", "load", "open", "use", "want", "jump", "to", "revert", "take")
        or len(wish.words) <= 3
    ):
        return [call(wish, "restore", version=numbers[0])]
    return None


def _restored(wish: Wish, mark: Mark) -> Calls | None:
    said = _said(wish, mark)
    if wish.says("grade_off"):
        return None
    numbers = _numbers(wish)
    if numbers and wish.has("versionword"):
        return [call(wish, "restore", version=numbers[0])]
    order = next(
        (
            n
            for word, n in _ORDER.items()
            if word in wish.words and re.search(rf"\b{word} (version|revision|edit)", wish.plain)
        ),
        None,
    )
    if order is not None and order > 1:
        return [call(wish, "restore", version=order)]
    if said in ("restore", "original", "from scratch", "start over", "start again", "start fresh") and _about_value(
        wish
    ):
        return None
    if said == "restore" and not wish.word("original", "everything", "version", "it", "that", "start"):
        return None
    if said in ("original",) and not wish.word(
        "back", "restore", "to", "want", "revert", "go", "version", "return", "reset", "was", "bring"
    ):
        return None
    if said == "restore" and wish.has("versionword") is False and wish.word("it", "that"):
        return [call(wish, "redo")]
    return [call(wish, "restore", original=True)]


def _redone(wish: Wish, mark: Mark) -> Calls | None:
    said = _said(wish, mark)
    if said in ("go forward", "step forward", "roll forward") and wish.has("move", "any", "push"):
        return None
    if said in ("bring it back", "bring that back", "put it back again") and _about_value(wish):
        return None
    turn = wish.context.last_turn
    if said.startswith("bring") and turn is not None and turn.action not in ("undo", "restore", "redo"):
        return [call(wish, "undo")] if turn.outcome == "changed" else None
    if wish.has("retake") and wish.word("take", "takes"):
        return None
    return [call(wish, "redo", count=_count(wish))]


def _undone(wish: Wish, mark: Mark) -> Calls | None:
    said = _said(wish, mark)
    if wish.context.last_edit is None and wish.has("move") and wish.context.moves():
        return None
    if said in ("before", "mistake", "like before", "as before") and len(wish.words) > 6:
        return None
    if said in (
        "go back",
        "step back",
        "roll back",
        "back out",
        "put it back",
        "set it back",
        "turn it back",
        "switch it back",
        "change it back",
    ) and _elsewhere(wish, mark):
        return _versions(wish)
    if said.startswith(("put", "bring")) and wish.context.last_turn and wish.context.last_turn.action == "undo":
        return [call(wish, "redo")]
    numbers = _numbers(wish)
    if wish.has("versionword") and numbers and wish.word("version", "revision", "to"):
        return [call(wish, "restore", version=numbers[0])]
    if wish.says("every_change"):
        return [call(wish, "restore", original=True)]
    return [call(wish, "undo", count=_count(wish))]


def _elsewhere(wish: Wish, mark: Mark) -> bool:
    """ "put it back to 16:9", "go back to the wide push": they name where to go."""
    rest = wish.leaving_out([(mark.start, mark.end)])
    return (
        _about_value(rest)
        or bool(rest.texts)
        or rest.has("move")
        or wish.number("s", "%", "stop", "db") is not None
        or (rest.has("versionword") and bool(_numbers(wish)))
    )


def _count(wish: Wish) -> int | None:
    """How many steps: "the last two", "twice", "three steps back"."""
    numbers = [n for n in _numbers(wish) if 1 <= n <= 50]
    if not numbers:
        numbers = [int(n.value) for n in wish.numbers if n.unit in ("x", "step") and 1 <= n.value <= 50]
    if numbers:
        return numbers[0] if numbers[0] > 1 else None
    return next((count for word, count in _COUNTS.items() if word in wish.words), None)


# --- export ----------------------------------------------------------------------------------------------------------

_BY_RATIO = {"9:16": "tiktok", "1:1": "feed", "4:5": "feed_portrait", "16:9": "youtube"}


def read_export(wish: Wish) -> Calls | None:
    """The call of a wish to export; without a platform, for the one that fits the film's ratio."""
    shaped = wish.has("aspect") or wish.has("ratioword")
    ratio = asked_ratio(wish)
    told = wish.word("export", "render", "deliver", "download", "output") and wish.has("platform")
    if ratio not in (None, wish.context.scene.aspect_ratio) and not told:
        return None
    if wish.says("sent_to") and wish.has("platform") and not shaped:
        return [call(wish, "export", platforms=list(named_platforms(wish)))]
    if wish.has("platform") and (wish.says("a_file") or (wish.says("needed_for") and not shaped)):
        return [call(wish, "export", platforms=list(named_platforms(wish)))]
    if wish.says("hands_over") and wish.says("a_file"):
        found = named_platforms(wish) or [_BY_RATIO[wish.context.scene.aspect_ratio]]
        return [call(wish, "export", platforms=list(found))]
    if not wish.has("export") or (wish.has("thing", "captions", "logo") and not wish.has("platform")):
        return None
    said = [" ".join(wish.words[m.start : m.end]) for m in wish.all("export")]
    if all(
        word in ("ship", "file for", "files for", "save for", "package for", "send to", "output") for word in said
    ) and not wish.has("platform"):
        return None
    platforms = named_platforms(wish)
    if wish.says("every_platform") and not platforms:
        platforms = ["tiktok", "reels", "shorts", "feed", "feed_portrait", "youtube"]
    if not platforms:
        platforms = [_BY_RATIO[wish.context.scene.aspect_ratio]]
    return [call(wish, "export", platforms=list(platforms))]


def named_platforms(wish: Wish) -> list[str]:
    """Platforms named, in order; a ratio beside "feed" tells which feed."""
    found = [m.value for m in wish.all("platform")]
    ratio = next((m.value for m in wish.all("aspect") if ":" in wish.words[m.start]), None)
    if "feed" in found and ratio == "4:5":
        found = ["feed_portrait" if name == "feed" else name for name in found]
    return list(dict.fromkeys(found))


# --- cost ------------------------------------------------------------------------------------------------------------


def read_cost(wish: Wish) -> Calls | None:
    """What it has cost, or would cost."""
    if wish.number("usd") and wish.says("spends_at_most") and wish.words[0] not in ("what", "how", "did", "have"):
        return None
    if wish.says("will_cost") and not wish.word("so"):
        return [call(wish, "estimate")]
    if wish.says("left_of_budget", "money_gone"):
        return [call(wish, "show_cost")]
    if wish.has("estimate") and not (wish.has("act", "change") and wish.has("thing", "overlay")):
        said = [" ".join(wish.words[m.start : m.end]) for m in wish.all("estimate")]
        if not (said == ["price tag for"] and wish.has("thing", "overlay")):
            return [call(wish, "estimate")]
    mark = wish.first("cost")
    if mark is None:
        return None
    asks = (
        wish.has("question")
        or wish.word("show", "tell", "much", "many", "far", "left", "spent", "give", "see", "check", "?")
        or len(wish.words) <= 3
    )
    if not asks or wish.word("caption", "captions", "say", "says") or wish.has("thing", "overlay"):
        return None
    return [call(wish, "show_cost")]


def nothing_to_compare(wish: Wish) -> Calls:
    """For a comparison where there is one version only."""
    del wish
    return [ask("There is only one version so far. What should I change?", ("warmer", "slow push-in"))]
