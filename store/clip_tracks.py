"""The own sounds of clips on the film's time: which part of which file is heard when, how fast and how loud. Pure.

A clip's sound follows its pictures. Where they run backwards, stand still, or run so fast or slow that nothing could be
made out, it is silent.
"""

from collections.abc import Iterator
from itertools import pairwise

from store.scene import Scene, Shot, Value, film_duration_s, overlap_s, shot_starts_s
from store.video_takes import paced, video_of

SLOWEST, FASTEST = 0.25, 4.0
"""Paces at which a sound is still one."""
_EDGE_S = 0.005
"""A sound that is cut in the middle of a wave clicks; so long a fade does not."""
OVER_S = 0.02
"""So long a stretch goes on into the next one, which has another pace: one fades out while the other fades in."""


class Fade(Value):
    """From `at_s`, over `length_s`. Silent before a fade in, and after a fade out."""

    at_s: float
    length_s: float


class Stretch(Value):
    """`length_s` seconds of a shot from `at_s` on, in which its take is heard from `source_s` on at an even `speed`.
    Its fades count from `at_s`."""

    at_s: float
    length_s: float
    source_s: float
    speed: float
    fade_in: Fade
    fade_out: Fade


class ClipTrack(Value):
    """The sound of the file `media` under one shot, which lasts from `start_s` of the film for `length_s`. Its fades
    count from the start of the shot."""

    media: str
    gain_db: float
    start_s: float
    length_s: float
    fade_in: Fade
    fade_out: Fade
    stretches: tuple[Stretch, ...]


def clip_tracks(scene: Scene) -> tuple[ClipTrack, ...]:
    """Every clip's sound that the film lets hear, in the order of the shots."""
    tracks: list[ClipTrack] = []
    for index, (shot, start_s) in enumerate(zip(scene.shots, shot_starts_s(scene), strict=True)):
        media, stretches = video_of(shot.take), tuple(_stretches(shot))
        if shot.sound is None or media is None or not stretches:
            continue
        fade_in, fade_out = _fades(scene, index)
        tracks.append(
            ClipTrack(
                media=media,
                gain_db=shot.sound.gain_db,
                start_s=round(start_s, 6),
                length_s=shot.duration_s,
                fade_in=fade_in,
                fade_out=fade_out,
                stretches=stretches,
            )
        )
    return tuple(tracks)


def silent_s(shot: Shot) -> float:
    """For how many seconds of a shot the pace of its take leaves its sound out."""
    return sum(until_s - at_s for at_s, until_s, _, speed in paced(shot.retime, shot.duration_s) if not _heard(speed))


def _heard(speed: float) -> bool:
    return SLOWEST - 1e-6 <= speed <= FASTEST + 1e-6


def _stretches(shot: Shot) -> Iterator[Stretch]:
    every = [(0.0, 0.0, 0.0, 0.0), *paced(shot.retime, shot.duration_s), (0.0, 0.0, 0.0, 0.0)]
    for (before, now), (_, after) in pairwise(pairwise(every)):
        at_s, until_s, source_s, speed = now
        if _heard(speed):
            length_s = until_s - at_s
            edge_s = min(_EDGE_S, length_s / 4)
            comes_s = OVER_S if _heard(before[3]) else edge_s
            goes = (length_s, OVER_S) if _heard(after[3]) else (length_s - edge_s, edge_s)
            yield Stretch(
                at_s=round(at_s, 6), length_s=round(length_s, 6), source_s=round(max(0.0, source_s), 6),
                speed=round(speed, 6), fade_in=Fade(at_s=0, length_s=comes_s),
                fade_out=Fade(at_s=round(goes[0], 6), length_s=goes[1]),
            )  # fmt: skip


def _fades(scene: Scene, index: int) -> tuple[Fade, Fade]:
    """How a shot's sound comes and goes: with its pictures, or as good as at once at a cut."""
    shot = scene.shots[index]
    before, after = overlap_s(scene, index), overlap_s(scene, index + 1) if index + 1 < len(scene.shots) else 0.0
    edge = min(_EDGE_S, shot.duration_s / 4)
    comes, goes = Fade(at_s=0.0, length_s=edge), Fade(at_s=shot.duration_s - edge, length_s=edge)
    if index == 0 and shot.transition.kind == "fade_black":
        comes = Fade(at_s=0.0, length_s=min(shot.transition.duration_s, shot.duration_s))
    elif before > 0:
        black = shot.transition.kind == "fade_black"
        comes = Fade(at_s=before / 2, length_s=before / 2) if black else Fade(at_s=0.0, length_s=before)
    if after > 0:
        black = scene.shots[index + 1].transition.kind == "fade_black"
        goes = Fade(at_s=shot.duration_s - after, length_s=after / 2 if black else after)
    return comes, goes


def film_sound(scene: Scene) -> list[object]:
    """Everything that is heard in the film, as JSON: what a key of its sound is made from."""
    document: list[object] = [scene.soundtrack.model_dump(mode="json"), round(film_duration_s(scene), 3)]
    tracks = clip_tracks(scene)
    return [*document, [track.model_dump(mode="json") for track in tracks]] if tracks else document
