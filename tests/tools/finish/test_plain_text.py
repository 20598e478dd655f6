"""Text is only ever text: what is dropped, what stays, and the parts that light up."""

import pytest

from tools.finish.plain_text import clean, ready_to_set, spoken_parts


@pytest.mark.parametrize(
    "text",
    [
        r"{\an8\fs200}Hello",
        "<b>bold</b> &amp; <script>",
        "%{pts}:x=(w-tw)/2;[0:v]drawtext=text='a'",
        "**not bold** `code` [link](http://x)",
    ],
)
def test_markup_of_any_kind_is_left_as_it_was_typed(text: str) -> None:
    assert clean(text) == text


def test_control_characters_and_overrides_of_direction_are_dropped() -> None:
    assert clean("a\x00b\x1b[31mc\u202ed\u2066e\ud800f\ue000\uffff") == "ab[31mcdef"


def test_joiners_of_emoji_and_persian_stay() -> None:
    assert clean("👩‍🍳 می‌خواهم ❤️") == "👩‍🍳 می‌خواهم ❤️"


def test_line_ends_stay_and_never_stand_in_a_row() -> None:
    assert clean(" one \r\n\n\n two\t\tthree \u2028 four") == "one\ntwo three\nfour"


def test_a_text_of_many_lines_runs_on() -> None:
    assert clean("\n".join("abcdefgh")) == "a b c d e f g h"


def test_lines_that_read_right_to_left_are_set_that_way() -> None:
    assert ready_to_set("Hello\n2026 مرحبا") == "Hello\n\u20672026 مرحبا\u2069"


@pytest.mark.parametrize("joined", ["ア|ワ|ーへ", "き|ょう", "오|늘|의 커|피", "東京", "plain words"])
def test_no_line_ends_inside_a_word_of_katakana_or_hangul(joined: str) -> None:
    assert ready_to_set(joined.replace("|", "")) == joined.replace("|", "\u2060")


def test_words_light_up_one_after_the_other() -> None:
    text = "wait for  it"
    assert [text[a:b] for a, b in spoken_parts(text, 24)] == ["wait", "for", "it"]


def test_signs_of_unspaced_scripts_light_up_one_by_one_with_their_marks() -> None:
    text = ready_to_set("コーヒー、朝")
    assert [text[a:b].replace("\u2060", "") for a, b in spoken_parts(text, 24)] == ["コーヒー、", "朝"]


def test_many_words_light_up_in_groups() -> None:
    text = " ".join(["word"] * 100)
    starts, ends = zip(*spoken_parts(text, 24), strict=True)
    assert len(starts) == 20
    assert (starts[0], ends[-1]) == (0, len(text))
