"""Colour tables in `.cube` files (Adobe Cube LUT Specification 1.0): read strictly, laid on pictures.

Both kinds: a curve per channel (1D) and a lattice of colours (3D, red varies fastest). Values are encoded R'G'B'.
"""

import re
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from store.errors import BadUpload

MAX_BYTES = 12_000_000
MAX_LATTICE, MAX_CURVE = 65, 65_536
_LARGEST = 1000.0
"""Beyond this a value is no colour."""
_KEYWORDS = {
    "TITLE", "DOMAIN_MIN", "DOMAIN_MAX", "LUT_1D_SIZE", "LUT_3D_SIZE", "LUT_1D_INPUT_RANGE", "LUT_3D_INPUT_RANGE",
}  # fmt: skip
_NOTHING = "Nothing was stored."

Floats32 = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Cube:
    """A colour table. values: (n, 3) for a curve per channel, (n, n, n, 3) indexed by blue, green, red for a lattice;
    both give R'G'B'. low, high: the input values of the first and last entries, R, G, B."""

    title: str
    values: Floats32
    low: tuple[float, float, float]
    high: tuple[float, float, float]


def read_cube(data: bytes) -> Cube:
    """A `.cube` file. Raises BadUpload with a sentence that names what is wrong with it."""
    if len(data) > MAX_BYTES:
        raise BadUpload(f"That LUT is larger than {MAX_BYTES // 1_000_000} MB. {_NOTHING}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    head, rows = _parted(text)
    size, lattice = _size(head)
    low, high = _domain(head, lattice)
    return Cube(_title(head), _table(rows, size, lattice), low, high)


def _parted(text: str) -> tuple[dict[str, str], list[str]]:
    """The keywords with what they say, and the lines of numbers."""
    head: dict[str, str] = {}
    rows: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        keyword = words.split(maxsplit=1)[0]
        if not (keyword[0].isalpha() or keyword[0] == "_"):
            rows.append(words)
        elif keyword not in _KEYWORDS or keyword in head or rows:
            raise BadUpload(f"That is no .cube LUT: line {number} says “{words[:40]}”. {_NOTHING}")
        else:
            head[keyword] = words[len(keyword) :].strip()
    return head, rows


def _title(head: dict[str, str]) -> str:
    title = "".join(letter for letter in head.get("TITLE", "").strip().strip('"') if letter.isprintable())
    return title[:100].strip()


def _size(head: dict[str, str]) -> tuple[int, bool]:
    """Entries along one side, and whether they are a lattice."""
    named = [keyword for keyword in ("LUT_1D_SIZE", "LUT_3D_SIZE") if keyword in head]
    if len(named) != 1:
        what = "both a curve and a lattice" if named else "no LUT_3D_SIZE or LUT_1D_SIZE"
        raise BadUpload(f"That is no .cube LUT that can be used: it has {what}. {_NOTHING}")
    lattice = named[0] == "LUT_3D_SIZE"
    most = MAX_LATTICE if lattice else MAX_CURVE
    text = head[named[0]]
    if re.fullmatch(r"\d{1,6}", text) is None or not 2 <= int(text) <= most:
        raise BadUpload(f"That LUT's size is “{text[:20]}”; sizes from 2 to {most} can be used. {_NOTHING}")
    return int(text), lattice


def _domain(head: dict[str, str], lattice: bool) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    spread = head.get("LUT_3D_INPUT_RANGE" if lattice else "LUT_1D_INPUT_RANGE")
    if spread is not None:
        first, last = _numbers([spread], 2)[0]
        low, high = (first,) * 3, (last,) * 3
    else:
        low, high = (
            tuple(_numbers([head.get(name, usual)], 3)[0])
            for name, usual in (("DOMAIN_MIN", "0 0 0"), ("DOMAIN_MAX", "1 1 1"))
        )
    if any(b - a < 1e-6 for a, b in zip(low, high, strict=True)):
        raise BadUpload(f"That LUT's input range is empty or upside down. {_NOTHING}")
    return (low[0], low[1], low[2]), (high[0], high[1], high[2])


def _table(rows: list[str], size: int, lattice: bool) -> Floats32:
    wanted = size**3 if lattice else size
    if len(rows) != wanted:
        raise BadUpload(f"That LUT has {len(rows):,} colours, and its size asks for {wanted:,}. {_NOTHING}")
    values = np.array(_numbers(rows, 3), np.float32)
    return values.reshape((size, size, size, 3) if lattice else (size, 3))


def _numbers(rows: list[str], count: int) -> list[list[float]]:
    """The numbers of each line, `count` of them."""
    read: list[list[float]] = []
    for row in rows:
        try:
            values = [float(word) for word in row.split()]
        except ValueError:
            values = []
        if len(values) != count or not all(abs(value) <= _LARGEST for value in values):
            raise BadUpload(f"That LUT has a line that is not {count} plain numbers: “{row[:40]}”. {_NOTHING}")
        read.append(values)
    return read


def lay_cube(cube: Cube, bgr: Floats32, strength: float) -> Floats32:
    """The picture (h, w, 3), encoded B'G'R' 0..1, through the table, `strength` (0..1) of it; 0..1 again."""
    entries = cube.values.shape[0] - 1
    low, high = np.array(cube.low[::-1]), np.array(cube.high[::-1])
    gain = entries / (high - low)
    places = cv2.transform(bgr, np.hstack([np.diag(gain), (-low * gain)[:, None]]))
    np.clip(places, 0, entries, out=places)
    planes = [np.asarray(plane, np.float32) for plane in cv2.split(places)]
    mapped = _through_lattice(cube, planes) if cube.values.ndim == 4 else _through_curves(cube, planes)
    mixed = cv2.addWeighted(bgr, 1 - strength, mapped, strength, 0)
    return np.asarray(np.clip(mixed, 0, 1, out=mixed), np.float32)


def _through_curves(cube: Cube, planes: list[Floats32]) -> Floats32:
    places = np.arange(cube.values.shape[0], dtype=np.float32)
    curves = zip(planes, cube.values.T[::-1], strict=True)
    return np.stack([np.interp(plane, places, curve).astype(np.float32) for plane, curve in curves], axis=-1)


def _through_lattice(cube: Cube, planes: list[Floats32]) -> Floats32:
    """Trilinear: the lattice's blue slices lie one below the other as one picture, which is sampled linearly at
    (red, green) in the two slices round each pixel's blue."""
    blue, green, red = planes
    size = cube.values.shape[0]
    atlas = np.ascontiguousarray(cube.values[..., ::-1].reshape(size * size, size, 3))
    below = np.minimum(np.floor(blue), size - 2)
    rows = cv2.scaleAdd(below, size, green)
    first = cv2.remap(atlas, red, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    second = cv2.remap(atlas, red, rows + size, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    share = cv2.subtract(blue, below)
    return np.asarray(cv2.blendLinear(first, second, 1 - share, share), np.float32)
