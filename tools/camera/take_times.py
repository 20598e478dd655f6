"""Which frames of a take show when: the shot's retiming laid over the times of the take's own frames. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from store.retiming import Retime, speeds
from store.video_takes import GRACE_S
from tools.camera.moves import Floats

_SLOWED = 0.95
"""Below this pace frames are mixed with their neighbours; at about their own pace they stay sharp."""
_SHARES = 32
_EARLIER = 0.1
"""So little (in frames) behind a change of frames the earlier one still shows: times in files are rounded."""


@dataclass(frozen=True, eq=False)
class Shown:
    """For each frame of a shot: `first` frame of the take, `share` (0..1) of the one after it that is mixed in, and
    whether the take has a picture then at all."""

    first: NDArray[np.int64]
    share: Floats
    there: NDArray[np.bool_]


def source_times(retime: Retime | None, at_s: Floats) -> Floats:
    """The take's time at each time of the shot; outside the take where it has run out (see `store.retiming`)."""
    if retime is None:
        return at_s
    points = np.array([point.at_s for point in retime.points])
    sources = np.array([point.source_s for point in retime.points])
    place = np.clip(np.searchsorted(points, at_s, side="right"), 1, len(points) - 1)
    pace = np.array(speeds(retime))[place - 1]
    return np.asarray(sources[place - 1] + (at_s - points[place - 1]) * pace, np.float64)


def shown_frames(retime: Retime | None, frames: int, frame_rate: int, frame_times_s: Floats, end_s: float) -> Shown:
    """What each frame of the shot shows, of a take whose frames begin at `frame_times_s` and which ends at `end_s`.

    A frame shows the middle of its time, so that backwards shows what forwards does.
    """
    at_s = (np.arange(frames) + 0.5) / frame_rate
    wanted = source_times(retime, at_s)
    there = (wanted > -GRACE_S) & (wanted < end_s + GRACE_S)
    last = len(frame_times_s) - 1
    # Frames as a scale: 3.25 is a quarter of the way through frame 3.
    place = np.interp(wanted, np.append(frame_times_s, end_s), np.arange(last + 2))
    pace = _paces(retime, at_s)
    mixed = (pace > 0) & (pace < _SLOWED)
    middle = np.clip(place - 0.5, 0, last)
    first = np.where(mixed, np.floor(middle), np.floor(np.clip(place - _EARLIER, 0, last)))
    share = np.where(mixed & (first < last), np.round((middle - first) * _SHARES) / _SHARES, 0)
    return Shown(first.astype(np.int64), share, there)


def _paces(retime: Retime | None, at_s: Floats) -> Floats:
    """How fast the take runs at each time, whichever way."""
    if retime is None:
        return np.ones(len(at_s))
    points = np.array([point.at_s for point in retime.points])
    place = np.clip(np.searchsorted(points, at_s, side="right"), 1, len(points) - 1)
    return np.abs(np.array(speeds(retime)))[place - 1]
