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
    """`url` is its address, `charges` the prompts that it was paid for. It answers when `go_on` is set."""

    def __init__(self) -> None:
        self.charges: list[str] = []
        self.go_on = threading.Event()
        vendor = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                vendor.charges.append(body["prompt"])
                vendor.go_on.wait(30)
                answer = json.dumps(
                    {
                        "created": 1,
                        "data": [{"b64_json": _picture(number)} for number in range(body.get("n", 1))],
                        "usage": {"input_tokens": 20, "output_tokens": 400, "total_tokens": 420},
                    }
                ).encode()
                self.send_response(200)
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


def _picture(number: int) -> str:
    buffer = io.BytesIO()
    Image.new("RGB", (1024, 1536), (40 + 50 * number, 70, 110)).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()
