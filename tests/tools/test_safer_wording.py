"""After a refusal: a wording that is less likely to be refused."""

import pytest

from tools.safer_wording import safer


@pytest.mark.parametrize(
    ("refused", "instead"),
    [
        ("a knight covered in blood", "a knight splashed with red paint"),
        ("Blood drips from the table", "Red paint drips from the table"),
        ("a man with a gun in a bar", "a man with a prop in a bar"),
        ("a portrait in the style of Picasso", "a portrait"),
        ("a woman like Taylor Swift, smiling", "a woman, smiling"),
        ("a can of Coca-Cola on ice", "a can on ice"),
    ],
)
def test_what_is_commonly_refused_is_said_otherwise(refused: str, instead: str) -> None:
    assert safer(refused, motion=False) == instead


def test_a_description_without_such_words_is_bounded() -> None:
    assert safer("a couple on a sofa", motion=False).startswith("a couple on a sofa. Suitable for everyone")


def test_a_movement_without_such_words_is_stopped() -> None:
    assert safer("they embrace", motion=True) == "The subject holds still."


def test_the_start_of_a_sentence_is_no_name() -> None:
    assert safer("The knife falls", motion=True) == "The tool falls"
