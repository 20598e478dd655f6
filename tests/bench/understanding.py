"""What the offline director takes for one sentence, without the graph: `python -m tests.bench.understanding`.

The first turn of every case of the evals, each with its scene: from the text of the prompt (its context is parsed) to
the tool calls. `--check` exits 1 where the median is over the limit.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Sequence

from agent.context import scene_document
from agent.offline.context import context_of
from agent.offline.understand import understand
from tests.evals.cases import HERE, Case, read_cases, read_scenes

LIMIT_MS = 12.0
FILES = ("dev.jsonl", "own.jsonl")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.understanding", description=__doc__)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args(argv)
    cases = [case for name in FILES for case in read_cases(HERE / name)]
    times = measure(cases)
    median, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(
        f"{len(times)} sentences: median {median:.2f} ms (limit {LIMIT_MS:.0f}), p95 {late:.2f}, most {max(times):.1f}"
    )
    if asked.check and median > LIMIT_MS:
        sys.stderr.write("the limit was missed\n")
        return 1
    return 0


def measure(cases: Sequence[Case]) -> list[float]:
    """Milliseconds from prompt to tool calls of each case's first turn; the vocabulary is read before."""
    prompts = {
        name: f"<context>{json.dumps({'scene': scene_document(scene)})}</context>"
        for name, scene in read_scenes().items()
    }
    understand("warmer", context_of(prompts["bottle"]))
    times: list[float] = []
    for case in cases:
        began = time.perf_counter()
        understand(case.turns[0], context_of(prompts[case.scene]))
        times.append((time.perf_counter() - began) * 1000)
    return times


if __name__ == "__main__":
    raise SystemExit(main())
