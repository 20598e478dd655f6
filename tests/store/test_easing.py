"""Easings: their one way of writing, their pace, and their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.easing import done, normal_easing, part_of_easing
from store.scene import Move

_two = st.tuples(st.floats(0, 1), st.floats(0, 1))
CURVES = st.builds(
    lambda xs, ys: normal_easing(f"cubic-bezier({min(xs):.3f},{min(ys):.3f},{max(xs):.3f},{max(ys):.3f})"),
    _two, _two,
)  # fmt: skip
"""Curves that go one way."""


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("ease_in", "ease_in"),
        ("cubic-bezier(.42, 0, .58, 1)", "cubic-bezier(0.42,0,0.58,1)"),
        ("Cubic-Bezier(0.10,-0.5,1,1.50)", "cubic-bezier(0.1,-0.5,1,1.5)"),
        ("cubic-bezier(0,-0.0000001,1,1e0)", "cubic-bezier(0,0,1,1)"),
    ],
)
def test_there_is_one_way_to_write_an_easing(written: str, normal: str) -> None:
    assert Move(kind="push_in", amount=0.1, end_s=1, easing=written).easing == normal
    assert normal_easing(normal) == normal


@pytest.mark.parametrize(
    "written",
    [
        "", "ease", "spring", "cubic-bezier()", "cubic-bezier(0,0,1)", "cubic-bezier(0,0,1,1,1)",
        "cubic-bezier(-0.1,0,1,1)", "cubic-bezier(0,0,1.1,1)", "cubic-bezier(0,9,1,1)",
        "cubic-bezier(nan,0,1,1)", "cubic-bezier(inf,0,1,1)",
        "cubic-bezier(0,0,1,1);", "cubic-bezier(" + "1" * 500 + ",0,1,1)", "steps(4)",
    ],
)  # fmt: skip
def test_what_is_no_easing_is_refused_with_a_sentence(written: str) -> None:
    with pytest.raises(ValueError, match=r"easing"):
        normal_easing(written)


def test_a_curve_goes_where_css_says() -> None:
    ease = "cubic-bezier(0.25,0.1,0.25,1)"
    # As browsers compute `ease` (web-platform-tests, css-easing): half of the time is 0.8024 of the way.
    assert done(ease, 0.5) == pytest.approx(0.8024, abs=1e-4)
    assert (done(ease, 0.0), done(ease, 1.0)) == (pytest.approx(0, abs=1e-12), pytest.approx(1, abs=1e-12))


@given(easing=CURVES, share=st.floats(0.05, 0.95))
def test_both_parts_of_a_curve_that_goes_one_way_keep_its_pace(easing: str, share: float) -> None:
    gone = done(easing, share)
    first, second = part_of_easing(easing, 0.0, share), part_of_easing(easing, share, 1.0)
    for at in (0.0, 0.2, 0.5, 0.8, 1.0):
        assert gone * done(first, at) == pytest.approx(done(easing, share * at), abs=1e-4)
        rest = gone + (1 - gone) * done(second, at)
        assert rest == pytest.approx(done(easing, share + (1 - share) * at), abs=1e-4)
