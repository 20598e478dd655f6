"""Reading the words in a picture. RapidOCR with the models that come in its package; nothing is downloaded."""

import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.camera.saliency import Pixels


@dataclass(frozen=True, eq=False)
class Line:
    """A line of text in a picture: `corners` (4, 2) are its corners in pixels, clockwise from the top left of the text;
    `confidence` 0..1."""

    text: str
    corners: NDArray[np.float64]
    confidence: float


class Reader:
    """Reads Latin and Chinese writing. Loading takes some seconds, so make one and keep it; it may be shared by
    threads. threads: how many cores it may keep busy."""

    def __init__(self, threads: int = 2) -> None:
        self._threads = threads
        self._lock = threading.Lock()
        self._engine: Any = None

    def lines(self, picture: Pixels) -> tuple[Line, ...]:
        """Every line found in a picture (BGR, any size)."""
        found = self._read(picture, use_det=True)
        if found.boxes is None or found.txts is None:
            return ()
        return tuple(
            Line(text, np.asarray(corners, np.float64), float(score))
            for text, corners, score in zip(found.txts, found.boxes, found.scores, strict=True)
        )

    def word(self, strip: Pixels) -> str:
        """What stands on a strip cut out along a line of text (BGR)."""
        found = self._read(strip, use_det=False)
        return found.txts[0] if found.txts else ""

    def _read(self, picture: Pixels, *, use_det: bool) -> Any:
        with self._lock:
            if self._engine is None:
                self._engine = _engine(self._threads)
            return self._engine(np.ascontiguousarray(picture), use_det=use_det, use_cls=False, use_rec=True)


def _engine(threads: int) -> Any:
    from rapidocr import RapidOCR  # 60 MB of models: loaded when a clip is checked, not with the app

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
