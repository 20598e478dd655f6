"""Sound files that people bring: what they are, and whether they can be used as music or voice."""

from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError, InvalidDataError

from store.errors import BadUpload, RenderFailed
from store.scene import Value

LONGEST_S = 15 * 60.0

OPENING = {
    "protocol_whitelist": "file",
    "format_whitelist": "mp3,wav,w64,aiff,flac,ogg,aac,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,caf",
}
"""How a stranger's file is opened: formats that hold sound themselves, and no playlist that points to other files."""

_ENDINGS = {
    "mp3": "mp3", "wav": "wav", "w64": "w64", "aiff": "aiff", "flac": "flac", "ogg": "ogg", "aac": "aac",
    "mov,mp4,m4a,3gp,3g2,mj2": "m4a", "matroska,webm": "webm", "caf": "caf",
}  # fmt: skip

_KINDS = "MP3, M4A, WAV, FLAC or OGG"


class AudioFacts(Value):
    """A sound file. `duration_s` is counted from its samples; `ending` is the file name's, without the dot."""

    codec: str
    rate_hz: int
    channels: int
    duration_s: float
    ending: str


def accept_audio(path: Path) -> AudioFacts:
    """Decode an uploaded sound from end to end. Raises BadUpload with a sentence for the person."""
    if path.stat().st_size == 0:
        raise BadUpload(f"This file is empty. Nothing was changed; upload the music again as {_KINDS}.")
    try:
        facts = probe_audio(path)
    except (FFmpegError, ValueError, IndexError) as error:
        raise BadUpload(
            f"This file has no sound in it that can be played. Nothing was changed; upload music as {_KINDS}."
        ) from error
    if facts.duration_s > LONGEST_S:
        raise BadUpload(
            f"This sound is longer than {LONGEST_S / 60:.0f} minutes. Nothing was changed; "
            "cut out the part that you need and upload that."
        )
    return facts


def has_sound(path: Path) -> bool:
    """Whether a file that we keep has a sound. Raises RenderFailed where it cannot be read any more."""
    try:
        with av.open(str(path), options=dict(OPENING)) as container:
            return bool(container.streams.audio)
    except FFmpegError as error:
        raise RenderFailed(
            "A clip of this film can no longer be read. Nothing was changed; upload it again or pick another take."
        ) from error


def probe_audio(path: Path) -> AudioFacts:
    """The facts of a sound file, by decoding it (a little past `LONGEST_S` at the most).

    Raises av's FFmpegError, ValueError or IndexError when there is no sound.
    """
    with av.open(str(path), options=dict(OPENING)) as container:
        audio = container.streams.audio[0]
        seconds = _decoded_s(container, audio)
        if seconds <= 0:
            raise ValueError("no samples")
        return AudioFacts(
            codec=audio.codec_context.name,
            rate_hz=audio.codec_context.sample_rate,
            channels=audio.codec_context.channels,
            duration_s=seconds,
            ending=_ENDINGS[container.format.name],
        )


def _decoded_s(container: InputContainer, audio: AudioStream) -> float:
    """Seconds of sound. Single broken packets are left out, as players do; a file of mostly broken ones is no sound."""
    seconds, good, broken = 0.0, 0, 0
    for packet in container.demux(audio):
        try:
            seconds += sum(frame.samples / frame.sample_rate for frame in packet.decode())
            good += 1
        except InvalidDataError:
            broken += 1
        if seconds > LONGEST_S + 1:
            break
    if broken > good:
        raise ValueError("mostly broken packets")
    return seconds
