"""Memory stays bounded, whatever the size of the still: taken in or rendered, or refused with the limit named."""

from pathlib import Path

import pytest

from tests.bench.measures_memory import LIMIT_MB, clips_peak, draw, render_peak, upload_peak

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.mark.parametrize(
    ("name", "width", "height", "told"),
    [
        ("huge.jpg", 19_000, 10_600, "taken at"),
        ("large.jpg", 7_900, 8_000, "taken at"),
        ("large.png", 7_700, 7_700, "taken at"),
        ("large.webp", 6_500, 4_900, "taken at"),
        ("huge.png", 20_000, 10_000, "a PNG may have up to 60"),
        ("huge.webp", 8_000, 8_000, "a WebP may have up to 32"),
    ],
)
def test_a_picture_is_taken_in_within_bounds_or_refused(
    tmp_path: Path, name: str, width: int, height: int, told: str
) -> None:
    peak, said = upload_peak(draw(tmp_path / name, width, height), tmp_path / "still")
    assert told in said
    assert peak <= LIMIT_MB


def test_a_final_from_the_largest_still_stays_within_bounds(tmp_path: Path) -> None:
    still = draw(tmp_path / "still.jpg", 4_430, 5_416)
    peak, _ = render_peak(still, still, tmp_path / "cache", seconds=2.0)
    assert peak <= LIMIT_MB


def test_a_final_of_two_clips_as_large_as_they_are_kept_stays_within_bounds(tmp_path: Path) -> None:
    peak, _ = clips_peak(tmp_path, seconds=2.0)
    assert peak <= LIMIT_MB
