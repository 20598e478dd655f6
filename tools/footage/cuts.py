"""Where a clip of several shots changes from one to the next: measured on its frames, since no vendor says."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from tools.footage.uploads import OPENING

NEAR_S = 0.8
"""How far from where it was asked for a cut is looked for."""
APART_S = 0.5
"""Two cuts lie at least so far apart."""
_SIDE = 48
_LEAST = 12.0
"""Mean difference of two frames in grey levels, below which nothing is a cut; and it stands out from its neighbours."""
_OVER_USUAL = 3.0

Numbers = NDArray[np.float64]


def cuts_near(clip: Path, expected_s: Sequence[float]) -> list[float]:
    """The cut closest to each expected time; the expected time itself where nothing near it is one."""
    times, changes = _changes(clip)
    found: list[float] = []
    for wanted in expected_s:
        near = np.flatnonzero(np.abs(times - wanted) <= NEAR_S)
        best = int(near[np.argmax(changes[near])]) if near.size else None
        found.append(float(times[best]) if best is not None and _is_cut(changes, best) else wanted)
    return found


def strongest_cuts(clip: Path, count: int) -> list[float] | None:
    """The `count` cuts of a clip, in their order; None where it has not so many."""
    times, changes = _changes(clip)
    chosen: list[float] = []
    for place in np.argsort(-changes):
        if len(chosen) == count or not _is_cut(changes, int(place)):
            break
        if all(abs(times[place] - other) >= APART_S for other in chosen):
            chosen.append(float(times[place]))
    return sorted(chosen) if len(chosen) == count else None


def _is_cut(changes: Numbers, place: int) -> bool:
    usual = float(np.median(changes[max(0, place - 12) : place + 13]))
    return bool(changes[place] >= _LEAST and changes[place] >= _OVER_USUAL * usual)


def _changes(clip: Path) -> tuple[Numbers, Numbers]:
    """The time of each frame from the second one on, from the clip's start, and how much it differs from the last."""
    times: list[float] = []
    changes: list[float] = []
    before: NDArray[np.int16] | None = None
    start = 0.0
    with av.open(str(clip), options=dict(OPENING), metadata_errors="ignore") as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        frame: Any
        for frame in container.decode(stream):
            now = frame.reformat(_SIDE, _SIDE, "gray").to_ndarray().astype(np.int16)
            if before is None:
                start = float(frame.time or 0.0)
            else:
                times.append(float(frame.time or 0.0) - start)
                changes.append(float(np.abs(now - before).mean()))
            before = now
    return np.asarray(times), np.asarray(changes)
