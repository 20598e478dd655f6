"""A model that writes its calls carelessly directs as well as one that is exact."""

from collections.abc import AsyncIterator

import pytest

from agent.patience import Patience
from store.home import Home
from tests.evals.cases import HERE, read_cases, read_scenes
from tests.evals.recorded import Recorded, read_calls
from tests.evals.running import Ran, Runner

WORDS_ONLY = {"voice-level-dev-01", "captions-color-dev-01", "edit-pace-dev-01", "look-grain-dev-01"}
"""Claims, an empty answer and a refusal: nothing can be made of them."""


@pytest.fixture
async def ran(home: Home) -> AsyncIterator[list[Ran]]:
    calls = read_calls(HERE / "loose_calls.json")
    runner, recorded = Runner(home, read_scenes(), Patience(tries=2, first_wait_s=0.01)), Recorded(calls)
    director = runner.director(recorded.chosen)
    done: list[Ran] = []
    for case in read_cases(HERE / "dev.jsonl"):
        if case.id in calls:
            recorded.begin(case)
            done.append(await runner.run(director, case))
    yield done
    await director.close()


@pytest.mark.slow
async def test_careless_calls_do_what_was_meant_and_words_alone_do_nothing(ran: list[Ran]) -> None:
    assert [one.case.id for one in ran if one.verdict.wrong] == []
    assert {one.case.id for one in ran if not one.verdict.succeeded} == WORDS_ONLY
    for one in ran:
        if one.case.id in WORDS_ONLY:
            assert one.receipts[-1].outcome in ("unchanged", "failed")
