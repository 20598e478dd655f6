"""The film's sound: music, voice and the own sounds of clips levelled, ducked, mixed, brought to loudness, encoded.

Everything that the ffmpeg program does is asked for here. Files are named to it as `file:` addresses with a list of the
formats it may open; filters get numbers only, never what a person typed.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import ffmpeg
import imageio_ffmpeg

from store.clip_tracks import OVER_S, ClipTrack, Fade, Stretch
from store.clip_tracks import clip_tracks as tracks_of
from store.scene import Music, Scene, Voiceover
from tools.finish.atomic import replacing
from tools.finish.audio_files import LONGEST_S, OPENING, has_sound
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
_MOST_FOR_CLIPS_DB = 12.0
"""A clip is lifted by no more: what it recorded so faintly is the hum of a room."""
_SLOWEST_TEMPO = 0.5
"""What the filter for tempo takes at the least; two of them in a row make a quarter."""
_LAST_FADE_S = 0.02
"""A voice that the film's end cuts off must not click."""


@dataclass(frozen=True)
class _Source:
    """A sound file of the film. `level_db` brings it to `LOUDNESS_LUFS`, before its own gain."""

    path: Path
    level_db: float


@dataclass(frozen=True)
class _Part:
    """Seconds of a file."""

    path: Path
    start_s: float
    length_s: float


@dataclass(frozen=True)
class _Mix:
    """Everything that is heard in a film of `duration_s` seconds: at least one thing."""

    duration_s: float
    music: tuple[Music, _Source] | None
    voice: tuple[Voiceover, _Source] | None
    clips: tuple[tuple[ClipTrack, _Source], ...] = ()


def mix_film(scene: Scene, duration_s: float, resolve_media: Callable[[str], Path], out_path: Path) -> Path:
    """The film's sound as AAC, 48 kHz stereo in an MP4 container, `duration_s` seconds long.

    Every source is brought to one loudness first, so that gains mean the same for loud and quiet recordings; then the
    mix is brought to about -14 LUFS with peaks under -1.5 dB. A gain that differs from its default stays audible: the
    film then lies that much over or under -14 (-10 at the most). Music starts at its `start_s`, is looped to the end of
    the film and, when it ducks, goes down under the voice; so do the own sounds of clips, always. A film without sound
    gets silence.

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
    clips = tuple(_clips(scene, resolve_media))
    if music is None and voice_media is None and not clips:
        return None
    return _Mix(
        duration_s,
        (music, _source(resolve_media(music.media), duration_s)) if music else None,
        (voice, _source(resolve_media(voice_media), duration_s)) if voice and voice_media else None,
        clips,
    )


def _clips(scene: Scene, resolve_media: Callable[[str], Path]) -> Iterable[tuple[ClipTrack, _Source]]:
    """The own sounds of clips with their files. A clip that brought none is silent; its receipt said so."""
    for track in tracks_of(scene):
        path = resolve_media(track.media)
        if has_sound(path):
            # Measured over all of the clip, so that its cuts keep the loudness that they have beside each other.
            source = _source(path, LONGEST_S)
            yield track, _Source(path, min(_MOST_FOR_CLIPS_DB, source.level_db))


# --- the graph -------------------------------------------------------------------------------------------------------


def _mixed(mix: _Mix) -> Any:
    """The ffmpeg stream of the mix: float samples, exactly the film's length."""
    music = _music(*mix.music, mix.duration_s) if mix.music else None
    clips = _together(_tracks(mix)) if mix.clips else None
    beds = [bed for bed in (music, clips) if bed is not None]
    if mix.voice is None:
        return _together(beds)
    spoken, source = mix.voice
    voice = _fitted(_levelled(source), mix.duration_s)
    makes_room = [bed is clips or (mix.music is not None and mix.music[0].duck) for bed in beds]
    if any(makes_room):
        # The key is the voice before its own gain: a voice turned down still makes room for itself.
        voice, *keys = _copies(voice, 1 + sum(makes_room))
        beds = [
            _ducked(bed, keys.pop(), mix.duration_s) if room else bed
            for bed, room in zip(beds, makes_room, strict=True)
        ]
    return _together([*beds, voice.filter("volume", _db(spoken.gain_db))])


def _together(streams: list[Any]) -> Any:
    """Streams of one length, added up."""
    return streams[0] if len(streams) == 1 else ffmpeg.filter(streams, "amix", inputs=len(streams), normalize=0)


def _copies(stream: Any, count: int) -> list[Any]:
    """A stream for several uses."""
    if count == 1:
        return [stream]
    split = stream.filter_multi_output("asplit", count)
    return [split[number] for number in range(count)]


def _music(music: Music, source: _Source, duration_s: float) -> Any:
    length = duration_s - music.start_s
    stream = _levelled(source, loop=True, length_s=length).filter("volume", _db(music.gain_db))
    if music.fade_in_s > 0:
        stream = stream.filter("afade", t="in", st=0, d=_number(min(music.fade_in_s, length)))
    if music.fade_out_s > 0:
        fade = min(music.fade_out_s, length)
        stream = stream.filter("afade", t="out", st=_number(length - fade), d=_number(fade))
    return _fitted(_delayed(stream, music.start_s), duration_s)


# --- the own sounds of clips -----------------------------------------------------------------------------------------


def _tracks(mix: _Mix) -> list[Any]:
    """One stream for each shot whose clip is heard, all of the film's length."""
    parts = [_part(source, stretch) for track, source in mix.clips for stretch in track.stretches]
    # The same part of a file may be heard in several shots; it is then one input with several uses.
    uses = {part: _copies(_opened(part.path, part=part), count) for part, count in Counter(parts).items()}
    return [
        _track(track, source, [uses[_part(source, stretch)].pop() for stretch in track.stretches], mix.duration_s)
        for track, source in mix.clips
    ]


def _part(source: _Source, stretch: Stretch) -> _Part:
    """What a stretch takes from its file; a little more than its own length, to fade over into the next."""
    return _Part(source.path, stretch.source_s, (stretch.length_s + OVER_S) * stretch.speed)


def _track(track: ClipTrack, source: _Source, parts: list[Any], duration_s: float) -> Any:
    stretches = [
        _fitted(_delayed(_at_pace(part, stretch), stretch.at_s), track.length_s)
        for part, stretch in zip(parts, track.stretches, strict=True)
    ]
    heard = _together(stretches).filter("volume", _db(source.level_db + track.gain_db))
    for way, fade in (("in", track.fade_in), ("out", track.fade_out)):
        # With equal power: two sounds that take over from each other keep their loudness.
        heard = _faded(heard, way, fade, "qsin")
    return _fitted(_delayed(heard, track.start_s), duration_s)


def _at_pace(stream: Any, stretch: Stretch) -> Any:
    """A stretch at its pace, its pitch kept; it fades over into one that follows at once."""
    if stretch.speed != 1:
        links = 1 if stretch.speed >= _SLOWEST_TEMPO else 2
        for _ in range(links):
            stream = stream.filter("atempo", _number(stretch.speed ** (1 / links)))
    stream = _fitted(stream, stretch.length_s + OVER_S)
    for way, fade in (("in", stretch.fade_in), ("out", stretch.fade_out)):
        stream = _faded(stream, way, fade, "tri")
    return stream


def _faded(stream: Any, way: str, fade: Fade, curve: str) -> Any:
    return stream.filter("afade", t=way, st=_number(fade.at_s), d=_number(fade.length_s), curve=curve)


def _delayed(stream: Any, by_s: float) -> Any:
    """Behind `by_s` of silence. Times are counted anew: behind a change of tempo the filter leaves them unsure."""
    return stream.filter("adelay", delays=f"{round(by_s * RATE_HZ)}S", all=1).filter("asetpts", "N/SR/TB")


# --- music under a voice ---------------------------------------------------------------------------------------------


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


def _opened(path: Path, *, loop: bool = False, part: _Part | None = None) -> Any:
    """A file's first sound stream, or a part of it, as 48 kHz stereo float."""
    options = {"stream_loop": -1} if loop else {}
    if part is not None:
        options |= {"ss": _number(part.start_s), "t": _number(part.length_s)}
    stream = ffmpeg.input(f"file:{path.absolute()}", **OPENING, **options).audio
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
    elif mix.clips:
        louder = max(track.gain_db for track, _ in mix.clips)
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
