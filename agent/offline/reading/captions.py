"""Captions: their words, times, place, size, colour, box, animation, and whether they are shown."""

import re

from rapidfuzz import fuzz

from agent.offline.calls import Calls, ask, call, listed
from agent.offline.lexicon import ARTICLES
from agent.offline.reading.captions_style import read_style
from agent.offline.reading.times import Times, film_times
from agent.offline.reading.topics import colour, denied
from agent.offline.targets import Target, stem
from agent.offline.wish import Wish
from store.scene import Cue

_ORDER = {
    "first": 1,
    "1st": 1,
    "opening": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
    "final": -1,
    "closing": -1,
}
_WORDS = frozenset({"one": 1, "two": 2, "three": 3}.items())


def read_captions(wish: Wish, target: Target) -> Calls | None:
    """The calls of a wish about captions; None where it says nothing that captions can do."""
    which = which_cue(wish)
    if not _cues(wish) and not wish.texts and not (wish.has("act", "add") or wish.has("act", "put")):
        return [ask("There are no captions yet. What should the first one say?", ("leave it",))]
    return (
        _words(wish, target, which)
        or _removal(wish, which)
        or _timed_first(wish, target, which)
        or read_style(wish)
        or _timing(wish, target, which)
        or _addition(wish, target)
        or _visibility(wish)
    )


def _cues(wish: Wish) -> tuple[Cue, ...]:
    captions = wish.context.scene.captions
    return captions.cues if captions else ()


def which_cue(wish: Wish) -> int | None:
    """The caption meant, counted from 1, -1 for the last: by order, by number, or by its words."""
    for at, word in enumerate(wish.words):
        if word in _ORDER and _caption_follows(wish, at + 1):
            return _ORDER[word]
        if word in ("middle", "centre", "center") and _caption_follows(wish, at + 1) and len(_cues(wish)) % 2:
            return (len(_cues(wish)) + 1) // 2
    for mark in wish.all("thing", "captions", "text"):
        if mark.end < len(wish.tokens):
            number = wish.tokens[mark.end].quantity
            if number and not number.unit and wish.words[mark.end - 1] not in ("captions", "subtitles"):
                return int(number.value)
            spelled = dict(_WORDS).get(wish.words[mark.end])
            if spelled:
                return spelled
    return _by_words(wish) or _by_description(wish) or _changed_last(wish)


def _changed_last(wish: Wish) -> int | None:
    """ "a second longer" right after a caption was changed: that caption, where no other is named."""
    edit = wish.context.last_edit
    last = edit.call if edit is not None and edit.op in ("set_cue", "add_cue") else None
    if last is None or wish.has("thing") or wish.texts or wish.word("them", "they", "all"):
        return None
    if last.name == "edit_caption" and isinstance(last.args.get("which"), int):
        return int(str(last.args["which"]))
    added = [cue.text for cue in _cues(wish)] if last.name == "add_caption" else []
    return added.index(str(last.args["text"])) + 1 if last.args.get("text") in added else None


def _by_description(wish: Wish) -> int | None:
    """ "the caption about pouring", "the eight o'clock line": the one whose words are described."""
    described = set(_described_words(wish))
    if not described:
        return None
    scores = [len(described & {stem(word) for word in re.findall(r"\w+", cue.text.lower())}) for cue in _cues(wish)]
    best = max(scores, default=0)
    return scores.index(best) + 1 if best and scores.count(best) == 1 else None


def _described_words(wish: Wish) -> list[str]:
    """Stems of the words that tell which caption is meant: those behind "about", or right before "caption"."""
    behind = wish.held("caption_about").get("thing", "").split()
    before = [
        wish.words[m.start - 1]
        for m in wish.all("thing", "captions")
        if m.start and not _says_something(wish, m.start - 1)
    ]
    return [stem(word) for word in (*behind, *before) if word.isalpha() and len(word) > 2]


def _says_something(wish: Wish, at: int) -> bool:
    """Whether the word at `at` has a meaning of its own here."""
    return wish.words[at] in ARTICLES or any(m.start <= at < m.end for m in wish.marks)


def _one_of_several(wish: Wish) -> bool:
    """ "delete the caption" where there are several: one is meant, and it is not said which."""
    return len(_cues(wish)) > 1 and (wish.says("the_caption") or bool(wish.held("caption_about")))


def _caption_follows(wish: Wish, at: int) -> bool:
    near = wish.after(at, 2)
    return any(w.startswith(("caption", "subtitle", "cue", "line", "sub", "title")) for w in near[:1]) or (
        near[:1] == ["one"] and wish.topic_before == "captions"
    )


def _by_words(wish: Wish) -> int | None:
    cues = _cues(wish)
    said = " ".join(wish.words)
    for place, cue in enumerate(cues, 1):
        words = " ".join(re.findall(r"\w+", cue.text.lower()))
        quoted = any(text.lower().strip(".!? ") in cue.text.lower() for text in wish.texts[:1] if len(text) > 2)
        if quoted or (words and re.search(rf"\b{re.escape(words)}\b", said)):
            return place
    return None


def _cue(wish: Wish, which: int | None) -> Cue | None:
    cues = _cues(wish)
    if which is None:
        return cues[0] if len(cues) == 1 else None
    index = len(cues) + which if which < 0 else which - 1
    return cues[index] if 0 <= index < len(cues) else None


# --- words -----------------------------------------------------------------------------------------------------------


def _words(wish: Wish, target: Target, which: int | None) -> Calls | None:
    """New words for a caption, or a new caption."""
    texts = list(wish.texts)
    cue = _cue(wish, which)
    if not texts:
        return _unquoted(wish, which)
    adds = wish.has("act", "add") or wish.says("another_caption")
    if which is None and not adds and wish.has("saying"):
        which = _reworded(wish, texts[-1])
    if len(texts) >= 2 and cue is not None:
        return [call(wish, "edit_caption", which=which, text=_exchanged(cue.text, texts[0], texts[-1]))]
    if which is not None and not adds:
        quoted_is_cue = cue is not None and texts[0].lower().strip(".!? ") in cue.text.lower()
        return None if quoted_is_cue and len(texts) == 1 else _edited(wish, which, texts[-1])
    if not adds and len(_cues(wish)) == 1 and wish.has("act", "change", "replace"):
        return _edited(wish, None, texts[-1])
    if not adds and len(_cues(wish)) > 1 and wish.has("act", "change", "replace") and not wish.has("act", "put"):
        return [ask("Which caption should say that?", tuple(f"caption {n}" for n in range(1, len(_cues(wish)) + 1)))]
    return _added(wish, target, texts[-1])


def _reworded(wish: Wish, text: str) -> int | None:
    """The only caption of nearly the same words: "it should read 'See you at nine'"."""
    alike = [n for n, cue in enumerate(_cues(wish), 1) if fuzz.ratio(cue.text.lower(), text.lower()) >= _NEARLY]
    return alike[0] if len(alike) == 1 else None


_NEARLY = 75
"""How alike, 0..100, two wordings of one caption are at least."""


def _edited(wish: Wish, which: int | None, text: str) -> Calls:
    if which is not None and _cue(wish, which) is None:
        return [ask(f"There is no such caption; there are {len(_cues(wish))}. Which one?", _cue_options(wish))]
    return [call(wish, "edit_caption", which=which, text=text)]


def _cue_options(wish: Wish) -> tuple[str, ...]:
    return tuple(cue.text for cue in _cues(wish)[:4])


def _exchanged(text: str, old: str, new: str) -> str:
    """`text` with `old` exchanged for `new`, or `new` where `old` is all of it."""
    found = re.search(re.escape(old), text, re.IGNORECASE)
    return text[: found.start()] + new + text[found.end() :] if found else new


_EXCHANGE = re.compile(
    r"\b(?:(?:change|replace|swap|switch|exchange)(?: out)?(?: the words?)? (?P<a>.+?) "
    r"(?:to|with|for|into|by) (?P<b>.+)"
    r"|(?P<c>[\w%$']+) (?:should|must|needs to|has to|ought to) (?:be|read|say|become) (?P<d>.+)"
    r"|(?:it is|it's|that is|that's|should be|say|says) (?P<f>[\w%$'-]+),? (?:now,? )?not (?P<e>[\w%$'-]+)"
    r"(?: any ?more| now)?)$",
    re.IGNORECASE,
)


def exchanged_words(wish: Wish, text: str) -> str | None:
    """`text` with the words exchanged that a wish names without quotes: "change eight to nine"."""
    found = _EXCHANGE.search(wish.said)
    if found is None:
        return None
    old, new = ((found[x] or found[y] or found[z]).strip(" .'\"") for x, y, z in (("a", "c", "e"), ("b", "d", "f")))
    there = re.search(rf"\b{re.escape(old)}\b", text, re.IGNORECASE)
    return text[: there.start()] + new + text[there.end() :] if there else None


def _unquoted(wish: Wish, which: int | None) -> Calls | None:
    """ "change the second caption to Poured with care": the words after "to" as they were typed."""
    cue = _cue(wish, which)
    if cue is not None:
        said = exchanged_words(wish, cue.text)
        if said is not None:
            return [call(wish, "edit_caption", which=which, text=said)]
    if cue is None or not wish.has("act", "change", "replace") or wish.number("s", "frame") is not None:
        return None
    if any(wish.has(tag) for tag in ("place", "sizename", "style", "animation")) or colour(wish) is not None:
        return None
    at = next((n for n, word in enumerate(wish.words) if word in ("to", "into", "as") and n > 1), None)
    if at is None or at + 1 >= len(wish.tokens):
        return None
    said = wish.sentence[wish.tokens[at + 1].start : wish.tokens[-1].end].strip()
    return [call(wish, "edit_caption", which=which, text=said)]


def _added(wish: Wish, target: Target, text: str) -> Calls:
    times = film_times(wish, target)
    start, end = times.start_s, times.end_s
    if times.length_s is not None:
        end = (start or 0.0) + times.length_s if start is not None or not target.ids else None
    if start is None and end is None and target.weak and not target.ids and _cues(wish):
        start, end = _edge_span(wish, at_end=target.weak == wish.context.shot_ids[-1:])
    if start is None and end is None and (target.ids or target.weak):
        return [call(wish, "add_caption", text=text, shots=listed(target.ids or target.weak))]
    return [call(wish, "add_caption", text=text, start_s=start, end_s=end)]


def _edge_span(wish: Wish, *, at_end: bool) -> tuple[float, float]:
    """When a caption "at the end" (or the start) shows: behind the others (before them)."""
    cues, film = _cues(wish), round(wish.context.film_s, 3)
    if not at_end:
        return 0.0, max(0.5, min(2.0, cues[0].start_s))
    last = cues[-1]
    start = last.end_s if film - last.end_s >= 1.0 else max(last.start_s + 0.1, film - 1.5)
    return round(start, 3), round(max(film, start + 1.0), 3)


def _addition(wish: Wish, target: Target) -> Calls | None:
    if not (wish.has("act", "add") or wish.has("act", "put")) or _cues(wish):
        return None
    del target
    return [ask("What should the caption say?", ())]


# --- removal ---------------------------------------------------------------------------------------------------------


def _removal(wish: Wish, which: int | None) -> Calls | None:
    if wish.has("style") or wish.has("animation") or wish.has("fadeout") or wish.says("behind_captions"):
        return None
    removes = _outright(wish)
    if wish.number("s", "frame", "clock") is not None:
        return None
    if which is not None and (removes or (wish.has("act", "off") and denied(wish))):
        if _cue(wish, which) is None:
            return [ask("Which caption should go?", _cue_options(wish))]
        return [call(wish, "remove_caption", which=which)]
    if not _cues(wish) and (removes or denied(wish)) and not wish.texts:
        return (
            [ask("There are no captions yet. Should I add one?", ("add a caption", "leave it"))]
            if _only(wish)
            else None
        )
    if removes and _only(wish) and _one_of_several(wish):
        return [ask("Which caption should go?", _cue_options(wish))]
    if removes and _only(wish):
        for_good = wish.has("all") or wish.word("delete", "erase", "permanently", "altogether", "cues", "track")
        return [call(wish, "remove_caption") if for_good else call(wish, "style_captions", visible=False)]
    return None


def _outright(wish: Wish) -> bool:
    """Whether it is to be taken out, not only hidden: "delete", "remove"; "no captions" and "turn off" hide."""
    for mark in wish.all("act", "remove"):
        said = " ".join(wish.words[mark.start : mark.end])
        if said in ("drop", "drops", "dropping", "stop", "stops") and (
            wish.has("place") or wish.word("down", "to", "lower")
        ):
            continue
        if wish.says("for_now"):
            return False
        if said not in ("without", "do not want", "do not need", "no more", "not want", "not need", "skip", "cut"):
            return True
    return False


def _only(wish: Wish) -> bool:
    """Whether nothing else is said about the captions than that they go."""
    return not any(wish.has(tag) for tag in ("place", "sizename", "animation")) and not wish.numbers


# --- times -----------------------------------------------------------------------------------------------------------


def _timed_first(wish: Wish, target: Target, which: int | None) -> Calls | None:
    """A time said with a word of time goes before style: "keep the first caption up half a second longer"."""
    timed = wish.number("s", "frame", "clock") is not None and any(
        wish.has(tag) for tag in ("retime", "begin", "finish")
    )
    return _timing(wish, target, which) if timed else None


def _timing(wish: Wish, target: Target, which: int | None) -> Calls | None:
    times = film_times(wish, target)
    if not times and wish.has("retime") and wish.has("thing", "captions"):
        times = _untimed(wish)
    if not times or not (
        which is not None or len(_cues(wish)) == 1 or wish.has("begin") or wish.has("retime") or times.shift_s
    ):
        return None
    if times.shift_s is not None and which is None and _of_every_cue(wish):
        return [call(wish, "shift_captions", shift_s=times.shift_s)]
    cue = _cue(wish, which)
    if cue is None:
        return [ask("Which caption do you mean?", _cue_options(wish))] if _cues(wish) else None
    return [_timed(wish, which, cue, times)]


def _of_every_cue(wish: Wish) -> bool:
    """ "all captions half a second later", "the subtitles lag by 0.2 s": no caption by itself is meant."""
    plural = any(wish.words[m.end - 1].endswith("s") for m in wish.all("thing", "captions"))
    return plural or wish.has("all") or wish.has("pronoun", "them") or wish.says("every_caption")


def _untimed(wish: Wish) -> Times:
    retime = wish.first("retime")
    step = 0.5
    return {
        "earlier": Times(shift_s=-step), "later": Times(shift_s=step), "longer": Times(longer_s=step),
        "shorter": Times(longer_s=-step),
    }[retime.value if retime else "later"]  # fmt: skip


def _timed(wish: Wish, which: int | None, cue: Cue, times: Times):
    place = which if which is not None else 1
    if times.shift_s is not None:
        one_end = (wish.has("finish") or wish.word("cut", "cuts", "trim", "clip")) and not wish.has("begin")
        if one_end:
            return call(wish, "edit_caption", which=place, end_s=round(cue.end_s + times.shift_s, 3))
        return call(wish, "edit_caption", which=place, shift_s=times.shift_s)
    if times.longer_s is not None:
        return call(wish, "edit_caption", which=place, end_s=round(cue.end_s + times.longer_s, 3))
    start = times.start_s
    end = times.end_s
    if times.length_s is not None:
        end = round((cue.start_s if start is None else start) + times.length_s, 3)
    if start is not None and end is None and start >= cue.end_s:
        end = round(start + cue.end_s - cue.start_s, 3)
    return call(wish, "edit_caption", which=place, start_s=start, end_s=end)


# --- shown or hidden -------------------------------------------------------------------------------------------------


def _visibility(wish: Wish) -> Calls | None:
    if not _cues(wish):
        return None
    if wish.has("act", "on") and not denied(wish):
        return [call(wish, "style_captions", visible=True)]
    if denied(wish) or wish.word("off", "hidden", "invisible"):
        return [call(wish, "style_captions", visible=False)]
    captions = wish.context.scene.captions
    if (
        captions
        and not captions.visible
        and (wish.has("act", "add", "put") or wish.word("back", "on", "show", "again"))
    ):
        return [call(wish, "style_captions", visible=True)]
    if wish.plain.startswith(("captions on", "subtitles on")):
        return [call(wish, "style_captions", visible=True)]
    return None
