"""Cues, overlays and music follow their shot when lengths, order or the number of shots change. Pure."""

from collections.abc import Mapping
from typing import TypeVar

from store.scene import Captions, Cue, Overlay, Scene, film_duration_s, replace, shot_starts_s

_Timed = TypeVar("_Timed", Cue, Overlay)

_LEAST_S = 0.3
"""A cue that a shorter shot squeezes keeps at least this length (or its own, if shorter)."""


def shift_with_shots(before: Scene, after: Scene, trimmed_s: Mapping[str, float] | None = None) -> Scene:
    """`after` with every cue and overlay moved along with the shot it started in.

    A time keeps its distance from the start of its shot, clamped to the shot's new length; times past the end of the
    film stay as far past it. What belonged to a removed shot keeps its times: nothing is lost. `trimmed_s`: seconds
    taken off the beginning of shots; what stood in them keeps its distance from the new beginning.
    """
    if not before.shots or not after.shots:
        return after
    captions, overlays, trimmed_s = after.captions, after.overlays, trimmed_s or {}
    if captions is not None and captions.cues:
        moved = tuple(_moved(before, after, trimmed_s, cue) for cue in captions.cues)
        captions = replace(captions, cues=in_order(moved))
    overlays = tuple(_moved(before, after, trimmed_s, overlay) for overlay in overlays)
    return replace(after, captions=captions, overlays=overlays)


def in_order(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Cues by their start; equal starts keep their order."""
    return tuple(sorted(cues, key=lambda cue: cue.start_s))


def with_cues(track: Captions | None, cues: tuple[Cue, ...]) -> Captions:
    """The caption track with other cues."""
    return replace(track or Captions(), cues=in_order(cues))


def _moved(before: Scene, after: Scene, trimmed_s: Mapping[str, float], value: _Timed) -> _Timed:
    if _spans_film(before, value):
        start, end = value.start_s, value.end_s + film_duration_s(after) - film_duration_s(before)
    else:
        home = _shot_at(before, value.start_s)
        start = _new_time(before, after, trimmed_s, home, value.start_s)
        if _reordered(before, after):
            end = start + value.end_s - value.start_s
        else:
            last = _shot_at(before, value.end_s - 1e-3)
            end = _new_time(before, after, trimmed_s, last, value.end_s)
    end = max(end, start + min(_LEAST_S, value.end_s - value.start_s))
    start, end = round(start, 3), round(end, 3)
    return value if (start, end) == (value.start_s, value.end_s) else replace(value, start_s=start, end_s=end)


def _spans_film(scene: Scene, value: Cue | Overlay) -> bool:
    """Shown from the first to the last frame: it stays so."""
    return len(scene.shots) > 1 and value.start_s <= 1e-3 and value.end_s >= film_duration_s(scene) - 1e-3


def _reordered(before: Scene, after: Scene) -> bool:
    """The shots that both films have stand in another order."""
    old, new = [shot.id for shot in before.shots], [shot.id for shot in after.shots]
    return [i for i in old if i in new] != [i for i in new if i in old]


def _shot_at(scene: Scene, time_s: float) -> int:
    """The shot that has last started at a time."""
    starts = shot_starts_s(scene)
    return max((i for i, start in enumerate(starts) if start <= time_s + 1e-6), default=0)


def _new_time(before: Scene, after: Scene, trimmed_s: Mapping[str, float], home: int, time_s: float) -> float:
    shot_id = before.shots[home].id
    places = [i for i, shot in enumerate(after.shots) if shot.id == shot_id]
    if not places:
        return time_s
    old, new = before.shots[home].duration_s, after.shots[places[0]].duration_s
    offset = time_s - shot_starts_s(before)[home]
    cut = trimmed_s.get(shot_id, 0.0)
    old, offset = old - cut, offset - cut if offset >= cut else offset
    start = shot_starts_s(after)[places[0]]
    if old == new:
        return start + offset
    return start + (new + offset - old if offset > old else min(offset, new))
