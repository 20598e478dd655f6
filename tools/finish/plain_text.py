"""What people type, made ready for setting: text is only ever text. Pure functions on strings."""

import re
import unicodedata

MAX_LINES = 6
"""A text with more line ends than this runs on as one paragraph."""

_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_RIGHT_TO_LEFT_ISOLATE, _END_ISOLATE = "\u2067", "\u2069"
_WORD_JOINER = "\u2060"
_NO_BREAK = re.compile("(?<=[가-힣])(?=[가-힣])|(?<=[ァ-ヺー])(?=[ァ-ヺー])|(?<=\\S)(?=[ぁぃぅぇぉっゃゅょゎー])")
"""Where ICU's default rules break a line and a reader would not: inside a Korean word, inside a word in katakana, and
before small kana and the long vowel mark (JIS X 4051)."""

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Scripts that write words without spaces: Thai, Lao, Burmese, kana, Han."""


def clean(text: str) -> str:
    """`text` without anything that is not writing: control characters, overrides of direction, lone surrogates.

    Line ends stay (few of them, never two in a row); other white space becomes single spaces. Markup of any kind is
    left as the characters it is made of.
    """
    lines = re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text)
    kept = (" ".join("".join(_writing(char) for char in line).split()) for line in lines)
    filled = [line for line in kept if line]
    return ("\n" if len(filled) <= MAX_LINES else " ").join(filled)


def _writing(char: str) -> str:
    if char.isspace():
        return " "
    if char in _BIDI_CONTROLS or unicodedata.category(char) in ("Cc", "Cs", "Co"):
        return ""
    return "" if ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF else char


def ready_to_set(text: str) -> str:
    """Cleaned text with the invisible marks that the setter needs: the direction of each line, and no line
    ends inside words."""
    joined = _NO_BREAK.sub(_WORD_JOINER, clean(text))
    return "\n".join(_isolated(line) for line in joined.split("\n"))


def reads_right_to_left(line: str) -> bool:
    """Whether the first letter with a direction runs right to left (Unicode Bidirectional Algorithm, P2 and P3)."""
    for char in line:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _isolated(line: str) -> str:
    return f"{_RIGHT_TO_LEFT_ISOLATE}{line}{_END_ISOLATE}" if reads_right_to_left(line) else line


def is_unspaced(word: str) -> bool:
    """Whether a line may break between the signs of this word, as its script has no spaces."""
    return _UNSPACED.search(word) is not None


def spoken_parts(text: str, most: int) -> tuple[tuple[int, int], ...]:
    """The parts of a text that light up one after the other, as (start, end) indexes: words, or signs where words
    are not spaced. At most `most` parts; where there are more, neighbours light up together."""
    parts: list[tuple[int, int]] = []
    for word in re.finditer(r"\S+", text):
        parts.extend(_signs(word) if is_unspaced(word.group()) else [word.span()])
    group = -(-len(parts) // most) if parts else 1
    return tuple((parts[i][0], parts[min(i + group, len(parts)) - 1][1]) for i in range(0, len(parts), group))


def _signs(word: re.Match[str]) -> list[tuple[int, int]]:
    """The signs of an unspaced word; marks, joiners and punctuation stay with the sign before them."""
    starts = [
        index
        for index, char in enumerate(word.group())
        if index == 0 or (_UNSPACED.match(char) and unicodedata.category(char)[0] == "L" and not _joined(word, index))
    ]
    ends = [*starts[1:], len(word.group())]
    return [(word.start() + start, word.start() + end) for start, end in zip(starts, ends, strict=True)]


def _joined(word: re.Match[str], index: int) -> bool:
    return word.group()[index - 1] == _WORD_JOINER
