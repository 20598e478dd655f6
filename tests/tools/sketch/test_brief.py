"""What the sketch artist reads out of a description."""

import pytest

from tools.sketch.brief import read_brief


def subject_of(description: str) -> tuple[str, str]:
    subject = read_brief(description).subject
    return subject.family, subject.kind


@pytest.mark.parametrize(
    ("description", "family", "kind"),
    [
        ("a glass bottle of olive oil on a marble counter, soft side light from the left, no text", "bottle", "oil"),
        ("red sneakers on wet asphalt at night", "shoe", "sneaker"),
        ("a woman in a red jacket by a window", "person", "woman"),
        ("small cafe exterior at sunrise", "building", "shop"),
        ("latte cup on a wooden table", "cup", "latte"),
        ("mountain lake at dawn", "place", "lake"),
        ("my dog running on a beach", "animal", "dog"),
        ("a yellow taxi on a rainy city street at night", "car", "taxi"),
        ("portrait of a man in a blue shirt in a park", "person", "man"),
        ("skincare serum on stone, airy", "bottle", "dropper"),
        ("two glasses of red wine on a table", "glass", "wine"),
        ("a bouquet of pink roses", "flower", "bouquet"),
        ("neon-lit ramen bowl", "bowl", "soup"),
        ("white t-shirt", "garment", "shirt"),
        ("un perro negro en la playa", "animal", "dog"),
        ("eine rote Flasche auf dem Tisch", "bottle", "plain"),
        ("海辺の猫", "animal", "cat"),
        ("🍕🍕🍕", "plate", "pizza"),
    ],
)
def test_the_subject_is_the_thing_the_sentence_is_about(description: str, family: str, kind: str) -> None:
    assert subject_of(description) == (family, kind)


@pytest.mark.parametrize(
    "description",
    [
        "bottle opener on a table",
        "car keys in a bowl",
        "hot dog",
        "tennis racket",
        "a street market in Bangkok",
        "wine cellar",
    ],
)
def test_a_known_word_in_the_name_of_another_thing_never_gives_the_wrong_object(description: str) -> None:
    assert subject_of(description) == ("abstract", "form")


def test_an_unknown_subject_keeps_its_own_words_and_its_setting() -> None:
    brief = read_brief("a quantum harmonica on a wooden table at night")
    assert brief.subject.words == "quantum harmonica"
    assert (brief.setting, brief.surface, brief.time) == ("table", "wood", "night")


def test_an_unknown_thing_with_an_article_is_not_displaced_by_a_known_one_beside_it() -> None:
    brief = read_brief("a harmonica next to a coffee cup")
    assert brief.subject.words == "harmonica"
    assert brief.left_out == ("coffee cup",)


def test_light_surface_and_contents_are_read() -> None:
    brief = read_brief("a glass bottle of olive oil on a marble counter, soft side light from the left, no text")
    assert (brief.light_from, brief.light_quality, brief.surface, brief.setting) == ("left", "soft", "marble", "table")
    assert brief.subject.material == "glass"
    assert brief.subject.contents == "#a8a030"
    assert not brief.text_wanted


@pytest.mark.parametrize(
    ("description", "part", "colour"),
    [
        ("a woman in a red jacket by a white door", "jacket", "red"),
        ("a man in a blue suit and white shirt", "suit", "blue"),
        ("a man in a blue suit and white shirt", "shirt", "white"),
        ("a girl with blonde hair", "hair", "blonde"),
        ("a dog with a green collar", "collar", "green"),
    ],
)
def test_a_colour_belongs_to_the_noun_it_stands_before(description: str, part: str, colour: str) -> None:
    assert dict(read_brief(description).subject.parts)[part] == colour


def test_the_colour_of_a_garment_or_a_backdrop_is_not_the_subjects_colour() -> None:
    assert read_brief("a woman in a red jacket").subject.colour is None
    perfume = read_brief("perfume bottle on a pink background")
    assert (perfume.subject.colour, perfume.setting_colour) == (None, "pink")


def test_two_colours_are_the_thing_and_its_accent() -> None:
    cat = read_brief("black and white cat sleeping on a sofa").subject
    assert (cat.colour, cat.accent, cat.pose) == ("black", "white", "lying")


def test_a_word_that_is_a_thing_and_a_colour_is_read_by_what_follows() -> None:
    assert subject_of("an orange on a white plate") == ("fruit", "orange")
    assert read_brief("an orange car").subject.colour == "orange"
    assert read_brief("a jacket in orange").subject.colour == "orange"
    assert subject_of("a glass on a table") == ("glass", "tumbler")


@pytest.mark.parametrize(
    ("description", "time", "weather"),
    [
        ("red sneakers on wet asphalt at night", "night", "wet"),
        ("a bench at golden hour", "golden", "clear"),
        ("snowy cabin in the woods at dusk", "dusk", "snow"),
        ("forest in the fog", "day", "fog"),
        ("a street in the rain", "day", "rain"),
        ("mountain lake at dawn", "dawn", "clear"),
    ],
)
def test_time_and_weather_are_read(description: str, time: str, weather: str) -> None:
    brief = read_brief(description)
    assert (brief.time, brief.weather) == (time, weather)


def test_framing_space_and_wanted_words_are_read() -> None:
    brief = read_brief('close-up of a box with the text "Cold-pressed daily", space on the right')
    assert brief.framings == ("close",)
    assert brief.space == "right"
    assert brief.text == "Cold-pressed daily"


def test_what_is_negated_is_not_drawn() -> None:
    brief = read_brief("a beach without people, no dog, no text")
    assert brief.subject.family == "place"
    assert brief.left_out == ()
    assert not brief.text_wanted


@pytest.mark.parametrize(
    "description",
    [
        "",
        "   ",
        ".,;",
        "no no no",
        "a",
        "x" * 5000,
        "dog " * 1500,
        "🦄✨💥",
        "\x00\x07",
        "\u202egnihtemos",
        "٣ قطط على الشاطئ",
        "<script>",
    ],
)
def test_any_text_gives_a_brief(description: str) -> None:
    brief = read_brief(description)
    assert brief.subject.family
    assert len(brief.subject.words) <= 1200
