"""A vendor of clips on this machine, which answers as fal's queue does: it sets the first frame it is given in motion,
in the ways that a test tells it."""

import base64
import json
import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from tests.bench.guard_clips import encoded
from tools.camera.saliency import Pixels

Way = Callable[[Pixels, float], Pixels]
"""A frame of a clip, from its first frame and how far the clip is, 0..1."""
FRAMES, _SIDE = 120, 1280


def pushed_in(picture: Pixels, share: float) -> Pixels:
    """The camera goes in by an eighth, with a breath of sway."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 0.3 * np.sin(9 * share), 1 + 0.12 * share)
    matrix[:, 2] += 0.002 * width * np.array([np.sin(7 * share), np.cos(5 * share)])
    flags = cv2.INTER_CUBIC
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REFLECT), np.uint8
    )


class ClipVendor:
    """`url` is its address, `charges` the prompts that it was paid for; `ways` are used one after the other. It is done
    with a clip when `go_on` is set. folder: for the clips."""

    def __init__(self, folder: Path, ways: Iterable[Way]) -> None:
        self.charges: list[str] = []
        self.go_on = threading.Event()
        self._folder, self._ways, self._lock = folder, cycle(ways), threading.Lock()
        vendor = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                self._answer(vendor._ordered(body))

            def do_GET(self) -> None:
                number = self.path.split("/")[2]
                if self.path.endswith("/status"):
                    done = vendor.go_on.is_set() and (vendor._folder / f"{number}.mp4").exists()
                    self._answer({"status": "COMPLETED" if done else "IN_PROGRESS"})
                elif self.path.endswith("/answer"):
                    url = f"{vendor.url}/jobs/{number}/clip.mp4"
                    self._answer({"video": {"url": url, "content_type": "video/mp4"}})
                else:
                    self._send((vendor._folder / f"{number}.mp4").read_bytes(), "video/mp4")

            def _answer(self, document: dict[str, Any]) -> None:
                self._send(json.dumps(document).encode(), "application/json")

            def _send(self, body: bytes, kind: str) -> None:
                self.send_response(200)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def _ordered(self, body: dict[str, Any]) -> dict[str, str]:
        with self._lock:
            self.charges.append(body["prompt"])
            number, way = len(self.charges), next(self._ways)
        threading.Thread(target=self._made, args=(number, way, body["image_url"]), daemon=True).start()
        job = f"{self.url}/jobs/{number}"
        return {
            "request_id": f"job-{number}", "status_url": f"{job}/status", "response_url": f"{job}/answer",
            "cancel_url": f"{job}/cancel",
        }  # fmt: skip

    def _made(self, number: int, way: Way, first_frame: str) -> None:
        data = base64.b64decode(first_frame.split(",", 1)[1])
        picture = np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), np.uint8)
        scale = _SIDE / max(picture.shape[:2])
        size = tuple(round(side * scale / 2) * 2 for side in picture.shape[1::-1])
        first = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
        frames = [way(first, index / (FRAMES - 1)) for index in range(FRAMES)]
        encoded(self._folder / f"unfinished-{number}.mp4", frames, crf=20).rename(self._folder / f"{number}.mp4")

    @contextmanager
    def open(self) -> "Generator[ClipVendor]":
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.go_on.set()
            self._server.shutdown()
            self._server.server_close()
