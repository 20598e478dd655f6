"""From an uploaded file to a safe still: 8-bit sRGB, upright, without metadata, of a bounded size.

The content decides, never the name. Only the pixels travel on: EXIF (with its place and camera), comments, profiles
and anything behind the picture's end stay behind, because the picture is written anew.
"""

import io
import struct
from dataclasses import dataclass

from PIL import Image

from store.errors import BadUpload
from tools.pictures.colours import Converted, UnknownColours, cut_out, eight_bits, to_srgb
from tools.pictures.files import JPEG, READABLE, TIFF, PictureKind, named_suffix, picture_kind, shown_name, what_it_is

MAX_BYTES = 60 * 1024 * 1024
MAX_SIDE = 8192
"""Longest side of a still, in pixels; larger pictures are scaled down."""
MAX_PIXELS = 24_000_000
MIN_SIDE = 320
"""Shortest side, in pixels, of which a film can be made at all; the readiness check asks for more."""
DECODE_PIXELS = 64_000_000
"""Pixels of a JPEG that are decoded at once (256 MB); above it the decoder reads every second, fourth or eighth."""
PNG_PIXELS = 16_000_000
"""Up to here a lossless picture stays lossless; beyond it a PNG takes seconds and tens of megabytes."""

_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error, RuntimeError)
"""What Pillow's parsers raise on damaged files."""
_ORIENTATION, _GPS = 0x0112, 0x8825
_UPRIGHT: dict[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class AcceptedStill:
    """A picture fit to be stored as a still: JPEG or PNG bytes in sRGB, transparent parts kept in a PNG. `notes` say
    what was done, a sentence each."""

    data: bytes
    suffix: str
    width: int
    height: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Metadata:
    orientation: int
    present: bool
    place: bool


def read_still(data: bytes, name: str) -> AcceptedStill:
    """Check an uploaded file and turn it into a still.

    `name` is what the person's computer calls it and is trusted for nothing. Raises BadUpload with a sentence that
    says what is wrong and what to do. Takes at most about 800 MB of memory, whatever the file claims to be.
    """
    kind = _kind(data, name)
    try:
        picture = kind.reader(io.BytesIO(data))
    except _BROKEN as error:
        raise _damaged(name, kind) from error
    _check_size(picture, kind, name)
    try:
        return _accept(picture, kind, name)
    except UnknownColours as error:
        raise _refused(name, *_colour_problem(str(error))) from error
    except (*_BROKEN, MemoryError) as error:
        raise _damaged(name, kind) from error


def _kind(data: bytes, name: str) -> PictureKind:
    """What the file is. Raises BadUpload for what is no readable picture, or too large a file."""
    if not data:
        raise _refused(name, "is empty (0 bytes)", "Send it again, or choose another picture.")
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024**2:.0f} MB"
        raise _refused(
            name, f"is {size}, and a still may be up to 60 MB", "Save it smaller, or as a JPEG, and send that."
        )
    kind = picture_kind(data)
    if kind is None:
        what = what_it_is(data)
        if "SVG" in what:
            advice = "Export it as a PNG, at least 1080 pixels wide, and send that."
        elif what == "a video":
            advice = "Send a single frame of it as a picture."
        else:
            advice = f"Send a picture: {READABLE}."
        raise _refused(name, f"is {what}, not a picture that can be used as a still", advice)
    return kind


def _check_size(picture: Image.Image, kind: PictureKind, name: str) -> None:
    """Refuse by the header alone what is too large to decode or too small to film."""
    width, height = picture.size
    size = f"{width:,} x {height:,} pixels"
    if min(width, height) < MIN_SIDE:
        advice = "Send a larger one; 1080 x 1920 or more looks sharp."
        raise _refused(name, f"is only {size}, and a still needs at least {MIN_SIDE} on its short side", advice)
    limit = 100 if kind is JPEG and picture.info.get("progressive") else kind.max_megapixels
    if width * height > limit * 1_000_000:
        what = "progressive JPEG" if limit != kind.max_megapixels else kind.name
        advice = f"Scale it down to {MAX_SIDE} pixels on its long side, or less, and send it again."
        wording = f"is {size} ({width * height / 1e6:,.0f} megapixels), and a {what} may have up to {limit}"
        raise _refused(name, wording, advice)
    if max(width, height) > MAX_SIDE and min(width, height) * MAX_SIDE / max(width, height) < MIN_SIDE:
        raise _refused(name, f"is {size}: too narrow a strip for a film", "Crop it to the part you want to show.")


def _accept(picture: Image.Image, kind: PictureKind, name: str) -> AcceptedStill:
    """Decode and convert. The picture is scaled before its colours are converted, which bounds the memory."""
    notes = _about_the_file(picture, kind, name)
    original = picture.size
    _decode(picture, kind)
    metadata = _metadata(picture, kind)
    for convert in (eight_bits, _scaled, cut_out, to_srgb):
        converted = convert(picture)
        picture, notes = converted.picture, [*notes, *converted.notes]
    if picture.size != original:
        was, now = (f"{width:,} x {height:,}" for width, height in (original, picture.size))
        notes.append(f"It was scaled from {was} to {now} pixels.")
    if metadata.orientation in _UPRIGHT:
        picture = picture.transpose(_UPRIGHT[metadata.orientation])
        notes.append("It was turned upright, as its camera recorded.")
    if metadata.present:
        details = "The place where it was taken and other details" if metadata.place else "Details about its making"
        notes.append(f"{details} were in the file and have been removed.")
    lossless = picture.mode == "RGBA" or (kind.lossless and picture.width * picture.height <= PNG_PIXELS)
    return AcceptedStill(*_written(picture, lossless), picture.width, picture.height, tuple(notes))


def _about_the_file(picture: Image.Image, kind: PictureKind, name: str) -> list[str]:
    """What is worth saying about the file before its pixels are looked at."""
    notes: list[str] = []
    if named_suffix(name) not in (*kind.suffixes, ""):
        notes.append(f"It is a {kind.name}, although its name ends otherwise.")
    frames = int(getattr(picture, "n_frames", 1))
    if frames > 1:
        notes.append(f"It holds {frames} pictures; the first one is used.")
    return notes


def _decode(picture: Image.Image, kind: PictureKind) -> None:
    """Read the pixels, of a huge JPEG only every second, fourth or eighth in each direction."""
    width, height = picture.size
    step = next((step for step in (1, 2, 4) if width * height <= DECODE_PIXELS * step**2), 8)
    if kind is JPEG and step > 1:
        picture.draft(picture.mode, (width // step, height // step))
    picture.load()


def _metadata(picture: Image.Image, kind: PictureKind) -> _Metadata:
    """What the file tells besides its pixels. Unreadable EXIF counts as an upright picture with details."""
    present = any(picture.info.get(key) for key in ("exif", "xmp", "comment", "XML:com.adobe.xmp", "photoshop"))
    try:
        exif = picture.getexif()
        place = bool(exif.get_ifd(_GPS))
        # A TIFF is turned upright by its decoder.
        orientation = 1 if kind is TIFF else int(exif.get(_ORIENTATION, 1))
    except _BROKEN:
        return _Metadata(1, True, False)
    return _Metadata(orientation, present or place, place)


def _scaled(picture: Image.Image) -> Converted:
    """The picture at no more than MAX_SIDE a side and MAX_PIXELS in all; one with alpha, which stays lossless, at no
    more than PNG_PIXELS."""
    width, height = picture.size
    most = PNG_PIXELS if "A" in picture.getbands() or "a" in picture.getbands() else MAX_PIXELS
    factor = min(1.0, MAX_SIDE / max(width, height), (most / (width * height)) ** 0.5)
    if factor == 1:
        return Converted(picture, ())
    size = (max(1, int(width * factor)), max(1, int(height * factor)))
    return Converted(picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0), ())


def _written(picture: Image.Image, lossless: bool) -> tuple[bytes, str]:
    """The pixels as a new file with nothing else in it, and its suffix."""
    picture.info.clear()  # or Pillow writes a comment or a profile that came with the upload
    file = io.BytesIO()
    if lossless:
        picture.save(file, "PNG", compress_level=4)
        return file.getvalue(), ".png"
    picture.save(file, "JPEG", quality=95, subsampling=0)
    return file.getvalue(), ".jpg"


def _damaged(name: str, kind: PictureKind) -> BadUpload:
    advice = "Send it again, or open it in a picture program and save it once more as a JPEG or PNG."
    return _refused(name, f"starts like a {kind.name} but is damaged or incomplete", advice)


def _colour_problem(what: str) -> tuple[str, str]:
    """What is wrong with a picture that has no colours to show, and what to do."""
    if what == "transparent":
        return "is fully transparent: there is nothing to see in it", "Send a picture with visible parts."
    return "holds values that are not colours", "Save it as an ordinary 8-bit JPEG or PNG and send that."


def _refused(name: str, what: str, advice: str) -> BadUpload:
    return BadUpload(f"{shown_name(name)} {what}. It was not kept, and nothing else has changed. {advice}")
