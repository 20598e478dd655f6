"""What a wish is about that names it only by the way: "and bigger", "get rid of that box", "'Batch 12' top left"."""

import re

from rapidfuzz import fuzz

from agent.offline.reading.look_words import PROPERTIES
from agent.offline.reading.moves import named_moves
from agent.offline.reading.subjects import is_thing
from agent.offline.reading.topics import colour
from agent.offline.targets import Target, find_target
from agent.offline.tokens import PAYLOAD
from agent.offline.wish import Wish

_STYLES = ("size", "sizename", "height", "place", "animation")


def implied_topic(wish: Wish) -> str:
    """The thing that a wish without a noun for it is about; "" where it is about none."""
    return _owner_of_text(wish) or _by_sound(wish) or _by_text(wish) or _by_look_of_captions(wish) or _going_on(wish)


def _moves(wish: Wish) -> bool:
    return bool(named_moves(wish, Target()))


def _graded(wish: Wish) -> bool:
    return any(wish.has(tag) for tag in PROPERTIES)


def _by_sound(wish: Wish) -> str:
    """ "duck it", "fade out", "read it softer"."""
    soundtrack = wish.context.scene.soundtrack
    if soundtrack.voiceover and wish.texts and wish.says("spoken_by"):
        return "voiceover"
    free = len(wish.context.scene.shots) < 2 or not (find_target(wish).ids or wish.has("transition"))
    fades = (wish.has("fadein") or wish.has("fadeout")) and not _moves(wish) and free
    if soundtrack.music and (wish.has("duck") or fades):
        return "music"
    speaks = wish.word("read", "reading", "say", "speak", "speaking", "narrate", "narrating", "voice")
    quoted = {text.lower() for text in wish.texts} & _VOICE_NAMES
    named = _VOICE_NAMES & set(wish.words) or (quoted and speaks) or (wish.has("voicename") and speaks)
    return "voiceover" if soundtrack.voiceover and named else ""


def _by_text(wish: Wish) -> str:
    """A quoted text that is to be put somewhere."""
    if not wish.texts:
        return ""
    made = (
        wish.has("newshot")
        or wish.has("generate")
        or announces_picture(wish)
        or (wish.has("order") and bool(find_target(wish).ids))
    )
    placed = wish.has("place") and not (wish.has("newshot") and ":" in wish.words)
    return "overlay" if placed or (wish.has("act", "add", "put") and not made) else ""


_PICTURES = frozenset({"picture", "image", "still", "photo", "sketch", "visual", "illustration", "frame", "option"})


def announces_picture(wish: Wish) -> bool:
    """ "a handful of pictures: a record spinning": what stands behind the colon is a picture described."""
    at = next((n for n, word in enumerate(wish.words) if word == PAYLOAD), 0)
    before = [word for word in wish.words[:at] if word != ":"][-1:]
    return bool(before) and bool({before[0], before[0].removesuffix("s"), before[0].removesuffix("es")} & _PICTURES)


def _by_look_of_captions(wish: Wish) -> str:
    """ "lose the box", "karaoke please", "show them again"."""
    if not wish.context.scene.captions:
        return ""
    boxed = wish.has("style", "box") and wish.word("box", "boxes", "boxed", "backing")
    if (boxed or wish.has("animation", "karaoke")) and not _moves(wish):
        return "captions" if not wish.has("lookword") or wish.word("box", "karaoke") else ""
    shown = wish.has("act", "on", "off") or wish.word("show", "hide", "back")
    return "captions" if shown and wish.has("pronoun") and _last_was(wish, "captions") and len(wish.words) <= 5 else ""


def _last_was(wish: Wish, topic: str) -> bool:
    return topic_of_last(wish) == topic


def _going_on(wish: Wish) -> str:
    """What was spoken of before, where the words fit it: "and bigger"."""
    styled = any(wish.has(tag) for tag in _STYLES) or colour(wish) is not None
    if wish.topic_before in ("captions", "overlay", "logo") and styled and not _camera_moves(wish):
        return wish.topic_before
    if wish.topic_before in ("music", "voiceover") and (wish.has("level") or wish.has("fade") or wish.has("fadein")):
        return wish.topic_before
    shown = (wish.has("begin") or wish.has("finish")) and wish.has("pronoun") and wish.number("s", "frame") is not None
    shown = shown and not _moves(wish) and not find_target(wish).ids
    for topic in (wish.topic_before, topic_of_last(wish)):
        if shown and topic in ("captions", "overlay", "logo"):
            return topic
    short = len(wish.words) <= 6 and not _camera_moves(wish) and not find_target(wish).ids
    last = topic_of_last(wish)
    if short and last in ("captions", "overlay") and styled and not _graded(wish):
        return last
    shade = colour(wish) is not None and (wish.word(*_POINTING) or len(wish.words) == 1)
    if short and last in ("captions", "overlay") and (shade or _retimed(wish)) and not wish.has("lookword"):
        return last
    muted = wish.has("act", "off", "on") and wish.word(*_POINTING)
    loud = wish.has("level") or wish.number("db") is not None or muted
    if short and last in ("music", "voiceover") and loud and not _graded(wish):
        return "" if wish.has("length") else last
    return "" if wish.has("prop") or _graded(wish) else _by_complaint(wish)


_UNTIL = frozenset(
    {"until", "till", "_n_", "seconds", "second", "the", "mark", "from", "to", "and", "but", "only", "then"}
)
_POINTING = ("it", "them", "that", "they", "those", "these")


def _camera_moves(wish: Wish) -> bool:
    """Whether a camera move is named; "move them up" names none where texts were spoken of."""
    pointed = wish.word(*_POINTING)
    return any(not (pointed and named.family == "travel") for named in named_moves(wish, Target()))


def _retimed(wish: Wish) -> bool:
    """ "half a second longer", "a bit earlier", "until 5"."""
    if wish.numbers and wish.word("until", "till") and set(wish.words) <= _UNTIL:
        return True
    timed = wish.has("retime") and (wish.number("s", "frame") is not None or wish.has("degree"))
    return timed and not wish.has("shotword") and not wish.has("film")


def _by_complaint(wish: Wish) -> str:
    """ "too loud", "I can't read it"."""
    if wish.has("move", "any"):
        return ""
    if wish.word("louder", "quieter") or (wish.word("loud", "quiet") and len(wish.words) <= 5):
        seen = any(is_thing(wish, word) for word in wish.words) or wish.has("prop")
        return "sound" if not _moves(wish) and not seen else ""
    unread = wish.has("size", "minus_fault") and wish.word("read", "legible", "readable", "illegible")
    return "captions" if unread and wish.context.scene.captions else ""


def text_topic(wish: Wish) -> str:
    """What "the text" is: the captions, or a text over the film."""
    scene = wish.context.scene
    texts = any(overlay.kind == "text" for overlay in scene.overlays)
    if scene.captions and _counted_or_placed(wish):
        return "captions"
    if (wish.texts and (wish.has("act", "add") or wish.has("act", "put") or wish.has("place"))) or (
        texts and not scene.captions
    ):
        return "overlay"
    if scene.captions and not texts:
        return "captions"
    if wish.has("thing", "text") and wish.context.last_edit is not None:
        return topic_of_last(wish) or "overlay"
    return "overlay" if texts or wish.has("act", "add", "put") else ""


def _counted_or_placed(wish: Wish) -> bool:
    """Whether "the second line", "the text at the bottom" can only be a caption."""
    scene = wish.context.scene
    captions, texts = scene.captions, [o for o in scene.overlays if o.kind == "text"]
    for mark in wish.all("thing", "text"):
        if (
            wish.before(mark.start, 1)[:1] in (["second"], ["third"], ["opening"], ["last"], ["middle"])
            and not wish.texts
        ):
            return len(texts) < 2
        place = next((m.value for m in wish.all("place") if 0 <= m.start - mark.end <= 2), "")
        located = wish.words[mark.end : mark.end + 1] in (["at"], ["in"], ["on"], ["along"])
        if (
            captions
            and located
            and not wish.texts
            and place == captions.position
            and all(o.position != place for o in texts)
        ):
            return True
    return False


_VOICE_NAMES = frozenset({"alloy", "nova", "onyx", "shimmer", "fable"})


def _owner_of_text(wish: Wish) -> str:
    """Where a quoted text stands already: in a caption, over the film, in the voice-over."""
    scene = wish.context.scene
    if scene.captions and wish.has("act", "change", "replace") and not wish.texts:
        whole = [" ".join(re.findall(r"\w+", cue.text.lower())) for cue in scene.captions.cues]
        if any(" " in text and text in wish.plain for text in whole):
            return "captions"
    quoted = [text.lower().strip(" .!?") for text in wish.texts[:1] if len(text) > 2]
    if not quoted or wish.has("newshot") or wish.has("generate"):
        return ""
    if scene.captions and any(quoted[0] in cue.text.lower() for cue in scene.captions.cues):
        return "captions"
    if any(overlay.text and quoted[0] in overlay.text.lower() for overlay in scene.overlays):
        return "overlay"
    if wish.has("saying") and not wish.has("act", "add"):
        if any(overlay.text and _alike(quoted[0], overlay.text.lower()) for overlay in scene.overlays):
            return "overlay"
        if scene.captions and any(_alike(quoted[0], cue.text.lower()) for cue in scene.captions.cues):
            return "captions"
    voice = scene.soundtrack.voiceover
    return "voiceover" if voice and quoted[0] in voice.text.lower() else ""


_ALIKE = 75.0
"""From this likeness on (0 to 100), a new text is another wording of one that is there."""


def _alike(new: str, old: str) -> bool:
    return fuzz.ratio(new, old) >= _ALIKE


def topic_of_last(wish: Wish) -> str:
    """What the last edit was about."""
    edit = wish.context.last_edit
    ops = {
        "set_captions": "captions", "add_cue": "captions", "set_cue": "captions", "add_overlay": "overlay",
        "set_overlay": "overlay", "set_music": "music", "set_voiceover": "voiceover",
    }  # fmt: skip
    return ops.get(edit.op, "") if edit is not None else ""
