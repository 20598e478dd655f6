"""Measure understanding: `python -m tests.evals --cases FILE [--model offline|provider:model]`.

Prints a line per failing case and a summary as the last line. `--calls FILE` replays recorded tool calls (JSON: case
id -> turns -> [{name, args}]; {text} is an answer in words) instead of asking a model. `--dump-prompt CASE` prints what
a chat model receives for each turn of a case, as JSON; turns before are played by `--calls`.
"""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from agent.models import choose_model
from agent.settings import Settings
from store.home import Home
from tests.evals.cases import HERE, Case, read_cases, read_scenes
from tests.evals.recorded import Calls, Recorded, read_calls, shown
from tests.evals.running import Ran, Runner, summary


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.evals", description=__doc__)
    parser.add_argument("--cases", type=Path, default=HERE / "dev.jsonl")
    parser.add_argument("--model", default="offline", help="offline, or provider:model")
    parser.add_argument("--calls", type=Path, help="recorded tool calls instead of a model")
    parser.add_argument("--dump-prompt", metavar="CASE", help="print what a chat model receives for a case")
    parser.add_argument("--only", default="", help="only cases whose id or tags contain this")
    parser.add_argument("-v", "--verbose", action="store_true", help="a line for every case")
    asked = parser.parse_args(argv)
    logging.disable(logging.CRITICAL)
    cases = [case for case in read_cases(asked.cases) if asked.only in f"{case.id} {' '.join(case.tags)}"]
    calls = read_calls(asked.calls) if asked.calls else None
    if asked.dump_prompt:
        found = [case for case in read_cases(asked.cases) if case.id == asked.dump_prompt]
        if not found:
            sys.stderr.write(f"There is no case {asked.dump_prompt!r} in {asked.cases}.\n")
            return 2
        print(json.dumps(asyncio.run(_prompts(found[0], calls or {})), ensure_ascii=False, indent=1))
        return 0
    ran = asyncio.run(_measure(cases, asked.model, calls))
    for one in ran:
        if asked.verbose or not one.verdict.succeeded:
            print(_line(one))
    print(summary(ran))
    return 0


async def _measure(cases: list[Case], model: str, calls: Calls | None) -> list[Ran]:
    with tempfile.TemporaryDirectory() as folder, Home.open(Path(folder), write=True) as home:
        runner = Runner(home, read_scenes())
        recorded = None if calls is None else Recorded(calls)
        director = runner.director(recorded.chosen if recorded else choose_model(Settings(model=model)))
        ran: list[Ran] = []
        try:
            for case in cases:
                if recorded:
                    recorded.begin(case)
                ran.append(await runner.run(director, case))
        finally:
            await director.close()
        return ran


async def _prompts(case: Case, calls: Calls) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder, Home.open(Path(folder), write=True) as home:
        runner = Runner(home, read_scenes())
        recorded = Recorded(calls)
        recorded.begin(case)
        director = runner.director(recorded.chosen)
        try:
            await runner.run(director, case)
        finally:
            await director.close()
        return {"case": case.id, "requests": shown(recorded.model), "tools": recorded.model.tools}


def _line(ran: Ran) -> str:
    mark = "WRONG" if ran.verdict.wrong else "ok" if ran.verdict.succeeded else "failed"
    calls = [f"{r.call.name}({_short(r.call.args)})" if r.call else r.outcome for r in ran.receipts]
    told = "; ".join(ran.verdict.faults) or ran.receipts[-1].message[:100]
    return f"{mark} {ran.case.id} | {' / '.join(ran.case.turns)} | {' / '.join(calls)} | {told}"


def _short(args: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in args.items())[:160]


if __name__ == "__main__":
    raise SystemExit(main())
