import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import EditRefused, OutOfRange
from store.tree import Rail, Trail, line_to, rails


def test_undo_goes_back_through_edits_and_redo_forth_again() -> None:
    trail = Trail.of([("edit", 0, 1, 1), ("edit", 1, 2, 1), ("undo", 2, 1, 1)])
    assert trail.back(1) == 0
    assert trail.forth(1) == 2


def test_undo_after_a_restore_returns_to_before_it() -> None:
    assert Trail.of([("edit", 0, 1, 1), ("edit", 1, 2, 1), ("restore", 2, 0, 1)]).back(1) == 2


def test_an_edit_ends_what_could_be_redone() -> None:
    trail = Trail.of([("edit", 0, 1, 1), ("undo", 1, 0, 1), ("edit", 0, 2, 1)])
    with pytest.raises(EditRefused, match="nothing to redo"):
        trail.forth(1)
    assert trail.back(1) == 0


def test_a_restore_to_where_the_head_is_already_is_no_step() -> None:
    trail = Trail.of([("edit", 0, 1, 1), ("undo", 1, 0, 1), ("restore", 0, 0, 1)])
    assert trail.forth(1) == 1
    with pytest.raises(EditRefused, match="nothing to undo"):
        trail.back(1)


def test_more_steps_than_there_are_is_refused_with_how_many_there_are() -> None:
    trail = Trail.of([("edit", 0, 1, 1)])
    with pytest.raises(OutOfRange, match="There is 1 step to undo, not 3"):
        trail.back(3)
    with pytest.raises(OutOfRange, match="at least one"):
        trail.back(0)


@given(st.lists(st.tuples(st.sampled_from(["edit", "undo", "redo", "restore"]), st.integers(1, 4)), max_size=40))
def test_whatever_the_head_did_undo_and_redo_lead_from_where_it_is_and_back(wishes: list[tuple[str, int]]) -> None:
    log: list[tuple[str, int, int, int]] = []
    for kind, number in wishes:
        trail, head = Trail.of(log), log[-1][2] if log else 0
        steps = trail.done if kind == "undo" else trail.undone
        if kind == "edit":
            log.append((kind, head, max((move[2] for move in log), default=0) + 1, 1))
        elif kind == "restore":
            log.append((kind, head, number % (max((move[2] for move in log), default=0) + 1), 1))
        elif number <= len(steps):
            log.append((kind, head, trail.back(number) if kind == "undo" else trail.forth(number), number))

    trail, head = Trail.of(log), log[-1][2] if log else 0
    assert not trail.done or trail.done[-1][1] == head
    assert not trail.undone or trail.undone[-1][0] == head
    for steps in range(1, len(trail.done) + 1):
        back = Trail.of([*log, ("undo", head, trail.back(steps), steps)])
        assert back.forth(steps) == head


def test_the_line_of_the_head_is_what_it_stands_on() -> None:
    assert line_to(3, {0: None, 1: 0, 2: 1, 3: 1}) == {3, 1, 0}


# --- the drawn tree --------------------------------------------------------------------------------------------------


def test_a_tree_without_branches_is_one_lane() -> None:
    assert rails(2, {0: None, 1: 0, 2: 1}) == {
        2: Rail(lane=0, up=False, down=True, through=(), joins=()),
        1: Rail(lane=0, up=True, down=True, through=(), joins=()),
        0: Rail(lane=0, up=True, down=False, through=(), joins=()),
    }


def test_what_was_undone_stands_beside_the_line_of_the_head() -> None:
    drawn = rails(4, {0: None, 1: 0, 2: 1, 3: 2, 4: 1})
    assert [drawn[number].lane for number in (4, 3, 2, 1, 0)] == [0, 1, 1, 0, 0]
    assert (drawn[3].through, drawn[2].through, drawn[1].joins) == ((0,), (0,), (1,))


def test_what_comes_after_the_head_stands_beside_it_too() -> None:
    drawn = rails(1, {0: None, 1: 0, 2: 1})
    assert (drawn[2].lane, drawn[1].lane, drawn[1].up, drawn[1].joins) == (1, 0, False, (1,))


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40), st.integers(0, 10**6))
def test_every_lane_of_any_tree_leads_from_one_row_into_the_next(picks: list[int], pick: int) -> None:
    parents: dict[int, int | None] = {0: None}
    parents |= {number: choice % number for number, choice in enumerate(picks, 1)}
    head = pick % len(parents)
    drawn = rails(head, parents)
    below: set[int] = set()
    for number in sorted(drawn, reverse=True):
        row = drawn[number]
        assert below == {*row.through, *row.joins, *([row.lane] if row.up else [])}
        assert len(row.through) + len(row.joins) == len({*row.through, *row.joins} - {row.lane})
        assert (row.lane == 0) == (number in line_to(head, parents))
        below = {*row.through, *([row.lane] if row.down else [])}
    assert below == set()
