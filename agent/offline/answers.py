"""Answers in words: what the scene holds, what can be done."""

from agent.offline.context import Context
from agent.offline.reading.topics import topic
from agent.offline.targets import find_target
from agent.offline.wish import Wish
from store.scene import Look, Shot
from store.wording import MOVE_NAMES, amount, seconds

_HELP = (
    "Say what you see in your head, one sentence at a time: “slow push-in, 6 seconds”, “warmer”, “swap shots 1 and 2”, "
    "“add a caption: Hello”, “captions higher”, “music down 3 dB”, “make it square”, “undo”, “what did we change?”, "
    "“export for TikTok”. “A bit more”, “too much” and “the other way” refer to the last change."
)
_HELP_ON = {
    "captions": (
        "Captions: “add a caption: Hello”, “captions higher”, “first caption: Good morning”, "
        "“captions yellow, larger, no box”, “hide the captions”."
    ),
    "music": (
        "Music: “music down 3 dB”, “fade the music out over 2 seconds”, “duck the music under the "
        "voice”, “remove the music”."
    ),
    "voiceover": "Voice-over: “voice-over: Every morning starts here”, “a different voice”, “voice louder”.",
    "transition": (
        "Transitions: “crossfade into the last shot, 0.4 s”, “dip to black between 1 and 2”, “hard "
        "cuts everywhere”."
    ),
    "logo": "Logo: “add our logo top right”, “logo smaller”, “remove the logo”.",
    "overlay": "Texts: “put 'Batch 12' top left”, “make the text larger”, “text only in the last 2 seconds”.",
}  # fmt: skip
_NEUTRAL = Look()


def answer_for(wish: Wish, *, help_wanted: bool) -> str:
    """The answer to a question; a summary of the scene where nothing in particular is asked."""
    if help_wanted:
        return _help(wish)
    about = _about(wish)
    return about if about is not None else summary(wish.context)


def _help(wish: Wish) -> str:
    named = topic(wish)
    if named in _HELP_ON:
        return _HELP_ON[named]
    if wish.has("export") or wish.has("platform"):
        return (
            "Say where it should go: “export for TikTok”, “export for Reels and Instagram feed”, "
            "“export for YouTube”. The files appear here for download."
        )
    if wish.has("history"):
        return (
            "“undo”, “redo”, “back to version 2”, “back to the original”, “compare with before” and "
            "“what did we change?” go through the history; nothing is ever deleted."
        )
    if wish.has("move"):
        return (
            "Camera: “slow push-in”, “pan left”, “tilt up”, “orbit right 10 degrees”, “less shake”, "
            "“start the push at 1 s”, “ease out”, “no camera move”."
        )
    if wish.has("prop") or wish.has("temperature") or wish.has("lookword"):
        return (
            "Look: “warmer”, “half a stop darker”, “more contrast”, “open up the shadows”, “black "
            "and white”, “golden hour”, “a touch of grain”."
        )
    return _HELP


def _about(wish: Wish) -> str | None:
    """The part of the scene that is asked about, in words."""
    context = wish.context
    named = topic(wish)
    scene = context.scene
    if named in ("captions", "text"):
        return captions_in_words(context)
    if named in ("music", "voiceover", "sound"):
        return sound_in_words(context, named)
    if named in ("overlay", "logo"):
        return overlays_in_words(context)
    if named == "transition":
        return transitions_in_words(context)
    if named == "title":
        return f"The film is called “{scene.title}”."
    if named == "budget":
        return "No budget is set." if scene.budget_usd is None else f"The budget is ${scene.budget_usd:.2f}."
    if wish.has("fpsword"):
        return f"The film runs at {scene.frame_rate} frames per second."
    if wish.has("aspect") or wish.has("ratioword") or wish.word("resolution", "size", "shape"):
        return f"The film is {scene.aspect_ratio}."
    return _about_shots(wish)


def _about_shots(wish: Wish) -> str | None:
    context = wish.context
    shots = context.scene.shots
    if not shots:
        return None
    ids = find_target(wish).ids
    meant = tuple(shot for shot in shots if shot.id in ids) or shots
    if wish.word("many") and wish.has("shotword"):
        return (
            f"There {'is one shot' if len(shots) == 1 else f'are {len(shots)} shots'}: "
            + "; ".join(_named(context, s) for s in shots)
            + "."
        )
    if wish.has("length") or wish.has("lengthprop") or wish.word("seconds", "last", "lasts", "run"):
        return lengths_in_words(context, meant)
    if wish.word("lock", "locked", "still", "stills"):
        return stills_in_words(context, meant)
    if (
        wish.has("move")
        or wish.has("static")
        or wish.has("speed")
        or wish.has("speedprop")
        or wish.has("easing")
        or wish.word("moves", "camera")
    ):
        return " ".join(f"{_label(context, s)}: {moves_in_words(s)}." for s in meant)
    if any(
        wish.has(tag) for tag in ("prop", "temperature", "exposure", "contrast", "saturation", "lookword", "lookname")
    ):
        return " ".join(f"{_label(context, s)}: {look_in_words(s)}." for s in meant)
    if ids:
        return " ".join(
            (
                f"{_label(context, s)}: {_named(context, s)}, {seconds(s.duration_s)}, "
                f"{moves_in_words(s)}, {look_in_words(s)}."
            )
            for s in meant
        )
    return None


def _label(context: Context, shot: Shot) -> str:
    return f"Shot {context.shot_ids.index(str(shot.id)) + 1}"


def _named(context: Context, shot: Shot) -> str:
    return shot.description or shot.still_prompt or _label(context, shot).lower()


def moves_in_words(shot: Shot) -> str:
    """The moves of a shot: "push-in of 12 % from 0 to 6 s"."""
    if not shot.camera:
        return "the camera stands still"
    told = [
        f"{MOVE_NAMES[m.kind]} of {amount(m.kind, m.amount)} from {m.start_s:g} to {seconds(m.end_s)}"
        for m in shot.camera
    ]
    return ", ".join(told)


def look_in_words(shot: Shot) -> str:
    """What of the look is not neutral."""
    values = [
        (name, getattr(shot.look, name))
        for name in Look.model_fields
        if getattr(shot.look, name) != getattr(_NEUTRAL, name)
    ]
    return "the look is neutral" if not values else ", ".join(f"{name} {value:+g}" for name, value in values)


def lengths_in_words(context: Context, shots: tuple[Shot, ...]) -> str:
    """How long shots and film last."""
    if len(context.scene.shots) == 1:
        return f"The film is one shot of {seconds(context.film_s)}."
    each = ", ".join(f"{_label(context, s).lower()} lasts {seconds(s.duration_s)}" for s in shots)
    return f"The film lasts {seconds(round(context.film_s, 2))}; {each}."


def stills_in_words(context: Context, shots: tuple[Shot, ...]) -> str:
    """Which shots have a locked still."""
    told = [
        f"{_label(context, s)} {'has its still locked' if s.still else 'has no still yet'} ({_named(context, s)})."
        for s in shots
    ]
    return " ".join(told)


def captions_in_words(context: Context) -> str:
    """The captions and how they look."""
    captions = context.scene.captions
    if captions is None or not captions.cues:
        return "There are no captions yet. Say “add a caption:” and the words."
    cues = "; ".join(f"“{cue.text}” from {cue.start_s:g} to {seconds(cue.end_s)}" for cue in captions.cues)
    shown = "" if captions.visible else ", hidden"
    box = "with a box" if captions.box else "without a box"
    return (
        f"Captions: {cues}. They are {captions.size}, {captions.color}, at the {captions.position}, "
        f"{box}, animation {captions.animation}{shown}."
    )


def overlays_in_words(context: Context) -> str:
    """Texts and logos over the film."""
    overlays = context.scene.overlays
    if not overlays:
        return "There is no text or logo over the film yet."
    told = [
        (
            f"{'the logo' if o.kind == 'logo' else f'“{o.text}”'} at {o.position.replace('_', ' ')} "
            f"({o.size}) from {o.start_s:g} to {seconds(o.end_s)}"
        )
        for o in overlays
    ]
    return "Over the film: " + "; ".join(told) + "."


def sound_in_words(context: Context, named: str) -> str:
    """Music and voice-over."""
    music, voice = context.scene.soundtrack.music, context.scene.soundtrack.voiceover
    told: list[str] = []
    if named != "voiceover":
        told.append(
            "There is no music yet." if music is None else
            (
                f"The music “{music.media.split(':')[-1]}” plays at {music.gain_db:g} dB, "
                f"{'ducked under the voice' if music.duck else 'not ducked'}, fade-in "
                f"{seconds(music.fade_in_s)}, fade-out {seconds(music.fade_out_s)}."
            )
        )  # fmt: skip
    if named != "music":
        told.append(
            "There is no voice-over yet."
            if voice is None
            else f"The voice-over “{voice.text}” is spoken by {voice.voice} at {voice.gain_db:g} dB."
        )
    return " ".join(told)


def transitions_in_words(context: Context) -> str:
    """How shots follow each other."""
    shots = context.scene.shots
    if len(shots) < 2:
        return "There is one shot, so there is no transition."
    names = {"cut": "a hard cut", "crossfade": "a crossfade", "fade_black": "a fade through black"}
    told = [
        f"into shot {n}: {names[s.transition.kind]}"
        + (f" of {seconds(s.transition.duration_s)}" if s.transition.duration_s else "")
        for n, s in enumerate(shots[1:], 2)
    ]
    return "Transitions: " + "; ".join(told) + "."


def summary(context: Context) -> str:
    """The scene in a few words."""
    scene = context.scene
    if not scene.shots:
        return (
            "There is no shot yet: upload a still, describe a picture, or take a sample. Then say how it should move. "
            + _HELP
        )
    shots = "; ".join(
        f"{_label(context, s).lower()}: {_named(context, s)}, {seconds(s.duration_s)}, {moves_in_words(s)}"
        for s in scene.shots
    )
    return (
        f"“{scene.title}”: {scene.aspect_ratio}, {seconds(round(context.film_s, 2))}, "
        f"{scene.frame_rate} frames per second; {shots}."
    )
