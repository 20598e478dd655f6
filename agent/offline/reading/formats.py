"""The film as a whole: its ratio, frame rate, title and budget."""

import itertools

from agent.offline.calls import Calls, ask, call
from agent.offline.wish import Wish
from store.scene import FRAME_RATES

_RATIO_OF = {
    "tiktok": "9:16",
    "reels": "9:16",
    "shorts": "9:16",
    "feed": "1:1",
    "feed_portrait": "4:5",
    "youtube": "16:9",
}
_PAIRS = {(9.0, 16.0): "9:16", (16.0, 9.0): "16:9", (1.0, 1.0): "1:1", (4.0, 5.0): "4:5"}


def read_format(wish: Wish) -> Calls | None:
    """The calls of a wish about ratio, frame rate, title or budget."""
    return _title(wish) or _budget(wish) or _frame_rate(wish) or _aspect(wish)


def _aspect(wish: Wish) -> Calls | None:
    ratio = asked_ratio(wish)
    if ratio is not None:
        return [call(wish, "set_aspect_ratio", aspect_ratio=ratio)]
    if wish.has("odd_aspect") or _spoken_odd(wish):
        return [ask("I can do 9:16, 4:5, 1:1 and 16:9. Which one?", ("9:16", "4:5", "1:1", "16:9"))]
    platform = wish.first("platform")
    fits = wish.has("ratioword") or wish.says("made_for")
    if platform is not None and fits and not wish.has("export"):
        return [call(wish, "set_aspect_ratio", aspect_ratio=_RATIO_OF[platform.value])]
    return None


def asked_ratio(wish: Wish) -> str | None:
    """The ratio named in numbers or words; "not vertical" is no request for it."""
    numbers = [n for n in wish.numbers if n.unit == ""]
    for first, second in itertools.pairwise(numbers):
        between = wish.words[first.at + 1 : second.at]
        if between in (["by"], ["to"], ["over"]) and (first.value, second.value) in _PAIRS:
            return _PAIRS[first.value, second.value]
    platform = wish.first("platform", "youtube")
    if "wide" in wish.words and (platform is not None or wish.word("tv", "television", "cinema", "desktop", "website")):
        return "16:9"
    refused = {token.word for token in wish.instead}
    if "wide" in wish.words and refused & {"tall", "vertical", "portrait", "square"}:
        return "16:9"
    if "tall" in wish.words and refused & {"wide", "horizontal", "landscape", "square"}:
        return "9:16"
    if wish.has("editstill", "mirror") and not wish.word("vertical", "landscape", "square", "portrait"):
        return None
    exact = [m for m in wish.all("aspect") if ":" in wish.words[m.start]]
    marks = exact or [m for m in wish.all("aspect") if _is_format(wish, m.start, m.end)]
    wanted_marks = [m for m in marks if "not" not in wish.before(m.start, 2) and "from" not in wish.before(m.start, 2)]
    if wanted_marks:
        return wanted_marks[-1].value
    if "portrait" in wish.words and _is_format(wish, wish.words.index("portrait"), wish.words.index("portrait") + 1):
        return "9:16" if wish.word("make", "go", "switch", "turn", "change", "in", "to", "into", "should") else None
    return None


def _is_format(wish: Wish, start: int, end: int) -> bool:
    """Whether "vertical", "square", "landscape" is about the film and not about something in it."""
    said = " ".join(wish.words[start:end])
    if wish.has("thing", "captions", "overlay", "logo", "transition", "music", "voiceover") or wish.has("easing"):
        return False
    if said in ("tall", "taller", "upright", "tv", "television") and not wish.has("ratioword"):
        return (
            bool(wish.word("film", "video", "version", "format", "work", "works", "fit", "for")) or len(wish.words) <= 4
        )
    following = wish.after(end, 1)
    return following[:1] not in (
        ["move"],
        ["movement"],
        ["lines"],
        ["line"],
        ["pan"],
        ["tilt"],
        ["shot"],
        ["shake"],
        ["sway"],
    ) and not any(m.tag == "move" and m.value not in ("any", "travel", "roll") for m in wish.marks)


def _spoken_odd(wish: Wish) -> bool:
    numbers = [n for n in wish.numbers if n.unit == ""]
    return any(
        wish.words[a.at + 1 : b.at] == ["by"] and (a.value, b.value) not in _PAIRS
        for a, b in itertools.pairwise(numbers)
    )


def _frame_rate(wish: Wish) -> Calls | None:
    named = wish.first("fps")
    number = wish.number("fps")
    frames = wish.number("frame")
    if (
        number is None
        and frames is not None
        and int(frames.value) in FRAME_RATES
        and len(wish.words) <= 4
        and not wish.has("length")
    ):
        number = frames
    if number is None and wish.has("fpsword"):
        number = wish.number("", "frame")
    if number is not None:
        rate = int(number.value)
        if rate not in FRAME_RATES:
            nearest = sorted(FRAME_RATES, key=lambda known: abs(known - rate))[:3]
            return [
                ask(
                    f"I can do 24, 25, 30, 50 and 60 frames per second, not {rate}.",
                    tuple(f"{n} fps" for n in sorted(nearest)),
                )
            ]
        return [call(wish, "set_frame_rate", frame_rate=rate)]
    if (named is not None and not wish.has("ratioword")) or (named is not None and wish.has("fpsword")):
        return [call(wish, "set_frame_rate", frame_rate=int(named.value))]
    if wish.has("fpsword"):
        if wish.word("higher", "smoother", "up", "double", "faster", "increase", "raise", "more"):
            return [ask("Which frame rate?", ("50 fps", "60 fps"))]
        return [ask("Which frame rate?", ("24 fps", "25 fps", "30 fps", "60 fps"))]
    return None


def _title(wish: Wish) -> Calls | None:
    names = wish.has("thing", "title") or wish.says("names_it")
    if not names or wish.has("thing", "captions", "overlay", "logo"):
        return None
    if wish.word("card", "overlay", "screen", "text") or (wish.has("act", "add", "put") and wish.has("place")):
        return None
    if wish.texts:
        return [call(wish, "set_title", title=wish.texts[-1])]
    at = next((n for n, word in enumerate(wish.words) if word in ("to", "as")), None)
    if at is not None and at + 1 < len(wish.tokens) and wish.has("thing", "title"):
        return [call(wish, "set_title", title=wish.sentence[wish.tokens[at + 1].start :].strip(" .\"'"))]
    return [ask("What should it be called?")]


def _budget(wish: Wish) -> Calls | None:
    money = wish.number("usd")
    caps = wish.has("thing", "budget") or wish.says("spends_at_most")
    if not caps or not (money or wish.has("thing", "budget")):
        return None
    now = wish.context.scene.budget_usd
    number = money or wish.number("")
    if number is None:
        if wish.has("act", "remove") or wish.word("no", "unlimited", "without"):
            return [call(wish, "set_budget")]
        return [ask("How much may this session spend?", ("$5", "$10", "$20"))]
    sign = _budget_change(wish)
    amount = number.value / 100 if "¢" in wish.sentence else number.value
    value = (now or 0.0) + sign * amount if sign else amount
    return [call(wish, "set_budget", budget_usd=max(0.0, value))]


def _budget_change(wish: Wish) -> int:
    if wish.word("by", "more", "extra", "another") and not wish.word("to", "than"):
        return -1 if wish.has("act", "down") or wish.word("less") else 1
    if wish.word("add"):
        return 1
    return 0
