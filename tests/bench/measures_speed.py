"""How long renders take, as ratios to the floor: x264 encoding the clip's own frames, ready made, in the same run.

Renders and floors take turns, and the shortest of each counts: what else the machine does falls on both.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from store.scene import Look, Scene, replace
from tests.bench.clips import FINAL, MEDIUM, STILLS, VERYFAST, Clip, Took, captioned, everything, five_shots, push_in
from tests.bench.rows import Row
from tools.camera.encode import Effort
from tools.rendering.films import FilmMaker
from tools.rendering.orders import FilmOrder


def rows(folder: Path, quick: bool) -> Iterator[Row]:
    """The rows of the engine's speed. `quick`: short clips, for a first look."""
    seconds, turns = (1.5, 2) if quick else (6.0, 3)
    clip = Clip(push_in(seconds), FINAL, folder)
    if not quick:
        yield _to_floor("final render, medium, warm plate", 1.10, clip, MEDIUM, 2)
    yield _to_floor("final render, veryfast, warm", 1.25, clip, VERYFAST, turns)
    if not quick:  # what is done once a clip would outweigh a short one
        all_on = Clip(everything(seconds), FINAL, folder)
        yield _to_floor("everything on, cold, veryfast", 1.40, all_on, VERYFAST, turns, cold=True)
    yield _captions(folder, seconds, turns)
    yield _changed_shot(folder, seconds / 3)


def _to_floor(what: str, limit: float, clip: Clip, effort: Effort, turns: int, cold: bool = False) -> Row:
    frames = clip.frames()
    render, floor = _in_turns(turns, lambda: clip.render(effort, cold), lambda: clip.floor(frames, effort))
    return _ratio(what, "x floor", limit, render, floor, effort.preset)


def _captions(folder: Path, seconds: float, turns: int) -> Row:
    with_, without = (Clip(scene, FINAL, folder) for scene in (captioned(seconds), push_in(seconds)))
    for clip in (with_, without):
        clip.render(VERYFAST)
    on, off = _in_turns(turns, lambda: with_.render(VERYFAST), lambda: without.render(VERYFAST))
    return _ratio("captions on against off", "x", 1.03, on, off, VERYFAST.preset)


def _changed_shot(folder: Path, seconds_each: float) -> Row:
    """Five shots of one length; the third gets another look."""
    whole = five_shots(seconds_each)
    changed = list(whole.shots)
    changed[2] = replace(changed[2], look=Look(temperature=0.3))
    maker, cache = FilmMaker(), folder / "five"
    shutil.rmtree(cache, ignore_errors=True)
    full = _made(maker, whole, cache)
    part = _made(maker, replace(whole, shots=tuple(changed)), cache)
    return _ratio("one changed shot of five, final", "x full", 0.24, part, full, MEDIUM.preset)


def _made(maker: FilmMaker, scene: Scene, cache: Path) -> Took:
    began = Took.now()
    maker.make(FilmOrder(scene, FINAL, STILLS, {}, cache, 10**10, silence=True), lambda _: None, lambda: False)
    return began.until_now()


def _ratio(what: str, unit: str, limit: float, one: Took, other: Took, preset: str) -> Row:
    busy = one.processor_s / other.processor_s
    told = f"{one.clock_s:.2f} s to {other.clock_s:.2f} s, {preset}; by processor time {busy:.2f}"
    return Row(what, one.clock_s / other.clock_s, unit, limit, detail=told, processor=busy)


def _in_turns(turns: int, first: Callable[[], Took], second: Callable[[], Took]) -> tuple[Took, Took]:
    """The least of each, measured alternately."""
    times = [(first(), second()) for _ in range(turns)]
    return _least([one for one, _ in times]), _least([other for _, other in times])


def _least(times: list[Took]) -> Took:
    return Took(min(took.clock_s for took in times), min(took.processor_s for took in times))
