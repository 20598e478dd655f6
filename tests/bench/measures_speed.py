"""How long renders take, as ratios to the floor: x264 encoding the clip's own frames, ready made, in the same run."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from store.scene import Look, Scene, replace
from tests.bench.clips import FINAL, MEDIUM, STILLS, VERYFAST, Clip, captioned, everything, five_shots, push_in
from tests.bench.rows import Row
from tests.bench.timing import Took, in_turns, ratio_row, timed
from tools.camera.encode import Effort
from tools.rendering.films import FilmMaker
from tools.rendering.orders import FilmOrder


def rows(folder: Path, quick: bool) -> Iterator[Row]:
    """The rows of the engine's speed. `quick`: short clips, for a first look."""
    seconds, turns = (1.5, 3) if quick else (4.0, 9)
    clip = Clip(push_in(seconds), FINAL, folder)
    if not quick:
        yield _to_floor("final render, medium, warm plate", 1.10, clip, MEDIUM, 5)
    yield _to_floor("final render, veryfast, warm", 1.25, clip, VERYFAST, turns)
    if not quick:  # what is done once a clip would outweigh a short one
        all_on = Clip(everything(6.0), FINAL, folder)
        yield _to_floor("everything on, cold, veryfast", 1.40, all_on, VERYFAST, turns, cold=True)
    yield _captions(folder, seconds, turns)
    yield _changed_shot(folder, seconds / 2, 1 if quick else 2)


def _to_floor(what: str, limit: float, clip: Clip, effort: Effort, turns: int, cold: bool = False) -> Row:
    frames = clip.frames()
    pairs = in_turns(turns, lambda: clip.render(effort, cold), lambda: clip.floor(frames, effort))
    return ratio_row(what, "x floor", limit, pairs)


def _captions(folder: Path, seconds: float, turns: int) -> Row:
    with_, without = (Clip(scene, FINAL, folder) for scene in (captioned(seconds), push_in(seconds)))
    for clip in (with_, without):
        clip.render(VERYFAST)
    pairs = in_turns(turns, lambda: with_.render(VERYFAST), lambda: without.render(VERYFAST))
    return ratio_row("captions on against off", "x", 1.03, pairs)


def _changed_shot(folder: Path, seconds_each: float, turns: int) -> Row:
    """Five shots of one length; the third gets another look."""
    whole = five_shots(seconds_each)
    changed = list(whole.shots)
    changed[2] = replace(changed[2], look=Look(temperature=0.3))
    maker, pairs = FilmMaker(), list[tuple[Took, Took]]()
    for _ in range(turns):
        shutil.rmtree(folder / "five", ignore_errors=True)
        full = timed(lambda: _make(maker, whole, folder / "five"))
        part = timed(lambda: _make(maker, replace(whole, shots=tuple(changed)), folder / "five"))
        pairs.append((part, full))
    return ratio_row("one changed shot of five, final", "x full", 0.24, pairs)


def _make(maker: FilmMaker, scene: Scene, cache: Path) -> None:
    maker.make(FilmOrder(scene, FINAL, STILLS, {}, cache, 10**10, silence=True), lambda _: None, lambda: False)
