"""The film's sound: music and voice levelled, ducked, mixed, brought to loudness and encoded.

Everything that the ffmpeg program does is asked for here. Files are named to it as `file:` addresses with a list of the
formats it may open; filters get numbers only, never what a person typed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import ffmpeg
import imageio_ffmpeg

from store.scene import Music, Scene, Voiceover
from tools.finish.atomic import replacing
from tools.finish.audio_files import OPENING
from tools.finish.children import run
from tools.finish.silence import RATE_HZ, write_silence

LOUDNESS_LUFS = -14.0
"""What TikTok, Instagram and YouTube play at; louder films are turned down by them."""
_LOUDEST_LUFS = -10.0
_USUAL_MUSIC_DB = Music.model_fields["gain_db"].default
"""Where a music bed lies under a voice; alone at this gain it plays at `LOUDNESS_LUFS`."""
_PEAK = 0.8414
"""-1.5 dB of full scale: AAC may overshoot a little, and true peaks should stay under -1."""
_SILENT_LUFS = -69.0
"""The meter's floor is -70: at or under this there is nothing to bring to any loudness."""
_MOST_CORRECTION_DB = 24.0
_DUCKING = {"threshold": 0.04, "ratio": 8, "attack": 40, "release": 600, "knee": 4}
"""Speech at `LOUDNESS_LUFS` lies 14 dB over this threshold (-28 dB), so music goes down by about 12 dB."""
_LAST_FADE_S = 0.02
"""A voice that the film's end cuts off must not click."""


@dataclass(frozen=True)
class _Source:
    """A sound file of the film. `level_db` brings it to `LOUDNESS_LUFS`, before its own gain."""

    path: Path
    level_db: float


@dataclass(frozen=True)
class _Mix:
    """Everything that is heard in a film of `duration_s` seconds: at least one of music and voice."""

    duration_s: float
    music: tuple[Music, _Source] | None
    voice: tuple[Voiceover, _Source] | None


def mix_film(scene: Scene, duration_s: float, resolve_media: Callable[[str], Path], out_path: Path) -> Path:
    """The film's sound as AAC, 48 kHz stereo in an MP4 container, `duration_s` seconds long.

    Every source is brought to one loudness first, so that gains mean the same for loud and quiet recordings; then the
    mix is brought to about -14 LUFS with peaks under -1.5 dB. A gain that differs from its default stays audible: the
    film then lies that much over or under -14 (-10 at the most). Music starts at its `start_s`, is looped to the end of
    the film and, when it ducks, goes down under the voice. A film without sound gets silence.

    Raises what `resolve_media` raises, RenderFailed when a file cannot be mixed, DiskFull.
    """
    mix = _mix(scene, duration_s, resolve_media)
    if mix is None:
        return write_silence(out_path, duration_s)
    measured = _measure(_mixed(mix), duration_s)
    with replacing(out_path) as draft:
        _encode(_mixed(mix), draft, _correction_db(mix, measured), duration_s)
    return out_path


def _mix(scene: Scene, duration_s: float, resolve_media: Callable[[str], Path]) -> _Mix | None:
    music, voice = scene.soundtrack.music, scene.soundtrack.voiceover
    if music and music.start_s >= duration_s:
        music = None
    voice_media = voice.media if voice else None
    if music is None and voice_media is None:
        return None
    return _Mix(
        duration_s,
        (music, _source(resolve_media(music.media), duration_s)) if music else None,
        (voice, _source(resolve_media(voice_media), duration_s)) if voice and voice_media else None,
    )


# --- the graph -------------------------------------------------------------------------------------------------------


def _mixed(mix: _Mix) -> Any:
    """The ffmpeg stream of the mix: float samples, exactly the film's length."""
    music = _music(*mix.music, mix.duration_s) if mix.music else None
    if mix.voice is None:
        return music
    spoken, source = mix.voice
    voice = _fitted(_levelled(source), mix.duration_s)
    if mix.music is None:
        return voice.filter("volume", _db(spoken.gain_db))
    if mix.music[0].duck:
        # The key is the voice before its own gain: a voice turned down still makes room for itself.
        split = voice.filter_multi_output("asplit")
        voice, music = split[0], _ducked(music, split[1], mix.duration_s)
    return ffmpeg.filter([music, voice.filter("volume", _db(spoken.gain_db))], "amix", inputs=2, normalize=0)


def _music(music: Music, source: _Source, duration_s: float) -> Any:
    length = duration_s - music.start_s
    stream = _levelled(source, loop=True, length_s=length).filter("volume", _db(music.gain_db))
    if music.fade_in_s > 0:
        stream = stream.filter("afade", t="in", st=0, d=_number(min(music.fade_in_s, length)))
    if music.fade_out_s > 0:
        fade = min(music.fade_out_s, length)
        stream = stream.filter("afade", t="out", st=_number(length - fade), d=_number(fade))
    return _fitted(stream.filter("adelay", delays=round(music.start_s * 1000), all=1), duration_s)


def _ducked(music: Any, key: Any, duration_s: float) -> Any:
    """Music made quieter where `key` is loud, `duration_s` long."""
    # The compressor drops what it holds when an input ends, more or less of it with the threads' timing: so both go on
    # for a second that is cut off afterwards, and the same film gives the same samples.
    inputs = [stream.filter("apad", pad_dur=1) for stream in (music, key)]
    return _fitted(ffmpeg.filter(inputs, "sidechaincompress", **_DUCKING), duration_s)


def _levelled(source: _Source, *, loop: bool = False, length_s: float | None = None) -> Any:
    stream = _opened(source.path, loop=loop).filter("volume", _db(source.level_db))
    if length_s is None:
        return stream
    return stream.filter("atrim", duration=_number(length_s)).filter("asetpts", "PTS-STARTPTS")


def _opened(path: Path, *, loop: bool = False) -> Any:
    """A file's first sound stream as 48 kHz stereo float."""
    repeat = {"stream_loop": -1} if loop else {}
    stream = ffmpeg.input(f"file:{path.absolute()}", **OPENING, **repeat).audio
    return stream.filter("aresample", RATE_HZ).filter("aformat", sample_fmts="fltp", channel_layouts="stereo")


def _fitted(stream: Any, duration_s: float) -> Any:
    """Padded with silence or cut to exactly this length."""
    return stream.filter("apad", whole_dur=_number(duration_s)).filter("atrim", duration=_number(duration_s))


def _db(gain: float) -> str:
    return f"{gain:.3f}dB"


def _number(seconds: float) -> str:
    return f"{max(0.0, seconds):.6f}"


# --- loudness --------------------------------------------------------------------------------------------------------


def _source(path: Path, duration_s: float) -> _Source:
    stat = path.stat()
    measured = _measured_file(path, stat.st_mtime_ns, stat.st_size, duration_s)
    return _Source(path, _bounded(LOUDNESS_LUFS - measured) if measured > _SILENT_LUFS else 0.0)


@lru_cache(maxsize=64)
def _measured_file(path: Path, _changed: int, _size: int, duration_s: float) -> float:
    """Integrated loudness, in LUFS, of the part of a file that a film of this length can hold."""
    return _measure(_opened(path).filter("atrim", duration=_number(duration_s)), duration_s)


def _measure(stream: Any, duration_s: float) -> float:
    """Integrated loudness in LUFS (EBU R 128, ITU-R BS.1770); -70 for silence and for less than 0.4 s."""
    metered = stream.filter("ebur128", framelog="quiet")
    report = _run(metered.output("-", format="null"), duration_s)
    found = re.findall(r"^\s+I:\s+(-?\d+(?:\.\d+)?) LUFS", report, re.MULTILINE)
    return float(found[-1]) if found else -70.0


def _correction_db(mix: _Mix, measured: float) -> float:
    """What brings the mix to the loudness that is wished for."""
    if measured <= _SILENT_LUFS:
        return 0.0
    louder = 0.0
    if mix.voice:
        louder = mix.voice[0].gain_db
    elif mix.music:
        louder = mix.music[0].gain_db - _USUAL_MUSIC_DB
    return _bounded(min(_LOUDEST_LUFS, LOUDNESS_LUFS + louder) - measured)


def _bounded(correction_db: float) -> float:
    return max(-_MOST_CORRECTION_DB, min(_MOST_CORRECTION_DB, correction_db))


def _encode(stream: Any, path: Path, gain_db: float, duration_s: float) -> None:
    """Gain, a limiter for true peaks (it looks at four times the rate), a last fade, AAC."""
    fade = {"st": _number(duration_s - _LAST_FADE_S), "d": _number(_LAST_FADE_S)}
    limited = (
        stream.filter("volume", _db(gain_db))
        .filter("aresample", 4 * RATE_HZ)
        .filter("alimiter", limit=_PEAK, attack=5, release=80, level=0, latency=1)
        .filter("aresample", RATE_HZ)
        .filter("afade", t="out", **fade)
        .filter("atrim", duration=_number(duration_s))
    )
    options = {"acodec": "aac", "audio_bitrate": "192k", "ar": RATE_HZ, "ac": 2, "format": "mp4"}
    bits = {"fflags": "+bitexact", "flags:a": "+bitexact", "map_metadata": -1}
    _run(limited.output(f"file:{path.absolute()}", **options, **bits), duration_s)


def _run(output: Any, duration_s: float) -> str:
    binary: str = imageio_ffmpeg.get_ffmpeg_exe()
    arguments = output.global_args("-nostdin", "-hide_banner").compile(cmd=binary, overwrite_output=True)
    return run(arguments, timeout_s=60 + 2 * duration_s, purpose="Mixing the sound")
