"""From a sentence to a playable preview: `python -m tests.bench.previews`.

A 6 s 9:16 shot of the sample bottle at 540x960, through the whole graph with the offline director and the real
renderer. Every edit gives a new picture, so nothing comes from the cache; the last line is an undo, which does.
`--check` exits 1 where the limit is missed.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from agent.director import Director
from agent.settings import Settings
from store.history import History
from store.home import Home
from store.stills import Stills
from tools.render import LocalRenderer

LIMIT_S = 1.5
EDITS = (
    "slow the push-in", "a bit more", "warm the lighting", "a touch brighter", "more contrast", "add a bit of vignette",
    "faster push-in", "cooler", "add a caption: Cold-pressed daily", "captions higher", "less saturation",
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.previews", description=__doc__)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args(argv)
    first, times, undo = asyncio.run(measure())
    for sentence, seconds in zip(EDITS, times, strict=True):
        print(f"{sentence:36} {seconds:6.2f} s")
    median = statistics.median(times)
    print(f"{'first clip of a session':36} {first:6.2f} s")
    print(f"{'median of the edits':36} {median:6.2f} s   limit {LIMIT_S:.1f}")
    print(f"{'undo, from the cache':36} {undo:6.2f} s")
    if asked.check and median > LIMIT_S:
        sys.stderr.write("the limit was missed\n")
        return 1
    return 0


async def measure() -> tuple[float, list[float], float]:
    """Seconds from a sentence to its whole preview: of the first clip, of each edit, and of an undo."""
    with tempfile.TemporaryDirectory() as folder, Home.open(Path(folder), write=True) as home:
        stills = Stills(home.database)
        renderer = LocalRenderer(
            lambda still: home.media.path(stills.get(still).media), home.media.path, home.cache_dir
        )
        director = Director.of_home(home, renderer, Settings(model="offline", home=home.path))
        history = History(home.database)
        session = history.create_session("bench").id

        async def seconds(sentence: str) -> float:
            began = time.perf_counter()
            receipt = await director.turn(session, sentence)
            if receipt.outcome not in ("changed", "action"):
                raise RuntimeError(f"{sentence}: {receipt.message}")
            await asyncio.wrap_future(renderer.preview(session, history.head(session).scene))
            return time.perf_counter() - began

        try:
            await director.turn(session, "use the sample bottle")
            first = await seconds("slow push-in, 6 seconds")
            times = [await seconds(sentence) for sentence in EDITS]
            return first, times, await seconds("undo")
        finally:
            await director.close()
            renderer.close()


if __name__ == "__main__":
    sys.exit(main())
