"""What an uploaded file is, told from its bytes alone; its name is only ever repeated to the person, cleaned."""

import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from PIL import Image
from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile
from pillow_heif import HeifImageFile

READABLE = "JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF or BMP"

Reader = Callable[[io.BytesIO], Image.Image]


@dataclass(frozen=True)
class PictureKind:
    """A kind of picture that can be read. `reader` opens the header only: no pixel is decoded, no size is refused.

    `max_megapixels` bounds the memory of decoding (4 bytes a pixel); a JPEG can be decoded at a fraction of its size.
    """

    name: str
    reader: Reader
    suffixes: tuple[str, ...]
    lossless: bool = False
    max_megapixels: int = 60


# Each format's own class instead of Image.open: only these parsers ever see an upload, and the size can be named in
# the refusal (Image.open raises before it tells).
JPEG = PictureKind("JPEG", JpegImageFile, (".jpg", ".jpeg", ".jfif", ".mpo"), max_megapixels=250)
PNG = PictureKind("PNG", PngImageFile, (".png", ".apng"), lossless=True)
GIF = PictureKind("GIF", GifImageFile, (".gif",), lossless=True)
BMP = PictureKind("BMP", BmpImageFile, (".bmp", ".dib"), lossless=True)
TIFF = PictureKind("TIFF", TiffImageFile, (".tif", ".tiff"), lossless=True)
WEBP = PictureKind("WebP", WebPImageFile, (".webp",), max_megapixels=32)  # its decoder keeps two more canvases
AVIF = PictureKind("AVIF", AvifImageFile, (".avif",))
HEIC = PictureKind("HEIC", HeifImageFile, (".heic", ".heif", ".hif"))

_BY_START: tuple[tuple[bytes, PictureKind], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"BM", BMP),
)
_OTHERS_BY_START: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"8BPS", "a Photoshop document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (b"\x00\x00\x00\x0cjP", "a JPEG 2000 picture"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or video file"),
    (b"fLaC", "a sound file"),
    (b"\x1f\x8b", "a compressed file"),
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}


def picture_kind(data: bytes) -> PictureKind | None:
    """The kind of picture these bytes start like, or None."""
    for start, kind in _BY_START:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    brands = _brands(data)
    if brands & {b"avif", b"avis"}:
        return AVIF
    return HEIC if brands & _HEIC_BRANDS else None


def what_it_is(data: bytes) -> str:
    """What bytes that are no readable picture seem to be, in words with an article."""
    for start, words in _OTHERS_BY_START:
        if data.startswith(start):
            return words
    if data[:4] == b"RIFF":
        return "a sound or video file"
    if _brands(data):
        return "a video"
    text = _text(data[:4096])
    if text is None:
        return "something that is not a picture"
    lowered = text.lower()
    if "<svg" in lowered:
        return "an SVG drawing"
    return "a web page" if "<html" in lowered or "<!doctype html" in lowered else "a text file"


def _brands(data: bytes) -> set[bytes]:
    """The brands of an ISO base media file (HEIC, AVIF, MP4, MOV), major one included; none for other files."""
    if data[4:8] != b"ftyp":
        return set()
    size = min(int.from_bytes(data[:4], "big"), 256, len(data))
    return {data[8:12]} | {data[at : at + 4] for at in range(16, size - 3, 4)}


def _text(data: bytes) -> str | None:
    """The bytes as text, or None where they hold what text does not."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = data.decode(encoding, errors="ignore")
    strange = sum(unicodedata.category(letter) == "Cc" and letter not in "\t\n\r\f" for letter in text)
    return text if text and not strange and len(text.encode(encoding)) >= 0.9 * len(data) else None


def shown_name(name: str) -> str:
    """A file's name fit for a sentence: no folders, no control or markup characters, at most 60 letters, in quotes."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(
        " " if c.isspace() else c
        for c in last
        if c.isspace() or (unicodedata.category(c)[0] != "C" and c not in '<>[]*`|"“”')
    )
    plain = " ".join(kept.split())
    if len(plain) > 60:
        plain = f"{plain[:40].rstrip()}…{plain[-16:].lstrip()}"
    return f"“{plain}”" if plain.strip(". ") else "The file"


def named_suffix(name: str) -> str:
    """The suffix a name claims, in lower case; empty without one."""
    return PurePosixPath(name.replace("\\", "/").replace("\0", "")).suffix.lower()
