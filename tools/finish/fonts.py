"""The fonts that captions and overlays are set in: Noto for Latin, Greek, Cyrillic, Devanagari, Arabic, Thai, CJK and
emoji, Heebo for Hebrew.

They come from Python packages and this folder, never from the machine, so a film looks the same everywhere.
Everything in this module may be asked for from any thread of a process; it is loaded once, on first use.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import skia

EMOJI = "Noto Color Emoji"
_LATIN, _ARABIC, _HEBREW, _THAI = "Noto Sans", "Noto Sans Arabic", "Heebo", "Noto Sans Thai"
_VARIABLE = {
    _LATIN: "noto_sans", _ARABIC: "noto_sans_arabic", _HEBREW: "heebo", _THAI: "noto_sans_thai",
}  # fmt: skip
"""Families in the order in which a sign is looked for, and the packages that bring them."""
_CJK_FACES = {"JP": 0, "KR": 1, "SC": 2, "TC": 3, "HK": 4}
"""Faces inside the CJK collection, by the region whose shapes they draw."""
_WEIGHTS = (500, 600, 700, 800)
"""Weights that are cut from the variable fonts. CJK has one weight; Skia emboldens it."""


@lru_cache(maxsize=1)
def font_collection() -> Any:
    """The skia `FontCollection` with every family of this module."""
    # A provider takes typefaces one by one: no folder of links to keep, and no look at the machine's own fonts.
    provider = skia.textlayout.TypefaceFontProvider()
    for family, typefaces in _typefaces().items():
        for typeface in typefaces:
            provider.registerTypeface(typeface, family)
    collection = skia.textlayout.FontCollection()
    collection.setDefaultFontManager(provider)
    return collection


def families_for(text: str) -> list[str]:
    """Family names in the order in which a text looks for its glyphs.

    Han signs are shared by Chinese, Japanese and Korean but drawn differently: kana asks for Japanese shapes, Hangul
    for Korean, bopomofo for Taiwanese, anything else gets mainland ones.
    """
    region = "SC"
    for char in text:
        name = unicodedata.name(char, "")
        if name.startswith(("HIRAGANA", "KATAKANA", "HALFWIDTH KATAKANA")):
            region = "JP"
            break
        if name.startswith(("HANGUL", "HALFWIDTH HANGUL")):
            region = "KR"
            break
        if name.startswith("BOPOMOFO"):
            region = "TC"
    return [*_VARIABLE, _cjk(region), EMOJI]


def missing_characters(text: str) -> str:
    """The characters of `text` that no font here can draw (they show as boxes), each once, in order."""
    fonts = [faces[0] for faces in _typefaces().values()]
    seen = dict.fromkeys(char for char in text if not _is_invisible(char))
    return "".join(char for char in seen if not any(font.unicharToGlyph(ord(char)) for font in fonts))


def _is_invisible(char: str) -> bool:
    """Marks that steer the text and need no glyph: joiners, variation selectors, spaces, line ends."""
    return char.isspace() or unicodedata.category(char) in ("Cf", "Cc") or 0xFE00 <= ord(char) <= 0xFE0F


def _cjk(region: str) -> str:
    return f"Noto Sans CJK {region}"


@lru_cache(maxsize=1)
def _typefaces() -> dict[str, list[Any]]:
    """Skia typefaces by family. Opens about 25 MB of font files, which are mapped, not read."""
    # An empty manager opens files without waking the machine's font configuration (slow, and it warns on stderr).
    open_face: Callable[..., Any] = skia.FontMgr.New_Custom_Empty().makeFromFile
    faces: dict[str, list[Any]] = {}
    for family, package in _VARIABLE.items():
        variable = open_face(str(_package_font(package)))
        faces[family] = [_at_weight(variable, weight) for weight in _WEIGHTS]
    cjk = str(files("noto_cjk_sans_otc").joinpath("NotoSansCJK-Regular.ttc"))
    for region, index in _CJK_FACES.items():
        faces[_cjk(region)] = [open_face(cjk, index)]
    faces[EMOJI] = [open_face(str(Path(__file__).parent / "fonts_data" / "NotoColorEmoji.ttf"))]
    return faces


def _package_font(name: str) -> Path:
    """The upright variable font of the package `fontpkg_<name>`."""
    folder = Path(str(files(f"fontpkg_{name}"))) / "files"
    return next(path for path in sorted(folder.glob("*.ttf")) if "Italic" not in path.name)


def _at_weight(variable: Any, weight: int) -> Any:
    variation = skia.FontArguments.VariationPosition
    axes = [(b"wght", weight), (b"wdth", 100)]
    # Skia keeps only a pointer to the coordinates: they have to live until the clone is made.
    coordinates = variation.Coordinates(
        [variation.Coordinate(int.from_bytes(tag, "big"), value) for tag, value in axes]
    )
    arguments = skia.FontArguments()
    arguments.setVariationDesignPosition(variation(coordinates))
    return variable.makeClone(arguments)
