"""What a turn costs besides rendering and besides a chat model's own time: `python -m tests.bench.turns`.

200 turns of one session through the whole graph, with a model that answers at once and a renderer that draws nothing.
Prints the time of a turn at the start and at the end, and the size of the databases of the home. The very first turn of
a process loads what was not needed before; it stands apart. `--check` exits 1 where a limit is missed.
"""

import argparse
import asyncio
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agent.director import Director
from agent.models import ChosenModel
from agent.workbench import Workbench
from store.home import Home
from tests.agent.scripted import ScriptedModel, do, say
from tests.evals.cases import read_scenes
from tests.null_renderer import NullRenderer

TURNS = 200
LIMIT_MS, LIMIT_MB = 60.0, 15.0
SENTENCE = "warm the light of the whole thing a touch, it feels a little cold to me in the second half"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.turns", description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args(argv)
    process_first, times, sizes = asyncio.run(measure(asked.turns))
    first, early, late = times[0], statistics.median(times[:10]), statistics.median(times[-10:])
    size = sum(sizes.values()) / 1e6
    print(f"first turn of the process  {process_first:7.1f} ms")
    print(f"turn 1 of a session        {first:7.1f} ms   limit {LIMIT_MS:.0f}")
    print(f"turns 1-10, median         {early:7.1f} ms   limit {LIMIT_MS:.0f}")
    print(f"last 10 of {len(times)}, median     {late:7.1f} ms   limit {LIMIT_MS:.0f}")
    print(f"databases of the home      {size:7.1f} MB   limit {LIMIT_MB:.0f}")
    print("  " + ", ".join(f"{name} {bytes_ / 1e6:.1f}" for name, bytes_ in sorted(sizes.items())))
    missed = max(first, early, late) > LIMIT_MS or size > LIMIT_MB
    if asked.check and missed:
        sys.stderr.write("a limit was missed\n")
        return 1
    return 0


async def measure(turns: int) -> tuple[float, list[float], dict[str, int]]:
    """Milliseconds of the process's first turn and of each turn of a session after it, and bytes of each database file
    (with its log) at the end."""
    number = itertools.count()

    def respond(_: list[Any]) -> Any:
        at = next(number)
        if at % 10 == 9:
            return say("The film is 9:16, six seconds long, and has one shot with a push-in.")
        way = "more" if at % 2 else "less"
        return do(
            ("change_look", {"property": "temperature", "direction": way, "degree": "touch", "shots": ["s1"]}),
            ("style_captions", {"position": "top", "wish": "captions higher"}),
        )

    with tempfile.TemporaryDirectory() as folder, Home.open(Path(folder), write=True) as home:
        bench = Workbench.of_home(home, NullRenderer())
        scene = read_scenes()["cafe_story"]
        model = ChosenModel(ScriptedModel(respond=respond), "scripted", converses=True)
        director = Director(bench, model)
        await director.ready()
        times: list[float] = []
        for session in ["first", *["bench"] * turns]:
            bench.history.create_session(session, scene, session_id=session)
            began = time.perf_counter()
            await director.turn(session, SENTENCE, on_event=lambda _: None)
            times.append((time.perf_counter() - began) * 1000)
        sizes = {path.name: path.stat().st_size for path in home.path.glob("*.db*")}
        await director.close()
    return times[0], times[1:], sizes


if __name__ == "__main__":
    raise SystemExit(main())
