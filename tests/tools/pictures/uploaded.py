"""Files as people upload them, made on the spot."""

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image, ImageCms

QUARTERS = ((200, 40, 40), (40, 160, 60), (50, 70, 200), (220, 200, 60))
"""Colours of a test picture's quarters: top left, top right, bottom left, bottom right."""


def quarters(width: int = 640, height: int = 480) -> Image.Image:
    """A picture of four flat quarters, so that turning and colour changes show."""
    picture = np.zeros((height, width, 3), np.uint8)
    for index, colour in enumerate(QUARTERS):
        top, left = (index // 2) * height // 2, (index % 2) * width // 2
        picture[top : top + height // 2, left : left + width // 2] = colour
    return Image.fromarray(picture)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """The bytes of a picture file."""
    file = io.BytesIO()
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.from_pillow(picture).save(file, quality=90, **options)
    else:
        picture.save(file, kind, **options)
    return file.getvalue()


def phone_exif(orientation: int = 1) -> bytes:
    """EXIF as a phone writes it: orientation, maker and where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRETMAKER"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.5), 3: "E", 4: (2.0, 17.0, 40.2)})
    return exif.tobytes()


def _tag(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)


def display_p3_profile() -> bytes:
    """A minimal ICC v2 profile with the primaries of Display P3 (D50-adapted) and gamma 2.2."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    name = b"Display P3"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + b"\0" + b"\0" * 78
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))
    tags = {
        b"desc": description,
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.51512, 0.2412, -0.00105),
        b"gXYZ": xyz(0.29198, 0.69225, 0.04189),
        b"bXYZ": xyz(0.1571, 0.06657, 0.78407),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body, offset = b"", b"", 128 + 4 + 12 * len(tags)
    for signature, data in tags.items():
        table += struct.pack(">4sII", signature, offset + len(body), len(data))
        body += _tag(data)
    size = offset + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"none", 0x02100000, b"mntr", b"RGB ", b"XYZ ") + b"\0" * 12 + b"acsp"
    head += b"\0" * 28 + struct.pack(">iii", 63190, 65536, 54061)
    return head + b"\0" * (128 - len(head)) + struct.pack(">I", len(tags)) + table + body


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_claiming(width: int, height: int) -> bytes:
    """A small PNG file whose header claims a size; its data is far too short for it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 5000, 9)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", pixels) + png_chunk(b"IEND", b"")


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG of a small picture whose frame header claims another size."""
    data = saved(quarters(), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]
