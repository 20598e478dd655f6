"""Many billed calls, killed at random moments; every kill is followed by a new run. Seeded: the same moments each time.

pytest -m slow -s tests/kills/test_chaos.py      30 jobs, 15 kills; prints the summary lines
pytest -m whole -s tests/kills/test_chaos.py     150 jobs, 90 kills
"""

import random
import time

import pytest

from tests.kills.adapter import Mode
from tests.kills.arena import Arena, Tally, tally


def chaos(arena: Arena, mode: Mode, jobs: int, kills: int, seed: int) -> Tally:
    """Order more and more, up to `jobs`, kill the run `kills` times while it works, then let it come to its end."""
    chance = random.Random(seed)
    arena.mode = mode
    arena.asked = {"seconds": 0.5, "hold_after": 0.15}
    for number in range(1, kills + 1):
        pid = arena.start(orders=jobs * number // kills)
        time.sleep(chance.uniform(0.0, 1.0))
        arena.kill(pid)
    arena.start(orders=jobs)
    calls = arena.settled(jobs, at_most_s=240.0)
    result = tally(calls, arena.charges(), jobs, kills)
    print(f"\n{result} ({mode}{', PostgreSQL' if arena.server else ''}; {result.asked} put before the person)")
    return result


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_thirty_jobs_and_fifteen_kills(arena: Arena) -> None:
    result = chaos(arena, "findable", jobs=30, kills=15, seed=7)
    assert (result.duplicate, result.lost) == (0, 0)
    assert result.asked <= 3  # caught twice in the same doubt: that one is the person's


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_thirty_jobs_and_fifteen_kills_on_a_database_server(on_server: Arena) -> None:
    result = chaos(on_server, "findable", jobs=30, kills=15, seed=8)
    assert (result.duplicate, result.lost) == (0, 0)
    assert result.asked <= 3


@pytest.mark.slow
@pytest.mark.whole
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("mode", ["findable", "repeatable", "neither"])
def test_the_whole_of_it(arena: Arena, mode: Mode) -> None:
    result = chaos(arena, mode, jobs=150, kills=90, seed=11)
    assert (result.duplicate, result.lost) == (0, 0)


@pytest.mark.slow
@pytest.mark.whole
@pytest.mark.timeout(1800)
def test_the_whole_of_it_on_a_database_server(on_server: Arena) -> None:
    result = chaos(on_server, "findable", jobs=150, kills=90, seed=12)
    assert (result.duplicate, result.lost) == (0, 0)
