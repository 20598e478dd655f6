"""What vendors on this machine share: a server of their own, what they were paid for, and when they go on."""

import json
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class Asked(BaseHTTPRequestHandler):
    """One question to a vendor, and the ways to answer it."""

    protocol_version = "HTTP/1.1"
    vendor: "Vendor"

    def do_POST(self) -> None:
        self.vendor.post(self)

    def do_GET(self) -> None:
        self.vendor.get(self)

    @property
    def body(self) -> bytes:
        return self.rfile.read(int(self.headers["content-length"]))

    def answer(self, document: Mapping[str, Any], status: int = 200) -> None:
        self.send(json.dumps(document).encode(), "application/json", status)

    def send(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Quiet."""


class Vendor:
    """A vendor at `url`. charges: the prompts that it was paid for; it is done with its work when `go_on` is set."""

    def __init__(self) -> None:
        self.charges: list[str] = []
        self.go_on = threading.Event()
        handler = type("Handler", (Asked,), {"vendor": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def settings(self) -> dict[str, str]:
        """The variables that connect the app with it."""
        raise NotImplementedError

    def post(self, asked: Asked) -> None:
        raise NotImplementedError

    def get(self, asked: Asked) -> None:
        raise NotImplementedError

    @contextmanager
    def open(self) -> Generator[Self]:
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.go_on.set()
            self._server.shutdown()
            self._server.server_close()
