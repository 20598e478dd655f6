"""Whether the same film is the same bytes every time, and whether the preview shows what is exported."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from store.scene import Scene, film_duration_s, replace
from tests.bench.clips import FINAL, PREVIEW, STILLS, Clip, everything, push_in
from tests.bench.rows import Row
from tools.camera.encode import blank_planes
from tools.rendering.films import FilmMaker
from tools.rendering.orders import FilmOrder

THREADS = (1, 2, 4)


def rows(folder: Path, quick: bool) -> Iterator[Row]:
    repeats = 3 if quick else 8
    found = distinct_outputs(folder, repeats, seconds=1.0)
    told = f"{repeats} repeats with {', '.join(map(str, THREADS))} threads allowed"
    yield Row("distinct outputs", found, "files", 1, detail=told)
    seconds = 1.0 if quick else 6.0
    shown = (push_in(seconds), replace(everything(seconds), captions=None))
    similar = min(least_similarity(folder, scene) for scene in shown)
    told = "raw frames; a push-in, and everything on"
    yield Row("preview against the downscaled final, least SSIM", similar, "", 0.99, least=True, detail=told)


def distinct_outputs(folder: Path, repeats: int, seconds: float) -> int:
    """How many different files come from one film, rendered afresh with each number of threads and of cores allowed."""
    outputs: set[bytes] = set()
    cores, threads = os.sched_getaffinity(0), cv2.getNumThreads()
    try:
        for repeat in range(repeats):
            for allowed in THREADS:
                os.sched_setaffinity(0, sorted(cores)[:allowed])
                cv2.setNumThreads(allowed)
                cache = folder / f"same-{repeat}-{allowed}"
                order = FilmOrder(everything(seconds), PREVIEW, STILLS, {}, cache, 10**9, silence=True)
                outputs.add(FilmMaker().make(order, lambda _: None, lambda: False).read_bytes())
                shutil.rmtree(cache)
    finally:
        os.sched_setaffinity(0, cores)
        cv2.setNumThreads(threads)
    return len(outputs)


def least_similarity(folder: Path, scene: Scene, at_frames: int = 7) -> float:
    """The lowest SSIM between preview frames and the final's at the preview's size, along the clip; the luma."""
    small, large = (Clip(scene, target, folder).painter() for target in (PREVIEW, FINAL))
    shown, made = blank_planes(PREVIEW.width, PREVIEW.height), blank_planes(FINAL.width, FINAL.height)
    found: list[float] = []
    for frame in np.linspace(0, round(film_duration_s(scene) * 30) - 1, at_frames).astype(int):
        small.draw(int(frame), shown)
        large.draw(int(frame), made)
        half = cv2.resize(made[0], (PREVIEW.width, PREVIEW.height), interpolation=cv2.INTER_AREA)
        found.append(ssim(shown[0].astype(np.float64), half.astype(np.float64)))
    return min(found)


def ssim(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Mean structural similarity of two pictures of 0..255 (Wang et al. 2004: Gaussian window, sigma 1.5)."""

    def mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(cv2.GaussianBlur(values, (11, 11), 1.5), np.float64)

    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mean_1, mean_2 = mean(first), mean(second)
    variance_1, variance_2 = mean(first**2) - mean_1**2, mean(second**2) - mean_2**2
    covariance = mean(first * second) - mean_1 * mean_2
    top = (2 * mean_1 * mean_2 + c1) * (2 * covariance + c2)
    return float((top / ((mean_1**2 + mean_2**2 + c1) * (variance_1 + variance_2 + c2))).mean())
