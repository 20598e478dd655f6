"""The planned path: it never leaves the still, gives way in order, and says by how much."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.easing import done
from store.scene import MAX_AMOUNT, MOVE_KINDS, Framing, Move, MoveKind, Point
from tests.tools.camera.drawn import move
from tools.camera.moves import ease
from tools.camera.path import MAX_TIGHTENING, Asked, Plan, plan_path

PORTRAIT = (1080, 1920)
LANDSCAPE = (4000, 3000)


def plan(
    *moves: Move,
    still: tuple[int, int] = PORTRAIT,
    ratio: float = 9 / 16,
    framing: Framing | None = None,
    chosen: bool = False,
    duration_s: float = 1.0,
) -> Plan:
    return plan_path(Asked(*still, ratio, framing or Framing(), chosen, moves, duration_s, seed=7))


def at(planned: Plan, *times_s: float) -> np.ndarray:
    return planned.quads(np.array(times_s))


def centers(planned: Plan, *times_s: float) -> np.ndarray:
    return at(planned, *times_s).mean(axis=1)


def widths(planned: Plan, *times_s: float) -> np.ndarray:
    quads = at(planned, *times_s)
    return quads[:, 1, 0] - quads[:, 0, 0]


EASINGS = ["linear", "ease_in", "ease_out", "ease_in_out", "cubic-bezier(1,-2,0,3)", "cubic-bezier(0.4,-1,0.2,1)"]


@st.composite
def some_moves(draw: st.DrawFn) -> tuple[Move, ...]:
    kinds = draw(st.lists(st.sampled_from(MOVE_KINDS), unique=True, max_size=4))
    moves: list[Move] = []
    for kind in kinds:
        start_s = draw(st.floats(0, 1.5))
        moves.append(
            Move(
                kind=kind,
                amount=draw(st.floats(0.001, MAX_AMOUNT[kind])),
                start_s=start_s,
                end_s=draw(st.floats(start_s + 0.05, 2.0)),
                easing=draw(st.sampled_from(EASINGS)),
                anchor=Point(x=draw(st.floats(0, 1)), y=draw(st.floats(0, 1))),
            )
        )
    return tuple(moves)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    moves=some_moves(),
    still=st.sampled_from([PORTRAIT, LANDSCAPE, (1500, 1500), (640, 2000)]),
    ratio=st.sampled_from([9 / 16, 1.0, 0.8, 16 / 9]),
    x=st.floats(0, 1),
    scale=st.floats(0.1, 1),
    chosen=st.booleans(),
)
def test_no_edge_of_the_still_ever_shows(
    moves: tuple[Move, ...], still: tuple[int, int], ratio: float, x: float, scale: float, chosen: bool
) -> None:
    framing = Framing(center=Point(x=x, y=1 - x), scale=scale)
    planned = plan(*moves, still=still, ratio=ratio, framing=framing, chosen=chosen, duration_s=2.0)
    for rate in (24, 25, 30, 60):
        quads = planned.quads(np.arange(2 * rate) / rate)
        assert quads.min() >= 0
        assert quads.max() <= 1


def test_a_push_in_ends_tighter_by_its_amount_and_holds_there() -> None:
    planned = plan(move("push_in", 0.25, end_s=0.8))
    start, end, held = widths(planned, 0, 0.8, 1.0)
    assert start / end == pytest.approx(1.25)
    assert held == end
    assert planned.tightened == 1
    assert not planned.limits


def test_a_pull_out_starts_tighter_so_that_it_ends_on_the_whole_picture() -> None:
    planned = plan(move("pull_out", 0.25))
    assert planned.tightened == pytest.approx(1.25, abs=0.001)
    assert widths(planned, 1.0)[0] == pytest.approx(1, abs=0.003)


def test_before_its_start_a_move_holds_the_first_framing() -> None:
    planned = plan(move("truck_right", 0.2, start_s=0.5), still=LANDSCAPE)
    first, before, after = centers(planned, 0, 0.5, 0.7)
    assert np.allclose(first, before)
    assert after[0] > before[0]


@pytest.mark.parametrize(
    ("kind", "axis", "sign"),
    [
        ("truck_left", 0, -1), ("truck_right", 0, 1), ("pan_left", 0, -1), ("pan_right", 0, 1),
        ("pedestal_up", 1, -1), ("pedestal_down", 1, 1), ("tilt_up", 1, -1), ("tilt_down", 1, 1),
    ],
)  # fmt: skip
def test_travels_go_their_way_by_their_fraction_of_the_frame(kind: str, axis: int, sign: int) -> None:
    planned = plan(move(kind, 0.1), still=(3000, 4000), ratio=1.0, framing=Framing(scale=0.5))  # type: ignore[arg-type]
    views = planned.views(np.array([0.0, 1.0]))
    middles = views[:, :2, 2] / views[:, 2:, 2]
    assert (middles[1] - middles[0])[axis] == pytest.approx(sign * 0.1 * planned.width, rel=1e-3)
    assert (middles[1] - middles[0])[1 - axis] == pytest.approx(0, abs=1e-6)


def test_travels_are_laid_evenly_round_a_composed_framing_but_start_at_a_chosen_one() -> None:
    framing = Framing(center=Point(x=0.5, y=0.5), scale=0.5)
    composed = centers(plan(move("truck_right", 0.2), still=LANDSCAPE, framing=framing), 0, 1)
    chosen = centers(plan(move("truck_right", 0.2), still=LANDSCAPE, framing=framing, chosen=True), 0, 1)
    assert composed.mean(axis=0)[0] == pytest.approx(0.5)
    assert chosen[0][0] == pytest.approx(0.5)


def test_a_path_is_shifted_before_it_is_tightened_and_tightened_before_it_is_cut() -> None:
    right = Framing(center=Point(x=1, y=0.5), scale=1)
    shifted = plan(move("truck_right", 0.3), still=LANDSCAPE, framing=right, chosen=True)
    assert (shifted.tightened, shifted.limits) == (pytest.approx(1), ())
    tightened = plan(move("truck_right", 0.3))
    assert tightened.tightened == pytest.approx(1.3, abs=0.01)
    assert not tightened.limits
    cut = plan(move("truck_right", 0.9))
    assert cut.tightened == pytest.approx(MAX_TIGHTENING, rel=1e-3)
    assert cut.limits[0].asked == 0.9
    assert cut.limits[0].given == pytest.approx(0.5, abs=0.01)


def test_a_push_in_is_never_cut_for_the_sake_of_another_move() -> None:
    planned = plan(move("push_in", 0.4), move("truck_left", 1.0))
    assert [limit.kind for limit in planned.limits] == ["truck_left"]


def test_the_anchor_of_a_push_stays_where_it_is_in_the_frame() -> None:
    planned = plan(move("push_in", 0.5, anchor=Point(x=0.2, y=0.8)))
    quads = at(planned, 0, 1)
    places = quads[:, 0] + (quads[:, 2] - quads[:, 0]) * (0.2, 0.8)
    assert np.allclose(places[0], places[1])


def test_moves_one_after_the_other_start_from_the_framing_before() -> None:
    planned = plan(move("push_in", 1.0, end_s=0.5), move("truck_right", 0.1, start_s=0.5), still=LANDSCAPE, ratio=1.0)
    held, end = planned.views(np.array([0.5, 1.0]))
    assert end[0, 2] - held[0, 2] == pytest.approx(0.1 * planned.width / 2, rel=1e-3)


def test_a_camera_that_rolls_clockwise_turns_its_frame_clockwise() -> None:
    quad = at(plan(move("roll_cw", 10)), 1.0)[0] * PORTRAIT
    across = quad[1] - quad[0]
    assert np.degrees(np.arctan2(across[1], across[0])) == pytest.approx(10)


def test_an_orbit_to_the_right_ends_with_the_right_side_nearer() -> None:
    quad = at(plan(move("orbit_right", 20)), 1.0)[0]
    left, right = quad[3, 1] - quad[0, 1], quad[2, 1] - quad[1, 1]
    assert right < left


def test_handheld_sways_by_its_rms_and_is_still_at_both_ends() -> None:
    planned = plan(move("handheld", 0.01, end_s=4.0), framing=Framing(scale=0.8), still=LANDSCAPE, duration_s=4.0)
    times_s = np.linspace(0, 4, 1000)
    offsets = (planned.views(times_s)[:, :2, 2] - planned.views(np.zeros(1))[0, :2, 2]) / planned.width
    assert np.sqrt((offsets**2).sum(axis=1).mean()) == pytest.approx(0.01, rel=0.03)
    assert np.abs(offsets[[0, -1]]).max() < 1e-9
    speed = np.linalg.norm(np.diff(offsets, axis=0), axis=1) * 250
    assert speed[[0, -1]].max() < 0.02 * speed.max()


def test_a_shot_of_another_name_sways_differently() -> None:
    asked = Asked(*LANDSCAPE, 1.0, Framing(scale=0.8), False, (move("handheld", 0.01),), 1.0, seed=1)
    other = Asked(*LANDSCAPE, 1.0, Framing(scale=0.8), False, (move("handheld", 0.01),), 1.0, seed=2)
    first, second = (plan_path(a).views(np.array([0.5])) for a in (asked, other))
    assert not np.allclose(first, second)


@pytest.mark.parametrize("kind", ["push_in", "zoom_in", "pull_out", "truck_left", "roll_cw"])
def test_a_curve_that_swings_back_and_beyond_shows_no_edge(kind: MoveKind) -> None:
    wild = move(kind, MAX_AMOUNT[kind], easing="cubic-bezier(0.6,-2,0.4,3)")
    quads = at(plan(wild, still=(800, 1400)), *np.linspace(0, 1, 61))
    assert quads.min() >= 0
    assert quads.max() <= 1


def test_moves_that_cancel_each_other_leave_the_frame_where_it_is() -> None:
    planned = plan(move("push_in", 0.2), move("pull_out", 0.2), move("truck_left", 0.1), move("truck_right", 0.1))
    quads = at(planned, 0.0, 0.3, 0.7, 1.0)
    assert np.abs(quads - quads[0]).max() < 1e-9


@pytest.mark.parametrize("easing", [*EASINGS[:4], "cubic-bezier(0,1,1,0)", "cubic-bezier(0.42,0,0.58,1)", EASINGS[5]])
def test_the_camera_keeps_a_curve_to_a_hundredth_of_a_pixel(easing: str) -> None:
    shares = np.linspace(0, 1, 181)
    exact = np.array([done(easing, share) for share in shares.tolist()])
    # A truck by the whole of a frame of 1920 pixels.
    assert np.abs(ease(easing, shares) - exact).max() * 1920 < 0.01
