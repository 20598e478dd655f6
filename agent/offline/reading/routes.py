"""Which reader a wish goes to: by what it is about first, then by what it says."""

import re
from dataclasses import replace

from agent.offline.calls import Calls, ask, call, is_ask, listed
from agent.offline.reading.backgrounds import read_background
from agent.offline.reading.camera import read_camera
from agent.offline.reading.captions import read_captions
from agent.offline.reading.clip_sound import names_clip_sound
from agent.offline.reading.clips import read_clips
from agent.offline.reading.depth import read_depth
from agent.offline.reading.formats import read_format
from agent.offline.reading.generative import read_generative, shot_or_thing
from agent.offline.reading.history import read_cost, read_export, read_history
from agent.offline.reading.implied import implied_topic, text_topic, topic_of_last
from agent.offline.reading.lengths import read_length, says_length_only
from agent.offline.reading.likeness import read_likeness
from agent.offline.reading.look import read_look
from agent.offline.reading.look_end import read_look_end
from agent.offline.reading.look_words import PROPERTIES
from agent.offline.reading.missing import read_missing
from agent.offline.reading.moves import Named, named_moves
from agent.offline.reading.overlays import read_overlay
from agent.offline.reading.retiming import read_retiming
from agent.offline.reading.shots import read_shots, read_thing_shot
from agent.offline.reading.sound import read_sound
from agent.offline.reading.stills import read_stills, takes_wait
from agent.offline.reading.topics import overlay_words, things, topic
from agent.offline.reading.transitions import is_transition, read_transition
from agent.offline.splitting import without_tail
from agent.offline.targets import Target, find_target
from agent.offline.tokens import Token
from agent.offline.wish import Wish


def read_wish(wish: Wish) -> Calls | None:
    """The calls of one wish; None where nothing is understood. A reason at its end ("so it reads like film") is read
    only where the wish says nothing without it."""
    if not wish.tokens:
        return None
    cut = without_tail(wish.tokens)
    if cut < len(wish.tokens) and not wish.texts and not any(n.unit and n.at >= cut for n in wish.numbers):
        head = _read(replace(wish, tokens=wish.tokens[:cut]))
        if head and not is_ask(head[0]):
            return head
    return _read(wish)


def _read(wish: Wish) -> Calls | None:
    if wish.texts and _OPEN_TEXT.fullmatch(wish.texts[-1].strip(" .!").lower()):
        return [ask("What should it say?")]
    early = read_history(wish) or read_cost(wish)
    if early:
        return early
    target = find_target(wish)
    if target.missing and not _counts_something_else(wish) and not takes_wait(wish):
        count = len(wish.context.shot_ids)
        shots = tuple(f"shot {n}" for n in range(1, min(count, 4) + 1))
        return [ask(f"There is no {target.missing}; the film has {count}. Which one?", shots)]
    missing = read_missing(wish, target)
    if missing is not None:
        return missing
    if wish.says("locks_the_still") and wish.context.scene.shots:
        return [call(wish, "lock_still", shot=target.ids[0] if len(target.ids) == 1 else None)]
    if protects(wish):
        return None
    return (
        read_thing_shot(wish)
        or read_clips(wish, target)
        or read_background(wish, target)
        or read_likeness(wish)
        or read_depth(wish, target)
        or read_look_end(wish, target)
        or read_retiming(wish, target)
        or _by_topic(wish, target)
        or read_export(wish)
        or read_format(wish)
        or _transition(wish, target)
        or (None if wish.says("likened") and wish.word("match", "matches") else read_shots(wish, target))
        or _picture_for_seconds(wish, target)
        or (read_length(wish, target) if says_length_only(wish) or _version_so_long(wish) else None)
        or (read_camera(wish, target) if wish.says("turned_round", "a_still_shot") else None)
        or read_stills(wish, target)
        or (None if wish.number("stop") or wish.has("static") else read_generative(wish, target))
        or _of_a_shot(wish, target)
        or shot_or_thing(wish, target)
        or _vague(wish, target)
    )


_OPEN_TEXT = re.compile(
    r"(some|any)thing( \w+)?( \w+)?( instead)?|(an?)?other (words?|lines?|thing|text)|different(ly)?( words?| text)?"
)
"""What is no text but a wish for another one: "something else"."""


def _counts_something_else(wish: Wish) -> bool:
    return wish.has("newshot") or wish.has("retake") or wish.has("takeword")


def protects(wish: Wish) -> bool:
    """ "keep everything else", "keep the orbit", "without touching the captions": nothing is to change."""
    if wish.says("focus_to", "kept_sharp", "steady_level") or names_clip_sound(wish):
        return False
    changing = (
        "size",
        "height",
        "place",
        "level",
        "static",
        "speed",
        "length",
        "easing",
        "sizename",
        "lock",
        "shotword",
    )
    if (
        (wish.says("keeps_it") and not wish.numbers)
        and not any(wish.has(tag) for tag in (*changing[:9], *PROPERTIES))
        and not wish.word("still", "picture", "image", "end")
    ):
        return True
    if wish.says("touches_nothing_else"):
        return not wish.has("lock")
    return False


# --- by topic --------------------------------------------------------------------------------------------------------


def topic_of(wish: Wish, calls: Calls | None) -> str:
    """What a wish was about, for the next fragment of its sentence."""
    if calls and not is_ask(calls[0]):
        named = _TOPIC_OF_CALL.get(calls[-1].name)
        if named is not None:
            return named
    return topic(wish) or wish.topic_before


_TOPIC_OF_CALL = {
    "style_captions": "captions", "change_captions": "captions", "edit_caption": "captions", "add_caption": "captions",
    "add_overlay": "overlay", "edit_overlay": "overlay", "change_overlay": "overlay", "set_music": "music",
    "set_voiceover": "voiceover", "set_duration": "length", "set_move": "camera", "change_move": "camera",
    "set_transition": "transition", "change_transition": "transition", "change_look": "look", "set_look": "look",
}  # fmt: skip


_THINGS = ("captions", "overlay", "logo", "music", "voiceover")


def named_thing(wish: Wish) -> tuple[Token, ...]:
    """The words of the caption, overlay or sound that a wish is about; empty where it is about none."""
    if _topic(wish) not in _THINGS:
        return ()
    mark = next((m for m in things(wish) if m.value in _THINGS and not wish.oblique(m)), None)
    return wish.tokens[mark.start : mark.end] if mark is not None else ()


def stands_without_thing(wish: Wish) -> bool:
    """Whether a fragment names nothing that it could be about itself."""
    if things(wish) or named_moves(wish, Target()) or wish.texts:
        return False
    return not any(
        wish.has(tag)
        for tag in (
            "prop",
            "transition",
            "history",
            "export",
            "aspect",
            "fpsword",
            "shotword",
            "lookword",
            "film",
            "newshot",
        )
    )


def _by_topic(wish: Wish, target: Target) -> Calls | None:
    unclear = _captions_or_text(wish)
    if unclear is not None:
        return unclear
    named = _topic(wish)
    if named == "captions":
        return read_captions(wish, target) or _unclear_topic(
            wish, "captions", ("captions higher", "captions larger", "hide the captions")
        )
    if named in ("overlay", "logo"):
        return read_overlay(wish, target) or _unclear_topic(
            wish, "text over the film", ("larger", "bottom right", "remove it")
        )
    if named in ("music", "voiceover", "sound"):
        what = {"music": "music", "voiceover": "voice-over", "sound": "sound"}[named]
        return read_sound(wish, target) or _unclear_topic(
            wish, what, (f"{what} louder", f"{what} quieter", f"remove the {what}")
        )
    return None


def _captions_or_text(wish: Wish) -> Calls | None:
    """ "the text should be smaller" where there are captions and a text over the film: which of them?"""
    scene = wish.context.scene
    texts = [o for o in scene.overlays if o.kind == "text"]
    if topic(wish) != "text" or not texts or not scene.captions or wish.texts or not wish.says("the_text"):
        return None
    if (
        topic_of_last(wish)
        or wish.topic_before
        or wish.has("place")
        or overlay_words(wish.context).keys() & set(wish.words)
    ):
        return None
    return [ask("Which text do you mean?", ("the captions", f"“{texts[0].text[:40]}”"))]


def _unclear_topic(wish: Wish, what: str, options: tuple[str, ...]) -> Calls | None:
    main = next((m for m in wish.all("thing") if not wish.oblique(m)), None)
    return (
        [ask(f"What should change about the {what}?", options)]
        if main is not None or not named_moves(wish, Target())
        else None
    )


def _topic(wish: Wish) -> str:
    """The topic of a wish; a wish without a noun goes on with what came before it."""
    named = topic(wish)
    if named == "text":
        return text_topic(wish)
    if named == "title" and wish.texts and wish.has("place"):
        return "overlay"
    if named in ("captions", "overlay", "logo", "music", "voiceover", "sound"):
        return named if not _only_beside(wish, named) else ""
    if named:
        return ""
    return implied_topic(wish)


def _only_beside(wish: Wish, named: str) -> bool:
    """Whether a thing only says when or against what another wish is to happen: "slow the push so it ends with the
    music"."""
    things = [m for m in wish.all("thing") if m.value == named]
    if not things or not all(wish.oblique(m) for m in things):
        return False
    acts = named_moves(wish, Target()) or any(wish.has(tag) for tag in PROPERTIES) or is_transition(wish)
    return bool(acts) and not (wish.has("level") and named in ("music", "voiceover", "sound"))


def _transition(wish: Wish, target: Target) -> Calls | None:
    if named_moves(wish, target) and not wish.has("transition"):
        return None
    return read_transition(wish, target)


# --- camera, look, length --------------------------------------------------------------------------------------------


def _of_a_shot(wish: Wish, target: Target) -> Calls | None:
    """Length, look and camera, in the order that fits the words."""
    moves = named_moves(wish, target)
    graded = (
        any(wish.has(tag) for tag in (*PROPERTIES, "prop", "bw", "neutral", "lookname"))
        or wish.number("stop") is not None
        or wish.says("grade_off")
    )
    timed = wish.number("s", "frame", "clock") is not None or wish.has("length") or wish.has("lengthprop")
    if wish.word("fade", "fades", "fading"):
        return read_look(wish, target) if graded else None
    timed = timed or (
        wish.number("") is not None and wish.word("cut", "trim", "shorten", "extend", "stretch", "lengthen")
    )
    timed = timed or wish.says("lingers", "down_to_number", "so_soon", "some_time")
    idiom = any(m.end - m.start > 1 for m in wish.all("length"))
    if idiom and not moves and not wish.has("static"):
        return read_length(wish, target) or read_camera(wish, target)
    if _about_pace(wish, moves):
        return _pace(wish, target)
    if wish.number("stop") is not None or (wish.has("edges") and not wish.has("move", "pan", "tilt", "orbit")):
        return read_look(wish, target)
    if moves and not (wish.has("prop") and not _camera_first(wish)):
        return read_camera(wish, target) or read_look(wish, target) or read_length(wish, target)
    if wish.has("static") or (wish.has("easing") and not graded):
        return read_camera(wish, target) or read_length(wish, target)
    if timed and (wish.says("kept_still") or _held_at_edge(wish) or _ends_a_move(wish)):
        return read_camera(wish, target) or read_length(wish, target)
    if timed and not wish.has("speed", "plus", "minus") and not wish.number("stop"):
        if (wish.has("move", "any", "travel") and (wish.has("begin") or wish.has("finish"))) or wish.has("static"):
            return read_camera(wish, target) or read_length(wish, target)
        return read_length(wish, target) or read_look(wish, target) or read_camera(wish, target)
    if graded:
        return read_look(wish, target) or read_camera(wish, target) or read_length(wish, target)
    return read_camera(wish, target) or read_length(wish, target) or _pace_of_still(wish, target)


def _about_pace(wish: Wish, moves: list[Named]) -> bool:
    """Whether pace is spoken of and no move is named: "this drags", "speed up the edit", "more energy in the move"."""
    if moves or (wish.has("move") and not wish.has("move", "any")):
        return False
    return wish.says("drags") or (
        (wish.has("speed") or wish.word("pace", "pacing")) and (wish.has("film") or wish.has("move", "any"))
    )


def _pace(wish: Wish, target: Target) -> Calls | None:
    """The pace of the camera where it is named, else of the film or a shot: how long that is."""
    timed = wish.number("s", "frame") is not None
    if wish.has("move", "any"):
        return (None if timed else read_camera(wish, target)) or read_length(wish, target) or read_look(wish, target)
    return read_length(wish, target) if timed or wish.says("drags") else _pace_of_film(wish, target)


def _ends_a_move(wish: Wish) -> bool:
    """ "... and be over in 3 seconds" behind a wish about the camera."""
    about_camera = wish.topic_before == "camera" or wish.word("framing", "composition")
    return about_camera and wish.has("finish") and not wish.has("shotword")


def _version_so_long(wish: Wish) -> bool:
    """ "give me a five second cut"."""
    return wish.says("so_long_a_version") and wish.number("s") is not None and not wish.has("newshot")


def _picture_for_seconds(wish: Wish, target: Target) -> Calls | None:
    """ "make the picture with the cup 3 seconds": a picture that lasts is a shot."""
    named = target.ids and wish.word("picture", "image", "photo") and wish.number("s") is not None
    return read_length(wish, target) if named and not wish.texts and not wish.has("retake") else None


def _held_at_edge(wish: Wish) -> bool:
    """ "hold the framing for the last half second": when the move is over, not how long the shot is."""
    number = wish.number("s", "frame")
    edge = number is not None and wish.before(number.at, 1)[:1] in (["last"], ["final"], ["first"], ["opening"])
    return bool(edge) and wish.has("hold") and bool(wish.context.moves())


def _camera_first(wish: Wish) -> bool:
    move, prop = wish.first("move"), wish.first("prop")
    return (
        move is not None
        and prop is not None
        and prop.value in ("contrast",)
        and move.start < prop.start
        and not wish.has("act", "up", "down")
    )


def _pace_of_still(wish: Wish, target: Target) -> Calls | None:
    """ "the last shot is too fast" where the camera stands still: it needs more time."""
    from agent.offline.polarity import degree_of
    from agent.offline.reading.camera_change import speed_wish

    sign, factor = speed_wish(wish)
    if sign == 0 or not target.ids:
        return None
    if factor is not None:
        return None
    change = "longer" if sign < 0 else "shorter"
    return [call(wish, "set_duration", change=change, degree=degree_of(wish), shots=list(target.ids))]


def _pace_of_film(wish: Wish, target: Target) -> Calls | None:
    """ "speed up the edit": its shots get shorter."""
    from agent.offline.polarity import degree_of
    from agent.offline.reading.camera_change import speed_wish

    sign, factor = speed_wish(wish)
    if sign == 0 or factor is not None:
        return None
    change = "longer" if sign < 0 else "shorter"
    return [call(wish, "set_duration", change=change, degree=degree_of(wish), shots=listed(target.args or ["all"]))]


def _vague(wish: Wish, target: Target) -> Calls | None:
    """ "make that one a bit different", "fix the ending": which change, is asked."""
    if not (
        wish.has("vague")
        or wish.has("size")
        or wish.has("height")
        or wish.has("more")
        or wish.has("level")
        or wish.has("strength")
    ):
        return None
    where = (
        f"shot {wish.context.shot_ids.index(target.ids[0]) + 1}: "
        if len(target.ids) == 1 and len(wish.context.shot_ids) > 1
        else ""
    )
    return [ask("In what way?", (f"{where}warmer", f"{where}slower camera", f"{where}longer"))]
