"""What the tests of captions share: scenes, and layers put on a plain frame."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from store.scene import Captions, Cue, Overlay, Scene, Shot, ShotId
from tools.planes import BLACK, Layer, Planes, planes_to_bgr


def scene_with(text: str = "", *, overlays: tuple[Overlay, ...] = (), ratio: Any = "9:16", **style: Any) -> Scene:
    """A film of 4 s with one caption from 1 s to 3 s."""
    cues = (Cue(text=text, start_s=1.0, end_s=3.0),) if text else ()
    return Scene(
        aspect_ratio=ratio,
        shots=(Shot(id=ShotId("s1"), duration_s=4.0),),
        captions=Captions(cues=cues, **style),
        overlays=overlays,
    )


def on_black(layers: tuple[Layer, ...], width: int, height: int) -> NDArray[np.uint8]:
    """The layers laid on a black frame, as BGR."""
    planes: Planes = tuple(  # type: ignore[assignment]
        np.full((height >> half, width >> half), value, np.uint8) for half, value in zip((0, 1, 1), BLACK, strict=True)
    )
    for layer in layers:
        for half, (frame, plane) in enumerate(zip(planes, layer.planes, strict=True)):
            _lay(frame, plane, layer.inverse_alpha[min(half, 1)], (layer.x >> min(half, 1), layer.y >> min(half, 1)))
    return np.asarray(planes_to_bgr(planes), np.uint8)


def _lay(frame: NDArray[np.uint8], plane: NDArray[np.uint8], inverse: NDArray[np.uint8], at: tuple[int, int]) -> None:
    """Blend a plane whose corner lies at (x, y) of a frame, where the two meet."""
    x, y = at
    height, width = frame.shape
    rows = slice(max(0, y), min(height, y + plane.shape[0]))
    columns = slice(max(0, x), min(width, x + plane.shape[1]))
    inside = slice(rows.start - y, rows.stop - y), slice(columns.start - x, columns.stop - x)
    blended = frame[rows, columns] * (inverse[inside] / 255.0) + plane[inside]
    frame[rows, columns] = np.clip(np.round(blended), 0, 255)


def ink_box(bgr: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of everything that is clearly brighter than black."""
    lit = bgr.max(axis=2) > 60
    rows, columns = np.flatnonzero(lit.any(1)), np.flatnonzero(lit.any(0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def save_logo(path: Path) -> Path:
    """A logo twice as wide as high: a red square, the rest clear."""
    logo = np.zeros((100, 200, 4), np.uint8)
    logo[:, :100] = (30, 30, 220, 255)
    cv2.imwrite(str(path), logo)
    return path
