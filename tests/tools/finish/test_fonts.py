"""The fonts: every script of the promise has real glyphs, from our own files."""

import pytest

from tools.finish.fonts import families_for, missing_characters
from tools.finish.lettering import Lettering, Room, draw_text
from tools.finish.plain_text import ready_to_set

SCRIPTS = {
    "Latin": "Crème brûlée, façade",
    "Greek": "Καλημέρα",
    "Cyrillic": "Добрый день",
    "Devanagari": "नमस्ते",
    "Arabic": "مرحبا بالعالم",
    "Hebrew": "שלום עולם",
    "Thai": "สวัสดีชาวโลก",
    "Chinese": "黄金时刻",
    "Japanese": "ゴールデンアワー",
    "Korean": "안녕하세요",
    "emoji": "☕😀👩‍🍳🇫🇷❤️",
}


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_every_promised_script_has_glyphs(text: str) -> None:
    assert missing_characters(text) == ""


def test_characters_without_a_glyph_are_named_once_each() -> None:
    assert missing_characters("a\U0001f600\u1681\u1681b\u1682") == "\u1681\u1682"


@pytest.mark.parametrize(
    ("text", "region"), [("東京", "SC"), ("東京へ", "JP"), ("漢字 한국", "KR"), ("ㄅ注音", "TC"), ("plain", "SC")]
)
def test_han_signs_take_the_shapes_of_the_language_around_them(text: str, region: str) -> None:
    assert f"Noto Sans CJK {region}" in families_for(text)


@pytest.mark.parametrize("text", ["ش", "ש", "ส", "黄", "한", "ゴ", "न", "Ж"])
def test_drawn_letters_are_not_the_box_of_a_missing_glyph(text: str) -> None:
    assert _drawn(text) != _drawn("\u1681"), f"{text} looks like a missing glyph"


def test_emoji_are_drawn_in_colour() -> None:
    picture = draw_text("😀", Lettering(size=60.0), Room(400.0, 400.0, 1.0))
    assert picture is not None
    red, blue = picture.rgba[..., 0].astype(int), picture.rgba[..., 2].astype(int)
    assert (red - blue > 100).sum() > 500, "the face is not yellow"


def test_arabic_letters_are_joined() -> None:
    apart = _width("م\u200cر\u200cح\u200cب\u200cا")
    assert _width("مرحبا") < 0.9 * apart


def test_weights_differ() -> None:
    heavy, light = (_ink("Weight", weight) for weight in (800, 500))
    assert heavy > 1.15 * light


def _drawn(text: str) -> bytes:
    picture = draw_text(ready_to_set(text), Lettering(size=48.0), Room(400.0, 400.0, 1.0))
    assert picture is not None
    return picture.rgba.tobytes()


def _width(text: str) -> int:
    picture = draw_text(ready_to_set(text), Lettering(size=48.0), Room(1000.0, 400.0, 1.0))
    assert picture is not None
    return picture.width


def _ink(text: str, weight: int) -> int:
    picture = draw_text(text, Lettering(size=48.0, weight=weight, box=True), Room(1000.0, 400.0, 1.0))
    assert picture is not None
    return int((picture.rgba[..., 0] > 200).sum())
