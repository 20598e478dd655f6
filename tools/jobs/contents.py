"""Whether a file from a vendor is what it claims to be; the content decides, never the name or the announced type."""

from pathlib import Path

import av
from av.error import FFmpegError

from store.errors import BadUpload, VendorError
from store.ledger_calls import Kind
from tools.pictures.files import JPEG, PNG, WEBP, PictureKind, picture_kind, what_it_is
from tools.pictures.uploads import read_still

_PICTURES: dict[str, str] = {JPEG.name: "jpg", PNG.name: "png", WEBP.name: "webp"}
_OPENING = {"protocol_whitelist": "file", "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm"}
"""Containers that hold pictures themselves, and no playlist that points to other files."""


def extension_of(path: Path, kind: Kind, vendor: str) -> str:
    """The extension under which the file is stored, once it could be read: a picture whole, a video to its first frame.

    Raises VendorError (failed, charged): something was delivered, but it is not what was bought.
    """
    return _picture(path, vendor) if kind == "still" else _video(path, vendor)


def _picture(path: Path, vendor: str) -> str:
    data = path.read_bytes()
    found = picture_kind(data)
    extension = _PICTURES.get(found.name) if found else None
    if extension is None:
        raise _wrong(vendor, "picture", _named(found, data))
    try:
        read_still(data, "the picture")
    except BadUpload as error:
        raise VendorError("failed", vendor, f"its picture cannot be used: {error}", charged="yes") from error
    return extension


def _video(path: Path, vendor: str) -> str:
    with path.open("rb") as file:
        start = file.read(4096)
    try:
        with av.open(str(path), options=dict(_OPENING), metadata_errors="ignore") as container:
            if next(container.decode(video=0), None) is None:
                raise _wrong(vendor, "video", "a video without pictures")
            return "webm" if "webm" in container.format.name else "mp4"
    except (FFmpegError, ValueError, IndexError, OverflowError) as error:
        raise _wrong(vendor, "video", _named(picture_kind(start), start)) from error


def _named(kind: PictureKind | None, data: bytes) -> str:
    return f"a {kind.name} picture" if kind else what_it_is(data)


def _wrong(vendor: str, wanted: str, found: str) -> VendorError:
    found = "damaged" if found == f"a {wanted}" else found
    return VendorError("failed", vendor, f"it delivered a {wanted} that is {found}", charged="yes")
