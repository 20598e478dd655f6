"""Edits of what is heard: the music bed, the voice-over, the own sound of clips. Applied by `store.apply_sound`."""

from typing import Annotated, Literal

from pydantic import Field

from store.scene import ClipSound, Value


class SetMusic(Value):
    """Change the music bed; with `media` it is set, if there was none."""

    op: Literal["set_music"] = "set_music"
    media: str | None = None
    gain_db: float | None = None
    duck: bool | None = None
    fade_in_s: float | None = None
    fade_out_s: float | None = None
    start_s: float | None = None


class RemoveMusic(Value):
    op: Literal["remove_music"] = "remove_music"


class SetVoiceover(Value):
    """Change the voice-over; new words or another voice without `media` mean it is not recorded yet."""

    op: Literal["set_voiceover"] = "set_voiceover"
    text: str | None = None
    media: str | None = None
    gain_db: float | None = None
    voice: str | None = None


class RemoveVoiceover(Value):
    op: Literal["remove_voiceover"] = "remove_voiceover"


class ClipSoundChange(Value):
    """How the own sound of one shot's take is heard; None: it is left out."""

    shot_id: str
    sound: ClipSound | None = None


class SetClipSound(Value):
    op: Literal["set_clip_sound"] = "set_clip_sound"
    changes: Annotated[tuple[ClipSoundChange, ...], Field(min_length=1)]
