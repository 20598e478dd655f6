"""Music and voice-over: level, fades, ducking, start, words, voice, and taking them out."""

import re

from agent.offline.calls import Calls, ask, call
from agent.offline.reading.implied import topic_of_last
from agent.offline.reading.levels import exact_level, level_mark, level_sign, relative_level
from agent.offline.reading.times import film_times
from agent.offline.reading.topics import seconds, topic
from agent.offline.targets import Target
from agent.offline.wish import Mark, Wish

_VOICES = ("nova", "onyx", "shimmer", "echo", "fable", "coral", "sage", "ash", "ballad", "verse", "alloy")


def read_sound(wish: Wish, target: Target) -> Calls | None:
    """The calls of a wish about music, voice or sound; None where it says nothing that they can do."""
    if wish.says("to_the_beat") and not wish.has("level", "plus", "minus"):
        return [ask("I can't time cuts to the beat. Which shot should be how long?", ("every shot 2 seconds",))]
    track = _track(wish)
    if track == "":
        return None
    if track == "both":
        return [
            ask(
                "The music or the voice-over?",
                (f"the music {_direction_word(wish)}", f"the voice {_direction_word(wish)}"),
            )
        ]
    return read_music(wish, target) if track == "music" else read_voice(wish)


def _direction_word(wish: Wish) -> str:
    mark = level_mark(wish)
    return "quieter" if mark is not None and level_sign(wish, mark) < 0 else "louder"


def _track(wish: Wish) -> str:
    """ "music", "voiceover", "both" where the words fit either, "" where they fit none."""
    named = topic(wish)
    soundtrack = wish.context.scene.soundtrack
    if soundtrack.voiceover is not None and wish.texts and wish.texts[-1].lower() in _VOICES:
        return "voiceover"
    if named == "" and wish.texts and soundtrack.voiceover is not None and wish.says("spoken_by"):
        return "voiceover"
    if named == "" and (wish.has("fadein") or wish.has("fadeout")) and soundtrack.music is not None:
        return "music"
    if wish.has("duck") and (wish.has("thing", "music") or not wish.has("thing", "sound")):
        return "music"
    if named in ("music", "voiceover"):
        return _louder_than(wish) or named
    there = [name for name in ("music", "voiceover") if getattr(soundtrack, name) is not None]
    if named == "" and wish.has("voicename") and soundtrack.voiceover is not None:
        return "voiceover"
    if named in ("sound", ""):
        if wish.topic_before in ("music", "voiceover") and named == "":
            return wish.topic_before
        if named == "" and topic_of_last(wish) in there:
            return topic_of_last(wish)
        return there[0] if len(there) == 1 else "both" if there else "music"
    return ""


def _louder_than(wish: Wish) -> str:
    """In "I can hardly hear her over the jazz" the voice is meant, whoever is named first."""
    if not wish.has("level", "minus_fault") or wish.has("thing", "voiceover"):
        return ""
    music = wish.first("thing", "music")
    person = wish.word("her", "him", "them", "she", "he", "what")
    oblique = wish.oblique(music) if music else bool(wish.says("over_it"))
    return "voiceover" if person and oblique and wish.context.scene.soundtrack.voiceover else ""


# --- music -----------------------------------------------------------------------------------------------------------


def read_music(wish: Wish, target: Target) -> Calls | None:
    """The calls of a wish about the music."""
    if wish.context.scene.soundtrack.music is None:
        return [ask("There is no music yet. Upload a track, then I can set its level and fades.", ("leave it silent",))]
    return (
        _duck(wish)
        or _fades(wish)
        or exact_level(wish, "music")
        or _music_start(wish, target)
        or _removed(wish, "music")
        or relative_level(wish, "music")
        or _other_track(wish)
    )


def _duck(wish: Wish) -> Calls | None:
    mark = wish.first("duck")
    if mark is None and wish.says("steady_level"):
        return [call(wish, "set_music", duck=False)]
    if mark is None:
        lowers = wish.says("lower_when_spoken")
        return None if not lowers else [call(wish, "set_music", duck=not wish.has("negation"))]
    refused = set(wish.before(mark.start, 5)) & {"not", "no", "stop", "without", "never"}
    gone = refused or wish.has("act", "remove", "off") or wish.word("hate", "hates", "dislike", "annoys", "annoying")
    return [call(wish, "set_music", duck=not gone)]


def _fades(wish: Wish) -> Calls | None:
    music = wish.context.scene.soundtrack.music
    fade_in = wish.first("fadein") or wish.first("easing", "ease_in")
    fade_out = wish.first("fadeout") or wish.first("easing", "ease_out")
    plain_fade = wish.first("fade")
    fades = "fade" in wish.plain or "fading" in wish.plain or "abrupt" in wish.plain or "sudden" in wish.plain
    brought = wish.says("brought_in_over")
    if brought and music is not None and seconds(wish) is not None:
        return [call(wish, "set_music", fade_in_s=seconds(wish, signed=False))]
    if music is not None and wish.says("quieter_toward_end"):
        return [call(wish, "set_music", fade_out_s=_fade_by_words(wish, music.fade_out_s))]
    if music is None or not (fades or _gentle_edge(wish)):
        return None
    inward = fade_in is not None and not (fade_out is not None and fade_out.start < fade_in.start)
    if fade_in is None and fade_out is None and plain_fade is not None:
        inward = bool(wish.word("start", "beginning", "intro", "front"))
    side = "fade_in_s" if inward else "fade_out_s"
    now: float = getattr(music, side)
    length = seconds(wish, signed=False)
    mark = fade_in if inward else fade_out or plain_fade
    if length is not None:
        value = _fade_length(wish, now, length)
    elif _fade_denied(wish, mark) or _fade_denied(wish, plain_fade):
        value = 0.0
    else:
        value = _fade_by_words(wish, now)
    return [call(wish, "set_music", fade_in_s=value)] if inward else [call(wish, "set_music", fade_out_s=value)]


def _gentle_edge(wish: Wish) -> bool:
    gentle = next((m for tag in ("fadein", "fadeout", "easing") for m in wish.all(tag)), None)
    said = " ".join(wish.words[gentle.start : gentle.end]) if gentle else ""
    return gentle is not None and not said.startswith(("at ", "over ", "ramp", "rise", "come in at"))


def _fade_length(wish: Wish, now: float, length: float) -> float:
    number = wish.number("s", "frame", "clock")
    near = {*wish.after(number.at + 1, 1), *wish.before(number.at, 1)} if number else set[str]()
    if near & {"longer", "more", "extra", "another"} or ("by" in near and wish.word("longer", "lengthen", "extend")):
        return round(now + length, 3)
    if near & {"shorter", "less", "quicker"} or ("by" in near and wish.word("shorter", "shorten", "trim")):
        return round(max(0.0, now - length), 3)
    return length


def _fade_denied(wish: Wish, mark: Mark | None) -> bool:
    if mark is None:
        return False
    if "abrupt" in wish.plain or "sudden" in wish.plain:
        return False
    return bool(set(wish.before(mark.start, 3)) & {"no", "not", "without"}) or wish.has("act", "remove")


def _fade_by_words(wish: Wish, now: float) -> float:
    """ "longer fade" by half, at least a second; a fade asked for where there is none lasts 1.5 s."""
    if wish.word("shorter", "quicker", "faster", "less"):
        return round(now / 2, 3)
    return round(max(now * 1.5, now + 1.0), 3) if now else 1.5


def _music_start(wish: Wish, target: Target) -> Calls | None:
    placed = wish.says("in_from")
    if not (wish.has("begin") or wish.has("retime", "later", "earlier") or placed) or _outright(wish):
        return None
    music = wish.context.scene.soundtrack.music
    times = film_times(wish, target)
    start = times.start_s
    if times.shift_s is not None and music is not None:
        start = round(max(0.0, music.start_s + times.shift_s), 3)
    if times.length_s is not None and wish.word("delay", "wait", "after", "in", "later"):
        start = round((music.start_s if music else 0.0) + times.length_s, 3)
    if times.end_s is not None and wish.word("until", "back", "hold"):
        start = times.end_s
    if start is None and wish.says("from_start", "from_top"):
        start = 0.0
    return None if start is None else [call(wish, "set_music", start_s=start)]


def _other_track(wish: Wish) -> Calls | None:
    if wish.has("different") or wish.has("act", "replace", "change", "add", "put"):
        return [
            ask(
                "Which track? Upload the new music, then say that it is the music.",
                ("music quieter", "remove the music"),
            )
        ]
    return None


# --- taking out ------------------------------------------------------------------------------------------------------


def _outright(wish: Wish) -> bool:
    if any(
        m.start and "no" in wish.words[max(0, m.start - 2) : m.start] for m in wish.all("thing", "music", "voiceover")
    ):
        return True
    for mark in wish.all("act", "remove"):
        said = " ".join(wish.words[mark.start : mark.end])
        partial = said in ("drop", "dropping", "cut", "take down", "stop", "stops", "kill", "skip", "clear")
        if partial and (wish.has("level", "minus") and said in ("drop", "dropping", "take down") and _lowers(wish)):
            continue
        return True
    return False


def _lowers(wish: Wish) -> bool:
    return bool(
        wish.word("down", "under", "lower", "back", "quieter", "behind", "below")
        or wish.numbers
        or wish.has("degree")
        or wish.has("levelprop")
    )


def _removed(wish: Wish, track: str) -> Calls | None:
    if wish.has("mutes") and not wish.word("unmute") and not _outright(wish):
        name = "set_music" if track == "music" else "set_voiceover"
        return [call(wish, name, gain_db=-60.0)]
    edge = wish.word("dead", "short", "off", "abruptly") and wish.word("end", "start", "beginning")
    cut = None if edge else wish.says("sound_cut")
    off = cut or wish.says("sound_off")
    if not off and not _outright(wish):
        return None
    if wish.word("down", "back") and not off and not wish.has("act", "remove"):
        return None
    return [call(wish, "remove_music" if track == "music" else "remove_voiceover")]


# --- voice -----------------------------------------------------------------------------------------------------------


def read_voice(wish: Wish) -> Calls | None:
    """The calls of a wish about the voice-over."""
    voice = wish.context.scene.soundtrack.voiceover
    if wish.texts and wish.texts[-1].lower() in _VOICES and wish.word("by", "voice", "with", "use", "as"):
        return [call(wish, "set_voiceover", voice=wish.texts[-1].lower())]
    if wish.texts:
        return [call(wish, "set_voiceover", text=_voice_text(wish))]
    if voice is None:
        return [ask("There is no voice-over yet. What should it say?", ())]
    return (
        _voice(wish)
        or exact_level(wish, "voiceover")
        or _removed(wish, "voiceover")
        or relative_level(wish, "voiceover")
        or _rewritten(wish)
    )


def _voice_text(wish: Wish) -> str:
    voice = wish.context.scene.soundtrack.voiceover
    texts = list(wish.texts)
    if voice and len(texts) >= 2 and texts[0].lower() in voice.text.lower():
        return re.sub(re.escape(texts[0]), texts[-1].replace("\\", ""), voice.text, count=1, flags=re.IGNORECASE)
    return texts[-1]


def _voice(wish: Wish) -> Calls | None:
    """Another voice: by name, by kind, or just another."""
    now = wish.context.scene.soundtrack.voiceover
    named = next(
        (m for m in reversed(wish.all("voicename")) if not set(wish.before(m.start, 3)) & {"not", "than", "instead"}),
        None,
    )
    if named is not None and named.value != (now.voice if now else ""):
        about_level = wish.has("level") and wish.words[named.start] in ("deep", "softer", "soft", "gentle")
        if not about_level:
            return [call(wish, "set_voiceover", voice=named.value)]
    mark = wish.first("different")
    if (mark is not None and not wish.word("line", "words", "text", "script")) or (mark and wish.word("same")):
        other = next(name for name in _VOICES if now is None or name != now.voice)
        return [call(wish, "set_voiceover", voice=other)]
    return None


def _rewritten(wish: Wish) -> Calls | None:
    if wish.word("line", "words", "text", "script", "say", "says", "rewrite"):
        return [ask("What should the voice-over say?", ())]
    return None
