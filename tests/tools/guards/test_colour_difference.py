"""The formula against the published test data of Sharma, Wu and Dalal (2005), table 1."""

import numpy as np
import pytest

from tools.guards.colour_difference import delta_e_2000

PAIRS = (
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 2.8361, -74.0200), (50.0, 0.0, -82.7485), 3.4412),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0009), 7.1792),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0011), 7.2195),
    ((50.0, -0.0010, 2.4900), (50.0, 0.0011, -2.4900), 4.7461),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (50.0, 3.1736, 0.5854), 1.0000),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
    ((35.0831, -44.1164, 3.7933), (35.0232, -40.0716, 1.5901), 1.8645),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
)


@pytest.mark.parametrize(("one", "two", "expected"), PAIRS)
def test_the_published_pairs(one: tuple[float, ...], two: tuple[float, ...], expected: float) -> None:
    assert float(delta_e_2000(np.array(one), np.array(two))) == pytest.approx(expected, abs=1e-4)


def test_it_is_the_same_both_ways_and_over_whole_pictures() -> None:
    one, two = np.array([pair[0] for pair in PAIRS]), np.array([pair[1] for pair in PAIRS])
    there, back = delta_e_2000(one, two), delta_e_2000(two, one)
    assert there.shape == (len(PAIRS),)
    assert np.allclose(there, back)
