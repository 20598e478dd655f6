"""A vendor of pictures on this machine, which answers as OpenAI does: with the pictures themselves."""

import base64
import io
import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from PIL import Image


class PictureVendor:
    """`url` is its address, `charges` the prompts that it was paid for, `pictures` how many each call brought along. It
    answers when `go_on` is set; what holds `refuses` it refuses."""

    def __init__(self) -> None:
        self.charges: list[str] = []
        self.pictures: list[int] = []
        self.refuses = ""
        self.go_on = threading.Event()
        vendor = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                prompt, count, pictures = _asked(self)
                if vendor.refuses and vendor.refuses in prompt:
                    self._answer(400, {"error": {"message": "Your request was rejected: violence", "code": _BLOCKED}})
                    return
                vendor.charges.append(prompt)
                vendor.pictures.append(pictures)
                vendor.go_on.wait(30)
                made = [{"b64_json": _picture(len(vendor.charges) + number)} for number in range(count)]
                usage = {"input_tokens": 20, "output_tokens": 400, "total_tokens": 420}
                self._answer(200, {"created": 1, "data": made, "usage": usage})

            def _answer(self, status: int, document: dict[str, Any]) -> None:
                answer = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @contextmanager
    def open(self) -> "Generator[PictureVendor]":
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.go_on.set()
            self._server.shutdown()
            self._server.server_close()


_BLOCKED = "moderation_blocked"


def _asked(handler: BaseHTTPRequestHandler) -> tuple[str, int, int]:
    """The prompt, how many pictures are wanted, and how many came along: JSON, or the form of an edit."""
    body = handler.rfile.read(int(handler.headers["content-length"]))
    kind = handler.headers["content-type"]
    if kind.startswith("application/json"):
        document = json.loads(body)
        return document["prompt"], document.get("n", 1), 0
    parts = body.split(b"--" + kind.split("boundary=", 1)[1].encode())[1:-1]
    heads = [part.partition(b"\r\n\r\n") for part in parts]
    named = {head.split(b'name="', 1)[1].split(b'"', 1)[0]: text.strip() for head, _, text in heads}
    pictures = sum(b'name="image' in head for head, _, _ in heads)
    return named[b"prompt"].decode(), int(named.get(b"n", b"1")), pictures


def _picture(number: int) -> str:
    buffer = io.BytesIO()
    Image.new("RGB", (1024, 1536), (40 + 50 * (number % 5), 70, 110)).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()
