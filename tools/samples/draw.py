"""Draws the bundled sample stills: `python -m tools.samples.draw [FOLDER]` writes bottle.jpg and cafe.jpg and exits.

Takes some minutes a picture. The same code on the same machine gives the same pixels.
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
from PIL import Image

from tools.samples import bottle, cafe

DRAWN: dict[str, Callable[..., Image.Image]] = {"bottle": bottle.draw, "cafe": cafe.draw}
MOST_BYTES = 600_000


def saved(picture: Image.Image) -> bytes:
    """The picture as the best JPEG under MOST_BYTES. Raises ValueError where even quality 70 is larger."""
    for quality in range(94, 69, -2):
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() < MOST_BYTES:
            return file.getvalue()
    raise ValueError(f"larger than {MOST_BYTES} bytes at any good quality")


def write(folder: Path, width: int = 1440, samples: int = 2) -> list[Path]:
    """Draw every sample as a 9:16 picture of `width` pixels into `folder`."""
    cv2.setNumThreads(1)
    written: list[Path] = []
    for name, draw in DRAWN.items():
        path = folder / f"{name}.jpg"
        path.write_bytes(saved(draw(width, width * 16 // 9, samples)))
        written.append(path)
    return written


if __name__ == "__main__":
    for file in write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent):
        sys.stdout.write(f"{file}\n")
