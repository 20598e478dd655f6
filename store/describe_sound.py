"""Receipt lines of music and voice-over. Pure."""

from collections.abc import Iterator

from store.lines import Line
from store.scene import Music, Scene, Voiceover
from store.wording import decibels, seconds


def sound_lines(before: Scene, after: Scene) -> Iterator[Line]:
    for name, words in (("music", "Music"), ("voiceover", "Voice-over")):
        old, new = getattr(before.soundtrack, name), getattr(after.soundtrack, name)
        if (old is None) != (new is None):
            a, b = (None if one is None else _heard(one) for one in (old, new))
            yield Line(what=words, old=a or "none", new=b or "removed")
        elif old is not None:
            for field in type(old).model_fields:
                a, b = getattr(old, field), getattr(new, field)
                if a != b:
                    yield Line(
                        what=f"{words} {_FIELD_WORDS[field]}", old=_sound_value(field, a), new=_sound_value(field, b)
                    )


def _heard(sound: Music | Voiceover) -> str:
    return f"“{sound.text}”" if isinstance(sound, Voiceover) and sound.text else "on"


_FIELD_WORDS = {
    "media": "recording",
    "gain_db": "level",
    "duck": "ducking",
    "fade_in_s": "fade-in",
    "fade_out_s": "fade-out",
    "start_s": "start",
    "text": "words",
    "voice": "voice",
}


def _sound_value(field: str, value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if field == "gain_db" and isinstance(value, float | int):
        return decibels(float(value))
    if isinstance(value, float | int):
        return seconds(float(value))
    if field == "media":
        return "not recorded yet" if value is None else "there"
    return f"“{value}”" if field == "text" else str(value)
