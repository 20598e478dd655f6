"""The bundled stills are there, pass their own check, and can be drawn again."""

import cv2
import numpy as np
import pytest
from PIL import Image

from store.scene import AspectRatio
from tools.camera.boxes import Box
from tools.camera.subject import compose, crop_box
from tools.pictures.readiness import check_still
from tools.pictures.uploads import read_still
from tools.samples import SAMPLES, Sample

NAMES = [sample.name for sample in SAMPLES]


@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_a_sample_is_a_portrait_still_of_good_size_in_a_small_file(sample: Sample) -> None:
    data = sample.path.read_bytes()
    assert len(data) < 600_000
    still = read_still(data, sample.path.name)
    assert (still.width, still.height) == (1440, 2560)
    assert still.notes == ()
    assert sample.label
    assert len(sample.prompt) > 40


@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_a_sample_passes_its_readiness_check(sample: Sample) -> None:
    picture = cv2.imread(str(sample.path))
    assert picture is not None
    report = check_still(picture.astype(np.uint8), "9:16")
    assert [check for check in report.checks if check.level != "pass"] == []


@pytest.mark.parametrize(("name", "ratio", "part"), [
    ("bottle", "1:1", Box(0.40, 0.26, 0.68, 0.72)),  # from the cork to under the label
    ("bottle", "4:5", Box(0.40, 0.26, 0.68, 0.81)),  # the whole bottle
    ("cafe", "16:9", Box(0.25, 0.51, 0.76, 0.72)),  # the cup
    ("cafe", "1:1", Box(0.10, 0.51, 0.81, 0.77)),  # cup and saucer
])  # fmt: skip
def test_what_matters_in_a_sample_stays_in_every_ratio(name: str, ratio: AspectRatio, part: Box) -> None:
    sample = next(sample for sample in SAMPLES if sample.name == name)
    picture = cv2.imread(str(sample.path))
    assert picture is not None
    crop = crop_box(compose(picture.astype(np.uint8), ratio), ratio, 1440, 2560)
    assert part.overlap(crop) > 0.99


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_the_script_draws_the_bundled_picture(sample: Sample) -> None:
    from tools.samples.draw import DRAWN

    drawn = np.asarray(DRAWN[sample.name](180, 320, 1)).astype(np.float32)
    bundled = Image.open(sample.path).resize((180, 320), Image.Resampling.BOX)
    soft = [cv2.GaussianBlur(np.asarray(picture, np.float32), (0, 0), 3) for picture in (drawn, bundled)]
    assert float(np.abs(soft[0] - soft[1]).mean()) < 6


def test_names_are_unique() -> None:
    assert len(set(NAMES)) == len(NAMES) == 2
