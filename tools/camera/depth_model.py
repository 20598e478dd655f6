"""Depth from a monocular model that the person has on disk (ONNX).

Works with models of the MiDaS and Depth Anything kind: one picture in, (1, 3, h, w), normalised as in ImageNet; one map
out, (1, h, w) or (1, 1, h, w), larger is nearer.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from store.errors import RenderFailed
from tools.camera.grid import Float32s
from tools.planes import U8

PATH_VARIABLE = "RESHOOT_DEPTH_MODEL"
_SIDE = 518
"""Pixels of a side where the model takes any: 37 patches of 14, as Depth Anything was trained; MiDaS takes it too."""
_MEAN, _SPREAD = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])


def model_path() -> str:
    """Where the person has a depth model; empty where none is set up."""
    return os.environ.get(PATH_VARIABLE, "")


def missing_model() -> str | None:
    """Why there is no depth model, as a sentence; None where there is one."""
    path = model_path()
    if not path:
        return f"No depth model is set up: set {PATH_VARIABLE} to the path of an ONNX depth model on this machine."
    if not Path(path).is_file():
        return f"There is no file at the path that {PATH_VARIABLE} names."
    return None


def modelled_depth(bgr: U8, side: int) -> Float32s:
    """The model's depth of a picture, 0..1 (near is 1), its longest side at most `side`. Raises RenderFailed."""
    if (why := missing_model()) is not None:
        raise RenderFailed(f"{why} Nothing was changed; say “smooth depth” to go on without it.")
    height, width = bgr.shape[:2]
    scale = min(1.0, side / max(height, width))
    try:
        found = _run(_session(model_path()), bgr)
    except Exception as error:  # the runtime has no common error, and any model file may be given
        raise RenderFailed(
            "The depth model could not be run on this still. Nothing was changed; say “smooth depth” to go on "
            "without it."
        ) from error
    shape = (max(2, round(width * scale)), max(2, round(height * scale)))
    sized = cv2.resize(found, shape, interpolation=cv2.INTER_AREA)
    low, high = np.percentile(sized, (1, 99))
    return np.clip((sized - low) / max(float(high - low), 1e-6), 0, 1).astype(np.float32)


@lru_cache(maxsize=1)
def _session(path: str) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _run(session: Any, bgr: U8) -> Float32s:
    wanted = session.get_inputs()[0]
    height, width = (side if isinstance(side, int) else _SIDE for side in wanted.shape[-2:])
    picture = cv2.resize(bgr, (width, height), interpolation=cv2.INTER_AREA)[:, :, ::-1] / 255.0
    tensor = ((picture - _MEAN) / _SPREAD).transpose(2, 0, 1)[None].astype(np.float32)
    out = np.asarray(session.run(None, {wanted.name: tensor})[0], np.float32)
    depth = out.reshape(out.shape[-2:])
    if not np.isfinite(depth).all():
        raise ValueError("the model's depth is not finite")
    return depth
