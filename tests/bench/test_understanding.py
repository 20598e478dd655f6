"""The bench of understanding measures every case that it is given."""

import pytest

from tests.bench.understanding import measure
from tests.evals.cases import HERE, read_cases


@pytest.mark.slow
def test_every_case_is_measured_from_its_prompt_to_its_calls() -> None:
    cases = read_cases(HERE / "dev.jsonl")[:12]
    times = measure(cases)
    assert len(times) == len(cases)
    assert all(milliseconds > 0 for milliseconds in times)
