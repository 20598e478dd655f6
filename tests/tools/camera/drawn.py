"""Stills that the tests draw, and scenes round them."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np

from store.scene import Move, MoveKind, Scene, Shot, ShotId, StillId
from store.segments import Target
from tools.planes import U8

SMALL = Target(width=72, height=128, frame_rate=24, quality="preview")


def texture(width: int, height: int, seed: int = 1) -> U8:
    """Soft random colours with detail at every size."""
    rng = np.random.default_rng(seed)
    layers = (rng.integers(0, 256, (max(2, height // step), max(2, width // step), 3), np.uint8) for step in (3, 8, 40))
    grown = [cv2.resize(layer, (width, height), interpolation=cv2.INTER_CUBIC).astype(float) for layer in layers]
    return (0.2 * grown[0] + 0.3 * grown[1] + 0.5 * grown[2]).clip(0, 255).astype(np.uint8)


def save(folder: Path, picture: U8, name: str = "still.png") -> Path:
    path = folder / name
    assert cv2.imwrite(str(path), picture)
    return path


def move(kind: MoveKind, amount: float, end_s: float = 1.0, **values: Any) -> Move:
    return Move(kind=kind, amount=amount, end_s=end_s, **values)


def shot(*moves: Move, name: str = "s1", still: str | None = "a", duration_s: float = 1.0, **values: Any) -> Shot:
    return Shot(id=ShotId(name), still=StillId(still) if still else None, duration_s=duration_s, camera=moves, **values)


def film(*shots: Shot, **values: Any) -> Scene:
    return Scene.model_validate({"frame_rate": 24, **values, "shots": shots})
