"""The engine's benchmark itself, on short clips; ratios have a margin, and count processor time, so that other work on
the machine does not decide."""

import json
from pathlib import Path

import cv2
import pytest

from tests.bench import measures_sameness, measures_smoothness, measures_speed
from tests.bench.rows import Row, as_json, printed

MARGIN = 1.25
pytestmark = pytest.mark.timeout(400)


@pytest.mark.slow
@pytest.mark.alone
def test_renders_stay_near_the_floor_of_encoding(tmp_path: Path) -> None:
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        rows = list(measures_speed.rows(tmp_path, quick=True))
    finally:
        cv2.setNumThreads(threads)
    assert len(rows) == 3
    for row in rows:
        assert row.processor is not None
        assert row.limit is not None
        assert row.processor <= row.limit * MARGIN, row


@pytest.mark.slow
def test_pictures_move_evenly_and_stay_sharp(tmp_path: Path) -> None:
    rows = list(measures_smoothness.rows(tmp_path, quick=True))
    assert [row.what for row in rows if row.missed] == []


@pytest.mark.slow
def test_the_same_film_is_the_same_bytes_and_the_preview_shows_the_final(tmp_path: Path) -> None:
    rows = list(measures_sameness.rows(tmp_path, quick=True))
    assert [row.what for row in rows if row.missed] == []


def test_a_missed_limit_is_seen() -> None:
    rows = [
        Row("within", 1.0, "x floor", 1.1), Row("over", 1.2, "x floor", 1.1), Row("alike", 0.98, "", 0.99, least=True),
        Row("told only", 9.0), Row("not there", None, "x", 1.0),
    ]  # fmt: skip
    assert [row.what for row in rows if row.missed] == ["over", "alike"]
    table = printed(rows)
    assert table.count("MISSED") == 2
    kept = json.loads(json.dumps(as_json(rows, cores=2)))
    assert (kept["cores"], kept["rows"][1]["missed"]) == (2, True)
