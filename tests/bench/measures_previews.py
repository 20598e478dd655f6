"""From a sentence to its preview: to the first pictures that can be watched, and to the whole film.

A 6 s 9:16 shot of the sample bottle at 540x960, through the whole graph with the offline director and the real render
process, warm. Every edit gives a new picture, so nothing comes from the cache; the last one is an undo, which does.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from agent.director import Director
from agent.settings import Settings
from store.history import History
from store.home import Home
from store.scene import Scene
from store.stills import Stills
from tests.bench.rows import Row
from tools.render import LocalRenderer
from tools.rendering.growth import Reader

EDITS = (
    "slow the push-in", "a bit more", "warm the lighting", "a touch brighter", "more contrast", "add a bit of vignette",
    "faster push-in", "cooler", "add a caption: Cold-pressed daily", "captions higher", "less saturation",
)  # fmt: skip


def rows(folder: Path, quick: bool) -> Iterator[Row]:
    """Medians over the edits."""
    first, whole, undo = asyncio.run(_measured(folder, EDITS[:3] if quick else EDITS))
    worst = f"slowest {max(first):.2f} s"
    yield Row("sentence to first preview bytes", statistics.median(first), "s", 0.25, detail=worst)
    yield Row("sentence to whole preview", statistics.median(whole), "s", 0.90, detail=f"slowest {max(whole):.2f} s")
    yield Row("undo to the film before, from the cache", undo, "s")


async def _measured(folder: Path, edits: tuple[str, ...]) -> tuple[list[float], list[float], float]:
    """Seconds from each sentence to the first pictures and to the whole film, and of an undo."""
    with tempfile.TemporaryDirectory(dir=folder) as home_folder, Home.open(Path(home_folder), write=True) as home:
        stills = Stills(home.database)
        renderer = LocalRenderer(
            lambda still: home.media.path(stills.get(still).media), home.media.path, home.cache_dir
        )
        director = Director.of_home(home, renderer, Settings(model="offline", home=home.path))
        history = History(home.database)
        session = history.create_session("bench").id

        async def seconds(sentence: str) -> tuple[float, float]:
            began = time.perf_counter()
            before = history.head(session).number
            watching = asyncio.create_task(
                asyncio.to_thread(_first_pictures_s, history, renderer, session, before, began)
            )
            receipt = await director.turn(session, sentence)
            if receipt.outcome not in ("changed", "action"):
                raise RuntimeError(f"{sentence}: {receipt.message}")
            await asyncio.wrap_future(renderer.preview(session, history.head(session).scene))
            return await watching, time.perf_counter() - began

        try:
            await director.turn(session, "use the sample bottle")
            await seconds("slow push-in, 6 seconds")
            times = [await seconds(sentence) for sentence in edits]
            _, undo = await seconds("undo")
            return [first for first, _ in times], [whole for _, whole in times], undo
        finally:
            await director.close()
            renderer.close()


def _first_pictures_s(history: History, renderer: LocalRenderer, session: str, before: int, began: float) -> float:
    """Seconds until the first fragment of the film that the session comes to can be read."""
    while (head := history.head(session)).number == before:
        time.sleep(0.004)
    _watch(renderer, session, head.scene)
    return time.perf_counter() - began


def _watch(renderer: LocalRenderer, session: str, scene: Scene) -> None:
    """Come back when the first pictures of a session's film can be read, or all of it."""
    while (growth := renderer.growth(session, scene)) is None and renderer.ready_preview(scene) is None:
        time.sleep(0.002)
    if growth is None:
        return
    with Reader(growth) as reader:
        seen = b""
        while b"mdat" not in seen:
            more = reader.more()
            if more is None:
                return
            seen += more
            time.sleep(0.002)
