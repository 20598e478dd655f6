"""Stills with transparent parts on their grounds."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from store.looks import Background
from tools.pictures.cut_outs import flat, is_see_through, on_background

SAGE = Background(color="#9caf88")


def glass(width: int = 40, height: int = 400) -> Image.Image:
    """Its left half is clear, its right half half so."""
    picture = Image.new("RGBA", (width, height), (200, 0, 0, 128))
    picture.paste((0, 0, 0, 0), (0, 0, width // 2, height))
    return picture


@pytest.fixture
def still(tmp_path: Path) -> Path:
    path = tmp_path / "glass.png"
    glass().save(path)
    return path


def test_it_stands_on_the_chosen_colour(still: Path, tmp_path: Path) -> None:
    made = on_background(still, SAGE, tmp_path / "cache")
    with Image.open(made) as picture:
        assert picture.mode == "RGB"
        assert picture.getpixel((5, 5)) == (0x9C, 0xAF, 0x88)
        assert picture.getpixel((35, 5)) == pytest.approx((178, 87, 68), abs=1)


def test_a_gradient_goes_from_the_top_to_the_bottom_without_steps() -> None:
    ground = np.asarray(flat(glass(), Background(color="#646464", to="#6e6e6e")))[:, :20, 0].astype(float)
    rows = ground.mean(axis=1)
    wanted = 100 + 10 * (np.arange(400) + 0.5) / 400
    means, expected = (values.reshape(-1, 20).mean(axis=1) for values in (rows, wanted))
    assert np.abs(means - expected).max() < 0.25
    assert np.all(np.diff(means) > 0)  # where it is rounded instead, two of three stay the same


def test_it_is_made_once_and_is_another_for_another_colour(still: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = on_background(still, SAGE, cache)
    made_at = first.stat().st_mtime_ns
    assert on_background(still, SAGE, cache) == first
    assert on_background(still, Background(color=SAGE.color, name="as it is called"), cache) == first
    assert first.stat().st_mtime_ns == made_at
    assert on_background(still, Background(color="#000000"), cache) != first
    assert sorted(path.suffix for path in first.parent.iterdir()) == [".png", ".png"]


def test_what_is_opaque_or_gone_or_unchosen_stays_what_it_is(still: Path, tmp_path: Path) -> None:
    solid, gone = tmp_path / "solid.png", tmp_path / "gone.png"
    Image.new("RGB", (40, 40)).save(solid)
    assert [on_background(path, SAGE, tmp_path) for path in (solid, gone)] == [solid, gone]
    assert on_background(still, None, tmp_path) == still
    assert (is_see_through(still), is_see_through(solid)) == (True, False)


def test_one_that_was_damaged_is_made_again(still: Path, tmp_path: Path) -> None:
    made = on_background(still, SAGE, tmp_path)
    whole = made.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole[:50] + b"?" + whole[51:]):
        made.write_bytes(damaged)
        assert on_background(still, SAGE, tmp_path).read_bytes() == whole
