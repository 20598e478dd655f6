"""The frames themselves: looked at as pixels, the way a person sees them."""

import hashlib
import io
import os
import subprocess
import sys

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from store.scene import ASPECT_RATIOS, AspectRatio
from tools.sketch.artist import Sketch, draw_variants
from tools.sketch.brief import read_brief
from tools.sketch.composition import SIZES, framed, ideas
from tools.sketch.lettering import tag_box
from tools.sketch.repertoire import DRAWERS, SETTINGS
from tools.sketch.vocabulary import vocabulary

BOTTLE = "a glass bottle of olive oil on a marble counter, no text"


def luma(sketch: Sketch) -> npt.NDArray[np.float64]:
    """Brightness of every pixel, 0..255, shape (height, width)."""
    with Image.open(io.BytesIO(sketch.data)) as picture:
        return np.asarray(picture.convert("L"), dtype=np.float64)


def colours(sketch: Sketch) -> npt.NDArray[np.float64]:
    with Image.open(io.BytesIO(sketch.data)) as picture:
        return np.asarray(picture.convert("RGB"), dtype=np.float64)


@pytest.mark.slow
@pytest.mark.parametrize("ratio", ASPECT_RATIOS)
def test_frames_have_the_pixels_of_their_ratio_and_stay_small(ratio: AspectRatio) -> None:
    (sketch,) = draw_variants(BOTTLE, ratio, 1)
    with Image.open(io.BytesIO(sketch.data)) as picture:
        assert picture.format == "JPEG"
        assert picture.size == (sketch.width, sketch.height) == SIZES[ratio]
    assert len(sketch.data) < 500_000


@pytest.mark.slow
def test_the_same_words_give_the_same_bytes() -> None:
    assert draw_variants(BOTTLE, "1:1", 2) == draw_variants(BOTTLE, "1:1", 2)


@pytest.mark.slow
def test_the_same_words_give_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib; from tools.sketch.artist import draw_variants;"
        f"print(hashlib.sha256(draw_variants({BOTTLE!r}, '1:1', 1)[0].data).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONHASHSEED": "4711"},
    )  # fmt: skip
    assert run.stdout.strip() == hashlib.sha256(draw_variants(BOTTLE, "1:1", 1)[0].data).hexdigest()


def test_another_seed_gives_another_drawing() -> None:
    assert draw_variants(BOTTLE, "1:1", 1, seed=1)[0].data != draw_variants(BOTTLE, "1:1", 1, seed=2)[0].data


@pytest.mark.slow
def test_variants_differ_in_composition_and_say_so() -> None:
    variants = draw_variants(BOTTLE, "1:1", 8)
    assert len({v.label for v in variants}) == 8
    small = [np.asarray(Image.fromarray(luma(v).astype(np.uint8)).resize((24, 24)), dtype=np.float64) for v in variants]
    for i, one in enumerate(small):
        for other in small[i + 1 :]:
            assert np.abs(one - other).mean() > 4


@pytest.mark.slow
@pytest.mark.parametrize(("asked", "given"), [(0, 1), (1, 1), (4, 4), (50, 8)])
def test_the_count_is_kept_between_one_and_eight(asked: int, given: int) -> None:
    assert len(draw_variants("a jar", "1:1", asked)) == given


@pytest.mark.slow
@pytest.mark.parametrize(
    "thing", ["white ceramic mug", "bottle of milk", "portrait of a man in a white shirt", "white cat", "white car"]
)
def test_the_light_falls_from_the_side_that_was_asked_for(thing: str) -> None:
    """Left against right half of the subject itself, and of the whole frame."""
    leaning: dict[str, tuple[float, float]] = {}
    for side in ("left", "right"):
        words = f"{thing} on a grey background, light from the {side}"
        (sketch,) = draw_variants(words, "1:1", 1)
        light = luma(sketch)
        middle, half = sketch.width // 2, int(sketch.width * 0.14)
        body = light[int(sketch.height * 0.45) : int(sketch.height * 0.75)]
        on_subject = body[:, middle - half : middle].mean() - body[:, middle : middle + half].mean()
        leaning[side] = (on_subject, light[:, :middle].mean() - light[:, middle:].mean())
    assert leaning["left"][0] > leaning["right"][0] + 6
    assert leaning["left"][1] > 8
    assert leaning["right"][1] < -8


@pytest.mark.slow
def test_a_named_colour_is_on_the_subject() -> None:
    def redness(words: str) -> float:
        (sketch,) = draw_variants(words, "1:1", 1)
        pixels = colours(sketch)[600:1150, 560:880]
        return float((pixels[..., 0] - pixels[..., 1:].mean(axis=2)).mean())

    assert redness("a red car in a studio") > redness("a blue car in a studio") + 40


@pytest.mark.slow
def test_night_is_darker_than_day_and_snow_is_brighter_than_grass() -> None:
    def brightness(words: str) -> float:
        return float(luma(draw_variants(words, "1:1", 1)[0]).mean())

    assert brightness("a street at night") < brightness("a street") - 60
    ground = slice(1100, 1400)
    snow, grass = (
        luma(draw_variants(words, "1:1", 1)[0])[ground].mean()
        for words in ("a dog in a field in the snow", "a dog in a field")
    )
    assert snow > grass + 25


@pytest.mark.slow
def test_every_frame_carries_the_sketch_tag() -> None:
    """A light plate with dark letters in the corner, whatever lies behind it."""
    for words in ("sea at night", "a jar on a white background", "quantum harmonica"):
        (sketch,) = draw_variants(words, "4:5", 1)
        brief = read_brief(words)
        left, top, right, bottom = (round(v) for v in tag_box(framed(ideas(brief)[0], "4:5", brief)))
        plate = luma(sketch)[top:bottom, left:right]
        assert np.percentile(plate, 70) > 150
        assert np.percentile(plate, 4) < 110


def test_an_unknown_thing_is_named_on_its_card_and_in_the_note() -> None:
    (known,) = draw_variants("a jar", "1:1", 1)
    (unknown,) = draw_variants("a quantum harmonica", "1:1", 1)
    assert known.note == ""
    assert "“quantum harmonica”" in unknown.note
    assert "covered form" in unknown.note


def test_what_was_left_out_is_said() -> None:
    assert "a coffee cup" in draw_variants("a woman holding a coffee cup", "1:1", 1)[0].note.replace(
        "coffee cup", "a coffee cup"
    )


@pytest.mark.slow
def test_wanted_words_are_lettered_into_the_calm_zone() -> None:
    plain, lettered = (luma(draw_variants(words, "1:1", 1)[0]) for words in ("a box", 'a box with the text "Daily"'))
    zone = slice(150, 370)
    assert (lettered[zone] < 80).mean() > (plain[zone] < 80).mean() + 0.01


def test_space_and_framing_words_choose_the_first_idea() -> None:
    assert ideas(read_brief("a jar, space on the left"))[0].name == "left"
    assert ideas(read_brief("low angle shot of a jar"))[0].name == "low"
    assert ideas(read_brief("a wide shot of a house"))[0].name == "wide"
    for words in ("a jar", "a woman", "portrait of a woman", "a car", "a house", "mountains"):
        assert len({idea.name for idea in ideas(read_brief(words))}) == 8


@pytest.mark.parametrize(
    "description",
    ["", "🦄✨", "x" * 5000, "dog " * 1500, "٣ قطط على الشاطئ", "no", "\x00<b>&amp;", '"' * 90, '"' + "é" * 79 + '"'],
)
def test_hostile_descriptions_still_give_a_neat_frame(description: str) -> None:
    (sketch,) = draw_variants(description, "1:1", 1)
    light = luma(sketch)
    assert light.std() > 12
    assert (light < 4).mean() < 0.02


def test_everything_in_the_vocabulary_can_be_drawn() -> None:
    assert {family for family, _ in vocabulary().other_kinds} <= set(DRAWERS)
    settings = {value[0] for found in vocabulary().meanings.values() for table, value in found if table == "setting"}
    assert settings == set(SETTINGS)


@pytest.mark.slow
def test_every_kind_of_every_family_gives_a_frame() -> None:
    for kind, names in vocabulary().other_kinds.items():
        (sketch,) = draw_variants(f"a {names[0]}", "1:1", 1)
        assert luma(sketch).std() > 10, kind


@pytest.mark.slow
@pytest.mark.parametrize("setting", sorted(SETTINGS))
@pytest.mark.parametrize(
    "conditions", ["at night in the rain", "at dawn in the fog", "in the snow", "backlit at golden hour"]
)
def test_every_setting_takes_every_condition_in_every_ratio(setting: str, conditions: str) -> None:
    place = next(
        " ".join(words)
        for words, found in vocabulary().meanings.items()
        if any(value == (setting,) and table == "setting" for table, value in found)
    )
    for ratio in ASPECT_RATIOS:
        for sketch in draw_variants(f"a dog in the {place} {conditions}", ratio, 2):
            assert luma(sketch).std() > 8
