"""The bench of turns runs, and what a turn leaves behind does not grow with the session."""

import pytest

from tests.bench.turns import measure


@pytest.mark.slow
async def test_the_graphs_memory_is_as_small_after_many_turns_as_after_few() -> None:
    _, times, few = await measure(12)
    _, _, many = await measure(36)
    assert len(times) == 12
    assert many["checkpoints.db"] <= few["checkpoints.db"] * 1.5
