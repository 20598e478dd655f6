"""Long sessions and full homes answer at once. The bounds are wide: a busy machine is no fault of the history."""

import pytest

from tests.bench.history import full_home, long_session

WIDE = 3.0
"""Times the limit."""


@pytest.mark.slow
async def test_a_session_of_a_thousand_turns_answers_at_once_and_hardly_later_than_a_short_one() -> None:
    short, long = await long_session(60, times=10), await long_session(1_000, times=10)
    assert {what: took for what, took, limit in long if took > WIDE * limit} == {}
    for (_, before, _), (what, after, _) in zip(short, long, strict=True):
        if what.endswith(("undo", "what did we change?", "search all sessions")):
            assert after < 5 * before, what


@pytest.mark.slow
def test_ten_thousand_sessions_are_listed_and_searched_at_once() -> None:
    slow = {what: took for what, took, limit in full_home(10_000, times=10) if took > WIDE * limit}
    assert slow == {}
