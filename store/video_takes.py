"""Takes that are video. Their id names their file, so a scene says by itself which pictures it shows. Pure."""

from collections.abc import Iterator
from itertools import pairwise

from store.retiming import Retime, RetimePoint
from store.scene import Cover, Shot, TakeId

GRACE_S = 0.05
"""So much may lack at a take's end without a word: its last frame stays on, hardly longer than a frame."""
MAX_CROP = 0.12
"""Share of the picture's width and height that steadying a take may cost at full strength."""
_PREFIX = "video:"


def video_take_id(shot_id: str, media: str) -> TakeId:
    """The id of the take that shows the file `media` in a shot; an empty `shot_id`: in none yet."""
    return TakeId(f"{_PREFIX}{shot_id}:{media}")


def video_of(take: str | None) -> str | None:
    """The file (a media id) that a take shows; None for a take that is rendered from the still."""
    return take.rsplit(":", 1)[1] if take is not None and take.startswith(_PREFIX) else None


def shows_video(shot: Shot) -> bool:
    """Whether a shot shows a take that is video, and not its still."""
    return video_of(shot.take) is not None


def shown_covers(shot: Shot) -> tuple[Cover, ...]:
    """The covers that lie over what a shot shows."""
    video = video_of(shot.take)
    return tuple(cover for cover in shot.covers if cover.video == video)


def as_made(duration_s: float, from_s: float = 0.0) -> Retime:
    """A take as it was made, from `from_s` of it on."""
    return Retime(
        points=(RetimePoint(at_s=0, source_s=from_s), RetimePoint(at_s=duration_s, source_s=from_s + duration_s))
    )


def lacking_s(retime: Retime | None, duration_s: float, take_s: float) -> float:
    """For how many seconds of a shot its take, which lasts `take_s`, has no picture; 0 for less than a frame or so."""
    lacking = 0.0
    for (start_s, first_s), (end_s, last_s) in _stretches(retime or as_made(duration_s), duration_s):
        if first_s == last_s:
            share = float(not 0 <= first_s <= take_s)
        else:
            low, high = min(first_s, last_s), max(first_s, last_s)
            share = 1 - max(0.0, min(high, take_s) - max(low, 0.0)) / (high - low)
        lacking += share * (end_s - start_s)
    return lacking if lacking > GRACE_S else 0.0


def lasts_s(retime: Retime | None, duration_s: float, take_s: float) -> float:
    """How long a shot runs before its take, which lasts `take_s`, has no picture: at most `duration_s`."""
    for (start_s, first_s), (end_s, last_s) in _stretches(retime or as_made(duration_s), duration_s):
        if not -1e-6 <= last_s <= take_s + 1e-6:
            edge = take_s if last_s > take_s else 0.0
            share = (edge - first_s) / (last_s - first_s) if last_s != first_s else 0.0
            return start_s + max(0.0, share) * (end_s - start_s)
    return duration_s


def paced(retime: Retime | None, duration_s: float) -> Iterator[tuple[float, float, float, float]]:
    """The even stretches of a shot: from when to when, the take's time at its start, and the pace."""
    for (start_s, first_s), (end_s, last_s) in _stretches(retime or as_made(duration_s), duration_s):
        yield start_s, end_s, first_s, (last_s - first_s) / (end_s - start_s)


def _stretches(retime: Retime, duration_s: float) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The even stretches of a retiming over a shot, as (shot's time, take's time) at their ends, not bounded by the
    take; the first and the last go on to the shot's ends."""
    inner = [point.at_s for point in retime.points[1:-1] if 0 < point.at_s < duration_s]
    moments = [0.0, *inner, duration_s]
    yield from pairwise((at_s, unbounded_source(retime, at_s)) for at_s in moments)


def unbounded_source(retime: Retime, at_s: float) -> float:
    """The take's time that `at_s` of the shot asks for, even where the take has none (below 0, say)."""
    place = sum(point.at_s <= at_s for point in retime.points)
    a, b = list(pairwise(retime.points))[min(max(place, 1), len(retime.points) - 1) - 1]
    return a.source_s + (at_s - a.at_s) * (b.source_s - a.source_s) / (b.at_s - a.at_s)
