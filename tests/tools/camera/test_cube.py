"""Colour tables: read strictly, laid exactly."""

import numpy as np
import pytest

from store.errors import BadUpload
from tools.camera.cube import MAX_BYTES, lay_cube, read_cube


def lattice(size: int = 5, colour=lambda red, green, blue: (red, green, blue), head: str = "") -> bytes:
    steps = np.linspace(0, 1, size)
    rows = [colour(red, green, blue) for blue in steps for green in steps for red in steps]
    lines = [f"{red:.6f} {green:.6f} {blue:.6f}" for red, green, blue in rows]
    return "\n".join([f"LUT_3D_SIZE {size}", head, *lines]).encode()


def colours() -> np.ndarray:
    return np.random.default_rng(3).random((40, 50, 3), np.float32)


def test_a_table_that_changes_nothing_changes_nothing() -> None:
    picture = colours()
    assert np.abs(lay_cube(read_cube(lattice()), picture, 1.0) - picture).max() < 1e-4


def test_between_its_entries_a_table_is_linear_in_all_three_colours() -> None:
    table = read_cube(lattice(colour=lambda red, green, blue: (blue, red * green, 1 - green / 2)))
    picture = colours()
    blue, green, red = (picture[..., channel] for channel in range(3))
    wanted = np.stack([1 - green / 2, red * green, blue], axis=-1)
    assert np.abs(lay_cube(table, picture, 1.0) - wanted).max() < 1e-4


def test_strength_mixes_with_the_picture_as_it_was() -> None:
    table, picture = read_cube(lattice(colour=lambda red, green, blue: (1 - red, 1 - green, 1 - blue))), colours()
    assert np.abs(lay_cube(table, picture, 0.25) - (0.75 * picture + 0.25 * (1 - picture))).max() < 1e-4


def test_a_curve_per_channel_and_a_range_of_inputs_are_understood() -> None:
    table = read_cube(
        b'TITLE "Two"\n# words\nLUT_1D_SIZE 3\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 2\n0 0 0\n0.2 1 .5\n1 1 1\n'
    )
    assert table.title == "Two"
    found = lay_cube(table, np.array([[[1.0, 0.25, 0.5]]], np.float32), 1.0)
    assert found[0, 0].tolist() == pytest.approx([0.5, 0.5, 0.2], abs=1e-5)
    ranged = read_cube(lattice(head="LUT_3D_INPUT_RANGE 0.0 0.5"))
    assert lay_cube(ranged, np.full((1, 1, 3), 0.25, np.float32), 1.0)[0, 0, 0] == pytest.approx(0.5, abs=1e-5)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no LUT_3D_SIZE"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no LUT_3D_SIZE"),
        (b"<html>nothing</html>", "no LUT_3D_SIZE"),
        (b"LUT_3D_SIZE 1\n0 0 0", "sizes from 2"),
        (b"LUT_3D_SIZE 9999\n", "sizes from 2 to 65"),
        (b"LUT_3D_SIZE -5\n", "sizes from 2"),
        (b"LUT_3D_SIZE 2e1\n", "sizes from 2"),
        (b"LUT_3D_SIZE 2\n" + b"0 0 0\n" * 7, "has 7 colours"),
        (b"LUT_3D_SIZE 2\n" + b"0 0 0\n" * 9, "asks for 8"),
        (b"LUT_3D_SIZE 2\n" + b"0 0 nan\n" * 8, "not 3 plain numbers"),
        (b"LUT_3D_SIZE 2\n" + b"0 0 inf\n" * 8, "not 3 plain"),
        (b"LUT_3D_SIZE 2\n" + b"0 0 1e9\n" * 8, "not 3 plain"),
        (b"LUT_3D_SIZE 2\n" + b"0 0\n" * 8, "not 3 plain"),
        (b"LUT_3D_SIZE 2\nLUT_1D_SIZE 2\n0 0 0\n0 0 0", "both a curve and a lattice"),
        (b"LUT_3D_SIZE 2\nLUT_3D_SIZE 2\n", "line 2"),
        (b"LUT_3D_SIZE 2\nSHELL rm\n", "line 2"),
        (b"LUT_3D_SIZE 2\n0 0 0\nTITLE x\n", "line 3"),
        (b"LUT_1D_SIZE 2\nDOMAIN_MIN 1 1 1\nDOMAIN_MAX 0 0 0\n0 0 0\n1 1 1", "upside down"),
        (b"LUT_1D_SIZE 2\nDOMAIN_MIN 1 1\n0 0 0\n1 1 1", "not 3 plain"),
        (b"#" * (MAX_BYTES + 1), "larger than 12 MB"),
    ],
    ids=range(20),
)
def test_a_hostile_file_is_refused_with_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(BadUpload, match=says) as caught:
        read_cube(data)
    assert str(caught.value).endswith("Nothing was stored.")
    assert len(str(caught.value)) < 200
