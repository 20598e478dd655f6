"""A vendor of clips on this machine, which answers as fal's queue does: it sets the first frame it is given in motion,
in the ways that a test tells it; several shots come with a cut between them, and a clip that was sent is tinted."""

import base64
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

from tests.bench.guard_clips import encoded
from tests.e2e.vendor import Asked, Vendor
from tools.camera.saliency import Pixels

Way = Callable[[Pixels, float], Pixels]
"""A frame of a clip, from its first frame and how far the clip is, 0..1."""
FRAMES, _RATE, _SIDE = 120, 24, 1280


def pushed_in(picture: Pixels, share: float) -> Pixels:
    """The camera goes in by an eighth, with a breath of sway."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 0.3 * np.sin(9 * share), 1 + 0.12 * share)
    matrix[:, 2] += 0.002 * width * np.array([np.sin(7 * share), np.cos(5 * share)])
    flags = cv2.INTER_CUBIC
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REFLECT), np.uint8
    )


class ClipVendor(Vendor):
    """asked: the bodies that it was paid for; uploads: the clips that were brought to it; `ways` are used one after the
    other. folder: for the clips."""

    def __init__(self, folder: Path, ways: Iterable[Way] = (pushed_in,)) -> None:
        super().__init__()
        self.asked: list[dict[str, Any]] = []
        self.uploads: list[bytes] = []
        self._folder, self._ways, self._lock = folder, cycle(ways), threading.Lock()

    @property
    def settings(self) -> dict[str, str]:
        return {"FAL_KEY": "key-of-no-worth", "RESHOOT_FAL_BASE_URL": self.url}

    def post(self, asked: Asked) -> None:
        if asked.path.startswith("/storage/auth/token"):
            _ = asked.body
            asked.answer({"token": "once", "token_type": "Bearer"})
        elif asked.path == "/files/upload":
            self.uploads.append(asked.body)
            asked.answer({"access_url": f"{self.url}/kept/{len(self.uploads)}.mp4"})
        else:
            asked.answer(self._ordered(json.loads(asked.body)))

    def get(self, asked: Asked) -> None:
        number = asked.path.split("/")[2]
        if asked.path.endswith("/status"):
            done = self.go_on.is_set() and self._clip(number).exists()
            asked.answer({"status": "COMPLETED" if done else "IN_PROGRESS"})
        elif asked.path.endswith("/answer"):
            asked.answer({"video": {"url": f"{self.url}/jobs/{number}/clip.mp4", "content_type": "video/mp4"}})
        else:
            asked.send(self._clip(number).read_bytes(), "video/mp4")

    def _clip(self, number: str | int) -> Path:
        return self._folder / f"{number}.mp4"

    def _ordered(self, body: dict[str, Any]) -> dict[str, str]:
        with self._lock:
            self.asked.append(body)
            self.charges.append(body.get("prompt") or " | ".join(shot["prompt"] for shot in body["multi_prompt"]))
            number, way = len(self.charges), next(self._ways)
        threading.Thread(target=self._make, args=(number, way, body), daemon=True).start()
        job = f"{self.url}/jobs/{number}"
        return {
            "request_id": f"job-{number}", "status_url": f"{job}/status", "response_url": f"{job}/answer",
            "cancel_url": f"{job}/cancel",
        }  # fmt: skip

    def _make(self, number: int, way: Way, body: dict[str, Any]) -> None:
        made = encoded(self._folder / f"unfinished-{number}.mp4", list(self._frames(way, body)), crf=20)
        made.rename(self._clip(number))

    def _frames(self, way: Way, body: dict[str, Any]) -> Iterator[Pixels]:
        if "video_url" in body:
            yield from _tinted(self.uploads[-1], self._folder / "sent.mp4")
            return
        first = _picture(body.get("image_url") or body["start_image_url"])
        shots = body.get("multi_prompt")
        if not shots:
            yield from (way(first, index / (FRAMES - 1)) for index in range(FRAMES))
            return
        for number, shot in enumerate(shots):
            frames = int(shot["duration"]) * _RATE
            shown = first if number % 2 == 0 else np.ascontiguousarray(255 - first[:, ::-1])
            yield from (way(shown, index / (frames - 1)) for index in range(frames))


def _picture(url: str) -> Pixels:
    data = base64.b64decode(url.split(",", 1)[1])
    picture = np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), np.uint8)
    scale = _SIDE / max(picture.shape[:2])
    size = tuple(round(side * scale / 2) * 2 for side in picture.shape[1::-1])
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _tinted(clip: bytes, path: Path) -> Iterator[Pixels]:
    """The clip, in the blue of dusk."""
    path.write_bytes(clip)
    with av.open(str(path)) as opened:
        for frame in opened.decode(video=0):
            yield (frame.to_ndarray(format="bgr24") * np.array([1.0, 0.8, 0.65])).astype(np.uint8)
