"""What a wish is about: captions, an overlay, music, voice, a transition, ... and the shots and times it names."""

import re
from functools import lru_cache

from agent.offline.context import Context
from agent.offline.lexicon import lexicon
from agent.offline.targets import Target
from agent.offline.wish import Mark, Wish
from agent.offline.word_sets import word_set
from store.errors import OutOfRange
from tools.colours import hex_colour

_COMMON = word_set("common")


def topic(wish: Wish) -> str:
    """The thing a wish is about: the first that is named as such, else the first that is named at all, else ""."""
    found = things(wish)
    main = next((mark for mark in found if not wish.oblique(mark)), found[0] if found else None)
    return main.value if main else ""


def things(wish: Wish) -> list[Mark]:
    """The things a wish names, in order."""
    named = [mark for mark in wish.all("thing") if not _is_reference(wish, mark)]
    return sorted([*named, *_named_by_scene(wish)], key=lambda mark: mark.start)


def _is_reference(wish: Wish, mark: Mark) -> bool:
    """ "text" beside a clearer word, and nouns that are also verbs here."""
    if mark.value == "text":
        clearer = wish.all("thing", "captions", "overlay", "logo", "title", "voiceover")
        return any(wish.words[m.start : m.end] != ["read"] or not wish.texts for m in clearer)
    said = " ".join(wish.words[mark.start : mark.end])
    if said in ("read", "line", "lines") and mark.value in ("voiceover", "text"):
        return said == "read" and wish.before(mark.start, 1) not in (["voice"], ["her"], ["his"])
    if said in ("flash", "burst", "promo", "super", "handle", "join", "blend", "overlap", "score", "bug"):
        return wish.words[max(0, mark.start - 1)] not in ("the", "a", "that", "this", "our", "logo")
    if said == "beat":
        return wish.after(mark.end, 1)[:1] in (["longer"], ["shorter"], ["more"], ["before"], ["after"]) or wish.words[
            mark.start - 1
        ] in ("a", "first", "last", "final", "opening", "closing", "this", "middle", "extra", "another", "more")
    if said == "track":
        return "camera" in wish.words or wish.after(mark.end, 1)[:1] in (
            ["in"],
            ["out"],
            ["left"],
            ["right"],
            ["along"],
        )
    return said == "text" and wish.has("newshot")


def _named_by_scene(wish: Wish) -> list[Mark]:
    """Overlays called by their words ("the sale sign"), music by its name ("the jazz")."""
    scene = wish.context.scene
    marks: list[Mark] = []
    if wish.has("newshot"):
        return marks
    music = scene.soundtrack.music
    tune = re.findall(r"[a-z]+", music.media.split(":")[-1].lower()) if music else []
    named = overlay_words(wish.context)
    for at, word in enumerate(wish.words):
        if word in tune and len(word) > 2 and not _says_something(word):
            marks.append(Mark("thing", "music", "", at, at + 1))
        elif word in named:
            marks.append(Mark("thing", "overlay", "", at, at + 1))
    return marks


def _says_something(word: str) -> bool:
    """Whether a word has a meaning of its own in the vocabulary ("calm")."""
    return lexicon().match([word], 0) is not None


@lru_cache(maxsize=64)
def _overlay_words(overlays: tuple[tuple[str, str], ...]) -> dict[str, str]:
    words: dict[str, str] = {}
    for overlay_id, text in overlays:
        for word in re.findall(r"[^\W\d_]{3,}", text.lower()):
            if word not in _COMMON:
                words.setdefault(word, overlay_id)
                words.setdefault(f"{word}s", overlay_id)
        if re.search(r"\b(sale|off|offer|deal)\b|%", text.lower()):
            for word in ("discount", "discounts", "promo", "promotion", "offer", "deal"):
                words.setdefault(word, overlay_id)
    return words


def overlay_words(context: Context) -> dict[str, str]:
    """Words of the texts laid over the film, and the overlay each belongs to."""
    return _overlay_words(tuple((str(o.id), o.text) for o in context.scene.overlays))


def colour(wish: Wish) -> str | None:
    """The last colour named, as #rrggbb: "pale blue", "brand yellow", "#ffcc00", "the same yellow as the sale text"."""
    borrowed = _borrowed_colour(wish)
    if borrowed is not None:
        return borrowed
    written = next((word for word in wish.words if word.startswith("#")), None)
    if written is not None:
        return hex_colour(written)
    found = colours(wish)
    return hex_colour(" ".join(wish.words[slice(*found[-1])])) if found else None


def _borrowed_colour(wish: Wish) -> str | None:
    """The colour that another text has: "same white as the captions"."""
    told = wish.held("same_colour_as")
    if not told:
        return None
    words, scene = told["other"].split(), wish.context.scene
    overlay = next((o for word in words if (o := overlay_words(wish.context).get(word))), None)
    if overlay is not None:
        return next(o.color for o in scene.overlays if o.id == overlay)
    spoken_of = any(m.start >= len(wish.words) - len(words) for m in wish.all("thing", "captions"))
    return scene.captions.color if spoken_of and scene.captions is not None else None


def colours(wish: Wish) -> list[tuple[int, int]]:
    """Where colours are named: from which word to which, in order."""
    words, found, at = wish.words, list[tuple[int, int]](), 0
    taken = {i for m in wish.marks if m.tag == "style" and m.value == "box" for i in range(m.start, m.end)}
    while at < len(words):
        length = next((n for n in (3, 2, 1) if _is_colour(words, at, n, taken)), 0)
        if length:
            found.append((at, at + length))
        at += max(1, length)
    return found


def _is_colour(words: list[str], at: int, length: int, taken: set[int]) -> bool:
    name = words[at : at + length]
    if len(name) < length or set(range(at, at + length)) & taken:
        return False
    if not all(word.isalpha() or word.startswith("#") for word in name):
        return False
    return known_colour(" ".join(name))


@lru_cache(maxsize=4096)
def known_colour(name: str) -> bool:
    """Whether a colour of that name is known."""
    try:
        hex_colour(name)
    except OutOfRange:
        return False
    return True


def seconds(wish: Wish, *, signed: bool = True) -> float | None:
    """A time said in seconds, frames of the film's rate, or as 0:03."""
    number = wish.number("s", "frame", "clock")
    if number is None:
        return None
    value = number.value / wish.context.scene.frame_rate if number.unit == "frame" else number.value
    return round(value if signed else abs(value), 4)


def all_seconds(wish: Wish) -> list[float]:
    """Every time said, in seconds, in order."""
    rate = wish.context.scene.frame_rate
    return [
        round(n.value / rate if n.unit == "frame" else n.value, 4)
        for n in wish.numbers
        if n.unit in ("s", "frame", "clock")
    ]


def shot_span(wish: Wish, target: Target) -> tuple[float, float] | None:
    """Start and end of the shots named, seconds from the start of the film."""
    ids = wish.context.shot_ids if target.all else target.ids
    if not ids:
        return None
    return round(wish.context.span_s(ids[0])[0], 3), round(wish.context.span_s(ids[-1])[1], 3)


def denied(wish: Wish) -> bool:
    """Whether the wish is to take something out or turn it off."""
    if wish.has("act", "remove"):
        return True
    return wish.has("act", "off") or any(word in ("not", "no", "never", "without") for word in wish.words)
