from pathlib import Path

import numpy as np
import pytest

from store.errors import RenderFailed
from tests.bench.guard_clips import CLEAN, SPOILT, encoded, stills
from tools.camera.saliency import Pixels
from tools.guards.drift import drift

FAULT = {
    "warped": "the subject changed its shape",
    "recoloured": "the subject's colours moved",
    "cast": "the colours of the picture moved",
    "shifted": "the framing moved",
}


@pytest.fixture(scope="module")
def still() -> Pixels:
    return next(picture for name, picture in stills() if name == "cafe")


@pytest.mark.parametrize("way", CLEAN)
def test_a_take_that_keeps_to_its_still_is_not_blamed(still: Pixels, way: str, tmp_path: Path) -> None:
    clip = encoded(tmp_path / "take.mp4", [CLEAN[way](still, np.random.default_rng(7))] * 2)
    found = drift(still, clip)
    assert found.faults == ()
    assert found.structure > 0.9
    assert found.colour < 3


@pytest.mark.parametrize("way", SPOILT)
def test_a_take_that_drifted_is_told_by_what_changed(still: Pixels, way: str, tmp_path: Path) -> None:
    clip = encoded(tmp_path / "take.mp4", [SPOILT[way](still, np.random.default_rng(7))] * 2)
    assert FAULT[way] in drift(still, clip).faults


def test_another_picture_altogether_is_called_so(still: Pixels, tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, still.shape).astype(np.uint8)
    faults = drift(still, encoded(tmp_path / "take.mp4", [noise] * 2)).faults
    assert faults == ("it shows another picture than the locked still",)


def test_a_file_that_is_no_clip_is_a_sentence(still: Pixels, tmp_path: Path) -> None:
    (tmp_path / "take.mp4").write_bytes(b"PK\x03\x04 a zip, not a film")
    with pytest.raises(RenderFailed, match="not checked"):
        drift(still, tmp_path / "take.mp4")
