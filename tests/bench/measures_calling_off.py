"""How soon a render stops that is called off while the plates of a final are made, and what is left of it."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.clips import FINAL, STILLS, everything
from tests.bench.rows import Row
from tools.camera.segment import Stopped
from tools.rendering.films import FilmMaker
from tools.rendering.orders import FilmOrder


def rows(folder: Path, quick: bool) -> Iterator[Row]:
    """A render from cold is called off at evenly spread moments of its first third of a second."""
    tries = 6 if quick else 20
    found = [stopped_after_s(folder / "called-off", 0.3 * attempt / tries) for attempt in range(tries)]
    told = f"slowest of {tries}; a final from cold, while its plates are made"
    yield Row("called off until it has stopped", max(found), "s", 0.1, detail=told)


def stopped_after_s(cache: Path, after_s: float) -> float:
    """Seconds from calling a render off, `after_s` into it, until its process could take the next one."""
    shutil.rmtree(cache, ignore_errors=True)
    called_off_at = time.perf_counter() + after_s
    order = FilmOrder(everything(2.0), FINAL, STILLS, {}, cache, 10**9, silence=True)
    try:
        FilmMaker().make(order, lambda _: None, lambda: time.perf_counter() >= called_off_at)
    except Stopped:
        waited_s = time.perf_counter() - called_off_at
    else:
        raise RuntimeError("the film was done before it was called off")
    if left := [path.name for path in cache.iterdir() if path.is_file()]:
        raise RuntimeError(f"half a film was left: {', '.join(left)}")
    return waited_s
